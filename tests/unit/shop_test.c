/* The shop's pages, as a browser gets them: in one file because all share
 * the mug and its visitors. */
#include <string.h>
#define ZLIB_CONST /* next_in is read only */
#include <zlib.h>

#include "domain/cart.h"
#include "domain/category.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/frag.h"
#include "lib/gzip.h"
#include "tests/orders.h"
#include "tests/shop.h"

#define EVIL "</script><img src=x onerror=alert(1)>\"'&\xe2\x80\xa8"

struct mug {
	int64_t product, sea, sand, sea_id, sand_id;
};

/* A mug in sea (5 pieces, 10.00) and sand (2 pieces, 12.00), with a second
 * option of which sand has only one value. */
static struct mug mug_make(struct cx *cx)
{
	struct mug m;
	int64_t colour, size, small, large;
	CHECK_OK(product_create(
		cx, &(struct product_head){.status = "active"}, &m.product));
	CHECK_OK(product_set_words(cx, m.product, "en",
		&(struct product_words){.name = "Kide mug"}));
	CHECK_OK(option_put(cx, m.product, "colour", "en", "Colour", &colour));
	CHECK_OK(option_put(cx, m.product, "size", "en", "Size", &size));
	CHECK_OK(option_value_put(
		cx, colour, "sea", "#123456", "en", "Sea", &m.sea));
	CHECK_OK(option_value_put(
		cx, colour, "sand", "#eeddcc", "en", "Sand", &m.sand));
	CHECK_OK(option_value_put(cx, size, "s", "", "en", "Small", &small));
	CHECK_OK(option_value_put(cx, size, "l", "", "en", "Large", &large));
	struct variant_data d = {.tracked = 1,
		.sku = "SEA",
		.option_key = arena_printf(
			cx->arena, "%d.%d", (int)m.sea, (int)small)};
	CHECK_OK(variant_put(cx, m.product, &d, &m.sea_id, NULL));
	d.sku = "SAND";
	d.option_key = arena_printf(
		cx->arena, "%d.%d", (int)m.sand, (int)large);
	CHECK_OK(variant_put(cx, m.product, &d, &m.sand_id, NULL));
	CHECK_OK(price_set(cx, m.sea_id, "regular", money(1000), 0));
	CHECK_OK(price_set(cx, m.sand_id, "regular", money(1200), 0));
	CHECK_OK(stock_recount(cx, m.sea_id, 5, ""));
	CHECK_OK(stock_recount(cx, m.sand_id, 2, ""));
	return m;
}

static int64_t shelf_make(struct cx *cx, int64_t parent, const char *name)
{
	int64_t id = 0;
	CHECK_OK(category_save(cx, &id, parent, 1, 0,
		&(struct category_text){.locale = "en", .name = name}, 1));
	return id;
}

static void check_moved(struct cx *cx, const char *from, const char *to)
{
	const char *answer = shop_get(cx, from);
	CHECK_INT(shop_status(answer), 301);
	CHECK_STR(shop_header(cx, answer, "Location"), to);
}

static void old_product_address_moves(struct cx *cx)
{
	shop_fresh();
	int64_t product;
	test_product(
		cx, (struct test_product){.product = &product, .on_hand = 1});
	CHECK_INT(shop_status(shop_get(cx, "/p/mug")), 200);
	CHECK_OK(product_set_words(cx, product, "en",
		&(struct product_words){.name = "Mug", .slug = "cup"}));
	check_moved(cx, "/p/mug", "/p/cup");
	CHECK_INT(shop_status(shop_get(cx, "/p/cup")), 200);
	CHECK_INT(shop_status(shop_get(cx, "/fi/p/cup")), 200);
	CHECK_OK(product_set_words(
		cx, product, "fi", &(struct product_words){.name = "Muki"}));
	check_moved(cx, "/fi/p/cup", "/fi/p/muki");
	CHECK_INT(shop_status(shop_get(cx, "/p/muki")), 404);
}

