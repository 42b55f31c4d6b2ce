#ifndef LIB_IMAGE_H
#define LIB_IMAGE_H

#include <stdint.h>

#include "lib/arena.h"

struct conf;

struct image_result {
	int64_t width, height; /* of the largest rendition */
	const char *widths;    /* "320 640 1280" */
	const char *problem;   /* words for the owner when it failed */
};

/*
 * Decode a picture and write clean WebP renditions DIR/media/AA/SHA-W.webp
 * (metadata stripped, turned upright).  Runs the program puoti-image with
 * limits on memory, time and pixels, so that a hostile file hurts nobody.
 * ERR_INVALID: not a picture that we take; result->problem says why.
 */
int image_make(struct arena *a, const struct conf *conf, const char *source,
	const char *sha256, struct image_result *result);

/* "/media/ab/abcdef-640.webp" */
const char *image_url(struct arena *a, const char *sha256, int64_t width);

#endif
