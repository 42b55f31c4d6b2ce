#include "domain/delivery.h"

#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { CUTOFF_HOURS = 14 };

int64_t delivery_promise(struct cx *cx, int64_t *until)
{
	int64_t midnight = clock_next_midnight(cx->now);
	int64_t cutoff = midnight - (24 - CUTOFF_HOURS) * MS_HOUR;
	bool before = cx->now < cutoff;
	*until = before ? cutoff : midnight;

	/* The weekday it leaves: today, or the next one. */
	int64_t yesterday = cx->now - MS_DAY;
	int64_t leaves = clock_add_workdays(before ? yesterday : cx->now, 1);
	return clock_add_workdays(
		leaves, (int)setting_int(cx, "delivery.days"));
}

enum { OFFERS_MAX = 50 };

static void read_offer(struct cx *cx, struct db_stmt *q,
	const struct delivery_load *load, struct delivery_offer *o)
{
	*o = (struct delivery_offer){.method = db_next_int(q), .parcels = 1};
	o->kind = db_next_text(q, cx->arena);
	o->carrier = db_next_text(q, cx->arena);
	o->location = db_next_int(q);
	o->label = db_next_text(q, cx->arena);
	o->help = db_next_text(q, cx->arena);
	o->cost = money(db_next_int(q));
	int64_t free_from = db_next_int(q);
	o->free_from = money(free_from > 0 ? free_from : 0);
	if (free_from >= 0 && load->goods.minor >= free_from)
		o->cost = money(0);
	else if (free_from > 0)
		o->to_free = money(free_from - load->goods.minor);
}

int delivery_offers(struct cx *cx, const struct buyer *buyer,
	const struct delivery_load *load, struct delivery_offer **out,
	size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.id, m.kind, m.carrier, coalesce(m.location, 0),"
		" coalesce(t.label, m.name), coalesce(t.help, ''),"
		" r.amount_minor, coalesce(m.free_from_minor, -1)"
		" FROM delivery_method m"
		" JOIN delivery_rate r ON r.method = m.id AND r.upto = 0"
		" LEFT JOIN delivery_method_text t ON t.method = m.id"
		"  AND t.locale = :locale"
		" WHERE m.active = 1 AND m.archived_ms IS NULL AND EXISTS"
		" (SELECT 1 FROM delivery_area a WHERE a.zone = m.zone"
		"  AND a.country = :country) ORDER BY m.position, m.id"
		" LIMIT :most");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":country",
		*buyer->country ? buyer->country
				: setting_get(cx, "shop.country"));
	db_bind_int(q, ":most", OFFERS_MAX);
	*out = ARENA_ARRAY(cx->arena, struct delivery_offer, OFFERS_MAX);
	*n = 0;
	int rc;
	while ((rc = db_step(q)) > 0)
		read_offer(cx, q, load, &(*out)[(*n)++]);
	db_done(q);
	return rc;
}