static void archived_product_is_gone(struct cx *cx)
{
	shop_fresh();
	int64_t product;
	test_product(cx, (struct test_product){.product = &product});
	CHECK_INT(shop_status(shop_get(cx, "/p/mug")), 200);
	CHECK_OK(product_update(
		cx, product, 0, &(struct product_head){.status = "archived"}));
	CHECK_INT(shop_status(shop_get(cx, "/p/mug")), 410);
	CHECK_OK(product_update(
		cx, product, 0, &(struct product_head){.status = "draft"}));
	CHECK_INT(shop_status(shop_get(cx, "/p/mug")), 404);
}

static void wrong_parents_of_a_category_move(struct cx *cx)
{
	shop_fresh();
	shelf_make(cx, shelf_make(cx, 0, "Table"), "Mugs");
	CHECK_INT(shop_status(shop_get(cx, "/c/table/mugs")), 200);
	check_moved(cx, "/c/mugs", "/c/table/mugs");
	check_moved(cx, "/c/lamps/mugs", "/c/table/mugs");
	CHECK_INT(shop_status(shop_get(cx, "/c/table/lamps")), 404);
	CHECK_INT(
		shop_status(shop_ask(cx, (struct visit){.path = "/c/table/mugs",
						 .query = "page=9"})),
		404);
}

static const char *post(struct cx *cx, const char *cookie, const char *form)
{
	return shop_ask(
		cx, (struct visit){
			    .path = "/cart", .cookie = cookie, .form = form});
}

static int64_t units(struct cx *cx, const char *cookie)
{
	int64_t n = -1;
	CHECK_OK(cart_count(cx, shop_session(cx, cookie), &n));
	return n;
}

static void options_work_without_a_script(struct cx *cx)
{
	shop_fresh();
	mug_make(cx);
	const char *me = shop_cookie(cx);
	const char *page = shop_get(cx, "/p/kide-mug");
	CHECK(strstr(page, "<legend>Colour</legend>"));
	CHECK(strstr(page, "value=\"sea\" checked"));
	CHECK(strstr(page, "€10.00"));

	const char *a = post(cx, me,
		"product=kide-mug&do=show&o-colour=sand&o-size=l&qty=1");
	CHECK_INT(shop_status(a), 303);
	CHECK_STR(shop_header(cx, a, "Location"),
		"/p/kide-mug?o-colour=sand&o-size=l");
	page = shop_ask(cx, (struct visit){.path = "/p/kide-mug",
				    .query = "o-colour=sand&o-size=l"});
	CHECK(strstr(page, "value=\"sand\" checked"));
	CHECK(strstr(page, "id=\"price\">€12.00"));
	CHECK(strstr(page, "Only 2 left"));

	a = post(cx, me, "product=kide-mug&o-colour=sand&o-size=l&qty=2");
	CHECK_INT(shop_status(a), 303);
	CHECK_INT(units(cx, me), 2);
	page = shop_ask(cx, (struct visit){.path = "/cart", .cookie = me});
	CHECK(strstr(page, "Sand, Large"));
	CHECK(strstr(page, "€24.00"));
}

static void combination_that_is_not_made_is_422(struct cx *cx)
{
	shop_fresh();
	mug_make(cx);
	const char *me = shop_cookie(cx);
	const char *a = post(
		cx, me, "product=kide-mug&o-colour=sand&o-size=s&qty=3");
	CHECK_INT(shop_status(a), 422);
	CHECK(strstr(a, "id=\"errors\""));
	CHECK(strstr(a, "That combination is not made"));
	CHECK(strstr(a, "type=\"number\" value=\"3\""));
	CHECK_INT(units(cx, me), 0);
	a = shop_ask(cx, (struct visit){.path = "/p/kide-mug",
				 .query = "o-colour=sand&o-size=s"});
	CHECK_INT(shop_status(a), 200);
	CHECK(strstr(a, "This combination is not made."));
	CHECK(!strstr(a, "class=\"good\""));
}

static void sold_out_says_what_is_left(struct cx *cx)
{
	shop_fresh();
	struct mug m = mug_make(cx);
	const char *me = shop_cookie(cx);
	const char *a = post(
		cx, me, "product=kide-mug&o-colour=sand&o-size=l&qty=3");
	CHECK_INT(shop_status(a), 409);
	CHECK(strstr(a, "There are only 2 of it"));
	CHECK(strstr(a, "href=\"#qty\""));
	CHECK_OK(stock_recount(cx, m.sand_id, 0, ""));
	a = post(cx, me, "sku=SAND&back=/");
	CHECK_INT(shop_status(a), 409);
	CHECK(strstr(a, "That is sold out just now."));
	CHECK_INT(units(cx, me), 0);
}

