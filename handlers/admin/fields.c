#include "handlers/admin/fields.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/text.h"
#include "lib/tr.h"

void fields_init(struct fields *f, struct req *r)
{
	memset(f, 0, sizeof(*f));
	f->r = r;
	f->posted = r->method == METHOD_POST;
}

const char *field_name(struct arena *a, const char *name, const char *suffix)
{
	if (!suffix || !*suffix)
		return name;
	return arena_printf(a, "%s_%s", name, suffix);
}

const char *field_value(struct fields *f, const char *name, const char *stored)
{
	if (f->posted) {
		const char *typed = req_form_param(f->r, name);
		if (typed)
			return typed;
	}
	return stored ? stored : "";
}

bool field_checked(struct fields *f, const char *name, bool stored)
{
	if (f->posted)
		return req_form_param(f->r, name) != NULL;
	return stored;
}

const char *field_message(const struct fields *f, const char *name)
{
	for (size_t i = 0; i < f->errors.n; i++)
		if (strcmp(f->errors.item[i].field, name) == 0)
			return f->errors.item[i].message;
	return NULL;
}

bool field_wrong_below(const struct fields *f, const char *beginning)
{
	for (size_t i = 0; i < f->errors.n; i++)
		if (strncmp(f->errors.item[i].field, beginning,
			    strlen(beginning)) == 0)
			return true;
	return false;
}

void field_error(struct fields *f, const char *name, const char *message)
{
	form_error(&f->errors, name, message);
}

/* "Name", or "Name (Suomi)" in a language other than the root. */
static const char *label_of(
	const struct cx *cx, const struct ask *ask, const char *suffix)
{
	int i = suffix ? tr_lang_index(suffix) : -1;
	if (i < 0 || strcmp(suffix, cx->root) == 0)
		return tr(ask->label);
	return arena_printf(
		cx->arena, "%s (%s)", tr(ask->label), tr_langs[i].name);
}

/* Line ends as \n; other control characters become spaces. */
static const char *text_clean(struct arena *a, const char *typed, bool lines)
{
	char *s = arena_strdup(a, typed), *to = s;
	for (const char *p = s; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if (c == '\r' && p[1] == '\n')
			continue;
		if (c == '\r')
			c = '\n';
		bool keep = c >= 0x20 || (lines && (c == '\n' || c == '\t'));
		*to++ = (char)(keep && c != 0x7f ? c : ' ');
	}
	*to = '\0';
	return text_trim(a, s);
}

const char *ask_text(
	struct fields *f, const struct ask *ask, const char *suffix)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, ask->name, suffix);
	const char *typed = req_form_param(f->r, name);
	const char *text = text_clean(
		a, typed ? typed : "", ask->kind == ASK_LINES);
	const char *label = label_of(&f->r->cx, ask, suffix);

	if (ask->required && !*text)
		field_error(
			f, name, arena_printf(a, tr("%s is missing."), label));
	else if (ask->max > 0 && utf8_length(text) > (size_t)ask->max)
		field_error(f, name,
			arena_printf(a,
				tr("%s is too long: at most %d characters."),
				label, (int)ask->max));
	else if (ask->kind == ASK_EMAIL && *text && !email_is_plausible(text))
		field_error(f, name,
			arena_printf(
				a, tr("%s is not an e-mail address."), label));
	return text;
}

bool ask_money(struct fields *f, const struct ask *ask, const char *suffix,
	struct money *out)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, ask->name, suffix);
	const char *typed = req_form_param(f->r, name);
	const char *text = text_clean(a, typed ? typed : "", false);
	const char *label = label_of(&f->r->cx, ask, suffix);

	*out = money(0);
	if (!*text) {
		if (ask->required)
			field_error(f, name,
				arena_printf(a, tr("%s is missing."), label));
		return false;
	}
	if (money_parse(text, out))
		return true;
	field_error(f, name,
		arena_printf(a, tr("%s is not an amount: write it like 12.90."),
			label));
	return false;
}

