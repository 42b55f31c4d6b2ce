#ifndef DOMAIN_RAIL_H
#define DOMAIN_RAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/profile.h"
#include "domain/rail_hand.h"
#include "domain/shelf.h"
#include "lib/cx.h"

/*
 * The shelves of suggestions ("rails"): what stands on them for one visitor.
 * Candidates come from the model (domain/recommend.h), the owner's relations
 * and picks, and what the visitor has seen and bought; none is shown that is
 * not on sale, sold out, of a sensitive category, hidden by the owner or the
 * visitor, in the cart, or on the page already.  Lists that are nobody's are
 * kept in this process by the catalogue's version.
 */
enum rail_code { /* rail_codes of domain/rail_hand.h in its order */
	RAIL_FOR_YOU,
	RAIL_AGAIN,
	RAIL_RECENT,
	RAIL_WITH,
	RAIL_SIMILAR,
	RAIL_ADDTO,
	RAIL_NEXT,
	RAIL_BEST,
	RAIL_NEW,
	RAIL_NONE
};

enum {
	RAIL_SHOWN = 4, /* products on a shelf */
	RAIL_WHY = 3,   /* reasons told */
	RAIL_SEEN_MAX =
		300, /* products on a page: 60 rows of the owner, shelves */
	RAIL_JUST_DAYS = 180 /* so long a durable thing was "just bought" */
};

/* A page that shelves stand on.  Zero what does not apply. */
struct rail_page {
	int64_t version;               /* of the catalogue */
	const struct profile *profile; /* NULL: nobody's */
	const int64_t *cart;           /* products in it */
	size_t n_cart;
	int64_t product;        /* whose page it is */
	const int64_t *ordered; /* products of the order whose page it is */
	size_t n_ordered;
	int64_t missing_minor; /* until delivery is free */

	/* products that stand on it: rail_take adds */
	int64_t seen[RAIL_SEEN_MAX];
	size_t n_seen;

	/* set by rail_begin */
	const struct shelf *shelf;
	struct shelf_scope *sensitive;
	size_t n_sensitive;
};

enum rail_reason {
	REASON_BOUGHT,
	REASON_CARTED, /* put into a cart */
	REASON_VIEWED,
	REASON_IN_CART, /* is in it now */
	REASON_LIKED,   /* an interest: id is its own */
	REASONS
};

struct rail_why {
	enum rail_reason reason;
	int64_t id; /* a product, or an interest */
};

struct rail {
	enum rail_code code;
	int64_t id[RAIL_SHOWN]; /* products */
	/* of RAIL_AGAIN: when it was bought, which variant (0: not known),
	 * how many */
	int64_t last_ms[RAIL_SHOWN], variant[RAIL_SHOWN], qty[RAIL_SHOWN];
	size_t n; /* 0: there is no such shelf */
	struct rail_why why[RAIL_WHY];
	size_t n_why;
	size_t n_picked; /* of them by the owner */
	size_t n_sold;   /* of them, that somebody has bought */
	bool is_due;     /* of RAIL_AGAIN: it is time for one of them */
	bool past_free;  /* one of them makes delivery free */
};

/* Bring what is kept up to date; before the other calls of this page. */
int rail_begin(struct cx *cx, struct rail_page *page);

/* What would stand on a shelf of this page; whether somebody is of the hold-out
 * group is the caller's to ask. */
int rail_choose(struct cx *cx, struct rail_page *page, enum rail_code code,
	struct rail *out);

/* It stands there: its products do not come again. */
void rail_take(struct rail_page *page, const struct rail *rail);
void rail_take_ids(struct rail_page *page, const int64_t *ids, size_t n);

/* Made of what is known of a visitor; false: of what all see, or of what is in
 * the cart or the order alone. */
bool rail_is_personal(enum rail_code code);

/* Products of the session's cart, each once. */
int rail_cart(
	struct cx *cx, const char *session, int64_t **products, size_t *n);

/* What a reason speaks of, in cx->locale; also of what is not sold any more.
 * ERR_NOT_FOUND: there is no such thing. */
int rail_name(struct cx *cx, const struct rail_why *why, const char **out);

/* What the product's page shows of it in other ways: its spare parts. */
int rail_tied(struct cx *cx, struct rail_page *page);

/* Goods of an order, each product once. */
int rail_ordered(struct cx *cx, int64_t order, int64_t **products, size_t *n);

/*
 * What goes with a customer's order and is no such thing again, for mails: a
 * mail with suggestions is marketing (directive 2002/58/EC Art. 13), so n is 0
 * for guests, for who did not ask for letters or ended them, who objected to
 * the use of their orders, switched suggestions off, is not interested in the
 * shelf or is of the hold-out group.
 */
int rail_mail(struct cx *cx, int64_t order, int64_t customer, struct rail *out);

#endif
