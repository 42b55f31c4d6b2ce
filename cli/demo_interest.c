/* The demo's questions about interests, and what the prepared customers have
 * answered. */
#include <inttypes.h>
#include <string.h>

#include "cli/demo_goods.h"
#include "domain/attribute.h"
#include "domain/brand.h"
#include "domain/desk.h"
#include "domain/interest.h"
#include "domain/profile_told.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/tr.h"

/* The columns of interest_table. */
enum { QUESTION = 1, POSITION, CATEGORY, BRAND, VALUE, MEDIA };

/* What a choice stands for: ["category", "mugs"], ["brand", "Valopaja Oy"],
 * ["value", "material/oak"]. */
struct target {
	int column;
	int64_t id;
};

static int value_find(struct cx *cx, const char *name, int64_t *id)
{
	size_t n, at = strcspn(name, "/");
	struct attribute a;
	struct attribute_value *v;
	int rc = attribute_find(cx, arena_strndup(cx->arena, name, at), &a);
	if (rc == OK)
		rc = attribute_values(cx, a.id, &v, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!strcmp(v[i].code, name + at + 1))
			*id = v[i].id;
	return rc;
}

static int target_find(struct cx *cx, const json_t *o, struct target *out)
{
	const char *kind = json_string_value(json_array_get(o, 0));
	const char *name = json_string_value(json_array_get(o, 1));
	struct slug_hit hit = {0};
	int rc;
	*out = (struct target){0};
	if (!strcmp(kind, "category")) {
		out->column = CATEGORY;
		rc = slug_find(cx, "category", name, &hit);
		out->id = hit.target;
	} else if (!strcmp(kind, "brand")) {
		out->column = BRAND;
		rc = brand_by_name(cx, name, &out->id);
	} else {
		out->column = VALUE;
		rc = value_find(cx, name, &out->id);
	}
	if (rc == OK && !out->id)
		rc = ERR_NOT_FOUND;
	if (rc < 0)
		cli_fail("demo", "there is no %s %s", kind, name);
	return rc;
}

static const char *number(struct cx *cx, int64_t n)
{
	return arena_printf(cx->arena, "%" PRId64, n);
}

/* Its picture is that of what sells best there, where none is named. */
static int choice_make(
	struct demo *d, const json_t *o, int64_t question, int64_t position)
{
	const char *stem = json_string_value(json_array_get(o, 2));
	struct cx *cx = d->cx;
	int64_t media = 0;
	struct target to;
	struct table_row row;
	const char *clash = NULL;
	int rc = target_find(cx, o, &to);
	if (rc < 0)
		return rc;
	table_blank(cx, &interest_table, &row);
	row.values[QUESTION] = number(cx, question);
	row.values[POSITION] = number(cx, position);
	row.values[to.column] = number(cx, to.id);
	if (stem)
		rc = demo_goods_picture(d, stem, &media);
	if (media)
		row.values[MEDIA] = number(cx, media);
	if (rc < 0)
		return rc;
	return table_save(cx, &interest_table, &row, &clash);
}

static int question_make(struct demo *d, const json_t *o, int64_t question)
{
	struct cx *cx = d->cx;
	const json_t *words = json_object_get(o, "text");
	const char *code = arena_printf(
		cx->arena, "interest.question%" PRId64, question);
	size_t i;
	json_t *choice;
	int rc = OK;
	for (i = 0; words && rc == OK && tr_langs[i].code; i++)
		rc = setting_set(cx, code, tr_langs[i].code,
			demo_text(words, tr_langs[i].code));
	json_array_foreach(json_object_get(o, "choices"), i, choice)
	{
		if (rc == OK)
			rc = choice_make(d, choice, question, (int64_t)i * 10);
	}
	return rc;
}

int demo_interests(struct demo *d)
{
	json_t *o, *all = demo_json(d, "interests.json");
	size_t i;
	int rc = all ? OK : ERR_INVALID;
	json_array_foreach(json_object_get(all, "questions"), i, o)
	{
		if (rc == OK)
			rc = question_make(d, o, (int64_t)i + 1);
	}
	json_decref(all);
	if (rc < 0)
		cli_fail("demo", "a question was refused: %d", rc);
	return rc;
}

/* ---- answers ---- */

static bool stands_for(const struct interest *it, const struct target *to)
{
	int64_t id = to->column == CATEGORY ? it->category
		     : to->column == BRAND  ? it->brand
					    : it->value;
	return id == to->id;
}

int demo_answers(struct demo *d, const json_t *likes, const char *subject)
{
	const char **keys = ARENA_ARRAY(
		d->cx->arena, const char *, json_array_size(likes) + 1);
	struct interest *all;
	size_t n, n_keys = 0, i;
	json_t *o;
	int rc = interest_list(d->cx, &all, &n);
	json_array_foreach((json_t *)likes, i, o)
	{
		struct target to;
		if (rc == OK)
			rc = target_find(d->cx, o, &to);
		for (size_t k = 0; rc == OK && k < n; k++)
			if (stands_for(&all[k], &to))
				keys[n_keys++] = all[k].key;
	}
	if (rc == OK)
		rc = interest_like(d->cx, subject, 0, keys, n_keys);
	return rc == OK ? profile_asked_set(
				  d->cx, subject, INTEREST_QUESTIONS, true)
			: rc;
}
