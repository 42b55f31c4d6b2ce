#include "tests/value.h"

#include "domain/customer_value.h"
#include "domain/segment.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

int64_t value_customer(struct cx *cx, const char *name)
{
	int64_t id = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer (email, email_norm, name, locale,"
		" verified_ms, created_ms) VALUES (:email, :email, :name,"
		" 'en', :then, :then) RETURNING id");
	db_bind_text(
		q, ":email", arena_printf(cx->arena, "%s@posti.example", name));
	db_bind_text(q, ":name", name);
	db_bind_int(q, ":then", cx->now - 400 * MS_DAY);
	CHECK_OK(db_insert(q, &id));
	return id;
}

static void add_line(struct cx *cx, int64_t order, const struct value_order *o)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, variant,"
		" name, qty, unit_minor, rate_bp)"
		" VALUES (:order, 0, 'goods', :variant, 'Thing', :qty, :unit,"
		" 2550)");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":variant", o->variant);
	db_bind_int(q, ":qty", o->qty);
	db_bind_int(q, ":unit", o->unit_minor);
	CHECK_OK(db_exec(q, NULL));
}

int64_t value_order(struct cx *cx, struct value_order o)
{
	static int64_t number = 900000;
	int64_t id = 0, at = cx->now - o.days_ago * MS_DAY;
	const char *email = arena_printf(
		cx->arena, "c%lld@posti.example", (long long)o.customer);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO orders (number, attempt_key, email, email_norm,"
		" customer, locale, location, currency, state, payment_state,"
		" fulfilment, delivery, payment, goods_minor, delivery_minor,"
		" total_minor, placed_ms, placed_day) VALUES (:number, :key,"
		" :email, :email, :customer, 'en', 1, 'EUR', 'confirmed',"
		" 'paid', 'none', 'parcel', 'transfer', :total, 0, :total,"
		" :at, :day) RETURNING id");
	db_bind_int(q, ":number", ++number);
	db_bind_text(q, ":key",
		arena_printf(cx->arena, "value-%lld", (long long)number));
	db_bind_text(q, ":email", email);
	db_bind_or_null(q, ":customer", o.customer);
	db_bind_int(q, ":total", o.qty * o.unit_minor);
	db_bind_int(q, ":at", at);
	db_bind_int(q, ":day", clock_day(at));
	CHECK_OK(db_insert(q, &id));
	if (o.variant)
		add_line(cx, id, &o);
	return id;
}

void value_night(struct cx *cx)
{
	int64_t after = 0;
	CHECK_OK(price_place_refresh(cx));
	do {
		CHECK_OK(customer_value_step(cx, &after, 3));
	} while (after);
	CHECK_OK(customer_value_rank(cx));
	CHECK_OK(segment_refresh(cx, 0));
}
