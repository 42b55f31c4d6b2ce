/* What delivery costs: zones, methods and rates. */
#include "domain/delivery.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { OFFERS_MAX = 50, POSTAL_MAX = 16 };

/* "se-123 45" as codes are compared: letters and digits, upper case. */
static void postal_norm(const char *postal, char out[POSTAL_MAX])
{
	size_t n = 0;
	for (; *postal && n + 1 < POSTAL_MAX; postal++) {
		char c = *postal;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	out[n] = '\0';
}

/* "02" as an end holds 02999; without an end only what begins with from. */
static bool postal_within(const char *postal, const char *from, const char *to)
{
	char p[POSTAL_MAX], a[POSTAL_MAX], b[POSTAL_MAX];
	postal_norm(postal, p);
	postal_norm(from, a);
	postal_norm(*to ? to : from, b);
	return strcmp(p, a) >= 0 && strncmp(p, b, strlen(b)) <= 0;
}

/* The zone of a place; 0: none. */
static int zone_find(
	struct cx *cx, const char *country, const char *postal, int64_t *zone)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT z.id, a.postal_from, a.postal_to FROM delivery_area a"
		" JOIN delivery_zone z ON z.id = a.zone"
		" WHERE a.country = :country AND z.archived_ms IS NULL"
		" ORDER BY z.position, z.id, a.position, a.id");
	int64_t some = 0;
	int rc = OK;
	*zone = 0;
	db_bind_text(q, ":country", country);
	while (!*zone && (rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		const char *from = db_next_text(q, cx->arena);
		const char *to = db_next_text(q, cx->arena);
		bool all = !*from && !*to;
		if (all || (*postal && postal_within(postal, from, to)))
			*zone = id;
		else if (!*postal && !some)
			some = id;
	}
	db_done(q);
	if (!*zone)
		*zone = some;
	return *zone ? OK : rc;
}

struct rate {
	int64_t upto, amount_minor;
};

struct method {
	struct delivery_offer o;
	const char *price_by;
	int64_t free_from; /* -1: never */
	int64_t parcel_g, parcel_units, most_g;
	int64_t days_min, days_max;
	struct rate *rates; /* ascending */
	size_t n;
};

static void read_method(struct cx *cx, struct db_stmt *q, struct method *m)
{
	*m = (struct method){.o.kind = db_next_text(q, cx->arena)};
	m->o.carrier = db_next_text(q, cx->arena);
	m->o.location = db_next_int(q);
	m->o.label = db_next_text(q, cx->arena);
	m->o.help = db_next_text(q, cx->arena);
	m->price_by = db_next_text(q, cx->arena);
	m->free_from = db_next_int(q);
	m->parcel_g = db_next_int(q);
	m->parcel_units = db_next_int(q);
	m->most_g = db_next_int(q);
	m->days_min = db_next_int(q);
	m->days_max = db_next_int(q);
}

/* A row a rate: a method without rates has no price and is no offer. */
static void read_row(
	struct cx *cx, struct db_stmt *q, struct method *ms, size_t *n)
{
	int64_t id = db_next_int(q);
	struct rate r = {db_next_int(q), db_next_int(q)};
	struct method m;
	read_method(cx, q, &m);
	if (*n == 0 || ms[*n - 1].o.method != id) {
		if (*n == OFFERS_MAX)
			return;
		ms[(*n)++] = m;
		ms[*n - 1].o.method = id;
	}
	struct method *last = &ms[*n - 1];
	last->rates = arena_grow(
		cx->arena, last->rates, last->n, sizeof(*last->rates));
	last->rates[last->n++] = r;
}

static int methods_of(
	struct cx *cx, int64_t zone, struct method **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.id, r.upto, r.amount_minor, m.kind, m.carrier,"
		" coalesce(m.location, 0), coalesce(nullif(t.label, ''),"
		"  nullif(b.label, ''), m.name),"
		" coalesce(nullif(t.help, ''), b.help, ''), m.price_by,"
		" coalesce(m.free_from_minor, -1), coalesce(m.parcel_g, 0),"
		" coalesce(m.parcel_units, 0), coalesce(m.most_g, 0),"
		" m.days_min, m.days_max FROM delivery_method m"
		" JOIN delivery_rate r ON r.method = m.id"
		" LEFT JOIN delivery_method_text t ON t.method = m.id"
		"  AND t.locale = :locale"
		" LEFT JOIN delivery_method_text b ON b.method = m.id"
		"  AND b.locale = :root"
		" WHERE m.zone = :zone AND m.active = 1"
		" AND m.archived_ms IS NULL AND (m.kind <> 'pickup' OR EXISTS"
		"  (SELECT 1 FROM location l WHERE l.pickup = 1"
		"   AND l.archived_ms IS NULL"
		"   AND (m.location IS NULL OR m.location = l.id)))"
		" ORDER BY m.position, m.id, r.upto");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":zone", zone);
	*out = ARENA_ARRAY(cx->arena, struct method, OFFERS_MAX);
	*n = 0;
	int rc;
	while ((rc = db_step(q)) > 0)
		read_row(cx, q, *out, n);
	db_done(q);
	return rc;
}

static int64_t parts_of(int64_t whole, int64_t most)
{
	if (most <= 0 || whole <= most)
		return 1;
	return whole / most + (whole % most != 0);
}

