/* The shop's chrome: head, foot, and what is personal in them. */
#include "handlers/handlers.h"

#include <inttypes.h>
#include <string.h>

#include "domain/cart.h"
#include "domain/category.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "handlers/card.h"
#include "lib/asset.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tr.h"

/* Render t once per version and key, and append it to out. */
static int keep(struct req *r, const char *key, struct tpl *t, struct buf *out)
{
	size_t at = out->len;
	int rc = tpl_render(t, out);
	if (rc == OK)
		frag_keep(
			key, r->version, INT64_MAX, out->p + at, out->len - at);
	return rc;
}

static int menu_add(struct req *r, int64_t current, struct buf *out)
{
	char key[64];
	snprintf(key, sizeof(key), "menu/%s/%" PRId64, r->cx.locale, current);
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	struct category *cats;
	size_t n;
	int rc = category_list(&r->cx, 0, &cats, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "part/menu.tpl");
	tpl_text(t, "P", r->lang_prefix);
	for (size_t i = 0; i < n; i++) {
		if (!cats[i].products)
			continue;
		struct tpl *c = tpl_section(t, "CAT");
		tpl_text(c, "PATH", cats[i].path);
		tpl_text(c, "NAME", cats[i].name);
		tpl_show_if(c, "ON", cats[i].id == current);
	}
	return keep(r, key, t, out);
}

static void foot_link(
	struct req *r, struct tpl *t, const char *role, const char *section)
{
	struct text_page p;
	if (text_page_by_role(&r->cx, role, &p) == OK && p.path)
		tpl_text(tpl_section(t, section), "PATH", p.path);
}

static void foot_contact(struct req *r, struct tpl *t)
{
	const char *phone = setting_get(&r->cx, "shop.phone");
	const char *email = setting_get(&r->cx, "shop.email");
	const char *hours = setting_get(&r->cx, "shop.hours");
	if (*phone) {
		struct tpl *s = tpl_section(t, "PHONE");
		tpl_text(s, "PHONE_TEXT", phone);
		char *tel = arena_strdup(r->cx.arena, phone), *to = tel;
		for (const char *c = phone; *c; c++)
			if (strchr("+0123456789", *c))
				*to++ = *c;
		*to = '\0';
		tpl_text(s, "TEL", tel);
	}
	if (*email)
		tpl_text(tpl_section(t, "EMAIL"), "ADDRESS", email);
	if (*hours)
		tpl_text(tpl_section(t, "HOURS"), "TEXT", hours);
}

static int foot_add(struct req *r, struct buf *out)
{
	char key[32];
	snprintf(key, sizeof(key), "foot/%s", r->cx.locale);
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	struct tpl *t = tpl_new(&r->cx, "part/foot.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	foot_link(r, t, "delivery", "DELIVERY");
	foot_link(r, t, "terms", "TERMS");
	foot_link(r, t, "privacy", "PRIVACY");
	foot_link(r, t, "accessibility", "ACCESS");
	foot_contact(r, t);

	struct text_page *pages;
	size_t n, shown = 0;
	int rc = text_page_list(&r->cx, &pages, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (*pages[i].role || !pages[i].path)
			continue;
		struct tpl *p = tpl_section(t, "PAGE");
		tpl_text(p, "PATH", pages[i].path);
		tpl_text(p, "TITLE", pages[i].title);
		shown++;
	}
	tpl_show_if(t, "NOPAGE", shown == 0);
	return rc < 0 ? rc : keep(r, key, t, out);
}

static int company_add(struct req *r, struct buf *out)
{
	char key[32];
	snprintf(key, sizeof(key), "company/%s", r->cx.locale);
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	struct tpl *t = tpl_new(&r->cx, "part/company.tpl");
	const char *company = setting_get(&r->cx, "shop.company");
	tpl_text(t, "COMPANY",
		*company ? company : setting_get(&r->cx, "shop.name"));
	const char *id = setting_get(&r->cx, "shop.business_id");
	if (*id)
		tpl_text(tpl_section(t, "ID"), "BUSINESS_ID", id);
	tpl_text(t, "STREET", setting_get(&r->cx, "shop.street"));
	tpl_text(t, "POSTAL", setting_get(&r->cx, "shop.postal"));
	tpl_text(t, "CITY", setting_get(&r->cx, "shop.city"));
	return keep(r, key, t, out);
}

static int icons_add(struct req *r, struct buf *out)
{
	static const char key[] = "icons";
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	return keep(r, key, tpl_new(&r->cx, "part/icons.tpl"), out);
}

/* What the page's address is in a language: "/fi/p/muki". */
static const char *address_in(
	struct req *r, const struct page *p, const char *code)
{
	const char *path = p->alternate
				   ? p->alternate(r, code, p->alternate_arg)
				   : r->path;
	if (!path)
		path = "/";
	if (strcmp(code, r->cx.root) == 0)
		return path;
	return arena_printf(
		r->cx.arena, "/%s%s", code, strcmp(path, "/") == 0 ? "" : path);
}

static void head_links(struct tpl *t, struct req *r, const struct page *p)
{
	tpl_text(t, "ICON", static_url("img/icon.svg"));
	tpl_text(t, "CSS", static_url("css/shop.css"));
	tpl_text(t, "JS", static_url("js/shop.js"));
	if (p->script)
		tpl_text(
			tpl_section(t, "SCRIPT"), "URL", static_url(p->script));
	if (!p->canonical)
		return;
	tpl_textf(tpl_section(t, "CANONICAL"), "URL", "%s%s%s",
		r->conf->base_url, r->lang_prefix,
		*r->lang_prefix && strcmp(p->canonical, "/") == 0
			? ""
			: p->canonical);
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		struct tpl *a = tpl_section(t, "ALTERNATE");
		tpl_text(a, "CODE", l->code);
		tpl_textf(a, "URL", "%s%s", r->conf->base_url,
			address_in(r, p, l->code));
	}
}

