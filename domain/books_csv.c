/* Bookkeeping as CSV: for the bookkeeper's own program, so in English and with
 * a point in amounts whatever the language. */
#include <inttypes.h>
#include <string.h>

#include "domain/books.h"
#include "domain/document.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"

struct line {
	struct arena *a;
	struct buf *out;
	int cells;
};

static void cell(struct line *l, const char *text)
{
	csv_cell(l->out, l->cells++ == 0, text);
}

static void amount(struct line *l, int64_t minor)
{
	const char *plain = money_plain(
		l->a, money(minor < 0 ? -minor : minor));
	cell(l, minor < 0 ? arena_printf(l->a, "-%s", plain) : plain);
}

static void day(struct line *l, int64_t d)
{
	cell(l, arena_printf(l->a, "%04" PRId64 "-%02" PRId64 "-%02" PRId64,
			d / 10000, d / 100 % 100, d % 100));
}

/* "25.5"; "" outside VAT */
static void rate(struct line *l, int64_t bp)
{
	cell(l, bp < 0 ? ""
		       : arena_printf(l->a, "%" PRId64 ".%02" PRId64, bp / 100,
				 bp % 100));
}

static void end(struct line *l)
{
	buf_adds(l->out, "\r\n");
	l->cells = 0;
}

static bool is_tax(const struct books_row *r)
{
	return !strcmp(r->what, "sale") || !strcmp(r->what, "credit");
}

int books_csv(struct cx *cx, int64_t from, int64_t to, struct buf *out)
{
	struct line l = {.a = cx->arena, .out = out};
	struct books_row *rows;
	size_t n;
	int rc = books_read(cx, from, to, true, &rows, &n);
	if (rc < 0)
		return rc;
	buf_adds(out, "day,what,country,vat_rule,vat_percent,way,count,gross,"
		      "vat,net\r\n");
	for (size_t i = 0; i < n; i++) {
		const struct books_row *r = &rows[i];
		day(&l, r->day);
		cell(&l, r->what);
		cell(&l, r->country);
		cell(&l, r->reason);
		rate(&l, is_tax(r) ? r->rate_bp : -1);
		cell(&l, r->way);
		cell(&l, arena_printf(cx->arena, "%" PRId64, r->n));
		amount(&l, r->gross.minor);
		amount(&l, r->vat.minor);
		amount(&l, r->gross.minor - r->vat.minor);
		end(&l);
	}
	return OK;
}

/* "2026-17", "H2026-3" */
static const char *label(struct cx *cx, const char *series, int64_t number)
{
	const char *year = strchr(series, '/');
	return arena_printf(cx->arena, "%s%s-%" PRId64,
		strncmp(series, "credit_note", 11) == 0 ? "H" : "",
		year ? year + 1 : "", number);
}

static void document_line(struct cx *cx, struct db_stmt *q, struct line *l)
{
	day(l, db_next_int(q));
	const char *series = db_next_text(q, cx->arena);
	cell(l, label(cx, series, db_next_int(q)));
	cell(l, db_next_text(q, cx->arena));
	cell(l, arena_printf(cx->arena, "%" PRId64, db_next_int(q)));
	const char *corrects = db_next_text(q, cx->arena);
	int64_t number = db_next_int(q);
	cell(l, corrects ? label(cx, corrects, number) : "");
	cell(l, db_next_text(q, cx->arena));
	cell(l, db_next_text(q, cx->arena));
	rate(l, db_next_int(q));
	int64_t gross = db_next_int(q), vat = db_next_int(q);
	amount(l, gross);
	amount(l, vat);
	amount(l, gross - vat);
	end(l);
}

int books_documents_csv(
	struct cx *cx, int64_t from, int64_t to, struct buf *out)
{
	struct line l = {.a = cx->arena, .out = out};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT d.day, d.series, d.number, d.kind, o.number, i.series,"
		" i.number, o.tax_reason, t.country, t.rate_bp, t.gross_minor,"
		" t.vat_minor FROM document d"
		" JOIN document_tax t ON t.document = d.id"
		" JOIN orders o ON o.id = d.orders"
		" LEFT JOIN document i ON i.id = d.invoice"
		" WHERE d.day >= :from AND d.day <= :to"
		" ORDER BY d.kind DESC, d.series, d.number, t.rate_bp DESC");
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":to", to);
	buf_adds(out, "day,number,kind,order,corrects,vat_rule,country,"
		      "vat_percent,gross,vat,net\r\n");
	int rc;
	while ((rc = db_step(q)) > 0)
		document_line(cx, q, &l);
	db_done(q);
	return rc;
}

int books_oss_csv(struct cx *cx, int64_t quarter, struct buf *out)
{
	struct line l = {.a = cx->arena, .out = out};
	struct books_oss *rows;
	size_t n;
	int rc = books_oss_read(cx, quarter, &rows, &n);
	if (rc < 0)
		return rc;
	buf_adds(out, "period,country,vat_percent,corrects,net,vat\r\n");
	for (size_t i = 0; i < n; i++) {
		const struct books_oss *o = &rows[i];
		cell(&l, arena_printf(cx->arena, "%" PRId64 "-Q%" PRId64,
				 quarter / 10, quarter % 10));
		cell(&l, o->country);
		rate(&l, o->rate_bp);
		cell(&l, o->corrects
				 ? arena_printf(cx->arena,
					   "%" PRId64 "-Q%" PRId64,
					   o->corrects / 10, o->corrects % 10)
				 : "");
		amount(&l, o->net.minor);
		amount(&l, o->vat.minor);
		end(&l);
	}
	return OK;
}
