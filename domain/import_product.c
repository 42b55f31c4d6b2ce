#include "domain/import_product.h"

#include <string.h>

#include "domain/media.h"
#include "domain/origin.h"
#include "domain/product_edit.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/* What was imported of a product: its own part and its pictures, apart, so
 * that a new text leaves the pictures alone. */
static const char *digest_head(struct cx *cx, const struct import_plan *plan,
	const struct import_product *p)
{
	const char *part[] = {plan->locale, p->title, p->description, p->brand,
		p->tags, p->status, p->kind, p->tax_class, p->seo_title,
		p->seo_text, p->summary ? p->summary : ""};
	struct buf b = {0};
	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++)
		buf_add(&b, part[i], strlen(part[i]) + 1);
	const struct import_path *path = IMPORT_AT(
		p->categories, struct import_path);
	for (size_t i = 0; i < IMPORT_N(p->categories, struct import_path); i++)
		for (size_t k = 0; k <= path[i].n; k++)
			buf_addf(&b, "%s\n",
				k < path[i].n ? path[i].part[k] : "");
	const struct import_attribute *fact = IMPORT_AT(
		p->attributes, struct import_attribute);
	for (size_t i = 0; i < IMPORT_N(p->attributes, struct import_attribute);
		i++) {
		buf_addf(&b, "\r%s", fact[i].name);
		for (size_t k = 0; k < fact[i].n; k++)
			buf_addf(&b, "\n%s", fact[i].values[k]);
	}
	const struct import_relation *to = IMPORT_AT(
		p->relations, struct import_relation);
	for (size_t i = 0; i < IMPORT_N(p->relations, struct import_relation);
		i++)
		buf_addf(&b, "\r%s %s", to[i].kind, to[i].handle);
	const char *hex = crypt_sha256(cx->arena, b.p, b.len);
	buf_release(&b);
	return hex;
}

static const char *digest_pictures(
	struct cx *cx, const struct import_product *p)
{
	const struct import_picture *all = IMPORT_AT(
		p->pictures, struct import_picture);
	struct buf b = {0};
	buf_adds(&b, "pictures");
	for (size_t i = 0; i < IMPORT_N(p->pictures, struct import_picture);
		i++) {
		buf_add(&b, all[i].url, strlen(all[i].url) + 1);
		buf_add(&b, all[i].alt, strlen(all[i].alt) + 1);
	}
	const char *hex = crypt_sha256(cx->arena, b.p, b.len);
	buf_release(&b);
	return hex;
}

/* ---- words ---- */

static int put_head(struct import_run *run, const struct import_product *p,
	int64_t *product)
{
	struct product_head head = {.kind = p->kind,
		.status = p->status,
		.tax_class = p->tax_class,
		.brand = p->brand,
		.tags = p->tags};
	if (*product)
		return product_update(run->cx, *product, 0, &head);
	head.maker_name = head.maker_address = head.maker_email = "";
	return product_create(run->cx, &head, product);
}

/* What the other shop has no column for and the owner may have written. */
static int own_words(
	struct import_run *run, int64_t product, struct product_words *words)
{
	struct cx *cx = run->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT summary, facts, safety FROM product_text"
		" WHERE product = :product AND locale = :locale");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", run->plan->locale);
	int rc = db_one(q);
	if (rc == OK) {
		words->summary = db_next_text(q, cx->arena);
		words->facts = db_next_text(q, cx->arena);
		words->safety = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int put_words(struct import_run *run, const struct import_product *p,
	int64_t product, bool is_new)
{
	struct cx *cx = run->cx;
	struct product_words words = {.name = p->title,
		.description = p->description,
		.seo_title = p->seo_title,
		.seo_text = p->seo_text};
	int rc = own_words(run, product, &words);
	if (rc < 0)
		return rc;
	if (p->summary)
		words.summary = p->summary;
	if (is_new) {
		/* The handle was the address in the other shop: keep it. */
		words.slug = text_slug(
			cx->arena, p->slug ? p->slug : p->handle);
		if (!*words.slug)
			words.slug = text_slug(cx->arena, p->title);
		if (!*words.slug)
			words.slug = arena_printf(cx->arena, "product-%.6s",
				crypt_sha256_str(cx->arena, p->handle));
	}
	return product_set_words(cx, product, run->plan->locale, &words);
}

static int put_categories(
	struct import_run *run, const struct import_product *p, int64_t product)
{
	size_t n = IMPORT_N(p->categories, struct import_path);
	const struct import_path *all = IMPORT_AT(
		p->categories, struct import_path);
	int64_t *ids = ARENA_ARRAY(run->cx->arena, int64_t, n + 1);
	if (n == 0)
		return OK;
	for (size_t i = 0; i < n; i++) {
		int rc = import_category(run, &all[i], &ids[i]);
		if (rc < 0)
			return rc;
	}
	return product_set_categories(run->cx, product, ids, n);
}

/* ---- pictures ---- */

/* Take off what an earlier import brought and the file has no more. */
static int drop_old_pictures(
	struct cx *cx, int64_t product, const int64_t *keep, size_t n)
{
	int64_t id = 0;
	for (;;) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT m.id FROM product_media pm"
			" JOIN media m ON m.id = pm.media"
			" WHERE pm.product = :product AND m.id > :after"
			" AND m.source_url <> '' ORDER BY m.id LIMIT 1");
		db_bind_int(q, ":product", product);
		db_bind_int(q, ":after", id);
		int rc = db_one(q);
		if (rc == OK)
			id = db_next_int(q);
		db_done(q);
		if (rc < 0)
			return rc == ERR_NOT_FOUND ? OK : rc;
		bool wanted = false;
		for (size_t i = 0; i < n; i++)
			wanted |= keep[i] == id;
		if (!wanted && (rc = media_detach(cx, product, id)) < 0)
			return rc;
	}
}

