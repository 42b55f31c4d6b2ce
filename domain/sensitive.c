#include "domain/sensitive.h"

#include <stdlib.h>

#include "domain/catalogue.h"
#include "domain/table.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"

/* Ids in ascending order, of one version of one database's catalogue. */
static struct {
	int64_t version, serial;
	int64_t *ids;
	size_t n;
} kept = {.version = -1};

static int load(struct cx *cx, int64_t version)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT p.id FROM product p"
		" WHERE p.id IN" SENSITIVE_PRODUCTS " ORDER BY p.id");
	int64_t *ids;
	size_t n = 0;
	int rc = db_ints(q, cx->arena, &ids, &n);
	if (rc < 0)
		return rc;
	keep_free(kept.ids);
	kept.ids = NULL;
	if (n)
		kept.ids = keep_alloc(n * sizeof(*ids));
	for (size_t i = 0; i < n; i++)
		kept.ids[i] = ids[i];
	kept.n = n;
	kept.version = version;
	kept.serial = db_serial(cx->db);
	return OK;
}

static int by_number(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

int sensitive_product(struct cx *cx, int64_t product, bool *out)
{
	int64_t version;
	*out = true;
	int rc = catalogue_version(cx, &version);
	if (rc == OK &&
		(version != kept.version || kept.serial != db_serial(cx->db)))
		rc = load(cx, version);
	if (rc == OK)
		*out = kept.n && bsearch(&product, kept.ids, kept.n,
					 sizeof(product), by_number);
	return rc;
}

TABLE_SQL(events_drop, "DELETE FROM event WHERE product IN" SENSITIVE_PRODUCTS);
TABLE_SQL(items_drop,
	"DELETE FROM profile_item WHERE product IN" SENSITIVE_PRODUCTS);
TABLE_SQL(likes_drop,
	"DELETE FROM profile_like WHERE interest IN (SELECT i.id"
	" FROM interest i WHERE i.category IN" SENSITIVE_CATEGORIES ")");

int sensitive_drop(struct cx *cx)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = db_exec(events_drop(cx->db), NULL);
	if (rc == OK)
		rc = db_exec(items_drop(cx->db), NULL);
	if (rc == OK)
		rc = db_exec(likes_drop(cx->db), NULL);
	return db_end(cx->db, rc);
}
