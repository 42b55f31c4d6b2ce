/* What belongs into a category, and how much of it there is. */
#include "domain/shelf.h"

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { DEPTH_MAX = 8, RULES_MAX = 100 };

int shelf_cat_find(const struct shelf *s, int64_t category)
{
	for (size_t i = 0; i < s->n_cats; i++)
		if (s->cats[i].id == category && s->cats[i].alive)
			return (int)i;
	return -1;
}

static bool is_below(const struct shelf *s, int at, int top)
{
	for (int i = 0; at >= 0 && i < DEPTH_MAX; i++) {
		if (at == top)
			return s->cats[at].alive;
		if (!s->cats[at].alive)
			return false;
		at = s->cats[at].parent;
	}
	return false;
}

void shelf_scope(struct cx *cx, const struct shelf *s, int64_t category,
	struct shelf_scope *out)
{
	*out = (struct shelf_scope){0};
	int top = category ? shelf_cat_find(s, category) : -1;
	out->nothing = category && top < 0;
	while (top >= 0 && s->cats[top].rule.kind && out->n_rules < DEPTH_MAX) {
		out->rules[out->n_rules++] = s->cats[top].rule;
		top = s->cats[top].parent;
	}
	if (top < 0)
		return;
	bool *below = ARENA_ARRAY(cx->arena, bool, s->n_cats);
	for (size_t i = 0; i < s->n_cats; i++)
		below[i] = is_below(s, (int)i, top);
	out->below = below;
}

static bool rule_holds(
	struct category_rule rule, const struct shelf_row *row, int64_t now)
{
	switch (rule.kind) {
	case RULE_NEW:
		return row->since_ms > now - rule.days * MS_DAY;
	case RULE_SALE:
		return row->reduced;
	case RULE_IN_STOCK:
		return row->in_stock;
	case RULE_NONE:
		break;
	}
	return true;
}

bool shelf_in(const struct shelf *s, const struct shelf_scope *scope,
	const struct shelf_row *row)
{
	if (!(row->langs & s->lang) || scope->nothing)
		return false;
	if (scope->brand && row->brand != scope->brand)
		return false;
	bool is_in = scope->below == NULL;
	for (size_t i = 0; !is_in && i < row->n_cats; i++)
		is_in = scope->below[row->cats[i]];
	for (size_t i = 0; is_in && i < scope->n_rules; i++)
		is_in = rule_holds(scope->rules[i], row, s->now);
	return is_in;
}

/* The first product that is still among the new ones of so many days. */
static int until_of(struct cx *cx, int64_t days, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(min(since_ms), 0) FROM listing"
		" WHERE since_ms > :from AND langs <> 0");
	db_bind_int(q, ":from", cx->now - days * MS_DAY);
	int rc = db_one(q);
	int64_t since_ms = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	if (since_ms && since_ms + days * MS_DAY < *out)
		*out = since_ms + days * MS_DAY;
	return rc;
}

int shelf_until(struct cx *cx, int64_t *out)
{
	int64_t days[RULES_MAX];
	size_t n = 0;
	*out = INT64_MAX;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rule FROM category"
		" WHERE rule <> '' AND archived_ms IS NULL");
	int rc = OK;
	while (n < RULES_MAX && (rc = db_step(q)) > 0) {
		struct category_rule rule = category_rule_read(
			db_next_text(q, cx->arena));
		if (rule.kind == RULE_NEW)
			days[n++] = rule.days;
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < n; i++)
		rc = until_of(cx, days[i], out);
	return rc < 0 ? rc : OK;
}
