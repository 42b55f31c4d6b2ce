#ifndef HANDLERS_ADMIN_CASE_PAGE_H
#define HANDLERS_ADMIN_CASE_PAGE_H

/* The page of one case: between cases.c, case.c and case_money.c. */
#include "domain/return_case.h"
#include "handlers/admin/order_words.h"
#include "lib/form.h"
#include "lib/http.h"
#include "lib/tpl.h"

const char *case_kind_words(const char *kind);
struct order_pill case_pill(const struct return_case *c);

/* When its money is due, and whether it may still be held back. */
void case_due_show(
	struct tpl *t, const struct req *r, const struct return_case *c);

/* The form that settles it, with what is due. */
int case_settle_show(struct tpl *t, struct req *r, const struct return_case *c,
	const struct form_errors *errors);
/* Read it and settle; ERR_INVALID with errors. */
int case_settle(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors);

#endif
