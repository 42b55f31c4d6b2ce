/* Reading cases, and what can still come back. */
#include "domain/return_case.h"

#include <inttypes.h>
#include <string.h>

#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { DUE_SOON_DAYS = 3 };

int return_left(
	struct cx *cx, int64_t order, struct return_left **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, l.exemption,"
		" CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0 END"
		" + coalesce((SELECT CAST(sum(c.delta) AS BIGINT)"
		"  FROM line_change c WHERE c.order_line = l.id), 0),"
		" coalesce((SELECT CAST(sum(s.qty) AS BIGINT)"
		"  FROM shipment_line s JOIN shipment h ON h.id = s.shipment"
		"  WHERE s.order_line = l.id AND h.state IN"
		"  ('shipped', 'delivered', 'collected')), 0),"
		" coalesce((SELECT CAST(sum(r.qty) AS BIGINT)"
		"  FROM return_line r JOIN return_case k"
		"  ON k.id = r.return_case WHERE r.order_line = l.id"
		"  AND k.state NOT IN ('refused', 'cancelled')), 0)"
		" FROM order_line l WHERE l.orders = :order"
		" AND l.kind IN ('goods', 'gift_card') ORDER BY l.position");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct return_left *l = &(*out)[(*n)++];
		l->line = db_next_int(q);
		l->exemption = db_next_text(q, cx->arena);
		int64_t ordered = db_next_int(q);
		int64_t sent = db_next_int(q);
		int64_t back = db_next_int(q);
		l->open = ordered > back ? ordered - back : 0;
		l->qty = sent > back ? sent - back : 0;
		if (l->qty > l->open)
			l->qty = l->open;
	}
	db_done(q);
	return rc;
}

/* What customer and owner call it. */
static const char *code_of(struct cx *cx, const struct return_case *c)
{
	if (!c->order)
		return arena_printf(cx->arena, "W%" PRId64, c->id);
	return arena_printf(
		cx->arena, "%" PRId64 "-%" PRId64, c->number, c->nth);
}

static void read_row(struct cx *cx, struct db_stmt *q, struct return_case *c)
{
	struct arena *a = cx->arena;
	*c = (struct return_case){0};
	c->id = db_next_int(q);
	c->rev = db_next_int(q);
	c->order = db_next_int(q);
	c->number = db_next_int(q);
	c->nth = db_next_int(q);
	c->at_ms = db_next_int(q);
	c->refund_due_ms = db_next_int(q);
	c->sent_ms = db_next_int(q);
	c->received_ms = db_next_int(q);
	c->settled_ms = db_next_int(q);
	const char **const texts[] = {&c->kind, &c->state, &c->name, &c->email,
		&c->order_text, &c->statement, &c->reason, &c->message,
		&c->label, &c->remark, &c->locale, &c->answer, &c->tracking};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		*texts[i] = db_next_text(q, a);
	c->code = code_of(cx, c);
}

#define COLUMNS                                                              \
	"SELECT c.id, c.rev, c.orders, o.number,"                            \
	" (SELECT count(*) FROM return_case e WHERE e.orders = c.orders"     \
	"  AND e.id <= c.id),"                                               \
	" c.at_ms, c.refund_due_ms, c.sent_ms, c.received_ms, c.settled_ms," \
	" c.kind, c.state, c.name, c.email, c.order_text, c.statement,"      \
	" c.reason, c.message, c.label, c.remark, c.locale, c.answer,"       \
	" c.tracking"                                                        \
	" FROM return_case c LEFT JOIN orders o ON o.id = c.orders"

static int read_lines(struct cx *cx, struct return_case *c)
{
	struct arena *a = cx->arena;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT r.order_line, l.variant, r.qty, r.received_qty,"
		" r.restocked_qty, l.name, l.options, r.exemption, r.decision"
		" FROM return_line r JOIN order_line l ON l.id = r.order_line"
		" WHERE r.return_case = :id ORDER BY l.position");
	db_bind_int(q, ":id", c->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		c->lines = arena_grow(
			a, c->lines, c->n_lines, sizeof(*c->lines));
		struct return_line *l = &c->lines[c->n_lines++];
		l->line = db_next_int(q);
		l->variant = db_next_int(q);
		l->qty = db_next_int(q);
		l->received = db_next_int(q);
		l->restocked = db_next_int(q);
		l->name = db_next_text(q, a);
		l->options = db_next_text(q, a);
		l->exemption = db_next_text(q, a);
		l->decision = db_next_text(q, a);
	}
	db_done(q);
	return rc;
}

