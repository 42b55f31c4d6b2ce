/* Stores: where a cart can be fetched. */
#include <string.h>

#include "domain/cart.h"
#include "domain/delivery.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "lib/db.h"
#include "lib/err.h"

static const char *or_else(const char *text, const char *fallback)
{
	return *text ? text : fallback;
}

/* The shop's own address stands where a location has none. */
static void read_store(
	struct cx *cx, struct db_stmt *q, struct delivery_store *s)
{
	*s = (struct delivery_store){.location = db_next_int(q)};
	s->name = db_next_text(q, cx->arena);
	s->street = db_next_text(q, cx->arena);
	s->postal = db_next_text(q, cx->arena);
	s->city = db_next_text(q, cx->arena);
	s->hours = db_next_text(q, cx->arena);
	s->has_all = true;
	s->missing = "";
}

static void complete(struct cx *cx, struct delivery_store *s)
{
	s->name = or_else(s->name, or_else(setting_get(cx, "shop.pickup"),
					   setting_get(cx, "shop.name")));
	s->hours = or_else(s->hours, setting_get(cx, "shop.hours"));
	if (*s->street)
		return;
	s->street = setting_get(cx, "shop.street");
	s->postal = setting_get(cx, "shop.postal");
	s->city = setting_get(cx, "shop.city");
}

static int list_stores(
	struct cx *cx, int64_t location, struct delivery_store **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, name, street, postal, city, hours FROM location"
		" WHERE pickup = 1 AND archived_ms IS NULL"
		" AND (CAST(:location AS BIGINT) = 0 OR id = :location)"
		" ORDER BY position, id");
	int rc;
	*out = NULL;
	*n = 0;
	db_bind_int(q, ":location", location);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_store(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	for (size_t i = 0; i < *n; i++)
		complete(cx, &(*out)[i]);
	return rc;
}

static const struct stock_shelf *shelf_at(
	const struct stock_shelf *s, size_t n, int64_t location)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].location == location)
			return &s[i];
	return NULL;
}

static int check_line(struct cx *cx, const struct cart_line *l,
	struct delivery_store *stores, size_t n)
{
	struct stock_shelf *shelves;
	size_t n_shelves;
	int rc = stock_shelves(cx, l->variant, &shelves, &n_shelves);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct delivery_store *s = &stores[i];
		const struct stock_shelf *shelf = shelf_at(
			shelves, n_shelves, s->location);
		if (!s->has_all ||
			(shelf && (shelf->free >= l->qty || shelf->waits)))
			continue;
		s->has_all = false;
		s->missing = l->name;
	}
	return rc;
}

int delivery_stores(struct cx *cx, const struct cart *cart, int64_t location,
	struct delivery_store **out, size_t *n)
{
	int rc = list_stores(cx, location, out, n);
	for (size_t i = 0; rc == OK && i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		if (!l->gone && strcmp(l->kind, "gift_card") != 0 &&
			strcmp(l->kind, "service") != 0)
			rc = check_line(cx, l, *out, *n);
	}
	return rc;
}

int delivery_store_get(
	struct cx *cx, int64_t location, struct delivery_store *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, name, street, postal, city, hours FROM location"
		" WHERE id = :location");
	db_bind_int(q, ":location", location);
	int rc = db_one(q);
	if (rc == OK)
		read_store(cx, q, out);
	db_done(q);
	if (rc == OK)
		complete(cx, out);
	return rc;
}
