/* Who may review, and what they write. */
#include "domain/review_in.h"

#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/media_forget.h"
#include "domain/outbox.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/err.h"

enum { THINGS_MAX = 300 };

/* Line l has arrived, or must have. */
#define HAS_ARRIVED                                    \
	"EXISTS (SELECT 1 FROM shipment_line sl"       \
	"  JOIN shipment s ON s.id = sl.shipment"      \
	"  WHERE sl.order_line = l.id"                 \
	"  AND (s.state IN ('delivered', 'collected')" \
	"   OR (s.state = 'shipped'"                   \
	"    AND s.shipped_ms <= CAST(:sent_before AS BIGINT))))"
#define THING_COLUMNS                                                    \
	"l.orders, v.product, v.id, coalesce((SELECT r.id FROM review r" \
	"  WHERE r.orders = l.orders AND r.product = v.product), 0),"    \
	" l.name, l.options, l.picture"

static void bind_arrived(struct cx *cx, struct db_stmt *q)
{
	db_bind_int(q, ":sent_before",
		cx->now - setting_int(cx, "reviews.after_days") * MS_DAY);
}

static int things_read(
	struct cx *cx, struct db_stmt *q, struct review_thing **out, size_t *n)
{
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct review_thing *t = &(*out)[(*n)++];
		t->order = db_next_int(q);
		t->product = db_next_int(q);
		t->variant = db_next_int(q);
		t->review = db_next_int(q);
		t->name = db_next_text(q, cx->arena);
		t->options = db_next_text(q, cx->arena);
		t->picture = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int review_things(
	struct cx *cx, int64_t order, struct review_thing **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " THING_COLUMNS " FROM order_line l"
		" JOIN variant v ON v.id = l.variant"
		" WHERE l.orders = :order AND l.kind = 'goods' AND " HAS_ARRIVED
		" ORDER BY l.position LIMIT :most");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":most", THINGS_MAX);
	bind_arrived(cx, q);
	return things_read(cx, q, out, n);
}

int review_things_of(
	struct cx *cx, int64_t customer, struct review_thing **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " THING_COLUMNS " FROM order_line l"
		" JOIN variant v ON v.id = l.variant"
		" JOIN orders o ON o.id = l.orders"
		" JOIN customer c ON c.id = :customer"
		" WHERE (o.customer = c.id OR (o.customer IS NULL"
		"   AND c.verified_ms IS NOT NULL"
		"   AND o.email_norm = c.email_norm))"
		" AND l.kind = 'goods' AND " HAS_ARRIVED
		" ORDER BY o.id DESC, l.position LIMIT :most");
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":most", THINGS_MAX);
	bind_arrived(cx, q);
	return things_read(cx, q, out, n);
}

static const char *first_state(struct cx *cx)
{
	return setting_bool(cx, "reviews.moderate") ? "waiting" : "shown";
}

/* That it was bought and has arrived is asked by the statement that writes.
 * *id: never given twice, for mails and audits name it. */
static int insert(struct cx *cx, const struct review_draft *d, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO review (id, product, variant, orders, customer, name,"
		" locale, stars, title, body, options, state, created_ms)"
		" SELECT CAST(:id AS BIGINT), v.product, v.id, l.orders,"
		" CAST(:customer AS BIGINT), CAST(:name AS TEXT),"
		" CAST(:lang AS TEXT), CAST(:stars AS BIGINT),"
		" CAST(:title AS TEXT), CAST(:body AS TEXT), l.options,"
		" CAST(:state AS TEXT), CAST(:now AS BIGINT)"
		" FROM order_line l JOIN variant v ON v.id = l.variant"
		" WHERE l.orders = :order AND v.id = :variant"
		" AND v.product = :product AND l.kind = 'goods'"
		" AND " HAS_ARRIVED " ORDER BY l.position LIMIT 1"
		" ON CONFLICT (orders, product) DO NOTHING RETURNING id");
	db_bind_int(q, ":id", *id);
	db_bind_or_null(q, ":customer", d->customer);
	db_bind_text(q, ":name", d->name);
	db_bind_text(q, ":lang", cx->locale);
	db_bind_int(q, ":stars", d->stars);
	db_bind_text(q, ":title", d->title);
	db_bind_text(q, ":body", d->body);
	db_bind_text(q, ":state", first_state(cx));
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":order", d->order);
	db_bind_int(q, ":variant", d->variant);
	db_bind_int(q, ":product", d->product);
	bind_arrived(cx, q);
	int rc = db_insert(q, id);
	return rc == ERR_NOT_FOUND ? ERR_CONFLICT : rc;
}

static int pictures_put(
	struct cx *cx, int64_t review, const struct review_draft *d)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < d->n_pictures; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO review_media (review, media, position)"
			" VALUES (:review, :media, :position)"
			" ON CONFLICT (review, media) DO NOTHING");
		db_bind_int(q, ":review", review);
		db_bind_int(q, ":media", d->pictures[i]);
		db_bind_int(q, ":position", (int64_t)i + 1);
		rc = db_exec(q, NULL);
	}
	return rc;
}

static bool keeps(const struct review_draft *d, int64_t media)
{
	for (size_t i = 0; d && i < d->n_pictures; i++)
		if (d->pictures[i] == media)
			return true;
	return false;
}

