/* The machine of shipments, and how orders move with it; in one file because
 * every move goes by the two tables below. */
#include "domain/shipment.h"

#include <string.h>

#include "domain/order.h"
#include "domain/order_trace.h"
#include "domain/stock.h"
#include "domain/stock_line.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

/* Everything else is refused. */
static const struct {
	const char *from, *to;
} moves[] = {
	{"picking", "shipped"},
	{"picking", "ready"},
	{"picking", "cancelled"},
	{"ready", "collected"},
	{"ready", "cancelled"},
	{"shipped", "delivered"},
	{"shipped", "lost"},
};

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool may_move(const char *from, const char *to)
{
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (is(moves[i].from, from) && is(moves[i].to, to))
			return true;
	return false;
}

/* Guarded by where it stands. */
static int swap(struct cx *cx, struct shipment *s, const char *to)
{
	if (!may_move(s->state, to))
		return ERR_CONFLICT;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE shipment SET state = :to, carrier = :carrier,"
		" tracking = :tracking,"
		" shipped_ms = CASE WHEN :to = 'shipped' THEN :now"
		"  ELSE shipped_ms END,"
		" delivered_ms = CASE WHEN :to IN ('delivered', 'collected')"
		"  THEN :now ELSE delivered_ms END"
		" WHERE id = :id AND state = :from");
	db_bind_text(q, ":to", to);
	db_bind_text(q, ":carrier", s->carrier);
	db_bind_text(q, ":tracking", s->tracking);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", s->id);
	db_bind_text(q, ":from", s->state);
	int rc = db_exec_one(q);
	if (rc == OK)
		s->state = to;
	return rc;
}

static int insert(struct cx *cx, const struct shipment_ask *ask, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO shipment (orders, state, carrier, tracking,"
		" created_ms)"
		" VALUES (:order, 'picking', :carrier, :tracking, :now)"
		" RETURNING id");
	db_bind_int(q, ":order", ask->order);
	db_bind_text(q, ":carrier", ask->carrier ? ask->carrier : "");
	db_bind_text(q, ":tracking", ask->tracking ? ask->tracking : "");
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

static int insert_line(struct cx *cx, int64_t id, int64_t line, int64_t qty)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO shipment_line (shipment, order_line, qty)"
		" VALUES (:shipment, :line, :qty)");
	db_bind_int(q, ":shipment", id);
	db_bind_int(q, ":line", line);
	db_bind_int(q, ":qty", qty);
	return db_exec(q, NULL);
}

static struct shipment_line *left_of(
	struct shipment_line *left, size_t n, int64_t line)
{
	for (size_t i = 0; i < n; i++)
		if (left[i].line == line)
			return &left[i];
	return NULL;
}

/* The order's rev is the lock that lets one change what is left at a time. */
static int insert_lines(
	struct cx *cx, const struct shipment_ask *ask, int64_t id)
{
	struct shipment_line *left;
	size_t n, made = 0;
	int rc = shipment_left(cx, ask->order, &left, &n);
	for (size_t i = 0; rc == OK && ask->n == 0 && i < n; i++, made++)
		rc = insert_line(cx, id, left[i].line, left[i].qty);
	for (size_t i = 0; rc == OK && i < ask->n; i++) {
		const struct shipment_want *w = &ask->wants[i];
		struct shipment_line *l = left_of(left, n, w->line);
		if (w->qty < 0)
			return ERR_INVALID;
		if (w->qty == 0)
			continue;
		if (!l || w->qty > l->qty)
			return ERR_CONFLICT;
		l->qty -= w->qty;
		rc = insert_line(cx, id, w->line, w->qty);
		made++;
	}
	return rc == OK && made == 0 ? ERR_INVALID : rc;
}

/* How an order's shipments stand. */
struct tally {
	size_t left, picking, ready, under_way, arrived;
};

static int tally_of(struct cx *cx, int64_t order, struct tally *t)
{
	struct shipment_line *left;
	struct shipment *all;
	size_t n;
	*t = (struct tally){0};
	int rc = shipment_left(cx, order, &left, &t->left);
	if (rc == OK)
		rc = shipment_list(cx, order, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		t->picking += is(all[i].state, "picking");
		t->ready += is(all[i].state, "ready");
		t->under_way += is(all[i].state, "shipped");
		t->arrived += is(all[i].state, "delivered");
	}
	return rc;
}

