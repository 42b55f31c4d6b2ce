/* Products as Shopify's import takes them: the columns of its template. */
#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/export.h"
#include "domain/import.h"
#include "domain/product.h"
#include "lib/csv.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/money.h"

static const char *const columns[] = {"Title", "URL handle", "Description",
	"Vendor", "Type", "Tags", "Published on online store", "Status", "SKU",
	"Barcode", "Option1 name", "Option1 value", "Option2 name",
	"Option2 value", "Option3 name", "Option3 value", "Price",
	"Compare-at price", "Charge tax", "Unit price total measure",
	"Unit price total measure unit", "Inventory tracker",
	"Inventory quantity", "Continue selling when out of stock",
	"Weight value (grams)", "Weight unit for display", "Requires shipping",
	"Product image URL", "Image position", "Image alt text",
	"Variant image URL", "Gift card", "SEO title", "SEO description", NULL};

struct sheet {
	struct cx cx; /* in the language asked for */
	struct buf *out;
	size_t cells; /* of the row so far */
};

static void cell(struct sheet *s, const char *text)
{
	csv_cell(s->out, s->cells == 0, text ? text : "");
	s->cells++;
}

static void number(struct sheet *s, int64_t n)
{
	cell(s, arena_printf(s->cx.arena, "%lld", (long long)n));
}

static void end(struct sheet *s)
{
	while (columns[s->cells])
		cell(s, "");
	buf_adds(s->out, "\r\n");
	s->cells = 0;
}

struct head {
	const char *tags, *kind, *seo_title, *seo_text, *type;
};

static int head_read(struct cx *cx, int64_t product, struct head *h)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT p.tags, p.kind, coalesce(t.seo_title, ''),"
		" coalesce(t.seo_text, '') FROM product p"
		" LEFT JOIN product_text t ON t.product = p.id"
		"  AND t.locale = :locale WHERE p.id = :id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":id", product);
	int rc = db_one(q);
	if (rc == OK) {
		h->tags = db_next_text(q, cx->arena);
		h->kind = db_next_text(q, cx->arena);
		h->seo_title = db_next_text(q, cx->arena);
		h->seo_text = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

/* The address that a picture came from; "": it has none of its own. */
static const char *url_of(struct cx *cx, int64_t media)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT source_url FROM media WHERE id = :id");
	db_bind_int(q, ":id", media);
	const char *url = db_one(q) == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	return url;
}

static void add_head(
	struct sheet *s, const struct product *p, const struct head *h)
{
	cell(s, p->name);
	cell(s, p->slug);
	cell(s, md_render(s->cx.arena, p->description));
	cell(s, p->brand);
	cell(s, h->type);
	cell(s, h->tags);
	cell(s, strcmp(p->status, "active") ? "FALSE" : "TRUE");
	cell(s, !strcmp(p->status, "active")  ? "Active"
		: !strcmp(p->status, "draft") ? "Draft"
					      : "Archived");
}

static void add_options(
	struct sheet *s, const struct product *p, const struct variant *v)
{
	const char *key = v ? v->option_key : "";
	for (size_t i = 0; i < IMPORT_OPTIONS_MAX; i++) {
		const struct option *o = i < p->n_options ? &p->options[i]
							  : NULL;
		int64_t id = strtoll(key, NULL, 10);
		const char *name = NULL;
		for (size_t k = 0; o && k < o->n; k++)
			if (o->values[k].id == id)
				name = o->values[k].name;
		cell(s, o ? o->name : "");
		cell(s, name);
		key += strcspn(key, ".");
		key += *key == '.';
	}
}

static void add_measure(struct sheet *s, int64_t milli, const char *unit)
{
	bool told = milli > 0 && unit && *unit;
	cell(s, told ? arena_printf(s->cx.arena, "%lld.%03lld",
			       (long long)milli / 1000, (long long)milli % 1000)
		     : "");
	cell(s, told ? !strcmp(unit, "pc") ? "item" : unit : "");
}

static int add_variant(struct sheet *s, const struct product *p,
	const struct variant *v, const struct head *h)
{
	cell(s, v->sku);
	cell(s, v->gtin);
	add_options(s, p, v);
	cell(s, v->price.amount.minor < 0
			? ""
			: money_plain(s->cx.arena, v->price.amount));
	cell(s, v->price.reduced ? money_plain(s->cx.arena, v->price.prior)
				 : "");
	cell(s, !strcmp(h->kind, "gift_card") ? "FALSE" : "TRUE");
	add_measure(s, v->content_milli, v->content_unit);
	cell(s, v->stock.tracked ? "shopify" : "");
	if (v->stock.tracked)
		number(s, v->stock.on_hand);
	else
		cell(s, "");
	cell(s, v->stock.backorder ? "CONTINUE" : "DENY");
	number(s, v->weight_g);
	cell(s, "g");
	cell(s, "TRUE");
	return OK;
}

static void add_picture(struct sheet *s, const struct product *p, size_t i)
{
	const char *url = i < p->n_pictures ? url_of(&s->cx, p->pictures[i].id)
					    : "";
	cell(s, url);
	if (*url)
		number(s, (int64_t)i + 1);
	else
		cell(s, "");
	cell(s, *url ? p->pictures[i].alt : "");
}

/* The columns behind the variant's; some tell of the product, and stand in
 * its first row alone. */
static void add_row_end(struct sheet *s, const struct product *p,
	const struct head *h, size_t i)
{
	bool gift = !strcmp(h->kind, "gift_card");
	while (s->cells < 27)
		cell(s, "");
	add_picture(s, p, i);
	cell(s, i < p->n_variants && p->variants[i].media
			? url_of(&s->cx, p->variants[i].media)
			: "");
	cell(s, i ? "" : gift ? "TRUE" : "FALSE");
	cell(s, i ? "" : h->seo_title);
	cell(s, i ? "" : h->seo_text);
	end(s);
}

/* Row i of a product: its variant and its picture of that number. */
static int add_row(struct sheet *s, const struct product *p,
	const struct head *h, size_t i)
{
	int rc = OK;
	if (i == 0) {
		add_head(s, p, h);
	} else {
		cell(s, "");
		cell(s, p->slug);
		while (s->cells < 8)
			cell(s, "");
	}
	if (i < p->n_variants)
		rc = add_variant(s, p, &p->variants[i], h);
	add_row_end(s, p, h, i);
	return rc;
}

static int add_product(struct sheet *s, int64_t id)
{
	struct product p = {0};
	struct head h = {"", "", "", "", ""};
	int rc = product_get_any(&s->cx, id, &p);
	if (rc == OK)
		rc = head_read(&s->cx, id, &h);
	struct category c;
	if (rc == OK && p.category &&
		category_get(&s->cx, p.category, &c) == OK)
		h.type = c.name;
	size_t n = p.n_variants > p.n_pictures ? p.n_variants : p.n_pictures;
	for (size_t i = 0; rc == OK && i < (n ? n : 1); i++)
		rc = add_row(s, &p, &h, i);
	return rc;
}

static int next_product(struct cx *cx, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM product WHERE id > :after"
		" ORDER BY id LIMIT 1");
	db_bind_int(q, ":after", *id);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int export_shopify(struct cx *cx, const char *locale, struct buf *out)
{
	struct sheet s = {.cx = *cx, .out = out};
	int64_t id = 0;
	s.cx.locale = locale;
	int rc = db_read_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; columns[i]; i++)
		cell(&s, columns[i]);
	end(&s);
	while ((rc = next_product(cx, &id)) == OK)
		if ((rc = add_product(&s, id)) < 0)
			break;
	db_read_end(cx->db);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