int return_get(struct cx *cx, int64_t id, struct return_case *out)
{
	struct db_stmt *q = DB_SQL(cx->db, COLUMNS " WHERE c.id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		read_row(cx, q, out);
	db_done(q);
	return rc == OK ? read_lines(cx, out) : rc;
}

static int read_all(
	struct cx *cx, struct db_stmt *q, struct return_case **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_row(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

int return_of_order(
	struct cx *cx, int64_t order, struct return_case **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, COLUMNS " WHERE c.orders = :order ORDER BY c.id DESC");
	db_bind_int(q, ":order", order);
	int rc = read_all(cx, q, out, n);
	for (size_t i = 0; rc == OK && i < *n; i++)
		rc = read_lines(cx, &(*out)[i]);
	return rc;
}

/* Money that may be held back is not due: Art. 13(3) of 2011/83/EU. */
#define WHERE                                                                \
	" WHERE (:show = ''"                                                 \
	"  OR (:show = 'open'"                                               \
	"   AND c.state IN ('requested', 'accepted', 'received'))"           \
	"  OR (:show = 'asked' AND c.state = 'requested')"                   \
	"  OR (:show = 'done'"                                               \
	"   AND c.state IN ('settled', 'refused', 'cancelled'))"             \
	"  OR (:show = 'due' AND c.state IN ('accepted', 'received')"        \
	"   AND c.refund_due_ms <= :soon)"                                   \
	"  OR (:show = 'late' AND c.state IN ('accepted', 'received')"       \
	"   AND c.refund_due_ms < :now AND (c.received_ms IS NOT NULL"       \
	"    OR c.sent_ms IS NOT NULL OR c.orders IS NULL"                   \
	"    OR o.fulfilment IN ('none', 'picking', 'ready', 'cancelled')))" \
	" ) AND (:find = '' OR o.number = :number OR c.email = :find"        \
	"  OR o.email_norm = :norm OR c.name = :find)"

static void bind_filter(
	struct cx *cx, struct db_stmt *q, const struct return_filter *f)
{
	int64_t number = -1;
	const char *find = f->find ? f->find : "";
	if (*find && strlen(find) < 13 &&
		strspn(find, "0123456789") == strlen(find)) {
		number = 0;
		for (const char *p = find; *p; p++)
			number = number * 10 + (*p - '0');
	}
	db_bind_text(q, ":show", f->show ? f->show : "");
	db_bind_int(q, ":soon", cx->now + DUE_SOON_DAYS * MS_DAY);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":find", find);
	db_bind_text(q, ":norm", email_norm(cx->arena, find));
	db_bind_int(q, ":number", number);
}

int return_list(struct cx *cx, const struct return_filter *f,
	struct return_case **out, size_t *n, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM return_case c"
		" LEFT JOIN orders o ON o.id = c.orders" WHERE);
	bind_filter(cx, q, f);
	*total = 0;
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		COLUMNS WHERE " ORDER BY CASE WHEN c.state IN"
			      " ('requested', 'accepted', 'received')"
			      " THEN 0 ELSE 1 END, c.at_ms DESC, c.id DESC"
			      " LIMIT :limit OFFSET :offset");
	bind_filter(cx, q, f);
	db_bind_int(q, ":limit", f->limit);
	db_bind_int(q, ":offset", f->offset);
	return read_all(cx, q, out, n);
}

static const struct {
	const char *code, *words;
} reasons[] = {
	{"size", N_("The size or fit is wrong")},
	{"unlike", N_("It is not what I expected")},
	{"mind", N_("I changed my mind")},
	{"late", N_("It came too late")},
	{"broken", N_("It is broken or damaged")},
	{"missing", N_("Something is missing")},
	{"wrong", N_("I got the wrong thing")},
	{"fault", N_("It does not work as it should")},
	{"other", N_("Something else")},
};

const char *const *return_reasons(const char *kind)
{
	static const char *const of_return[] = {
		"mind", "size", "unlike", "late", "other", NULL};
	static const char *const of_claim[] = {
		"broken", "fault", "wrong", "missing", "other", NULL};
	static const char *const none[] = {NULL};
	if (strcmp(kind, "return") == 0)
		return of_return;
	return strcmp(kind, "claim") == 0 ? of_claim : none;
}

const char *return_reason_words(const char *reason)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (strcmp(reasons[i].code, reason) == 0)
			return tr(reasons[i].words);
	return "";
}

int64_t return_until(struct cx *cx, int64_t delivered_ms)
{
	int64_t days = setting_int(cx, "returns.days");
	if (days <= 0)
		return -1;
	if (!delivered_ms)
		return 0;
	return clock_next_midnight(delivered_ms + days * MS_DAY);
}
