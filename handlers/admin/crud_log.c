/* What the audit says of a simple thing, in the words of its form. */
#include "handlers/admin/crud.h"

#include <jansson.h>
#include <string.h>

#include "domain/desk.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct crud_field *among(
	const struct crud_field *fields, const char *name)
{
	for (; fields && fields->name; fields++)
		if (strcmp(fields->name, name) == 0)
			return fields;
	return NULL;
}

static const struct crud_field *in_groups(
	const struct resource *res, const char *name)
{
	const struct crud_field *found = NULL;
	for (const struct crud_group *g = res->groups; g->title && !found; g++)
		found = among(g->fields, name);
	return found;
}

/* "name_fi 12" is the name in Finnish of part 12. */
static const struct crud_field *field_of(
	struct req *r, const struct resource *res, const char *key, int *lang)
{
	struct arena *a = r->cx.arena;
	const char *space = strchr(key, ' ');
	size_t n = space ? (size_t)(space - key) : strlen(key);
	const char *name = arena_strndup(a, key, n);
	const char *tail = n > 3 && name[n - 3] == '_' ? name + n - 2 : "";
	*lang = tr_lang_index(tail);
	const struct crud_parts *p = space ? res->parts : NULL;
	if (space && !p)
		return NULL;
	if (*lang >= 0) {
		name = arena_strndup(a, key, n - 3);
		return among(p ? p->words : res->words, name);
	}
	return p ? among(p->fields, name) : in_groups(res, name);
}

static const char *value_of(
	struct req *r, const struct crud_field *c, const char *value)
{
	if (c->kind == CRUD_CHECK)
		return *value == '1' ? tr("yes") : tr("no");
	if (c->kind == CRUD_CHOICE)
		return crud_choice(
			c->options ? c->options(r) : c->choices, value);
	struct desk_target target;
	if (c->kind == CRUD_FIND)
		return desk_target(&r->cx, value, &target) == OK ? target.name
								 : value;
	if (c->kind == CRUD_PICTURE)
		return *value ? tr("another") : tr("none");
	return crud_plain(r, c, value);
}

/* What the form does not ask for is no news to its reader. */
static const char *pair_of(struct req *r, const struct resource *res,
	const char *key, const char *value)
{
	int lang;
	const struct crud_field *c = field_of(r, res, key, &lang);
	if (!c)
		return "";
	return lang >= 0
		       ? arena_printf(r->cx.arena, "%s (%s): %s", tr(c->label),
				 tr_langs[lang].name, value_of(r, c, value))
		       : arena_printf(r->cx.arena, "%s: %s", tr(c->label),
				 value_of(r, c, value));
}

const char *crud_words(struct req *r, const void *arg, const char *json)
{
	const struct resource *res = arg;
	const char *out = "", *key;
	json_t *value,
		*object = json && *json ? json_loads(json, 0, NULL) : NULL;
	json_object_foreach(object, key, value)
	{
		const char *text = json_string_value(value);
		const char *pair = text ? pair_of(r, res, key, text) : "";
		if (*pair)
			out = arena_printf(r->cx.arena, "%s%s%s", out,
				*out ? ", " : "", pair);
	}
	json_decref(object);
	return out;
}
