#ifndef HANDLERS_PROFILE_PAGE_H
#define HANDLERS_PROFILE_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/account.h"
#include "domain/person.h"
#include "domain/profile_told.h"
#include "handlers/handlers.h"
#include "handlers/subject.h"

/* Between handlers/profile*.c. */

#define PROFILE_PAGE "/account/profile"

struct profile_page {
	struct req *r;
	struct tpl *t;
	const struct subject *who; /* never nobody */
	const struct profile *known;
	struct profile_told told;
	const char *problem; /* with what they told; NULL: none */
	/* of an account alone */
	struct account account;
	struct person person;
	struct person_held *held;
	size_t n_held;
};

/* The page with what was typed: typed NULL, what is kept. */
int profile_page_send(struct req *r, const struct profile_told *typed,
	const char *problem, int status);

/* For somebody of whom nothing may be kept. */
int profile_nobody(struct req *r, int status);

/* A browser that accepted and sends a signal against it: its page only takes
 * away. */
bool profile_only_less(struct req *r, const struct subject *who);

/* ---- blocks, each an include of p->t ---- */

/* part/known.tpl: rows that lead to where they are changed. */
struct tpl *profile_block(
	struct profile_page *p, const char *id, const char *title);
void profile_row(struct profile_page *p, struct tpl *b, const char *what,
	const char *more, const char *path);

/* part/known_form.tpl: a list of things with a button each. */
struct profile_list {
	struct profile_page *p;
	struct tpl *block, *rows; /* rows NULL: none yet */
	const char *field;        /* of its buttons */
};
struct profile_list profile_list_begin(struct profile_page *p, const char *id,
	const char *title, const char *field);
void profile_list_lead(struct profile_list *l, const char *words);
struct tpl *profile_list_row(struct profile_list *l, const char *what,
	const char *more, const char *path, const char *value);

int profile_switches_show(struct profile_page *p);
int profile_interests_show(struct profile_page *p);
int profile_colours_show(struct profile_page *p);
int profile_needs_show(struct profile_page *p);
int profile_seen_show(struct profile_page *p);
int profile_groups_show(struct profile_page *p);
int profile_hidden_show(struct profile_page *p);
int profile_tell_show(struct profile_page *p);
/* What they told, each with a button that takes it away. */
int profile_likes_show(struct profile_page *p);

/* What an account's page has besides. */
int profile_you_show(struct profile_page *p);
int profile_things_show(struct profile_page *p);
int profile_consents_show(struct profile_page *p);

/* ---- the form that tells ---- */

/* From what was posted over what was kept; *problem what is wrong with it. */
void profile_told_read(struct req *r, const struct subject *who,
	struct profile_told *told, const char **problem);
/* The interests that were ticked: at most max. */
size_t profile_likes_read(struct req *r, const char **keys, size_t max);

/* One of a list: {NULL} ended. */
struct profile_choice {
	const char *code, *name;
};
void profile_choices_show(struct tpl *t, const char *section,
	const struct profile_choice *all, const char *chosen);
/* As posted; what the list does not have stays as it was. */
void profile_choice_read(struct req *r, const char *field,
	const struct profile_choice *all, const char **to);

/* What was ticked and what was not, of the form of profile_switches_show. */
int profile_switches_save(struct req *r, const struct subject *who);

/* ---- profile_take.c ---- */

/* Everything that is known of a subject, as JSON. */
int profile_export_json(struct req *r, const struct subject *who);

/* "Erase what you learned": asks first. */
int profile_forget_do(struct req *r, const struct subject *who);

#endif
