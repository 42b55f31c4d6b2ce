/* What corrects an invoice: credit notes, and further invoices. */
#include <string.h>

#include "domain/document_parts.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

static int credit_find(struct cx *cx, int64_t credit, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM document WHERE credit = :credit");
	db_bind_int(q, ":credit", credit);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

static int credit_head(struct cx *cx, int64_t credit, struct document_draft *d)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT orders, reason FROM credit WHERE id = :credit");
	db_bind_int(q, ":credit", credit);
	int rc = db_one(q);
	if (rc == OK) {
		d->order = db_next_int(q);
		d->reason = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int credit_lines(
	struct cx *cx, const char *country, struct document_draft *d)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, l.kind, l.sku, l.name, l.options, l.rate_bp,"
		" c.qty, c.gross_minor, c.vat_minor FROM credit_line c"
		" JOIN order_line l ON l.id = c.order_line"
		" WHERE c.credit = :credit ORDER BY l.position");
	db_bind_int(q, ":credit", d->credit);
	int rc;
	while ((rc = db_step(q)) > 0) {
		d->lines = arena_grow(
			a, d->lines, d->n_lines, sizeof(*d->lines));
		struct document_line *l = &d->lines[d->n_lines++];
		*l = (struct document_line){.line = db_next_int(q)};
		l->kind = db_next_text(q, a);
		l->sku = db_next_text(q, a);
		l->name = db_next_text(q, a);
		l->options = db_next_text(q, a);
		bool outside = db_next_is_null(q);
		l->rate_bp = db_next_int(q);
		if (outside)
			l->rate_bp = -1;
		l->qty = -db_next_int(q);
		l->gross = money(-db_next_int(q));
		int64_t vat = -db_next_int(q);
		if (document_tax_add(d, country, l->rate_bp, l->gross) == OK)
			for (size_t i = 0; i < d->n_taxes; i++)
				if (d->taxes[i].rate_bp == l->rate_bp)
					d->taxes[i].vat.minor += vat;
	}
	db_done(q);
	return rc;
}

int document_credit_note(struct cx *cx, int64_t credit, struct document *out)
{
	struct document_draft d = {
		.kind = "credit_note", .credit = credit, .reason = ""};
	struct document invoice = {0};
	const char *country = "";
	int64_t id = 0;
	if (out)
		*out = (struct document){0};
	int rc = credit_find(cx, credit, &id);
	if (rc != ERR_NOT_FOUND)
		return rc == OK && out ? document_get(cx, id, out) : rc;
	rc = credit_head(cx, credit, &d);
	if (rc == OK)
		rc = document_first(cx, d.order, &invoice);
	if (rc == ERR_NOT_FOUND && d.order)
		return OK;
	if (rc == OK)
		rc = document_country(cx, d.order, &country);
	if (rc == OK)
		rc = credit_lines(cx, country, &d);
	d.invoice = invoice.id;
	return rc == OK ? document_write(cx, &d, out) : rc;
}

/* ---- after a change of lines ---- */

/* Units and money of a line in documents of changes: invoices, and credit
 * notes of changes; not those of returns, which leave the order as it was. */
struct billed {
	int64_t line, qty, gross;
};

static struct billed *billed_of(struct billed *list, size_t n, int64_t line)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].line == line)
			return &list[i];
	return NULL;
}

static bool counts(const json_t *content)
{
	const char *kind = json_string_value(json_object_get(content, "kind"));
	const char *reason = json_string_value(
		json_object_get(content, "reason"));
	return kind && reason &&
	       (!strcmp(kind, "invoice") || !strcmp(reason, "changed"));
}

static void count_lines(const json_t *content, struct billed *list, size_t n)
{
	size_t i;
	json_t *l;
	json_array_foreach(json_object_get(content, "lines"), i, l)
	{
		struct billed *b = billed_of(list, n,
			json_integer_value(json_object_get(l, "line")));
		if (!b)
			continue;
		b->qty += json_integer_value(json_object_get(l, "qty"));
		b->gross += json_integer_value(json_object_get(l, "gross"));
	}
}

/* list: every line of the order. */
static int billed_read(
	struct cx *cx, int64_t order, struct billed **list, size_t *n)
{
	struct document *docs = NULL;
	size_t n_docs = 0;
	int64_t *ids = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM order_line WHERE orders = :order"
		" ORDER BY position");
	db_bind_int(q, ":order", order);
	int rc = db_ints(q, cx->arena, &ids, n);
	if (rc == OK)
		rc = document_list(cx, order, &docs, &n_docs);
	if (rc < 0)
		return rc;
	*list = ARENA_ARRAY(cx->arena, struct billed, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*list)[i].line = ids[i];
	for (size_t i = 0; i < n_docs; i++) {
		json_t *content = json_loads(docs[i].content, 0, NULL);
		if (counts(content))
			count_lines(content, *list, *n);
		json_decref(content);
	}
	return OK;
}

