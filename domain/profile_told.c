#include "domain/profile_told.h"

#include <string.h>

#include "domain/profile_in.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

int profile_told_get(
	struct cx *cx, const char *subject, struct profile_told *out)
{
	*out = (struct profile_told){.personal = true,
		.list_order = "",
		.call_name = "",
		.tone = ""};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT personal, list_order, call_name, tone,"
		" coalesce(birth_month, 0), coalesce(birth_day, 0), asked,"
		" coalesce(asked_ms, 0) FROM profile WHERE subject = :subject");
	db_bind_text(q, ":subject", subject);
	int rc = db_one(q);
	if (rc == OK) {
		out->personal = db_next_int(q) != 0;
		out->list_order = db_next_text(q, cx->arena);
		out->call_name = db_next_text(q, cx->arena);
		out->tone = db_next_text(q, cx->arena);
		out->birth_month = db_next_int(q);
		out->birth_day = db_next_int(q);
		out->asked = db_next_int(q);
		out->asked_ms = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* ---- writing ---- */

static bool one_of(const char *s, const char *const *all)
{
	for (; *all; all++)
		if (strcmp(s, *all) == 0)
			return true;
	return false;
}

int profile_month_days(int64_t month)
{
	static const int days[] = {
		31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month < 1 || month > 12 ? 0 : days[month - 1];
}

static bool told_ok(const struct profile_told *t)
{
	static const char *const orders[] = {"", "shop", "you", NULL};
	static const char *const tones[] = {"", "formal", "warm", "none", NULL};
	bool no_day = t->birth_month == 0 && t->birth_day == 0;
	bool day = t->birth_day >= 1 &&
		   t->birth_day <= profile_month_days(t->birth_month);
	return one_of(t->list_order, orders) && one_of(t->tone, tones) &&
	       utf8_length(t->call_name) <= PROFILE_NAME_MAX && (no_day || day);
}

static int told_write(
	struct cx *cx, const char *subject, const struct profile_told *t)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile SET personal = :personal,"
		" list_order = :list_order, call_name = :call_name,"
		" tone = :tone, birth_month = :month, birth_day = :day"
		" WHERE subject = :subject");
	db_bind_int(q, ":personal", t->personal);
	db_bind_text(q, ":list_order", t->list_order);
	db_bind_text(q, ":call_name", t->call_name);
	db_bind_text(q, ":tone", t->tone);
	db_bind_or_null(q, ":month", t->birth_month);
	db_bind_or_null(q, ":day", t->birth_day);
	db_bind_text(q, ":subject", subject);
	return db_exec_one(q);
}

int profile_told_set(
	struct cx *cx, const char *subject, const struct profile_told *told)
{
	if (!told_ok(told))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = profile_touch(cx, subject);
	if (rc == OK)
		rc = told_write(cx, subject, told);
	return db_end(cx->db, rc);
}

int profile_personal_set(struct cx *cx, const char *subject, bool on)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = profile_touch(cx, subject);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile SET personal = :on WHERE subject = :subject");
	db_bind_int(q, ":on", on);
	db_bind_text(q, ":subject", subject);
	if (rc == OK)
		rc = db_exec_one(q);
	return db_end(cx->db, rc);
}

int profile_asked_set(
	struct cx *cx, const char *subject, int64_t asked, bool done)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = profile_touch(cx, subject);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile SET asked = :asked,"
		" asked_ms = CASE WHEN :done = 1 THEN coalesce(asked_ms, :now)"
		" ELSE asked_ms END"
		" WHERE subject = :subject AND asked <= :asked");
	db_bind_int(q, ":asked", asked);
	db_bind_int(q, ":done", done);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":subject", subject);
	if (rc == OK) /* an older answer once more changes nothing */
		rc = db_exec(q, NULL);
	return db_end(cx->db, rc);
}

/* ---- what they do not want to see ---- */

int profile_hidden_list(struct cx *cx, const char *subject,
	struct profile_hidden **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT h.kind, h.what, coalesce(nullif(t.name, ''), r.name,"
		" h.what), h.at_ms FROM profile_hide h"
		" LEFT JOIN product_text t ON t.locale = :locale"
		"  AND t.product = CASE WHEN h.kind = 'product'"
		"   THEN CAST(h.what AS BIGINT) END"
		" LEFT JOIN product_text r ON r.locale = :root"
		"  AND r.product = CASE WHEN h.kind = 'product'"
		"   THEN CAST(h.what AS BIGINT) END"
		" WHERE h.subject = :subject ORDER BY h.at_ms DESC, h.what"
		" LIMIT :max");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":max", PROFILE_HIDDEN_MAX);
	*out = ARENA_ARRAY(
		cx->arena, struct profile_hidden, PROFILE_HIDDEN_MAX);
	*n = 0;
	int rc = OK;
	while (*n < PROFILE_HIDDEN_MAX && (rc = db_step(q)) > 0) {
		struct profile_hidden *h = &(*out)[(*n)++];
		h->kind = db_next_text(q, cx->arena);
		h->what = db_next_text(q, cx->arena);
		h->name = db_next_text(q, cx->arena);
		h->at_ms = db_next_int(q);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
