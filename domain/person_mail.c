/* Jobs that wait and speak of a person. */
#include "domain/person_mail.h"

#include <stdlib.h>
#include <string.h>

#include "lib/err.h"

/* What a mail's payload names things by, and which of them are theirs. */
TABLE_SQL(mail_orders, "SELECT o.id FROM orders o WHERE" OWN_ORDER);
TABLE_SQL(mail_cases, "SELECT id FROM return_case WHERE id IN" THEIR_CASES);
/* Not those that somebody else paid for: they go to the buyer (to_giver). */
TABLE_SQL(mail_cards, "SELECT id FROM gift_card WHERE id IN" THEIR_CARDS
		      " AND NOT" CARD_FROM_OTHERS);
TABLE_SQL(mail_links, "SELECT id FROM account_link WHERE" THEIRS);
TABLE_SQL(mail_alerts, "SELECT id FROM alert WHERE" THEIRS);
TABLE_SQL(mail_letters, "SELECT id FROM subscriber WHERE" THEIRS);
TABLE_SQL(mail_reviews, "SELECT id FROM review WHERE id IN" THEIR_REVIEWS);
TABLE_SQL(mail_questions, "SELECT id FROM question WHERE" OWN_QUESTION);
TABLE_SQL(mail_customer, "SELECT id FROM customer WHERE id = :customer");

static const struct {
	const char *key;
	person_sql *sql;
} named[] = {
	{"order", mail_orders},
	{"case", mail_cases},
	{"card", mail_cards},
	{"link", mail_links},
	{"alert", mail_alerts},
	{"subscriber", mail_letters},
	{"review", mail_reviews},
	{"question", mail_questions},
	{"customer", mail_customer},
};
enum { NAMED = sizeof(named) / sizeof(*named) };

struct theirs {
	int64_t *ids[NAMED];
	size_t n[NAMED];
	const char *email_norm;
};

static bool has(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool is_theirs(const struct theirs *t, const json_t *payload)
{
	for (size_t i = 0; i < NAMED; i++) {
		const json_t *id = json_object_get(payload, named[i].key);
		if (json_is_integer(id) &&
			has(t->ids[i], t->n[i], json_integer_value(id)))
			return true;
	}
	return false;
}

static int drop(struct cx *cx, int64_t job)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM outbox WHERE id = :id AND state <> 'leased'");
	db_bind_int(q, ":id", job);
	return db_exec(q, NULL);
}

struct waiting {
	int64_t id;
	const char *payload;
};

static int waiting_load(
	struct cx *cx, const char *kind, struct waiting **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, payload FROM outbox"
		" WHERE kind = :kind AND state IN ('ready', 'dead')");
	db_bind_text(q, ":kind", kind);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[*n].id = db_next_int(q);
		(*out)[(*n)++].payload = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

/* Mails to the owner about their orders go too: they would only say what is
 * not there any more. */
int person_mails_drop(
	struct cx *cx, const struct person *who, const struct person_keys *keys)
{
	struct theirs t = {.email_norm = who->email_norm};
	struct waiting *list;
	size_t n;
	int rc = waiting_load(cx, "mail", &list, &n);
	for (size_t i = 0; rc == OK && n > 0 && i < NAMED; i++) {
		struct db_stmt *q = named[i].sql(cx->db);
		person_bind(cx, q, who, keys);
		rc = db_ints(q, cx->arena, &t.ids[i], &t.n[i]);
	}
	for (size_t i = 0; rc == OK && i < n; i++) {
		json_t *j = json_loads(list[i].payload, 0, NULL);
		bool gone = is_theirs(&t, j);
		json_decref(j);
		if (gone || (*t.email_norm &&
				    strstr(list[i].payload, t.email_norm)))
			rc = drop(cx, list[i].id);
	}
	return rc;
}

int person_picture_jobs_drop(struct cx *cx, int64_t media, json_t *uploads)
{
	struct waiting *list;
	size_t n;
	int rc = waiting_load(cx, "picture", &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		json_t *j = json_loads(list[i].payload, 0, NULL);
		const json_t *path = json_object_get(j, "path");
		bool its = json_integer_value(json_object_get(j, "media")) ==
			   media;
		if (its && json_is_string(path))
			json_array_append_new(
				uploads, json_string(json_string_value(path)));
		json_decref(j);
		if (its)
			rc = drop(cx, list[i].id);
	}
	return rc;
}
