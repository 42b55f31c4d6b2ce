#ifndef DOMAIN_ALERT_H
#define DOMAIN_ALERT_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/cart.h"

/*
 * "Tell me when it is back" and "when it is cheaper": one mail each, to an
 * address that was proved.  asked -> active by the click in a mail, or at
 * once for a customer whose address is proved; active -> sent by the worker;
 * asked, active -> ended by whoever has the mailed link, and by the worker once
 * the product is archived or the waiting took too long: whoever had proved the
 * address is told that too.  One that is sent or ended can be asked for anew.
 *
 * When something is back, all who wait are told, the oldest first, however
 * few came: nothing is put aside for anybody, and the mail says when there
 * are few.
 */
enum {
	ALERT_OPEN_MAX = 20,  /* of one address */
	ALERT_MAILS_MAX = 10, /* that ask for a click, an address, a day */
	ALERT_NET_MAX = 30,   /* asked for by one network in an hour */
	ALERT_ASKED_DAYS = 7,
	ALERT_GONE_DAYS = 1, /* archived by mistake: there is time to undo */
};

/* "stock" or "price"; anything else: NULL. */
const char *alert_kind(const char *kind);

struct alert_ask {
	const char *kind;
	int64_t variant;
	int64_t customer;  /* whose proved address it is; 0: email's */
	const char *email; /* of who is not logged in */
	const char *words; /* what they agreed to, as it was shown */
	const char *remote;
	bool limits;
};

/*
 * Ask for one.  *active: it is set, no mail goes out.  Else OK tells nothing
 * of the address: a mail goes to it unless it has too many.
 * ERR_INVALID: the address.  ERR_NOT_FOUND: the variant is not sold, or is a
 * gift card.  ERR_CONFLICT: of stock, it can be bought.  ERR_TOO_LARGE: the
 * customer has ALERT_OPEN_MAX.  ERR_TOO_MANY: the network asks too often.
 */
int alert_ask(struct cx *cx, const struct alert_ask *ask, bool *active);

struct alert {
	int64_t id, confirmed_ms;
	const char *kind, *state, *email, *locale;
	struct money price;    /* told below this; of price alone */
	struct cart_line item; /* one unit, as things are now */
	const char *token;
};

/* By id, for its letter; by its mailed link.  ERR_NOT_FOUND. */
int alert_get(struct cx *cx, int64_t id, struct alert *out);
int alert_by_token(struct cx *cx, const char *token, struct alert *out);

/* The click in the mail; again: OK.  words: as of alert_ask.  ERR_GONE: too
 * late, ended, or told by now.  ERR_NOT_FOUND. */
int alert_confirm(struct cx *cx, const char *token, const char *words);

/* No mail for it; all: none for any that its address asked for.  OK again and
 * again.  ERR_NOT_FOUND: no such link. */
int alert_end(struct cx *cx, const char *token, bool all, const char *words);

/* A customer's own: those that wait, the newest first, and the end of one. */
int alert_list(struct cx *cx, int64_t customer, struct alert **out, size_t *n);
int alert_end_own(struct cx *cx, int64_t customer, const char *kind,
	int64_t variant, const char *words);

/* The customer has another, proved address: what waits goes there.  In the
 * transaction of the change. */
int alert_move(struct cx *cx, int64_t customer, const char *old_norm,
	const char *email);

/* Worker: what has come true is told, each once.  *n: how many mails. */
int alert_sweep(struct cx *cx, int64_t *n);

/*
 * Is there anything to look for?  Only when somebody waits, and since the last
 * look the catalogue has changed (whatever may bring something back or make it
 * cheaper touches it), the clock has changed a price or what is published, or
 * others wait.  last: all 0 at first, and again when a sweep failed; changed
 * before the sweep, so that nothing is missed meanwhile.
 */
struct alert_look {
	int64_t version, waiting, ids, until_ms;
};
int alert_look(struct cx *cx, struct alert_look *last, bool *due);

/* Those that nobody confirmed in ALERT_ASKED_DAYS go, those whose variant or
 * product has been archived for ALERT_GONE_DAYS end; how long those that are
 * over stay is a setting (retention.alerts).  *n: how many. */
int alert_clean(struct cx *cx, int64_t *n);

/* Those that wait since before_ms end (retention.waiting).  Adds to *n. */
int alert_end_old(struct cx *cx, int64_t before_ms, int64_t *n);

/* ---- for the owner: counts, never whose ---- */

struct wanted {
	struct cart_line item;
	int64_t wished, stock, price; /* lists it is on; who waits for what */
};
/* What is wanted most: by those who wait for it to be back (waited), else by
 * lists; at most limit from offset on; *total: all. */
int wanted_list(struct cx *cx, bool waited, int64_t offset, int64_t limit,
	struct wanted **out, size_t *n, int64_t *total);
/* Of one variant (item is not filled). */
int wanted_get(struct cx *cx, int64_t variant, struct wanted *out);

#endif
