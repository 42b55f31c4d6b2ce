/* A shop in memory that learned from the files: the cases are asked of it. */
#include "cli/rank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "domain/model_in.h"
#include "domain/profile.h"
#include "domain/recommend.h"
#include "lib/buf.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"

/* Of migrations/0017_personal.sql, what a model is; its switching over moves
 * the catalogue's version. */
static const char schema[] =
	"CREATE TABLE model (id INTEGER PRIMARY KEY, state TEXT, why TEXT,"
	" orders BIGINT, customers BIGINT, products BIGINT, method TEXT,"
	" took_ms BIGINT, began_ms BIGINT, served_ms BIGINT);"
	"CREATE TABLE neighbour (model BIGINT, kind TEXT, product BIGINT,"
	" near TEXT, PRIMARY KEY (model, kind, product));"
	"CREATE TABLE product_trend (model BIGINT, product BIGINT,"
	" popular BIGINT, steady BIGINT, repeat_days BIGINT,"
	" repeats BIGINT, again_bp BIGINT,"
	" PRIMARY KEY (model, product));"
	"CREATE TABLE catalogue_version (scope TEXT PRIMARY KEY,"
	" version BIGINT);"
	"INSERT INTO catalogue_version (scope, version) VALUES ('shop', 1);";

/* Baskets one after another, and where each begins. */
struct lots {
	uint32_t *item;
	size_t *start;
	uint32_t *of; /* baskets by customer */
	size_t *of_start;
};

/* At start[k], after it: where what belongs to k begins. */
static size_t *starts(struct arena *a, size_t n)
{
	return ARENA_ARRAY(a, size_t, n + 2);
}

static void lots_sort(struct rank *r, struct lots *l)
{
	l->start = starts(r->arena, r->n_lots + 1);
	l->item = ARENA_ARRAY(r->arena, uint32_t, r->n_lines + 1);
	for (size_t i = 0; i < r->n_lines; i++)
		l->start[r->lines[i].lot + 2]++;
	for (size_t i = 2; i < r->n_lots + 2; i++)
		l->start[i] += l->start[i - 1];
	for (size_t i = 0; i < r->n_lines; i++)
		l->item[l->start[r->lines[i].lot + 1]++] = r->lines[i].item;
	l->of_start = starts(r->arena, r->customers.n + 2);
	l->of = ARENA_ARRAY(r->arena, uint32_t, r->n_lots + 1);
	for (size_t i = 0; i < r->n_lots; i++)
		l->of_start[r->lots[i].customer + 2]++;
	for (size_t i = 2; i < r->customers.n + 3; i++)
		l->of_start[i] += l->of_start[i - 1];
	for (size_t i = 0; i < r->n_lots; i++)
		l->of[l->of_start[r->lots[i].customer + 1]++] = (uint32_t)i;
}

static int learn(struct cx *cx, const struct rank *r, const struct lots *l)
{
	struct model_data d = {0};
	struct model_known k;
	int64_t model;
	for (size_t i = 0; i < r->n_lots; i++) {
		model_data_basket(
			cx, &d, r->lots[i].at_ms, r->lots[i].customer);
		if (r->lots[i].at_ms >= cx->now)
			cx->now = r->lots[i].at_ms + 1;
		for (size_t j = l->start[i]; j < l->start[i + 1]; j++)
			model_data_item(cx, &d, (int64_t)l->item[j] + 1);
	}
	int rc = model_learn(cx, &d, &k);
	if (rc == OK)
		rc = model_begin(cx, "asked", &model);
	if (rc == OK)
		rc = model_write(cx, model, &k);
	return rc == OK ? model_serve(cx, model, &d, &k, 0) : rc;
}

/* The newest first, as a profile has them. */
static int by_time(const void *a, const void *b)
{
	const struct recommend_seen *x = a, *y = b;
	if (x->ordered_ms != y->ordered_ms)
		return x->ordered_ms > y->ordered_ms ? -1 : 1;
	return x->product < y->product ? -1 : x->product > y->product;
}

static void seen_add(struct recommend_seen *s, int64_t product, int64_t at_ms,
	uint32_t lot, uint32_t *last)
{
	s->product = product;
	if (*last != lot + 1)
		s->orders++;
	*last = lot + 1;
	if (s->first_ms == 0 || at_ms < s->first_ms)
		s->first_ms = at_ms;
	if (at_ms > s->ordered_ms)
		s->ordered_ms = at_ms;
}

/* What a customer bought, by product. */
static size_t history(struct arena *a, const struct rank *r,
	const struct lots *l, int64_t customer, struct recommend_seen **out)
{
	struct recommend_seen *all = ARENA_ARRAY(
		a, struct recommend_seen, r->items.n + 1);
	uint32_t *last = ARENA_ARRAY(a, uint32_t, r->items.n + 1);
	size_t n = 0;
	for (size_t i = l->of_start[customer]; i < l->of_start[customer + 1];
		i++) {
		uint32_t lot = l->of[i];
		for (size_t j = l->start[lot]; j < l->start[lot + 1]; j++)
			seen_add(&all[l->item[j]], (int64_t)l->item[j] + 1,
				r->lots[lot].at_ms, lot, &last[l->item[j]]);
	}
	for (size_t i = 0; i < r->items.n; i++)
		if (all[i].orders)
			all[n++] = all[i];
	qsort(all, n, sizeof(*all), by_time);
	*out = all;
	return n;
}