/* Off the review; what nothing else shows is forgotten by the worker. */
static int pictures_take(
	struct cx *cx, int64_t review, const struct review_draft *keep)
{
	int64_t *media;
	size_t n;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT media FROM review_media WHERE review = :review"
		" ORDER BY position");
	db_bind_int(q, ":review", review);
	int rc = db_ints(q, cx->arena, &media, &n);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM review_media WHERE review = :review");
	db_bind_int(q, ":review", review);
	rc = db_exec(q, NULL);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!keeps(keep, media[i]))
			rc = media_forget_later(cx, media[i]);
	return rc;
}

int review_mail(
	struct cx *cx, const char *mail, int64_t id, int64_t rev, bool owner)
{
	struct arena *a = cx->arena;
	return outbox_add(cx, "mail",
		arena_printf(a, "mail/%s/%" PRId64 "/%" PRId64, mail, id, rev),
		arena_printf(a,
			"{\"mail\":\"%s\",\"review\":%" PRId64
			",\"to\":\"%s\"}",
			mail, id, owner ? "owner" : "customer"),
		cx->now);
}

static int tell_owner(struct cx *cx, int64_t id, int64_t rev)
{
	if (!setting_bool(cx, "reviews.tell"))
		return OK;
	return review_mail(cx, "owner_review", id, rev, true);
}

int review_add(struct cx *cx, const struct review_draft *d, int64_t *id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = counter_next(cx, "review", id);
	if (rc == OK)
		rc = insert(cx, d, id);
	if (rc == OK)
		rc = pictures_put(cx, *id, d);
	if (rc == OK && strcmp(first_state(cx), "shown") == 0)
		rc = review_rate(cx, d->product, d->stars, 1);
	if (rc == OK)
		rc = tell_owner(cx, *id, 1);
	return db_end(cx->db, rc);
}

static int update(
	struct cx *cx, const struct review *was, const struct review_draft *d)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE review SET name = :name, locale = :lang,"
		" stars = :stars, title = :title, body = :body,"
		" variant = :variant, options = coalesce((SELECT l.options"
		"  FROM order_line l WHERE l.orders = review.orders"
		"  AND l.variant = :variant ORDER BY l.position LIMIT 1),"
		"  options), state = :state,"
		" refused_for = '', reason = '', edited_ms = :now,"
		" rev = rev + 1"
		" WHERE id = :id AND rev = :rev AND orders = :order"
		" AND product = :product");
	db_bind_text(q, ":name", d->name);
	db_bind_text(q, ":lang", cx->locale);
	db_bind_int(q, ":stars", d->stars);
	db_bind_text(q, ":title", d->title);
	db_bind_text(q, ":body", d->body);
	db_bind_int(q, ":variant", d->variant);
	db_bind_text(q, ":state", first_state(cx));
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", was->id);
	db_bind_int(q, ":rev", was->rev);
	db_bind_int(q, ":order", d->order);
	db_bind_int(q, ":product", d->product);
	return db_exec_one(q);
}

int review_edit(
	struct cx *cx, int64_t id, int64_t rev, const struct review_draft *d)
{
	struct review was;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = review_get(cx, id, &was);
	if (rc == OK && was.rev != rev)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = update(cx, &was, d);
	if (rc == OK && review_is(&was, "shown"))
		rc = review_rate(cx, was.product, was.stars, -1);
	if (rc == OK && strcmp(first_state(cx), "shown") == 0)
		rc = review_rate(cx, was.product, d->stars, 1);
	if (rc == OK)
		rc = pictures_take(cx, id, d);
	if (rc == OK)
		rc = pictures_put(cx, id, d);
	if (rc == OK)
		rc = tell_owner(cx, id, rev + 1);
	return db_end(cx->db, rc);
}

int review_remove(struct cx *cx, int64_t id, int64_t rev)
{
	struct review was;
	struct db_stmt *q;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = review_get(cx, id, &was);
	if (rc == OK)
		rc = pictures_take(cx, id, NULL);
	if (rc == OK) {
		q = DB_SQL(
			cx->db, "DELETE FROM review_vote WHERE review = :id");
		db_bind_int(q, ":id", id);
		rc = db_exec(q, NULL);
	}
	if (rc == OK) {
		q = DB_SQL(cx->db, "DELETE FROM review"
				   " WHERE id = :id AND rev = :rev");
		db_bind_int(q, ":id", id);
		db_bind_int(q, ":rev", rev);
		rc = db_exec_one(q);
	}
	if (rc == OK && review_is(&was, "shown"))
		rc = review_rate(cx, was.product, was.stars, -1);
	return db_end(cx->db, rc);
}

int review_of_order(
	struct cx *cx, int64_t order, int64_t product, struct review *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " REVIEW_COLUMNS " FROM review r"
		" WHERE r.orders = :order AND r.product = :product");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":product", product);
	review_bind(cx, q, "");
	return review_row(cx, q, out);
}

int review_of_customer(
	struct cx *cx, int64_t customer, struct review **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " REVIEW_COLUMNS " FROM review r"
		" JOIN customer c ON c.id = :customer"
		" LEFT JOIN orders b ON b.id = r.orders"
		" WHERE r.customer = c.id OR b.customer = c.id"
		"  OR (b.customer IS NULL AND c.verified_ms IS NOT NULL"
		"   AND b.email_norm = c.email_norm)"
		" ORDER BY r.created_ms DESC, r.id DESC LIMIT :most");
	db_bind_int(q, ":customer", customer);
	db_bind_int(q, ":most", THINGS_MAX);
	review_bind(cx, q, "");
	return review_rows(cx, q, out, n);
}
