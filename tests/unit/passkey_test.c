/* Passkeys of accounts: one question, one answer, by the one whose it is. */
#include "tests/authenticator.h"
#include "tests/orders.h"
#include "tests/test.h"

#include <string.h>

#include "domain/passkey.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"

enum { AINO = 7, EINO = 8 };

static struct conf conf;

static void customers(struct cx *cx)
{
	conf.base_url = "http://127.0.0.1:8080";
	cx->conf = &conf;
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO customer (id, email, email_norm, locale,"
		" verified_ms, created_ms) VALUES"
		" (7, 'aino@posti.example', 'aino@posti.example', 'en', 1, 1),"
		" (8, 'eino@posti.example', 'eino@posti.example', 'en', 1, 1)"));
}

static int add(struct cx *cx, int64_t customer, const struct authenticator *d)
{
	struct passkey_question q;
	CHECK_OK(passkey_ask_new(cx, customer, &q));
	struct authenticator_plan plan = {.challenge = q.challenge};
	struct passkey_answer answer = {.step = q.step,
		.said = authenticator_make(cx->arena, d, &plan)};
	return passkey_add(cx, customer, "Phone", &answer);
}

/* What a device that holds a passkey of an account says. */
static struct passkey_answer said(struct cx *cx, const struct authenticator *d,
	const struct passkey_question *q, int64_t customer, int64_t counter)
{
	struct passkey_question own;
	struct authenticator_plan plan = {
		.challenge = q->challenge, .counter = counter};
	CHECK_OK(passkey_ask_new(cx, customer, &own)); /* for the user's name */
	return (struct passkey_answer){
		.step = q->step,
		.id = bytes_b64url(cx->arena, d->id),
		.user = own.user,
		.said = authenticator_get(cx->arena, d, &plan),
	};
}

static int login(struct cx *cx, const struct authenticator *d, int64_t customer,
	int64_t counter)
{
	struct passkey_question q;
	int64_t who = 0;
	CHECK_OK(passkey_ask(cx, 0, &q));
	struct passkey_answer answer = said(cx, d, &q, customer, counter);
	int rc = passkey_check(cx, &answer, &who);
	if (rc == OK)
		CHECK_INT(who, customer);
	return rc;
}

static void passkey_says_whose_it_is(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct authenticator e = authenticator_new(cx->arena, WEBAUTHN_EDDSA);
	struct passkey *all;
	size_t n;
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(add(cx, EINO, &e));
	CHECK_OK(login(cx, &d, AINO, 1));
	CHECK_OK(login(cx, &e, EINO, 1));
	CHECK_OK(passkey_list(cx, AINO, &all, &n));
	CHECK_INT(n, 1);
	CHECK_STR(all[0].name, "Phone");
	CHECK_INT(all[0].used_ms, cx->now);
	CHECK_STR(all[0].key_id, bytes_b64url(cx->arena, d.id));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload"
				  " LIKE '%passkey_added%'"),
		2);
}

static void question_is_answered_once(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct passkey_question q;
	int64_t who = 0;
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(passkey_ask(cx, 0, &q));
	struct passkey_answer one = said(cx, &d, &q, AINO, 0);
	CHECK_OK(passkey_check(cx, &one, &who));
	who = 0;
	CHECK_INT(passkey_check(cx, &one, &who), ERR_GONE);
	CHECK_INT(who, 0);
	/* a wrong answer uses it up too */
	CHECK_OK(passkey_ask(cx, 0, &q));
	one = said(cx, &d, &q, AINO, 0);
	one.id = "AAAA";
	CHECK_INT(passkey_check(cx, &one, &who), ERR_DENIED);
	one.id = bytes_b64url(cx->arena, d.id);
	CHECK_INT(passkey_check(cx, &one, &who), ERR_GONE);
}

static void question_waits_five_minutes(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct passkey_question q;
	int64_t who = 0;
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(passkey_ask(cx, 0, &q));
	struct passkey_answer one = said(cx, &d, &q, AINO, 0);
	cx->now += PASSKEY_MINUTES * MS_MINUTE;
	CHECK_INT(passkey_check(cx, &one, &who), ERR_GONE);
	CHECK_OK(passkey_ask(cx, 0, &q)); /* old ones go */
	CHECK_INT(test_number(cx, "SELECT count(*) FROM login_step"), 1);
}

/* The answer to one question does not fit another. */
static void answers_are_not_moved(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct passkey_question one, two, new_one;
	int64_t who = 0;
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(passkey_ask(cx, 0, &one));
	CHECK_OK(passkey_ask(cx, 0, &two));
	struct passkey_answer answer = said(cx, &d, &one, AINO, 0);
	answer.step = two.step;
	CHECK_INT(passkey_check(cx, &answer, &who), ERR_DENIED);
	CHECK_OK(passkey_ask_new(cx, AINO, &new_one));
	answer = said(cx, &d, &new_one, AINO, 0);
	CHECK_INT(passkey_check(cx, &answer, &who), ERR_GONE);
}

