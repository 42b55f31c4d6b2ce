/* Pictures from a zip. */
#include "domain/import_zip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "domain/media.h"
#include "domain/slug.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { SHA_HEX = 64 };

struct waiting {
	int64_t media;
	const char *name; /* lower case: a digest, or the end of an address */
	bool named;
};

struct unzip {
	struct cx *cx;
	struct import_report *report;
	const char *dir;
	bool dry_run;
	zip_t *zip;
	struct waiting *waiting;
	size_t n;
	zip_uint64_t unpacked; /* bytes so far */
};

struct entry {
	const char *name; /* without folders */
	const char *stem; /* "mug-2" of "mug-2.jpg" */
	zip_uint64_t index, size;
};

static void warn(struct unzip *u, const char *name, const char *what)
{
	import_note(u->cx, u->report, 0, IMPORT_WARNING, "%.100s: %s", name,
		tr(what));
}

/* ---- what waits for bytes ---- */

static const char *end_of(struct arena *a, const char *url)
{
	const char *path = arena_strndup(a, url, strcspn(url, "?#"));
	const char *slash = strrchr(path, '/');
	return text_lower(a, slash ? slash + 1 : path);
}

static int waiting_load(struct unzip *u)
{
	struct cx *cx = u->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(sha256, ''), source_url FROM media"
		" WHERE state <> 'ready' ORDER BY id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		const char *sha = db_next_text(q, cx->arena);
		const char *url = db_next_text(q, cx->arena);
		for (int i = 0; i < 2; i++) {
			if (!*(i ? url : sha))
				continue;
			u->waiting = arena_grow(cx->arena, u->waiting, u->n,
				sizeof(*u->waiting));
			u->waiting[u->n++] = (struct waiting){
				id, i ? end_of(cx->arena, url) : sha, i == 0};
		}
	}
	db_done(q);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order ? order : x->media < y->media ? -1 : x->media > y->media;
}

static const struct waiting *waiting_find(
	const struct unzip *u, const char *name)
{
	size_t low = 0, high = u->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (strcmp(u->waiting[mid].name, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < u->n && !strcmp(u->waiting[low].name, name)
		       ? &u->waiting[low]
		       : NULL;
}

/* ---- an entry ---- */

static bool is_picture(const char *name)
{
	static const char *const ends[] = {
		".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", NULL};
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot && ends[i]; i++)
		if (!strcasecmp(dot, ends[i]))
			return true;
	return false;
}

/* False: not one for us, with the reason noted where it is worth one. */
static bool entry_read(struct unzip *u, zip_uint64_t index, struct entry *e)
{
	zip_stat_t st;
	if (zip_stat_index(u->zip, index, 0, &st) < 0 ||
		!(st.valid & ZIP_STAT_NAME) || !(st.valid & ZIP_STAT_SIZE))
		return false;
	size_t n = strlen(st.name);
	if (n == 0 || st.name[n - 1] == '/')
		return false; /* a folder */
	const char *slash = strrchr(st.name, '/');
	const char *name = slash ? slash + 1 : st.name;
	if (*name == '.' || !strncmp(st.name, "__MACOSX/", 9))
		return false;
	if (!utf8_ok(name, strlen(name)) || strlen(name) > IMPORT_ZIP_NAME) {
		warn(u, tr("a file"), "its name cannot be read");
		return false;
	}
	e->name = arena_strdup(u->cx->arena, name);
	if (!is_picture(name)) {
		warn(u, e->name, "not a picture by its name");
		return false;
	}
	if (st.size > IMPORT_ZIP_PICTURE || st.size == 0 ||
		((st.valid & ZIP_STAT_COMP_SIZE) &&
			st.size / IMPORT_ZIP_RATIO > st.comp_size)) {
		warn(u, e->name, "too large, or packed too tightly");
		return false;
	}
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
		st.encryption_method != ZIP_EM_NONE) {
		warn(u, e->name, "under a password");
		return false;
	}
	e->index = index;
	e->size = st.size;
	e->stem = arena_strndup(u->cx->arena, e->name,
		(size_t)(strrchr(e->name, '.') - e->name));
	return true;
}

static bool file_write(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	bool ok = fd >= 0;
	for (size_t at = 0; ok && at < n;) {
		ssize_t done = write(fd, bytes + at, n - at);
		ok = done > 0;
		at += ok ? (size_t)done : 0;
	}
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	return ok;
}

/* Unpack into DIR/upload/SHA.  The size was told; never a byte more. */
static int unpack(struct unzip *u, const struct entry *e, const char **path,
	const char **sha)
{
	struct arena *a = u->cx->arena;
	struct buf b = {0};
	zip_file_t *f = zip_fopen_index(u->zip, e->index, 0);
	zip_int64_t n = f ? zip_fread(f, buf_room(&b, e->size), e->size) : -1;
	bool whole = n == (zip_int64_t)e->size;
	if (f)
		whole = zip_fclose(f) == 0 && whole;
	int rc = whole ? OK : ERR_INVALID;
	if (whole) {
		*sha = crypt_sha256(a, b.p, e->size);
		*path = arena_printf(a, "%s/upload/%s", u->dir, *sha);
		mkdir(arena_printf(a, "%s/upload", u->dir), 0700);
		if (!file_write(*path, b.p, e->size)) {
			log_error("event=unzip_write errno=%d", errno);
			rc = ERR_INTERNAL;
		}
	}
	buf_release(&b);
	return rc;
}

/* ---- whose it is ---- */

