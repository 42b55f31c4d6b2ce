#ifndef DOMAIN_PERSON_H
#define DOMAIN_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/cx.h"

/*
 * Everything the shop holds of one person, by customer or by address (guests
 * have no account): one register of tables (person_table.c, person_place.c)
 * from which the export, the erasure and the pages that list them are made, so
 * that no table is in one and not in another.  A new table with something of a
 * person is a row there; tests/unit/person_test fails without it.
 */
struct person {
	int64_t customer;       /* 0: none */
	const char *email_norm; /* "" none; of an account once it is proved */
	bool keep_words; /* erasing: reviews and questions that are shown stay,
			    without name and pictures */
};

/* Who an account is: with its address only if that is proved, because a
 * stranger's may have been typed.  ERR_NOT_FOUND: none, or erased. */
int person_of_account(struct cx *cx, int64_t customer, struct person *out);

/* Whoever is behind an address, with or without an account.  The caller knows
 * that it is theirs. */
int person_of_address(
	struct cx *cx, const char *email_norm, struct person *out);

/* Write down that it was asked for: "export". */
int person_noted(struct cx *cx, const struct person *who, const char *what,
	const char *by);

/* A zip: one .json and one .csv per table that has rows of them, their
 * pictures, and readme.txt in cx->locale.  Bytes: appended to out. */
int person_export(struct cx *cx, const struct person *who, struct buf *out);

/* What there is of them, table by table; those with none are left out. */
struct person_held {
	const char *file, *what; /* "orders", translated */
	int64_t n;               /* rows */
	bool goes; /* with an erasure, whole or the personal in it */
};
int person_held(struct cx *cx, const struct person *who,
	struct person_held **out, size_t *n);

/* What an erasure leaves, and why: for the page and the receipt. */
struct person_kept {
	const char *what, *why; /* translated */
	int64_t n;              /* rows */
	int64_t until_day;      /* YYYYMMDD, 0 none */
};
int person_kept(struct cx *cx, const struct person *who,
	struct person_kept **out, size_t *n);

/* The last day on which a voucher of that day must be kept: six years after
 * the end of its year (kirjanpitolaki 1336/1997, 2:10 §). */
int64_t person_books_until(int64_t day);

/* What is in the way of an erasure: an order and what is open of it. */
struct person_open {
	int64_t number;  /* 0: a withdrawal that matched no order */
	const char *why; /* translated */
};
int person_open(struct cx *cx, const struct person *who,
	struct person_open **out, size_t *n);

/* What is left on gift cards that they bought or were sent. */
struct money;
int person_gift_cards(
	struct cx *cx, const struct person *who, int64_t *n, int64_t *minor);

/*
 * Erase.  ERR_CONFLICT: an order is under way (person_open); nothing is
 * changed.  by: "customer", "staff", "retention".  A receipt goes to the
 * address; files go with the worker.
 */
int person_erase(struct cx *cx, const struct person *who, const char *by);

/*
 * DIR/erasures: a line "SUBJECT CUSTOMER TIME BY ACCOUNT SHOP" an erasure,
 * beside the database and not in its backups; the last two are keyed marks
 * that bind the line to the account and to this shop (lines of before end with
 * BY).  Adds those that the database knows and the file does not.
 */
int person_file_write(struct cx *cx, const char *path);

/* After a restore: erase again who is in that file and was not erased yet
 * when the backup was made.  *n: how many.  Who is meant is proved by the
 * address or by the mark of the account, never by a number alone.
 * ERR_NOT_FOUND: no such file, ERR_INVALID: it is no such list, ERR_CONFLICT:
 * another shop's, ERR_DENIED: its lines name no shop and nothing in them is
 * known here; in all of these nothing was changed. */
int person_erase_again(struct cx *cx, const char *path, int64_t *n);

/* The same, with the files below dir (the restored members) and without what
 * the database's free pages hold. */
int person_restore(
	struct cx *cx, const char *path, const char *dir, int64_t *n);

/* The job "erase": remove files of dir (the shop's folder). */
int person_files_remove(struct cx *cx, const char *dir, const char *payload);

/* ---- what comes to its end: person_retain.c ---- */

/* A stated period. */
struct person_period {
	const char *code;       /* of a setting; NULL: it is fixed */
	const char *unit;       /* "days" "months" "years" */
	const char *what, *why; /* not translated */
	int64_t n;              /* of units, as it is set */
};
int person_periods(struct cx *cx, struct person_period **out, size_t *n);

/* What has come to its end (settings retention.*): a few rows a transaction.
 * *n: how many rows went. */
int person_retain(struct cx *cx, int64_t *n);

#endif
