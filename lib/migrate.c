#include "lib/migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/log.h"

struct migration {
	int64_t number;
	const char *name; /* "0001_catalogue" */
};

struct migrations {
	struct arena *arena;
	const char *dir;
	struct migration *list;
	size_t n;
};

static const char table_sql[] = "CREATE TABLE IF NOT EXISTS schema_migration ("
				" number BIGINT PRIMARY KEY,"
				" name TEXT NOT NULL,"
				" sha256 TEXT NOT NULL,"
				" applied_ms BIGINT NOT NULL);\n";

/* "0001_name.sql", but not its twin "0001_name.pg.sql". */
static int is_migration(const struct dirent *e)
{
	const char *s = e->d_name;
	for (int i = 0; i < 4; i++)
		if (!isdigit((unsigned char)s[i]))
			return 0;
	size_t n = strspn(s + 4, "abcdefghijklmnopqrstuvwxyz0123456789_");
	return s[4] == '_' && n > 1 && !strcmp(s + 4 + n, ".sql");
}

/* Find the files; their numbers must be 1, 2, 3 and so on. */
static int migrations_list(
	struct migrations *m, struct arena *a, const char *dir)
{
	struct dirent **found;
	int n = scandir(dir, &found, is_migration, alphasort);
	if (n < 0) {
		log_error("migrate cannot read dir=\"%s\": %s", dir,
			strerror(errno));
		return ERR_INTERNAL;
	}
	*m = (struct migrations){.arena = a, .dir = dir, .n = (size_t)n};
	m->list = ARENA_ARRAY(a, struct migration, (size_t)n);
	int rc = OK;
	for (int i = 0; i < n; i++) {
		const char *s = found[i]->d_name;
		m->list[i].number = strtol(s, NULL, 10);
		m->list[i].name = arena_strndup(a, s, strlen(s) - 4);
		if (m->list[i].number != i + 1) {
			log_error("migrate %s: the numbers have a gap or a"
				  " double",
				s);
			rc = ERR_INTERNAL;
		}
		free(found[i]);
	}
	free(found);
	return rc;
}

/* The text of DIR/NAME+suffix; NULL with errno when it cannot be read. */
static const char *text_read(
	const struct migrations *m, const char *name, const char *suffix)
{
	const char *path = arena_printf(
		m->arena, "%s/%s%s", m->dir, name, suffix);
	FILE *f = fopen(path, "re");
	if (!f)
		return NULL;
	struct buf b = {0};
	size_t got;
	do {
		char *at = buf_room(&b, 16384);
		got = fread(at, 1, 16384, f);
		b.len += got;
	} while (got > 0);
	int bad = ferror(f);
	fclose(f);
	const char *text = bad ? NULL
			       : arena_strndup(m->arena, b.p ? b.p : "", b.len);
	buf_release(&b);
	return text;
}

static const char *text_get(
	const struct migrations *m, const char *name, const char *suffix)
{
	const char *text = text_read(m, name, suffix);
	if (!text)
		log_error("migrate cannot read %s%s: %s", name, suffix,
			strerror(errno));
	return text;
}

/* Compare what the database holds with the files.  *at: its newest number. */
static int history_check(struct db *db, const struct migrations *m, int64_t *at)
{
	*at = 0;
	struct db_stmt *q = DB_SQL(db,
		"SELECT number, sha256 FROM schema_migration ORDER BY number");
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t number = db_next_int(q);
		const char *sha = db_next_text(q, m->arena);
		if (number != *at + 1 || number > (int64_t)m->n) {
			log_error("migrate the database has migration %lld,"
				  " which this program does not know",
				(long long)number);
			rc = ERR_CONFLICT;
			break;
		}
		const char *name = m->list[number - 1].name;
		const char *text = text_get(m, name, ".sql");
		if (!text) {
			rc = ERR_INTERNAL;
			break;
		}
		if (strcmp(sha, crypt_sha256_str(m->arena, text)) != 0) {
			log_error("migrate %s has changed since it was applied",
				name);
			rc = ERR_CONFLICT;
			break;
		}
		*at = number;
	}
	db_done(q);
	return rc;
}

static int migration_record(struct db *db, struct arena *a,
	const struct migration *it, const char *text)
{
	struct db_stmt *q = DB_SQL(db,
		"INSERT INTO schema_migration"
		" (number, name, sha256, applied_ms)"
		" VALUES (:number, :name, :sha256, :now)");
	db_bind_int(q, ":number", it->number);
	db_bind_text(q, ":name", it->name);
	db_bind_text(q, ":sha256", crypt_sha256_str(a, text));
	db_bind_int(q, ":now", clock_now());
	return db_exec(q, NULL);
}

