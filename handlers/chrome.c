/* The parts of the chrome that are the same for every visitor. */
#include "handlers/chrome.h"

#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/delivery.h"
#include "domain/setting.h"
#include "domain/text_page.h"
#include "handlers/card.h"
#include "handlers/consent.h"
#include "lib/asset.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/text.h"
#include "lib/tr.h"

/* Render t once per version and key, and append it to out. */
static int keep(struct req *r, const char *key, struct tpl *t, struct buf *out)
{
	int64_t until;
	size_t at = out->len;
	int rc = catalogue_until(&r->cx, &until);
	if (rc == OK)
		rc = tpl_render(t, out);
	if (rc == OK)
		frag_keep(key, r->version, until, out->p + at, out->len - at);
	return rc;
}

/* The same into the response, where it is kept from the first time on. */
static int send(struct req *r, const char *key, struct tpl *t)
{
	int64_t until;
	struct buf *text = page_buf(r);
	int rc = catalogue_until(&r->cx, &until);
	if (rc == OK)
		rc = tpl_render(t, text);
	if (rc == OK)
		resp_keep(r, key, until, text->p, text->len);
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
	if (text_page_by_role(&r->cx, role, &p) < 0 || !p.path)
		return;
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "P", r->lang_prefix);
	tpl_text(s, "PATH", p.path);
}

static void foot_contact(struct req *r, struct tpl *t)
{
	const char *phone = setting_get(&r->cx, "shop.phone");
	const char *email = setting_get(&r->cx, "shop.email");
	const char *hours = setting_get(&r->cx, "shop.hours");
	if (!*phone && !*email && !*hours)
		return;
	t = tpl_section(t, "TALK");
	if (*phone) {
		struct tpl *s = tpl_section(t, "PHONE");
		tpl_text(s, "PHONE_TEXT", phone);
		tpl_text(s, "TEL", phone_dial(r->cx.arena, phone));
	}
	if (*email) {
		struct tpl *s = tpl_section(t, "EMAIL");
		size_t user = strcspn(email, "@");
		user += email[user] == '@';
		tpl_text(s, "ADDRESS", email);
		/* a narrow column breaks it here, not inside a word */
		tpl_textf(s, "USER", "%.*s", (int)user, email);
		tpl_text(s, "HOST", email + user);
	}
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
	const char *street = setting_get(&r->cx, "shop.street");
	const char *city = setting_get(&r->cx, "shop.city");
	if (*street) {
		struct tpl *where = tpl_section(t, "WHERE");
		tpl_text(where, "STREET", street);
		if (*city) {
			struct tpl *town = tpl_section(where, "TOWN");
			tpl_text(town, "POSTAL",
				setting_get(&r->cx, "shop.postal"));
			tpl_text(town, "CITY", city);
		}
	}
	return keep(r, key, t, out);
}

static int icons_add(struct req *r, struct buf *out)
{
	static const char key[] = "icons";
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	return keep(r, key, tpl_new(&r->cx, "part/icons.tpl"), out);
}

/* Stand in the header for what is live: the greeting of who is greeted, and
 * what was searched for. */
static const char hello_mark[] = "~hello~", query_mark[] = "~query~";

static void strip_show(struct tpl *t, struct req *r, bool greeted)
{
	struct delivery_usual usual;
	struct money limit = money(0);
	if (delivery_usual(&r->cx, &usual) == OK)
		limit = usual.free_from;
	const char *notice = setting_get(&r->cx, "shop.notice");
	if (limit.minor <= 0 && !*notice) {
		if (greeted)
			tpl_text(tpl_section(t, "ALONE"), "HELLO", hello_mark);
		return;
	}
	struct tpl *s = tpl_section(t, "STRIP");
	if (greeted)
		tpl_text(tpl_section(s, "GREETED"), "HELLO", hello_mark);
	if (limit.minor > 0)
		tpl_money(tpl_section(s, "FREE"), "LIMIT", limit);
	if (*notice) {
		struct tpl *n = tpl_section(s, "NOTE");
		tpl_text(n, "CLASS", limit.minor > 0 ? "xtra" : "");
		tpl_textf(n, "TEXT", "%s%s", limit.minor > 0 ? " · " : "",
			notice);
	}
}

enum { BAR_PIECES = 3 };

/* The header without what is live. */
struct bar {
	const struct page *page;
	bool greeted;     /* has a place for it: three pieces, else two */
	struct buf *text; /* NULL until it had to be made */
	size_t from[BAR_PIECES], to[BAR_PIECES];
};

static const char *bar_key(struct req *r, const struct bar *b, int piece)
{
	return arena_printf(r->cx.arena, "bar%d%d/%s/%" PRId64, b->greeted,
		piece, r->cx.locale, b->page->category);
}

