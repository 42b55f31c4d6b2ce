/* Sets: what can be sold of them follows their parts. */
#include "domain/bundle.h"

#include "domain/catalogue.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

static struct stock_now now(struct cx *cx, int64_t variant)
{
	struct stock_now s;
	CHECK_OK(stock_now(cx, variant, &s));
	return s;
}

static int64_t version(struct cx *cx)
{
	int64_t v = -1;
	CHECK_OK(catalogue_version(cx, &v));
	return v;
}

static int receive(struct cx *cx, int64_t v, int64_t delta)
{
	static int64_t ref;
	return stock_move(cx, v, delta, "received", "test", ++ref, "");
}

static int64_t goods(struct cx *cx, const char *slug, int64_t on_hand)
{
	return test_product(
		cx, (struct test_product){.slug = slug, .on_hand = on_hand});
}

struct set {
	int64_t mug, tray, set; /* 2 mugs and a tray */
};

static struct set make_set(struct cx *cx, int64_t mugs, int64_t trays)
{
	/* the set before its parts: shelves are locked by variant, not line */
	struct set s = {.set = goods(cx, "set", 0)};
	s.mug = goods(cx, "mug", mugs);
	s.tray = goods(cx, "tray", trays);
	const struct bundle_part parts[] = {
		{.part = s.tray, .qty = 1}, {.part = s.mug, .qty = 2}};
	CHECK_OK(bundle_set_parts(cx, s.set, parts, 2));
	return s;
}

static void set_flag(struct cx *cx, int64_t variant, const char *sql)
{
	struct db_stmt *q = db_prepare(cx->db, sql);
	db_bind_int(q, ":id", variant);
	CHECK_OK(db_exec_one(q));
}

#define BACKORDER "UPDATE variant SET backorder = 1 WHERE id = :id"
#define UNCOUNTED "UPDATE variant SET tracked = 0 WHERE id = :id"

static void the_fewest_sets_count(struct cx *cx)
{
	struct set s = make_set(cx, 7, 10);
	CHECK_INT(now(cx, s.set).sellable, 3);
	CHECK_INT(now(cx, s.set).most, 3);
	CHECK_INT(now(cx, s.set).parts, 2);
	CHECK_INT(now(cx, s.set).backorder, 0);
	CHECK_OK(receive(cx, s.mug, 100));
	CHECK_INT(now(cx, s.set).sellable, 10);
	CHECK_OK(stock_recount(cx, s.tray, 0, ""));
	CHECK_INT(now(cx, s.set).sellable, 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"
				  " WHERE kind = 'bundle'"),
		1);
}

static void uncounted_parts_do_not_limit(struct cx *cx)
{
	struct set s = make_set(cx, 7, 0);
	set_flag(cx, s.tray, UNCOUNTED);
	CHECK_INT(now(cx, s.set).sellable, 3);
	set_flag(cx, s.mug, UNCOUNTED);
	CHECK_INT(now(cx, s.set).sellable, INT32_MAX);
	CHECK_INT(now(cx, s.set).tracked, 0);
}

static void backorder_needs_every_limiting_part(struct cx *cx)
{
	struct set s = make_set(cx, 2, 4);
	set_flag(cx, s.mug, BACKORDER);
	CHECK_INT(now(cx, s.set).sellable, 1);
	CHECK_INT(now(cx, s.set).backorder, 1);
	CHECK_INT(now(cx, s.set).most, 4); /* the trays end there */
	int64_t left = 0;
	CHECK_INT(cart_add(cx, "s9", s.set, 5, &left), ERR_CONFLICT);
	CHECK_INT(left, 4);
	int64_t order = test_order_of(cx, "s1", s.set, 3, "parcel", "transfer");
	struct stock_short *rows;
	size_t n;
	CHECK_OK(stock_shorts(cx, 0, order, &rows, &n));
	CHECK_INT(n, 1);
	CHECK_INT(rows[0].variant, s.mug);
	CHECK_INT(rows[0].qty, 4); /* 6 wanted, 2 there */
	CHECK_INT(stock_take(cx, order, 1), ERR_CONFLICT);
	CHECK_OK(receive(cx, s.mug, 4));
	CHECK_OK(stock_take(cx, order, 1));
	CHECK_INT(now(cx, s.tray).on_hand, 1);
	test_books_agree(cx);
}