static void passkey_of_one_proves_nobody_else(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct authenticator e = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct passkey_question q;
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(add(cx, EINO, &e));
	/* asked of Aino who is logged in, answered by Eino */
	int64_t who = AINO;
	CHECK_OK(passkey_ask(cx, AINO, &q));
	struct passkey_answer answer = said(cx, &e, &q, EINO, 0);
	CHECK_INT(passkey_check(cx, &answer, &who), ERR_DENIED);
	/* asked of nobody, used for Aino */
	CHECK_OK(passkey_ask(cx, 0, &q));
	answer = said(cx, &d, &q, AINO, 0);
	CHECK_INT(passkey_check(cx, &answer, &who), ERR_DENIED);
	/* another name beside the right key */
	who = 0;
	CHECK_OK(passkey_ask(cx, 0, &q));
	answer = said(cx, &d, &q, EINO, 0);
	CHECK_INT(passkey_check(cx, &answer, &who), ERR_DENIED);
	who = AINO;
	CHECK_OK(passkey_ask(cx, AINO, &q));
	answer = said(cx, &d, &q, AINO, 0);
	CHECK_OK(passkey_check(cx, &answer, &who));
}

static void new_passkey_is_whose_question_it_was(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct passkey_question q;
	customers(cx);
	CHECK_OK(passkey_ask_new(cx, EINO, &q));
	struct authenticator_plan plan = {.challenge = q.challenge};
	struct passkey_answer answer = {.step = q.step,
		.said = authenticator_make(cx->arena, &d, &plan)};
	CHECK_INT(passkey_add(cx, AINO, "Phone", &answer), ERR_DENIED);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM credential"), 0);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_INT(add(cx, EINO, &d), ERR_CONFLICT); /* it has an owner */
	CHECK_INT(add(cx, AINO, &d), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM credential"), 1);
}

static void copied_passkey_is_seen_by_its_counter(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(login(cx, &d, AINO, 5));
	CHECK_INT(login(cx, &d, AINO, 5), ERR_DENIED);
	CHECK_INT(login(cx, &d, AINO, 0), ERR_DENIED);
	CHECK_OK(login(cx, &d, AINO, 6));
}

static void only_the_owner_renames_and_removes(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	struct passkey k;
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	int64_t id = test_number(cx, "SELECT id FROM credential");
	CHECK_INT(passkey_get(cx, EINO, id, &k), ERR_NOT_FOUND);
	CHECK_INT(passkey_rename(cx, EINO, id, "Mine"), ERR_NOT_FOUND);
	CHECK_INT(passkey_remove(cx, EINO, id), ERR_NOT_FOUND);
	CHECK_OK(passkey_rename(cx, AINO, id, "Old phone"));
	CHECK_OK(passkey_get(cx, AINO, id, &k));
	CHECK_STR(k.name, "Old phone");
	CHECK_OK(passkey_remove(cx, AINO, id));
	CHECK_INT(login(cx, &d, AINO, 9), ERR_DENIED);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox WHERE payload"
				  " LIKE '%passkey_removed%'"),
		1);
}

static void passkeys_of_an_account_are_counted(struct cx *cx)
{
	customers(cx);
	for (int i = 0; i < PASSKEYS_MAX; i++) {
		struct authenticator d = authenticator_new(
			cx->arena, WEBAUTHN_EDDSA);
		CHECK_OK(add(cx, AINO, &d));
	}
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_EDDSA);
	CHECK_INT(add(cx, AINO, &d), ERR_TOO_MANY);
	CHECK_OK(add(cx, EINO, &d));
}

/* Closed accounts stay closed; a password's row is no passkey. */
static void other_rows_open_nothing(struct cx *cx)
{
	struct authenticator d = authenticator_new(cx->arena, WEBAUTHN_ES256);
	customers(cx);
	CHECK_OK(add(cx, AINO, &d));
	CHECK_OK(db_run_script(
		cx->db, "UPDATE customer SET archived_ms = 1 WHERE id = 7"));
	CHECK_INT(login(cx, &d, AINO, 1), ERR_DENIED);
	conf.base_url = "https://192.0.2.1";
	struct passkey_question q;
	CHECK_INT(passkey_ask(cx, 0, &q), ERR_NOT_FOUND);
}

int main(void)
{
	return test_run((struct test[]){
		{"passkey says whose it is", passkey_says_whose_it_is},
		{"question is answered once", question_is_answered_once},
		{"question waits five minutes", question_waits_five_minutes},
		{"answers are not moved", answers_are_not_moved},
		{"passkey of one proves nobody else",
			passkey_of_one_proves_nobody_else},
		{"new passkey is whose question it was",
			new_passkey_is_whose_question_it_was},
		{"copied passkey is seen by its counter",
			copied_passkey_is_seen_by_its_counter},
		{"only the owner renames and removes",
			only_the_owner_renames_and_removes},
		{"passkeys of an account are counted",
			passkeys_of_an_account_are_counted},
		{"other rows open nothing", other_rows_open_nothing},
		{NULL, NULL},
	});
}
