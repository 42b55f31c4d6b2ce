#ifndef DOMAIN_SETTING_H
#define DOMAIN_SETTING_H

#include <stdbool.h>

#include "lib/cx.h"

/*
 * What the owner sets on the admin's pages.  Every code is a row of the table
 * in setting.c with its default; asking for another asserts.
 */
enum setting_kind {
	SETTING_TEXT,  /* the same in every language */
	SETTING_LOCAL, /* words, per language */
	SETTING_MONEY, /* minor units */
	SETTING_BOOL,
	SETTING_INT,
};

struct setting_def {
	const char *code; /* "shop.name" */
	enum setting_kind kind;
	const char *value; /* default */
};
extern const struct setting_def setting_defs[]; /* {NULL} terminated */

/* Value, or its default; never NULL.  LOCAL ones in cx->locale, falling back
 * to the root language. */
const char *setting_get(struct cx *cx, const char *code);
int64_t setting_int(struct cx *cx, const char *code); /* not texts */
bool setting_bool(struct cx *cx, const char *code);

/* A LOCAL value of one language, without fallback: for the editing form. */
const char *setting_get_in(struct cx *cx, const char *code, const char *locale);

/* Change one; locale only for LOCAL ones, else NULL.  Audited; bumps the
 * catalogue version.  The same value again changes nothing. */
int setting_set(
	struct cx *cx, const char *code, const char *locale, const char *value);

/*
 * Keep all settings in this process while the version stays the same.  The
 * dispatcher calls it once a request; without it each setting_get asks the
 * database.  version -1 forgets.
 */
int setting_use(struct cx *cx, int64_t version);

/* The version in use; -1: none. */
int64_t setting_version(void);

/*
 * Inside a transaction that must not go by what is kept: if somebody has
 * changed the catalogue since the version in use was read, none is in use from
 * here to the end of the request.
 */
int setting_check(struct cx *cx);

#endif
