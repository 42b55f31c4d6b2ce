/* What a customer has been worth, and why they are in which segments. */
#include "handlers/admin/segments.h"

#include <inttypes.h>
#include <string.h>

#include "domain/customer_value.h"
#include "lib/err.h"
#include "lib/tr.h"

static void fact(struct tpl *t, const char *label, const char *value)
{
	struct tpl *s = tpl_section(t, "FACT");
	tpl_text(s, "LABEL", label);
	tpl_text(s, "VALUE", value);
}

static const char *fifth(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena, tr("%d of 5"), (int)n);
}

static void favourites_show(
	struct tpl *t, struct req *r, const struct customer_value *v)
{
	if (!v->category)
		return;
	const char *first = segment_value_words(
		r, SEGMENT_F_CATEGORY, v->category);
	fact(t, tr("Favourite categories"),
		v->category2
			? arena_printf(r->cx.arena, "%s, %s", first,
				  segment_value_words(
					  r, SEGMENT_F_CATEGORY, v->category2))
			: first);
}

static int value_show(struct tpl *t, struct req *r, int64_t account)
{
	struct customer_value v;
	int rc = customer_value_get(&r->cx, account, &v);
	if (rc == ERR_NOT_FOUND) {
		tpl_show(t, "NO_VALUE");
		return OK;
	}
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "VALUE");
	fact(s, tr("Bought for"),
		segment_value_words(r, SEGMENT_F_SPENT, v.spent_minor));
	fact(s, tr("Average order"),
		segment_value_words(
			r, SEGMENT_F_AVERAGE, v.spent_minor / v.orders));
	fact(s, tr("How lately"), fifth(r, v.recency));
	fact(s, tr("How often"), fifth(r, v.frequency));
	fact(s, tr("How much"), fifth(r, v.money));
	fact(s, tr("Price level"), fifth(r, v.price_level));
	fact(s, tr("Bought at a discount"),
		segment_value_words(r, SEGMENT_F_DISCOUNT, v.discount_bp));
	favourites_show(s, r, &v);
	return OK;
}

/* "Orders: 7, at least 3" */
static const char *why_words(struct req *r, const struct segment_why *w)
{
	struct arena *a = r->cx.arena;
	const char *label = tr(segment_fields[w->rule.field].label);
	const char *asked = segment_rule_words(r, &w->rule);
	enum segment_ask ask = segment_fields[w->rule.field].ask;
	if (ask == SEGMENT_INTEREST)
		return arena_printf(a, "%s: %s", label, asked);
	const char *has = segment_value_words(r, w->rule.field, w->has);
	if (strcmp(has, asked) == 0)
		return arena_printf(a, "%s: %s", label, has);
	return arena_printf(a, "%s: %s, %s", label, has, asked);
}

static int one_show(
	struct tpl *t, struct req *r, const struct segment *s, int64_t account)
{
	struct segment_why why[SEGMENT_RULES_MAX];
	bool all = false;
	int rc = segment_why(&r->cx, s, account, why, &all);
	if (rc < 0 || !all)
		return rc;
	struct tpl *m = tpl_section(t, "SEGMENT");
	tpl_text(m, "NAME", s->name);
	tpl_textf(m, "PATH", "/admin/segments/%" PRId64, s->id);
	for (size_t i = 0; i < s->n_rules; i++)
		tpl_text(tpl_section(m, "WHY"), "TEXT", why_words(r, &why[i]));
	return OK;
}

static int segments_show(struct tpl *t, struct req *r, int64_t account)
{
	int64_t *ids;
	size_t n;
	int rc = segment_of(&r->cx, account, &ids, &n);
	if (rc == OK && !n)
		tpl_show(t, "NO_SEGMENT");
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct segment s;
		rc = segment_get(&r->cx, ids[i], &s);
		if (rc == OK)
			rc = one_show(t, r, &s, account);
	}
	/* objected a moment ago: nothing is left to tell */
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int admin_value_show(struct tpl *t, struct req *r, int64_t account)
{
	if (!account)
		return OK;
	struct tpl *s = tpl_section(t, "WORTH");
	int rc = value_show(s, r, account);
	return rc == OK ? segments_show(s, r, account) : rc;
}
