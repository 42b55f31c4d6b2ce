/* Promotions as the owner reads and writes them. */
#include "domain/promotion_desk.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"

enum { LIST_MAX = 100 };

#define PROMOTION_COLUMNS                                                     \
	"p.id, p.rev, coalesce(p.archived_ms, 0), p.name, p.kind,"            \
	" p.percent_bp, p.amount_minor, p.buy_qty, p.get_qty, p.min_minor,"   \
	" p.min_qty, p.sale_too, p.by_code, p.stacks, p.active,"              \
	" coalesce(p.customer_group, 0), p.position, coalesce(p.from_ms, 0)," \
	" coalesce(p.to_ms, 0), coalesce(p.limit_all, 0),"                    \
	" coalesce(p.limit_each, 0), p.used,"                                 \
	" coalesce(p.segment, 0),"                                            \
	" (SELECT CAST(coalesce(sum(u.amount_minor), 0) AS BIGINT)"           \
	"  FROM promotion_use u WHERE u.promotion = p.id"                     \
	"  AND u.released_ms IS NULL)"
#define PROMOTION_STATE                                             \
	"CASE WHEN p.archived_ms IS NOT NULL THEN 'archived'"       \
	" WHEN p.to_ms IS NOT NULL AND p.to_ms <= :now THEN 'over'" \
	" WHEN p.active = 0 THEN 'stopped'"                         \
	" WHEN coalesce(p.from_ms, 0) > :now THEN 'coming'"         \
	" ELSE 'running' END"
#define PROMOTION_MATCHES                                                 \
	" FROM promotion p WHERE ((:show = '' AND p.archived_ms IS NULL)" \
	"  OR " PROMOTION_STATE " = :show)"

static void read_row(struct cx *cx, struct db_stmt *q, struct promotion_edit *p)
{
	struct arena *a = cx->arena;
	p->id = db_next_int(q);
	p->rev = db_next_int(q);
	p->archived_ms = db_next_int(q);
	p->name = db_next_text(q, a);
	p->kind = db_next_text(q, a);
	p->percent_bp = db_next_int(q);
	p->amount_minor = db_next_int(q);
	p->buy_qty = db_next_int(q);
	p->get_qty = db_next_int(q);
	p->min_minor = db_next_int(q);
	p->min_qty = db_next_int(q);
	p->sale_too = db_next_int(q);
	p->by_code = db_next_int(q);
	p->stacks = db_next_int(q);
	p->active = db_next_int(q);
	p->group = db_next_int(q);
	p->position = db_next_int(q);
	p->from_ms = db_next_int(q);
	p->to_ms = db_next_int(q);
	p->limit_all = db_next_int(q);
	p->limit_each = db_next_int(q);
	p->used = db_next_int(q);
	p->segment = db_next_int(q);
	p->cost = money(db_next_int(q));
}

const char *promotion_state(const struct cx *cx, const struct promotion_edit *p)
{
	if (p->archived_ms)
		return "archived";
	if (p->to_ms && p->to_ms <= cx->now)
		return "over";
	if (!p->active)
		return "stopped";
	return p->from_ms > cx->now ? "coming" : "running";
}

static int count_rows(struct cx *cx, const char *show, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" PROMOTION_MATCHES);
	db_bind_text(q, ":show", show);
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int promotion_list(struct cx *cx, const struct promotion_view *view,
	struct promotion_edit **out, size_t *n, int64_t *total)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct promotion_edit, LIST_MAX);
	int rc = count_rows(cx, view->show, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PROMOTION_COLUMNS PROMOTION_MATCHES
		" ORDER BY p.position, p.id LIMIT :limit OFFSET :offset");
	db_bind_text(q, ":show", view->show);
	db_bind_int(q, ":now", cx->now);
	db_bind_int(
		q, ":limit", view->limit < LIST_MAX ? view->limit : LIST_MAX);
	db_bind_int(q, ":offset", view->offset);
	while ((rc = db_step(q)) > 0)
		read_row(cx, q, &(*out)[(*n)++]);
	db_done(q);
	return rc;
}

static int read_labels(struct cx *cx, struct promotion_edit *p)
{
	for (int l = 0; l < TR_LANGS; l++)
		p->labels[l] = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale, label FROM promotion_text"
		" WHERE promotion = :id");
	db_bind_int(q, ":id", p->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int l = tr_lang_index(db_next_text(q, cx->arena));
		const char *label = db_next_text(q, cx->arena);
		if (l >= 0)
			p->labels[l] = label;
	}
	db_done(q);
	return rc;
}

