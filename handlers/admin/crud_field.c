/* One field of a simple thing's form: read, shown. */
#include "handlers/admin/crud.h"

#include <stdlib.h>
#include <string.h>

#include "domain/desk.h"
#include "domain/product_desk.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { ADDRESS_MAX = 300, BP_MAX = 10000 };

static const struct ask_choice *choices_of(
	struct req *r, const struct crud_field *c)
{
	return c->options ? c->options(r) : c->choices;
}

static struct ask ask_of(struct req *r, const struct crud_field *c)
{
	static const enum ask_kind kinds[] = {
		[CRUD_LINE] = ASK_LINE,
		[CRUD_LINES] = ASK_LINES,
		[CRUD_MARKDOWN] = ASK_LINES,
		[CRUD_EMAIL] = ASK_EMAIL,
		[CRUD_INT] = ASK_INT,
		[CRUD_MONEY] = ASK_MONEY,
		[CRUD_RATE] = ASK_MONEY,
		[CRUD_DAY] = ASK_DATE,
		[CRUD_CHOICE] = ASK_CHOICE,
		[CRUD_CHECK] = ASK_CHECK,
		[CRUD_COLOUR] = ASK_LINE,
		[CRUD_PICTURE] = ASK_LINE,
		[CRUD_FIND] = ASK_LINE,
	};
	return (struct ask){c->name, c->label, c->hint, kinds[c->kind], c->max,
		c->required, c->rows, choices_of(r, c)};
}

static const char *number_text(struct fields *f, int64_t n)
{
	return arena_printf(f->r->cx.arena, "%lld", (long long)n);
}

static const char *choice_read(
	struct fields *f, const struct crud_field *c, const char *name)
{
	const char *typed = req_form_param(f->r, name);
	const struct ask_choice *o = choices_of(f->r, c);
	for (; typed && o->value; o++)
		if (strcmp(o->value, typed) == 0)
			return o->value;
	field_error(f, name,
		arena_printf(f->r->cx.arena, tr("%s: choose one of the list."),
			tr(c->label)));
	return "";
}

static const char *colour_read(
	struct fields *f, const struct ask *ask, const char *suffix)
{
	const char *s = text_lower(f->r->cx.arena, ask_text(f, ask, suffix));
	if (!*s || (strlen(s) == 7 && *s == '#' &&
			   strspn(s + 1, "0123456789abcdef") == 6))
		return s;
	field_error(f, field_name(f->r->cx.arena, ask->name, suffix),
		tr("A colour is written like #254a54."));
	return s;
}

static const char *rate_read(
	struct fields *f, const struct ask *ask, const char *suffix)
{
	struct money m;
	if (!ask_money(f, ask, suffix, &m))
		return "";
	if (m.minor <= BP_MAX)
		return number_text(f, m.minor);
	field_error(f, field_name(f->r->cx.arena, ask->name, suffix),
		tr("A rate is from 0 to 100 per cent."));
	return "";
}

/* A file that was sent, else the one kept from an earlier try, else what is
 * there; unless it shall go. */
static const char *picture_read(
	struct fields *f, const struct crud_field *c, const char *was)
{
	struct req *r = f->r;
	struct arena *a = r->cx.arena;
	int64_t id = 0;
	for (const struct upload *u = r->uploads; u && u->field; u++) {
		if (strcmp(u->field, c->name) != 0 || u->size == 0)
			continue;
		if (admin_upload_keep(r, u, &id) == OK)
			return number_text(f, id);
		field_error(f, c->name, tr("The picture could not be kept."));
	}
	if (req_form_param(r, field_name(a, c->name, "gone")))
		return "";
	const char *kept = req_form_param(r, field_name(a, c->name, "kept"));
	struct desk_picture p;
	id = kept && strlen(kept) < 16 ? strtoll(kept, NULL, 10) : 0;
	if (id > 0 && desk_picture(&r->cx, id, &p) == OK)
		return number_text(f, id);
	return was;
}

static bool path_is_ours(const char *s)
{
	return s[0] == '/' && s[1] != '/' && s[1] != '\\' &&
	       strlen(s) <= ADDRESS_MAX && !strpbrk(s, " \t\r\n\\<>\"");
}

static const char *find_read(struct fields *f, const struct crud_field *c)
{
	struct arena *a = f->r->cx.arena;
	struct ask ask = ask_of(f->r, c);
	struct desk_target target;
	const char *chosen = req_form_param(f->r, c->name);
	if (chosen && strcmp(chosen, "address") != 0) {
		if (desk_target(&f->r->cx, chosen, &target) == OK)
			return target.code;
		field_error(f, c->name, tr("That is no longer in the shop."));
		return "";
	}
	ask.max = ADDRESS_MAX;
	ask.required = false;
	const char *s = ask_text(f, &ask, "address");
	if (path_is_ours(s))
		return s;
	field_error(f, field_name(a, c->name, "address"),
		*s ? tr("An address of this shop begins with one slash, like "
			"/c/table.")
		   : tr("Say where it leads: find it, or write its address."));
	return s;
}

const char *crud_read(struct fields *f, const struct crud_field *c,
	const char *suffix, const char *was)
{
	struct ask ask = ask_of(f->r, c);
	const char *name = field_name(f->r->cx.arena, c->name, suffix);
	int64_t n;
	struct money m;
	switch (c->kind) {
	case CRUD_INT:
		return ask_int(f, &ask, suffix, &n) ? number_text(f, n) : "0";
	case CRUD_MONEY:
		return ask_money(f, &ask, suffix, &m) ? number_text(f, m.minor)
						      : "0";
	case CRUD_RATE:
		return rate_read(f, &ask, suffix);
	case CRUD_DAY:
		return ask_date(f, &ask, suffix, &n)
			       ? number_text(f, clock_day(n - 1))
			       : "";
	case CRUD_CHOICE:
		return choice_read(f, c, name);
	case CRUD_CHECK:
		return req_form_param(f->r, name) ? "1" : "0";
	case CRUD_COLOUR:
		return colour_read(f, &ask, suffix);
	case CRUD_PICTURE:
		return picture_read(f, c, was);
	case CRUD_FIND:
		return find_read(f, c);
	default:
		return ask_text(f, &ask, suffix);
	}
}

