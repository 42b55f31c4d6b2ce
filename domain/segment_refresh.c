/* Members made anew from the rules: what has changed is written. */
#include <string.h>

#include "domain/segment_in.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

enum { STEP = 500 };

/* Segments over a range of customers. */
struct making {
	struct cx *cx;
	int64_t from, to;
	int64_t only; /* one segment; 0: all */
	struct branches tree;
	struct segment *segments; /* by id; those not active have no members */
	size_t n_segments;
	struct segment_facts *facts; /* by customer */
	size_t n_facts;
};

static int read_making(struct making *m)
{
	int rc = branches_load(m->cx, &m->tree);
	if (rc == OK)
		rc = segment_list(m->cx, &m->segments, &m->n_segments);
	if (rc == OK)
		rc = segment_facts_load(
			m->cx, m->from, m->to, &m->facts, &m->n_facts);
	return rc;
}

struct member {
	int64_t segment, customer;
};

static int read_members(struct making *m, struct member **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(m->cx->db,
		"SELECT segment, customer FROM segment_member"
		" WHERE customer >= :from AND customer <= :to"
		" AND (:only = 0 OR segment = :only)"
		" ORDER BY customer, segment");
	db_bind_int(q, ":from", m->from);
	db_bind_int(q, ":to", m->to);
	db_bind_int(q, ":only", m->only);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(m->cx->arena, *out, *n, sizeof(**out));
		(*out)[*n].segment = db_next_int(q);
		(*out)[(*n)++].customer = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int put(struct cx *cx, const struct member *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO segment_member (segment, customer, since_ms)"
		" VALUES (:segment, :customer, :now) ON CONFLICT DO NOTHING");
	db_bind_int(q, ":segment", m->segment);
	db_bind_int(q, ":customer", m->customer);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int drop(struct cx *cx, const struct member *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM segment_member WHERE segment = :segment"
		" AND customer = :customer");
	db_bind_int(q, ":segment", m->segment);
	db_bind_int(q, ":customer", m->customer);
	return db_exec(q, NULL);
}

static int order_of(const struct member *a, const struct member *b)
{
	if (a->customer != b->customer)
		return a->customer < b->customer ? -1 : 1;
	return a->segment < b->segment ? -1 : a->segment > b->segment;
}

/* Two ascending lists: what is and what should be. */
static int write_difference(struct making *m, const struct member *is,
	size_t n_is, const struct member *be, size_t n_be)
{
	int rc = OK;
	size_t i = 0, k = 0;
	while (rc == OK && (i < n_is || k < n_be)) {
		int order = i == n_is   ? 1
			    : k == n_be ? -1
					: order_of(&is[i], &be[k]);
		if (order < 0)
			rc = drop(m->cx, &is[i++]);
		else if (order > 0)
			rc = put(m->cx, &be[k++]);
		else
			i++, k++;
	}
	return rc;
}

static int make(struct making *m)
{
	struct member *is = NULL, *be = NULL;
	size_t n_is = 0, n_be = 0;
	int rc = read_making(m);
	if (rc == OK)
		rc = read_members(m, &is, &n_is);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < m->n_facts; i++) {
		for (size_t k = 0; k < m->n_segments; k++) {
			const struct segment *s = &m->segments[k];
			if (!s->active || (m->only && s->id != m->only) ||
				!segment_rules_hold(&m->tree, s->rules,
					s->n_rules, &m->facts[i]))
				continue;
			be = arena_grow(m->cx->arena, be, n_be, sizeof(*be));
			be[n_be++] = (struct member){
				s->id, m->facts[i].customer};
		}
	}
	return write_difference(m, is, n_is, be, n_be);
}

static int make_range(struct cx *cx, int64_t segment, int64_t from, int64_t to)
{
	struct making m = {.cx = cx, .from = from, .to = to, .only = segment};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, make(&m));
}

int segment_step(struct cx *cx, int64_t segment, int64_t *after, int64_t step)
{
	int64_t from = *after + 1;
	int rc = segment_range(cx, *after, step, after);
	if (rc < 0 || !*after)
		return rc;
	return make_range(cx, segment, from, *after);
}

int segment_refresh(struct cx *cx, int64_t segment)
{
	int64_t after = 0;
	int rc;
	do {
		rc = segment_step(cx, segment, &after, STEP);
	} while (rc == OK && after > 0);
	return rc;
}

int segment_refresh_customer(struct cx *cx, int64_t customer)
{
	return make_range(cx, 0, customer, customer);
}

int segment_count(struct cx *cx, const struct segment_rule *rules, size_t n,
	int64_t *customers)
{
	struct branches tree;
	int64_t after = 0, to = 0;
	*customers = 0;
	int rc = branches_load(cx, &tree);
	while (rc == OK) {
		struct segment_facts *facts;
		size_t n_facts;
		rc = segment_range(cx, after, STEP, &to);
		if (rc < 0 || !to)
			break;
		rc = segment_facts_load(cx, after + 1, to, &facts, &n_facts);
		for (size_t i = 0; rc == OK && i < n_facts; i++)
			*customers += segment_rules_hold(
				&tree, rules, n, &facts[i]);
		after = to;
	}
	return rc;
}

int segment_why(struct cx *cx, const struct segment *s, int64_t customer,
	struct segment_why out[SEGMENT_RULES_MAX], bool *all)
{
	struct branches tree;
	struct segment_facts *f;
	size_t n = 0;
	*all = s->n_rules > 0;
	int rc = branches_load(cx, &tree);
	if (rc == OK)
		rc = segment_facts_load(cx, customer, customer, &f, &n);
	if (rc < 0)
		return rc;
	if (!n)
		return ERR_NOT_FOUND;
	for (size_t i = 0; i < s->n_rules; i++) {
		const struct segment_rule *rule = &s->rules[i];
		out[i].rule = *rule;
		out[i].holds = segment_rule_holds(&tree, rule, f);
		out[i].has = f->value[rule->field];
		*all = *all && out[i].holds;
	}
	return OK;
}
