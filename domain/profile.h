#ifndef DOMAIN_PROFILE_H
#define DOMAIN_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * What the shop knows of one subject, and what they said of it.  Nothing of
 * it is used before they accepted (what they look at) or after they objected
 * (what they ordered); prices never depend on it.
 */
struct subject {
	const char *key;  /* "c12", "v" and a SHA-256; NULL: nobody, nothing
			     is noted or known */
	int64_t customer; /* 0: a guest */
	bool browsing;    /* what they look at may be noted and used */
	bool history;     /* own orders may be used */
	bool personal;    /* suggestions are not switched off */
	bool held;        /* of the hold-out group: sees what all see */
};

enum { PROFILE_ITEMS = 120 }; /* the newest ones count */

struct profile_item {
	int64_t product;
	int64_t views, viewed_ms, carts, carted_ms;
	int64_t orders, units, first_ms, ordered_ms; /* what was kept */
	int64_t variant, last_units; /* of the last order; 0: not known */
	int64_t returned;            /* units sent back */
	int64_t touched_ms;
};

struct profile {
	struct subject who;
	const struct profile_item *items; /* touched last, first */
	size_t n;
	const int64_t *hidden; /* products they are not interested in */
	size_t n_hidden;
	const int64_t *removed; /* products that they took out of it and have
				   not looked at, put in a cart or bought since:
				   not on shelves that are personal */
	size_t n_removed;
	const char *hidden_rails; /* " for-you recent ", "" none */
	const int64_t *likes;     /* interests, by their own words */
	size_t n_likes;
	const char *list_order;  /* "" "shop" "you" */
	int64_t asked, asked_ms; /* questions answered; when all were */
};

/* Read it, with what has been noted and not been written yet (domain/event.h).
 * Fields that may not be used are zero: no views without browsing, no orders
 * without history; nothing at all for nobody. */
int profile_load(struct cx *cx, const struct subject *who, struct profile *out);

/* The same for a page that shows what is known: items are read though
 * suggestions are switched off. */
int profile_known(
	struct cx *cx, const struct subject *who, struct profile *out);

/* Is anything kept of them? */
int profile_exists(struct cx *cx, const char *subject, bool *out);

bool profile_hides_rail(const struct profile *p, const char *rail);

/* A row of profile is there, and says that something has changed: with every
 * write of something of a subject, in that transaction. */
int profile_touch(struct cx *cx, const char *subject);

/* "Remove from my profile": nothing of this product before now counts, nor
 * is it suggested to them until they come to it again (struct profile,
 * removed). */
int profile_forget(struct cx *cx, const char *subject, int64_t product);

/* "Not interested" in a product or a shelf, and back. */
int profile_hide(
	struct cx *cx, const char *subject, const char *kind, const char *what);
int profile_unhide(
	struct cx *cx, const char *subject, const char *kind, const char *what);

/* Everything that was noted: events, items, hides, likes, choices.  orders: a
 * customer's orders too are no longer used from here on ("erase what you
 * learned"); else they are counted anew.  Nothing is "removed" after it: what
 * does not count any more may be suggested again. */
int profile_drop(struct cx *cx, const char *subject, bool orders);

/* What a browser's owner did becomes the account's, at login. */
int profile_join(struct cx *cx, const char *visitor, int64_t customer);

/* They take their yes to "browsing" back: events go, and what was made of
 * them; of a visitor ("v...") everything.  In the caller's transaction. */
int profile_unbrowse(struct cx *cx, const char *subject);

/* Count a customer's orders anew: after one is placed, cancelled, or joins the
 * account.  In the caller's transaction. */
int profile_ordered(struct cx *cx, int64_t customer);

/* The same after something of one order has changed; of a guest's: nothing. */
int profile_ordered_order(struct cx *cx, int64_t order);

/* Customers with orders of which no profile knows yet, a few at a time: after
 * the update that brought profiles.  *left: call again. */
int profile_backfill(struct cx *cx, int64_t limit, bool *left);

/* What an account's newest answers allow; true until they say no. */
int profile_allowed(
	struct cx *cx, int64_t customer, bool *browsing, bool *history);

/* Keys of subjects: 'c12'; 'v' and the SHA-256 of the consent cookie's id. */
const char *profile_key(struct cx *cx, int64_t customer);
const char *profile_key_visitor(struct cx *cx, const char *id);

/* Of the hold-out group, when it is so many percent?  Always the same answer
 * for one subject; a larger percentage only adds to the group.  In a demo it
 * is empty up to the usual 5. */
bool profile_held(struct cx *cx, const char *subject, int64_t percent);

#endif
