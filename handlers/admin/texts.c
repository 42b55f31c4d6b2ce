/* The owner's pages: terms, privacy, delivery and others. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "domain/slug.h"
#include "domain/text_page.h"
#include "handlers/admin/fields.h"
#include "handlers/card.h"
#include "lib/err.h"
#include "lib/md.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct ask title_ask = {
	"title", N_("Title"), NULL, ASK_LINE, 150, true, 0, NULL};
static const struct ask body_ask = {
	"body", N_("Text"), NULL, ASK_LINES, 60000, false, 16, NULL};
static const struct ask slug_ask = {"slug", N_("Address"),
	N_("The end of the page’s address. Empty: made of the title."),
	ASK_LINE, 100, false, 0, NULL};

/* What the shop links to by itself: the checkout, the footer. */
static const struct ask_choice roles[] = {
	{"", N_("Another page")},
	{"terms", N_("Terms")},
	{"privacy", N_("Privacy and cookies")},
	{"delivery", N_("Delivery and returns")},
	{"accessibility", N_("Accessibility")},
	{NULL, NULL},
};
static const struct ask role_ask = {"role", N_("What it is"),
	N_("The checkout and the foot of every page link to these."),
	ASK_CHOICE, 0, false, 0, roles};

/* GET /admin/texts */
static int undo_show(struct tpl *t, struct req *r)
{
	const char *text = req_query_param(r, "undo"), *title = "";
	int64_t id = text ? strtoll(text, NULL, 10) : 0;
	bool gone = false;
	int rc = text ? text_page_is_archived(&r->cx, id, &gone, &title) : OK;
	if (rc < 0 || !gone)
		return rc == ERR_NOT_FOUND ? OK : rc;
	struct tpl *s = tpl_section(t, "UNDO");
	tpl_textf(s, "UNDO_ID", "%lld", (long long)id);
	tpl_text(s, "UNDO_TEXT",
		arena_printf(r->cx.arena, tr("“%s” is removed."), title));
	return OK;
}

int admin_texts(struct req *r)
{
	struct text_page *rows;
	size_t n;
	int rc = text_page_list(&r->cx, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/texts.tpl");
	rc = undo_show(t, r);
	if (rc < 0)
		return rc;
	bool privacy = false;
	for (size_t i = 0; i < n; i++)
		privacy = privacy || strcmp(rows[i].role, "privacy") == 0;
	tpl_show_if(t, "NO_PRIVACY", !privacy);
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_textf(s, "ID", "%lld", (long long)rows[i].id);
		tpl_text(s, "TITLE", rows[i].title);
		if (rows[i].path) {
			struct tpl *p = tpl_section(s, "PUBLIC");
			tpl_text(p, "PATH", rows[i].path);
		}
		for (int l = 0; l < TR_LANGS; l++) {
			struct cx cx = admin_cx_in(r, tr_langs[l].code);
			struct text_page in;
			rc = text_page_get(&cx, rows[i].id, &in);
			if (rc < 0)
				return rc;
			struct tpl *g = tpl_section(s, "LANG");
			tpl_text(g, "NAME", tr_langs[l].name);
			tpl_show_if(g, "MISSING", !*in.title);
		}
	}
	struct admin_page page = {
		.title = tr("Texts and pages"), .nav = "texts"};
	return admin_send(r, &page, t, 200);
}

/* A page that begins with words of ours, which the owner makes theirs; in one
 * language: the first line is the title. */
static int draft_fill(struct req *r, const char *code, struct text_page *p)
{
	struct cx cx = admin_cx_in(r, code);
	struct tpl *t = tpl_new(&cx, "admin/privacy.txt.tpl");
	struct buf *out = page_buf(r);
	const char *company = setting_get(&cx, "shop.company");
	tpl_text(t, "COMPANY",
		*company ? company : setting_get(&cx, "shop.name"));
	tpl_textf(t, "PLACE", "%s, %s %s", setting_get(&cx, "shop.street"),
		setting_get(&cx, "shop.postal"), setting_get(&cx, "shop.city"));
	tpl_text(t, "EMAIL", setting_get(&cx, "shop.email"));
	int rc = tpl_render(t, out);
	if (rc < 0)
		return rc;
	size_t n = strcspn(out->p, "\n");
	p->title = arena_strndup(cx.arena, out->p, n);
	p->body = text_trim(cx.arena, out->p + n);
	return OK;
}

