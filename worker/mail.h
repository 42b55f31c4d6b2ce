#ifndef WORKER_MAIL_H
#define WORKER_MAIL_H

#include <stdbool.h>

#include "lib/conf.h"
#include "lib/cx.h"
#include "lib/mail.h"
#include "lib/tpl.h"

/* One mail being written: between mail.c, mail_order.c
 * and mail_return.c. */
struct letter {
	struct cx *cx;
	const struct conf *conf;
	struct mail *mail;
	const char *name;    /* "order_placed": also the template */
	const char *payload; /* of the job */
	int64_t order, case_, link, card, customer, alert, subscriber;
	const char *what, *agent; /* of account_notice; "" none */
	int64_t review, question;
	int64_t credit; /* of order_refunded; 0: what was paid too much */
	bool to_owner;
};

/* The letters; each fills l->mail.  ERR_NOT_FOUND: no such order or case;
 * ERR_GONE: there is nobody to tell, and all is well. */
int letter_order(struct letter *l);
int letter_withdrawal(struct letter *l);
int letter_gift_card(struct letter *l);

/* What letter_order's letters about money say: mail_money.c. */
struct order;
void letter_say_refunded(
	struct letter *l, struct tpl *t, const struct order *o);
void letter_say_changed(struct letter *l, struct tpl *t, const struct order *o);
/* What goes with the order, for who gets letters: mail_next.c. */
void letter_next(struct letter *l, struct tpl *page, const struct order *o);
int letter_return(struct letter *l);
int letter_account(struct letter *l); /* mail_account.c */
int letter_alert(struct letter *l);   /* mail_alert.c */
int letter_account_notice(struct letter *l);
int letter_letters(struct letter *l);       /* mail_letters.c */
int letter_review(struct letter *l);        /* mail_review.c */
int letter_question(struct letter *l);      /* the same */
int letter_person_erased(struct letter *l); /* mail_person.c */
int letter_account_ends(struct letter *l);

/* Write on in a language: texts, money, dates. */
void letter_language(struct letter *l, const char *locale);

/* The letter's template with head and foot; title is the subject too. */
struct tpl *letter_open(struct letter *l, const char *title);
int letter_close(struct letter *l, struct tpl *t);

/* An address of the shop in the letter's language. */
const char *letter_link(struct letter *l, const char *path);

/* Attach the invoice or credit note that a letter about an order speaks of. */
struct order;
void letter_papers(struct letter *l, const struct order *o);

#endif
