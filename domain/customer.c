#include "domain/customer.h"

#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/* One row an address that has ordered: what its orders add up to, and the
 * newest of them. */
#define BUYERS                                                             \
	" FROM (SELECT email_norm AS norm, count(*) AS orders,"            \
	"  CAST(max(placed_ms) AS BIGINT) AS last_ms,"                     \
	"  CAST(max(id) AS BIGINT) AS newest,"                             \
	"  CAST(sum(CASE WHEN state = 'cancelled' THEN 0 ELSE total_minor" \
	"   END) AS BIGINT) AS spent"                                      \
	"  FROM orders WHERE email_norm <> '' GROUP BY email_norm) b"      \
	" JOIN orders o ON o.id = b.newest"                                \
	" LEFT JOIN order_address a"                                       \
	"  ON a.orders = o.id AND a.kind = 'delivery'"

/* What a person types is searched for as it stands: no patterns. */
#define MATCHES                                                     \
	" WHERE (:find = '' OR replace(b.norm, :low, '') <> b.norm" \
	"  OR replace(lower(coalesce(a.name, '')), :low, '')"       \
	"   <> lower(coalesce(a.name, ''))"                         \
	"  OR replace(coalesce(a.name, ''), :find, '')"             \
	"   <> coalesce(a.name, '')"                                \
	"  OR replace(lower(coalesce(a.city, '')), :low, '')"       \
	"   <> lower(coalesce(a.city, '')))"

#define COLUMNS                                                              \
	"o.email, o.email_norm, coalesce(a.name, ''), coalesce(a.city, '')," \
	" b.orders, b.last_ms, b.spent, o.id"

static void row_read(
	struct db_stmt *q, struct arena *a, struct customer_row *row)
{
	row->email = db_next_text(q, a);
	row->email_norm = db_next_text(q, a);
	row->name = db_next_text(q, a);
	row->city = db_next_text(q, a);
	row->orders = db_next_int(q);
	row->last_ms = db_next_int(q);
	row->spent = money(db_next_int(q));
	row->order = db_next_int(q);
}

static void bind_find(struct cx *cx, struct db_stmt *q, const char *find)
{
	find = find ? text_trim(cx->arena, find) : "";
	char *low = arena_strdup(cx->arena, find);
	for (char *p = low; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	db_bind_text(q, ":find", find);
	db_bind_text(q, ":low", low);
}

static int customer_count(struct cx *cx, const char *find, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" BUYERS MATCHES);
	bind_find(cx, q, find);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int customer_list(struct cx *cx, const char *find, int64_t offset,
	int64_t limit, struct customer_row **out, size_t *n, int64_t *total)
{
	*n = 0;
	int rc = customer_count(cx, find, total);
	if (rc < 0)
		return rc;
	*out = ARENA_ARRAY(cx->arena, struct customer_row, (size_t)limit + 1);
	struct db_stmt *q = DB_SQL(cx->db, "SELECT " COLUMNS BUYERS MATCHES
					   " ORDER BY b.last_ms DESC, o.id DESC"
					   " LIMIT :limit OFFSET :offset");
	bind_find(cx, q, find);
	db_bind_int(q, ":limit", limit);
	db_bind_int(q, ":offset", offset);
	while ((rc = db_step(q)) > 0)
		row_read(q, cx->arena, &(*out)[(*n)++]);
	db_done(q);
	return rc;
}

int customer_by_order(struct cx *cx, int64_t order, struct customer_row *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " COLUMNS BUYERS
		" WHERE b.norm = (SELECT email_norm FROM orders"
		"  WHERE id = :order)");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int customer_account(struct cx *cx, const char *email_norm, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM customer"
		" WHERE email_norm = :norm AND archived_ms IS NULL");
	*id = 0;
	db_bind_text(q, ":norm", email_norm);
	int rc = db_one(q);
	if (rc == OK)
		*id = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}
