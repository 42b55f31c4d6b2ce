/* Files of the demo shop: pictures and documents. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/demo_goods.h"
#include "domain/media.h"
#include "domain/product_file.h"
#include "lib/buf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/image.h"

enum { PICTURE_W = 640, PICTURE_H = 800 };

static bool file_read(const char *path, struct buf *b)
{
	enum { STEP = 64 * 1024 };
	FILE *f = fopen(path, "re");
	size_t n = 1;
	if (!f)
		return false;
	while (n > 0) {
		n = fread(buf_room(b, STEP), 1, STEP, f);
		b->len += n;
	}
	bool ok = !ferror(f);
	fclose(f);
	return ok;
}

static bool file_write(const char *path, const struct buf *b)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	bool ok = write(fd, b->p, b->len) == (ssize_t)b->len;
	return close(fd) == 0 && ok;
}

static const char *rendition(
	struct demo *d, const char *stem, const char *width)
{
	return arena_printf(
		d->cx->arena, "%s/img/%s-%s.webp", d->dir, stem, width);
}

static bool copy_renditions(struct demo *d, const char *stem,
	const char *widths, const char *sha, struct buf *b)
{
	struct arena *a = d->cx->arena;
	const char *dir = arena_printf(a, "%s/media/%.2s", d->conf->dir, sha);
	if (mkdir(dir, 0750) < 0 && errno != EEXIST)
		return false;
	while (*widths) {
		size_t n = strcspn(widths, " ");
		const char *width = arena_strndup(a, widths, n);
		buf_clear(b);
		if (!file_read(rendition(d, stem, width), b) ||
			!file_write(arena_printf(a, "%s/media/%s-%s.webp",
					    d->conf->dir, image_stem(a, sha),
					    width),
				b))
			return false;
		widths += n + (widths[n] == ' ');
	}
	return true;
}

int demo_picture(struct demo *d, const char *stem, const char *widths,
	int64_t width, int64_t height, int64_t *media)
{
	struct buf b = {0};
	const char *last = strrchr(widths, ' ');
	const char *path = rendition(d, stem, last ? last + 1 : widths);
	bool ok = file_read(path, &b);
	const char *sha = ok ? crypt_sha256(d->cx->arena, b.p, b.len) : "";
	ok = ok && copy_renditions(d, stem, widths, sha, &b);
	buf_release(&b);
	*media = 0;
	if (!ok) { /* a shop without a picture is still one */
		cli_fail("demo", "the picture %s cannot be copied", path);
		return OK;
	}
	return media_add_ready(d->cx, sha, width, height, widths, media);
}

int demo_goods_picture(struct demo *d, const char *stem, int64_t *media)
{
	return demo_picture(d, stem, "320 640", PICTURE_W, PICTURE_H, media);
}

int demo_file(struct demo *d, const json_t *o, int64_t product)
{
	struct product_file_data data = {.kind = demo_str(o, "kind"),
		.locale = demo_str(o, "locale"),
		.name = demo_str(o, "name")};
	const char *path = arena_printf(
		d->cx->arena, "%s/%s", d->dir, demo_str(o, "file"));
	struct buf b = {0};
	int64_t id;
	int rc = OK;
	if (file_read(path, &b))
		rc = product_file_add(
			d->cx, d->conf->dir, product, &data, b.p, b.len, &id);
	else /* a product without its leaflet is still one */
		cli_fail("demo", "the document %s cannot be read", path);
	if (rc == ERR_INVALID)
		cli_fail("demo", "the document %s was refused", path);
	buf_release(&b);
	return rc;
}
