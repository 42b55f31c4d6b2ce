#include "domain/product_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/product_sql.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { NAME_MAX_CHARS = 120, TAIL = 2048 };

const char *const product_file_kinds[] = {
	"manual", "safety", "declaration", "care", "other", NULL};

/* Column list and reader stay together. */
#define FILE_COLUMNS "f.id, f.size, f.kind, f.locale, f.name, f.sha256"

static const char *slug_name(struct arena *a, const char *name)
{
	const char *slug = text_slug(a, name);
	return *slug ? slug : "document";
}

static void file_read(
	struct db_stmt *q, struct arena *a, struct product_file *f)
{
	f->id = db_next_int(q);
	f->size = db_next_int(q);
	f->kind = db_next_text(q, a);
	f->locale = db_next_text(q, a);
	f->name = db_next_text(q, a);
	f->sha256 = db_next_text(q, a);
	f->path = arena_printf(
		a, "/file/%s/%s.pdf", f->sha256, slug_name(a, f->name));
}

int product_file_list(
	struct cx *cx, int64_t product, struct product_file **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " FILE_COLUMNS " FROM product_file f"
		" WHERE f.product = :product ORDER BY f.position, f.id");
	db_bind_int(q, ":product", product);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		file_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

int product_file_find(struct cx *cx, const char *sha256, const char *name,
	struct product_file *out)
{
	const char *path = arena_printf(cx->arena, "/file/%s/%s", sha256, name);
	bool found = false, right = false;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " FILE_COLUMNS " FROM product_file f"
		" JOIN product p ON p.id = f.product"
		" WHERE f.sha256 = :sha AND" PRODUCT_ON_SALE " ORDER BY f.id");
	db_bind_text(q, ":sha", sha256);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct product_file f;
		file_read(q, cx->arena, &f);
		if (found && (right || strcmp(f.path, path) != 0))
			continue;
		*out = f;
		found = true;
		right = strcmp(f.path, path) == 0;
	}
	db_done(q);
	if (rc < 0)
		return rc;
	return found ? OK : ERR_NOT_FOUND;
}

int product_file_used(struct cx *cx, const char *sha256, bool *used)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN EXISTS (SELECT 1 FROM product_file"
		" WHERE sha256 = :sha) THEN 1 ELSE 0 END");
	db_bind_text(q, ":sha", sha256);
	int rc = db_one(q);
	if (rc == OK)
		*used = db_next_int(q);
	db_done(q);
	return rc;
}

const char *product_file_place(struct arena *a, const char *sha256)
{
	return arena_printf(a, "file/%.2s/%s", sha256, sha256);
}

/* ---- what is taken ---- */

static bool ends_whole(const char *bytes, size_t n)
{
	size_t tail = n < TAIL ? n : TAIL;
	return memmem(bytes + n - tail, tail, "%%EOF", 5) != NULL;
}

const char *product_file_problem(const char *bytes, size_t n)
{
	if (n > PRODUCT_FILE_MAX)
		return tr("The document is larger than 10 MB.");
	if (n < 8 || memcmp(bytes, "%PDF-", 5) != 0)
		return tr("This is not a PDF.");
	if (!ends_whole(bytes, n))
		return tr("The PDF is not whole: its end is missing.");
	return NULL;
}

static bool is_among(const char *const *list, const char *what)
{
	for (; *list; list++)
		if (strcmp(*list, what) == 0)
			return true;
	return false;
}

static bool data_ok(const struct product_file_data *d)
{
	if (d->kind && !is_among(product_file_kinds, d->kind))
		return false;
	if (d->locale && *d->locale && tr_lang_index(d->locale) < 0)
		return false;
	return !d->name || (*d->name && utf8_length(d->name) <= NAME_MAX_CHARS);
}

/* ---- the bytes ---- */

