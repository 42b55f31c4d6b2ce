/* An order once more. */
#include "domain/reorder.h"

#include <string.h>

#include "domain/cart.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static int in_cart(
	struct cx *cx, const char *session, int64_t variant, int64_t *qty)
{
	int64_t cart = 0;
	*qty = 0;
	int rc = cart_find(cx, session, &cart);
	if (rc < 0 || !cart)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT qty FROM cart_line"
		" WHERE cart = :cart AND variant = :variant");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	rc = db_one(q);
	if (rc == OK)
		*qty = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* As many as there are, when not all can be had. */
static int fewer(struct cx *cx, const char *session, int64_t variant,
	int64_t left, struct reorder_line *out)
{
	int64_t had = 0;
	int rc = in_cart(cx, session, variant, &had);
	out->outcome = REORDER_OUT;
	if (rc < 0 || left <= had)
		return rc;
	rc = cart_set(cx, session, variant, left, NULL);
	if (rc == ERR_CONFLICT) /* the last ones went this moment */
		return OK;
	if (rc == OK) {
		out->outcome = REORDER_FEWER;
		out->qty = left - had;
	}
	return rc;
}

static int put(struct cx *cx, const char *session, const struct order_line *l,
	int64_t want, struct reorder_line *out)
{
	int64_t left = 0;
	if (want > CART_QTY_MAX)
		want = CART_QTY_MAX;
	int rc = cart_add(cx, session, l->variant, want, &left);
	switch (rc) {
	case OK:
		out->outcome = REORDER_ALL;
		out->qty = want;
		return OK;
	case ERR_CONFLICT:
		rc = fewer(cx, session, l->variant, left, out);
		break;
	case ERR_NOT_FOUND:
		out->outcome = REORDER_GONE;
		return OK;
	case ERR_TOO_LARGE:
		out->outcome = REORDER_FULL;
		return OK;
	default:
		return rc;
	}
	if (rc == ERR_TOO_LARGE) {
		out->outcome = REORDER_FULL;
		return OK;
	}
	return rc;
}

int reorder(struct cx *cx, const char *session, const struct order *o,
	struct reorder_line **out, size_t *n)
{
	int rc = OK;
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct reorder_line, o->n_lines + 1);
	for (size_t i = 0; rc == OK && i < o->n_lines; i++) {
		const struct order_line *l = &o->lines[i];
		int64_t now = order_line_now(l);
		if (now <= 0)
			now = l->qty;
		struct reorder_line *r = &(*out)[*n];
		*r = (struct reorder_line){
			.name = l->name, .options = l->options};
		if (now <= 0)
			continue;
		(*n)++;
		if (strcmp(l->kind, "gift_card") == 0)
			r->outcome = REORDER_GIFT;
		else if (!l->variant)
			r->outcome = REORDER_GONE;
		else
			rc = put(cx, session, l, now, r);
	}
	return rc;
}
