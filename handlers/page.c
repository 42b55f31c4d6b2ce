/* Puts pages together: the kept parts, and between them what is personal. */
#include "handlers/handlers.h"

#include <string.h>

#include "domain/cart.h"
#include "domain/catalogue.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "domain/wishlist.h"
#include "handlers/card.h"
#include "handlers/chrome.h"
#include "handlers/consent.h"
#include "handlers/greeting.h"
#include "handlers/live.h"
#include "lib/asset.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/image.h"
#include "lib/tr.h"

static const char *canonical_url(struct req *r, const struct page *p)
{
	bool front = *r->lang_prefix && strcmp(p->canonical, "/") == 0;
	return arena_printf(r->cx.arena, "%s%s%s", r->conf->base_url,
		r->lang_prefix, front ? "" : p->canonical);
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

/* What is shown where somebody sends the address to others. */
static void top_shared(struct tpl *t, struct req *r, const struct page *p)
{
	if (!p->canonical)
		return;
	struct tpl *s = tpl_section(t, "SHARED");
	const char *shop = setting_get(&r->cx, "shop.name");
	tpl_text(s, "KIND", p->kind ? p->kind : "website");
	tpl_text(s, "SITE", shop);
	tpl_text(s, "LOCALE", tr_place(r->cx.locale));
	tpl_text(s, "TITLE", p->title);
	tpl_text(s, "URL", canonical_url(r, p));
	if (p->description && *p->description)
		tpl_text(tpl_section(s, "ABOUT"), "TEXT", p->description);
	const struct picture *pic = p->picture;
	if (!pic || !pic->sha256 || !pic->widths)
		return;
	struct tpl *i = tpl_section(s, "IMAGE");
	tpl_textf(i, "SRC", "%s%s", r->conf->base_url,
		image_url(r->cx.arena, pic->sha256, pic->width));
	tpl_int(i, "WIDTH", pic->width);
	tpl_int(i, "HEIGHT", pic->height);
	tpl_text(i, "ALT", pic->alt && *pic->alt ? pic->alt : p->title);
}

static void top_links(struct tpl *t, struct req *r, const struct page *p)
{
	tpl_text(t, "ICON", static_url("img/icon.svg"));
	tpl_text(t, "CSS", static_url("css/shop.css"));
	tpl_text(t, "JS", static_url("js/shop.js"));
	for (size_t i = 0; p->script[i]; i++)
		tpl_text(tpl_section(t, "SCRIPT"), "URL",
			static_url(p->script[i]));
	if (!p->canonical)
		return;
	tpl_text(tpl_section(t, "CANONICAL"), "URL", canonical_url(r, p));
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		struct tpl *a = tpl_section(t, "ALTERNATE");
		tpl_text(a, "CODE", l->code);
		tpl_textf(a, "URL", "%s%s", r->conf->base_url,
			address_in(r, p, l->code));
	}
	tpl_textf(tpl_section(t, "DEFAULT"), "URL", "%s%s", r->conf->base_url,
		address_in(r, p, r->cx.root));
}

/* From the doctype to the body element. */
static int top_add(struct req *r, const struct page *p, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "part/top.tpl");
	tpl_text(t, "LANG", r->cx.locale);
	if (p->seo_title && *p->seo_title)
		tpl_text(t, "TITLE", p->seo_title);
	else
		tpl_textf(t, "TITLE", "%s · %s", p->title,
			setting_get(&r->cx, "shop.name"));
	if (p->description && *p->description)
		tpl_text(tpl_section(t, "DESCRIBED"), "DESCRIPTION",
			p->description);
	tpl_show_if(t, "NOINDEX", p->noindex);
	top_links(t, r, p);
	top_shared(t, r, p);
	for (size_t i = 0; p->ld[i]; i++)
		tpl_html(tpl_section(t, "DATA"), "JSON", p->ld[i],
			strlen(p->ld[i]));
	tpl_show(t, p->plain ? "PLAIN" : "FULL");
	return tpl_render(t, out);
}

/* The forms' tokens, and where a card's button leads back to. */
static int forms_add(struct req *r, const struct page *p)
{
	struct tpl *t = tpl_new(&r->cx, "part/forms.tpl");
	const char *token = req_csrf(r);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "TOKEN", token);
	tpl_textf(t, "HERE", "%s%s%s", r->path, *r->query_raw ? "?" : "",
		r->query_raw);
	if (p->buy)
		tpl_text(tpl_section(t, "BUY"), "TOKEN", token);
	if (consent_asks(r, p))
		tpl_text(tpl_section(t, "ASK"), "TOKEN", token);
	return tpl_render(t, r->out);
}

