#ifndef LIB_CODE_H
#define LIB_CODE_H

#include <stdint.h>

#include "lib/arena.h"

/* A code to scan, as the path of an SVG whose unit is one module; the quiet
 * zone around it is part of width and height. */
struct code {
	const char *path; /* "M4 4h7v1h-7z...": the dark modules */
	int64_t width, height;
};

/* QR code, level M (libqrencode).  ERR_INVALID: too long. */
int code_qr(struct arena *a, const char *text, struct code *out);

/* Code 128, subset C for an even run of digits (zint). */
int code_bars(struct arena *a, const char *digits, struct code *out);

#endif
