/* Segments as the owner makes them. */
#include <stdio.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/segment.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

static struct segment *by_id(struct segment *all, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].id == id)
			return &all[i];
	return NULL;
}

static int read_rows(
	struct cx *cx, int64_t only, struct segment **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, rev, name, active FROM segment"
		" WHERE :only = 0 OR id = :only ORDER BY id LIMIT :max");
	db_bind_int(q, ":only", only);
	db_bind_int(q, ":max", SEGMENTS_MAX);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct segment *s = &(*out)[(*n)++];
		*s = (struct segment){.id = db_next_int(q)};
		s->rev = db_next_int(q);
		s->name = db_next_text(q, cx->arena);
		s->active = db_next_int(q);
		for (int l = 0; l < TR_LANGS; l++)
			s->texts[l] = "";
	}
	db_done(q);
	return rc;
}

static int read_rules(
	struct cx *cx, int64_t only, struct segment *all, size_t n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT segment, field, op, value FROM segment_rule"
		" WHERE :only = 0 OR segment = :only ORDER BY segment, id");
	db_bind_int(q, ":only", only);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct segment *s = by_id(all, n, db_next_int(q));
		int field = segment_field_find(db_next_text(q, cx->arena));
		const char *op = db_next_text(q, cx->arena);
		int64_t value = db_next_int(q);
		if (s && field >= 0 && s->n_rules < SEGMENT_RULES_MAX)
			s->rules[s->n_rules++] = (struct segment_rule){
				field, op, value};
	}
	db_done(q);
	return rc;
}

static int read_texts(
	struct cx *cx, int64_t only, struct segment *all, size_t n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT segment, locale, name FROM segment_text"
		" WHERE :only = 0 OR segment = :only");
	db_bind_int(q, ":only", only);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct segment *s = by_id(all, n, db_next_int(q));
		int lang = tr_lang_index(db_next_text(q, cx->arena));
		const char *name = db_next_text(q, cx->arena);
		if (s && lang >= 0)
			s->texts[lang] = name;
	}
	db_done(q);
	return rc;
}

static int load(struct cx *cx, int64_t only, struct segment **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	int rc = read_rows(cx, only, out, n);
	if (rc == OK)
		rc = read_rules(cx, only, *out, *n);
	return rc == OK ? read_texts(cx, only, *out, *n) : rc;
}

int segment_list(struct cx *cx, struct segment **out, size_t *n)
{
	return load(cx, 0, out, n);
}

int segment_active(struct cx *cx, struct segment **out, size_t *n)
{
	size_t all = 0;
	int rc = load(cx, 0, out, &all);
	*n = 0;
	for (size_t i = 0; rc == OK && i < all; i++)
		if ((*out)[i].active)
			(*out)[(*n)++] = (*out)[i];
	return rc;
}

int segment_get(struct cx *cx, int64_t id, struct segment *out)
{
	struct segment *one = NULL;
	size_t n = 0;
	int rc = id > 0 ? load(cx, id, &one, &n) : ERR_NOT_FOUND;
	if (rc == OK && !n)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		*out = one[0];
	return rc;
}

static int read_turnover(struct cx *cx, struct money *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CAST(coalesce(sum(total_minor + changed_minor), 0)"
		" AS BIGINT), (SELECT CAST(coalesce(sum(k.gross_minor), 0)"
		"  AS BIGINT) FROM credit_line k JOIN credit c ON c.id = k.credit"
		"  JOIN orders o ON o.id = c.orders"
		"  WHERE o.state <> 'cancelled')"
		" FROM orders WHERE state <> 'cancelled'");
	int rc = db_one(q);
	if (rc == OK) {
		out->minor = db_next_int(q);
		out->minor -= db_next_int(q);
	}
	db_done(q);
	return rc;
}

int segment_sizes(struct cx *cx, const struct segment *segments, size_t n,
	struct segment_size *sizes, struct money *turnover)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.segment, count(*),"
		" CAST(coalesce(sum(v.orders), 0) AS BIGINT),"
		" CAST(coalesce(sum(v.spent_minor), 0) AS BIGINT)"
		" FROM segment_member m"
		" LEFT JOIN customer_value v ON v.customer = m.customer"
		" GROUP BY m.segment");
	int rc;
	memset(sizes, 0, n * sizeof(*sizes));
	while ((rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		struct segment_size one = {.customers = db_next_int(q)};
		one.orders = db_next_int(q);
		one.spent.minor = db_next_int(q);
		for (size_t i = 0; i < n; i++)
			if (segments[i].id == id)
				sizes[i] = one;
	}
	db_done(q);
	return rc == OK ? read_turnover(cx, turnover) : rc;
}

