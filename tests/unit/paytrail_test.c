/* V1 to V6 are Paytrail's own, C1 to C4 were computed with other programs. */
#include "lib/paytrail.h"

#include "lib/http.h"
#include "tests/check.h"

static const char secret[] = "SAIPPUAKAUPPIAS";

#define BODY(stamp, vat)                                                      \
	"{\"stamp\":\"" stamp "\",\"reference\":\"3759170\",\"amount\":1525," \
	"\"currency\":\"EUR\",\"language\":\"FI\",\"items\":[{\"unitPrice\":" \
	"1525,\"units\":1,\"vatPercentage\":" vat ",\"productCode\":"         \
	"\"#1234\",\"deliveryDate\":\"2018-09-01\"}],\"customer\":"           \
	"{\"email\":\"test.customer@example.com\"},\"redirectUrls\":"         \
	"{\"success\":\"https://ecom.example.com/cart/success\","             \
	"\"cancel\":\"https://ecom.example.com/cart/cancel\"}}"

static const struct remote_header v1[] = {
	{"checkout-method", "POST"},
	{"checkout-timestamp", "2018-07-06T10:01:31.904Z"},
	{"platform-name", "puoti-puoti"}, /* not signed */
	{"checkout-account", "375917"},
	{"checkout-algorithm", "sha256"},
	{"checkout-nonce", "564635208570151"},
	{NULL, NULL},
};

static const char *sign(struct arena *a, const char *algorithm,
	const struct remote_header *pairs, const char *body)
{
	return paytrail_sign(a, secret, algorithm, pairs, body, strlen(body));
}

static void v1_payment(struct arena *a)
{
	CHECK_STR(sign(a, "sha256", v1,
			  BODY("unique-identifier-for-merchant", "25.5")),
		"9a4a7735279de4c99268e4566a5526ae"
		"887e73e6e58f2918cb2309ccac366129");
	CHECK_STR(sign(a, "sha256", v1,
			  BODY("unique-identifier-for-merchant", "24")),
		"3708f6497ae7cc55a2e6009fc90aa10c"
		"3ad0ef125260ee91b19168750f6d74f6");
}

static void c1_payment_with_sha512(struct arena *a)
{
	struct remote_header pairs[7];
	memcpy(pairs, v1, sizeof(v1));
	pairs[4].value = "sha512";
	CHECK_STR(sign(a, "sha512", pairs,
			  BODY("unique-identifier-for-merchant", "25.5")),
		"dcc8a2011ab03aeec18e251e1f7b96842a8ff54caac1e36b6c3516b1347be3"
		"11c7c00ac58d55cd6ec73818647c7bf325d6beaa03b9176f6a3eefaacfee24"
		"2552");
	CHECK(!sign(a, "md5", v1, ""));
	CHECK(!sign(a, "", v1, ""));
}

static void v2_v3_with_and_without_a_body(struct arena *a)
{
	static const struct remote_header pairs[] = {
		{"checkout-account", "375917"},
		{"checkout-algorithm", "sha256"},
		{"checkout-method", "GET"},
		{"checkout-nonce", "123456"},
		{"checkout-timestamp", "2018-07-05T11:19:25.950Z"},
		{NULL, NULL},
	};
	CHECK_STR(sign(a, "sha256", pairs, ""),
		"e2070810cb0d8795534cf0c2b983a3de"
		"e0858990cd073869ce23437c59f98776");
	CHECK_STR(sign(a, "sha256", pairs, "{\"data\":\"test\"}"),
		"73b1e55ebcf42dab90507f7dd53cddb7"
		"d2076ebcc61f67f27c9b9f4c94471a67");
}

static void v4_status(struct arena *a)
{
	static const struct remote_header pairs[] = {
		{"checkout-account", "375917"},
		{"checkout-algorithm", "sha256"},
		{"checkout-method", "GET"},
		{"checkout-timestamp", "2019-11-01T08:48:50.832Z"},
		{"checkout-transaction-id",
			"681538c4-fc84-11e9-83bc-2ffcef4c3453"},
		{"checkout-nonce", "87ac41e1-e6e6-4789-b8e0-c83930cfc447"},
		{NULL, NULL},
	};
	CHECK_STR(sign(a, "sha256", pairs, ""),
		"4d84e3aedaa847b23e672ff3bc9c57ae"
		"5d1c1e84aec251ce39914eaf250bb8b2");
}

static void v6_of_2018(struct arena *a)
{
	static const struct remote_header pairs[] = {
		{"checkout-account", "375917"},
		{"checkout-algorithm", "sha256"},
		{"checkout-method", "POST"},
		{NULL, NULL},
	};
	CHECK_STR(sign(a, "sha256", pairs,
			  BODY("should-be-unique-for-merchant", "24")),
		"84b454005a4f087076ad86cee8b4a646"
		"b18982998de7221db57646743cda7b81");
}

#define V5                                                    \
	"checkout-account=375917&checkout-algorithm=sha256"   \
	"&checkout-amount=2964&checkout-stamp=15336332710015" \
	"&checkout-reference=192387192837195"
