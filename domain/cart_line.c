/* One thing as the cart and the list of wishes show it: a few look-ups, not a
 * whole product. */
#include <stdlib.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/cart_share.h"
#include "domain/kept.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

/* What a line does not say yet. */
struct more {
	bool on_sale, archived;
	int64_t media;
};

static void row_read(
	struct db_stmt *q, struct arena *a, struct cart_line *l, struct more *m)
{
	l->product = db_next_int(q);
	l->sku = db_next_text(q, a);
	l->tax_class = db_next_text(q, a);
	l->kind = db_next_text(q, a);
	l->exemption = db_next_text(q, a);
	l->weight_g = db_next_int(q);
	l->name = db_next_text(q, a);
	l->option_key = db_next_text(q, a);
	m->on_sale = db_next_int(q);
	m->archived = db_next_int(q);
	m->media = db_next_int(q);
}

/* The picture is the variant's own, if the product shows it, else the
 * product's first. */
static int row_load(struct cx *cx, struct cart_line *l, struct more *m)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.product, v.sku, p.tax_class,"
		" p.kind, p.exemption, CASE WHEN v.weight_g > 0 THEN v.weight_g"
		"  ELSE coalesce((SELECT CAST(sum(bv.weight_g * bp.qty) AS"
		"   BIGINT) FROM bundle_part bp JOIN variant bv"
		"   ON bv.id = bp.part WHERE bp.bundle = v.id), 0) END,"
		" coalesce(nullif(t.name, ''), r.name, ''), v.option_key,"
		" CASE WHEN p.status = 'active'"
		"  AND coalesce(p.publish_from_ms, 0) <= :now"
		"  AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)"
		"  THEN 1 ELSE 0 END,"
		" CASE WHEN v.archived_ms IS NULL THEN 0 ELSE 1 END,"
		" coalesce((SELECT m.id FROM product_media pm"
		"  JOIN media m ON m.id = pm.media AND m.state <> 'failed'"
		"  WHERE pm.product = v.product AND pm.media = v.media),"
		"  (SELECT m.id FROM product_media pm"
		"  JOIN media m ON m.id = pm.media AND m.state <> 'failed'"
		"  WHERE pm.product = v.product"
		"  ORDER BY pm.position, m.id LIMIT 1), 0)"
		" FROM variant v JOIN product p ON p.id = v.product"
		" LEFT JOIN product_text t"
		"  ON t.product = p.id AND t.locale = :locale"
		" LEFT JOIN product_text r"
		"  ON r.product = p.id AND r.locale = :root"
		" WHERE v.id = :variant");
	db_bind_int(q, ":variant", l->variant);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, l, m);
	db_done(q);
	return rc;
}

static const char *value_name(struct cx *cx, int64_t value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(nullif(t.name, ''), r.name, v.code)"
		" FROM option_value v"
		" LEFT JOIN option_value_text t"
		"  ON t.option_value = v.id AND t.locale = :locale"
		" LEFT JOIN option_value_text r"
		"  ON r.option_value = v.id AND r.locale = :root"
		" WHERE v.id = :value");
	db_bind_int(q, ":value", value);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	const char *name = db_one(q) == OK ? db_next_text(q, cx->arena) : NULL;
	db_done(q);
	return name;
}

/* "12.17" -> "Sea, 3.5 dl" */
static const char *label_of(struct cx *cx, const char *key)
{
	const char *label = "";
	while (key && *key) {
		char *end;
		int64_t value = strtoll(key, &end, 10);
		if (end == key)
			break;
		const char *name = value_name(cx, value);
		if (name)
			label = arena_printf(cx->arena, "%s%s%s", label,
				*label ? ", " : "", name);
		key = *end == '.' ? end + 1 : end;
	}
	return label;
}

/* What is said of a variant until something changes: its line but for the
 * quantity and the stock. */
struct said {
	struct cart_line line;
	bool archived;
	const char *locale;
	int64_t until_ms; /* when the clock changes it */
};