static bool can_be(const struct segment *s)
{
	if (!*s->name || !s->n_rules || s->n_rules > SEGMENT_RULES_MAX)
		return false;
	for (size_t i = 0; i < s->n_rules; i++) {
		const struct segment_rule *r = &s->rules[i];
		if (r->field < 0 || r->field >= SEGMENT_FIELDS ||
			!segment_field_takes(
				&segment_fields[r->field], r->op) ||
			r->value < 0)
			return false;
	}
	return true;
}

static int write_row(struct cx *cx, struct segment *s)
{
	struct db_stmt *q;
	if (s->id) {
		q = DB_SQL(cx->db,
			"UPDATE segment SET name = :name, active = :active,"
			" rev = rev + 1 WHERE id = :id AND rev = :rev");
		db_bind_int(q, ":id", s->id);
		db_bind_int(q, ":rev", s->rev);
		db_bind_text(q, ":name", s->name);
		db_bind_int(q, ":active", s->active);
		return db_exec_one(q);
	}
	/* a number of a counter: one that was deleted is not given again */
	int rc = counter_next(cx, "segment", &s->id);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"INSERT INTO segment (id, code, name, active, created_ms)"
		" VALUES (:id, :code, :name, :active, :now)");
	db_bind_int(q, ":id", s->id);
	db_bind_text(
		q, ":code", arena_printf(cx->arena, "s%lld", (long long)s->id));
	db_bind_text(q, ":name", s->name);
	db_bind_int(q, ":active", s->active);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* What hangs on a segment, all but its members, goes. */
static int drop_parts(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM segment_rule WHERE segment = :id");
	db_bind_int(q, ":id", id);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM segment_text WHERE segment = :id");
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

static int write_parts(struct cx *cx, const struct segment *s)
{
	int rc = drop_parts(cx, s->id);
	for (size_t i = 0; rc == OK && i < s->n_rules; i++) {
		const struct segment_rule *r = &s->rules[i];
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO segment_rule (segment, field, op, value)"
			" VALUES (:segment, :field, :op, :value)");
		db_bind_int(q, ":segment", s->id);
		db_bind_text(q, ":field", segment_fields[r->field].code);
		db_bind_text(q, ":op", r->op);
		db_bind_int(q, ":value", r->value);
		rc = db_exec(q, NULL);
	}
	for (int l = 0; rc == OK && l < TR_LANGS; l++) {
		if (!s->texts[l] || !*s->texts[l])
			continue;
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO segment_text (segment, locale, name)"
			" VALUES (:segment, :locale, :name)");
		db_bind_int(q, ":segment", s->id);
		db_bind_text(q, ":locale", tr_langs[l].code);
		db_bind_text(q, ":name", s->texts[l]);
		rc = db_exec(q, NULL);
	}
	return rc;
}

/* "orders least 3, days most 183" */
static const char *told(struct cx *cx, const struct segment *s)
{
	const char *rules = "";
	for (size_t i = 0; i < s->n_rules; i++)
		rules = arena_printf(cx->arena, "%s%s%s %s %lld", rules,
			i ? ", " : "", segment_fields[s->rules[i].field].code,
			s->rules[i].op, (long long)s->rules[i].value);
	return audit_json(cx->arena, "name", s->name, "rules", rules, "active",
		s->active ? "1" : "0", NULL);
}

static int save(struct cx *cx, struct segment *s)
{
	struct segment was = {.n_rules = 0};
	bool fresh = !s->id;
	int rc = fresh ? OK : segment_get(cx, s->id, &was);
	if (rc == OK)
		rc = write_row(cx, s);
	if (rc == OK)
		rc = write_parts(cx, s);
	if (rc == OK)
		rc = audit_add(cx, "segment", s->id,
			fresh ? "create" : "update",
			fresh ? NULL : told(cx, &was), told(cx, s));
	return rc;
}

int segment_save(struct cx *cx, struct segment *s)
{
	if (!can_be(s))
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, save(cx, s));
}

static int is_used(struct cx *cx, int64_t id, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT (SELECT count(*) FROM promotion WHERE segment = :id)"
		" + (SELECT count(*) FROM home_section WHERE segment = :id)");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		*n = db_next_int(q);
	db_done(q);
	return rc;
}

static int drop(struct cx *cx, int64_t id)
{
	struct segment s = {.n_rules = 0};
	int64_t used = 0;
	int rc = segment_get(cx, id, &s);
	if (rc == OK)
		rc = is_used(cx, id, &used);
	if (rc == OK && used)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = drop_parts(cx, id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM segment_member WHERE segment = :id");
	db_bind_int(q, ":id", id);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM segment WHERE id = :id");
	db_bind_int(q, ":id", id);
	rc = db_exec_one(q);
	return rc == OK ? audit_add(cx, "segment", id, "delete", told(cx, &s),
				  NULL)
			: rc;
}

int segment_delete(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, drop(cx, id));
}
