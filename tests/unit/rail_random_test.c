/*
 * Random catalogues, carts and profiles: no shelf of any page shows what is
 * sold out, not published, of a sensitive category, hidden, in the cart
 * already, or twice.  In one file because all of it is one world.
 *
 *   PUOTI_SEED, PUOTI_PAGES: another sample (10000)
 */
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/product_edit.h"
#include "domain/profile.h"
#include "domain/rail_hand.h"
#include "domain/relation.h"
#include "handlers/consent.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/account.h"
#include "tests/shop.h"

enum { GOODS = 40, SHELVES = 6, PEOPLE = 6, ROUND = 40 };

static uint64_t state;

static int below(int n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int)(((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) %
		     (uint64_t)n);
}

static struct {
	int64_t product, variant;
	bool off, none; /* not published; sold out */
	int shelf;
} goods[GOODS];

static struct {
	int64_t id;
	bool sensitive;
} shelves[SHELVES];

/* Two who refused, two who accepted, two who are logged in as well. */
static struct {
	const char *cookie, *key; /* key NULL: nobody is known */
	bool in_cart[GOODS], hidden[GOODS];
	bool removed[GOODS]; /* and not come to again */
} people[PEOPLE];

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

#define RUN(cx, ...) run(cx, arena_printf((cx)->arena, __VA_ARGS__))

/* ---- the shop ---- */

static const char *near_random(struct cx *cx)
{
	const char *text = "";
	for (int i = 0; i < 20; i++)
		text = arena_printf(cx->arena, "%s%lld %d ", text,
			(long long)goods[below(GOODS)].product,
			900000 - i * 40000);
	return text;
}

static void shop_make(struct cx *cx)
{
	static const char *const kinds[] = {"cart", "new", "similar"};
	for (int i = 0; i < SHELVES; i++)
		CHECK_OK(category_save(cx, &shelves[i].id, 0, i + 1, 0,
			&(struct category_text){.locale = "en",
				.name = arena_printf(cx->arena, "Shelf %d", i)},
			1));
	for (int i = 0; i < GOODS; i++) {
		goods[i].shelf = below(SHELVES);
		goods[i].variant = test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "good%d", i),
				.price_minor = 500 + 100 * i,
				.on_hand = 9,
				.product = &goods[i].product});
		CHECK_OK(product_set_categories(
			cx, goods[i].product, &shelves[goods[i].shelf].id, 1));
	}
	RUN(cx, "INSERT INTO model (id, state, began_ms)"
		" VALUES (1, 'serving', 0)");
	for (int i = 0; i < GOODS; i++) {
		for (int k = 0; k < 3; k++)
			RUN(cx,
				"INSERT INTO neighbour (model, kind, product,"
				" near) VALUES (1, '%s', %lld, '%s')",
				kinds[k], (long long)goods[i].product,
				near_random(cx));
		RUN(cx,
			"INSERT INTO product_trend (model, product, popular,"
			" repeat_days) VALUES (1, %lld, %d, %d)",
			(long long)goods[i].product, below(9000),
			below(3) ? 0 : 30);
	}
}

/* The owner's row of a category on the home page, for all. */
static void row_make(struct cx *cx)
{
	RUN(cx,
		"INSERT INTO home_section (id, kind, category, position)"
		" VALUES (1, 'category', %lld, 1)",
		(long long)shelves[0].id);
	CHECK_OK(catalogue_touch(cx));
}

static void relate(struct cx *cx)
{
	const char *kind = relation_kinds[below(4)];
	int64_t to[3];
	for (int i = 0; i < 3; i++)
		to[i] = goods[below(GOODS)].product;
	CHECK_OK(relation_set(cx, goods[below(GOODS)].product, kind, to, 3));
}

/* ---- people ---- */

static const char *accepted(struct cx *cx, const char *cookie, const char **id)
{
	const char *answer = shop_ask(cx, (struct visit){.path = "/consent",
						  .cookie = cookie,
						  .form = "choice=accept"});
	const char *at = strstr(answer, CONSENT_COOKIE "=");
	CHECK(at != NULL);
	if (!at)
		return cookie;
	const char *value = at + sizeof(CONSENT_COOKIE);
	*id = arena_strndup(cx->arena, value, strcspn(value, "."));
	return arena_printf(
		cx->arena, "%s; %.*s", cookie, (int)strcspn(at, ";\r"), at);
}

