#include "domain/promotion.h"

#include "domain/catalogue.h"
#include "domain/gift_card.h"
#include "domain/promotion_desk.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

static const struct buyer guest = {
	.country = "", .postal = "", .email_norm = "", .vat_id = ""};
static const struct buyer aino = {.country = "",
	.postal = "",
	.email_norm = "aino@posti.example",
	.vat_id = ""};

/* Another order, of another product. */
static int64_t new_order(struct cx *cx)
{
	static int n;
	const char *name = arena_printf(cx->arena, "thing%d", ++n);
	int64_t variant = test_product(
		cx, (struct test_product){.slug = name, .on_hand = 5});
	return test_order_of(cx, name, variant, 1, "parcel", "transfer");
}

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

/* Ids of what is in force, as "1 2". */
static const char *in_force(
	struct cx *cx, const struct buyer *buyer, int64_t cart)
{
	struct promotion *p;
	size_t n;
	const char *out = "";
	CHECK_OK(promotions_in_force(cx, buyer, cart, &p, &n));
	for (size_t i = 0; i < n; i++)
		out = arena_printf(cx->arena, "%s%s%lld", out, i ? " " : "",
			(long long)p[i].id);
	return out;
}

static struct promotion only(
	struct cx *cx, const struct buyer *buyer, int64_t cart)
{
	struct promotion *p;
	size_t n;
	CHECK_OK(promotions_in_force(cx, buyer, cart, &p, &n));
	CHECK_INT(n, 1);
	return p[0];
}

/* What the owner wrote is kept; how often it was used is not. */
static void kept_promotions_follow_the_version_and_their_uses(struct cx *cx)
{
	int64_t version;
	run(cx, "INSERT INTO promotion (id, name, kind, percent_bp, active,"
		" limit_all) VALUES (1, 'a', 'percent', 1000, 1, 5)");
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	CHECK_STR(in_force(cx, &guest, 0), "1");
	run(cx, "UPDATE promotion SET name = 'b'");
	CHECK_STR(only(cx, &guest, 0).label, "a");
	run(cx, "UPDATE promotion SET used = 5");
	CHECK_STR(in_force(cx, &guest, 0), "");
	run(cx, "UPDATE promotion SET used = 4");
	CHECK_OK(promotion_set(cx, 1, "pause"));
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	CHECK_STR(in_force(cx, &guest, 0), "");
	CHECK_OK(setting_use(cx, -1));
}

static void only_what_runs_now_counts_lower_positions_first(struct cx *cx)
{
	run(cx, "INSERT INTO promotion (id, name, kind, percent_bp, active,"
		" archived_ms, from_ms, to_ms, position) VALUES"
		" (1, 'now', 'percent', 1000, 1, NULL, NULL, NULL, 5),"
		" (2, 'off', 'percent', 1000, 0, NULL, NULL, NULL, 0),"
		" (3, 'archived', 'percent', 1000, 1, 5, NULL, NULL, 0),"
		" (4, 'later', 'percent', 1000, 1, NULL, 1795423200001, NULL, 0),"
		" (5, 'over', 'percent', 1000, 1, NULL, NULL, 1795423200000, 0),"
		" (6, 'first', 'percent', 1000, 1, NULL, 1795423200000,"
		"  1795423200001, 1)");
	CHECK_STR(in_force(cx, &guest, 0), "6 1");
}

static void next_change_is_the_nearest_begin_or_end(struct cx *cx)
{
	int64_t until;
	CHECK_OK(promotions_until(cx, &until));
	CHECK(until == INT64_MAX);
	run(cx, "INSERT INTO promotion (name, kind, from_ms, to_ms) VALUES"
		" ('a', 'percent', 1795423200500, 1795423200900),"
		" ('b', 'percent', 1795423200000, 1795423200700),"
		" ('c', 'percent', 1, 2)");
	CHECK_OK(promotions_until(cx, &until));
	CHECK_INT(until, 1795423200500);
}