/* The only kind that begins so. */
static bool is_draft(struct req *r)
{
	const char *role = req_query_param(r, "role");
	return role && strcmp(role, "privacy") == 0;
}

static int lang_show(
	struct tpl *t, struct fields *f, int64_t id, int l, bool preview)
{
	const char *code = tr_langs[l].code;
	bool root = strcmp(code, f->r->cx.root) == 0;
	struct arena *a = f->r->cx.arena;
	struct cx cx = admin_cx_in(f->r, code);
	struct text_page p = {.title = "", .body = ""};
	const char *slug = NULL;
	int rc = id               ? text_page_get(&cx, id, &p)
		 : is_draft(f->r) ? draft_fill(f->r, code, &p)
				  : OK;
	if (rc < 0)
		return rc;
	if (id)
		slug = slug_of(&cx, "page", id);
	struct ask title = title_ask;
	title.required = root;
	struct tpl *s = tpl_section(t, "LANG");
	tpl_text(s, "CODE", code);
	tpl_text(s, "LANG_NAME", tr_langs[l].name);
	ask_show(s, "WORDS", f, &title, code, p.title);
	ask_show(s, "WORDS", f, &body_ask, code, p.body);
	ask_show(s, "WORDS", f, &slug_ask, code, slug ? slug : "");
	bool wrong = field_message(f, field_name(a, "title", code)) ||
		     field_message(f, field_name(a, "body", code)) ||
		     field_message(f, field_name(a, "slug", code));
	tpl_show_if(s, "OPEN", root || wrong || preview);
	tpl_show_if(s, "MISSING", id && !*p.title);
	const char *body = field_value(f, field_name(a, "body", code), p.body);
	if (preview && *body) {
		struct tpl *v = tpl_section(s, "PREVIEW");
		const char *html = md_render(a, body);
		tpl_html(v, "HTML", html, strlen(html));
	}
	return OK;
}

static int text_show(
	struct fields *f, const struct text_page *p, bool preview, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/text.tpl");
	int root = tr_lang_index(r->cx.root);
	int64_t id = p ? p->id : 0;
	const char *heading = p && *p->title ? p->title : tr("New page");
	tpl_text(t, "HEADING", heading);
	tpl_text(t, "ACTION",
		p ? arena_printf(
			    r->cx.arena, "/admin/texts/%lld", (long long)id)
		  : "/admin/texts");
	tpl_textf(t, "REV", "%lld", p ? (long long)p->rev : 0LL);
	tpl_show_if(t, "STALE", status == 409);
	if (p && p->path) {
		struct tpl *s = tpl_section(t, "PUBLIC");
		tpl_text(s, "SHOP_HREF", p->path);
	}
	fields_summary(t, f);
	ask_show(t, "PLACE", f, &role_ask, "",
		p             ? p->role
		: is_draft(r) ? "privacy"
			      : "");
	int rc = lang_show(t, f, id, root, preview);
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		if (l != root)
			rc = lang_show(t, f, id, l, preview);
	if (rc == OK && p) {
		struct tpl *k = tpl_section(t, "KNOWN");
		rc = admin_log(k, r, "page", id);
	}
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = heading,
		.nav = "texts",
		.back = "/admin/texts",
		.back_text = tr("Texts and pages"),
	};
	return admin_send(r, &page, t, status);
}

static int text_of(struct req *r, struct text_page *p)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : text_page_get(&r->cx, id, p);
}

/* GET /admin/texts/new */
int admin_text_new(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return text_show(&f, NULL, false, 200);
}

/* GET /admin/texts/:id */
int admin_text(struct req *r)
{
	struct text_page p;
	struct fields f;
	int rc = text_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return text_show(&f, &p, false, 200);
}

