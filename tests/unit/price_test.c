/*
 * What is asked, and the lowest price of the 30 days before a reduction.
 * In one file because all share the histories.
 */
#include "domain/price.h"

#include "domain/catalogue.h"
#include "domain/product_edit.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { HOURS = 24 * 90, CHANGES = 20, HISTORIES = 1000 };

/* ---- the same worked out hour by hour ---- */

struct sale {
	int from, to; /* hours; to HOURS: open */
	int64_t amount;
	int64_t id; /* of the row, while it is to come */
};
struct story {
	int64_t variant, product;
	int64_t regular[HOURS + 1]; /* -1: none yet */
	int64_t begins[HOURS + 1];  /* the row of a regular price foreseen */
	bool offered[HOURS + 1];    /* published */
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
	while (began > 0 && s->offered[began - 1] &&
		asked_in(s, began - 1) == amount)
		began--;
	for (int h = began - 1; h >= 0 && h >= began - 30 * 24; h--) {
		int64_t a = asked_in(s, h);
		if (s->offered[h] && a >= 0 && (low < 0 || a < low))
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

static int64_t hour_ms(int hour)
{
	return TEST_NOW + hour * MS_HOUR;
}

/* A regular price from an hour on, until the next that is foreseen. */
static void regular_from(struct story *s, int hour, int64_t amount)
{
	s->regular[hour] = amount;
	for (int h = hour + 1; h <= HOURS && !s->begins[h]; h++)
		s->regular[h] = amount;
}

static void end_sales(struct story *s, int hour)
{
	for (int i = 0; i < s->n_sales; i++)
		if (s->sales[i].from <= hour && s->sales[i].to > hour)
			s->sales[i].to = hour;
}

static void foresee_sale(
	struct cx *cx, struct story *s, int from, int to, int64_t amount)
{
	struct sale *sale = &s->sales[s->n_sales++];
	*sale = (struct sale){from, to, amount, 0};
	CHECK_OK(price_schedule(cx, s->variant, "sale", money(amount),
		hour_ms(from), to < HOURS ? hour_ms(to) : 0, &sale->id));
}

static void regular_change(struct cx *cx, struct story *s, int hour)
{
	int64_t amount = some_amount();
	regular_from(s, hour, amount);
	CHECK_OK(price_set(cx, s->variant, "regular", money(amount), 0));
}

static void sale_now(struct cx *cx, struct story *s, int hour)
{
	bool open = dice() % 2;
	struct sale sale = {hour, HOURS, some_amount(), 0};
	if (!open)
		sale.to = hour + 1 + dice() % (24 * 20);
	end_sales(s, hour);
	s->sales[s->n_sales++] = sale;
	CHECK_OK(price_set(cx, s->variant, "sale", money(sale.amount),
		open ? 0 : hour_ms(sale.to)));
}

static void sale_ended(struct cx *cx, struct story *s, int hour)
{
	end_sales(s, hour);
	CHECK_OK(price_sale_end(cx, s->variant));
}

/* One that starts later, and may overlap others. */
static void sale_later(struct cx *cx, struct story *s, int hour)
{
	int from = hour + 1 + dice() % (24 * 10);
	foresee_sale(cx, s, from, from + 1 + dice() % (24 * 10), some_amount());
}

/* One that begins in the very moment in which another ends. */
static void sale_back_to_back(struct cx *cx, struct story *s, int hour)
{
	int from = 0;
	for (int i = 0; i < s->n_sales; i++)
		if (s->sales[i].to > hour && s->sales[i].to < HOURS &&
			s->sales[i].from < s->sales[i].to)
			from = s->sales[i].to;
	if (from)
		foresee_sale(cx, s, from, from + 1 + dice() % (24 * 9),
			some_amount());
}

/* One within another, with another price. */
static void sale_inside(struct cx *cx, struct story *s, int hour)
{
	for (int i = 0; i < s->n_sales; i++) {
		int from = s->sales[i].from + 1, to = s->sales[i].to - 1;
		if (from > hour && to > from + 2 && to < HOURS) {
			foresee_sale(cx, s, from, to, some_amount());
			return;
		}
	}
}

static void sale_cancelled(struct cx *cx, struct story *s, int hour)
{
	for (int i = 0; i < s->n_sales; i++) {
		struct sale *sale = &s->sales[i];
		if (!sale->id || sale->from >= sale->to)
			continue;
		if (sale->from <= hour) {
			CHECK_INT(price_cancel(cx, sale->id), ERR_CONFLICT);
			continue;
		}
		CHECK_OK(price_cancel(cx, sale->id));
		sale->to = sale->from;
		return;
	}
}

static void regular_later(struct cx *cx, struct story *s, int hour)
{
	int64_t amount = some_amount(), id;
	int from = hour + 1 + dice() % (24 * 10);
	if (from > HOURS || s->begins[from])
		return;
	CHECK_OK(price_schedule(cx, s->variant, "regular", money(amount),
		hour_ms(from), 0, &id));
	s->begins[from] = id;
	regular_from(s, from, amount);
}

static void regular_cancelled(struct cx *cx, struct story *s, int hour)
{
	for (int h = hour + 1; h <= HOURS; h++)
		if (s->begins[h]) {
			CHECK_OK(price_cancel(cx, s->begins[h]));
			s->begins[h] = 0;
			regular_from(s, h, s->regular[h - 1]);
			return;
		}
}

static void published(struct cx *cx, struct story *s, int hour)
{
	int from = dice() % 2 ? hour + dice() % (24 * 3) : 0;
	int to = dice() % 2 ? hour + 24 * 3 + dice() % (24 * 20) : 0;
	for (int h = hour; h <= HOURS; h++)
		s->offered[h] = h >= from && (!to || h < to);
	CHECK_OK(product_set_publish(cx, s->product, from ? hour_ms(from) : 0,
		to ? hour_ms(to) : 0));
}

static void one_change(struct cx *cx, struct story *s, int hour)
{
	static void (*const changes[])(struct cx *, struct story *, int) = {
		regular_change,
		sale_now,
		sale_now,
		sale_ended,
		sale_later,
		sale_later,
		sale_back_to_back,
		sale_back_to_back,
		sale_inside,
		sale_cancelled,
		regular_later,
		regular_cancelled,
		published,
	};
	changes[dice() % (int)(sizeof(changes) / sizeof(changes[0]))](
		cx, s, hour);
}

static int64_t variant_of(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO variant (product, sku, option_key, position)"
		" SELECT CAST(:product AS BIGINT),"
		" 'S' || CAST(count(*) AS TEXT), CAST(count(*) AS TEXT), 1"
		" FROM variant RETURNING id");
	int64_t id = 0;
	db_bind_int(q, ":product", product);
	CHECK_OK(db_insert(q, &id));
	return id;
}

static int64_t variant_without_price(struct cx *cx)
{
	return variant_of(cx, test_number(cx, "SELECT min(id) FROM product"));
}

static void compare_at(struct cx *cx, const struct story *s, int hour)
{
	struct price_now now;
	cx->now = hour_ms(hour);
	CHECK_OK(price_now(cx, s->variant, &now));
	int64_t want = prior_in(s, hour);
	CHECK_INT(now.amount.minor, asked_in(s, hour));
	if (!s->offered[hour])
		return;
	CHECK_INT(now.reduced, want >= 0);
	CHECK_INT(now.prior.minor, want < 0 ? 0 : want);
	if (want >= 0)
		CHECK_INT(now.percent_off,
			(want - now.amount.minor) * 100 / want);
}

/* What the log holds is what was asked in each hour of it. */
static void log_is_true(struct cx *cx, const struct story *s, int until)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT from_ms, coalesce(amount_minor, -1) FROM price_log"
		" WHERE variant = :v ORDER BY from_ms");
	int64_t amount = -1;
	int hour = 0;
	db_bind_int(q, ":v", s->variant);
	for (bool more = true; more;) {
		int64_t next = 0;
		more = db_step(q) > 0;
		int end = until;
		if (more) {
			end = (int)((db_next_int(q) - TEST_NOW) / MS_HOUR);
			next = db_next_int(q);
		}
		for (; hour < end; hour++)
			CHECK_INT(amount,
				s->offered[hour] ? asked_in(s, hour) : -1);
		amount = next;
	}
	db_done(q);
}

