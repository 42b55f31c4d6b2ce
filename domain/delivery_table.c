#include "domain/delivery_table.h"

#include "domain/kept.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static int load_areas(struct cx *cx, struct arena *a, struct delivery_table *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT z.id, a.country, a.postal_from, a.postal_to"
		" FROM delivery_area a JOIN delivery_zone z ON z.id = a.zone"
		" WHERE z.archived_ms IS NULL"
		" ORDER BY z.position, z.id, a.position, a.id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		t->areas = arena_grow(
			a, t->areas, t->n_areas, sizeof(*t->areas));
		struct delivery_area *area = &t->areas[t->n_areas++];
		area->zone = db_next_int(q);
		area->country = db_next_text(q, a);
		area->from = db_next_text(q, a);
		area->to = db_next_text(q, a);
	}
	db_done(q);
	return rc;
}

static void row_read(struct db_stmt *q, struct arena *a, struct delivery_row *m)
{
	*m = (struct delivery_row){.id = db_next_int(q)};
	m->zone = db_next_int(q);
	m->location = db_next_int(q);
	m->name = db_next_text(q, a);
	m->kind = db_next_text(q, a);
	m->carrier = db_next_text(q, a);
	m->price_by = db_next_text(q, a);
	m->free_from = db_next_int(q);
	m->parcel_g = db_next_int(q);
	m->parcel_units = db_next_int(q);
	m->most_g = db_next_int(q);
	m->days_min = db_next_int(q);
	m->days_max = db_next_int(q);
	m->open = db_next_int(q);
}

static int load_rows(struct cx *cx, struct arena *a, struct delivery_table *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.id, m.zone, coalesce(m.location, 0), m.name, m.kind,"
		" m.carrier, m.price_by, coalesce(m.free_from_minor, -1),"
		" coalesce(m.parcel_g, 0), coalesce(m.parcel_units, 0),"
		" coalesce(m.most_g, 0), m.days_min, m.days_max,"
		" CASE WHEN m.kind <> 'pickup' OR EXISTS"
		"  (SELECT 1 FROM location l WHERE l.pickup = 1"
		"   AND l.archived_ms IS NULL"
		"   AND (m.location IS NULL OR m.location = l.id))"
		"  THEN 1 ELSE 0 END FROM delivery_method m"
		" WHERE m.active = 1 AND m.archived_ms IS NULL"
		" ORDER BY m.position, m.id");
	int rc;
	while ((rc = db_step(q)) > 0) {
		t->rows = arena_grow(a, t->rows, t->n_rows, sizeof(*t->rows));
		row_read(q, a, &t->rows[t->n_rows++]);
	}
	db_done(q);
	return rc;
}

static struct delivery_row *row_find(struct delivery_table *t, int64_t id)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->rows[i].id == id)
			return &t->rows[i];
	return NULL;
}

static int load_rates(struct cx *cx, struct arena *a, struct delivery_table *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT method, upto, amount_minor FROM delivery_rate"
		" ORDER BY method, upto");
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct delivery_row *m = row_find(t, db_next_int(q));
		struct delivery_rate r = {db_next_int(q), db_next_int(q)};
		if (!m)
			continue;
		m->rates = arena_grow(a, m->rates, m->n_rates, sizeof(r));
		m->rates[m->n_rates++] = r;
	}
	db_done(q);
	return rc;
}

static int load_words(struct cx *cx, struct arena *a, struct delivery_table *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT method, locale, label, help FROM delivery_method_text");
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct delivery_row *m = row_find(t, db_next_int(q));
		struct delivery_words *w = ARENA_NEW(a, struct delivery_words);
		w->locale = db_next_text(q, a);
		w->label = db_next_text(q, a);
		w->help = db_next_text(q, a);
		if (!m)
			continue;
		w->next = m->words;
		m->words = w;
	}
	db_done(q);
	return rc;
}

static int load(struct cx *cx, struct arena *a, struct delivery_table *t)
{
	int rc = load_areas(cx, a, t);
	if (rc == OK)
		rc = load_rows(cx, a, t);
	if (rc == OK)
		rc = load_rates(cx, a, t);
	if (rc == OK)
		rc = load_words(cx, a, t);
	if (rc == OK)
		rc = db_ints(DB_SQL(cx->db,
				     "SELECT day FROM closed_day ORDER BY day"),
			a, &t->closed, &t->n_closed);
	return rc;
}

int delivery_table(struct cx *cx, const struct delivery_table **out)
{
	static struct kept kept;
	*out = kept_find(&kept, cx);
	if (*out)
		return OK;
	struct arena *a = kept_arena(&kept, cx);
	struct delivery_table *t = ARENA_NEW(a, struct delivery_table);
	int rc = load(cx, a, t);
	if (rc < 0)
		return rc;
	kept_put(&kept, cx, t);
	*out = t;
	return OK;
}
