#include "lib/crypt.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/test.h"

static void sha256_gives_the_published_values(struct cx *cx)
{
	/* FIPS 180-4 examples */
	CHECK_STR(crypt_sha256_str(cx->arena, "abc"),
		"ba7816bf8f01cfea414140de5dae2223"
		"b00361a396177a9cb410ff61f20015ad");
	CHECK_STR(crypt_sha256(cx->arena, "", 0),
		"e3b0c44298fc1c149afbf4c8996fb924"
		"27ae41e4649b934ca495991b7852b855");
	CHECK_STR(crypt_sha256_str(cx->arena, "abcdbcdecdefdefgefghfghighijhijk"
					      "ijkljklmklmnlmnomnopnopq"),
		"248d6a61d20638b8e5c026930c3e6039"
		"a33ce45964ff2167f6ecedd419db06c1");
}

static void mac_is_hmac_of_purpose_nul_text(struct cx *cx)
{
	/* printf 'order\0' | cat - <(printf 42) | openssl dgst -sha256
	 * -mac HMAC -macopt hexkey:000102..1f */
	struct secret s;
	for (int i = 0; i < CRYPT_KEY; i++)
		s.key[i] = (unsigned char)i;
	CHECK_STR(crypt_mac(cx->arena, &s, "order", "42"),
		"3d02c0569cc58e5081bf69099c9bf366"
		"9b79028514bb39627e7129457893feb0");
	CHECK_STR(crypt_keyed_token(cx->arena, &s, "order", "42"),
		"hubmavu4ywhfban7neezzg7tm2nxsauf");
}

static void key_purpose_and_text_all_count(struct cx *cx)
{
	struct secret other = *cx->secret;
	other.key[31] ^= 1;
	const char *mac = crypt_mac(cx->arena, cx->secret, "a", "bc");
	CHECK_STR(crypt_mac(cx->arena, cx->secret, "a", "bc"), mac);
	CHECK(strcmp(crypt_mac(cx->arena, &other, "a", "bc"), mac) != 0);
	CHECK(strcmp(crypt_mac(cx->arena, cx->secret, "ab", "c"), mac) != 0);
	CHECK(strcmp(crypt_mac(cx->arena, cx->secret, "a", "bd"), mac) != 0);
	CHECK_STR(crypt_mac(cx->arena, cx->secret, "a", "bc"), mac);
}

static void tokens_are_long_plain_and_new_each_time(struct cx *cx)
{
	const char *a = crypt_token(cx->arena), *b = crypt_token(cx->arena);
	CHECK_INT(strlen(a), CRYPT_TOKEN);
	CHECK_INT(strspn(a, "abcdefghijklmnopqrstuvwxyz234567"), CRYPT_TOKEN);
	CHECK(strcmp(a, b) != 0);
}

static void csrf_masks_differ_and_both_verify(struct cx *cx)
{
	const char *a = csrf_make(cx->arena, cx->secret, "session-1");
	const char *b = csrf_make(cx->arena, cx->secret, "session-1");
	CHECK(strcmp(a, b) != 0);
	/* nothing of the one half may show in the other token */
	CHECK(strncmp(a, b, 16) != 0 &&
		strcmp(a + strlen(a) / 2, b + strlen(b) / 2) != 0);
	CHECK(csrf_ok(cx->arena, cx->secret, "session-1", a));
	CHECK(csrf_ok(cx->arena, cx->secret, "session-1", b));
}

static void csrf_of_another_session_or_key_fails(struct cx *cx)
{
	struct secret other = *cx->secret;
	other.key[0] ^= 1;
	const char *a = csrf_make(cx->arena, cx->secret, "session-1");
	CHECK(!csrf_ok(cx->arena, cx->secret, "session-2", a));
	CHECK(!csrf_ok(cx->arena, &other, "session-1", a));
	CHECK(!csrf_ok(cx->arena, cx->secret, NULL, a));
	CHECK(!csrf_ok(cx->arena, cx->secret, "session-1", NULL));
	CHECK(!csrf_ok(cx->arena, cx->secret, "session-1", ""));
	char *zero = arena_strdup(cx->arena, a);
	memset(zero, '0', strlen(zero));
	CHECK(!csrf_ok(cx->arena, cx->secret, "session-1", zero));
}

