/* Cells of an exported row that hold several things. */
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "domain/attribute.h"
#include "domain/export_product.h"
#include "domain/slug.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/money.h"
#include "lib/tr.h"

/* ---- how things are written ---- */

const char *export_time(struct arena *a, int64_t ms)
{
	struct tm tm;
	time_t t = (time_t)(ms / 1000);
	if (!ms || !gmtime_r(&t, &tm))
		return "";
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
		tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		tm.tm_min, tm.tm_sec, (int)(ms % 1000));
}

const char *export_day(struct arena *a, int64_t day)
{
	if (!day)
		return "";
	return arena_printf(a, "%04d-%02d-%02d", (int)(day / 10000),
		(int)(day / 100 % 100), (int)(day % 100));
}

const char *export_milli(struct arena *a, int64_t milli)
{
	if (!milli)
		return "";
	char *text = arena_printf(a, "%s%lld.%03d", milli < 0 ? "-" : "",
		(long long)(milli < 0 ? -milli : milli) / 1000,
		(int)((milli < 0 ? -milli : milli) % 1000));
	size_t n = strlen(text);
	while (text[n - 1] == '0')
		text[--n] = '\0';
	if (text[n - 1] == '.')
		text[--n] = '\0';
	return text;
}

const char *export_escape(struct arena *a, const char *line)
{
	struct buf b = {0};
	for (; *line; line++)
		if (*line == '\\')
			buf_adds(&b, "\\\\");
		else if (*line == '\n')
			buf_adds(&b, "\\n");
		else
			buf_addc(&b, *line);
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

void export_line(struct cx *cx, const char **text, const char *line)
{
	*text = arena_printf(cx->arena, "%s%s%s", *text, **text ? "\n" : "",
		export_escape(cx->arena, line));
}

/* ---- of a product ---- */

int export_origin(
	struct cx *cx, const char *kind, int64_t target, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT source, external_key FROM origin"
		" WHERE kind = :kind AND target = :target"
		" ORDER BY source, external_key");
	db_bind_text(q, ":kind", kind);
	db_bind_int(q, ":target", target);
	size_t n = strlen(kind);
	int rc;
	*out = "";
	while ((rc = db_step(q)) > 0) {
		const char *source = db_next_text(q, cx->arena);
		const char *key = db_next_text(q, cx->arena);
		if (!strncmp(key, kind, n) && key[n] == '/')
			export_line(cx, out,
				arena_printf(
					cx->arena, "%s%s", source, key + n));
	}
	db_done(q);
	return rc;
}

int export_relations(
	struct cx *cx, int64_t product, const char *kind, const char **out)
{
	int64_t *ids = NULL;
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT target FROM relation WHERE product = :product"
		" AND kind = :kind ORDER BY position, target");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":kind", kind);
	int rc = db_ints(q, cx->arena, &ids, &n);
	*out = "";
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *slug = slug_of(cx, "product", ids[i]);
		if (slug)
			export_line(cx, out, slug);
	}
	return rc;
}

int export_addresses(struct cx *cx, int64_t product, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN source = '' THEN path"
		" ELSE source || ' ' || path END FROM redirect"
		" WHERE kind = 'product' AND target = :product ORDER BY path");
	db_bind_int(q, ":product", product);
	int rc;
	*out = "";
	while ((rc = db_step(q)) > 0)
		export_line(cx, out, db_next_text(q, cx->arena));
	db_done(q);
	return rc;
}

int export_files(struct cx *cx, int64_t product, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT size, kind, locale, name, sha256 FROM product_file"
		" WHERE product = :product ORDER BY position, id");
	db_bind_int(q, ":product", product);
	json_t *list = json_array();
	int rc;
	while ((rc = db_step(q)) > 0) {
		json_int_t size = db_next_int(q);
		const char *kind = db_next_text(q, cx->arena);
		const char *locale = db_next_text(q, cx->arena);
		const char *name = db_next_text(q, cx->arena);
		const char *sha = db_next_text(q, cx->arena);
		json_array_append_new(
			list, json_pack("{s:s, s:s, s:s, s:s, s:I}", "kind",
				      kind, "locale", locale, "name", name,
				      "sha256", sha, "size", size));
	}
	db_done(q);
	bool none = json_array_size(list) == 0;
	const char *text = json_text(cx->arena, list);
	*out = none || !text ? "" : text;
	return rc;
}

/* ---- attributes ---- */

struct fact {
	int64_t attribute, value, number, has_number, facet, interest;
	const char *code, *kind, *unit, *value_code, *swatch;
};

static int attribute_names(struct cx *cx, int64_t attribute, json_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale, name FROM attribute_text"
		" WHERE attribute = :id ORDER BY locale");
	db_bind_int(q, ":id", attribute);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *locale = db_next_text(q, cx->arena);
		json_object_set_new(
			to, locale, json_string(db_next_text(q, cx->arena)));
	}
	db_done(q);
	return rc;
}

