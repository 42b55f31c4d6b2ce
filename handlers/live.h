#ifndef HANDLERS_LIVE_H
#define HANDLERS_LIVE_H

#include "lib/http.h"

/*
 * Live places of a page that is kept.  Its body is rendered once for everybody
 * and says by marks where something else may stand for one visitor:
 *
 *	<!-- live recent -->what everybody sees, or nothing<!-- /live -->
 *
 * Who has nothing of their own gets the whole body, one fragment without the
 * marks.  For others the stretches between the marks, and what everybody sees
 * within them, are fragments each; where a live place is given, its function
 * writes into the answer instead.
 *
 * A new live place: the mark in the template, and in the handler
 * live_put(&lives, "recent", fn, arg) for the visitors for whom something is
 * to stand there; fn appends to r->out or by resp_frag and resp_keep.  Names
 * are unique on a page; marks do not nest.
 */
enum { LIVES_MAX = 12 };

typedef int live_fn(struct req *r, void *arg);

struct lives {
	struct live {
		const char *name;
		live_fn *add;
		void *arg;
	} list[LIVES_MAX];
	size_t n;
};

/* Given twice the later one counts; more than LIVES_MAX are left out. */
void live_put(struct lives *l, const char *name, live_fn *add, void *arg);

/* What is kept under that key (with its language), with these live places; l
 * may be NULL.  NULL: not all of it is kept. */
struct live_body *live_hold(
	struct req *r, const char *key, const struct lives *l);
/* Append it to the answer. */
int live_send(struct req *r, const struct live_body *body);

/* Keep the body, marks and all, and send it; for what is not kept key is
 * NULL. */
int live_keep(struct req *r, const char *key, int64_t until,
	const struct buf *body, const struct lives *l);

#endif
