/* What stands on the home page for whom, as pages ask for it. */
#include "domain/home_section.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static struct {
	int64_t serial, version;
	struct home_slot slots[HOME_SECTIONS_MAX];
	size_t n;
} kept = {.version = -1};

static int load(struct cx *cx)
{
	kept.n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, coalesce(segment, 0), coalesce(starts_ms, 0),"
		" coalesce(ends_ms, 0), CASE WHEN kind = 'hero' THEN 1 ELSE 0"
		" END FROM home_section WHERE active = 1"
		" ORDER BY position, id LIMIT :max");
	db_bind_int(q, ":max", HOME_SECTIONS_MAX);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct home_slot *s = &kept.slots[kept.n++];
		s->id = db_next_int(q);
		s->segment = db_next_int(q);
		s->starts_ms = db_next_int(q);
		s->ends_ms = db_next_int(q);
		s->hero = db_next_int(q);
	}
	db_done(q);
	return rc;
}

int home_slots(
	struct cx *cx, int64_t version, const struct home_slot **out, size_t *n)
{
	int rc = OK;
	if (version != kept.version || kept.serial != db_serial(cx->db)) {
		kept.version = -1;
		rc = load(cx);
		if (rc == OK) {
			kept.version = version;
			kept.serial = db_serial(cx->db);
		}
	}
	*out = kept.slots;
	*n = rc == OK ? kept.n : 0;
	return rc;
}

bool home_slot_shows(const struct home_slot *s, int64_t now,
	const int64_t *segments, size_t n)
{
	if (s->starts_ms > now || (s->ends_ms && s->ends_ms <= now))
		return false;
	for (size_t i = 0; s->segment && i < n; i++)
		if (segments[i] == s->segment)
			return true;
	return !s->segment;
}

const struct home_slot *home_slot_hero(const struct home_slot *slots, size_t n,
	int64_t now, const int64_t *segments, size_t n_segments)
{
	const struct home_slot *best = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct home_slot *s = &slots[i];
		if (s->hero && home_slot_shows(s, now, segments, n_segments) &&
			(!best || (s->segment && !best->segment)))
			best = s;
	}
	return best;
}

int64_t home_slots_until(const struct home_slot *slots, size_t n, int64_t now)
{
	int64_t until = INT64_MAX;
	for (size_t i = 0; i < n; i++) {
		if (slots[i].starts_ms > now && slots[i].starts_ms < until)
			until = slots[i].starts_ms;
		if (slots[i].ends_ms > now && slots[i].ends_ms < until)
			until = slots[i].ends_ms;
	}
	return until;
}
