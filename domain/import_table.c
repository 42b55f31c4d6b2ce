#include "domain/import_table.h"

#include <stdbool.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { BAD_LINES_MAX = 100, NAME_MAX_CHARS = 200 };

struct reading {
	struct cx *cx;
	struct import_table *table;
	struct import_report *report;
};

/* Note every line that is not UTF-8, and make it so, to see what else is
 * wrong with the file. */
static char *utf8_mend(const struct reading *r, const char *text, size_t n)
{
	char *copy = arena_strndup(r->cx->arena, text, n);
	int64_t line = 1;
	int bad = 0;
	for (size_t at = 0; at < n; line++) {
		char *end = memchr(copy + at, '\n', n - at);
		size_t len = end ? (size_t)(end - copy) + 1 - at : n - at;
		if (!utf8_ok(copy + at, len)) {
			if (bad++ < BAD_LINES_MAX)
				import_note(r->cx, r->report, line,
					IMPORT_ERROR,
					"the text is not UTF-8: save the file "
					"as \"CSV UTF-8\"");
			for (size_t i = at; i < at + len; i++)
				if ((unsigned char)copy[i] >= 0x80 || !copy[i])
					copy[i] = '?';
		}
		at += len;
	}
	return copy;
}

static bool is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (*row->cell[i])
			return false;
	return true;
}

static int on_row(void *arg, const struct csv_row *row)
{
	struct reading *r = arg;
	if (r->table->header.n == 0) {
		r->table->header = *row;
		for (size_t i = 0; i < row->n; i++)
			row->cell[i] = text_trim(r->cx->arena, row->cell[i]);
		return OK;
	}
	if (row->n <= 1 && is_blank(row))
		return OK; /* an empty line, often the last */
	if (++r->report->rows > IMPORT_ROWS_MAX) {
		import_note(r->cx, r->report, row->line, IMPORT_ERROR,
			"more than %d rows: send it in parts", IMPORT_ROWS_MAX);
		return ERR_TOO_LARGE;
	}
	if (row->n != r->table->header.n)
		import_note(r->cx, r->report, row->line, IMPORT_ERROR,
			"%zu cells, but the header has %zu", row->n,
			r->table->header.n);
	else if (!is_blank(row))
		buf_add(&r->table->rows, row, sizeof(*row));
	return OK;
}

static char delimiter_guess(const char *text, size_t n)
{
	static const char signs[] = ",;\t";
	size_t count[3] = {0}, best = 0;
	bool quoted = false;
	for (size_t i = 0; i < n && (quoted || text[i] != '\n'); i++) {
		const char *sign = text[i] ? strchr(signs, text[i]) : NULL;
		if (text[i] == '"')
			quoted = !quoted;
		else if (sign && !quoted)
			count[sign - signs]++;
	}
	for (size_t i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return signs[best];
}

void import_table_read(struct cx *cx, const char *text, size_t n,
	char delimiter, struct import_table *t, struct import_report *r)
{
	struct reading reading = {cx, t, r};
	int64_t line = 0;
	const char *why = "";
	const char *mended = utf8_mend(&reading, text, n);
	if (!delimiter)
		delimiter = delimiter_guess(mended, n);
	int rc = csv_read(
		cx->arena, mended, n, delimiter, on_row, &reading, &line, &why);
	if (rc == ERR_INVALID)
		import_note(cx, r, line, IMPORT_ERROR,
			"%s: the file was read up to here", tr(why));
	else if (t->header.n == 0)
		import_note(cx, r, 1, IMPORT_ERROR, "the file is empty");
}

void import_table_release(struct import_table *t)
{
	buf_release(&t->rows);
}

void import_ignored(struct cx *cx, struct import_report *r, const char *name)
{
	if (r->ignored && strlen(r->ignored) > IMPORT_IGNORED_MAX)
		return;
	name = text_cut(cx->arena, name, NAME_MAX_CHARS);
	r->ignored = r->ignored ? arena_printf(
					  cx->arena, "%s, %s", r->ignored, name)
				: name;
}

const char **import_list(
	struct arena *a, const char *text, char delimiter, size_t *n)
{
	const char **out = NULL;
	*n = 0;
	struct buf item = {0};
	for (const char *c = text;; c++) {
		if (*c == '\\' && c[1] == delimiter) {
			buf_addc(&item, *++c);
			continue;
		}
		if (*c && *c != delimiter) {
			buf_addc(&item, *c);
			continue;
		}
		const char *trimmed = text_trim(
			a, arena_strndup(a, item.p ? item.p : "", item.len));
		buf_clear(&item);
		if (*trimmed) {
			out = arena_grow(a, out, *n, sizeof(*out));
			out[(*n)++] = trimmed;
		}
		if (!*c)
			break;
	}
	buf_release(&item);
	return out;
}
