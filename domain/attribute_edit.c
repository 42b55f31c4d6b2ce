/* Writing attributes, and what products have of them. */
#include "domain/attribute.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/search.h"
#include "lib/db.h"
#include "lib/err.h"

enum { CODE_MAX = 64 };

static bool code_ok(const char *code)
{
	size_t n = code ? strlen(code) : 0;
	return n > 0 && n <= CODE_MAX &&
	       strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool swatch_ok(const char *s)
{
	return !s || !*s ||
	       (*s == '#' && strlen(s) == 7 &&
		       strspn(s + 1, "0123456789abcdefABCDEF") == 6);
}

static bool has_values(enum attribute_kind kind)
{
	return kind == ATTRIBUTE_TEXT || kind == ATTRIBUTE_COLOUR;
}

/* Values, or products that have it, keep an attribute to its kind. */
static int is_used(struct cx *cx, int64_t id, bool *used)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN EXISTS (SELECT 1 FROM attribute_value"
		"  WHERE attribute = :id) OR EXISTS (SELECT 1"
		"  FROM product_attribute WHERE attribute = :id)"
		" THEN 1 ELSE 0 END");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*used = db_next_int(q);
	db_done(q);
	return rc;
}

/* ERR_INVALID when what is there could not be of the new kind. */
static int kind_check(
	struct cx *cx, const struct attribute_data *d, bool *is_new)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id, kind FROM attribute WHERE code = :code");
	db_bind_text(q, ":code", d->code);
	int64_t id = 0;
	int kind = -1;
	int rc = db_one(q);
	if (rc == OK) {
		id = db_next_int(q);
		kind = attribute_kind_of(db_next_text(q, cx->arena));
	}
	db_done(q);
	*is_new = rc == ERR_NOT_FOUND;
	if (rc < 0)
		return *is_new ? OK : rc;
	if (kind == (int)d->kind ||
		(kind >= 0 && has_values((enum attribute_kind)kind) &&
			has_values(d->kind)))
		return OK;
	bool used = false;
	rc = is_used(cx, id, &used);
	return rc == OK && used ? ERR_INVALID : rc;
}

static int put(struct cx *cx, const struct attribute_data *d, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO attribute (code, kind, unit, facet, interest,"
		" position)"
		" SELECT CAST(:code AS TEXT), CAST(:kind AS TEXT),"
		" coalesce(CAST(:unit AS TEXT), ''), CAST(:facet AS BIGINT),"
		" CAST(:interest AS BIGINT),"
		" coalesce(max(position), 0) + 1 FROM attribute WHERE 1 = 1"
		" ON CONFLICT (code) DO UPDATE SET kind = excluded.kind,"
		" unit = coalesce(CAST(:unit AS TEXT), attribute.unit),"
		" facet = excluded.facet, interest = excluded.interest,"
		" archived_ms = NULL,"
		" rev = attribute.rev + 1 RETURNING id");
	db_bind_text(q, ":code", d->code);
	db_bind_text(q, ":kind", attribute_kind_code(d->kind));
	db_bind_text(q, ":unit", d->unit);
	db_bind_int(q, ":facet", d->facet);
	db_bind_int(q, ":interest", d->interest);
	return db_insert(q, id);
}

static int put_name(
	struct cx *cx, int64_t id, const char *locale, const char *name)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO attribute_text (attribute, locale, name)"
		" VALUES (:id, :locale, :name)"
		" ON CONFLICT (attribute, locale)"
		" DO UPDATE SET name = excluded.name");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":name", name);
	return db_exec(q, NULL);
}

int attribute_put(struct cx *cx, const struct attribute_data *data,
	const char *locale, const char *name, int64_t *id)
{
	*id = 0;
	if (!code_ok(data->code))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	bool is_new = false;
	rc = kind_check(cx, data, &is_new);
	if (rc == OK)
		rc = put(cx, data, id);
	if (rc == OK && name)
		rc = put_name(cx, *id, locale, name);
	if (rc == OK)
		rc = audit_add(cx, "attribute", *id, is_new ? "create" : "save",
			NULL, data->code);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

static int attribute_kind_get(
	struct cx *cx, int64_t attribute, enum attribute_kind *kind)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT kind FROM attribute WHERE id = :id");
	db_bind_int(q, ":id", attribute);
	int rc = db_one(q);
	if (rc == OK) {
		int k = attribute_kind_of(db_next_text(q, cx->arena));
		*kind = k < 0 ? ATTRIBUTE_TEXT : (enum attribute_kind)k;
	}
	db_done(q);
	return rc;
}

static int put_value(struct cx *cx, int64_t attribute, const char *code,
	const char *swatch, int64_t *value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO attribute_value"
		" (attribute, code, swatch, position)"
		" SELECT CAST(:attribute AS BIGINT), CAST(:code AS TEXT),"
		" coalesce(CAST(:swatch AS TEXT), ''),"
		" coalesce(max(position), 0) + 1"
		" FROM attribute_value WHERE attribute = :attribute"
		" ON CONFLICT (attribute, code) DO UPDATE SET swatch ="
		" coalesce(CAST(:swatch AS TEXT), attribute_value.swatch)"
		" RETURNING id");
	db_bind_int(q, ":attribute", attribute);
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":swatch", swatch);
	return db_insert(q, value);
}

/* Another name than it had: products are found by it. */
static bool is_renamed(
	struct cx *cx, int64_t value, const char *locale, const char *name)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name FROM attribute_value_text"
		" WHERE attribute_value = :value AND locale = :locale");
	db_bind_int(q, ":value", value);
	db_bind_text(q, ":locale", locale);
	bool renamed = db_one(q) == OK &&
		       strcmp(db_next_text(q, cx->arena), name) != 0;
	db_done(q);
	return renamed;
}

