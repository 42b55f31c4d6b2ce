/* SQLite, in one file because struct db is nobody else's business. */
#include "lib/db.h"

#include <assert.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "lib/err.h"
#include "lib/log.h"

enum {
	CACHE_MIN = 256, /* slots; a power of two */
	BUSY_MS = 5000,  /* SQLite's own wait */
	LOCK_MS = 10000, /* for the flock */
	LOCK_TICK_MS = 10,
	LATE_MAX = 4,
	WAL_PAGES = 1000, /* written before some go to the file itself, */
	WAL_MOST = 8000,  /* and before all of them have to */
};

/* What is left for the end of a transaction. */
struct late {
	int (*fn)(void *arg);
	void *arg;
};

struct db_stmt {
	const char *sql; /* literal: the address is the key */
	sqlite3_stmt *stmt;
	struct db *db;
	int col; /* next column to read */
};

struct db {
	sqlite3 *sqlite;
	struct db_stmt **cache; /* open addressing, never more than half full */
	size_t slots, used;
	int lock_ms;  /* how long to wait for it */
	int lock_fd;  /* PATH.lock; -1 for ":memory:" */
	int depth;    /* nested db_begin calls */
	int poison;   /* why the transaction can only be rolled back */
	bool broken;  /* a statement failed: none may follow */
	bool reading; /* between db_read_begin and db_read_end */
	struct late late[LATE_MAX]; /* before it commits */
	int n_late;
	int64_t serial;
	int wal, wal_last; /* pages of the journal: now, when last emptied */
};

/* Log an unexpected database error once, here, and say how to treat it. */
static int fail(struct db *db, const char *sql)
{
	int code = sqlite3_extended_errcode(db->sqlite);
	int rc = ERR_INTERNAL;
	if ((code & 0xff) == SQLITE_CONSTRAINT)
		rc = ERR_CONFLICT;
	else if ((code & 0xff) == SQLITE_BUSY)
		rc = ERR_BUSY;
	else
		log_error("db code=%d error=\"%s\" sql=\"%s\"", code,
			sqlite3_errmsg(db->sqlite), sql);
	if (db->depth > 0) {
		db->poison = rc;
		db->broken = true;
	}
	return rc;
}

/* Run one of this file's own statements, which take no lock by themselves. */
static int run(struct db *db, const char *sql)
{
	if (sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK)
		return OK;
	return fail(db, sql);
}

/*
 * The write lock.  A writer waits in the kernel's queue, where it is woken at
 * once; SQLite's handler sleeps longer and longer and may starve.
 */

static void on_tick(int sig)
{
	(void)sig; /* it only has to interrupt flock */
}

static int lock_wait(int fd, int ms)
{
	struct sigaction act = {.sa_handler = on_tick}, old_act;
	struct itimerval tick = {
		{0, LOCK_TICK_MS * 1000}, {0, LOCK_TICK_MS * 1000}};
	struct itimerval old_tick;
	sigset_t alarm_set, old_set;
	int rc = -1;

	sigemptyset(&act.sa_mask);
	sigemptyset(&alarm_set);
	sigaddset(&alarm_set, SIGALRM);
	sigaction(SIGALRM, &act, &old_act);
	sigprocmask(SIG_UNBLOCK, &alarm_set, &old_set);
	setitimer(ITIMER_REAL, &tick, &old_tick);
	for (int i = 0; i < ms / LOCK_TICK_MS && rc < 0; i++)
		rc = flock(fd, LOCK_EX);
	setitimer(ITIMER_REAL, &old_tick, NULL);
	sigprocmask(SIG_SETMASK, &old_set, NULL);
	sigaction(SIGALRM, &old_act, NULL);
	return rc < 0 ? ERR_BUSY : OK;
}

static int lock_take(struct db *db)
{
	if (db->lock_fd < 0 || flock(db->lock_fd, LOCK_EX | LOCK_NB) == 0)
		return OK;
	return lock_wait(db->lock_fd, db->lock_ms);
}

