/* Shelves of suggestions on whole pages, as a browser gets them; in one file
 * because all share the shop of sixteen things. */
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/consent.h"
#include "domain/product_edit.h"
#include "domain/profile.h"
#include "domain/profile_told.h"
#include "domain/rail.h"
#include "domain/setting.h"
#include "handlers/consent.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/frag.h"
#include "handlers/rails.h"
#include "tests/account.h"
#include "tests/admin.h"
#include "tests/orders.h"
#include "tests/shop.h"

enum { GOODS = 16 };

static int64_t good[GOODS], sku[GOODS];

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

#define RUN(cx, ...) run(cx, arena_printf((cx)->arena, __VA_ARGS__))

/* The four after from are near it. */
static void near_make(struct cx *cx, const char *kind, int of, int from)
{
	const char *near = "";
	for (int k = 1; k <= 4; k++)
		near = arena_printf(cx->arena, "%s%lld %d ", near,
			(long long)good[(from + k) % GOODS],
			900000 - k * 100000);
	RUN(cx,
		"INSERT INTO neighbour (model, kind, product, near)"
		" VALUES (1, '%s', %lld, '%s')",
		kind, (long long)good[of], near);
}

/* Sixteen things; whoever did something with one likes the next four. */
static void fill_shop(struct cx *cx)
{
	static const char *const kinds[] = {"cart", "new", "similar"};
	shop_fresh();
	RUN(cx, "INSERT INTO model (id, state, began_ms)"
		" VALUES (1, 'serving', 0);"
		" INSERT INTO setting (code, value)"
		" VALUES ('personal.holdout', '0')");
	for (int i = 0; i < GOODS; i++) {
		int64_t shelf = 0;
		sku[i] = test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "good%d", i),
				.on_hand = 9,
				.product = &good[i]});
		CHECK_OK(category_save(cx, &shelf, 0, i, 0,
			&(struct category_text){.locale = "en",
				.name = arena_printf(cx->arena, "C%d", i)},
			1));
		CHECK_OK(product_set_categories(cx, good[i], &shelf, 1));
	}
	for (int i = 0; i < GOODS; i++)
		for (int k = 0; k < 3; k++)
			near_make(cx, kinds[k], i, k == 2 ? i + 4 : i);
}

struct person {
	int64_t id;
	const char *cookie, *key;
};

/* A customer who accepted. */
static struct person somebody(struct cx *cx, const char *name)
{
	struct person p = {.cookie = shop_cookie(cx)};
	p.id = test_account(
		cx, arena_printf(cx->arena, "%s@posti.example", name));
	p.key = profile_key(cx, p.id);
	p.cookie = arena_printf(cx->arena, "%s; puoti-account=%s", p.cookie,
		test_login(cx, p.id, ""));
	const char *answer = shop_ask(cx, (struct visit){.path = "/consent",
						  .cookie = p.cookie,
						  .form = "choice=accept"});
	const char *at = strstr(answer, CONSENT_COOKIE "=");
	CHECK(at != NULL);
	if (at)
		p.cookie = arena_printf(cx->arena, "%s; %.*s", p.cookie,
			(int)strcspn(at, ";\r"), at);
	/* rev: their orders have been counted */
	RUN(cx,
		"INSERT INTO profile (subject, customer, created_ms,"
		" updated_ms, rev) VALUES ('%s', %lld, 0, 0, 2)"
		" ON CONFLICT DO NOTHING",
		p.key, (long long)p.id);
	return p;
}

static void did(struct cx *cx, struct person p, int what, bool bought, int days)
{
	long long at = cx->now - days * MS_DAY;
	RUN(cx,
		"INSERT INTO profile_item (subject, product, views, viewed_ms,"
		" orders, units, first_ms, ordered_ms, touched_ms)"
		" VALUES ('%s', %lld, %d, %lld, %d, %d, %lld, %lld, %lld)",
		p.key, (long long)good[what], !bought, bought ? 0 : at, bought,
		bought, bought ? at : 0, bought ? at : 0, at);
}

static const char *page(struct cx *cx, struct person p, const char *path)
{
	const char *html = shop_ask(
		cx, (struct visit){.path = path, .cookie = p.cookie});
	CHECK_INT(shop_status(html), 200);
	return html;
}

/* From the shelf's heading to its end; "": it is not there. */
static const char *shelf(struct cx *cx, const char *html, const char *code)
{
	const char *at = strstr(html, arena_printf(cx->arena,
					      "<section class=\"shelf\""
					      " aria-labelledby=\"%s\">",
					      code));
	const char *end = at ? strstr(at, "</section>") : NULL;
	return end ? arena_strndup(cx->arena, at, (size_t)(end - at)) : "";
}

