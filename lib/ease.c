#include "lib/ease.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/child.h"
#include "lib/err.h"
#include "lib/log.h"

static void pack(const struct ease *e, struct buf *in)
{
	struct ease_head head = {EASE_MAGIC, e->items, e->matrix, e->keep,
		e->asks, {{{0}, 0, 0, 0, 0}}, e->groups};
	memcpy(head.ask, e->ask, sizeof(head.ask));
	buf_add(in, &head, sizeof(head));
	for (size_t i = 0; i < e->groups; i++) {
		const struct ease_group *g = &e->group[i];
		uint32_t kind = g->kind;
		buf_add(in, &kind, sizeof(kind));
		buf_add(in, &g->weight, sizeof(g->weight));
		buf_add(in, &g->n, sizeof(g->n));
		buf_add(in, g->item, sizeof(*g->item) * g->n);
	}
}

static int take(const struct buf *b, size_t *at, void *out, size_t n)
{
	if (b->len - *at < n)
		return ERR_INTERNAL;
	memcpy(out, b->p + *at, n);
	*at += n;
	return OK;
}

static int unpack(struct arena *a, const struct ease *e, const struct buf *b,
	struct ease_row *rows[EASE_ASKS_MAX])
{
	size_t at = 0;
	int rc = OK;
	for (uint32_t k = 0; k < e->asks; k++) {
		rows[k] = ARENA_ARRAY(a, struct ease_row, e->items + 1);
		for (uint32_t i = 0; rc == OK && i < e->items; i++) {
			struct ease_row *r = &rows[k][i];
			rc = take(b, &at, &r->n, sizeof(r->n));
			if (rc < 0 || r->n > e->keep)
				return ERR_INTERNAL;
			struct ease_near *near = ARENA_ARRAY(
				a, struct ease_near, r->n + 1);
			rc = take(b, &at, near, sizeof(*near) * r->n);
			r->near = near;
		}
	}
	return rc == OK && at == b->len ? OK : ERR_INTERNAL;
}

int ease_make(struct arena *a, const struct ease *e, int ms,
	struct ease_row *rows[EASE_ASKS_MAX])
{
	struct buf in = {0}, out = {0};
	size_t max = (size_t)e->asks * e->items *
		     (sizeof(uint32_t) + e->keep * sizeof(struct ease_near));
	pack(e, &in);
	int rc = child_run(
		child_program(a, "puoti-model"), in.p, in.len, &out, max, ms);
	buf_release(&in);
	if (rc == OK) {
		rc = unpack(a, e, &out, rows);
		if (rc < 0)
			log_error("event=model problem=\"not to be read\"");
	}
	buf_release(&out);
	return rc;
}
