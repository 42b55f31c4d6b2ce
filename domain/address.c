/* The address book of a customer, and what they say of themselves. */
#include "domain/address.h"

#include <inttypes.h>

#include "domain/customer_value.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

#define COLUMNS                                                  \
	"id, rev, name, company, street, postal, city, country," \
	" phone, usual FROM customer_address WHERE customer = :me"

static void address_read(struct cx *cx, struct db_stmt *q, struct address *a)
{
	a->id = db_next_int(q);
	a->rev = db_next_int(q);
	a->name = db_next_text(q, cx->arena);
	a->company = db_next_text(q, cx->arena);
	a->street = db_next_text(q, cx->arena);
	a->postal = db_next_text(q, cx->arena);
	a->city = db_next_text(q, cx->arena);
	a->country = db_next_text(q, cx->arena);
	a->phone = db_next_text(q, cx->arena);
	a->usual = db_next_int(q) != 0;
}

static int read_one(struct cx *cx, struct db_stmt *q, struct address *out)
{
	int rc = db_one(q);
	if (rc == OK)
		address_read(cx, q, out);
	db_done(q);
	return rc;
}

int address_list(
	struct cx *cx, int64_t customer, struct address **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT " COLUMNS " ORDER BY usual DESC, id");
	db_bind_int(q, ":me", customer);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		address_read(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

int address_get(
	struct cx *cx, int64_t customer, int64_t id, struct address *out)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT " COLUMNS " AND id = :id");
	db_bind_int(q, ":me", customer);
	db_bind_int(q, ":id", id);
	return read_one(cx, q, out);
}

int address_usual(struct cx *cx, int64_t customer, struct address *out)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT " COLUMNS " AND usual = 1");
	db_bind_int(q, ":me", customer);
	return read_one(cx, q, out);
}

const char *address_token(struct cx *cx, int64_t id)
{
	return crypt_keyed_token(cx->arena, cx->secret, "customer-address",
		arena_printf(cx->arena, "%" PRId64, id));
}

int address_by_token(
	struct cx *cx, int64_t customer, const char *token, struct address *out)
{
	struct address *list = NULL;
	size_t n = 0;
	int rc = address_list(cx, customer, &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (crypt_equal(address_token(cx, list[i].id), token)) {
			*out = list[i];
			return OK;
		}
	return rc < 0 ? rc : ERR_NOT_FOUND;
}

/* ---- writes: the customer's row is the lock of their book ---- */

static int book_lock(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET rev = rev"
		" WHERE id = :me AND archived_ms IS NULL");
	db_bind_int(q, ":me", customer);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_NOT_FOUND : rc;
}

static int none_usual(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer_address SET usual = 0"
		" WHERE customer = :me AND usual = 1");
	db_bind_int(q, ":me", customer);
	return db_exec(q, NULL);
}

static int count(struct cx *cx, int64_t customer, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM customer_address WHERE customer = :me");
	db_bind_int(q, ":me", customer);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static void bind_texts(struct db_stmt *q, const struct address *a)
{
	db_bind_text(q, ":name", a->name);
	db_bind_text(q, ":company", a->company ? a->company : "");
	db_bind_text(q, ":street", a->street);
	db_bind_text(q, ":postal", a->postal);
	db_bind_text(q, ":city", a->city);
	db_bind_text(q, ":country", a->country);
	db_bind_text(q, ":phone", a->phone ? a->phone : "");
}

static int add(
	struct cx *cx, int64_t customer, const struct address *a, int64_t *id)
{
	int64_t n = 0;
	int rc = book_lock(cx, customer);
	if (rc == OK)
		rc = count(cx, customer, &n);
	if (rc == OK && n >= ADDRESS_MAX)
		rc = ERR_TOO_LARGE;
	bool usual = a->usual || n == 0;
	if (rc == OK && usual)
		rc = none_usual(cx, customer);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer_address (customer, name, company,"
		" street, postal, city, country, phone, usual, created_ms)"
		" VALUES (:me, :name, :company, :street, :postal, :city,"
		" :country, :phone, :usual, :now) RETURNING id");
	db_bind_int(q, ":me", customer);
	bind_texts(q, a);
	db_bind_int(q, ":usual", usual);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

int address_add(
	struct cx *cx, int64_t customer, const struct address *a, int64_t *id)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, add(cx, customer, a, id));
}

static int same_count(
	struct cx *cx, int64_t customer, const struct address *a, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM customer_address WHERE customer = :me"
		" AND name = :name AND company = :company AND street = :street"
		" AND postal = :postal AND city = :city AND country = :country"
		" AND phone = :phone");
	db_bind_int(q, ":me", customer);
	bind_texts(q, a);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

