/*
 * The demo's made-up customers: some hundred people with tastes, what they
 * ordered in a year, and the three whom a visitor of the demo may be.  Their
 * orders are rows like those of demo/orders.json, placed with them.
 */
#include "cli/demo_people.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"

enum {
	LINES_MAX = 5,
	LATEST = 2,     /* no order of theirs is younger, in days */
	ON_THE_WAY = 5, /* nor delivered then */
	RHYTHMS_MAX = 4,
	SEED = 20111,
};

static int64_t number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static const char *any_of(struct dice *dice, const json_t *list)
{
	return json_string_value(json_array_get(list,
		(size_t)dice_below(dice, (int64_t)json_array_size(list))));
}

/* One of {"share": ...} objects, by their shares. */
static size_t by_share(struct dice *dice, const json_t *list)
{
	size_t i;
	json_t *o;
	int64_t sum = 0, at;
	json_array_foreach((json_t *)list, i, o)
	{
		sum += number(o, "share");
	}
	at = dice_below(dice, sum);
	json_array_foreach((json_t *)list, i, o)
	{
		at -= number(o, "share");
		if (at < 0)
			return i;
	}
	return 0;
}

/* ---- who they are ---- */

static const char *locale_of(struct people *p, struct dice *dice)
{
	const char *locale;
	json_t *o;
	int64_t at = dice_below(dice, 100);
	json_object_foreach(json_object_get(p->words, "names"), locale, o)
	{
		at -= number(o, "share");
		if (at < 0)
			return locale;
	}
	return "fi";
}

static const json_t *place_of(struct people *p, struct dice *dice)
{
	const json_t *places = json_object_get(p->words, "places");
	size_t i;
	json_t *o;
	int64_t at = dice_below(dice, 115);
	json_array_foreach((json_t *)places, i, o)
	{
		at -= json_integer_value(json_array_get(o, 2));
		if (at < 0)
			return o;
	}
	return json_array_get(places, 0);
}

/* Name, address, telephone; NULL: there is one of that name already. */
static json_t *person_make(struct people *p, struct dice *dice, json_t *taken)
{
	struct arena *a = p->d->cx->arena;
	const char *locale = locale_of(p, dice);
	const json_t *names = json_object_get(
		json_object_get(p->words, "names"), locale);
	const char *first = any_of(dice, json_object_get(names, "first"));
	const char *last = any_of(dice, json_object_get(names, "last"));
	const char *domain = any_of(dice, json_object_get(names, "domains"));
	const char *street = any_of(dice, json_object_get(p->words, "streets"));
	const json_t *place = place_of(p, dice);
	int64_t house = 1 + dice_below(dice, 48), phone;
	const char *email = arena_printf(a, "%s.%s@%s",
		text_fold(a, "en", first), text_fold(a, "en", last), domain);
	phone = 1200 + dice_below(dice, 8700);
	if (json_object_get(taken, email))
		return NULL;
	json_object_set_new(taken, email, json_true());
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "locale",
		locale, "name", arena_printf(a, "%s %s", first, last), "email",
		email, "phone", arena_printf(a, "040 000 %04" PRId64, phone),
		"street", arena_printf(a, "%s %" PRId64, street, house),
		"postal", json_string_value(json_array_get(place, 0)), "city",
		json_string_value(json_array_get(place, 1)));
}

/* ---- an order ---- */

static void line_add(json_t *lines, const char *sku, int64_t qty)
{
	size_t i;
	json_t *line;
	json_array_foreach(lines, i, line)
	{
		if (!strcmp(json_string_value(json_array_get(line, 0)), sku))
			return;
	}
	if (json_array_size(lines) < LINES_MAX)
		json_array_append_new(
			lines, json_pack("[s, I]", sku, (json_int_t)qty));
}

static void take(
	struct people *p, struct one *one, json_t *lines, int64_t thing)
{
	if (thing < 0)
		return;
	one->has[thing] = 1;
	line_add(lines, taste_sku(p, one, thing), taste_qty(p, one, thing));
}

/* What they came for, what goes with it, and perhaps another thing. */
static void fill(
	struct people *p, struct one *one, json_t *lines, int64_t days_ago)
{
	int64_t things = 1 + dice_odds(&one->dice, 40) +
			 dice_odds(&one->dice, 15);
	for (int64_t i = 0; i < things; i++) {
		int64_t thing = taste_pick(p, one, days_ago);
		take(p, one, lines, thing);
		if (thing >= 0)
			take(p, one, lines,
				taste_with(p, one, thing, days_ago));
	}
}

