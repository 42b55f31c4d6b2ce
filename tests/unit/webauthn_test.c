/* Passkeys: right ones are taken, and each thing that can be wrong is seen. */
#include "tests/authenticator.h"
#include "tests/test.h"

#include <string.h>

#include "lib/webauthn.h"

#define CHALLENGE "Y2hhbGxlbmdlIG9mIG91cnM"

static const struct webauthn_site site = {"localhost", "http://localhost:8080"};
static const int algs[] = {WEBAUTHN_ES256, WEBAUTHN_EDDSA, WEBAUTHN_RS256};

static int made(struct cx *cx, const struct authenticator *d,
	struct authenticator_plan plan, struct webauthn_key *key)
{
	if (!plan.challenge)
		plan.challenge = CHALLENGE;
	struct webauthn_answer answer = authenticator_make(cx->arena, d, &plan);
	return webauthn_new(cx->arena, &site, CHALLENGE, &answer, key);
}

static int opened(struct cx *cx, const struct authenticator *d,
	struct authenticator_plan plan, const struct webauthn_key *key,
	int64_t *counter)
{
	if (!plan.challenge)
		plan.challenge = CHALLENGE;
	struct webauthn_answer answer = authenticator_get(cx->arena, d, &plan);
	return webauthn_check(
		cx->arena, &site, CHALLENGE, &answer, key, counter);
}

static void passkeys_of_all_three_kinds_are_made_and_open(struct cx *cx)
{
	for (size_t i = 0; i < sizeof(algs) / sizeof(*algs); i++) {
		struct authenticator d = authenticator_new(cx->arena, algs[i]);
		struct webauthn_key key = {0}, kept = {0};
		int64_t counter = -1;
		CHECK_OK(made(cx, &d, (struct authenticator_plan){.counter = 3},
			&key));
		CHECK_INT(key.alg, algs[i]);
		CHECK_INT(key.counter, 3);
		CHECK_STR(bytes_hex(cx->arena, key.id),
			bytes_hex(cx->arena, d.id));
		/* through a table */
		const char *text = webauthn_key_text(cx->arena, &key);
		CHECK_OK(webauthn_key_read(cx->arena, text, &kept));
		kept.counter = 3;
		CHECK_OK(opened(cx, &d,
			(struct authenticator_plan){.counter = 4}, &kept,
			&counter));
		CHECK_INT(counter, 4);
		CHECK_INT(opened(cx, &d,
				  (struct authenticator_plan){
					  .counter = 4, .other_key = true},
				  &kept, &counter),
			ERR_DENIED);
	}
}

/* What a browser or somebody between may have got wrong. */
static const struct authenticator_plan wrong[] = {
	{.challenge = "YW5vdGhlcg"},
	{.challenge = CHALLENGE "A"},
	{.origin = "http://localhost:8081"},
	{.origin = "https://localhost:8080"},
	{.origin = "http://localhost:8080.evil.example"},
	{.rp_id = "evil.example"},
	{.type = "webauthn.other"},
	{.more = ",\"crossOrigin\":true"},
	{.more = ",\"topOrigin\":\"https://evil.example\""},
	{.more = ",\"origin\":\"http://localhost:8080\""},
	{.client = ""},
	{.client = "[]"},
	{.client = "{}"},
	{.flags = 1}, /* there, but nobody knows who */
	{.flags = 4},
	{.flags = 8},
};

static void whatever_is_wrong_makes_no_passkey(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct webauthn_key key = {0};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		CHECK_INT(made(cx, &d, wrong[i], &key), ERR_DENIED);
		if (test_failed)
			printf("# case %zu\n", i);
	}
	CHECK_INT(made(cx, &d,
			  (struct authenticator_plan){.type = "webauthn.get"},
			  &key),
		ERR_DENIED);
	CHECK_OK(made(cx, &d,
		(struct authenticator_plan){.more = ",\"crossOrigin\":false"},
		&key));
}

static void whatever_is_wrong_opens_nothing(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct webauthn_key key = {0};
	int64_t counter;
	CHECK_OK(made(cx, &d, (struct authenticator_plan){0}, &key));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		CHECK_INT(opened(cx, &d, wrong[i], &key, &counter), ERR_DENIED);
		if (test_failed)
			printf("# case %zu\n", i);
	}
	CHECK_INT(
		opened(cx, &d,
			(struct authenticator_plan){.type = "webauthn.create"},
			&key, &counter),
		ERR_DENIED);
	CHECK_OK(
		opened(cx, &d, (struct authenticator_plan){0}, &key, &counter));
}

static void changed_bytes_open_nothing(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct authenticator_plan plan = {.challenge = CHALLENGE};
	struct webauthn_key key = {0};
	int64_t counter;
	CHECK_OK(made(cx, &d, plan, &key));
	struct webauthn_answer good = authenticator_get(cx->arena, &d, &plan);
	struct bytes *parts[] = {&good.client, &good.authdata, &good.signature};
	for (size_t part = 0; part < 3; part++)
		for (size_t i = 0; i < parts[part]->n; i += 5) {
			unsigned char *p = (unsigned char *)parts[part]->p;
			p[i] ^= 1;
			CHECK_INT(webauthn_check(cx->arena, &site, CHALLENGE,
					  &good, &key, &counter),
				ERR_DENIED);
			p[i] ^= 1;
		}
	CHECK_OK(webauthn_check(
		cx->arena, &site, CHALLENGE, &good, &key, &counter));
	good.signature.p = NULL;
	CHECK_INT(webauthn_check(
			  cx->arena, &site, CHALLENGE, &good, &key, &counter),
		ERR_DENIED);
}

