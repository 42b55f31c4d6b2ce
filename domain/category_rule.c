#include "domain/category_rule.h"

#include <string.h>

#include "lib/json.h"

static const char *const codes[] = {"", "new", "sale", "in_stock"};
enum { CODES = sizeof(codes) / sizeof(codes[0]) };

const char *category_rule_code(enum category_rule_kind kind)
{
	return codes[kind];
}

enum category_rule_kind category_rule_of(const char *code)
{
	for (int i = 1; i < CODES; i++)
		if (strcmp(codes[i], code) == 0)
			return (enum category_rule_kind)i;
	return RULE_NONE;
}

struct category_rule category_rule_read(const char *json)
{
	struct category_rule rule = {RULE_NONE, 0};
	json_t *j = *json ? json_loads(json, 0, NULL) : NULL;
	const char *kind = json_string_value(json_object_get(j, "kind"));
	rule.kind = category_rule_of(kind ? kind : "");
	if (rule.kind == RULE_NEW) {
		rule.days = json_integer_value(json_object_get(j, "days"));
		if (rule.days < 1 || rule.days > RULE_DAYS_MAX)
			rule.days = RULE_DAYS;
	}
	json_decref(j);
	return rule;
}

const char *category_rule_write(struct arena *a, struct category_rule rule)
{
	if (rule.kind == RULE_NONE)
		return "";
	json_t *j = json_pack("{s:s}", "kind", codes[rule.kind]);
	if (rule.kind == RULE_NEW)
		json_object_set_new(j, "days", json_integer(rule.days));
	const char *text = json_text(a, j);
	return text ? text : "";
}
