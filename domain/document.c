/* Numbers and rows of documents; their content is document_content.c's. */
#include "domain/document.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/document_parts.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* "2026-17"; "H2026-3" as Finnish shops mark a hyvityslasku. */
static const char *label_of(
	struct cx *cx, const char *kind, const char *series, int64_t number)
{
	const char *year = strchr(series, '/');
	return arena_printf(cx->arena, "%s%s-%" PRId64,
		is(kind, "credit_note") ? "H" : "", year ? year + 1 : series,
		number);
}

static void read_row(struct cx *cx, struct db_stmt *q, struct document *d)
{
	struct arena *a = cx->arena;
	d->id = db_next_int(q);
	d->kind = db_next_text(q, a);
	d->series = db_next_text(q, a);
	d->number = db_next_int(q);
	d->order = db_next_int(q);
	d->invoice = db_next_int(q);
	d->credit = db_next_int(q);
	d->day = db_next_int(q);
	d->locale = db_next_text(q, a);
	d->content = db_next_text(q, a);
	d->gross = money(db_next_int(q));
	d->label = label_of(cx, d->kind, d->series, d->number);
}

int document_get(struct cx *cx, int64_t id, struct document *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, kind, series, number, orders, invoice, credit,"
		" day, locale, content,"
		" (SELECT CAST(coalesce(sum(t.gross_minor), 0) AS BIGINT)"
		"  FROM document_tax t WHERE t.document = document.id)"
		" FROM document WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		read_row(cx, q, out);
	db_done(q);
	return rc;
}

static int find_numbered(
	struct cx *cx, const char *series, int64_t number, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM document"
		" WHERE series = :series AND number = :number");
	db_bind_text(q, ":series", series);
	db_bind_int(q, ":number", number);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int document_by_label(struct cx *cx, const char *label, struct document *out)
{
	bool credit = label[0] == 'H';
	const char *year = label + credit;
	size_t n = strlen(year);
	if (n < 6 || n > 20 || strspn(year, "0123456789") != 4 ||
		year[4] != '-' || strspn(year + 5, "0123456789") != n - 5)
		return ERR_NOT_FOUND;
	int64_t id = 0;
	int rc = find_numbered(cx,
		arena_printf(cx->arena, "%s/%.4s",
			credit ? "credit_note" : "invoice", year),
		strtoll(year + 5, NULL, 10), &id);
	return rc == OK ? document_get(cx, id, out) : rc;
}

int document_list(
	struct cx *cx, int64_t order, struct document **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM document WHERE orders = :order ORDER BY id");
	db_bind_int(q, ":order", order);
	int64_t *ids;
	size_t count;
	int rc = db_ints(q, cx->arena, &ids, &count);
	if (rc < 0)
		return rc;
	*out = ARENA_ARRAY(cx->arena, struct document, count + 1);
	for (size_t i = 0; rc == OK && i < count; i++)
		rc = document_get(cx, ids[i], &(*out)[(*n)++]);
	return rc;
}

int document_first(struct cx *cx, int64_t order, struct document *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM document WHERE orders = :order"
		" AND kind = 'invoice' ORDER BY id LIMIT 1");
	db_bind_int(q, ":order", order);
	int64_t id = 0;
	int rc = db_one(q);
	if (rc == OK)
		id = db_next_int(q);
	db_done(q);
	return rc == OK ? document_get(cx, id, out) : rc;
}

int document_tax_add(struct document_draft *d, const char *country,
	int64_t rate_bp, struct money gross)
{
	size_t i = 0;
	while (i < d->n_taxes && d->taxes[i].rate_bp != rate_bp)
		i++;
	if (i == DOCUMENT_RATES_MAX)
		return ERR_INTERNAL;
	if (i == d->n_taxes)
		d->taxes[d->n_taxes++] = (struct document_tax){
			.rate_bp = rate_bp, .country = country};
	d->taxes[i].gross.minor += gross.minor;
	d->gross.minor += gross.minor;
	return OK;
}