static void counter_never_goes_back(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct webauthn_key key = {0};
	int64_t counter;
	CHECK_OK(made(cx, &d, (struct authenticator_plan){.counter = 9}, &key));
	for (int64_t n = 0; n <= 9; n += 3)
		CHECK_INT(opened(cx, &d,
				  (struct authenticator_plan){.counter = n},
				  &key, &counter),
			ERR_DENIED);
	CHECK_OK(opened(cx, &d, (struct authenticator_plan){.counter = 10},
		&key, &counter));
	key.counter = 0; /* a device that does not count */
	CHECK_OK(
		opened(cx, &d, (struct authenticator_plan){0}, &key, &counter));
	CHECK_INT(counter, 0);
}

static void halves_of_data_are_refused(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_RS256);
	struct authenticator_plan plan = {.challenge = CHALLENGE};
	struct webauthn_key key = {0};
	struct webauthn_answer good = authenticator_make(cx->arena, &d, &plan);
	for (size_t n = 0; n < good.authdata.n; n++) {
		struct webauthn_answer cut = good;
		cut.authdata.n = n;
		CHECK_INT(webauthn_new(cx->arena, &site, CHALLENGE, &cut, &key),
			ERR_DENIED);
	}
	CHECK_OK(webauthn_new(cx->arena, &site, CHALLENGE, &good, &key));
	good.authdata.p = NULL;
	CHECK_INT(webauthn_new(cx->arena, &site, CHALLENGE, &good, &key),
		ERR_DENIED);
	CHECK_INT(webauthn_key_read(cx->arena, "-7 00", &key), ERR_INVALID);
	CHECK_INT(webauthn_key_read(cx->arena, "-7", &key), ERR_INVALID);
	CHECK_INT(webauthn_key_read(cx->arena, "", &key), ERR_INVALID);
	CHECK_INT(webauthn_key_read(cx->arena, "-9 00", &key), ERR_INVALID);
}

/* A map of 600 million members in 170 bytes. */
static void lists_that_claim_to_be_endless_are_not_read(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct authenticator_plan plan = {.challenge = CHALLENGE};
	struct webauthn_key key = {0};
	struct webauthn_answer good = authenticator_make(cx->arena, &d, &plan);
	static const unsigned char heads[] = {0xba, 0xbb, 0x9a, 0xbf, 0xd8};
	size_t at = 37 + 16 + 2 + d.id.n;
	unsigned char *p = (unsigned char *)good.authdata.p, was = p[at + 4];
	CHECK_INT(p[at], 0xa5);
	for (size_t i = 0; i < sizeof(heads); i++) {
		p[at + 4] = heads[i];
		CHECK_INT(
			webauthn_new(cx->arena, &site, CHALLENGE, &good, &key),
			ERR_DENIED);
	}
	p[at + 4] = was;
	CHECK_OK(webauthn_new(cx->arena, &site, CHALLENGE, &good, &key));
}

static void place_is_a_name(struct cx *cx)
{
	static const struct {
		const char *url, *rp_id, *origin;
	} rows[] = {
		{"https://shop.example", "shop.example",
			"https://shop.example"},
		{"https://shop.example:8443", "shop.example",
			"https://shop.example:8443"},
		{"http://127.0.0.1:8080", "localhost", "http://localhost:8080"},
		{"http://localhost:8080", "localhost", "http://localhost:8080"},
		{"http://shop.example", NULL, NULL},
		{"https://192.0.2.1", NULL, NULL},
		{"https://127.0.0.1", NULL, NULL},
		{"https://[2001:db8::1]:8080", NULL, NULL},
		{"http://[::1]:8080", NULL, NULL},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct webauthn_site got = {NULL, NULL};
		CHECK_INT(webauthn_site_of(cx->arena, rows[i].url, &got),
			rows[i].rp_id != NULL);
		CHECK_STR(got.rp_id, rows[i].rp_id);
		CHECK_STR(got.origin, rows[i].origin);
	}
}

int main(void)
{
	return test_run((struct test[]){
		{"passkeys of all three kinds are made and open",
			passkeys_of_all_three_kinds_are_made_and_open},
		{"whatever is wrong makes no passkey",
			whatever_is_wrong_makes_no_passkey},
		{"whatever is wrong opens nothing",
			whatever_is_wrong_opens_nothing},
		{"changed bytes open nothing", changed_bytes_open_nothing},
		{"counter never goes back", counter_never_goes_back},
		{"halves of data are refused", halves_of_data_are_refused},
		{"lists that claim to be endless are not read",
			lists_that_claim_to_be_endless_are_not_read},
		{"place is a name", place_is_a_name},
		{NULL, NULL},
	});
}
