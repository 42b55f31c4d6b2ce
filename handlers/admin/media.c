/* All pictures: what they say, where they are used, another in one's place. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/media_desk.h"
#include "handlers/admin/fields.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { MEDIA_PAGE = 20 };

static const struct ask alt_ask = {
	"alt", N_("What it shows"), NULL, ASK_LINE, 400, false, 0, NULL};

static const struct chip {
	const char *show, *name;
} chips[] = {
	{"", N_("All")},
	{"missing", N_("Missing alt text")},
	{"unused", N_("Used nowhere")},
	{"failed", N_("Could not be used")},
	{NULL, NULL},
};

/* A form that is shown again brings its view along. */
static const char *asked(struct req *r, const char *name)
{
	const char *s = r->method == METHOD_POST ? req_form_param(r, name)
						 : req_query_param(r, name);
	return s ? text_trim(r->cx.arena, s) : "";
}

static struct media_view view_of(struct req *r, long *page)
{
	struct media_view v = {
		.show = "", .find = asked(r, "q"), .limit = MEDIA_PAGE};
	for (const struct chip *c = chips; c->show; c++)
		if (strcmp(c->show, asked(r, "show")) == 0)
			v.show = c->show;
	*page = strtol(asked(r, "page"), NULL, 10);
	if (*page < 1 || *page > 1000000)
		*page = 1;
	v.offset = (*page - 1) * MEDIA_PAGE;
	return v;
}

static const char *input_of(
	struct arena *a, int64_t id, const struct tr_lang *lang)
{
	return arena_printf(a, "alt_%s_%lld", lang->code, (long long)id);
}

static int chips_show(
	struct tpl *t, struct req *r, const struct media_view *view)
{
	for (const struct chip *c = chips; c->show; c++) {
		struct media_view v = {.show = c->show, .find = ""};
		int64_t n;
		int rc = media_desk_count(&r->cx, &v, &n);
		if (rc < 0)
			return rc;
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF",
			arena_printf(
				r->cx.arena, "/admin/media?show=%s", c->show));
		tpl_text(s, "NAME", tr(c->name));
		tpl_int(s, "COUNT", n);
		tpl_show_if(s, "ON", strcmp(c->show, view->show) == 0);
	}
	return OK;
}

static void alt_show(
	struct tpl *row, struct fields *f, const struct media_row *m, int l)
{
	struct tpl *s = tpl_section(row, "ALT");
	const char *name = input_of(f->r->cx.arena, m->id, &tr_langs[l]);
	const char *wrong = field_message(f, name);
	tpl_text(s, "INPUT", name);
	tpl_text(s, "LANG_NAME", tr_langs[l].name);
	tpl_text(s, "CODE", tr_langs[l].code);
	tpl_text(s, "VALUE", field_value(f, name, m->alt[l]));
	if (wrong) {
		struct tpl *w = tpl_section(s, "WRONG");
		tpl_text(w, "MESSAGE", wrong);
		tpl_text(w, "INPUT", name);
	}
}

static void row_show(
	struct tpl *list, struct fields *f, const struct media_row *m)
{
	struct req *r = f->r;
	struct tpl *t = tpl_section(list, "ROW");
	bool ready = strcmp(m->state, "ready") == 0;
	int root = tr_lang_index(r->cx.root);
	tpl_textf(t, "ID", "%lld", (long long)m->id);
	tpl_text(t, "PRODUCT", m->product);
	struct tpl *p = tpl_section(t, ready ? "PICTURE" : "BLANK");
	if (ready)
		tpl_text(p, "SRC", admin_image(r, m->sha256, m->widths));
	struct tpl *u = tpl_section(t, m->uses ? "USED" : "UNUSED");
	if (m->uses)
		tpl_text(u, "USED_TEXT",
			arena_printf(r->cx.arena,
				tr_n("%ld place", "%ld places", (long)m->uses),
				(long)m->uses));
	tpl_show_if(t, "SILENT", m->uses && !*m->alt[root]);
	tpl_show_if(t, "FAILED", strcmp(m->state, "failed") == 0);
	alt_show(t, f, m, root);
	for (int l = 0; l < TR_LANGS; l++)
		if (l != root)
			alt_show(t, f, m, l);
}

