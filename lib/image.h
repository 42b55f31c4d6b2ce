#ifndef LIB_IMAGE_H
#define LIB_IMAGE_H

#include <stdint.h>

#include "lib/arena.h"

struct conf;

struct image_result {
	int64_t width, height; /* of the largest rendition */
	const char *widths;    /* "320 480 640 960 1600" or some of them */
	const char *problem;   /* words for the owner when it failed */
};

/*
 * Decode a picture and write clean renditions DIR/media/STEM-W.avif, .webp
 * and .jpg (metadata stripped, turned upright).  Runs the program puoti-image
 * with limits on memory, time and pixels, so that a hostile file hurts nobody.
 * ERR_INVALID: not a picture that we take; result->problem says why.
 */
int image_make(struct arena *a, const struct conf *conf, const char *source,
	const char *sha256, struct image_result *result);

/*
 * "ab/0123456789abcdef01": a folder and the next 18 digits of the content's
 * SHA-256, which are enough to tell pictures apart and make short addresses.
 */
enum { IMAGE_STEM = 21 };
const char *image_stem(struct arena *a, const char *sha256);

/* Give renditions below DIR/media that still have the whole SHA-256 in their
 * names the short one.  How many. */
int64_t image_rename_old(const struct conf *conf);

/* "/media/ab/0123456789abcdef01-640": the web server sends the best format
 * that the browser takes. */
const char *image_url(struct arena *a, const char *sha256, int64_t width);

#endif
