/* What the demo's made-up customers saw on shelves and clicked there: so that
 * the owner of a demo sees what suggestions bring before anybody has come.
 * What they bought are their orders; the shop's own code counts it all. */
#include <inttypes.h>

#include "cli/demo_people.h"
#include "domain/consent.h"
#include "domain/event.h"
#include "domain/rail_stat.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum {
	SEED = 4711,
	DAYS = 85,     /* events are kept for 90 */
	ACCEPTED = 85, /* of 100 customers */
	HELD = 5,
	VISITS = 20,       /* without an order, fewer than that */
	BOUGHT_ODDS = 35,  /* of 100 clicks before an order, on what it has */
	BEFORE_ORDER = 25, /* minutes, and up to as many more */
	BUYER = 3,
	MILLE = 1000,
};

/* On which visits a shelf stands, how often it is clicked. */
static const struct place {
	const char *rail;
	int64_t odds;  /* of 100 visits */
	int64_t mille; /* clicks of 1000 times that it stood there */
	bool personal, ordering;
} places[] = {
	{"for-you", 80, 62, true, false},
	{"recent", 55, 95, true, false},
	{"again", 30, 84, true, false},
	{"with", 85, 48, false, false},
	{"similar", 85, 41, false, false},
	{"addto", 95, 55, false, true},
	{"next", 95, 12, false, true},
};
enum { PLACES = sizeof(places) / sizeof(*places), HELD_MILLE = 40 };

/* A line of an order, by customer and time. */
struct line {
	int64_t customer, order, at_ms, product;
};

struct shelves {
	struct cx cx;
	struct dice dice;
	int64_t *customers;
	size_t n_customers;
	struct line *lines; /* theirs */
	size_t n;
	struct subject who;
	bool held;
};

/* The prepared ones have a past that is told. */
#define OTHERS                                                              \
	" NOT IN (SELECT target FROM origin WHERE source = 'demo' AND kind" \
	" = 'customer') "

static int customers_read(struct shelves *s)
{
	return db_ints(
		DB_SQL(s->cx.db, "SELECT id FROM customer WHERE id" OTHERS
				 "ORDER BY id"),
		s->cx.arena, &s->customers, &s->n_customers);
}

static int lines_read(struct shelves *s, int64_t since_ms)
{
	struct db_stmt *q = DB_SQL(s->cx.db,
		"SELECT o.customer, o.id, o.placed_ms, v.product FROM orders o"
		" JOIN order_line l ON l.orders = o.id"
		" JOIN variant v ON v.id = l.variant"
		" WHERE o.customer IS NOT NULL AND o.placed_ms > :since"
		" AND l.kind = 'goods' AND o.customer" OTHERS
		"ORDER BY o.customer, o.placed_ms, o.id, l.position");
	int rc;
	db_bind_int(q, ":since", since_ms);
	while ((rc = db_step(q)) > 0) {
		s->lines = arena_grow(
			s->cx.arena, s->lines, s->n, sizeof(*s->lines));
		struct line *l = &s->lines[s->n++];
		l->customer = db_next_int(q);
		l->order = db_next_int(q);
		l->at_ms = db_next_int(q);
		l->product = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static void note(struct shelves *s, enum event_kind kind, const char *rail,
	int64_t product)
{
	s->cx.now += 2 * MS_SECOND + dice_below(&s->dice, MS_MINUTE);
	event_note(&s->cx, &s->who,
		&(struct event){
			.kind = kind, .rail = rail, .product = product});
}

/* One of what they came for, or of what others bought. */
static int64_t product_of(struct shelves *s, const struct line *own, size_t n)
{
	const struct line *any = &s->lines[dice_below(&s->dice, (int64_t)s->n)];
	if (n && dice_odds(&s->dice, BOUGHT_ODDS))
		any = &own[dice_below(&s->dice, (int64_t)n)];
	return any->product;
}

/* Who is held out sees what all see where a personal shelf would be. */
static void visit(
	struct shelves *s, int64_t at_ms, const struct line *own, size_t n)
{
	s->cx.now = at_ms;
	for (size_t i = 0; i < PLACES; i++) {
		const struct place *p = &places[i];
		bool held = s->held && p->personal;
		/* who is about to buy clicks more */
		int64_t mille = (held ? HELD_MILLE : p->mille) *
				(n ? BUYER : 1);
		if ((p->ordering && !n) || (s->held && !held) ||
			!dice_odds(&s->dice, p->odds))
			continue;
		note(s, held ? EVENT_HELD : EVENT_SHOWN, p->rail, 0);
		if (dice_below(&s->dice, MILLE) < mille)
			note(s, EVENT_CLICK, p->rail, product_of(s, own, n));
	}
}

static int consent_make(struct shelves *s, int64_t since_ms)
{
	const struct consent_subject who = {CONSENT_CUSTOMER,
		arena_printf(s->cx.arena, "%" PRId64, s->who.customer)};
	s->cx.now = since_ms;
	return consent_set(
		&s->cx, &who, "browsing", true, tr(consent_question), "web");
}

/* The visits of one customer, whose lines these are. */
static int customer_make(struct shelves *s, int64_t customer,
	const struct line *l, size_t n, int64_t since_ms)
{
	int64_t until_ms = since_ms + (DAYS - 1) * MS_DAY;
	int64_t visits = dice_below(&s->dice, VISITS), written;
	bool accepted = dice_odds(&s->dice, ACCEPTED);
	s->held = dice_odds(&s->dice, HELD);
	s->who = (struct subject){.key = profile_key(&s->cx, customer),
		.customer = customer,
		.browsing = true,
		.history = true,
		.personal = true};
	if (!accepted)
		return OK;
	int rc = consent_make(s, since_ms);
	for (int64_t i = 0; rc == OK && i < visits; i++)
		visit(s, since_ms + dice_below(&s->dice, until_ms - since_ms),
			NULL, 0);
	for (size_t i = 0, k; rc == OK && i < n; i = k) {
		int64_t minutes = BEFORE_ORDER +
				  dice_below(&s->dice, BEFORE_ORDER);
		for (k = i; k < n && l[k].order == l[i].order;)
			k++;
		visit(s, l[i].at_ms - minutes * MS_MINUTE, &l[i], k - i);
	}
	return rc == OK ? event_drain(&s->cx, &written) : rc;
}

static int all_make(struct shelves *s, int64_t since_ms)
{
	int rc = OK;
	size_t at = 0, to = 0;
	for (size_t i = 0; rc == OK && i < s->n_customers; i++, at = to) {
		while (to < s->n && s->lines[to].customer == s->customers[i])
			to++;
		rc = customer_make(
			s, s->customers[i], &s->lines[at], to - at, since_ms);
	}
	return rc;
}

int demo_shelves(struct demo *d)
{
	struct shelves s = {.cx = *d->cx, .dice = {SEED}};
	int64_t since_ms = d->today_ms - DAYS * MS_DAY, days;
	int rc = event_open(conf_path(d->conf, "run/events"));
	if (rc == OK)
		rc = lines_read(&s, since_ms + MS_DAY);
	if (rc == OK)
		rc = customers_read(&s);
	if (rc == OK && s.n)
		rc = all_make(&s, since_ms);
	event_close();
	return rc == OK ? rail_stat_roll(d->cx, true, &days) : rc;
}
