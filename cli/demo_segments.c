/* The demo's segments, what they see on the home page, and what its customers
 * come to. */
#include <string.h>

#include "cli/demo_goods.h"
#include "domain/customer_value.h"
#include "domain/home_section.h"
#include "domain/segment.h"
#include "domain/slug.h"
#include "lib/err.h"

enum { STEP = 500 };

/* What customers are worth, as the worker makes it at night. */
static int values_make(struct cx *cx)
{
	int64_t after = 0;
	int rc = price_place_refresh(cx);
	do {
		if (rc == OK)
			rc = customer_value_step(cx, &after, STEP);
	} while (rc == OK && after > 0);
	if (rc == OK)
		rc = customer_value_rank(cx);
	for (int64_t n = 1; rc == OK && n > 0;) /* none is left to the worker */
		rc = customer_value_work(cx, STEP, &n);
	return rc;
}

/* ["category", "is", "candles"], ["orders", "least", 3] */
static int rule_read(struct cx *cx, const json_t *o, struct segment_rule *out)
{
	const json_t *value = json_array_get(o, 2);
	struct slug_hit hit;
	int rc = OK;
	out->field = segment_field_find(
		json_string_value(json_array_get(o, 0)));
	out->op = json_string_value(json_array_get(o, 1));
	out->value = json_integer_value(value);
	if (json_is_string(value)) {
		rc = slug_find(cx, "category", json_string_value(value), &hit);
		out->value = rc == OK ? hit.target : 0;
	}
	return rc;
}

/* On the home page, for those in the segment. */
static int banner_make(struct demo *d, const json_t *o, int64_t segment)
{
	struct home_section s = {.kind = "banner",
		.segment = segment,
		.link = demo_str(o, "link"),
		.active = true};
	for (size_t i = 0; i < TR_LANGS; i++) {
		const json_t *words = json_object_get(
			json_object_get(o, "text"), tr_langs[i].code);
		s.texts[i] = (struct home_words){
			json_string_value(json_array_get(words, 0)),
			json_string_value(json_array_get(words, 1)),
			json_string_value(json_array_get(words, 2))};
	}
	int rc = demo_goods_picture(d, demo_str(o, "picture"), &s.media);
	return rc == OK ? home_section_save(d->cx, &s) : rc;
}

static int segment_make(struct demo *d, const json_t *o)
{
	struct segment s = {.name = demo_str(o, "name"), .active = true};
	size_t i;
	json_t *rule;
	int rc = OK;
	for (i = 0; i < TR_LANGS; i++)
		s.texts[i] = demo_text(
			json_object_get(o, "text"), tr_langs[i].code);
	json_array_foreach(json_object_get(o, "rules"), i, rule)
	{
		if (rc == OK && i < SEGMENT_RULES_MAX)
			rc = rule_read(d->cx, rule, &s.rules[s.n_rules++]);
	}
	if (rc == OK)
		rc = segment_save(d->cx, &s);
	o = json_object_get(o, "banner");
	return rc == OK && o ? banner_make(d, o, s.id) : rc;
}

int demo_segments(struct demo *d)
{
	json_t *o, *all = demo_json(d, "segments.json");
	int64_t after = 0;
	size_t i;
	int rc = all ? values_make(d->cx) : ERR_INVALID;
	json_array_foreach(json_object_get(all, "segments"), i, o)
	{
		if (rc == OK)
			rc = segment_make(d, o);
	}
	do {
		if (rc == OK)
			rc = segment_step(d->cx, 0, &after, STEP);
	} while (rc == OK && after > 0);
	json_decref(all);
	if (rc < 0)
		cli_fail("demo", "a segment was refused: %d", rc);
	return rc;
}
