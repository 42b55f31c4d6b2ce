/* What stands on the shelves of suggestions (domain/rail.h); in one file
 * because all share the shop of twelve things and its model. */
#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/product_edit.h"
#include "domain/rail.h"
#include "domain/relation.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/frag.h"
#include "tests/test.h"

enum { THINGS = 12 };

static int64_t thing[THINGS + 1], sku[THINGS + 1];
static int64_t version;

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

#define RUN(cx, ...) run(cx, arena_printf((cx)->arena, __VA_ARGS__))

/* Twelve things, each in a category of its own. */
static void fill_shop(struct cx *cx)
{
	frag_drop_all();
	version++;
	for (int i = 1; i <= THINGS; i++) {
		int64_t shelf = 0;
		sku[i] = test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "thing%d", i),
				.price_minor = 100 * i,
				.on_hand = 9,
				.product = &thing[i]});
		CHECK_OK(category_save(cx, &shelf, 0, i, 0,
			&(struct category_text){.locale = "en",
				.name = arena_printf(cx->arena, "Shelf %d", i)},
			1));
		CHECK_OK(product_set_categories(cx, thing[i], &shelf, 1));
	}
}

/* A model: of each, "5 900 6 800": the numbers of things and their weights. */
static void model(struct cx *cx, const char *kind, int of, const char *near)
{
	RUN(cx, "INSERT INTO model (id, state, began_ms) VALUES (1, 'serving',"
		" 0) ON CONFLICT (id) DO NOTHING");
	const char *text = "";
	for (const char *at = near; *at;) {
		char *end;
		long n = strtol(at, &end, 10);
		long weight = strtol(end, &end, 10);
		text = arena_printf(cx->arena, "%s%lld %ld ", text,
			(long long)thing[n], weight * 1000);
		at = end + strspn(end, " ");
	}
	RUN(cx,
		"INSERT INTO neighbour (model, kind, product, near) VALUES (1,"
		" '%s', %lld, '%s')",
		kind, (long long)thing[of], text);
}

static void trend(struct cx *cx, int of, int popular, int repeat_days)
{
	RUN(cx,
		"INSERT INTO product_trend (model, product, popular,"
		" repeat_days, repeats) VALUES (1, %lld, %d, %d, 5)",
		(long long)thing[of], popular, repeat_days);
}

/* A customer who may be known. */
static struct profile *somebody(
	struct cx *cx, struct profile_item *items, size_t n)
{
	struct profile *p = ARENA_NEW(cx->arena, struct profile);
	*p = (struct profile){
		.who = {.key = "c1",
			.customer = 1,
			.browsing = true,
			.history = true,
			.personal = true},
		.items = items,
		.n = n,
		.hidden_rails = "",
		.list_order = "",
	};
	return p;
}

static struct profile_item bought(const struct cx *cx, int i, int days)
{
	int64_t at = cx->now - days * MS_DAY;
	return (struct profile_item){.product = thing[i],
		.orders = 1,
		.units = 1,
		.first_ms = at,
		.ordered_ms = at,
		.touched_ms = at};
}

static struct profile_item viewed(const struct cx *cx, int i, int days)
{
	int64_t at = cx->now - days * MS_DAY;
	return (struct profile_item){.product = thing[i],
		.views = 1,
		.viewed_ms = at,
		.touched_ms = at};
}

static struct rail_page page_of(const struct profile *p)
{
	return (struct rail_page){.version = version, .profile = p};
}

/* "5 6": which things stand there. */
static const char *shown(struct cx *cx, const struct rail *rail)
{
	const char *text = "";
	for (size_t i = 0; i < rail->n; i++)
		for (int k = 1; k <= THINGS; k++)
			if (rail->id[i] == thing[k])
				text = arena_printf(cx->arena, "%s%s%d", text,
					i ? " " : "", k);
	return text;
}

static const char *choose(struct cx *cx, struct rail_page *page,
	enum rail_code code, struct rail *rail)
{
	static struct rail ours;
	struct rail *out = rail ? rail : &ours;
	CHECK_OK(rail_begin(cx, page));
	CHECK_OK(rail_choose(cx, page, code, out));
	return shown(cx, out);
}