static void order_holds_and_takes_the_parts(struct cx *cx)
{
	struct set s = make_set(cx, 9, 9);
	test_cart(cx, "s1", s.mug, 1);
	int64_t order = test_order_of(cx, "s1", s.set, 2, "parcel", "transfer");
	CHECK_INT(now(cx, s.mug).held, 5);
	CHECK_INT(now(cx, s.tray).held, 2);
	CHECK_INT(now(cx, s.set).sellable, 2);
	struct order o;
	CHECK_OK(order_get(cx, order, &o));
	CHECK_INT(o.n_lines, 2);
	const struct order_line *l = o.lines[0].variant == s.set ? &o.lines[0]
								 : &o.lines[1];
	CHECK_INT(l->n_parts, 2);
	CHECK_STR(l->parts[0].sku, "tray");
	CHECK_INT(l->parts[1].qty, 4);
	test_books_agree(cx);
	CHECK_OK(order_cancel(cx, order, ""));
	CHECK_INT(now(cx, s.mug).held, 0);
	/* money comes late: the parts are held again, then shipped, one
	 * movement of the mugs for set and single one */
	CHECK_OK(stock_hold_again(cx, order));
	CHECK_INT(now(cx, s.mug).held, 5);
	CHECK_OK(stock_take(cx, order, 77));
	CHECK_INT(now(cx, s.mug).on_hand, 4);
	CHECK_INT(now(cx, s.tray).on_hand, 7);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_move"
				  " WHERE reason = 'shipped'"),
		2);
	test_books_agree(cx);
}

static void late_money_for_a_set_without_parts_is_too_late(struct cx *cx)
{
	struct set s = make_set(cx, 2, 1);
	int64_t order = test_order_of(cx, "s1", s.set, 1, "parcel", "transfer");
	CHECK_OK(order_cancel(cx, order, ""));
	CHECK_OK(stock_recount(cx, s.tray, 0, ""));
	CHECK_INT(stock_hold_again(cx, order), ERR_CONFLICT);
	CHECK_INT(now(cx, s.mug).held, 0);
	test_books_agree(cx);
}

static void pages_change_with_the_bundles_band(struct cx *cx)
{
	struct set s = make_set(cx, 30, 30); /* 15 sets */
	int64_t before = version(cx);
	CHECK_OK(receive(cx, s.mug, -10)); /* 20: 10 sets */
	CHECK_INT(version(cx), before);
	CHECK_OK(receive(cx, s.mug, -11)); /* 9: 4 sets, mugs still many */
	CHECK_INT(version(cx), before + 1);
	CHECK_OK(receive(cx, s.mug, -1)); /* 8: still 4 */
	CHECK_INT(version(cx), before + 1);
	CHECK_OK(receive(cx, s.tray, -10)); /* trays limit nothing */
	CHECK_INT(version(cx), before + 1);
}

static void bundle_has_no_shelf(struct cx *cx)
{
	struct set s = make_set(cx, 2, 2);
	CHECK_INT(receive(cx, s.set, 5), ERR_INVALID);
	CHECK_INT(stock_recount(cx, s.set, 5, ""), ERR_INVALID);
	CHECK_INT(stock_recount(cx, s.set, 1, ""), ERR_INVALID);
	CHECK_INT(now(cx, s.set).sellable, 1);
}

static void bundle_of_bundles_is_refused(struct cx *cx)
{
	struct set s = make_set(cx, 2, 2);
	int64_t other = goods(cx, "other", 1);
	struct bundle_part p = {.part = s.set, .qty = 1};
	CHECK_INT(bundle_set_parts(cx, other, &p, 1), ERR_INVALID);
	p.part = other;
	CHECK_INT(bundle_set_parts(cx, s.mug, &p, 1), ERR_INVALID);
	CHECK_INT(bundle_set_parts(cx, other, &p, 1), ERR_INVALID);
	p.part = s.mug;
	p.qty = 0;
	CHECK_INT(bundle_set_parts(cx, other, &p, 1), ERR_INVALID);
	p.qty = BUNDLE_QTY_MAX + 1;
	CHECK_INT(bundle_set_parts(cx, other, &p, 1), ERR_INVALID);
	struct bundle_part twice[] = {
		{.part = s.mug, .qty = 1}, {.part = s.mug, .qty = 1}};
	CHECK_INT(bundle_set_parts(cx, other, twice, 2), ERR_INVALID);
	p.part = 9999;
	p.qty = 1;
	CHECK_INT(bundle_set_parts(cx, other, &p, 1), ERR_INVALID);
	CHECK_INT(now(cx, other).sellable, 1);
}

