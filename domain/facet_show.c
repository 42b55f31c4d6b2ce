/* Which facets a list shows, and in which words. */
#include "domain/facet_pick.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"

enum { FACETS_SHOWN = 14 }; /* more help nobody */

static struct facet *facet_add(struct facet_page *out, struct facet f)
{
	out->facets[out->n_facets] = f;
	out->active += f.active && f.kind != FACET_CHOICE;
	return &out->facets[out->n_facets++];
}

static void add_flag(struct cx *cx, const struct shelf *s,
	const struct facet_picks *picks, const struct facet_tally *t, int own,
	const char *code, struct facet_page *out)
{
	bool on = picks->of[s->n_facets + (size_t)own].n > 0;
	if (!on && (t->base_flag[own] == 0 || t->base_flag[own] == t->all))
		return;
	struct facet *f = facet_add(out,
		(struct facet){.kind = FACET_FLAG, .code = code, .active = on});
	f->n = 1;
	f->values = ARENA_NEW(cx->arena, struct facet_value);
	*f->values = (struct facet_value){
		.code = "1", .swatch = "", .count = t->flag[own], .on = on};
}

static void add_range(const struct facet_picks *picks,
	const struct facet_tally *t, size_t at, struct facet f,
	struct facet_page *out)
{
	const struct facet_pick *p = &picks->of[at];
	if (!p->n && t->base_min[at] >= t->base_max[at])
		return;
	bool is_none = t->min[at] > t->max[at];
	f.kind = FACET_RANGE;
	f.min = is_none ? t->base_min[at] : t->min[at];
	f.max = is_none ? t->base_max[at] : t->max[at];
	f.from = p->n ? p->from : INT64_MIN;
	f.to = p->n ? p->to : INT64_MAX;
	f.active = p->n > 0;
	facet_add(out, f);
}

/* Text, fallback text and colour of one row; nothing found leaves them. */
static void read_words(struct cx *cx, struct db_stmt *q, int64_t id,
	const char **name, const char **more)
{
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	if (db_one(q) == OK) {
		*name = db_next_text(q, cx->arena);
		*more = db_next_text(q, cx->arena);
	}
	db_done(q);
}

static void facet_words(
	struct cx *cx, const struct shelf_facet *from, struct facet *f)
{
	f->name = from->code;
	f->unit = "";
	if (from->kind == SHELF_BRAND)
		f->name = NULL;
	else if (from->attribute)
		read_words(cx,
			DB_SQL(cx->db,
				"SELECT coalesce(nullif(t.name, ''), r.name,"
				" a.code), a.unit FROM attribute a"
				" LEFT JOIN attribute_text t"
				"  ON t.attribute = a.id AND t.locale = :locale"
				" LEFT JOIN attribute_text r"
				"  ON r.attribute = a.id AND r.locale = :root"
				" WHERE a.id = :id"),
			from->attribute, &f->name, &f->unit);
	else
		read_words(cx,
			DB_SQL(cx->db,
				"SELECT coalesce(nullif(t.name, ''), r.name,"
				" o.code), '' FROM option o"
				" LEFT JOIN option_text t"
				"  ON t.option = o.id AND t.locale = :locale"
				" LEFT JOIN option_text r"
				"  ON r.option = o.id AND r.locale = :root"
				" WHERE o.id = :id"),
			from->option, &f->name, &f->unit);
}

static void brand_words(struct cx *cx, int64_t brand, struct facet_value *v)
{
	const char *slug = slug_of(cx, "brand", brand);
	v->code = slug ? slug : "";
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT name FROM brand WHERE id = :id");
	db_bind_int(q, ":id", brand);
	if (db_one(q) == OK)
		v->name = db_next_text(q, cx->arena);
	db_done(q);
}

