#include "domain/profile_interest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/sensitive.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum {
	ORDER_COUNTS = 6,
	CART_COUNTS = 3,
	VIEWS_COUNT = 4, /* more looks at the same thing say no more */
	HALF_DAYS = 120,
	MILLE = 1000,
	EVEN = 20 * MILLE, /* this much is half sure */
	COMMON = 4,        /* what a fourth of the shop is says nothing */
	KINDS_MAX = 600,
};

/* A thing of the shop that products share. */
struct kind {
	char type; /* c, b, a */
	int64_t id, weight;
	const char *name;
	int64_t orders, views;
	int64_t products[PROFILE_ITEMS];
	size_t n;
};

struct kinds {
	struct kind *all;
	size_t n;
};

/* What one product says, in thousandths. */
static int64_t item_weight(struct cx *cx, const struct profile_item *i)
{
	int64_t looks = i->views < VIEWS_COUNT ? i->views : VIEWS_COUNT;
	int64_t w = ORDER_COUNTS * i->orders + CART_COUNTS * i->carts + looks;
	int64_t days = (cx->now - i->touched_ms) / MS_DAY;
	w *= MILLE;
	for (; days >= HALF_DAYS && w; days -= HALF_DAYS)
		w /= 2;
	/* between two halvings a straight line is near enough */
	return days > 0 ? w - w * days / (2 * (int64_t)HALF_DAYS) : w;
}

static struct kind *kind_of(
	struct cx *cx, struct kinds *k, char type, int64_t id)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->all[i].type == type && k->all[i].id == id)
			return &k->all[i];
	if (k->n == KINDS_MAX)
		return NULL;
	k->all = arena_grow(cx->arena, k->all, k->n, sizeof(*k->all));
	k->all[k->n] = (struct kind){.type = type, .id = id};
	return &k->all[k->n++];
}

static int item_add(
	struct cx *cx, struct kinds *k, const struct profile_item *item)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT 'c' AS type, pc.category AS id,"
		" coalesce(nullif(t.name, ''), r.name, '') AS name"
		" FROM product_category pc"
		" JOIN category c ON c.id = pc.category"
		"  AND c.archived_ms IS NULL AND c.sensitive = 0"
		" LEFT JOIN category_text t ON t.category = c.id"
		"  AND t.locale = :locale"
		" LEFT JOIN category_text r ON r.category = c.id"
		"  AND r.locale = :root WHERE pc.product = :product"
		" UNION ALL SELECT 'b', b.id, b.name FROM product p"
		" JOIN brand b ON b.id = p.brand AND b.archived_ms IS NULL"
		" WHERE p.id = :product"
		" UNION ALL SELECT 'a', v.value,"
		" coalesce(nullif(t.name, ''), r.name, '')"
		" FROM product_attribute v"
		" JOIN attribute a ON a.id = v.attribute"
		"  AND a.archived_ms IS NULL AND a.interest = 1"
		" LEFT JOIN attribute_value_text t"
		"  ON t.attribute_value = v.value AND t.locale = :locale"
		" LEFT JOIN attribute_value_text r"
		"  ON r.attribute_value = v.value AND r.locale = :root"
		" WHERE v.product = :product AND v.value IS NOT NULL");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":product", item->product);
	int64_t w = item_weight(cx, item);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *type = db_next_text(q, cx->arena);
		struct kind *to = kind_of(cx, k, *type, db_next_int(q));
		const char *name = db_next_text(q, cx->arena);
		if (!to || to->n == PROFILE_ITEMS)
			continue;
		to->name = name;
		to->weight += w;
		to->orders += item->orders;
		to->views += item->views;
		to->products[to->n++] = item->product;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int kinds_load(struct cx *cx, const struct profile *p, struct kinds *k)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < p->n; i++)
		if (p->items[i].orders + p->items[i].views + p->items[i].carts)
			rc = item_add(cx, k, &p->items[i]);
	return rc;
}