/* Evenings more than mornings. */
static int64_t minute_of(struct dice *dice)
{
	int64_t a = dice_below(dice, 960), b = dice_below(dice, 960);
	return 420 + (a > b ? a : b);
}

static void order_add(struct people *p, struct dice *dice, const json_t *who,
	int64_t days_ago, int64_t minute, json_t *lines)
{
	const char *postal = demo_str(who, "postal");
	bool near = !strncmp(postal, "00", 2) || !strncmp(postal, "33", 2);
	bool pickup = near && dice_odds(dice, 30);
	json_t *o = json_deep_copy(who);
	json_object_set_new(o, "days_ago", json_integer(days_ago));
	json_object_set_new(o, "minute", json_integer(minute));
	json_object_set_new(o, "country", json_string("FI"));
	json_object_set_new(o, "lines", lines);
	json_object_set_new(
		o, "delivery", json_string(pickup ? "pickup" : "parcel"));
	json_object_set_new(o, "payment",
		json_string(dice_odds(dice, 80) ? "card" : "transfer"));
	json_object_set_new(o, "state",
		json_string(days_ago > ON_THE_WAY ? "completed" : "shipped"));
	json_object_set_new(o, "carrier", json_string(pickup ? "" : "Posti"));
	json_object_set_new(o, "tracking",
		json_string(pickup ? ""
				   : arena_printf(p->d->cx->arena,
					     "JJFI645651%010" PRId64,
					     dice_below(dice, 10000000000))));
	json_array_append_new(p->d->orders, o);
}

/* ---- a year of one of them ---- */

struct rhythm {
	const json_t *o;
	int64_t thing, days; /* what is used up, how fast */
	int64_t due;         /* in days ago: the next time */
};

static size_t rhythms_make(struct people *p, struct one *one,
	const json_t *taste, int64_t joined, struct rhythm *out)
{
	const json_t *all = json_object_get(p->words, "rhythms");
	size_t i, n = 0;
	json_t *o;
	json_array_foreach((json_t *)all, i, o)
	{
		int64_t odds = number(
			json_object_get(taste, "rhythms"), demo_str(o, "code"));
		const json_t *days = json_object_get(o, "days");
		int64_t least = json_integer_value(json_array_get(days, 0));
		int64_t most = json_integer_value(json_array_get(days, 1));
		if (n == RHYTHMS_MAX || !dice_odds(&one->dice, odds))
			continue;
		struct rhythm *r = &out[n];
		r->o = o;
		r->thing = people_thing(
			p, any_of(&one->dice, json_object_get(o, "products")));
		n += r->thing >= 0;
		r->days = least + dice_below(&one->dice, most - least + 1);
		r->due = joined - dice_below(&one->dice, r->days);
	}
	return n;
}

/* What is used up, or soon will be, comes along. */
static void refill(struct people *p, struct one *one, struct rhythm *r,
	json_t *lines, int64_t days_ago)
{
	if (r->due < days_ago - r->days / 5)
		return;
	line_add(lines, taste_sku(p, one, r->thing),
		taste_qty(p, one, r->thing));
	if (dice_odds(&one->dice, number(r->o, "odds")))
		take(p, one, lines, people_thing(p, demo_str(r->o, "with")));
	r->due = days_ago - r->days * (85 + dice_below(&one->dice, 31)) / 100;
}

/* Some come often, most now and then. */
static int64_t pace_of(struct dice *dice)
{
	int64_t at = dice_below(dice, 100);
	if (at < 8)
		return 24 + dice_below(dice, 30);
	if (at < 42)
		return 60 + dice_below(dice, 70);
	return 140 + dice_below(dice, 260);
}

static void year_of(
	struct people *p, struct one *one, const json_t *who, int64_t joined)
{
	struct rhythm rhythms[RHYTHMS_MAX];
	const json_t *taste = json_array_get(
		json_object_get(p->words, "tastes"), one->taste);
	size_t n = one->thrifty ? 0
				: rhythms_make(p, one, taste, joined, rhythms);
	int64_t pace = pace_of(&one->dice), visit = joined;
	while (true) {
		int64_t at = visit = one->thrifty ? demo_next_sale(visit)
						  : visit;
		json_t *lines = json_array();
		for (size_t i = 0; i < n; i++)
			at = rhythms[i].due > at ? rhythms[i].due : at;
		for (size_t i = 0; at >= LATEST && i < n; i++)
			refill(p, one, &rhythms[i], lines, at);
		if (at >= LATEST && (at == visit || dice_odds(&one->dice, 25)))
			fill(p, one, lines, at);
		if (at == visit)
			visit -= pace / 2 + 1 + dice_below(&one->dice, pace);
		if (at < LATEST) {
			json_decref(lines);
			return;
		}
		if (json_array_size(lines))
			order_add(p, &one->dice, who, at, minute_of(&one->dice),
				lines);
		else
			json_decref(lines);
	}
}

