/* Answers stitched of runs: unpacked, they are what went in.  The first byte
 * says how long the runs are, each run's first whether it is kept. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "lib/gzip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void unpack_check(const struct buf *sent, const char *p, size_t n)
{
	z_stream z = {0};
	unsigned char *out = malloc(n + 1);
	if (!out || inflateInit2(&z, 15 + 16) != Z_OK)
		abort();
	z.next_in = (unsigned char *)sent->p;
	z.avail_in = (uInt)sent->len;
	z.next_out = out;
	z.avail_out = (uInt)n + 1;
	if (inflate(&z, Z_FINISH) != Z_STREAM_END || z.avail_in != 0 ||
		z.total_out != n || memcmp(out, p, n) != 0)
		abort();
	inflateEnd(&z);
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char accept[64] = "";
	struct buf sent = {0};
	struct gzip g;
	if (size < 1)
		return 0;
	memcpy(accept, data, size < 63 ? size : 63);
	(void)gzip_wanted(accept);
	size_t by = 1 + (size_t)data[0] * 8;
	const char *p = (const char *)data + 1, *end = p + size - 1;
	gzip_begin(&g, &sent);
	for (const char *at = p; at < end;) {
		size_t n = (size_t)(end - at) < by ? (size_t)(end - at) : by;
		struct packed z;
		if (*at & 1) {
			packed_make(&z, at, n);
			gzip_packed(&g, &z, n);
			buf_add(&sent, z.p, z.n);
			packed_release(&z);
		} else {
			gzip_live(&g, at, n);
		}
		at += n;
	}
	gzip_end(&g);
	unpack_check(&sent, p, size - 1);
	buf_release(&sent);
	return 0;
}