static size_t context(
	struct arena *a, const struct rank *r, const char *text, int64_t **out)
{
	char *save, *words = arena_strdup(a, text);
	size_t n = 0;
	*out = NULL;
	for (char *w = strtok_r(words, " \t", &save); w;
		w = strtok_r(NULL, " \t", &save)) {
		int64_t item = tally_find(&r->items, w);
		if (item < 0)
			continue;
		*out = arena_grow(a, *out, n, sizeof(**out));
		(*out)[n++] = item + 1;
	}
	return n;
}

/* What is printed: each product once. */
struct answer {
	struct recommend_pick *pick;
	size_t n, top;
	bool *is_out; /* by product */
};

static void answer_add(
	struct answer *out, const struct recommend_pick *picks, size_t n)
{
	for (size_t i = 0; i < n && out->n < out->top; i++) {
		if (out->is_out[picks[i].product])
			continue;
		out->is_out[picks[i].product] = true;
		out->pick[out->n++] = picks[i];
	}
}

/* An empty place goes to what sells, as on the shop's shelves. */
static int answer_fill(struct cx *cx, struct answer *out)
{
	struct recommend_pick *p;
	size_t n;
	int rc = recommend_popular(cx, RECOMMEND_TOP + out->top, &p, &n);
	if (rc == OK)
		answer_add(out, p, n);
	return rc;
}

static int ask(struct cx *cx, const struct rank *r, const struct lots *l,
	const struct rank_case *c, struct answer *out)
{
	struct recommend_pick *p = NULL;
	struct recommend_seen *seen = NULL;
	int64_t *cart = NULL, customer = tally_find(&r->customers, c->customer);
	size_t n_seen = 0, n_cart = 0, n = 0;
	int rc;
	if (!strcmp(c->kind, "cart"))
		n_cart = context(cx->arena, r, c->context, &cart);
	else if (customer >= 0)
		n_seen = history(cx->arena, r, l, customer + 1, &seen);
	size_t known = n_seen < PROFILE_ITEMS ? n_seen : PROFILE_ITEMS;
	if (!strcmp(c->kind, "cart"))
		rc = recommend_cart(cx, cart, n_cart, r->top, &p, &n);
	else if (!strcmp(c->kind, "new"))
		rc = recommend_new(cx, seen, known, r->top + n_seen, &p, &n);
	else
		rc = recommend_again(cx, seen, known, r->top, &p, &n);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n_cart; i++)
		out->is_out[cart[i]] = true;
	for (size_t i = 0; i < n_seen && !strcmp(c->kind, "new"); i++)
		out->is_out[seen[i].product] = true;
	answer_add(out, p, n);
	/* what they have not bought yet stands behind what they buy again */
	if (!strcmp(c->kind, "next"))
		rc = recommend_new(cx, seen, known, r->top, &p, &n);
	if (rc < 0)
		return rc;
	answer_add(out, p, n);
	return answer_fill(cx, out);
}

static int answer_one(struct cx *cx, const struct rank *r, const struct lots *l,
	const struct rank_case *c)
{
	struct answer out = {
		.pick = ARENA_ARRAY(cx->arena, struct recommend_pick, r->top),
		.top = r->top,
		.is_out = ARENA_ARRAY(cx->arena, bool, r->items.n + 2)};
	int rc = ask(cx, r, l, c, &out);
	if (rc < 0)
		return rc;
	struct buf items = {0}, line = {0};
	for (size_t i = 0; i < out.n; i++) {
		if (i)
			buf_addc(&items, ' ');
		buf_adds(&items, r->items.text[out.pick[i].product - 1]);
	}
	csv_cell(&line, 1, c->name);
	csv_cell(&line, 0, items.p ? items.p : "");
	printf("%s\n", line.p);
	buf_release(&items);
	buf_release(&line);
	return OK;
}

int rank_answer(struct rank *r)
{
	struct lots l;
	struct cx cx = {.db = db_open(":memory:"),
		.arena = r->arena,
		.locale = "en",
		.root = "en",
		.request_id = ""};
	lots_sort(r, &l);
	int rc = cx.db ? db_run_script(cx.db, schema) : ERR_INTERNAL;
	if (rc == OK)
		rc = learn(&cx, r, &l);
	cx.arena = arena_new();
	if (rc == OK)
		printf("case,items\n");
	for (size_t i = 0; rc == OK && i < r->n_cases; i++) {
		rc = answer_one(&cx, r, &l, &r->cases[i]);
		arena_clear(cx.arena);
	}
	arena_free(cx.arena);
	if (cx.db)
		db_close(cx.db);
	if (rc < 0)
		return cli_fail("recommend", "it could not be computed");
	return fflush(stdout) == 0 ? 0 : cli_fail("recommend", "not written");
}
