/* The tree of categories. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/setting.h"
#include "handlers/admin/fields.h"
#include "handlers/admin/home_picture.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { POSITION_MAX = 9999 };

static const struct ask name_ask = {
	"name", N_("Name"), NULL, ASK_LINE, 100, true, 0, NULL};
static const struct ask text_ask = {"description", N_("Text"),
	N_("Shown at the top of the category’s page. May stay empty."),
	ASK_LINES, 2000, false, 3, NULL};
static const struct ask slug_ask = {"slug", N_("Address"),
	N_("The end of the page’s address. Empty: made of the name. The old "
	   "address leads to the new one."),
	ASK_LINE, 100, false, 0, NULL};
static const struct ask seo_title_ask = {"seo_title",
	N_("Title for search engines"), N_("Empty: the name."), ASK_LINE, 100,
	false, 0, NULL};
static const struct ask seo_text_ask = {"seo_text",
	N_("Text for search engines"),
	N_("One or two sentences. Empty: the beginning of the text."),
	ASK_LINES, 300, false, 2, NULL};
static const struct ask_choice rules[] = {
	{"", N_("Products are put into it")},
	{"new", N_("What is new")},
	{"sale", N_("What is on sale")},
	{"in_stock", N_("What is in stock")},
	{NULL, NULL},
};
static const struct ask rule_ask = {"rule", N_("What stands in it"),
	N_("A rule takes from the category above it; at the top, from the "
	   "whole shop."),
	ASK_CHOICE, 0, false, 0, rules};
static const struct ask days_ask = {"days", N_("New for how many days"),
	N_("For what is new only. Empty: 60."), ASK_INT, RULE_DAYS_MAX, false,
	0, NULL};
static const struct ask sensitive_ask = {"sensitive",
	N_("Nothing is learned of what stands here"),
	N_("For goods that tell of somebody’s health, belief or love: who looks "
	   "at them or buys them is not remembered, and they are never "
	   "suggested. The same holds for the categories below. What was "
	   "learned goes at once. Taken off, what customers ordered here counts "
	   "again."),
	ASK_CHECK, 0, false, 0, NULL};
static const struct ask position_ask = {"position", N_("Position"),
	N_("A small number stands before a large one."), ASK_INT, POSITION_MAX,
	false, 0, NULL};

/* GET /admin/categories */
static int undo_show(struct tpl *t, struct req *r)
{
	const char *text = req_query_param(r, "undo");
	int64_t id = text ? strtoll(text, NULL, 10) : 0;
	bool gone = false;
	int rc = text ? category_is_archived(&r->cx, id, &gone) : OK;
	if (rc < 0 || !gone)
		return rc == ERR_NOT_FOUND ? OK : rc;
	struct category_text w;
	rc = category_words(&r->cx, id, r->cx.root, &w);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "UNDO");
	tpl_textf(s, "UNDO_ID", "%lld", (long long)id);
	tpl_text(s, "UNDO_TEXT",
		arena_printf(r->cx.arena, tr("“%s” is archived."), w.name));
	return OK;
}

int admin_categories(struct req *r)
{
	struct category *all;
	size_t n;
	int rc = category_all(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/categories.tpl");
	rc = undo_show(t, r);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_textf(s, "ID", "%lld", (long long)all[i].id);
		tpl_text(s, "NAME", all[i].name);
		tpl_text(s, "PATH", all[i].path);
		tpl_int(s, "PRODUCTS", all[i].products);
	}
	struct admin_page page = {
		.title = tr("Categories"), .nav = "categories"};
	return admin_send(r, &page, t, 200);
}

