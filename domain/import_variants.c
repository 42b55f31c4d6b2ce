/* Variants of an import, with options, prices and stock: in one file because
 * each step needs what the one before found. */
#include "domain/import_product.h"

#include <stdlib.h>
#include <string.h>

#include "domain/media.h"
#include "domain/origin.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/*
 * Table origin keeps of a variant "hash/price/quantity": a new price in the
 * file moves only the price, a new quantity only the stock, so that selling
 * here between two imports is not undone by the second.
 */

struct options {
	int64_t id[IMPORT_OPTIONS_MAX];
	const char *code[IMPORT_OPTIONS_MAX];
	bool made; /* this run has put them */
};

/* Codes that forms use; "" becomes name and number. */
static const char *code_of(struct cx *cx, const char *name, const char *prefix)
{
	const char *code = text_slug(cx->arena, name);
	if (*code)
		return code;
	return arena_printf(cx->arena, "%s-%.6s", prefix,
		crypt_sha256_str(cx->arena, name));
}

/* Two values whose names look the same as a code, "50 ml" and "50-ml": the
 * one that comes later in the alphabet carries a hash. */
static const char *value_code(struct cx *cx, const struct import_product *p,
	size_t option, const char *value)
{
	const struct import_variant *all = IMPORT_AT(
		p->variants, struct import_variant);
	const char *code = code_of(cx, value, "v");
	for (size_t i = 0; i < IMPORT_N(p->variants, struct import_variant);
		i++) {
		const char *other = all[i].value[option];
		if (strcmp(other, value) < 0 &&
			!strcmp(code_of(cx, other, "v"), code))
			return arena_printf(cx->arena, "%s-%.6s", code,
				crypt_sha256_str(cx->arena, value));
	}
	return code;
}

/* The code of the product's option at a place (from 0); NULL: none there. */
static int option_at(
	struct cx *cx, int64_t product, size_t place, const char **code)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT code FROM option WHERE product = :product"
		" ORDER BY position, id LIMIT 1 OFFSET :place");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":place", (int64_t)place);
	int rc = db_one(q);
	*code = rc == OK ? db_next_text(q, cx->arena) : NULL;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int put_options(struct import_run *run, const struct import_product *p,
	int64_t product, struct options *o)
{
	struct cx *cx = run->cx;
	if (o->made)
		return OK;
	o->made = true;
	for (size_t i = 0; i < p->n_options; i++) {
		const char *code;
		/* An option that was renamed keeps its code and place. */
		int rc = option_at(cx, product, i, &code);
		if (rc < 0)
			return rc;
		if (!code) {
			code = code_of(cx, p->option[i], "option");
			for (size_t k = 0; k < i; k++)
				if (!strcmp(o->code[k], code))
					code = arena_printf(cx->arena, "%s-%zu",
						code, i + 1);
		}
		o->code[i] = code;
		rc = option_put(cx, product, code, run->plan->locale,
			p->option[i], &o->id[i]);
		if (rc < 0)
			return rc;
	}
	return OK;
}

/* The owner's colour of a value stays when the value comes again. */
static const char *swatch_of(struct cx *cx, int64_t option, const char *code)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT swatch FROM option_value"
		" WHERE option = :option AND code = :code");
	db_bind_int(q, ":option", option);
	db_bind_text(q, ":code", code);
	const char *swatch = db_one(q) == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	return swatch;
}

static int put_values(struct import_run *run, const struct import_product *p,
	const struct import_variant *v, const struct options *o,
	const char **key)
{
	struct cx *cx = run->cx;
	*key = "";
	for (size_t i = 0; i < p->n_options; i++) {
		const char *code = value_code(cx, p, i, v->value[i]);
		int64_t id;
		int rc = option_value_put(cx, o->id[i], code,
			swatch_of(cx, o->id[i], code), run->plan->locale,
			v->value[i], &id);
		if (rc < 0)
			return rc;
		*key = arena_printf(cx->arena, "%s%s%lld", *key, i ? "." : "",
			(long long)id);
	}
	return OK;
}

static const char *sku_of(struct cx *cx, int64_t variant)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT sku FROM variant WHERE id = :id");
	db_bind_int(q, ":id", variant);
	const char *sku = db_one(q) == OK ? db_next_text(q, cx->arena) : NULL;
	db_done(q);
	return sku;
}

/* have is wish or wish-2, wish-3...: what an earlier import made of it. */
static bool made_from(const char *have, const char *wish)
{
	size_t n = strlen(wish);
	if (strncmp(have, wish, n) != 0)
		return false;
	return !have[n] || (have[n] == '-' && have[n + 1] &&
				   strspn(have + n + 1, "0123456789") ==
					   strlen(have) - n - 1);
}

