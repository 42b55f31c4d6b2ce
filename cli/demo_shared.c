/* What the demo's products share: brands, attributes, size guides. */
#include <string.h>

#include "cli/demo_goods.h"
#include "domain/attribute.h"
#include "domain/brand.h"
#include "domain/size_guide.h"
#include "lib/err.h"
#include "lib/tr.h"

void names_add(
	struct demo *d, struct names *names, const char *name, int64_t id)
{
	names->at = arena_grow(
		d->cx->arena, names->at, names->n, sizeof(*names->at));
	names->at[names->n++] = (struct known){name, id};
}

int64_t names_find(const struct names *names, const char *name)
{
	for (size_t i = 0; name && i < names->n; i++)
		if (!strcmp(names->at[i].name, name))
			return names->at[i].id;
	return 0;
}

int64_t demo_number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

const json_t *demo_words(const json_t *o, const char *locale)
{
	return json_object_get(json_object_get(o, "text"), locale);
}

/* ---- brands ---- */

static int brand_make(struct demo *d, const json_t *o)
{
	const json_t *maker = json_object_get(o, "maker");
	const json_t *there = json_object_get(o, "responsible");
	const struct brand_people people = {
		.maker_name = demo_str(maker, "name"),
		.maker_address = demo_str(maker, "address"),
		.maker_email = demo_str(maker, "email"),
		.responsible_name = demo_str(there, "name"),
		.responsible_address = demo_str(there, "address"),
		.responsible_email = demo_str(there, "email")};
	int64_t id;
	int rc = brand_by_name(d->cx, demo_str(o, "name"), &id);
	if (rc == OK)
		rc = brand_set_people(d->cx, id, &people);
	for (size_t i = 0; rc == OK && tr_langs[i].code; i++) {
		const char *code = tr_langs[i].code;
		const json_t *t = demo_words(o, code);
		const char *slug = demo_str(o, "slug");
		bool root = strcmp(code, d->cx->root) == 0;
		if (t)
			rc = brand_set_words(d->cx, id, code,
				demo_str(t, "description"),
				root && *slug ? slug : NULL);
	}
	return rc;
}

/* ---- attributes ---- */

static int value_make(
	struct goods *g, const json_t *o, const char *code, int64_t attribute)
{
	struct demo *d = g->d;
	int64_t id = 0;
	int rc = OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = attribute_value_put(d->cx, attribute, demo_str(o, "code"),
			demo_str(o, "swatch"), tr_langs[l].code,
			demo_text(json_object_get(o, "name"), tr_langs[l].code),
			&id);
	names_add(d, &g->attributes,
		arena_printf(d->cx->arena, "%s/%s", code, demo_str(o, "code")),
		id);
	return rc;
}

static int attribute_make(struct goods *g, const json_t *o)
{
	struct demo *d = g->d;
	int kind = attribute_kind_of(demo_str(o, "kind"));
	struct attribute_data data = {.code = demo_str(o, "code"),
		.kind = (enum attribute_kind)kind,
		.unit = demo_str(o, "unit"),
		.facet = json_is_true(json_object_get(o, "facet")),
		.interest = json_is_true(json_object_get(o, "interest"))};
	int64_t id = 0;
	size_t i;
	json_t *value;
	int rc = kind < 0 ? ERR_INVALID : OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = attribute_put(d->cx, &data, tr_langs[l].code,
			demo_text(json_object_get(o, "name"), tr_langs[l].code),
			&id);
	names_add(d, &g->attributes, data.code, id);
	json_array_foreach(json_object_get(o, "values"), i, value)
	{
		if (rc == OK)
			rc = value_make(g, value, data.code, id);
	}
	if (rc < 0)
		cli_fail("demo", "the attribute %s was refused", data.code);
	return rc;
}

static int values_set(
	struct goods *g, const json_t *o, int64_t product, int64_t attribute)
{
	enum { MAX = 24 };
	int64_t ids[MAX];
	size_t i, n = 0;
	json_t *value;
	json_array_foreach(json_object_get(o, "values"), i, value)
	{
		int64_t id = names_find(&g->attributes,
			arena_printf(g->d->cx->arena, "%s/%s",
				demo_str(o, "code"), json_string_value(value)));
		if (!id || n == MAX)
			return ERR_INVALID;
		ids[n++] = id;
	}
	return attribute_set_values(g->d->cx, product, attribute, ids, n);
}

int demo_attributes(struct goods *g, const json_t *o, int64_t product)
{
	struct cx *cx = g->d->cx;
	size_t i;
	json_t *a;
	json_array_foreach(json_object_get(o, "attributes"), i, a)
	{
		int64_t id = names_find(&g->attributes, demo_str(a, "code"));
		const json_t *yes = json_object_get(a, "yes");
		int rc = id ? OK : ERR_INVALID;
		if (rc == OK && yes)
			rc = attribute_set_bool(
				cx, product, id, json_is_true(yes));
		else if (rc == OK && json_object_get(a, "number"))
			rc = attribute_set_number(
				cx, product, id, demo_number(a, "number"));
		else if (rc == OK)
			rc = values_set(g, a, product, id);
		if (rc < 0) {
			cli_fail("demo", "the attribute %s of %s was refused",
				demo_str(a, "code"), demo_str(o, "slug"));
			return rc;
		}
	}
	return OK;
}

/* ---- size guides ---- */

static int guide_make(struct goods *g, const json_t *o)
{
	struct size_guide_words words[TR_LANGS];
	size_t n = 0;
	int64_t id = 0;
	for (size_t i = 0; tr_langs[i].code; i++) {
		const json_t *t = demo_words(o, tr_langs[i].code);
		if (t)
			words[n++] = (struct size_guide_words){tr_langs[i].code,
				demo_str(t, "title"), demo_str(t, "body")};
	}
	int rc = size_guide_save(
		g->d->cx, &id, 0, demo_str(o, "name"), words, n);
	names_add(g->d, &g->guides, demo_str(o, "code"), id);
	return rc;
}

int demo_shared(struct goods *g)
{
	size_t i;
	json_t *o;
	int rc = OK;
	json_array_foreach(json_object_get(g->catalogue, "brands"), i, o)
	{
		if (rc == OK)
			rc = brand_make(g->d, o);
	}
	json_array_foreach(json_object_get(g->catalogue, "attributes"), i, o)
	{
		if (rc == OK)
			rc = attribute_make(g, o);
	}
	json_array_foreach(json_object_get(g->catalogue, "size_guides"), i, o)
	{
		if (rc == OK)
			rc = guide_make(g, o);
	}
	return rc;
}
