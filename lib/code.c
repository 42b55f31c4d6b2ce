#include "lib/code.h"

#include <inttypes.h>
#include <qrencode.h>
#include <stdbool.h>
#include <string.h>
#include <zint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/log.h"

enum {
	QR_QUIET = 4,    /* modules, ISO/IEC 18004 */
	BARS_QUIET = 10, /* modules, ISO/IEC 15417 */
	BARS_HEIGHT = 60,
};

static void add_run(struct buf *b, int64_t x, int64_t y, int64_t w, int64_t h)
{
	buf_addf(b,
		"M%" PRId64 " %" PRId64 "h%" PRId64 "v%" PRId64 "h-%" PRId64
		"z",
		x, y, w, h, w);
}

/* The dark runs of one row of modules. */
static void add_row(struct buf *b, const bool *dark, int64_t n, int64_t x0,
	int64_t y, int64_t h)
{
	for (int64_t x = 0; x < n;) {
		int64_t from = x;
		while (x < n && dark[x])
			x++;
		if (x > from)
			add_run(b, x0 + from, y, x - from, h);
		else
			x++;
	}
}

static void finish(struct arena *a, struct buf *b, struct code *out)
{
	out->path = arena_strndup(a, b->p ? b->p : "", b->len);
	buf_release(b);
}

int code_qr(struct arena *a, const char *text, struct code *out)
{
	QRcode *qr = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!qr)
		return ERR_INVALID;
	struct buf b = {0};
	bool *row = ARENA_ARRAY(a, bool, (size_t)qr->width);
	for (int y = 0; y < qr->width; y++) {
		for (int x = 0; x < qr->width; x++)
			row[x] = qr->data[y * qr->width + x] & 1;
		add_row(&b, row, qr->width, QR_QUIET, QR_QUIET + y, 1);
	}
	out->width = out->height = qr->width + 2 * QR_QUIET;
	QRcode_free(qr);
	finish(a, &b, out);
	return OK;
}

static void bars_of(
	struct arena *a, const struct zint_symbol *s, struct code *out)
{
	struct buf b = {0};
	bool *row = ARENA_ARRAY(a, bool, (size_t)s->width);
	for (int x = 0; x < s->width; x++)
		row[x] = s->encoded_data[0][x / 8] >> (x % 8) & 1;
	add_row(&b, row, s->width, BARS_QUIET, 0, BARS_HEIGHT);
	out->width = s->width + 2 * BARS_QUIET;
	out->height = BARS_HEIGHT;
	finish(a, &b, out);
}

int code_bars(struct arena *a, const char *digits, struct code *out)
{
	struct zint_symbol *s = ZBarcode_Create();
	if (!s)
		return ERR_INTERNAL;
	s->symbology = BARCODE_CODE128;
	s->show_hrt = 0;
	size_t n = strlen(digits);
	int code = ZBarcode_Encode(
		s, (unsigned char *)arena_strdup(a, digits), (int)n);
	int rc = code < ZINT_ERROR ? OK : ERR_INVALID;
	if (rc == OK)
		bars_of(a, s, out);
	else
		log_warn("event=bar_code_failed code=%d", code);
	ZBarcode_Delete(s);
	return rc;
}