static bool folder_make(struct arena *a, const char *dir, const char *sha)
{
	const char *top = arena_printf(a, "%s/file", dir);
	const char *sub = arena_printf(a, "%s/%.2s", top, sha);
	return (mkdir(top, 0750) == 0 || errno == EEXIST) &&
	       (mkdir(sub, 0750) == 0 || errno == EEXIST);
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* Under its name only when whole, so that what is there is always right. */
static bool bytes_keep(struct arena *a, const char *dir, const char *sha,
	const char *bytes, size_t n)
{
	const char *path = arena_printf(
		a, "%s/%s", dir, product_file_place(a, sha));
	const char *temp = arena_printf(a, "%s.%ld", path, (long)getpid());
	if (!folder_make(a, dir, sha))
		return false;
	/* There already: now it is young again, which keeps the sweeper off. */
	if (utimensat(AT_FDCWD, path, NULL, 0) == 0)
		return true;
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	bool ok = write_all(fd, bytes, n) && fsync(fd) == 0;
	ok = close(fd) == 0 && ok && rename(temp, path) == 0;
	if (!ok)
		unlink(temp);
	return ok;
}

/* ---- the rows ---- */

static int count_of(struct cx *cx, int64_t product, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM product_file WHERE product = :product");
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static int insert(struct cx *cx, int64_t product,
	const struct product_file_data *d, const char *sha, size_t size,
	int64_t *id)
{
	int64_t n = 0;
	int rc = count_of(cx, product, &n);
	if (rc == OK && n >= PRODUCT_FILES_MAX)
		rc = ERR_INVALID;
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_file"
		" (product, position, kind, locale, name, sha256, size)"
		" SELECT CAST(:product AS BIGINT),"
		" coalesce(max(position), 0) + 1, CAST(:kind AS TEXT),"
		" CAST(:locale AS TEXT), CAST(:name AS TEXT),"
		" CAST(:sha AS TEXT), CAST(:size AS BIGINT)"
		" FROM product_file WHERE product = :product RETURNING id");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":kind", d->kind ? d->kind : "other");
	db_bind_text(q, ":locale", d->locale ? d->locale : "");
	db_bind_text(q, ":name", d->name);
	db_bind_text(q, ":sha", sha);
	db_bind_int(q, ":size", (int64_t)size);
	return db_insert(q, id);
}

static int update(struct cx *cx, int64_t product, int64_t id,
	const struct product_file_data *d)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product_file SET kind = coalesce(:kind, kind),"
		" locale = coalesce(:locale, locale),"
		" name = coalesce(:name, name)"
		" WHERE id = :id AND product = :product");
	db_bind_text(q, ":kind", d->kind);
	db_bind_text(q, ":locale", d->locale);
	db_bind_text(q, ":name", d->name);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":product", product);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_NOT_FOUND : rc;
}

static int by_sha(struct cx *cx, int64_t product, const char *sha, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM product_file"
		" WHERE product = :product AND sha256 = :sha"
		" ORDER BY id LIMIT 1");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":sha", sha);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc;
}

/* A mark of what was done, and the pages anew. */
static int done(struct cx *cx, int64_t product, const char *action,
	const char *name, int rc)
{
	if (rc == OK)
		rc = audit_add(cx, "product", product, action, NULL, name);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int product_file_add(struct cx *cx, const char *dir, int64_t product,
	const struct product_file_data *data, const char *bytes, size_t n,
	int64_t *id)
{
	*id = 0;
	if (product_file_problem(bytes, n) || !data->name || !data_ok(data))
		return ERR_INVALID;
	const char *sha = crypt_sha256(cx->arena, bytes, n);
	if (!bytes_keep(cx->arena, dir, sha, bytes, n)) {
		log_error("event=file problem=\"the document was not kept\"");
		return ERR_INTERNAL;
	}
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = by_sha(cx, product, sha, id);
	if (rc == OK)
		rc = update(cx, product, *id, data);
	else if (rc == ERR_NOT_FOUND)
		rc = insert(cx, product, data, sha, n, id);
	return done(cx, product, "file", data->name, rc);
}

int product_file_set(struct cx *cx, int64_t product, int64_t id,
	const struct product_file_data *data)
{
	if (!data_ok(data))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = update(cx, product, id, data);
	return done(cx, product, "file", data->name, rc);
}

int product_file_remove(struct cx *cx, int64_t product, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM product_file"
		" WHERE id = :id AND product = :product");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":product", product);
	rc = db_exec_one(q);
	if (rc == ERR_CONFLICT)
		rc = ERR_NOT_FOUND;
	return done(cx, product, "file_remove", NULL, rc);
}
