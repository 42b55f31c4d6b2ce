/* What the demo's made-up customers like: which product, which of its
 * variants, how many. */
#include <string.h>

#include "cli/demo_people.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"

enum { EVER = 9999, MONTHS_OF_DAY = 100 };

static uint64_t dice_next(struct dice *d) /* splitmix64 */
{
	uint64_t z = d->at += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

double dice_unit(struct dice *d)
{
	return (double)(dice_next(d) >> 11) / (double)(UINT64_C(1) << 53);
}

int64_t dice_below(struct dice *d, int64_t n)
{
	return n > 0 ? (int64_t)(dice_next(d) % (uint64_t)n) : 0;
}

bool dice_odds(struct dice *d, int64_t of_hundred)
{
	return dice_below(d, 100) < of_hundred;
}

/* ---- products as people see them ---- */

static int64_t number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static bool has(const json_t *list, const char *text)
{
	size_t i;
	json_t *s;
	json_array_foreach((json_t *)list, i, s)
	{
		if (!strcmp(json_string_value(s), text))
			return true;
	}
	return false;
}

/* The first value of an attribute, or "". */
static const json_t *values_of(const json_t *o, const char *code)
{
	size_t i;
	json_t *a;
	json_array_foreach(json_object_get(o, "attributes"), i, a)
	{
		if (!strcmp(demo_str(a, "code"), code))
			return json_object_get(a, "values");
	}
	return NULL;
}

/* The more of its categories and materials a taste likes, the more. */
static double weight_of(const json_t *taste, const json_t *o)
{
	size_t i;
	json_t *s;
	double sum = 0, best = 0, material = 1;
	json_array_foreach(json_object_get(o, "categories"), i, s)
	{
		double w = (double)number(json_object_get(taste, "categories"),
			json_string_value(s));
		sum += w;
		best = w > best ? w : best;
	}
	json_array_foreach((json_t *)values_of(o, "material"), i, s)
	{
		material += 0.5 *
			    (double)number(json_object_get(taste, "materials"),
				    json_string_value(s));
	}
	if (has(json_object_get(o, "categories"), "spare-parts"))
		material *= 0.15; /* when something broke */
	return (best + 0.25 * (sum - best)) * material;
}

static void thing_fill(struct people *p, struct thing *t, const json_t *o)
{
	const json_t *more = json_object_get(p->words, "more");
	const json_t *again = json_object_get(p->words, "again");
	struct dice dice = {0};
	size_t i;
	json_t *s, *taste;
	*t = (struct thing){.slug = demo_str(o, "slug"), .o = o, .more = 1};
	for (const char *c = t->slug; *c; c++)
		dice.at = dice.at * 31 + (unsigned char)*c;
	t->loved = 0.3 + 2.7 * dice_unit(&dice) * dice_unit(&dice);
	t->new_days = number(o, "new_days_ago");
	if (!t->new_days)
		t->new_days = EVER;
	t->season = json_string_value(
		json_array_get(values_of(o, "season"), 0));
	json_array_foreach(json_object_get(o, "categories"), i, s)
	{
		const char *slug = json_string_value(s);
		t->again = t->again || has(again, slug);
		if (number(more, slug) > t->more)
			t->more = number(more, slug);
	}
	json_array_foreach(json_object_get(p->words, "tastes"), i, taste)
	{
		if (i < TASTES_MAX)
			t->weight[i] = weight_of(taste, o);
	}
}

/* Gift cards are sent by mail, what is not out yet nobody has. */
static bool is_bought(const json_t *o)
{
	const char *kind = demo_str(o, "kind");
	return !strcmp(demo_str(o, "state"), "active") &&
	       (!strcmp(kind, "goods") || !strcmp(kind, "bundle")) &&
	       !json_object_get(o, "publish_in_days");
}

int people_things(struct people *p, const json_t *catalogue)
{
	const json_t *products = json_object_get(catalogue, "products");
	size_t i;
	json_t *o;
	p->n_tastes = json_array_size(json_object_get(p->words, "tastes"));
	p->things = ARENA_ARRAY(
		p->d->cx->arena, struct thing, json_array_size(products) + 1);
	json_array_foreach((json_t *)products, i, o)
	{
		if (is_bought(o))
			thing_fill(p, &p->things[p->n_things++], o);
	}
	return p->n_tastes && p->n_tastes <= TASTES_MAX ? OK : ERR_INVALID;
}

int64_t people_thing(const struct people *p, const char *slug)
{
	for (size_t i = 0; i < p->n_things; i++)
		if (!strcmp(p->things[i].slug, slug))
			return (int64_t)i;
	return -1;
}

/* ---- a choice ---- */

/* How much more, or less, a product is wanted in that month. */
static double season_of(const char *season, int64_t month)
{
	static const struct {
		const char *season;
		int64_t from, to;
		double in, out;
	} seasons[] = {
		{"christmas", 11, 12, 5, 0.05},
		{"winter", 10, 2, 2, 0.3},
		{"spring", 3, 6, 3, 0.3},
		{"summer", 5, 8, 3, 0.3},
	};
	for (size_t i = 0; season && i < sizeof(seasons) / sizeof(*seasons);
		i++) {
		int64_t from = seasons[i].from, to = seasons[i].to;
		bool in = from <= to ? month >= from && month <= to
				     : month >= from || month <= to;
		if (!strcmp(seasons[i].season, season))
			return in ? seasons[i].in : seasons[i].out;
	}
	return 1;
}

static int64_t month_of(const struct people *p, int64_t days_ago)
{
	int64_t day = clock_day(p->d->today_ms - days_ago * MS_DAY);
	return day / MONTHS_OF_DAY % MONTHS_OF_DAY;
}

static bool can_have(const struct thing *t, const struct one *one, size_t i,
	int64_t days_ago)
{
	return t->new_days > days_ago && (t->again || !one->has[i]);
}

int64_t taste_pick(struct people *p, struct one *one, int64_t days_ago)
{
	int64_t month = month_of(p, days_ago);
	double *upto = ARENA_ARRAY(p->d->cx->arena, double, p->n_things);
	double sum = 0;
	for (size_t i = 0; i < p->n_things; i++) {
		const struct thing *t = &p->things[i];
		double w = 0.02 + t->weight[one->taste] +
			   0.12 * t->weight[one->other];
		if (one->thrifty && demo_on_sale(t->o, days_ago))
			w *= 25;
		if (can_have(t, one, i, days_ago))
			sum += w * t->loved * season_of(t->season, month);
		upto[i] = sum;
	}
	double at = dice_unit(&one->dice) * sum;
	for (size_t i = 0; i < p->n_things; i++)
		if (upto[i] > at)
			return (int64_t)i;
	return -1;
}

int64_t taste_with(
	struct people *p, struct one *one, int64_t thing, int64_t days_ago)
{
	const json_t *relations = json_object_get(
		p->things[thing].o, "relations");
	int64_t n = (int64_t)json_array_size(relations);
	if (!n || !dice_odds(&one->dice, 55))
		return -1;
	const json_t *r = json_array_get(
		relations, (size_t)dice_below(&one->dice, n));
	if (!strcmp(demo_str(r, "kind"), "similar") ||
		!strcmp(demo_str(r, "kind"), "spare_part"))
		return -1;
	int64_t i = people_thing(p, demo_str(r, "target"));
	return i >= 0 && can_have(&p->things[i], one, (size_t)i, days_ago) ? i
									   : -1;
}

/* Where a value stands among those of its option: 0 first, 1 last. */
static double place_of(const json_t *option, const char *value)
{
	size_t i, n = json_array_size(json_object_get(option, "values"));
	json_t *v;
	json_array_foreach(json_object_get(option, "values"), i, v)
	{
		if (!strcmp(demo_str(v, "code"), value))
			return n > 1 ? (double)i / (double)(n - 1) : 0;
	}
	return 0;
}

static double fits(
	const struct one *one, const json_t *o, const json_t *variant)
{
	size_t i;
	json_t *value;
	double score = 0;
	json_array_foreach(json_object_get(variant, "values"), i, value)
	{
		const json_t *option = json_array_get(
			json_object_get(o, "options"), i);
		const char *code = json_string_value(value);
		double off = place_of(option, code) - one->size;
		if (!strcmp(demo_str(option, "code"), "size"))
			score -= 8 * off * off;
		for (size_t k = 0; k < 2; k++)
			if (!strcmp(one->colours[k], code))
				score += 2 - (double)k;
	}
	return score;
}

const char *taste_sku(struct people *p, struct one *one, int64_t thing)
{
	const json_t *o = p->things[thing].o;
	const char *best = "";
	double most = -1e9;
	size_t i;
	json_t *v;
	json_array_foreach(json_object_get(o, "variants"), i, v)
	{
		double score = fits(one, o, v) + 0.8 * dice_unit(&one->dice);
		if (score > most) {
			most = score;
			best = demo_str(v, "sku");
		}
	}
	return best;
}

int64_t taste_qty(struct people *p, struct one *one, int64_t thing)
{
	int64_t more = p->things[thing].more;
	if (more == 1 || !dice_odds(&one->dice, 45))
		return 1;
	return 2 + 2 * dice_below(&one->dice, more / 2);
}
