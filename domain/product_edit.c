#include "domain/product_edit.h"

#include <ctype.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/brand.h"
#include "domain/catalogue.h"
#include "domain/price.h"
#include "domain/product_more.h"
#include "domain/search.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

static const char *or_text(const char *s, const char *fallback)
{
	return s ? s : fallback;
}

static int head_insert(struct cx *cx, const struct product_head *head,
	int64_t brand, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product (kind, status, tax_class, maker_name,"
		" maker_address, maker_email, brand, tags, created_ms,"
		" updated_ms) VALUES (:kind, :status, :tax, :maker, :address,"
		" :email, :brand, :tags, :now, :now) RETURNING id");
	db_bind_text(q, ":kind", or_text(head->kind, "goods"));
	db_bind_text(q, ":status", or_text(head->status, "draft"));
	db_bind_text(q, ":tax", or_text(head->tax_class, "general"));
	db_bind_text(q, ":maker", or_text(head->maker_name, ""));
	db_bind_text(q, ":address", or_text(head->maker_address, ""));
	db_bind_text(q, ":email", or_text(head->maker_email, ""));
	db_bind_or_null(q, ":brand", brand);
	db_bind_text(q, ":tags", or_text(head->tags, ""));
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

int product_create(struct cx *cx, const struct product_head *head, int64_t *id)
{
	int64_t brand = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = brand_by_name(cx, or_text(head->brand, ""), &brand);
	if (rc == OK)
		rc = head_insert(cx, head, brand, id);
	if (rc == OK)
		rc = product_write_more(cx, *id, head);
	if (rc == OK)
		rc = audit_add(cx, "product", *id, "create", NULL, NULL);
	if (rc == OK)
		rc = catalogue_touch_product(cx, *id);
	return db_end(cx->db, rc);
}

/* Is it the brand that the product has?  To save a product does not bring its
 * brand back out of the archive. */
static int brand_stays(struct cx *cx, int64_t id, const char *name, bool *stays)
{
	name = text_trim(cx->arena, name);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM product p JOIN brand b ON b.id = p.brand"
		" WHERE p.id = :id AND b.name_key = :key");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":key", text_lower(cx->arena, name));
	int rc = db_one(q);
	*stays = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int update_head(
	struct cx *cx, int64_t id, int64_t rev, const struct product_head *head)
{
	int64_t brand = 0;
	bool stays = !head->brand;
	int rc = stays ? OK : brand_stays(cx, id, head->brand, &stays);
	if (rc == OK && !stays)
		rc = brand_by_name(cx, head->brand, &brand);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product SET kind = coalesce(:kind, kind),"
		" status = coalesce(:status, status),"
		" tax_class = coalesce(:tax, tax_class),"
		" maker_name = coalesce(:maker, maker_name),"
		" maker_address = coalesce(:address, maker_address),"
		" maker_email = coalesce(:email, maker_email),"
		" brand = CASE WHEN CAST(:keep AS BIGINT) = 1 THEN brand"
		"  ELSE CAST(:brand AS BIGINT) END,"
		" tags = coalesce(:tags, tags), updated_ms = :now,"
		" archived_ms = CASE"
		"  WHEN coalesce(:status, status) <> 'archived' THEN NULL"
		"  ELSE coalesce(archived_ms, :now) END,"
		" rev = rev + 1"
		" WHERE id = :id AND (CAST(:rev AS BIGINT) = 0 OR rev = :rev)");
	db_bind_text(q, ":kind", head->kind);
	db_bind_text(q, ":status", head->status);
	db_bind_text(q, ":tax", head->tax_class);
	db_bind_text(q, ":maker", head->maker_name);
	db_bind_text(q, ":address", head->maker_address);
	db_bind_text(q, ":email", head->maker_email);
	db_bind_int(q, ":keep", stays);
	db_bind_or_null(q, ":brand", brand);
	db_bind_text(q, ":tags", head->tags);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":rev", rev);
	return db_exec_one(q);
}

