/* An order once more, into the cart. */
#include "handlers/shop.h"

#include "domain/reorder.h"
#include "handlers/handlers.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { TOLD = 5 }; /* what stayed behind is named, up to so many */

/* Why it is not, or not all, in the cart; NULL: it is. */
static const char *why(enum reorder_outcome outcome)
{
	switch (outcome) {
	case REORDER_ALL:
		return NULL;
	case REORDER_FEWER:
		return tr("fewer are left than you had");
	case REORDER_OUT:
		return tr("no more of it can be had just now");
	case REORDER_GONE:
		return tr("not sold any more");
	case REORDER_GIFT:
		return tr("a gift card is written anew on its own page");
	case REORDER_FULL:
		return tr("the cart is full");
	}
	return NULL;
}

static const char *name_of(struct arena *a, const struct reorder_line *l)
{
	return *l->options ? arena_printf(a, "%s (%s)", l->name, l->options)
			   : l->name;
}

/* "3 things are in the cart. Not all: Kide mug (Sea): not sold any more." */
static const char *words(
	struct req *r, const struct reorder_line *lines, size_t n)
{
	struct arena *a = r->cx.arena;
	int64_t units = 0;
	size_t behind = 0;
	const char *list = "";
	for (size_t i = 0; i < n; i++) {
		const char *reason = why(lines[i].outcome);
		units += lines[i].qty;
		if (!reason || behind++ >= TOLD)
			continue;
		list = arena_printf(a, "%s%s%s: %s", list, *list ? "; " : "",
			name_of(a, &lines[i]), reason);
	}
	const char *in = units ? arena_printf(a,
					 tr_n("%ld thing is in the cart, at "
					      "today’s price.",
						 "%ld things are in the cart, "
						 "at today’s prices.",
						 (long)units),
					 (long)units)
			       : tr("Nothing of it could be put in the cart.");
	if (!behind)
		return in;
	if (behind > TOLD)
		list = arena_printf(a, "%s; %s", list,
			arena_printf(a,
				tr_n("and %ld more", "and %ld more",
					(long)(behind - TOLD)),
				(long)(behind - TOLD)));
	return arena_printf(
		a, "%s %s", in, arena_printf(a, tr("Left out: %s."), list));
}

/* POST /account/reorder: of an order whose secret address is known. */
int order_again(struct req *r)
{
	struct order o;
	struct reorder_line *lines = NULL;
	size_t n = 0;
	const char *token = req_form_param(r, "order");
	int rc = order_by_token(&r->cx, token ? token : "", &o);
	if (rc == OK)
		rc = reorder(&r->cx, r->visitor->cart, &o, &lines, &n);
	if (rc < 0)
		return rc;
	flash_set(r, words(r, lines, n));
	return resp_redirect(r, "/cart");
}