#define HAS(text, what)   CHECK(strstr(text, what) != NULL)
#define LACKS(text, what) CHECK(strstr(text, what) == NULL)

static void post(struct cx *cx, struct person p, const char *form)
{
	const char *answer = shop_ask(
		cx, (struct visit){.path = "/account/profile",
			    .cookie = p.cookie,
			    .form = form});
	CHECK_INT(shop_status(answer), 303);
}

static void a_shelf_says_why_and_forgets_when_it_is_told(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	did(cx, aino, 0, true, 200);
	did(cx, aino, 5, false, 1);
	const char *home = page(cx, aino, "/");
	const char *mine = shelf(cx, home, "for-you");
	HAS(mine, "/p/good1?from=for-you");
	HAS(mine, "/cart?from=for-you");
	HAS(mine,
		"Because of what you have bought and what you have looked at");
	HAS(mine, "Bought: good0");
	HAS(mine, "Viewed: good5");
	HAS(mine, arena_printf(cx->arena, "name=\"forget\" value=\"%lld\"",
			  (long long)good[0]));
	HAS(mine, "name=\"hide\" value=\"for-you\"");
	HAS(shelf(cx, home, "again"), "Last bought 7 May");
	HAS(shelf(cx, home, "recent"), "/p/good5?from=recent");
	LACKS(home, "id=\"best\"");

	post(cx, aino,
		arena_printf(
			cx->arena, "back=/&forget=%lld", (long long)good[5]));
	home = page(cx, aino, "/");
	LACKS(home, "good5");
	CHECK_STR(shelf(cx, home, "recent"), "");
	HAS(shelf(cx, home, "for-you"), "Bought: good0");
}

static void a_shelf_or_a_thing_that_is_not_wanted_goes(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	did(cx, aino, 0, true, 30);
	HAS(shelf(cx, page(cx, aino, "/"), "for-you"), "good2");
	post(cx, aino,
		arena_printf(cx->arena, "back=/&not=%lld", (long long)good[2]));
	const char *home = page(cx, aino, "/");
	HAS(shelf(cx, home, "for-you"), "good1");
	LACKS(home, "good2<");
	post(cx, aino, "back=/&hide=for-you");
	home = page(cx, aino, "/");
	CHECK_STR(shelf(cx, home, "for-you"), "");
	HAS(shelf(cx, home, "best"), "class=\"card\"");
}

static void what_somebody_gave_two_stars_is_not_suggested_to_them(struct cx *cx)
{
	static const char rate[] =
		"INSERT INTO review (product, variant, customer, locale, stars,"
		" state, created_ms) SELECT product, id, %lld, 'en', %d,"
		" 'waiting', 1 FROM variant WHERE product = %lld";
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	struct person onni = somebody(cx, "onni");
	did(cx, aino, 0, true, 30);
	did(cx, onni, 0, true, 30);
	RUN(cx, rate, (long long)aino.id, 2, (long long)good[2]);
	RUN(cx, rate, (long long)aino.id, 3, (long long)good[3]);
	const char *home = page(cx, aino, "/");
	LACKS(shelf(cx, home, "for-you"), "/p/good2?");
	HAS(shelf(cx, home, "for-you"), "/p/good3?");
	HAS(shelf(cx, page(cx, onni, "/"), "for-you"), "/p/good2?");
}

static void who_is_held_out_sees_what_all_see(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	did(cx, aino, 0, true, 30);
	RUN(cx, "UPDATE setting SET value = '100'"
		" WHERE code = 'personal.holdout'");
	CHECK_OK(catalogue_touch(cx));
	const char *home = page(cx, aino, "/");
	CHECK_STR(shelf(cx, home, "for-you"), "");
	CHECK_STR(shelf(cx, home, "again"), "");
	/* clicks there are compared with those on "For you" */
	HAS(shelf(cx, home, "best"), "?from=for-you");
}