static void words_read(struct fields *f, struct text_page_words *words)
{
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		struct ask title = title_ask;
		title.required = strcmp(code, f->r->cx.root) == 0;
		words[l].locale = code;
		words[l].title = ask_text(f, &title, code);
		words[l].body = ask_text(f, &body_ask, code);
		const char *slug = ask_text(f, &slug_ask, code);
		words[l].slug = *slug ? slug : NULL;
	}
}

/* There is one page of each kind. */
static int role_read(
	struct fields *f, const struct text_page *p, const char **role)
{
	struct text_page other;
	*role = p ? p->role : "";
	if (!req_form_param(f->r, "role"))
		return OK;
	*role = ask_choice(f, &role_ask, "");
	if (!**role)
		return OK;
	int rc = text_page_by_role(&f->r->cx, *role, &other);
	if (rc == OK && (!p || other.id != p->id))
		field_error(f, "role",
			arena_printf(f->r->cx.arena,
				tr("“%s” is that page already."), other.title));
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int save(struct req *r, const struct text_page *p)
{
	struct fields f;
	struct text_page_words words[TR_LANGS];
	struct text_page now;
	const char *what = req_form_param(r, "do");
	const char *typed = req_form_param(r, "rev");
	int64_t id = p ? p->id : 0, rev = typed ? strtoll(typed, NULL, 10) : 0;
	fields_init(&f, r);
	words_read(&f, words);
	const char *role;
	int rc = role_read(&f, p, &role);
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return text_show(&f, p, false, 422);
	if (what && strcmp(what, "preview") == 0)
		return text_show(&f, p, true, 200);
	/* 0 would mean "do not compare" */
	rc = text_page_save(
		&r->cx, &id, p && rev <= 0 ? -1 : rev, role, words, TR_LANGS);
	if (rc == ERR_CONFLICT && p) {
		rc = text_page_get(&r->cx, id, &now);
		return rc < 0 ? rc : text_show(&f, &now, false, 409);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r,
		arena_printf(r->cx.arena, "/admin/texts/%lld", (long long)id));
}

/* POST /admin/texts */
int admin_text_create(struct req *r)
{
	return save(r, NULL);
}

/* POST /admin/texts/:id */
int admin_text_save(struct req *r)
{
	struct text_page p;
	int rc = text_of(r, &p);
	return rc < 0 ? rc : save(r, &p);
}

/* GET /admin/texts/:id/archive */
int admin_text_archive_ask(struct req *r)
{
	struct text_page p;
	int rc = text_of(r, &p);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/text_archive.tpl");
	tpl_textf(t, "ID", "%lld", (long long)p.id);
	tpl_text(t, "TITLE", p.title);
	if (p.path) {
		struct tpl *s = tpl_section(t, "PUBLIC");
		tpl_text(s, "PATH", p.path);
	}
	bool terms = strcmp(p.role, "terms") == 0;
	tpl_show_if(t, "TERMS", terms);
	tpl_show_if(t, "NEEDED", *p.role && !terms);
	struct admin_page page = {
		.title = tr("Remove a page"),
		.nav = "texts",
		.back = arena_printf(
			r->cx.arena, "/admin/texts/%lld", (long long)p.id),
		.back_text = p.title,
	};
	return admin_send(r, &page, t, 200);
}

/* POST /admin/texts/:id/archive */
int admin_text_archive(struct req *r)
{
	struct text_page p;
	int rc = text_of(r, &p);
	if (rc == OK)
		rc = text_page_archive(&r->cx, p.id);
	if (rc < 0)
		return rc;
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/texts?undo=%lld",
			   (long long)p.id));
}

/* POST /admin/texts/:id/restore */
int admin_text_restore(struct req *r)
{
	int rc = text_page_restore(&r->cx, admin_path_int(r, "id"));
	/* pressed twice: it is back already */
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	flash_set(r, tr("Back again."));
	return resp_redirect(r, "/admin/texts");
}
