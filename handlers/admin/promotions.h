#ifndef HANDLERS_ADMIN_PROMOTIONS_H
#define HANDLERS_ADMIN_PROMOTIONS_H

#include "domain/promotion_desk.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/fields.h"

/* Within the pages of promotions. */

/* The form's fields as sections of t; p: what is stored. */
int promotion_fields_show(
	struct tpl *t, struct fields *f, const struct promotion_edit *p);
/* What was posted over what is stored; errors are in f. */
int promotion_fields_read(struct fields *f, struct promotion_edit *p);

/* What a promotion does, one sentence a line: sections SENTENCE {{TEXT}}. */
void promotion_words(
	struct tpl *t, struct req *r, const struct promotion_edit *p);
/* "Running", ... */
const char *promotion_state_words(const char *state);

#endif
