/*
 * "For you": nothing moves farther than promised, nothing is lost, and who
 * does not want it sees the shop's order.  In one file because all share the
 * shop.
 */
#include "domain/taste.h"

#include <stdlib.h>
#include <string.h>

#include "domain/attribute.h"
#include "domain/brand.h"
#include "domain/category.h"
#include "domain/facet.h"
#include "domain/listing.h"
#include "domain/product_edit.h"
#include "domain/search.h"
#include "domain/setting.h"
#include "handlers/list_order.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/account.h"
#include "tests/orders.h"
#include "tests/shop.h"

enum { PRODUCTS = 70, MATERIALS = 7, SHELF = 1000, BOUGHT = 5, ROUNDS = 40 };

struct shop {
	int64_t category, attribute, product[PRODUCTS], customer;
	const char *cookie;
};

static uint64_t state = 88172645463325252;

static int64_t dice(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % (uint64_t)n);
}

static void run(struct db_stmt *q, int64_t a, int64_t b)
{
	db_bind_int(q, ":a", a);
	db_bind_int(q, ":b", b);
	CHECK_OK(db_exec(q, NULL));
}

/* Product i is sold better than i + 1, is of material i modulo MATERIALS; every
 * eighth is sold out. */
static void product_make(struct cx *cx, struct shop *s, int i)
{
	int64_t value;
	const char *code = arena_printf(cx->arena, "m%d", i % MATERIALS);
	test_product(
		cx, (struct test_product){
			    .slug = arena_printf(cx->arena, "p%02d", i),
			    .name = arena_printf(cx->arena, "Thing %02d", i),
			    .price_minor = 1000 + dice(50) * 100,
			    .on_hand = i % 8 == 7 ? 0 : 9,
			    .product = &s->product[i]});
	CHECK_OK(attribute_value_put(
		cx, s->attribute, code, "", "en", code, &value));
	CHECK_OK(attribute_set_values(
		cx, s->product[i], s->attribute, &value, 1));
	CHECK_OK(product_set_categories(cx, s->product[i], &s->category, 1));
	run(DB_SQL(cx->db, "UPDATE product SET sold_qty = :b WHERE id = :a"),
		s->product[i], PRODUCTS - i);
	CHECK_OK(listing_mark(cx, s->product[i]));
}

static void shop_make(struct cx *cx, struct shop *s)
{
	*s = (struct shop){0};
	shop_fresh();
	CHECK_OK(category_save(cx, &s->category, 0, 1, 0,
		&(struct category_text){.locale = "en", .name = "Things"}, 1));
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			"material", ATTRIBUTE_TEXT, "", true, false},
		"en", "Material", &s->attribute));
	for (int i = 0; i < PRODUCTS; i++)
		product_make(cx, s, i);
	s->customer = test_account(cx, "aino@posti.example");
	s->cookie = arena_printf(
		cx->arena, "puoti-account=%s", test_login(cx, s->customer, ""));
	CHECK_OK(setting_set(cx, "personal.holdout", NULL, "0"));
}

static const char *key_of(struct cx *cx, const struct shop *s)
{
	return arena_printf(cx->arena, "c%lld", (long long)s->customer);
}

/* They have ordered this product. */
static void ordered(struct cx *cx, const struct shop *s, int i)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile (subject, customer, created_ms,"
		" updated_ms) VALUES (:key, :a, :b, :b)"
		" ON CONFLICT (subject) DO NOTHING");
	db_bind_text(q, ":key", key_of(cx, s));
	run(q, s->customer, cx->now);
	q = DB_SQL(cx->db,
		"INSERT INTO profile_item (subject, product, orders, units,"
		" first_ms, ordered_ms, touched_ms)"
		" VALUES (:key, :a, 1, 1, :b, :b, :b)");
	db_bind_text(q, ":key", key_of(cx, s));
	run(q, s->product[i], cx->now - MS_DAY * (1 + i % 9));
}

/* Another model serves from here on. */
static int64_t model_begin(struct cx *cx)
{
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE model SET state = 'ended'"), NULL));
	int64_t id = 0;
	CHECK_OK(
		db_insert(DB_SQL(cx->db, "INSERT INTO model (state, began_ms)"
					 " VALUES ('serving', 1) RETURNING id"),
			&id));
	return id;
}

/* Somebody who has bought `of` would buy these as well. */
static void near_put(struct cx *cx, int64_t model, int64_t of, const char *near)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO neighbour (model, kind, product, near)"
		" VALUES (:model, 'new', :product, :near)");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":product", of);
	db_bind_text(q, ":near", near);
	CHECK_OK(db_exec(q, NULL));
}

