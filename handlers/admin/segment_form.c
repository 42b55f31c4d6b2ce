/* A segment's form: names, and rules that can be added and taken away. */
#include "handlers/admin/segments.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct ask name_ask = {"name", N_("Name"),
	N_("Customers read it too, unless you write another for them below."),
	ASK_LINE, 60, true, 0, NULL};
static const struct ask active_ask = {"active", N_("In use"),
	N_("When it is not, nobody is in it."), ASK_CHECK, 0, false, 0, NULL};
static const struct ask text_ask = {"text", N_("As customers read it"),
	N_("In their profile, and where a code is only for them. Empty: as in "
	   "the shop’s main language, else the name."),
	ASK_LINE, 60, false, 0, NULL};

static const struct ask_choice numbers[] = {
	{"least", N_("at least")},
	{"most", N_("at most")},
	{NULL, NULL},
};
static const struct ask_choice counts[] = {
	{"least", N_("at least")},
	{"most", N_("at most")},
	{"is", N_("exactly")},
	{NULL, NULL},
};
static const struct ask_choice things[] = {
	{"is", N_("is")},
	{"not", N_("is not")},
	{NULL, NULL},
};
static const struct ask_choice answers[] = {
	{"is", N_("yes")},
	{"not", N_("no")},
	{NULL, NULL},
};

static struct ask op_ask(const struct segment_field *field)
{
	struct ask ask = {
		"op", N_("How"), NULL, ASK_CHOICE, 0, false, 0, numbers};
	if (field->ask == SEGMENT_YES)
		ask.choices = answers;
	else if (field->ask >= SEGMENT_CATEGORY)
		ask.choices = things;
	else if (segment_field_takes(field, "is"))
		ask.choices = counts;
	return ask;
}

static int value_ask(
	struct req *r, const struct segment_field *field, struct ask *out)
{
	struct ask_choice *choices = NULL;
	*out = (struct ask){"value", N_("Value"), field->hint, ASK_INT, 100000,
		true, 0, NULL};
	if (field->ask == SEGMENT_MONEY || field->ask == SEGMENT_PERCENT)
		out->kind = ASK_MONEY;
	if (field->ask < SEGMENT_FIFTH)
		return OK;
	out->kind = ASK_CHOICE;
	int rc = segment_value_choices(r, field->ask, &choices);
	out->choices = choices;
	return rc;
}

/* What stands in the field: cents and basis points with their point. */
static const char *value_text(struct arena *a, const struct segment_rule *rule)
{
	enum segment_ask ask = segment_fields[rule->field].ask;
	if (ask == SEGMENT_MONEY || ask == SEGMENT_PERCENT)
		return money_plain(a, money(rule->value));
	return arena_printf(a, "%" PRId64, rule->value);
}

static int rule_show(struct tpl *t, struct fields *f,
	const struct segment_rule *rule, size_t i)
{
	struct arena *a = f->r->cx.arena;
	const struct segment_field *field = &segment_fields[rule->field];
	const char *nth = arena_printf(a, "%zu", i);
	struct ask op = op_ask(field), value;
	int rc = value_ask(f->r, field, &value);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "RULE");
	tpl_text(s, "NTH", nth);
	tpl_text(s, "CODE", field->code);
	tpl_text(s, "FIELD", tr(field->label));
	/* rows move up when one is taken away: what was read is shown */
	struct fields shown = *f;
	shown.posted = f->posted && f->errors.n > 0;
	ask_show(s, "HOW", &shown, &op, nth, rule->op);
	if (field->ask != SEGMENT_YES)
		ask_show(s, "HOW", &shown, &value, nth, value_text(a, rule));
	return OK;
}

