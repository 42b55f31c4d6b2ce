#include "lib/migrate.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/test.h"

struct place {
	const char *dir, *db_path;
	struct db *db;
};

static void put(
	struct cx *cx, struct place *p, const char *name, const char *sql)
{
	FILE *f = fopen(arena_printf(cx->arena, "%s/%s", p->dir, name), "we");
	fputs(sql, f);
	fclose(f);
}

static struct place place_new(struct cx *cx)
{
	struct place p = {.dir = test_dir(cx)};
	p.db_path = arena_printf(cx->arena, "%s/shop.db", p.dir);
	p.db = db_open(p.db_path);
	put(cx, &p, "0001_first.sql", "CREATE TABLE one (a TEXT);");
	put(cx, &p, "0002_second.sql",
		"CREATE TABLE two (a TEXT);"
		"INSERT INTO two (a) VALUES ('x');");
	return p;
}

/* The newest number that is recorded. */
static int64_t version(struct place *p)
{
	struct db_stmt *q = DB_SQL(
		p->db, "SELECT coalesce(max(number), 0) FROM schema_migration");
	CHECK_OK(db_one(q));
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

static bool has_table(struct place *p, const char *sql)
{
	return db_run_script(p->db, sql) == OK;
}

static void each_is_applied_once(struct cx *cx)
{
	struct place p = place_new(cx);
	CHECK_OK(migrate_up(p.db, p.dir));
	CHECK_INT(version(&p), 2);
	CHECK_OK(migrate_up(p.db, p.dir));
	CHECK_OK(migrate_check(p.db, p.dir));

	put(cx, &p, "0003_third.sql", "CREATE TABLE three (a TEXT);");
	CHECK_INT(migrate_check(p.db, p.dir), ERR_CONFLICT);
	CHECK_OK(migrate_up(p.db, p.dir));
	CHECK_INT(version(&p), 3);
	CHECK_OK(migrate_check(p.db, p.dir));
	db_close(p.db);
}

static void a_changed_text_is_refused(struct cx *cx)
{
	struct place p = place_new(cx);
	CHECK_OK(migrate_up(p.db, p.dir));
	put(cx, &p, "0001_first.sql", "CREATE TABLE one (a TEXT );");
	put(cx, &p, "0003_third.sql", "CREATE TABLE three (a TEXT);");

	CHECK_INT(migrate_up(p.db, p.dir), ERR_CONFLICT);
	CHECK_INT(migrate_check(p.db, p.dir), ERR_CONFLICT);
	CHECK_INT(version(&p), 2);
	CHECK(!has_table(&p, "SELECT a FROM three"));
	db_close(p.db);
}

static void a_newer_database_is_refused(struct cx *cx)
{
	struct place p = place_new(cx);
	CHECK_OK(migrate_up(p.db, p.dir));
	unlink(arena_printf(cx->arena, "%s/0002_second.sql", p.dir));

	CHECK_INT(migrate_up(p.db, p.dir), ERR_CONFLICT);
	CHECK_INT(migrate_check(p.db, p.dir), ERR_CONFLICT);
	db_close(p.db);
}

static void a_broken_one_changes_nothing(struct cx *cx)
{
	struct place p = place_new(cx);
	put(cx, &p, "0003_third.sql",
		"CREATE TABLE three (a TEXT);"
		"INSERT INTO two (a) VALUES ('y');"
		"CREATE TABLE one (a TEXT);");

	CHECK_INT(migrate_up(p.db, p.dir), ERR_INTERNAL);
	CHECK_INT(version(&p), 2); /* those before it are kept */
	CHECK(!has_table(&p, "SELECT a FROM three"));

	put(cx, &p, "0003_third.sql", "CREATE TABLE three (a TEXT);");
	CHECK_OK(migrate_up(p.db, p.dir));
	CHECK_INT(version(&p), 3);
	db_close(p.db);
}

static void one_that_commits_by_itself_is_refused(struct cx *cx)
{
	struct place p = place_new(cx);
	put(cx, &p, "0003_third.sql", "SELECT 1; ROLLBACK;");
	CHECK_INT(migrate_up(p.db, p.dir), ERR_INTERNAL);
	CHECK_INT(version(&p), 2);
	db_close(p.db);
}

static void a_table_that_others_refer_to_can_be_rebuilt(struct cx *cx)
{
	struct place p = place_new(cx);
	put(cx, &p, "0003_third.sql",
		"CREATE TABLE head (id INTEGER PRIMARY KEY);"
		"CREATE TABLE tail (head BIGINT REFERENCES head (id));"
		"INSERT INTO head (id) VALUES (1);"
		"INSERT INTO tail (head) VALUES (1);");
	put(cx, &p, "0004_fourth.sql",
		"CREATE TABLE head_new (id INTEGER PRIMARY KEY, b TEXT);"
		"INSERT INTO head_new (id) SELECT id FROM head;"
		"DROP TABLE head;"
		"ALTER TABLE head_new RENAME TO head;");
	CHECK_OK(migrate_up(p.db, p.dir));

	put(cx, &p, "0005_fifth.sql", "DELETE FROM head;");
	CHECK_INT(migrate_up(p.db, p.dir), ERR_CONFLICT);
	CHECK_INT(version(&p), 4);
	CHECK_INT(db_run_script(p.db, "DELETE FROM head"), ERR_CONFLICT);
	db_close(p.db);
}

static void a_gap_in_the_numbers_is_refused(struct cx *cx)
{
	struct place p = place_new(cx);
	put(cx, &p, "0004_fourth.sql", "CREATE TABLE four (a TEXT);");
	CHECK_INT(migrate_up(p.db, p.dir), ERR_INTERNAL);
	CHECK_INT(migrate_up(p.db, "/nowhere"), ERR_INTERNAL);
	db_close(p.db);
}

/* Kill a migrating process at many moments: whole migrations or none. */
static void killed_at_any_moment_it_goes_on_later(struct cx *cx)
{
	for (unsigned us = 0; us < 12000; us += 1000) {
		struct place p = place_new(cx);
		db_close(p.db);
		pid_t child = fork();
		if (child == 0) {
			struct db *db = db_open(p.db_path);
			_exit(!db || migrate_up(db, p.dir) != OK);
		}
		usleep(us);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);

		p.db = db_open(p.db_path);
		CHECK_OK(migrate_up(p.db, p.dir));
		CHECK_INT(version(&p), 2);
		CHECK_STR(db_integrity(p.db, cx->arena), "ok");
		db_close(p.db);
	}
}

