/* What delivery costs: zones, methods and rates. */
#include "domain/delivery.h"

#include <string.h>

#include "domain/delivery_leaves.h"
#include "domain/delivery_table.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/text.h"

enum { POSTAL_MAX = 16 };

/* "se-123 45" as codes are compared: letters and digits, upper case. */
static void postal_norm(const char *postal, char out[POSTAL_MAX])
{
	size_t n = 0;
	for (; *postal && n + 1 < POSTAL_MAX; postal++) {
		char c = *postal;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	out[n] = '\0';
}

/* "02" as an end holds 02999; without an end only what begins with from. */
static bool postal_within(const char *postal, const char *from, const char *to)
{
	char p[POSTAL_MAX], a[POSTAL_MAX], b[POSTAL_MAX];
	postal_norm(postal, p);
	postal_norm(from, a);
	postal_norm(*to ? to : from, b);
	return strcmp(p, a) >= 0 && strncmp(p, b, strlen(b)) <= 0;
}

/* The zone of a place; 0: none. */
static int64_t zone_find(
	const struct delivery_table *t, const char *country, const char *postal)
{
	int64_t some = 0;
	for (size_t i = 0; i < t->n_areas; i++) {
		const struct delivery_area *a = &t->areas[i];
		if (strcmp(a->country, country) != 0)
			continue;
		bool all = !*a->from && !*a->to;
		if (all || (*postal && postal_within(postal, a->from, a->to)))
			return a->zone;
		if (!*postal && !some)
			some = a->zone;
	}
	return some;
}

/* A method without rates has no price and is no offer. */
static bool is_offered(const struct delivery_row *m, int64_t zone)
{
	return zone && m->zone == zone && m->open && m->n_rates;
}

/* The first of the words that say something: in that language, else the
 * root's. */
static const char *words_of(
	struct cx *cx, const struct delivery_row *m, bool help)
{
	const char *root = "";
	for (const struct delivery_words *w = m->words; w; w = w->next) {
		const char *text = help ? w->help : w->label;
		if (*text && strcmp(w->locale, cx->locale) == 0)
			return text;
		if (strcmp(w->locale, cx->root) == 0)
			root = text;
	}
	return root;
}

static void offer_begin(
	struct cx *cx, const struct delivery_row *m, struct delivery_offer *o)
{
	const char *label = words_of(cx, m, false);
	*o = (struct delivery_offer){
		.method = m->id,
		.kind = m->kind,
		.label = *label ? label : m->name,
		.help = words_of(cx, m, true),
		.carrier = m->carrier,
		.location = m->location,
	};
}

static int64_t parts_of(int64_t whole, int64_t most)
{
	if (most <= 0 || whole <= most)
		return 1;
	return whole / most + (whole % most != 0);
}

static int64_t parcels_of(
	const struct delivery_row *m, const struct delivery_load *load)
{
	int64_t by_weight = parts_of(load->weight_g, m->parcel_g);
	int64_t by_units = parts_of(load->units, m->parcel_units);
	return by_weight > by_units ? by_weight : by_units;
}

/* The price of a parcel; false: beyond the last rate. */
static bool rate_of(
	const struct delivery_row *m, int64_t size, struct money *out)
{
	for (size_t i = 0; i < m->n_rates; i++) {
		if (strcmp(m->price_by, "order") != 0 &&
			m->rates[i].upto < size)
			continue;
		*out = money(m->rates[i].amount_minor);
		return true;
	}
	return false;
}

/* n times the price of a parcel of that size. */
static bool add_parcels(const struct delivery_row *m, int64_t size, int64_t n,
	struct money *sum)
{
	struct money each, all;
	return n == 0 ||
	       (rate_of(m, size, &each) && money_times(each, n, &all) &&
		       money_add(*sum, all, sum));
}

static bool cost_of(const struct delivery_row *m,
	const struct delivery_load *load, int64_t n, struct money *out)
{
	int64_t size = load->goods.minor;
	*out = money(0);
	if (strcmp(m->price_by, "weight") == 0)
		size = load->weight_g;
	else if (strcmp(m->price_by, "count") == 0)
		size = load->units;
	else
		return add_parcels(m, size, n, out);
	/* Evenly: so many parcels have one gram or unit more than the rest. */
	int64_t more = size % n;
	return add_parcels(m, size / n + 1, more, out) &&
	       add_parcels(m, size / n, n - more, out);
}

/* Does it take this load, and for how much? */
static bool offer_make(const struct delivery_row *m,
	const struct delivery_load *load, struct delivery_offer *o)
{
	bool sent = strcmp(m->kind, "pickup") != 0;
	if ((sent && load->stores_only) ||
		(m->most_g > 0 && load->weight_g > m->most_g))
		return false;
	o->parcels = parcels_of(m, load);
	if (!cost_of(m, load, o->parcels, &o->cost))
		return false;
	if (m->free_from > 0)
		o->free_from = money(m->free_from);
	if (m->free_from >= 0 && load->goods.minor >= m->free_from)
		o->cost = money(0);
	else if (m->free_from > 0)
		o->to_free = money(m->free_from - load->goods.minor);
	return true;
}

static const char *country_of(struct cx *cx, const char *country)
{
	return *country ? country : setting_get(cx, "shop.country");
}

static void promise(const struct delivery_leaves *leaves,
	const struct delivery_row *m, struct delivery_offer *o)
{
	struct delivery_when when;
	delivery_travel(leaves, m->days_min, m->days_max, &when);
	o->from_day = when.from_day;
	o->to_day = when.to_day;
}

int delivery_offers(struct cx *cx, const struct buyer *buyer,
	const struct delivery_load *load, struct delivery_offer **out,
	size_t *n)
{
	const struct delivery_table *t;
	struct delivery_leaves leaves;
	*out = NULL;
	*n = 0;
	int rc = delivery_table(cx, &t);
	if (rc < 0)
		return rc;
	int64_t zone = zone_find(
		t, country_of(cx, buyer->country), buyer->postal);
	if (load->here)
		delivery_leaves(cx, t, &leaves);
	for (size_t i = 0; i < t->n_rows; i++) {
		struct delivery_offer o;
		if (!is_offered(&t->rows[i], zone))
			continue;
		offer_begin(cx, &t->rows[i], &o);
		if (!offer_make(&t->rows[i], load, &o))
			continue;
		if (load->here)
			promise(&leaves, &t->rows[i], &o);
		*out = arena_grow(cx->arena, *out, *n, sizeof(o));
		(*out)[(*n)++] = o;
	}
	return OK;
}

int delivery_usual(struct cx *cx, struct delivery_usual *out)
{
	const struct delivery_table *t;
	*out = (struct delivery_usual){0};
	int rc = delivery_table(cx, &t);
	if (rc < 0)
		return rc;
	int64_t zone = zone_find(t, setting_get(cx, "shop.country"), "");
	for (size_t i = 0; i < t->n_rows; i++) {
		const struct delivery_row *m = &t->rows[i];
		if (!is_offered(m, zone) || strcmp(m->kind, "pickup") == 0)
			continue;
		struct money cost = money(
			m->free_from == 0 ? 0 : m->rates[0].amount_minor);
		if (out->any && cost.minor >= out->cost.minor)
			continue;
		*out = (struct delivery_usual){
			.any = true,
			.cost = cost,
			.free_from = money(m->free_from > 0 ? m->free_from : 0),
			.days_min = m->days_min,
			.days_max = m->days_max,
		};
	}
	return OK;
}

static bool zone_has_methods(const struct delivery_table *t, int64_t zone)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->rows[i].zone == zone)
			return true;
	return false;
}

/* Into an ascending list, once. */
static void country_add(const char **list, size_t *n, const char *country)
{
	size_t at = 0;
	while (at < *n && strcmp(list[at], country) < 0)
		at++;
	if (at < *n && strcmp(list[at], country) == 0)
		return;
	memmove(&list[at + 1], &list[at], (*n - at) * sizeof(*list));
	list[at] = country;
	(*n)++;
}

int delivery_countries(struct cx *cx, const char *const **out)
{
	const struct delivery_table *t;
	size_t n = 0;
	int rc = delivery_table(cx, &t);
	if (rc < 0)
		return rc;
	const char **list = ARENA_ARRAY(
		cx->arena, const char *, t->n_areas + 1);
	for (size_t i = 0; i < t->n_areas; i++)
		if (zone_has_methods(t, t->areas[i].zone))
			country_add(list, &n, t->areas[i].country);
	*out = list;
	return OK;
}