static void story_begin(struct cx *cx, struct story *s)
{
	struct product_head head = {.status = "active"};
	*s = (struct story){0};
	cx->now = TEST_NOW;
	CHECK_OK(product_create(cx, &head, &s->product));
	s->variant = variant_of(cx, s->product);
	int64_t first = some_amount();
	for (int h = 0; h <= HOURS; h++) {
		s->regular[h] = first;
		s->offered[h] = true;
	}
	CHECK_OK(price_set(cx, s->variant, "regular", money(first), 0));
}

static void one_history(struct cx *cx)
{
	static struct story s;
	int64_t n;
	story_begin(cx, &s);
	int hour = 0;
	for (int i = 0; i < CHANGES - 1; i++) {
		hour += 1 + dice() % (24 * 6);
		if (hour >= HOURS)
			break;
		compare_at(cx, &s, hour - 1);
		if (dice() % 2) /* the worker, late or not at all */
			CHECK_OK(price_sweep(cx, &n));
		cx->now = hour_ms(hour);
		one_change(cx, &s, hour);
		compare_at(cx, &s, hour);
	}
	compare_at(cx, &s, HOURS - 1);
	CHECK_OK(price_offer_log(cx, s.variant));
	log_is_true(cx, &s, HOURS - 1);
}

static void lowest_price_is_that_of_every_hour(struct cx *cx)
{
	crowd = 20261123;
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

static void sale_comes_and_goes_by_the_clock(struct cx *cx)
{
	struct price_now p;
	struct price_coming *coming;
	size_t n;
	int64_t product, id, again, swept;
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 1, .product = &product});
	int64_t from = cx->now + 2 * MS_DAY, to = cx->now + 4 * MS_DAY;
	CHECK_OK(price_schedule(cx, v, "sale", money(799), from, to, &id));
	CHECK_OK(price_schedule(cx, v, "sale", money(799), from, to, &again));
	CHECK_INT(again, id); /* pressed twice is one */
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 1000);
	CHECK_OK(price_coming(cx, product, &coming, &n));
	CHECK_INT(n, 1);
	CHECK_INT(coming[0].then.amount.minor, 799);
	CHECK_INT(coming[0].then.prior.minor, 1000);
	CHECK_INT(coming[0].then.percent_off, 20); /* 20.1, rounded down */
	cx->now = to + MS_DAY; /* the worker slept over both */
	CHECK_OK(price_sweep(cx, &swept));
	CHECK_OK(price_coming(cx, product, &coming, &n));
	CHECK_INT(n, 0);
	CHECK_INT(test_number(cx, "SELECT from_ms FROM price_log"
				  " WHERE amount_minor = 799"),
		from);
	CHECK_INT(test_number(cx, "SELECT max(from_ms) FROM price_log"), to);
	int64_t rows = test_number(cx, "SELECT count(*) FROM price_log");
	CHECK_OK(price_sweep(cx, &swept));
	CHECK_INT(swept, 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price_log"), rows);
}