static int value_names(struct cx *cx, int64_t value, json_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale, name FROM attribute_value_text"
		" WHERE attribute_value = :id ORDER BY locale");
	db_bind_int(q, ":id", value);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *locale = db_next_text(q, cx->arena);
		json_object_set_new(
			to, locale, json_string(db_next_text(q, cx->arena)));
	}
	db_done(q);
	return rc;
}

static int facts_load(
	struct cx *cx, int64_t product, struct fact **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT a.id, coalesce(pa.value, 0),"
		" coalesce(pa.number_milli, 0),"
		" CASE WHEN pa.number_milli IS NULL THEN 0 ELSE 1 END,"
		" a.facet, a.interest, a.code, a.kind, a.unit, coalesce(v.code, ''),"
		" coalesce(v.swatch, '') FROM product_attribute pa"
		" JOIN attribute a ON a.id = pa.attribute"
		" LEFT JOIN attribute_value v ON v.id = pa.value"
		" WHERE pa.product = :product ORDER BY a.code, pa.position");
	db_bind_int(q, ":product", product);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct fact *f = &(*out)[(*n)++];
		f->attribute = db_next_int(q);
		f->value = db_next_int(q);
		f->number = db_next_int(q);
		f->has_number = db_next_int(q);
		f->facet = db_next_int(q);
		f->interest = db_next_int(q);
		f->code = db_next_text(q, cx->arena);
		f->kind = db_next_text(q, cx->arena);
		f->unit = db_next_text(q, cx->arena);
		f->value_code = db_next_text(q, cx->arena);
		f->swatch = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int add_fact(struct cx *cx, const struct fact *f, json_t *list)
{
	size_t n = json_array_size(list);
	json_t *last = n ? json_array_get(list, n - 1) : NULL;
	const char *code = json_string_value(json_object_get(last, "code"));
	int rc = OK;
	if (!code || strcmp(code, f->code) != 0) {
		json_t *names = json_object();
		rc = attribute_names(cx, f->attribute, names);
		last = json_pack("{s:s, s:b, s:b, s:s, s:o, s:s}", "code",
			f->code, "facet", (int)f->facet, "interest",
			(int)f->interest, "kind", f->kind, "names", names,
			"unit", f->unit);
		json_array_append_new(list, last);
	}
	if (f->has_number) {
		const char *number = export_milli(cx->arena, f->number);
		json_object_set_new(
			last, "number", json_string(*number ? number : "0"));
		return rc;
	}
	json_t *values = json_object_get(last, "values");
	if (!values) {
		values = json_array();
		json_object_set_new(last, "values", values);
	}
	json_t *names = json_object();
	if (rc == OK)
		rc = value_names(cx, f->value, names);
	json_array_append_new(
		values, json_pack("{s:s, s:o, s:s}", "code", f->value_code,
				"names", names, "swatch", f->swatch));
	return rc;
}

int export_attributes(struct cx *cx, int64_t product, const char **out)
{
	struct fact *all;
	size_t n;
	*out = "";
	int rc = facts_load(cx, product, &all, &n);
	if (rc < 0 || n == 0)
		return rc;
	json_t *list = json_array();
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = add_fact(cx, &all[i], list);
	const char *text = json_text(cx->arena, list);
	if (text)
		*out = text;
	return rc;
}

/* ---- of a variant ---- */

int export_price_plan(struct cx *cx, int64_t variant, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT amount_minor, from_ms, coalesce(to_ms, 0), kind"
		" FROM price WHERE variant = :variant AND price_group = ''"
		" AND from_ms > :now AND (to_ms IS NULL OR to_ms > from_ms)"
		" ORDER BY from_ms, kind, amount_minor, id");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	int rc;
	*out = "";
	while ((rc = db_step(q)) > 0) {
		struct money amount = money(db_next_int(q));
		int64_t from = db_next_int(q), to = db_next_int(q);
		const char *kind = db_next_text(q, cx->arena);
		/* A regular price ends where the next one begins. */
		bool sale = !strcmp(kind, "sale");
		const char *until = export_time(cx->arena, sale ? to : 0);
		export_line(cx, out,
			arena_printf(cx->arena, "%s %s %s%s%s", kind,
				money_plain(cx->arena, amount),
				export_time(cx->arena, from), *until ? " " : "",
				until));
	}
	db_done(q);
	return rc;
}

int export_parts(struct cx *cx, int64_t variant, const char **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.qty, v.sku FROM bundle_part b"
		" JOIN variant v ON v.id = b.part WHERE b.bundle = :variant"
		" ORDER BY b.position, b.part");
	db_bind_int(q, ":variant", variant);
	int rc;
	*out = "";
	while ((rc = db_step(q)) > 0) {
		int64_t qty = db_next_int(q);
		export_line(cx, out,
			arena_printf(cx->arena, "%lld %s", (long long)qty,
				db_next_text(q, cx->arena)));
	}
	db_done(q);
	return rc;
}

int export_on_hand(struct cx *cx, int64_t variant, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT on_hand FROM stock WHERE variant = :variant"
		" AND location = :location");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":location", STOCK_LOCATION);
	int rc = db_one(q);
	*out = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