int segment_fields_show(
	struct tpl *t, struct fields *f, const struct segment *s)
{
	ask_show(t, "WHAT", f, &name_ask, "", s->name);
	ask_show(t, "WHAT", f, &active_ask, "", s->active ? "1" : "");
	int rc = OK;
	for (size_t i = 0; rc == OK && i < s->n_rules; i++)
		rc = rule_show(t, f, &s->rules[i], i);
	tpl_show_if(t, "NO_RULES", s->n_rules == 0);
	for (int i = 0; i < SEGMENT_FIELDS; i++) {
		struct tpl *o = tpl_section(t, "MORE");
		tpl_text(o, "CODE", segment_fields[i].code);
		tpl_text(o, "FIELD", tr(segment_fields[i].label));
	}
	for (int l = 0; l < TR_LANGS; l++)
		ask_show(t, "LABELS", f, &text_ask, tr_langs[l].code,
			s->texts[l] ? s->texts[l] : "");
	return rc;
}

/* A choice that is in the list now, as it was typed. */
static int64_t choice_read(
	struct fields *f, const struct ask *ask, const char *nth)
{
	return strtoll(ask_choice(f, ask, nth), NULL, 10);
}

static int rule_read(struct fields *f, struct segment *s, size_t i)
{
	struct arena *a = f->r->cx.arena;
	const char *nth = arena_printf(a, "%zu", i);
	const char *code = req_form_param(
		f->r, arena_printf(a, "field_%zu", i));
	int at = code ? segment_field_find(code) : -1;
	if (at < 0 || s->n_rules == SEGMENT_RULES_MAX)
		return ERR_BAD;
	const struct segment_field *field = &segment_fields[at];
	struct ask op = op_ask(field), value;
	struct money m = {0};
	int rc = value_ask(f->r, field, &value);
	if (rc < 0)
		return rc;
	struct segment_rule *rule = &s->rules[s->n_rules++];
	*rule = (struct segment_rule){at, ask_choice(f, &op, nth), 1};
	if (field->ask == SEGMENT_YES)
		return OK;
	value.label = field->label;
	if (value.kind == ASK_MONEY) {
		ask_money(f, &value, nth, &m);
		rule->value = m.minor;
	} else if (value.kind == ASK_INT) {
		rule->value = 0;
		ask_int(f, &value, nth, &rule->value);
	} else {
		rule->value = choice_read(f, &value, nth);
	}
	if (rule->value < 0)
		field_error(f, field_name(a, "value", nth),
			tr("It cannot be below zero."));
	return OK;
}

static bool is_dropped(struct req *r, size_t i)
{
	const char *drop;
	for (size_t k = 0; (drop = req_form_nth(r, "drop", k)); k++)
		if (strtoull(drop, NULL, 10) == i)
			return true;
	return false;
}

/* "Add a rule": with what it usually asks. */
static void rule_add(struct segment *s, const char *code)
{
	int at = segment_field_find(code);
	if (at < 0 || s->n_rules == SEGMENT_RULES_MAX)
		return;
	const struct segment_field *f = &segment_fields[at];
	s->rules[s->n_rules++] = (struct segment_rule){at,
		f->ask >= SEGMENT_CATEGORY ? "is" : "least",
		f->ask == SEGMENT_FIFTH     ? 4
		: f->ask == SEGMENT_MONEY   ? 10000
		: f->ask == SEGMENT_PERCENT ? 5000
		: f->ask == SEGMENT_DAYS    ? 30
					    : 1};
}

int segment_fields_read(struct fields *f, struct segment *s)
{
	struct req *r = f->r;
	const char *what = req_form_param(r, "do");
	const char *more = req_form_param(r, "more");
	int rc = OK;
	s->name = ask_text(f, &name_ask, "");
	s->active = field_checked(f, "active", false);
	for (int l = 0; l < TR_LANGS; l++)
		s->texts[l] = ask_text(f, &text_ask, tr_langs[l].code);
	s->n_rules = 0;
	for (size_t i = 0; rc == OK && i < SEGMENT_RULES_MAX; i++) {
		if (!req_form_param(
			    r, arena_printf(r->cx.arena, "field_%zu", i)))
			break;
		if (!is_dropped(r, i))
			rc = rule_read(f, s, i);
	}
	if (rc == OK && more && what && strcmp(what, "add") == 0)
		rule_add(s, more);
	else if (rc == OK && !s->n_rules)
		field_error(f, "more",
			tr("Add a rule: it says who is in the segment."));
	return rc;
}
