/*
 * The schema for tests/sqlcheck.sh.
 *   schema sqlite FILE   make a migrated database
 *   schema prepare FILE  prepare each line of standard input on it; print
 *                        "LINE: message" for each that fails
 *   schema pg            print the PostgreSQL script
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

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "sqlite"))
		return schema_make(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "prepare"))
		return lines_prepare(argv[2]);
	if (argc == 2 && !strcmp(argv[1], "pg"))
		return schema_print_pg();
	fputs("schema sqlite FILE | prepare FILE | pg\n", stderr);
	return 2;
}
