/*
 * Random orders, as they are really placed, paid and refunded in random
 * slices: everything ends at exactly zero.
 *
 *   PUOTI_SEED, PUOTI_ORDERS: another sample (150; 3000 when PUOTI_LONG)
 */
#include "tests/orders.h"

#include <stdlib.h>
#include <string.h>

#include "domain/credit.h"
#include "domain/gift_card.h"
#include "domain/provider_rows.h"
#include "domain/quote.h"
#include "domain/refund.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/text.h"

static uint64_t state;

static int64_t below(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % n;
}

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

enum { GOODS = 7 };

static int64_t variants[GOODS];

static void fill_shop(struct cx *cx)
{
	static const char *const classes[GOODS] = {"general", "general",
		"reduced", "press", "zero", "outside", "outside"};
	for (int i = 0; i < GOODS; i++) {
		int64_t product;
		variants[i] = test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "thing-%d", i),
				.tax_class = classes[i],
				.price_minor = 1 + below(i % 2 ? 99 : 9999),
				.on_hand = 1000000,
				.product = &product});
		if (i == GOODS - 1)
			run(cx, arena_printf(cx->arena,
					"UPDATE product SET kind = 'gift_card'"
					" WHERE id = %lld",
					(long long)product));
	}
	run(cx, "INSERT INTO tax_rate (tax_class, country, from_day, rate_bp)"
		" VALUES ('reduced', 'SE', 20260101, 600),"
		" ('press', 'SE', 20260101, 600),"
		" ('zero', 'SE', 20260101, 0)");
	run(cx, "INSERT INTO vat_number (vat_id, email_norm, state, asked_ms)"
		" VALUES ('SE556703748501', 'aino.korhonen@posti.example',"
		" 'valid', 0)");
}

static void random_promotions(struct cx *cx)
{
	static const char *const kinds[] = {
		"percent", "amount", "buy_get", "free_delivery"};
	run(cx, "UPDATE promotion SET active = 0 WHERE active = 1");
	for (int64_t n = below(4); n > 0; n--)
		run(cx, arena_printf(cx->arena,
				"INSERT INTO promotion (name, kind,"
				" percent_bp, amount_minor, buy_qty, get_qty,"
				" min_minor, stacks, position) VALUES ('p',"
				" '%s', %d, %d, %d, %d, %d, %d, %d)",
				kinds[below(4)], (int)below(10001),
				(int)below(6000), (int)(1 + below(3)),
				(int)(1 + below(2)), (int)below(4000),
				below(4) > 0, (int)below(3)));
}

static void random_card(struct cx *cx, const char *session)
{
	int64_t id;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(1 + below(9000)),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	run(cx, arena_printf(cx->arena,
			"INSERT INTO cart_code (cart, kind, target, added_ms)"
			" SELECT id, 'gift_card', %lld, 0 FROM cart"
			" WHERE session = '%s'",
			(long long)id, session));
}

static struct order_draft random_draft(struct cx *cx, const char *session)
{
	static const struct {
		const char *country, *postal;
	} places[] = {{"FI", "00890"}, {"FI", "00890"}, {"SE", "11120"},
		{"NO", "0150"}, {"FI", "22100"}};
	for (int64_t n = 1 + below(4); n > 0; n--)
		test_cart(cx, session, variants[below(GOODS)], 1 + below(6));
	for (int64_t n = below(3); n > 0; n--)
		random_card(cx, session);
	struct order_draft d = test_draft(cx, session, session);
	int64_t at = below(5);
	d.country = places[at].country;
	d.postal = places[at].postal;
	d.vat_id = below(2) ? "SE556703748501" : "";
	d.delivery = below(4) ? "parcel" : "pickup";
	struct cart cart;
	struct quote q;
	CHECK_OK(cart_load(cx, session, &cart));
	struct quote_ask ask = {
		.cart = &cart,
		.buyer = {.country = d.country,
			.postal = d.postal,
			.email_norm = email_norm(cx->arena, d.email),
			.vat_id = d.vat_id},
		.kind = d.delivery,
	};
	CHECK_OK(quote_make(cx, &ask, &q));
	d.expected = q.total;
	d.gift = q.gift;
	return d;
}

static void rows_sum_to_what_is_due(struct cx *cx, const struct order *o)
{
	struct provider_row *rows;
	size_t n;
	int64_t sum = 0, due = o->total.minor - o->paid.minor;
	CHECK_OK(provider_rows(cx->arena, o, money(due), &rows, &n));
	for (size_t i = 0; i < n; i++)
		sum += rows[i].unit.minor * rows[i].units;
	CHECK_INT(sum, due);
}

