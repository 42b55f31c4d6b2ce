/* Which promotions a buyer has now, and of which goods of the cart. */
#include "domain/promotion.h"

#include <string.h>

#include "domain/category_rule.h"
#include "domain/promotion_key.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

enum { PROMOTIONS_MAX = 200, PRODUCTS_MAX = 200, RULES_MAX = 32 };

void promotion_keys(
	struct cx *cx, const struct buyer *buyer, struct promotion_keys *out)
{
	*out = (struct promotion_keys){.of_customer = "", .of_email = ""};
	if (buyer->customer)
		out->of_customer = arena_printf(
			cx->arena, "c%lld", (long long)buyer->customer);
	if (*buyer->email_norm)
		out->of_email = crypt_mac(
			cx->arena, cx->secret, "buyer", buyer->email_norm);
}

static enum promotion_kind kind_of(const char *code)
{
	if (strcmp(code, "percent") == 0)
		return PROMOTION_PERCENT;
	if (strcmp(code, "amount") == 0)
		return PROMOTION_AMOUNT;
	return strcmp(code, "buy_get") == 0 ? PROMOTION_BUY_GET
					    : PROMOTION_FREE_DELIVERY;
}

static void read_row(struct cx *cx, struct db_stmt *q, struct promotion *p)
{
	p->id = db_next_int(q);
	p->coupon = db_next_int(q);
	p->code = db_next_text(q, cx->arena);
	p->kind = kind_of(db_next_text(q, cx->arena));
	p->label = db_next_text(q, cx->arena);
	p->percent_bp = db_next_int(q);
	p->amount_minor = db_next_int(q);
	p->buy_qty = db_next_int(q);
	p->get_qty = db_next_int(q);
	p->min_minor = db_next_int(q);
	p->min_qty = db_next_int(q);
	p->sale_too = db_next_int(q);
	p->stacks = db_next_int(q);
	p->position = db_next_int(q);
}

