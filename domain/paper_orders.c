/* Papers for packing: slips, gift receipts, pick lists. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/document_parts.h"
#include "domain/order.h"
#include "domain/paper.h"
#include "domain/paper_parts.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/paper.h"
#include "lib/text.h"
#include "lib/tr.h"

/* Something to take from a shelf: a line, or a part of the set it sells. */
struct item {
	int64_t line, qty, number; /* number: of the order */
	bool part;
	const char *sku, *name, *options;
};

struct items {
	struct item *rows;
	size_t n;
};

static void item_add(struct cx *cx, struct items *to, struct item one)
{
	to->rows = arena_grow(cx->arena, to->rows, to->n, sizeof(*to->rows));
	to->rows[to->n++] = one;
}

/* Units of a line that have left already. */
static int gone_of(struct cx *cx, int64_t line, int64_t *qty)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(x.qty), 0) AS BIGINT)"
		" FROM shipment_line x JOIN shipment s ON s.id = x.shipment"
		" WHERE x.order_line = :line AND s.state IN"
		" ('shipped', 'delivered', 'collected', 'lost')");
	db_bind_int(q, ":line", line);
	int rc = db_one(q);
	if (rc == OK)
		*qty = db_next_int(q);
	db_done(q);
	return rc;
}

/* What one set holds, times the sets that are left. */
static int parts_add(
	struct cx *cx, int64_t sets, const struct item *of, struct items *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.sku, p.name, p.options, p.qty / l.qty"
		" FROM order_part p JOIN order_line l ON l.id = p.order_line"
		" WHERE p.order_line = :line ORDER BY p.position");
	db_bind_int(q, ":line", of->line);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct item one = *of;
		one.part = true;
		one.sku = db_next_text(q, cx->arena);
		one.name = db_next_text(q, cx->arena);
		one.options = db_next_text(q, cx->arena);
		one.qty = db_next_int(q) * sets;
		item_add(cx, to, one);
	}
	db_done(q);
	return rc;
}

/* all: also what has left already. */
static int items_read(
	struct cx *cx, const struct order *o, bool all, struct items *to)
{
	struct document_line *lines;
	size_t n;
	int rc = document_lines(cx, o->id, &lines, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct document_line *l = &lines[i];
		int64_t gone = 0;
		if (strcmp(l->kind, "goods") != 0)
			continue;
		if (!all)
			rc = gone_of(cx, l->line, &gone);
		struct item one = {.line = l->line,
			.qty = l->qty - gone,
			.number = o->number,
			.sku = l->sku,
			.name = l->name,
			.options = l->options};
		if (rc < 0 || one.qty <= 0)
			continue;
		item_add(cx, to, one);
		rc = parts_add(cx, one.qty, &one, to);
	}
	return rc;
}

/* ---- a sheet an order ---- */

static void shop_foot(struct cx *cx, json_t *paper)
{
	struct arena *a = cx->arena;
	json_t *box = json_object(), *foot = json_array();
	const char *company = setting_get(cx, "shop.company");
	paper_line(box, "1", *company ? company : setting_get(cx, "shop.name"));
	paper_line(box, "1", setting_get(cx, "shop.street"));
	paper_line(box, "1",
		text_trim(a,
			arena_printf(a, "%s %s", setting_get(cx, "shop.postal"),
				setting_get(cx, "shop.city"))));
	paper_line(box, "2", setting_get(cx, "shop.email"));
	paper_line(box, "2", setting_get(cx, "shop.phone"));
	json_array_append(foot, json_object_get(box, "1"));
	if (json_object_get(box, "2"))
		json_array_append(foot, json_object_get(box, "2"));
	json_decref(box);
	json_object_set_new(paper, "foot", foot);
}

static json_t *cell(const char *text)
{
	json_t *j = json_string(text);
	return j ? j : json_string("");
}

/* Name, with the choice small below it. */
static json_t *name_cell(const struct item *i)
{
	json_t *box = json_object();
	paper_line(box, "c", *i->name ? i->name : "–");
	paper_line(box, "c", i->options);
	json_t *out = json_incref(json_object_get(box, "c"));
	json_decref(box);
	return out;
}