static void only_what_has_not_begun_is_cancelled(struct cx *cx)
{
	struct price_now p;
	int64_t id, other;
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	int64_t t = cx->now + MS_DAY;
	CHECK_INT(price_schedule(cx, v, "sale", money(1), cx->now, 0, &id),
		ERR_INVALID);
	CHECK_INT(price_schedule(cx, v, "sale", money(1), t, t, &id),
		ERR_INVALID);
	CHECK_INT(price_schedule(cx, v, "regular", money(1), t, t + 1, &id),
		ERR_INVALID);
	CHECK_OK(price_schedule(cx, v, "regular", money(1200), t, 0, &id));
	CHECK_INT(price_schedule(cx, v, "regular", money(1300), t, 0, &other),
		ERR_CONFLICT);
	CHECK_OK(price_schedule(
		cx, v, "regular", money(1300), t + MS_DAY, 0, &other));
	CHECK_OK(price_cancel(cx, id));
	CHECK_INT(price_cancel(cx, id), ERR_CONFLICT);
	cx->now = t + 1;
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 1000);
	cx->now = t + MS_DAY;
	CHECK_OK(price_now(cx, v, &p));
	CHECK_INT(p.amount.minor, 1300);
	CHECK_INT(price_cancel(cx, other), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE action = 'price_cancel'"),
		1);
}

static void what_waits_for_its_day_asks_no_price(struct cx *cx)
{
	struct price_now p;
	int64_t product, n;
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 1, .product = &product});
	int64_t day = cx->now + 3 * MS_DAY;
	CHECK_OK(product_set_publish(cx, product, day, 0));
	CHECK_OK(price_set(cx, v, "regular", money(400), 0));
	cx->now += MS_DAY;
	CHECK_OK(price_set(cx, v, "regular", money(1000), 0));
	cx->now = day + MS_HOUR;
	CHECK_OK(price_sweep(cx, &n));
	CHECK_INT(test_number(cx, "SELECT max(from_ms) FROM price_log"
				  " WHERE amount_minor = 1000"),
		day);
	cx->now += 31 * MS_DAY;
	CHECK_OK(price_set(cx, v, "sale", money(900), 0));
	CHECK_OK(price_now(cx, v, &p));
	CHECK(p.reduced);
	CHECK_INT(p.prior.minor, 1000); /* 400 was asked of nobody */
	CHECK_INT(p.percent_off, 10);
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
		{"a sale comes and goes by the clock",
			sale_comes_and_goes_by_the_clock},
		{"only what has not begun is cancelled",
			only_what_has_not_begun_is_cancelled},
		{"what waits for its day asks no price",
			what_waits_for_its_day_asks_no_price},
		{"kept pages end with the next change",
			kept_pages_end_with_the_next_change},
		{NULL, NULL},
	});
}
