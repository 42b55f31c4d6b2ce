/* The form of a section of the home page. */
#include "handlers/admin/home.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/segment.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/tr.h"

static const struct ask_choice kinds[] = {
	{"hero", N_("Large picture at the top")},
	{"banner", N_("Banner")},
	{"category", N_("Row of a category")},
	{"text", N_("Text")},
	{NULL, NULL},
};
static const struct ask kind_ask = {"kind", N_("Kind"),
	N_("The large picture takes the place of the usual one. A row shows "
	   "what sells best of a category."),
	ASK_CHOICE, 0, false, 0, kinds};
static const struct ask position_ask = {"position", N_("Position"),
	N_("A small number stands before a large one."), ASK_INT, 9999, false,
	0, NULL};
static const struct ask active_ask = {
	"active", N_("In use"), NULL, ASK_CHECK, 0, false, 0, NULL};
static const struct ask from_ask = {"from", N_("Begins"), N_("Empty: at once."),
	ASK_MOMENT, 0, false, 0, NULL};
static const struct ask to_ask = {
	"to", N_("Ends"), N_("Empty: never."), ASK_MOMENT, 0, false, 0, NULL};
static const struct ask link_ask = {"link", N_("Where the button leads"),
	N_("An address of this shop without the language: /c/mugs. Empty: no "
	   "button."),
	ASK_LINE, 200, false, 0, NULL};
static const struct ask title_ask = {
	"title", N_("Title"), NULL, ASK_LINE, 100, false, 0, NULL};
static const struct ask body_ask = {"body", N_("Text"),
	N_("One or two sentences; of a text, as long as it has to be, with "
	   "Markdown."),
	ASK_LINES, 4000, false, 3, NULL};
static const struct ask button_ask = {"button", N_("Button"),
	N_("Empty: “Have a look”."), ASK_LINE, 40, false, 0, NULL};

static const char *number(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena, "%" PRId64, n);
}

const char *home_kind_words(const char *kind)
{
	for (const struct ask_choice *k = kinds; k->value; k++)
		if (strcmp(k->value, kind) == 0)
			return tr(k->label);
	return "";
}

/* Whom a section is for: of a segment that is gone, its number. */
static const char *segment_told(struct req *r, int64_t id)
{
	struct segment s = {.name = ""};
	if (!id)
		return tr("Everybody");
	return segment_get(&r->cx, id, &s) == OK ? s.name : number(r, id);
}

const char *home_log_words(struct req *r, const void *arg, const char *json)
{
	struct arena *a = r->cx.arena;
	const char *kind = "", *title = "", *segment = "0", *active = "1";
	json_t *o = json && *json ? json_loads(json, 0, NULL) : NULL;
	(void)arg;
	if (!o || json_unpack(o, "{s?s, s?s, s?s, s?s}", "kind", &kind, "title",
			  &title, "segment", &segment, "active", &active) < 0) {
		json_decref(o);
		return "";
	}
	const char *out = arena_printf(a, "%s%s%s; %s: %s%s%s",
		home_kind_words(kind), *title ? "; " : "", title,
		tr("For whom"), segment_told(r, strtoll(segment, NULL, 10)),
		strcmp(active, "0") == 0 ? "; " : "",
		strcmp(active, "0") == 0 ? tr("not in use") : "");
	json_decref(o);
	return out;
}

