/* From the ring into the tables. */
#include <inttypes.h>
#include <string.h>

#include "domain/event.h"
#include "domain/event_in.h"
#include "domain/profile_in.h"
#include "domain/sensitive.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"

enum { BATCH = 500, SUBJECTS = 64, RECENT = 30 };

static const char *const kinds[] = {
	[EVENT_VIEW] = "view",
	[EVENT_SEARCH] = "search",
	[EVENT_CART] = "cart",
	[EVENT_ORDER] = "order",
	[EVENT_WISH] = "wish",
	[EVENT_SHOWN] = "shown",
	[EVENT_HELD] = "held",
	[EVENT_CLICK] = "click",
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

const char *event_word(uint8_t kind)
{
	return kind < KINDS ? kinds[kind] : "";
}

static const char *const channels[EVENT_CHANNELS] = {"web", "store", "mail"};

uint8_t event_channel(const char *name)
{
	uint8_t i = 0;
	while (name && i < EVENT_CHANNELS && strcmp(channels[i], name) != 0)
		i++;
	return i;
}

/* ---- whose ---- */

/* Subjects of this batch, and what they allow. */
struct known {
	char subject[sizeof((struct event_record *)0)->subject];
	bool allowed;
	bool full; /* they did more in a day than a person can */
};

struct draining {
	struct cx *cx;
	struct known known[SUBJECTS];
	size_t n, turn;
};

/* The newest answer of a browser: events need a yes. */
static int visitor_allows(struct cx *cx, const char *hash, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT granted FROM consent WHERE subject_kind = 'visitor'"
		" AND subject = :subject AND purpose = 'browsing'"
		" ORDER BY id DESC LIMIT 1");
	db_bind_text(q, ":subject", hash);
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* An account that is there, and has not said no. */
static int customer_allows(struct cx *cx, int64_t customer, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT 1 FROM customer"
		" WHERE id = :id AND archived_ms IS NULL");
	bool history;
	db_bind_int(q, ":id", customer);
	*out = false;
	int rc = db_one(q);
	if (rc == OK)
		db_next_int(q);
	db_done(q);
	if (rc != OK)
		return rc == ERR_NOT_FOUND ? OK : rc;
	return profile_allowed(cx, customer, out, &history);
}

static int is_full(struct cx *cx, const char *subject, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT at_ms FROM event WHERE subject = :subject"
		" ORDER BY id DESC LIMIT 1 OFFSET :most");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":most", EVENT_DAY_MAX - 1);
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q) > cx->now - MS_DAY;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int known_read(struct cx *cx, const char *subject, struct known *k)
{
	int rc = *subject == 'v'
			 ? visitor_allows(cx, subject + 1, &k->allowed)
			 : customer_allows(
				   cx, profile_customer(subject), &k->allowed);
	if (rc == OK && k->allowed)
		rc = profile_touch(cx, subject);
	if (rc == OK && k->allowed)
		rc = is_full(cx, subject, &k->full);
	memcpy(k->subject, subject, strlen(subject) + 1);
	return rc;
}

/* Asked once a batch; the row of profile is there then. */
static int allows(struct draining *d, const struct event_record *e, bool *out)
{
	struct known *k = NULL;
	int rc = OK;
	for (size_t i = 0; i < d->n && !k; i++)
		if (strcmp(d->known[i].subject, e->subject) == 0)
			k = &d->known[i];
	if (!k) {
		k = &d->known[d->turn++ % SUBJECTS];
		*k = (struct known){.allowed = false};
		if (d->n < SUBJECTS)
			d->n++;
		rc = known_read(d->cx, e->subject, k);
	}
	*out = k->allowed && (!k->full || e->kind == EVENT_ORDER);
	return rc;
}

/* ---- one event ---- */

static int item_times(struct cx *cx, const struct event_record *e,
	int64_t *viewed_ms, int64_t *removed_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT viewed_ms, removed_ms FROM profile_item"
		" WHERE subject = :subject AND product = :product");
	db_bind_text(q, ":subject", e->subject);
	db_bind_int(q, ":product", e->product);
	*viewed_ms = *removed_ms = 0;
	int rc = db_one(q);
	if (rc == OK) {
		*viewed_ms = db_next_int(q);
		*removed_ms = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* The same page loaded again is the same click. */
static int clicked_before(
	struct cx *cx, const struct event_record *e, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM (SELECT kind, product, rail, at_ms"
		"  FROM event WHERE subject = :subject"
		"  ORDER BY id DESC LIMIT :recent) e WHERE e.kind = 'click'"
		" AND e.product = :product AND e.rail = :rail"
		" AND e.at_ms > :since");
	db_bind_text(q, ":subject", e->subject);
	db_bind_int(q, ":recent", RECENT);
	db_bind_int(q, ":product", e->product);
	db_bind_text(q, ":rail", e->rail);
	db_bind_int(q, ":since", e->at_ms - EVENT_VIEW_MS);
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int row_add(struct cx *cx, const struct event_record *e)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO event (at_ms, subject, kind, product, variant,"
		" channel, rail, orders, words) VALUES (:at, :subject, :kind,"
		" :product, :variant, :channel, :rail, :orders, :words)");
	db_bind_int(q, ":at", e->at_ms);
	db_bind_text(q, ":subject", e->subject);
	db_bind_text(q, ":kind", kinds[e->kind]);
	db_bind_or_null(q, ":product", e->product);
	db_bind_or_null(q, ":variant", e->variant);
	db_bind_text(q, ":channel", channels[e->channel]);
	db_bind_text(q, ":rail", e->rail);
	db_bind_or_null(q, ":orders", e->orders);
	db_bind_text(q, ":words", e->words);
	return db_exec(q, NULL);
}

/* Of products that are there still. */
static int item_add(struct cx *cx, const struct event_record *e)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile_item (subject, product, views, viewed_ms,"
		" carts, carted_ms, touched_ms) SELECT CAST(:subject AS TEXT),"
		" p.id, CAST(:view AS BIGINT), :view * :at,"
		" CAST(:cart AS BIGINT), :cart * :at, CAST(:at AS BIGINT)"
		" FROM product p WHERE p.id = :product"
		" ON CONFLICT (subject, product) DO UPDATE SET"
		" views = profile_item.views + excluded.views,"
		" viewed_ms = CASE WHEN excluded.viewed_ms >"
		"  profile_item.viewed_ms THEN excluded.viewed_ms"
		"  ELSE profile_item.viewed_ms END,"
		" carts = profile_item.carts + excluded.carts,"
		" carted_ms = CASE WHEN excluded.carted_ms >"
		"  profile_item.carted_ms THEN excluded.carted_ms"
		"  ELSE profile_item.carted_ms END,"
		" touched_ms = CASE WHEN excluded.touched_ms >"
		"  profile_item.touched_ms THEN excluded.touched_ms"
		"  ELSE profile_item.touched_ms END");
	db_bind_text(q, ":subject", e->subject);
	db_bind_int(q, ":product", e->product);
	db_bind_int(q, ":view", e->kind == EVENT_VIEW);
	db_bind_int(q, ":cart", e->kind == EVENT_CART);
	db_bind_int(q, ":at", e->at_ms);
	return db_exec(q, NULL);
}

