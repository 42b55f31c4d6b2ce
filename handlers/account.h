#ifndef HANDLERS_ACCOUNT_H
#define HANDLERS_ACCOUNT_H

#include <stdbool.h>

#include "domain/account.h"
#include "domain/order.h"
#include "lib/form.h"
#include "lib/http.h"
#include "lib/tpl.h"

/* The cookie of a customer's login; of a step that waits for the next
 * (account_step_add); of a browser that was inside before (account_known). */
#define ACCOUNT_COOKIE       "puoti-account"
#define ACCOUNT_STEP_COOKIE  "puoti-step"
#define ACCOUNT_KNOWN_COOKIE "puoti-known"

/* On a guest's order page: an account for one field, as include name of t. */
void account_offer_show(
	struct req *r, struct tpl *t, const char *name, const struct order *o);

/* ---- between handlers/account*.c ---- */

struct account_form {
	const char *name, *email;
};

extern const struct field account_fields[];

/* One of the small forms: shop/account_form.tpl. */
struct account_screen {
	const char *title, *intro, *button; /* no button: no form */
	const char *action;                 /* path of the form */
	const char *back, *keep; /* a path and its words: nothing is done */
	bool name, email, password;
	bool old;   /* the password that is to be replaced */
	bool fresh; /* the password is a new one */
	bool ways;  /* links to the other forms */
	bool demo;  /* the demo's customers to log in as */
	struct account_form f;
	struct form_errors errors;
	const char *problem; /* of the whole; NULL: none */
	const char *passkey; /* path that a passkey's answer goes to; NULL */
};

int account_screen_send(
	struct req *r, const struct account_screen *s, int status);
int account_too_many(struct req *r, struct account_screen *s); /* 429 */
void account_password_wrong(struct account_screen *s);
void account_fill_in(struct req *r, struct account_screen *s, const char *field,
	const char *label);

/* What was posted, of the form that was read. */
struct account_try account_try_of(
	struct req *r, const struct account_screen *s);
/* The path where to go on after the login; "" the account. */
const char *account_next(struct req *r);
/* A path that takes it along; next "": the path alone. */
const char *account_with_next(
	struct req *r, const char *path, const char *next);

/* 410: the link was used, is too old, or none of ours. */
int account_link_over(struct req *r);

/* The same words whether the address had an account or not. */
int account_look_for_mail(struct req *r, const char *email);
/* From the root language, which nobody has to choose, whoever logs in goes on
 * in the language that they have chosen; from another they stay in it. */
int account_language_take(struct req *r, int64_t customer);
/* What was put in the cart before goes to whoever logged in; the next page
 * says what it was. */
int account_cart_join(struct req *r, int64_t customer);
/*
 * Every way of logging in ends here once its first factor was right: lets
 * them in, or asks for the second at /account/code first.  next: where they
 * were going, "" the account.
 */
int account_log_in(struct req *r, int64_t customer, const char *next);
/* And here once every factor was: a new session, a new visitor. */
int account_let_in(struct req *r, int64_t customer, const char *next);

/* The made-up customers of a demo shop, as include name of t; nothing in any
 * other. */
void account_demo_show(struct req *r, struct tpl *t, const char *name);

/* ---- pages of an account ---- */

/*
 * A page beside the account's menu: a template that has {{>SIDE}} in its
 * "split left".  here: the path that the menu marks ("/account/orders").
 */
struct tpl *account_page(struct req *r, const char *file, const char *here);
int account_page_send(
	struct req *r, const char *title, struct tpl *t, int status);

/* The address of the page of the order id. */
const char *account_order_link(struct req *r, int64_t id);

/* {{STATE}} {{PILL}}: how an order stands, in a word or two. */
void account_order_pill(
	struct req *r, struct tpl *t, const struct account_order *o);

/*
 * Before what a thief of an open browser must not do (another address,
 * passkeys, erasing): have they proved who they are in the last
 * ACCOUNT_STRONG_MINUTES?  *ok false: the answer, a redirect to
 * /account/confirm?next=BACK, is chosen; return what this returned.
 */
int account_strong(struct req *r, const char *back, bool *ok);

/* ---- passkeys, one-time codes ---- */

/* The button that asks for a passkey, as include name of t; its page loads
 * js/passkey.js. */
void passkey_offer(
	struct req *r, struct tpl *t, const char *name, const char *action);

/* The parts of the page about logging in, as include name of t. */
int account_keys_show(struct req *r, struct tpl *t, const char *name);

/* "9 recovery codes left" */
const char *account_recovery_left(struct req *r, int64_t n);
/* What is wrong with a code: ERR_DENIED, ERR_TOO_MANY (adds Retry-After, until
 * again_ms). */
const char *account_code_problem(struct req *r, int rc, int64_t again_ms);

/*
 * Sizes and the store that the shop remembers, with the forms that change
 * them, as include name of t: on /account/details and /account/profile.
 */
int account_saved_show(struct req *r, struct tpl *t, const char *name);

#endif