static int list_targets(
	struct cx *cx, int64_t id, const char **codes, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT kind || '/' || CAST(target AS TEXT)"
		" FROM promotion_target WHERE promotion = :id"
		" ORDER BY kind, target");
	db_bind_int(q, ":id", id);
	int rc = OK;
	while (*n < PROMOTION_TARGETS_MAX && (rc = db_step(q)) > 0)
		codes[(*n)++] = db_next_text(q, cx->arena);
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int read_targets(struct cx *cx, struct promotion_edit *p)
{
	const char *codes[PROMOTION_TARGETS_MAX];
	size_t n = 0;
	p->targets = ARENA_ARRAY(
		cx->arena, struct promotion_target, PROMOTION_TARGETS_MAX);
	p->n_targets = 0;
	int rc = list_targets(cx, p->id, codes, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct promotion_target *t = &p->targets[p->n_targets];
		rc = promotion_target_get(cx, codes[i], t);
		if (rc == OK)
			p->n_targets++;
		else if (rc == ERR_NOT_FOUND) /* gone from the shop */
			rc = OK;
	}
	return rc;
}

int promotion_get(struct cx *cx, int64_t id, struct promotion_edit *out)
{
	*out = (struct promotion_edit){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " PROMOTION_COLUMNS
		" FROM promotion p WHERE p.id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		read_row(cx, q, out);
	db_done(q);
	if (rc == OK)
		rc = read_labels(cx, out);
	return rc == OK ? read_targets(cx, out) : rc;
}

static void bind(struct db_stmt *q, const struct promotion_edit *p)
{
	db_bind_text(q, ":name", p->name);
	db_bind_text(q, ":kind", p->kind);
	db_bind_int(q, ":percent", p->percent_bp);
	db_bind_int(q, ":amount", p->amount_minor);
	db_bind_int(q, ":buy", p->buy_qty);
	db_bind_int(q, ":get", p->get_qty);
	db_bind_int(q, ":min", p->min_minor);
	db_bind_int(q, ":min_qty", p->min_qty);
	db_bind_int(q, ":sale_too", p->sale_too);
	db_bind_int(q, ":by_code", p->by_code);
	db_bind_int(q, ":stacks", p->stacks);
	db_bind_or_null(q, ":group", p->group);
	db_bind_or_null(q, ":segment", p->segment);
	db_bind_int(q, ":position", p->position);
	db_bind_or_null(q, ":from", p->from_ms);
	db_bind_or_null(q, ":to", p->to_ms);
	db_bind_or_null(q, ":limit_all", p->limit_all);
	db_bind_or_null(q, ":limit_each", p->limit_each);
}

static int write_row(struct cx *cx, struct promotion_edit *p)
{
	struct db_stmt *q;
	if (!p->id) {
		q = DB_SQL(cx->db,
			"INSERT INTO promotion (name, kind, percent_bp,"
			" amount_minor, buy_qty, get_qty, min_minor, min_qty,"
			" sale_too, by_code, stacks, customer_group, segment,"
			" position, from_ms, to_ms, limit_all, limit_each)"
			" VALUES (:name, :kind, :percent, :amount, :buy, :get,"
			" :min, :min_qty, :sale_too, :by_code, :stacks, :group,"
			" :segment, :position, :from, :to, :limit_all, :limit_each)"
			" RETURNING id");
		bind(q, p);
		return db_insert(q, &p->id);
	}
	q = DB_SQL(cx->db,
		"UPDATE promotion SET name = :name, kind = :kind,"
		" percent_bp = :percent, amount_minor = :amount,"
		" buy_qty = :buy, get_qty = :get, min_minor = :min,"
		" min_qty = :min_qty, sale_too = :sale_too,"
		" by_code = :by_code, stacks = :stacks,"
		" customer_group = :group, segment = :segment,"
		" position = :position,"
		" from_ms = :from, to_ms = :to, limit_all = :limit_all,"
		" limit_each = :limit_each, rev = rev + 1"
		" WHERE id = :id AND rev = :rev AND archived_ms IS NULL"
		" AND (CAST(:limit_all AS BIGINT) IS NULL"
		"  OR used <= :limit_all)");
	bind(q, p);
	db_bind_int(q, ":id", p->id);
	db_bind_int(q, ":rev", p->rev);
	return db_exec_one(q);
}

static int write_label(
	struct cx *cx, int64_t id, const char *locale, const char *label)
{
	struct db_stmt *q;
	if (*label)
		q = DB_SQL(cx->db,
			"INSERT INTO promotion_text (promotion, locale, label)"
			" VALUES (:id, :locale, :label)"
			" ON CONFLICT (promotion, locale)"
			" DO UPDATE SET label = excluded.label");
	else
		q = DB_SQL(cx->db,
			"DELETE FROM promotion_text"
			" WHERE promotion = :id AND locale = :locale");
	if (*label)
		db_bind_text(q, ":label", label);
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	return db_exec(q, NULL);
}

static int write_targets(struct cx *cx, const struct promotion_edit *p)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM promotion_target WHERE promotion = :id");
	db_bind_int(q, ":id", p->id);
	int rc = db_exec(q, NULL);
	for (size_t i = 0; rc == OK && i < p->n_targets; i++) {
		q = DB_SQL(cx->db,
			"INSERT INTO promotion_target (promotion, kind, target)"
			" VALUES (:id, :kind, :target) ON CONFLICT DO NOTHING");
		db_bind_int(q, ":id", p->id);
		db_bind_text(q, ":kind", p->targets[i].kind);
		db_bind_int(q, ":target", p->targets[i].id);
		rc = db_exec(q, NULL);
	}
	return rc;
}

