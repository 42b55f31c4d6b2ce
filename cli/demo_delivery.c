/* How the demo shop delivers: places, zones, methods, pickup points. */
#include <string.h>

#include "cli/demo.h"
#include "cli/demo_goods.h"
#include "domain/catalogue.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { SECOND = 2, SPARE = 6, PLACES_MAX = 10 };

static const char *item(const json_t *list, size_t i)
{
	const char *s = json_string_value(json_array_get(list, i));
	return s ? s : "";
}

static int location_make(struct demo *d, const json_t *o, int64_t position)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO location (code, name, street, postal, city, hours,"
		" ships, pickup, position) VALUES (:code, :name, :street,"
		" :postal, :city, :hours, :ships, :pickup, :position)"
		" ON CONFLICT (code) DO UPDATE SET name = excluded.name,"
		" street = excluded.street, postal = excluded.postal,"
		" city = excluded.city, hours = excluded.hours");
	db_bind_text(q, ":code", demo_str(o, "code"));
	db_bind_text(q, ":name", demo_str(o, "name"));
	db_bind_text(q, ":street", demo_str(o, "street"));
	db_bind_text(q, ":postal", demo_str(o, "postal"));
	db_bind_text(q, ":city", demo_str(o, "city"));
	db_bind_text(q, ":hours", demo_str(o, "hours"));
	db_bind_int(q, ":ships", demo_number(o, "ships"));
	db_bind_int(q, ":pickup", demo_number(o, "pickup"));
	db_bind_int(q, ":position", position);
	return db_exec(q, NULL);
}

static int area_make(
	struct demo *d, int64_t zone, const json_t *area, int64_t position)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO delivery_area (zone, country, postal_from,"
		" postal_to, position) VALUES (:zone, :country, :from, :to,"
		" :position)");
	db_bind_int(q, ":zone", zone);
	db_bind_text(q, ":country", item(area, 0));
	db_bind_text(q, ":from", item(area, 1));
	db_bind_text(q, ":to", item(area, 2));
	db_bind_int(q, ":position", position);
	return db_exec(q, NULL);
}

static int rate_make(struct demo *d, int64_t method, const json_t *rate)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO delivery_rate (method, upto, amount_minor)"
		" VALUES (:method, :upto, :amount)");
	db_bind_int(q, ":method", method);
	db_bind_int(q, ":upto", json_integer_value(json_array_get(rate, 0)));
	db_bind_int(q, ":amount", json_integer_value(json_array_get(rate, 1)));
	return db_exec(q, NULL);
}

static int words_make(
	struct demo *d, int64_t method, const char *locale, const json_t *words)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO delivery_method_text (method, locale, label, help)"
		" VALUES (:method, :locale, :label, :help)");
	db_bind_int(q, ":method", method);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":label", item(words, 0));
	db_bind_text(q, ":help", item(words, 1));
	return db_exec(q, NULL);
}

static int method_row(struct demo *d, int64_t zone, const json_t *m,
	int64_t position, int64_t *id)
{
	const json_t *days = json_object_get(m, "days");
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO delivery_method (zone, name, kind, carrier,"
		" service, price_by, free_from_minor, parcel_g, days_min,"
		" days_max, position) VALUES (:zone, :name, :kind, :carrier,"
		" :service, :by, :free, :parcel, :min, :max, :position)"
		" RETURNING id");
	db_bind_int(q, ":zone", zone);
	db_bind_text(q, ":name", demo_str(m, "name"));
	db_bind_text(q, ":kind", demo_str(m, "kind"));
	db_bind_text(q, ":carrier", demo_str(m, "carrier"));
	db_bind_text(q, ":service", demo_str(m, "service"));
	db_bind_text(q, ":by", demo_str(m, "price_by"));
	db_bind_or_null(q, ":free", demo_number(m, "free_from"));
	db_bind_or_null(q, ":parcel", demo_number(m, "parcel_g"));
	db_bind_int(q, ":min", json_integer_value(json_array_get(days, 0)));
	db_bind_int(q, ":max", json_integer_value(json_array_get(days, 1)));
	db_bind_int(q, ":position", position);
	return db_insert(q, id);
}

