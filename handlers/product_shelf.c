/* What stands below a product: what goes with it, what belongs to it, what is
 * like it.  The same for everyone. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/relation.h"
#include "handlers/card.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tr.h"

enum {
	SHELF = 8,   /* of those that the owner picked */
	SIMILAR = 4, /* that many in all when the category fills up */
	KEPT = 12,   /* of a category, for all its products */
};

static const struct shelf {
	const char *kind, *id, *heading, *why;
} shelves[] = {
	{"goes_with", "with", N_("Goes with"),
		N_("We picked these to go with what you are looking at."
		   " Everyone sees the same ones.")},
	{"accessory", "accessories", N_("Accessories"),
		N_("We picked these because they are made for, or used with,"
		   " what you are looking at. Everyone sees the same ones.")},
	{"spare_part", "spares", N_("Spare parts"),
		N_("These are parts of what you are looking at, for repairs."
		   " Everyone sees the same ones.")},
	{"similar", "similar", N_("Similar"),
		N_("We picked these, or they stand on the same shelf as what"
		   " you are looking at. Everyone sees the same ones.")},
};

/* The first of a category that can be bought, kept for all its products. */
static int category_ids(
	struct req *r, int64_t category, int64_t *pick, size_t *k)
{
	char key[40];
	int64_t *ids, until;
	size_t n, bytes;
	snprintf(key, sizeof(key), "shelf/%" PRId64, category);
	const char *kept = frag_find(key, r->version, r->cx.now, &bytes);
	*k = kept ? bytes / sizeof(*pick) : 0;
	if (kept && bytes)
		memcpy(pick, kept, bytes);
	if (kept)
		return OK;
	int rc = product_list(
		&r->cx, category, SORT_BEST, 0, PRODUCT_PAGE, &ids, &n, NULL);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	for (size_t i = 0; rc == OK && i < n && *k < KEPT; i++) {
		struct card c;
		if (product_card(&r->cx, ids[i], &c) == OK && !c.sold_out)
			pick[(*k)++] = ids[i];
	}
	if (rc == OK)
		frag_keep(key, r->version, until, (const char *)pick,
			*k * sizeof(*pick));
	return rc;
}

/* What one shelf shows. */
struct picks {
	int64_t id[SHELF];
	size_t n;
};

static bool is_related(const struct relation *all, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].target == id)
			return true;
	return false;
}

static void pick_kind(
	struct picks *p, const struct relation *all, size_t n, const char *kind)
{
	for (size_t i = 0; i < n && p->n < SHELF; i++)
		if (strcmp(all[i].kind, kind) == 0)
			p->id[p->n++] = all[i].target;
}

static bool is_picked(const struct picks *p, int64_t id)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->id[i] == id)
			return true;
	return false;
}

/* Fill up with the best of the category, then of the one above it, that no
 * other shelf has. */
static int pick_category(struct req *r, const struct product *p,
	const struct relation *all, size_t n, struct picks *out)
{
	int64_t best[KEPT], id = p->category;
	struct category c = {0};
	int rc = OK;
	while (rc == OK && id && out->n < SIMILAR) {
		size_t k = 0;
		rc = category_ids(r, id, best, &k);
		for (size_t i = 0; rc == OK && i < k && out->n < SIMILAR; i++)
			if (best[i] != p->id && !is_picked(out, best[i]) &&
				!is_related(all, n, best[i]))
				out->id[out->n++] = best[i];
		if (rc == OK && out->n < SIMILAR)
			rc = category_get(&r->cx, id, &c);
		id = c.parent;
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int shelf_show(struct tpl *t, struct req *r, const struct shelf *shelf,
	const struct picks *picks)
{
	struct buf *cards = page_buf(r);
	int rc = cards_add(r, picks->id, picks->n, cards);
	if (rc < 0 || cards->len == 0)
		return rc;
	struct tpl *s = tpl_section(t, "SHELF");
	tpl_text(s, "ID", shelf->id);
	tpl_text(s, "HEADING", tr(shelf->heading));
	tpl_text(s, "WHY", tr(shelf->why));
	tpl_html(s, "CARDS", cards->p, cards->len);
	return OK;
}

int product_shelves_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct relation *all;
	size_t n;
	int rc = relation_shown(&r->cx, p->id, &all, &n);
	for (size_t i = 0; rc == OK && i < sizeof(shelves) / sizeof(*shelves);
		i++) {
		struct picks picks = {0};
		pick_kind(&picks, all, n, shelves[i].kind);
		if (strcmp(shelves[i].kind, "similar") == 0)
			rc = pick_category(r, p, all, n, &picks);
		if (rc == OK && picks.n)
			rc = shelf_show(t, r, &shelves[i], &picks);
	}
	return rc;
}