static void who_is_not_known_sees_what_all_see_and_no_buttons(struct cx *cx)
{
	fill_shop(cx);
	struct person guest = {.cookie = shop_cookie(cx)};
	const char *home = page(cx, guest, "/");
	HAS(shelf(cx, home, "best"), "Why am I seeing this?");
	HAS(shelf(cx, home, "best"), "Nobody pays for a place");
	/* nothing has been sold, so nothing is bought most */
	HAS(shelf(cx, home, "best"), ">From our shop<");
	LACKS(shelf(cx, home, "best"), "customers buy most");
	LACKS(home, "/account/profile\" name=\"");
	const char *mug = page(cx, guest, "/p/good3");
	HAS(shelf(cx, mug, "with"), "/p/good4?from=with");
	HAS(shelf(cx, mug, "similar"), "class=\"card\"");
	CHECK_INT(shop_count(mug, "/p/good4?"), 1);
	/* what is in the cart is not suggested, whoever it is */
	CHECK_OK(cart_add(cx, shop_session(cx, guest.cookie), sku[4], 1, NULL));
	LACKS(page(cx, guest, "/p/good3"), "/p/good4?");
	const char *cart = page(cx, guest, "/cart");
	HAS(shelf(cx, cart, "addto"), "/p/good5?from=addto");
	HAS(shelf(cx, cart, "addto"), "In the cart: good4");
	LACKS(shelf(cx, cart, "addto"), "Remove");
}

static void an_empty_cart_shows_what_sells(struct cx *cx)
{
	fill_shop(cx);
	struct person guest = {.cookie = shop_cookie(cx)};
	HAS(shelf(cx, page(cx, guest, "/cart"), "best"), "class=\"card\"");
}

static void what_is_in_the_cart_is_a_reason_that_stays(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	CHECK_INT(shop_status(shop_ask(cx, (struct visit){.path = "/cart",
						   .cookie = aino.cookie,
						   .form = "sku=good0"})),
		303);
	const char *beside = shelf(cx, page(cx, aino, "/cart"), "addto");
	HAS(beside, "In the cart: good0");
	HAS(beside, "name=\"not\"");      /* they may say no to a suggestion */
	LACKS(beside, "name=\"forget\""); /* it is in no profile */
}

static void a_page_has_three_shelves_at_most(struct cx *cx)
{
	fill_shop(cx);
	struct req r = admin_req(cx, NULL, NULL);
	struct rails *rails;
	r.staff = NULL;
	CHECK_OK(rails_new(&r, &rails));
	for (int i = 0; i < RAILS_MAX + 1; i++) /* four each: of sixteen */
		CHECK_OK(rails_put(
			rails, i % 2 ? RAIL_NEW : RAIL_BEST, RAIL_NONE));
	CHECK_OK(rails_send(&r, rails));
	CHECK_INT(shop_count(admin_body(&r), "<li class=\"card\">"),
		RAILS_MAX * RAIL_SHOWN);
}

/* ---- nothing personal is kept ---- */

struct kept {
	const char *key, *text;
	size_t n;
};

struct all {
	struct cx *cx;
	struct kept *list;
	size_t n;
};

static void note(void *arg, const char *key, const char *p, size_t n,
	const struct packed *z)
{
	struct all *all = arg;
	struct arena *a = all->cx->arena;
	(void)z;
	all->list = arena_grow(a, all->list, all->n, sizeof(*all->list));
	char *text = arena_alloc(a, n + 1);
	memcpy(text, p, n);
	all->list[all->n++] = (struct kept){arena_strdup(a, key), text, n};
	CHECK(!memmem(p, n, "posti.example", 13));
	CHECK(!memmem(p, n, "name=\"token\" value=\"", 20));
}

static struct all kept_of(struct cx *cx, struct person p)
{
	static const char *const paths[] = {
		"/", "/p/good3", "/p/good9", "/cart", "/account"};
	struct all all = {.cx = cx};
	frag_drop_all();
	for (size_t i = 0; i < 2 * sizeof(paths) / sizeof(*paths); i++)
		page(cx, p, paths[i / 2]);
	frag_each(note, &all);
	return all;
}

static void what_is_kept_of_shelves_is_the_same_for_two_customers(struct cx *cx)
{
	fill_shop(cx);
	struct person one = somebody(cx, "aino"), two = somebody(cx, "otto");
	size_t common = 0, shelves = 0;
	did(cx, one, 0, true, 30);
	did(cx, one, 3, false, 2);
	did(cx, one, 6, true, 70);
	did(cx, two, 0, true, 200);
	did(cx, two, 3, true, 9);
	did(cx, two, 9, false, 1);
	struct all a = kept_of(cx, one), b = kept_of(cx, two);
	for (size_t i = 0; i < a.n; i++)
		for (size_t k = 0; k < b.n; k++) {
			if (strcmp(a.list[i].key, b.list[k].key) != 0)
				continue;
			common++;
			shelves += strncmp(a.list[i].key, "suggest/", 8) == 0;
			if (a.list[i].n == b.list[k].n &&
				memcmp(a.list[i].text, b.list[k].text,
					a.list[i].n) == 0)
				continue;
			test_failed = 1;
			printf("# %s differs\n", a.list[i].key);
		}
	CHECK(common > 40);
	CHECK(shelves > 5);
}

