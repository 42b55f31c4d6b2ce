/* After a restore of an older backup: who was erased since is erased again. */
#include "domain/person_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "domain/outbox.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/err.h"

struct line {
	char subject[CRYPT_HASH_HEX + 1], by[16];
	int64_t customer, at_ms;
};

static bool by_parse(const char *s, char *out, size_t max)
{
	static const char *const all[] = {"customer", "staff", "retention"};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		size_t n = strlen(all[i]);
		if (strncmp(s, all[i], n) != 0 || s[n] != '\n' || n >= max)
			continue;
		memcpy(out, all[i], n + 1);
		return true;
	}
	return false;
}

static bool line_parse(const char *text, struct line *out)
{
	char *end;
	if (strspn(text, "0123456789abcdef") != CRYPT_HASH_HEX ||
		text[CRYPT_HASH_HEX] != ' ')
		return false;
	memcpy(out->subject, text, CRYPT_HASH_HEX);
	out->subject[CRYPT_HASH_HEX] = '\0';
	out->customer = strtoll(text + CRYPT_HASH_HEX + 1, &end, 10);
	if (*end != ' ')
		return false;
	out->at_ms = strtoll(end + 1, &end, 10);
	return *end == ' ' && by_parse(end + 1, out->by, sizeof(out->by));
}

/* Did the backup know of it?  Then it holds nothing of before. */
static int is_known(struct cx *cx, const struct line *l, bool *known)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM erasure"
		" WHERE subject = :subject AND at_ms >= :at");
	db_bind_text(q, ":subject", l->subject);
	db_bind_int(q, ":at", l->at_ms);
	int rc = db_one(q);
	*known = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

/* Every address that anything stands under. */
static int addresses(struct cx *cx, const char ***out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT email_norm FROM orders WHERE email_norm <> ''"
		" UNION SELECT email_norm FROM customer"
		"  WHERE email_norm IS NOT NULL"
		" UNION SELECT email_norm FROM subscriber"
		" UNION SELECT email_norm FROM alert"
		" UNION SELECT email_norm FROM question"
		"  WHERE email_norm <> ''"
		" UNION SELECT email_norm FROM vat_number"
		" UNION SELECT email_norm FROM account_link"
		"  WHERE email_norm <> ''"
		" UNION SELECT lower(email) FROM cart_gift WHERE email <> ''"
		" UNION SELECT lower(email) FROM return_case"
		"  WHERE email <> ''"
		" UNION SELECT lower(email) FROM gift_card WHERE email <> ''");
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

struct again {
	struct cx *cx;
	const char **emails, **subjects;
	size_t n;
	int64_t done;
};

static int subjects_load(struct again *a)
{
	int rc = addresses(a->cx, &a->emails, &a->n);
	a->subjects = ARENA_ARRAY(a->cx->arena, const char *, a->n + 1);
	for (size_t i = 0; rc == OK && i < a->n; i++) {
		struct person who = {.email_norm = a->emails[i]};
		a->subjects[i] = person_subject(a->cx, &who);
	}
	return rc;
}

static int line_apply(struct again *a, const struct line *l)
{
	struct person who = {.customer = l->customer, .email_norm = ""};
	bool known = false;
	int rc = is_known(a->cx, l, &known);
	if (rc < 0 || known)
		return rc;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->subjects[i], l->subject) == 0)
			who.email_norm = a->emails[i];
	/* it had another address then */
	struct person own;
	if (!*who.email_norm && who.customer &&
		person_of_account(a->cx, who.customer, &own) == OK)
		who.email_norm = own.email_norm;
	rc = db_begin(a->cx->db);
	if (rc < 0)
		return rc;
	rc = person_erase_rows(a->cx, &who, l->by, false);
	if (rc == OK)
		rc = person_erasure_note(
			a->cx, l->subject, l->customer, l->by, l->at_ms);
	rc = db_end(a->cx->db, rc);
	a->done += rc == OK;
	return rc;
}

int person_erase_again(struct cx *cx, const char *path, int64_t *n)
{
	struct again a = {.cx = cx};
	struct buf have = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	*n = 0;
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL;
	int rc = person_file_read(fd, &have);
	close(fd);
	if (rc == OK)
		rc = subjects_load(&a);
	size_t right = 0;
	for (char *p = have.p; rc == OK && *p;) {
		struct line l;
		size_t len = strcspn(p, "\n");
		/* one that was cut short counts for nothing */
		if (p[len] == '\n' && line_parse(p, &l)) {
			right++;
			rc = line_apply(&a, &l);
		}
		p += len + (p[len] == '\n');
	}
	if (rc == OK && have.len > 0 && right == 0)
		rc = ERR_INVALID;
	buf_release(&have);
	*n = a.done;
	return rc;
}

/* ---- all of it, for a restore ---- */

static int jobs_do(struct cx *cx, const char *dir)
{
	struct job job;
	int rc;
	while ((rc = outbox_take_kind(cx, "erase", MS_HOUR, &job)) == OK) {
		rc = person_files_remove(cx, dir, job.payload);
		if (rc == OK)
			rc = outbox_done(cx, job.id);
		if (rc < 0)
			return rc;
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int person_restore(struct cx *cx, const char *path, const char *dir, int64_t *n)
{
	int rc = person_erase_again(cx, path, n);
	if (rc < 0 || *n == 0)
		return rc;
	rc = jobs_do(cx, dir);
	if (rc < 0)
		return rc;
	/* nothing of them in the free pages either */
	rc = db_vacuum(cx->db);
	db_journal_end(cx->db);
	return rc;
}
