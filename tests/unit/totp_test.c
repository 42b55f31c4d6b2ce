/* One-time codes, against the RFCs' own vectors; bytes as texts. */
#include "tests/test.h"

#include <stdbool.h>
#include <string.h>

#include "lib/bytes.h"
#include "lib/totp.h"

static struct bytes of(const char *text)
{
	return (struct bytes){(const unsigned char *)text, strlen(text)};
}

static const char rfc_secret[] = "12345678901234567890";

/* RFC 6238, appendix B: eight digits there, the last six here. */
static void codes_are_those_of_the_rfc(struct cx *cx)
{
	static const struct {
		int64_t seconds;
		const char *code;
	} rows[] = {
		{59, "287082"},
		{1111111109, "081804"},
		{1111111111, "050471"},
		{1234567890, "005924"},
		{2000000000, "279037"},
		{20000000000, "353130"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		CHECK_STR(totp_code(cx->arena, of(rfc_secret),
				  rows[i].seconds / 30),
			rows[i].code);
}

static void clock_may_be_one_step_off(struct cx *cx)
{
	struct bytes s = of(rfc_secret);
	int64_t now = INT64_C(1111111111) * 1000, step = now / TOTP_STEP_MS;
	for (int64_t d = -3; d <= 3; d++) {
		bool near = d >= -1 && d <= 1;
		const char *code = totp_code(cx->arena, s, step + d);
		CHECK_INT(totp_step(cx->arena, s, code, now, 0),
			near ? step + d : -1);
	}
}

static void used_code_opens_nothing_again(struct cx *cx)
{
	struct bytes s = of(rfc_secret);
	int64_t now = INT64_C(1111111111) * 1000, step = now / TOTP_STEP_MS;
	const char *code = totp_code(cx->arena, s, step);
	CHECK_INT(totp_step(cx->arena, s, code, now, step - 1), step);
	CHECK_INT(totp_step(cx->arena, s, code, now, step), -1);
	code = totp_code(cx->arena, s, step - 1);
	CHECK_INT(totp_step(cx->arena, s, code, now, step), -1);
}

static void wrong_codes_are_none(struct cx *cx)
{
	static const char *const wrong[] = {"", "05047", "0504710", " 050471",
		"050472", "x", "-50471", "５０４７１０"};
	struct bytes s = of(rfc_secret);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		CHECK_INT(totp_step(cx->arena, s, wrong[i],
				  INT64_C(1111111111) * 1000, 0),
			-1);
}

static void address_for_the_app_is_whole(struct cx *cx)
{
	CHECK_STR(totp_uri(cx->arena, of(rfc_secret), "Poukama & Co",
			  "aino@posti.example"),
		"otpauth://totp/Poukama%20%26%20Co:aino%40posti.example"
		"?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
		"&issuer=Poukama%20%26%20Co&algorithm=SHA1&digits=6&period=30");
}

/* RFC 4648, section 10 */
static void bytes_are_written_as_the_rfc_has_them(struct cx *cx)
{
	static const struct {
		const char *text, *b32, *b64, *hex;
	} rows[] = {
		{"", "", "", ""},
		{"f", "MY", "Zg", "66"},
		{"fo", "MZXQ", "Zm8", "666f"},
		{"foo", "MZXW6", "Zm9v", "666f6f"},
		{"foob", "MZXW6YQ", "Zm9vYg", "666f6f62"},
		{"fooba", "MZXW6YTB", "Zm9vYmE", "666f6f6261"},
		{"foobar", "MZXW6YTBOI", "Zm9vYmFy", "666f6f626172"},
		{"\xff\xfe\xfb", "777PW", "__77", "fffefb"},
	};
	struct arena *a = cx->arena;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct bytes b = of(rows[i].text);
		CHECK_STR(bytes_base32(a, b), rows[i].b32);
		CHECK_STR(bytes_b64url(a, b), rows[i].b64);
		CHECK_STR(bytes_hex(a, b), rows[i].hex);
		CHECK_INT(bytes_from_base32(a, rows[i].b32).n, b.n);
		CHECK_INT(bytes_from_b64url(a, rows[i].b64).n, b.n);
		CHECK_STR((const char *)bytes_from_hex(a, rows[i].hex).p,
			rows[i].text);
		CHECK_STR((const char *)bytes_from_b64url(a, rows[i].b64).p,
			rows[i].text);
	}
}

static void other_texts_are_no_bytes(struct cx *cx)
{
	struct arena *a = cx->arena;
	CHECK(!bytes_from_hex(a, "6").p);
	CHECK(!bytes_from_hex(a, "6G").p);
	CHECK(!bytes_from_hex(a, "6A").p); /* one text for each run */
	CHECK(!bytes_from_b64url(a, "Zg==").p);
	CHECK(!bytes_from_b64url(a, "Zh").p);
	CHECK(!bytes_from_b64url(a, "Z").p);
	CHECK(!bytes_from_b64url(a, "+/").p);
	CHECK(!bytes_from_base32(a, "my").p);
}

int main(void)
{
	return test_run((struct test[]){
		{"codes are those of the rfc", codes_are_those_of_the_rfc},
		{"clock may be one step off", clock_may_be_one_step_off},
		{"used code opens nothing again",
			used_code_opens_nothing_again},
		{"wrong codes are none", wrong_codes_are_none},
		{"address for the app is whole", address_for_the_app_is_whole},
		{"bytes are written as the rfc has them",
			bytes_are_written_as_the_rfc_has_them},
		{"other texts are no bytes", other_texts_are_no_bytes},
		{NULL, NULL},
	});
}