/* ---- mails ---- */

static size_t told(struct cx *cx, int64_t order, int64_t customer)
{
	struct rail rail;
	CHECK_OK(rail_mail(cx, order, customer, &rail));
	return rail.n;
}

static void mails_suggest_only_to_who_asked_for_letters(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	int64_t order = test_order_of(
		cx, "somebody", sku[0], 1, "parcel", "transfer");
	CHECK_INT(told(cx, order, 0), 0);
	CHECK_INT(told(cx, order, aino.id), 0);
	RUN(cx,
		"INSERT INTO subscriber (email, email_norm, customer, locale,"
		" topics, state, source, created_ms) VALUES"
		" ('aino@posti.example', 'aino@posti.example', %lld, 'en',"
		" 'news', 'active', 'account', 0)",
		(long long)aino.id);
	CHECK_INT(told(cx, order, aino.id), 4);
	CHECK_OK(profile_hide(cx, aino.key, "rail", "next"));
	CHECK_INT(told(cx, order, aino.id), 0);
}

static void mails_suggest_nothing_to_who_said_no(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(cx->arena, "%lld", (long long)aino.id)};
	int64_t order = test_order_of(
		cx, "somebody", sku[0], 1, "parcel", "transfer");
	RUN(cx,
		"INSERT INTO subscriber (email, email_norm, customer, locale,"
		" topics, state, source, created_ms) VALUES"
		" ('aino@posti.example', 'aino@posti.example', %lld, 'en',"
		" 'news', 'active', 'account', 0)",
		(long long)aino.id);
	CHECK_INT(told(cx, order, aino.id), 4);
	RUN(cx, "UPDATE subscriber SET state = 'ended'");
	CHECK_INT(told(cx, order, aino.id), 0);
	RUN(cx, "UPDATE subscriber SET state = 'active'");
	CHECK_OK(setting_set(cx, "personal.holdout", NULL, "100"));
	CHECK_INT(told(cx, order, aino.id), 0);
	CHECK_OK(setting_set(cx, "personal.holdout", NULL, "0"));
	CHECK_OK(profile_personal_set(cx, aino.key, false));
	CHECK_INT(told(cx, order, aino.id), 0);
	CHECK_OK(profile_personal_set(cx, aino.key, true));
	CHECK_INT(told(cx, order, aino.id), 4);
	CHECK_OK(consent_set(cx, &who, "history", false, "May we?", "web"));
	CHECK_INT(told(cx, order, aino.id), 0);
}

/* One category of all goods, on two rows of the home page and on a third for
 * the members of a segment; or on one of the two alone. */
static void rows_make(struct cx *cx, struct person member, bool one)
{
	int64_t all = 0, both[2];
	CHECK_OK(category_save(cx, &all, 0, 0, 0,
		&(struct category_text){.locale = "en", .name = "All"}, 1));
	for (int i = 0; i < GOODS; i++) {
		both[0] = test_number(
			cx, arena_printf(cx->arena,
				    "SELECT category FROM product_category"
				    " WHERE product = %lld",
				    (long long)good[i]));
		both[1] = all;
		CHECK_OK(product_set_categories(cx, good[i], both, 2));
	}
	RUN(cx,
		"INSERT INTO segment (id, code, name, created_ms)"
		" VALUES (1, 'a', 'Mine', 1);"
		"INSERT INTO segment_member VALUES (1, %lld, 1);"
		"INSERT INTO home_section (id, kind, category, segment,"
		" position) VALUES (1, 'category', %lld, NULL, 2),"
		" (2, 'category', %lld, 1, 1), (3, 'category', %lld, NULL, 3)",
		(long long)member.id, (long long)all, (long long)all,
		(long long)all);
	if (one)
		run(cx, "DELETE FROM home_section WHERE id > 1");
	CHECK_OK(catalogue_touch(cx));
}

/* Links of shelves and rows to it. */
static int cards_of(struct cx *cx, const char *html, int i)
{
	struct arena *a = cx->arena;
	return shop_count(
		       html, arena_printf(a, "<h3><a href=\"/p/good%d?", i)) +
	       shop_count(
		       html, arena_printf(a, "<h3><a href=\"/p/good%d\"", i));
}