static int bar_render(struct req *r, const struct bar *b, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "part/bar.tpl");
	struct buf *icons = page_buf(r), *menu = page_buf(r);
	int rc = icons_add(r, icons);
	if (rc == OK)
		rc = menu_add(r, b->page->category, menu);
	if (rc < 0)
		return rc;
	tpl_html(t, "ICONS", icons->p, icons->len);
	tpl_html(t, "MENU", menu->p, menu->len);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	tpl_text(t, "SUGGEST", static_url("js/suggest.js"));
	tpl_text(t, "QUERY", query_mark);
	strip_show(t, r, b->greeted);
	return tpl_render(t, out);
}

/* Cut it at its marks, and keep the pieces. */
static int bar_make(struct req *r, struct bar *b)
{
	const char *const marks[] = {hello_mark, query_mark};
	int64_t until = INT64_MAX;
	int piece = 0;
	struct buf *text = page_buf(r);
	int rc = bar_render(r, b, text);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc < 0)
		return rc;
	for (size_t m = b->greeted ? 0 : 1; m < 2; m++) {
		size_t from = piece ? b->from[piece] : 0;
		const char *at = strstr(text->p + from, marks[m]);
		if (!at)
			return ERR_INTERNAL;
		b->to[piece++] = (size_t)(at - text->p);
		b->from[piece] = b->to[piece - 1] + strlen(marks[m]);
	}
	b->to[piece] = text->len;
	for (int i = 0; i <= piece; i++)
		frag_keep(bar_key(r, b, i), r->version, until,
			text->p + b->from[i], b->to[i] - b->from[i]);
	b->text = text;
	return OK;
}

static int bar_piece(struct req *r, struct bar *b, int piece)
{
	if (!b->text && resp_frag(r, bar_key(r, b, piece)))
		return OK;
	int rc = b->text ? OK : bar_make(r, b);
	if (rc == OK)
		buf_add(r->out, b->text->p + b->from[piece],
			b->to[piece] - b->from[piece]);
	return rc;
}

/* The header as far as the cart's count. */
int chrome_bar(struct req *r, const struct page *p, const char *hello)
{
	struct bar b = {.page = p, .greeted = hello != NULL};
	int rc = bar_piece(r, &b, 0);
	if (rc == OK && hello) {
		html_escape(r->out, hello);
		rc = bar_piece(r, &b, 1);
	}
	if (rc < 0)
		return rc;
	if (p->search && *p->search)
		html_escape(r->out, p->search);
	return bar_piece(r, &b, hello ? 2 : 1);
}

int chrome_bar_end(struct req *r, const struct page *p)
{
	char key[64];
	snprintf(key, sizeof(key), "bar-end/%s/%" PRId64, r->cx.locale,
		p->category);
	if (resp_frag(r, key))
		return OK;
	struct buf *menu = page_buf(r);
	int rc = menu_add(r, p->category, menu);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "part/bar_end.tpl");
	tpl_html(t, "MENU", menu->p, menu->len);
	return send(r, key, t);
}

int chrome_bar_plain(struct req *r)
{
	char key[32];
	snprintf(key, sizeof(key), "bar-plain/%s", r->cx.locale);
	if (resp_frag(r, key))
		return OK;
	struct buf *icons = page_buf(r);
	int rc = icons_add(r, icons);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "part/bar_plain.tpl");
	tpl_html(t, "ICONS", icons->p, icons->len);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	return send(r, key, t);
}

int chrome_foot(struct req *r, bool plain)
{
	char key[32];
	snprintf(key, sizeof(key), "end/%s/%d", r->cx.locale, plain);
	if (resp_frag(r, key))
		return OK;
	struct tpl *t = tpl_new(&r->cx, "part/end.tpl");
	struct buf *company = page_buf(r), *foot = page_buf(r);
	int rc = company_add(r, company);
	if (rc == OK && !plain)
		rc = foot_add(r, foot);
	if (rc < 0)
		return rc;
	tpl_html(t, "COMPANY", company->p, company->len);
	if (!plain)
		tpl_html(tpl_section(t, "FULL"), "FOOT", foot->p, foot->len);
	return send(r, key, t);
}

int chrome_close(struct req *r, bool ask)
{
	char key[32];
	snprintf(key, sizeof(key), "close/%s/%d", r->cx.locale, ask);
	if (resp_frag(r, key))
		return OK;
	struct tpl *t = tpl_new(&r->cx, "part/close.tpl");
	if (ask) {
		struct text_page p;
		struct tpl *s = tpl_section(t, "ASK");
		bool has = text_page_by_role(&r->cx, "privacy", &p) == OK &&
			   p.path;
		tpl_text(s, "P", r->lang_prefix);
		tpl_text(s, "WORDS", consent_words());
		tpl_text(s, "MORE", has ? p.path : "/privacy/cookies");
	}
	return send(r, key, t);
}