static int put_value_name(
	struct cx *cx, int64_t value, const char *locale, const char *name)
{
	bool renamed = is_renamed(cx, value, locale, name);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO attribute_value_text"
		" (attribute_value, locale, name)"
		" VALUES (:value, :locale, :name)"
		" ON CONFLICT (attribute_value, locale)"
		" DO UPDATE SET name = excluded.name");
	db_bind_int(q, ":value", value);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":name", name);
	int rc = db_exec(q, NULL);
	return rc == OK && renamed ? search_index_value(cx, value) : rc;
}

int attribute_value_put(struct cx *cx, int64_t attribute, const char *code,
	const char *swatch, const char *locale, const char *name,
	int64_t *value)
{
	*value = 0;
	enum attribute_kind kind = ATTRIBUTE_TEXT;
	if (!code_ok(code) || !swatch_ok(swatch))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = attribute_kind_get(cx, attribute, &kind);
	if (rc == OK && !has_values(kind))
		rc = ERR_INVALID;
	if (rc == OK)
		rc = put_value(cx, attribute, code, swatch, value);
	if (rc == OK && name)
		rc = put_value_name(cx, *value, locale, name);
	if (rc == OK)
		rc = audit_add(cx, "attribute", attribute, "value", NULL, code);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

/* What a product has of an attribute, in one line: "12,17", "=3500", "". */
static int present(
	struct cx *cx, int64_t product, int64_t attribute, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(value, 0), coalesce(number_milli, 0)"
		" FROM product_attribute"
		" WHERE product = :product AND attribute = :attribute"
		" ORDER BY position");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":attribute", attribute);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t value = db_next_int(q), number = db_next_int(q);
		*out = value ? arena_printf(cx->arena, "%s%s%" PRId64, *out,
				       **out ? "," : "", value)
			     : arena_printf(cx->arena, "=%" PRId64, number);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int clear(struct cx *cx, int64_t product, int64_t attribute)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM product_attribute"
		" WHERE product = :product AND attribute = :attribute");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":attribute", attribute);
	return db_exec(q, NULL);
}

/* A change that is none makes no page anew; a person's leaves a mark. */
static int changed(struct cx *cx, int64_t product, int64_t attribute,
	const char *was, const char *is)
{
	if (strcmp(was, is) == 0)
		return OK;
	int rc = search_index_all(cx, product);
	if (rc < 0)
		return rc;
	if (!cx->staff)
		return catalogue_touch_product(cx, product);
	const char *id = arena_printf(cx->arena, "%" PRId64, attribute);
	rc = audit_add(cx, "product", product, "attribute",
		audit_json(cx->arena, "attribute", id, "value", was, NULL),
		audit_json(cx->arena, "attribute", id, "value", is, NULL));
	return rc == OK ? catalogue_touch_product(cx, product) : rc;
}

/* Only values of this very attribute are taken. */
static int add_value(struct cx *cx, int64_t product, int64_t attribute,
	int64_t value, size_t position)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_attribute"
		" (product, attribute, position, value)"
		" SELECT CAST(:product AS BIGINT), v.attribute,"
		" CAST(:position AS BIGINT), v.id FROM attribute_value v"
		" WHERE v.id = :value AND v.attribute = :attribute");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":attribute", attribute);
	db_bind_int(q, ":position", (int64_t)position);
	db_bind_int(q, ":value", value);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_INVALID : rc;
}

static bool is_among(const int64_t *values, size_t n, int64_t value)
{
	for (size_t i = 0; i < n; i++)
		if (values[i] == value)
			return true;
	return false;
}

int attribute_set_values(struct cx *cx, int64_t product, int64_t attribute,
	const int64_t *values, size_t n)
{
	const char *was = "", *is = "";
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = present(cx, product, attribute, &was);
	if (rc == OK)
		rc = clear(cx, product, attribute);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!is_among(values, i, values[i]))
			rc = add_value(cx, product, attribute, values[i], i);
	if (rc == OK)
		rc = present(cx, product, attribute, &is);
	if (rc == OK)
		rc = changed(cx, product, attribute, was, is);
	return db_end(cx->db, rc);
}

static int set_number(struct cx *cx, int64_t product, int64_t attribute,
	enum attribute_kind kind, int64_t milli)
{
	const char *was = "", *is = "";
	enum attribute_kind has = kind;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = attribute_kind_get(cx, attribute, &has);
	if (rc == OK && has != kind)
		rc = ERR_INVALID;
	if (rc == OK)
		rc = present(cx, product, attribute, &was);
	if (rc == OK)
		rc = clear(cx, product, attribute);
	if (rc < 0)
		return db_end(cx->db, rc);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_attribute"
		" (product, attribute, number_milli)"
		" VALUES (:product, :attribute, :milli)");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":attribute", attribute);
	db_bind_int(q, ":milli", milli);
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = present(cx, product, attribute, &is);
	if (rc == OK)
		rc = changed(cx, product, attribute, was, is);
	return db_end(cx->db, rc);
}

int attribute_set_number(
	struct cx *cx, int64_t product, int64_t attribute, int64_t milli)
{
	return set_number(cx, product, attribute, ATTRIBUTE_NUMBER, milli);
}

int attribute_set_bool(
	struct cx *cx, int64_t product, int64_t attribute, bool yes)
{
	return set_number(
		cx, product, attribute, ATTRIBUTE_BOOL, yes ? 1000 : 0);
}

int attribute_unset(struct cx *cx, int64_t product, int64_t attribute)
{
	return attribute_set_values(cx, product, attribute, NULL, 0);
}