static void lock_drop(struct db *db)
{
	if (db->lock_fd >= 0)
		flock(db->lock_fd, LOCK_UN);
}

static int journal_to_wal(struct db *db)
{
	sqlite3_stmt *q = NULL;
	bool wal = false;
	const char *sql = "PRAGMA journal_mode";
	if (sqlite3_prepare_v2(db->sqlite, sql, -1, &q, NULL) == SQLITE_OK &&
		sqlite3_step(q) == SQLITE_ROW)
		wal = !strcmp((const char *)sqlite3_column_text(q, 0), "wal");
	sqlite3_finalize(q);
	if (wal)
		return OK;
	/* Two processes that both make the change would refuse each other. */
	int rc = lock_take(db);
	if (rc == OK) {
		rc = run(db, "PRAGMA journal_mode = WAL");
		lock_drop(db);
	}
	return rc;
}

static int on_wal(void *arg, sqlite3 *sqlite, const char *name, int pages)
{
	(void)sqlite;
	(void)name;
	((struct db *)arg)->wal = pages;
	return SQLITE_OK;
}

/*
 * What the journal holds goes to the file, as SQLite would do by itself in the
 * commit that fills it; but then everybody waits who wants to write.  So it is
 * done by whoever filled it after letting the others on, and with them waiting
 * only when they never left a gap in which it could begin anew.
 */
static void wal_empty(struct db *db)
{
	if (db->wal < db->wal_last)
		db->wal_last = 0;
	if (db->wal - db->wal_last < WAL_PAGES)
		return;
	db->wal_last = db->wal;
	sqlite3_wal_checkpoint_v2(
		db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static int open_all(struct db *db, const char *path)
{
	bool memory = !strcmp(path, ":memory:");
	if (!memory) {
		/* Made here, so that nobody else may read it. */
		int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (fd >= 0)
			close(fd);
		char *lock = sqlite3_mprintf("%s.lock", path);
		if (!lock)
			abort();
		db->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		sqlite3_free(lock);
		if (db->lock_fd < 0) {
			log_error(
				"db cannot make the lock of path=\"%s\"", path);
			return ERR_INTERNAL;
		}
	}
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	if (sqlite3_open_v2(path, &db->sqlite, flags, NULL) != SQLITE_OK)
		return fail(db, path);
	sqlite3_busy_timeout(db->sqlite, BUSY_MS);
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_wal_hook(db->sqlite, on_wal, db); /* none by itself */
	int rc = journal_to_wal(db);
	if (rc == OK)
		rc = run(db, "PRAGMA synchronous = FULL;"
			     "PRAGMA foreign_keys = ON;"
			     "PRAGMA secure_delete = ON;"
			     "PRAGMA trusted_schema = OFF;"
			     "PRAGMA temp_store = MEMORY;"
			     "PRAGMA cache_size = -16384;"
			     "PRAGMA mmap_size = 2147418112;");
	return rc;
}

struct db *db_open(const char *path)
{
	struct db *db = calloc(1, sizeof(*db));
	if (!db)
		abort();
	static int64_t opened;
	db->serial = ++opened;
	db->lock_fd = -1;
	db->lock_ms = LOCK_MS;
	db->slots = CACHE_MIN;
	db->cache = calloc(db->slots, sizeof(struct db_stmt *));
	if (!db->cache)
		abort();
	if (open_all(db, path) != OK) {
		log_error("db cannot open path=\"%s\"", path);
		db_close(db);
		return NULL;
	}
	return db;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < db->slots; i++) {
		if (db->cache[i])
			sqlite3_finalize(db->cache[i]->stmt);
		free(db->cache[i]);
	}
	sqlite3_close(db->sqlite);
	if (db->lock_fd >= 0)
		close(db->lock_fd);
	free(db->cache);
	free(db);
}

void db_patience(struct db *db, int ms)
{
	db->lock_ms = ms;
	sqlite3_busy_timeout(db->sqlite, ms);
}

int db_run_script(struct db *db, const char *sql)
{
	if (db->broken)
		return db->poison;
	int rc = run(db, sql);
	if (rc == OK && db->depth > 0 && sqlite3_get_autocommit(db->sqlite)) {
		log_error("db a script ended its transaction");
		db->broken = true;
		rc = db->poison = ERR_INTERNAL;
	}
	return rc;
}

/* Where the statement of this address stands, or the free slot for it. */
static struct db_stmt **slot_of(
	struct db_stmt **cache, size_t slots, const char *sql)
{
	uint64_t hash = (uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15);
	size_t i = (size_t)(hash >> 32) & (slots - 1);
	while (cache[i] && cache[i]->sql != sql)
		i = (i + 1) & (slots - 1);
	return &cache[i];
}

static void cache_grow(struct db *db)
{
	size_t slots = db->slots * 2;
	struct db_stmt **cache = calloc(slots, sizeof(struct db_stmt *));
	if (!cache)
		abort();
	for (size_t i = 0; i < db->slots; i++)
		if (db->cache[i])
			*slot_of(
				cache, slots, db->cache[i]->sql) = db->cache[i];
	free(db->cache);
	db->cache = cache;
	db->slots = slots;
}

static struct db_stmt *cache_add(struct db *db, const char *sql)
{
	if (++db->used > db->slots / 2)
		cache_grow(db);
	struct db_stmt *q = calloc(1, sizeof(*q));
	if (!q)
		abort();
	q->sql = sql;
	q->db = db;
	if (sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT,
		    &q->stmt, NULL) != SQLITE_OK) {
		fail(db, sql);
		abort(); /* SQL is code: this is a build error */
	}
	*slot_of(db->cache, db->slots, sql) = q;
	return q;
}

