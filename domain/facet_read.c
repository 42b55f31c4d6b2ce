/* What an address chooses. */
#include "domain/facet_pick.h"

#include <stdlib.h>
#include <string.h>

#include "domain/slug.h"
#include "lib/err.h"

enum { NUMBER_MAX = 12 }; /* digits */

static const char *const own[] = {"in_stock", "on_sale", "price"};

/* "12", "12.50", "12,5" in units of 1/scale; moves *p behind it. */
static bool number(const char **p, int64_t scale, int64_t *out)
{
	int digits = 0;
	int64_t n = 0, part = scale;
	for (; **p >= '0' && **p <= '9'; (*p)++, digits++)
		n = digits < NUMBER_MAX ? n * 10 + (**p - '0') : n;
	n *= scale;
	if (digits == 0 || digits > NUMBER_MAX)
		return false;
	if (**p == '.' || **p == ',')
		for ((*p)++; **p >= '0' && **p <= '9'; (*p)++) {
			part /= 10;
			n += (**p - '0') * part;
		}
	*out = n;
	return true;
}

bool facet_range(const char *text, int64_t scale, int64_t *from, int64_t *to)
{
	*from = INT64_MIN;
	*to = INT64_MAX;
	if (*text != '-' && !number(&text, scale, from))
		return false;
	if (*text++ != '-')
		return false;
	if (*text && !number(&text, scale, to))
		return false;
	if (*text || (*from == INT64_MIN && *to == INT64_MAX))
		return false;
	if (*from > *to) {
		int64_t swap = *from;
		*from = *to;
		*to = swap;
	}
	return true;
}

static int facet_of(const struct shelf *s, const char *name)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(own[i], name) == 0)
			return (int)(s->n_facets + i);
	for (size_t i = 0; i < s->n_facets; i++)
		if (strcmp(s->facets[i].code, name) == 0)
			return (int)i;
	return -1;
}

int facet_is(struct cx *cx, const char *name, bool *out)
{
	const struct shelf *s;
	int rc = shelf_use(cx, &s);
	*out = rc == OK && facet_of(s, name) >= 0;
	return rc;
}

/* A brand is chosen by its address; an old one still works. */
static int64_t brand_of(struct cx *cx, const char *slug)
{
	struct slug_hit hit;
	return slug_find(cx, "brand", slug, &hit) == OK ? hit.target : -1;
}

static int value_of(
	struct cx *cx, const struct shelf *s, int facet, const char *code)
{
	int64_t brand = s->facets[facet].kind == SHELF_BRAND
				? brand_of(cx, code)
				: 0;
	for (size_t i = 0; i < s->n_values; i++) {
		const struct shelf_value *v = &s->values[i];
		if (v->facet == facet && (brand ? v->brand == brand
						: strcmp(v->code, code) == 0))
			return (int)i;
	}
	return -1;
}

static void pick_range(struct facet_pick *pick, const char *text, int64_t scale)
{
	int64_t from, to;
	if (pick->n || !facet_range(text, scale, &from, &to))
		return;
	*pick = (struct facet_pick){true, from, to, 1};
}

static void pick_one(struct cx *cx, const struct shelf *s,
	const struct facet_param *p, struct facet_picks *out)
{
	int facet = facet_of(s, p->name);
	if (facet < 0)
		return;
	struct facet_pick *pick = &out->of[facet];
	size_t mine = (size_t)facet - s->n_facets;
	if ((size_t)facet >= s->n_facets && mine == FACET_PRICE) {
		pick_range(pick, p->value, 100);
		return;
	}
	if ((size_t)facet >= s->n_facets) {
		pick->n = strcmp(p->value, "1") == 0 ? 1 : pick->n;
		return;
	}
	if (s->facets[facet].kind == SHELF_NUMBER) {
		pick_range(pick, p->value, 1000);
		return;
	}
	int value = value_of(cx, s, facet, p->value);
	if (value < 0 || out->value[value])
		return;
	out->value[value] = true;
	pick->n++;
}

int facet_pick_all(struct cx *cx, const struct shelf *s,
	const struct facet_param *params, size_t n, struct facet_picks *out)
{
	size_t all = s->n_facets + FACET_OWN;
	*out = (struct facet_picks){
		.of = ARENA_ARRAY(cx->arena, struct facet_pick, all),
		.value = ARENA_ARRAY(cx->arena, bool, s->n_values + 1),
		.active = ARENA_ARRAY(cx->arena, size_t, all),
	};
	for (size_t i = 0; i < n && i < FACET_PARAMS_MAX; i++)
		if (strlen(params[i].value) <= FACET_VALUE_MAX)
			pick_one(cx, s, &params[i], out);
	for (size_t i = 0; i < all; i++)
		if (out->of[i].n)
			out->active[out->n_active++] = i;
	return OK;
}