/* VAT of what is billed at a rate with this document, less what was: slices
 * end at the whole's VAT. */
static int settle_vat(struct cx *cx, struct document_draft *d)
{
	for (size_t i = 0; i < d->n_taxes; i++) {
		struct document_tax *t = &d->taxes[i];
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT CAST(coalesce(sum(t.gross_minor), 0)"
			" AS BIGINT),"
			" CAST(coalesce(sum(t.vat_minor), 0) AS BIGINT)"
			" FROM document_tax t"
			" JOIN document d ON d.id = t.document"
			" WHERE d.orders = :order AND t.rate_bp = :rate");
		db_bind_int(q, ":order", d->order);
		db_bind_int(q, ":rate", t->rate_bp);
		int rc = db_one(q);
		int64_t gross = 0, vat = 0;
		if (rc == OK) {
			gross = db_next_int(q);
			vat = db_next_int(q);
		}
		db_done(q);
		if (rc < 0)
			return rc;
		if (t->rate_bp > 0)
			t->vat = money(money_vat(money(gross + t->gross.minor),
					       t->rate_bp)
					       .minor -
				       vat);
	}
	return OK;
}

/* One document of what a line now is more (sign 1) or less (-1). */
static int draft_add(struct cx *cx, struct document_draft *d,
	const struct document_line *now, const struct billed *was, int sign,
	const char *country)
{
	int64_t gross = now->gross.minor - (was ? was->gross : 0);
	if (gross * sign <= 0)
		return OK;
	d->lines = arena_grow(
		cx->arena, d->lines, d->n_lines, sizeof(*d->lines));
	struct document_line *l = &d->lines[d->n_lines++];
	*l = *now;
	l->qty = now->qty - (was ? was->qty : 0);
	l->gross = money(gross);
	l->offs = NULL;
	l->n_offs = 0;
	int64_t off = gross - l->unit.minor * l->qty;
	if (off != 0) {
		l->offs = ARENA_NEW(cx->arena, struct document_off);
		l->offs[l->n_offs++] = (struct document_off){
			now->n_offs ? now->offs[0].label : "", money(off)};
	}
	return document_tax_add(d, country, l->rate_bp, l->gross);
}

static int billed_gone(struct cx *cx, struct document_draft *d,
	const struct document_line *lines, size_t n, const struct billed *was,
	const char *country)
{
	for (size_t i = 0; i < n; i++)
		if (lines[i].line == was->line)
			return OK;
	if (was->gross == 0)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT kind, sku, name, options, unit_minor, rate_bp"
		" FROM order_line WHERE id = :line");
	db_bind_int(q, ":line", was->line);
	int rc = db_one(q);
	struct document_line l = {.line = was->line};
	if (rc == OK) {
		l.kind = db_next_text(q, cx->arena);
		l.sku = db_next_text(q, cx->arena);
		l.name = db_next_text(q, cx->arena);
		l.options = db_next_text(q, cx->arena);
		l.unit = money(db_next_int(q));
		bool outside = db_next_is_null(q);
		l.rate_bp = db_next_int(q);
		if (outside)
			l.rate_bp = -1;
	}
	db_done(q);
	return rc == OK ? draft_add(cx, d, &l, was, -1, country) : rc;
}

static int change_write(struct cx *cx, struct document_draft *d)
{
	if (d->n_lines == 0)
		return OK;
	int rc = settle_vat(cx, d);
	return rc == OK ? document_write(cx, d, NULL) : rc;
}

int document_after_change(struct cx *cx, int64_t order)
{
	struct document invoice;
	struct document_line *lines = NULL;
	struct billed *was = NULL;
	size_t n_lines = 0, n_was = 0;
	const char *country = "";
	int rc = document_first(cx, order, &invoice);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK)
		rc = document_country(cx, order, &country);
	if (rc == OK)
		rc = document_lines(cx, order, &lines, &n_lines);
	if (rc == OK)
		rc = billed_read(cx, order, &was, &n_was);
	struct document_draft more = {.order = order,
		.kind = "invoice",
		.reason = "changed",
		.further = true};
	struct document_draft less = {.order = order,
		.kind = "credit_note",
		.reason = "changed",
		.invoice = invoice.id};
	for (size_t i = 0; rc == OK && i < n_lines; i++) {
		const struct billed *b = billed_of(was, n_was, lines[i].line);
		rc = draft_add(cx, &more, &lines[i], b, 1, country);
		if (rc == OK)
			rc = draft_add(cx, &less, &lines[i], b, -1, country);
	}
	for (size_t i = 0; rc == OK && i < n_was; i++)
		rc = billed_gone(cx, &less, lines, n_lines, &was[i], country);
	if (rc == OK)
		rc = change_write(cx, &less);
	return rc == OK ? change_write(cx, &more) : rc;
}
