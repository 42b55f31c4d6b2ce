/* Reviews on the owner's desk, and the votes of visitors. */
#include "domain/review_in.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "lib/err.h"
#include "lib/tr.h"

const struct review_rule review_rules[] = {
	{"subject", N_("It does not speak of the product or of buying it")},
	{"person", N_("It tells personal things of somebody")},
	{"insult", N_("It insults or threatens somebody")},
	{"unlawful", N_("Its content is against the law")},
	{"advert", N_("It advertises or leads to other places")},
	{"interest", N_("The writer was paid for it, or sells the same")},
	{"picture", N_("A picture is not the writer’s own, or shows somebody "
		       "who has not agreed")},
	{NULL, NULL},
};

const char *review_rule_words(const char *code)
{
	for (const struct review_rule *r = review_rules; r->code; r++)
		if (strcmp(r->code, code) == 0)
			return tr(r->words);
	return "";
}

#define DESK_MATCHES                                            \
	" FROM review r WHERE (CAST(:show AS TEXT) = ''"        \
	"  OR r.state = CAST(:show AS TEXT)"                    \
	"  OR (CAST(:show AS TEXT) = 'low' AND r.stars <= 2)"   \
	"  OR (CAST(:show AS TEXT) = 'silent' AND r.stars <= 2" \
	"   AND r.state = 'shown' AND r.reply = ''))"

int review_desk_list(struct cx *cx, const struct review_desk *v,
	struct review **out, size_t *n, int64_t *total)
{
	*total = 0;
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" DESK_MATCHES);
	db_bind_text(q, ":show", v->show);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT " REVIEW_COLUMNS DESK_MATCHES
		" ORDER BY CASE r.state WHEN 'waiting' THEN 0 ELSE 1 END,"
		" coalesce(r.edited_ms, r.created_ms) DESC, r.id DESC"
		" LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":show", v->show);
	db_bind_int(q, ":limit", v->limit);
	db_bind_int(q, ":offset", v->offset);
	review_bind(cx, q, "");
	return review_rows(cx, q, out, n);
}

/* Guarded by rev: whoever decided first has decided. */
static int decide(struct cx *cx, const struct review *was, const char *to,
	const char *code, const char *reason)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE review SET state = :to, refused_for = :code,"
		" reason = :reason, decided_ms = :now, staff = :staff,"
		" rev = rev + 1 WHERE id = :id AND rev = :rev"
		" AND state <> :to");
	db_bind_text(q, ":to", to);
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":reason", reason);
	db_bind_int(q, ":now", cx->now);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":id", was->id);
	db_bind_int(q, ":rev", was->rev);
	int rc = db_exec_one(q);
	if (rc < 0)
		return rc;
	const char *after = *code ? audit_json(cx->arena, "state", to, "rule",
					    code, "reason", reason, NULL)
				  : audit_json(cx->arena, "state", to, NULL);
	return audit_add(cx, "review", was->id, to,
		audit_json(cx->arena, "state", was->state, NULL), after);
}

static int was_of(struct cx *cx, int64_t id, int64_t rev, struct review *was)
{
	int rc = review_get(cx, id, was);
	return rc == OK && was->rev != rev ? ERR_CONFLICT : rc;
}

int review_show(struct cx *cx, int64_t id, int64_t rev)
{
	struct review was;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = was_of(cx, id, rev, &was);
	if (rc == OK)
		rc = decide(cx, &was, "shown", "", "");
	if (rc == OK)
		rc = review_rate(cx, was.product, was.stars, 1);
	return db_end(cx->db, rc);
}

int review_refuse(struct cx *cx, int64_t id, int64_t rev, const char *code,
	const char *reason)
{
	struct review was;
	if (!*review_rule_words(code))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = was_of(cx, id, rev, &was);
	if (rc == OK)
		rc = decide(cx, &was, "refused", code, reason);
	if (rc == OK && review_is(&was, "shown"))
		rc = review_rate(cx, was.product, was.stars, -1);
	if (rc == OK && was.order)
		rc = review_mail(cx, "review_refused", id, rev + 1, false);
	return db_end(cx->db, rc);
}

int review_reply(struct cx *cx, int64_t id, int64_t rev, const char *reply)
{
	struct review was;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = was_of(cx, id, rev, &was);
	if (rc < 0)
		return db_end(cx->db, rc);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE review SET reply = :reply,"
		" reply_ms = CASE WHEN :reply = '' THEN NULL"
		"  ELSE CAST(:now AS BIGINT) END,"
		" staff = :staff, rev = rev + 1"
		" WHERE id = :id AND rev = :rev");
	db_bind_text(q, ":reply", reply);
	db_bind_int(q, ":now", cx->now);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":rev", rev);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = audit_add(cx, "review", id, "reply",
			audit_json(cx->arena, "reply", was.reply, NULL),
			audit_json(cx->arena, "reply", reply, NULL));
	if (rc == OK && review_is(&was, "shown"))
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

/* ---- votes ---- */

static int vote_take(
	struct cx *cx, int64_t review, const char *voter, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM review_vote"
		" WHERE review = :review AND voter_key = :voter");
	db_bind_int(q, ":review", review);
	db_bind_text(q, ":voter", voter);
	return db_exec(q, n);
}

static int vote_put(
	struct cx *cx, int64_t review, const char *voter, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO review_vote (review, voter_key, at_ms)"
		" VALUES (:review, :voter, :now)"
		" ON CONFLICT (review, voter_key) DO NOTHING");
	db_bind_int(q, ":review", review);
	db_bind_text(q, ":voter", voter);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, n);
}

static int vote_count(struct cx *cx, int64_t review, int64_t by)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE review SET helpful = helpful + :by WHERE id = :id");
	db_bind_int(q, ":by", by);
	db_bind_int(q, ":id", review);
	return db_exec_one(q);
}

static bool is_own(struct cx *cx, const struct review *r, const char *voter)
{
	return r->customer && strcmp(voter, arena_printf(cx->arena, "c%" PRId64,
						    r->customer)) == 0;
}

int review_vote(struct cx *cx, int64_t product, int64_t review,
	const char *voter, bool *helped)
{
	struct review r;
	int64_t taken = 0, put = 0;
	*helped = false;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = review_get(cx, review, &r);
	if (rc == OK && (r.product != product || !review_is(&r, "shown")))
		rc = ERR_NOT_FOUND;
	if (rc == OK && is_own(cx, &r, voter))
		rc = ERR_DENIED;
	if (rc == OK)
		rc = vote_take(cx, review, voter, &taken);
	if (rc == OK && !taken)
		rc = vote_put(cx, review, voter, &put);
	if (rc == OK && put != taken)
		rc = vote_count(cx, review, put - taken);
	*helped = rc == OK && put > 0;
	return db_end(cx->db, rc);
}
