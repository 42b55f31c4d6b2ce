/* The file that outlives the backups, and files that go. */
#include "domain/person_in.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/image.h"
#include "lib/log.h"

enum { FILE_MAX = 64 * 1024 * 1024, STEP = 64 * 1024 };

/* ---- DIR/erasures ---- */

static int content_read(int fd, struct buf *out)
{
	for (;;) {
		char *at = buf_room(out, STEP);
		ssize_t n = read(fd, at, STEP);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || out->len > FILE_MAX)
			return ERR_INTERNAL;
		if (n == 0)
			break;
		out->len += (size_t)n;
	}
	*buf_room(out, 1) = '\0';
	return OK;
}

/* Lines of erasures that the file does not have yet. */
static int lines_missing(struct cx *cx, const char *file, struct buf *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT subject, coalesce(customer, 0), at_ms, asked_by"
		" FROM erasure ORDER BY at_ms, subject");
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *subject = db_next_text(q, cx->arena);
		int64_t customer = db_next_int(q), at = db_next_int(q);
		const char *by = db_next_text(q, cx->arena);
		const char *line = arena_printf(cx->arena,
			"%s %" PRId64 " %" PRId64 " %s\n", subject, customer,
			at, by);
		if (!strstr(file, line))
			buf_adds(out, line);
	}
	db_done(q);
	return rc;
}

static int lines_append(int fd, const struct buf *lines)
{
	size_t done = 0;
	while (done < lines->len) {
		ssize_t n = write(fd, lines->p + done, lines->len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ERR_INTERNAL;
		done += (size_t)n;
	}
	return fsync(fd) < 0 ? ERR_INTERNAL : OK;
}

int person_file_write(struct cx *cx, const char *path)
{
	struct buf have = {0}, more = {0};
	int fd = open(path,
		O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
	int rc = fd < 0 || flock(fd, LOCK_EX) < 0 ? ERR_INTERNAL : OK;
	if (rc == OK)
		rc = content_read(fd, &have);
	/* a line that was cut short ends here, and counts for nothing */
	if (rc == OK && have.len > 0 && have.p[have.len - 1] != '\n')
		buf_addc(&more, '\n');
	if (rc == OK)
		rc = lines_missing(cx, have.p, &more);
	if (rc == OK && more.len > 0)
		rc = lines_append(fd, &more);
	if (rc < 0)
		log_error(
			"event=erasures_file problem=\"%s\"", strerror(errno));
	if (fd >= 0)
		close(fd);
	buf_release(&have);
	buf_release(&more);
	return rc;
}

/* ---- after a restore ---- */

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
	int rc = content_read(fd, &have);
	close(fd);
	if (rc == OK)
		rc = subjects_load(&a);
	size_t wrong = 0, lines = 0;
	for (char *p = have.p; rc == OK && *p;) {
		struct line l;
		size_t len = strcspn(p, "\n");
		if (p[len] == '\n' && len > 0) {
			lines++;
			if (line_parse(p, &l))
				rc = line_apply(&a, &l);
			else
				wrong++;
		}
		p += len + (p[len] == '\n');
	}
	buf_release(&have);
	*n = a.done;
	return rc == OK && wrong > 0 && wrong == lines ? ERR_INVALID : rc;
}

/* ---- pictures ---- */

static int picture_is_back(struct cx *cx, const char *sha256, bool *back)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM media WHERE sha256 = :sha256");
	db_bind_text(q, ":sha256", sha256);
	int rc = db_one(q);
	*back = rc != OK || db_next_int(q) > 0;
	db_done(q);
	return rc;
}

/* All files that begin with the picture's stem. */
static int renditions_remove(
	struct arena *a, const char *dir, const char *sha256)
{
	const char *stem = image_stem(a, sha256);
	const char *slash = strchr(stem, '/');
	if (!slash || strspn(sha256, "0123456789abcdef") != CRYPT_HASH_HEX)
		return ERR_INVALID;
	const char *want = arena_printf(a, "%s-", slash + 1);
	const struct dirent *e;
	DIR *d = opendir(arena_printf(
		a, "%s/media/%.*s", dir, (int)(slash - stem), stem));
	int rc = OK;
	while (d && (e = readdir(d)))
		if (strstr(e->d_name, want) == e->d_name &&
			unlinkat(dirfd(d), e->d_name, 0) < 0 && errno != ENOENT)
			rc = ERR_INTERNAL;
	if (d)
		closedir(d);
	return rc;
}

static void upload_remove(struct arena *a, const char *dir, const char *path)
{
	const char *own = arena_printf(a, "%s/upload/", dir);
	size_t n = strlen(own);
	if (path && strncmp(path, own, n) == 0 && !strchr(path + n, '/'))
		unlink(path);
}

int person_files_remove(struct cx *cx, const char *dir, const char *payload)
{
	json_t *j = json_loads(payload, 0, NULL);
	size_t i;
	json_t *item;
	int rc = j ? OK : ERR_INVALID;
	json_array_foreach(json_object_get(j, "media"), i, item)
	{
		const char *sha = json_string_value(item);
		bool back = true;
		if (rc == OK && sha)
			rc = picture_is_back(cx, sha, &back);
		if (rc == OK && !back)
			rc = renditions_remove(cx->arena, dir, sha);
	}
	json_array_foreach(json_object_get(j, "uploads"), i, item)
		upload_remove(cx->arena, dir, json_string_value(item));
	json_decref(j);
	return rc;
}