static void model_make(struct cx *cx, int64_t of, const char *near)
{
	near_put(cx, model_begin(cx), of, near);
}

static struct profile profile_of(struct cx *cx, const struct shop *s)
{
	struct profile p;
	const struct subject who = {
		.key = arena_printf(cx->arena, "c%lld", (long long)s->customer),
		.customer = s->customer,
		.browsing = true,
		.history = true,
		.personal = true};
	CHECK_OK(profile_load(cx, &who, &p));
	return p;
}

/* The whole list, as pages put together. */
static size_t pages(struct cx *cx, const struct profile *p,
	const struct facet_scope *scope, int64_t *out)
{
	size_t n = 0;
	for (int64_t page = 1;; page++) {
		struct facet_page part;
		int64_t from, want, first = (page - 1) * PRODUCT_PAGE;
		list_window_of(page, &from, &want);
		CHECK_OK(facet_list(cx, scope, SORT_BEST, from, want, &part));
		if (first >= part.total)
			return n;
		CHECK_OK(taste_order(cx, p, part.ids, part.bands, part.n));
		for (size_t i = (size_t)(first - from);
			i < part.n && i < (size_t)(first - from) + PRODUCT_PAGE;
			i++)
			out[n++] = part.ids[i];
	}
}

static size_t place_in(const int64_t *ids, size_t n, int64_t id)
{
	size_t i = 0;
	while (i < n && ids[i] != id)
		i++;
	return i;
}

/* How far the farthest has moved; every product stands there once. */
static int moved(const struct facet_page *all, const int64_t *ids, size_t n)
{
	int most = 0;
	CHECK_INT(n, all->total);
	for (size_t i = 0; i < all->n; i++) {
		size_t at = place_in(ids, n, all->ids[i]);
		int by = abs((int)at - (int)i);
		CHECK(at < n);
		most = by > most ? by : most;
	}
	return most;
}

static void random_model(struct cx *cx, const struct shop *s)
{
	int64_t model = model_begin(cx);
	for (int i = 0; i < BOUGHT; i++) {
		const char *near = "";
		for (int k = 0, at = 1; k < 20; k++, at += 1 + (int)dice(5))
			near = arena_printf(cx->arena, "%s%s%lld %lld", near,
				*near ? " " : "",
				(long long)s->product[(i * 5 + at) % PRODUCTS],
				(long long)dice(900000) + 1);
		near_put(cx, model, s->product[i * 5], near);
	}
}

/* What is sold out stands last. */
static void check_sold_out(const struct shop *s, const int64_t *ids, size_t n)
{
	bool sold_out = false;
	for (size_t i = 0; i < n; i++) {
		bool is_out = place_in(s->product, PRODUCTS, ids[i]) % 8 == 7;
		CHECK(!sold_out || is_out);
		sold_out = is_out;
	}
}

static void nothing_moves_farther_than_promised_and_pages_are_whole(
	struct cx *cx)
{
	struct shop s;
	struct facet_page all;
	int64_t ids[PRODUCTS + PRODUCT_PAGE], whole[PRODUCTS];
	int most = 0;
	shop_make(cx, &s);
	for (int i = 0; i < BOUGHT; i++)
		ordered(cx, &s, i * 5);
	const struct profile p = profile_of(cx, &s);
	CHECK_INT(p.n, BOUGHT);
	const struct facet_scope scope = {.category = s.category};
	CHECK_OK(facet_list(cx, &scope, SORT_BEST, 0, SHELF, &all));
	for (int round = 0; round < ROUNDS; round++) {
		random_model(cx, &s);
		size_t n = pages(cx, &p, &scope, ids);
		int by = moved(&all, ids, n);
		most = by > most ? by : most;
		/* the same as ordering all at once */
		memcpy(whole, all.ids, sizeof(whole));
		CHECK_OK(taste_order(cx, &p, whole, all.bands, all.n));
		CHECK(memcmp(whole, ids, sizeof(whole)) == 0);
		check_sold_out(&s, ids, n);
	}
	CHECK(most > 6);
	CHECK(most <= TASTE_PLACES);
}

