#include "lib/gzip.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#define ZLIB_CONST /* next_in is read only */
#include <zlib.h>

enum {
	RAW_BITS = -15,      /* deflate alone, without zlib's own head */
	PACKED_LEVEL = 9,    /* made once */
	LIVE_LEVEL = 1,      /* made for each answer */
	LIVE_BITS = -13,     /* a small window and small tables: the reset */
	LIVE_MEMORY = 5,     /* between two answers clears them */
	STORED_BELOW = 768,  /* shorter runs cost more than they save */
	STORED_MAX = 0xffff, /* of one stored block */
	FLUSH_ROOM = 64,     /* beyond deflateBound, which knows no flush */
};

static z_stream *stream_make(z_stream *z, int level, int bits, int memory)
{
	if (deflateInit2(z, level, Z_DEFLATED, bits, memory,
		    Z_DEFAULT_STRATEGY) != Z_OK) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return z;
}

/* One of each in a process, for its whole life. */
static z_stream *packing(void)
{
	static z_stream z;
	if (!z.state)
		return stream_make(&z, PACKED_LEVEL, RAW_BITS, MAX_MEM_LEVEL);
	deflateReset(&z);
	return &z;
}

static z_stream *living(void)
{
	static z_stream z;
	if (!z.state)
		return stream_make(&z, LIVE_LEVEL, LIVE_BITS, LIVE_MEMORY);
	deflateReset(&z);
	return &z;
}

/* The bytes it became. */
static size_t run(z_stream *z, const char *p, size_t n, char *out, size_t room)
{
	z->next_in = (z_const Bytef *)p;
	z->avail_in = (uInt)n;
	z->next_out = (unsigned char *)out;
	z->avail_out = (uInt)room;
	int rc = deflate(z, Z_FULL_FLUSH);
	assert(rc == Z_OK && z->avail_in == 0 && z->avail_out > 0);
	(void)rc;
	return room - z->avail_out;
}

static void *alloc_or_die(void *old, size_t n)
{
	void *p = realloc(old, n);
	if (!p) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

void packed_make(struct packed *out, const char *p, size_t n)
{
	z_stream *z = packing();
	size_t room = deflateBound(z, n) + FLUSH_ROOM;
	char *made = alloc_or_die(NULL, room);
	out->n = run(z, p, n, made, room);
	out->p = alloc_or_die(made, out->n);
	out->crc = (uint32_t)crc32(0, (const unsigned char *)p, (uInt)n);
	out->shift = (uint32_t)crc32_combine_gen((z_off_t)n);
}

void packed_release(struct packed *z)
{
	free(z->p);
	*z = (struct packed){NULL, 0, 0, 0};
}

void gzip_begin(struct gzip *g, struct buf *out)
{
	static const char head[10] = {0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
	*g = (struct gzip){.out = out};
	buf_add(out, head, sizeof(head));
}

/* A block as it is (RFC 1951, 3.2.4): it begins and ends on a byte. */
static void add_stored(struct buf *out, const char *p, size_t n)
{
	const unsigned char head[5] = {
		0, n & 0xff, n >> 8, ~n & 0xff, (~n >> 8) & 0xff};
	buf_add(out, head, sizeof(head));
	buf_add(out, p, n);
}

void gzip_live(struct gzip *g, const char *p, size_t n)
{
	if (!n)
		return;
	g->crc = (uint32_t)crc32(g->crc, (const unsigned char *)p, (uInt)n);
	g->size += (uint32_t)n;
	if (n < STORED_BELOW) {
		add_stored(g->out, p, n);
		return;
	}
	z_stream *z = living();
	size_t room = deflateBound(z, n) + FLUSH_ROOM;
	char *at = buf_room(g->out, room);
	g->out->len += run(z, p, n, at, room);
}

void gzip_packed(struct gzip *g, const struct packed *z, size_t raw)
{
	g->crc = (uint32_t)crc32_combine_op(g->crc, z->crc, z->shift);
	g->size += (uint32_t)raw;
}

static void add_le32(struct buf *out, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		buf_addc(out, (char)(n >> (8 * i) & 0xff));
}

void gzip_end(struct gzip *g)
{
	static const char last[2] = {3, 0}; /* an empty block, the last one */
	buf_add(g->out, last, sizeof(last));
	add_le32(g->out, g->crc);
	add_le32(g->out, g->size);
}

/* Thousandths: "0.5" -> 500, "1" -> 1000.  Anything odd is no. */
static int weight_read(const char *p)
{
	int q = *p == '1' ? 1000 : 0, unit = 100;
	if (*p != '0' && *p != '1')
		return 0;
	p++;
	if (*p == '.')
		for (p++; *p >= '0' && *p <= '9' && unit; p++, unit /= 10)
			q += (*p - '0') * unit;
	return q > 1000 ? 1000 : q;
}

/* The weight of one element of n bytes, "gzip;q=0.8". */
static int weight_of(const char *p, size_t n)
{
	for (const char *end = p + n; p < end; p++) {
		if (*p != ';')
			continue;
		do
			p++;
		while (p < end && (*p == ' ' || *p == '\t'));
		if (end - p > 2 && (*p == 'q' || *p == 'Q') && p[1] == '=')
			return weight_read(p + 2);
	}
	return 1000;
}

static bool names(const char *p, size_t n, const char *name)
{
	return n == strlen(name) && strncasecmp(p, name, n) == 0;
}

bool gzip_wanted(const char *accept)
{
	int gzip = -1, any = -1, identity = -1;
	for (const char *p = accept ? accept : ""; *p;) {
		p += strspn(p, " \t,");
		size_t n = strcspn(p, ","), name = strcspn(p, " \t;,");
		int q = weight_of(p, n);
		if (names(p, name, "gzip") || names(p, name, "x-gzip"))
			gzip = q;
		else if (names(p, name, "identity"))
			identity = q;
		else if (names(p, name, "*"))
			any = q;
		p += n;
	}
	if (gzip < 0)
		gzip = any;
	return gzip > 0 && gzip >= identity;
}
