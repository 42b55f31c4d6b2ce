/* Pickup points from a carrier's list. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/delivery.h"
#include "domain/points.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { ROWS_MAX = 100000, TEXT_MAX = 200, COLUMNS = 8 };

static const char *const columns[COLUMNS] = {"carrier", "code", "name",
	"street", "postal", "city", "country", "hours"};
enum { CARRIER, CODE, NAME, STREET, POSTAL, CITY, COUNTRY, HOURS };

struct row {
	struct delivery_point p;
	int64_t line;
};

struct reading {
	struct cx *cx;
	struct points_report *report;
	int at[COLUMNS]; /* of each column its cell, or -1 */
	bool headed;
	struct row *rows;
	size_t n;
};

static void problem(struct reading *r, int64_t line, const char *text)
{
	struct points_report *out = r->report;
	if (out->n_problems < POINTS_PROBLEMS_MAX)
		out->problems[out->n_problems++] = (struct points_problem){
			line, text};
}

static void read_head(struct reading *r, const struct csv_row *row)
{
	struct arena *a = r->cx->arena;
	r->headed = true;
	for (int c = 0; c < COLUMNS; c++) {
		r->at[c] = -1;
		for (size_t i = 0; i < row->n; i++)
			if (strcasecmp(text_trim(a, row->cell[i]),
				    columns[c]) == 0)
				r->at[c] = (int)i;
		bool needed = c != STREET && c != CITY && c != HOURS;
		if (r->at[c] < 0 && needed)
			problem(r, row->line,
				arena_printf(a,
					tr("The column “%s” is missing."),
					columns[c]));
	}
}

static const char *cell(
	struct reading *r, const struct csv_row *row, int column)
{
	int at = r->at[column];
	if (at < 0 || (size_t)at >= row->n)
		return "";
	return text_trim(r->cx->arena, row->cell[at]);
}

static bool is_country(const char *s)
{
	return strlen(s) == 2 && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 2;
}

static void check_row(
	struct reading *r, const struct csv_row *row, struct delivery_point *p)
{
	struct arena *a = r->cx->arena;
	static const int needed[] = {CARRIER, CODE, NAME, POSTAL};
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!*cell(r, row, needed[i]))
			problem(r, row->line,
				arena_printf(a, tr("“%s” is empty."),
					columns[needed[i]]));
	for (int c = 0; c < COLUMNS; c++)
		if (strlen(cell(r, row, c)) > TEXT_MAX)
			problem(r, row->line,
				arena_printf(a, tr("“%s” is too long."),
					columns[c]));
	p->country = text_upper(a, p->country);
	if (!is_country(p->country))
		problem(r, row->line, tr("A country is two letters, like FI."));
}

static int read_row(void *arg, const struct csv_row *row)
{
	struct reading *r = arg;
	if (!r->headed) {
		read_head(r, row);
		return r->report->n_problems ? ERR_DENIED : OK;
	}
	if (row->n == 1 && !*text_trim(r->cx->arena, row->cell[0]))
		return OK; /* a blank line */
	if (r->n == ROWS_MAX) {
		problem(r, row->line, tr("That is too many."));
		return ERR_DENIED;
	}
	r->rows = arena_grow(r->cx->arena, r->rows, r->n, sizeof(*r->rows));
	struct row *out = &r->rows[r->n++];
	out->line = row->line;
	out->p = (struct delivery_point){
		.carrier = cell(r, row, CARRIER),
		.code = cell(r, row, CODE),
		.name = cell(r, row, NAME),
		.street = cell(r, row, STREET),
		.postal = cell(r, row, POSTAL),
		.city = cell(r, row, CITY),
		.country = cell(r, row, COUNTRY),
		.hours = cell(r, row, HOURS),
	};
	check_row(r, row, &out->p);
	return OK;
}

static int by_code(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int d = strcmp(x->p.carrier, y->p.carrier);
	if (d == 0)
		d = strcmp(x->p.code, y->p.code);
	return d ? d : (x->line > y->line) - (x->line < y->line);
}

static void check_twice(struct reading *r)
{
	for (size_t i = 1; i < r->n; i++) {
		const struct row *a = &r->rows[i - 1], *b = &r->rows[i];
		if (!strcmp(a->p.carrier, b->p.carrier) &&
			!strcmp(a->p.code, b->p.code))
			problem(r, b->line,
				arena_printf(r->cx->arena,
					tr("The point %s is on line %lld "
					   "already."),
					b->p.code, (long long)a->line));
	}
}

