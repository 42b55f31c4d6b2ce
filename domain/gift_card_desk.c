/* Gift cards on the owner's desk: never with a code. */
#include "domain/gift_card_desk.h"

#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { LIST_MAX = 100 };

#define CARD_MATCHES                                                        \
	" FROM gift_card g WHERE (:show = '' OR (:show = 'empty'"           \
	"   AND g.state = 'active' AND g.balance_minor = 0)"                \
	"  OR (:show <> 'empty' AND g.state = :show"                        \
	"   AND (:show <> 'active' OR g.balance_minor > 0)))"               \
	" AND (:find = '' OR lower(g.tail) = :find"                         \
	"  OR replace(lower(g.recipient), :find, '') <> lower(g.recipient)" \
	"  OR replace(lower(g.email), :find, '') <> lower(g.email))"

static int count_cards(
	struct cx *cx, const char *show, const char *find, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" CARD_MATCHES);
	db_bind_text(q, ":show", show);
	db_bind_text(q, ":find", find);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

static void read_card(struct cx *cx, struct db_stmt *q, struct gift_card *g)
{
	g->id = db_next_int(q);
	g->rev = db_next_int(q);
	g->expires_ms = db_next_int(q);
	g->created_ms = db_next_int(q);
	g->state = db_next_text(q, cx->arena);
	g->tail = db_next_text(q, cx->arena);
	g->email = db_next_text(q, cx->arena);
	g->recipient = db_next_text(q, cx->arena);
	g->message = "";
	g->locale = "";
	g->balance = money(db_next_int(q));
}

int gift_card_list(struct cx *cx, const struct gift_card_view *view,
	struct gift_card **out, size_t *n, int64_t *total)
{
	const char *find = text_lower(
		cx->arena, text_trim(cx->arena, view->find));
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct gift_card, LIST_MAX);
	int rc = count_cards(cx, view->show, find, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT g.id, g.rev, coalesce(g.expires_ms, 0), g.created_ms,"
		" g.state, g.tail, g.email, g.recipient,"
		" g.balance_minor" CARD_MATCHES
		" ORDER BY g.id DESC LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":show", view->show);
	db_bind_text(q, ":find", find);
	db_bind_int(
		q, ":limit", view->limit < LIST_MAX ? view->limit : LIST_MAX);
	db_bind_int(q, ":offset", view->offset);
	while ((rc = db_step(q)) > 0)
		read_card(cx, q, &(*out)[(*n)++]);
	db_done(q);
	return rc;
}

int gift_cards_owed(struct cx *cx, struct money *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(balance_minor), 0) AS BIGINT)"
		" FROM gift_card WHERE state = 'active'"
		" AND (expires_ms IS NULL OR expires_ms > :now)");
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK)
		*out = money(db_next_int(q));
	db_done(q);
	return rc;
}

int gift_card_order(struct cx *cx, int64_t card, int64_t *number)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.number FROM gift_card g"
		" JOIN order_line l ON l.id = g.order_line"
		" JOIN orders o ON o.id = l.orders WHERE g.id = :card");
	db_bind_int(q, ":card", card);
	int rc = db_one(q);
	*number = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