static int lang_show(struct tpl *t, struct fields *f, int64_t id, int l)
{
	const char *code = tr_langs[l].code;
	bool root = strcmp(code, f->r->cx.root) == 0;
	struct category_text w = {code, "", "", "", "", ""};
	int rc = id ? category_words(&f->r->cx, id, code, &w) : OK;
	if (rc < 0)
		return rc;
	struct arena *a = f->r->cx.arena;
	struct tpl *s = tpl_section(t, "LANG");
	struct ask name = name_ask;
	name.required = root;
	tpl_text(s, "LANG_NAME", tr_langs[l].name);
	ask_show(s, "WORDS", f, &name, code, w.name);
	ask_show(s, "WORDS", f, &text_ask, code, w.description);
	ask_show(s, "WORDS", f, &slug_ask, code, w.slug);
	ask_show(s, "WORDS", f, &seo_title_ask, code, w.seo_title);
	ask_show(s, "WORDS", f, &seo_text_ask, code, w.seo_text);
	tpl_show_if(s, "OPEN",
		root || field_message(f, field_name(a, "name", code)) ||
			field_message(f, field_name(a, "description", code)) ||
			field_message(f, field_name(a, "slug", code)) ||
			field_message(f, field_name(a, "seo_title", code)) ||
			field_message(f, field_name(a, "seo_text", code)));
	tpl_show_if(s, "MISSING", id && !*w.name);
	return OK;
}

static int parents_show(
	struct tpl *t, struct fields *f, int64_t id, int64_t parent)
{
	struct arena *a = f->r->cx.arena;
	struct category *all;
	size_t n;
	int rc = category_all(&f->r->cx, &all, &n);
	if (rc < 0)
		return rc;
	const char *chosen = field_value(
		f, "parent", arena_printf(a, "%lld", (long long)parent));
	for (size_t i = 0; i < n; i++) {
		if (all[i].id == id)
			continue;
		struct tpl *s = tpl_section(t, "PARENT");
		const char *value = arena_printf(
			a, "%lld", (long long)all[i].id);
		tpl_text(s, "ID", value);
		tpl_text(s, "NAME", all[i].name);
		tpl_show_if(s, "SELECTED", strcmp(value, chosen) == 0);
	}
	const char *wrong = field_message(f, "parent");
	if (wrong) {
		struct tpl *s = tpl_section(t, "PARENT_WRONG");
		tpl_text(s, "MESSAGE", wrong);
	}
	return OK;
}

static int place_show(struct tpl *t, struct fields *f, const struct category *c)
{
	int64_t position = 0;
	int rc = c ? category_position(&f->r->cx, c->id, &position) : OK;
	if (rc < 0)
		return rc;
	ask_show(t, "PLACE", f, &position_ask, "",
		arena_printf(f->r->cx.arena, "%lld", (long long)position));
	rc = parents_show(t, f, c ? c->id : 0, c ? c->parent : 0);
	if (rc < 0 || !c)
		return rc;
	struct tpl *k = tpl_section(t, "KNOWN");
	return admin_log(k, f->r, "category", c->id);
}

static int rule_show(struct tpl *t, struct fields *f, const struct category *c)
{
	struct category_rule rule = c ? c->rule : (struct category_rule){0, 0};
	ask_show(t, "RULE", f, &rule_ask, "", category_rule_code(rule.kind));
	ask_show(t, "RULE", f, &days_ask, "",
		rule.days ? arena_printf(f->r->cx.arena, "%lld",
				    (long long)rule.days)
			  : "");
	bool on = false;
	int rc = c ? category_sensitive(&f->r->cx, c->id, &on) : OK;
	ask_show(t, "RULE", f, &sensitive_ask, "", on ? "1" : "");
	return rc;
}

/* p: what was posted, or NULL. */
static int category_page(struct fields *f, const struct category *c,
	const struct home_picture *p, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/category.tpl");
	int root = tr_lang_index(r->cx.root), rc;
	const char *heading = c ? c->name : tr("New category");
	tpl_text(t, "HEADING", heading);
	tpl_text(t, "ACTION",
		c ? arena_printf(r->cx.arena, "/admin/categories/%lld",
			    (long long)c->id)
		  : "/admin/categories");
	if (c) {
		struct tpl *s = tpl_section(t, "PUBLIC");
		tpl_text(s, "SHOP_HREF", c->path);
	}
	fields_summary(t, f);
	rc = lang_show(t, f, c ? c->id : 0, root);
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		if (l != root)
			rc = lang_show(t, f, c ? c->id : 0, l);
	if (rc == OK)
		rc = place_show(t, f, c);
	if (rc == OK)
		rc = rule_show(t, f, c);
	if (rc == OK)
		rc = picture_field_show(t, f,
			p   ? p->media
			: c ? c->picture.id
			    : 0,
			p && p->sent, false);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = heading,
		.nav = "categories",
		.back = "/admin/categories",
		.back_text = tr("Categories"),
	};
	return admin_send(r, &page, t, status);
}