/* What is asked of all its variants, before and after its status moves. */
static int offers_log(struct cx *cx, int64_t product,
	int (*log)(struct cx *cx, int64_t variant))
{
	int64_t variant = 0;
	int rc = OK;
	while (rc == OK) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT id FROM variant WHERE product = :product"
			" AND id > :after ORDER BY id LIMIT 1");
		db_bind_int(q, ":product", product);
		db_bind_int(q, ":after", variant);
		rc = db_one(q);
		if (rc == OK)
			variant = db_next_int(q);
		db_done(q);
		if (rc == OK)
			rc = log(cx, variant);
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int product_update(
	struct cx *cx, int64_t id, int64_t rev, const struct product_head *head)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = offers_log(cx, id, price_offer_log);
	if (rc == OK)
		rc = update_head(cx, id, rev, head);
	if (rc == OK)
		rc = product_write_more(cx, id, head);
	if (rc == OK)
		rc = offers_log(cx, id, price_offer_changed);
	if (rc == OK)
		rc = audit_add(cx, "product", id, "save", NULL, head->status);
	if (rc == OK)
		rc = search_index_all(cx, id);
	if (rc == OK)
		rc = catalogue_touch_product(cx, id);
	return db_end(cx->db, rc);
}

static int write_publish(
	struct cx *cx, int64_t id, int64_t from_ms, int64_t to_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product SET publish_from_ms = :from,"
		" publish_to_ms = :to, updated_ms = :now, rev = rev + 1"
		" WHERE id = :id");
	db_bind_or_null(q, ":from", from_ms);
	db_bind_or_null(q, ":to", to_ms);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

int product_set_publish(
	struct cx *cx, int64_t id, int64_t from_ms, int64_t to_ms)
{
	if (from_ms < 0 || to_ms < 0 || (to_ms && to_ms <= from_ms))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = offers_log(cx, id, price_offer_log);
	if (rc == OK)
		rc = write_publish(cx, id, from_ms, to_ms);
	if (rc == OK)
		rc = offers_log(cx, id, price_offer_changed);
	if (rc == OK)
		rc = audit_add(cx, "product", id, "publish", NULL, NULL);
	if (rc == OK)
		rc = catalogue_touch_product(cx, id);
	return db_end(cx->db, rc);
}

static int write_words(struct cx *cx, int64_t id, const char *locale,
	const struct product_words *w)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_text (product, locale, name, name_sort,"
		" summary, description, facts, safety, seo_title, seo_text,"
		" repair) VALUES (:product, :locale, :name, :sort, :summary,"
		" :description, :facts, :safety, :seo_title, :seo_text,"
		" coalesce(CAST(:repair AS TEXT), ''))"
		" ON CONFLICT (product, locale) DO UPDATE"
		" SET name = excluded.name, name_sort = excluded.name_sort,"
		" summary = excluded.summary,"
		" description = excluded.description,"
		" facts = excluded.facts, safety = excluded.safety,"
		" seo_title = excluded.seo_title,"
		" seo_text = excluded.seo_text, repair ="
		" coalesce(CAST(:repair AS TEXT), product_text.repair)");
	db_bind_int(q, ":product", id);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":name", or_text(w->name, ""));
	db_bind_text(
		q, ":sort", text_fold(cx->arena, locale, or_text(w->name, "")));
	db_bind_text(q, ":summary", or_text(w->summary, ""));
	db_bind_text(q, ":description", or_text(w->description, ""));
	db_bind_text(q, ":facts", or_text(w->facts, ""));
	db_bind_text(q, ":safety", or_text(w->safety, ""));
	db_bind_text(q, ":seo_title", or_text(w->seo_title, ""));
	db_bind_text(q, ":seo_text", or_text(w->seo_text, ""));
	db_bind_text(q, ":repair", w->repair);
	return db_exec(q, NULL);
}

static bool has_slug(struct cx *cx, int64_t id, const char *locale)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM slug WHERE kind = 'product'"
		" AND locale = :locale AND target = :id AND current = 1");
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":id", id);
	bool yes = db_one(q) == OK && db_next_int(q) > 0;
	db_done(q);
	return yes;
}

static int set_slug(struct cx *cx, int64_t id, const char *locale,
	const struct product_words *w)
{
	const char *wish = w->slug;
	if (!wish) {
		if (has_slug(cx, id, locale) || !w->name || !*w->name)
			return OK;
		wish = w->name;
	}
	const char *slug = text_slug(cx->arena, wish);
	if (!*slug)
		slug = arena_printf(cx->arena, "p%lld", (long long)id);
	return slug_set(cx, "product", locale, id, slug, NULL);
}

