/* "Buy again": what somebody has bought, when they want it again, and in which
 * size and colour. */
#include "domain/rail_in.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/product.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/frag.h"

bool rail_came_back(const struct profile_item *it)
{
	return it->returned > 0 && it->orders == 0;
}

/* ---- the variant ---- */

enum { VARIANTS_MAX = 200 };

/* A variant of a product, as it is kept: nobody's. */
struct kept {
	int64_t id, can;
};

/* What there is of the product, until the catalogue or the clock changes it;
 * *n 0: it is not in the shop, not in this language. */
static int variants_read(struct cx *cx, const struct rail_page *page,
	int64_t product, struct kept *out, size_t *n)
{
	char key[64];
	size_t bytes;
	int64_t until = 0;
	struct product p = {0};
	snprintf(key, sizeof(key), "rail/%s/variants/%" PRId64, cx->locale,
		product);
	const char *kept = frag_find(key, page->version, cx->now, &bytes);
	*n = 0;
	if (kept) {
		*n = bytes / sizeof(*out);
		memcpy(out, kept, bytes);
		return OK;
	}
	int rc = product_get_short(cx, product, &p);
	if (rc == ERR_NOT_FOUND || rc == ERR_GONE)
		return OK;
	if (rc == OK)
		rc = catalogue_until(cx, &until);
	if (rc < 0)
		return rc;
	for (; *n < p.n_variants && *n < VARIANTS_MAX; ++*n)
		out[*n] = (struct kept){
			p.variants[*n].id, variant_can_buy(&p.variants[*n])};
	frag_keep(key, page->version, until, (const char *)out,
		*n * sizeof(*out));
	return OK;
}

/*
 * Can the very thing be bought again?  One that was discontinued is replaced
 * by the only one that there is now; where there is a choice, nobody chooses
 * for them.  *variant 0: it is not known, any will do.
 */
static bool is_to_be_had(struct cx *cx, const struct rail_page *page,
	int64_t product, int64_t *variant)
{
	struct kept all[VARIANTS_MAX];
	size_t n;
	if (!*variant)
		return true;
	if (variants_read(cx, page, product, all, &n) < 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (all[i].id == *variant)
			return all[i].can;
	if (n != 1 || !all[0].can)
		return false;
	*variant = all[0].id;
	return true;
}

/* ---- when ---- */

/* Nobody needs another lamp so soon: what lasts, as nobody has bought it twice,
 * and they just have. */
static bool is_fresh(const struct cx *cx, const struct recommend_pick *pick,
	const struct profile_item *it)
{
	enum { LASTS_DAYS = 180 };
	return !pick->due_ms && it->orders == 1 &&
	       cx->now - it->ordered_ms < LASTS_DAYS * MS_DAY;
}

enum { AGAIN_DUE, AGAIN_LATER, AGAIN_FRESH, AGAINS };

static int again_kind(const struct cx *cx, const struct recommend_pick *pick,
	const struct profile_item *it)
{
	if (is_fresh(cx, pick, it))
		return AGAIN_FRESH;
	return pick->due_ms && pick->due_ms <= cx->now ? AGAIN_DUE
						       : AGAIN_LATER;
}

int rail_again_find(struct cx *cx, struct rail_page *page, struct rail_list *l)
{
	struct recommend_pick *picks;
	size_t n;
	if (!page->profile || !page->profile->who.history)
		return OK;
	struct rail_given g = rail_given(cx, page);
	int rc = recommend_again(cx, g.seen, g.n, RAIL_ASKED, &picks, &n);
	for (int kind = AGAIN_DUE; rc == OK && kind < AGAINS; kind++) {
		if (kind == AGAIN_FRESH && l->n)
			break;
		for (size_t i = 0; i < n; i++) {
			const struct profile_item *it = g.item[picks[i].why[0]];
			if (again_kind(cx, &picks[i], it) != kind)
				continue;
			int64_t variant = it->variant;
			if (!is_to_be_had(cx, page, it->product, &variant))
				continue;
			struct rail_cand *c = rail_list_add(cx, l, it->product);
			c->variant = variant;
			c->qty = it->last_units;
			c->last_ms = it->ordered_ms;
			c->due_ms = picks[i].due_ms;
			c->why[0] = (struct rail_why){
				REASON_BOUGHT, it->product};
			c->n_why = 1;
		}
	}
	return rc;
}
