/* The shop's pictures as one zip, each under the name that the CSV has. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "domain/export.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/image.h"
#include "lib/log.h"

struct shot {
	const char *sha256, *widths;
};

static int shots_load(struct cx *cx, struct shot **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.sha256, m.widths FROM media m"
		" WHERE m.state = 'ready' AND m.sha256 IS NOT NULL"
		" AND (EXISTS (SELECT 1 FROM product_media p"
		"   WHERE p.media = m.id)"
		"  OR EXISTS (SELECT 1 FROM variant v WHERE v.media = m.id))"
		" ORDER BY m.sha256");
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[*n].sha256 = db_next_text(q, cx->arena);
		(*out)[(*n)++].widths = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

/* The largest rendition there is; *kind: how its name ends. */
static const char *file_of(struct arena *a, const char *dir,
	const struct shot *s, const char **kind)
{
	static const char *const kinds[] = {"jpg", "webp", "avif", NULL};
	const char *last = strrchr(s->widths, ' ');
	for (size_t i = 0; kinds[i]; i++) {
		const char *path = arena_printf(a, "%s/media/%s-%s.%s", dir,
			image_stem(a, s->sha256), last ? last + 1 : s->widths,
			kinds[i]);
		*kind = kinds[i];
		if (access(path, R_OK) == 0)
			return path;
	}
	return NULL;
}

static bool add(
	struct arena *a, zip_t *zip, const char *dir, const struct shot *s)
{
	const char *kind, *path = file_of(a, dir, s, &kind);
	if (!path) {
		log_warn("event=export_picture_absent sha256=%s", s->sha256);
		return true;
	}
	zip_source_t *source = zip_source_file(zip, path, 0, -1);
	zip_int64_t i = source ? zip_file_add(zip,
					 arena_printf(
						 a, "%s.%s", s->sha256, kind),
					 source, ZIP_FL_ENC_UTF_8)
			       : -1;
	if (i < 0 && source)
		zip_source_free(source);
	/* the same pictures give the same bytes; they do not shrink */
	return i >= 0 &&
	       zip_set_file_compression(
		       zip, (zip_uint64_t)i, ZIP_CM_STORE, 0) == 0 &&
	       zip_file_set_dostime(zip, (zip_uint64_t)i, 0, 0x21, 0) == 0;
}

int export_pictures_zip(
	struct cx *cx, const char *dir, const char *path, int64_t *count)
{
	struct shot *all;
	size_t n;
	int rc = shots_load(cx, &all, &n), why = 0;
	if (rc < 0)
		return rc;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &why);
	if (!zip)
		return ERR_INTERNAL;
	bool ok = true;
	for (size_t i = 0; ok && i < n; i++)
		ok = add(cx->arena, zip, dir, &all[i]);
	*count = (int64_t)n;
	if (ok && zip_close(zip) == 0)
		return OK;
	zip_discard(zip);
	return ERR_INTERNAL;
}