static int category_of(struct req *r, struct category *c)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : category_get(&r->cx, id, c);
}

/* GET /admin/categories/new */
int admin_category_new(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return category_page(&f, NULL, NULL, 200);
}

/* GET /admin/categories/:id */
int admin_category(struct req *r)
{
	struct category c;
	struct fields f;
	int rc = category_of(r, &c);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return category_page(&f, &c, NULL, 200);
}

static size_t words_read(struct fields *f, struct category_text *out)
{
	size_t n = 0;
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		struct ask name = name_ask;
		name.required = strcmp(code, f->r->cx.root) == 0;
		struct category_text *w = &out[n];
		w->locale = code;
		w->name = ask_text(f, &name, code);
		w->description = ask_text(f, &text_ask, code);
		const char *slug = ask_text(f, &slug_ask, code);
		w->slug = *slug ? slug : NULL;
		w->seo_title = ask_text(f, &seo_title_ask, code);
		w->seo_text = ask_text(f, &seo_text_ask, code);
		n++;
	}
	return n;
}

static struct category_rule rule_read(struct fields *f)
{
	int64_t days = 0;
	struct category_rule rule = {
		category_rule_of(ask_choice(f, &rule_ask, "")), 0};
	bool given = ask_int(f, &days_ask, "", &days);
	if (rule.kind == RULE_NEW)
		rule.days = given && days > 0 ? days : RULE_DAYS;
	return rule;
}

/* All of the form, in one transaction. */
struct posted {
	struct category_text words[TR_LANGS];
	size_t n;
	int64_t parent, position;
	struct category_rule rule;
	bool sensitive;
	struct home_picture picture;
};

static int sensitive_write(struct req *r, int64_t id, bool on)
{
	bool was = false;
	int rc = category_sensitive(&r->cx, id, &was);
	return rc == OK && on != was ? category_set_sensitive(&r->cx, id, on)
				     : rc;
}

static int write(
	struct req *r, const struct category *c, const struct posted *p)
{
	int64_t id = c ? c->id : 0;
	struct category_rule was = c ? c->rule
				     : (struct category_rule){RULE_NONE, 0};
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = category_save(&r->cx, &id, p->parent, p->position,
		p->picture.media, p->words, p->n);
	if (rc == OK && (p->rule.kind != was.kind || p->rule.days != was.days))
		rc = category_set_rule(&r->cx, id, p->rule);
	if (rc == OK)
		rc = sensitive_write(r, id, p->sensitive);
	if (rc == OK && p->picture.media)
		rc = picture_field_alts(r, p->picture.media);
	return db_end(r->cx.db, rc);
}

static int save(struct req *r, const struct category *c)
{
	struct fields f;
	struct posted p = {.parent = 0};
	fields_init(&f, r);
	p.n = words_read(&f, p.words);
	ask_int(&f, &position_ask, "", &p.position);
	p.rule = rule_read(&f);
	p.sensitive = field_checked(&f, "sensitive", false);
	const char *typed = req_form_param(r, "parent");
	p.parent = typed ? strtoll(typed, NULL, 10) : 0;
	int rc = picture_field_read(&f, c ? c->picture.id : 0, &p.picture);
	if (rc == ERR_INVALID)
		field_error(&f, "picture",
			tr("This file is not a picture that can be used."));
	else if (rc < 0)
		return rc;
	if (f.errors.n)
		return category_page(&f, c, &p.picture, 422);
	rc = write(r, c, &p);
	if (rc == ERR_INVALID || rc == ERR_NOT_FOUND) {
		field_error(&f, "parent",
			tr("A category cannot stand below itself."));
		return category_page(&f, c, &p.picture, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, "/admin/categories");
}

/* POST /admin/categories */
int admin_category_create(struct req *r)
{
	return save(r, NULL);
}

/* POST /admin/categories/:id */
int admin_category_save(struct req *r)
{
	struct category c;
	int rc = category_of(r, &c);
	return rc < 0 ? rc : save(r, &c);
}
