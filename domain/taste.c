#include "domain/taste.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "domain/interest.h"
#include "domain/recommend.h"
#include "domain/shelf.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"

enum {
	LAST = 20,      /* products whose properties count */
	HALF_DAYS = 90, /* how they fade */
	DEPTH_MAX = 8,
	MILLION = 1000000,
};

/* How much of what somebody did last has this value, this category. */
struct share {
	float weight;
	bool liked;
	uint32_t turn; /* of another turn: nothing */
};

/* By the shelf's numbers; as long as the process, like the shelf itself. */
static struct {
	struct share *value, *cat;
	size_t n_values, n_cats;
	uint32_t turn;
} shares;

static struct share *room(struct share *list, size_t *have, size_t want)
{
	if (want <= *have)
		return list;
	list = keep_grow(list, want * sizeof(*list));
	memset(list + *have, 0, (want - *have) * sizeof(*list));
	*have = want;
	return list;
}

static void shares_begin(const struct shelf *s)
{
	shares.value = room(shares.value, &shares.n_values, s->n_values + 1);
	shares.cat = room(shares.cat, &shares.n_cats, s->n_cats + 1);
	if (++shares.turn != 0)
		return;
	memset(shares.value, 0, shares.n_values * sizeof(*shares.value));
	memset(shares.cat, 0, shares.n_cats * sizeof(*shares.cat));
	shares.turn = 1;
}

static struct share *share_at(struct share *list, size_t at)
{
	if (list[at].turn != shares.turn)
		list[at] = (struct share){.turn = shares.turn};
	return &list[at];
}

static float done_weight(const struct cx *cx, const struct profile_item *i)
{
	double days = (double)(cx->now - i->touched_ms) / (double)MS_DAY;
	double much = i->orders > 0 ? 3 : i->carts > 0 ? 2 : i->views > 0;
	return (float)(much * exp2(-(days > 0 ? days : 0) / HALF_DAYS));
}

/* What they did last, as shares that make one together. */
static void shares_of_items(
	struct cx *cx, const struct shelf *s, const struct profile *p)
{
	size_t n = p->n < LAST ? p->n : LAST;
	float all = 0;
	for (size_t i = 0; i < n; i++)
		all += done_weight(cx, &p->items[i]);
	for (size_t i = 0; all > 0 && i < n; i++) {
		const struct shelf_row *row = shelf_find(
			s, p->items[i].product);
		float w = done_weight(cx, &p->items[i]) / all;
		for (size_t k = 0; row && k < row->n_values; k++)
			share_at(shares.value, row->values[k])->weight += w;
		for (size_t k = 0; row && k < row->n_cats; k++)
			share_at(shares.cat, row->cats[k])->weight += w;
	}
}

static void like(const struct shelf *s, int64_t category, int64_t brand,
	int64_t attribute_value)
{
	int cat = category ? shelf_cat_find(s, category) : -1;
	if (cat >= 0)
		share_at(shares.cat, (size_t)cat)->liked = true;
	for (size_t i = 0; !category && i < s->n_values; i++) {
		const struct shelf_value *v = &s->values[i];
		if ((brand && v->brand == brand) ||
			(attribute_value &&
				v->attribute_value == attribute_value))
			share_at(shares.value, i)->liked = true;
	}
}

static int shares_of_likes(
	struct cx *cx, const struct shelf *s, const struct profile *p)
{
	if (!p->n_likes)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(i.category, 0), coalesce(i.brand, 0),"
		" coalesce(i.attribute_value, 0) FROM profile_like l"
		" JOIN interest i ON i.id = l.interest"
		" WHERE l.subject = :subject AND " INTEREST_MEANT);
	db_bind_text(q, ":subject", p->who.key);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t category = db_next_int(q), brand = db_next_int(q);
		like(s, category, brand, db_next_int(q));
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* Its own categories, and what is above them. */
static bool cat_liked(const struct shelf *s, int at)
{
	for (int up = 0; at >= 0 && up < DEPTH_MAX; up++) {
		if (share_at(shares.cat, (size_t)at)->liked)
			return true;
		at = s->cats[at].parent;
	}
	return false;
}