/* How many cards there are; none of them twice. */
static int cards_once(struct cx *cx, const char *html)
{
	int n = 0;
	for (int i = 0; i < GOODS; i++) {
		int k = shop_count(
			html, arena_printf(cx->arena, ">good%d</a></h3>", i));
		CHECK(k <= 1);
		n += k;
	}
	return n;
}

static void nothing_stands_twice_on_the_home_page(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	struct person onni = somebody(cx, "onni");
	rows_make(cx, aino, false);
	did(cx, aino, 0, true, 200);
	did(cx, aino, 5, false, 1);
	did(cx, onni, 8, false, 1);
	for (int round = 0; round < 3; round++) {
		const char *mine = page(cx, aino, "/");
		CHECK_INT(shop_count(mine, "aria-labelledby=\"section-"), 3);
		CHECK_INT(cards_once(cx, mine), GOODS);
		const char *his = page(cx, onni, "/");
		CHECK_INT(shop_count(his, "aria-labelledby=\"section-"), 2);
		CHECK(cards_once(cx, his) >= 12);
		const char *all = shop_get(cx, "/");
		CHECK_INT(shop_count(all, "aria-labelledby=\"section-"), 2);
		CHECK_INT(cards_once(cx, all), GOODS);
	}
}

static void what_is_not_in_their_language_is_nowhere(struct cx *cx)
{
	static const char *const paths[] = {"", "/p/good0", "/cart"};
	static const int foreign[] = {1, 2, 3, 9};
	enum { FOREIGN = sizeof(foreign) / sizeof(*foreign) };
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	rows_make(cx, aino, true);
	did(cx, aino, 0, true, 200);
	did(cx, aino, 1, true, 200);
	did(cx, aino, 2, false, 1);
	did(cx, aino, 8, true, 100);
	const char *answer = shop_ask(cx, (struct visit){.path = "/cart",
						  .cookie = aino.cookie,
						  .form = "sku=good0"});
	CHECK_INT(shop_status(answer), 303);
	for (size_t k = 0; k < FOREIGN; k++) {
		int i = foreign[k];
		RUN(cx,
			"UPDATE slug SET locale = 'fi' WHERE kind = 'product'"
			" AND target = %lld; UPDATE product_text"
			" SET locale = 'fi' WHERE product = %lld",
			(long long)good[i], (long long)good[i]);
		CHECK_OK(catalogue_touch_product(cx, good[i]));
	}
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 3; i++) {
			/* the Finnish page first: what it keeps is its own */
			const char *there = page(cx, aino,
				arena_printf(cx->arena, "/fi%s", paths[i]));
			const char *here = page(
				cx, aino, *paths[i] ? paths[i] : "/");
			HAS(there, "good3</a></h3>");
			HAS(here, "class=\"card\"");
			for (size_t k = 0; k < FOREIGN; k++)
				CHECK_INT(cards_of(cx, here, foreign[k]), 0);
		}
}

/* Aino's order of so many of a variant, some time ago. */
static int64_t bought(
	struct cx *cx, struct person p, int64_t variant, int64_t qty)
{
	int64_t order = test_order_of(cx,
		arena_printf(cx->arena, "s%lld", (long long)variant), variant,
		qty, "parcel", "transfer");
	RUN(cx,
		"UPDATE orders SET customer = %lld, placed_ms = placed_ms -"
		" 200 * 86400000 WHERE id = %lld",
		(long long)p.id, (long long)order);
	CHECK_OK(profile_ordered(cx, p.id));
	return order;
}

static const char *again(struct cx *cx, struct person p)
{
	return shelf(cx, page(cx, p, "/"), "again");
}