static void row_add(
	struct cx *cx, json_t *paper, const struct item *i, bool tick)
{
	json_t *cells = json_array(), *row = json_object();
	struct item shown = *i;
	if (i->part)
		shown.name = arena_printf(
			cx->arena, "%s %s", tr("of it:"), i->name);
	if (tick)
		json_array_append_new(cells, cell("x"));
	json_array_append_new(
		cells, cell(arena_printf(cx->arena, "%" PRId64, i->qty)));
	json_array_append_new(cells, name_cell(&shown));
	if (tick)
		json_array_append_new(cells, cell(i->sku));
	json_object_set_new(row, "cells", cells);
	paper_append(paper, "rows", row);
}

static void tick_column(json_t *paper)
{
	paper_column(paper, "", 12, false);
	json_t *columns = json_object_get(paper, "columns");
	json_object_set_new(
		json_array_get(columns, json_array_size(columns) - 1), "tick",
		json_true());
}

static void sheet_head(struct cx *cx, json_t *paper, const struct order *o,
	const char *heading)
{
	struct arena *a = cx->arena;
	const char *number = arena_printf(a, "%" PRId64, o->number);
	struct paper_address to = {"", o->name, o->street, o->postal, o->city,
		o->country, setting_get(cx, "shop.country")};
	paper_put(paper, "brand", setting_get(cx, "shop.name"));
	paper_put(paper, "heading", heading);
	paper_put(paper, "running", arena_printf(a, "%s %s", heading, number));
	paper_address(cx, paper, "to", &to);
	paper_pair(paper, "facts", tr("Order"), number, true);
	paper_pair(paper, "facts", tr("Ordered"),
		clock_format(a, o->locale, CLOCK_DATE, o->placed_ms), false);
	shop_foot(cx, paper);
}

static int slip(struct cx *cx, const struct order *o, json_t *paper)
{
	struct items items = {0};
	sheet_head(cx, paper, o, tr("Packing slip"));
	paper_pair(paper, "facts", tr("Delivery"),
		!strcmp(o->delivery, "pickup") ? tr("Pickup") : tr("Parcel"),
		false);
	paper_pair(paper, "facts", tr("Phone"), o->phone, false);
	tick_column(paper);
	paper_column(paper, tr("Quantity"), 46, true);
	paper_column(paper, tr("Product"), 0, false);
	paper_column(paper, tr("SKU"), 110, false);
	int rc = items_read(cx, o, false, &items);
	if (rc == OK && items.n == 0)
		rc = items_read(cx, o, true, &items);
	for (size_t i = 0; i < items.n; i++)
		row_add(cx, paper, &items.rows[i], true);
	if (*o->message)
		paper_line(paper, "after",
			arena_printf(cx->arena, "%s: %s",
				tr("Message of the customer"), o->message));
	paper_line(paper, "after", tr("Thank you for your order."));
	return rc;
}

static int gift_receipt(struct cx *cx, const struct order *o, json_t *paper)
{
	struct items items = {0};
	sheet_head(cx, paper, o, tr("Gift receipt"));
	paper_column(paper, tr("Quantity"), 46, true);
	paper_column(paper, tr("Product"), 0, false);
	int rc = items_read(cx, o, true, &items);
	for (size_t i = 0; i < items.n; i++)
		if (!items.rows[i].part)
			row_add(cx, paper, &items.rows[i], false);
	paper_line(paper, "after",
		tr("A gift for you. Not the right size or colour? Get in "
		   "touch and have this paper at hand."));
	return rc;
}

/* ---- what to take from the shelves for many ---- */

static int item_order(const void *x, const void *y)
{
	const struct item *a = x, *b = y;
	int by = strcmp(a->sku, b->sku);
	if (by == 0)
		by = strcmp(a->name, b->name);
	if (by == 0)
		by = strcmp(a->options, b->options);
	return by ? by : (a->number > b->number) - (a->number < b->number);
}

static bool same_goods(const struct item *a, const struct item *b)
{
	return !strcmp(a->sku, b->sku) &&
	       (*a->sku || !strcmp(a->name, b->name));
}

