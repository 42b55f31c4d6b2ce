/* Lists of wishes: a guest's, a customer's, and how one becomes the other. */
#include "domain/wishlist.h"

#include <string.h>

#include "domain/price.h"
#include "domain/product_edit.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

static const struct wisher guest = {.session = "s1", .cart = "s1"};
static const struct wisher other = {.session = "s2", .cart = "s2"};
static const struct wisher aino = {.session = "s1", .customer = 1};
static const struct wisher liisa = {.session = "s2", .customer = 2};

static void customers(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (email, email_norm, locale, created_ms)"
		" VALUES ('a@x.example', 'a@x.example', 'en', 1),"
		" ('l@x.example', 'l@x.example', 'en', 1)"));
}

static struct wishlist load(struct cx *cx, const struct wisher *who)
{
	struct wishlist l;
	CHECK_OK(wishlist_load(cx, who, &l));
	return l;
}

static void add(struct cx *cx, const struct wisher *who, int64_t variant)
{
	bool added = false;
	CHECK_OK(wish_add(cx, who, variant, &added));
	CHECK(added);
}

static int64_t things(struct cx *cx, int n)
{
	int64_t product;
	int64_t first = test_product(
		cx, (struct test_product){.product = &product, .untracked = 1});
	for (int i = 1; i < n; i++)
		test_variant(cx, product,
			(struct test_product){.untracked = 1,
				.sku = arena_printf(cx->arena, "V%d", i)});
	return first;
}

static void wish_keeps_its_price_and_follows_the_goods(struct cx *cx)
{
	bool added = true;
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	add(cx, &guest, mug);
	CHECK_OK(price_set(cx, mug, "sale", money(700), 0));
	CHECK_OK(stock_recount(cx, mug, 0, ""));
	CHECK_OK(wish_add(cx, &guest, mug, &added));
	CHECK(!added);
	struct wishlist l = load(cx, &guest);
	CHECK_INT(l.n, 1);
	CHECK_INT(l.wishes[0].then.minor, 1000);
	CHECK_INT(l.wishes[0].item.price.amount.minor, 700);
	CHECK(l.wishes[0].item.on_sale);
	CHECK(!wish_can_buy(&l.wishes[0]));
	CHECK_STR(l.wishes[0].item.name, "mug");
	CHECK_STR(l.wishes[0].item.path, "/p/mug");
}

static void nobody_sees_or_changes_anothers_list(struct cx *cx)
{
	customers(cx);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	const struct wisher *all[] = {&guest, &other, &aino, &liisa};
	add(cx, &aino, mug);
	CHECK_OK(wish_note(cx, &aino, mug, "for the cabin"));
	for (size_t i = 0; i < 4; i++) {
		if (all[i] == &aino)
			continue;
		CHECK_INT(load(cx, all[i]).n, 0);
		CHECK_INT(wish_note(cx, all[i], mug, "x"), ERR_NOT_FOUND);
		CHECK_OK(wish_remove(cx, all[i], mug));
		CHECK_OK(wishlist_share(cx, all[i], true));
	}
	struct wishlist l = load(cx, &aino);
	CHECK_INT(l.n, 1);
	CHECK_STR(l.wishes[0].note, "for the cabin");
	CHECK(l.token == NULL);
}

static void what_was_taken_off_comes_back_whole(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 3});
	add(cx, &guest, mug);
	add(cx, &guest, bowl);
	CHECK_OK(wish_note(cx, &guest, mug, "two of them"));
	CHECK_OK(price_set(cx, mug, "sale", money(700), 0));
	CHECK_OK(wish_remove(cx, &guest, mug));
	CHECK_INT(load(cx, &guest).n, 1);
	CHECK_OK(wish_undo(cx, &guest, mug));
	struct wishlist l = load(cx, &guest);
	CHECK_INT(l.n, 2);
	CHECK_STR(l.wishes[0].note, "two of them");
	CHECK_INT(l.wishes[0].then.minor, 1000);
	CHECK_OK(wish_remove(cx, &guest, mug));
	CHECK_OK(wish_remove(cx, &guest, bowl));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM wish"), 1);
	CHECK_OK(wish_undo(cx, &guest, mug));
	CHECK_STR(load(cx, &guest).wishes[0].note, "");
	CHECK_OK(wish_undo(cx, &guest, mug));
	CHECK_INT(load(cx, &guest).n, 1);
}

static void goods_that_are_not_sold_make_no_list(struct cx *cx)
{
	bool added;
	int64_t draft = test_product(cx, (struct test_product){.draft = 1});
	CHECK_INT(wish_add(cx, &guest, draft, &added), ERR_NOT_FOUND);
	CHECK_INT(wish_add(cx, &guest, 999, &added), ERR_NOT_FOUND);
	CHECK_OK(wish_remove(cx, &guest, 999));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM wishlist"), 0);
}

