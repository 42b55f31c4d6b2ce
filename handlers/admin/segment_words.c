/* Rules and values of segments in words. */
#include "handlers/admin/segments.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/promotion_desk.h"
#include "domain/segment_choice.h"
#include "domain/setting.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/tr.h"

static const char *number(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena, "%" PRId64, n);
}

static void put(struct req *r, struct ask_choice **out, size_t *n,
	int64_t value, const char *label)
{
	*out = arena_grow(r->cx.arena, *out, *n, sizeof(**out));
	(*out)[(*n)++] = (struct ask_choice){number(r, value), label};
}

static int put_categories(struct req *r, struct ask_choice **out, size_t *n)
{
	struct category *all;
	size_t count;
	int rc = category_all(&r->cx, &all, &count);
	for (size_t i = 0; rc == OK && i < count; i++)
		put(r, out, n, all[i].id, all[i].name);
	return rc;
}

static int put_interests(struct req *r, struct ask_choice **out, size_t *n)
{
	struct segment_choice *all;
	size_t count;
	int rc = segment_interests(&r->cx, &all, &count);
	for (size_t i = 0; rc == OK && i < count; i++)
		put(r, out, n, all[i].id, all[i].name);
	return rc;
}

static int put_groups(struct req *r, struct ask_choice **out, size_t *n)
{
	struct customer_group *all;
	size_t count;
	int rc = customer_groups(&r->cx, &all, &count);
	put(r, out, n, 0, tr("None"));
	for (size_t i = 0; rc == OK && i < count; i++)
		put(r, out, n, all[i].id, all[i].name);
	return rc;
}

int segment_value_choices(
	struct req *r, enum segment_ask ask, struct ask_choice **out)
{
	size_t n = 0;
	int rc = OK;
	*out = NULL;
	if (ask == SEGMENT_CATEGORY)
		rc = put_categories(r, out, &n);
	else if (ask == SEGMENT_INTEREST)
		rc = put_interests(r, out, &n);
	else if (ask == SEGMENT_GROUP)
		rc = put_groups(r, out, &n);
	for (int l = 0; ask == SEGMENT_LANGUAGE && l < TR_LANGS; l++)
		put(r, out, &n, segment_language(tr_langs[l].code),
			tr_langs[l].name);
	for (int i = 1; ask == SEGMENT_FIFTH && i <= 5; i++)
		put(r, out, &n, i, number(r, i));
	if (!n) /* nothing to choose from yet */
		put(r, out, &n, 0, tr("None"));
	put(r, out, &n, 0, NULL);
	(*out)[n - 1] = (struct ask_choice){NULL, NULL};
	return rc;
}

/* Something that was chosen among things, or what remains of it. */
static const char *chosen(struct req *r, enum segment_ask ask, int64_t value)
{
	struct ask_choice *all;
	if (segment_value_choices(r, ask, &all) < 0)
		return "";
	for (; all->value; all++)
		if (strtoll(all->value, NULL, 10) == value)
			return all->label;
	return value ? tr("something that is gone") : tr("nothing");
}

const char *segment_value_words(struct req *r, int field, int64_t value)
{
	struct arena *a = r->cx.arena;
	if (value == SEGMENT_UNKNOWN)
		return tr("not known");
	switch (segment_fields[field].ask) {
	case SEGMENT_MONEY:
		return money_format(a, r->cx.locale,
			setting_get(&r->cx, "shop.currency"), money(value));
	case SEGMENT_PERCENT:
		return rate_format(a, r->cx.locale, value);
	case SEGMENT_DAYS:
		return arena_printf(a, tr_n("%ld day", "%ld days", (long)value),
			(long)value);
	case SEGMENT_YES:
		return value ? tr("yes") : tr("no");
	case SEGMENT_CATEGORY:
	case SEGMENT_GROUP:
	case SEGMENT_LANGUAGE:
		return chosen(r, segment_fields[field].ask, value);
	case SEGMENT_INTEREST: /* what they have is how many */
	case SEGMENT_COUNT:
	case SEGMENT_FIFTH:
		break;
	}
	return number(r, value);
}

const char *segment_rule_words(struct req *r, const struct segment_rule *rule)
{
	enum segment_ask ask = segment_fields[rule->field].ask;
	bool is = strcmp(rule->op, "is") == 0;
	struct arena *a = r->cx.arena;
	if (ask == SEGMENT_YES)
		return is ? tr("yes") : tr("no");
	const char *value = ask == SEGMENT_INTEREST
				    ? chosen(r, ask, rule->value)
				    : segment_value_words(
					      r, rule->field, rule->value);
	if (strcmp(rule->op, "least") == 0)
		return arena_printf(a, tr("at least %s"), value);
	if (strcmp(rule->op, "most") == 0)
		return arena_printf(a, tr("at most %s"), value);
	return is ? value : arena_printf(a, tr("not %s"), value);
}

/* ---- what was changed ---- */

static const char *joined(
	struct arena *a, const char *words, const char *sign, const char *more)
{
	return *words && *more ? arena_printf(a, "%s%s%s", words, sign, more)
			       : arena_printf(a, "%s%s", words, more);
}

/* "orders least 3" as "Orders: at least 3"; what is no rule stays as it is. */
static const char *rule_told(struct req *r, const char *text)
{
	struct arena *a = r->cx.arena;
	char *save = NULL, *end = NULL;
	char *copy = arena_strdup(a, text);
	const char *code = strtok_r(copy, " ", &save);
	const char *op = strtok_r(NULL, " ", &save);
	const char *number = strtok_r(NULL, " ", &save);
	struct segment_rule rule = {
		.field = code ? segment_field_find(code) : -1, .op = op};
	if (rule.field < 0 || !number ||
		!segment_field_takes(&segment_fields[rule.field], op))
		return text;
	rule.value = strtoll(number, &end, 10);
	return *end ? text
		    : arena_printf(a, "%s: %s",
			      tr(segment_fields[rule.field].label),
			      segment_rule_words(r, &rule));
}

/* "orders least 3, days most 183" */
static const char *rules_told(struct req *r, const char *text)
{
	const char *out = "";
	while (*text) {
		size_t n = strcspn(text, ",");
		const char *one = arena_strndup(r->cx.arena, text, n);
		out = joined(r->cx.arena, out, "; ", rule_told(r, one));
		text += n;
		text += strspn(text, ", ");
	}
	return out;
}

const char *segment_log_words(struct req *r, const void *arg, const char *json)
{
	struct arena *a = r->cx.arena;
	const char *name = "", *rules = "", *active = "1", *out;
	json_t *o = json && *json ? json_loads(json, 0, NULL) : NULL;
	(void)arg;
	if (!o || json_unpack(o, "{s?s, s?s, s?s}", "name", &name, "rules",
			  &rules, "active", &active) < 0) {
		json_decref(o);
		return "";
	}
	out = joined(a, name, "; ", rules_told(r, rules));
	if (strcmp(active, "0") == 0)
		out = joined(a, out, "; ", tr("not in use"));
	out = arena_strdup(a, out);
	json_decref(o);
	return out;
}
