#include "domain/provider.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "tests/test.h"

static const struct conf demo_conf = {
	.base_url = "http://127.0.0.1:8080", .demo = true};

/* "transfer demo_card": what is offered, in its order. */
static const char *offered(struct cx *cx, struct pay_ask ask)
{
	struct pay_way *ways;
	size_t n;
	const char *out = "";
	if (!ask.delivery)
		ask.delivery = "parcel";
	if (!ask.country)
		ask.country = "FI";
	CHECK_OK(pay_ways(cx, &ask, &ways, &n));
	for (size_t i = 0; i < n; i++)
		out = arena_printf(
			cx->arena, "%s%s%s", out, i ? " " : "", ways[i].code);
	return out;
}

static struct pay_ask due(int64_t minor)
{
	return (struct pay_ask){.due = money(minor)};
}

static void new_shop_takes_transfers_alone(struct cx *cx)
{
	CHECK_STR(offered(cx, due(1000)), "transfer");
}

static void demo_card_is_for_demos(struct cx *cx)
{
	cx->conf = &demo_conf;
	CHECK_STR(offered(cx, due(1000)), "transfer demo_card");
	CHECK_OK(setting_set(cx, "pay.demo_card", NULL, "0"));
	CHECK_STR(offered(cx, due(1000)), "transfer");
	CHECK(provider_find("demo"));
	CHECK(!provider_find("transfer"));
	CHECK(!provider_find(""));
}

static void nothing_due_needs_no_way(struct cx *cx)
{
	CHECK_STR(offered(cx, due(0)), "gift_card");
}

static void owner_sets_the_order(struct cx *cx)
{
	cx->conf = &demo_conf;
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	CHECK_OK(setting_set(cx, "pay.invoice.business", NULL, "0"));
	CHECK_OK(setting_set(
		cx, "pay.order", NULL, "invoice nonsense invoice transfer"));
	CHECK_STR(offered(cx, due(1000)), "invoice transfer demo_card");
}

static void invoice_is_for_companies_unless_told(struct cx *cx)
{
	struct pay_ask company = {.due = money(1000), .business = true};
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	CHECK_STR(offered(cx, due(1000)), "transfer");
	CHECK_STR(offered(cx, company), "transfer invoice");
	CHECK_OK(setting_set(cx, "pay.invoice.business", NULL, "0"));
	CHECK_STR(offered(cx, due(1000)), "transfer invoice");
}

static void paying_at_pickup_needs_a_pickup(struct cx *cx)
{
	struct pay_ask pickup = {.due = money(1000), .delivery = "pickup"};
	CHECK_OK(setting_set(cx, "pay.on_pickup", NULL, "1"));
	CHECK_STR(offered(cx, due(1000)), "transfer");
	CHECK_STR(offered(cx, pickup), "transfer on_pickup");
}

static void limits_hold_on_both_sides(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "pay.transfer.min", NULL, "1000"));
	CHECK_OK(setting_set(cx, "pay.transfer.max", NULL, "2000"));
	CHECK_STR(offered(cx, due(999)), "");
	CHECK_STR(offered(cx, due(1000)), "transfer");
	CHECK_STR(offered(cx, due(2000)), "transfer");
	CHECK_STR(offered(cx, due(2001)), "");
}

static void owner_has_the_words(struct cx *cx)
{
	struct pay_ask ask = {.due = money(1000),
		.delivery = "parcel",
		.country = "FI",
		.business = true};
	struct pay_way *ways;
	size_t n;
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	CHECK_OK(setting_set(cx, "pay.invoice.days", NULL, "21"));
	CHECK_OK(setting_set(cx, "pay.transfer.label", "fi", "Tilisiirto"));
	CHECK_OK(setting_set(cx, "pay.transfer.help", "en", "Slow but sure"));
	CHECK_OK(pay_ways(cx, &ask, &ways, &n));
	CHECK_INT(n, 2);
	CHECK_STR(ways[0].label, "Bank transfer");
	CHECK_STR(ways[0].help, "Slow but sure");
	CHECK_STR(ways[1].help, "Due in 21 days");
	cx->locale = "fi";
	CHECK_STR(pay_way_label(cx, "transfer"), "Tilisiirto");
	CHECK_STR(pay_way_label(cx, "carrot"), "carrot");
}

int main(void)
{
	static const struct test tests[] = {
		{"a new shop takes transfers alone",
			new_shop_takes_transfers_alone},
		{"the demo card is for demos", demo_card_is_for_demos},
		{"nothing due needs no way to pay", nothing_due_needs_no_way},
		{"the owner sets the order", owner_sets_the_order},
		{"an invoice is for companies unless told",
			invoice_is_for_companies_unless_told},
		{"paying at pickup needs a pickup",
			paying_at_pickup_needs_a_pickup},
		{"limits hold on both sides", limits_hold_on_both_sides},
		{"the owner has the words", owner_has_the_words},
		{NULL, NULL},
	};
	return test_run(tests);
}