static void head_strip(struct tpl *t, struct req *r)
{
	struct money limit = money(setting_int(&r->cx, "delivery.free_from"));
	const char *notice = setting_get(&r->cx, "shop.notice");
	if (limit.minor <= 0 && !*notice)
		return;
	struct tpl *s = tpl_section(t, "STRIP");
	if (limit.minor > 0)
		tpl_money(tpl_section(s, "FREE"), "LIMIT", limit);
	if (*notice) {
		struct tpl *n = tpl_section(s, "NOTE");
		tpl_text(n, "CLASS", limit.minor > 0 ? "xtra" : "");
		tpl_textf(n, "TEXT", "%s%s", limit.minor > 0 ? " · " : "",
			notice);
	}
}

static void head_cart(struct tpl *t, struct req *r)
{
	int64_t n = 0;
	if (!r->visitor || r->visitor->is_new ||
		cart_count(&r->cx, r->visitor->id_hash, &n) < 0 || n <= 0)
		return;
	struct tpl *c = tpl_section(t, "COUNT");
	tpl_int(c, "N", n);
	tpl_text(c, "ITEMS", tr_n("item", "items", (long)n));
}

/* The part of the head that holds for one visitor. */
static int head_full(struct tpl *t, struct req *r, const struct page *p)
{
	struct tpl *full = tpl_section(t, "FULL");
	tpl_text(full, "TOKEN", req_csrf(r));
	tpl_textf(full, "HERE", "%s%s%s", r->path, *r->query_raw ? "?" : "",
		r->query_raw);
	tpl_text(full, "QUERY", p->search ? p->search : "");
	head_strip(full, r);
	head_cart(full, r);
	struct buf *menu = page_buf(r);
	int rc = menu_add(r, p->category, menu);
	if (rc == OK)
		tpl_html(full, "MENU", menu->p, menu->len);
	return rc;
}

int page_head(struct req *r, const struct page *p)
{
	struct tpl *t = tpl_new(&r->cx, "part/head.tpl");
	const char *shop = setting_get(&r->cx, "shop.name");
	tpl_text(t, "LANG", r->cx.locale);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "SHOP", shop);
	tpl_textf(t, "TITLE", "%s · %s", p->title, shop);
	if (p->description && *p->description)
		tpl_text(tpl_section(t, "DESCRIBED"), "DESCRIPTION",
			p->description);
	tpl_show_if(t, "NOINDEX", p->noindex);
	head_links(t, r, p);
	struct buf *icons = page_buf(r);
	int rc = icons_add(r, icons);
	if (rc < 0)
		return rc;
	tpl_html(t, "ICONS", icons->p, icons->len);
	if (p->plain)
		tpl_show(t, "PLAIN");
	else
		rc = head_full(t, r, p);
	if (rc < 0)
		return rc;
	const char *flash = flash_take(r);
	if (flash)
		tpl_text(tpl_section(t, "FLASH"), "TEXT", flash);
	return tpl_render(t, r->out);
}

static int end_links(struct tpl *t, struct req *r)
{
	struct tpl *small = tpl_section(t, "SMALL");
	static const char *const roles[] = {"terms", "privacy"};
	for (size_t i = 0; i < 2; i++) {
		struct text_page p;
		if (text_page_by_role(&r->cx, roles[i], &p) < 0 || !p.path)
			continue;
		struct tpl *l = tpl_section(small, "LINK");
		tpl_text(l, "PATH", p.path);
		tpl_text(l, "NAME", p.title);
	}
	return OK;
}

int page_foot(struct req *r, const struct page *p)
{
	struct tpl *t = tpl_new(&r->cx, "part/end.tpl");
	struct buf *company = page_buf(r), *foot = page_buf(r);
	int rc = company_add(r, company);
	if (rc == OK && p->plain)
		rc = end_links(t, r);
	else if (rc == OK)
		rc = foot_add(r, foot);
	if (rc < 0)
		return rc;
	tpl_text(t, "P", r->lang_prefix);
	tpl_html(t, "COMPANY", company->p, company->len);
	if (!p->plain)
		tpl_html(tpl_section(t, "FULL"), "FOOT", foot->p, foot->len);
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		struct tpl *s = tpl_section(t, "LANGUAGE");
		tpl_text(s, "CODE", l->code);
		tpl_text(s, "NAME", l->name);
		tpl_text(s, "PATH", address_in(r, p, l->code));
		tpl_show_if(s, "ON", strcmp(l->code, r->cx.locale) == 0);
	}
	tpl_show_if(t, "DEMO", r->conf->demo);
	return tpl_render(t, r->out);
}

int page_send(struct req *r, const struct page *p, struct tpl *t, int status)
{
	int rc = page_head(r, p);
	if (rc == OK && t)
		rc = tpl_render(t, r->out);
	if (rc == OK)
		rc = page_foot(r, p);
	return rc == OK ? resp_html(r, status) : rc;
}

void page_csrf(struct req *r, struct tpl *t)
{
	tpl_text(t, "TOKEN", req_csrf(r));
}