static int64_t parcels_of(
	const struct method *m, const struct delivery_load *load)
{
	int64_t by_weight = parts_of(load->weight_g, m->parcel_g);
	int64_t by_units = parts_of(load->units, m->parcel_units);
	return by_weight > by_units ? by_weight : by_units;
}

/* The price of a parcel; false: beyond the last rate. */
static bool rate_of(const struct method *m, int64_t size, struct money *out)
{
	for (size_t i = 0; i < m->n; i++) {
		if (strcmp(m->price_by, "order") != 0 &&
			m->rates[i].upto < size)
			continue;
		*out = money(m->rates[i].amount_minor);
		return true;
	}
	return false;
}

/* n times the price of a parcel of that size. */
static bool add_parcels(
	const struct method *m, int64_t size, int64_t n, struct money *sum)
{
	struct money each, all;
	return n == 0 ||
	       (rate_of(m, size, &each) && money_times(each, n, &all) &&
		       money_add(*sum, all, sum));
}

static bool cost_of(const struct method *m, const struct delivery_load *load,
	struct money *out)
{
	int64_t n = m->o.parcels, size = load->goods.minor;
	*out = money(0);
	if (strcmp(m->price_by, "weight") == 0)
		size = load->weight_g;
	else if (strcmp(m->price_by, "count") == 0)
		size = load->units;
	else
		return add_parcels(m, size, n, out);
	/* Evenly: so many parcels have one gram or unit more than the rest. */
	int64_t more = size % n;
	return add_parcels(m, size / n + 1, more, out) &&
	       add_parcels(m, size / n, n - more, out);
}

/* Does it take this load, and for how much? */
static bool offer_make(struct method *m, const struct delivery_load *load)
{
	struct delivery_offer *o = &m->o;
	bool sent = strcmp(o->kind, "pickup") != 0;
	if ((sent && load->stores_only) ||
		(m->most_g > 0 && load->weight_g > m->most_g))
		return false;
	o->parcels = parcels_of(m, load);
	if (!cost_of(m, load, &o->cost))
		return false;
	if (m->free_from > 0)
		o->free_from = money(m->free_from);
	if (m->free_from >= 0 && load->goods.minor >= m->free_from)
		o->cost = money(0);
	else if (m->free_from > 0)
		o->to_free = money(m->free_from - load->goods.minor);
	return true;
}

static const char *country_of(struct cx *cx, const char *country)
{
	return *country ? country : setting_get(cx, "shop.country");
}

int delivery_offers(struct cx *cx, const struct buyer *buyer,
	const struct delivery_load *load, struct delivery_offer **out,
	size_t *n)
{
	struct method *ms = NULL;
	int64_t zone;
	size_t n_ms = 0;
	*out = NULL;
	*n = 0;
	int rc = zone_find(
		cx, country_of(cx, buyer->country), buyer->postal, &zone);
	if (rc == OK && zone)
		rc = methods_of(cx, zone, &ms, &n_ms);
	if (rc < 0)
		return rc;
	*out = ARENA_ARRAY(cx->arena, struct delivery_offer, OFFERS_MAX);
	for (size_t i = 0; rc == OK && i < n_ms; i++) {
		struct delivery_when when;
		if (!offer_make(&ms[i], load))
			continue;
		struct delivery_offer *o = &(*out)[(*n)++];
		*o = ms[i].o;
		if (!load->here)
			continue;
		rc = delivery_when(cx, ms[i].days_min, ms[i].days_max, &when);
		o->from_day = when.from_day;
		o->to_day = when.to_day;
	}
	return rc;
}

int delivery_usual(struct cx *cx, struct delivery_usual *out)
{
	struct method *ms = NULL;
	int64_t zone;
	size_t n = 0;
	*out = (struct delivery_usual){0};
	int rc = zone_find(cx, setting_get(cx, "shop.country"), "", &zone);
	if (rc == OK && zone)
		rc = methods_of(cx, zone, &ms, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const struct method *m = &ms[i];
		struct money cost = money(
			m->free_from == 0 ? 0 : m->rates[0].amount_minor);
		if (strcmp(m->o.kind, "pickup") == 0 ||
			(out->any && cost.minor >= out->cost.minor))
			continue;
		*out = (struct delivery_usual){
			.any = true,
			.cost = cost,
			.free_from = money(m->free_from > 0 ? m->free_from : 0),
			.days_min = m->days_min,
			.days_max = m->days_max,
		};
	}
	return rc;
}

int delivery_countries(struct cx *cx, const char *const **out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT a.country FROM delivery_area a"
		" JOIN delivery_zone z ON z.id = a.zone"
		" WHERE z.archived_ms IS NULL AND EXISTS"
		"  (SELECT 1 FROM delivery_method m WHERE m.zone = z.id"
		"   AND m.active = 1 AND m.archived_ms IS NULL)"
		" ORDER BY a.country");
	const char **list = NULL;
	size_t n = 0;
	int rc;
	while ((rc = db_step(q)) > 0) {
		list = arena_grow(cx->arena, list, n, sizeof(*list));
		list[n++] = db_next_text(q, cx->arena);
	}
	db_done(q);
	list = arena_grow(cx->arena, list, n, sizeof(*list));
	list[n] = NULL;
	*out = list;
	return rc;
}
