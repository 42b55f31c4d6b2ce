/*
 * storm FILE SECONDS: write to a shop's database as fast as it takes, two
 * rows in each transaction that must agree: stock.on_hand of variant 1 is the
 * sum of its movements.  Prints the number of transactions.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

static int64_t next_ref(struct db *db)
{
	struct db_stmt *q = DB_SQL(db,
		"UPDATE counter SET last = last + 1 WHERE series = 'adjust'"
		" RETURNING last");
	int64_t ref = -1;
	if (db_one(q) == OK)
		ref = db_next_int(q);
	db_done(q);
	return ref;
}

static int stock_add_one(struct db *db)
{
	int rc = db_begin(db);
	if (rc != OK)
		return rc;
	struct db_stmt *q = DB_SQL(db,
		"INSERT INTO stock_move (variant, location, delta, reason,"
		"  ref_kind, ref_id, at_ms)"
		" VALUES (1, 1, 1, 'received', 'storm', :ref, :now)");
	db_bind_int(q, ":ref", next_ref(db));
	db_bind_int(q, ":now", clock_now());
	rc = db_exec(q, NULL);
	if (rc == OK)
		rc = db_exec_one(
			DB_SQL(db, "UPDATE stock SET on_hand = on_hand + 1"
				   " WHERE variant = 1 AND location = 1"));
	return db_end(db, rc);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	struct db *db = db_open(argv[1]);
	if (!db)
		return 1;
	int64_t end = clock_now() + strtol(argv[2], NULL, 10) * MS_SECOND;
	long n = 0;
	for (; clock_now() < end; n++)
		if (stock_add_one(db) != OK)
			return 1;
	printf("%ld\n", n);
	db_close(db);
	return 0;
}
