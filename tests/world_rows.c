/* What a database holds, as texts that can be compared.  Made of the schema,
 * so that a new table is in it by itself. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "tests/world.h"

enum { DEPTH = 5 };

struct names {
	const char **at;
	size_t n;
};

static struct names names_of(struct cx *cx, const char *sql)
{
	struct names out = {NULL, 0};
	struct db_stmt *q = db_prepare(cx->db, sql);
	while (db_step(q) > 0) {
		out.at = arena_grow(cx->arena, out.at, out.n, sizeof(*out.at));
		out.at[out.n++] = db_next_text(q, cx->arena);
	}
	db_done(q);
	return out;
}

static struct names tables(struct cx *cx)
{
	return names_of(cx,
		"SELECT name FROM sqlite_master WHERE type = 'table'"
		" AND name NOT LIKE 'sqlite%' AND sql NOT LIKE '%VIRTUAL%'"
		" AND name NOT LIKE 'search%' ORDER BY name");
}

/* A text of the rows of a table for which a condition holds. */
static const char *rows(struct cx *cx, const char *table, const char *where)
{
	struct names columns = names_of(
		cx, arena_printf(cx->arena,
			    "SELECT 'quote(\"' || name || '\")' FROM"
			    " pragma_table_info('%s')",
			    table));
	const char *all = "";
	for (size_t i = 0; i < columns.n; i++)
		all = arena_printf(cx->arena, "%s%s%s", all,
			i ? " || ',' || " : "", columns.at[i]);
	struct names lines = names_of(
		cx, arena_printf(cx->arena,
			    "SELECT %s AS line FROM %s WHERE %s ORDER BY line",
			    all, table, where));
	const char *out = "";
	for (size_t i = 0; i < lines.n; i++)
		out = arena_printf(
			cx->arena, "%s%s: %s\n", out, table, lines.at[i]);
	return out;
}

/* The condition for rows that lead to the customer; NULL: none do. */
static const char *hangs_on(
	struct cx *cx, const char *table, int64_t customer, int depth)
{
	const char *out = NULL;
	if (strcmp(table, "customer") == 0)
		return arena_printf(cx->arena, "id = %" PRId64, customer);
	if (strcmp(table, "session") == 0)
		return arena_printf(cx->arena,
			"kind = 'customer' AND subject = %" PRId64, customer);
	if (strcmp(table, "consent") == 0)
		return arena_printf(cx->arena,
			"subject_kind = 'customer' AND subject = '%" PRId64 "'",
			customer);
	/* older tables say customer without a reference */
	struct names refs = names_of(
		cx, arena_printf(cx->arena,
			    "SELECT \"from\" || ' ' || \"table\" FROM"
			    " pragma_foreign_key_list('%s') UNION"
			    " SELECT 'customer customer' FROM"
			    " pragma_table_info('%s') WHERE name = 'customer'",
			    table, table));
	for (size_t i = 0; depth < DEPTH && i < refs.n; i++) {
		const char *to = strchr(refs.at[i], ' ') + 1;
		const char *deeper = strcmp(to, table) == 0
					     ? NULL
					     : hangs_on(cx, to, customer,
						       depth + 1);
		if (deeper)
			out = arena_printf(cx->arena,
				"%s%s%.*s IN (SELECT id FROM %s WHERE %s)",
				out ? out : "", out ? " OR " : "",
				(int)(to - refs.at[i] - 1), refs.at[i], to,
				deeper);
	}
	return out;
}

const char *world_rows_of(struct cx *cx, int64_t customer)
{
	const char *out = "";
	struct names all = tables(cx);
	for (size_t i = 0; i < all.n; i++) {
		const char *where = hangs_on(cx, all.at[i], customer, 0);
		if (where)
			out = arena_printf(cx->arena, "%s%s", out,
				rows(cx, all.at[i], where));
	}
	return out;
}

const char *world_rows(struct cx *cx)
{
	const char *out = "";
	struct names all = tables(cx);
	for (size_t i = 0; i < all.n; i++)
		out = arena_printf(
			cx->arena, "%s%s", out, rows(cx, all.at[i], "1"));
	return crypt_sha256_str(cx->arena, out);
}
