/* Pictures that people send. */
#include "handlers/upload.h"

#include <stdio.h>
#include <string.h>

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

int upload_keep(struct req *r, const struct upload *u, int64_t *media)
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

bool upload_is_picture(const struct upload *u)
{
	static const struct {
		size_t at, n;
		const char *bytes;
	} marks[] = {
		{0, 3, "\xff\xd8\xff"},
		{0, 8, "\x89PNG\r\n\x1a\n"},
		{8, 4, "WEBP"},
		{4, 7, "ftypavi"},
		{0, 4, "GIF8"},
	};
	char head[16] = {0};
	FILE *f = fopen(u->path, "rb");
	if (!f)
		return false;
	size_t n = fread(head, 1, sizeof(head), f);
	fclose(f);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (n >= marks[i].at + marks[i].n &&
			memcmp(head + marks[i].at, marks[i].bytes,
				marks[i].n) == 0)
			return true;
	return false;
}