static void pager_show(struct tpl *list, struct req *r,
	const struct media_view *v, size_t n, int64_t total)
{
	struct arena *a = r->cx.arena;
	struct tpl *p = tpl_include(list, "PAGER", "admin/pager.tpl");
	int64_t page = v->offset / MEDIA_PAGE + 1;
	const char *base = arena_printf(a,
		"/admin/media?show=%s&q=%s&page=", v->show,
		url_encode(a, v->find));
	tpl_int(p, "FROM", v->offset + 1);
	tpl_int(p, "TO", v->offset + (int64_t)n);
	tpl_int(p, "TOTAL", total);
	if (page > 1)
		tpl_textf(tpl_section(p, "NEWER"), "NEWER_HREF", "%s%lld", base,
			(long long)page - 1);
	if (v->offset + (int64_t)n < total)
		tpl_textf(tpl_section(p, "OLDER"), "OLDER_HREF", "%s%lld", base,
			(long long)page + 1);
}

static int list_show(struct fields *f, int status)
{
	struct req *r = f->r;
	long page;
	struct media_view v = view_of(r, &page);
	struct media_row *rows = NULL;
	size_t n;
	int64_t total;
	struct tpl *t = admin_tpl(r, "admin/media.tpl");
	int rc = media_desk_count(&r->cx, &v, &total);
	if (rc == OK)
		rc = media_desk_list(&r->cx, &v, &rows, &n);
	if (rc == OK)
		rc = chips_show(t, r, &v);
	if (rc < 0)
		return rc;
	tpl_text(t, "FIND", v.find);
	tpl_text(t, "SHOW", v.show);
	fields_summary(t, f);
	struct tpl *list = tpl_section(t, rows ? "LIST" : "EMPTY");
	if (rows) {
		tpl_text(list, "SHOW", v.show);
		tpl_text(list, "FIND", v.find);
		tpl_int(list, "PAGE", page);
		for (size_t i = 0; i < n; i++)
			row_show(list, f, &rows[i]);
		pager_show(list, r, &v, n, total);
	} else {
		tpl_show(list,
			*v.show || *v.find || v.offset ? "NO_MATCH" : "NONE");
	}
	struct admin_page frame = {.title = tr("Pictures"), .nav = "media"};
	return admin_send(r, &frame, t, status);
}

/* GET /admin/media */
int admin_media(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return list_show(&f, 200);
}

/* One alt text that was posted; NULL: it was not asked for, or is wrong. */
static const char *alt_read(struct fields *f, const char *name)
{
	struct ask ask = alt_ask;
	size_t before = f->errors.n;
	ask.name = name;
	if (!req_form_param(f->r, name))
		return NULL;
	const char *alt = ask_text(f, &ask, "");
	return f->errors.n == before ? alt : NULL;
}

static int row_save(struct fields *f, const struct media_row *m)
{
	int rc = OK;
	for (int l = 0; rc == OK && l < TR_LANGS; l++) {
		const char *alt = alt_read(
			f, input_of(f->r->cx.arena, m->id, &tr_langs[l]));
		if (alt && strcmp(alt, m->alt[l]) != 0)
			rc = media_desk_alt(
				&f->r->cx, m->id, tr_langs[l].code, alt);
	}
	return rc;
}

/* The pictures that a list's form spoke of: their inputs name them. */
static int each_posted(struct fields *f)
{
	struct media_row m;
	int rc = OK;
	const char *start = arena_printf(
		f->r->cx.arena, "alt_%s_", f->r->cx.root);
	for (const struct param *p = f->r->form; rc == OK && p->name; p++) {
		const char *id = p->name + strlen(start);
		if (strncmp(p->name, start, strlen(start)) != 0 ||
			strlen(id) > 15 ||
			strspn(id, "0123456789") != strlen(id))
			continue;
		rc = media_desk_get(&f->r->cx, strtoll(id, NULL, 10), &m);
		if (rc == OK)
			rc = row_save(f, &m);
		else if (rc == ERR_NOT_FOUND)
			rc = OK;
	}
	return rc;
}

/* POST /admin/media */
int admin_media_save(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	int rc = each_posted(&f);
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return list_show(&f, 422);
	flash_set(r, tr("Saved."));
	long page;
	struct media_view v = view_of(r, &page);
	return resp_redirect(r,
		arena_printf(r->cx.arena, "/admin/media?show=%s&q=%s&page=%ld",
			v.show, url_encode(r->cx.arena, v.find), page));
}

static const char *kind_words(const char *kind)
{
	if (strcmp(kind, "product") == 0)
		return tr("Product");
	if (strcmp(kind, "category") == 0)
		return tr("Category");
	return strcmp(kind, "brand") == 0 ? tr("Brand") : tr("Page");
}