static void two_hundred_wishes_are_the_bound(struct cx *cx)
{
	bool added;
	int64_t first = things(cx, WISHLIST_MAX + 1);
	for (int64_t i = 0; i < WISHLIST_MAX; i++)
		add(cx, &guest, first + i);
	CHECK_INT(wish_add(cx, &guest, first + WISHLIST_MAX, &added),
		ERR_TOO_LARGE);
	CHECK_OK(wish_add(cx, &guest, first, &added));
	CHECK_OK(wish_remove(cx, &guest, first));
	add(cx, &guest, first + WISHLIST_MAX);
	CHECK_INT(load(cx, &guest).n, WISHLIST_MAX);
}

static void notes_and_titles_have_a_bound(struct cx *cx)
{
	char text[2 * WISH_NOTE_MAX + 3];
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	add(cx, &guest, mug);
	for (int i = 0; i < WISH_NOTE_MAX + 1; i++) /* two bytes each */
		memcpy(text + 2 * i, "\xc3\xa4", 3);
	CHECK_INT(wish_note(cx, &guest, mug, text), ERR_INVALID);
	text[2 * WISH_NOTE_MAX] = '\0';
	CHECK_OK(wish_note(cx, &guest, mug, text));
	CHECK_STR(load(cx, &guest).wishes[0].note, text);
	CHECK_INT(wishlist_title(cx, &guest, text), ERR_INVALID);
	text[2 * WISHLIST_TITLE_MAX] = '\0';
	CHECK_OK(wishlist_title(cx, &guest, text));
	CHECK_STR(load(cx, &guest).title, text);
}

static void new_link_kills_the_old_one(struct cx *cx)
{
	struct wishlist l;
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	add(cx, &guest, mug);
	CHECK(load(cx, &guest).token == NULL);
	CHECK_OK(wishlist_share(cx, &guest, true));
	const char *old = load(cx, &guest).token;
	CHECK_INT(strlen(old), 32);
	CHECK_OK(wishlist_by_token(cx, old, &l));
	CHECK_INT(l.n, 1);
	CHECK_OK(wishlist_share(cx, &guest, true));
	const char *fresh = load(cx, &guest).token;
	CHECK(strcmp(old, fresh) != 0);
	CHECK_INT(wishlist_by_token(cx, old, &l), ERR_NOT_FOUND);
	CHECK_OK(wishlist_by_token(cx, fresh, &l));
	CHECK_OK(wishlist_share(cx, &guest, false));
	CHECK_INT(wishlist_by_token(cx, fresh, &l), ERR_NOT_FOUND);
	CHECK_INT(wishlist_by_token(cx, "", &l), ERR_NOT_FOUND);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM wishlist"
				  " WHERE token_sha256 IS NOT NULL"),
		0);
}

/* ---- the cart ---- */

static void line_goes_to_the_list_and_back(struct cx *cx)
{
	bool added = false;
	struct cart c;
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	test_cart(cx, "s1", mug, 2);
	CHECK_OK(wish_from_cart(cx, &guest, mug, &added));
	CHECK(added);
	CHECK_OK(cart_load(cx, "s1", &c));
	CHECK_INT(c.n, 0);
	CHECK_INT(load(cx, &guest).n, 1);
	CHECK_OK(wish_to_cart(cx, &guest, mug, NULL));
	CHECK_OK(cart_load(cx, "s1", &c));
	CHECK_INT(c.units, 1);
	CHECK_INT(load(cx, &guest).n, 0);
}

static void sold_out_wish_stays_on_the_list(struct cx *cx)
{
	struct cart c;
	int64_t left = -1;
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 0});
	add(cx, &guest, mug);
	CHECK_INT(wish_to_cart(cx, &guest, mug, &left), ERR_CONFLICT);
	CHECK_INT(load(cx, &guest).n, 1);
	CHECK_OK(cart_load(cx, "s1", &c));
	CHECK_INT(c.n, 0);
}

static void all_that_can_be_bought_goes_once(struct cx *cx)
{
	struct cart c;
	int64_t put = 0;
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	int64_t out = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 0});
	int64_t tray = test_product(
		cx, (struct test_product){.slug = "tray", .on_hand = 1});
	add(cx, &guest, mug);
	add(cx, &guest, out);
	add(cx, &guest, tray);
	CHECK_OK(wishlist_to_cart(cx, &guest, &put));
	CHECK_INT(put, 2);
	CHECK_OK(wishlist_to_cart(cx, &guest, &put));
	CHECK_INT(put, 0);
	CHECK_OK(cart_load(cx, "s1", &c));
	CHECK_INT(c.units, 2);
	CHECK_INT(load(cx, &guest).n, 3);
}

/* ---- login, the end ---- */

static void guests_list_becomes_the_customers(struct cx *cx)
{
	customers(cx);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	add(cx, &guest, mug);
	CHECK_OK(wish_note(cx, &guest, mug, "mine"));
	CHECK_OK(wishlist_share(cx, &guest, true));
	const char *token = load(cx, &guest).token;
	CHECK_OK(wishlist_session_move(cx, "s1", "s9"));
	CHECK_INT(load(cx, &guest).n, 0);
	CHECK_OK(wishlist_merge(cx, "s9", 1));
	struct wishlist l = load(cx, &aino);
	CHECK_INT(l.n, 1);
	CHECK_STR(l.wishes[0].note, "mine");
	CHECK_STR(l.token, token);
	CHECK_OK(wishlist_merge(cx, "s1", 1));
	CHECK_INT(load(cx, &aino).n, 1);
}