static int put_point(struct cx *cx, const struct delivery_point *p, bool is_new)
{
	struct db_stmt *q =
		is_new ? DB_SQL(cx->db,
				 "INSERT INTO pickup_point (carrier, code, name,"
				 " street, postal, city, country, hours, updated_ms)"
				 " VALUES (:carrier, :code, :name, :street, :postal,"
				 " :city, :country, :hours, :now)"
				 " ON CONFLICT (carrier, code) DO NOTHING")
		       : DB_SQL(cx->db,
				 "UPDATE pickup_point SET name = :name,"
				 " street = :street, postal = :postal, city = :city,"
				 " country = :country, hours = :hours,"
				 " updated_ms = :now, archived_ms = NULL"
				 " WHERE carrier = :carrier AND code = :code");
	db_bind_text(q, ":carrier", p->carrier);
	db_bind_text(q, ":code", p->code);
	db_bind_text(q, ":name", p->name);
	db_bind_text(q, ":street", p->street);
	db_bind_text(q, ":postal", p->postal);
	db_bind_text(q, ":city", p->city);
	db_bind_text(q, ":country", p->country);
	db_bind_text(q, ":hours", p->hours);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static bool same(const struct delivery_point *a, const struct delivery_point *b)
{
	return !strcmp(a->name, b->name) && !strcmp(a->street, b->street) &&
	       !strcmp(a->postal, b->postal) && !strcmp(a->city, b->city) &&
	       !strcmp(a->country, b->country) && !strcmp(a->hours, b->hours);
}

int points_keep(struct cx *cx, const struct delivery_point *p, bool *is_new,
	bool *changed)
{
	struct delivery_point was;
	int rc = delivery_point_get(cx, p->carrier, p->code, &was);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	bool fresh = rc == ERR_NOT_FOUND;
	bool differs = fresh || !same(p, &was);
	*is_new = fresh;
	*changed = differs;
	if (!differs)
		return OK;
	rc = put_point(cx, p, fresh);
	/* it may be there, archived */
	return rc == OK && fresh ? put_point(cx, p, false) : rc;
}

static int archive_one(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE pickup_point SET archived_ms = :now WHERE id = :id"
		" AND archived_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

/* Of one carrier those that the file does not have any more. */
static int archive_others(struct reading *r, const char *carrier)
{
	struct cx *cx = r->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, code FROM pickup_point WHERE carrier = :carrier"
		" AND archived_ms IS NULL");
	int64_t *gone = NULL;
	size_t n = 0;
	int rc;
	db_bind_text(q, ":carrier", carrier);
	while ((rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		struct row key = {.p = {.carrier = carrier}};
		key.p.code = db_next_text(q, cx->arena);
		size_t low = 0, high = r->n;
		while (low < high) {
			size_t mid = (low + high) / 2;
			if (by_code(&r->rows[mid], &key) < 0)
				low = mid + 1;
			else
				high = mid;
		}
		if (low < r->n && !strcmp(r->rows[low].p.carrier, carrier) &&
			!strcmp(r->rows[low].p.code, key.p.code))
			continue;
		gone = arena_grow(cx->arena, gone, n, sizeof(*gone));
		gone[n++] = id;
	}
	db_done(q);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = archive_one(cx, gone[i]);
	r->report->archived += (int64_t)n;
	return rc;
}

static int apply(struct reading *r)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < r->n; i++) {
		const struct delivery_point *p = &r->rows[i].p;
		bool is_new, changed;
		rc = points_keep(r->cx, p, &is_new, &changed);
		r->report->added += rc == OK && is_new;
		r->report->changed += rc == OK && changed && !is_new;
		r->report->same += rc == OK && !changed;
		if (rc == OK &&
			(i == 0 || strcmp(p->carrier,
					   r->rows[i - 1].p.carrier) != 0))
			rc = archive_others(r, p->carrier);
	}
	return rc;
}

static char delimiter_of(const char *text, size_t n)
{
	const char *end = memchr(text, '\n', n);
	size_t head = end ? (size_t)(end - text) : n;
	return memchr(text, ';', head) ? ';' : ',';
}

int points_import(
	struct cx *cx, const char *text, size_t n, struct points_report *out)
{
	struct reading r = {.cx = cx, .report = out};
	int64_t line = 0;
	const char *why = "";
	*out = (struct points_report){0};
	int rc = csv_read(cx->arena, text, n, delimiter_of(text, n), read_row,
		&r, &line, &why);
	if (rc == ERR_INVALID)
		problem(&r, line, tr(why));
	else if (rc < 0 && !out->n_problems)
		return rc;
	out->rows = (int64_t)r.n;
	if (r.n > 1)
		qsort(r.rows, r.n, sizeof(*r.rows), by_code);
	check_twice(&r);
	if (!out->n_problems && r.n == 0)
		problem(&r, 1, tr("There are no pickup points in it."));
	if (out->n_problems)
		return OK;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, apply(&r));
}

int points_carriers(struct cx *cx, struct points_carrier **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT carrier, count(*), max(updated_ms) FROM pickup_point"
		" WHERE archived_ms IS NULL GROUP BY carrier ORDER BY carrier");
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct points_carrier *c = &(*out)[(*n)++];
		c->name = db_next_text(q, cx->arena);
		c->n = db_next_int(q);
		c->updated_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}
