/*
 * puoti demo --products N: a large catalogue made up of the words in
 * demo/many.json.  The same number always gives the same product, so that
 * shops of two sizes can be compared.
 */
#include "cli/demo_many.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "domain/attribute.h"
#include "domain/category.h"
#include "domain/media.h"
#include "domain/origin.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { BATCH = 500 }; /* products in a transaction */

const json_t *many_word(const struct many *m, const char *table, size_t i)
{
	return json_array_get(json_object_get(m->words, table), i);
}

size_t many_count(const struct many *m, const char *table)
{
	return json_array_size(json_object_get(m->words, table));
}

/* ---- what they share ---- */

/* A shelf by what it was made as before, else a new one. */
static int shelf_make(struct many *m, const char *code, const json_t *names,
	int64_t parent, size_t position, int64_t *id)
{
	struct category_text words[TR_LANGS];
	struct cx *cx = m->d->cx;
	const char *digest;
	const char *key = arena_printf(cx->arena, "shelf/%s", code);
	int rc = origin_find(cx, "demo", key, id, &digest);
	if (rc < 0 || *id)
		return rc;
	for (size_t i = 0; tr_langs[i].code; i++)
		words[i] = (struct category_text){.locale = tr_langs[i].code,
			.name = demo_text(names, tr_langs[i].code)};
	rc = category_save(
		cx, id, parent, 100 + (int64_t)position, 0, words, TR_LANGS);
	return rc < 0 ? rc : origin_keep(cx, "demo", key, "category", *id, "");
}

static int shelves_make(struct many *m)
{
	for (size_t i = 0; i < many_count(m, "shelves"); i++) {
		const json_t *top = many_word(m, "shelves", i);
		int64_t parent = 0;
		int rc = shelf_make(m, demo_str(top, "code"),
			json_object_get(top, "name"), 0, i, &parent);
		for (size_t k = 0; rc == OK && k < many_count(m, "things");
			k++) {
			const json_t *thing = many_word(m, "things", k);
			if (strcmp(demo_str(thing, "shelf"),
				    demo_str(top, "code")) != 0)
				continue;
			rc = shelf_make(m,
				arena_printf(m->d->cx->arena, "thing/%s",
					demo_str(thing, "code")),
				json_object_get(thing, "shelf_name"), parent, k,
				&m->shelf[k]);
		}
		if (rc < 0)
			return rc;
	}
	return OK;
}

/* Pictures of the demo's own goods stand in for theirs. */
static int pictures_make(struct many *m)
{
	for (size_t k = 0; k < many_count(m, "things"); k++) {
		size_t i;
		json_t *stem;
		json_array_foreach(
			json_object_get(many_word(m, "things", k), "pictures"),
			i, stem)
		{
			int64_t media = 0;
			int rc = demo_picture(m->d, json_string_value(stem),
				"320 640", 640, 800, &media);
			if (rc < 0)
				return rc;
			if (media && m->n_pictures[k] < MANY_PICTURES)
				m->picture[k][m->n_pictures[k]++] = media;
		}
	}
	return OK;
}

/* An attribute named in every language, with the values of a table. */
static int attribute_make(struct many *m, const char *code,
	enum attribute_kind kind, const char *unit, const char *table,
	int64_t *id, int64_t *values)
{
	const json_t *names = json_object_get(
		json_object_get(m->words, "attributes"), code);
	struct attribute_data data = {code, kind, unit, true, false};
	int rc = OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		const char *locale = tr_langs[l].code;
		rc = attribute_put(
			m->d->cx, &data, locale, demo_text(names, locale), id);
		for (size_t i = 0; table && rc == OK && i < MANY_VALUES &&
				   i < many_count(m, table);
			i++) {
			const json_t *v = many_word(m, table, i);
			rc = attribute_value_put(m->d->cx, *id,
				demo_str(v, "code"), demo_str(v, "swatch"),
				locale,
				demo_text(json_object_get(v, "name"), locale),
				&values[i]);
		}
	}
	return rc;
}

static int shared_make(struct many *m)
{
	int rc = shelves_make(m);
	if (rc == OK)
		rc = pictures_make(m);
	if (rc == OK)
		rc = attribute_make(m, "material", ATTRIBUTE_TEXT, "",
			"materials", &m->material, m->material_value);
	if (rc == OK)
		rc = attribute_make(m, "colour", ATTRIBUTE_COLOUR, "",
			"colours", &m->colour, m->colour_value);
	if (rc == OK)
		rc = attribute_make(m, "width", ATTRIBUTE_NUMBER, "cm", NULL,
			&m->width, NULL);
	if (rc == OK)
		rc = attribute_make(m, "handmade", ATTRIBUTE_BOOL, "", NULL,
			&m->handmade, NULL);
	return rc;
}

/* ---- the whole ---- */

/* Products number from ... to - 1, and how far it came. */
static int batch_make(struct many *m, int64_t from, int64_t to)
{
	struct cx *cx = m->d->cx;
	struct arena *a = arena_new();
	int rc = OK;
	for (int64_t i = from; rc == OK && i < to; i++) {
		m->cx = *cx;
		m->cx.arena = a;
		rc = many_product(m, i);
		arena_clear(a);
	}
	if (rc == OK)
		rc = origin_keep(cx, "demo", "many", "count", to, "");
	arena_free(a);
	return rc;
}

static int in_transaction(struct many *m,
	int (*fn)(struct many *m, int64_t, int64_t), int64_t from, int64_t to)
{
	int rc = db_begin(m->d->cx->db);
	return rc < 0 ? rc : db_end(m->d->cx->db, fn(m, from, to));
}

static int shared_step(struct many *m, int64_t from, int64_t to)
{
	(void)from, (void)to;
	return shared_make(m);
}

int demo_many(struct demo *d, int64_t n)
{
	struct many m = {.d = d, .words = demo_json(d, "many.json")};
	const char *digest;
	int64_t made = 0;
	bool tell = isatty(STDERR_FILENO);
	if (!m.words || many_count(&m, "things") > MANY_THINGS) {
		json_decref(m.words);
		return ERR_INVALID;
	}
	int rc = origin_find(d->cx, "demo", "many", &made, &digest);
	if (rc == OK && made < n)
		rc = in_transaction(&m, shared_step, 0, 0);
	while (rc == OK && made < n) {
		int64_t to = made + BATCH < n ? made + BATCH : n;
		rc = in_transaction(&m, batch_make, made, to);
		made = to;
		if (tell)
			fprintf(stderr, "\r%" PRId64 " of %" PRId64, made, n);
	}
	if (tell)
		fputc('\n', stderr);
	if (rc == OK)
		rc = db_optimize(d->cx->db);
	json_decref(m.words);
	return rc;
}