static void for_you_is_made_of_what_they_did_and_says_so(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "5 900 6 800 2 700");
	model(cx, "new", 2, "7 500 8 400");
	struct profile_item items[] = {viewed(cx, 2, 1), bought(cx, 1, 20)};
	struct rail_page page = page_of(somebody(cx, items, 2));
	struct rail rail;
	const char *what = choose(cx, &page, RAIL_FOR_YOU, &rail);
	/* 2 is one of the viewed: it comes last, if at all */
	CHECK_STR(what, "5 6 7 8");
	CHECK_INT(rail.n_why, 2);
	CHECK_INT(rail.why[0].id, thing[1]);
	CHECK_INT(rail.why[0].reason, REASON_BOUGHT);
	CHECK_INT(rail.why[1].reason, REASON_VIEWED);

	struct rail_page nobody = page_of(NULL);
	CHECK_STR(choose(cx, &nobody, RAIL_FOR_YOU, &rail), "");
	struct profile *off = somebody(cx, items, 2);
	off->who.personal = false;
	struct rail_page is_off = page_of(off);
	CHECK_STR(choose(cx, &is_off, RAIL_FOR_YOU, &rail), "");
}

/* Nobody has bought any of it yet: what is like it and what others looked at
 * beside it (one row of the model) counts. */
static void looks_alone_bring_what_is_looked_at_together(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "similar", 2, "5 900 6 800 8 700");
	struct profile_item items[] = {viewed(cx, 2, 1)};
	struct rail rail;
	struct rail_page page = page_of(somebody(cx, items, 1));
	CHECK_OK(rail_begin(cx, &page));
	CHECK_OK(rail_choose(cx, &page, RAIL_FOR_YOU, &rail));
	CHECK(strncmp(shown(cx, &rail), "5 6 8 ", 6) == 0);
	CHECK_INT(rail.why[0].reason, REASON_VIEWED);
	CHECK_INT(rail.why[0].id, thing[2]);
}

static void what_cannot_be_had_is_nowhere(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1,
		"10 990 11 980 2 900 3 800 4 700 5 600 6 500 7 400 8 300 9 "
		"200");
	struct profile_item items[] = {bought(cx, 1, 20)};
	struct profile *p = somebody(cx, items, 1);
	p->hidden = &thing[4];
	p->n_hidden = 1;
	RUN(cx, "UPDATE stock SET on_hand = 0 WHERE variant = %lld",
		(long long)sku[2]);
	CHECK_OK(product_update(
		cx, thing[3], 0, &(struct product_head){.status = "draft"}));
	RUN(cx,
		"UPDATE category SET sensitive = 1 WHERE id ="
		" (SELECT category FROM product_category WHERE product = %lld)",
		(long long)thing[6]);
	/* for the Swedish alone */
	RUN(cx,
		"UPDATE slug SET locale = 'sv' WHERE kind = 'product'"
		" AND target = %lld",
		(long long)thing[10]);
	CHECK_OK(catalogue_touch_product(cx, thing[2]));
	CHECK_OK(catalogue_touch_product(cx, thing[10]));
	struct rail_page page = page_of(p);
	page.cart = &thing[5];
	page.n_cart = 1;
	page.ordered = &thing[11];
	page.n_ordered = 1;
	rail_take_ids(&page, &thing[7], 1);
	const char *what = choose(cx, &page, RAIL_FOR_YOU, NULL);
	CHECK_STR(arena_strndup(cx->arena, what, 3), "8 9");
	for (int i = 1; i <= 11; i++)
		CHECK(i == 8 || i == 9 ||
			!strstr(arena_printf(cx->arena, " %s ", what),
				arena_printf(cx->arena, " %d ", i)));
}

/* What sells fills a shelf that is theirs, and is not taken for it. */
static void a_shelf_of_nothing_of_theirs_is_none(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "2 900");
	struct profile_item items[] = {bought(cx, 1, 20)};
	struct rail_page page = page_of(somebody(cx, items, 1));
	CHECK_STR(arena_strndup(
			  cx->arena, choose(cx, &page, RAIL_FOR_YOU, NULL), 2),
		"2 ");
	RUN(cx, "UPDATE stock SET on_hand = 0 WHERE variant = %lld",
		(long long)sku[2]);
	CHECK_OK(catalogue_touch_product(cx, thing[2]));
	page = page_of(page.profile);
	page.version = ++version;
	CHECK_STR(choose(cx, &page, RAIL_FOR_YOU, NULL), "");
}