static void odd_quantities_are_422(struct cx *cx)
{
	static const char *const odd[] = {
		"0", "-1", "1e9", "1000000000", "2147483648", "abc", "1.5"};
	shop_fresh();
	mug_make(cx);
	const char *me = shop_cookie(cx);
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		const char *a = post(cx, me,
			arena_printf(
				cx->arena, "product=kide-mug&qty=%s", odd[i]));
		CHECK_INT(shop_status(a), 422);
		CHECK(strstr(a, "whole number from 1 to 999"));
		CHECK(strstr(
			a, arena_printf(cx->arena,
				   "type=\"number\" value=\"%s\"", odd[i])));
	}
	CHECK_INT(units(cx, me), 0);
	CHECK_OK(cart_add(cx, shop_session(cx, me), 1, 1, NULL));
	CHECK_INT(shop_status(post(cx, me, "line=SEA&qty=abc&do=set")), 422);
	CHECK_INT(units(cx, me), 1);
}

static void removed_line_can_be_had_again(struct cx *cx)
{
	shop_fresh();
	mug_make(cx);
	const char *me = shop_cookie(cx);
	post(cx, me, "product=kide-mug&qty=2");
	const char *a = post(cx, me, "line=SEA&qty=2&do=remove");
	CHECK_STR(shop_header(cx, a, "Location"), "/cart?removed=SEA&qty=2");
	CHECK_INT(units(cx, me), 0);
	a = shop_ask(cx, (struct visit){.path = "/cart",
				 .cookie = me,
				 .query = "removed=SEA&qty=2"});
	CHECK(strstr(a, "Kide mug removed."));
	post(cx, me, "undo=SEA&qty=2");
	CHECK_INT(units(cx, me), 2);
}

static void button_leads_only_to_this_shop(struct cx *cx)
{
	static const char *const odd[] = {"//evil.example", "/%09/evil.example",
		"/%5cevil.example", "https://evil.example",
		"/%0d%0aSet-Cookie:+x=1"};
	shop_fresh();
	struct mug m = mug_make(cx);
	CHECK_OK(stock_recount(cx, m.sea_id, 50, ""));
	const char *me = shop_cookie(cx);
	for (size_t i = 0; i < 5; i++) {
		const char *a = post(cx, me,
			arena_printf(cx->arena, "sku=SEA&back=%s", odd[i]));
		CHECK(!strstr(a, "evil.example"));
		CHECK(!strstr(a, "Set-Cookie: x"));
	}
	const char *a = post(cx, me, "sku=SEA&back=/search?q=mug");
	CHECK_STR(shop_header(cx, a, "Location"), "/search?q=mug");
}

static void reduced_card_shows_percent_and_prior_together(struct cx *cx)
{
	shop_fresh();
	int64_t v = test_product(
		cx, (struct test_product){.on_hand = 9, .price_minor = 2990});
	CHECK_OK(price_set(cx, v, "sale", money(2390), cx->now + 1000));
	const char *a = shop_get(cx, "/");
	const char *card = strstr(a, "class=\"card");
	CHECK(card != NULL);
	CHECK(strstr(a, "€23.90"));
	CHECK(strstr(a, "−20 %"));
	CHECK(strstr(a, "Lowest in 30 days €29.90"));
	a = shop_get(cx, "/p/mug");
	CHECK(strstr(a, "Lowest price in the 30 days before the sale: €29.90"));
	/* kept pages end with the sale, without any write */
	cx->now += 1000;
	a = shop_get(cx, "/p/mug");
	CHECK(strstr(a, "€29.90"));
	CHECK(!strstr(a, "€23.90"));
	a = shop_get(cx, "/");
	CHECK(strstr(a, "€29.90"));
	CHECK(!strstr(a, "€23.90"));
}

