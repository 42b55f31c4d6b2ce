/* Accounts and orders whose time is over. */
#include "domain/person_old.h"

#include <inttypes.h>

#include "domain/outbox.h"
#include "domain/person_in.h"
#include "lib/clock.h"
#include "lib/err.h"

enum { SOME_ORDERS = 50 };

/* ---- accounts ---- */

/* The next account after *last of a statement; its own transaction each. */
static int account_next(
	struct cx *cx, table_sql *sql, int64_t before_ms, int64_t *last)
{
	struct db_stmt *q = sql(cx->db);
	db_bind_int(q, ":before", before_ms);
	db_bind_int(q, ":last", *last);
	if (db_takes(q, ":told"))
		db_bind_int(q, ":told", cx->now - PERSON_NOTICE_DAYS * MS_DAY);
	int rc = db_one(q);
	if (rc == OK)
		*last = db_next_int(q);
	db_done(q);
	return rc;
}

static int accounts_erase(
	struct cx *cx, table_sql *sql, int64_t before_ms, int64_t *n)
{
	int64_t last = 0;
	int rc;
	while ((rc = account_next(cx, sql, before_ms, &last)) == OK) {
		struct person who;
		rc = person_of_account(cx, last, &who);
		if (rc == OK)
			rc = person_erase(cx, &who, "retention");
		*n += rc == OK;
		if (rc < 0 && rc != ERR_CONFLICT) /* an order is open */
			return rc;
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

TABLE_SQL(unconfirmed_next,
	"SELECT id FROM customer WHERE email_norm IS NOT NULL"
	" AND verified_ms IS NULL AND created_ms < :before AND id > :last"
	" ORDER BY id LIMIT 1");

int person_end_unconfirmed(struct cx *cx, int64_t before_ms, int64_t *n)
{
	return accounts_erase(cx, unconfirmed_next, before_ms, n);
}

#define IDLE                                                            \
	" FROM customer WHERE email_norm IS NOT NULL"                   \
	" AND verified_ms IS NOT NULL AND created_ms < :before"         \
	" AND seen_ms < :before AND NOT EXISTS (SELECT 1 FROM orders o" \
	"  WHERE o.customer = customer.id AND o.placed_ms >= :before)"  \
	" AND NOT EXISTS (SELECT 1 FROM session s"                      \
	"  WHERE s.kind = 'customer' AND s.subject = customer.id"       \
	"  AND s.seen_ms >= :before)"

TABLE_SQL(idle_untold_next, "SELECT id" IDLE " AND told_ms IS NULL"
			    " AND id > :last ORDER BY id LIMIT 1");
TABLE_SQL(idle_told_next, "SELECT id" IDLE " AND told_ms < :told"
			  " AND id > :last ORDER BY id LIMIT 1");

static int account_tell(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET told_ms = :now"
		" WHERE id = :id AND told_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = outbox_add(cx, "mail",
			arena_printf(cx->arena,
				"account_ends/%" PRId64 "/%" PRId64, id,
				cx->now),
			arena_printf(cx->arena,
				"{\"mail\":\"account_ends\",\"customer\":"
				"%" PRId64 "}",
				id),
			cx->now);
	return db_end(cx->db, rc);
}

/* Who came back after the mail is told anew another time. */
static int told_again(struct cx *cx, int64_t before_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET told_ms = NULL WHERE told_ms IS NOT NULL"
		" AND (seen_ms >= :before OR EXISTS (SELECT 1 FROM orders o"
		"  WHERE o.customer = customer.id"
		"  AND o.placed_ms >= :before))");
	db_bind_int(q, ":before", before_ms);
	return db_exec(q, NULL);
}

int person_end_inactive(struct cx *cx, int64_t before_ms, int64_t *n)
{
	int64_t last = 0;
	int rc = told_again(cx, before_ms);
	if (rc == OK)
		rc = accounts_erase(cx, idle_told_next, before_ms, n);
	while (rc == OK && (rc = account_next(cx, idle_untold_next, before_ms,
				    &last)) == OK)
		rc = account_tell(cx, last);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* ---- orders ---- */

TABLE_SQL(end_address,
	"UPDATE order_address SET name = '', street = '', postal = '',"
	" city = '' WHERE orders = :order");
TABLE_SQL(end_case,
	"UPDATE return_case SET name = '', order_text = '', email = '',"
	" statement = '', remark = '', message = '', label = '', answer = '',"
	" tracking = '' WHERE orders = :order");
TABLE_SQL(end_event, "UPDATE order_event SET note = '' WHERE orders = :order");
TABLE_SQL(end_payment,
	"UPDATE payment SET href = '', problem = '', cart_key = '',"
	" address_key = '' WHERE orders = :order");
TABLE_SQL(end_refund,
	"UPDATE refund SET note = '', problem = '' WHERE orders = :order");
TABLE_SQL(end_shipment,
	"UPDATE shipment SET tracking = '' WHERE orders = :order");
TABLE_SQL(end_change, "UPDATE line_change SET reason = '' WHERE order_line IN"
		      " (SELECT id FROM order_line WHERE orders = :order)");
TABLE_SQL(end_use,
	"UPDATE promotion_use SET buyer_key = '' WHERE orders = :order");
TABLE_SQL(end_audit, "UPDATE audit SET before = '', after = ''"
		     " WHERE entity = 'order' AND entity_id = :order");
TABLE_SQL(end_card,
	"UPDATE gift_card SET email = '', recipient = '', message = ''"
	" WHERE order_line IN"
	" (SELECT id FROM order_line WHERE orders = :order)");
TABLE_SQL(end_order,
	"UPDATE orders SET email = '', email_norm = '', phone = '',"
	" message = '', company = '', business_id = '', vat_id = '',"
	" buyer_ref = '', point_code = '', customer = NULL"
	" WHERE id = :order");

static table_sql *const end_all[] = {end_address, end_case, end_event,
	end_payment, end_refund, end_shipment, end_change, end_use, end_audit,
	end_card, end_order, NULL};

static int order_end(struct cx *cx, int64_t id)
{
	int rc = OK;
	for (table_sql *const *s = end_all; rc == OK && *s; s++) {
		struct db_stmt *q = (*s)(cx->db);
		db_bind_int(q, ":order", id);
		rc = db_exec(q, NULL);
	}
	return rc;
}

/* Some ids of a statement, each given to fn, a transaction for all. */
static int some_end(struct cx *cx, struct db_stmt *q,
	int (*fn)(struct cx *cx, int64_t id), size_t *n)
{
	int64_t *ids;
	int rc = db_ints(q, cx->arena, &ids, n);
	if (rc < 0 || *n == 0)
		return rc;
	rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < *n; i++)
		rc = fn(cx, ids[i]);
	return db_end(cx->db, rc);
}

