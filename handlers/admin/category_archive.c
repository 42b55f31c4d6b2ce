/* Taking a category out of the shop, and back. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/setting.h"
#include "lib/err.h"
#include "lib/tr.h"

static int category_of(struct req *r, struct category *c)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : category_get(&r->cx, id, c);
}

static int archive_ties_show(
	struct tpl *t, struct req *r, const struct category *c)
{
	struct category_ties ties = {0, 0};
	struct category *below = NULL;
	size_t n = 0;
	int rc = category_ties(&r->cx, c->id, &ties);
	if (rc == OK)
		rc = category_list(&r->cx, c->id, &below, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, ties.products ? "PRODUCTS" : "EMPTY");
	if (ties.products)
		tpl_text(s, "PRODUCTS_TEXT",
			arena_printf(r->cx.arena,
				tr_n("%ld product stands in it and stays for "
				     "sale.",
					"%ld products stand in it and stay for "
					"sale.",
					(long)ties.products),
				(long)ties.products));
	if (ties.only_here) {
		struct tpl *o = tpl_section(s, "ONLY_HERE");
		tpl_int(o, "COUNT", ties.only_here);
	}
	struct tpl *list = n ? tpl_section(t, "BELOW") : NULL;
	for (size_t i = 0; i < n; i++)
		tpl_text(tpl_section(list, "CHILD"), "CHILD_NAME",
			below[i].name);
	tpl_show_if(t, "HOME",
		strcmp(setting_get(&r->cx, "home.link"), c->path) == 0);
	return OK;
}

/* GET /admin/categories/:id/archive */
int admin_category_archive_ask(struct req *r)
{
	struct category c;
	int rc = category_of(r, &c);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/category_archive.tpl");
	tpl_textf(t, "ID", "%lld", (long long)c.id);
	tpl_text(t, "NAME", c.name);
	tpl_text(t, "PATH", c.path);
	rc = archive_ties_show(t, r, &c);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = tr("Archive a category"),
		.nav = "categories",
		.back = arena_printf(
			r->cx.arena, "/admin/categories/%lld", (long long)c.id),
		.back_text = c.name,
	};
	return admin_send(r, &page, t, 200);
}

/* POST /admin/categories/:id/archive */
int admin_category_archive(struct req *r)
{
	struct category c;
	int rc = category_of(r, &c);
	if (rc == OK)
		rc = category_archive(&r->cx, c.id);
	if (rc < 0)
		return rc;
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/categories?undo=%lld",
			   (long long)c.id));
}

/* POST /admin/categories/:id/restore */
int admin_category_restore(struct req *r)
{
	int rc = category_restore(&r->cx, admin_path_int(r, "id"));
	/* pressed twice: it is back already */
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	flash_set(r, tr("Back again."));
	return resp_redirect(r, "/admin/categories");
}
