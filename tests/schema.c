/*
 * schema sqlite FILE: make a migrated database.  schema pg: print the
 * PostgreSQL script.  For tests/sqlcheck.sh.
 */
#include <stdio.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/migrate.h"

static const char migrations[] = PUOTI_SRCDIR "/migrations";

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "sqlite")) {
		struct db *db = db_open(argv[2]);
		int rc = db ? migrate_up(db, migrations) : ERR_INTERNAL;
		db_close(db);
		return rc != OK;
	}
	if (argc == 2 && !strcmp(argv[1], "pg")) {
		struct buf out = {0};
		int rc = migrate_print_pg(migrations, &out);
		fputs(out.p, stdout);
		buf_release(&out);
		return rc != OK;
	}
	fputs("schema sqlite FILE | schema pg\n", stderr);
	return 2;
}