int product_set_words(struct cx *cx, int64_t id, const char *locale,
	const struct product_words *words)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = write_words(cx, id, locale, words);
	if (rc == OK)
		rc = set_slug(cx, id, locale, words);
	if (rc == OK)
		rc = search_index_all(cx, id);
	if (rc == OK)
		rc = catalogue_touch_product(cx, id);
	return db_end(cx->db, rc);
}

int product_set_categories(
	struct cx *cx, int64_t id, const int64_t *categories, size_t n)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM product_category WHERE product = :product");
	db_bind_int(q, ":product", id);
	rc = db_exec(q, NULL);
	for (size_t i = 0; rc == OK && i < n; i++) {
		q = DB_SQL(cx->db,
			"INSERT INTO product_category"
			" (product, category, position)"
			" VALUES (:product, :category, :position)"
			" ON CONFLICT (product, category) DO NOTHING");
		db_bind_int(q, ":product", id);
		db_bind_int(q, ":category", categories[i]);
		db_bind_int(q, ":position", (int64_t)i);
		rc = db_exec(q, NULL);
	}
	if (rc == OK)
		rc = search_index_all(cx, id);
	if (rc == OK)
		rc = catalogue_touch_product(cx, id);
	return db_end(cx->db, rc);
}

static int option_name(
	struct cx *cx, int64_t option, const char *locale, const char *name)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO option_text (option, locale, name)"
		" VALUES (:option, :locale, :name)"
		" ON CONFLICT (option, locale)"
		" DO UPDATE SET name = excluded.name");
	db_bind_int(q, ":option", option);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":name", name);
	return db_exec(q, NULL);
}

int option_put(struct cx *cx, int64_t product, const char *code,
	const char *locale, const char *name, int64_t *option)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO option (product, code, position)"
		" SELECT CAST(:product AS BIGINT), CAST(:code AS TEXT),"
		" coalesce(max(position), 0) + 1 FROM option"
		" WHERE product = :product"
		" ON CONFLICT (product, code)"
		" DO UPDATE SET code = excluded.code RETURNING id");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":code", code);
	int rc = db_insert(q, option);
	if (rc == OK)
		rc = option_name(cx, *option, locale, name);
	return rc == OK ? catalogue_touch_product(cx, product) : rc;
}

/* What a value is called in a language, and whose option it is. */
static int value_name(struct cx *cx, int64_t value, const char *locale,
	const char **name, int64_t *product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.product, coalesce(t.name, '') FROM option_value v"
		" JOIN option o ON o.id = v.option"
		" LEFT JOIN option_value_text t ON t.option_value = v.id"
		"  AND t.locale = :locale WHERE v.id = :value");
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":value", value);
	int rc = db_one(q);
	if (rc == OK) {
		*product = db_next_int(q);
		*name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int option_value_put(struct cx *cx, int64_t option, const char *code,
	const char *swatch, const char *locale, const char *name,
	int64_t *value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO option_value (option, code, swatch, position)"
		" SELECT CAST(:option AS BIGINT), CAST(:code AS TEXT),"
		" CAST(:swatch AS TEXT), coalesce(max(position), 0) + 1"
		" FROM option_value WHERE option = :option"
		" ON CONFLICT (option, code)"
		" DO UPDATE SET swatch = excluded.swatch RETURNING id");
	db_bind_int(q, ":option", option);
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":swatch", or_text(swatch, ""));
	const char *was = "";
	int64_t product = 0;
	int rc = db_insert(q, value);
	if (rc == OK)
		rc = value_name(cx, *value, locale, &was, &product);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"INSERT INTO option_value_text (option_value, locale, name)"
		" VALUES (:value, :locale, :name)"
		" ON CONFLICT (option_value, locale)"
		" DO UPDATE SET name = excluded.name");
	db_bind_int(q, ":value", *value);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":name", name);
	rc = db_exec(q, NULL);
	if (rc == OK && strcmp(was, name) != 0)
		rc = search_index_all(cx, product);
	return rc == OK ? catalogue_touch_product(cx, product) : rc;
}
