/* Prices of Puoti's own CSV: now, and foreseen. */
#include <stdio.h>
#include <string.h>

#include "domain/export_product.h"
#include "domain/import_number.h"
#include "domain/import_puoti.h"
#include "domain/price.h"
#include "lib/err.h"
#include "lib/tr.h"

static void warn(
	const struct puoti_file *f, const struct csv_row *row, const char *what)
{
	import_note(f->cx, f->report, row->line, IMPORT_WARNING, "%s: %s",
		puoti_cell(f, row, "slug"), tr(what));
}

static int put_sale(struct puoti_file *f, const struct csv_row *row,
	int64_t variant, int64_t have)
{
	const char *cell = puoti_cell(f, row, "sale_price");
	int64_t sale = -1, until = 0;
	if (!cell)
		return OK;
	if (!puoti_decimal(f, row, "sale_price", 2, &sale) ||
		!puoti_time(f, row, "sale_until", &until))
		return OK;
	int64_t now_until = 0;
	int rc = price_sale_until(f->cx, variant, &now_until);
	/* Others that reduce less may go on behind it. */
	if (rc < 0 || (sale >= 0 && sale == have && until == now_until))
		return rc;
	if (sale < 0)
		return have >= 0 ? price_sale_end(f->cx, variant) : OK;
	if (sale > MONEY_MAX) {
		puoti_bad(f, row, "sale_price", "an amount");
		return OK;
	}
	if (until && until <= f->cx->now) {
		warn(f, row, "the sale is over and was left out");
		return OK;
	}
	return price_set(f->cx, variant, "sale", money(sale), until);
}

/* ---- foreseen ---- */

static int cancel_all(struct puoti_file *f, int64_t product, int64_t variant)
{
	struct price_coming *all;
	size_t n;
	int rc = price_coming(f->cx, product, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (all[i].variant == variant)
			rc = price_cancel(f->cx, all[i].id);
	return rc;
}

/* "sale 9.90 2026-12-01T00:00:00.000Z 2026-12-24T00:00:00.000Z" */
static int plan_line(struct puoti_file *f, const struct csv_row *row,
	int64_t variant, const char *line)
{
	char kind[16], amount[32], from[40], to[40] = "";
	int64_t minor, from_ms, to_ms, id;
	int n = sscanf(line, "%15s %31s %39s %39s", kind, amount, from, to);
	bool sale = n >= 3 && !strcmp(kind, "sale");
	if (n < 3 || (!sale && strcmp(kind, "regular") != 0) ||
		!import_local(amount, 2, false, &minor) || minor < 0 ||
		minor > MONEY_MAX || (from_ms = puoti_time_read(from)) <= 0 ||
		(to_ms = puoti_time_read(to)) < 0 || (to_ms && !sale) ||
		(to_ms && to_ms <= from_ms)) {
		puoti_bad(f, row, "price_plan", "a kind, an amount and times");
		return OK;
	}
	if (from_ms <= f->cx->now) {
		warn(f, row,
			"a price that was foreseen has begun and was left "
			"out");
		return OK;
	}
	return price_schedule(
		f->cx, variant, kind, money(minor), from_ms, to_ms, &id);
}

static int put_plan(struct puoti_file *f, const struct csv_row *row,
	int64_t product, int64_t variant)
{
	const char *cell = puoti_cell(f, row, "price_plan"), *now;
	size_t n;
	if (!cell)
		return OK;
	int rc = export_price_plan(f->cx, variant, &now);
	if (rc < 0 || !strcmp(now, cell))
		return rc;
	rc = *now ? cancel_all(f, product, variant) : OK;
	const char **lines = puoti_lines(f, cell, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = plan_line(f, row, variant, lines[i]);
	return rc;
}

int puoti_prices_apply(struct puoti_file *f, const struct csv_row *row,
	int64_t product, int64_t variant)
{
	int64_t regular = -1;
	struct money now = {-1}, sale = {-1};
	int rc = price_both(f->cx, variant, &now, &sale);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	puoti_decimal(f, row, "price", 2, &regular);
	if (regular > MONEY_MAX) {
		puoti_bad(f, row, "price", "an amount");
		return OK;
	}
	rc = OK;
	if (regular >= 0 && regular != now.minor)
		rc = price_set(f->cx, variant, "regular", money(regular), 0);
	if (rc == OK)
		rc = put_sale(f, row, variant, sale.minor);
	return rc == OK ? put_plan(f, row, product, variant) : rc;
}
