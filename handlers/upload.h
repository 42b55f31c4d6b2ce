#ifndef HANDLERS_UPLOAD_H
#define HANDLERS_UPLOAD_H

#include <stdbool.h>

#include "lib/http.h"

/* Keep an uploaded picture: the file stays in DIR/upload under the name of
 * its content until the worker has made its renditions. */
int upload_keep(struct req *r, const struct upload *u, int64_t *media);

/* Do its first bytes say JPEG, PNG, WebP, AVIF or GIF?  For a word at once:
 * what it really is, puoti-image finds out. */
bool upload_is_picture(const struct upload *u);

#endif
