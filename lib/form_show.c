/* Showing a form in its template: empty, as stored, or again as typed. */
#include "lib/form.h"

#include <ctype.h>
#include <string.h>

#include "lib/money.h"
#include "lib/tr.h"

/* Template names are capitals, digits and underscores. */
static char *upper(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	for (char *p = out; *p; p++)
		*p = isalnum((unsigned char)*p)
			     ? (char)toupper((unsigned char)*p)
			     : '_';
	return out;
}

/* EMAIL_IS_b keeps the choice as it is written, but for odd characters. */
static const char *choice_name(
	struct arena *a, const char *name, const char *choice)
{
	char *tail = arena_strdup(a, choice);
	for (char *p = tail; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '_';
	return arena_printf(a, "%s_IS_%s", name, tail);
}

static void show_value(
	struct tpl *t, struct arena *a, const struct field *f, const char *text)
{
	const char *name = upper(a, f->name);
	if (f->type == FIELD_TYPE_BOOL) {
		bool on = *text && strcmp(text, "0") != 0;
		if (on)
			tpl_show(t, arena_printf(a, "%s_ON", name));
		return;
	}
	if (f->type != FIELD_TYPE_CHOICE) {
		tpl_text(t, name, text);
		return;
	}
	for (const char *const *c = f->choices; c && *c; c++)
		if (strcmp(*c, text) == 0)
			tpl_show(t, choice_name(a, name, *c));
}

static void show_errors(struct tpl *t, struct arena *a,
	const struct field *fields, const struct form_errors *errors)
{
	struct tpl *all = tpl_section(t, "ERRORS");
	const char *title = errors->n == 1
				    ? tr("One thing to put right")
				    : arena_printf(a,
					      tr_n("%lu thing to put right",
						      "%lu things to put right",
						      (long)errors->n),
					      (unsigned long)errors->n);
	tpl_text(all, "ERRORS_TITLE", title);
	for (size_t i = 0; i < errors->n; i++) {
		struct tpl *one = tpl_section(all, "ERROR");
		tpl_text(one, "FIELD", errors->item[i].field);
		tpl_text(one, "MSG", errors->item[i].message);
	}
	for (const struct field *f = fields; f->type != FIELD_TYPE_END; f++) {
		size_t i = 0;
		while (i < errors->n &&
			strcmp(errors->item[i].field, f->name) != 0)
			i++;
		if (i == errors->n)
			continue;
		const char *name = upper(a, f->name);
		struct tpl *s = tpl_section(t, arena_printf(a, "%s_ERR", name));
		tpl_text(s, arena_printf(a, "%s_MSG", name),
			errors->item[i].message);
	}
}

void form_show(struct tpl *t, struct req *r, const struct field *fields,
	const struct form_errors *errors)
{
	for (const struct field *f = fields; f->type != FIELD_TYPE_END; f++) {
		const char *text = req_form_param(r, f->name);
		show_value(t, r->cx.arena, f, text ? text : "");
	}
	if (errors && errors->n)
		show_errors(t, r->cx.arena, fields, errors);
}

void form_show_values(struct tpl *t, struct cx *cx, const struct field *fields,
	const void *values)
{
	struct arena *a = cx->arena;
	for (const struct field *f = fields; f->type != FIELD_TYPE_END; f++) {
		const char *at = (const char *)values + f->offset;
		int64_t number = 0;
		const char *text = NULL;
		switch (f->type) {
		case FIELD_TYPE_INT:
		case FIELD_TYPE_BOOL:
			memcpy(&number, at, sizeof(number));
			text = arena_printf(a, "%lld", (long long)number);
			break;
		case FIELD_TYPE_MONEY:
			memcpy(&number, at, sizeof(number));
			/* no sum is an empty box where one may be left out */
			text = number == 0 && !f->required
				       ? ""
				       : money_plain(a, money(number));
			break;
		default:
			memcpy(&text, at, sizeof(text));
			break;
		}
		show_value(t, a, f, text ? text : "");
	}
}

void form_show_errors(struct tpl *t, struct req *r, const struct field *fields,
	const struct form_errors *errors)
{
	show_errors(t, r->cx.arena, fields, errors);
}
