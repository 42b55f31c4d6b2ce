/* What letters are of, and who gets them, for the owner. */
#include <inttypes.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/subscriber_in.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

const struct subscriber_topic subscriber_topics[] = {
	{"news", N_("New things and stories")},
	{"offers", N_("Offers")},
	{NULL, NULL},
};

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = words; *p;) {
		size_t len = strcspn(p, " ");
		if (len == n && memcmp(p, word, n) == 0)
			return true;
		p += len;
		p += strspn(p, " ");
	}
	return false;
}

const char *subscriber_topics_clean(struct arena *a, const char *topics)
{
	const char *out = "";
	for (const struct subscriber_topic *t = subscriber_topics; t->code; t++)
		if (has_word(topics, t->code))
			out = arena_printf(
				a, "%s%s%s", out, *out ? " " : "", t->code);
	return out;
}

bool subscriber_has_topic(const struct subscriber *s, const char *code)
{
	return has_word(s->topics, code);
}

/* ---- rows for the owner ---- */

/* What is typed is searched for as it stands; topics are words with a space
 * between. */
#define MATCHES                                                      \
	" FROM subscriber s WHERE (:state = '' OR s.state = :state)" \
	" AND (:locale = '' OR s.locale = :locale)"                  \
	" AND (:topic = '' OR replace(' ' || s.topics || ' ',"       \
	"  ' ' || CAST(:topic AS TEXT) || ' ', '') <>"               \
	"  ' ' || s.topics || ' ')"                                  \
	" AND (:find = '' OR replace(s.email_norm, :find, '') <> s.email_norm)"

static void view_bind(
	struct cx *cx, struct db_stmt *q, const struct subscriber_view *v)
{
	db_bind_text(q, ":state", text_or_empty(v->state));
	db_bind_text(q, ":locale", text_or_empty(v->locale));
	db_bind_text(q, ":topic", text_or_empty(v->topic));
	db_bind_text(q, ":find", email_norm(cx->arena, text_or_empty(v->find)));
}

int subscriber_list(struct cx *cx, const struct subscriber_view *v,
	struct subscriber **out, size_t *n, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" MATCHES);
	struct subscriber *rows = NULL;
	size_t k = 0;
	view_bind(cx, q, v);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "SELECT " SUBSCRIBER_COLUMNS MATCHES
			   " ORDER BY s.created_ms DESC, s.id DESC"
			   " LIMIT :limit OFFSET :offset");
	view_bind(cx, q, v);
	db_bind_int(q, ":limit", v->limit);
	db_bind_int(q, ":offset", v->offset);
	while ((rc = db_step(q)) > 0) {
		rows = arena_grow(cx->arena, rows, k, sizeof(*rows));
		subscriber_read(cx, q, &rows[k++]);
	}
	db_done(q);
	*out = rows;
	*n = k;
	return rc;
}

int subscriber_counts(struct cx *cx, struct subscriber_count **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT state, locale, topics, count(*) FROM subscriber"
		" GROUP BY state, locale, topics"
		" ORDER BY state, locale, topics");
	struct subscriber_count *rows = NULL;
	size_t k = 0;
	int rc;
	while ((rc = db_step(q)) > 0) {
		rows = arena_grow(cx->arena, rows, k, sizeof(*rows));
		rows[k].state = db_next_text(q, cx->arena);
		rows[k].locale = db_next_text(q, cx->arena);
		rows[k].topics = db_next_text(q, cx->arena);
		rows[k++].n = db_next_int(q);
	}
	db_done(q);
	*out = rows;
	*n = k;
	return rc;
}

int subscriber_end_by_staff(struct cx *cx, int64_t id, const char *words)
{
	struct subscriber s;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = subscriber_get(cx, id, &s);
	if (rc == OK)
		rc = subscriber_stop(cx, &s, words, "staff");
	if (rc == OK)
		rc = audit_add(cx, "subscriber", id, "set",
			audit_json(cx->arena, "state", s.state, NULL),
			audit_json(cx->arena, "state", "ended", NULL));
	return db_end(cx->db, rc);
}