static int put_pictures(struct import_run *run, const struct import_product *p,
	int64_t product, bool is_new)
{
	struct cx *cx = run->cx;
	size_t n = IMPORT_N(p->pictures, struct import_picture);
	const struct import_picture *all = IMPORT_AT(
		p->pictures, struct import_picture);
	int64_t *ids = ARENA_ARRAY(cx->arena, int64_t, n + 1);
	int rc = OK;
	for (size_t i = 0; i < n && rc == OK; i++) {
		rc = media_add_remote(cx, all[i].url, &ids[i]);
		if (rc == OK && *all[i].alt)
			rc = media_set_alt(
				cx, ids[i], run->plan->locale, all[i].alt);
		if (rc == OK)
			rc = media_attach(cx, product, ids[i]);
	}
	if (rc < 0 || is_new)
		return rc;
	rc = drop_old_pictures(cx, product, ids, n);
	for (size_t i = n; i-- > 0 && rc == OK;)
		rc = media_move_first(cx, product, ids[i]);
	return rc;
}

/* ---- one product ---- */

static int put_all(struct import_run *run, const struct import_product *p,
	const char *digest, bool head_changed, bool pictures_changed,
	int64_t *product)
{
	bool is_new = !*product;
	int rc = OK;
	if (head_changed) {
		rc = put_head(run, p, product);
		if (rc == OK)
			rc = put_words(run, p, *product, is_new);
		if (rc == OK)
			rc = put_categories(run, p, *product);
		if (rc == OK)
			rc = import_attributes_apply(run, p, *product);
	}
	if (rc == OK && pictures_changed)
		rc = put_pictures(run, p, *product, is_new);
	if (rc == OK && (head_changed || pictures_changed))
		rc = origin_keep(run->cx, run->plan->source,
			arena_printf(run->cx->arena, "product/%s", p->handle),
			"product", *product, digest);
	return rc;
}

int import_product_apply(struct import_run *run, const struct import_product *p)
{
	struct cx *cx = run->cx;
	const char *old;
	int64_t product;
	int rc = origin_find(cx, run->plan->source,
		arena_printf(cx->arena, "product/%s", p->handle), &product,
		&old);
	if (rc < 0)
		return rc;
	const char *head = digest_head(cx, run->plan, p);
	const char *pictures = digest_pictures(cx, p);
	const char *digest = arena_printf(cx->arena, "%s/%s", head, pictures);
	bool is_new = !product;
	bool head_changed = strncmp(old, head, CRYPT_HASH_HEX) != 0;
	bool pictures_changed = strlen(old) <= CRYPT_HASH_HEX ||
				strcmp(old + CRYPT_HASH_HEX + 1, pictures) != 0;
	bool variants_changed = false;

	rc = put_all(run, p, digest, head_changed, pictures_changed, &product);
	if (rc == OK)
		rc = import_address_apply(run, p, product);
	if (rc == OK)
		rc = import_variants_apply(run, p, product, &variants_changed);
	run->report->pictures += (int64_t)IMPORT_N(
		p->pictures, struct import_picture);
	if (is_new)
		run->report->products.new ++;
	else if (head_changed || pictures_changed || variants_changed)
		run->report->products.changed++;
	else
		run->report->products.same++;
	return rc;
}