struct db_stmt *db_prepare(struct db *db, const char *sql)
{
	struct db_stmt *q = *slot_of(db->cache, db->slots, sql);
	if (!q)
		q = cache_add(db, sql);
	/* Still on a row: db_done was forgotten, or the caller recurses. */
	assert(!sqlite3_stmt_busy(q->stmt));
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
	q->col = 0;
	return q;
}

bool db_takes(struct db_stmt *q, const char *name)
{
	return sqlite3_bind_parameter_index(q->stmt, name) > 0;
}

static int param(struct db_stmt *q, const char *name)
{
	int i = sqlite3_bind_parameter_index(q->stmt, name);
	assert(i > 0);
	return i;
}

void db_bind_int(struct db_stmt *q, const char *name, int64_t value)
{
	sqlite3_bind_int64(q->stmt, param(q, name), value);
}

void db_bind_text(struct db_stmt *q, const char *name, const char *value)
{
	sqlite3_bind_text(q->stmt, param(q, name), value, -1, SQLITE_TRANSIENT);
}

void db_bind_null(struct db_stmt *q, const char *name)
{
	sqlite3_bind_null(q->stmt, param(q, name));
}

void db_bind_or_null(struct db_stmt *q, const char *name, int64_t value)
{
	if (value)
		db_bind_int(q, name, value);
	else
		db_bind_null(q, name);
}

static int step(struct db_stmt *q)
{
	q->col = 0;
	if (q->db->broken)
		return q->db->poison;
	switch (sqlite3_step(q->stmt) & 0xff) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:;
		int rc = fail(q->db, q->sql);
		sqlite3_reset(q->stmt);
		return rc;
	}
}

int db_step(struct db_stmt *q)
{
	/* Alone, the write would commit at db_done, which cannot fail. */
	assert(q->db->depth > 0 || sqlite3_stmt_readonly(q->stmt));
	return step(q);
}

int db_one(struct db_stmt *q)
{
	int rc = db_step(q);
	if (rc == 0)
		return ERR_NOT_FOUND;
	return rc < 0 ? rc : OK;
}

