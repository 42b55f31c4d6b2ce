#include "domain/product.h"

#include <stdlib.h>
#include <string.h>

#include "domain/brand.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"

/* Column list and reader stay together.  Missing words fall back to the root
 * language, field by field. */
/* A title made for the root language does not stand over other words. */
#define WORDS_OWN(col)                                     \
	"CASE WHEN coalesce(t.name, '') <> '' THEN t." col \
	" ELSE coalesce(r." col ", '') END"
#define WORDS(col) "coalesce(nullif(t." col ", ''), r." col ", '')"
/* A card has no texts: reading them costs more than all the rest. */
#define TEXT(col) "CASE WHEN :whole = 1 THEN " WORDS(col) " ELSE '' END"
/* clang-format off */
#define PRODUCT_SELECT \
	"SELECT p.id, p.rev, p.status, p.tax_class," \
	" " WORDS("name") ", " TEXT("summary") "," \
	" " TEXT("description") ", " TEXT("facts") ", " TEXT("safety") "," \
	" " WORDS_OWN("seo_title") ", " WORDS_OWN("seo_text") "," \
	" p.maker_name, p.maker_address, p.maker_email," \
	" coalesce((SELECT b.name FROM brand b WHERE b.id = p.brand), '')," \
	" p.created_ms, p.updated_ms," \
	" CASE WHEN p.status = 'active'" \
	"  AND coalesce(p.publish_from_ms, 0) <= :now" \
	"  AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)" \
	"  THEN 1 ELSE 0 END," \
	" coalesce((SELECT pc.category FROM product_category pc" \
	"  JOIN category c ON c.id = pc.category AND c.archived_ms IS NULL" \
	"  WHERE pc.product = p.id" \
	"  ORDER BY pc.position, pc.category LIMIT 1), 0)," \
	" p.kind, coalesce(p.brand, 0), coalesce(p.size_guide, 0)," \
	" p.responsible_name, p.responsible_address, p.responsible_email," \
	" p.guarantee_months, p.repair_score," \
	" coalesce(p.spare_part_years, -1), coalesce(p.update_until_day, 0)," \
	" " TEXT("repair") "," \
	" coalesce(p.publish_from_ms, 0), coalesce(p.publish_to_ms, 0)," \
	" p.exemption" \
	" FROM product p" \
	" LEFT JOIN product_text t ON t.product = p.id AND t.locale = :locale" \
	" LEFT JOIN product_text r ON r.product = p.id AND r.locale = :root"
/* clang-format on */

static void product_read_more(
	struct db_stmt *q, struct arena *a, struct product *p)
{
	p->kind = db_next_text(q, a);
	p->brand_id = db_next_int(q);
	p->size_guide = db_next_int(q);
	p->responsible_name = db_next_text(q, a);
	p->responsible_address = db_next_text(q, a);
	p->responsible_email = db_next_text(q, a);
	p->guarantee_months = db_next_int(q);
	p->repair_score = db_next_text(q, a);
	p->spare_part_years = db_next_int(q);
	p->update_until_day = db_next_int(q);
	p->repair = db_next_text(q, a);
	p->publish_from_ms = db_next_int(q);
	p->publish_to_ms = db_next_int(q);
	p->exemption = db_next_text(q, a);
}

static bool product_read(struct db_stmt *q, struct arena *a, struct product *p)
{
	p->id = db_next_int(q);
	p->rev = db_next_int(q);
	p->status = db_next_text(q, a);
	p->tax_class = db_next_text(q, a);
	p->name = db_next_text(q, a);
	p->summary = db_next_text(q, a);
	p->description = db_next_text(q, a);
	p->facts = db_next_text(q, a);
	p->safety = db_next_text(q, a);
	p->seo_title = db_next_text(q, a);
	p->seo_text = db_next_text(q, a);
	p->maker_name = db_next_text(q, a);
	p->maker_address = db_next_text(q, a);
	p->maker_email = db_next_text(q, a);
	p->brand = db_next_text(q, a);
	p->created_ms = db_next_int(q);
	p->updated_ms = db_next_int(q);
	bool on_sale = db_next_int(q);
	p->category = db_next_int(q);
	product_read_more(q, a, p);
	return on_sale;
}

