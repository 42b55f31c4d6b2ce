#include "lib/stripe.h"

#include "tests/check.h"

/* S1 of stripe-node's generateTestHeaderString. */
static const char secret[] = "whsec_test_secret";
static const char body[] = "{\n  \"id\": \"evt_test_webhook\",\n"
			   "  \"object\": \"event\"\n}";
#define V1 "c2f890decbc5ede7c5060bb9a6d31e0626a4342bacb9aeae2adb1bcea72f9812"
enum { T = 1492774577 };

static bool is_signed(struct arena *a, const char *header, int64_t now)
{
	return stripe_signed(a, secret, header, body, sizeof(body) - 1, now);
}

static void s1_is_made_and_believed(struct arena *a)
{
	CHECK_STR(stripe_sign(a, secret, T, body, sizeof(body) - 1),
		"t=1492774577,v1=" V1);
	CHECK(is_signed(a, "t=1492774577,v1=" V1, T));
}

static void tolerance_is_five_minutes_both_ways(struct arena *a)
{
	CHECK(is_signed(a, "t=1492774577,v1=" V1, T + 299));
	CHECK(!is_signed(a, "t=1492774577,v1=" V1, T + 301));
	CHECK(is_signed(a, "t=1492774577,v1=" V1, T - 299));
	CHECK(!is_signed(a, "t=1492774577,v1=" V1, T - 301));
}

static void any_v1_may_be_the_one(struct arena *a)
{
	CHECK(is_signed(a, "t=1492774577,v1=00,v1=" V1 ",v0=11", T));
	CHECK(is_signed(a, "v1=" V1 ",t=1492774577", T));
	CHECK(!is_signed(a, "t=1492774577,v0=" V1, T));
}

static void nothing_else_is_believed(struct arena *a)
{
	static const char *const bad[] = {"", "t=1492774577", "v1=" V1,
		"t=1492774578,v1=" V1, "t=,v1=" V1, "t=-1492774577,v1=" V1,
		"t=1492774577,t=1492774577,v1=" V1, "t=1492774577,v1=" V1 "0",
		"t=1492774577;v1=" V1, "t=1492774577,v1=", ",,,",
		"=,=", "t=99999999999999999999,v1=" V1};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK(!is_signed(a, bad[i], T));
	CHECK(!stripe_signed(a, "whsec_other", "t=1492774577,v1=" V1, body,
		sizeof(body) - 1, T));
	CHECK(!stripe_signed(
		a, "", "t=1492774577,v1=" V1, body, sizeof(body) - 1, T));
	CHECK(!stripe_signed(
		a, secret, "t=1492774577,v1=" V1, body, sizeof(body) - 2, T));
}

static void form_is_encoded(struct arena *a)
{
	struct buf f = {0};
	stripe_add(a, &f, "line_items[0][name]", "Å & b=1");
	stripe_add_int(a, &f, "n", -5);
	CHECK_STR(f.p, "line_items%5B0%5D%5Bname%5D=%C3%85%20%26%20b%3D1&n=-5");
	buf_release(&f);
	CHECK_STR(stripe_path(a, "/v1/refunds/", "a/b?c"),
		"/v1/refunds/a%2Fb%3Fc");
}

static void sessions_and_events_are_read(struct arena *a)
{
	static const char event[] =
		"{\"type\":\"checkout.session.completed\",\"livemode\":false,"
		"\"data\":{\"object\":{\"id\":\"cs_1\",\"amount_total\":1490,"
		"\"currency\":\"eur\",\"client_reference_id\":\"s1\","
		"\"payment_status\":\"paid\",\"status\":\"complete\","
		"\"payment_intent\":{\"id\":\"pi_1\"}}}}";
	const char *type;
	struct stripe_said said;
	CHECK(stripe_read_event(a, event, sizeof(event) - 1, &type, &said));
	CHECK_STR(type, "checkout.session.completed");
	CHECK_STR(said.id, "cs_1");
	CHECK_STR(said.stamp, "s1");
	CHECK_STR(said.intent, "pi_1");
	CHECK_STR(said.payment_status, "paid");
	CHECK_INT(said.amount_minor, 1490);
	CHECK(!said.live);
	for (size_t n = 0; n < sizeof(event) - 1; n++)
		CHECK(!stripe_read_event(a, event, n, &type, &said));
	static const char error[] = "{\"error\":{\"message\":\"No such\"}}";
	CHECK(stripe_read(a, error, sizeof(error) - 1, &said));
	CHECK_STR(said.message, "No such");
	CHECK_INT(said.amount_minor, -1);
}

int main(void)
{
	return check_run((struct check[]){
		{"S1 is made and believed", s1_is_made_and_believed},
		{"the tolerance is five minutes, both ways",
			tolerance_is_five_minutes_both_ways},
		{"any v1 may be the one", any_v1_may_be_the_one},
		{"nothing else is believed", nothing_else_is_believed},
		{"a form is encoded", form_is_encoded},
		{"sessions and events are read", sessions_and_events_are_read},
		{NULL, NULL},
	});
}
