#ifndef LIB_DB_H
#define LIB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"

struct db;
struct db_stmt;

/*
 * Open a database file; ":memory:" is for tests.  Opened after fork, one per
 * process.  WAL, synchronous=FULL, foreign keys.  NULL, after logging, if it
 * cannot be opened.
 */
struct db *db_open(const char *path);
void db_close(struct db *db);

/* How long db_begin waits for other writers before ERR_BUSY; ten seconds
 * unless told. */
void db_patience(struct db *db, int ms);

int db_run_script(struct db *db, const char *sql); /* migrations, fixtures */

/*
 * Return the cached statement for a SQL literal, reset and ready to bind.
 * Owned by db.  The empty strings make a non-literal a compile error, so
 * SQL cannot be assembled from input.
 */
#ifdef SQLCHECK /* tests/sqlcheck.sh lists every statement this way */
#define DB_SQL(db, sql) (@SQL "" sql "" @END)
#else
#define DB_SQL(db, sql) db_prepare((db), "" sql "")
#endif
struct db_stmt *db_prepare(struct db *db, const char *sql);

/* An unbound or NULL text is SQL NULL. */
void db_bind_int(struct db_stmt *q, const char *name, int64_t value);
void db_bind_text(struct db_stmt *q, const char *name, const char *value);
void db_bind_null(struct db_stmt *q, const char *name);
/* Does the statement have a bind of that name? */
bool db_takes(struct db_stmt *q, const char *name);
/* Ids and times that may be missing: 0 is SQL NULL. */
void db_bind_or_null(struct db_stmt *q, const char *name, int64_t value);

/* 1 with a row, 0 at the end, or an error.  A writing statement is stepped
 * only inside db_begin; db_exec and db_insert make their own when alone. */
int db_step(struct db_stmt *q);

/* Step to the only row.  ERR_NOT_FOUND if there is none. */
int db_one(struct db_stmt *q);

/* Run to the end; *changed (may be NULL) gets the row count.  Constraint:
 * ERR_CONFLICT. */
int db_exec(struct db_stmt *q, int64_t *changed);

/* db_exec of a guarded write: ERR_CONFLICT unless exactly one row changed. */
int db_exec_one(struct db_stmt *q);

/* Run an INSERT ... RETURNING id. */
int db_insert(struct db_stmt *q, int64_t *id);

/* Read columns left to right, in the order the query names them. */
bool db_next_is_null(struct db_stmt *q); /* peeks; does not advance */
int64_t db_next_int(struct db_stmt *q);  /* NULL reads as 0 */
const char *db_next_text(struct db_stmt *q, struct arena *a); /* NULL: NULL */

/* All rows of a query of one whole number: ids, in the arena.  Ends the
 * reading.  OK, or an error. */
int db_ints(struct db_stmt *q, struct arena *a, int64_t **out, size_t *n);

/* End of reading: releases locks.  Asserts that every column was read. */
void db_done(struct db_stmt *q);

/*
 * One write transaction: takes the shop's write lock (a flock beside the
 * file, because SQLite's own busy handler is unfair), then BEGIN IMMEDIATE.
 * Nestable.  db_end commits when rc is OK, else rolls back; returns rc, or
 * why the commit failed.  ERR_BUSY: try the whole transaction again.  After a
 * statement has failed the others only repeat its error, as on PostgreSQL;
 * after an inner db_end with an error the outer one cannot commit either.
 */
int db_begin(struct db *db);
int db_end(struct db *db, int rc);

/*
 * Run fn(arg) once, inside the transaction, before it commits: for what is
 * computed from all that a transaction wrote.  Not run when it rolls back.
 * Told again of the same fn, the last arg counts; true: the first time in
 * this transaction.
 */
bool db_before_commit(struct db *db, int (*fn)(void *arg), void *arg);

/* A number that no other database opened by this process has had: for what
 * is kept in memory of one. */
int64_t db_serial(const struct db *db);

/* db_begin and db_end of a migration, which may rebuild tables: references
 * are checked at the end instead of row by row.  Not nestable. */
int db_begin_schema(struct db *db);
int db_end_schema(struct db *db, int rc);

/* One read transaction over a page's queries.  Not inside db_begin. */
int db_read_begin(struct db *db);
void db_read_end(struct db *db);

/* True when a statement still holds a table or a transaction is open: the
 * dispatcher asserts that it is false after each request. */
bool db_is_busy(const struct db *db);

/* Copy the live database to a new file (SQLite's online backup). */
int db_copy(struct db *db, const char *path);

/*
 * What is deleted is overwritten (PRAGMA secure_delete), but the journal has
 * it until it begins anew: let it, unless somebody reads on in it.  Outside
 * transactions.
 */
void db_journal_end(struct db *db);

/* Write the file anew without what was deleted while a version ran that did
 * not overwrite it.  Outside transactions; nobody else may be there. */
int db_vacuum(struct db *db);

/* Bring the planner's statistics up to date; daily. */
int db_optimize(struct db *db);

/* "ok", or the first complaint of the engine's own check. */
const char *db_integrity(struct db *db, struct arena *a);

#endif
