#include "domain/rail_hand.h"

#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

const char *const rail_codes[] = {"for-you", "again", "recent", "with",
	"similar", "addto", "next", "best", "new", NULL};

enum { RAILS = sizeof(rail_codes) / sizeof(*rail_codes) - 1 };

static const struct rail_hand off;

/* Of this process, while version and database are the same. */
static struct {
	int64_t version, serial;
	struct arena *arena; /* outlives requests */
	struct rail_hand hand[RAILS];
} kept = {.version = -1};

static int rail_index(const char *code)
{
	for (int i = 0; code && i < RAILS; i++)
		if (!strcmp(rail_codes[i], code))
			return i;
	return -1;
}

bool rail_known(const char *code)
{
	return rail_index(code) >= 0;
}

/* A list that grows; mine of struct rail_hand, which is const for others. */
static void list_add(const int64_t **list, size_t *n, int64_t product)
{
	int64_t *grown = arena_grow(
		kept.arena, (int64_t *)*list, *n, sizeof(**list));
	grown[(*n)++] = product;
	*list = grown;
}

static bool list_has(const int64_t *list, size_t n, int64_t product)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == product)
			return true;
	return false;
}

static void hand_add(struct rail_hand *h, const char *kind, int64_t product)
{
	if (!strcmp(kind, "hide")) {
		if (!list_has(h->hides, h->n_hides, product))
			list_add(&h->hides, &h->n_hides, product);
	} else if (list_has(h->hides, h->n_hides, product)) {
		return;
	} else if (!strcmp(kind, "boost")) {
		if (!list_has(h->boosts, h->n_boosts, product))
			list_add(&h->boosts, &h->n_boosts, product);
	} else if (!list_has(h->pins, h->n_pins, product)) {
		list_add(&h->pins, &h->n_pins, product);
	}
}

static int load_active(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT code, active FROM rail");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int i = rail_index(db_next_text(q, cx->arena));
		bool active = db_next_int(q) != 0;
		if (i >= 0)
			kept.hand[i].active = active;
	}
	db_done(q);
	return rc;
}

/* Hides first, so that the others know of them; a shelf's own pins before
 * those of all. */
static int load_picks(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rail, kind, product FROM rail_pick"
		" ORDER BY CASE WHEN kind = 'hide' THEN 0 ELSE 1 END,"
		" CASE WHEN kind = 'pin' THEN 0 ELSE 1 END,"
		" CASE WHEN rail = '' THEN 1 ELSE 0 END,"
		" CASE WHEN kind = 'pin' THEN position ELSE 0 END, product");
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *rail = db_next_text(q, cx->arena);
		const char *kind = db_next_text(q, cx->arena);
		int64_t product = db_next_int(q);
		for (int i = 0; i < RAILS; i++)
			if (!*rail || !strcmp(rail, rail_codes[i]))
				hand_add(&kept.hand[i], kind, product);
	}
	db_done(q);
	return rc;
}

static int id_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void sort(const int64_t *list, size_t n)
{
	if (n)
		qsort((int64_t *)list, n, sizeof(*list), id_compare);
}

static bool list_find(const int64_t *list, size_t n, int64_t product)
{
	return n && bsearch(&product, list, n, sizeof(*list), id_compare);
}

static int load(struct cx *cx, int64_t version)
{
	if (!kept.arena)
		kept.arena = arena_new();
	arena_clear(kept.arena);
	kept.version = -1;
	for (int i = 0; i < RAILS; i++)
		kept.hand[i] = (struct rail_hand){.active = true};
	int rc = load_active(cx);
	if (rc >= 0)
		rc = load_picks(cx);
	if (rc < 0)
		return rc;
	for (int i = 0; i < RAILS; i++) {
		sort(kept.hand[i].boosts, kept.hand[i].n_boosts);
		sort(kept.hand[i].hides, kept.hand[i].n_hides);
	}
	kept.version = version;
	kept.serial = db_serial(cx->db);
	return OK;
}

int rail_hand_use(struct cx *cx, int64_t version, const char *rail,
	const struct rail_hand **out)
{
	*out = &off;
	bool known = version >= 0 && version == kept.version &&
		     kept.serial == db_serial(cx->db);
	int rc = known ? OK : load(cx, version);
	int i = rail_index(rail);
	if (rc == OK && i >= 0)
		*out = &kept.hand[i];
	return rc;
}

bool rail_boosts(const struct rail_hand *h, int64_t product)
{
	return list_find(h->boosts, h->n_boosts, product);
}

bool rail_hides(const struct rail_hand *h, int64_t product)
{
	return list_find(h->hides, h->n_hides, product);
}
