#include "tests/test.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/db.h"
#include "lib/migrate.h"

static int setting_put(struct db *db, const char *code, const char *value)
{
	struct db_stmt *q = DB_SQL(
		db, "INSERT INTO setting (code, value) VALUES (:code, :value)");
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":value", value);
	return db_exec(q, NULL);
}

static int64_t setting_count(struct db *db)
{
	struct db_stmt *q = DB_SQL(db, "SELECT count(*) FROM setting");
	CHECK_OK(db_one(q));
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

/* A second shop in a file, for what needs two processes. */
static struct db *file_db(struct cx *cx, const char **path)
{
	*path = arena_printf(cx->arena, "%s/shop.db", test_dir(cx));
	struct db *db = db_open(*path);
	CHECK(db != NULL);
	CHECK_OK(
		db_run_script(db, "CREATE TABLE setting (code TEXT PRIMARY KEY,"
				  " value TEXT NOT NULL)"));
	return db;
}

static void a_value_comes_back_as_it_went_in(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(:n AS BIGINT), CAST(:s AS TEXT),"
		" CAST(:none AS TEXT) FROM location");
	db_bind_int(q, ":n", INT64_MIN);
	db_bind_text(q, ":s", "pöydät ☃");
	db_bind_null(q, ":none");

	CHECK_OK(db_one(q));
	CHECK(!db_next_is_null(q));
	CHECK_INT(db_next_int(q), INT64_MIN);
	CHECK_STR(db_next_text(q, cx->arena), "pöydät ☃");
	CHECK(db_next_is_null(q));
	CHECK_STR(db_next_text(q, cx->arena), NULL);
	CHECK(db_is_busy(cx->db));
	db_done(q);
	CHECK(!db_is_busy(cx->db));
}

static void a_bind_does_not_outlive_its_use(struct cx *cx)
{
	for (int i = 0; i < 2; i++) {
		struct db_stmt *q = DB_SQL(cx->db, "SELECT CAST(:s AS TEXT)");
		if (i == 0)
			db_bind_text(q, ":s", "first");
		CHECK_OK(db_one(q));
		CHECK_STR(db_next_text(q, cx->arena), i == 0 ? "first" : NULL);
		db_done(q);
	}
}

static void inner_transactions_commit_with_the_outer(struct cx *cx)
{
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(setting_put(cx->db, "a", "1"));
	CHECK_OK(db_end(cx->db, OK));
	CHECK(db_is_busy(cx->db));
	CHECK_OK(db_end(cx->db, OK));

	CHECK(!db_is_busy(cx->db));
	CHECK_INT(setting_count(cx->db), 1);
}

static void an_error_rolls_all_back_and_is_returned(struct cx *cx)
{
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(setting_put(cx->db, "a", "1"));
	CHECK_INT(db_end(cx->db, ERR_DENIED), ERR_DENIED);

	CHECK_INT(setting_count(cx->db), 0);
}

static void a_failed_inner_transaction_cannot_be_committed(struct cx *cx)
{
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(setting_put(cx->db, "a", "1"));
	CHECK_OK(db_begin(cx->db));
	CHECK_INT(db_end(cx->db, ERR_CONFLICT), ERR_CONFLICT);
	CHECK_INT(setting_count(cx->db), 1); /* reading is still allowed */
	CHECK_INT(db_end(cx->db, OK), ERR_CONFLICT);

	CHECK_INT(setting_count(cx->db), 0);
}

static void after_a_failed_statement_none_runs(struct cx *cx)
{
	CHECK_OK(setting_put(cx->db, "a", "1"));
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(setting_put(cx->db, "b", "1"));
	CHECK_INT(setting_put(cx->db, "a", "2"), ERR_CONFLICT);
	CHECK_INT(setting_put(cx->db, "c", "1"), ERR_CONFLICT);
	CHECK_INT(db_end(cx->db, OK), ERR_CONFLICT);

	CHECK_INT(setting_count(cx->db), 1);
	CHECK_OK(setting_put(cx->db, "c", "1")); /* and then all is well */
}

