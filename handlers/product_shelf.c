/* What stands below a product: what goes with it, what belongs to it, what is
 * like it.  The first and the last are suggestions (handlers/rails.h). */
#include "handlers/product_page.h"

#include <string.h>

#include "domain/relation.h"
#include "handlers/card.h"
#include "handlers/rails.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { SHELF = 8 };

/* What the owner says belongs to it. */
static const struct tied {
	const char *kind, *id, *heading, *why;
} shelves[] = {
	{"accessory", "accessories", N_("Accessories"),
		N_("We picked these because they are made for, or used with,"
		   " what you are looking at. Everyone sees the same ones.")},
	{"spare_part", "spares", N_("Spare parts"),
		N_("These are parts of what you are looking at, for repairs."
		   " Everyone sees the same ones.")},
};

/* A product that is tied in two ways stands there once. */
static bool is_before(const struct relation *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (all[k].target == all[i].target &&
			(strcmp(all[k].kind, shelves[0].kind) == 0 ||
				strcmp(all[k].kind, shelves[1].kind) == 0))
			return true;
	return false;
}

static int shelf_show(struct tpl *t, struct req *r, const struct tied *shelf,
	const struct relation *all, size_t n)
{
	int64_t ids[SHELF];
	size_t k = 0;
	for (size_t i = 0; i < n && k < SHELF; i++)
		if (strcmp(all[i].kind, shelf->kind) == 0 && !is_before(all, i))
			ids[k++] = all[i].target;
	struct buf *cards = page_buf(r);
	int rc = cards_add(r, ids, k, cards);
	if (rc < 0 || cards->len == 0)
		return rc;
	struct tpl *s = tpl_section(t, "SHELF");
	tpl_text(s, "ID", shelf->id);
	tpl_text(s, "HEADING", tr(shelf->heading));
	tpl_text(s, "WHY", tr(shelf->why));
	tpl_html(s, "CARDS", cards->p, cards->len);
	return OK;
}

static int usual_show(struct tpl *t, struct req *r, struct rails *rails,
	const char *name, enum rail_code code)
{
	struct buf *out = page_buf(r);
	int rc = rails_usual(rails, code, out);
	tpl_html(t, name, out->p ? out->p : "", out->len);
	return rc;
}

int product_shelves_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct relation *all;
	struct rails *rails;
	size_t n;
	int rc = relation_shown(&r->cx, p->id, &all, &n);
	for (size_t i = 0; rc == OK && i < sizeof(shelves) / sizeof(*shelves);
		i++)
		rc = shelf_show(t, r, &shelves[i], all, n);
	if (rc == OK)
		rc = rails_usual_new(
			r, &(struct rails_of){.product = p->id}, &rails);
	if (rc == OK)
		rc = usual_show(t, r, rails, "WITH", RAIL_WITH);
	return rc == OK ? usual_show(t, r, rails, "SIMILAR", RAIL_SIMILAR) : rc;
}

int product_rails_put(struct rails *rails, int64_t product, struct lives *l)
{
	int rc = rails_begin(rails, &(struct rails_of){.product = product});
	if (rc == OK)
		rc = rails_place(rails, "with", RAIL_WITH, RAIL_WITH, l);
	if (rc == OK)
		rc = rails_place(
			rails, "similar", RAIL_SIMILAR, RAIL_SIMILAR, l);
	if (rc == OK)
		rc = rails_place(rails, "recent", RAIL_RECENT, RAIL_NONE, l);
	return rc;
}
