/* The goods are here: what came, and what is sold again. */
#include <stdlib.h>
#include <string.h>

#include "domain/order.h"
#include "domain/return_trace.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"

struct got_list {
	const struct return_got *got;
	size_t n;
};

/* Units of a variant that go back to its shelf. */
struct shelf {
	int64_t variant, qty;
};

struct shelves {
	struct shelf *item;
	size_t n;
};

static bool decision_known(const char *decision)
{
	return strcmp(decision, "restock") == 0 ||
	       strcmp(decision, "damaged") == 0 ||
	       strcmp(decision, "keep") == 0;
}

static struct return_line *line_of(struct return_case *c, int64_t line)
{
	for (size_t i = 0; i < c->n_lines; i++)
		if (c->lines[i].line == line)
			return &c->lines[i];
	return NULL;
}

static void shelf_add(
	struct cx *cx, struct shelves *s, int64_t variant, int64_t qty)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->item[i].variant == variant) {
			s->item[i].qty += qty;
			return;
		}
	}
	s->item = arena_grow(cx->arena, s->item, s->n, sizeof(*s->item));
	s->item[s->n++] = (struct shelf){variant, qty};
}

/* Of a set what was packed for it, else the thing itself. */
static void line_shelves(struct cx *cx, const struct order *o,
	const struct return_line *l, int64_t qty, struct shelves *s)
{
	for (size_t i = 0; i < o->n_lines; i++) {
		const struct order_line *line = &o->lines[i];
		if (line->id != l->line || line->variant == 0)
			continue;
		for (size_t k = 0; k < line->n_parts; k++)
			shelf_add(cx, s, line->parts[k].variant,
				line->parts[k].qty / line->qty * qty);
		if (line->n_parts == 0)
			shelf_add(cx, s, line->variant, qty);
	}
}

static int line_set(
	struct cx *cx, const struct return_case *c, const struct return_line *l)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE return_line SET received_qty = :got,"
		" restocked_qty = :restocked, decision = :decision"
		" WHERE return_case = :case AND order_line = :line"
		" AND qty >= :got");
	db_bind_int(q, ":got", l->received);
	db_bind_int(q, ":restocked", l->restocked);
	db_bind_text(q, ":decision", l->decision);
	db_bind_int(q, ":case", c->id);
	db_bind_int(q, ":line", l->line);
	return db_exec_one(q);
}

static int take_line(struct cx *cx, struct return_case *c,
	const struct order *o, const struct return_got *g, struct shelves *s)
{
	if (g->qty == 0)
		return OK;
	struct return_line *l = line_of(c, g->line);
	if (!l || l->received || g->qty < 0 || g->qty > l->qty ||
		!decision_known(g->decision))
		return ERR_INVALID;
	l->received = g->qty;
	l->decision = g->decision;
	if (strcmp(g->decision, "restock") == 0) {
		l->restocked = g->qty;
		line_shelves(cx, o, l, g->qty, s);
	}
	return line_set(cx, c, l);
}

static int by_variant(const void *a, const void *b)
{
	const struct shelf *x = a, *y = b;
	return (x->variant > y->variant) - (x->variant < y->variant);
}

/* Shelves in ascending order: locks are always taken the same way round. */
static int restock(
	struct cx *cx, const struct return_case *c, struct shelves *s)
{
	if (s->n > 1)
		qsort(s->item, s->n, sizeof(*s->item), by_variant);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < s->n; i++) {
		struct stock_now now;
		rc = stock_now(cx, s->item[i].variant, &now);
		if (rc == OK && now.tracked)
			rc = stock_move(cx, s->item[i].variant, s->item[i].qty,
				"returned", "return", c->id, c->code);
	}
	return rc;
}

static int do_receive(struct cx *cx, struct return_case *c, const void *arg)
{
	const struct got_list *list = arg;
	struct order o = {0};
	struct shelves s = {0};
	if (!return_can(c, "receive"))
		return ERR_CONFLICT;
	int rc = c->order ? order_get(cx, c->order, &o) : OK;
	for (size_t i = 0; rc == OK && i < list->n; i++)
		rc = take_line(cx, c, &o, &list->got[i], &s);
	if (rc == OK)
		rc = restock(cx, c, &s);
	return rc == OK ? return_step(cx, c, "receive") : rc;
}

int return_receive(struct cx *cx, int64_t id, int64_t rev,
	const struct return_got *got, size_t n)
{
	struct got_list list = {got, n};
	return return_moving(cx, id, rev, do_receive, &list);
}
