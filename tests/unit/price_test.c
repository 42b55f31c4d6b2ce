/* What is asked, and the lowest price of the 30 days before a reduction. */
#include "domain/price.h"

#include "domain/catalogue.h"
#include "domain/product_edit.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { HOURS = 24 * 90, CHANGES = 14, HISTORIES = 1000 };

/* ---- the same worked out hour by hour ---- */

struct sale {
	int from, to; /* hours; to HOURS: open */
	int64_t amount;
};
struct story {
	int64_t regular[HOURS + 1]; /* -1: none yet */
	struct sale sales[CHANGES];
	int n_sales;
};

static int64_t asked_in(const struct story *s, int hour)
{
	int64_t low = s->regular[hour];
	for (int i = 0; i < s->n_sales; i++)
		if (s->sales[i].from <= hour && hour < s->sales[i].to &&
			low >= 0 && s->sales[i].amount < low)
			low = s->sales[i].amount;
	return low;
}

/* Lowest of the 30 days before the present amount began; -1: no reduction. */
static int64_t prior_in(const struct story *s, int now)
{
	int64_t amount = asked_in(s, now), low = -1;
	int began = now;
	if (amount == s->regular[now])
		return -1;
	while (began > 0 && asked_in(s, began - 1) == amount)
		began--;
	for (int h = began - 1; h >= 0 && h >= began - 30 * 24; h--) {
		int64_t a = asked_in(s, h);
		if (a >= 0 && (low < 0 || a < low))
			low = a;
	}
	return low > amount ? low : -1;
}

/* ---- the same told to the shop ---- */

/* The same throws in every run (MMIX, Knuth). */
static uint64_t crowd;

static int dice(void)
{
	crowd = crowd * UINT64_C(6364136223846793005) +
		UINT64_C(1442695040888963407);
	return (int)(crowd >> 40);
}

static int64_t some_amount(void)
{
	return 500 + 100 * (dice() % 8);
}

static void end_sales(struct story *s, int hour)
{
	for (int i = 0; i < s->n_sales; i++)
		if (s->sales[i].from <= hour && s->sales[i].to > hour)
			s->sales[i].to = hour;
}

/* A sale foreseen for later, which may overlap others. */
static void foresee(struct cx *cx, int64_t v, const struct sale *s)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO price (variant, kind, amount_minor, from_ms,"
		" to_ms) VALUES (:v, 'sale', :amount, :from, :to)");
	db_bind_int(q, ":v", v);
	db_bind_int(q, ":amount", s->amount);
	db_bind_int(q, ":from", TEST_NOW + s->from * MS_HOUR);
	db_bind_int(q, ":to", TEST_NOW + s->to * MS_HOUR);
	CHECK_OK(db_exec(q, NULL));
}

static void one_change(struct cx *cx, int64_t v, struct story *s, int hour)
{
	struct sale sale = {.from = hour, .to = HOURS, .amount = some_amount()};
	switch (dice() % 5) {
	case 0: /* a new regular price */
		for (int h = hour; h <= HOURS; h++)
			s->regular[h] = sale.amount;
		CHECK_OK(price_set(cx, v, "regular", money(sale.amount), 0));
		return;
	case 1: /* a sale with an end */
		sale.to = hour + 1 + dice() % (24 * 20);
		break;
	case 2: /* an open sale */
		break;
	case 3:
		end_sales(s, hour);
		CHECK_OK(price_sale_end(cx, v));
		return;
	default: /* one that starts later */
		sale.from = hour + 1 + dice() % (24 * 10);
		sale.to = sale.from + 1 + dice() % (24 * 10);
		s->sales[s->n_sales++] = sale;
		foresee(cx, v, &sale);
		return;
	}
	end_sales(s, hour);
	s->sales[s->n_sales++] = sale;
	CHECK_OK(price_set(cx, v, "sale", money(sale.amount),
		sale.to < HOURS ? TEST_NOW + sale.to * MS_HOUR : 0));
}

