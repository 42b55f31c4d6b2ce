#include "domain/cart_code.h"

#include <string.h>

#include "domain/cart.h"
#include "domain/clean.h"
#include "domain/gift_card.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static void welcome(struct cx *cx)
{
	run(cx, "INSERT INTO promotion (id, name, kind, by_code)"
		" VALUES (1, 'a', 'percent', 1);"
		"INSERT INTO coupon (id, promotion, code, code_norm, created_ms)"
		" VALUES (3, 1, 'WELCOME-10', 'WELCOME10', 0)");
}

static int64_t card(struct cx *cx)
{
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	return id;
}

static int try_from(struct cx *cx, const char *session, const char *remote,
	const char *typed)
{
	return cart_code_add(
		cx, &(struct cart_code_try){session, remote, true, typed});
}

static int typed(struct cx *cx, const char *code)
{
	return try_from(cx, "s1", "192.0.2.1", code);
}

static struct cart_code *codes(struct cx *cx, size_t *n)
{
	struct cart_code *out = NULL;
	int64_t cart = 0;
	CHECK_OK(cart_find(cx, "s1", &cart));
	CHECK_OK(cart_codes(cx, cart, &out, n));
	return out;
}

static void one_field_takes_coupons_and_gift_cards(struct cx *cx)
{
	welcome(cx);
	int64_t id = card(cx);
	size_t n;
	CHECK_OK(typed(cx, " welcome 10 "));
	CHECK_OK(typed(cx, "WELCOME-10"));
	CHECK_OK(typed(cx, gift_card_code(cx, id)));
	struct cart_code *c = codes(cx, &n);
	CHECK_INT(n, 2);
	CHECK_STR(c[0].kind, "coupon");
	CHECK_STR(c[0].text, "WELCOME-10");
	CHECK_STR(c[1].kind, "gift_card");
	CHECK_STR(c[1].text, gift_card_code(cx, id) + 15);
	CHECK_OK(cart_code_remove(cx, "s1", "coupon", 3));
	CHECK_OK(cart_code_remove(cx, "s1", "coupon", 3));
	CHECK_OK(cart_code_remove(cx, "other", "gift_card", id));
	codes(cx, &n);
	CHECK_INT(n, 1);
}

static void what_cannot_be_used_is_unknown(struct cx *cx)
{
	static const char *const states[] = {
		"UPDATE coupon SET archived_ms = 1",
		"UPDATE promotion SET active = 0",
		"UPDATE promotion SET archived_ms = 1",
		"UPDATE promotion SET from_ms = 1795423200001",
		"UPDATE promotion SET to_ms = 1795423200000",
		"UPDATE promotion SET limit_all = 1, used = 1",
		"UPDATE coupon SET limit_all = 1, used = 1",
	};
	CHECK_INT(typed(cx, "WELCOME10"), ERR_NOT_FOUND);
	CHECK_INT(typed(cx, ""), ERR_NOT_FOUND);
	welcome(cx);
	CHECK_OK(typed(cx, "WELCOME10"));
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		run(cx, states[i]);
		CHECK_INT(try_from(cx, "s2", "192.0.2.2", "WELCOME10"),
			ERR_NOT_FOUND);
		run(cx, "UPDATE coupon SET archived_ms = NULL,"
			" limit_all = NULL, used = 0;"
			"UPDATE promotion SET active = 1, archived_ms = NULL,"
			" from_ms = NULL, to_ms = NULL, limit_all = NULL,"
			" used = 0");
	}
	CHECK_OK(try_from(cx, "s2", "192.0.2.2", "WELCOME10"));
}

