/* Which promotions a buyer has now, and of which goods of the cart. */
#include "domain/promotion.h"

#include <stdlib.h>
#include <string.h>

#include "domain/promotion_key.h"
#include "domain/promotion_table.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

enum { PRODUCTS_MAX = 200 };

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

/* A code of the cart that opens a promotion. */
struct opened {
	int64_t promotion, coupon;
	const char *code;
};

/* Of two codes in the cart for one promotion the older coupon comes first. */
static int opened_list(
	struct cx *cx, int64_t cart, struct opened **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.promotion, c.id, c.code FROM cart_code i"
		" JOIN coupon c ON c.id = i.target"
		" WHERE i.cart = :cart AND i.kind = 'coupon'"
		" AND c.archived_ms IS NULL"
		" AND (c.limit_all IS NULL OR c.used < c.limit_all)"
		" ORDER BY c.id");
	db_bind_int(q, ":cart", cart);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct opened *o = &(*out)[(*n)++];
		o->promotion = db_next_int(q);
		o->coupon = db_next_int(q);
		o->code = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static const struct opened *opened_find(
	const struct opened *list, size_t n, int64_t promotion)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].promotion == promotion)
			return &list[i];
	return NULL;
}

/* What the buyer and earlier orders decide: used up, of the segment. */
static int ask_open(struct cx *cx, const struct promotion_row *r,
	const struct buyer *buyer, bool *open)
{
	struct promotion_keys keys;
	promotion_keys(cx, buyer, &keys);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM promotion p WHERE p.id = :id"
		" AND (p.segment IS NULL OR EXISTS (SELECT 1"
		"  FROM segment_member m WHERE m.segment = p.segment"
		"  AND m.customer = :who))"
		" AND (p.limit_all IS NULL OR p.used < p.limit_all)"
		" AND (p.limit_each IS NULL OR NOT EXISTS"
		"  (SELECT 1 FROM promotion_buyer b WHERE b.promotion = p.id"
		"  AND b.buyer_key IN (:customer, :email)"
		"  AND b.used >= p.limit_each))");
	db_bind_int(q, ":id", r->p.id);
	db_bind_int(q, ":who", buyer->customer);
	db_bind_text(q, ":customer", keys.of_customer);
	db_bind_text(q, ":email", keys.of_email);
	int rc = db_one(q);
	if (rc == OK)
		*open = db_next_int(q);
	db_done(q);
	return rc;
}

static int is_open(struct cx *cx, const struct promotion_row *r,
	const struct buyer *buyer, bool *open)
{
	*open = r->from_ms <= cx->now && cx->now < r->to_ms &&
		(!r->group || r->group == buyer->group);
	return *open && r->asks ? ask_open(cx, r, buyer, open) : OK;
}

static const char *label_of(struct cx *cx, const struct promotion_row *r)
{
	const char *label = r->p.label;
	for (const struct promotion_words *w = r->words; w; w = w->next) {
		if (*w->label && strcmp(w->locale, cx->locale) == 0)
			return w->label;
		if (strcmp(w->locale, cx->root) == 0)
			label = w->label;
	}
	return label;
}

/* A product of the cart in one of its categories; category 0: in none. */
struct placed {
	int64_t product, brand, category;
};

static int placed_list(
	struct cx *cx, int64_t cart, struct placed **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.id, coalesce(p.brand, 0), coalesce(pc.category, 0)"
		" FROM cart_line l JOIN variant v ON v.id = l.variant"
		" JOIN product p ON p.id = v.product"
		" LEFT JOIN product_category pc ON pc.product = p.id"
		" WHERE l.cart = :cart AND p.kind <> 'gift_card'");
	db_bind_int(q, ":cart", cart);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct placed *p = &(*out)[(*n)++];
		p->product = db_next_int(q);
		p->brand = db_next_int(q);
		p->category = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int id_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static bool has(const int64_t *ids, size_t n, int64_t id)
{
	return n && bsearch(&id, ids, n, sizeof(id), id_compare);
}

static bool names(const struct promotion_row *r, const struct placed *p)
{
	return has(r->products, r->n_products, p->product) ||
	       has(r->brands, r->n_brands, p->brand) ||
	       has(r->categories, r->n_categories, p->category);
}

/* What stands in such a category by itself: as domain/shelf_scope.c has it. */
static int list_ruled(struct cx *cx, const struct promotion_rule *r,
	int64_t cart, int64_t **ids, size_t *n)
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

/* Which goods of the cart it is for. */
static int resolve(struct cx *cx, const struct promotion_row *r, int64_t cart,
	const struct placed *placed, size_t n_placed, struct promotion *p)
{
	int64_t *set = ARENA_ARRAY(cx->arena, int64_t, PRODUCTS_MAX + 1);
	int64_t *ids;
	size_t n;
	int rc = OK;
	p->products = set;
	for (size_t i = 0; i < n_placed; i++)
		if (names(r, &placed[i]))
			add_ids(set, &p->n_products, &placed[i].product, 1);
	for (size_t i = 0; rc == OK && i < r->n_rules; i++) {
		rc = list_ruled(cx, &r->rules[i], cart, &ids, &n);
		if (rc == OK)
			add_ids(set, &p->n_products, ids, n);
	}
	return rc;
}

struct choosing {
	struct cx *cx;
	const struct buyer *buyer;
	int64_t cart;
	struct opened *codes;
	size_t n_codes;
	bool asked; /* placed is read: only when a promotion has targets */
	struct placed *placed;
	size_t n_placed;
};

static int choose_goods(
	struct choosing *c, const struct promotion_row *r, struct promotion *p)
{
	int rc = OK;
	if (!r->targeted)
		return OK;
	if (!c->asked)
		rc = placed_list(c->cx, c->cart, &c->placed, &c->n_placed);
	c->asked = true;
	return rc == OK ? resolve(c->cx, r, c->cart, c->placed, c->n_placed, p)
			: rc;
}

/* Does the buyer have it?  *yes: as *p. */
static int choose(struct choosing *c, const struct promotion_row *r,
	struct promotion *p, bool *yes)
{
	const struct opened *code = opened_find(c->codes, c->n_codes, r->p.id);
	*yes = false;
	if (r->by_code && !code)
		return OK;
	int rc = is_open(c->cx, r, c->buyer, yes);
	if (rc < 0 || !*yes)
		return rc;
	*p = r->p;
	p->label = label_of(c->cx, r);
	if (code) {
		p->coupon = code->coupon;
		p->code = code->code;
	}
	return choose_goods(c, r, p);
}

int promotions_in_force(struct cx *cx, const struct buyer *buyer, int64_t cart,
	struct promotion **out, size_t *n)
{
	const struct promotion_table *t;
	struct choosing c = {.cx = cx, .buyer = buyer, .cart = cart};
	*n = 0;
	*out = NULL;
	int rc = promotion_table(cx, &t);
	if (rc == OK)
		rc = opened_list(cx, cart, &c.codes, &c.n_codes);
	for (size_t i = 0; rc == OK && i < t->n; i++) {
		struct promotion p;
		bool yes;
		rc = choose(&c, &t->rows[i], &p, &yes);
		if (rc < 0 || !yes)
			continue;
		*out = arena_grow(cx->arena, *out, *n, sizeof(p));
		(*out)[(*n)++] = p;
	}
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
