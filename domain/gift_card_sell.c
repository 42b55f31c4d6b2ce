/* Gift cards come and go with the orders that sell them, or are given: in one
 * file because every step finds the cards of a line in the same way. */
#include <inttypes.h>

#include "domain/audit.h"
#include "domain/gift_card.h"
#include "domain/gift_card_code.h"
#include "domain/outbox.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

/* The id is known only after the row is there; so is its code. */
static int set_code(struct cx *cx, int64_t id)
{
	const char *norm = gift_card_code_norm(
		cx->arena, gift_card_code(cx, id));
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET code_hash = :hash, tail = :tail"
		" WHERE id = :id");
	db_bind_text(q, ":hash", gift_card_code_hash(cx, norm));
	db_bind_text(q, ":tail", norm + 12);
	db_bind_int(q, ":id", id);
	return db_exec_one(q);
}

/* Until then: something that no other row has. */
static const char *no_code_yet(struct cx *cx)
{
	return crypt_token(cx->arena);
}

struct sold {
	int64_t line, qty, unit_minor;
	const char *locale;
	const char *email, *recipient, *message; /* of the cart */
};

enum { LINES_MAX = 100 };

/* Units as they are now: the owner may have changed the line, or credited
 * some of it. */
static int list_sold(
	struct cx *cx, int64_t order, int64_t cart, struct sold *out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id, CASE WHEN l.added_ms IS NULL THEN l.qty ELSE 0"
		" END + (SELECT CAST(coalesce(sum(c.delta), 0) AS BIGINT)"
		"  FROM line_change c WHERE c.order_line = l.id)"
		" - (SELECT CAST(coalesce(sum(k.qty), 0) AS BIGINT)"
		"  FROM credit_line k WHERE k.order_line = l.id),"
		" l.unit_minor, o.locale, coalesce(g.email, ''),"
		" coalesce(g.recipient, ''), coalesce(g.message, '')"
		" FROM order_line l JOIN orders o ON o.id = l.orders"
		" LEFT JOIN cart_gift g"
		"  ON g.cart = :cart AND g.variant = l.variant"
		" WHERE l.orders = :order AND l.kind = 'gift_card'"
		" ORDER BY l.position");
	db_bind_int(q, ":order", order);
	db_bind_int(q, ":cart", cart);
	int rc = OK;
	while (*n < LINES_MAX && (rc = db_step(q)) > 0) {
		struct sold *s = &out[(*n)++];
		s->line = db_next_int(q);
		s->qty = db_next_int(q);
		s->unit_minor = db_next_int(q);
		s->locale = db_next_text(q, cx->arena);
		s->email = db_next_text(q, cx->arena);
		s->recipient = db_next_text(q, cx->arena);
		s->message = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* A card that is there already stays as it is. */
static int insert_waiting(struct cx *cx, const struct sold *s, int64_t nth)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO gift_card (code_hash, tail, balance_minor, state,"
		" order_line, nth, email, recipient, message, locale,"
		" created_ms) VALUES (:hash, '', 0, 'waiting', :line, :nth,"
		" :email, :recipient, :message, :locale, :now)"
		" ON CONFLICT DO NOTHING RETURNING id");
	db_bind_text(q, ":hash", no_code_yet(cx));
	db_bind_int(q, ":line", s->line);
	db_bind_int(q, ":nth", nth);
	db_bind_text(q, ":email", s->email);
	db_bind_text(q, ":recipient", s->recipient);
	db_bind_text(q, ":message", s->message);
	db_bind_text(q, ":locale", s->locale);
	db_bind_int(q, ":now", cx->now);
	int64_t id = 0;
	int rc = db_step(q);
	if (rc > 0)
		id = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc;
	return id ? set_code(cx, id) : OK;
}

static int make(struct cx *cx, int64_t order, int64_t cart)
{
	struct sold *sold = ARENA_ARRAY(cx->arena, struct sold, LINES_MAX);
	size_t n = 0;
	int rc = list_sold(cx, order, cart, sold, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		for (int64_t nth = 0; rc == OK && nth < sold[i].qty; nth++)
			rc = insert_waiting(cx, &sold[i], nth);
	return rc;
}

int gift_cards_make(struct cx *cx, int64_t order, int64_t cart)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, make(cx, order, cart));
}

/* The end of the day that is shown; 0: never. */
static int64_t expiry(struct cx *cx)
{
	int64_t months = setting_int(cx, "gift_card.months");
	if (months <= 0)
		return 0;
	return clock_next_midnight(cx->now + months * 365 * MS_DAY / 12) - 1;
}