/* Where the order goes when a shipment of it has moved. */
static const char *step_of(const char *to, const struct tally *t)
{
	bool rest = t->left > 0 || t->picking > 0;
	if (is(to, "shipped"))
		return rest ? "ship_part" : "ship";
	if (is(to, "delivered") || is(to, "lost"))
		return !rest && t->under_way == 0 && t->arrived > 0 ? "deliver"
								    : "stay";
	if (is(to, "collected"))
		return "deliver";
	if (is(to, "cancelled"))
		return t->picking == 0 && t->under_way + t->arrived == 0
			       ? "unpick"
			       : "stay";
	return to; /* ready */
}

static const struct {
	const char *to, *event, *mail;
} tellings[] = {
	{"shipped", "shipped", "order_shipped"},
	{"ready", "ready", "order_ready"},
	{"delivered", "delivered", NULL},
	{"collected", "collected", NULL},
	{"cancelled", "unpacked", NULL},
	{"lost", "lost", NULL},
};

static int tell(struct cx *cx, const struct order *o, const struct shipment *s)
{
	const char *note = arena_printf(cx->arena, "%s%s%s", s->carrier,
		*s->carrier && *s->tracking ? " " : "", s->tracking);
	bool sent = is(s->state, "shipped");
	for (size_t i = 0; i < sizeof(tellings) / sizeof(tellings[0]); i++)
		if (is(tellings[i].to, s->state))
			return order_tell(cx, o, tellings[i].event,
				sent ? note : "", tellings[i].mail);
	return OK;
}

static int find(struct cx *cx, int64_t order, int64_t id, const char *state,
	struct shipment *out)
{
	struct shipment *all;
	size_t n;
	int rc = shipment_list(cx, order, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (id ? all[i].id == id : is(all[i].state, state)) {
			*out = all[i];
			return OK;
		}
	return rc == OK ? ERR_NOT_FOUND : rc;
}

/* What is in it leaves the shelves. */
static int take_out(struct cx *cx, int64_t order, int64_t id)
{
	struct shipment s;
	int rc = find(cx, order, id, NULL, &s);
	if (rc < 0)
		return rc;
	struct stock_want *wants = ARENA_ARRAY(
		cx->arena, struct stock_want, s.n_lines + 1);
	for (size_t i = 0; i < s.n_lines; i++)
		wants[i] = (struct stock_want){
			.order_line = s.lines[i].line, .qty = s.lines[i].qty};
	return stock_take_some(cx, wants, s.n_lines, id);
}

/* The shelf first, then the order: locks are taken in one order. */
static int advance(
	struct cx *cx, struct order *o, struct shipment *s, const char *to)
{
	struct tally t;
	int rc = swap(cx, s, to);
	if (rc == OK && (is(to, "shipped") || is(to, "collected")))
		rc = take_out(cx, o->id, s->id);
	if (rc == OK)
		rc = tally_of(cx, o->id, &t);
	const char *step = rc == OK ? step_of(to, &t) : "stay";
	/* What is lost and sent again leaves the order where it was. */
	if (is(step, "unpick") && !order_can(o, step))
		step = "stay";
	if (rc == OK)
		rc = order_step(cx, o, step);
	return rc == OK ? tell(cx, o, s) : rc;
}

struct making {
	const struct shipment_ask *ask;
	const char *to; /* "picking" "shipped" "ready" */
	int64_t *id;
};

static int do_make(struct cx *cx, struct order *o, const void *arg)
{
	const struct making *m = arg;
	if (m->ask->rev && m->ask->rev != o->rev)
		return ERR_CONFLICT;
	int rc = insert(cx, m->ask, m->id);
	if (rc == OK)
		rc = insert_lines(cx, m->ask, *m->id);
	if (rc < 0)
		return rc;
	struct shipment s = {
		.id = *m->id,
		.order = o->id,
		.state = "picking",
		.carrier = m->ask->carrier ? m->ask->carrier : "",
		.tracking = m->ask->tracking ? m->ask->tracking : "",
	};
	if (!is(m->to, "picking"))
		return advance(cx, o, &s, m->to);
	rc = order_step(cx, o, "pick");
	return rc == OK ? order_tell(cx, o, "picking", "", NULL) : rc;
}

static int make(struct cx *cx, const struct shipment_ask *ask, const char *to,
	const char *move, int64_t *id)
{
	int64_t made = 0;
	struct making m = {ask, to, &made};
	int rc = order_moving(cx, ask->order, move, do_make, &m);
	if (rc == OK && id)
		*id = made;
	return rc;
}

int shipment_pick(struct cx *cx, const struct shipment_ask *ask, int64_t *id)
{
	return make(cx, ask, "picking", "pick", id);
}

int shipment_send(struct cx *cx, const struct shipment_ask *ask, int64_t *id)
{
	return make(cx, ask, "shipped", "ship", id);
}

static int order_of(struct cx *cx, int64_t id, int64_t *order)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT orders FROM shipment WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*order = db_next_int(q);
	db_done(q);
	return rc;
}

