/* Taking back what was removed: the numbers travel with the visitor, the shop
 * keeps nothing of it. */
#include "domain/profile_told.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/profile_in.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"

/* Per product: its id, views, when last, carts, when last, removed before. */
enum { NUMBERS = 6, BASE = 16 };

static int item_note(
	struct cx *cx, const char *subject, int64_t product, struct buf *out)
{
	int64_t v[NUMBERS] = {product};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT views, viewed_ms, carts, carted_ms, removed_ms"
		" FROM profile_item"
		" WHERE subject = :subject AND product = :product");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	for (int i = 1; rc == OK && i < NUMBERS; i++)
		v[i] = db_next_int(q);
	db_done(q);
	if (rc == ERR_NOT_FOUND) /* only noted, not written yet */
		rc = OK;
	for (int i = 0; rc == OK && i < NUMBERS; i++)
		buf_addf(out, "%" PRIx64 "%c", v[i],
			i + 1 < NUMBERS ? '.' : '-');
	return rc;
}

int profile_items_note(struct cx *cx, const char *subject,
	const int64_t *products, size_t n, const char **out)
{
	struct buf text = {0};
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = item_note(cx, subject, products[i], &text);
	*out = rc == OK && text.len <= PROFILE_UNDO_MAX
		       ? arena_strndup(
				 cx->arena, text.p ? text.p : "", text.len)
		       : NULL;
	buf_release(&text);
	return rc;
}

/* Once: what is back is not removed any more.  What has no row was erased
 * since, and stays so.  The caller makes touched_ms anew. */
static int item_back(struct cx *cx, const char *subject, const int64_t *v)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE profile_item SET views = views + :views,"
		" viewed_ms = CASE WHEN viewed_ms > :viewed THEN viewed_ms"
		"  ELSE CAST(:viewed AS BIGINT) END,"
		" carts = carts + :carts,"
		" carted_ms = CASE WHEN carted_ms > :carted THEN carted_ms"
		"  ELSE CAST(:carted AS BIGINT) END,"
		" removed_ms = :removed WHERE subject = :subject"
		" AND product = :product AND removed_ms > :removed");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":product", v[0]);
	db_bind_int(q, ":views", v[1]);
	db_bind_int(q, ":viewed", v[2]);
	db_bind_int(q, ":carts", v[3]);
	db_bind_int(q, ":carted", v[4]);
	db_bind_int(q, ":removed", v[5]);
	return db_exec(q, NULL);
}

/* "1f.3.19a2....-": the six numbers of one product. */
static const char *item_read(const char *at, int64_t *v)
{
	for (int i = 0; i < NUMBERS; i++) {
		char *end = NULL;
		char stop = i + 1 < NUMBERS ? '.' : '-';
		errno = 0;
		v[i] = strtoll(at, &end, BASE);
		if (errno || end == at || *end != stop || v[i] < 0)
			return NULL;
		at = end + 1;
	}
	return at;
}

int profile_items_back(struct cx *cx, const char *subject, const char *text)
{
	int64_t v[NUMBERS];
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	while (rc == OK && *text) {
		text = item_read(text, v);
		if (!text)
			return db_end(cx->db, ERR_BAD);
		rc = item_back(cx, subject, v);
	}
	if (rc == OK) /* their orders count again */
		rc = profile_ordered(cx, profile_customer(subject));
	if (rc == OK)
		rc = profile_items_tidy(cx, subject);
	return db_end(cx->db, rc);
}