static int load_values(struct cx *cx, struct option *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.id, v.code, v.swatch,"
		" coalesce(nullif(t.name, ''), r.name, v.code)"
		" FROM option_value v"
		" LEFT JOIN option_value_text t"
		"  ON t.option_value = v.id AND t.locale = :locale"
		" LEFT JOIN option_value_text r"
		"  ON r.option_value = v.id AND r.locale = :root"
		" WHERE v.option = :option ORDER BY v.position, v.id");
	db_bind_int(q, ":option", o->id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		o->values = arena_grow(
			cx->arena, o->values, o->n, sizeof(*o->values));
		struct option_value *v = &o->values[o->n++];
		v->id = db_next_int(q);
		v->code = db_next_text(q, cx->arena);
		v->swatch = db_next_text(q, cx->arena);
		v->name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int load_options(struct cx *cx, struct product *p)
{
	p->options = ARENA_ARRAY(cx->arena, struct option, PRODUCT_OPTIONS_MAX);
	p->n_options = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, o.code,"
		" coalesce(nullif(t.name, ''), r.name, o.code)"
		" FROM option o"
		" LEFT JOIN option_text t"
		"  ON t.option = o.id AND t.locale = :locale"
		" LEFT JOIN option_text r ON r.option = o.id AND r.locale = :root"
		" WHERE o.product = :product ORDER BY o.position, o.id");
	db_bind_int(q, ":product", p->id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = OK;
	while (p->n_options < PRODUCT_OPTIONS_MAX && (rc = db_step(q)) > 0) {
		struct option *o = &p->options[p->n_options++];
		o->id = db_next_int(q);
		o->code = db_next_text(q, cx->arena);
		o->name = db_next_text(q, cx->arena);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < p->n_options; i++)
		rc = load_values(cx, &p->options[i]);
	return rc < 0 ? rc : OK;
}

static const struct option_value *value_by_id(
	const struct product *p, int64_t id)
{
	for (size_t i = 0; i < p->n_options; i++)
		for (size_t k = 0; k < p->options[i].n; k++)
			if (p->options[i].values[k].id == id)
				return &p->options[i].values[k];
	return NULL;
}

/* "12.17" -> "Sea, 3.5 dl" */
static const char *label_of(
	struct cx *cx, const struct product *p, const char *key)
{
	const char *label = "";
	while (*key) {
		char *end;
		const struct option_value *v = value_by_id(
			p, strtoll(key, &end, 10));
		if (end == key)
			break;
		if (v)
			label = arena_printf(cx->arena, "%s%s%s", label,
				*label ? ", " : "", v->name);
		key = *end == '.' ? end + 1 : end;
	}
	return label;
}

static int load_variants(struct cx *cx, struct product *p)
{
	p->variants = NULL;
	p->n_variants = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, sku, gtin, option_key, weight_g,"
		" coalesce(media, 0), compare_note, content_milli,"
		" content_unit, deposit_minor, coalesce(restock_day, 0)"
		" FROM variant"
		" WHERE product = :product AND archived_ms IS NULL"
		" ORDER BY position, id");
	db_bind_int(q, ":product", p->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		p->variants = arena_grow(cx->arena, p->variants, p->n_variants,
			sizeof(*p->variants));
		struct variant *v = &p->variants[p->n_variants++];
		v->id = db_next_int(q);
		v->sku = db_next_text(q, cx->arena);
		v->gtin = db_next_text(q, cx->arena);
		v->option_key = db_next_text(q, cx->arena);
		v->weight_g = db_next_int(q);
		v->media = db_next_int(q);
		v->compare_note = db_next_text(q, cx->arena);
		v->content_milli = db_next_int(q);
		v->content_unit = db_next_text(q, cx->arena);
		v->deposit_minor = db_next_int(q);
		v->restock_day = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < p->n_variants; i++) {
		struct variant *v = &p->variants[i];
		v->label = label_of(cx, p, v->option_key);
		rc = price_now(cx, v->id, &v->price);
		if (rc == OK || rc == ERR_NOT_FOUND)
			rc = stock_now(cx, v->id, &v->stock);
	}
	return rc < 0 ? rc : OK;
}