static void what_suits_moves_up(struct cx *cx)
{
	struct shop s;
	int64_t ids[PRODUCTS];
	shop_make(cx, &s);
	ordered(cx, &s, 0);
	model_make(cx, s.product[0],
		arena_printf(cx->arena, "%lld 500000 %lld 5000",
			(long long)s.product[20], (long long)s.product[2]));
	struct profile p = profile_of(cx, &s);
	const struct facet_scope scope = {.category = s.category};
	struct facet_page all;
	CHECK_OK(facet_list(cx, &scope, SORT_BEST, 0, SHELF, &all));
	size_t n = pages(cx, &p, &scope, ids);
	size_t was = place_in(all.ids, all.n, s.product[20]);
	size_t is = place_in(ids, n, s.product[20]);
	CHECK(is + 5 < was);
	CHECK(is + TASTE_PLACES >= was);
	/* of its material, with nothing known of it in the model */
	float suits[2];
	const int64_t two[] = {s.product[MATERIALS * 2], s.product[15]};
	CHECK_OK(taste_suits(cx, &p, two, 2, suits));
	CHECK(suits[0] > suits[1]);
	/* what they are not interested in does not move up */
	p.hidden = &s.product[20];
	p.n_hidden = 1;
	CHECK_OK(taste_suits(cx, &p, &s.product[20], 1, suits));
	CHECK_INT(suits[0] * 1000, 0);
}

static void an_interest_counts_at_once(struct cx *cx)
{
	struct shop s;
	float suits[2];
	shop_make(cx, &s);
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "INSERT INTO interest (id, attribute_value)"
			       " SELECT 1, id FROM attribute_value"
			       " WHERE code = 'm3'"),
		NULL));
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE attribute SET interest = 1"), NULL));
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile_like (subject, interest, at_ms)"
		" VALUES (:key, :a, :b)");
	db_bind_text(q, ":key", key_of(cx, &s));
	run(q, 1, cx->now);
	const int64_t like = 1;
	struct profile p = profile_of(cx, &s);
	p.likes = &like;
	p.n_likes = 1;
	const int64_t two[] = {s.product[3], s.product[4]};
	CHECK(taste_known(&p));
	CHECK_OK(taste_suits(cx, &p, two, 2, suits));
	CHECK_INT(suits[0] * 100, 50);
	CHECK_INT(suits[1] * 100, 0);
}

static void who_switched_off_or_is_held_out_is_not_known(struct cx *cx)
{
	(void)cx;
	const struct profile_item item = {.product = 1, .views = 1};
	struct profile p = {
		.items = &item, .n = 1, .who = {.key = "c1", .personal = true}};
	CHECK(taste_known(&p));
	p.who.personal = false;
	CHECK(!taste_known(&p));
	p.who.personal = true;
	p.who.held = true;
	CHECK(!taste_known(&p));
	p.who.held = false;
	p.n = 0;
	CHECK(!taste_known(&p));
	p.n = 1;
	p.who.key = NULL;
	CHECK(!taste_known(&p));
}

static void an_exact_match_stays_first(struct cx *cx)
{
	struct shop s;
	struct search_found f;
	struct facet_page page;
	shop_make(cx, &s);
	ordered(cx, &s, 0);
	model_make(cx, s.product[0],
		arena_printf(
			cx->arena, "%lld 500000", (long long)s.product[58]));
	CHECK_OK(product_set_words(cx, s.product[44], "en",
		&(struct product_words){.name = "Thing"}));
	CHECK_OK(search_run(cx, &(struct search_ask){.typed = "thing"}, &f));
	CHECK(f.n > 40);
	CHECK_INT(f.ids[0], s.product[44]);
	const struct facet_scope scope = {
		.ids = f.ids, .bands = f.bands, .n_ids = f.n};
	const struct profile p = profile_of(cx, &s);
	CHECK_OK(facet_list(cx, &scope, SORT_BEST, 0, 40, &page));
	for (size_t i = 1; i < page.n; i++)
		CHECK(page.bands[i] >= page.bands[i - 1]);
	size_t was = place_in(page.ids, page.n, s.product[58]);
	CHECK(was > 5 && was < page.n);
	CHECK_OK(taste_order(cx, &p, page.ids, page.bands, page.n));
	CHECK_INT(page.ids[0], s.product[44]);
	CHECK(place_in(page.ids, page.n, s.product[58]) < was);
}

/* ---- pages ---- */

static const char *path = "/c/things";

static const char *ask(struct cx *cx, const char *cookie, const char *query)
{
	const char *page = shop_ask(cx,
		(struct visit){.path = path, .query = query, .cookie = cookie});
	CHECK_INT(shop_status(page), 200);
	return page;
}

/* "p03 p01 ...": the cards' addresses in order. */
static const char *cards(struct cx *cx, const char *page)
{
	const char *out = "", *at = strstr(page, "class=\"grid\"");
	const char *end = at ? strstr(at, "</section>") : NULL;
	while (at && (at = strstr(at, "<h3><a href=\"/p/")) && at < end) {
		at += strlen("<h3><a href=\"/p/");
		out = arena_printf(cx->arena, "%s%.3s ", out, at);
	}
	return out;
}

