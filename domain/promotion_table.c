#include "domain/promotion_table.h"

#include <string.h>

#include "domain/kept.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { ROWS_MAX = 200, RULES_MAX = 32 };

static enum promotion_kind kind_of(const char *code)
{
	if (strcmp(code, "percent") == 0)
		return PROMOTION_PERCENT;
	if (strcmp(code, "amount") == 0)
		return PROMOTION_AMOUNT;
	return strcmp(code, "buy_get") == 0 ? PROMOTION_BUY_GET
					    : PROMOTION_FREE_DELIVERY;
}

static void row_read(
	struct db_stmt *q, struct arena *a, struct promotion_row *r)
{
	struct promotion *p = &r->p;
	p->id = db_next_int(q);
	p->kind = kind_of(db_next_text(q, a));
	p->code = "";
	p->label = db_next_text(q, a);
	p->percent_bp = db_next_int(q);
	p->amount_minor = db_next_int(q);
	p->buy_qty = db_next_int(q);
	p->get_qty = db_next_int(q);
	p->min_minor = db_next_int(q);
	p->min_qty = db_next_int(q);
	p->sale_too = db_next_int(q);
	p->stacks = db_next_int(q);
	p->position = db_next_int(q);
	r->from_ms = db_next_int(q);
	r->to_ms = db_next_int(q);
	if (r->to_ms < 0)
		r->to_ms = INT64_MAX;
	r->group = db_next_int(q);
	r->by_code = db_next_int(q);
	r->asks = db_next_int(q);
}

static int load_rows(struct cx *cx, struct arena *a, struct promotion_table *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, kind, name, percent_bp, amount_minor, buy_qty,"
		" get_qty, min_minor, min_qty, sale_too, stacks, position,"
		" coalesce(from_ms, 0), coalesce(to_ms, -1),"
		" coalesce(customer_group, 0), by_code,"
		" CASE WHEN limit_all IS NULL AND limit_each IS NULL"
		"  AND segment IS NULL THEN 0 ELSE 1 END"
		" FROM promotion WHERE active = 1 AND archived_ms IS NULL"
		" ORDER BY position, id");
	int rc = OK;
	while (t->n < ROWS_MAX && (rc = db_step(q)) > 0) {
		t->rows = arena_grow(a, t->rows, t->n, sizeof(*t->rows));
		t->rows[t->n] = (struct promotion_row){0};
		row_read(q, a, &t->rows[t->n++]);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int load_words(struct cx *cx, struct arena *a, struct promotion_row *r)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale, label FROM promotion_text"
		" WHERE promotion = :promotion");
	db_bind_int(q, ":promotion", r->p.id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct promotion_words *w = ARENA_NEW(
			a, struct promotion_words);
		w->locale = db_next_text(q, a);
		w->label = db_next_text(q, a);
		w->next = r->words;
		r->words = w;
	}
	db_done(q);
	return rc;
}

static int load_ids(struct cx *cx, struct arena *a, int64_t promotion,
	const char *kind, int64_t **ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT target FROM promotion_target"
		" WHERE promotion = :promotion AND kind = :kind"
		" ORDER BY target");
	db_bind_int(q, ":promotion", promotion);
	db_bind_text(q, ":kind", kind);
	return db_ints(q, a, ids, n);
}

/* Those named and those below them. */
static int load_categories(
	struct cx *cx, struct arena *a, struct promotion_row *r)
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
		" SELECT id FROM below ORDER BY id");
	db_bind_int(q, ":promotion", r->p.id);
	return db_ints(q, a, &r->categories, &r->n_categories);
}

static int load_rules(struct cx *cx, struct arena *a, struct promotion_row *r)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(c.parent, 0), c.rule FROM promotion_target t"
		" JOIN category c ON c.id = t.target"
		" WHERE t.promotion = :promotion AND t.kind = 'category'"
		" AND c.rule <> '' AND c.archived_ms IS NULL ORDER BY c.id");
	db_bind_int(q, ":promotion", r->p.id);
	int rc = OK;
	while (r->n_rules < RULES_MAX && (rc = db_step(q)) > 0) {
		struct promotion_rule rule = {.parent = db_next_int(q)};
		rule.rule = category_rule_read(db_next_text(q, cx->arena));
		if (rule.rule.kind == RULE_NONE)
			continue;
		r->rules = arena_grow(a, r->rules, r->n_rules, sizeof(rule));
		r->rules[r->n_rules++] = rule;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int load_targets(struct cx *cx, struct arena *a, struct promotion_row *r)
{
	int64_t *named;
	size_t n = 0;
	int rc = load_ids(
		cx, a, r->p.id, "product", &r->products, &r->n_products);
	if (rc == OK)
		rc = load_ids(
			cx, a, r->p.id, "brand", &r->brands, &r->n_brands);
	if (rc == OK)
		rc = load_ids(cx, a, r->p.id, "category", &named, &n);
	/* one that is archived is a target still, of nothing */
	r->targeted = r->n_products || r->n_brands || n;
	if (rc == OK && n)
		rc = load_categories(cx, a, r);
	if (rc == OK && n)
		rc = load_rules(cx, a, r);
	return rc;
}

int promotion_table(struct cx *cx, const struct promotion_table **out)
{
	static struct kept kept;
	*out = kept_find(&kept, cx);
	if (*out)
		return OK;
	struct arena *a = kept_arena(&kept, cx);
	struct promotion_table *t = ARENA_NEW(a, struct promotion_table);
	int rc = load_rows(cx, a, t);
	for (size_t i = 0; rc == OK && i < t->n; i++) {
		rc = load_words(cx, a, &t->rows[i]);
		if (rc == OK)
			rc = load_targets(cx, a, &t->rows[i]);
	}
	if (rc < 0)
		return rc;
	kept_put(&kept, cx, t);
	*out = t;
	return OK;
}