static void people_make(struct cx *cx)
{
	for (int i = 0; i < PEOPLE; i++) {
		const char *id = "";
		people[i].cookie = shop_cookie(cx);
		if (i < 2)
			continue;
		if (i >= 4) {
			int64_t me = test_account(
				cx, arena_printf(
					    cx->arena, "p%d@posti.example", i));
			people[i].cookie = arena_printf(cx->arena,
				"%s; puoti-account=%s", people[i].cookie,
				test_login(cx, me, ""));
			people[i].key = profile_key(cx, me);
		}
		people[i].cookie = accepted(cx, people[i].cookie, &id);
		if (i < 4)
			people[i].key = profile_key_visitor(cx, id);
		RUN(cx,
			"INSERT INTO profile (subject, created_ms, updated_ms,"
			" rev) VALUES ('%s', 0, 0, 2) ON CONFLICT DO NOTHING",
			people[i].key);
	}
}

static void did(struct cx *cx, int who, int what)
{
	const char *key = people[who].key;
	long long ago = cx->now - below(300) * MS_DAY;
	if (!key)
		return;
	bool bought = who >= 4 && below(2);
	people[who].removed[what] = false;
	RUN(cx,
		"INSERT INTO profile_item (subject, product, views, viewed_ms,"
		" orders, units, first_ms, ordered_ms, touched_ms)"
		" VALUES ('%s', %lld, %d, %lld, %d, %d, %lld, %lld, %lld)"
		" ON CONFLICT (subject, product) DO UPDATE SET"
		" views = excluded.views, viewed_ms = excluded.viewed_ms,"
		" orders = excluded.orders, ordered_ms = excluded.ordered_ms,"
		" touched_ms = excluded.touched_ms",
		key, (long long)goods[what].product, !bought, bought ? 0 : ago,
		bought, bought, bought ? ago : 0, bought ? ago : 0, ago);
}

static void toggle_cart(struct cx *cx, int who, int what)
{
	/* a customer's cart has another key: the shop's own button knows */
	if (people[who].in_cart[what] || goods[what].none || goods[what].off)
		return;
	const char *answer = shop_ask(
		cx, (struct visit){.path = "/cart",
			    .cookie = people[who].cookie,
			    .form = arena_printf(
				    cx->arena, "sku=good%d&back=/", what)});
	people[who].in_cart[what] = shop_status(answer) == 303;
	people[who].removed[what] = false;
}

static void empty_cart(struct cx *cx, int who)
{
	for (int i = 0; i < GOODS; i++) {
		if (!people[who].in_cart[i])
			continue;
		shop_ask(cx, (struct visit){.path = "/cart",
				     .cookie = people[who].cookie,
				     .form = arena_printf(cx->arena,
					     "line=good%d&do=remove", i)});
		people[who].in_cart[i] = false;
	}
}

static void hide(struct cx *cx, int who, int what)
{
	if (!people[who].key || people[who].hidden[what])
		return;
	people[who].hidden[what] = true;
	CHECK_OK(profile_hide(cx, people[who].key, "product",
		arena_printf(
			cx->arena, "%lld", (long long)goods[what].product)));
}

static void forget(struct cx *cx, int who, int what)
{
	if (!people[who].key)
		return;
	people[who].removed[what] = true;
	CHECK_OK(profile_forget(cx, people[who].key, goods[what].product));
}

/* ---- what happens ---- */

static void stock_change(struct cx *cx, int what)
{
	goods[what].none = !goods[what].none;
	RUN(cx, "UPDATE stock SET on_hand = %d WHERE variant = %lld",
		goods[what].none ? 0 : 9, (long long)goods[what].variant);
	CHECK_OK(catalogue_touch_product(cx, goods[what].product));
}

static void publish_change(struct cx *cx, int what)
{
	goods[what].off = !goods[what].off;
	CHECK_OK(product_update(cx, goods[what].product, 0,
		&(struct product_head){
			.status = goods[what].off ? "draft" : "active"}));
}

static void sensitive_change(struct cx *cx, int which)
{
	shelves[which].sensitive = !shelves[which].sensitive;
	RUN(cx, "UPDATE category SET sensitive = %d WHERE id = %lld",
		shelves[which].sensitive, (long long)shelves[which].id);
	CHECK_OK(catalogue_touch(cx));
}

static void something_happens(struct cx *cx)
{
	static const char *const kinds[] = {"pin", "boost"};
	int who = below(PEOPLE), what = below(GOODS);
	switch (below(13)) {
	case 0:
	case 1:
		stock_change(cx, what);
		break;
	case 2:
		publish_change(cx, what);
		break;
	case 3:
		if (below(4) == 0)
			sensitive_change(cx, below(SHELVES));
		break;
	case 4:
		hide(cx, who, what);
		break;
	case 5:
		if (below(6) == 0)
			empty_cart(cx, who);
		break;
	case 12:
		forget(cx, who, what);
		break;
	case 6:
		relate(cx);
		break;
	case 7:
		CHECK_OK(rail_pick(cx, rail_codes[below(9)],
			goods[what].product, kinds[below(2)]));
		break;
	case 8:
	case 9:
		toggle_cart(cx, who, what);
		break;
	default:
		did(cx, who, what);
	}
}