static void stock_is_told_without_a_number_that_ages(struct cx *cx)
{
	shop_fresh();
	int64_t v = test_product(cx, (struct test_product){.on_hand = 9});
	const char *a = shop_get(cx, "/p/mug");
	CHECK(strstr(a, "<b class=\"good\">In stock</b>"));
	CHECK(strstr(a, "max=\"999\""));
	CHECK_OK(stock_recount(cx, v, 3, ""));
	a = shop_get(cx, "/p/mug");
	CHECK(strstr(a, "Only 3 left"));
	CHECK(strstr(a, "max=\"3\""));
}

static void names_are_escaped_everywhere(struct cx *cx)
{
	static const char *const pages[] = {
		"/", "/c/shelf", "/p/evil", "/search?q", "/cart", "/fi/p/evil"};
	shop_fresh();
	struct mug m = mug_make(cx);
	int64_t shelf = shelf_make(cx, 0, "Shelf");
	CHECK_OK(category_save(cx, &shelf, 0, 1, 0,
		&(struct category_text){.locale = "en",
			.name = EVIL,
			.description = EVIL,
			.slug = "shelf"},
		1));
	CHECK_OK(product_set_words(cx, m.product, "en",
		&(struct product_words){.name = EVIL,
			.slug = "evil",
			.summary = EVIL,
			.description = EVIL,
			.facts = EVIL ": " EVIL,
			.safety = EVIL}));
	CHECK_OK(product_set_categories(cx, m.product, &shelf, 1));
	CHECK_OK(db_run_script(cx->db,
		"UPDATE option_text SET name = '</script><img src=x>';"
		"UPDATE option_value_text SET name = '</script><img src=x>';"
		"UPDATE variant SET sku = '</script><img src=x>' || id"));
	CHECK_OK(setting_set(cx, "shop.name", NULL, EVIL));
	CHECK_OK(setting_set(cx, "home.title", "en", EVIL));
	CHECK_OK(setting_set(cx, "shop.notice", "en", EVIL));
	CHECK_OK(setting_set(cx, "shop.company", NULL, EVIL));
	const char *me = shop_cookie(cx);
	CHECK_OK(cart_add(cx, shop_session(cx, me), m.sea_id, 1, NULL));
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		bool search = strcmp(pages[i], "/search?q") == 0;
		const char *a = shop_ask(cx,
			(struct visit){.path = search ? "/search" : pages[i],
				.query = search ? "q=%3C/script%3E%3Cimg%20src"
						  "=x%3E"
						: NULL,
				.cookie = me});
		CHECK_INT(shop_status(a), 200);
		CHECK(!strstr(a, "<img src=x"));
		CHECK(!strstr(a, "</script><"));
	}
	const char *a = shop_get(cx, "/p/evil");
	const char *json = strstr(a, "id=\"variants\">");
	CHECK(json != NULL);
	size_t n = json ? strcspn(json + 14, "<") : 0;
	CHECK(json && strncmp(json + 14 + n, "</script>", 9) == 0);
	json = json ? arena_strndup(cx->arena, json + 14, n) : "";
	CHECK(strstr(json, "\\u003c/script\\u003e"));
	CHECK(!strstr(json, "\xe2\x80\xa8"));
}

static void money_and_dates_are_of_the_language(struct cx *cx)
{
	shop_fresh();
	test_product(
		cx, (struct test_product){.on_hand = 9, .price_minor = 129050});
	const char *a = shop_get(cx, "/p/mug");
	CHECK(strstr(a, "€1,290.50"));
	CHECK(strstr(a, "Wed 25 Nov"));
	a = shop_get(cx, "/fi/p/mug");
	CHECK(strstr(a, "1\xc2\xa0"
			"290,50\xc2\xa0€"));
	CHECK(strstr(a, "<html lang=\"fi\">"));
	CHECK(strstr(a, "25.11."));
	a = shop_get(cx, "/sv/p/mug");
	CHECK(strstr(a, "290,50\xc2\xa0€"));
	CHECK(strstr(a, "25 nov"));
}