static int segment_ask(struct req *r, struct ask *out)
{
	struct segment *all;
	size_t n;
	int rc = segment_list(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	struct ask_choice *choices = ARENA_ARRAY(
		r->cx.arena, struct ask_choice, n + 2);
	choices[0] = (struct ask_choice){"0", N_("Everybody")};
	for (size_t i = 0; i < n; i++)
		choices[i + 1] = (struct ask_choice){
			number(r, all[i].id), all[i].name};
	*out = (struct ask){"segment", N_("For whom"),
		N_("Segments of customers have a page of their own. Who has "
		   "switched suggestions off sees what everybody sees."),
		ASK_CHOICE, 0, false, 0, choices};
	return OK;
}

static int category_ask(struct req *r, struct ask *out)
{
	struct category *all;
	size_t n;
	int rc = category_all(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	struct ask_choice *choices = ARENA_ARRAY(
		r->cx.arena, struct ask_choice, n + 2);
	choices[0] = (struct ask_choice){"0", N_("None")};
	for (size_t i = 0; i < n; i++)
		choices[i + 1] = (struct ask_choice){
			number(r, all[i].id), all[i].name};
	*out = (struct ask){"category", N_("Category"), N_("Of a row only."),
		ASK_CHOICE, 0, false, 0, choices};
	return OK;
}

int home_fields_show(
	struct tpl *t, struct fields *f, const struct home_section *s)
{
	struct req *r = f->r;
	struct ask segment, category;
	int rc = segment_ask(r, &segment);
	if (rc == OK)
		rc = category_ask(r, &category);
	if (rc < 0)
		return rc;
	ask_show(t, "WHAT", f, &kind_ask, "", s->kind);
	ask_show(t, "WHAT", f, &category, "", number(r, s->category));
	ask_show(t, "WHAT", f, &link_ask, "", s->link);
	ask_show(t, "WHO", f, &segment, "", number(r, s->segment));
	ask_show(t, "WHO", f, &position_ask, "", number(r, s->position));
	ask_show(t, "WHO", f, &active_ask, "", s->active ? "1" : "");
	ask_show(t, "TIME", f, &from_ask, "",
		moment_value(r->cx.arena, s->starts_ms));
	ask_show(t, "TIME", f, &to_ask, "",
		moment_value(r->cx.arena, s->ends_ms));
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		const struct home_words *w = &s->texts[l];
		bool root = strcmp(code, r->cx.root) == 0;
		struct tpl *g = tpl_section(t, "LANG");
		tpl_text(g, "LANG_NAME", tr_langs[l].name);
		tpl_show_if(g, "OPEN",
			root || *w->title ||
				field_message(f, field_name(r->cx.arena,
							 "title", code)));
		ask_show_plain(g, "WORDS", f, &title_ask, code, w->title);
		ask_show_plain(g, "WORDS", f, &body_ask, code, w->body);
		ask_show_plain(g, "WORDS", f, &button_ask, code, w->button);
	}
	return OK;
}

static void check(struct fields *f, const struct home_section *s)
{
	struct arena *a = f->r->cx.arena;
	int root = tr_lang_index(f->r->cx.root);
	bool row = strcmp(s->kind, "category") == 0;
	if (row && !s->category)
		field_error(f, "category", tr("Choose the row’s category."));
	if (!row && root >= 0 && !*s->texts[root].title)
		field_error(f, field_name(a, "title", f->r->cx.root),
			tr("Write a title."));
	if (*s->link && (s->link[0] != '/' || s->link[1] == '/'))
		field_error(f, "link",
			tr("Write an address of this shop: it begins with "
			   "one slash."));
	if (s->starts_ms && s->ends_ms && s->ends_ms <= s->starts_ms)
		field_error(f, "to", tr("It ends before it begins."));
}

int home_fields_read(struct fields *f, struct home_section *s)
{
	struct ask segment, category;
	int rc = segment_ask(f->r, &segment);
	if (rc == OK)
		rc = category_ask(f->r, &category);
	if (rc < 0)
		return rc;
	s->kind = ask_choice(f, &kind_ask, "");
	s->segment = strtoll(ask_choice(f, &segment, ""), NULL, 10);
	s->category = strtoll(ask_choice(f, &category, ""), NULL, 10);
	s->link = ask_text(f, &link_ask, "");
	s->position = 0;
	ask_int(f, &position_ask, "", &s->position);
	s->active = field_checked(f, "active", false);
	s->starts_ms = s->ends_ms = 0;
	ask_moment(f, &from_ask, "", &s->starts_ms);
	ask_moment(f, &to_ask, "", &s->ends_ms);
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		s->texts[l].title = ask_text(f, &title_ask, code);
		s->texts[l].body = ask_text(f, &body_ask, code);
		s->texts[l].button = ask_text(f, &button_ask, code);
	}
	check(f, s);
	return OK;
}
