#ifndef HANDLERS_ADMIN_HOME_PICTURE_H
#define HANDLERS_ADMIN_HOME_PICTURE_H

/* The large picture of the home page, beside the settings in words. */
#include "handlers/admin/fields.h"

struct home_picture {
	int64_t media; /* the one that the page will show; 0: none */
	bool sent;     /* just uploaded, or in an earlier try at this form */
};

/* A picture of anything: what stands in the form, the one there is being
 * present (0: none). */
int picture_field_read(
	struct fields *f, int64_t present, struct home_picture *out);
/* Include {{>HOME_PICTURE}}; home: in the words of the home page. */
int picture_field_show(
	struct tpl *t, struct fields *f, int64_t media, bool sent, bool home);
/* Inside the transaction that saves the rest. */
int picture_field_alts(struct req *r, int64_t media);

/* Keep what was uploaded, also when something else is wrong: a browser cannot
 * fill a file field again. */
int home_picture_read(struct fields *f, struct home_picture *out);

/* Inside the transaction that saves the settings. */
int home_picture_write(struct req *r, const struct home_picture *p);

/* Include {{>HOME_PICTURE}}; p: what was read, or NULL. */
int home_picture_show(
	struct tpl *t, struct fields *f, const struct home_picture *p);

#endif
