#ifndef HANDLERS_ADMIN_HOME_PICTURE_H
#define HANDLERS_ADMIN_HOME_PICTURE_H

/* The large picture of the home page, beside the settings in words. */
#include "handlers/admin/fields.h"

struct home_picture {
	int64_t media; /* the one that the page will show; 0: none */
	bool sent;     /* just uploaded, or in an earlier try at this form */
};

/* Keep what was uploaded, also when something else is wrong: a browser cannot
 * fill a file field again. */
int home_picture_read(struct fields *f, struct home_picture *out);

/* Inside the transaction that saves the settings. */
int home_picture_write(struct req *r, const struct home_picture *p);

/* Include {{>HOME_PICTURE}}; p: what was read, or NULL. */
int home_picture_show(
	struct tpl *t, struct fields *f, const struct home_picture *p);

#endif
