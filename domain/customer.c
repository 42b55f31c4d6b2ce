#include "domain/customer.h"

#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/* One row an address: what its orders add up to, the newest of them, and the
 * account that has it.  Either may be missing. */
#define PEOPLE                                                            \
	" FROM (SELECT x.norm, CAST(sum(x.orders) AS BIGINT) AS orders,"  \
	"  CAST(max(x.last_ms) AS BIGINT) AS last_ms,"                    \
	"  CAST(max(x.at_ms) AS BIGINT) AS at_ms,"                        \
	"  CAST(max(x.newest) AS BIGINT) AS newest,"                      \
	"  CAST(sum(x.spent) AS BIGINT) AS spent,"                        \
	"  CAST(max(x.account) AS BIGINT) AS account FROM ("              \
	"   SELECT email_norm AS norm, count(*) AS orders,"               \
	"    max(placed_ms) AS last_ms, max(placed_ms) AS at_ms,"         \
	"    max(id) AS newest, sum(CASE WHEN state = 'cancelled' THEN 0" \
	"     ELSE total_minor END) AS spent, 0 AS account"               \
	"    FROM orders WHERE email_norm <> '' GROUP BY email_norm"      \
	"   UNION ALL SELECT email_norm, 0, 0, created_ms, 0, 0, id"      \
	"    FROM customer WHERE email_norm IS NOT NULL"                  \
	"    AND archived_ms IS NULL) x GROUP BY x.norm) b"               \
	" LEFT JOIN orders o ON o.id = b.newest"                          \
	" LEFT JOIN customer c ON c.id = b.account"                       \
	" LEFT JOIN order_address a"                                      \
	"  ON a.orders = o.id AND a.kind = 'delivery'"

#define NAME "coalesce(nullif(a.name, ''), c.name, '')"

/* What a person types is searched for as it stands: no patterns. */
#define MATCHES                                                      \
	" WHERE (:find = '' OR replace(b.norm, :low, '') <> b.norm"  \
	"  OR replace(lower(" NAME "), :low, '') <> lower(" NAME ")" \
	"  OR replace(" NAME ", :find, '') <> " NAME                 \
	"  OR replace(lower(coalesce(c.company, '')), :low, '')"     \
	"   <> lower(coalesce(c.company, ''))"                       \
	"  OR replace(lower(coalesce(a.city, '')), :low, '')"        \
	"   <> lower(coalesce(a.city, '')))"

#define COLUMNS                                                \
	"coalesce(o.email, c.email, ''), b.norm, " NAME ","    \
	" coalesce(a.city, ''), b.orders, b.last_ms, b.spent," \
	" coalesce(o.id, 0), b.account,"                       \
	" CASE WHEN c.verified_ms IS NULL THEN 0 ELSE 1 END"

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
	row->account = db_next_int(q);
	row->verified = db_next_int(q) != 0;
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
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" PEOPLE MATCHES);
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
	struct db_stmt *q = DB_SQL(cx->db, "SELECT " COLUMNS PEOPLE MATCHES
					   " ORDER BY b.at_ms DESC, b.norm"
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
		"SELECT " COLUMNS PEOPLE
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

int customer_by_account(
	struct cx *cx, int64_t account, struct customer_row *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT " COLUMNS PEOPLE " WHERE b.account = :account");
	db_bind_int(q, ":account", account);
	int rc = db_one(q);
	if (rc == OK)
		row_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int customer_account_facts(
	struct cx *cx, int64_t account, struct customer_facts *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.created_ms, c.verified_ms, c.seen_ms, c.phone,"
		" c.locale, c.company, c.business_id, c.vat_id, c.buyer_ref,"
		" (SELECT count(*) FROM card_token k WHERE k.customer = c.id"
		"  AND k.archived_ms IS NULL)"
		" FROM customer c WHERE c.id = :id AND c.archived_ms IS NULL");
	db_bind_int(q, ":id", account);
	int rc = db_one(q);
	if (rc == OK) {
		out->since_ms = db_next_int(q);
		out->verified_ms = db_next_int(q);
		out->seen_ms = db_next_int(q);
		out->phone = db_next_text(q, cx->arena);
		out->locale = db_next_text(q, cx->arena);
		out->company = db_next_text(q, cx->arena);
		out->business_id = db_next_text(q, cx->arena);
		out->vat_id = db_next_text(q, cx->arena);
		out->buyer_ref = db_next_text(q, cx->arena);
		out->cards = db_next_int(q);
	}
	db_done(q);
	return rc;
}
