#ifndef HANDLERS_ADMIN_SEGMENTS_H
#define HANDLERS_ADMIN_SEGMENTS_H

#include "domain/segment.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/fields.h"

/* Within the pages of segments, and the customer's page. */

/* A value of a field for people: "3", "€30.00", "Kitchen", "yes", "nothing". */
const char *segment_value_words(struct req *r, int field, int64_t value);
/* "at least 3", "is Kitchen" */
const char *segment_rule_words(struct req *r, const struct segment_rule *rule);

/* What an audit row of a segment says, for admin_log_in: "Regulars; Orders: at
 * least 3". */
const char *segment_log_words(struct req *r, const void *arg, const char *json);

/* What can be chosen for such a field; {NULL} terminated, arena memory. */
int segment_value_choices(
	struct req *r, enum segment_ask ask, struct ask_choice **out);

/* The form's fields as sections of t; s: what is shown where nothing was
 * posted. */
int segment_fields_show(
	struct tpl *t, struct fields *f, const struct segment *s);
/* What was posted; errors are in f. */
int segment_fields_read(struct fields *f, struct segment *s);

/* Value and segments on a customer's page: sections of t. */
int admin_value_show(struct tpl *t, struct req *r, int64_t account);

#endif
