#include "lib/fts.h"

#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { WORDS_MAX = 12 };

int fts_put(struct db *db, int64_t id, const char *name, const char *code,
	const char *body)
{
	struct db_stmt *q = DB_SQL(
		db, "DELETE FROM search_fts WHERE rowid = :id");
	db_bind_int(q, ":id", id);
	int rc = db_exec(q, NULL);
	if (rc < 0 || !name)
		return rc;
	q = DB_SQL(db, "INSERT INTO search_fts (rowid, name, code, body)"
		       " VALUES (:id, :name, :code, :body)");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":name", name);
	db_bind_text(q, ":code", code);
	db_bind_text(q, ":body", body);
	return db_exec(q, NULL);
}

/* Length in bytes of the run of letters and digits at s; 0: none. */
static size_t word_length(const char *s)
{
	size_t n = 0;
	for (;;) {
		ucs4_t c;
		int k = u8_mbtouc(&c, (const uint8_t *)s + n, strlen(s + n));
		if (!s[n] || k <= 0 || !uc_is_alnum(c))
			return n;
		n += (size_t)k;
	}
}

const char *fts_query(struct arena *a, const char *typed)
{
	const char *query = "";
	typed = text_nfc(a, typed);
	int words = 0;
	while (*typed && words < WORDS_MAX) {
		size_t n = word_length(typed);
		if (n == 0) {
			typed++;
			continue;
		}
		query = arena_printf(a, "%s%s\"%s\"*", query,
			words ? " AND " : "", arena_strndup(a, typed, n));
		typed += n;
		words++;
	}
	return words ? query : NULL;
}

int fts_find(struct db *db, const char *query, const struct fts_range *range,
	int64_t *products, size_t *n, int64_t *total)
{
	struct db_stmt *q = DB_SQL(db,
		"SELECT d.product FROM search_fts f"
		" JOIN search_doc d ON d.id = f.rowid"
		" JOIN product p ON p.id = d.product AND p.status = 'active'"
		"  AND coalesce(p.publish_from_ms, 0) <= :now"
		"  AND (p.publish_to_ms IS NULL OR p.publish_to_ms > :now)"
		" WHERE search_fts MATCH :query AND (d.locale = :locale"
		"  OR (d.locale = :root AND NOT EXISTS"
		"   (SELECT 1 FROM product_text t WHERE t.product = d.product"
		"    AND t.locale = :locale AND t.name <> '')))"
		" ORDER BY bm25(search_fts, 10.0, 6.0, 1.0), p.sold_qty DESC,"
		" p.id LIMIT 1000");
	db_bind_text(q, ":query", query);
	db_bind_text(q, ":locale", range->locale);
	db_bind_text(q, ":root", range->root);
	db_bind_int(q, ":now", range->now);
	int rc;
	*n = 0;
	*total = 0;
	while ((rc = db_step(q)) > 0) {
		int64_t product = db_next_int(q);
		if (*total >= range->offset && (int64_t)*n < range->limit)
			products[(*n)++] = product;
		(*total)++;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