static void nothing_is_learned_of_sensitive_things(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "5 900");
	model(cx, "cart", 1, "5 900");
	RUN(cx,
		"UPDATE category SET sensitive = 1 WHERE id ="
		" (SELECT category FROM product_category WHERE product = %lld)",
		(long long)thing[1]);
	struct profile_item items[] = {viewed(cx, 1, 1)};
	struct rail_page page = page_of(somebody(cx, items, 1));
	CHECK_STR(choose(cx, &page, RAIL_FOR_YOU, NULL), "");
	page.cart = &thing[1];
	page.n_cart = 1;
	CHECK_STR(choose(cx, &page, RAIL_ADDTO, NULL), "");
}

static void the_owner_pins_boosts_hides_and_switches_off(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "2 900 3 800 4 700 5 600 6 500");
	struct profile_item items[] = {bought(cx, 1, 20)};
	const struct profile *p = somebody(cx, items, 1);
	struct rail_page page = page_of(p);
	CHECK_STR(choose(cx, &page, RAIL_FOR_YOU, NULL), "2 3 4 5");
	CHECK_OK(rail_pick(cx, "for-you", thing[9], "pin"));
	CHECK_OK(rail_pick(cx, "", thing[2], "hide"));
	CHECK_OK(rail_pick(cx, "for-you", thing[5], "boost"));
	page = page_of(p);
	page.version = ++version;
	CHECK_STR(choose(cx, &page, RAIL_FOR_YOU, NULL), "9 5 3 4");
	/* nobody is told that they bought what is pinned */
	CHECK_OK(rail_pick(cx, "again", thing[9], "pin"));
	page = page_of(p);
	page.version = ++version;
	CHECK_STR(choose(cx, &page, RAIL_AGAIN, NULL), "1");
	CHECK_OK(rail_switch(cx, "for-you", false));
	page = page_of(p);
	page.version = ++version;
	CHECK_STR(choose(cx, &page, RAIL_FOR_YOU, NULL), "");
}

static void who_is_not_interested_has_no_such_shelf(struct cx *cx)
{
	fill_shop(cx);
	struct profile_item items[] = {viewed(cx, 1, 1)};
	struct profile *p = somebody(cx, items, 1);
	struct rail_page page = page_of(p);
	CHECK_STR(choose(cx, &page, RAIL_RECENT, NULL), "1");
	p->hidden_rails = " recent ";
	CHECK_STR(choose(cx, &page, RAIL_RECENT, NULL), "");
}

static void two_of_a_category_while_there_are_others(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "2 900 3 800 4 700 5 600 6 500");
	RUN(cx,
		"UPDATE product_category SET category = (SELECT category FROM"
		" product_category WHERE product = %lld)"
		" WHERE product IN (%lld, %lld, %lld)",
		(long long)thing[2], (long long)thing[3], (long long)thing[4],
		(long long)thing[5]);
	for (int i = 3; i <= 5; i++)
		CHECK_OK(catalogue_touch_product(cx, thing[i]));
	struct profile_item items[] = {bought(cx, 1, 20)};
	struct rail_page page = page_of(somebody(cx, items, 1));
	struct rail rail;
	const char *what = choose(cx, &page, RAIL_FOR_YOU, &rail);
	CHECK_STR(arena_strndup(cx->arena, what, 5), "2 3 6");
	CHECK_INT(rail.n, 4);
	CHECK(rail.id[3] != thing[4] && rail.id[3] != thing[5]);
}