static int by_weight(const void *a, const void *b)
{
	const struct kind *x = a, *y = b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static const char *kind_key(struct cx *cx, const struct kind *k)
{
	return arena_printf(cx->arena, "%c%" PRId64, k->type, k->id);
}

static int on_sale(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM listing WHERE langs <> 0");
	int rc = db_one(q);
	*n = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

/* How many products are of it; counted to `most`. */
static int kind_size(
	struct cx *cx, const struct kind *k, int64_t most, int64_t *n)
{
	struct db_stmt *q;
	if (k->type == 'b')
		q = DB_SQL(cx->db,
			"SELECT count(*) FROM (SELECT p.id FROM product p"
			" WHERE p.brand = :id AND p.status = 'active'"
			" LIMIT :most) s");
	else
		q = DB_SQL(cx->db,
			"SELECT count(*) FROM (SELECT DISTINCT v.product"
			" FROM product_attribute v JOIN product p"
			"  ON p.id = v.product AND p.status = 'active'"
			" WHERE v.value = :id LIMIT :most) s");
	db_bind_int(q, ":id", k->id);
	db_bind_int(q, ":most", most);
	int rc = db_one(q);
	*n = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

/* One thing of a brand or of wood says nothing of brands or wood yet; nor do
 * many when most of the shop is of it. */
static int kind_tells(
	struct cx *cx, const struct kind *k, int64_t shop, bool *tells)
{
	int64_t n = 0;
	*tells = *k->name && (k->type == 'c' || k->n > 1);
	if (!*tells || k->type == 'c')
		return OK;
	int rc = kind_size(cx, k, shop / COMMON + 1, &n);
	*tells = n <= shop / COMMON;
	return rc;
}

int profile_interests(struct cx *cx, const struct profile *p,
	struct profile_interest **out, size_t *n)
{
	struct kinds k = {0};
	*n = 0;
	*out = ARENA_ARRAY(
		cx->arena, struct profile_interest, PROFILE_INTERESTS);
	int64_t shop = 0;
	int rc = kinds_load(cx, p, &k);
	if (rc == OK)
		rc = on_sale(cx, &shop);
	if (rc == OK && k.n)
		qsort(k.all, k.n, sizeof(*k.all), by_weight);
	for (size_t i = 0; rc == OK && i < k.n && *n < PROFILE_INTERESTS; i++) {
		struct kind *from = &k.all[i];
		int64_t sure = from->weight * 100 / (from->weight + EVEN);
		bool tells = false;
		rc = kind_tells(cx, from, shop, &tells);
		if (!tells || sure < 1)
			continue;
		(*out)[(*n)++] = (struct profile_interest){
			.key = kind_key(cx, from),
			.name = from->name,
			.orders = from->orders,
			.views = from->views,
			.strength = (int)(sure > 99 ? 99 : sure),
			.products = from->products,
			.n = from->n,
		};
	}
	return rc;
}

int profile_interest_products(struct cx *cx, const struct profile *p,
	const char *key, const int64_t **out, size_t *n)
{
	struct kinds k = {0};
	*n = 0;
	*out = NULL;
	int rc = kinds_load(cx, p, &k);
	for (size_t i = 0; rc == OK && i < k.n; i++)
		if (strcmp(kind_key(cx, &k.all[i]), key) == 0) {
			*out = k.all[i].products;
			*n = k.all[i].n;
		}
	return rc;
}

/* ---- colours ---- */

static bool colour_hidden(
	const struct profile_colour *c, const char *const *hidden, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->key, hidden[i]) == 0)
			return true;
	return false;
}

static int hidden_load(
	struct cx *cx, const char *subject, const char *const **out, size_t *n)
{
	const char **list = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT what FROM profile_hide"
		" WHERE subject = :subject AND kind = 'colour'");
	db_bind_text(q, ":subject", subject);
	int rc;
	while ((rc = db_step(q)) > 0) {
		list = arena_grow(cx->arena, list, *n, sizeof(*list));
		list[(*n)++] = db_next_text(q, cx->arena);
	}
	db_done(q);
	*out = list;
	return rc < 0 ? rc : OK;
}

/* Names that differ in spelling alone are one colour. */
static void colour_add(
	struct profile_colour *all, size_t *n, const struct profile_colour *c)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(all[i].key, c->key) == 0) {
			all[i].units += c->units;
			return;
		}
	if (*n < PROFILE_COLOURS)
		all[(*n)++] = *c;
}

int profile_colours(struct cx *cx, const struct subject *who,
	struct profile_colour **out, size_t *n)
{
	const char *const *hidden = NULL;
	size_t n_hidden = 0;
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct profile_colour, PROFILE_COLOURS);
	if (!who->customer || !who->history)
		return OK;
	int rc = hidden_load(cx, who->key, &hidden, &n_hidden);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.name, coalesce(nullif(t.name, ''), r.name),"
		" CAST(sum(CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		"  + (SELECT coalesce(CAST(sum(d.delta) AS BIGINT), 0)"
		"   FROM line_change d WHERE d.order_line = l.id)) AS BIGINT)"
		" AS units FROM orders o"
		" JOIN order_line l ON l.orders = o.id"
		" JOIN variant v ON v.id = l.variant"
		" JOIN option p ON p.product = v.product"
		" JOIN option_value w ON w.option = p.id AND w.swatch <> ''"
		"  AND replace('.' || v.option_key || '.', '.' ||"
		"   CAST(w.id AS TEXT) || '.', '') <>"
		"   '.' || v.option_key || '.'"
		" JOIN option_value_text r ON r.option_value = w.id"
		"  AND r.locale = :root"
		" LEFT JOIN option_value_text t ON t.option_value = w.id"
		"  AND t.locale = :locale"
		" LEFT JOIN profile_item i ON i.subject = :subject"
		"  AND i.product = v.product"
		" WHERE o.customer = :customer AND o.state <> 'cancelled'"
		"  AND o.placed_ms > coalesce(i.removed_ms, 0)"
		" AND v.product NOT IN" SENSITIVE_PRODUCTS
		" GROUP BY r.name, t.name"
		" ORDER BY units DESC, r.name");
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":subject", who->key);
	db_bind_int(q, ":customer", who->customer);
	while ((rc = db_step(q)) > 0) {
		struct profile_colour c;
		c.key = text_fold(
			cx->arena, cx->root, db_next_text(q, cx->arena));
		c.name = db_next_text(q, cx->arena);
		c.units = db_next_int(q);
		if (c.units > 0 && !colour_hidden(&c, hidden, n_hidden))
			colour_add(*out, n, &c);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
