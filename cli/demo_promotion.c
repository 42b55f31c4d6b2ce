/* What the demo shop takes off, and the code that a new customer is told. */
#include <string.h>

#include "cli/demo.h"
#include "cli/demo_goods.h"
#include "domain/promotion_desk.h"
#include "domain/slug.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { TARGETS_MAX = 8 };

static int targets_read(
	struct demo *d, const json_t *o, struct promotion_edit *p)
{
	size_t i;
	json_t *slug;
	p->targets = ARENA_ARRAY(
		d->cx->arena, struct promotion_target, TARGETS_MAX);
	json_array_foreach(json_object_get(o, "categories"), i, slug)
	{
		struct slug_hit hit;
		int rc = i < TARGETS_MAX
				 ? slug_find(d->cx, "category",
					   json_string_value(slug), &hit)
				 : ERR_INVALID;
		if (rc < 0)
			return rc;
		p->targets[p->n_targets++] = (struct promotion_target){
			.kind = "category", .id = hit.target};
	}
	return OK;
}

static int promotion_make(struct demo *d, const json_t *o, int64_t position)
{
	struct promotion_edit p = {
		.name = demo_str(o, "name"),
		.kind = demo_str(o, "kind"),
		.percent_bp = demo_number(o, "percent_bp"),
		.buy_qty = demo_number(o, "buy_qty"),
		.get_qty = demo_number(o, "get_qty"),
		.sale_too = true,
		.by_code = demo_number(o, "by_code"),
		.stacks = true,
		.position = position,
		.limit_each = demo_number(o, "limit_each"),
		.from_ms = d->today_ms,
	};
	for (int l = 0; l < TR_LANGS; l++)
		p.labels[l] = demo_text(
			json_object_get(o, "label"), tr_langs[l].code);
	int rc = targets_read(d, o, &p);
	if (rc == OK)
		rc = promotion_save(d->cx, &p);
	const char *code = demo_str(o, "code");
	return rc == OK && *code ? coupon_add(d->cx, p.id, code, 0) : rc;
}

int demo_promotions(struct demo *d)
{
	size_t i;
	json_t *o, *all = demo_json(d, "promotions.json");
	int rc = all ? OK : ERR_INVALID;
	json_array_foreach(json_object_get(all, "promotions"), i, o)
	{
		if (rc == OK)
			rc = promotion_make(d, o, (int64_t)i + 1);
	}
	json_decref(all);
	return rc;
}