static void again_has_what_is_due_first(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "2 900");
	trend(cx, 1, 9, 0);
	trend(cx, 2, 5, 30);
	trend(cx, 3, 5, 300);
	struct profile_item items[] = {bought(cx, 3, 10), bought(cx, 1, 20),
		bought(cx, 2, 40), viewed(cx, 4, 50)};
	struct rail_page page = page_of(somebody(cx, items, 4));
	struct rail rail;
	const char *what = choose(cx, &page, RAIL_AGAIN, &rail);
	CHECK_STR(what, "2 3");
	CHECK(rail.is_due);
	CHECK_INT(rail.last_ms[0], cx->now - 40 * MS_DAY);
}

/* Nobody has bought 1 twice: another lamp is not wanted next week. */
static void what_lasts_is_not_offered_again_so_soon(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "new", 1, "2 900");
	trend(cx, 1, 9, 0);
	trend(cx, 2, 5, 30);
	struct profile_item items[] = {bought(cx, 2, 10), bought(cx, 1, 20)};
	struct rail_page page = page_of(somebody(cx, items, 2));
	CHECK_STR(choose(cx, &page, RAIL_AGAIN, NULL), "2");
	items[1] = bought(cx, 1, 200);
	page = page_of(somebody(cx, items, 2));
	CHECK_INT(strlen(choose(cx, &page, RAIL_AGAIN, NULL)), 3);
	items[0] = bought(cx, 1, 20); /* better than nothing */
	page = page_of(somebody(cx, items, 1));
	CHECK_STR(choose(cx, &page, RAIL_AGAIN, NULL), "1");
}

static void recent_is_what_was_looked_at_last(struct cx *cx)
{
	fill_shop(cx);
	struct profile_item items[] = {viewed(cx, 1, 1), viewed(cx, 2, 2),
		viewed(cx, 3, 3), bought(cx, 4, 4)};
	items[2].viewed_ms = cx->now; /* touched by something else */
	struct rail_page page = page_of(somebody(cx, items, 4));
	page.product = thing[1];
	CHECK_STR(choose(cx, &page, RAIL_RECENT, NULL), "3 2");
}

static void beside_a_product_stand_the_owners_then_the_models(struct cx *cx)
{
	fill_shop(cx);
	const int64_t with = thing[8], similar = thing[9], part = thing[10];
	model(cx, "cart", 1, "10 900 5 800 8 700 6 600");
	model(cx, "similar", 1, "5 900 9 800 7 700");
	CHECK_OK(relation_set(cx, thing[1], "goes_with", &with, 1));
	CHECK_OK(relation_set(cx, thing[1], "similar", &similar, 1));
	CHECK_OK(relation_set(cx, thing[1], "spare_part", &part, 1));
	struct rail_page page = page_of(NULL);
	page.product = thing[1];
	page.version = ++version;
	struct rail rail;
	/* what is tied to it in another way stands elsewhere */
	CHECK_STR(choose(cx, &page, RAIL_WITH, &rail), "8 5 6");
	CHECK_INT(rail.n_picked, 1);
	rail_take(&page, &rail);
	CHECK_STR(choose(cx, &page, RAIL_SIMILAR, NULL), "9 7");
}

static void durable_things_just_bought_are_not_suggested(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "cart", 1, "5 900 6 800 7 700");
	trend(cx, 5, 1, 0);
	trend(cx, 6, 1, 30);
	struct profile_item items[] = {
		bought(cx, 5, 100), bought(cx, 6, 100), bought(cx, 7, 200)};
	struct rail_page page = page_of(somebody(cx, items, 3));
	page.cart = &thing[1];
	page.n_cart = 1;
	CHECK_STR(choose(cx, &page, RAIL_ADDTO, NULL), "6 7");
	page.cart = NULL;
	page.n_cart = 0;
	page.ordered = &thing[1];
	page.n_ordered = 1;
	/* never what they have, even if it is used up */
	CHECK_STR(choose(cx, &page, RAIL_NEXT, NULL), "7");
}

static void of_two_alike_the_one_that_makes_delivery_free(struct cx *cx)
{
	fill_shop(cx);
	model(cx, "cart", 1, "2 900 3 890 12 880 5 100 11 99");
	struct rail_page page = page_of(NULL);
	page.cart = &thing[1];
	page.n_cart = 1;
	struct rail rail;
	CHECK_STR(choose(cx, &page, RAIL_ADDTO, &rail), "2 3 12 5");
	CHECK(!rail.past_free);
	page.missing_minor = 1150;
	CHECK_STR(choose(cx, &page, RAIL_ADDTO, &rail), "2 12 3 5");
	CHECK(rail.past_free);
	CHECK_INT(rail.why[0].reason, REASON_IN_CART);
	CHECK_INT(rail.why[0].id, thing[1]);
}