bool ask_int(struct fields *f, const struct ask *ask, const char *suffix,
	int64_t *out)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, ask->name, suffix);
	const char *typed = req_form_param(f->r, name);
	const char *text = text_clean(a, typed ? typed : "", false);
	const char *label = label_of(&f->r->cx, ask, suffix);

	*out = 0;
	if (!*text) {
		if (ask->required)
			field_error(f, name,
				arena_printf(a, tr("%s is missing."), label));
		return false;
	}
	char *end;
	size_t n = strlen(text);
	long long v = n <= 12 ? strtoll(text, &end, 10) : -1;
	if (n <= 12 && !*end && v >= 0 && v <= ask->max) {
		*out = v;
		return true;
	}
	field_error(f, name,
		arena_printf(a, tr("%s must be a whole number from 0 to %lld."),
			label, (long long)ask->max));
	return false;
}

bool ask_date(struct fields *f, const struct ask *ask, const char *suffix,
	int64_t *end_ms)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, ask->name, suffix);
	const char *typed = req_form_param(f->r, name);
	const char *text = text_clean(a, typed ? typed : "", false);
	const char *label = label_of(&f->r->cx, ask, suffix);

	*end_ms = 0;
	if (!*text) {
		if (ask->required)
			field_error(f, name,
				arena_printf(a, tr("%s is missing."), label));
		return false;
	}
	int64_t day = 0;
	bool shape = strlen(text) == 10 && text[4] == '-' && text[7] == '-';
	for (const char *c = text; shape && *c; c++) {
		if (c == text + 4 || c == text + 7)
			continue;
		shape = *c >= '0' && *c <= '9';
		day = day * 10 + (*c - '0');
	}
	*end_ms = shape ? clock_day_end(day) : -1;
	if (*end_ms > 0)
		return true;
	*end_ms = 0;
	field_error(f, name,
		arena_printf(a, tr("%s is not a day: write it like %s."), label,
			clock_format(a, "en", CLOCK_DAY_ISO, f->r->cx.now)));
	return false;
}

/* "2026-12-24T09:00", seconds too if a browser sends them; -1: it is not. */
static int64_t moment_parse(const char *s)
{
	static const char shape[] = "dddd-dd-ddTdd:dd";
	int64_t day = 0;
	int time = 0;
	size_t n = sizeof(shape) - 1;
	for (size_t i = 0; i < n; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		if (shape[i] != 'd' && s[i] != shape[i] &&
			!(shape[i] == 'T' && s[i] == ' '))
			return -1;
		if (shape[i] != 'd')
			continue;
		if (!digit)
			return -1;
		if (i < 10)
			day = day * 10 + (s[i] - '0');
		else
			time = time * 10 + (s[i] - '0');
	}
	if ((s[n] && s[n] != ':') || time / 100 > 23 || time % 100 > 59)
		return -1;
	return clock_moment(day, time / 100 * 60 + time % 100);
}

bool ask_moment(struct fields *f, const struct ask *ask, const char *suffix,
	int64_t *ms)
{
	struct arena *a = f->r->cx.arena;
	const char *name = field_name(a, ask->name, suffix);
	const char *typed = req_form_param(f->r, name);
	const char *text = text_clean(a, typed ? typed : "", false);
	const char *label = label_of(&f->r->cx, ask, suffix);
	*ms = 0;
	if (!*text && ask->required)
		field_error(
			f, name, arena_printf(a, tr("%s is missing."), label));
	if (!*text)
		return false;
	*ms = moment_parse(text);
	if (*ms > 0)
		return true;
	*ms = 0;
	field_error(f, name,
		arena_printf(a, tr("%s is not a time: write it like %s."),
			label, moment_value(a, f->r->cx.now)));
	return false;
}

const char *moment_value(struct arena *a, int64_t ms)
{
	enum { MINUTES = 16 };
	return ms ? arena_strndup(
			    a, clock_format(a, "en", CLOCK_ISO, ms), MINUTES)
		  : "";
}

