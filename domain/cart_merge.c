/* A guest logs in: one cart of two. */
#include "domain/cart.h"

#include "domain/cart_code.h"
#include "domain/cart_in.h"
#include "lib/db.h"
#include "lib/err.h"

static void merged_add(struct cart_merged *m, const struct cart_line *l)
{
	if (m->lines < CART_MERGED_NAMES)
		m->names[m->lines] = l->name;
	m->lines++;
}

/* What is said of gift cards goes with them; said later counts. */
static int gift_move(struct cx *cx, int64_t from, int64_t to, int64_t variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO cart_gift (cart, variant, email, recipient,"
		" message) SELECT CAST(:to AS BIGINT), g.variant, g.email,"
		" g.recipient, g.message FROM cart_gift g"
		" WHERE g.cart = :from AND g.variant = :variant"
		" ON CONFLICT (cart, variant) DO UPDATE SET"
		" email = excluded.email, recipient = excluded.recipient,"
		" message = excluded.message");
	db_bind_int(q, ":to", to);
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":variant", variant);
	return db_exec(q, NULL);
}

static int line_merge(struct cx *cx, const struct cart *from, int64_t to,
	const struct cart_line *l, struct cart_merged *out)
{
	int64_t want = l->qty > l->stock.most ? l->stock.most : l->qty;
	if (l->gone || want < l->qty)
		out->less = true;
	if (l->gone || want < 1)
		return OK;
	int rc = OK;
	bool grows = want > cart_qty(cx, to, l->variant);
	if (grows)
		rc = cart_put_line(cx, to, l->variant, want);
	if (rc == ERR_TOO_LARGE) {
		out->less = true;
		return OK;
	}
	if (rc == OK && grows)
		merged_add(out, l);
	return rc == OK ? gift_move(cx, from->id, to, l->variant) : rc;
}

static int codes_merge(struct cx *cx, int64_t from, int64_t to)
{
	struct cart_code *mine, *theirs;
	size_t n = 0, room = 0;
	int rc = cart_codes(cx, from, &mine, &n);
	if (rc == OK)
		rc = cart_codes(cx, to, &theirs, &room);
	room = CART_CODES_MAX - room;
	for (size_t i = 0; rc == OK && i < n && room; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO cart_code (cart, kind, target, added_ms)"
			" VALUES (:cart, :kind, :target, :now)"
			" ON CONFLICT DO NOTHING");
		db_bind_int(q, ":cart", to);
		db_bind_text(q, ":kind", mine[i].kind);
		db_bind_int(q, ":target", mine[i].target);
		db_bind_int(q, ":now", cx->now);
		int64_t new = 0;
		rc = db_exec(q, &new);
		room -= (size_t) new;
	}
	return rc;
}

/* The customer's cart is locked first, then the browser's, by all who log in;
 * whoever comes second finds the browser's empty. */
static int merge(struct cx *cx, const char *session, int64_t customer,
	struct cart_merged *out)
{
	struct cart from;
	int64_t to = 0;
	int rc = cart_find(cx, session, &from.id);
	if (rc < 0 || !from.id)
		return rc;
	rc = cart_make(cx, cart_key(cx->arena, "", customer), &to);
	if (rc == OK)
		rc = cart_lock(cx, session);
	if (rc == OK)
		rc = cart_load(cx, session, &from);
	for (size_t i = 0; rc == OK && i < from.n; i++)
		rc = line_merge(cx, &from, to, &from.lines[i], out);
	if (rc == OK)
		rc = codes_merge(cx, from.id, to);
	return rc == OK ? cart_clear(cx, from.id) : rc;
}

int cart_merge(struct cx *cx, const char *session, int64_t customer,
	struct cart_merged *out)
{
	*out = (struct cart_merged){0};
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, merge(cx, session, customer, out));
}
