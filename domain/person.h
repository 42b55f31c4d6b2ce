#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/cx.h"

/*
 * Everything the shop holds of one person, by customer or by address (guests
 * have no account): one register of tables (person.c) from which the export,
 * the erasure, the retention and the page that lists them are made, so that
 * no table is in one and not in another.  A new table with something of a
 * person is a row there; tests/unit/person_test fails without it.
 */
struct person {
	int64_t customer;       /* 0: none */
	const char *email_norm; /* "" none */
};

/* A zip: one .json and one .csv per table that has rows of them, their
 * pictures, and readme.txt.  bytes: appended to out. */
int person_export(struct cx *cx, const struct person *who, struct buf *out);

/* What an erasure leaves, and why: for the page and the receipt. */
struct person_kept {
	const char *what, *why; /* translated */
	int64_t n;              /* rows */
	int64_t until_day;      /* YYYYMMDD, 0 none */
};
int person_kept(struct cx *cx, const struct person *who,
	struct person_kept **out, size_t *n);

/* ERR_CONFLICT: an order is under way (not sent, money to come or to go
 * back); nothing is changed.  by: "customer", "staff", "retention". */
int person_erase(struct cx *cx, const struct person *who, const char *by);

/* Erase again who was erased before: after a restore.  *n: how many. */
int person_erase_again(struct cx *cx, int64_t *n);

/* What has come to its end (settings retention.*): a few rows a transaction.
 * *n: how many rows went. */
int person_retain(struct cx *cx, int64_t *n);

#endif
