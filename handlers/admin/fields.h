#ifndef HANDLERS_ADMIN_FIELDS_H
#define HANDLERS_ADMIN_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/form.h"
#include "lib/money.h"

/*
 * Forms whose fields are not known before the page is made: per language, per
 * variant, per setting.  (A form of fixed fields uses lib/form.h.)  A field
 * is asked for once, in a table, and both read and shown from there.
 */
enum ask_kind {
	ASK_LINE,
	ASK_LINES, /* a text area */
	ASK_EMAIL,
	ASK_MONEY,
	ASK_INT,
	ASK_CHOICE,
	ASK_CHECK,
	ASK_DATE,   /* a day, as browsers send it: 2026-12-24 */
	ASK_MOMENT, /* the same with a time: 2026-12-24T09:00 */
};

struct ask_choice {
	const char *value, *label; /* label N_() marked; {NULL} ends */
};

struct ask {
	const char *name;  /* of the input; the suffix is added */
	const char *label; /* N_() marked */
	const char *hint;  /* N_() marked, or NULL */
	enum ask_kind kind;
	int64_t max; /* characters, or the largest number */
	bool required;
	int rows;                         /* of a text area */
	const struct ask_choice *choices; /* {NULL} terminated */
};

/* One form being read and shown. */
struct fields {
	struct req *r;
	bool posted; /* what was typed is shown, not what is stored */
	struct form_errors errors;
};

void fields_init(struct fields *f, struct req *r);

/* "name_fi": name itself when suffix is "". */
const char *field_name(struct arena *a, const char *name, const char *suffix);

/* What to show: as typed when the form was posted, else what is stored. */
const char *field_value(struct fields *f, const char *name, const char *stored);
bool field_checked(struct fields *f, const char *name, bool stored);

/*
 * Read a posted field and report what is wrong with it.  Texts are trimmed,
 * never NULL.  Money and numbers: true when one was given and is right.
 */
const char *ask_text(
	struct fields *f, const struct ask *ask, const char *suffix);
bool ask_money(struct fields *f, const struct ask *ask, const char *suffix,
	struct money *out);
bool ask_int(struct fields *f, const struct ask *ask, const char *suffix,
	int64_t *out);
/* *end_ms: the first millisecond after the day that was given. */
bool ask_date(struct fields *f, const struct ask *ask, const char *suffix,
	int64_t *end_ms);
/* *ms: in the shop's zone. */
bool ask_moment(struct fields *f, const struct ask *ask, const char *suffix,
	int64_t *ms);
/* What a browser wants in such a field; 0: "". */
const char *moment_value(struct arena *a, int64_t ms);
/* One of the choices, else the first. */
const char *ask_choice(
	struct fields *f, const struct ask *ask, const char *suffix);

/* Show one field: include slot (admin/field.tpl). */
void ask_show(struct tpl *t, const char *slot, struct fields *f,
	const struct ask *ask, const char *suffix, const char *stored);

/* The same, where the label says the language already. */
void ask_show_plain(struct tpl *t, const char *slot, struct fields *f,
	const struct ask *ask, const char *suffix, const char *stored);

/* The message of a field, or NULL. */
const char *field_message(const struct fields *f, const char *name);

/* Is a field whose name begins so wrong?  Then its fold stands open. */
bool field_wrong_below(const struct fields *f, const char *beginning);

void field_error(struct fields *f, const char *name, const char *message);

/* The summary that links to the fields: include {{>ERRORS}}. */
void fields_summary(struct tpl *t, struct fields *f);

#endif
