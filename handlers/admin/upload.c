/* Pictures that the owner sends. */
#include "handlers/admin/admin.h"

#include <stdio.h>

#include "domain/media.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/log.h"

/* A file's bytes; NULL: it cannot be read. */
static const char *file_bytes(struct arena *a, const char *path, size_t size)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	char *bytes = arena_alloc(a, size + 1);
	size_t n = fread(bytes, 1, size, file);
	fclose(file);
	return n == size ? bytes : NULL;
}

int admin_upload_keep(struct req *r, const struct upload *u, int64_t *media)
{
	struct arena *a = r->cx.arena;
	const char *bytes = file_bytes(a, u->path, u->size);
	if (!bytes)
		return ERR_INTERNAL;
	const char *sha = crypt_sha256(a, bytes, u->size);
	const char *path = arena_printf(a, "%s/upload/%s", r->conf->dir, sha);
	if (rename(u->path, path) != 0) {
		log_error("event=upload_lost");
		return ERR_INTERNAL;
	}
	int rc = media_add_upload(&r->cx, path, sha, media);
	/* known already: no job will ever ask for this file */
	struct picture known = {0};
	if (rc == OK && media_find(&r->cx, *media, &known) == OK &&
		known.sha256)
		remove(path);
	return rc;
}