/* Sets are packed of their parts: the set itself lies on no shelf. */
static void drop_sets(struct items *items)
{
	size_t kept = 0;
	for (size_t i = 0; i < items->n; i++) {
		const struct item *next = i + 1 < items->n ? &items->rows[i + 1]
							   : NULL;
		bool set = !items->rows[i].part && next && next->part &&
			   next->line == items->rows[i].line;
		if (!set)
			items->rows[kept++] = items->rows[i];
	}
	items->n = kept;
}

/* One row of goods; returns how many items it took. */
static size_t pick_row(
	struct cx *cx, json_t *paper, const struct item *from, size_t left)
{
	struct arena *a = cx->arena;
	struct item sum = *from;
	const char *orders = "";
	size_t n = 0;
	sum.qty = 0;
	for (; n < left && same_goods(from, &from[n]); n++) {
		sum.qty += from[n].qty;
		orders = arena_printf(a, "%s%s%" PRId64 " × %" PRId64, orders,
			*orders ? ", " : "", from[n].number, from[n].qty);
	}
	json_t *cells = json_array(), *row = json_object();
	json_array_append_new(cells, cell("x"));
	json_array_append_new(
		cells, cell(arena_printf(a, "%" PRId64, sum.qty)));
	json_array_append_new(cells, name_cell(&sum));
	json_array_append_new(cells, cell(sum.sku));
	json_array_append_new(cells, cell(orders));
	json_object_set_new(row, "cells", cells);
	paper_append(paper, "rows", row);
	return n;
}

static void pick_list(
	struct cx *cx, struct items *items, size_t n_orders, json_t *paper)
{
	struct arena *a = cx->arena;
	int64_t units = 0;
	drop_sets(items);
	if (items->n)
		qsort(items->rows, items->n, sizeof(*items->rows), item_order);
	for (size_t i = 0; i < items->n; i++)
		units += items->rows[i].qty;
	paper_put(paper, "brand", setting_get(cx, "shop.name"));
	paper_put(paper, "heading", tr("Pick list"));
	paper_put(paper, "running", tr("Pick list"));
	paper_pair(paper, "facts", tr("Printed"),
		clock_format(a, cx->locale, CLOCK_DATETIME, cx->now), false);
	paper_pair(paper, "facts", tr("Orders"),
		arena_printf(a, "%zu", n_orders), false);
	paper_pair(paper, "facts", tr("Pieces"),
		arena_printf(a, "%" PRId64, units), true);
	tick_column(paper);
	paper_column(paper, tr("Quantity"), 46, true);
	paper_column(paper, tr("Product"), 0, false);
	paper_column(paper, tr("SKU"), 110, false);
	paper_column(paper, tr("Orders"), 110, false);
	for (size_t i = 0; i < items->n;)
		i += pick_row(cx, paper, &items->rows[i], items->n - i);
	shop_foot(cx, paper);
}

/* ---- */

static int sheet(struct cx *cx, enum paper_kind kind, const struct order *o,
	json_t *papers)
{
	json_t *paper = json_object();
	tr_use(o->locale);
	int rc = kind == PAPER_SLIP ? slip(cx, o, paper)
				    : gift_receipt(cx, o, paper);
	tr_use(cx->locale);
	json_array_append_new(papers, paper);
	return rc;
}

int paper_orders(struct cx *cx, enum paper_kind kind, const int64_t *orders,
	size_t n, struct buf *out)
{
	json_t *papers = json_array();
	struct items items = {0};
	size_t found = 0;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n && i < PAPER_ORDERS_MAX; i++) {
		struct order o;
		rc = order_get(cx, orders[i], &o);
		if (rc == OK) {
			found++;
			rc = kind == PAPER_PICK_LIST
				     ? items_read(cx, &o, false, &items)
				     : sheet(cx, kind, &o, papers);
		} else if (rc == ERR_NOT_FOUND) {
			rc = OK;
		}
	}
	if (rc == OK && found == 0)
		rc = ERR_NOT_FOUND;
	if (rc < 0) {
		json_decref(papers);
		return rc;
	}
	if (kind == PAPER_PICK_LIST) {
		json_t *paper = json_object();
		pick_list(cx, &items, found, paper);
		json_array_append_new(papers, paper);
	}
	return paper_make(cx->arena,
		paper_wrap(
			cx, cx->locale, setting_get(cx, "shop.name"), papers),
		out);
}