static int uses_show(struct tpl *t, struct req *r, const struct media_row *m)
{
	struct media_use *uses = NULL;
	size_t n;
	int rc = media_desk_uses(&r->cx, m->id, &uses, &n);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(t, uses ? "USES" : "NOWHERE");
	for (size_t i = 0; uses && i < n; i++) {
		struct tpl *s = tpl_section(list, "USE");
		bool home = strcmp(uses[i].kind, "home") == 0;
		tpl_text(s, "KIND", kind_words(uses[i].kind));
		tpl_text(s, "HREF", uses[i].path);
		tpl_text(s, "NAME",
			home            ? tr("Home page")
			: *uses[i].name ? uses[i].name
					: tr("Without a name"));
	}
	return OK;
}

static void picture_show(
	struct tpl *t, struct req *r, const struct media_row *m)
{
	if (strcmp(m->state, "failed") == 0) {
		tpl_text(tpl_section(t, "FAILED"), "PROBLEM", m->problem);
		return;
	}
	if (strcmp(m->state, "ready") != 0) {
		tpl_show(t, "PREPARING");
		return;
	}
	struct tpl *p = tpl_section(t, "PICTURE");
	tpl_text(p, "SRC", admin_image(r, m->sha256, m->widths));
	tpl_text(p, "SAYS", m->alt[tr_lang_index(r->cx.root)]);
	tpl_textf(p, "WIDTH", "%lld", (long long)m->width);
	tpl_textf(p, "HEIGHT", "%lld", (long long)m->height);
}

static int one_show(
	struct fields *f, const struct media_row *m, bool no_file, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/media_one.tpl");
	const char *heading = *m->product ? m->product : tr("Picture");
	tpl_text(t, "HEADING", heading);
	tpl_textf(t, "ID", "%lld", (long long)m->id);
	tpl_show_if(t, "NO_FILE", no_file);
	fields_summary(t, f);
	for (int l = 0; l < TR_LANGS; l++) {
		struct ask ask = alt_ask;
		ask.label = tr_langs[l].name;
		ask.name = input_of(r->cx.arena, m->id, &tr_langs[l]);
		ask_show_plain(t, "ALT", f, &ask, "", m->alt[l]);
	}
	picture_show(t, r, m);
	int rc = uses_show(t, r, m);
	if (rc == OK)
		rc = admin_log(t, r, "media", m->id);
	if (rc < 0)
		return rc;
	struct admin_page frame = {
		.title = heading,
		.nav = "media",
		.back = "/admin/media",
		.back_text = tr("Pictures"),
	};
	return admin_send(r, &frame, t, status);
}

static int media_of(struct req *r, struct media_row *m)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : media_desk_get(&r->cx, id, m);
}

/* GET /admin/media/:id */
int admin_media_one(struct req *r)
{
	struct media_row m;
	struct fields f;
	fields_init(&f, r);
	int rc = media_of(r, &m);
	return rc < 0 ? rc : one_show(&f, &m, false, 200);
}

static int one_saved(struct req *r, int64_t id)
{
	flash_set(r, tr("Saved."));
	return resp_redirect(r,
		arena_printf(r->cx.arena, "/admin/media/%lld", (long long)id));
}

/* POST /admin/media/:id */
int admin_media_one_save(struct req *r)
{
	struct media_row m;
	struct fields f;
	fields_init(&f, r);
	int rc = media_of(r, &m);
	if (rc == OK)
		rc = row_save(&f, &m);
	if (rc < 0)
		return rc;
	return f.errors.n ? one_show(&f, &m, false, 422) : one_saved(r, m.id);
}

/* POST /admin/media/:id/replace */
int admin_media_replace(struct req *r)
{
	struct media_row m;
	struct fields f;
	int64_t other = 0;
	fields_init(&f, r);
	int rc = media_of(r, &m);
	if (rc < 0)
		return rc;
	for (const struct upload *u = r->uploads; u && u->field; u++)
		if (strcmp(u->field, "picture") == 0 && u->size && !other)
			rc = admin_upload_keep(r, u, &other);
	if (rc < 0)
		return rc;
	if (!other)
		return one_show(&f, &m, true, 422);
	rc = media_desk_replace(&r->cx, m.id, other);
	return rc < 0 ? rc : one_saved(r, other);
}