static void category_borrows_a_picture(struct cx *cx)
{
	shop_fresh();
	struct mug m = mug_make(cx);
	int64_t shelf = shelf_make(cx, 0, "Shelf"), media;
	CHECK_OK(product_set_categories(cx, m.product, &shelf, 1));
	const char *tile = strstr(shop_get(cx, "/"), "class=\"none\"");
	CHECK(tile != NULL);
	CHECK_OK(media_add_ready(cx, "ab12", 320, 400, "320", &media));
	CHECK_OK(media_attach(cx, m.product, media));
	const char *a = shop_get(cx, "/");
	CHECK(!strstr(a, "class=\"none\""));
	CHECK(shop_count(a, "/media/ab/12-320") >= 2);
}

/* ---- nothing personal is kept ---- */

struct seen {
	struct buf all;
	int deflated;
};

/* What a run of deflate gives back. */
static void inflate_into(struct buf *out, const char *p, size_t n)
{
	z_stream z = {0};
	CHECK_INT(inflateInit2(&z, -15), Z_OK);
	z.next_in = (z_const Bytef *)p;
	z.avail_in = (uInt)n;
	do {
		z.next_out = (unsigned char *)buf_room(out, 65536);
		z.avail_out = 65536;
		if (inflate(&z, Z_SYNC_FLUSH) < 0)
			break;
		out->len += 65536 - z.avail_out;
	} while (z.avail_out == 0);
	CHECK_INT(z.avail_in, 0);
	inflateEnd(&z);
}

static void note(void *arg, const char *key, const char *p, size_t n,
	const struct packed *z)
{
	struct seen *s = arg;
	buf_adds(&s->all, key);
	buf_add(&s->all, p, n);
	CHECK(!memmem(p, n, "name=\"token\" value=\"", 20));
	CHECK(!memmem(p, n, "class=\"count\"", 13));
	CHECK(!memmem(p, n, "secret words", 12));
	CHECK(!strstr(key, "secret"));
	if (!z)
		return;
	struct buf back = {NULL, 0, 0};
	inflate_into(&back, z->p, z->n);
	CHECK(back.len == n && memcmp(back.p, p, n) == 0);
	buf_release(&back);
	buf_add(&s->all, z->p, z->n);
	s->deflated++;
}

static struct buf all_kept(struct cx *cx, const char *cookie)
{
	static const char *const paths[] = {"/", "/c/shelf", "/p/kide-mug",
		"/cart", "/search", "/search/suggest", "/nope"};
	enum { PATHS = sizeof(paths) / sizeof(paths[0]), ROUNDS = 4 };
	struct seen s = {{NULL, 0, 0}, 0};
	frag_drop_all();
	for (size_t i = 0; i < ROUNDS * PATHS; i++)
		shop_ask(cx, (struct visit){.path = paths[i % PATHS],
				     .cookie = cookie,
				     .accept = i >= PATHS ? "gzip" : NULL,
				     .query = "q=secret+words"});
	frag_each(note, &s);
	CHECK(s.all.len > 5000);
	CHECK(s.deflated > 10);
	return s.all;
}

static void kept_parts_hold_nothing_of_a_visitor(struct cx *cx)
{
	shop_fresh();
	struct mug m = mug_make(cx);
	int64_t shelf = shelf_make(cx, 0, "Shelf");
	CHECK_OK(product_set_categories(cx, m.product, &shelf, 1));
	const char *one = shop_cookie(cx), *two = shop_cookie(cx);
	CHECK(strcmp(one, two) != 0);
	CHECK_OK(cart_add(cx, shop_session(cx, one), m.sea_id, 3, NULL));
	CHECK_OK(cart_add(cx, shop_session(cx, two), m.sand_id, 1, NULL));
	struct buf a = all_kept(cx, one), b = all_kept(cx, two);
	CHECK(a.len == b.len && memcmp(a.p, b.p, a.len) == 0);
	buf_release(&a);
	buf_release(&b);
}

static void kept_page_still_is_the_visitors_own(struct cx *cx)
{
	shop_fresh();
	struct mug m = mug_make(cx);
	const char *one = shop_cookie(cx), *two = shop_cookie(cx);
	CHECK_OK(cart_add(cx, shop_session(cx, one), m.sea_id, 3, NULL));
	CHECK_OK(cart_add(cx, shop_session(cx, two), m.sand_id, 1, NULL));
	for (int i = 0; i < 2; i++) {
		const char *a = shop_ask(cx,
			(struct visit){.path = "/p/kide-mug", .cookie = one});
		CHECK(strstr(a, "<b class=\"count\">3</b>"));
		CHECK_INT(shop_count(a, "name=\"token\""), 3);
		a = shop_ask(cx,
			(struct visit){.path = "/p/kide-mug", .cookie = two});
		CHECK(strstr(a, "<b class=\"count\">1</b>"));
		CHECK_INT(shop_count(a, "<main"), 1);
		CHECK_INT(shop_count(a, "</html>"), 1);
	}
}