static void group_is_for_its_members(struct cx *cx)
{
	run(cx, "INSERT INTO customer_group (id, name) VALUES (7, 'Trade');"
		"INSERT INTO promotion (id, name, kind, customer_group)"
		" VALUES (1, 'a', 'percent', 7)");
	struct buyer member = aino;
	member.group = 7;
	CHECK_STR(in_force(cx, &guest, 0), "");
	CHECK_STR(in_force(cx, &member, 0), "1");
}

static void code_opens_its_promotion_while_the_coupon_lasts(struct cx *cx)
{
	test_cart(cx, "s1",
		test_product(cx, (struct test_product){.on_hand = 5}), 1);
	run(cx, "INSERT INTO promotion (id, name, kind, by_code)"
		" VALUES (1, 'a', 'percent', 1);"
		"INSERT INTO coupon (id, promotion, code, code_norm, limit_all,"
		" created_ms) VALUES (3, 1, 'WELCOME-10', 'WELCOME10', 1, 0)");
	CHECK_STR(in_force(cx, &guest, 1), "");
	run(cx, "INSERT INTO cart_code (cart, kind, target, added_ms)"
		" SELECT id, 'coupon', 3, 0 FROM cart");
	int64_t cart = test_number(cx, "SELECT id FROM cart");
	struct promotion p = only(cx, &guest, cart);
	CHECK_INT(p.coupon, 3);
	CHECK_STR(p.code, "WELCOME-10");
	CHECK_STR(in_force(cx, &guest, 0), "");
	run(cx, "UPDATE coupon SET used = 1");
	CHECK_STR(in_force(cx, &guest, cart), "");
}

static void targets_are_products_brands_and_categories_with_those_below(
	struct cx *cx)
{
	int64_t mug, vase, rug, card;
	int64_t v[4] = {
		test_product(cx,
			(struct test_product){
				.slug = "mug", .product = &mug, .on_hand = 5}),
		test_product(cx, (struct test_product){.slug = "vase",
					 .product = &vase,
					 .on_hand = 5}),
		test_product(cx,
			(struct test_product){
				.slug = "rug", .product = &rug, .on_hand = 5}),
		test_product(cx, (struct test_product){.slug = "card",
					 .product = &card,
					 .on_hand = 5}),
	};
	for (int i = 0; i < 4; i++)
		test_cart(cx, "s1", v[i], 1);
	int64_t cart = test_number(cx, "SELECT id FROM cart");
	run(cx, "INSERT INTO category (id, parent, position) VALUES"
		" (10, NULL, 0), (11, 10, 0), (12, 11, 0);"
		"INSERT INTO brand (id, name, name_key)"
		" VALUES (4, 'Kide', 'kide');"
		"UPDATE product SET brand = 4 WHERE id ="
		" (SELECT product FROM variant WHERE sku = 'vase');"
		"INSERT INTO product_category (product, category)"
		" SELECT product, 12 FROM variant WHERE sku IN ('rug', 'card');"
		"UPDATE product SET kind = 'gift_card' WHERE id ="
		" (SELECT product FROM variant WHERE sku = 'card');"
		"INSERT INTO promotion (id, name, kind)"
		" VALUES (1, 'a', 'percent')");
	struct promotion p = only(cx, &guest, cart);
	CHECK(p.products == NULL);

	run(cx, "INSERT INTO promotion_target (promotion, kind, target)"
		" VALUES (1, 'category', 10), (1, 'brand', 4)");
	p = only(cx, &guest, cart);
	CHECK_INT(p.n_products, 2);
	CHECK_INT(p.products[0], vase);
	CHECK_INT(p.products[1], rug);

	run(cx, "UPDATE category SET archived_ms = 1 WHERE id = 11");
	p = only(cx, &guest, cart);
	CHECK_INT(p.n_products, 1);

