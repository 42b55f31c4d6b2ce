#include "domain/cart.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/cart_in.h"
#include "domain/product.h"
#include "lib/db.h"
#include "lib/err.h"

static const char of_customer[] = "customer-";

const char *cart_key(struct arena *a, const char *id_hash, int64_t customer)
{
	return customer ? arena_printf(a, "%s%" PRId64, of_customer, customer)
			: id_hash;
}

/* 0: a guest's, which is hex. */
static int64_t key_customer(const char *session)
{
	size_t n = sizeof(of_customer) - 1;
	return strncmp(session, of_customer, n) == 0
		       ? strtoll(session + n, NULL, 10)
		       : 0;
}

int cart_find(struct cx *cx, const char *session, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM cart WHERE session = :session");
	db_bind_text(q, ":session", session);
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

bool cart_line_is_here(const struct cart_line *l)
{
	return l->stock.sellable >= l->qty;
}

bool cart_is_here(const struct cart *cart)
{
	for (size_t i = 0; i < cart->n; i++)
		if (!cart->lines[i].gone && !cart_line_is_here(&cart->lines[i]))
			return false;
	return true;
}

bool cart_is_in_stores(const struct cart *cart)
{
	for (size_t i = 0; i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		if (!l->gone && l->stock.sent < l->qty && !l->stock.backorder)
			return true;
	}
	return false;
}

bool cart_is_sent(const struct cart *cart)
{
	for (size_t i = 0; i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		if (!l->gone && strcmp(l->kind, "gift_card") != 0 &&
			strcmp(l->kind, "service") != 0)
			return true;
	}
	return false;
}

int cart_count(struct cx *cx, const char *session, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(l.qty), 0) AS BIGINT) FROM cart c"
		" JOIN cart_line l ON l.cart = c.id"
		" WHERE c.session = :session");
	db_bind_text(q, ":session", session);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

/* What can be had of a variant that is on sale now. */
static int available(struct cx *cx, int64_t variant, int64_t *left)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM variant v"
		" JOIN product p ON p.id = v.product"
		" WHERE v.id = :variant AND v.archived_ms IS NULL"
		" AND p.status = 'active'"
		" AND coalesce(p.publish_from_ms, 0) <= :now"
		" AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	int64_t on_sale = db_one(q) == OK ? db_next_int(q) : 0;
	db_done(q);
	struct price_now price;
	if (!on_sale || price_now(cx, variant, &price) < 0)
		return ERR_NOT_FOUND;
	struct stock_now stock;
	int rc = stock_now(cx, variant, &stock);
	if (rc == OK)
		*left = stock.most > CART_QTY_MAX ? CART_QTY_MAX : stock.most;
	return rc;
}

int64_t cart_qty(struct cx *cx, int64_t cart, int64_t variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT qty FROM cart_line"
		" WHERE cart = :cart AND variant = :variant");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	int64_t n = db_one(q) == OK ? db_next_int(q) : 0;
	db_done(q);
	return n;
}

int cart_make(struct cx *cx, const char *session, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO cart (session, customer, created_ms, updated_ms)"
		" VALUES (:session, :customer, :now, :now)"
		" ON CONFLICT (session)"
		" DO UPDATE SET updated_ms = excluded.updated_ms RETURNING id");
	db_bind_text(q, ":session", session);
	db_bind_or_null(q, ":customer", key_customer(session));
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

int cart_lock(struct cx *cx, const char *session)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE cart SET updated_ms = :now WHERE session = :session");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":session", session);
	return db_exec(q, NULL);
}

static int count_lines(struct cx *cx, int64_t cart, int64_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM cart_line WHERE cart = :cart");
	db_bind_int(q, ":cart", cart);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static int remove_line(struct cx *cx, int64_t cart, int64_t variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM cart_line"
		" WHERE cart = :cart AND variant = :variant");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM cart_gift"
			   " WHERE cart = :cart AND variant = :variant");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	return db_exec(q, NULL);
}

int cart_put_line(struct cx *cx, int64_t cart, int64_t variant, int64_t qty)
{
	int64_t n = 0;
	int rc = count_lines(cx, cart, &n);
	if (rc < 0)
		return rc;
	if (n >= CART_LINES_MAX && !cart_qty(cx, cart, variant))
		return ERR_TOO_LARGE;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO cart_line (cart, variant, qty, added_ms)"
		" VALUES (:cart, :variant, :qty, :now)"
		" ON CONFLICT (cart, variant)"
		" DO UPDATE SET qty = excluded.qty");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* Make a line hold qty units; add: on top of what it has. */
static int change(struct cx *cx, const char *session, int64_t variant,
	int64_t qty, bool add, int64_t *left)
{
	int64_t cart = 0, can = 0;
	bool take_out = qty == 0 && !add;
	int rc = take_out ? cart_find(cx, session, &cart)
			  : cart_make(cx, session, &cart);
	if (rc < 0)
		return rc;
	if (take_out)
		return cart ? remove_line(cx, cart, variant) : OK;
	rc = available(cx, variant, &can);
	if (rc < 0)
		return rc;
	if (left)
		*left = can;
	if (add)
		qty += cart_qty(cx, cart, variant);
	return qty > can ? ERR_CONFLICT : cart_put_line(cx, cart, variant, qty);
}

static int change_whole(struct cx *cx, const char *session, int64_t variant,
	int64_t qty, bool add, int64_t *left)
{
	if (qty < 0 || qty > CART_QTY_MAX)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, change(cx, session, variant, qty, add, left));
}

int cart_add(struct cx *cx, const char *session, int64_t variant, int64_t qty,
	int64_t *left)
{
	return qty < 1 ? ERR_INVALID
		       : change_whole(cx, session, variant, qty, true, left);
}

int cart_set(struct cx *cx, const char *session, int64_t variant, int64_t qty,
	int64_t *left)
{
	return change_whole(cx, session, variant, qty, false, left);
}

int cart_clear(struct cx *cx, int64_t cart)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM cart_line WHERE cart = :cart");
	db_bind_int(q, ":cart", cart);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM cart_code WHERE cart = :cart");
	db_bind_int(q, ":cart", cart);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM cart_gift WHERE cart = :cart");
	db_bind_int(q, ":cart", cart);
	return db_exec(q, NULL);
}
