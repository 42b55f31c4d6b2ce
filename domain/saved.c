#include "domain/saved.h"

#include <stdint.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

int saved_sizes(
	struct cx *cx, int64_t customer, struct saved_size **out, size_t *n)
{
	int rc;
	*n = 0;
	*out = NULL;
	if (!customer)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT option_name, value_name, label FROM customer_size"
		" WHERE customer = :me ORDER BY at_ms DESC, option_name,"
		" value_name");
	db_bind_int(q, ":me", customer);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct saved_size *s = &(*out)[(*n)++];
		s->option = db_next_text(q, cx->arena);
		s->value = db_next_text(q, cx->arena);
		s->label = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

/* Shops name the option in their own language. */
static bool is_size(const char *folded)
{
	static const char *const words[] = {"size", "koko", "storlek"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strstr(folded, words[i]))
			return true;
	return false;
}

static size_t rank_of(
	const struct saved_value *v, const struct saved_size *sizes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(sizes[i].option, v->option_name) == 0 &&
			strcmp(sizes[i].value, v->value_name) == 0)
			return i;
	return SIZE_MAX;
}

static struct saved_value value_read(struct cx *cx, struct db_stmt *q)
{
	struct arena *a = cx->arena;
	struct saved_value v = {.option = db_next_int(q)};
	v.value = db_next_int(q);
	v.option_name = text_fold(a, cx->root, db_next_text(q, a));
	v.value_name = text_fold(a, cx->root, db_next_text(q, a));
	const char *option = db_next_text(q, a);
	v.shown = db_next_text(q, a);
	v.label = arena_printf(a, "%s: %s", option, v.shown);
	return v;
}

int saved_values(struct cx *cx, int64_t customer, int64_t product,
	struct saved_value **out, size_t *n)
{
	struct saved_size *sizes;
	size_t known;
	int rc = saved_sizes(cx, customer, &sizes, &known);
	*n = 0;
	*out = NULL;
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.id, v.id, n.name, m.name,"
		" coalesce(nullif(nt.name, ''), n.name),"
		" coalesce(nullif(mt.name, ''), m.name)"
		" FROM option o JOIN option_text n"
		"  ON n.option = o.id AND n.locale = :root"
		" JOIN option_value v ON v.option = o.id"
		" JOIN option_value_text m"
		"  ON m.option_value = v.id AND m.locale = :root"
		" LEFT JOIN option_text nt"
		"  ON nt.option = o.id AND nt.locale = :locale"
		" LEFT JOIN option_value_text mt"
		"  ON mt.option_value = v.id AND mt.locale = :locale"
		" WHERE o.product = :product"
		" ORDER BY o.position, o.id, v.position, v.id");
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_int(q, ":product", product);
	while ((rc = db_step(q)) > 0) {
		struct saved_value v = value_read(cx, q);
		if (!is_size(v.option_name))
			continue;
		v.rank = rank_of(&v, sizes, known);
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = v;
	}
	db_done(q);
	return rc;
}

int saved_ranks(
	struct cx *cx, int64_t customer, struct saved_value *values, size_t n)
{
	struct saved_size *sizes;
	size_t known;
	int rc = saved_sizes(cx, customer, &sizes, &known);
	for (size_t i = 0; rc == OK && i < n; i++)
		values[i].rank = rank_of(&values[i], sizes, known);
	return rc;
}

static int oldest_drop(struct cx *cx, int64_t customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM customer_size WHERE customer = :me AND at_ms <"
		" (SELECT min(at_ms) FROM (SELECT s.at_ms FROM customer_size s"
		"  WHERE s.customer = :me ORDER BY s.at_ms DESC LIMIT :max)"
		"  AS kept)");
	db_bind_int(q, ":me", customer);
	db_bind_int(q, ":max", SAVED_SIZES_MAX);
	return db_exec(q, NULL);
}

static int keep(struct cx *cx, int64_t customer, const struct saved_value *v)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer_size (customer, option_name, value_name,"
		" label, at_ms) VALUES (:me, :option, :value, :label, :now)"
		" ON CONFLICT (customer, option_name, value_name) DO UPDATE"
		" SET label = excluded.label, at_ms = excluded.at_ms");
	db_bind_int(q, ":me", customer);
	db_bind_text(q, ":option", v->option_name);
	db_bind_text(q, ":value", v->value_name);
	db_bind_text(q, ":label", v->label);
	db_bind_int(q, ":now", cx->now);
	int rc = db_exec(q, NULL);
	return rc == OK ? oldest_drop(cx, customer) : rc;
}

int saved_size_keep(
	struct cx *cx, int64_t customer, const struct saved_value *v)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, keep(cx, customer, v));
}

int saved_size_remove(
	struct cx *cx, int64_t customer, const char *option, const char *value)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM customer_size WHERE customer = :me"
		" AND option_name = :option AND value_name = :value");
	db_bind_int(q, ":me", customer);
	db_bind_text(q, ":option", option);
	db_bind_text(q, ":value", value);
	return db_exec(q, NULL);
}

int saved_store(struct cx *cx, int64_t customer, int64_t *location)
{
	*location = 0;
	if (!customer)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.id FROM customer c JOIN location l"
		" ON l.id = c.location AND l.pickup = 1"
		" AND l.archived_ms IS NULL WHERE c.id = :me");
	db_bind_int(q, ":me", customer);
	int rc = db_one(q);
	if (rc == OK)
		*location = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int saved_store_set(struct cx *cx, int64_t customer, int64_t location)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE customer SET location = CAST(:location AS BIGINT)"
		" WHERE id = :me AND (CAST(:location AS BIGINT) IS NULL"
		"  OR EXISTS (SELECT 1 FROM location l"
		"   WHERE l.id = CAST(:location AS BIGINT) AND l.pickup = 1"
		"   AND l.archived_ms IS NULL))");
	db_bind_or_null(q, ":location", location);
	db_bind_int(q, ":me", customer);
	int64_t n = 0;
	int rc = db_exec(q, &n);
	return rc == OK && !n ? ERR_NOT_FOUND : rc;
}
