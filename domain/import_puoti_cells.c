/* Cells of Puoti's own CSV. */
#include <string.h>
#include <time.h>

#include "domain/import_number.h"
#include "domain/import_puoti.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

void puoti_bad(const struct puoti_file *f, const struct csv_row *row,
	const char *column, const char *what)
{
	const char *cell = puoti_cell(f, row, column);
	import_note(f->cx, f->report, row->line, IMPORT_ERROR,
		"%s: %s \"%.40s\" is not %s", puoti_cell(f, row, "slug"),
		column, cell ? cell : "", tr(what));
}

bool puoti_int(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t min, int64_t max, int64_t *out)
{
	const char *cell = puoti_cell(f, row, column);
	int64_t n;
	if (!cell || !*cell)
		return true;
	if (import_decimal(cell, 0, false, &n) && n >= min && n <= max) {
		*out = n;
		return true;
	}
	puoti_bad(f, row, column, "a whole number that can be");
	return false;
}

bool puoti_decimal(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int places, int64_t *out)
{
	const char *cell = puoti_cell(f, row, column);
	int64_t n;
	if (!cell || !*cell)
		return true;
	if (import_local(cell, places, false, &n) && n >= 0) {
		*out = n;
		return true;
	}
	puoti_bad(f, row, column, "an amount");
	return false;
}

/* "2026-11-22T10:40:00.000Z"; what people write is in the shop's zone. */
int64_t puoti_time_read(const char *text)
{
	int n[7];
	size_t at = import_scan(text, "####-##-##T##:##:##.###Z", n);
	if (at && !text[at]) {
		struct tm tm = {.tm_year = n[0] - 1900,
			.tm_mon = n[1] - 1,
			.tm_mday = n[2],
			.tm_hour = n[3],
			.tm_min = n[4],
			.tm_sec = n[5]};
		return (int64_t)timegm(&tm) * MS_SECOND + n[6];
	}
	return import_time(text, false);
}

bool puoti_time(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t *ms)
{
	const char *cell = puoti_cell(f, row, column);
	if (!cell)
		return true;
	int64_t t = puoti_time_read(cell);
	if (t < 0) {
		puoti_bad(f, row, column, "a time");
		return false;
	}
	*ms = t;
	return true;
}

bool puoti_day(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t *day)
{
	const char *cell = puoti_cell(f, row, column);
	int n[3];
	if (!cell)
		return true;
	*day = 0;
	if (!*cell)
		return true;
	size_t at = import_scan(cell, "####-##-##", n);
	if (at && !cell[at] && n[0] > 1900 && n[1] > 0 && n[2] > 0) {
		*day = n[0] * INT64_C(10000) + n[1] * INT64_C(100) + n[2];
		if (clock_day_end(*day) > 0)
			return true;
	}
	puoti_bad(f, row, column, "a day");
	return false;
}

static const char *unescaped(struct arena *a, const char *text, size_t n)
{
	char *out = arena_alloc(a, n + 1), *to = out;
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\\' && i + 1 < n && text[i + 1] == 'n') {
			*to++ = '\n';
			i++;
		} else if (text[i] == '\\' && i + 1 < n &&
			   text[i + 1] == '\\') {
			*to++ = '\\';
			i++;
		} else {
			*to++ = text[i];
		}
	}
	return out;
}

const char **puoti_lines(
	const struct puoti_file *f, const char *cell, size_t *n)
{
	struct arena *a = f->cx->arena;
	const char **out = NULL;
	*n = 0;
	if (!cell || !*cell)
		return NULL;
	for (;;) {
		size_t len = strcspn(cell, "\n");
		size_t bare = len && cell[len - 1] == '\r' && cell[len]
				      ? len - 1
				      : len;
		out = arena_grow(a, out, *n, sizeof(*out));
		out[(*n)++] = unescaped(a, cell, bare);
		if (!cell[len])
			return out;
		cell += len + 1;
	}
}

static int one_id(struct db_stmt *q, int64_t *id)
{
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int puoti_find(const struct puoti_file *f, const char *slug, int64_t *id)
{
	struct cx *cx = f->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT target FROM slug WHERE kind = 'product'"
		" AND locale = :locale AND slug = :slug");
	db_bind_text(q, ":locale", cx->root);
	db_bind_text(q, ":slug", slug);
	int rc = one_id(q, id);
	if (rc < 0 || *id)
		return rc;
	/* one that has no address in the root language */
	q = DB_SQL(cx->db,
		"SELECT s.target FROM slug s WHERE s.kind = 'product'"
		" AND s.slug = :slug AND s.current = 1 AND NOT EXISTS ("
		"  SELECT 1 FROM slug r WHERE r.kind = 'product'"
		"  AND r.target = s.target AND r.locale = :locale"
		"  AND r.current = 1) ORDER BY s.locale LIMIT 1");
	db_bind_text(q, ":slug", slug);
	db_bind_text(q, ":locale", cx->root);
	return one_id(q, id);
}