static int load(
	struct cx *cx, int64_t id, bool whole, struct product *p, bool *on_sale)
{
	*p = (struct product){0};
	struct db_stmt *q = DB_SQL(cx->db, PRODUCT_SELECT " WHERE p.id = :id");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":whole", whole);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		*on_sale = product_read(q, cx->arena, p);
	db_done(q);
	if (rc < 0)
		return rc;
	p->slug = slug_of(cx, "product", id);
	rc = load_options(cx, p);
	if (rc == OK)
		rc = load_variants(cx, p);
	if (rc == OK)
		rc = media_of_product(cx, id, &p->pictures, &p->n_pictures);
	return rc;
}

int product_get_any(struct cx *cx, int64_t id, struct product *out)
{
	bool on_sale = false;
	return load(cx, id, true, out, &on_sale);
}

/* The value that an option_key "12.17" has for option i; 0: none. */
static int64_t key_value(const char *key, size_t i)
{
	while (i-- && key) {
		key = strchr(key, '.');
		key = key ? key + 1 : NULL;
	}
	return key ? strtoll(key, NULL, 10) : 0;
}

static bool value_is_used(const struct product *p, size_t option, int64_t value)
{
	for (size_t i = 0; i < p->n_variants; i++)
		if (key_value(p->variants[i].option_key, option) == value)
			return true;
	return false;
}

/* Customers see no variant without a price and no value without a variant. */
static void keep_offered(struct product *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n_variants; i++)
		if (p->variants[i].price.amount.minor >= 0)
			p->variants[n++] = p->variants[i];
	p->n_variants = n;
	for (size_t i = 0; i < p->n_options; i++) {
		struct option *o = &p->options[i];
		n = 0;
		for (size_t k = 0; k < o->n; k++)
			if (value_is_used(p, i, o->values[k].id))
				o->values[n++] = o->values[k];
		o->n = n;
	}
}

/*
 * A product that names nobody has its brand's people (GPSR Art. 19).  One
 * that names its own maker does not take the responsible person of another.
 */
static int people_fill(struct cx *cx, struct product *p)
{
	struct brand b;
	if (*p->maker_name || !p->brand_id)
		return OK;
	int rc = brand_get(cx, p->brand_id, &b);
	if (rc < 0)
		return rc;
	p->maker_name = b.maker_name;
	p->maker_address = b.maker_address;
	p->maker_email = b.maker_email;
	if (*p->responsible_name)
		return OK;
	p->responsible_name = b.responsible_name;
	p->responsible_address = b.responsible_address;
	p->responsible_email = b.responsible_email;
	return OK;
}

static int get(struct cx *cx, int64_t id, bool whole, struct product *out)
{
	bool on_sale = false;
	int rc = load(cx, id, whole, out, &on_sale);
	if (rc < 0)
		return rc;
	if (strcmp(out->status, "archived") == 0)
		return ERR_GONE;
	keep_offered(out);
	if (!on_sale || !out->slug || !out->n_variants)
		return ERR_NOT_FOUND;
	return OK;
}

int product_get(struct cx *cx, int64_t id, struct product *out)
{
	int rc = get(cx, id, true, out);
	return rc == OK ? people_fill(cx, out) : rc;
}

int product_get_short(struct cx *cx, int64_t id, struct product *out)
{
	return get(cx, id, false, out);
}

bool variant_can_buy(const struct variant *v)
{
	return v->price.amount.minor >= 0 && v->stock.most > 0;
}

const struct variant *product_variant(
	const struct product *p, const char *option_key)
{
	for (size_t i = 0; i < p->n_variants; i++)
		if (strcmp(p->variants[i].option_key, option_key) == 0)
			return &p->variants[i];
	return NULL;
}

const struct variant *product_default(const struct product *p)
{
	for (size_t i = 0; i < p->n_variants; i++)
		if (variant_can_buy(&p->variants[i]))
			return &p->variants[i];
	return p->n_variants ? &p->variants[0] : NULL;
}