/* (1 - c/2) (1 - l/2) */
static float unlike(const struct shelf *s, const struct shelf_row *row)
{
	float sum = 0;
	bool liked = false;
	size_t n = (size_t)row->n_values + row->n_cats;
	for (size_t i = 0; i < row->n_values; i++) {
		const struct share *v = share_at(shares.value, row->values[i]);
		sum += v->weight;
		liked |= v->liked;
	}
	for (size_t i = 0; i < row->n_cats; i++) {
		sum += share_at(shares.cat, row->cats[i])->weight;
		liked |= cat_liked(s, row->cats[i]);
	}
	float c = n ? sum / (float)n : 0;
	return (1 - (c < 1 ? c : 1) / 2) * (liked ? 0.5F : 1);
}

static bool is_hidden(const struct profile *p, int64_t product)
{
	for (size_t i = 0; i < p->n_hidden; i++)
		if (p->hidden[i] == product)
			return true;
	return false;
}

static int score(struct cx *cx, const struct profile *p, const int64_t *ids,
	size_t n, float *out)
{
	struct recommend_seen *seen = ARENA_ARRAY(
		cx->arena, struct recommend_seen, p->n + 1);
	for (size_t i = 0; i < p->n; i++) {
		const struct profile_item *it = &p->items[i];
		seen[i] = (struct recommend_seen){it->product, it->orders,
			it->first_ms, it->ordered_ms, it->views, it->viewed_ms,
			it->carts, it->carted_ms};
	}
	/* As of the day's end: the pages of a list fit together. */
	struct cx day = *cx;
	day.now += MS_DAY - day.now % MS_DAY;
	return recommend_score(&day, seen, p->n, ids, n, out);
}

bool taste_known(const struct profile *p)
{
	return p->who.key && p->who.personal && !p->who.held &&
	       (p->n || p->n_likes);
}

int taste_suits(struct cx *cx, const struct profile *p, const int64_t *ids,
	size_t n, float *out)
{
	const struct shelf *s;
	int rc = score(cx, p, ids, n, out);
	if (rc < 0)
		return rc;
	rc = shelf_use(cx, &s);
	if (rc < 0)
		return rc;
	shares_begin(s);
	shares_of_items(cx, s, p);
	rc = shares_of_likes(cx, s, p);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct shelf_row *row = shelf_find(s, ids[i]);
		float rest = row ? unlike(s, row) : 1;
		out[i] = is_hidden(p, ids[i]) ? 0
					      : 1 - (1 - sqrtf(out[i])) * rest;
	}
	return rc;
}

struct placed {
	int64_t id;
	int64_t by; /* in millionths of a place: the same wherever the part
		       begins */
	uint32_t place;
	uint16_t band;
};

static int by_taste(const void *p, const void *q)
{
	const struct placed *a = p, *b = q;
	if (a->band != b->band)
		return (int)a->band - (int)b->band;
	if (a->by != b->by)
		return a->by < b->by ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

int taste_order(struct cx *cx, const struct profile *p, int64_t *ids,
	const uint16_t *bands, size_t n)
{
	float *suits = ARENA_ARRAY(cx->arena, float, n + 1);
	struct placed *all = ARENA_ARRAY(cx->arena, struct placed, n + 1);
	if (!taste_known(p) || n < 2)
		return OK;
	int rc = taste_suits(cx, p, ids, n, suits);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++)
		all[i] = (struct placed){ids[i],
			(int64_t)i * MILLION -
				(int64_t)(suits[i] * TASTE_PLACES * MILLION),
			(uint32_t)i, bands[i]};
	qsort(all, n, sizeof(*all), by_taste);
	for (size_t i = 0; i < n; i++)
		ids[i] = all[i].id;
	return OK;
}
