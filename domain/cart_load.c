/* The cart as its page shows it. */
#include "domain/cart.h"
#include "domain/cart_share.h"
#include "lib/db.h"
#include "lib/err.h"

static int load_rows(struct cx *cx, struct cart *cart)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT variant, qty FROM cart_line WHERE cart = :cart"
		" ORDER BY added_ms, variant");
	db_bind_int(q, ":cart", cart->id);
	int rc = OK;
	while (cart->n < CART_LINES_MAX && (rc = db_step(q)) > 0) {
		struct cart_line *l = &cart->lines[cart->n++];
		l->variant = db_next_int(q);
		l->qty = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* What the lines come to. */
static int add_up(struct cart *cart)
{
	for (size_t i = 0; i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		if (l->gone || l->short_)
			cart->blocked = true;
		if (l->gone)
			continue;
		cart->units += l->qty;
		if (!money_add(cart->goods, l->sum, &cart->goods))
			return ERR_INVALID;
	}
	return OK;
}

int cart_load(struct cx *cx, const char *session, struct cart *out)
{
	*out = (struct cart){0};
	int rc = cart_find(cx, session, &out->id);
	if (rc < 0 || !out->id)
		return rc;
	out->lines = ARENA_ARRAY(
		cx->arena, struct cart_line, CART_LINES_MAX + 1);
	rc = load_rows(cx, out);
	for (size_t i = 0; rc == OK && i < out->n; i++)
		rc = cart_line_now(cx, &out->lines[i]);
	if (rc == OK)
		rc = cart_share(cx, out);
	return rc == OK ? add_up(out) : rc;
}
