/* Finding orders. */
#include "domain/order.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

const char *order_token(struct cx *cx, int64_t id)
{
	return crypt_keyed_token(cx->arena, cx->secret, "order",
		arena_printf(cx->arena, "%" PRId64, id));
}

/* Found by its hash: how long it takes says nothing about the token. */
static int id_of_token(struct cx *cx, const char *token, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM orders WHERE token_sha256 = :hash");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int order_by_token(struct cx *cx, const char *token, struct order *out)
{
	int64_t id;
	int rc = id_of_token(cx, token, &id);
	if (rc == OK && !crypt_equal(token, order_token(cx, id)))
		rc = ERR_NOT_FOUND;
	return rc == OK ? order_get(cx, id, out) : rc;
}

static int id_of_number(struct cx *cx, int64_t number, int64_t *id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM orders WHERE number = :number");
	db_bind_int(q, ":number", number);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

int order_by_number(struct cx *cx, int64_t number, struct order *out)
{
	int64_t id;
	int rc = id_of_number(cx, number, &id);
	return rc == OK ? order_get(cx, id, out) : rc;
}

/* "10428", "#10428", "Order 10 428": the digits; -1 when there are none, or
 * too many to be a number of ours. */
static int64_t number_typed(const char *text)
{
	int64_t n = 0;
	int digits = 0;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			continue;
		if (++digits > 12)
			return -1;
		n = n * 10 + (*text - '0');
	}
	return digits ? n : -1;
}

int order_by_number_email(
	struct cx *cx, const char *number, const char *email, struct order *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM orders"
		" WHERE number = :number AND email_norm = :email");
	db_bind_int(q, ":number", number_typed(number));
	db_bind_text(q, ":email", email_norm(cx->arena, email));
	int64_t id = 0;
	int rc = db_one(q);
	if (rc == OK)
		id = db_next_int(q);
	db_done(q);
	return rc == OK ? order_get(cx, id, out) : rc;
}
