#include "lib/bytes.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

static const char hex_digits[] = "0123456789abcdef";
static const char b64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "abcdefghijklmnopqrstuvwxyz0123456789-_";
static const char b32_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/* Each digit holds so many bits, the first of a byte first. */
static const char *write_digits(
	struct arena *a, struct bytes b, const char *digits, unsigned bits)
{
	char *out = arena_alloc(a, (b.n * CHAR_BIT + bits - 1) / bits + 1);
	char *at = out;
	uint32_t held = 0;
	unsigned n = 0;
	for (size_t i = 0; i < b.n; i++) {
		held = held << CHAR_BIT | b.p[i];
		for (n += CHAR_BIT; n >= bits; n -= bits)
			*at++ = digits[held >> (n - bits) & ((1U << bits) - 1)];
	}
	if (n > 0)
		*at++ = digits[held << (bits - n) & ((1U << bits) - 1)];
	return out;
}

static struct bytes read_digits(
	struct arena *a, const char *text, const char *digits, unsigned bits)
{
	size_t len = strlen(text);
	unsigned char *out = arena_alloc(a, len * bits / CHAR_BIT + 1);
	struct bytes none = {NULL, 0}, got = {out, 0};
	uint32_t held = 0;
	unsigned n = 0;
	for (size_t i = 0; i < len; i++) {
		const char *d = strchr(digits, text[i]);
		if (!d)
			return none;
		held = held << bits | (uint32_t)(d - digits);
		n += bits;
		if (n < CHAR_BIT)
			continue;
		n -= CHAR_BIT;
		out[got.n++] = (unsigned char)(held >> n);
	}
	/* a digit too many, or bits that no byte takes */
	if (n >= bits || (held & ((1U << n) - 1)))
		return none;
	return got;
}

const char *bytes_hex(struct arena *a, struct bytes b)
{
	return write_digits(a, b, hex_digits, 4);
}

struct bytes bytes_from_hex(struct arena *a, const char *hex)
{
	return read_digits(a, hex, hex_digits, 4);
}

const char *bytes_b64url(struct arena *a, struct bytes b)
{
	return write_digits(a, b, b64_digits, 6);
}

struct bytes bytes_from_b64url(struct arena *a, const char *text)
{
	return read_digits(a, text, b64_digits, 6);
}

const char *bytes_base32(struct arena *a, struct bytes b)
{
	return write_digits(a, b, b32_digits, 5);
}

struct bytes bytes_from_base32(struct arena *a, const char *text)
{
	return read_digits(a, text, b32_digits, 5);
}