/* Only what we could have written: the file is a file. */
static bool is_whole(const struct event_record *e)
{
	return e->kind > 0 && e->kind < KINDS && e->channel < EVENT_CHANNELS &&
	       (*e->subject == 'c' || *e->subject == 'v') &&
	       memchr(e->subject, '\0', sizeof(e->subject)) &&
	       memchr(e->words, '\0', sizeof(e->words)) &&
	       memchr(e->rail, '\0', sizeof(e->rail));
}

/* What they removed, or saw a moment ago, does not. */
int event_counts(struct cx *cx, const struct event_record *e, bool *out)
{
	int64_t viewed, removed;
	bool no = false;
	*out = is_whole(e);
	if (!*out || !e->product)
		return OK;
	int rc = sensitive_product(cx, e->product, &no);
	if (rc == OK && !no)
		rc = item_times(cx, e, &viewed, &removed);
	if (rc == OK && !no)
		no = e->at_ms <= removed ||
		     (e->kind == EVENT_VIEW &&
			     e->at_ms - viewed < EVENT_VIEW_MS);
	if (rc == OK && !no && e->kind == EVENT_CLICK)
		rc = clicked_before(cx, e, &no);
	*out = rc == OK && !no;
	return rc;
}

static int one(struct draining *d, const struct event_record *e, int64_t *n)
{
	bool yes = false;
	if (!is_whole(e))
		return OK;
	int rc = allows(d, e, &yes);
	if (rc == OK && yes)
		rc = event_counts(d->cx, e, &yes);
	if (rc < 0 || !yes)
		return rc;
	rc = row_add(d->cx, e);
	if (rc == OK && e->product &&
		(e->kind == EVENT_VIEW || e->kind == EVENT_CART))
		rc = item_add(d->cx, e);
	*n += rc == OK;
	return rc;
}

int event_write(struct cx *cx, const struct event_record *rows, size_t n)
{
	struct draining d = {.cx = cx};
	int64_t written = 0;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = one(&d, &rows[i], &written);
	return rc;
}

/* ---- how far: with the rows, so that none is written twice ---- */

static int place_read(struct cx *cx, const char *series, int64_t *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT last FROM counter WHERE series = :series");
	db_bind_text(q, ":series", series);
	*out = -1;
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int place_write(struct cx *cx, const char *series, int64_t last)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO counter (series, last) VALUES (:series, :last)"
		" ON CONFLICT (series) DO UPDATE SET last = excluded.last");
	db_bind_text(q, ":series", series);
	db_bind_int(q, ":last", last);
	return db_exec(q, NULL);
}

#define PLACE_RING "event_ring"
#define PLACE      "event"

int event_place(struct cx *cx, struct ring *ring, int64_t *out)
{
	int64_t id = 0;
	int rc = place_read(cx, PLACE_RING, &id);
	if (rc == OK)
		rc = place_read(cx, PLACE, out);
	if (rc == OK && id != ring_id(ring))
		*out = 0;
	return rc;
}

static int batch(struct draining *d, struct ring *ring,
	struct event_record *rows, int64_t *to, size_t *k, int64_t *n)
{
	int rc = event_place(d->cx, ring, to);
	if (rc < 0)
		return rc;
	*k = ring_peek(ring, to, rows, BATCH);
	for (size_t i = 0; rc == OK && i < *k; i++)
		rc = one(d, &rows[i], n);
	if (rc == OK)
		rc = place_write(d->cx, PLACE_RING, ring_id(ring));
	return rc == OK ? place_write(d->cx, PLACE, *to) : rc;
}

int event_drain(struct cx *cx, int64_t *n)
{
	struct ring *ring = event_ring();
	size_t k = BATCH;
	int rc = OK;
	*n = 0;
	if (!ring || !ring_waiting(ring) || !ring_own(ring))
		return OK;
	struct event_record *rows = ARENA_ARRAY(
		cx->arena, struct event_record, BATCH);
	while (rc == OK && k == BATCH) {
		struct draining d = {.cx = cx};
		int64_t to = 0;
		rc = db_begin(cx->db);
		if (rc < 0)
			return rc;
		rc = db_end(cx->db, batch(&d, ring, rows, &to, &k, n));
		if (rc == OK)
			ring_free(ring, to);
	}
	return rc;
}
