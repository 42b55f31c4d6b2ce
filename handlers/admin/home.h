#ifndef HANDLERS_ADMIN_HOME_H
#define HANDLERS_ADMIN_HOME_H

#include "domain/home_section.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/fields.h"
#include "handlers/admin/home_picture.h"
#include "handlers/handlers.h"
#include "lib/clock.h"
#include "lib/db.h"

/* Within the pages of the home page's sections. */

/* "Banner" */
const char *home_kind_words(const char *kind);
/* What a log row of a section says, in words (admin_log_in): "Banner; Lower
 * for a while; For whom: Regulars; not in use". */
const char *home_log_words(struct req *r, const void *arg, const char *json);
/* The form's fields as sections of t; s: what is stored. */
int home_fields_show(
	struct tpl *t, struct fields *f, const struct home_section *s);
/* What was posted over what is stored; errors are in f. */
int home_fields_read(struct fields *f, struct home_section *s);

#endif