static void again_puts_the_same_size_and_number_into_the_cart(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	int64_t large = test_variant(cx, good[0],
		(struct test_product){.slug = "good0",
			.sku = "good0-L",
			.price_minor = 2500,
			.on_hand = 9});
	CHECK_OK(catalogue_touch_product(cx, good[0]));
	bought(cx, aino, large, 3);
	const char *mine = again(cx, aino);
	HAS(mine, "name=\"sku\" value=\"good0-L\"");
	HAS(mine, "/cart?from=again&amp;qty=3");
	HAS(mine, "× 3");
	HAS(mine, "25.00");
	HAS(shelf(cx, page(cx, aino, "/account"), "again"), "good0-L");
	/* the same card elsewhere is what it was */
	HAS(shop_get(cx, "/c/c0"), "name=\"sku\" value=\"good0\"");
	CHECK_INT(shop_status(shop_ask(cx, (struct visit){.path = "/cart",
						   .query = "from=again&qty=3",
						   .cookie = aino.cookie,
						   .form = "sku=good0-L"})),
		303);
	CHECK_INT(test_number(cx, "SELECT sum(qty) FROM cart_line"), 3);
	CHECK_INT(shop_status(shop_ask(cx, (struct visit){.path = "/cart",
						   .query = "qty=-1",
						   .cookie = aino.cookie,
						   .form = "sku=good0-L"})),
		422);
	run(cx, "DELETE FROM cart_line");
	/* not made any more: what there is in its place, if it is one thing */
	RUN(cx, "UPDATE variant SET archived_ms = 1 WHERE id = %lld",
		(long long)large);
	CHECK_OK(catalogue_touch_product(cx, good[0]));
	HAS(again(cx, aino), "name=\"sku\" value=\"good0\"");
	test_variant(cx, good[0],
		(struct test_product){
			.slug = "good0", .sku = "good0-S", .on_hand = 9});
	CHECK_OK(catalogue_touch_product(cx, good[0]));
	CHECK_STR(again(cx, aino), "");
}

static void what_went_back_is_not_offered_again(struct cx *cx)
{
	fill_shop(cx);
	struct person aino = somebody(cx, "aino");
	bought(cx, aino, sku[15], 1); /* its neighbours are 0 to 3 */
	int64_t order = bought(cx, aino, sku[0], 2);
	HAS(again(cx, aino), "/p/good0?");
	RUN(cx,
		"INSERT INTO return_case (id, kind, orders, state, name,"
		" order_text, email, statement, locale, attempt_key, at_ms)"
		" VALUES (1, 'return', %lld, 'requested', '', '', '', '', 'en',"
		" 'x', 1); INSERT INTO return_line (return_case, order_line,"
		" qty) SELECT 1, id, 1 FROM order_line WHERE orders = %lld"
		" AND kind = 'goods'",
		(long long)order, (long long)order);
	CHECK_OK(profile_ordered(cx, aino.id));
	HAS(again(cx, aino), "/p/good0?"); /* one of two was kept */
	LACKS(again(cx, aino), "× 2");
	run(cx, "UPDATE return_line SET qty = 2");
	CHECK_OK(profile_ordered(cx, aino.id));
	HAS(again(cx, aino), "/p/good15?");
	CHECK_INT(cards_of(cx, page(cx, aino, "/"), 0), 0);
	HAS(page(cx, aino, "/"), "/p/good1?from=for-you");
	/* a thing that broke is wanted */
	run(cx, "UPDATE return_case SET kind = 'claim'");
	CHECK_OK(profile_ordered(cx, aino.id));
	HAS(again(cx, aino), "/p/good0?");
}

int main(void)
{
	static const struct test tests[] = {
		{"a shelf says why, and forgets when it is told",
			a_shelf_says_why_and_forgets_when_it_is_told},
		{"a shelf or a thing that is not wanted goes",
			a_shelf_or_a_thing_that_is_not_wanted_goes},
		{"what somebody gave two stars is not suggested to them",
			what_somebody_gave_two_stars_is_not_suggested_to_them},
		{"who is held out sees what all see",
			who_is_held_out_sees_what_all_see},
		{"who is not known sees what all see, and no buttons",
			who_is_not_known_sees_what_all_see_and_no_buttons},
		{"an empty cart shows what sells",
			an_empty_cart_shows_what_sells},
		{"what is in the cart is a reason that stays",
			what_is_in_the_cart_is_a_reason_that_stays},
		{"a page has three shelves at most",
			a_page_has_three_shelves_at_most},
		{"what is kept of shelves is the same for two customers",
			what_is_kept_of_shelves_is_the_same_for_two_customers},
		{"mails suggest only to who asked for letters",
			mails_suggest_only_to_who_asked_for_letters},
		{"again puts the same size and number into the cart",
			again_puts_the_same_size_and_number_into_the_cart},
		{"what went back is not offered again",
			what_went_back_is_not_offered_again},
		{"nothing stands twice on the home page",
			nothing_stands_twice_on_the_home_page},
		{"what is not in their language is nowhere",
			what_is_not_in_their_language_is_nowhere},
		{"mails suggest nothing to who said no",
			mails_suggest_nothing_to_who_said_no},
		{NULL, NULL},
	};
	if (shop_init())
		return 1;
	return test_run(tests);
}