const char *crud_plain(
	struct req *r, const struct crud_field *c, const char *stored)
{
	struct arena *a = r->cx.arena;
	int64_t n = strtoll(stored, NULL, 10);
	switch (c->kind) {
	case CRUD_MONEY:
		return money_plain(a, money(n));
	case CRUD_RATE:
		return *stored ? money_plain(a, money(n)) : "";
	case CRUD_DAY:
		return n ? arena_printf(a, "%04d-%02d-%02d", (int)(n / 10000),
				   (int)(n / 100 % 100), (int)(n % 100))
			 : "";
	default:
		return stored;
	}
}

static int picture_show(struct tpl *t, const char *slot, struct fields *f,
	const struct crud_field *c, const char *stored)
{
	struct req *r = f->r;
	struct desk_picture p;
	struct tpl *s = tpl_include(t, slot, "admin/crud_picture.tpl");
	int64_t id = strtoll(stored, NULL, 10);
	int rc = id ? desk_picture(&r->cx, id, &p) : ERR_NOT_FOUND;
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	tpl_text(s, "NAME", c->name);
	tpl_text(s, "LABEL", tr(c->label));
	tpl_text(s, "HINT", c->hint ? tr(c->hint) : "");
	tpl_show(s, rc == OK ? "OTHER" : "NONE");
	const char *wrong = field_message(f, c->name);
	if (wrong)
		tpl_text(tpl_section(s, "WRONG"), "MESSAGE", wrong);
	if (rc < 0)
		return OK;
	struct tpl *h = tpl_section(s, "PRESENT");
	tpl_text(h, "KEPT", stored);
	if (strcmp(p.state, "ready") == 0)
		tpl_text(tpl_section(h, "IMAGE"), "SRC",
			admin_image(r, p.sha256, p.widths));
	else if (strcmp(p.state, "failed") == 0)
		tpl_text(tpl_section(h, "FAILED"), "PROBLEM", p.problem);
	else
		tpl_show(h, "PREPARING");
	return OK;
}

static const char *target_words(struct req *r, const struct desk_target *t)
{
	const char *kind = strcmp(t->kind, "product") == 0    ? tr("Product")
			   : strcmp(t->kind, "category") == 0 ? tr("Category")
							      : tr("Page");
	return arena_printf(r->cx.arena, "%s: %s", kind, t->name);
}

static void target_show(struct tpl *s, struct fields *f,
	const struct crud_field *c, const struct desk_target *t, bool on)
{
	struct tpl *o = tpl_section(s, "TARGET");
	tpl_text(o, "NAME", c->name);
	tpl_text(o, "CODE", t->code);
	tpl_text(o, "WORDS", target_words(f->r, t));
	tpl_show_if(o, "ON", on);
}

static int found_show(struct tpl *s, struct fields *f,
	const struct crud_field *c, const char *chosen)
{
	const char *what = req_form_param(f->r, "do");
	const char *typed = req_form_param(
		f->r, field_name(f->r->cx.arena, c->name, "find"));
	typed = typed ? text_trim(f->r->cx.arena, typed) : "";
	tpl_text(s, "FIND", typed);
	if (!*typed || !what || strcmp(what, "find") != 0)
		return OK;
	struct desk_target *found;
	size_t n;
	int rc = desk_targets(&f->r->cx, typed, &found, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (strcmp(found[i].code, chosen) != 0)
			target_show(s, f, c, &found[i], false);
	tpl_show_if(s, "NOTHING", rc == OK && n == 0);
	return rc;
}

static int find_show(struct tpl *t, const char *slot, struct fields *f,
	const struct crud_field *c, const char *stored)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *s = tpl_include(t, slot, "admin/crud_find.tpl");
	const char *address = field_name(a, c->name, "address");
	const char *chosen = field_value(f, c->name, stored);
	if (strcmp(chosen, "address") == 0 || *chosen == '/')
		chosen = "";
	struct desk_target target = {"", "", ""};
	int rc = *chosen ? desk_target(&f->r->cx, chosen, &target)
			 : ERR_NOT_FOUND;
	bool known = rc == OK;
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	tpl_text(s, "NAME", c->name);
	tpl_text(s, "LABEL", tr(c->label));
	if (known)
		target_show(s, f, c, &target, true);
	tpl_show_if(s, "FREE", !known);
	tpl_text(s, "ADDRESS",
		field_value(f, address, *stored == '/' ? stored : ""));
	const char *wrong = field_message(f, address);
	if (!wrong)
		wrong = field_message(f, c->name);
	if (wrong)
		tpl_text(tpl_section(s, "WRONG"), "MESSAGE", wrong);
	return found_show(s, f, c, known ? target.code : "");
}

int crud_show(struct tpl *t, const char *slot, struct fields *f,
	const struct crud_field *c, const char *suffix, const char *stored)
{
	if (c->kind == CRUD_PICTURE)
		return picture_show(t, slot, f, c, stored);
	if (c->kind == CRUD_FIND)
		return find_show(t, slot, f, c, stored);
	struct ask ask = ask_of(f->r, c);
	ask_show(t, slot, f, &ask, suffix, crud_plain(f->r, c, stored));
	return OK;
}