static void check_choice(struct cx *cx, const char *of)
{
	struct shop s;
	int64_t brand;
	path = of;
	shop_make(cx, &s);
	CHECK_OK(brand_by_name(cx, "Maker", &brand));
	for (int i = 0; i < PRODUCTS; i++) {
		run(DB_SQL(cx->db,
			    "UPDATE product SET brand = :b WHERE id = :a"),
			s.product[i], brand);
		CHECK_OK(listing_mark(cx, s.product[i]));
	}
	const char *guest = cards(cx, ask(cx, NULL, ""));
	CHECK_INT(strlen(guest), PRODUCT_PAGE * 4);
	CHECK_STR(cards(cx, ask(cx, s.cookie, "")), guest);
	CHECK(!strstr(ask(cx, s.cookie, ""), "For you"));
	ordered(cx, &s, 0);
	model_make(cx, s.product[0],
		arena_printf(
			cx->arena, "%lld 500000", (long long)s.product[20]));
	for (int again = 0; again < 3; again++) {
		const char *mine = ask(cx, s.cookie, "");
		CHECK(strcmp(cards(cx, mine), guest) != 0);
		CHECK_INT(strlen(cards(cx, mine)), PRODUCT_PAGE * 4);
		CHECK(strstr(mine, "Ordered for you") != NULL);
		CHECK(strstr(mine, "sort=you&amp;page=2") != NULL);
		CHECK(strstr(mine, "70 products") != NULL);
		const char *shop = ask(cx, s.cookie, "sort=shop");
		CHECK_STR(cards(cx, shop), guest);
		CHECK(strstr(shop, "sort=shop&amp;page=2") != NULL);
		CHECK(strstr(shop, "value=\"shop\"") != NULL);
		CHECK_STR(cards(cx, ask(cx, s.cookie, "sort=name")),
			cards(cx, ask(cx, NULL, "sort=name")));
		/* a guest who was sent the address */
		const char *sent = ask(cx, NULL, "sort=you");
		CHECK_STR(cards(cx, sent), guest);
		CHECK(!strstr(sent, "Ordered for you"));
	}
	CHECK_OK(setting_set(cx, "personal.lists", NULL, "0"));
	CHECK_STR(cards(cx, ask(cx, s.cookie, "")), guest);
	CHECK(strcmp(cards(cx, ask(cx, s.cookie, "sort=you")), guest) != 0);
	CHECK_OK(setting_set(cx, "personal.lists", NULL, "1"));
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE profile SET list_order = 'shop'"),
		NULL));
	CHECK_STR(cards(cx, ask(cx, s.cookie, "")), guest);
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE profile SET personal = 0"), NULL));
	CHECK_STR(cards(cx, ask(cx, s.cookie, "sort=you")), guest);
}

static void pages_follow_the_choice(struct cx *cx)
{
	check_choice(cx, "/c/things");
}

static void brands_follow_the_choice(struct cx *cx)
{
	check_choice(cx, "/b/maker");
}

static void filters_count_the_same(struct cx *cx)
{
	struct shop s;
	path = "/c/things";
	shop_make(cx, &s);
	ordered(cx, &s, 1);
	const char *mine = ask(cx, s.cookie, "material=m1");
	const char *guest = ask(cx, NULL, "material=m1");
	CHECK(strstr(mine, "10 products") != NULL);
	CHECK_INT(shop_count(mine, "class=\"num\""),
		shop_count(guest, "class=\"num\""));
	CHECK_INT(strlen(cards(cx, mine)), strlen(cards(cx, guest)));
	mine = ask(cx, s.cookie, "material=m1&material=m2");
	CHECK(strstr(mine, "20 products") != NULL);
	CHECK_INT(strlen(cards(cx, mine)), 20 * 4);
}

static const struct test tests[] = {
	{"nothing moves farther than promised and pages are whole",
		nothing_moves_farther_than_promised_and_pages_are_whole},
	{"what suits moves up", what_suits_moves_up},
	{"an interest counts at once", an_interest_counts_at_once},
	{"who switched off or is held out is not known",
		who_switched_off_or_is_held_out_is_not_known},
	{"an exact match stays first", an_exact_match_stays_first},
	{"pages follow the choice", pages_follow_the_choice},
	{"brands follow the choice", brands_follow_the_choice},
	{"filters count the same", filters_count_the_same},
	{NULL, NULL},
};

int main(void)
{
	return shop_init() == 0 ? test_run(tests) : 1;
}
