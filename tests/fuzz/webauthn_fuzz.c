/* Passkeys: client's data, authenticator's data and signature as strangers
 * send them, for a new passkey and for a login. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/webauthn.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A point of the curve whose secret nobody here has. */
static const char key_text[] =
	"-7 6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
	"4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

static struct bytes part(const uint8_t **at, size_t *left)
{
	size_t n = *left ? **at : 0;
	if (*left) {
		(*at)++;
		(*left)--;
	}
	if (n > *left)
		n = *left;
	struct bytes out = {*at, n};
	*at += n;
	*left -= n;
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct webauthn_site site = {
		"localhost", "http://localhost"};
	static const char good[] = "{\"type\":\"webauthn.create\","
				   "\"challenge\":\"YQ\","
				   "\"origin\":\"http://localhost\"}";
	struct arena *a = arena_new();
	struct webauthn_key key = {.counter = 0}, made = {.counter = 0};
	int64_t counter = 0;
	const uint8_t *at = data;
	size_t left = size;
	struct webauthn_answer said;
	said.client = part(&at, &left);
	said.signature = part(&at, &left);
	said.authdata = (struct bytes){at, left};
	if (webauthn_key_read(a, key_text, &key) != OK)
		abort();
	if (webauthn_check(a, &site, "YQ", &said, &key, &counter) == OK)
		abort(); /* nobody signs by chance */
	webauthn_new(a, &site, "YQ", &said, &made);
	said.client = (struct bytes){
		(const unsigned char *)good, sizeof(good) - 1};
	if (webauthn_new(a, &site, "YQ", &said, &made) == OK &&
		webauthn_key_read(a, webauthn_key_text(a, &made), &key) != OK)
		abort(); /* what is taken can be kept */
	arena_free(a);
	return 0;
}