/* Something of a person is in them still. */
#define FILLED                                                          \
	" AND (email <> '' OR phone <> '' OR company <> ''"             \
	" OR business_id <> '' OR vat_id <> '' OR EXISTS (SELECT 1"     \
	"  FROM order_address a WHERE a.orders = orders.id AND (a.name" \
	"  <> '' OR a.street <> '')))"

int person_end_unpaid(struct cx *cx, int64_t before_ms, int64_t *n)
{
	size_t some = 1;
	int rc = OK;
	while (rc == OK && some > 0) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT id FROM orders WHERE state = 'cancelled'"
			" AND coalesce(cancelled_ms, placed_ms) < :before"
			" AND NOT EXISTS (SELECT 1 FROM money_move m"
			"  WHERE m.orders = orders.id)"
			" AND NOT EXISTS (SELECT 1 FROM document d"
			"  WHERE d.orders = orders.id)" FILLED
			" ORDER BY id LIMIT :some");
		db_bind_int(q, ":before", before_ms);
		db_bind_int(q, ":some", SOME_ORDERS);
		rc = some_end(cx, q, order_end, &some);
		*n += (int64_t)some;
	}
	return rc;
}

/* ---- the books ---- */

static int document_end(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM document_tax WHERE document = :id");
	db_bind_int(q, ":id", id);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM document WHERE id = :id");
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

/* Credit notes before the invoice they speak of. */
static int documents_end(struct cx *cx, int64_t day, int64_t *n)
{
	size_t some = 1;
	int rc = OK;
	while (rc == OK && some > 0) {
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT id FROM document WHERE day <= :day"
			" AND NOT EXISTS (SELECT 1 FROM document d"
			"  WHERE d.invoice = document.id)"
			" ORDER BY id LIMIT :some");
		db_bind_int(q, ":day", day);
		db_bind_int(q, ":some", SOME_ORDERS);
		rc = some_end(cx, q, document_end, &some);
		*n += (int64_t)some;
	}
	return rc;
}

static int orders_end(struct cx *cx, int64_t day, int64_t *n)
{
	size_t some = 1;
	int rc = OK;
	while (rc == OK && some > 0) {
		/* not one whose documents have to stay */
		struct db_stmt *q = DB_SQL(cx->db,
			"SELECT id FROM orders WHERE placed_day <= :day"
			" AND state IN ('completed', 'cancelled')"
			" AND NOT EXISTS (SELECT 1 FROM document d"
			"  WHERE d.orders = orders.id)" FILLED
			" ORDER BY id LIMIT :some");
		db_bind_int(q, ":day", day);
		db_bind_int(q, ":some", SOME_ORDERS);
		rc = some_end(cx, q, order_end, &some);
		*n += (int64_t)some;
	}
	return rc;
}

static int bank_end(struct cx *cx, int64_t day, int64_t *n)
{
	int64_t gone = 1;
	int rc = OK;
	while (rc == OK && gone > 0) {
		struct db_stmt *q = DB_SQL(cx->db,
			"UPDATE bank_entry SET payer = '', message = ''"
			" WHERE id IN (SELECT id FROM bank_entry"
			"  WHERE day <= :day AND (payer <> '' OR message <> '')"
			"  ORDER BY id LIMIT 200)");
		db_bind_int(q, ":day", day);
		rc = db_exec(q, &gone);
		*n += gone;
	}
	return rc;
}

int person_end_books(struct cx *cx, int64_t before_ms, int64_t *n)
{
	(void)before_ms;
	int64_t today = clock_day(cx->now), year = today / 10000;
	/* the last year whose vouchers need not be kept any more */
	while (person_books_until(year * 10000 + 1231) >= today)
		year--;
	int64_t day = year * 10000 + 1231;
	int rc = documents_end(cx, day, n);
	if (rc == OK)
		rc = orders_end(cx, day, n);
	return rc == OK ? bank_end(cx, day, n) : rc;
}