static int put_variant(struct import_run *run, const struct import_product *p,
	const struct import_variant *v, int64_t product, const char *option_key,
	int64_t *variant)
{
	struct cx *cx = run->cx;
	struct variant_data d = {.sku = v->sku,
		.option_key = option_key,
		.gtin = v->gtin,
		.weight_g = v->weight_g,
		.tracked = v->tracked,
		.backorder = v->backorder,
		.compare_note = v->compare_note};
	if (v->content_milli) {
		d.content_milli = &v->content_milli;
		d.content_unit = v->content_unit;
	}
	const char *have = *variant ? sku_of(cx, *variant) : NULL;
	bool is_new = !have;
	if (have && (!*v->sku || made_from(have, v->sku)))
		d.sku = have;
	int rc = OK;
	if (v->picture)
		rc = media_add_remote(cx, v->picture, &d.media);
	bool moved = false;
	if (rc == OK)
		rc = variant_put(cx, product, &d, variant, &moved);
	if (rc < 0)
		return rc;
	if (is_new && !*v->sku)
		import_note(cx, run->report, v->line, IMPORT_WARNING,
			"%s: no SKU, \"%s\" was given", p->handle,
			sku_of(cx, *variant));
	else if (moved)
		import_note(cx, run->report, v->line, IMPORT_WARNING,
			"%s: the SKU \"%s\" is taken, \"%s\" was given",
			p->handle, d.sku, sku_of(cx, *variant));
	return OK;
}

/* Bring the stock to what the file says; first by a movement of this import,
 * later by a count that never goes below what orders hold. */
static int put_stock(struct import_run *run, const struct import_product *p,
	const struct import_variant *v, int64_t variant, bool is_new)
{
	struct cx *cx = run->cx;
	if (!v->tracked)
		return OK;
	if (is_new)
		return v->qty == 0 ? OK
				   : stock_move(cx, variant, v->qty, "import",
					     "import", run->number, "");
	struct stock_now now;
	struct stock_shelf main = {0};
	int rc = stock_now(cx, variant, &now);
	if (rc == OK)
		rc = stock_at(cx, variant, STOCK_LOCATION, &main);
	if (rc < 0 || now.parts > 0)
		return rc;
	int64_t qty = v->qty;
	if (qty < main.held) {
		qty = main.held;
		import_note(cx, run->report, v->line, IMPORT_WARNING,
			"%s: quantity %lld, but orders hold %lld: that many "
			"stay",
			p->handle, (long long)v->qty, (long long)qty);
	}
	return stock_recount(cx, variant, qty, "import");
}

static const char *digest_variant(struct cx *cx, const struct import_product *p,
	const struct import_variant *v)
{
	struct buf b = {0};
	buf_addf(&b, "%s\n%s\n%s\n%s\n%lld %d %d", v->sku, v->gtin,
		v->picture ? v->picture : "", v->compare_note,
		(long long)v->weight_g, v->tracked, v->backorder);
	for (size_t i = 0; i < p->n_options; i++)
		buf_addf(&b, "\n%s", p->option[i]);
	if (v->content_milli)
		buf_addf(&b, "\r%lld %s", (long long)v->content_milli,
			v->content_unit);
	const char *hex = crypt_sha256(cx->arena, b.p, b.len);
	buf_release(&b);
	return hex;
}

struct seen {
	const char *digest;
	bool is_new, data, price, qty;
};

static void compare(struct cx *cx, const struct import_variant *v,
	const char *hash, const char *old, struct seen *s)
{
	const char *price = arena_printf(
		cx->arena, "/%lld/", (long long)v->price_minor);
	if (v->has_sale)
		price = arena_printf(cx->arena, "/%lld+%lld+%lld+%lld/",
			(long long)v->price_minor, (long long)v->sale_minor,
			(long long)v->sale_from_ms, (long long)v->sale_to_ms);
	s->digest = arena_printf(
		cx->arena, "%s%s%lld", hash, price, (long long)v->qty);
	s->data = strncmp(old, hash, CRYPT_HASH_HEX) != 0;
	const char *tail = strchr(old, '/');
	const char *end = tail ? strchr(tail + 1, '/') : NULL;
	s->price = !end || strncmp(tail, price, strlen(price)) != 0;
	s->qty = !end || strtoll(end + 1, NULL, 10) != v->qty;
}

