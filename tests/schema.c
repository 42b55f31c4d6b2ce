/*
 * The schema, for tests/sqlcheck.sh and other shell tests.
 *   schema sqlite FILE   make a migrated database
 *   schema prepare FILE  prepare each line of standard input on it; print
 *                        "LINE: message" for each that fails
 *   schema pg            print the PostgreSQL script
 *   schema run FILE SQL  run it on a database; print the rows' cells, one a
 *                        line (for the shell tests)
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/migrate.h"

static const char migrations[] = PUOTI_SRCDIR "/migrations";

static int schema_make(const char *path)
{
	struct db *db = db_open(path);
	int rc = db ? migrate_up(db, migrations) : ERR_INTERNAL;
	db_close(db);
	return rc != OK;
}

static int schema_print_pg(void)
{
	struct buf out = {0};
	int rc = migrate_print_pg(migrations, &out);
	fputs(out.p, stdout);
	buf_release(&out);
	return rc != OK;
}

static int lines_prepare(const char *path)
{
	sqlite3 *db;
	char *line = NULL;
	size_t cap = 0;
	int failures = 0;
	if (sqlite3_open(path, &db) != SQLITE_OK)
		return 1;
	for (int n = 1; getline(&line, &cap, stdin) > 0; n++) {
		sqlite3_stmt *q = NULL;
		const char *tail = "";
		line[strcspn(line, "\n")] = '\0';
		if (sqlite3_prepare_v2(db, line, -1, &q, &tail) != SQLITE_OK)
			printf("%d: %s\n", n, sqlite3_errmsg(db));
		else if (*tail)
			printf("%d: more than one statement\n", n);
		failures += !q || *tail;
		sqlite3_finalize(q);
	}
	free(line);
	sqlite3_close(db);
	return failures != 0;
}

static int print_row(void *arg, int n, char **cells, char **names)
{
	(void)arg;
	(void)names;
	for (int i = 0; i < n; i++)
		puts(cells[i] ? cells[i] : "");
	return 0;
}

static int sql_run(const char *path, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;
	if (sqlite3_open(path, &db) != SQLITE_OK)
		return 1;
	sqlite3_busy_timeout(db, 5000);
	int code = sqlite3_exec(db, sql, print_row, NULL, &why);
	if (code != SQLITE_OK)
		fprintf(stderr, "%s\n", why);
	sqlite3_free(why);
	sqlite3_close(db);
	return code != SQLITE_OK;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "sqlite"))
		return schema_make(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "prepare"))
		return lines_prepare(argv[2]);
	if (argc == 4 && !strcmp(argv[1], "run"))
		return sql_run(argv[2], argv[3]);
	if (argc == 2 && !strcmp(argv[1], "pg"))
		return schema_print_pg();
	fputs("schema sqlite FILE | prepare FILE | pg | run FILE SQL\n",
		stderr);
	return 2;
}