#define V5_TXN "&checkout-transaction-id=4b300af6-9a22-11e8-9184-abb6de7fd2d0"
#define V5_OK  "&checkout-status=ok&checkout-provider=nordea"
#define V5_SIGNED                                                     \
	"&signature=b2d3ecdda2c04563a4638fcade3d4e77dfdc58829b429ad2" \
	"c2cb422d0fc64080"

/* A query as the shop reads it. */
static bool query_is_signed(struct arena *a, const char *query)
{
	const struct param *p = params_decode(a, query, strlen(query));
	struct remote_header pairs[64] = {{NULL, NULL}};
	for (size_t i = 0; p && p[i].name && i < 63; i++)
		pairs[i] = (struct remote_header){p[i].name, p[i].value};
	return p && paytrail_signed(a, secret, "sha256", pairs, "", 0);
}

static void v5_coming_back(struct arena *a)
{
	CHECK(query_is_signed(a, V5 V5_TXN V5_OK V5_SIGNED));
	CHECK(query_is_signed(a, "ours=1&" V5 V5_TXN V5_OK V5_SIGNED "&x=2"));
}

static void c2_c3_c4_other_queries(struct arena *a)
{
	CHECK(query_is_signed(a,
		V5 V5_TXN "&checkout-status=pending&checkout-provider=nordea"
			  "&signature=095185ce03f0362929b8bd7069050e613b21"
			  "d49d949bbdfdf272db9a8cf63feb"));
	CHECK(query_is_signed(a, V5 V5_TXN V5_OK
		      "&checkout-new-field-2027=%C3%A4+%C3%B6%2B%20"
		      "&signature=baebc053f81518f2b4fe9c6febf43d8591"
		      "132bdd914c130fd2dfa90c2229b567") ||
		query_is_signed(a, V5 V5_TXN V5_OK
			"&checkout-new-field-2027=%C3%A4%20%C3%B6%2B%2520"
			"&signature=baebc053f81518f2b4fe9c6febf43d8591"
			"132bdd914c130fd2dfa90c2229b567"));
	CHECK(query_is_signed(a,
		V5 "&checkout-status=fail&checkout-provider=nordea"
		   "&signature=c6b905e8d851d3100c0d087d4382878588511cd58193918"
		   "c32c474d6827e475f"));
}

static void whatever_is_changed_is_seen(struct arena *a)
{
	static const char *const bad[] = {
		"checkout-account=375917&checkout-algorithm=sha256"
		"&checkout-amount=1&checkout-stamp=15336332710015"
		"&checkout-reference=192387192837195" V5_TXN V5_OK V5_SIGNED,
		V5 V5_TXN
		"&checkout-status=fail&checkout-provider=nordea" V5_SIGNED,
		V5 V5_TXN V5_OK,
		V5 V5_TXN V5_OK "&signature=",
		V5 V5_TXN V5_OK V5_SIGNED V5_SIGNED,
		V5 V5_TXN V5_OK "&checkout-status=ok" V5_SIGNED,
		V5 V5_TXN V5_OK "&checkout-extra=1" V5_SIGNED,
		V5 V5_TXN V5_OK V5_SIGNED "0",
		"",
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!query_is_signed(a, bad[i]));
}

static void algorithm_is_ours_not_theirs(struct arena *a)
{
	struct remote_header pairs[8];
	memcpy(pairs, v1, sizeof(v1));
	pairs[4].value = "sha512";
	pairs[6] = (struct remote_header){
		"signature", sign(a, "sha512", pairs, "")};
	pairs[7] = (struct remote_header){NULL, NULL};
	CHECK(paytrail_signed(a, secret, "sha512", pairs, "", 0));
	CHECK(!paytrail_signed(a, secret, "sha256", pairs, "", 0));
}

static struct paytrail_create payment(
	const struct paytrail_item *items, size_t n, int64_t amount)
{
	return (struct paytrail_create){
		.stamp = "s1",
		.reference = "10042",
		.language = "FI",
		.amount_minor = amount,
		.items = items,
		.n_items = n,
		.email = "a@example.com",
		.first_name = "Åke",
		.last_name = "",
		.phone = "",
		.success = "https://shop.example/a",
		.cancel = "https://shop.example/a",
		.notice = "https://shop.example/n",
		.token = "",
	};
}

static void body_is_as_documented(struct arena *a)
{
	static const struct paytrail_item items[] = {
		{"MUG-RED", "Mug", 2550, 2, 2550},
		{"BOOK", "", 1000, 1, 1350},
		{"VOUCHER", "", -100, 1, -1},
	};
	struct paytrail_create c = payment(items, 3, 6000);
	CHECK_STR(paytrail_create_body(a, &c),
		"{\"stamp\":\"s1\",\"reference\":\"10042\",\"amount\":6000,"
		"\"currency\":\"EUR\",\"language\":\"FI\",\"items\":["
		"{\"unitPrice\":2550,\"units\":2,\"vatPercentage\":25.5,"
		"\"productCode\":\"MUG-RED\",\"description\":\"Mug\"},"
		"{\"unitPrice\":1000,\"units\":1,\"vatPercentage\":13.5,"
		"\"productCode\":\"BOOK\"},"
		"{\"unitPrice\":-100,\"units\":1,\"vatPercentage\":0.0,"
		"\"productCode\":\"VOUCHER\"}],"
		"\"customer\":{\"email\":\"a@example.com\","
		"\"firstName\":\"Åke\"},\"redirectUrls\":{\"success\":"
		"\"https://shop.example/a\",\"cancel\":"
		"\"https://shop.example/a\"},\"callbackUrls\":{\"success\":"
		"\"https://shop.example/n\",\"cancel\":"
		"\"https://shop.example/n\"}}");
}