static void csrf_changed_anywhere_fails(struct cx *cx)
{
	const char *a = csrf_make(cx->arena, cx->secret, "s");
	for (size_t i = 0; a[i]; i++) {
		char *bad = arena_strdup(cx->arena, a);
		bad[i] = bad[i] == '1' ? '2' : '1';
		CHECK(!csrf_ok(cx->arena, cx->secret, "s", bad));
		bad[i] = 'x';
		CHECK(!csrf_ok(cx->arena, cx->secret, "s", bad));
		bad[i] = '\0';
		CHECK(!csrf_ok(cx->arena, cx->secret, "s", bad));
	}
	CHECK(!csrf_ok(cx->arena, cx->secret, "s",
		arena_printf(cx->arena, "%s00", a)));
}

static void passwords_verify_and_salts_differ(struct cx *cx)
{
	const char *a = password_hash(cx->arena, "kahvikuppi-42 ☃");
	const char *b = password_hash(cx->arena, "kahvikuppi-42 ☃");
	CHECK(!strncmp(a, "$argon2id$v=19$m=19456,t=2,p=1$", 31));
	CHECK(strcmp(a, b) != 0);
	CHECK(password_ok(a, "kahvikuppi-42 ☃"));
	CHECK(password_ok(b, "kahvikuppi-42 ☃"));
	CHECK(!password_ok(a, "kahvikuppi-42"));
	CHECK(!password_ok(a, ""));
	CHECK(!password_ok(NULL, "kahvikuppi-42 ☃"));
	CHECK(!password_ok("", "x"));
	CHECK(!password_ok("$argon2id$nonsense", "x"));
}

static void long_passwords_are_not_cut(struct cx *cx)
{
	char *long1 = arena_alloc(cx->arena, CRYPT_PASSWORD_MAX + 1);
	memset(long1, 'a', CRYPT_PASSWORD_MAX);
	char *long2 = arena_strdup(cx->arena, long1);
	long2[CRYPT_PASSWORD_MAX - 1] = 'b';
	const char *hash = password_hash(cx->arena, long1);
	CHECK(password_ok(hash, long1));
	CHECK(!password_ok(hash, long2));
}

static void equal_is_equal_and_null_is_not(struct cx *cx)
{
	(void)cx;
	CHECK(crypt_equal("abc", "abc"));
	CHECK(crypt_equal("", ""));
	CHECK(!crypt_equal("abc", "abd"));
	CHECK(!crypt_equal("abc", "ab"));
	CHECK(!crypt_equal(NULL, NULL));
	CHECK(!crypt_equal("a", NULL));
}

static void the_key_file_is_made_once_and_private(struct cx *cx)
{
	struct secret made, again;
	struct stat st;
	const char *path = arena_printf(cx->arena, "%s/key", test_dir(cx));
	CHECK_INT(secret_load(&made, path, false), ERR_NOT_FOUND);
	CHECK_OK(secret_load(&made, path, true));
	CHECK_OK(stat(path, &st));
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK_INT(st.st_size, CRYPT_KEY);
	CHECK_INT(st.st_nlink, 1);
	CHECK_OK(secret_load(&again, path, true));
	CHECK(!memcmp(made.key, again.key, CRYPT_KEY));

	CHECK_OK(chmod(path, 0640));
	CHECK_INT(secret_load(&again, path, true), ERR_DENIED);
	CHECK_OK(chmod(path, 0600));
	CHECK_OK(truncate(path, 31));
	CHECK_INT(secret_load(&again, path, true), ERR_INTERNAL);
}

int main(void)
{
	return test_run((struct test[]){
		{"SHA-256 gives the published values",
			sha256_gives_the_published_values},
		{"the MAC is HMAC of purpose, NUL, text",
			mac_is_hmac_of_purpose_nul_text},
		{"key, purpose and text all count",
			key_purpose_and_text_all_count},
		{"tokens are long, plain and new each time",
			tokens_are_long_plain_and_new_each_time},
		{"CSRF masks differ and both verify",
			csrf_masks_differ_and_both_verify},
		{"CSRF of another session or key fails",
			csrf_of_another_session_or_key_fails},
		{"CSRF changed anywhere fails", csrf_changed_anywhere_fails},
		{"passwords verify and salts differ",
			passwords_verify_and_salts_differ},
		{"long passwords are not cut", long_passwords_are_not_cut},
		{"equal is equal and NULL is not",
			equal_is_equal_and_null_is_not},
		{"the key file is made once and private",
			the_key_file_is_made_once_and_private},
		{NULL, NULL},
	});
}