/* The other shop's name of a variant: its handle and values. */
static const char *variant_key(struct cx *cx, const struct import_product *p,
	const struct import_variant *v)
{
	struct buf b = {0};
	buf_addf(&b, "variant/%s", p->handle);
	for (size_t i = 0; i < p->n_options; i++) {
		buf_addc(&b, '/');
		for (const char *c = v->value[i]; *c; c++) {
			if (*c == '/' || *c == '%')
				buf_addf(&b, "%%%02X", (unsigned char)*c);
			else
				buf_addc(&b, *c);
		}
	}
	const char *key = arena_strndup(cx->arena, b.p, b.len);
	buf_release(&b);
	return key;
}

static int apply_one(struct import_run *run, const struct import_product *p,
	const struct import_variant *v, int64_t product, struct options *o,
	int64_t *variant, struct seen *s)
{
	struct cx *cx = run->cx;
	const char *key = variant_key(cx, p, v), *old, *option_key = "";
	int rc = origin_find(cx, run->plan->source, key, variant, &old);
	if (rc < 0)
		return rc;
	s->is_new = !*variant;
	compare(cx, v, digest_variant(cx, p, v), old, s);
	if (!s->data && !s->price && !s->qty)
		return OK;
	if (s->data) {
		rc = put_options(run, p, product, o);
		if (rc == OK)
			rc = put_values(run, p, v, o, &option_key);
		if (rc == OK)
			rc = put_variant(
				run, p, v, product, option_key, variant);
	}
	if (rc == OK && s->price)
		rc = import_price_apply(run, v, *variant, old);
	if (rc == OK && s->qty)
		rc = put_stock(run, p, v, *variant, s->is_new);
	if (rc == OK)
		rc = origin_keep(cx, run->plan->source, key, "variant",
			*variant, s->digest);
	return rc;
}

struct there {
	int64_t id;
	const char *sku;
};

/* Variants of a product that came by an import and can be bought. */
static int imported(
	struct import_run *run, int64_t product, struct there **out, size_t *n)
{
	struct cx *cx = run->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.id, v.sku FROM variant v"
		" WHERE v.product = :product AND v.archived_ms IS NULL"
		" AND EXISTS (SELECT 1 FROM origin o"
		"  WHERE o.kind = 'variant' AND o.target = v.id"
		"  AND o.source = :source) ORDER BY v.id");
	db_bind_text(q, ":source", run->plan->source);
	db_bind_int(q, ":product", product);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[*n].id = db_next_int(q);
		(*out)[(*n)++].sku = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int archive_one(struct import_run *run, const struct import_product *p,
	const struct there *v)
{
	struct cx *cx = run->cx;
	import_note(cx, run->report, p->line, IMPORT_WARNING,
		"%s: variant \"%s\" is no longer in the file and was archived",
		p->handle, v->sku);
	run->report->variants_gone++;
	int rc = variant_archive(cx, v->id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE origin SET digest = ''"
		" WHERE kind = 'variant' AND target = :id");
	db_bind_int(q, ":id", v->id);
	return db_exec(q, NULL);
}

/* Archive what an earlier import brought and the file has no more. */
static int archive_gone(struct import_run *run, const struct import_product *p,
	int64_t product, const int64_t *kept, size_t n, bool *changed)
{
	struct there *all;
	size_t m;
	int rc = imported(run, product, &all, &m);
	for (size_t i = 0; rc == OK && i < m; i++) {
		bool wanted = false;
		for (size_t k = 0; k < n; k++)
			wanted |= kept[k] == all[i].id;
		if (wanted)
			continue;
		rc = archive_one(run, p, &all[i]);
		*changed = true;
	}
	return rc;
}

int import_variants_apply(struct import_run *run,
	const struct import_product *p, int64_t product, bool *changed)
{
	struct import_count *count = &run->report->variants;
	size_t n = IMPORT_N(p->variants, struct import_variant);
	const struct import_variant *all = IMPORT_AT(
		p->variants, struct import_variant);
	int64_t *ids = ARENA_ARRAY(run->cx->arena, int64_t, n + 1);
	struct options o = {0};
	for (size_t i = 0; i < n; i++) {
		struct seen s = {0};
		int rc = apply_one(run, p, &all[i], product, &o, &ids[i], &s);
		if (rc < 0)
			return rc;
		bool moved = s.data || s.price || s.qty;
		count->new += s.is_new;
		count->changed += !s.is_new && moved;
		count->same += !moved;
		*changed |= moved;
	}
	return archive_gone(run, p, product, ids, n, changed);
}
