/* Is what lists know of products so? */
#include "domain/listing.h"

#include "lib/db.h"
#include "lib/err.h"

enum { STEP = 200 };

static int read_one(struct cx *cx, int64_t product, struct listing *l)
{
	*l = (struct listing){.product = product, .until_ms = INT64_MAX};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT langs, price_minor, percent_off, reduced, available,"
		" in_stock, sold_qty, since_ms, coalesce(until_ms, 0)"
		" FROM listing WHERE product = :product");
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	if (rc == OK) {
		l->langs = db_next_int(q);
		l->price_minor = db_next_int(q);
		l->percent_off = db_next_int(q);
		l->reduced = db_next_int(q);
		l->available = db_next_int(q);
		l->in_stock = db_next_int(q);
		l->sold_qty = db_next_int(q);
		l->since_ms = db_next_int(q);
		int64_t until_ms = db_next_int(q);
		if (until_ms)
			l->until_ms = until_ms;
	}
	db_done(q);
	return rc;
}

static bool is_same(const struct listing *a, const struct listing *b)
{
	return a->langs == b->langs && a->price_minor == b->price_minor &&
	       a->percent_off == b->percent_off && a->reduced == b->reduced &&
	       a->available == b->available && a->in_stock == b->in_stock &&
	       a->sold_qty == b->sold_qty && a->since_ms == b->since_ms &&
	       a->until_ms == b->until_ms;
}

/* A row whose time has come is late, not wrong: the worker writes it. */
static int verify_one(struct cx *cx, int64_t product, bool mend, int64_t *wrong)
{
	struct listing have, want;
	int rc = read_one(cx, product, &have);
	bool is_there = rc == OK;
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	if (is_there && have.until_ms <= cx->now && !mend)
		return OK;
	rc = listing_compute(cx, product, &want);
	if (rc < 0 || (is_there && is_same(&have, &want)))
		return rc;
	(*wrong)++;
	return mend ? listing_write(cx, &want) : OK;
}

int listing_verify(
	struct cx *cx, int64_t *after, int64_t limit, bool mend, int64_t *wrong)
{
	int64_t ids[STEP];
	size_t n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM product WHERE id > :after"
		" ORDER BY id LIMIT :limit");
	db_bind_int(q, ":after", *after);
	db_bind_int(q, ":limit", limit < STEP ? limit : STEP);
	int rc = OK;
	while (n < STEP && (rc = db_step(q)) > 0)
		ids[n++] = db_next_int(q);
	db_done(q);
	*after = n ? ids[n - 1] : 0;
	if (rc < 0 || n == 0)
		return rc;
	rc = mend ? db_begin(cx->db) : OK;
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = verify_one(cx, ids[i], mend, wrong);
	return mend ? db_end(cx->db, rc) : rc;
}
