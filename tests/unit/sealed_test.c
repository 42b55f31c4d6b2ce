#include "tests/test.h"

#include <string.h>

#include "domain/sealed.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/seal.h"
#include "tests/orders.h"

static const char *stored(struct cx *cx, const char *code)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT value FROM sealed WHERE code = :code");
	db_bind_text(q, ":code", code);
	CHECK_OK(db_one(q));
	const char *v = db_next_text(q, cx->arena);
	db_done(q);
	return v;
}

static void store(struct cx *cx, const char *code, const char *value)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE sealed SET value = :value WHERE code = :code");
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":value", value);
	CHECK_OK(db_exec(q, NULL));
}

static void secret_comes_back_as_it_was(struct cx *cx)
{
	const char *value = NULL;
	CHECK_INT(sealed_has(cx, "paytrail.secret"), 0);
	CHECK_INT(sealed_get(cx, "paytrail.secret", &value), ERR_NOT_FOUND);
	CHECK_OK(sealed_set(cx, "paytrail.secret", "SAIPPUAKAUPPIAS"));
	CHECK(sealed_has(cx, "paytrail.secret"));
	CHECK_INT(sealed_changed_ms(cx, "paytrail.secret"), cx->now);
	CHECK_OK(sealed_get(cx, "paytrail.secret", &value));
	CHECK_STR(value, "SAIPPUAKAUPPIAS");
	CHECK_OK(sealed_set(cx, "paytrail.secret", ""));
	CHECK_OK(sealed_get(cx, "paytrail.secret", &value));
	CHECK_STR(value, "");
	CHECK_OK(sealed_remove(cx, "paytrail.secret"));
	CHECK_INT(sealed_has(cx, "paytrail.secret"), 0);
}

static void same_secret_looks_different_each_time(struct cx *cx)
{
	CHECK_OK(sealed_set(cx, "a", "SAIPPUAKAUPPIAS"));
	const char *first = stored(cx, "a");
	CHECK_OK(sealed_set(cx, "a", "SAIPPUAKAUPPIAS"));
	CHECK(strcmp(first, stored(cx, "a")) != 0);
	CHECK_INT(strlen(first), 2 * (12 + 15 + 16));
}

static void every_flipped_bit_is_seen(struct cx *cx)
{
	static const char digits[] = "0123456789abcdef";
	CHECK_OK(sealed_set(cx, "a", "whsec_1"));
	const char *good = stored(cx, "a"), *value;
	for (size_t i = 0; i < strlen(good) * 4; i++) {
		char *bad = arena_strdup(cx->arena, good);
		long at = strchr(digits, bad[i / 4]) - digits;
		bad[i / 4] = digits[at ^ (1 << i % 4)];
		store(cx, "a", bad);
		CHECK_INT(sealed_get(cx, "a", &value), ERR_DENIED);
	}
	store(cx, "a", good);
	CHECK_OK(sealed_get(cx, "a", &value));
}

static void what_is_no_sealed_text_is_denied(struct cx *cx)
{
	const char *value;
	CHECK_OK(sealed_set(cx, "a", "x"));
	const char *good = stored(cx, "a");
	const char *bad[] = {"", "00", "zz",
		arena_strndup(cx->arena, good, strlen(good) - 2),
		arena_printf(cx->arena, "%s00", good),
		arena_printf(cx->arena, "%sg", good)};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		store(cx, "a", bad[i]);
		CHECK_INT(sealed_get(cx, "a", &value), ERR_DENIED);
	}
}

static void other_key_file_opens_nothing(struct cx *cx)
{
	const char *value;
	CHECK_OK(sealed_set(cx, "a", "x"));
	struct secret other = *cx->secret;
	other.key[31] ^= 1;
	cx->secret = &other;
	CHECK_INT(sealed_get(cx, "a", &value), ERR_DENIED);
}

static void secrets_cannot_change_places(struct cx *cx)
{
	const char *value;
	CHECK_OK(sealed_set(cx, "paytrail.secret", "x"));
	CHECK_OK(sealed_set(cx, "stripe.secret", "y"));
	store(cx, "stripe.secret", stored(cx, "paytrail.secret"));
	CHECK_INT(sealed_get(cx, "stripe.secret", &value), ERR_DENIED);
}

static void audit_tells_that_it_changed_not_what(struct cx *cx)
{
	CHECK_OK(sealed_set(cx, "paytrail.secret", "SAIPPUAKAUPPIAS"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'sealed'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE coalesce(before, '')"
				  " || coalesce(after, '') LIKE '%SAIPPUA%'"),
		0);
}

int main(void)
{
	static const struct test tests[] = {
		{"a secret comes back as it was", secret_comes_back_as_it_was},
		{"the same secret looks different each time",
			same_secret_looks_different_each_time},
		{"every flipped bit is seen", every_flipped_bit_is_seen},
		{"what is no sealed text is denied",
			what_is_no_sealed_text_is_denied},
		{"another key file opens nothing",
			other_key_file_opens_nothing},
		{"secrets cannot change places", secrets_cannot_change_places},
		{"the audit tells that it changed, not what",
			audit_tells_that_it_changed_not_what},
		{NULL, NULL},
	};
	return test_run(tests);
}