static void kept_results_say_nothing_of_who_asked_first(struct cx *cx)
{
	shop_fresh();
	struct mug m = mug_make(cx);
	(void)m;
	const char *pad = "++++++++++++++++++++++++++++++++++++++++++++++++++";
	const char *first = arena_printf(
		cx->arena, "q=mug%s%s%s%sbuy+elsewhere", pad, pad, pad, pad);
	for (int i = 0; i < 3; i++)
		CHECK_INT(shop_status(
				  shop_ask(cx, (struct visit){.path = "/search",
						       .query = first})),
			200);
	const char *a = shop_ask(
		cx, (struct visit){.path = "/search", .query = "q=mug"});
	CHECK(strstr(a, "/p/kide-mug"));
	CHECK(!strstr(a, "buy elsewhere"));
}

static void long_search_is_cut_and_answered(struct cx *cx)
{
	shop_fresh();
	test_product(cx, (struct test_product){.on_hand = 1});
	char *words = arena_alloc(cx->arena, 2001);
	memset(words, 'a', 2000);
	const char *q = arena_printf(cx->arena, "q=%s", words);
	const char *a = shop_ask(
		cx, (struct visit){.path = "/search", .query = q});
	CHECK_INT(shop_status(a), 200);
	CHECK(strstr(a, "We found nothing"));
}

static void sitemap_lists_what_is_on_sale_in_each_language(struct cx *cx)
{
	shop_fresh();
	struct mug m = mug_make(cx);
	CHECK_OK(product_set_words(cx, m.product, "fi",
		&(struct product_words){.name = "Kide-muki"}));
	int64_t draft;
	CHECK_OK(product_create(cx, &(struct product_head){0}, &draft));
	CHECK_OK(product_set_words(
		cx, draft, "en", &(struct product_words){.name = "Not yet"}));

	const char *map = shop_get(cx, "/sitemap.xml");

	CHECK_INT(shop_status(map), 200);
	CHECK_INT(shop_count(map, "/p/kide-mug</loc>"), 1);
	CHECK_INT(shop_count(map, "/fi/p/kide-muki</loc>"), 1);
	CHECK_INT(shop_count(map, "not-yet"), 0);
	CHECK_INT(shop_count(map, "<url>"), shop_count(map, "</url>"));
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"old product address moves", old_product_address_moves},
		{"archived product is gone", archived_product_is_gone},
		{"wrong parents of a category move",
			wrong_parents_of_a_category_move},
		{"options work without a script",
			options_work_without_a_script},
		{"combination that is not made is 422",
			combination_that_is_not_made_is_422},
		{"sold out says what is left", sold_out_says_what_is_left},
		{"odd quantities are 422", odd_quantities_are_422},
		{"removed line can be had again",
			removed_line_can_be_had_again},
		{"button leads only to this shop",
			button_leads_only_to_this_shop},
		{"reduced card shows percent and prior together",
			reduced_card_shows_percent_and_prior_together},
		{"stock is told without a number that ages",
			stock_is_told_without_a_number_that_ages},
		{"names are escaped everywhere", names_are_escaped_everywhere},
		{"money and dates are of the language",
			money_and_dates_are_of_the_language},
		{"category borrows a picture", category_borrows_a_picture},
		{"kept parts hold nothing of a visitor",
			kept_parts_hold_nothing_of_a_visitor},
		{"kept page still is the visitor's own",
			kept_page_still_is_the_visitors_own},
		{"kept results say nothing of who asked first",
			kept_results_say_nothing_of_who_asked_first},
		{"long search is cut and answered",
			long_search_is_cut_and_answered},
		{"sitemap lists what is on sale in each language",
			sitemap_lists_what_is_on_sale_in_each_language},
		{NULL, NULL},
	});
}
