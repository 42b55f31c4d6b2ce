/* Codes of a cart that give nothing, and why. */
#include <string.h>

#include "domain/promotion_key.h"
#include "domain/quote.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static void add(struct cx *cx, struct quote *out, const char *code,
	const char *why, const char *segment)
{
	for (size_t i = 0; i < out->n_idle; i++)
		if (strcmp(out->idle[i].code, code) == 0)
			return;
	out->idle = arena_grow(
		cx->arena, out->idle, out->n_idle, sizeof(*out->idle));
	out->idle[out->n_idle++] = (struct quote_idle){
		.code = code, .why = why, .segment = segment};
}

static bool gives(const struct quote *q, int64_t coupon)
{
	for (size_t i = 0; i < q->n_savings; i++)
		if (q->savings[i].promotion->coupon == coupon)
			return true;
	return false;
}

/* Those of promotions that the buyer does not have now; what the price engine
 * found is there already.  A free delivery that waits for an address has no
 * reason. */
static int coupons(
	struct cx *cx, const struct quote_ask *ask, struct quote *out)
{
	struct promotion_keys keys;
	promotion_keys(cx, &ask->buyer, &keys);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, c.code, CASE"
		" WHEN c.archived_ms IS NOT NULL OR p.archived_ms IS NOT NULL"
		"  OR p.active = 0 OR coalesce(p.from_ms, 0) > :now"
		"  OR (p.to_ms IS NOT NULL AND p.to_ms <= :now) THEN 'over'"
		" WHEN p.customer_group IS NOT NULL"
		"  AND p.customer_group <> :group THEN 'not_yours'"
		" WHEN p.segment IS NOT NULL AND NOT EXISTS (SELECT 1"
		"  FROM segment_member m WHERE m.segment = p.segment"
		"  AND m.customer = :who) THEN 'segment'"
		" WHEN (p.limit_all IS NOT NULL AND p.used >= p.limit_all)"
		"  OR (c.limit_all IS NOT NULL AND c.used >= c.limit_all)"
		"  OR EXISTS (SELECT 1 FROM promotion_buyer b"
		"   WHERE b.promotion = p.id AND b.used >= p.limit_each"
		"   AND b.buyer_key IN (:customer, :email)) THEN 'used_up'"
		" ELSE '' END,"
		" coalesce(nullif(st.name, ''), nullif(sr.name, ''), s.name,"
		"  '')"
		" FROM cart_code x JOIN coupon c ON c.id = x.target"
		" JOIN promotion p ON p.id = c.promotion"
		" LEFT JOIN segment s ON s.id = p.segment"
		" LEFT JOIN segment_text st"
		"  ON st.segment = s.id AND st.locale = :locale"
		" LEFT JOIN segment_text sr"
		"  ON sr.segment = s.id AND sr.locale = :root"
		" WHERE x.cart = :cart AND x.kind = 'coupon'"
		" ORDER BY x.added_ms, c.id");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":group", ask->buyer.group);
	db_bind_int(q, ":who", ask->buyer.customer);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":customer", keys.of_customer);
	db_bind_text(q, ":email", keys.of_email);
	db_bind_int(q, ":cart", ask->cart->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		const char *code = db_next_text(q, cx->arena);
		const char *why = db_next_text(q, cx->arena);
		const char *segment = db_next_text(q, cx->arena);
		if (*why && !gives(out, id))
			add(cx, out, code, why, segment);
	}
	db_done(q);
	return rc;
}

static int cards(struct cx *cx, const struct quote_ask *ask, struct quote *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT g.tail FROM cart_code x"
		" JOIN gift_card g ON g.id = x.target"
		" WHERE x.cart = :cart AND x.kind = 'gift_card'"
		" AND (g.balance_minor = 0 OR g.state <> 'active'"
		"  OR (g.expires_ms IS NOT NULL AND g.expires_ms <= :now))"
		" ORDER BY x.added_ms, g.id");
	db_bind_int(q, ":cart", ask->cart->id);
	db_bind_int(q, ":now", cx->now);
	int rc;
	while ((rc = db_step(q)) > 0)
		add(cx, out, db_next_text(q, cx->arena), "spent", "");
	db_done(q);
	return rc;
}

int quote_idle_codes(
	struct cx *cx, const struct quote_ask *ask, struct quote *out)
{
	int rc = coupons(cx, ask, out);
	return rc == OK ? cards(cx, ask, out) : rc;
}