static int send(struct cx *cx, int64_t card, int64_t rev)
{
	return outbox_add(cx, "mail",
		arena_printf(
			cx->arena, "gift_card/%" PRId64 "/%" PRId64, card, rev),
		arena_printf(cx->arena,
			"{\"mail\":\"gift_card\",\"card\":%" PRId64
			",\"to\":\"customer\"}",
			card),
		0);
}

int gift_card_send(struct cx *cx, int64_t card)
{
	struct gift_card g;
	int rc = gift_card_get(cx, card, &g);
	if (rc == OK && g.state[0] != 'a')
		rc = ERR_CONFLICT;
	return rc == OK ? send(cx, card, cx->now) : rc;
}

/* What is given a value at that moment. */
static int activate(
	struct cx *cx, int64_t card, int64_t order, struct money value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET state = 'active', balance_minor = :value,"
		" expires_ms = :expires, rev = rev + 1"
		" WHERE id = :card AND state = 'waiting'");
	db_bind_int(q, ":value", value.minor);
	db_bind_or_null(q, ":expires", expiry(cx));
	db_bind_int(q, ":card", card);
	int64_t changed = 0;
	int rc = db_exec(q, &changed);
	if (rc < 0 || !changed)
		return rc;
	rc = gift_card_move_add(
		cx, &(struct gift_card_move){.card = card,
			    .kind = "issued",
			    .amount = value,
			    .order = order,
			    .ref = arena_printf(cx->arena,
				    "gift_card/%" PRId64 "/issued", card)});
	return rc == OK ? send(cx, card, 0) : rc;
}

/* The cards of a line, but not those of units that were taken off it. */
static int list_waiting(
	struct cx *cx, const struct sold *s, int64_t **ids, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM gift_card WHERE order_line = :line"
		" AND nth < :qty AND state = 'waiting' ORDER BY nth");
	db_bind_int(q, ":line", s->line);
	db_bind_int(q, ":qty", s->qty);
	return db_ints(q, cx->arena, ids, n);
}

static int issue(struct cx *cx, int64_t order)
{
	struct sold *sold = ARENA_ARRAY(cx->arena, struct sold, LINES_MAX);
	size_t n = 0;
	int rc = make(cx, order, 0);
	if (rc == OK)
		rc = list_sold(cx, order, 0, sold, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t *ids;
		size_t n_ids = 0;
		rc = list_waiting(cx, &sold[i], &ids, &n_ids);
		for (size_t k = 0; rc == OK && k < n_ids; k++)
			rc = activate(
				cx, ids[k], order, money(sold[i].unit_minor));
	}
	return rc;
}

int gift_cards_issue(struct cx *cx, int64_t order)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, issue(cx, order));
}

struct out {
	int64_t card, value;
};

/* Cards of an order that somebody could pay with. */
static int list_out(
	struct cx *cx, int64_t order, struct out *out, size_t max, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT g.id, g.balance_minor"
		" FROM gift_card g JOIN order_line l ON l.id = g.order_line"
		" WHERE l.orders = :order AND g.state <> 'waiting'"
		" AND g.balance_minor > 0 ORDER BY g.id");
	db_bind_int(q, ":order", order);
	int rc = OK;
	while (*n < max && (rc = db_step(q)) > 0) {
		out[*n].card = db_next_int(q);
		out[(*n)++].value = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int spent_of(struct cx *cx, int64_t order, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM gift_card g"
		" JOIN order_line l ON l.id = g.order_line"
		" WHERE l.orders = :order AND EXISTS"
		" (SELECT 1 FROM gift_card_move m WHERE m.gift_card = g.id"
		"  AND m.kind IN ('redeemed', 'returned')"
		"  GROUP BY m.gift_card HAVING sum(m.amount_minor) < 0)");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

/* Its whole value goes, guarded by the balance being all of it. */
static int empty(struct cx *cx, const struct out *o, int64_t order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE gift_card SET state = 'blocked', balance_minor = 0,"
		" rev = rev + 1 WHERE id = :card AND balance_minor = :value");
	db_bind_int(q, ":card", o->card);
	db_bind_int(q, ":value", o->value);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	return gift_card_move_add(
		cx, &(struct gift_card_move){.card = o->card,
			    .kind = "corrected",
			    .amount = money(-o->value),
			    .order = order,
			    .ref = arena_printf(cx->arena,
				    "gift_card/%" PRId64 "/undone", o->card)});
}