/* What is told of it in the log. */
static const char *told(struct cx *cx, const struct promotion_edit *p)
{
	return audit_json(cx->arena, "name", p->name, "kind", p->kind, "amount",
		money_plain(cx->arena,
			money(strcmp(p->kind, "amount") == 0 ? p->amount_minor
							     : p->percent_bp)),
		NULL);
}

static int save(struct cx *cx, struct promotion_edit *p)
{
	struct promotion_edit was = {0};
	bool fresh = !p->id;
	int rc = fresh ? OK : promotion_get(cx, p->id, &was);
	if (rc == OK)
		rc = write_row(cx, p);
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		rc = write_label(cx, p->id, tr_langs[l].code, p->labels[l]);
	if (rc == OK)
		rc = write_targets(cx, p);
	if (rc == OK)
		rc = audit_add(cx, "promotion", p->id,
			fresh ? "create" : "update",
			fresh ? NULL : told(cx, &was), told(cx, p));
	/* promotion_table.c keeps it by the catalogue's version */
	return rc == OK ? catalogue_touch(cx) : rc;
}

int promotion_save(struct cx *cx, struct promotion_edit *p)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, save(cx, p));
}

static struct db_stmt *set_query(struct cx *cx, const char *act)
{
	struct db_stmt *q;
	if (strcmp(act, "archive") == 0) {
		q = DB_SQL(cx->db, "UPDATE promotion SET archived_ms = :now,"
				   " rev = rev + 1"
				   " WHERE id = :id AND archived_ms IS NULL");
		db_bind_int(q, ":now", cx->now);
		return q;
	}
	if (strcmp(act, "restore") == 0)
		return DB_SQL(cx->db,
			"UPDATE promotion SET archived_ms = NULL,"
			" rev = rev + 1"
			" WHERE id = :id AND archived_ms IS NOT NULL");
	if (strcmp(act, "pause") == 0)
		return DB_SQL(cx->db,
			"UPDATE promotion SET active = 0, rev = rev + 1"
			" WHERE id = :id AND active = 1");
	return strcmp(act, "resume") == 0
		       ? DB_SQL(cx->db, "UPDATE promotion SET active = 1,"
					" rev = rev + 1"
					" WHERE id = :id AND active = 0")
		       : NULL;
}

int promotion_set(struct cx *cx, int64_t id, const char *act)
{
	struct promotion_edit p;
	int64_t changed = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = promotion_get(cx, id, &p);
	struct db_stmt *q = rc == OK ? set_query(cx, act) : NULL;
	if (rc == OK && !q)
		rc = ERR_BAD;
	if (rc == OK) {
		db_bind_int(q, ":id", id);
		rc = db_exec(q, &changed);
	}
	if (rc == OK && changed)
		rc = audit_add(cx, "promotion", id, act, NULL, NULL);
	if (rc == OK && changed)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int promotion_uses(struct cx *cx, int64_t promotion,
	struct promotion_use_row **out, size_t *n)
{
	enum { USES_SHOWN = 50 };
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct promotion_use_row, USES_SHOWN);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT o.number, u.at_ms, coalesce(u.released_ms, 0),"
		" coalesce(c.code, ''), u.amount_minor"
		" FROM promotion_use u JOIN orders o ON o.id = u.orders"
		" LEFT JOIN coupon c ON c.id = u.coupon"
		" WHERE u.promotion = :id ORDER BY u.id DESC LIMIT :limit");
	db_bind_int(q, ":id", promotion);
	db_bind_int(q, ":limit", USES_SHOWN);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct promotion_use_row *u = &(*out)[(*n)++];
		u->number = db_next_int(q);
		u->at_ms = db_next_int(q);
		u->released_ms = db_next_int(q);
		u->code = db_next_text(q, cx->arena);
		u->amount = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}
