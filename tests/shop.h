#ifndef TESTS_SHOP_H
#define TESTS_SHOP_H

/* Tests that ask the shop for whole pages, as a web server would. */
#include <stdbool.h>

#include "lib/buf.h"
#include "tests/test.h"

/* Translations, templates, fingerprints: once, in main.  0 when all is there.
 */
int shop_init(void);

/* The shop is a demo, with its files in that folder: from here on. */
void shop_demo(const char *dir);

/* Nothing kept from another test's database: first in every test. */
void shop_fresh(void);

struct visit {
	const char *path, *query;
	const char
		*cookie; /* "puoti=..." of shop_cookie; NULL: a new visitor */
	const char *accept;    /* of the encoding; NULL: says nothing */
	const char *gpc, *dnt; /* Sec-GPC, DNT; NULL: says nothing */
	const char *purpose;   /* Sec-Purpose; the same */
	bool json;             /* a script of ours asks */
	bool limits;           /* the shop counts attempts */
	bool head;             /* asks for the head alone */
	const char *form; /* posted, with a fair token put before it; or NULL */
};

/* The whole answer, head and body; arena memory. */
const char *shop_ask(struct cx *cx, struct visit v);
const char *shop_get(struct cx *cx, const char *path);
/* The same as bytes, which a deflated body is; the caller releases it. */
struct buf shop_bytes(struct cx *cx, struct visit v);

int shop_status(const char *answer);
const char *shop_header(struct cx *cx, const char *answer, const char *name);

/* The cookie of a new visitor: "puoti=ID.MAC". */
const char *shop_cookie(struct cx *cx);

/* What tables hold of the visitor with that cookie. */
const char *shop_session(struct cx *cx, const char *cookie);

/* How often needle stands in text. */
int shop_count(const char *text, const char *needle);

#endif
