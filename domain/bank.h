#ifndef DOMAIN_BANK_H
#define DOMAIN_BANK_H

#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Bank statements: what came in is matched with orders by reference and marks
 * them paid through the payment machine.  An entry counts once, whichever file
 * it comes in; the same file twice is one.
 */

enum {
	BANK_FILE_MAX = 8 * 1024 * 1024,
	BANK_LINES_MAX = 20000,
};

/* An entry as the file has it. */
struct bank_line {
	const char *account; /* IBAN; "" when the file does not say */
	const char *archive; /* the bank's own id; "" none */
	int64_t day;         /* booked, YYYYMMDD */
	int64_t amount;      /* minor units; below 0: money out */
	const char *currency, *reference, *payer, *message;
};

struct bank_file {
	const char *format;  /* "camt.053" "tito" */
	const char *account; /* of the first statement in it */
	struct bank_line *lines;
	size_t n;
	const char *problem; /* why not, for the owner; untranslated */
};

/*
 * ISO 20022 camt.053 (BankToCustomerStatement, versions 02 to 08), as Finnish
 * and Nordic banks write it: batches by their TxDtls, references in
 * Strd/CdtrRefInf/Ref or alone in Ustrd.  No DTD, no entity of its own, no
 * network.  ERR_INVALID: out->problem.
 */
int camt_read(struct arena *a, const char *p, size_t n, struct bank_file *out);

/*
 * The old Finnish formats.  TITO: Finance Finland, "Konekielinen tiliote"
 * 3.3 (20.8.2007), records T00, T10 (basic), T11 (supplementary).  KTL:
 * "Saapuvat viitemaksut", records 0, 3, 5, 9 of 90 characters.  Latin-1, UTF-8
 * and the seven-bit Finnish set are read.  ERR_INVALID: out->problem.
 */
int tito_read(struct arena *a, const char *p, size_t n, struct bank_file *out);

/* "RF20 1000 10" or "00000 10001 0" -> "100010": the digits by which orders
 * are found; "" when it is no reference. */
const char *bank_reference(struct arena *a, const char *text);

struct bank_took {
	int64_t statement;
	size_t entries, again, matched, open, ignored;
	bool other_account;  /* not the shop's IBAN */
	const char *problem; /* of ERR_INVALID */
};

/*
 * Take a file in: find out its format, write its entries, match them.
 * ERR_CONFLICT: it has been taken before (out->statement).  Not inside a
 * transaction: entries are matched one by one.
 */
int bank_take(struct cx *cx, const char *name, const char *p, size_t n,
	struct bank_took *out);

/* Match what has not been looked at: after a crash in between. */
int bank_match_waiting(struct cx *cx);

/*
 * note of an entry, unless a person wrote it: "" not looked at, "equal",
 * "less", "more", "cancelled" (matched with an order that is); open: "none" (no
 * reference), "unknown", "paid_before", "currency", "out" (with an order's
 * reference); ignored: "out".
 */
struct bank_entry {
	int64_t id, day, order, number, staff;
	struct money amount;
	const char *currency, *reference, *payer, *message, *state, *note;
};
int bank_entries(struct cx *cx, const char *state, int64_t offset,
	int64_t limit, struct bank_entry **out, size_t *n, int64_t *total);

/* The owner knows whose it is.  ERR_CONFLICT: it is not open any more, or is
 * no money in of the shop's currency.  ERR_NOT_FOUND: no such order. */
int bank_match(struct cx *cx, int64_t entry, int64_t number);
int bank_ignore(struct cx *cx, int64_t entry, const char *note);

#endif