static void blocked_spent_and_expired_cards_are_unknown(struct cx *cx)
{
	const char *code = gift_card_code(cx, card(cx));
	run(cx, "UPDATE gift_card SET state = 'blocked'");
	CHECK_INT(typed(cx, code), ERR_NOT_FOUND);
	run(cx, "UPDATE gift_card SET state = 'active', balance_minor = 0");
	CHECK_INT(typed(cx, code), ERR_NOT_FOUND);
	run(cx, "UPDATE gift_card SET balance_minor = 1,"
		" expires_ms = 1795423200000");
	CHECK_INT(typed(cx, code), ERR_NOT_FOUND);
	run(cx, "UPDATE gift_card SET expires_ms = NULL");
	CHECK_OK(typed(cx, code));
}

static void guessing_ends_after_ten_and_a_right_one_is_refused(struct cx *cx)
{
	welcome(cx);
	for (int i = 0; i < 10; i++)
		CHECK_INT(typed(cx, arena_printf(cx->arena, "GUESS%d", i)),
			ERR_NOT_FOUND);
	CHECK_INT(typed(cx, "WELCOME10"), ERR_TOO_MANY);
	/* a new visitor from the same network, the visitor from another */
	CHECK_INT(try_from(cx, "new", "192.0.2.1", "WELCOME10"), ERR_TOO_MANY);
	CHECK_INT(
		try_from(cx, "s1", "198.51.100.7", "WELCOME10"), ERR_TOO_MANY);
	CHECK_OK(try_from(cx, "else", "198.51.100.7", "WELCOME10"));
	cx->now += MS_HOUR;
	CHECK_OK(typed(cx, "WELCOME10"));
}

static void right_codes_are_not_counted_and_the_setting_says_how_many(
	struct cx *cx)
{
	welcome(cx);
	CHECK_OK(setting_set(cx, "codes.tries", NULL, "2"));
	for (int i = 0; i < 20; i++)
		CHECK_OK(typed(cx, "WELCOME10"));
	CHECK_INT(typed(cx, "A"), ERR_NOT_FOUND);
	CHECK_INT(typed(cx, "B"), ERR_NOT_FOUND);
	CHECK_INT(typed(cx, "C"), ERR_TOO_MANY);
	CHECK_INT(cart_code_add(cx, &(struct cart_code_try){"s1", "192.0.2.1",
					    false, "C"}),
		ERR_NOT_FOUND);
}

static void cart_carries_ten_codes(struct cx *cx)
{
	for (int i = 0; i < CART_CODES_MAX; i++)
		CHECK_OK(typed(cx, gift_card_code(cx, card(cx))));
	CHECK_INT(typed(cx, gift_card_code(cx, card(cx))), ERR_TOO_LARGE);
	size_t n;
	codes(cx, &n);
	CHECK_INT(n, CART_CODES_MAX);
}

static void cleared_and_forgotten_carts_lose_their_codes(struct cx *cx)
{
	welcome(cx);
	CHECK_OK(typed(cx, "WELCOME10"));
	CHECK_OK(cart_clear(cx, test_number(cx, "SELECT id FROM cart")));
	size_t n;
	codes(cx, &n);
	CHECK_INT(n, 0);
	CHECK_OK(typed(cx, "WELCOME10"));
	cx->now += 400 * MS_DAY;
	int64_t gone;
	CHECK_OK(clean_carts(cx, &gone));
	CHECK_INT(gone, 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM cart_code"), 0);
}

int main(void)
{
	static const struct test tests[] = {
		{"one field takes coupons and gift cards",
			one_field_takes_coupons_and_gift_cards},
		{"what cannot be used is unknown",
			what_cannot_be_used_is_unknown},
		{"blocked, spent and expired cards are unknown",
			blocked_spent_and_expired_cards_are_unknown},
		{"guessing ends after ten, and a right one is refused",
			guessing_ends_after_ten_and_a_right_one_is_refused},
		{"right codes are not counted, and the setting says how many",
			right_codes_are_not_counted_and_the_setting_says_how_many},
		{"a cart carries ten codes", cart_carries_ten_codes},
		{"cleared and forgotten carts lose their codes",
			cleared_and_forgotten_carts_lose_their_codes},
		{NULL, NULL},
	};
	return test_run(tests);
}