static int method_make(
	struct demo *d, int64_t zone, const json_t *m, int64_t position)
{
	int64_t id = 0;
	size_t i;
	json_t *rate;
	int rc = method_row(d, zone, m, position, &id);
	json_array_foreach(json_object_get(m, "rates"), i, rate)
	{
		if (rc == OK)
			rc = rate_make(d, id, rate);
	}
	for (i = 0; rc == OK && tr_langs[i].code; i++)
		rc = words_make(d, id, tr_langs[i].code,
			json_object_get(
				json_object_get(m, "text"), tr_langs[i].code));
	return rc;
}

static int zone_make(struct demo *d, const json_t *z, int64_t position)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO delivery_zone (name, position)"
		" VALUES (:name, :position) RETURNING id");
	int64_t id = 0;
	size_t i;
	json_t *o;
	db_bind_text(q, ":name", demo_str(z, "name"));
	db_bind_int(q, ":position", position);
	int rc = db_insert(q, &id);
	json_array_foreach(json_object_get(z, "areas"), i, o)
	{
		if (rc == OK)
			rc = area_make(d, id, o, (int64_t)i);
	}
	json_array_foreach(json_object_get(z, "methods"), i, o)
	{
		if (rc == OK)
			rc = method_make(d, id, o, (int64_t)i);
	}
	return rc;
}

static int point_make(struct demo *d, const json_t *p)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"INSERT INTO pickup_point (carrier, code, name, street, postal,"
		" city, country, hours, updated_ms) VALUES (:carrier, :code,"
		" :name, :street, :postal, :city, 'FI', :hours, :now)");
	db_bind_text(q, ":carrier", item(p, 0));
	db_bind_text(q, ":code", item(p, 1));
	db_bind_text(q, ":name", item(p, 2));
	db_bind_text(q, ":street", item(p, 3));
	db_bind_text(q, ":postal", item(p, 4));
	db_bind_text(q, ":city", item(p, 5));
	db_bind_text(q, ":hours", item(p, 6));
	db_bind_int(q, ":now", d->cx->now);
	return db_exec(q, NULL);
}

/* What a new shop begins with makes way. */
static int clear(struct demo *d)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"UPDATE delivery_method SET archived_ms = :now, active = 0");
	db_bind_int(q, ":now", d->cx->now);
	int rc = db_exec(q, NULL);
	q = DB_SQL(d->cx->db, "UPDATE delivery_zone SET archived_ms = :now");
	db_bind_int(q, ":now", d->cx->now);
	return rc == OK ? db_exec(q, NULL) : rc;
}

static int all_make(struct demo *d, const json_t *all)
{
	size_t i;
	json_t *o;
	int rc = clear(d);
	json_array_foreach(json_object_get(all, "locations"), i, o)
	{
		if (rc == OK)
			rc = location_make(d, o, (int64_t)i);
	}
	json_array_foreach(json_object_get(all, "zones"), i, o)
	{
		if (rc == OK)
			rc = zone_make(d, o, (int64_t)i + 1);
	}
	json_array_foreach(json_object_get(all, "points"), i, o)
	{
		if (rc == OK)
			rc = point_make(d, o);
	}
	return rc == OK ? catalogue_touch(d->cx) : rc;
}

int demo_delivery(struct demo *d)
{
	json_t *all = demo_json(d, "delivery.json");
	int rc = all ? all_make(d, all) : ERR_INVALID;
	json_decref(all);
	return rc;
}

int demo_second_store(struct demo *d)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"SELECT s.variant FROM stock s WHERE s.location = 1"
		" AND s.on_hand - s.held >= 6 ORDER BY s.variant");
	int64_t *ids;
	size_t n;
	int rc = db_ints(q, d->cx->arena, &ids, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (i % PLACES_MAX != 0) /* some are in one store only */
			rc = stock_move_at(d->cx, ids[i], SECOND,
				1 + (int64_t)(i * 5 % SPARE), "initial", "demo",
				SECOND, "");
	return rc;
}