/*
 * Apply the next one, if any, whole or not at all.  The history is read again
 * under the lock: two programs may migrate at the same time.
 */
static int migrate_one(struct db *db, const struct migrations *m, int64_t *at)
{
	int rc = db_begin_schema(db);
	if (rc != OK)
		return rc;
	rc = history_check(db, m, at);
	if (rc == OK && *at < (int64_t)m->n) {
		const struct migration *it = &m->list[*at];
		const char *text = text_get(m, it->name, ".sql");
		rc = text ? db_run_script(db, text) : ERR_INTERNAL;
		if (rc == OK)
			rc = migration_record(db, m->arena, it, text);
		if (rc == OK)
			++*at;
		else
			log_error("migrate %s failed: nothing of it is kept",
				it->name);
	}
	return db_end_schema(db, rc);
}

static int migrate_all(struct db *db, struct arena *a, const char *dir)
{
	struct migrations m;
	int64_t at;
	int rc = migrations_list(&m, a, dir);
	if (rc == OK)
		rc = db_run_script(db, table_sql);
	if (rc == OK)
		rc = history_check(db, &m, &at);
	while (rc == OK && at < (int64_t)m.n)
		rc = migrate_one(db, &m, &at);
	return rc;
}

int migrate_up(struct db *db, const char *dir)
{
	struct arena *a = arena_new();
	int rc = migrate_all(db, a, dir);
	arena_free(a);
	return rc;
}

static int check_all(struct db *db, struct arena *a, const char *dir)
{
	struct migrations m;
	int64_t at;
	int rc = migrations_list(&m, a, dir);
	if (rc == OK)
		rc = db_run_script(db, table_sql);
	if (rc == OK)
		rc = history_check(db, &m, &at);
	if (rc == OK && at < (int64_t)m.n) {
		log_error("migrate the database is at migration %lld of %zu:"
			  " run puoti migrate",
			(long long)at, m.n);
		rc = ERR_CONFLICT;
	}
	return rc;
}

int migrate_check(struct db *db, const char *dir)
{
	struct arena *a = arena_new();
	int rc = check_all(db, a, dir);
	arena_free(a);
	return rc;
}

/* Copy SQL, each "id INTEGER PRIMARY KEY" made a BIGINT identity. */
static void print_pg(struct buf *out, const char *sql)
{
	static const char key[] = "INTEGER PRIMARY KEY";
	const char *at;
	while ((at = strstr(sql, key))) {
		const char *word = at;
		while (word > sql && word[-1] == ' ')
			word--;
		buf_add(out, sql, (size_t)(at - sql));
		if (word - sql >= 2 && !strncmp(word - 2, "id", 2))
			buf_adds(out, "BIGINT GENERATED BY DEFAULT AS IDENTITY"
				      " PRIMARY KEY");
		else
			buf_adds(out, key);
		sql = at + strlen(key);
	}
	buf_adds(out, sql);
}

/* Rows inserted with their ids do not move PostgreSQL's counters. */
static const char pg_counters[] =
	"DO $$ DECLARE t record; top bigint; BEGIN\n"
	" FOR t IN SELECT table_name AS name FROM information_schema.columns\n"
	"   WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP\n"
	"  EXECUTE format('SELECT max(id) FROM %I', t.name) INTO top;\n"
	"  IF top IS NOT NULL THEN\n"
	"   PERFORM setval(pg_get_serial_sequence(quote_ident(t.name), 'id'),"
	" top);\n"
	"  END IF;\n"
	" END LOOP;\n"
	"END $$;\n";

int migrate_print_pg(const char *dir, struct buf *out)
{
	struct arena *a = arena_new();
	struct migrations m;
	int rc = migrations_list(&m, a, dir);
	buf_adds(out, "BEGIN;\n");
	buf_adds(out, table_sql);
	for (size_t i = 0; rc == OK && i < m.n; i++) {
		const struct migration *it = &m.list[i];
		const char *text = text_read(&m, it->name, ".pg.sql");
		if (!text)
			text = text_get(&m, it->name, ".sql");
		if (!text) {
			rc = ERR_INTERNAL;
			break;
		}
		print_pg(out, text);
		buf_addf(out,
			"INSERT INTO schema_migration"
			" (number, name, sha256, applied_ms)"
			" VALUES (%lld, '%s', '%s', 0);\n",
			(long long)it->number, it->name,
			crypt_sha256_str(a, text));
	}
	buf_adds(out, pg_counters);
	buf_adds(out, "COMMIT;\n");
	arena_free(a);
	return rc;
}