static void the_other_engine_gets_identities_and_twins(struct cx *cx)
{
	struct place p = place_new(cx);
	struct buf out = {0};
	put(cx, &p, "0003_third.sql",
		"CREATE TABLE t (\n  id      INTEGER PRIMARY KEY, n BIGINT);");
	put(cx, &p, "0004_fourth.sql", "CREATE VIRTUAL TABLE v;");
	put(cx, &p, "0004_fourth.pg.sql", "CREATE TABLE v (a tsvector);");
	CHECK_OK(migrate_print_pg(p.dir, &out));

	CHECK(strstr(out.p,
		"  id      BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY"
		" KEY, n"));
	CHECK(strstr(out.p, "v (a tsvector)"));
	CHECK(!strstr(out.p, "VIRTUAL"));
	CHECK(strstr(out.p, "VALUES (4, '0004_fourth', '"));
	buf_release(&out);
	db_close(p.db);
}

int main(void)
{
	return test_run((struct test[]){
		{"each is applied once", each_is_applied_once},
		{"a changed text is refused", a_changed_text_is_refused},
		{"a newer database is refused", a_newer_database_is_refused},
		{"a broken one changes nothing", a_broken_one_changes_nothing},
		{"one that commits by itself is refused",
			one_that_commits_by_itself_is_refused},
		{"a table that others refer to can be rebuilt",
			a_table_that_others_refer_to_can_be_rebuilt},
		{"a gap in the numbers is refused",
			a_gap_in_the_numbers_is_refused},
		{"killed at any moment it goes on later",
			killed_at_any_moment_it_goes_on_later},
		{"the other engine gets identities and twins",
			the_other_engine_gets_identities_and_twins},
		{NULL, NULL},
	});
}
