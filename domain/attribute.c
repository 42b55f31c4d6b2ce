#include "domain/attribute.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

#define NBSP  "\xc2\xa0"     /* U+00A0 */
#define MINUS "\xe2\x88\x92" /* U+2212 */

static const char *const kinds[] = {
	[ATTRIBUTE_TEXT] = "text",
	[ATTRIBUTE_NUMBER] = "number",
	[ATTRIBUTE_COLOUR] = "colour",
	[ATTRIBUTE_BOOL] = "bool",
};

const char *attribute_kind_code(enum attribute_kind kind)
{
	return kinds[kind];
}

int attribute_kind_of(const char *code)
{
	for (int i = 0; i <= ATTRIBUTE_BOOL; i++)
		if (code && strcmp(kinds[i], code) == 0)
			return i;
	return -1;
}

/* Column list and reader stay together. */
#define ATTRIBUTE_COLUMNS                                \
	"a.id, a.rev, a.position, a.code, a.kind,"       \
	" coalesce(nullif(t.name, ''), r.name, a.code)," \
	" a.unit, a.facet, a.interest"
#define ATTRIBUTE_TEXTS                                     \
	" LEFT JOIN attribute_text t ON t.attribute = a.id" \
	"  AND t.locale = :locale"                          \
	" LEFT JOIN attribute_text r ON r.attribute = a.id" \
	"  AND r.locale = :root"
#define ATTRIBUTE_SELECT \
	"SELECT " ATTRIBUTE_COLUMNS " FROM attribute a" ATTRIBUTE_TEXTS

static void attribute_read(
	struct db_stmt *q, struct arena *a, struct attribute *out)
{
	out->id = db_next_int(q);
	out->rev = db_next_int(q);
	out->position = db_next_int(q);
	out->code = db_next_text(q, a);
	int kind = attribute_kind_of(db_next_text(q, a));
	out->kind = kind < 0 ? ATTRIBUTE_TEXT : (enum attribute_kind)kind;
	out->name = db_next_text(q, a);
	out->unit = db_next_text(q, a);
	out->facet = db_next_int(q);
	out->interest = db_next_int(q);
}

static void bind_locales(struct db_stmt *q, struct cx *cx)
{
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
}

int attribute_list(struct cx *cx, struct attribute **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db, ATTRIBUTE_SELECT
		" WHERE a.archived_ms IS NULL ORDER BY a.position, a.id");
	bind_locales(q, cx);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		attribute_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int read_one(struct cx *cx, struct db_stmt *q, struct attribute *out)
{
	*out = (struct attribute){0};
	bind_locales(q, cx);
	int rc = db_one(q);
	if (rc == OK)
		attribute_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int attribute_get(struct cx *cx, int64_t id, struct attribute *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		ATTRIBUTE_SELECT " WHERE a.id = :id AND a.archived_ms IS NULL");
	db_bind_int(q, ":id", id);
	return read_one(cx, q, out);
}

int attribute_find(struct cx *cx, const char *code, struct attribute *out)
{
	struct db_stmt *q = DB_SQL(cx->db, ATTRIBUTE_SELECT
		" WHERE a.code = :code AND a.archived_ms IS NULL");
	db_bind_text(q, ":code", code);
	return read_one(cx, q, out);
}

/* Beside it VALUE_NAME needs the texts vt and vr of a value v. */
#define VALUE_NAME "coalesce(nullif(vt.name, ''), vr.name, v.code)"
#define VALUE_TEXTS                                                       \
	" LEFT JOIN attribute_value_text vt ON vt.attribute_value = v.id" \
	"  AND vt.locale = :locale"                                       \
	" LEFT JOIN attribute_value_text vr ON vr.attribute_value = v.id" \
	"  AND vr.locale = :root"

static void value_read(
	struct db_stmt *q, struct arena *a, struct attribute_value *v)
{
	v->id = db_next_int(q);
	v->code = db_next_text(q, a);
	v->name = db_next_text(q, a);
	v->swatch = db_next_text(q, a);
}

int attribute_values(struct cx *cx, int64_t attribute,
	struct attribute_value **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.id, v.code, " VALUE_NAME ", v.swatch"
		" FROM attribute_value v" VALUE_TEXTS
		" WHERE v.attribute = :attribute ORDER BY v.position, v.id");
	db_bind_int(q, ":attribute", attribute);
	bind_locales(q, cx);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		value_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

const char *attribute_number(struct arena *a, const char *locale, int64_t milli)
{
	const char *sign = milli < 0 ? MINUS : "";
	uint64_t all = milli < 0 ? -(uint64_t)milli : (uint64_t)milli;
	uint64_t whole = all / 1000, part = all % 1000;
	if (part == 0)
		return arena_printf(a, "%s%" PRIu64, sign, whole);
	int digits = 3;
	for (; part % 10 == 0; part /= 10)
		digits--;
	return arena_printf(a, "%s%" PRIu64 "%s%0*" PRIu64, sign, whole,
		strcmp(locale, "en") == 0 ? "." : ",", digits, part);
}

static const char *fact_text(struct cx *cx, const struct attribute_fact *f)
{
	if (f->attribute.kind == ATTRIBUTE_BOOL)
		return f->number_milli ? tr("Yes") : tr("No");
	if (f->attribute.kind == ATTRIBUTE_NUMBER) {
		const char *unit = f->attribute.unit;
		return arena_printf(cx->arena, "%s%s%s",
			attribute_number(
				cx->arena, cx->locale, f->number_milli),
			*unit ? NBSP : "", unit);
	}
	const char *text = "";
	for (size_t i = 0; i < f->n; i++)
		text = arena_printf(cx->arena, "%s%s%s", text, i ? ", " : "",
			f->values[i].name);
	return text;
}

int attribute_facts(
	struct cx *cx, int64_t product, struct attribute_fact **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " ATTRIBUTE_COLUMNS ", coalesce(pa.number_milli, 0),"
		" v.id, v.code, " VALUE_NAME ", v.swatch"
		" FROM product_attribute pa"
		" JOIN attribute a ON a.id = pa.attribute"
		"  AND a.archived_ms IS NULL" ATTRIBUTE_TEXTS
		" LEFT JOIN attribute_value v ON v.id = pa.value" VALUE_TEXTS
		" WHERE pa.product = :product"
		" ORDER BY a.position, a.id, pa.position");
	db_bind_int(q, ":product", product);
	bind_locales(q, cx);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct attribute a;
		attribute_read(q, cx->arena, &a);
		if (*n == 0 || (*out)[*n - 1].attribute.id != a.id) {
			*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
			(*out)[(*n)++] = (struct attribute_fact){
				.attribute = a};
		}
		struct attribute_fact *f = &(*out)[*n - 1];
		f->number_milli = db_next_int(q);
		struct attribute_value v;
		value_read(q, cx->arena, &v);
		if (!v.id)
			continue;
		f->values = arena_grow(
			cx->arena, f->values, f->n, sizeof(*f->values));
		f->values[f->n++] = v;
	}
	db_done(q);
	for (size_t i = 0; i < *n; i++)
		(*out)[i].text = fact_text(cx, &(*out)[i]);
	return rc < 0 ? rc : OK;
}