int address_keep(struct cx *cx, int64_t customer, const struct address *a)
{
	int64_t n = 0, id;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = book_lock(cx, customer);
	if (rc == OK)
		rc = same_count(cx, customer, a, &n);
	if (rc == OK && n == 0)
		rc = add(cx, customer, a, &id);
	return db_end(cx->db, rc);
}

static int save(struct cx *cx, int64_t customer, const struct address *a)
{
	int rc = book_lock(cx, customer);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer_address SET name = :name, company = :company,"
		" street = :street, postal = :postal, city = :city,"
		" country = :country, phone = :phone, rev = rev + 1"
		" WHERE id = :id AND customer = :me AND rev = :rev");
	bind_texts(q, a);
	db_bind_int(q, ":id", a->id);
	db_bind_int(q, ":me", customer);
	db_bind_int(q, ":rev", a->rev);
	return db_exec_one(q);
}

static int mark(struct cx *cx, int64_t customer, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer_address SET usual = 1"
		" WHERE id = :id AND customer = :me");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":me", customer);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_NOT_FOUND : rc;
}

int address_save(struct cx *cx, int64_t customer, const struct address *a)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = save(cx, customer, a);
	if (rc == OK && a->usual)
		rc = none_usual(cx, customer);
	if (rc == OK && a->usual)
		rc = mark(cx, customer, a->id);
	return db_end(cx->db, rc);
}

int address_make_usual(struct cx *cx, int64_t customer, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = book_lock(cx, customer);
	if (rc == OK)
		rc = none_usual(cx, customer);
	if (rc == OK)
		rc = mark(cx, customer, id);
	return db_end(cx->db, rc);
}

static int delete_one(struct cx *cx, int64_t customer, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM customer_address"
		" WHERE id = :id AND customer = :me");
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":me", customer);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_NOT_FOUND : rc;
}

int address_remove(struct cx *cx, int64_t customer, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = book_lock(cx, customer);
	if (rc == OK)
		rc = delete_one(cx, customer, id);
	if (rc < 0)
		return db_end(cx->db, rc);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer_address SET usual = 1 WHERE customer = :me"
		" AND id = (SELECT min(id) FROM customer_address"
		"  WHERE customer = :me) AND NOT EXISTS (SELECT 1"
		"  FROM customer_address x WHERE x.customer = :me"
		"  AND x.usual = 1)");
	db_bind_int(q, ":me", customer);
	return db_end(cx->db, db_exec(q, NULL));
}

/* ---- what they say of themselves ---- */

int customer_details_get(
	struct cx *cx, int64_t customer, struct customer_details *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rev, created_ms, name, phone, locale, company,"
		" business_id, vat_id, buyer_ref FROM customer"
		" WHERE id = :me AND archived_ms IS NULL");
	db_bind_int(q, ":me", customer);
	int rc = db_one(q);
	if (rc == OK) {
		out->rev = db_next_int(q);
		out->since_ms = db_next_int(q);
		out->name = db_next_text(q, cx->arena);
		out->phone = db_next_text(q, cx->arena);
		out->locale = db_next_text(q, cx->arena);
		out->company = db_next_text(q, cx->arena);
		out->business_id = db_next_text(q, cx->arena);
		out->vat_id = db_next_text(q, cx->arena);
		out->buyer_ref = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

static int details_write(
	struct cx *cx, int64_t customer, const struct customer_details *d)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET name = :name, phone = :phone,"
		" locale = :locale, company = :company,"
		" business_id = :business, vat_id = :vat, buyer_ref = :ref,"
		" rev = rev + 1 WHERE id = :me AND rev = :rev"
		" AND archived_ms IS NULL");
	db_bind_text(q, ":name", d->name);
	db_bind_text(q, ":phone", d->phone);
	db_bind_text(q, ":locale", d->locale);
	db_bind_text(q, ":company", d->company);
	db_bind_text(q, ":business", d->business_id);
	db_bind_text(q, ":vat", d->vat_id);
	db_bind_text(q, ":ref", d->buyer_ref);
	db_bind_int(q, ":me", customer);
	db_bind_int(q, ":rev", d->rev);
	int rc = db_exec_one(q);
	/* segments may ask for the language */
	return rc == OK ? customer_value_stale(cx, customer) : rc;
}

int customer_details_save(
	struct cx *cx, int64_t customer, const struct customer_details *d)
{
	int rc = db_begin(cx->db);
	return rc < 0 ? rc : db_end(cx->db, details_write(cx, customer, d));
}
