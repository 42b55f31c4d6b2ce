#include <string.h>

#include "cli/demo.h"
#include "domain/cart.h"
#include "domain/customer.h"
#include "domain/order.h"
#include "domain/payment.h"
#include "domain/product_edit.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"

static const char *line_sku(const json_t *line)
{
	return json_string_value(json_array_get(line, 0));
}

static int64_t line_qty(const json_t *line)
{
	return json_integer_value(json_array_get(line, 1));
}

static bool is_state(const json_t *o, const char *state)
{
	return !strcmp(demo_str(o, "state"), state);
}

void demo_orders_count(struct demo *d)
{
	size_t i, k;
	json_t *o, *line;
	d->sold = json_object();
	json_array_foreach(d->orders, i, o)
	{
		if (is_state(o, "cancelled"))
			continue;
		json_array_foreach(json_object_get(o, "lines"), k, line)
		{
			int64_t units = demo_units(d, line_sku(line));
			json_object_set_new(d->sold, line_sku(line),
				json_integer(units + line_qty(line)));
		}
	}
}

int64_t demo_units(const struct demo *d, const char *sku)
{
	return json_integer_value(json_object_get(d->sold, sku));
}

static int fill_cart(struct cx *cx, const json_t *o, const char *session)
{
	size_t i;
	json_t *line;
	json_array_foreach(json_object_get(o, "lines"), i, line)
	{
		int64_t variant, product;
		int rc = variant_by_sku(cx, line_sku(line), &variant, &product);
		if (rc == OK)
			rc = cart_add(
				cx, session, variant, line_qty(line), NULL);
		if (rc < 0) {
			cli_fail("demo", "order line %s was refused",
				line_sku(line));
			return rc;
		}
	}
	return OK;
}

static int place(struct cx *cx, const json_t *o, size_t nth, int64_t *order)
{
	const char *session = arena_printf(cx->arena, "demo-session-%zu", nth);
	bool card = !strcmp(demo_str(o, "payment"), "card");
	struct order_draft draft = {.session = session,
		.attempt_key = arena_printf(cx->arena, "demo-order-%zu", nth),
		.email = demo_str(o, "email"),
		.phone = demo_str(o, "phone"),
		.name = demo_str(o, "name"),
		.street = demo_str(o, "street"),
		.postal = demo_str(o, "postal"),
		.city = demo_str(o, "city"),
		.country = demo_str(o, "country"),
		.delivery = demo_str(o, "delivery"),
		.payment = card ? "demo_card" : "transfer",
		.message = "",
		.terms_version = ""};
	struct cart cart;
	struct quote quote;
	struct order_placed placed;
	const char *why = "";
	int rc = customer_account(
		cx, email_norm(cx->arena, draft.email), &draft.customer);
	if (rc == OK)
		rc = fill_cart(cx, o, session);
	if (rc == OK)
		rc = cart_load(cx, session, &cart);
	if (rc == OK)
		rc = quote_make(cx,
			&(struct quote_ask){.cart = &cart,
				.buyer = {.country = draft.country,
					.postal = draft.postal,
					.email_norm = email_norm(
						cx->arena, draft.email),
					.vat_id = "",
					.customer = draft.customer},
				.kind = draft.delivery},
			&quote);
	if (rc < 0)
		return rc;
	draft.expected = quote.total;
	draft.gift = quote.gift;
	rc = order_place(cx, &draft, &placed, &why);
	*order = placed.id;
	if (rc < 0)
		cli_fail("demo", "order %zu was refused: %s", nth, why);
	return rc;
}

static int pay(struct cx *cx, const json_t *o, int64_t order)
{
	struct payment p;
	if (strcmp(demo_str(o, "payment"), "card") != 0)
		return order_mark_paid(cx, order);
	int rc = payment_open(cx, order, "demo", &p);
	if (rc == OK)
		rc = payment_notice(cx, "demo", p.stamp,
			arena_printf(cx->arena, "past/%s", p.stamp), "paid",
			p.amount);
	return rc;
}

/* Some time later, at most now. */
static void later(struct cx *cx, int64_t now, int64_t ms)
{
	cx->now = cx->now + ms < now ? cx->now + ms : now;
}

static int move(struct cx *cx, const json_t *o, int64_t order, int64_t now)
{
	bool card = !strcmp(demo_str(o, "payment"), "card");
	bool pickup = !strcmp(demo_str(o, "delivery"), "pickup");
	if (is_state(o, "unpaid"))
		return OK;
	if (is_state(o, "cancelled")) {
		later(cx, now, MS_HOUR);
		return order_cancel(cx, order, "");
	}
	later(cx, now, card ? 2 * MS_MINUTE : 20 * MS_HOUR);
	int rc = pay(cx, o, order);
	if (rc < 0 || is_state(o, "paid"))
		return rc;
	later(cx, now, 5 * MS_HOUR);
	rc = pickup ? order_ready(cx, order)
		    : order_ship(cx, order, demo_str(o, "carrier"),
			      demo_str(o, "tracking"));
	if (rc < 0 || is_state(o, "shipped"))
		return rc;
	later(cx, now, 2 * MS_DAY);
	return order_delivered(cx, order);
}

static int order_make(struct cx *cx, const struct demo *d, const json_t *o,
	size_t nth, int64_t now)
{
	int64_t order = 0;
	cx->now = d->today_ms -
		  json_integer_value(json_object_get(o, "days_ago")) * MS_DAY +
		  json_integer_value(json_object_get(o, "minute")) * MS_MINUTE;
	cx->locale = demo_str(o, "locale");
	int rc = place(cx, o, nth, &order);
	return rc == OK ? move(cx, o, order, now) : rc;
}

/* They are sorted by time, so that the numbers are too. */
int demo_orders(struct demo *d)
{
	struct arena *a = arena_new();
	int64_t now = clock_now();
	int rc = OK;
	size_t i;
	json_t *o;
	json_array_foreach(d->orders, i, o)
	{
		struct cx one = *d->cx;
		one.arena = a;
		rc = order_make(&one, d, o, i, now);
		arena_clear(a);
		if (rc < 0) {
			cli_fail("demo", "order %zu cannot be made: %d", i, rc);
			break;
		}
	}
	arena_free(a);
	return rc;
}
