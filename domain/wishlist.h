#ifndef DOMAIN_WISHLIST_H
#define DOMAIN_WISHLIST_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/cart.h"

/*
 * Lists of wishes: one a customer, one a guest's browser.  Nothing on them
 * is held or promised; a wish keeps what the thing cost when it was put
 * there.  Nobody but its owner reads a list, except by the secret link that
 * the owner turns on; a new link ends the old one.
 */
enum {
	WISHLIST_MAX = 200,
	WISH_NOTE_MAX = 500, /* characters */
	WISHLIST_TITLE_MAX = 80,
};

/* Whose list: the customer's, or of a guest the browser's. */
struct wisher {
	const char *session; /* visitor.id_hash */
	const char *cart;    /* visitor.cart: of the calls with the cart */
	int64_t customer;    /* 0: a guest */
};

struct wish {
	struct cart_line item; /* one unit, as things are now */
	const char *note;
	struct money then; /* what it cost when it was put there */
	int64_t added_ms;
};

struct wishlist {
	int64_t id, customer; /* id 0: none yet */
	const char *title;    /* "" none */
	const char *token;    /* of the secret link; NULL: not shared */
	struct wish *wishes;  /* the newest first */
	size_t n;
};

bool wish_can_buy(const struct wish *w);

/* An own list; without one it is empty. */
int wishlist_load(
	struct cx *cx, const struct wisher *who, struct wishlist *out);
/* One by its secret link.  ERR_NOT_FOUND. */
int wishlist_by_token(struct cx *cx, const char *token, struct wishlist *out);

/* Which variants of the product with a slug are on the list. */
int wishlist_has(struct cx *cx, const struct wisher *who, const char *slug,
	int64_t **variants, size_t *n);

/*
 * Put a variant on the list, which is made if need be.  *added false: it was
 * there.  ERR_NOT_FOUND: it is not sold (sold out is no matter).
 * ERR_TOO_LARGE: WISHLIST_MAX things are on it.
 */
int wish_add(
	struct cx *cx, const struct wisher *who, int64_t variant, bool *added);

/* Take it off; until the list changes again wish_undo brings it back with its
 * note and price.  Both are OK when there is nothing to do. */
int wish_remove(struct cx *cx, const struct wisher *who, int64_t variant);
int wish_undo(struct cx *cx, const struct wisher *who, int64_t variant);

/* ERR_INVALID: too long.  ERR_NOT_FOUND: it is not on the list. */
int wish_note(struct cx *cx, const struct wisher *who, int64_t variant,
	const char *note);
/* ERR_INVALID: too long. */
int wishlist_title(struct cx *cx, const struct wisher *who, const char *title);

/* On: a new link, and the one before is dead.  Off: none works. */
int wishlist_share(struct cx *cx, const struct wisher *who, bool on);

/* A line of the cart goes to the list, a wish to the cart (one unit).  Both
 * or nothing; errors as of wish_add and cart_add. */
int wish_from_cart(
	struct cx *cx, const struct wisher *who, int64_t variant, bool *added);
int wish_to_cart(struct cx *cx, const struct wisher *who, int64_t variant,
	int64_t *left);
/* One unit of each that can be bought and is not in the cart yet, as far as
 * the cart takes them.  *put: how many. */
int wishlist_to_cart(struct cx *cx, const struct wisher *who, int64_t *put);

/*
 * What a guest wished goes on in the customer's list when they log in: all of
 * it when they have none, else what is not there yet, the newest first up to
 * WISHLIST_MAX; a note of the customer's own stays.  The guest's shared link
 * goes on only with the whole list.
 */
int wishlist_merge(struct cx *cx, const char *session, int64_t customer);

/* A guest's list goes on in another session. */
int wishlist_session_move(struct cx *cx, const char *from, const char *to);

#endif
