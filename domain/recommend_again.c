/* What somebody is likely to buy once more, and when. */
#include <math.h>

#include "domain/recommend_in.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"

/* As many intervals of others weigh as two of one's own; a product has an
 * interval of its own from three on. */
enum { SHRINK = 2, REPEATS_MIN = 3 };

/* 0: nothing is known.  The mean stands for the median of one's own: of two or
 * three intervals there is little between them. */
static double interval_days(const struct recommend_seen *s, struct trend t)
{
	double own = 0, n = 0, others = 0;
	if (s->orders > 1 && s->ordered_ms > s->first_ms) {
		n = (double)(s->orders - 1);
		own = (double)(s->ordered_ms - s->first_ms) / (double)MS_DAY /
		      n;
	}
	if (t.repeats >= REPEATS_MIN && t.repeat_days > 0)
		others = SHRINK;
	if (n + others <= 0)
		return 0;
	return (n * own + others * (double)t.repeat_days) / (n + others);
}

/* Sales halved every 15 and every 45 days; the one order more of both keeps
 * what sells seldom in its place. */
double recommend_rise(const struct trend *t)
{
	if (t->steady <= 0)
		return 1;
	return (1 + (double)t->popular / 1000) / (1 + (double)t->steady / 1000);
}

/*
 * How much an order of a product says that it is wanted again: more of what
 * sells now, of what sells better now than before, and of what others bought
 * again.  The powers are those of seven months of orders (docs/recommend.md).
 */
double recommend_pull(const struct trend *t)
{
	static const double SELLS = 0.3, RISES = 0.5, AGAIN = 0.4;
	double now = 1 + (double)t->popular / 1000;
	double again = t->again_bp > 0 ? (double)t->again_bp : 1;
	return pow(now, SELLS) * pow(recommend_rise(t), RISES) *
	       pow(again / 10000, AGAIN);
}

int recommend_again(struct cx *cx, const struct recommend_seen *seen, size_t n,
	size_t top, struct recommend_pick **out, size_t *n_out)
{
	int64_t model;
	*n_out = 0;
	*out = ARENA_ARRAY(cx->arena, struct recommend_pick, n + 1);
	int rc = recommend_model(cx, &model);
	for (size_t i = 0; rc == OK && i < n && i < UINT16_MAX; i++) {
		struct trend t = {.pull = 1};
		if (seen[i].orders <= 0)
			continue;
		if (model)
			rc = recommend_trend(cx, model, seen[i].product, &t);
		double days = interval_days(&seen[i], t);
		(*out)[(*n_out)++] = (struct recommend_pick){
			.product = seen[i].product,
			.score = (double)seen[i].orders * t.pull,
			.why = {(uint16_t)i},
			.n_why = 1,
			.due_ms = days > 0 ? seen[i].ordered_ms +
						     (int64_t)(days * MS_DAY)
					   : 0};
	}
	recommend_sort(*out, n_out, top);
	return rc;
}