static int64_t variant_without_price(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO variant (product, sku, option_key, position)"
		" SELECT min(p.id), 'S' || CAST(count(v.id) AS TEXT),"
		" CAST(count(v.id) AS TEXT), 1 FROM product p"
		" LEFT JOIN variant v ON v.product = p.id RETURNING id");
	int64_t id = 0;
	CHECK_OK(db_insert(q, &id));
	return id;
}

static void compare_at(
	struct cx *cx, int64_t v, const struct story *s, int hour)
{
	struct price_now now;
	cx->now = TEST_NOW + hour * MS_HOUR;
	CHECK_OK(price_now(cx, v, &now));
	int64_t want = prior_in(s, hour);
	CHECK_INT(now.amount.minor, asked_in(s, hour));
	CHECK_INT(now.reduced, want >= 0);
	CHECK_INT(now.prior.minor, want < 0 ? 0 : want);
	if (want >= 0)
		CHECK_INT(now.percent_off,
			(want - now.amount.minor) * 100 / want);
}

static void one_history(struct cx *cx)
{
	static struct story s;
	int64_t v = variant_without_price(cx);
	s.n_sales = 0;
	int64_t first = some_amount();
	for (int h = 0; h <= HOURS; h++)
		s.regular[h] = first;
	cx->now = TEST_NOW;
	CHECK_OK(price_set(cx, v, "regular", money(first), 0));
	int hour = 0;
	for (int i = 0; i < CHANGES - 1; i++) {
		hour += 1 + dice() % (24 * 8);
		if (hour >= HOURS)
			break;
		compare_at(cx, v, &s, hour - 1);
		cx->now = TEST_NOW + hour * MS_HOUR;
		one_change(cx, v, &s, hour);
		compare_at(cx, v, &s, hour);
	}
	compare_at(cx, v, &s, HOURS - 1);
}

static void lowest_price_is_that_of_every_hour(struct cx *cx)
{
	crowd = 20261123;
	test_product(cx, (struct test_product){.on_hand = 1});
	for (int i = 0; i < HISTORIES && !test_failed; i++)
		one_history(cx);
}

static void sale_that_ended_by_itself_leaves_its_price(struct cx *cx)
{
	struct price_now p;
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	CHECK_OK(price_set(cx, v, "sale", money(800), cx->now + 2 * MS_DAY));
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 800);
	CHECK_INT(p.prior.minor, 1000);
	CHECK_INT(p.percent_off, 20);

	cx->now += 2 * MS_DAY;
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 1000);
	CHECK(!p.reduced);

	/* the same sale again: 8.00 was asked within the 30 days */
	cx->now += MS_DAY;
	CHECK_OK(price_set(cx, v, "sale", money(800), 0));
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 800);
	CHECK(!p.reduced);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price_log"
				  " WHERE amount_minor = 1000"),
		2);
}

static void same_price_again_writes_nothing(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	int64_t before, after, end = cx->now + MS_DAY;
	CHECK_OK(price_set(cx, v, "sale", money(800), end));
	CHECK_OK(catalogue_version(cx, &before));
	int64_t rows = test_number(cx, "SELECT count(*) FROM price");
	cx->now += MS_HOUR;
	CHECK_OK(price_set(cx, v, "sale", money(800), end));
	CHECK_OK(price_set(cx, v, "regular", money(1000), 0));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price"), rows);
	CHECK_OK(catalogue_version(cx, &after));
	CHECK_INT(after, before);
}

static void end_of_a_sale_can_be_taken_away(struct cx *cx)
{
	struct price_now p;
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	CHECK_OK(price_set(cx, v, "sale", money(800), cx->now + MS_DAY));
	cx->now += MS_HOUR;
	CHECK_OK(price_set(cx, v, "sale", money(800), 0));
	cx->now += 5 * MS_DAY;
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 800);
	CHECK_INT(p.prior.minor, 1000);
}