static int insert_taxes(
	struct cx *cx, const struct document_draft *d, int64_t id)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < d->n_taxes; i++) {
		const struct document_tax *t = &d->taxes[i];
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO document_tax (document, rate_bp, country,"
			" gross_minor, vat_minor)"
			" VALUES (:document, :rate, :country, :gross, :vat)");
		db_bind_int(q, ":document", id);
		db_bind_int(q, ":rate", t->rate_bp);
		db_bind_text(q, ":country", t->country);
		db_bind_int(q, ":gross", t->gross.minor);
		db_bind_int(q, ":vat", t->vat.minor);
		rc = db_exec(q, NULL);
	}
	return rc;
}

/* The number comes with the row in one transaction: rolled back together,
 * they leave no gap. */
int document_write(
	struct cx *cx, struct document_draft *d, struct document *out)
{
	int64_t day = clock_day(cx->now), number = 0;
	const char *series = arena_printf(
		cx->arena, "%s/%" PRId64, d->kind, day / 10000);
	int rc = counter_next(cx, series, &number);
	if (rc < 0)
		return rc;
	const char *locale = "", *label = label_of(cx, d->kind, series, number);
	const char *content = json_text(
		cx->arena, document_content(cx, d, label, &locale));
	if (!content)
		return ERR_INTERNAL;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO document (kind, series, number, orders, invoice,"
		" credit, day, locale, content, at_ms) VALUES (:kind, :series,"
		" :number, :order, :invoice, :credit, :day, :locale, :content,"
		" :now) RETURNING id");
	db_bind_text(q, ":kind", d->kind);
	db_bind_text(q, ":series", series);
	db_bind_int(q, ":number", number);
	db_bind_int(q, ":order", d->order);
	db_bind_or_null(q, ":invoice", d->invoice);
	db_bind_or_null(q, ":credit", d->credit);
	db_bind_int(q, ":day", day);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":content", content);
	db_bind_int(q, ":now", cx->now);
	int64_t id = 0;
	rc = db_insert(q, &id);
	if (rc == OK)
		rc = insert_taxes(cx, d, id);
	return rc == OK && out ? document_get(cx, id, out) : rc;
}

/* The whole order as it is now. */
static int invoice_draft(struct cx *cx, int64_t order, struct document_draft *d)
{
	const char *country;
	*d = (struct document_draft){
		.order = order, .kind = "invoice", .reason = ""};
	int rc = document_country(cx, order, &country);
	if (rc == OK)
		rc = document_lines(cx, order, &d->lines, &d->n_lines);
	for (size_t i = 0; rc == OK && i < d->n_lines; i++)
		rc = document_tax_add(
			d, country, d->lines[i].rate_bp, d->lines[i].gross);
	for (size_t i = 0; i < d->n_taxes; i++)
		if (d->taxes[i].rate_bp > 0)
			d->taxes[i].vat = money_vat(
				d->taxes[i].gross, d->taxes[i].rate_bp);
	return rc;
}

/* Of what was credited before there was an invoice. */
static int credit_notes(struct cx *cx, int64_t order)
{
	int64_t *ids;
	size_t n;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id FROM credit c WHERE c.orders = :order"
		" AND NOT EXISTS (SELECT 1 FROM document d"
		"  WHERE d.credit = c.id) ORDER BY c.id");
	db_bind_int(q, ":order", order);
	int rc = db_ints(q, cx->arena, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = document_credit_note(cx, ids[i], NULL);
	return rc;
}

int document_invoice(struct cx *cx, int64_t order, struct document *out)
{
	struct document there;
	int rc = document_first(cx, order, &there);
	if (rc != ERR_NOT_FOUND) {
		if (rc == OK && out)
			*out = there;
		return rc;
	}
	struct document_draft d;
	rc = invoice_draft(cx, order, &d);
	if (rc == OK)
		rc = document_write(cx, &d, out);
	return rc == OK ? credit_notes(cx, order) : rc;
}

int document_confirmed(struct cx *cx, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT state, payment, payment_state FROM orders"
		" WHERE id = :id");
	db_bind_int(q, ":id", order);
	int rc = db_one(q);
	bool due = false;
	if (rc == OK) {
		const char *state = db_next_text(q, cx->arena);
		const char *payment = db_next_text(q, cx->arena);
		const char *paid = db_next_text(q, cx->arena);
		due = (is(state, "confirmed") || is(state, "completed")) &&
		      (is(paid, "paid") || is(payment, "invoice"));
	}
	db_done(q);
	return rc == OK && due ? document_invoice(cx, order, NULL) : rc;
}