static void an_interest_counts_at_once(struct cx *cx)
{
	fill_shop(cx);
	RUN(cx,
		"INSERT INTO interest (id, category) SELECT 1, category"
		" FROM product_category WHERE product = %lld",
		(long long)thing[7]);
	struct profile *p = somebody(cx, NULL, 0);
	static const int64_t likes[] = {1};
	p->likes = likes;
	p->n_likes = 1;
	struct rail_page page = page_of(p);
	struct rail rail;
	const char *what = choose(cx, &page, RAIL_FOR_YOU, &rail);
	CHECK_STR(arena_strndup(cx->arena, what, 1), "7");
	CHECK_INT(rail.n, RAIL_SHOWN);
	CHECK_INT(rail.n_why, 1);
	CHECK_INT(rail.why[0].reason, REASON_LIKED);
	const char *name;
	CHECK_OK(rail_name(cx, &rail.why[0], &name));
	CHECK_STR(name, "Shelf 7");
}

static void without_a_model_there_are_what_sells_and_what_is_new(struct cx *cx)
{
	fill_shop(cx);
	struct rail_page page = page_of(NULL);
	struct rail best, fresh;
	choose(cx, &page, RAIL_BEST, &best);
	rail_take(&page, &best);
	choose(cx, &page, RAIL_NEW, &fresh);
	CHECK_INT(best.n, 4);
	CHECK_INT(fresh.n, 4);
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 4; k++)
			CHECK(best.id[i] != fresh.id[k]);
	/* what sells in the category of what they looked at, filled up */
	RUN(cx,
		"UPDATE product_category SET category = (SELECT category FROM"
		" product_category WHERE product = %lld) WHERE product = %lld",
		(long long)thing[2], (long long)thing[3]);
	CHECK_OK(catalogue_touch_product(cx, thing[3]));
	struct profile_item items[] = {viewed(cx, 2, 1)};
	struct rail_page mine = page_of(somebody(cx, items, 1));
	struct rail rail;
	choose(cx, &mine, RAIL_FOR_YOU, &rail);
	CHECK_INT(rail.n, 4);
	CHECK_INT(rail.id[0], thing[3]);
	CHECK_INT(rail.why[0].id, thing[2]);
}

int main(void)
{
	static const struct test tests[] = {
		{"for you is made of what they did, and says so",
			for_you_is_made_of_what_they_did_and_says_so},
		{"looks alone bring what is looked at together",
			looks_alone_bring_what_is_looked_at_together},
		{"what cannot be had is nowhere",
			what_cannot_be_had_is_nowhere},
		{"a shelf of nothing of theirs is none",
			a_shelf_of_nothing_of_theirs_is_none},
		{"nothing is learned of sensitive things",
			nothing_is_learned_of_sensitive_things},
		{"the owner pins, boosts, hides and switches off",
			the_owner_pins_boosts_hides_and_switches_off},
		{"who is not interested has no such shelf",
			who_is_not_interested_has_no_such_shelf},
		{"two of a category, while there are others",
			two_of_a_category_while_there_are_others},
		{"again has what is due first", again_has_what_is_due_first},
		{"what lasts is not offered again so soon",
			what_lasts_is_not_offered_again_so_soon},
		{"recent is what was looked at last",
			recent_is_what_was_looked_at_last},
		{"beside a product stand the owner's, then the model's",
			beside_a_product_stand_the_owners_then_the_models},
		{"durable things just bought are not suggested",
			durable_things_just_bought_are_not_suggested},
		{"of two alike the one that makes delivery free",
			of_two_alike_the_one_that_makes_delivery_free},
		{"an interest counts at once", an_interest_counts_at_once},
		{"without a model there are what sells and what is new",
			without_a_model_there_are_what_sells_and_what_is_new},
		{NULL, NULL},
	};
	return test_run(tests);
}