static int block(struct cx *cx, int64_t order)
{
	enum { OUT_MAX = 1000 };
	struct out *out = ARENA_ARRAY(cx->arena, struct out, OUT_MAX);
	size_t n = 0;
	int64_t spent = 0;
	int rc = spent_of(cx, order, &spent);
	if (rc == OK && spent)
		return ERR_CONFLICT;
	if (rc == OK)
		rc = list_out(cx, order, out, OUT_MAX, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = empty(cx, &out[i], order);
	return rc;
}

int gift_cards_block(struct cx *cx, int64_t order)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, block(cx, order));
}

/* Cards of a line that nobody has paid with; the last first. */
static int list_unspent(
	struct cx *cx, int64_t line, struct out *out, size_t max, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT g.id, g.balance_minor FROM gift_card g"
		" WHERE g.order_line = :line AND g.state <> 'waiting'"
		" AND g.balance_minor > 0 AND NOT EXISTS"
		" (SELECT 1 FROM gift_card_move m WHERE m.gift_card = g.id"
		"  AND m.kind IN ('redeemed', 'returned')"
		"  GROUP BY m.gift_card HAVING sum(m.amount_minor) < 0)"
		" ORDER BY g.nth DESC");
	db_bind_int(q, ":line", line);
	int rc = OK;
	while (*n < max && (rc = db_step(q)) > 0) {
		out[*n].card = db_next_int(q);
		out[(*n)++].value = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* Cards of a line that have been issued, and are worth something or were
 * spent: not those that wait, nor those that were emptied. */
static int count_issued(struct cx *cx, int64_t line, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM gift_card g WHERE g.order_line = :line"
		" AND g.state <> 'waiting' AND (g.balance_minor > 0"
		"  OR EXISTS (SELECT 1 FROM gift_card_move m"
		"   WHERE m.gift_card = g.id"
		"   AND m.kind IN ('redeemed', 'returned')"
		"   GROUP BY m.gift_card HAVING sum(m.amount_minor) < 0))");
	db_bind_int(q, ":line", line);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static int block_line(struct cx *cx, int64_t order, int64_t line, int64_t units)
{
	enum { OUT_MAX = 1000 };
	struct out *out = ARENA_ARRAY(cx->arena, struct out, OUT_MAX);
	int64_t issued = 0;
	size_t n = 0;
	int rc = count_issued(cx, line, &issued);
	if (rc == OK)
		rc = list_unspent(cx, line, out, OUT_MAX, &n);
	if (units == 0 || units > issued)
		units = issued;
	if (rc == OK && (int64_t)n < units)
		return ERR_CONFLICT;
	for (int64_t i = 0; rc == OK && i < units; i++)
		rc = empty(cx, &out[i], order);
	return rc;
}

int gift_cards_block_line(
	struct cx *cx, int64_t order, int64_t line, int64_t units)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, block_line(cx, order, line, units));
}

static int insert_given(
	struct cx *cx, const struct gift_card_gift *g, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO gift_card (code_hash, tail, balance_minor, state,"
		" email, recipient, message, locale, expires_ms, created_ms)"
		" VALUES (:hash, '', :value, 'active', :email, :recipient,"
		" :message, :locale, :expires, :now) RETURNING id");
	db_bind_text(q, ":hash", no_code_yet(cx));
	db_bind_int(q, ":value", g->value.minor);
	db_bind_text(q, ":email", g->email);
	db_bind_text(q, ":recipient", g->recipient);
	db_bind_text(q, ":message", g->message);
	db_bind_text(q, ":locale", g->locale);
	db_bind_or_null(q, ":expires", expiry(cx));
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

int gift_card_give(struct cx *cx, const struct gift_card_gift *g, int64_t *id)
{
	if (g->value.minor <= 0 || g->value.minor > MONEY_MAX)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = insert_given(cx, g, id);
	if (rc == OK)
		rc = set_code(cx, *id);
	if (rc == OK)
		rc = gift_card_move_add(cx,
			&(struct gift_card_move){.card = *id,
				.kind = "issued",
				.amount = g->value,
				.order = g->order,
				.ref = arena_printf(cx->arena,
					"gift_card/%" PRId64 "/issued", *id),
				.note = g->note});
	if (rc == OK && *g->email)
		rc = send(cx, *id, 0);
	if (rc == OK)
		rc = audit_add(cx, "gift_card", *id, "give", NULL,
			audit_json(cx->arena, "amount",
				money_plain(cx->arena, g->value), NULL));
	return db_end(cx->db, rc);
}