static void somebody(struct people *p, int64_t i, json_t *taken)
{
	static const char *const colours[] = {
		"sea", "snow", "clay", "moss", "ink", "sand"};
	const json_t *tastes = json_object_get(p->words, "tastes");
	struct one one = {.dice = {SEED + (uint64_t)i * 7919}};
	int64_t late = i * i / PEOPLE; /* more joined early than late */
	int64_t joined = PEOPLE_DAYS - late * (PEOPLE_DAYS - 12) / PEOPLE -
			 dice_below(&one.dice, 8);
	json_t *who = NULL;
	while (!who)
		who = person_make(p, &one.dice, taken);
	one.taste = by_share(&one.dice, tastes);
	one.other = by_share(&one.dice, tastes);
	one.thrifty = dice_odds(&one.dice, 14);
	one.size = dice_unit(&one.dice);
	for (size_t k = 0; k < 2; k++)
		one.colours[k] = colours[dice_below(&one.dice, 6)];
	one.has = ARENA_ARRAY(p->d->cx->arena, unsigned char, p->n_things + 1);
	year_of(p, &one, who, joined);
	if (dice_odds(&one.dice, 70)) {
		json_object_set_new(who, "since", json_integer(joined + 1));
		json_array_append(p->d->people, who);
	}
	json_decref(who);
}

/* The three whom a visitor may be: every order is in the file. */
static void prepared(struct people *p)
{
	struct dice dice = {SEED};
	size_t i, k;
	json_t *who, *o;
	json_array_foreach(json_object_get(p->words, "prepared"), i, who)
	{
		json_t *plain = json_copy(who);
		json_object_del(plain, "orders");
		json_object_del(plain, "did");
		json_object_del(plain, "likes");
		json_array_foreach(json_object_get(who, "orders"), k, o)
		{
			order_add(p, &dice, plain,
				json_integer_value(json_array_get(o, 0)),
				json_integer_value(json_array_get(o, 1)),
				json_deep_copy(json_array_get(o, 2)));
		}
		json_array_append(p->d->people, who);
		json_decref(plain);
	}
}

/* ---- the whole ---- */

struct placed {
	json_t *o;
};

static int by_time(const void *x, const void *y)
{
	const json_t *a = ((const struct placed *)x)->o;
	const json_t *b = ((const struct placed *)y)->o;
	int64_t one = number(a, "days_ago") * MS_DAY -
		      number(a, "minute") * MS_MINUTE;
	int64_t two = number(b, "days_ago") * MS_DAY -
		      number(b, "minute") * MS_MINUTE;
	if (one != two)
		return one > two ? -1 : 1;
	return strcmp(demo_str(a, "email"), demo_str(b, "email"));
}

/* The oldest first, so that their numbers grow with time. */
static void sort(struct demo *d)
{
	size_t n = json_array_size(d->orders), i;
	struct placed *rows = ARENA_ARRAY(d->cx->arena, struct placed, n + 1);
	json_t *o, *sorted = json_array();
	json_array_foreach(d->orders, i, o)
	{
		rows[i].o = o;
	}
	qsort(rows, n, sizeof(*rows), by_time);
	for (i = 0; i < n; i++)
		json_array_append(sorted, rows[i].o);
	json_decref(d->orders);
	d->orders = sorted;
}

int demo_people_plan(struct demo *d, const json_t *catalogue)
{
	struct people p = {.d = d, .words = demo_json(d, "people.json")};
	json_t *taken = json_object(), *o;
	size_t i;
	int rc = p.words ? people_things(&p, catalogue) : ERR_INVALID;
	d->people = json_array();
	json_array_foreach(d->orders, i, o)
	{
		json_object_set_new(taken, demo_str(o, "email"), json_true());
	}
	for (int64_t k = 0; rc == OK && k < PEOPLE; k++)
		somebody(&p, k, taken);
	if (rc == OK) {
		prepared(&p);
		sort(d);
	}
	json_decref(taken);
	json_decref(p.words);
	return rc;
}
