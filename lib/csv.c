#include "lib/csv.h"

#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "lib/err.h"
#include "lib/tr.h"

struct reader {
	struct arena *arena;
	int (*fn)(void *arg, const struct csv_row *row);
	void *arg;
	struct buf cells; /* of const char *: the row so far */
	bool too_wide;
	int64_t row_line;
	int rc;
};

static void on_cell(void *text, size_t n, void *arg)
{
	struct reader *r = arg;
	if (r->rc != OK)
		return;
	if (r->cells.len / sizeof(char *) == CSV_CELLS_MAX) {
		r->too_wide = true;
		r->rc = ERR_INVALID;
		return;
	}
	const char *cell = n ? arena_strndup(r->arena, text, n) : "";
	buf_add(&r->cells, &cell, sizeof(cell));
}

static void on_row(int end, void *arg)
{
	(void)end;
	struct reader *r = arg;
	if (r->rc != OK)
		return;
	struct csv_row row = {r->row_line, r->cells.len / sizeof(char *), NULL};
	row.cell = arena_alloc(r->arena, r->cells.len);
	if (r->cells.len)
		memcpy(row.cell, r->cells.p, r->cells.len);
	buf_clear(&r->cells);
	r->rc = r->fn(r->arg, &row);
}

static int64_t line_of(const char *text, const char *at)
{
	int64_t line = 1;
	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

static bool utf8_check(
	const char *text, size_t n, int64_t *bad_line, const char **why)
{
	const char *bad = (const char *)u8_check((const uint8_t *)text, n);
	*why = N_("not UTF-8");
	if (!bad && (bad = memchr(text, '\0', n)))
		*why = N_("a NUL character");
	if (bad)
		*bad_line = line_of(text, bad);
	return !bad;
}

/* Does s end inside quotes, when it begins so or not? */
static bool quote_open(bool open, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		open ^= s[i] == '"';
	return open;
}

/*
 * The library does not say where it is, so it gets one line at a time.  In
 * its strict mode a quote stands only around a cell or doubled in one: an
 * even number since the row's start means that the row ended with the line.
 */
static int feed(struct reader *r, struct csv_parser *p, const char *text,
	size_t n, int64_t *bad_line, const char **why)
{
	int64_t line = 1;
	bool open = false;
	*why = N_("a quote in the wrong place");
	for (size_t at = 0; at < n && r->rc == OK; line++) {
		const char *end = memchr(text + at, '\n', n - at);
		size_t len = end ? (size_t)(end - text) + 1 - at : n - at;
		if (!open)
			r->row_line = line;
		if (csv_parse(p, text + at, len, on_cell, on_row, r) != len) {
			*bad_line = r->row_line;
			return ERR_INVALID;
		}
		open = quote_open(open, text + at, len);
		at += len;
	}
	if (r->too_wide) {
		*why = N_("too many cells in a row");
		*bad_line = r->row_line;
	}
	if (r->rc != OK)
		return r->rc;
	if (open || csv_fini(p, on_cell, on_row, r) != 0) {
		*why = N_("a quote that is never closed");
		*bad_line = r->row_line;
		return ERR_INVALID;
	}
	return r->rc;
}

int csv_read(struct arena *a, const char *text, size_t n, char delimiter,
	int (*fn)(void *arg, const struct csv_row *row), void *arg,
	int64_t *bad_line, const char **why)
{
	struct csv_parser p;
	struct reader r = {.arena = a, .fn = fn, .arg = arg, .rc = OK};
	if (n >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
		text += 3;
		n -= 3;
	}
	if (!utf8_check(text, n, bad_line, why))
		return ERR_INVALID;
	if (csv_init(&p, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	csv_set_delim(&p, (unsigned char)delimiter);
	int rc = feed(&r, &p, text, n, bad_line, why);
	csv_free(&p);
	buf_release(&r.cells);
	return rc;
}

static bool needs_quotes(const char *s)
{
	size_t n = strlen(s);
	return strpbrk(s, ",;\"\r\n\t") || s[0] == ' ' ||
	       (n > 0 && s[n - 1] == ' ');
}

void csv_cell(struct buf *b, int first, const char *text)
{
	if (!first)
		buf_addc(b, ',');
	if (!needs_quotes(text)) {
		buf_adds(b, text);
		return;
	}
	buf_addc(b, '"');
	for (; *text; text++) {
		if (*text == '"')
			buf_addc(b, '"');
		buf_addc(b, *text);
	}
	buf_addc(b, '"');
}

/* ＝ ＋ － ＠ */
static bool is_wide(const char *s)
{
	static const char *const wide[] = {
		"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
	for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
		if (strncmp(s, wide[i], 3) == 0)
			return true;
	return false;
}

static bool is_formula(const char *s)
{
	return (*s && strchr("=+-@", *s)) || is_wide(s);
}

void csv_text(struct buf *b, int first, const char *text)
{
	struct buf safe = {0};
	if (*text && strchr("\t\r\n", *text))
		buf_addc(&safe, '\'');
	for (const char *s = text; *s; s++) {
		if ((s == text || strchr(";\t\r\n", s[-1])) && is_formula(s))
			buf_addc(&safe, '\'');
		buf_addc(&safe, *s);
	}
	csv_cell(b, first, safe.p ? safe.p : "");
	buf_release(&safe);
}
