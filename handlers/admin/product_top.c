/* The top of a product's pages: its name, the way between them. */
#include "handlers/admin/product_form.h"

#include <string.h>

#include "handlers/admin/admin.h"

/* In the order of enum product_tab. */
static const struct {
	const char *path, *name;
} tabs[] = {
	{"", N_("Product")},
	{"/details", N_("Properties")},
	{"/links", N_("Related products and files")},
	{"/plan", N_("Sales and dates")},
	{"/parts", N_("Set of parts")},
};

static void tabs_show(
	struct tpl *t, struct req *r, int64_t id, enum product_tab at)
{
	struct tpl *nav = tpl_section(t, "TABS");
	for (size_t i = 0; i < sizeof(tabs) / sizeof(tabs[0]); i++) {
		struct tpl *s = tpl_section(nav, "TAB");
		tpl_text(s, "HREF",
			arena_printf(r->cx.arena, "/admin/products/%lld%s",
				(long long)id, tabs[i].path));
		tpl_text(s, "NAME", tr(tabs[i].name));
		tpl_show_if(s, "ON", i == (size_t)at);
	}
}

int product_send(struct req *r, const struct product *p, enum product_tab at,
	struct tpl *t, int status)
{
	struct arena *a = r->cx.arena;
	struct tpl *top = tpl_include(t, "TOP", "admin/product_top.tpl");
	const char *name = !p         ? tr("New product")
			   : *p->name ? p->name
				      : tr("Product without a name");
	struct admin_page page = {
		.title = name,
		.nav = "products",
		.back = "/admin/products",
		.back_text = tr("Products"),
	};
	tpl_text(top, "HEADING", name);
	if (p) {
		tabs_show(top, r, p->id, at);
		tpl_show_if(
			top, "ARCHIVED", strcmp(p->status, "archived") == 0);
	}
	if (p && at != TAB_PRODUCT)
		page.title = arena_printf(a, "%s: %s", name, tr(tabs[at].name));
	if (p && p->slug && strcmp(p->status, "active") == 0) {
		struct tpl *s = tpl_section(top, "PUBLIC");
		tpl_text(s, "SHOP_HREF", arena_printf(a, "/p/%s", p->slug));
	}
	return admin_send(r, &page, t, status);
}
