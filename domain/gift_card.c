/* Gift cards: reading them, and their codes. */
#include "domain/gift_card.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/gift_card_code.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

enum { CARDS_MAX = 20, CODE_SIZE = 16, GROUP = 4 };

/* Crockford's base32: no I, L, O, U (https://www.crockford.com/base32.html). */
static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

const char *gift_card_code(struct cx *cx, int64_t id)
{
	const char *hex = crypt_mac(cx->arena, cx->secret, "gift-card",
		arena_printf(cx->arena, "%" PRId64, id));
	char *out = arena_alloc(cx->arena, CODE_SIZE + CODE_SIZE / GROUP);
	size_t n = 0;
	for (size_t i = 0; i < CODE_SIZE; i++) {
		/* 5 bits from each 4 + 1 hex digits: 20 digits are 80 bits */
		size_t bit = i * 5;
		char pair[3] = {hex[bit / 4], hex[bit / 4 + 1], '\0'};
		unsigned v = (unsigned)strtoul(pair, NULL, 16);
		v = v >> (3 - bit % 4) & 31;
		if (i && i % GROUP == 0)
			out[n++] = '-';
		out[n++] = digits[v];
	}
	out[n] = '\0';
	return out;
}

/* What is typed for another character, as Crockford has it. */
static char canonical(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return '0';
	if (c == 'I' || c == 'L')
		return '1';
	return c;
}

const char *gift_card_code_norm(struct arena *a, const char *typed)
{
	char *out = arena_alloc(a, CODE_SIZE + 1);
	size_t n = 0;
	for (const char *p = typed; *p; p++) {
		if (*p == ' ' || *p == '-')
			continue;
		char c = canonical(*p);
		if (n == CODE_SIZE || !strchr(digits, c))
			return "";
		out[n++] = c;
	}
	out[n] = '\0';
	return n == CODE_SIZE ? out : "";
}

/* Keyed: who has the table alone cannot try codes against it. */
const char *gift_card_code_hash(struct cx *cx, const char *norm)
{
	return crypt_mac(cx->arena, cx->secret, "gift-card-hash", norm);
}

#define CARD_COLUMNS                                                         \
	"g.id, g.rev, coalesce(g.order_line, 0), coalesce(g.expires_ms, 0)," \
	" g.created_ms, g.state, g.tail, g.email, g.recipient, g.message,"   \
	" g.locale, g.balance_minor, g.to_giver"

static void read_card(struct cx *cx, struct db_stmt *q, struct gift_card *out)
{
	struct arena *a = cx->arena;
	out->id = db_next_int(q);
	out->rev = db_next_int(q);
	out->order_line = db_next_int(q);
	out->expires_ms = db_next_int(q);
	out->created_ms = db_next_int(q);
	out->state = db_next_text(q, a);
	out->tail = db_next_text(q, a);
	out->email = db_next_text(q, a);
	out->recipient = db_next_text(q, a);
	out->message = db_next_text(q, a);
	out->locale = db_next_text(q, a);
	out->balance = money(db_next_int(q));
	out->to_giver = db_next_int(q) != 0;
}

int gift_card_get(struct cx *cx, int64_t id, struct gift_card *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CARD_COLUMNS " FROM gift_card g WHERE g.id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		read_card(cx, q, out);
	db_done(q);
	return rc;
}

/* The look-up is by a keyed hash: how long it takes says nothing about how
 * near a guess was.  What is not a code at all is hashed and sought alike. */
int gift_card_by_code(struct cx *cx, const char *typed, struct gift_card *out)
{
	const char *norm = gift_card_code_norm(cx->arena, typed);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CARD_COLUMNS " FROM gift_card g"
		" WHERE g.code_hash = :hash");
	db_bind_text(q, ":hash", gift_card_code_hash(cx, norm));
	int rc = db_one(q);
	if (rc == OK)
		read_card(cx, q, out);
	db_done(q);
	return rc;
}

/* "12-k3j4..": the id says which, the rest that one may. */
const char *gift_card_token(struct cx *cx, int64_t id)
{
	const char *text = arena_printf(cx->arena, "%" PRId64, id);
	return arena_printf(cx->arena, "%s-%s", text,
		crypt_keyed_token(
			cx->arena, cx->secret, "gift-card-page", text));
}

int gift_card_by_token(struct cx *cx, const char *token, struct gift_card *out)
{
	int64_t id = strtoll(token, NULL, 10);
	if (!crypt_equal(token, gift_card_token(cx, id)))
		return ERR_NOT_FOUND;
	return gift_card_get(cx, id, out);
}

int gift_card_sold_by(struct cx *cx, int64_t card, int64_t *order)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.orders FROM gift_card g"
		" JOIN order_line l ON l.id = g.order_line"
		" WHERE g.id = :card");
	db_bind_int(q, ":card", card);
	int rc = db_one(q);
	*order = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int gift_cards_of_cart(
	struct cx *cx, int64_t cart, struct gift_card **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct gift_card, CARDS_MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CARD_COLUMNS " FROM cart_code c"
		" JOIN gift_card g ON g.id = c.target"
		" WHERE c.cart = :cart AND c.kind = 'gift_card'"
		" AND g.state = 'active' AND g.balance_minor > 0"
		" AND (g.expires_ms IS NULL OR g.expires_ms > :now)"
		" ORDER BY c.added_ms, g.id");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":now", cx->now);
	int rc = OK;
	while (*n < CARDS_MAX && (rc = db_step(q)) > 0)
		read_card(cx, q, &(*out)[(*n)++]);
	db_done(q);
	return rc < 0 ? rc : OK;
}

int gift_card_of_line(struct cx *cx, int64_t line, struct gift_card *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CARD_COLUMNS " FROM gift_card g"
		" WHERE g.order_line = :line ORDER BY g.nth LIMIT 1");
	db_bind_int(q, ":line", line);
	int rc = db_one(q);
	if (rc == OK)
		read_card(cx, q, out);
	db_done(q);
	return rc;
}

int gift_cards_to_giver(
	struct cx *cx, int64_t order, struct gift_card **out, size_t *n)
{
	*n = 0;
	*out = NULL;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " CARD_COLUMNS " FROM order_line l"
		" JOIN gift_card g ON g.order_line = l.id"
		" WHERE l.orders = :order AND g.to_giver = 1 AND g.email = ''"
		" AND g.state = 'active' AND g.balance_minor > 0"
		" ORDER BY g.id");
	db_bind_int(q, ":order", order);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_card(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}
