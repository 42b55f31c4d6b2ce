/* Charging a card that is kept: with the buyer or without, held and taken. */
#include "domain/pay_card_in.h"

#include <inttypes.h>
#include <string.h>

#include "domain/pay_paytrail.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

/* What came of it, told to the machine as a notice would be. */
static int hear(struct cx *cx, struct payment *p, const char *state)
{
	struct payment_news news = {
		.provider = "paytrail",
		.stamp = p->stamp,
		.event_key = arena_printf(cx->arena, "%s/%s",
			*p->provider_ref ? p->provider_ref : p->stamp, state),
		.outcome = state,
		.provider_ref = p->provider_ref,
		.currency = p->currency,
		.amount = p->amount,
	};
	int rc = payment_take(cx, &news);
	return rc == OK ? payment_get(cx, p->id, p) : rc;
}

/* The bank said no: a failed payment as any other, so that they are counted
 * and the order says so; why is kept for the owner. */
static int declined(struct cx *cx, struct payment *p, const char *problem)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = hear(cx, p, "failed");
	if (rc == OK)
		rc = payment_checked(cx, p, 0, problem);
	return db_end(cx->db, rc);
}

struct beginning {
	const char *path, *token; /* token "": none is charged */
	const struct payment_payer *payer;
};

/* Call, with the attempt written before and the answer after. */
static int begin(struct cx *cx, struct payment *p, const struct beginning *b,
	struct paytrail_said *said, const char **problem)
{
	static const struct payment_payer nobody = {"", ""};
	struct remote_answer answer;
	struct paytrail_call call = {b->path, "", "", NULL};
	int rc = paytrail_payment_body(cx, p, b->token, &call.body, problem);
	if (rc == OK)
		rc = payment_calling(cx, p, b->payer ? b->payer : &nobody,
			cx->now + MS_MINUTE, true);
	if (rc < 0)
		return rc;
	int said_rc = paytrail_call(cx, &call, &answer, said, problem);
	if (said_rc == OK && !*said->transaction) {
		*problem = "the answer names no payment";
		said_rc = ERR_BUSY;
	}
	if (said_rc == OK)
		return payment_started(cx, p, said->transaction,
			*said->step_up ? said->step_up : said->href);
	rc = said_rc == ERR_INVALID && *b->token
		     ? declined(cx, p, *problem)
		     : payment_not_started(cx, p,
			       said_rc == ERR_INVALID ? "failed" : "expired",
			       *problem);
	return rc == OK ? said_rc : rc;
}

int card_pay(struct cx *cx, struct payment *p, const struct card_charge *charge,
	const char **problem)
{
	struct paytrail_said said = {.step_up = ""};
	struct beginning b = {.payer = charge->payer};
	int64_t customer = 0;
	*problem = "";
	b.path = arena_printf(cx->arena, "/payments/token/%s/%s",
		charge->present ? "cit" : "mit",
		charge->hold ? "authorization-hold" : "charge");
	int rc = card_customer(cx, p->order, &customer);
	if (rc == OK)
		rc = card_token(cx, customer, charge->card, &b.token);
	if (rc == OK)
		rc = begin(cx, p, &b, &said, problem);
	if (rc < 0 || *said.step_up)
		return rc; /* the bank wants to see the buyer at p->href */
	return hear(cx, p, charge->hold ? "authorised" : "paid");
}

int card_pay_and_add(struct cx *cx, struct payment *p,
	const struct payment_payer *payer, const char **problem)
{
	struct paytrail_said said;
	struct beginning b = {"/tokenization/pay-and-add-card", "", payer};
	*problem = "";
	return begin(cx, p, &b, &said, problem);
}

static int held(struct cx *cx, struct payment *p, const char *tail,
	const char *body, const char **problem)
{
	struct remote_answer answer;
	struct paytrail_said said;
	struct paytrail_call call = {
		paytrail_path(cx->arena, p->provider_ref, tail),
		p->provider_ref, "", body};
	*problem = "";
	if (strcmp(p->state, "authorised") != 0)
		return ERR_CONFLICT;
	return paytrail_call(cx, &call, &answer, &said, problem);
}

/* Less than was held: the attempt is over what was taken. */
static int amount_set(struct cx *cx, struct payment *p, struct money amount)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE payment SET amount_minor = :amount WHERE id = :id"
		" AND state = 'authorised' AND amount_minor >= :amount");
	db_bind_int(q, ":amount", amount.minor);
	db_bind_int(q, ":id", p->id);
	return db_exec_one(q);
}

int card_commit(struct cx *cx, struct payment *p, struct money amount,
	const char **problem)
{
	struct payment part = *p;
	const char *body;
	*problem = "";
	if (amount.minor <= 0 || amount.minor > p->amount.minor)
		return ERR_INVALID;
	part.amount = amount;
	int rc = paytrail_payment_body(cx, &part, "", &body, problem);
	if (rc == OK)
		rc = held(cx, p, "/token/commit", body, problem);
	if (rc < 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = amount_set(cx, p, amount);
	if (rc == OK) {
		p->amount = amount;
		rc = hear(cx, p, "paid");
	}
	return db_end(cx->db, rc);
}

int card_revert(struct cx *cx, struct payment *p, const char **problem)
{
	int rc = held(cx, p, "/token/revert", "", problem);
	return rc == OK ? payment_voided(cx, p) : rc;
}