int db_exec(struct db_stmt *q, int64_t *changed)
{
	int64_t n = 0;
	int rc = db_begin(q->db);
	if (rc == OK) {
		while ((rc = step(q)) > 0)
			;
		if (rc == 0)
			n = sqlite3_changes64(q->db->sqlite);
		sqlite3_reset(q->stmt);
		rc = db_end(q->db, rc);
	}
	if (changed)
		*changed = rc == OK ? n : 0;
	return rc;
}

int db_exec_one(struct db_stmt *q)
{
	int64_t n = 0;
	int rc = db_exec(q, &n);
	if (rc == OK && n != 1)
		rc = ERR_CONFLICT;
	return rc;
}

int db_insert(struct db_stmt *q, int64_t *id)
{
	int64_t made = 0;
	int rc = db_begin(q->db);
	if (rc != OK)
		return rc;
	rc = step(q);
	if (rc > 0) {
		assert(sqlite3_column_count(q->stmt) == 1);
		made = sqlite3_column_int64(q->stmt, 0);
		rc = step(q);
	} else if (rc == 0) {
		rc = ERR_NOT_FOUND; /* INSERT ... SELECT of nothing */
	}
	sqlite3_reset(q->stmt);
	rc = db_end(q->db, rc);
	if (rc == OK && id)
		*id = made;
	return rc;
}

bool db_next_is_null(struct db_stmt *q)
{
	assert(q->col < sqlite3_column_count(q->stmt));
	return sqlite3_column_type(q->stmt, q->col) == SQLITE_NULL;
}

int64_t db_next_int(struct db_stmt *q)
{
	assert(q->col < sqlite3_column_count(q->stmt));
	return sqlite3_column_int64(q->stmt, q->col++);
}

const char *db_next_text(struct db_stmt *q, struct arena *a)
{
	assert(q->col < sqlite3_column_count(q->stmt));
	const char *s = (const char *)sqlite3_column_text(q->stmt, q->col);
	int n = sqlite3_column_bytes(q->stmt, q->col++);
	return s ? arena_strndup(a, s, (size_t)n) : NULL;
}

void db_done(struct db_stmt *q)
{
	assert(q->col == 0 || q->col == sqlite3_column_count(q->stmt));
	q->col = 0;
	sqlite3_reset(q->stmt);
}

int db_begin(struct db *db)
{
	assert(!db->reading);
	if (db->depth > 0) {
		db->depth++;
		return OK;
	}
	int rc = lock_take(db);
	if (rc != OK)
		return rc;
	/* depth is still 0: a failure here poisons nothing */
	rc = step(db_prepare(db, "BEGIN IMMEDIATE"));
	if (rc < 0) {
		lock_drop(db);
		return rc;
	}
	db->depth = 1;
	db->poison = OK;
	db->broken = false;
	return OK;
}

bool db_before_commit(struct db *db, int (*fn)(void *arg), void *arg)
{
	int i = 0;
	assert(db->depth > 0);
	while (i < db->n_late && db->late[i].fn != fn)
		i++;
	assert(i < LATE_MAX);
	db->late[i] = (struct late){fn, arg};
	if (i < db->n_late)
		return false;
	db->n_late++;
	return true;
}

int64_t db_serial(const struct db *db)
{
	return db->serial;
}

/* Still inside the transaction; one may add another. */
static int run_late(struct db *db, int rc)
{
	for (int i = 0; i < db->n_late; i++) {
		if (rc < 0 || db->poison != OK)
			break;
		int late = db->late[i].fn(db->late[i].arg);
		rc = late < 0 ? late : rc;
	}
	db->n_late = 0;
	return rc;
}

int db_end(struct db *db, int rc)
{
	assert(db->depth > 0);
	if (db->depth == 1)
		rc = run_late(db, rc);
	if (rc < 0 && db->poison == OK)
		db->poison = rc;
	if (--db->depth > 0)
		return rc;

	int why = db->poison;
	db->poison = OK;
	db->broken = false;
	if (why == OK)
		why = step(db_prepare(db, "COMMIT"));
	/* A full disk rolls back by itself. */
	if (!sqlite3_get_autocommit(db->sqlite))
		step(db_prepare(db, "ROLLBACK"));
	if (db->wal >= WAL_MOST)
		wal_empty(db);
	lock_drop(db);
	wal_empty(db);
	if (why == OK)
		return rc;
	return rc < 0 ? rc : why;
}

