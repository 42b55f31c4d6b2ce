#ifndef DOMAIN_MEDIA_H
#define DOMAIN_MEDIA_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/* A picture as pages show it.  sha256 NULL: not here yet (placeholder). */
struct picture {
	int64_t id;
	const char *sha256;
	const char *widths; /* "320 640" */
	int64_t width, height;
	const char *alt; /* in cx->locale; "" decorative or missing */
};

/* Pictures of a product in order. */
int media_of_product(
	struct cx *cx, int64_t product, struct picture **out, size_t *n);
int media_find(struct cx *cx, int64_t media, struct picture *out);
/* By its content, as orders remember pictures. */
int media_by_sha256(struct cx *cx, const char *sha256, struct picture *out);

/* A picture whose renditions lie in DIR/media already (the demo shop). */
int media_add_ready(struct cx *cx, const char *sha256, int64_t width,
	int64_t height, const char *widths, int64_t *id);

/*
 * A picture still to be made by the worker: from an uploaded file (path
 * below DIR/upload, sha256 of its bytes) or from a remote address.  The job
 * is written in the same transaction.  The same bytes or address again gives
 * the same id, unless it had failed: then it is fetched once more.
 */
int media_add_upload(
	struct cx *cx, const char *path, const char *sha256, int64_t *id);
int media_add_remote(struct cx *cx, const char *url, int64_t *id);

/*
 * A picture of which only the name is known: its bytes' SHA-256 (or NULL),
 * where it came from (or ""), or both.  It is fetched when there is an
 * address; else it waits until media_give_file brings the bytes: a file below
 * DIR/upload.  keep_sha256: the name that it keeps whatever these bytes'
 * digest is, because they are a rendition of it; NULL: their own.
 */
int media_add_named(
	struct cx *cx, const char *sha256, const char *url, int64_t *id);
/* Fetch a picture once more if it had failed. */
int media_fetch_again(struct cx *cx, int64_t media, const char *url);
int media_give_file(struct cx *cx, int64_t media, const char *path,
	const char *file_sha256, const char *keep_sha256);

/* The worker's outcome. */
int media_set_ready(struct cx *cx, int64_t media, const char *sha256,
	int64_t width, int64_t height, const char *widths);
int media_set_failed(struct cx *cx, int64_t media, const char *problem);

int media_set_alt(
	struct cx *cx, int64_t media, const char *locale, const char *alt);

/* Put a picture at the end of a product's, or take it off. */
int media_attach(struct cx *cx, int64_t product, int64_t media);
int media_detach(struct cx *cx, int64_t product, int64_t media);
int media_move_first(struct cx *cx, int64_t product, int64_t media);
/* All of a product's pictures, in the order that they shall have. */
int media_order(struct cx *cx, int64_t product, const int64_t *media, size_t n);

#endif