const char *ask_choice(
	struct fields *f, const struct ask *ask, const char *suffix)
{
	const char *typed = req_form_param(
		f->r, field_name(f->r->cx.arena, ask->name, suffix));
	for (const struct ask_choice *c = ask->choices; typed && c->value; c++)
		if (strcmp(c->value, typed) == 0)
			return c->value;
	return ask->choices[0].value;
}

static void show_choices(
	struct tpl *t, const struct ask *ask, const char *value)
{
	struct tpl *s = tpl_section(t, "SELECT");
	for (const struct ask_choice *c = ask->choices; c->value; c++) {
		struct tpl *o = tpl_section(s, "OPTION");
		tpl_text(o, "OPTION_VALUE", c->value);
		tpl_text(o, "OPTION_LABEL", tr(c->label));
		tpl_show_if(o, "SELECTED", strcmp(c->value, value) == 0);
	}
}

static void show_input(struct tpl *t, const struct ask *ask, const char *value)
{
	struct tpl *s;
	switch (ask->kind) {
	case ASK_LINES:
		s = tpl_section(t, "AREA");
		tpl_int(s, "ROWS", ask->rows > 0 ? ask->rows : 3);
		tpl_text(s, "VALUE", value);
		return;
	case ASK_CHOICE:
		show_choices(t, ask, value);
		return;
	case ASK_CHECK:
		return;
	default:
		s = tpl_section(t, "LINE");
		tpl_text(s, "TYPE",
			ask->kind == ASK_EMAIL    ? "email"
			: ask->kind == ASK_DATE   ? "date"
			: ask->kind == ASK_MOMENT ? "datetime-local"
						  : "text");
		tpl_text(s, "VALUE", value);
		if (ask->kind == ASK_MONEY)
			tpl_show(s, "DECIMAL");
		if (ask->kind == ASK_INT)
			tpl_show(s, "NUMERIC");
	}
}

static void show(struct tpl *t, const char *slot, struct fields *f,
	const struct ask *ask, const char *suffix, const char *label,
	const char *stored)
{
	struct arena *a = f->r->cx.arena;
	struct tpl *i = tpl_include(t, slot, "admin/field.tpl");
	const char *name = field_name(a, ask->name, suffix);
	const char *wrong = field_message(f, name);

	tpl_text(i, "NAME", name);
	tpl_text(i, "LABEL", label);
	bool check = ask->kind == ASK_CHECK;
	tpl_show(i, check ? "CHECK" : "FIELD");
	if (check)
		tpl_show_if(i, "CHECKED",
			field_checked(f, name, stored && *stored == '1'));
	else
		show_input(i, ask, field_value(f, name, stored));
	tpl_show_if(i, "REQUIRED", ask->required && !check);
	if (ask->hint) {
		tpl_show(i, "HINTED");
		tpl_text(i, "HINT", tr(ask->hint));
	}
	if (wrong) {
		tpl_show(i, "WRONG");
		tpl_text(i, "MESSAGE", wrong);
	}
}

void ask_show(struct tpl *t, const char *slot, struct fields *f,
	const struct ask *ask, const char *suffix, const char *stored)
{
	const char *label = label_of(&f->r->cx, ask, suffix);
	show(t, slot, f, ask, suffix, label, stored);
}

void ask_show_plain(struct tpl *t, const char *slot, struct fields *f,
	const struct ask *ask, const char *suffix, const char *stored)
{
	show(t, slot, f, ask, suffix, tr(ask->label), stored);
}

void fields_summary(struct tpl *t, struct fields *f)
{
	if (f->errors.n == 0)
		return;
	struct tpl *i = tpl_include(t, "ERRORS", "admin/errors.tpl");
	for (size_t k = 0; k < f->errors.n; k++) {
		struct tpl *e = tpl_section(i, "ERROR");
		bool at = f->errors.item[k].field[0] != '\0';
		struct tpl *s = tpl_section(e, at ? "AT" : "WHOLE");
		if (at)
			tpl_text(s, "NAME", f->errors.item[k].field);
		tpl_text(s, "MESSAGE", f->errors.item[k].message);
	}
}
