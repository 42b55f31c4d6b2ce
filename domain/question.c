#include "domain/question.h"

#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/outbox.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

#define QUESTION_COLUMNS                                               \
	"u.id, u.rev, u.product, coalesce(u.customer, 0), u.name,"     \
	" u.email, u.locale, u.body, u.answer, u.state, u.created_ms," \
	" coalesce(u.answered_ms, 0),"                                 \
	" coalesce((SELECT t.name FROM product_text t"                 \
	"   WHERE t.product = u.product AND t.locale = :locale"        \
	"   AND t.name <> ''),"                                        \
	"  (SELECT t.name FROM product_text t"                         \
	"   WHERE t.product = u.product AND t.locale = :root), '')"

static void bind_words(struct cx *cx, struct db_stmt *q)
{
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
}

static int rows_read(
	struct cx *cx, struct db_stmt *q, struct question **out, size_t *n)
{
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct question *u = &(*out)[(*n)++];
		u->id = db_next_int(q);
		u->rev = db_next_int(q);
		u->product = db_next_int(q);
		u->customer = db_next_int(q);
		u->name = db_next_text(q, cx->arena);
		u->email = db_next_text(q, cx->arena);
		u->locale = db_next_text(q, cx->arena);
		u->body = db_next_text(q, cx->arena);
		u->answer = db_next_text(q, cx->arena);
		u->state = db_next_text(q, cx->arena);
		u->created_ms = db_next_int(q);
		u->answered_ms = db_next_int(q);
		u->product_name = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int count_read(struct db_stmt *q, int64_t *total)
{
	*total = 0;
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

static int insert(struct cx *cx, const struct question_draft *d, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO question (product, customer, name, email,"
		" email_norm, locale, body, state, created_ms)"
		" VALUES (:product, :customer, :name, :email, :norm, :lang,"
		" :body, 'waiting', :now) RETURNING id");
	db_bind_int(q, ":product", d->product);
	db_bind_or_null(q, ":customer", d->customer);
	db_bind_text(q, ":name", d->name);
	db_bind_text(q, ":email", d->email);
	db_bind_text(q, ":norm", email_norm(cx->arena, d->email));
	db_bind_text(q, ":lang", cx->locale);
	db_bind_text(q, ":body", d->body);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

/* Once for each question; one to come may have the number of one that is
 * gone. */
static int mail(struct cx *cx, const char *name, int64_t id, int64_t created_ms,
	const char *to)
{
	struct arena *a = cx->arena;
	return outbox_add(cx, "mail",
		arena_printf(a, "mail/%s/%" PRId64 "/%" PRId64, name, id,
			created_ms),
		arena_printf(a,
			"{\"mail\":\"%s\",\"question\":%" PRId64
			",\"to\":\"%s\"}",
			name, id, to),
		cx->now);
}

static int product_is(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM product WHERE id = :id");
	int64_t n;
	db_bind_int(q, ":id", product);
	int rc = count_read(q, &n);
	return rc == OK && n == 0 ? ERR_NOT_FOUND : rc;
}

/* The form was sent twice. */
static int asked_just_now(
	struct cx *cx, const struct question_draft *d, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM question WHERE product = :product"
		" AND body = :body AND email_norm = :norm"
		" AND created_ms > :since");
	db_bind_int(q, ":product", d->product);
	db_bind_text(q, ":body", d->body);
	db_bind_text(q, ":norm", email_norm(cx->arena, d->email));
	db_bind_int(q, ":since", cx->now - MS_HOUR);
	return count_read(q, n);
}

int question_ask(struct cx *cx, const struct question_draft *d)
{
	int64_t id = 0, before = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = product_is(cx, d->product);
	if (rc == OK)
		rc = asked_just_now(cx, d, &before);
	if (rc == OK && !before)
		rc = insert(cx, d, &id);
	if (rc == OK && id && setting_bool(cx, "reviews.tell"))
		rc = mail(cx, "owner_question", id, cx->now, "owner");
	return db_end(cx->db, rc);
}

#define IS_SHOWN                                      \
	" FROM question u WHERE u.product = :product" \
	" AND u.state = 'shown'"

int question_list(struct cx *cx, int64_t product, int64_t offset, int64_t limit,
	struct question **out, size_t *n, int64_t *total)
{
	struct db_stmt *q;
	if (total) {
		q = DB_SQL(cx->db, "SELECT count(*)" IS_SHOWN);
		db_bind_int(q, ":product", product);
		int rc = count_read(q, total);
		if (rc < 0)
			return rc;
	}
	q = DB_SQL(cx->db,
		"SELECT " QUESTION_COLUMNS IS_SHOWN
		" ORDER BY CASE WHEN u.locale = :locale THEN 0 ELSE 1 END,"
		" u.answered_ms DESC, u.id DESC"
		" LIMIT :limit OFFSET :offset");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	bind_words(cx, q);
	return rows_read(cx, q, out, n);
}

/* ---- the owner ---- */

#define DESK_MATCHES                                       \
	" FROM question u WHERE (CAST(:show AS TEXT) = ''" \
	"  OR u.state = CAST(:show AS TEXT))"

int question_desk_list(struct cx *cx, const struct question_desk *v,
	struct question **out, size_t *n, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" DESK_MATCHES);
	db_bind_text(q, ":show", v->show);
	int rc = count_read(q, total);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT " QUESTION_COLUMNS DESK_MATCHES
		" ORDER BY CASE u.state WHEN 'waiting' THEN 0 ELSE 1 END,"
		" u.created_ms DESC, u.id DESC LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":show", v->show);
	db_bind_int(q, ":limit", v->limit);
	db_bind_int(q, ":offset", v->offset);
	bind_words(cx, q);
	return rows_read(cx, q, out, n);
}

int question_get(struct cx *cx, int64_t id, struct question *out)
{
	struct question *rows;
	size_t n;
	*out = (struct question){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " QUESTION_COLUMNS " FROM question u WHERE u.id = :id");
	db_bind_int(q, ":id", id);
	bind_words(cx, q);
	int rc = rows_read(cx, q, &rows, &n);
	if (rc == OK && n == 0)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		*out = rows[0];
	return rc;
}

/* Guarded by rev; the state decides whether the page shows it. */
static int decide(struct cx *cx, const struct question *was, const char *to,
	const char *answer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE question SET state = :to, answer = :answer,"
		" answered_ms = CASE WHEN :answer = '' THEN answered_ms"
		"  ELSE coalesce(answered_ms, CAST(:now AS BIGINT)) END,"
		" staff = :staff, rev = rev + 1"
		" WHERE id = :id AND rev = :rev");
	db_bind_text(q, ":to", to);
	db_bind_text(q, ":answer", answer);
	db_bind_int(q, ":now", cx->now);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":id", was->id);
	db_bind_int(q, ":rev", was->rev);
	int rc = db_exec_one(q);
	if (rc == OK)
		rc = audit_add(cx, "question", was->id, to,
			audit_json(cx->arena, "state", was->state, "answer",
				was->answer, NULL),
			audit_json(cx->arena, "state", to, "answer", answer,
				NULL));
	bool seen = strcmp(was->state, "shown") == 0 ||
		    strcmp(to, "shown") == 0;
	return rc == OK && seen ? catalogue_touch(cx) : rc;
}

static int was_of(struct cx *cx, int64_t id, int64_t rev, struct question *was)
{
	int rc = question_get(cx, id, was);
	return rc == OK && was->rev != rev ? ERR_CONFLICT : rc;
}

int question_answer(
	struct cx *cx, int64_t id, int64_t rev, const char *answer, bool shown)
{
	struct question was;
	if (!*answer)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = was_of(cx, id, rev, &was);
	if (rc == OK && !shown && !*was.email)
		rc = ERR_INVALID;
	if (rc == OK)
		rc = decide(cx, &was, shown ? "shown" : "private", answer);
	/* the key is of the question: other words later send no other mail */
	if (rc == OK && *was.email)
		rc = mail(
			cx, "question_answer", id, was.created_ms, "customer");
	return db_end(cx->db, rc);
}

int question_refuse(struct cx *cx, int64_t id, int64_t rev)
{
	struct question was;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = was_of(cx, id, rev, &was);
	if (rc == OK && strcmp(was.state, "refused") == 0)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = decide(cx, &was, "refused", was.answer);
	return db_end(cx->db, rc);
}
