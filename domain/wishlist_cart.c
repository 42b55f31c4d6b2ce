/* Things go from the cart to the list and back, and from a guest's list to the
 * customer's. */
#include "domain/wishlist_in.h"
#include "lib/db.h"
#include "lib/err.h"

int wish_from_cart(
	struct cx *cx, const struct wisher *who, int64_t variant, bool *added)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = cart_set(cx, who->cart, variant, 0, NULL);
	if (rc == OK)
		rc = wish_add(cx, who, variant, added);
	return db_end(cx->db, rc);
}

int wish_to_cart(
	struct cx *cx, const struct wisher *who, int64_t variant, int64_t *left)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = cart_add(cx, who->cart, variant, 1, left);
	if (rc == OK)
		rc = wish_remove(cx, who, variant);
	return db_end(cx->db, rc);
}

static bool in_cart(const struct cart *cart, int64_t variant)
{
	for (size_t i = 0; i < cart->n; i++)
		if (cart->lines[i].variant == variant)
			return true;
	return false;
}

static int all_to_cart(struct cx *cx, const struct wisher *who, int64_t *put)
{
	struct wishlist list;
	struct cart cart;
	int rc = wishlist_load(cx, who, &list);
	if (rc == OK)
		rc = cart_load(cx, who->cart, &cart);
	int64_t room = rc == OK ? CART_LINES_MAX - (int64_t)cart.n : 0;
	for (size_t i = 0; rc == OK && i < list.n && *put < room; i++) {
		const struct wish *w = &list.wishes[i];
		if (!wish_can_buy(w) || in_cart(&cart, w->item.variant))
			continue;
		rc = cart_add(cx, who->cart, w->item.variant, 1, NULL);
		++*put;
	}
	return rc;
}

int wishlist_to_cart(struct cx *cx, const struct wisher *who, int64_t *put)
{
	*put = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, all_to_cart(cx, who, put));
}

/* ---- at login ---- */

static int hand_over(struct cx *cx, int64_t list, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wishlist SET customer = :customer, session = NULL"
		" WHERE id = :list AND customer IS NULL");
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":list", list);
	return db_exec_one(q);
}

static int pour(struct cx *cx, int64_t from, int64_t to, int64_t most)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM wish"
		" WHERE wishlist = :to AND removed_ms IS NOT NULL");
	db_bind_int(q, ":to", to);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"INSERT INTO wish"
		" (wishlist, variant, note, price_minor, added_ms)"
		" SELECT CAST(:to AS BIGINT), g.variant, g.note, g.price_minor,"
		"  g.added_ms FROM wish g WHERE g.wishlist = :from"
		"  AND g.removed_ms IS NULL"
		"  AND NOT EXISTS (SELECT 1 FROM wish c"
		"   WHERE c.wishlist = :to AND c.variant = g.variant)"
		" ORDER BY g.added_ms DESC, g.variant LIMIT :most");
	db_bind_int(q, ":to", to);
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":most", most > 0 ? most : 0);
	return db_exec(q, NULL);
}

static int list_drop(struct cx *cx, int64_t list)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM wish WHERE wishlist = :list");
	db_bind_int(q, ":list", list);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM wishlist WHERE id = :list");
	db_bind_int(q, ":list", list);
	return db_exec(q, NULL);
}

static int merge(struct cx *cx, const char *session, int64_t customer)
{
	int64_t guest = 0, own = 0, n = 0;
	int rc = wishlist_find(
		cx, &(struct wisher){.session = session}, &guest);
	if (rc < 0 || !guest)
		return rc;
	rc = wishlist_find(cx, &(struct wisher){.customer = customer}, &own);
	if (rc == OK && !own)
		return hand_over(cx, guest, customer);
	if (rc == OK)
		rc = wishlist_count(cx, own, &n);
	if (rc == OK)
		rc = pour(cx, guest, own, WISHLIST_MAX - n);
	return rc == OK ? list_drop(cx, guest) : rc;
}

int wishlist_merge(struct cx *cx, const char *session, int64_t customer)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, merge(cx, session, customer));
}

int wishlist_session_move(struct cx *cx, const char *from, const char *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wishlist SET session = :to WHERE session = :from");
	db_bind_text(q, ":to", to);
	db_bind_text(q, ":from", from);
	return db_exec(q, NULL);
}
