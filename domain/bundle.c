#include "domain/bundle.h"

#include <stdbool.h>
#include <stdlib.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"

static int value_name(struct cx *cx, int64_t value, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(nullif(t.name, ''), r.name, v.code)"
		" FROM option_value v"
		" LEFT JOIN option_value_text t"
		"  ON t.option_value = v.id AND t.locale = :locale"
		" LEFT JOIN option_value_text r"
		"  ON r.option_value = v.id AND r.locale = :root"
		" WHERE v.id = :value");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":value", value);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_text(q, cx->arena);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* "12.17" -> "Sea, 3.5 dl" */
static int label_of(struct cx *cx, const char *key, const char **out)
{
	*out = "";
	while (*key) {
		char *end;
		const char *name;
		int64_t value = strtoll(key, &end, 10);
		if (end == key)
			break;
		int rc = value_name(cx, value, &name);
		if (rc < 0)
			return rc;
		*out = arena_printf(
			cx->arena, "%s%s%s", *out, **out ? ", " : "", name);
		key = *end == '.' ? end + 1 : end;
	}
	return OK;
}

struct part_more {
	int64_t product;
	bool active;
};

static int read_parts(struct cx *cx, int64_t variant, struct bundle_part **out,
	struct part_more **more, size_t *n)
{
	*out = NULL;
	*more = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.part, b.qty, v.sku,"
		" coalesce(nullif(t.name, ''), r.name, ''), v.option_key,"
		" v.product, CASE WHEN p.status = 'active'"
		"  AND v.archived_ms IS NULL THEN 1 ELSE 0 END"
		" FROM bundle_part b JOIN variant v ON v.id = b.part"
		" JOIN product p ON p.id = v.product"
		" LEFT JOIN product_text t"
		"  ON t.product = p.id AND t.locale = :locale"
		" LEFT JOIN product_text r"
		"  ON r.product = p.id AND r.locale = :root"
		" WHERE b.bundle = :bundle ORDER BY b.position, b.part");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":bundle", variant);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		*more = arena_grow(cx->arena, *more, *n, sizeof(**more));
		struct bundle_part *p = &(*out)[*n];
		struct part_more *m = &(*more)[(*n)++];
		p->part = db_next_int(q);
		p->qty = db_next_int(q);
		p->sku = db_next_text(q, cx->arena);
		p->name = db_next_text(q, cx->arena);
		p->label = db_next_text(q, cx->arena); /* its key, so far */
		m->product = db_next_int(q);
		m->active = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int bundle_parts(
	struct cx *cx, int64_t variant, struct bundle_part **out, size_t *n)
{
	struct part_more *more;
	int rc = read_parts(cx, variant, out, &more, n);
	for (size_t i = 0; rc == OK && i < *n; i++) {
		struct bundle_part *p = &(*out)[i];
		const char *slug = more[i].active ? slug_of(cx, "product",
							    more[i].product)
						  : NULL;
		p->path = slug ? arena_printf(cx->arena, "/p/%s", slug) : "";
		rc = label_of(cx, p->label, &p->label);
	}
	return rc;
}

int variant_words(struct cx *cx, int64_t variant, const char **sku,
	const char **name, const char **label)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.sku, coalesce(nullif(t.name, ''), r.name, ''),"
		" v.option_key FROM variant v"
		" LEFT JOIN product_text t"
		"  ON t.product = v.product AND t.locale = :locale"
		" LEFT JOIN product_text r"
		"  ON r.product = v.product AND r.locale = :root"
		" WHERE v.id = :variant");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		*sku = db_next_text(q, cx->arena);
		*name = db_next_text(q, cx->arena);
		*label = db_next_text(q, cx->arena); /* its key, so far */
	}
	db_done(q);
	return rc == OK ? label_of(cx, *label, label) : rc;
}

int bundle_of_part(struct cx *cx, int64_t part, int64_t **bundles, size_t *n)
{
	*bundles = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.bundle FROM bundle_part b"
		" JOIN variant v ON v.id = b.bundle AND v.archived_ms IS NULL"
		" WHERE b.part = :part ORDER BY b.bundle");
	db_bind_int(q, ":part", part);
	return db_ints(q, cx->arena, bundles, n);
}

