/* WooCommerce's tax rates: a small file of its own beside the products'. */
#include <string.h>
#include <strings.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/import_number.h"
#include "domain/import_table.h"
#include "domain/import_woo.h"
#include "domain/quote.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum tax_column {
	TAX_COUNTRY,
	TAX_STATE,
	TAX_POSTCODE,
	TAX_CITY,
	TAX_RATE,
	TAX_PRIORITY,
	TAX_CLASS,
	TAX_COLUMNS
};

static const char *const names[TAX_COLUMNS] = {"Country Code", "State Code",
	"ZIP/Postcode", "City", "Rate %", "Priority", "Tax Class"};

struct tax_table {
	struct import_table t;
	int column[TAX_COLUMNS]; /* -1: none */
};

static void columns_find(struct tax_table *x)
{
	for (int i = 0; i < TAX_COLUMNS; i++) {
		x->column[i] = -1;
		for (size_t k = 0; k < x->t.header.n; k++)
			if (!strcasecmp(x->t.header.cell[k], names[i]))
				x->column[i] = (int)k;
	}
}

static const char *cell(
	const struct tax_table *x, const struct csv_row *row, enum tax_column c)
{
	int at = x->column[c];
	return at >= 0 && (size_t)at < row->n ? row->cell[at] : "";
}

bool import_woo_tax_is(struct cx *cx, const char *text, size_t n)
{
	size_t line = strcspn(text, "\n");
	struct tax_table x = {.t = {.rows = {0}}};
	struct import_report none = {0};
	import_table_read(cx, text, line < n ? line : n, 0, &x.t, &none);
	columns_find(&x);
	import_table_release(&x.t);
	import_report_release(&none);
	return x.column[TAX_COUNTRY] >= 0 && x.column[TAX_RATE] >= 0;
}

static bool is_whole(const char *s)
{
	return !*s || !strcmp(s, "*");
}

static const char *class_of(const char *woo)
{
	if (!*woo || !strcasecmp(woo, "standard"))
		return "general";
	if (!strcasecmp(woo, "reduced-rate"))
		return "reduced";
	return strcasecmp(woo, "zero-rate") == 0 ? "zero" : NULL;
}

static int rate_write(struct cx *cx, const char *tax_class, const char *country,
	int64_t rate_bp)
{
	int64_t id;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO tax_rate (tax_class, country, from_day, rate_bp)"
		" VALUES (:class, :country, :day, :rate)"
		" ON CONFLICT (tax_class, country, from_day)"
		" DO UPDATE SET rate_bp = excluded.rate_bp, rev ="
		" tax_rate.rev + 1 RETURNING id");
	db_bind_text(q, ":class", tax_class);
	db_bind_text(q, ":country", country);
	db_bind_int(q, ":day", clock_day(cx->now));
	db_bind_int(q, ":rate", rate_bp);
	int rc = db_insert(q, &id);
	return rc < 0 ? rc
		      : audit_add(cx, "tax_rate", id, "import", NULL,
				audit_json(cx->arena, "tax_class", tax_class,
					"country", country, NULL));
}

/* A rate of a whole country, as of today; what holds already stays. */
static int rate_put(struct cx *cx, const struct tax_table *x,
	const struct csv_row *row, struct import_report *r)
{
	const char *country = cell(x, row, TAX_COUNTRY);
	const char *tax_class = class_of(cell(x, row, TAX_CLASS));
	const char *priority = cell(x, row, TAX_PRIORITY);
	int64_t rate = 0, now = 0;
	if (!is_whole(cell(x, row, TAX_STATE)) ||
		!is_whole(cell(x, row, TAX_POSTCODE)) ||
		!is_whole(cell(x, row, TAX_CITY)) || strlen(country) != 2 ||
		!tax_class || (*priority && strcmp(priority, "1") != 0)) {
		import_note(cx, r, row->line, IMPORT_WARNING,
			"not used: only first rates of whole countries in the "
			"standard, reduced and zero classes are kept");
		return OK;
	}
	if (!import_local(cell(x, row, TAX_RATE), 2, true, &rate) || rate < 0 ||
		rate > 10000) {
		import_note(cx, r, row->line, IMPORT_ERROR,
			"\"%s\" is not a rate between 0 and 100",
			cell(x, row, TAX_RATE));
		return OK;
	}
	country = text_upper(cx->arena, country);
	int rc = tax_rate_on(cx, tax_class, country, clock_day(cx->now), &now);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (rc == OK && now == rate) {
		r->rates.same++;
		return OK;
	}
	if (rc == OK)
		r->rates.changed++;
	else
		r->rates.new ++;
	return rate_write(cx, tax_class, country, rate);
}

static int rates_put(
	struct cx *cx, const struct tax_table *x, struct import_report *r)
{
	const struct csv_row *rows = IMPORT_AT(x->t.rows, struct csv_row);
	size_t n = IMPORT_N(x->t.rows, struct csv_row);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = rate_put(cx, x, &rows[i], r);
	if (rc == OK && r->errors)
		rc = ERR_INVALID;
	return rc == OK ? catalogue_touch(cx) : rc;
}

int import_woo_tax(struct cx *cx, const char *text, size_t n, bool dry_run,
	struct import_report *r)
{
	struct tax_table x = {.t = {.rows = {0}}};
	import_table_read(cx, text, n, 0, &x.t, r);
	columns_find(&x);
	int rc = db_begin(cx->db);
	if (rc == OK) {
		rc = rates_put(cx, &x, r);
		int end = db_end(
			cx->db, rc == OK && dry_run ? ERR_CONFLICT : rc);
		if (!dry_run || rc < 0)
			rc = end;
	}
	import_table_release(&x.t);
	return rc;
}