static void a_constraint_is_a_conflict(struct cx *cx)
{
	CHECK_OK(setting_put(cx->db, "a", "1"));
	CHECK_INT(setting_put(cx->db, "a", "1"), ERR_CONFLICT);
	CHECK_INT(setting_put(cx->db, "b", NULL), ERR_CONFLICT);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO stock (variant, location) VALUES (777, 1)");
	CHECK_INT(db_exec(q, NULL), ERR_CONFLICT);
}

static void a_guarded_write_says_when_it_missed(struct cx *cx)
{
	CHECK_OK(setting_put(cx->db, "a", "1"));
	for (int64_t rev = 1; rev <= 2; rev++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"UPDATE setting SET rev = rev + 1"
			" WHERE code = 'a' AND rev = 1");
		CHECK_INT(db_exec_one(q), rev == 1 ? OK : ERR_CONFLICT);
	}
}

static void insert_returns_the_id(struct cx *cx)
{
	int64_t id = 0;
	struct db_stmt *q = DB_SQL(
		cx->db, "INSERT INTO page (position) VALUES (1) RETURNING id");
	CHECK_OK(db_insert(q, &id));
	CHECK(id > 0);
	CHECK(!db_is_busy(cx->db));

	struct db_stmt *none = DB_SQL(cx->db,
		"INSERT INTO page (position) SELECT 2 FROM page WHERE id = 0"
		" RETURNING id");
	CHECK_INT(db_insert(none, &id), ERR_NOT_FOUND);
}

static void a_script_cannot_end_the_transaction(struct cx *cx)
{
	CHECK_OK(db_begin(cx->db));
	CHECK_INT(db_run_script(cx->db, "COMMIT"), ERR_INTERNAL);
	CHECK_INT(db_end(cx->db, OK), ERR_INTERNAL);
	CHECK(!db_is_busy(cx->db));
}

static void many_statements_stay_apart(struct cx *cx)
{
	enum { MANY = 1500 };
	struct db_stmt *q[MANY];
	char *sql[MANY];
	for (int i = 0; i < MANY; i++) {
		sql[i] = arena_printf(cx->arena, "SELECT %d", i);
		q[i] = db_prepare(cx->db, sql[i]);
	}
	for (int i = 0; i < MANY; i++) {
		CHECK(db_prepare(cx->db, sql[i]) == q[i]);
		CHECK_OK(db_one(q[i]));
		CHECK_INT(db_next_int(q[i]), i);
		db_done(q[i]);
	}
}

static void a_reader_sees_one_moment(struct cx *cx)
{
	const char *path;
	struct db *writer = file_db(cx, &path);
	struct db *reader = db_open(path);
	CHECK_OK(db_read_begin(reader));
	CHECK_INT(setting_count(reader), 0);
	CHECK_OK(setting_put(writer, "a", "1"));
	CHECK_INT(setting_count(reader), 0);
	CHECK(db_is_busy(reader));
	db_read_end(reader);

	CHECK(!db_is_busy(reader));
	CHECK_INT(setting_count(reader), 1);
	db_close(reader);
	db_close(writer);
}

static void a_second_writer_is_told_to_come_again(struct cx *cx)
{
	const char *path;
	struct db *first = file_db(cx, &path), *second = db_open(path);
	db_patience(second, 100);
	CHECK_OK(db_begin(first));
	CHECK_INT(db_begin(second), ERR_BUSY);
	CHECK(!db_is_busy(second));
	CHECK_OK(db_end(first, OK));

	CHECK_OK(setting_put(second, "a", "1"));
	db_close(second);
	db_close(first);
}

static void writers_of_several_processes_take_turns(struct cx *cx)
{
	enum { WRITERS = 4, EACH = 40 };
	const char *path;
	struct db *db = file_db(cx, &path);
	CHECK_OK(setting_put(db, "n", "0"));
	for (int w = 0; w < WRITERS; w++) {
		if (fork() != 0)
			continue;
		struct db *own = db_open(path);
		int bad = own == NULL;
		for (int i = 0; i < EACH && !bad; i++) {
			bad = db_begin(own) != OK;
			struct db_stmt *q = DB_SQL(own,
				"UPDATE setting SET value ="
				" CAST(CAST(value AS BIGINT) + 1 AS TEXT)"
				" WHERE code = 'n'");
			bad |= db_exec_one(q) != OK || db_end(own, OK) != OK;
		}
		_exit(bad);
	}
	for (int w = 0; w < WRITERS; w++) {
		int status = -1;
		wait(&status);
		CHECK_INT(status, 0);
	}
	struct db_stmt *q = DB_SQL(
		db, "SELECT value FROM setting WHERE code = 'n'");
	CHECK_OK(db_one(q));
	CHECK_STR(db_next_text(q, cx->arena), "160");
	db_done(q);
	db_close(db);
}