static void value_words(struct cx *cx, const struct shelf *s,
	const struct shelf_value *from, struct facet_value *v)
{
	v->swatch = "";
	v->code = from->code;
	v->name = s->facets[from->facet].kind == SHELF_BOOL ? NULL : from->code;
	if (from->brand)
		brand_words(cx, from->brand, v);
	else if (v->name && from->attribute_value)
		read_words(cx,
			DB_SQL(cx->db,
				"SELECT coalesce(nullif(t.name, ''), r.name,"
				" v.code), v.swatch FROM attribute_value v"
				" LEFT JOIN attribute_value_text t"
				"  ON t.attribute_value = v.id"
				"  AND t.locale = :locale"
				" LEFT JOIN attribute_value_text r"
				"  ON r.attribute_value = v.id"
				"  AND r.locale = :root WHERE v.id = :id"),
			from->attribute_value, &v->name, &v->swatch);
	else if (from->option_value)
		read_words(cx,
			DB_SQL(cx->db,
				"SELECT coalesce(nullif(t.name, ''), r.name,"
				" v.code), v.swatch FROM option_value v"
				" LEFT JOIN option_value_text t"
				"  ON t.option_value = v.id"
				"  AND t.locale = :locale"
				" LEFT JOIN option_value_text r"
				"  ON r.option_value = v.id AND r.locale = :root"
				" WHERE v.id = :id"),
			from->option_value, &v->name, &v->swatch);
}

/* A value with what its order follows. */
struct entry {
	size_t index;
	int64_t position, base;
};

/* As the owner ordered them; brands by how much there is of them. */
static int by_position(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	if (x->base != y->base)
		return x->base > y->base ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static size_t entries_of(struct cx *cx, const struct shelf *s, size_t facet,
	const struct facet_picks *picks, const struct facet_tally *t,
	struct entry **out)
{
	size_t n = 0;
	*out = NULL;
	for (size_t i = 0; i < s->n_values; i++) {
		if (s->values[i].facet != facet ||
			(!t->base[i] && !picks->value[i]))
			continue;
		*out = arena_grow(cx->arena, *out, n, sizeof(**out));
		(*out)[n++] = (struct entry){
			i, s->values[i].position, t->base[i]};
	}
	if (n)
		qsort(*out, n, sizeof(**out), by_position);
	return n;
}

static void add_choice(struct cx *cx, const struct shelf *s, size_t at,
	const struct facet_picks *picks, const struct facet_tally *t,
	struct facet_page *out)
{
	struct entry *entry;
	size_t n = entries_of(cx, s, at, picks, t, &entry);
	bool on = picks->of[at].n > 0;
	bool parts = n > 1 || (n == 1 && s->facets[at].kind == SHELF_BOOL &&
				      entry[0].base < t->all);
	if (!on && !parts)
		return;
	struct facet f = {.kind = FACET_CHOICE,
		.code = s->facets[at].code,
		.n = n,
		.active = on};
	facet_words(cx, &s->facets[at], &f);
	f.values = ARENA_ARRAY(cx->arena, struct facet_value, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct facet_value *v = &f.values[i];
		v->index = entry[i].index;
		v->count = t->value[v->index];
		v->on = picks->value[v->index];
		value_words(cx, s, &s->values[v->index], v);
	}
	out->active += picks->of[at].n;
	facet_add(out, f);
}

struct place {
	size_t at;
	int64_t position;
};

static int by_turn(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

int facet_show_all(struct cx *cx, const struct shelf *s,
	const struct facet_picks *picks, const struct facet_tally *t,
	struct facet_page *out)
{
	struct place *order = ARENA_ARRAY(
		cx->arena, struct place, s->n_facets + 1);
	out->facets = ARENA_ARRAY(
		cx->arena, struct facet, s->n_facets + FACET_OWN);
	add_flag(cx, s, picks, t, FACET_IN_STOCK, "in_stock", out);
	add_flag(cx, s, picks, t, FACET_ON_SALE, "on_sale", out);
	add_range(picks, t, s->n_facets + FACET_PRICE,
		(struct facet){.code = "price", .unit = ""}, out);
	for (size_t i = 0; i < s->n_facets; i++)
		order[i] = (struct place){i, s->facets[i].kind == SHELF_BRAND
						     ? INT64_MIN
						     : s->facets[i].position};
	qsort(order, s->n_facets, sizeof(*order), by_turn);
	for (size_t i = 0; i < s->n_facets; i++) {
		size_t at = order[i].at;
		if (out->n_facets >= FACETS_SHOWN && !picks->of[at].n)
			continue;
		if (s->facets[at].kind != SHELF_NUMBER) {
			add_choice(cx, s, at, picks, t, out);
			continue;
		}
		struct facet f = {.code = s->facets[at].code};
		facet_words(cx, &s->facets[at], &f);
		add_range(picks, t, at, f, out);
	}
	return OK;
}