static void parts_gone_make_no_set(struct cx *cx)
{
	struct set s = make_set(cx, 8, 8);
	CHECK_OK(variant_archive(cx, s.tray));
	CHECK_INT(now(cx, s.set).sellable, 0);
	CHECK_INT(now(cx, s.set).most, 0);
	CHECK_OK(bundle_set_parts(cx, s.set, NULL, 0));
	CHECK_INT(now(cx, s.set).parts, 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"
				  " WHERE kind = 'bundle'"),
		0);
}

static void set_and_part_in_one_cart_share_the_shelf(struct cx *cx)
{
	struct set s = make_set(cx, 5, 5);
	struct cart cart;
	test_cart(cx, "s1", s.mug, 2);
	test_cart(cx, "s1", s.set, 2); /* 4 mugs, 3 are left for it */
	CHECK_OK(cart_load(cx, "s1", &cart));
	CHECK(cart.blocked);
	CHECK(!cart.lines[0].short_);
	CHECK(cart.lines[1].short_);
	CHECK_INT(cart.lines[1].stock.sellable, 1);
	CHECK_OK(cart_set(cx, "s1", s.set, 1, NULL));
	CHECK_OK(cart_load(cx, "s1", &cart));
	CHECK(!cart.blocked);
}

static void sql_counts_like_c(struct cx *cx)
{
	struct set s = make_set(cx, 7, 10);
	goods(cx, "plain", 6);
	test_product(cx, (struct test_product){.slug = "free", .untracked = 1});
	for (int round = 0; round < 5; round++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT v.id," STOCK_SELLABLE_SQL("v") "," STOCK_MOST_SQL(
				"v") " FROM variant v ORDER BY v.id");
		int64_t ids[8], left[8], most[8];
		int n = 0;
		while (db_step(q) > 0) {
			ids[n] = db_next_int(q);
			left[n] = db_next_int(q);
			most[n++] = db_next_int(q);
		}
		db_done(q);
		CHECK_INT(n, 5);
		for (int i = 0; i < n; i++) {
			CHECK_INT(left[i], now(cx, ids[i]).sellable);
			CHECK_INT(most[i], now(cx, ids[i]).most);
		}
		if (round == 0)
			CHECK_OK(receive(cx, s.mug, -7));
		if (round == 1)
			set_flag(cx, s.mug, BACKORDER);
		if (round == 2)
			set_flag(cx, s.tray, UNCOUNTED);
		if (round == 3)
			CHECK_OK(variant_archive(cx, s.mug));
	}
}

/* Units that an order waits for were of the shelf that it had before. */
static void what_became_a_bundle_lets_its_orders_go(struct cx *cx)
{
	int64_t part = goods(cx, "part", 9), set = goods(cx, "set", 2);
	set_flag(cx, set, BACKORDER);
	int64_t first = test_order_of(cx, "a", set, 2, "parcel", "transfer");
	test_order_of(cx, "b", set, 3, "parcel", "transfer");
	CHECK_OK(bundle_set_parts(
		cx, set, &(struct bundle_part){.part = part, .qty = 1}, 1));
	CHECK_OK(stock_release(cx, first));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM stock_hold"
				  " WHERE state = 'active' AND qty = 2"
				  " AND short = 1"),
		1);
	CHECK_INT(now(cx, set).sellable, 9);
}

int main(void)
{
	return test_run((struct test[]){
		{"the fewest sets count", the_fewest_sets_count},
		{"uncounted parts do not limit", uncounted_parts_do_not_limit},
		{"backorder needs every limiting part",
			backorder_needs_every_limiting_part},
		{"an order holds and takes the parts",
			order_holds_and_takes_the_parts},
		{"late money for a set without parts is too late",
			late_money_for_a_set_without_parts_is_too_late},
		{"pages change with the bundle's band",
			pages_change_with_the_bundles_band},
		{"a bundle has no shelf", bundle_has_no_shelf},
		{"a bundle of bundles is refused",
			bundle_of_bundles_is_refused},
		{"parts that are gone make no set", parts_gone_make_no_set},
		{"set and part in one cart share the shelf",
			set_and_part_in_one_cart_share_the_shelf},
		{"what became a bundle lets its orders go",
			what_became_a_bundle_lets_its_orders_go},
		{"SQL counts like C", sql_counts_like_c},
		{NULL, NULL},
	});
}
