#include "domain/wishlist.h"

#include <inttypes.h>

#include "domain/wishlist_in.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

int wishlist_find(struct cx *cx, const struct wisher *who, int64_t *id)
{
	struct db_stmt *q;
	if (who->customer) {
		q = DB_SQL(cx->db,
			"SELECT id FROM wishlist WHERE customer = :customer");
		db_bind_int(q, ":customer", who->customer);
	} else {
		q = DB_SQL(cx->db,
			"SELECT id FROM wishlist WHERE session = :session");
		db_bind_text(q, ":session", who->session);
	}
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* Touched, and made if need be. */
static int make(struct cx *cx, const struct wisher *who, int64_t *id)
{
	struct db_stmt *q;
	if (who->customer) {
		q = DB_SQL(cx->db,
			"INSERT INTO wishlist (customer, created_ms, updated_ms)"
			" VALUES (:customer, :now, :now)"
			" ON CONFLICT (customer) WHERE customer IS NOT NULL"
			" DO UPDATE SET updated_ms = excluded.updated_ms"
			" RETURNING id");
		db_bind_int(q, ":customer", who->customer);
	} else {
		q = DB_SQL(cx->db,
			"INSERT INTO wishlist (session, created_ms, updated_ms)"
			" VALUES (:session, :now, :now) ON CONFLICT (session)"
			" DO UPDATE SET updated_ms = excluded.updated_ms"
			" RETURNING id");
		db_bind_text(q, ":session", who->session);
	}
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

/* What was taken off before waits no more. */
static int removed_drop(struct cx *cx, int64_t list, int64_t but)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM wish WHERE wishlist = :list"
		" AND removed_ms IS NOT NULL AND variant <> :but");
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":but", but);
	return db_exec(q, NULL);
}

int wishlist_count(struct cx *cx, int64_t list, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM wish"
		" WHERE wishlist = :list AND removed_ms IS NULL");
	db_bind_int(q, ":list", list);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static bool has(struct cx *cx, int64_t list, int64_t variant)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM wish WHERE wishlist = :list"
		" AND variant = :variant AND removed_ms IS NULL");
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":variant", variant);
	bool yes = db_one(q) == OK && db_next_int(q) > 0;
	db_done(q);
	return yes;
}

static int put(struct cx *cx, int64_t list, const struct cart_line *l)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO wish (wishlist, variant, price_minor, added_ms)"
		" VALUES (:list, :variant, :price, :now)"
		" ON CONFLICT (wishlist, variant) DO UPDATE SET"
		"  note = '', price_minor = excluded.price_minor,"
		"  added_ms = excluded.added_ms, removed_ms = NULL");
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":variant", l->variant);
	db_bind_int(q, ":price", l->price.amount.minor);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int add(
	struct cx *cx, const struct wisher *who, int64_t variant, bool *added)
{
	struct cart_line l = {.variant = variant, .qty = 1};
	int64_t list = 0, n = 0;
	*added = false;
	int rc = cart_line_now(cx, &l);
	if (rc == OK && !l.on_sale)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		rc = make(cx, who, &list);
	if (rc < 0 || has(cx, list, variant))
		return rc;
	rc = removed_drop(cx, list, variant);
	if (rc == OK)
		rc = wishlist_count(cx, list, &n);
	if (rc == OK && n >= WISHLIST_MAX)
		rc = ERR_TOO_LARGE;
	if (rc == OK)
		rc = put(cx, list, &l);
	*added = rc == OK;
	return rc;
}

int wish_add(
	struct cx *cx, const struct wisher *who, int64_t variant, bool *added)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, add(cx, who, variant, added));
}

/* A list that is there, touched; *id 0: none. */
static int touch(struct cx *cx, const struct wisher *who, int64_t *id)
{
	int rc = wishlist_find(cx, who, id);
	return rc == OK && *id ? make(cx, who, id) : rc;
}

static int take_off(struct cx *cx, const struct wisher *who, int64_t variant)
{
	int64_t list = 0;
	int rc = touch(cx, who, &list);
	if (rc < 0 || !list || !has(cx, list, variant))
		return rc;
	rc = removed_drop(cx, list, 0);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wish SET removed_ms = :now WHERE wishlist = :list"
		" AND variant = :variant AND removed_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":variant", variant);
	return db_exec(q, NULL);
}

int wish_remove(struct cx *cx, const struct wisher *who, int64_t variant)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, take_off(cx, who, variant));
}

static int bring_back(struct cx *cx, const struct wisher *who, int64_t variant)
{
	int64_t list = 0, n = 0;
	bool added;
	int rc = touch(cx, who, &list);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wish SET removed_ms = NULL WHERE wishlist = :list"
		" AND variant = :variant AND removed_ms IS NOT NULL");
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":variant", variant);
	rc = db_exec(q, &n);
	return rc == OK && !n ? add(cx, who, variant, &added) : rc;
}

int wish_undo(struct cx *cx, const struct wisher *who, int64_t variant)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, bring_back(cx, who, variant));
}

int wish_note(struct cx *cx, const struct wisher *who, int64_t variant,
	const char *note)
{
	int64_t list = 0, n = 0;
	if (utf8_length(note) > WISH_NOTE_MAX)
		return ERR_INVALID;
	int rc = wishlist_find(cx, who, &list);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wish SET note = :note WHERE wishlist = :list"
		" AND variant = :variant AND removed_ms IS NULL");
	db_bind_text(q, ":note", note);
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":variant", variant);
	rc = db_exec(q, &n);
	return rc == OK && !n ? ERR_NOT_FOUND : rc;
}

static int title_set(struct cx *cx, const struct wisher *who, const char *title)
{
	int64_t list = 0;
	int rc = make(cx, who, &list);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE wishlist SET title = :title WHERE id = :list");
	db_bind_text(q, ":title", title);
	db_bind_int(q, ":list", list);
	return db_exec_one(q);
}

int wishlist_title(struct cx *cx, const struct wisher *who, const char *title)
{
	if (utf8_length(title) > WISHLIST_TITLE_MAX)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, title_set(cx, who, title));
}

const char *wishlist_token(
	struct cx *cx, int64_t list, int64_t created_ms, int64_t nth)
{
	return crypt_keyed_token(cx->arena, cx->secret, "wishlist",
		arena_printf(cx->arena, "%" PRId64 "/%" PRId64 "/%" PRId64,
			list, created_ms, nth));
}

/* The next link; the one before is dead. */
static int share_next(
	struct cx *cx, int64_t list, int64_t *nth, int64_t *created_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wishlist SET share_nth = share_nth + 1,"
		" token_sha256 = NULL WHERE id = :list"
		" RETURNING share_nth, created_ms");
	db_bind_int(q, ":list", list);
	int rc = db_one(q);
	if (rc == OK) {
		*nth = db_next_int(q);
		*created_ms = db_next_int(q);
	}
	db_done(q);
	return rc;
}

static int share(struct cx *cx, const struct wisher *who, bool on)
{
	int64_t list = 0, nth = 0, created = 0;
	int rc = make(cx, who, &list);
	if (rc == OK)
		rc = share_next(cx, list, &nth, &created);
	if (rc < 0 || !on)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE wishlist SET token_sha256 = :hash"
		" WHERE id = :list AND share_nth = :nth");
	db_bind_text(q, ":hash",
		crypt_sha256_str(
			cx->arena, wishlist_token(cx, list, created, nth)));
	db_bind_int(q, ":list", list);
	db_bind_int(q, ":nth", nth);
	return db_exec_one(q);
}

int wishlist_share(struct cx *cx, const struct wisher *who, bool on)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, share(cx, who, on));
}
