#include "domain/catalogue.h"

#include "lib/db.h"
#include "lib/err.h"

int catalogue_version(struct cx *cx, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT version FROM catalogue_version WHERE scope = 'shop'");
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

int catalogue_touch(struct cx *cx)
{
	return db_exec_one(DB_SQL(cx->db,
		"UPDATE catalogue_version SET version = version + 1"
		" WHERE scope = 'shop'"));
}

int counter_next(struct cx *cx, const char *series, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO counter (series, last) VALUES (:series, 1)"
		" ON CONFLICT (series) DO UPDATE SET last = counter.last + 1"
		" RETURNING last");
	db_bind_text(q, ":series", series);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}
