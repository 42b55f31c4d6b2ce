#ifndef DOMAIN_OUTBOX_H
#define DOMAIN_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * Work that leaves the database, written in the transaction of the fact it
 * tells and done by `puoti worker` at least once.  Kinds and payloads:
 *   mail   {"mail":"order_placed","order":12,"to":"customer"}
 *          mails: order_placed, order_paid, order_shipped, order_ready,
 *          order_cancelled, order_reminder (to customer); owner_order,
 *          owner_withdrawal (to owner);
 *          withdrawal_receipt {"case":3};
 *          gift_card {"card":4}, return_requested,
 *          return_accepted, return_refused, return_received, return_settled
 *          (to customer), owner_return, return_cancelled (to owner)
 *          account_verify, account_reset, account_login, account_email
 *          {"link":5}; account_notice {"customer":6,"what":"password"}
 *          alert_confirm, alert_told {"alert":6},
 *          alert_over {"alert":6,"what":"gone"}, or "old"
 *          letters_confirm, letters_known, letters_welcome
 *          {"subscriber":6}
 *          owner_review (to owner), review_refused {"review":6};
 *          owner_question (to owner), question_answer {"question":7};
 *   picture {"media":7,"path":"..."} or {"media":7,"url":"..."}, with
 *          "sha256" the name that the picture keeps
 *   forget_picture {"media":7}: if nothing shows it any more
 *   import {"run":3}
 *          person_erased {"address":"..","locale":"fi","kept":[..]},
 *          account_ends {"customer":6}
 *   erase  {"media":["SHA256"],"uploads":["path"]}: files of who was erased
 *   refund {"refund":4}: ask the provider of its payment
 *   model  {"why":"import"}: what goes with what anew; not outbox_take's, a
 *          program of its own takes it (worker/model.c)
 */
struct job {
	int64_t id, attempts;
	const char *kind, *key, *payload;
};

/* The same key again: OK, nothing new. */
int outbox_add(struct cx *cx, const char *kind, const char *key,
	const char *payload, int64_t run_after_ms);

/* Take the next job that is due for lease_ms.  ERR_NOT_FOUND: none. */
int outbox_take(struct cx *cx, int64_t lease_ms, struct job *out);
/* The same of one kind alone, whenever it is due, or whose worker died: for a
 * command. */
int outbox_take_kind(
	struct cx *cx, const char *kind, int64_t lease_ms, struct job *out);
int outbox_done(struct cx *cx, int64_t id); /* its payload goes */
/* Try again with backoff (1, 5, 30 min, 2, 8, 24 h), then dead. */
int outbox_failed(struct cx *cx, int64_t id, const char *problem, bool final);

/* Mark all waiting jobs of a kind as done without doing them: mail about
 * orders that lie in the past. */
int outbox_skip(struct cx *cx, const char *kind);

struct dead_job {
	int64_t id, created_ms;
	const char *kind, *key, *problem;
};
int outbox_dead(struct cx *cx, struct dead_job **out, size_t *n);
int outbox_retry(struct cx *cx, int64_t id); /* the owner: once more */

#endif
