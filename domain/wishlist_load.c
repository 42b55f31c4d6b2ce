/* Lists as they are shown. */
#include "domain/wishlist_in.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

bool wish_can_buy(const struct wish *w)
{
	return w->item.on_sale && w->item.stock.most > 0;
}

static int rows_load(struct cx *cx, struct wishlist *list)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT variant, note, price_minor, added_ms FROM wish"
		" WHERE wishlist = :list AND removed_ms IS NULL"
		" ORDER BY added_ms DESC, variant");
	db_bind_int(q, ":list", list->id);
	list->wishes = ARENA_ARRAY(cx->arena, struct wish, WISHLIST_MAX + 1);
	int rc = OK;
	while (list->n < WISHLIST_MAX && (rc = db_step(q)) > 0) {
		struct wish *w = &list->wishes[list->n++];
		w->item.variant = db_next_int(q);
		w->item.qty = 1;
		w->note = db_next_text(q, cx->arena);
		w->then = money(db_next_int(q));
		w->added_ms = db_next_int(q);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < list->n; i++)
		rc = cart_line_now(cx, &list->wishes[i].item);
	return rc < 0 ? rc : OK;
}

static int list_load(struct cx *cx, int64_t id, struct wishlist *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(customer, 0), title, share_nth, created_ms,"
		" CASE WHEN token_sha256 IS NULL THEN 0 ELSE 1 END"
		" FROM wishlist WHERE id = :id");
	db_bind_int(q, ":id", id);
	int64_t nth = 0, created = 0, shared = 0;
	int rc = db_one(q);
	if (rc == OK) {
		out->id = id;
		out->customer = db_next_int(q);
		out->title = db_next_text(q, cx->arena);
		nth = db_next_int(q);
		created = db_next_int(q);
		shared = db_next_int(q);
	}
	db_done(q);
	if (rc < 0)
		return rc;
	if (shared)
		out->token = wishlist_token(cx, id, created, nth);
	return rows_load(cx, out);
}

int wishlist_load(struct cx *cx, const struct wisher *who, struct wishlist *out)
{
	int64_t id = 0;
	*out = (struct wishlist){.title = ""};
	int rc = wishlist_find(cx, who, &id);
	return rc == OK && id ? list_load(cx, id, out) : rc;
}

int wishlist_by_token(struct cx *cx, const char *token, struct wishlist *out)
{
	int64_t id = 0;
	*out = (struct wishlist){.title = ""};
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM wishlist WHERE token_sha256 = :hash");
	db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, token));
	int rc = db_one(q);
	if (rc == OK)
		id = db_next_int(q);
	db_done(q);
	return rc == OK ? list_load(cx, id, out) : rc;
}

int wishlist_has(struct cx *cx, const struct wisher *who, const char *slug,
	int64_t **variants, size_t *n)
{
	int64_t id = 0;
	*n = 0;
	int rc = wishlist_find(cx, who, &id);
	if (rc < 0 || !id)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT w.variant FROM wish w JOIN variant v ON v.id = w.variant"
		" WHERE w.wishlist = :list AND w.removed_ms IS NULL"
		" AND v.product IN (SELECT target FROM slug"
		"  WHERE kind = 'product' AND slug = :slug)"
		" ORDER BY v.position, v.id");
	db_bind_int(q, ":list", id);
	db_bind_text(q, ":slug", slug);
	return db_ints(q, cx->arena, variants, n);
}
