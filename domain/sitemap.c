#include "domain/sitemap.h"

#include "domain/brand.h"
#include "domain/category.h"
#include "domain/text_page.h"
#include "lib/db.h"
#include "lib/err.h"

/* What has been gone past, and what is kept of it. */
struct list {
	struct sitemap_entry *entry;
	size_t at, offset, n, limit;
};

static void add(struct list *l, const char *path, int64_t changed_ms)
{
	if (l->at++ >= l->offset && l->n < l->limit)
		l->entry[l->n++] = (struct sitemap_entry){path, changed_ms};
}

static int add_categories(struct cx *cx, struct list *l)
{
	struct category *cats;
	size_t n;
	int rc = category_all(cx, &cats, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (cats[i].products)
			add(l, cats[i].path, 0);
	return rc;
}

static int add_brands(struct cx *cx, struct list *l)
{
	struct brand *brands;
	size_t n;
	int rc = brand_list(cx, &brands, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (brands[i].path)
			add(l, brands[i].path, 0);
	return rc;
}

static int add_pages(struct cx *cx, struct list *l)
{
	struct text_page *pages;
	size_t n;
	int rc = text_page_list(cx, &pages, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (pages[i].path)
			add(l, pages[i].path, 0);
	return rc;
}

#define ON_SALE_HERE                                             \
	" FROM product p"                                        \
	" JOIN slug s ON s.kind = 'product' AND s.target = p.id" \
	"  AND s.current = 1 AND s.locale = :locale"             \
	" WHERE p.status = 'active'"                             \
	" AND coalesce(p.publish_from_ms, 0) <= :now"            \
	" AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)"

static int add_products(struct cx *cx, struct list *l)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT s.slug, p.updated_ms" ON_SALE_HERE
		" ORDER BY p.id LIMIT :limit OFFSET :offset");
	size_t skip = l->offset > l->at ? l->offset - l->at : 0;
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":limit", (int64_t)(l->limit - l->n));
	db_bind_int(q, ":offset", (int64_t)skip);
	l->at += skip;
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *slug = db_next_text(q, cx->arena);
		int64_t changed_ms = db_next_int(q);
		add(l, arena_printf(cx->arena, "/p/%s", slug), changed_ms);
	}
	db_done(q);
	return rc;
}

static int add_few(struct cx *cx, struct list *l)
{
	add(l, "/", 0);
	int rc = add_categories(cx, l);
	if (rc == OK)
		rc = add_brands(cx, l);
	return rc == OK ? add_pages(cx, l) : rc;
}

int sitemap_list(struct cx *cx, size_t offset, size_t limit,
	struct sitemap_entry **out, size_t *n)
{
	struct list l = {.offset = offset, .limit = limit};
	l.entry = ARENA_ARRAY(cx->arena, struct sitemap_entry, limit + 1);
	int rc = add_few(cx, &l);
	if (rc == OK)
		rc = add_products(cx, &l);
	*out = l.entry;
	*n = l.n;
	return rc;
}

int sitemap_count(struct cx *cx, size_t *n)
{
	struct list l = {0};
	int rc = add_few(cx, &l);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" ON_SALE_HERE);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":now", cx->now);
	rc = db_one(q);
	if (rc == OK)
		*n = l.at + (size_t)db_next_int(q);
	db_done(q);
	return rc;
}
