#ifndef LIB_FORM_H
#define LIB_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/http.h"
#include "lib/text.h"
#include "lib/tpl.h"

/* The C type of a member follows from its field's type: in brackets. */
enum field_type {
	FIELD_TYPE_END,
	FIELD_TYPE_INT,    /* int64_t */
	FIELD_TYPE_MONEY,  /* int64_t, minor units */
	FIELD_TYPE_TEXT,   /* const char *; one line, trimmed */
	FIELD_TYPE_LINES,  /* const char *; line ends kept as \n */
	FIELD_TYPE_EMAIL,  /* const char *; trimmed, looks like an address */
	FIELD_TYPE_BOOL,   /* int64_t 0 or 1; a checkbox */
	FIELD_TYPE_CHOICE, /* const char *; one of choices */
};

/* One form input: its name, where its typed value goes, and its limits. */
struct field {
	const char *name;  /* of the input, and its id in the page */
	const char *label; /* N_() marked, for messages */
	size_t offset;
	int64_t min, max;           /* of the number; characters of the text */
	int64_t fallback;           /* optional numbers left empty */
	const char *const *choices; /* NULL terminated */
	enum field_type type;
	bool required;
};

/* clang-format off */
#define FIELD_(form, member, kind, text, ...) \
	{ .name = #member, .label = text, .type = FIELD_TYPE_##kind, \
	  .offset = offsetof(struct form, member), __VA_ARGS__ }
#define FIELD_INT(form, member, label, ...)    FIELD_(form, member, INT, label, __VA_ARGS__)
#define FIELD_MONEY(form, member, label, ...)  FIELD_(form, member, MONEY, label, __VA_ARGS__)
#define FIELD_TEXT(form, member, label, ...)   FIELD_(form, member, TEXT, label, __VA_ARGS__)
#define FIELD_LINES(form, member, label, ...)  FIELD_(form, member, LINES, label, __VA_ARGS__)
#define FIELD_EMAIL(form, member, label, ...)  FIELD_(form, member, EMAIL, label, __VA_ARGS__)
#define FIELD_BOOL(form, member, label, ...)   FIELD_(form, member, BOOL, label, __VA_ARGS__)
#define FIELD_CHOICE(form, member, label, ...) FIELD_(form, member, CHOICE, label, __VA_ARGS__)
#define FIELD_END { .type = FIELD_TYPE_END }
/* clang-format on */

enum { FORM_ERRORS_MAX = 64 };

/* What is wrong, in the visitor's language, in the order of the fields. */
struct form_errors {
	size_t n;
	struct {
		const char *field; /* "" speaks of the whole form */
		const char *message;
	} item[FORM_ERRORS_MAX];
};

/* What was typed, trimmed, without control characters: line ends as \n, or as
 * spaces in a text of one line. */
const char *form_clean(struct arena *a, const char *raw, bool lines);

/*
 * Fill *out from the posted form and report all that is wrong at once.
 * ERR_INVALID with errors; *out then holds what could be read (texts as
 * typed).  Texts are never NULL.
 */
int form_read(struct req *r, const struct field *fields, void *out,
	struct form_errors *errors);

/* Add an error found by the handler (message already translated). */
void form_error(
	struct form_errors *errors, const char *field, const char *message);

/*
 * Show a form again, as typed.  For the field "email" sets EMAIL; BOOL shows
 * section EMAIL_ON; CHOICE "b" shows section EMAIL_IS_b; when it is wrong the
 * section EMAIL_ERR with {{EMAIL_MSG}}.  For the summary: one ERRORS section
 * with {{ERRORS_TITLE}} and a repeated ERROR section {{FIELD}} {{MSG}}.
 */
void form_show(struct tpl *t, struct req *r, const struct field *fields,
	const struct form_errors *errors);

/* The same from a typed struct: a form not yet posted. */
void form_show_values(struct tpl *t, struct cx *cx, const struct field *fields,
	const void *values);

/* What is wrong, of a form shown by form_show_values. */
void form_show_errors(struct tpl *t, struct req *r, const struct field *fields,
	const struct form_errors *errors);

#endif
