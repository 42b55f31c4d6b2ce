#include "domain/cart_gift.h"

#include "domain/cart.h"
#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"

static int set(struct cx *cx, int64_t cart, int64_t variant,
	const struct cart_gift *gift)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO cart_gift (cart, variant, email, recipient,"
		" message) VALUES (:cart, :variant, :email, :recipient,"
		" :message) ON CONFLICT (cart, variant) DO UPDATE SET"
		" email = excluded.email, recipient = excluded.recipient,"
		" message = excluded.message");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	db_bind_text(q, ":email", gift->email);
	db_bind_text(q, ":recipient", gift->recipient);
	db_bind_text(q, ":message", gift->message);
	return db_exec(q, NULL);
}

int cart_gift_set(struct cx *cx, const char *session, int64_t variant,
	const struct cart_gift *gift)
{
	int64_t cart;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = cart_make(cx, session, &cart);
	if (rc == OK)
		rc = set(cx, cart, variant, gift);
	return db_end(cx->db, rc);
}

int cart_gift_get(
	struct cx *cx, int64_t cart, int64_t variant, struct cart_gift *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT email, recipient, message FROM cart_gift"
		" WHERE cart = :cart AND variant = :variant");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	int rc = db_one(q);
	if (rc == OK) {
		out->email = db_next_text(q, cx->arena);
		out->recipient = db_next_text(q, cx->arena);
		out->message = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int gift_card_uncount(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE variant SET tracked = 0 WHERE product = :product"
		" AND tracked = 1 AND EXISTS (SELECT 1 FROM product p"
		"  WHERE p.id = variant.product AND p.kind = 'gift_card')");
	db_bind_int(q, ":product", product);
	int64_t changed = 0;
	int rc = db_exec(q, &changed);
	return rc == OK && changed ? catalogue_touch_product(cx, product) : rc;
}
