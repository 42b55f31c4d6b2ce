/* What a rule can ask, as data; and whether it holds. */
#include <string.h>

#include "domain/segment_in.h"

const struct segment_field segment_fields[SEGMENT_FIELDS] = {
	[SEGMENT_F_RECENCY] = {"recency", SEGMENT_FIFTH, N_("How lately"),
		N_("1 to 5: 5 is the fifth of your customers who ordered "
		   "last.")},
	[SEGMENT_F_FREQUENCY] = {"frequency", SEGMENT_FIFTH, N_("How often"),
		N_("1 to 5: 5 is the fifth with the most orders.")},
	[SEGMENT_F_MONEY] = {"money", SEGMENT_FIFTH, N_("How much"),
		N_("1 to 5: 5 is the fifth who spent the most.")},
	[SEGMENT_F_SPENT] = {"spent", SEGMENT_MONEY, N_("Bought for"),
		N_("In all, less what was paid back.")},
	[SEGMENT_F_AVERAGE] = {"average", SEGMENT_MONEY, N_("Average order"),
		NULL},
	[SEGMENT_F_ORDERS] = {"orders", SEGMENT_COUNT, N_("Orders"),
		N_("Cancelled ones are not counted.")},
	[SEGMENT_F_FIRST] = {"first", SEGMENT_YES, N_("First-time buyer"),
		N_("Has ordered once.")},
	[SEGMENT_F_DAYS] = {"days", SEGMENT_DAYS, N_("Days since last order"),
		NULL},
	[SEGMENT_F_PRICE_LEVEL] = {"price_level", SEGMENT_FIFTH,
		N_("Price level"),
		N_("1 to 5: whether they choose the cheap (1) or the dear (5) "
		   "within a category.")},
	[SEGMENT_F_DISCOUNT] = {"discount", SEGMENT_PERCENT,
		N_("Bought at a discount"),
		N_("Per cent of what they bought: on sale, or with an offer.")},
	[SEGMENT_F_CATEGORY] = {"category", SEGMENT_CATEGORY,
		N_("Favourite category"),
		N_("One of the two they buy most from, or below it.")},
	[SEGMENT_F_INTEREST] = {"interest", SEGMENT_INTEREST,
		N_("Interest they chose"), NULL},
	[SEGMENT_F_NEWSLETTER] = {"newsletter", SEGMENT_YES,
		N_("Wants letters"), NULL},
	[SEGMENT_F_LANGUAGE] = {"language", SEGMENT_LANGUAGE, N_("Language"),
		NULL},
	[SEGMENT_F_GROUP] = {"group", SEGMENT_GROUP, N_("Customer group"),
		NULL},
	[SEGMENT_F_SINCE] = {"since", SEGMENT_DAYS, N_("Days with an account"),
		NULL},
};

int segment_field_find(const char *code)
{
	for (int i = 0; i < SEGMENT_FIELDS; i++)
		if (strcmp(segment_fields[i].code, code) == 0)
			return i;
	return -1;
}

bool segment_field_takes(const struct segment_field *f, const char *op)
{
	bool choice = f->ask >= SEGMENT_CATEGORY;
	if (!strcmp(op, "is"))
		return choice || f->ask == SEGMENT_COUNT ||
		       f->ask == SEGMENT_FIFTH;
	if (!strcmp(op, "not"))
		return choice;
	return !choice && (!strcmp(op, "least") || !strcmp(op, "most"));
}

int64_t segment_language(const char *code)
{
	return (unsigned char)code[0] * 256 +
	       (*code ? (unsigned char)code[1] : 0);
}

static bool has(const struct branches *tree, const struct segment_rule *rule,
	const struct segment_facts *f)
{
	if (rule->field == SEGMENT_F_CATEGORY)
		return branch_below(tree, f->value[SEGMENT_F_CATEGORY],
			       rule->value) ||
		       branch_below(tree, f->category2, rule->value);
	if (rule->field != SEGMENT_F_INTEREST)
		return f->value[rule->field] == rule->value;
	for (size_t i = 0; i < f->n_interests; i++)
		if (f->interests[i] == rule->value)
			return true;
	return false;
}

bool segment_rule_holds(const struct branches *tree,
	const struct segment_rule *rule, const struct segment_facts *f)
{
	int64_t value = f->value[rule->field];
	if (value == SEGMENT_UNKNOWN)
		return false;
	if (!strcmp(rule->op, "least"))
		return value >= rule->value;
	if (!strcmp(rule->op, "most"))
		return value <= rule->value;
	return has(tree, rule, f) == (strcmp(rule->op, "is") == 0);
}

bool segment_rules_hold(const struct branches *tree,
	const struct segment_rule *rules, size_t n,
	const struct segment_facts *f)
{
	for (size_t i = 0; i < n; i++)
		if (!segment_rule_holds(tree, &rules[i], f))
			return false;
	return n > 0;
}

/* clang-format off */
static const struct segment_proposal proposals[] = {
	{"regulars", N_("Regulars"),
		N_("Ordered at least three times, the last within half a year."),
		N_("Regular customers"),
		{{SEGMENT_F_ORDERS, "least", 3}, {SEGMENT_F_DAYS, "most", 183}}, 2},
	{"new", N_("New customers"),
		N_("Their first order came within two months."),
		N_("New customers"),
		{{SEGMENT_F_FIRST, "is", 1}, {SEGMENT_F_DAYS, "most", 60}}, 2},
	{"slipping", N_("Slipping away"),
		N_("Ordered at least twice, but not for half a year."),
		N_("Good to see you again"),
		{{SEGMENT_F_ORDERS, "least", 2}, {SEGMENT_F_DAYS, "least", 183}}, 2},
	{"big", N_("Big spenders"),
		N_("The fifth of customers who spent the most."),
		N_("Our best customers"),
		{{SEGMENT_F_MONEY, "is", 5}}, 1},
	{"bargains", N_("Bargain hunters"),
		N_("At least half of what they buy is on sale or with an offer."),
		N_("Friends of offers"),
		{{SEGMENT_F_ORDERS, "least", 2}, {SEGMENT_F_DISCOUNT, "least", 5000}}, 2},
	{"choosy", N_("Choosy"),
		N_("Choose the dearer things of a category."),
		N_("Lovers of fine things"),
		{{SEGMENT_F_ORDERS, "least", 2}, {SEGMENT_F_PRICE_LEVEL, "least", 4}}, 2},
	{"looking", N_("Not bought yet"),
		N_("Have an account, and no order."),
		N_("Have a look around"),
		{{SEGMENT_F_ORDERS, "most", 0}}, 1},
	{"readers", N_("Readers of letters"),
		N_("Wanted your letters, and have ordered."),
		N_("Readers of our letters"),
		{{SEGMENT_F_NEWSLETTER, "is", 1}, {SEGMENT_F_ORDERS, "least", 1}}, 2},
};
/* clang-format on */

const struct segment_proposal *segment_proposal(size_t i)
{
	return i < sizeof(proposals) / sizeof(*proposals) ? &proposals[i]
							  : NULL;
}