int db_begin_schema(struct db *db)
{
	assert(db->depth == 0);
	int rc = run(db, "PRAGMA foreign_keys = OFF");
	if (rc == OK)
		rc = db_begin(db);
	if (rc != OK)
		run(db, "PRAGMA foreign_keys = ON");
	return rc;
}

int db_end_schema(struct db *db, int rc)
{
	assert(db->depth == 1);
	if (rc == OK) {
		struct db_stmt *q = db_prepare(db, "PRAGMA foreign_key_check");
		rc = step(q);
		if (rc > 0) {
			log_error("db a reference leads nowhere table=%s",
				sqlite3_column_text(q->stmt, 0));
			rc = ERR_CONFLICT;
		}
		sqlite3_reset(q->stmt);
	}
	rc = db_end(db, rc);
	run(db, "PRAGMA foreign_keys = ON");
	return rc;
}

int db_read_begin(struct db *db)
{
	assert(db->depth == 0 && !db->reading);
	int rc = step(db_prepare(db, "BEGIN"));
	db->reading = rc == OK;
	return rc;
}

void db_read_end(struct db *db)
{
	assert(db->reading);
	db->reading = false;
	step(db_prepare(db, "COMMIT"));
}

bool db_is_busy(const struct db *db)
{
	return db->depth > 0 || db->reading ||
	       !sqlite3_get_autocommit(db->sqlite) ||
	       sqlite3_txn_state(db->sqlite, NULL) != SQLITE_TXN_NONE;
}

int db_copy(struct db *db, const char *path)
{
	/* O_EXCL: never over something, never through a link. */
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		log_error("db cannot make the copy path=\"%s\"", path);
		return ERR_INTERNAL;
	}
	close(fd);

	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(
		path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	if (code == SQLITE_OK) {
		sqlite3_backup *b = sqlite3_backup_init(
			to, "main", db->sqlite, "main");
		/* All at once: one snapshot, while writers go on. */
		code = b ? sqlite3_backup_step(b, -1) : sqlite3_errcode(to);
		sqlite3_backup_finish(b);
	}
	if (code == SQLITE_DONE) /* one file, without a -wal beside it */
		code = sqlite3_exec(
			to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	sqlite3_close(to);
	if (code != SQLITE_OK) {
		log_error("db the copy failed code=%d", code);
		unlink(path);
		return ERR_INTERNAL;
	}
	return OK;
}

void db_journal_end(struct db *db)
{
	assert(db->depth == 0 && !db->reading);
	if (lock_take(db) != OK)
		return; /* another time */
	sqlite3_wal_checkpoint_v2(
		db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	db->wal = db->wal_last = 0;
	lock_drop(db);
}

int db_vacuum(struct db *db)
{
	assert(db->depth == 0 && !db->reading);
	return run(db, "VACUUM");
}

int db_optimize(struct db *db)
{
	return run(db, "PRAGMA analysis_limit = 1000; PRAGMA optimize");
}

const char *db_integrity(struct db *db, struct arena *a)
{
	struct db_stmt *q = db_prepare(db, "PRAGMA integrity_check(1)");
	const char *said = "cannot be read";
	if (step(q) > 0)
		said = db_next_text(q, a);
	sqlite3_reset(q->stmt);
	if (strcmp(said, "ok") != 0)
		return said;
	q = db_prepare(db, "PRAGMA foreign_key_check");
	if (step(q) > 0)
		said = arena_printf(a, "a reference of table %s leads nowhere",
			sqlite3_column_text(q->stmt, 0));
	sqlite3_reset(q->stmt);
	return said;
}
