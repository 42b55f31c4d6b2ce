#include "domain/consent.h"

#include <stdlib.h>
#include <string.h>

#include "domain/customer_value.h"
#include "domain/profile.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

/* Other words, and everybody is asked again. */
const char consent_question[] = N_(
	"May we remember what you look at, to show you things you may like? "
	"It stays in this shop. All works without, too.");

enum { VERSION_HEX = 16 };

static const char *const kinds[] = {
	[CONSENT_VISITOR] = "visitor",
	[CONSENT_CUSTOMER] = "customer",
	[CONSENT_EMAIL] = "email",
};

const char *consent_key(struct cx *cx, const struct consent_subject *who)
{
	switch (who->kind) {
	case CONSENT_VISITOR:
		return crypt_sha256_str(cx->arena, who->id);
	case CONSENT_CUSTOMER:
		return who->id;
	case CONSENT_EMAIL:
		break;
	}
	return crypt_mac(cx->arena, cx->secret, "consent-email", who->id);
}

const char *consent_version(
	struct arena *a, const char *purpose, const char *words)
{
	const char *text = arena_printf(a, "%s\n%s", purpose, words);
	return arena_strndup(a, crypt_sha256_str(a, text), VERSION_HEX);
}

/* Once per version, whoever is asked. */
static int words_keep(struct cx *cx, const char *version, const char *purpose,
	const char *words)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO consent_text"
		" (version, purpose, locale, words, created_ms)"
		" VALUES (:version, :purpose, :locale, :words, :now)"
		" ON CONFLICT (version) DO NOTHING");
	db_bind_text(q, ":version", version);
	db_bind_text(q, ":purpose", purpose);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":words", words);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* What was made of their orders goes with the answer, or comes back. */
static int history_follow(struct cx *cx, int64_t customer, bool granted)
{
	int rc = profile_ordered(cx, customer);
	if (rc < 0)
		return rc;
	return granted ? customer_value_stale(cx, customer)
		       : customer_value_forget(cx, customer);
}

/* A no takes effect at once, whoever writes it down. */
static int act(struct cx *cx, const struct consent_subject *who,
	const char *purpose, bool granted)
{
	const char *key = consent_key(cx, who);
	bool visitor = who->kind == CONSENT_VISITOR;
	/* with every change of who gets letters comes an answer */
	if (who->kind == CONSENT_EMAIL)
		return customer_value_stale_email(cx, who->id);
	if (!visitor && strcmp(purpose, "history") == 0)
		return history_follow(cx, strtoll(key, NULL, 10), granted);
	if (granted || strcmp(purpose, "browsing") != 0)
		return OK;
	return profile_unbrowse(
		cx, arena_printf(cx->arena, "%c%s", visitor ? 'v' : 'c', key));
}

int consent_set(struct cx *cx, const struct consent_subject *who,
	const char *purpose, bool granted, const char *words,
	const char *channel)
{
	const char *version = consent_version(cx->arena, purpose, words);
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = words_keep(cx, version, purpose, words);
	if (rc < 0)
		return db_end(cx->db, rc);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO consent (subject_kind, subject, purpose, granted,"
		"  version, channel, at_ms)"
		" VALUES (:kind, :subject, :purpose, :granted, :version,"
		"  :channel, :now)");
	db_bind_text(q, ":kind", kinds[who->kind]);
	db_bind_text(q, ":subject", consent_key(cx, who));
	db_bind_text(q, ":purpose", purpose);
	db_bind_int(q, ":granted", granted);
	db_bind_text(q, ":version", version);
	db_bind_text(q, ":channel", channel);
	db_bind_int(q, ":now", cx->now);
	rc = db_exec(q, NULL);
	return db_end(cx->db, rc < 0 ? rc : act(cx, who, purpose, granted));
}

static void row_read(struct cx *cx, struct db_stmt *q, struct consent_row *out)
{
	out->purpose = db_next_text(q, cx->arena);
	out->version = db_next_text(q, cx->arena);
	out->words = db_next_text(q, cx->arena);
	out->channel = db_next_text(q, cx->arena);
	out->granted = db_next_int(q);
	out->at_ms = db_next_int(q);
}

int consent_get(struct cx *cx, const struct consent_subject *who,
	const char *purpose, struct consent_row *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.purpose, c.version, t.words, c.channel, c.granted,"
		"  c.at_ms"
		" FROM consent c JOIN consent_text t ON t.version = c.version"
		" WHERE c.subject_kind = :kind AND c.subject = :subject"
		"  AND c.purpose = :purpose"
		" ORDER BY c.id DESC LIMIT 1");
	*out = (struct consent_row){0};
	db_bind_text(q, ":kind", kinds[who->kind]);
	db_bind_text(q, ":subject", consent_key(cx, who));
	db_bind_text(q, ":purpose", purpose);
	int rc = db_one(q);
	if (rc == OK)
		row_read(cx, q, out);
	db_done(q);
	return rc;
}

int consent_list(struct cx *cx, const struct consent_subject *who,
	struct consent_row **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.purpose, c.version, t.words, c.channel, c.granted,"
		"  c.at_ms"
		" FROM consent c JOIN consent_text t ON t.version = c.version"
		" WHERE c.subject_kind = :kind AND c.subject = :subject"
		" ORDER BY c.id DESC");
	struct consent_row *rows = NULL;
	size_t k = 0;
	int rc;
	db_bind_text(q, ":kind", kinds[who->kind]);
	db_bind_text(q, ":subject", consent_key(cx, who));
	while ((rc = db_step(q)) > 0) {
		rows = arena_grow(cx->arena, rows, k, sizeof(*rows));
		row_read(cx, q, &rows[k++]);
	}
	db_done(q);
	*out = rows;
	*n = k;
	return rc;
}