static int count_add(struct req *r)
{
	int64_t n = 0;
	if (!r->visitor || r->visitor->is_new)
		return OK;
	int rc = cart_count(&r->cx, r->visitor->cart, &n);
	if (rc < 0 || n <= 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "part/count.tpl");
	tpl_int(t, "N", n);
	tpl_text(t, "ITEMS", tr_n("item", "items", (long)n));
	return tpl_render(t, r->out);
}

static int flash_add(struct req *r)
{
	const char *flash = flash_take(r);
	if (!flash)
		return OK;
	const char *undo = flash_undo(r, &flash);
	struct tpl *t = tpl_new(&r->cx, "part/flash.tpl");
	if (!undo) {
		tpl_text(tpl_section(t, "SAID"), "TEXT", flash);
		return tpl_render(t, r->out);
	}
	struct tpl *s = tpl_section(t, "UNDO");
	tpl_text(s, "TEXT", flash);
	tpl_text(s, "P", r->lang_prefix);
	tpl_text(s, "TOKEN", req_csrf(r));
	tpl_textf(s, "HERE", "%s%s%s", r->path, *r->query_raw ? "?" : "",
		r->query_raw);
	tpl_text(s, "CODE", undo);
	return tpl_render(t, r->out);
}

static int saved_one(struct req *r, struct tpl *t, int64_t variant)
{
	struct cart_line l = {.variant = variant, .qty = 1};
	int rc = cart_line_now(&r->cx, &l);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "ONE");
	tpl_text(s, "NAME", *l.options ? l.options : l.name);
	tpl_text(s, "SKU", l.sku);
	return OK;
}

/* What of a product is on the visitor's list: js/shop.js marks the button by
 * it, others read it. */
static int saved_add(struct req *r, const struct page *p)
{
	int64_t *variants;
	size_t n = 0;
	if (!p->buy || !r->visitor || r->visitor->is_new ||
		strncmp(r->path, "/p/", 3) != 0)
		return OK;
	const struct wisher who = {.session = r->visitor->id_hash,
		.customer = r->visitor->customer};
	int rc = wishlist_has(&r->cx, &who, r->path + 3, &variants, &n);
	if (rc < 0 || !n)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "part/saved.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "TOKEN", req_csrf(r));
	tpl_textf(t, "HERE", "%s%s%s", r->path, *r->query_raw ? "?" : "",
		r->query_raw);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = saved_one(r, t, variants[i]);
	return rc == OK ? tpl_render(t, r->out) : rc;
}

/* Between the top and the content: what holds for one visitor, in the
 * header that holds for all. */
static int live_add(struct req *r, const struct page *p)
{
	int rc;
	if (p->plain) {
		rc = chrome_bar_plain(r);
		return rc < 0 ? rc : flash_add(r);
	}
	/* their name, their shelves and their order of lists stand on it:
	 * whoever comes to this computer after them must not go back to it */
	if (r->visitor && r->visitor->customer)
		resp_header(r, "Cache-Control", "no-store");
	rc = forms_add(r, p);
	if (rc == OK)
		rc = chrome_bar(r, p, greeting_for(r));
	if (rc == OK)
		rc = count_add(r);
	if (rc == OK)
		rc = chrome_bar_end(r, p);
	if (rc == OK)
		rc = flash_add(r);
	return rc == OK ? saved_add(r, p) : rc;
}

static int top_send(struct req *r, const struct page *p)
{
	if (!p->top)
		return top_add(r, p, r->out);
	const char *key = arena_printf(
		r->cx.arena, "top/%s/@%s", r->cx.locale, p->top);
	if (resp_frag(r, key))
		return OK;
	struct buf *top = page_buf(r);
	int rc = top_add(r, p, top);
	if (rc == OK)
		resp_keep(r, key, INT64_MAX, top->p, top->len);
	return rc;
}

int page_head(struct req *r, const struct page *p)
{
	int rc = top_send(r, p);
	return rc == OK ? live_add(r, p) : rc;
}

static void small_links(struct tpl *t, struct req *r)
{
	struct tpl *small = tpl_section(t, "SMALL");
	static const char *const roles[] = {"terms", "privacy"};
	tpl_text(small, "P", r->lang_prefix);
	for (size_t i = 0; i < 2; i++) {
		struct text_page p;
		if (text_page_by_role(&r->cx, roles[i], &p) < 0 || !p.path)
			continue;
		struct tpl *l = tpl_section(small, "LINK");
		tpl_text(l, "P", r->lang_prefix);
		tpl_text(l, "PATH", p.path);
		tpl_text(l, "NAME", p.title);
	}
}

