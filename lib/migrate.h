#ifndef LIB_MIGRATE_H
#define LIB_MIGRATE_H

#include "lib/buf.h"
#include "lib/db.h"

/*
 * Apply DIR/NNNN_name.sql in order, each in its own transaction, and record
 * number and checksum in table schema_migration.
 * ERR_CONFLICT: an applied migration's text has changed, or the database is
 * newer than this program; nothing is applied, the reason is logged.
 */
int migrate_up(struct db *db, const char *dir);

/* OK when the database is exactly at the newest migration of dir. */
int migrate_check(struct db *db, const char *dir);

/*
 * All migrations as one script for the other engine: 'id INTEGER PRIMARY KEY'
 * becomes a BIGINT identity, NNNN_x.pg.sql replaces its twin.
 */
int migrate_print_pg(const char *dir, struct buf *out);

#endif