/* A slice of what is left: units of a line, or an amount off it, or all. */
static bool refund_slice(struct cx *cx, const struct order *o)
{
	struct credit_left *left;
	size_t n, open = 0;
	CHECK_OK(credit_left(cx, o->id, &left, &n));
	for (size_t i = 0; i < n; i++)
		if (left[i].value.minor > 0)
			left[open++] = left[i];
	if (!open)
		return false;
	const struct credit_left *l = &left[below((int64_t)open)];
	struct credit_want want = {.line = l->line};
	bool card = strcmp(l->kind, "gift_card") == 0; /* goes back whole */
	if (l->qty > 0 && (card || below(3)))
		want.qty = 1 + below(l->qty);
	else
		want.gross = money(1 + below(l->value.minor));
	struct refund_ask ask = {.order = o->id,
		.reason = "return",
		.note = "",
		.wants = &want,
		.n = 1,
		.sent = true};
	if (below(5) == 0)
		ask = (struct refund_ask){.order = o->id,
			.reason = "cancelled",
			.note = "",
			.delivery = true,
			.sent = true};
	struct refund_ask more = ask;
	struct credit_want much = {
		.line = l->line, .gross = {l->value.minor + 1}};
	more.wants = &much;
	more.n = 1;
	int64_t credit;
	CHECK_INT(refund_make(cx, &more, &credit), ERR_CONFLICT);
	int rc = refund_make(cx, &ask, &credit);
	/* units whose share is nothing give nothing: another slice */
	CHECK(rc == OK || (rc == ERR_INVALID && want.qty > 0));
	return !test_failed;
}

static void check_at_zero(struct cx *cx, int64_t id, int64_t captured)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(o.paid.minor, 0);
	struct refund *refunds;
	size_t n;
	int64_t back = 0;
	CHECK_OK(refund_list(cx, id, &refunds, &n));
	for (size_t i = 0; i < n; i++) {
		CHECK_STR(refunds[i].state, "done");
		back += refunds[i].amount.minor;
	}
	CHECK_INT(back, captured);
	CHECK_INT(
		test_number(cx, arena_printf(cx->arena,
					"SELECT count(*) FROM order_tax t"
					" WHERE t.orders = %lld AND"
					" (t.gross_minor <> (SELECT"
					"  coalesce(sum(k.gross_minor), 0)"
					"  FROM credit_line k JOIN order_line l"
					"  ON l.id = k.order_line WHERE"
					"  l.orders = t.orders AND"
					"  coalesce(l.rate_bp, -1) = t.rate_bp)"
					" OR t.vat_minor <> (SELECT"
					"  coalesce(sum(k.vat_minor), 0)"
					"  FROM credit_line k JOIN order_line l"
					"  ON l.id = k.order_line WHERE"
					"  l.orders = t.orders AND"
					"  coalesce(l.rate_bp, -1) ="
					"  t.rate_bp))",
					(long long)id)),
		0);
}

static void one_order(struct cx *cx, int64_t i, int64_t *refunds)
{
	const char *session = arena_printf(cx->arena, "r%lld", (long long)i);
	CHECK_OK(setting_set(cx, "tax.oss", NULL, below(2) ? "1" : "0"));
	random_promotions(cx);
	struct order_draft d = random_draft(cx, session);
	struct order_placed placed;
	const char *why = "";
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_STR(why, "");
	struct order o;
	CHECK_OK(order_get(cx, placed.id, &o));
	CHECK_INT(o.total.minor, d.expected.minor);
	CHECK_INT(o.gift.minor, d.gift.minor);
	rows_sum_to_what_is_due(cx, &o);
	if (o.paid.minor < o.total.minor)
		CHECK_OK(order_mark_paid(cx, o.id));
	CHECK_OK(order_get(cx, o.id, &o));
	CHECK_STR(o.payment_state, "paid");
	int64_t captured = o.paid.minor;
	CHECK_INT(captured, o.total.minor);
	for (int64_t n = 0; !test_failed && refund_slice(cx, &o); n++)
		++*refunds;
	if (!test_failed)
		check_at_zero(cx, o.id, captured);
}

static void random_orders_end_at_zero(struct cx *cx)
{
	const char *seed = getenv("PUOTI_SEED"), *all = getenv("PUOTI_LONG");
	const char *count = getenv("PUOTI_ORDERS");
	int64_t orders = count         ? strtoll(count, NULL, 10)
			 : all && *all ? 3000
				       : 150;
	int64_t refunds = 0;
	state = seed ? strtoull(seed, NULL, 10) : 20261124;
	printf("# seed %llu, %lld orders\n", (unsigned long long)state,
		(long long)orders);
	fill_shop(cx);
	struct arena *own = cx->arena;
	cx->arena = arena_new();
	for (int64_t i = 0; i < orders && !test_failed; i++) {
		one_order(cx, i, &refunds);
		if (test_failed)
			printf("# order %lld\n", (long long)i);
		if (i % 50 == 0)
			test_books_agree(cx);
		arena_clear(cx->arena);
	}
	arena_free(cx->arena);
	cx->arena = own;
	test_books_agree(cx);
	printf("# %lld refunds\n", (long long)refunds);
	CHECK_INT(
		test_number(cx, "SELECT count(*) FROM gift_card g WHERE"
				" g.balance_minor <> (SELECT"
				" coalesce(sum(m.amount_minor), 0) FROM"
				" gift_card_move m WHERE m.gift_card = g.id)"),
		0);
}

int main(void)
{
	return test_run((struct test[]){
		{"random orders end at zero", random_orders_end_at_zero},
		{NULL, NULL},
	});
}
