/* The owner's menu: every page of the admin that a link leads to. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "lib/tr.h"

struct entry {
	const char *nav;  /* admin_page.nav of the pages below it */
	const char *icon; /* a symbol of templates/admin/head.tpl */
	const char *text;
	const char *href; /* NULL: "/admin/NAV" */
};

/* Always in sight. */
static const struct entry first[] = {
	{"overview", "home", N_("Overview"), "/admin"},
	{"orders", "bag", N_("Orders"), NULL},
	{"products", "box", N_("Products"), NULL},
	{"customers", "people", N_("Customers"), NULL},
	{"settings", "gear", N_("Settings"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct entry selling[] = {
	{"cases", "back", N_("Returns"), NULL},
	{"promotions", "rate", N_("Promotions"), NULL},
	{"gift-cards", "gift", N_("Gift cards"), NULL},
	{"suggestions", "chart", N_("Suggestions"), NULL},
	{"customer-groups", "people", N_("Customer groups"), NULL},
	{"segments", "people", N_("Segments"), NULL},
	{"interests", "star", N_("Interests"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct entry voices[] = {
	{"reviews", "star", N_("Reviews"), NULL},
	{"questions", "ask", N_("Questions"), NULL},
	{"wanted", "bag", N_("Wanted"), NULL},
	{"subscribers", "text", N_("Letters"), NULL},
	{"privacy", "stamp", N_("Privacy requests"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct entry accounts[] = {
	{"bank", "bank", N_("Bank"), NULL},
	{"books", "book", N_("Bookkeeping"), NULL},
	{"tax-rates", "rate", N_("Tax rates"), NULL},
	{"vat-numbers", "stamp", N_("VAT numbers"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct entry catalogue[] = {
	{"categories", "tree", N_("Categories"), NULL},
	{"brands", "stamp", N_("Brands"), NULL},
	{"attributes", "rows", N_("Attributes"), NULL},
	{"size-guides", "rule", N_("Size guides"), NULL},
	{"media", "picture", N_("Pictures"), NULL},
	{"import", "swap", N_("Import and export"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct entry delivery[] = {
	{"delivery", "box", N_("Delivery methods"), NULL},
	{"zones", "tree", N_("Delivery zones"), NULL},
	{"locations", "home", N_("Stores and stock places"), NULL},
	{"points", "turn", N_("Pickup points"), NULL},
	{"closed-days", "clock", N_("Closed days"), NULL},
	{"delivery-try", "search", N_("Try delivery"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct entry shop[] = {
	{"home", "picture", N_("Home page"), NULL},
	{"texts", "text", N_("Texts and pages"), NULL},
	{"searches", "search", N_("Searches"), NULL},
	{"synonyms", "same", N_("Synonyms"), NULL},
	{"redirects", "turn", N_("Redirects"), NULL},
	{"jobs", "clock", N_("Jobs"), NULL},
	{NULL, NULL, NULL, NULL},
};

static const struct group {
	const char *text;
	const struct entry *entries;
} groups[] = {
	{N_("Selling"), selling},
	{N_("From customers"), voices},
	{N_("Money"), accounts},
	{N_("Catalogue"), catalogue},
	{N_("Delivery"), delivery},
	{N_("Shop"), shop},
	{NULL, NULL},
};

/* True when one of them is where the owner is. */
static bool entries_show(struct tpl *t, const char *section, struct req *r,
	const struct entry *entries, const char *nav)
{
	bool here = false;
	for (const struct entry *e = entries; e->nav; e++) {
		bool at = nav && strcmp(e->nav, nav) == 0;
		struct tpl *s = tpl_section(t, section);
		tpl_text(s, "HREF",
			e->href ? e->href
				: arena_printf(
					  r->cx.arena, "/admin/%s", e->nav));
		tpl_text(s, "SIGN", e->icon);
		tpl_text(s, "TEXT", tr(e->text));
		tpl_show_if(s, "HERE", at);
		here |= at;
	}
	return here;
}

void admin_menu_show(struct tpl *t, struct req *r, const char *nav)
{
	entries_show(t, "FIRST", r, first, nav);
	for (const struct group *g = groups; g->text; g++) {
		struct tpl *s = tpl_section(t, "GROUP");
		tpl_text(s, "GROUP_TEXT", tr(g->text));
		tpl_show_if(s, "GROUP_OPEN",
			entries_show(s, "ENTRY", r, g->entries, nav));
	}
}