static void odd_prices_are_refused(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	CHECK_INT(price_set(cx, v, "regular", money(-1), 0), ERR_INVALID);
	CHECK_INT(price_set(cx, v, "regular", money(MONEY_MAX + 1), 0),
		ERR_INVALID);
	CHECK_INT(price_set(cx, v, "sale", money(1), cx->now), ERR_INVALID);
}

static void first_price_is_no_reduction(struct cx *cx)
{
	struct price_now p;
	test_product(cx, (struct test_product){.on_hand = 1});
	int64_t v = variant_without_price(cx);
	CHECK_INT(price_now(cx, v, &p), ERR_NOT_FOUND);
	CHECK_OK(price_set(cx, v, "regular", money(1000), 0));
	CHECK_OK(price_set(cx, v, "sale", money(500), 0));
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 500);
	CHECK(!p.reduced);
}

static void status_set(struct cx *cx, int64_t product, const char *status)
{
	struct product_head head = {.status = status};
	CHECK_OK(product_update(cx, product, 0, &head));
}

static void what_a_draft_cost_is_no_prior_price(struct cx *cx)
{
	struct price_now p;
	int64_t product;
	test_product(
		cx, (struct test_product){.on_hand = 1, .product = &product});
	status_set(cx, product, "draft");
	int64_t v = variant_without_price(cx);
	CHECK_OK(price_set(cx, v, "regular", money(9900), 0));
	cx->now += 40 * MS_DAY;
	CHECK_OK(price_set(cx, v, "sale", money(1000), 0));
	status_set(cx, product, "active");
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 1000);
	CHECK(!p.reduced);

	/* really asked for a while, it counts */
	CHECK_OK(price_sale_end(cx, v));
	cx->now += MS_DAY;
	CHECK_OK(price_set(cx, v, "sale", money(500), 0));
	CHECK_OK(price_now(cx, v, &p));
	CHECK(p.reduced);
	CHECK_INT(p.prior.minor, 9900);
}

static void time_off_the_shelf_asks_no_price(struct cx *cx)
{
	struct price_now p;
	int64_t product;
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 1, .product = &product});
	CHECK_OK(price_set(cx, v, "sale", money(400), cx->now + MS_DAY));
	cx->now += 2 * MS_DAY; /* 1000 again since a day */
	status_set(cx, product, "draft");
	CHECK_OK(price_set(cx, v, "regular", money(300), 0));
	cx->now += MS_DAY;
	CHECK_OK(price_set(cx, v, "regular", money(1000), 0));
	status_set(cx, product, "active");
	cx->now += MS_DAY;
	CHECK_OK(price_set(cx, v, "sale", money(350), 0));
	CHECK_OK(price_now(cx, v, &p));
	CHECK(p.reduced);
	CHECK_INT(p.prior.minor, 400); /* 300 was asked of nobody */
}

static void kept_pages_end_with_the_next_change(struct cx *cx)
{
	int64_t until;
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	CHECK_OK(catalogue_until(cx, &until));
	CHECK_INT(until, INT64_MAX);
	CHECK_OK(price_set(cx, v, "sale", money(800), cx->now + MS_DAY));
	CHECK_OK(catalogue_until(cx, &until));
	CHECK_INT(until, cx->now + MS_DAY);
}

int main(void)
{
	return test_run((struct test[]){
		{"lowest price is that of every hour of 1,000 histories",
			lowest_price_is_that_of_every_hour},
		{"sale that ended by itself leaves its price",
			sale_that_ended_by_itself_leaves_its_price},
		{"same price again writes nothing",
			same_price_again_writes_nothing},
		{"end of a sale can be taken away",
			end_of_a_sale_can_be_taken_away},
		{"odd prices are refused", odd_prices_are_refused},
		{"first price is no reduction", first_price_is_no_reduction},
		{"what a draft cost is no prior price",
			what_a_draft_cost_is_no_prior_price},
		{"time off the shelf asks no price",
			time_off_the_shelf_asks_no_price},
		{"kept pages end with the next change",
			kept_pages_end_with_the_next_change},
		{NULL, NULL},
	});
}