/* ---- looking ---- */

static struct {
	int pages, cards, personal, again;
} looked;

static void wrong(const char *path, int who, int what, const char *why)
{
	test_failed = 1;
	printf("# %s, visitor %d: good%d %s\n", path, who, what, why);
}

static void card_check(
	const char *path, int who, int what, bool suggested, int times)
{
	if (times > 1)
		wrong(path, who, what, "stands there twice");
	if (!suggested)
		return;
	if (goods[what].none)
		wrong(path, who, what, "is sold out");
	if (goods[what].off)
		wrong(path, who, what, "is not published");
	if (shelves[goods[what].shelf].sensitive)
		wrong(path, who, what, "is of a sensitive category");
	if (people[who].in_cart[what])
		wrong(path, who, what, "is in the cart");
	if (people[who].hidden[what])
		wrong(path, who, what, "is hidden");
}

/* On the shelf that is theirs nothing stands that they removed; "Goes with" and
 * the like are not theirs. */
static void removed_check(const char *path, int who, const char *html)
{
	static const char link[] = "<h3><a href=\"/p/good";
	const char *at = strstr(html, "id=\"for-you\"");
	const char *end = at ? strstr(at, "</section>") : NULL;
	CHECK(!at || end);
	while (at && (at = strstr(at, link)) && at < end) {
		at += strlen(link);
		int what = (int)strtol(at, NULL, 10);
		if (people[who].removed[what])
			wrong(path, who, what, "was removed");
	}
	at = html;
	while ((at = strstr(at, link))) {
		at += strlen(link);
		looked.again += people[who].removed[strtol(at, NULL, 10)];
	}
}

static void page_check(struct cx *cx, const char *path, int who, int own)
{
	const char *html = shop_ask(
		cx, (struct visit){.path = path, .cookie = people[who].cookie});
	int times[GOODS] = {0};
	CHECK_INT(shop_status(html), 200);
	if (own >= 0)
		times[own] = 1;
	for (const char *at = html;
		(at = strstr(at, "<h3><a href=\"/p/good"));) {
		char *end;
		at += strlen("<h3><a href=\"/p/good");
		int what = (int)strtol(at, &end, 10);
		bool suggested = strncmp(end, "?from=", 6) == 0;
		looked.cards += suggested;
		card_check(path, who, what, suggested, ++times[what]);
	}
	removed_check(path, who, html);
	looked.pages++;
	looked.personal += strstr(html, "id=\"for-you\"") != NULL;
	CHECK(shop_count(html, "?from=") <= 2 * 3 * 4);
}

static void look(struct cx *cx)
{
	int who = below(PEOPLE), what = below(GOODS);
	switch (below(3)) {
	case 0:
		page_check(cx, "/", who, -1);
		break;
	case 1:
		page_check(cx, "/cart", who, -1);
		break;
	default:
		if (goods[what].off)
			break;
		page_check(cx, arena_printf(cx->arena, "/p/good%d", what), who,
			what);
		people[who].removed[what] = false;
	}
}

static int setting(const char *name, int otherwise)
{
	const char *text = getenv(name);
	return text && *text ? (int)strtol(text, NULL, 10) : otherwise;
}

static void no_shelf_shows_what_it_must_not(struct cx *cx)
{
	int pages = setting("PUOTI_PAGES", 10000);
	int seed = setting("PUOTI_SEED", 6);
	state = (uint64_t)seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
	printf("# seed %d, %d pages\n", seed, pages);
	shop_fresh();
	shop_make(cx);
	row_make(cx);
	people_make(cx);
	while (looked.pages < pages && !test_failed) {
		struct cx step = *cx;
		step.arena = arena_new();
		for (int i = 0; i < ROUND; i++) {
			something_happens(&step);
			for (int k = below(4); k > 0; k--)
				look(&step);
		}
		arena_free(step.arena);
	}
	printf("# %d cards, For you on %d pages\n", looked.cards,
		looked.personal);
	CHECK(looked.cards > looked.pages);
	CHECK(looked.personal > looked.pages / 20);
	CHECK(looked.again > 0); /* it does stand elsewhere */
}

int main(void)
{
	static const struct test tests[] = {
		{"no shelf shows what it must not",
			no_shelf_shows_what_it_must_not},
		{NULL, NULL},
	};
	if (shop_init())
		return 1;
	return test_run(tests);
}