static int said_load(struct cx *cx, int64_t variant, struct said *out)
{
	struct more m = {0};
	struct cart_line *l = &out->line;
	*out = (struct said){.until_ms = INT64_MAX};
	l->variant = variant;
	int rc = row_load(cx, l, &m);
	if (rc < 0)
		return rc;
	const char *slug = slug_of(cx, "product", l->product);
	l->path = slug ? arena_printf(cx->arena, "/p/%s", slug) : NULL;
	l->options = "";
	l->gone = true;
	out->archived = m.archived;
	if (m.archived)
		return OK;
	l->options = label_of(cx, l->option_key);
	rc = m.media ? media_find(cx, m.media, &l->picture) : OK;
	if (rc == OK)
		rc = price_until(cx, variant, &out->until_ms);
	if (rc < 0)
		return rc;
	rc = price_now(cx, variant, &l->price);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	l->on_sale = m.on_sale && slug && rc == OK;
	l->gone = !l->on_sale;
	return OK;
}

/* Of those asked for since the catalogue changed: carts and lists are looked at
 * again and again. */
enum { SAID_SLOTS = 4096, SAID_MOST = SAID_SLOTS / 2 };

struct said_store {
	struct arena *arena;
	struct said *slots[SAID_SLOTS];
	size_t n;
};

/* NULL: nothing is kept. */
static struct said_store *said_store(struct cx *cx)
{
	static struct kept kept;
	struct said_store *s = kept_find(&kept, cx);
	if (s || setting_version() < 0)
		return s;
	struct arena *a = kept_arena(&kept, cx);
	s = ARENA_NEW(a, struct said_store);
	s->arena = a;
	kept_put(&kept, cx, s);
	return s;
}

/* Where that of a variant in a language is, or would be. */
static struct said **said_slot(
	struct said_store *s, int64_t variant, const char *locale)
{
	size_t i = (size_t)((uint64_t)variant * UINT64_C(0x9E3779B97F4A7C15) >>
			    32);
	struct said *at;
	while ((at = s->slots[i % SAID_SLOTS]) &&
		(at->line.variant != variant ||
			strcmp(at->locale, locale) != 0))
		i++;
	return &s->slots[i % SAID_SLOTS];
}

static int said_find(struct cx *cx, int64_t variant, struct said *out)
{
	struct said_store *s = said_store(cx);
	struct said **slot = s ? said_slot(s, variant, cx->locale) : NULL;
	if (slot && *slot && cx->now < (*slot)->until_ms) {
		*out = **slot;
		return OK;
	}
	if (!slot || (!*slot && s->n == SAID_MOST))
		return said_load(cx, variant, out);
	struct cx own = *cx;
	own.arena = s->arena;
	int rc = said_load(&own, variant, out);
	if (rc < 0)
		return rc;
	if (!*slot) {
		*slot = ARENA_NEW(s->arena, struct said);
		s->n++;
	}
	out->locale = arena_strdup(s->arena, cx->locale);
	**slot = *out;
	return OK;
}

int cart_line_now(struct cx *cx, struct cart_line *l)
{
	struct said said;
	int rc = said_find(cx, l->variant, &said);
	if (rc < 0)
		return rc;
	int64_t qty = l->qty;
	*l = said.line;
	l->qty = qty;
	if (said.archived)
		return OK;
	rc = stock_now(cx, l->variant, &l->stock);
	if (rc < 0)
		return rc;
	if (l->stock.most < l->qty)
		cart_line_short(l, l->stock.most);
	return money_times(l->price.amount, l->qty, &l->sum) ? OK : ERR_INVALID;
}

/* "o-colour=sea" of one value; codes are slugs. */
static const char *choice_of(struct cx *cx, int64_t value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.code, v.code FROM option_value v"
		" JOIN option o ON o.id = v.option WHERE v.id = :value");
	db_bind_int(q, ":value", value);
	const char *out = NULL;
	if (db_one(q) == OK) {
		const char *option = db_next_text(q, cx->arena);
		const char *code = db_next_text(q, cx->arena);
		out = arena_printf(cx->arena, "o-%s=%s", option, code);
	}
	db_done(q);
	return out;
}

const char *cart_line_path(struct cx *cx, const struct cart_line *l)
{
	const char *path = l->path, *mark = "?";
	for (const char *key = l->option_key; path && key && *key;) {
		char *end;
		int64_t value = strtoll(key, &end, 10);
		const char *choice = end == key ? NULL : choice_of(cx, value);
		if (!choice)
			break;
		path = arena_printf(cx->arena, "%s%s%s", path, mark, choice);
		mark = "&";
		key = *end == '.' ? end + 1 : end;
	}
	return path;
}
