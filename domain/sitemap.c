#include "domain/sitemap.h"

#include "domain/category.h"
#include "domain/text_page.h"
#include "lib/db.h"
#include "lib/err.h"

struct list {
	struct sitemap_entry *entry;
	size_t n, limit;
};

static void add(struct list *l, const char *path, int64_t changed_ms)
{
	if (l->n < l->limit)
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

static int add_products(struct cx *cx, struct list *l)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT s.slug, p.updated_ms FROM product p"
		" JOIN slug s ON s.kind = 'product' AND s.target = p.id"
		"  AND s.current = 1 AND s.locale = :locale"
		" WHERE p.status = 'active'"
		" AND coalesce(p.publish_from_ms, 0) <= :now"
		" AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)"
		" ORDER BY p.id LIMIT :limit");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":limit", (int64_t)(l->limit - l->n));
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *slug = db_next_text(q, cx->arena);
		int64_t changed_ms = db_next_int(q);
		add(l, arena_printf(cx->arena, "/p/%s", slug), changed_ms);
	}
	db_done(q);
	return rc;
}

int sitemap_list(
	struct cx *cx, size_t limit, struct sitemap_entry **out, size_t *n)
{
	struct list l = {.limit = limit};
	l.entry = ARENA_ARRAY(cx->arena, struct sitemap_entry, limit + 1);
	add(&l, "/", 0);
	int rc = add_categories(cx, &l);
	if (rc == OK)
		rc = add_pages(cx, &l);
	if (rc == OK)
		rc = add_products(cx, &l);
	*out = l.entry;
	*n = l.n;
	return rc;
}