static void body_that_would_be_refused_is_not_made(struct arena *a)
{
	static const struct paytrail_item one[] = {{"A", "", 100, 1, 2550}};
	static const struct paytrail_item none[] = {{"A", "", 100, -1, 2550}};
	static const struct paytrail_item nameless[] = {{"", "", 100, 1, 0}};
	struct paytrail_create c = payment(one, 1, 101);
	CHECK(!paytrail_create_body(a, &c));
	c = payment(none, 1, -100);
	CHECK(!paytrail_create_body(a, &c));
	c = payment(nameless, 1, 100);
	CHECK(!paytrail_create_body(a, &c));
	c = payment(NULL, 0, 0);
	CHECK(!paytrail_create_body(a, &c));
	c = payment(NULL, 0, 99999999);
	CHECK(!paytrail_create_body(a, &c));
	c = payment(NULL, 0, 99999998);
	CHECK(paytrail_create_body(a, &c));
	c.email = "";
	CHECK(!paytrail_create_body(a, &c));
}

static void long_words_are_cut_between_letters(struct arena *a)
{
	struct buf b = {0};
	for (int i = 0; i < 60; i++)
		buf_adds(&b, "ä");
	struct paytrail_create c = payment(NULL, 0, 100);
	c.first_name = arena_strndup(a, b.p, b.len);
	const char *body = paytrail_create_body(a, &c);
	buf_clear(&b);
	buf_adds(&b, "\"firstName\":\"");
	for (int i = 0; i < 50; i++)
		buf_adds(&b, "ä");
	buf_adds(&b, "\"");
	CHECK(body && strstr(body, b.p));
	buf_release(&b);
}

static void refund_is_as_documented(struct arena *a)
{
	struct paytrail_refund r = {.amount_minor = 500,
		.stamp = "r1",
		.reference = "10042",
		.notice = "https://shop.example/r",
		.email = ""};
	CHECK_STR(paytrail_refund_body(a, &r),
		"{\"amount\":500,\"refundStamp\":\"r1\","
		"\"refundReference\":\"10042\",\"callbackUrls\":{\"success\":"
		"\"https://shop.example/r\",\"cancel\":"
		"\"https://shop.example/r\"}}");
	r.amount_minor = 0;
	CHECK(!paytrail_refund_body(a, &r));
}

static void answers_are_read(struct arena *a)
{
	static const char text[] =
		"{\"transactionId\":\"681538c4\",\"href\":\"https://p/x\","
		"\"status\":\"ok\",\"amount\":1525,\"stamp\":\"s\","
		"\"providers\":[{\"url\":\"u\"}]}";
	struct paytrail_said said;
	CHECK(paytrail_read(a, text, sizeof(text) - 1, &said));
	CHECK_STR(said.transaction, "681538c4");
	CHECK_STR(said.href, "https://p/x");
	CHECK_STR(said.status, "ok");
	CHECK_INT(said.amount_minor, 1525);
	CHECK_STR(said.currency, "");
	for (size_t n = 0; n < sizeof(text) - 1; n++)
		CHECK(!paytrail_read(a, text, n, &said));
	CHECK(!paytrail_read(a, "[]", 2, &said));
	CHECK(!paytrail_read(
		a, "{\"status\":\"ok\",\"status\":\"fail\"}", 31, &said));
	CHECK(paytrail_read(a, "{\"amount\":\"15\",\"href\":7}", 24, &said));
	CHECK_INT(said.amount_minor, -1);
	CHECK_STR(said.href, "");
}

int main(void)
{
	return check_run((struct check[]){
		{"V1: a payment", v1_payment},
		{"V2 and V3: with and without a body",
			v2_v3_with_and_without_a_body},
		{"V4: a status", v4_status},
		{"V5: coming back", v5_coming_back},
		{"V6: of 2018", v6_of_2018},
		{"C1: a payment with SHA-512", c1_payment_with_sha512},
		{"C2, C3, C4: other queries", c2_c3_c4_other_queries},
		{"whatever is changed is seen", whatever_is_changed_is_seen},
		{"the algorithm is ours, not theirs",
			algorithm_is_ours_not_theirs},
		{"a body is as documented", body_is_as_documented},
		{"a body that would be refused is not made",
			body_that_would_be_refused_is_not_made},
		{"long words are cut between letters",
			long_words_are_cut_between_letters},
		{"a refund is as documented", refund_is_as_documented},
		{"answers are read", answers_are_read},
		{NULL, NULL},
	});
}
