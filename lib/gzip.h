#ifndef LIB_GZIP_H
#define LIB_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

/*
 * A gzip answer (RFC 1952) stitched from runs of bytes that were deflated
 * apart, each ended by a full flush (RFC 1951: on a byte, and nothing after
 * it refers to what is before): such runs make one stream in any order.
 */

/* A run deflated once, to be sent often. */
struct packed {
	char *p;        /* malloc; NULL: not made */
	size_t n;       /* bytes deflated */
	uint32_t crc;   /* CRC-32 of the bytes before */
	uint32_t shift; /* what puts that behind other bytes' CRC-32 */
};

void packed_make(struct packed *out, const char *p, size_t n);
void packed_release(struct packed *z);

/* An answer being stitched: what is made for it alone grows in out, what is
 * packed is only counted and sent by the caller in its place. */
struct gzip {
	struct buf *out;
	uint32_t crc, size;
};

void gzip_begin(struct gzip *g, struct buf *out);
void gzip_live(struct gzip *g, const char *p, size_t n);
void gzip_packed(struct gzip *g, const struct packed *z, size_t raw);
void gzip_end(struct gzip *g);

/* May an answer be gzip, by Accept-Encoding (RFC 9110, 12.5.3)?  NULL, "",
 * q=0 or a better liked identity: no. */
bool gzip_wanted(const char *accept_encoding);

#endif