struct going {
	int64_t id;       /* 0: the first in this state */
	const char *from; /* of id 0 */
	const char *to, *carrier, *tracking;
};

static int do_go(struct cx *cx, struct order *o, const void *arg)
{
	const struct going *g = arg;
	struct shipment s;
	int rc = find(cx, o->id, g->id, g->from, &s);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_CONFLICT : rc;
	if (g->carrier)
		s.carrier = g->carrier;
	if (g->tracking)
		s.tracking = g->tracking;
	return advance(cx, o, &s, g->to);
}

/* The order's move that a shipment's needs. */
static const char *move_of(const char *to)
{
	if (is(to, "shipped"))
		return "ship";
	if (is(to, "ready"))
		return "ready";
	return is(to, "collected") ? "deliver" : "stay";
}

int shipment_to(struct cx *cx, int64_t id, const char *to, const char *carrier,
	const char *tracking)
{
	int64_t order;
	bool sent = is(to, "shipped");
	struct going g = {
		id, NULL, to, sent ? carrier : NULL, sent ? tracking : NULL};
	int rc = order_of(cx, id, &order);
	return rc == OK ? order_moving(cx, order, move_of(to), do_go, &g) : rc;
}

static int hold_lines(struct cx *cx, const struct shipment *s)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < s->n_lines; i++)
		rc = stock_line_more(cx, s->lines[i].line, s->lines[i].qty);
	return rc;
}

static int set_resent(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE shipment SET resent = 1"
		" WHERE id = :id AND state = 'lost' AND resent = 0");
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

static int do_again(struct cx *cx, struct order *o, const void *arg)
{
	struct shipment s;
	int rc = find(cx, o->id, *(const int64_t *)arg, NULL, &s);
	if (rc == OK)
		rc = hold_lines(cx, &s);
	if (rc == OK)
		rc = swap(cx, &s, "lost");
	if (rc == OK)
		rc = set_resent(cx, s.id);
	if (rc == OK)
		rc = order_step(cx, o, "send_again");
	return rc == OK ? order_tell(cx, o, "lost", "", NULL) : rc;
}

int shipment_again(struct cx *cx, int64_t id)
{
	int64_t order;
	int rc = order_of(cx, id, &order);
	return rc == OK ? order_moving(cx, order, "send_again", do_again, &id)
			: rc;
}

/* ---- an order as a whole ---- */

/* What is packed already goes as it is, one parcel at a time. */
int order_ship(
	struct cx *cx, int64_t id, const char *carrier, const char *tracking)
{
	struct shipment s;
	int rc = find(cx, id, 0, "picking", &s);
	if (rc == OK)
		return shipment_to(cx, s.id, "shipped", carrier, tracking);
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct shipment_ask ask = {
		.order = id, .carrier = carrier, .tracking = tracking};
	return shipment_send(cx, &ask, NULL);
}

int order_ready(struct cx *cx, int64_t id)
{
	struct shipment s;
	int rc = find(cx, id, 0, "picking", &s);
	if (rc == OK)
		return shipment_to(cx, s.id, "ready", NULL, NULL);
	struct shipment_ask ask = {.order = id};
	return rc == ERR_NOT_FOUND ? make(cx, &ask, "ready", "ready", NULL)
				   : rc;
}

/* All that is under way has come. */
int order_delivered(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct order o;
	struct shipment s;
	bool some = false;
	rc = order_get(cx, id, &o);
	if (rc == OK && !order_can(&o, "deliver"))
		rc = ERR_CONFLICT;
	bool pickup = rc == OK && is(o.delivery, "pickup");
	const char *from = pickup ? "ready" : "shipped";
	while (rc == OK && (rc = find(cx, id, 0, from, &s)) == OK) {
		rc = shipment_to(cx, s.id, pickup ? "collected" : "delivered",
			NULL, NULL);
		some = true;
	}
	if (rc == ERR_NOT_FOUND)
		rc = some ? OK : ERR_CONFLICT;
	return db_end(cx->db, rc);
}
