/* The cart and the list of whoever logs in. */
#include "handlers/account.h"

#include <inttypes.h>

#include "domain/cart.h"
#include "domain/wishlist.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { NAME_MAX = 60 }; /* letters: a notice is short */

/* "Kide mug, Linen towel and 2 more" */
static const char *names(struct arena *a, const struct cart_merged *m)
{
	const char *out = "";
	int64_t n = m->lines < CART_MERGED_NAMES ? m->lines : CART_MERGED_NAMES;
	for (int64_t i = 0; i < n; i++)
		out = arena_printf(a, "%s%s%s", out, i ? ", " : "",
			text_cut(a, m->names[i], NAME_MAX));
	long more = (long)(m->lines - n);
	return more ? arena_printf(a,
			      tr_n("%s and %ld more", "%s and %ld more", more),
			      out, more)
		    : out;
}

static void tell(struct req *r, const struct cart_merged *m)
{
	struct arena *a = r->cx.arena;
	const char *words = "";
	if (m->lines)
		words = arena_printf(a, tr("Put into your cart from here: %s."),
			names(a, m));
	if (m->less)
		words = arena_printf(a, "%s%s%s", words, *words ? " " : "",
			tr("Some of what you chose here is not to be had any "
			   "more."));
	if (*words)
		flash_set(r, words);
}

int account_cart_join(struct req *r, int64_t customer)
{
	struct cart_merged merged;
	int rc = cart_merge(&r->cx, r->visitor->id_hash, customer, &merged);
	if (rc == OK)
		rc = wishlist_merge(&r->cx, r->visitor->id_hash, customer);
	if (rc < 0)
		return rc;
	r->visitor->cart = cart_key(r->cx.arena, "", customer);
	tell(r, &merged);
	return OK;
}