static void two_lists_become_one(struct cx *cx)
{
	customers(cx);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 3});
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 3});
	int64_t tray = test_product(
		cx, (struct test_product){.slug = "tray", .on_hand = 3});
	add(cx, &aino, mug);
	CHECK_OK(wish_note(cx, &aino, mug, "hers"));
	add(cx, &aino, tray);
	CHECK_OK(wish_remove(cx, &aino, tray));
	add(cx, &guest, mug);
	CHECK_OK(wish_note(cx, &guest, mug, "the guest's"));
	add(cx, &guest, bowl);
	add(cx, &guest, tray);
	CHECK_OK(wishlist_share(cx, &guest, true));
	const char *token = load(cx, &guest).token;
	CHECK_OK(wishlist_merge(cx, "s1", 1));
	struct wishlist l = load(cx, &aino);
	CHECK_INT(l.n, 3);
	for (size_t i = 0; i < l.n; i++)
		if (l.wishes[i].item.variant == mug)
			CHECK_STR(l.wishes[i].note, "hers");
	CHECK_INT(wishlist_by_token(cx, token, &l), ERR_NOT_FOUND);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM wishlist"), 1);
}

static void merging_stops_at_the_bound(struct cx *cx)
{
	customers(cx);
	int64_t first = things(cx, WISHLIST_MAX + 10);
	for (int64_t i = 0; i < WISHLIST_MAX - 3; i++)
		add(cx, &aino, first + i);
	for (int64_t i = WISHLIST_MAX - 5; i < WISHLIST_MAX + 10; i++) {
		cx->now = TEST_NOW + i;
		add(cx, &guest, first + i);
	}
	CHECK_OK(wishlist_merge(cx, "s1", 1));
	struct wishlist l = load(cx, &aino);
	CHECK_INT(l.n, WISHLIST_MAX);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM wish"), WISHLIST_MAX);
	for (int64_t i = 0; i < 3; i++) /* the newest of the guest's */
		CHECK_INT(
			l.wishes[i].item.variant, first + WISHLIST_MAX + 9 - i);
}

static void page_knows_what_is_on_the_list(struct cx *cx)
{
	int64_t product, *ids;
	size_t n = 0;
	int64_t mug = test_product(
		cx, (struct test_product){.product = &product, .on_hand = 3});
	int64_t blue = test_variant(cx, product,
		(struct test_product){.on_hand = 1, .sku = "BLUE"});
	int64_t bowl = test_product(
		cx, (struct test_product){.slug = "bowl", .on_hand = 3});
	add(cx, &guest, blue);
	add(cx, &guest, bowl);
	CHECK_OK(wishlist_has(cx, &guest, "mug", &ids, &n));
	CHECK_INT(n, 1);
	CHECK_INT(ids[0], blue);
	CHECK_OK(wishlist_has(cx, &other, "mug", &ids, &n));
	CHECK_INT(n, 0);
	CHECK(mug != blue);
}

static void old_link_opens_nobody_elses(struct cx *cx)
{
	struct wishlist list;
	add(cx, &guest, test_product(cx, (struct test_product){.on_hand = 1}));
	CHECK_OK(wishlist_share(cx, &guest, true));
	const char *token = load(cx, &guest).token;
	CHECK_OK(db_run_script(
		cx->db, "DELETE FROM wish; DELETE FROM wishlist"));
	cx->now++;
	add(cx, &other, test_number(cx, "SELECT max(id) FROM variant"));
	CHECK_OK(wishlist_share(cx, &other, true));
	CHECK_INT(wishlist_by_token(cx, token, &list), ERR_NOT_FOUND);
}

int main(void)
{
	return test_run((struct test[]){
		{"wish keeps its price and follows the goods",
			wish_keeps_its_price_and_follows_the_goods},
		{"nobody sees or changes another's list",
			nobody_sees_or_changes_anothers_list},
		{"what was taken off comes back whole",
			what_was_taken_off_comes_back_whole},
		{"goods that are not sold make no list",
			goods_that_are_not_sold_make_no_list},
		{"two hundred wishes are the bound",
			two_hundred_wishes_are_the_bound},
		{"notes and titles have a bound",
			notes_and_titles_have_a_bound},
		{"new link kills the old one", new_link_kills_the_old_one},
		{"line goes to the list and back",
			line_goes_to_the_list_and_back},
		{"sold out wish stays on the list",
			sold_out_wish_stays_on_the_list},
		{"all that can be bought goes once",
			all_that_can_be_bought_goes_once},
		{"guest's list becomes the customer's",
			guests_list_becomes_the_customers},
		{"two lists become one", two_lists_become_one},
		{"merging stops at the bound", merging_stops_at_the_bound},
		{"page knows what is on the list",
			page_knows_what_is_on_the_list},
		{"old link opens nobody else's", old_link_opens_nobody_elses},
		{NULL, NULL},
	});
}