	run(cx, "DELETE FROM promotion_target WHERE kind = 'brand'");
	p = only(cx, &guest, cart);
	CHECK(p.products != NULL); /* nothing: not "all goods" */
	CHECK_INT(p.n_products, 0);
}

static void category_that_fills_itself_is_a_target_as_it_stands(struct cx *cx)
{
	int64_t mug, vase;
	test_cart(cx, "s1",
		test_product(cx,
			(struct test_product){
				.slug = "mug", .product = &mug, .on_hand = 5}),
		1);
	test_cart(cx, "s1",
		test_product(cx, (struct test_product){.slug = "vase",
					 .product = &vase,
					 .on_hand = 5}),
		1);
	run(cx, "INSERT INTO category (id, position, rule) VALUES"
		" (10, 0, '{\"kind\":\"sale\"}');"
		"INSERT INTO promotion (id, name, kind)"
		" VALUES (1, 'a', 'percent');"
		"INSERT INTO promotion_target (promotion, kind, target)"
		" VALUES (1, 'category', 10);"
		"DELETE FROM listing;"
		"INSERT INTO listing (product, langs, price_minor, percent_off,"
		" reduced, available, in_stock, sold_qty, since_ms, seq)"
		" SELECT id, 1, 100, 0, 0, 1, 1, 0, 0, id FROM product");
	int64_t cart = test_number(cx, "SELECT id FROM cart");
	CHECK_INT(only(cx, &guest, cart).n_products, 0);
	run(cx, "UPDATE listing SET reduced = 1 WHERE product ="
		" (SELECT product FROM variant WHERE sku = 'vase')");
	struct promotion p = only(cx, &guest, cart);
	CHECK_INT(p.n_products, 1);
	CHECK_INT(p.products[0], vase);
}

/* Promotion 1 with a coupon 3, and an order; limits as given. */
static struct promotion limited(struct cx *cx, const char *limits)
{
	run(cx, "INSERT INTO promotion (id, name, kind)"
		" VALUES (1, 'a', 'percent');"
		"INSERT INTO coupon (id, promotion, code, code_norm, created_ms)"
		" VALUES (3, 1, 'X', 'X', 0)");
	run(cx, limits);
	return (struct promotion){.id = 1, .coupon = 3};
}

static int use(struct cx *cx, const struct promotion *p,
	const struct buyer *buyer, int64_t order)
{
	int rc = db_begin(cx->db);
	if (rc == OK)
		rc = promotion_use(cx, p, buyer, order, money(100));
	return db_end(cx->db, rc);
}

static void use_beyond_the_limit_in_all_is_refused(struct cx *cx)
{
	struct promotion p = limited(cx, "UPDATE promotion SET limit_all = 1");
	int64_t a = new_order(cx), b = new_order(cx);
	CHECK_OK(use(cx, &p, &guest, a));
	CHECK_INT(use(cx, &p, &guest, b), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 1);
	CHECK_INT(test_number(cx, "SELECT used FROM coupon"), 1);
	CHECK_STR(in_force(cx, &guest, 0), "");
}

static void use_beyond_the_coupons_limit_is_refused(struct cx *cx)
{
	struct promotion p = limited(cx, "UPDATE coupon SET limit_all = 1");
	int64_t a = new_order(cx), b = new_order(cx);
	CHECK_OK(use(cx, &p, &guest, a));
	CHECK_INT(use(cx, &p, &guest, b), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 1);
}

static void buyer_has_it_once_as_guest_and_customer_together(struct cx *cx)
{
	struct promotion p = limited(cx, "UPDATE promotion SET limit_each = 1");
	int64_t a = new_order(cx), b = new_order(cx);
	struct buyer member = aino, renamed = aino;
	member.customer = renamed.customer = 12;
	renamed.email_norm = "other@posti.example";
	CHECK_OK(use(cx, &p, &member, a));
	CHECK_INT(use(cx, &p, &aino, b), ERR_CONFLICT);
	CHECK_INT(use(cx, &p, &renamed, b), ERR_CONFLICT);
	CHECK_STR(in_force(cx, &aino, 0), "");
	CHECK_STR(in_force(cx, &guest, 0), "1");
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 1);
}

