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

int person_file_read(int fd, struct buf *out)
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

static const char *mark(struct cx *cx, const char *purpose, const char *text)
{
	return arena_strndup(cx->arena,
		crypt_mac(cx->arena, cx->secret, purpose, text), PERSON_MARK);
}

const char *person_shop_mark(struct cx *cx)
{
	return mark(cx, "erasures-shop", "");
}

const char *person_account_mark(
	struct cx *cx, int64_t customer, int64_t created_ms)
{
	return mark(cx, "erasures-account",
		arena_printf(cx->arena, "%" PRId64 "/%" PRId64, customer,
			created_ms));
}

/* Lines of erasures that the file does not have yet. */
static int lines_missing(struct cx *cx, const char *file, struct buf *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT e.subject, coalesce(e.customer, 0),"
		" coalesce(c.created_ms, 0), e.at_ms, e.asked_by"
		" FROM erasure e LEFT JOIN customer c ON c.id = e.customer"
		" ORDER BY e.at_ms, e.subject");
	const char *shop = person_shop_mark(cx);
	int rc;
	while ((rc = db_step(q)) > 0) {
		const char *subject = db_next_text(q, cx->arena);
		int64_t customer = db_next_int(q), since = db_next_int(q);
		int64_t at = db_next_int(q);
		const char *by = db_next_text(q, cx->arena);
		const char *line = arena_printf(cx->arena,
			"%s %" PRId64 " %" PRId64 " %s %s %s\n", subject,
			customer, at, by,
			person_account_mark(cx, customer, since), shop);
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
		rc = person_file_read(fd, &have);
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

/* By its last name: a restore has the folder elsewhere. */
static void upload_remove(struct arena *a, const char *dir, const char *path)
{
	const char *name = path ? strrchr(path, '/') : NULL;
	if (name && name[1] && name[1] != '.')
		unlink(arena_printf(a, "%s/upload%s", dir, name));
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