static void the_files_are_the_owners_alone(struct cx *cx)
{
	const char *path;
	struct db *db = file_db(cx, &path);
	const char *const suffix[] = {"", "-wal", "-shm", ".lock"};
	for (int i = 0; i < 4; i++) {
		struct stat st;
		CHECK_OK(stat(
			arena_printf(cx->arena, "%s%s", path, suffix[i]), &st));
		CHECK_INT(st.st_mode & 0777, 0600);
	}
	db_close(db);
}

static void a_copy_is_whole_and_never_overwrites(struct cx *cx)
{
	const char *path;
	struct db *db = file_db(cx, &path);
	const char *to = arena_printf(cx->arena, "%s.copy", path);
	CHECK_OK(setting_put(db, "a", "1"));
	CHECK_OK(db_copy(db, to));
	CHECK_INT(db_copy(db, to), ERR_INTERNAL);
	CHECK(access(arena_printf(cx->arena, "%s-wal", to), F_OK) != 0);

	struct db *copy = db_open(to);
	CHECK_STR(db_integrity(copy, cx->arena), "ok");
	CHECK_INT(setting_count(copy), 1);
	db_close(copy);
	db_close(db);
}

static void integrity_sees_a_lost_reference(struct cx *cx)
{
	CHECK_STR(db_integrity(cx->db, cx->arena), "ok");
	CHECK_OK(db_run_script(cx->db,
		"PRAGMA foreign_keys = OFF;"
		"INSERT INTO stock (variant, location) VALUES (777, 1);"));
	CHECK_STR(db_integrity(cx->db, cx->arena),
		"a reference of table stock leads nowhere");
}

static void what_cannot_be_opened_is_null(struct cx *cx)
{
	CHECK(db_open("/nowhere/shop.db") == NULL);
	const char *path = arena_printf(cx->arena, "%s/shop.db", test_dir(cx));
	FILE *f = fopen(path, "we");
	for (int i = 0; i < 1000; i++)
		fputs("this is not a database", f);
	fclose(f);
	CHECK(db_open(path) == NULL);
}

int main(void)
{
	return test_run((struct test[]){
		{"a value comes back as it went in",
			a_value_comes_back_as_it_went_in},
		{"a bind does not outlive its use",
			a_bind_does_not_outlive_its_use},
		{"inner transactions commit with the outer",
			inner_transactions_commit_with_the_outer},
		{"an error rolls all back and is returned",
			an_error_rolls_all_back_and_is_returned},
		{"a failed inner transaction cannot be committed",
			a_failed_inner_transaction_cannot_be_committed},
		{"after a failed statement none runs",
			after_a_failed_statement_none_runs},
		{"a constraint is a conflict", a_constraint_is_a_conflict},
		{"a guarded write says when it missed",
			a_guarded_write_says_when_it_missed},
		{"insert returns the id", insert_returns_the_id},
		{"a script cannot end the transaction",
			a_script_cannot_end_the_transaction},
		{"many statements stay apart", many_statements_stay_apart},
		{"a reader sees one moment", a_reader_sees_one_moment},
		{"a second writer is told to come again",
			a_second_writer_is_told_to_come_again},
		{"writers of several processes take turns",
			writers_of_several_processes_take_turns},
		{"the files are the owner's alone",
			the_files_are_the_owners_alone},
		{"a copy is whole and never overwrites",
			a_copy_is_whole_and_never_overwrites},
		{"integrity sees a lost reference",
			integrity_sees_a_lost_reference},
		{"what cannot be opened is NULL",
			what_cannot_be_opened_is_null},
		{NULL, NULL},
	});
}