/* Of two codes in the cart for one promotion the older coupon counts. */
static int read_rows(struct cx *cx, const struct buyer *buyer, int64_t cart,
	struct promotion *out, size_t *n)
{
	struct promotion_keys keys;
	promotion_keys(cx, buyer, &keys);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, coalesce(k.id, 0), coalesce(k.code, ''), p.kind,"
		" coalesce(nullif(t.label, ''), r.label, p.name),"
		" p.percent_bp, p.amount_minor, p.buy_qty, p.get_qty,"
		" p.min_minor, p.min_qty, p.sale_too, p.stacks, p.position"
		" FROM promotion p"
		" LEFT JOIN (SELECT c.promotion, min(c.id) AS id"
		"  FROM cart_code i JOIN coupon c ON c.id = i.target"
		"  WHERE i.cart = :cart AND i.kind = 'coupon'"
		"  AND c.archived_ms IS NULL"
		"  AND (c.limit_all IS NULL OR c.used < c.limit_all)"
		"  GROUP BY c.promotion) h ON h.promotion = p.id"
		" LEFT JOIN coupon k ON k.id = h.id"
		" LEFT JOIN promotion_text t"
		"  ON t.promotion = p.id AND t.locale = :locale"
		" LEFT JOIN promotion_text r"
		"  ON r.promotion = p.id AND r.locale = :root"
		" WHERE p.active = 1 AND p.archived_ms IS NULL"
		" AND coalesce(p.from_ms, 0) <= :now"
		" AND (p.to_ms IS NULL OR p.to_ms > :now)"
		" AND (p.customer_group IS NULL OR p.customer_group = :group)"
		" AND (p.segment IS NULL OR EXISTS (SELECT 1"
		"  FROM segment_member m WHERE m.segment = p.segment"
		"  AND m.customer = :who))"
		" AND (p.limit_all IS NULL OR p.used < p.limit_all)"
		" AND (p.by_code = 0 OR k.id IS NOT NULL)"
		" AND (p.limit_each IS NULL OR NOT EXISTS"
		"  (SELECT 1 FROM promotion_buyer b WHERE b.promotion = p.id"
		"  AND b.buyer_key IN (:customer, :email)"
		"  AND b.used >= p.limit_each))"
		" ORDER BY p.position, p.id");
	db_bind_int(q, ":cart", cart);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":group", buyer->group);
	db_bind_int(q, ":who", buyer->customer);
	db_bind_text(q, ":customer", keys.of_customer);
	db_bind_text(q, ":email", keys.of_email);
	int rc = OK;
	while (*n < PROMOTIONS_MAX && (rc = db_step(q)) > 0)
		read_row(cx, q, &out[(*n)++]);
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int count_targets(
	struct cx *cx, int64_t promotion, int64_t *all, int64_t *categories)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*), CAST(coalesce(sum(CASE"
		"  WHEN kind = 'category' THEN 1 ELSE 0 END), 0) AS BIGINT)"
		" FROM promotion_target WHERE promotion = :promotion");
	db_bind_int(q, ":promotion", promotion);
	int rc = db_one(q);
	if (rc == OK) {
		*all = db_next_int(q);
		*categories = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* Products of the cart, gift cards aside, that the targets name: themselves,
 * by brand, or in a category or below it. */
static int list_named(struct cx *cx, int64_t promotion, int64_t cart,
	int64_t **ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"WITH RECURSIVE below (id) AS ("
		" SELECT c.id FROM promotion_target t"
		"  JOIN category c ON c.id = t.target"
		"  WHERE t.promotion = :promotion AND t.kind = 'category'"
		"  AND c.archived_ms IS NULL"
		" UNION SELECT c.id FROM category c"
		"  JOIN below b ON c.parent = b.id"
		"  WHERE c.archived_ms IS NULL)"
		" SELECT DISTINCT p.id FROM cart_line l"
		" JOIN variant v ON v.id = l.variant"
		" JOIN product p ON p.id = v.product"
		" WHERE l.cart = :cart AND p.kind <> 'gift_card'"
		" AND (EXISTS (SELECT 1 FROM promotion_target t"
		"   WHERE t.promotion = :promotion AND t.kind = 'product'"
		"   AND t.target = p.id)"
		"  OR EXISTS (SELECT 1 FROM promotion_target t"
		"   WHERE t.promotion = :promotion AND t.kind = 'brand'"
		"   AND t.target = p.brand)"
		"  OR EXISTS (SELECT 1 FROM product_category pc"
		"   WHERE pc.product = p.id"
		"   AND pc.category IN (SELECT id FROM below)))"
		" ORDER BY p.id");
	db_bind_int(q, ":promotion", promotion);
	db_bind_int(q, ":cart", cart);
	return db_ints(q, cx->arena, ids, n);
}

struct ruled {
	int64_t parent;
	struct category_rule rule;
};

/* Targets that are filled by a rule. */
static int list_rules(
	struct cx *cx, int64_t promotion, struct ruled *out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(c.parent, 0), c.rule FROM promotion_target t"
		" JOIN category c ON c.id = t.target"
		" WHERE t.promotion = :promotion AND t.kind = 'category'"
		" AND c.rule <> '' AND c.archived_ms IS NULL ORDER BY c.id");
	db_bind_int(q, ":promotion", promotion);
	int rc = OK;
	while (*n < RULES_MAX && (rc = db_step(q)) > 0) {
		struct ruled *r = &out[*n];
		r->parent = db_next_int(q);
		r->rule = category_rule_read(db_next_text(q, cx->arena));
		if (r->rule.kind != RULE_NONE)
			(*n)++;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* What stands in such a category by itself: as domain/shelf_scope.c has it. */
static int list_ruled(struct cx *cx, const struct ruled *r, int64_t cart,
	int64_t **ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"WITH RECURSIVE below (id) AS ("
		" SELECT CAST(:parent AS BIGINT)"
		" UNION SELECT c.id FROM category c"
		"  JOIN below b ON c.parent = b.id"
		"  WHERE c.archived_ms IS NULL)"
		" SELECT DISTINCT p.id FROM cart_line l"
		" JOIN variant v ON v.id = l.variant"
		" JOIN product p ON p.id = v.product"
		" JOIN listing s ON s.product = p.id"
		" WHERE l.cart = :cart AND p.kind <> 'gift_card'"
		" AND (:parent = 0 OR EXISTS (SELECT 1"
		"  FROM product_category pc JOIN below b ON b.id = pc.category"
		"  WHERE pc.product = p.id))"
		" AND ((:rule = 'new' AND s.since_ms > :since)"
		"  OR (:rule = 'sale' AND s.reduced = 1)"
		"  OR (:rule = 'in_stock' AND s.in_stock = 1))"
		" ORDER BY p.id");
	db_bind_int(q, ":parent", r->parent);
	db_bind_int(q, ":cart", cart);
	db_bind_text(q, ":rule", category_rule_code(r->rule.kind));
	db_bind_int(q, ":since", cx->now - r->rule.days * MS_DAY);
	return db_ints(q, cx->arena, ids, n);
}

static void add_ids(int64_t *set, size_t *n, const int64_t *ids, size_t n_ids)
{
	for (size_t i = 0; i < n_ids && *n < PRODUCTS_MAX; i++) {
		size_t at = 0;
		while (at < *n && set[at] < ids[i])
			at++;
		if (at < *n && set[at] == ids[i])
			continue;
		memmove(&set[at + 1], &set[at], (*n - at) * sizeof(*set));
		set[at] = ids[i];
		(*n)++;
	}
}

static int resolve(struct cx *cx, struct promotion *p, int64_t cart)
{
	int64_t targets = 0, categories = 0, *ids;
	size_t n, n_rules = 0, n_set = 0;
	int rc = count_targets(cx, p->id, &targets, &categories);
	if (rc < 0 || !targets)
		return rc;
	int64_t *set = ARENA_ARRAY(cx->arena, int64_t, PRODUCTS_MAX + 1);
	struct ruled rules[RULES_MAX];
	p->products = set;
	rc = list_named(cx, p->id, cart, &ids, &n);
	if (rc == OK)
		add_ids(set, &n_set, ids, n);
	if (rc == OK && categories)
		rc = list_rules(cx, p->id, rules, &n_rules);
	for (size_t i = 0; rc == OK && i < n_rules; i++) {
		rc = list_ruled(cx, &rules[i], cart, &ids, &n);
		if (rc == OK)
			add_ids(set, &n_set, ids, n);
	}
	p->n_products = n_set;
	return rc;
}

int promotions_in_force(struct cx *cx, const struct buyer *buyer, int64_t cart,
	struct promotion **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct promotion, PROMOTIONS_MAX);
	int rc = read_rows(cx, buyer, cart, *out, n);
	for (size_t i = 0; rc == OK && i < *n; i++)
		rc = resolve(cx, &(*out)[i], cart);
	return rc;
}

int promotions_until(struct cx *cx, int64_t *until)
{
	*until = INT64_MAX;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT min(CASE WHEN from_ms > :now THEN from_ms"
		" ELSE to_ms END) FROM promotion"
		" WHERE active = 1 AND archived_ms IS NULL"
		" AND (from_ms > :now OR to_ms > :now)");
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK && !db_next_is_null(q))
		*until = db_next_int(q);
	else if (rc == OK)
		(void)db_next_int(q);
	db_done(q);
	return rc;
}
