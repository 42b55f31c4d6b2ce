/* What the demo's buyers have said of what they got, and what was asked. */
#include <inttypes.h>
#include <string.h>

#include "cli/demo.h"
#include "domain/question.h"
#include "domain/review.h"
#include "domain/slug.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

static int64_t number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static bool waits(const json_t *o)
{
	return strcmp(demo_str(o, "state"), "waiting") == 0;
}

/* The oldest order of an address that brought it and has no review. */
struct came {
	int64_t order, product, variant, at_ms;
	const char *locale;
};

static int came_find(struct cx *cx, const json_t *o, struct came *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT b.id, v.product, v.id, b.delivered_ms, b.locale"
		" FROM orders b JOIN order_line l ON l.orders = b.id"
		" JOIN variant v ON v.id = l.variant"
		" WHERE b.email_norm = :email AND l.sku = :sku"
		" AND b.delivered_ms IS NOT NULL AND NOT EXISTS (SELECT 1"
		"  FROM review r WHERE r.orders = b.id"
		"  AND r.product = v.product) ORDER BY b.id LIMIT 1");
	db_bind_text(q, ":email", demo_str(o, "email"));
	db_bind_text(q, ":sku", demo_str(o, "sku"));
	int rc = db_one(q);
	if (rc == OK) {
		out->order = db_next_int(q);
		out->product = db_next_int(q);
		out->variant = db_next_int(q);
		out->at_ms = db_next_int(q);
		out->locale = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

/* Some time later, at most now. */
static int64_t moment(int64_t ms)
{
	int64_t now = clock_now();
	return ms < now ? ms : now;
}

static int decide(
	struct cx *cx, const json_t *o, const struct came *c, int64_t id)
{
	bool helped;
	int rc = review_show(cx, id, 1);
	for (int64_t i = 0; rc == OK && i < number(o, "helpful"); i++)
		rc = review_vote(cx, c->product, id,
			arena_printf(cx->arena, "demo-%" PRId64, i), &helped);
	cx->now = moment(cx->now + MS_DAY);
	if (rc == OK && *demo_str(o, "reply"))
		rc = review_reply(cx, id, 2, demo_str(o, "reply"));
	return rc;
}

static int review_make(struct demo *d, const json_t *o)
{
	struct came c = {0};
	struct cx *cx = d->cx;
	int64_t id = 0;
	int rc = came_find(cx, o, &c);
	if (rc < 0)
		return rc;
	const struct review_draft draft = {.order = c.order,
		.product = c.product,
		.variant = c.variant,
		.name = demo_str(o, "name"),
		.title = demo_str(o, "title"),
		.body = demo_str(o, "body"),
		.stars = number(o, "stars")};
	cx->locale = c.locale;
	cx->now = moment(c.at_ms + number(o, "after") * MS_DAY);
	rc = review_add(cx, &draft, &id);
	return rc == OK && !waits(o) ? decide(cx, o, &c, id) : rc;
}

/* Its id is the newest: the demo has one writer. */
static int question_make(struct demo *d, const json_t *o)
{
	struct cx *cx = d->cx;
	struct slug_hit hit;
	struct question *last;
	size_t n;
	int64_t total;
	int rc = slug_find(cx, "product", demo_str(o, "product"), &hit);
	if (rc < 0)
		return rc;
	const struct question_draft draft = {.product = hit.target,
		.name = demo_str(o, "name"),
		.email = "",
		.body = demo_str(o, "body")};
	cx->locale = demo_str(o, "locale");
	cx->now = d->today_ms - number(o, "days_ago") * MS_DAY;
	rc = question_ask(cx, &draft);
	if (rc < 0 || waits(o))
		return rc;
	rc = question_desk_list(cx,
		&(struct question_desk){.show = "waiting", .limit = 1}, &last,
		&n, &total);
	cx->now = moment(cx->now + MS_DAY);
	if (rc == OK && n)
		rc = question_answer(cx, last[0].id, last[0].rev,
			demo_str(o, "answer"), true);
	return rc;
}

int demo_said(struct demo *d)
{
	struct cx *cx = d->cx;
	const char *locale = cx->locale;
	json_t *o, *said = demo_json(d, "said.json");
	size_t i;
	int rc = said ? OK : ERR_INVALID;
	json_array_foreach(json_object_get(said, "reviews"), i, o)
	{
		if (rc == OK)
			rc = review_make(d, o);
	}
	cx->locale = cx->root;
	json_array_foreach(json_object_get(said, "questions"), i, o)
	{
		if (rc == OK)
			rc = question_make(d, o);
	}
	json_decref(said);
	cx->locale = locale;
	if (rc < 0)
		cli_fail("demo", "a review or question was refused: %d", rc);
	return rc;
}
