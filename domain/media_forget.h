#ifndef DOMAIN_MEDIA_FORGET_H
#define DOMAIN_MEDIA_FORGET_H

#include <stdbool.h>

#include "domain/media.h"
#include "lib/cx.h"

/*
 * Pictures that people sent and took back.  later: the worker looks whether
 * anything still shows it (job "forget_picture"); written in the transaction
 * that takes it off.
 */
int media_forget_later(struct cx *cx, int64_t media);

/*
 * Delete a picture that nothing shows; out: its renditions, to be removed
 * from the disk, sha256 NULL when it has none.  ERR_CONFLICT: something shows
 * it.  ERR_BUSY: it is still being made.  ERR_NOT_FOUND.
 */
int media_forget(struct cx *cx, int64_t media, struct picture *out);

/* The jobs that made a picture that is gone, for one to come may have its
 * number; in the caller's transaction. */
int media_jobs_delete(struct cx *cx, int64_t media);

/* Did somebody send it with a review? */
bool media_is_sent(struct cx *cx, int64_t media);

#endif