struct owner {
	int64_t media; /* that waits for bytes */
	bool named;    /* and keeps its name */
	int64_t product, variant;
};

static const char *without_number(struct arena *a, const char *stem)
{
	size_t n = strlen(stem);
	while (n > 0 && stem[n - 1] >= '0' && stem[n - 1] <= '9')
		n--;
	return n > 1 && n < strlen(stem) && strchr("-_ ", stem[n - 1])
		       ? arena_strndup(a, stem, n - 1)
		       : NULL;
}

static int by_sku(
	struct unzip *u, const char *stem, int64_t *variant, int64_t *product)
{
	struct db_stmt *q = DB_SQL(u->cx->db,
		"SELECT id, product FROM variant"
		" WHERE lower(sku) = lower(:sku) ORDER BY id LIMIT 1");
	db_bind_text(q, ":sku", stem);
	int rc = db_one(q);
	*variant = rc == OK ? db_next_int(q) : 0;
	*product = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int by_stem(struct unzip *u, const char *stem, struct owner *o)
{
	struct slug_hit hit;
	int rc = by_sku(u, stem, &o->variant, &o->product);
	if (rc < 0 || o->product)
		return rc;
	rc = slug_find(u->cx, "product", text_slug(u->cx->arena, stem), &hit);
	if (rc == OK)
		o->product = hit.target;
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int owner_find(struct unzip *u, const struct entry *e, struct owner *o)
{
	struct arena *a = u->cx->arena;
	bool sha = strlen(e->stem) == SHA_HEX &&
		   strspn(e->stem, "0123456789abcdef") == SHA_HEX;
	const struct waiting *w = waiting_find(
		u, sha ? e->stem : text_lower(a, e->name));
	if (w) {
		o->media = w->media;
		o->named = w->named;
		return OK;
	}
	if (sha)
		return OK; /* here already, or nobody's */
	int rc = by_stem(u, e->stem, o);
	const char *bare = without_number(a, e->stem);
	if (rc == OK && !o->product && bare) {
		rc = by_stem(u, bare, o);
		o->variant = 0; /* one of several: the product's */
	}
	return rc;
}

static int variant_picture(struct unzip *u, int64_t variant, int64_t media)
{
	struct db_stmt *q = DB_SQL(u->cx->db,
		"UPDATE variant SET media = :media"
		" WHERE id = :id AND media IS NULL");
	db_bind_int(q, ":media", media);
	db_bind_int(q, ":id", variant);
	return db_exec(q, NULL);
}

static int give(struct unzip *u, const struct entry *e, const struct owner *o)
{
	const char *path = NULL, *sha = NULL;
	int64_t media = o->media;
	int rc = unpack(u, e, &path, &sha);
	if (rc == ERR_INVALID) {
		warn(u, e->name, "it cannot be unpacked");
		return OK;
	}
	if (rc < 0)
		return rc;
	if (media)
		return media_give_file(
			u->cx, media, path, sha, o->named ? e->stem : NULL);
	rc = media_add_upload(u->cx, path, sha, &media);
	struct picture have = {0};
	if (rc == OK && media_find(u->cx, media, &have) == OK && have.sha256)
		unlink(path); /* known already: no job asks for this file */
	if (rc == OK)
		rc = media_attach(u->cx, o->product, media);
	if (rc == OK && o->variant)
		rc = variant_picture(u, o->variant, media);
	return rc;
}

static int entry_apply(struct unzip *u, zip_uint64_t index)
{
	struct entry e;
	struct owner o = {0};
	if (!entry_read(u, index, &e))
		return OK;
	int rc = owner_find(u, &e, &o);
	if (rc < 0)
		return rc;
	if (!o.media && !o.product) {
		if (strlen(e.stem) != SHA_HEX)
			warn(u, e.name,
				"no product, SKU or picture of that "
				"name");
		return OK;
	}
	u->unpacked += e.size;
	if (u->unpacked > IMPORT_ZIP_ALL) {
		import_note(u->cx, u->report, 0, IMPORT_ERROR,
			"the pictures are more than 1 GB when unpacked: send "
			"them in several files");
		return ERR_INVALID;
	}
	u->report->pictures_given++;
	return u->dry_run ? OK : give(u, &e, &o);
}

int import_zip(struct cx *cx, const char *dir, const char *path, bool dry_run,
	struct import_report *r)
{
	struct unzip u = {
		.cx = cx, .report = r, .dir = dir, .dry_run = dry_run};
	int why = 0;
	u.zip = zip_open(path, ZIP_RDONLY, &why);
	zip_int64_t n = u.zip ? zip_get_num_entries(u.zip, 0) : -1;
	if (n < 0 || n > IMPORT_ZIP_ENTRIES) {
		import_note(cx, r, 0, IMPORT_ERROR,
			n < 0 ? N_("the pictures are not in a zip file")
			      : N_("the zip holds more than 20,000 files"));
		if (u.zip)
			zip_discard(u.zip);
		return ERR_INVALID;
	}
	int rc = dry_run ? OK : db_begin(cx->db);
	bool begun = rc == OK && !dry_run;
	if (rc == OK)
		rc = waiting_load(&u);
	if (u.n > 0)
		qsort(u.waiting, u.n, sizeof(*u.waiting), by_name);
	for (zip_int64_t i = 0; rc == OK && i < n; i++)
		rc = entry_apply(&u, (zip_uint64_t)i);
	if (begun)
		rc = db_end(cx->db, rc);
	zip_discard(u.zip);
	return rc;
}