static void stopped_promotion_is_not_used_any_more(struct cx *cx)
{
	struct promotion p = limited(cx, "UPDATE promotion SET active = 0");
	CHECK_INT(use(cx, &p, &guest, new_order(cx)), ERR_CONFLICT);
	run(cx, "UPDATE promotion SET active = 1;"
		"UPDATE coupon SET archived_ms = 1");
	CHECK_INT(use(cx, &p, &guest, new_order(cx)), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 0);
}

static void cancelled_order_gives_its_uses_back_once(struct cx *cx)
{
	struct promotion p = limited(
		cx, "UPDATE promotion SET limit_all = 1, limit_each = 1");
	struct buyer member = aino;
	member.customer = 12;
	int64_t a = new_order(cx);
	CHECK_OK(use(cx, &p, &member, a));
	CHECK_OK(order_cancel(cx, a, ""));
	CHECK_OK(promotion_release(cx, a));
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 0);
	CHECK_INT(test_number(cx, "SELECT used FROM coupon"), 0);
	CHECK_INT(test_number(cx, "SELECT sum(used) FROM promotion_buyer"), 0);
	CHECK_OK(use(cx, &p, &member, new_order(cx)));
}

static void late_money_takes_the_use_again_or_goes_back(struct cx *cx)
{
	struct promotion p = limited(cx, "UPDATE promotion SET limit_all = 1");
	int64_t a = new_order(cx);
	CHECK_OK(use(cx, &p, &aino, a));
	CHECK_OK(order_cancel(cx, a, ""));
	CHECK_OK(order_mark_paid(cx, a));
	struct order o;
	CHECK_OK(order_get(cx, a, &o));
	CHECK_STR(o.state, "confirmed");
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 1);

	run(cx, "UPDATE promotion SET limit_all = 2");
	int64_t b = new_order(cx), c = new_order(cx);
	CHECK_OK(use(cx, &p, &aino, b));
	CHECK_OK(order_cancel(cx, b, ""));
	CHECK_OK(use(cx, &p, &aino, c));
	CHECK_OK(order_mark_paid(cx, b));
	CHECK_OK(order_get(cx, b, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_STR(o.payment_state, "refund_due");
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 2);
}

int main(void)
{
	static const struct test tests[] = {
		{"only what runs now counts, lower positions first",
			only_what_runs_now_counts_lower_positions_first},
		{"kept promotions follow the version and their uses",
			kept_promotions_follow_the_version_and_their_uses},
		{"the next change is the nearest begin or end",
			next_change_is_the_nearest_begin_or_end},
		{"a group's promotion is for its members",
			group_is_for_its_members},
		{"a code opens its promotion while the coupon lasts",
			code_opens_its_promotion_while_the_coupon_lasts},
		{"targets are products, brands and categories with those below",
			targets_are_products_brands_and_categories_with_those_below},
		{"a category that fills itself is a target as it stands",
			category_that_fills_itself_is_a_target_as_it_stands},
		{"a use beyond the limit in all is refused",
			use_beyond_the_limit_in_all_is_refused},
		{"a use beyond the coupon's limit is refused",
			use_beyond_the_coupons_limit_is_refused},
		{"a buyer has it once, as guest and customer together",
			buyer_has_it_once_as_guest_and_customer_together},
		{"a stopped promotion is not used any more",
			stopped_promotion_is_not_used_any_more},
		{"a cancelled order gives its uses back once",
			cancelled_order_gives_its_uses_back_once},
		{"late money takes the use again or goes back",
			late_money_takes_the_use_again_or_goes_back},
		{NULL, NULL},
	};
	return test_run(tests);
}