/* Its product, and whether it is a part of something or has parts. */
static int roles(struct cx *cx, int64_t variant, int64_t *product,
	bool *is_part, bool *is_bundle)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.product,"
		" (SELECT count(*) FROM bundle_part b WHERE b.part = v.id),"
		" (SELECT count(*) FROM bundle_part b WHERE b.bundle = v.id)"
		" FROM variant v WHERE v.id = :variant"
		" AND v.archived_ms IS NULL");
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		*product = db_next_int(q);
		*is_part = db_next_int(q) > 0;
		*is_bundle = db_next_int(q) > 0;
	}
	db_done(q);
	return rc;
}

static int check_parts(struct cx *cx, int64_t variant,
	const struct bundle_part *parts, size_t n)
{
	if (n > BUNDLE_PARTS_MAX)
		return ERR_INVALID;
	for (size_t i = 0; i < n; i++) {
		int64_t product;
		bool is_part, is_bundle;
		if (parts[i].part == variant || parts[i].qty < 1 ||
			parts[i].qty > BUNDLE_QTY_MAX)
			return ERR_INVALID;
		for (size_t k = 0; k < i; k++)
			if (parts[k].part == parts[i].part)
				return ERR_INVALID;
		int rc = roles(
			cx, parts[i].part, &product, &is_part, &is_bundle);
		if (rc == ERR_NOT_FOUND || (rc == OK && is_bundle))
			return ERR_INVALID;
		if (rc < 0)
			return rc;
	}
	return OK;
}

static int write_parts(struct cx *cx, int64_t variant,
	const struct bundle_part *parts, size_t n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM bundle_part WHERE bundle = :bundle");
	db_bind_int(q, ":bundle", variant);
	int rc = db_exec(q, NULL);
	for (size_t i = 0; rc == OK && i < n; i++) {
		q = DB_SQL(cx->db,
			"INSERT INTO bundle_part (bundle, part, qty, position)"
			" VALUES (:bundle, :part, :qty, :position)");
		db_bind_int(q, ":bundle", variant);
		db_bind_int(q, ":part", parts[i].part);
		db_bind_int(q, ":qty", parts[i].qty);
		db_bind_int(q, ":position", (int64_t)i);
		rc = db_exec(q, NULL);
	}
	return rc;
}

/* A product is a bundle as long as one of its variants is. */
static int mark_kind(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product SET updated_ms = :now, kind = CASE WHEN EXISTS"
		" (SELECT 1 FROM bundle_part b JOIN variant v"
		"  ON v.id = b.bundle WHERE v.product = product.id)"
		" THEN 'bundle' ELSE 'goods' END"
		" WHERE id = :product AND kind IN ('goods', 'bundle')");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":product", product);
	return db_exec(q, NULL);
}

/* "2 x MUG-SEA, 1 x TRAY" for the record of changes. */
static const char *summary(
	struct cx *cx, const struct bundle_part *parts, size_t n)
{
	const char *s = "";
	for (size_t i = 0; i < n; i++)
		s = arena_printf(cx->arena, "%s%s%lld x %s", s, i ? ", " : "",
			(long long)parts[i].qty, parts[i].sku);
	return audit_json(cx->arena, "parts", s, NULL);
}

static int set_parts(struct cx *cx, int64_t variant,
	const struct bundle_part *parts, size_t n)
{
	int64_t product = 0;
	bool is_part = false, is_bundle = false;
	struct bundle_part *was, *now;
	size_t n_was, n_now;
	int rc = roles(cx, variant, &product, &is_part, &is_bundle);
	if (rc == OK && is_part && n > 0)
		rc = ERR_INVALID;
	if (rc == OK)
		rc = check_parts(cx, variant, parts, n);
	if (rc == OK)
		rc = bundle_parts(cx, variant, &was, &n_was);
	if (rc == OK)
		rc = write_parts(cx, variant, parts, n);
	if (rc == OK)
		rc = mark_kind(cx, product);
	if (rc == OK)
		rc = bundle_parts(cx, variant, &now, &n_now);
	if (rc == OK)
		rc = audit_add(cx, "product", product, "parts",
			summary(cx, was, n_was), summary(cx, now, n_now));
	return rc == OK ? catalogue_touch_variant(cx, variant) : rc;
}

int bundle_set_parts(struct cx *cx, int64_t variant,
	const struct bundle_part *parts, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, set_parts(cx, variant, parts, n));
}