/* From the language links to the end. */
static int langs_add(struct req *r, const struct page *p, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "part/langs.tpl");
	if (p->plain)
		small_links(t, r);
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		struct tpl *s = tpl_section(t, "LANGUAGE");
		tpl_text(s, "CODE", l->code);
		tpl_text(s, "NAME", l->name);
		tpl_text(s, "PATH", address_in(r, p, l->code));
		tpl_show_if(s, "ON", strcmp(l->code, r->cx.locale) == 0);
	}
	tpl_show_if(t, "DEMO", r->conf->demo);
	return tpl_render(t, out);
}

int page_foot(struct req *r, const struct page *p)
{
	int rc = chrome_foot(r, p->plain);
	if (rc == OK)
		rc = langs_add(r, p, r->out);
	return rc == OK ? chrome_close(r, consent_asks(r, p)) : rc;
}

int page_send(struct req *r, const struct page *p, struct tpl *t, int status)
{
	int rc = page_head(r, p);
	if (rc == OK && t)
		rc = tpl_render(t, r->out);
	if (rc == OK && p->after)
		rc = p->after(r, p->after_arg);
	if (rc == OK)
		rc = page_foot(r, p);
	return rc == OK ? resp_html(r, status) : rc;
}

void page_csrf(struct req *r, struct tpl *t)
{
	tpl_text(t, "TOKEN", req_csrf(r));
}

/* ---- pages that are kept ---- */

/* A kept page's parts: before the header, the content, after the footer. */
enum { KEPT_TOP, KEPT_BODY, KEPT_LANGS, KEPT };

static const char *kept_key(struct req *r, const char *key, int part)
{
	static const char *const names[KEPT] = {"top", "page", "langs"};
	return arena_printf(
		r->cx.arena, "%s/%s%s", names[part], r->cx.locale, key);
}

/* What the header needs to know of a kept page. */
static int64_t kept_note(const struct page *p)
{
	return p->category * 2 + p->buy;
}

static struct page kept_page(int64_t note)
{
	return (struct page){.category = note / 2, .buy = note % 2};
}

static struct frag *hold(struct req *r, const char *key, int part)
{
	struct frag *f = frag_hold(
		kept_key(r, key, part), r->version, r->cx.now);
	if (f)
		arena_defer(r->cx.arena, frag_release, f);
	return f;
}

bool page_kept(struct req *r, const char *key)
{
	return page_kept_live(r, key, NULL);
}

bool page_kept_live(struct req *r, const char *key, const struct lives *l)
{
	struct frag *top = hold(r, key, KEPT_TOP);
	struct frag *langs = top ? hold(r, key, KEPT_LANGS) : NULL;
	struct live_body *body = langs ? live_hold(r,
						 kept_key(r, key, KEPT_BODY), l)
				       : NULL;
	if (!body)
		return false;
	struct page page = kept_page(frag_noted(top));
	resp_part(r, top);
	int rc = live_add(r, &page);
	if (rc == OK)
		rc = live_send(r, body);
	if (rc == OK)
		rc = chrome_foot(r, false);
	if (rc == OK) {
		resp_part(r, langs);
		rc = chrome_close(r, consent_asks(r, &page));
	}
	if (rc == OK)
		return resp_html(r, 200) == OK;
	resp_clear(r);
	return false;
}

int page_keep(struct req *r, const struct page *p, const char *key,
	const struct buf *body, int64_t until)
{
	return page_keep_live(r, p, key, body, until, NULL);
}

int page_keep_live(struct req *r, const struct page *p, const char *key,
	const struct buf *body, int64_t until, const struct lives *l)
{
	struct buf *top = page_buf(r), *langs = page_buf(r);
	int rc = top_add(r, p, top);
	if (rc == OK)
		rc = langs_add(r, p, langs);
	if (rc < 0)
		return rc;
	resp_keep(r, kept_key(r, key, KEPT_TOP), until, top->p, top->len);
	struct frag *f = hold(r, key, KEPT_TOP);
	if (f)
		frag_note(f, kept_note(p));
	rc = live_add(r, p);
	if (rc < 0)
		return rc;
	rc = live_keep(r, kept_key(r, key, KEPT_BODY), until, body, l);
	if (rc == OK)
		rc = chrome_foot(r, false);
	if (rc < 0)
		return rc;
	resp_keep(r, kept_key(r, key, KEPT_LANGS), until, langs->p, langs->len);
	rc = chrome_close(r, consent_asks(r, p));
	return rc == OK ? resp_html(r, 200) : rc;
}
