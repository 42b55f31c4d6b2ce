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
	char account[PERSON_MARK + 1], shop[PERSON_MARK + 1]; /* "": old form */
	int64_t customer, at_ms;
};

static bool mark_parse(const char **s, char *out)
{
	if (**s != ' ' || strspn(*s + 1, "0123456789abcdef") != PERSON_MARK)
		return false;
	memcpy(out, *s + 1, PERSON_MARK);
	out[PERSON_MARK] = '\0';
	*s += 1 + PERSON_MARK;
	return true;
}

/* Lines of before ended after who asked for it. */
static bool marks_parse(const char *s, struct line *out)
{
	out->account[0] = out->shop[0] = '\0';
	if (*s == '\n')
		return true;
	return mark_parse(&s, out->account) && mark_parse(&s, out->shop) &&
	       *s == '\n';
}

static bool by_parse(const char *s, struct line *out)
{
	static const char *const all[] = {"customer", "staff", "retention"};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		size_t n = strlen(all[i]);
		if (strncmp(s, all[i], n) != 0 || (s[n] != '\n' && s[n] != ' '))
			continue;
		memcpy(out->by, all[i], n);
		out->by[n] = '\0';
		return marks_parse(s + n, out);
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
	return *end == ' ' && by_parse(end + 1, out);
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
	const char *shop; /* our mark */
	struct line *lines;
	size_t n_lines;
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

/* "": nothing stands under it. */
static const char *email_of(const struct again *a, const char *subject)
{
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->subjects[i], subject) == 0)
			return a->emails[i];
	return "";
}

/*
 * Is the account of that number the one that was erased?  Each shop has a
 * customer 7, and after a restore a number may be given again.  The mark holds
 * number and age together; a line of before has none, but an account that
 * began after the erasure is another's in any case.
 */
static int account_is_theirs(struct cx *cx, const struct line *l, bool *yes)
{
	int64_t created_ms = 0;
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT created_ms FROM customer WHERE id = :id");
	db_bind_int(q, ":id", l->customer);
	int rc = db_one(q);
	if (rc == OK)
		created_ms = db_next_int(q);
	db_done(q);
	*yes = rc == OK &&
	       (*l->shop ? strcmp(l->account,
				   person_account_mark(
					   cx, l->customer, created_ms)) == 0
			 : created_ms <= l->at_ms);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* An address is a proof by itself: its subject is made with our key. */
static int person_find(
	struct again *a, const struct line *l, struct person *who)
{
	struct cx *cx = a->cx;
	struct person own;
	const char *email = email_of(a, l->subject);
	bool theirs = false;
	int rc = l->customer ? account_is_theirs(cx, l, &theirs) : OK;
	*who = (struct person){.email_norm = email};
	if (rc < 0)
		return rc;
	if (!theirs)
		return *email ? person_of_address(cx, email, who) : OK;
	who->customer = l->customer;
	/* it had another address then */
	if (!*email && person_of_account(cx, who->customer, &own) == OK)
		who->email_norm = own.email_norm;
	return OK;
}

static int line_apply(struct again *a, const struct line *l)
{
	struct person who;
	bool known = false;
	int rc = is_known(a->cx, l, &known);
	if (rc < 0 || known)
		return rc;
	rc = person_find(a, l, &who);
	if (rc < 0)
		return rc;
	bool any = who.customer || *who.email_norm;
	rc = db_begin(a->cx->db);
	if (rc < 0)
		return rc;
	if (any)
		rc = person_erase_rows(a->cx, &who, l->by, false);
	if (rc == OK)
		rc = person_erasure_note(
			a->cx, l->subject, who.customer, l->by, l->at_ms);
	rc = db_end(a->cx->db, rc);
	a->done += rc == OK && any;
	return rc;
}

/* ---- whose list is it? ---- */

static int lines_parse(struct again *a, const char *p)
{
	while (*p) {
		struct line l;
		size_t len = strcspn(p, "\n");
		/* one that was cut short counts for nothing */
		if (p[len] == '\n' && line_parse(p, &l)) {
			a->lines = arena_grow(a->cx->arena, a->lines,
				a->n_lines, sizeof(*a->lines));
			a->lines[a->n_lines++] = l;
		}
		p += len + (p[len] == '\n');
	}
	return a->n_lines ? OK : ERR_INVALID;
}

/* Does the line itself tell that it was made with our key? */
static int line_is_ours(struct again *a, const struct line *l, bool *yes)
{
	struct person account = {.customer = l->customer, .email_norm = ""};
	*yes = strcmp(l->shop, a->shop) == 0 || *email_of(a, l->subject) ||
	       strcmp(l->subject, person_subject(a->cx, &account)) == 0;
	if (*yes)
		return OK;
	struct db_stmt *q = DB_SQL(a->cx->db,
		"SELECT count(*) FROM erasure WHERE subject = :subject");
	db_bind_text(q, ":subject", l->subject);
	int rc = db_one(q);
	*yes = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

/* One line of another shop and nothing of the list is applied; one of ours,
 * and lines of before, which name no shop, are believed too. */
static int list_check(struct again *a)
{
	bool ours = false;
	int rc = OK;
	for (size_t i = 0; i < a->n_lines; i++)
		if (*a->lines[i].shop && strcmp(a->lines[i].shop, a->shop) != 0)
			return ERR_CONFLICT;
	for (size_t i = 0; rc == OK && !ours && i < a->n_lines; i++)
		rc = line_is_ours(a, &a->lines[i], &ours);
	return rc == OK && !ours ? ERR_DENIED : rc;
}

static int lines_apply(struct again *a, const char *text)
{
	a->shop = person_shop_mark(a->cx);
	int rc = subjects_load(a);
	if (rc == OK && *text)
		rc = lines_parse(a, text);
	if (rc == OK && a->n_lines)
		rc = list_check(a);
	for (size_t i = 0; rc == OK && i < a->n_lines; i++)
		rc = line_apply(a, &a->lines[i]);
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
		rc = lines_apply(&a, have.p);
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
