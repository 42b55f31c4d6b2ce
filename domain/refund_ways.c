/* The ways for money to go back. */
#include "domain/provider.h"
#include "domain/refund_parts.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

bool refund_provider_can(struct cx *cx, const char *provider)
{
	const struct provider *p = provider_find(provider);
	return p && p->refund && p->keyed(cx);
}

static struct refund_way *way_add(
	struct cx *cx, struct refund_way **out, size_t *n)
{
	*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
	struct refund_way *way = &(*out)[(*n)++];
	*way = (struct refund_way){0};
	return way;
}

/* Payments that providers captured, less what went back of each. */
static int provider_ways(
	struct cx *cx, int64_t order, struct refund_way **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, p.provider, p.amount_minor -"
		" (SELECT CAST(coalesce(sum(r.amount_minor), 0) AS BIGINT)"
		"  FROM refund r WHERE r.payment = p.id"
		"  AND r.state <> 'failed')"
		" FROM payment p WHERE p.orders = :order AND p.state = 'paid'"
		" ORDER BY p.id");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct refund_way way = {.payment = db_next_int(q)};
		way.provider = db_next_text(q, cx->arena);
		way.most = money(db_next_int(q));
		if (refund_provider_can(cx, way.provider))
			*way_add(cx, out, n) = way;
	}
	db_done(q);
	return rc;
}

/* Cards that paid, less what went back to each. */
static int card_ways(
	struct cx *cx, int64_t order, struct refund_way **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.gift_card, CAST(-sum(m.amount_minor) AS BIGINT)"
		" FROM gift_card_move m WHERE m.orders = :order"
		" AND m.kind IN ('redeemed', 'returned')"
		" GROUP BY m.gift_card ORDER BY m.gift_card");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct refund_way *way = way_add(cx, out, n);
		way->gift_card = db_next_int(q);
		way->provider = "gift_card";
		way->most = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}

int refund_ways(struct cx *cx, int64_t order, struct money amount,
	bool to_gift_card, struct refund_way **out, size_t *n)
{
	struct refund_way *all = NULL;
	size_t count = 0;
	int rc = to_gift_card ? OK : provider_ways(cx, order, &all, &count);
	if (rc == OK)
		rc = card_ways(cx, order, &all, &count);
	if (rc < 0)
		return rc;
	struct refund_way *last = way_add(cx, &all, &count);
	last->provider = "hand";
	last->most = amount;
	*out = all;
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		bool whole = all[i].most.minor >= amount.minor;
		all[i].amount = whole ? amount : all[i].most;
		amount.minor -= all[i].amount.minor;
		if (all[i].amount.minor > 0)
			all[(*n)++] = all[i];
	}
	return OK;
}

int refund_preview(struct cx *cx, int64_t order, struct money amount,
	bool to_gift_card, struct refund **out, size_t *n)
{
	struct refund_way *ways;
	int rc = refund_ways(cx, order, amount, to_gift_card, &ways, n);
	if (rc < 0)
		return rc;
	*out = ARENA_ARRAY(cx->arena, struct refund, *n + 1);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = (struct refund){.order = order,
			.payment = ways[i].payment,
			.gift_card = ways[i].gift_card,
			.provider = ways[i].provider,
			.amount = ways[i].amount};
	return OK;
}
