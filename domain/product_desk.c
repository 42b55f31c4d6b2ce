#include "domain/product_desk.h"

#include <string.h>

#include "domain/ready.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "domain/stock_parts.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

/* What is typed is searched for as it stands: replace() knows no patterns. */
#define DESK_MATCHES                                                                     \
	" FROM product p WHERE"                                                          \
	" ((:status = '' AND p.status <> 'archived') OR p.status = :status)"             \
	" AND (:find = '' OR EXISTS (SELECT 1 FROM product_text t"                       \
	"   WHERE t.product = p.id"                                                      \
	"   AND replace(t.name_sort, :fold, '') <> t.name_sort)"                         \
	"  OR EXISTS (SELECT 1 FROM variant v WHERE v.product = p.id"                    \
	"   AND (replace(upper(v.sku), upper(:find), '') <> upper(v.sku)"                \
	"    OR v.gtin = :find)))"                                                       \
	" AND (CAST(:low AS BIGINT) = 0 OR (p.status = 'active'"                         \
	"  AND EXISTS (SELECT 1 FROM variant v"                                          \
	"   WHERE v.product = p.id AND v.archived_ms IS NULL"                            \
	"   AND" STOCK_MOST_SQL(                                                         \
		"v") " <= :few)))"                                                       \
		     " AND (CAST(:not_ready AS BIGINT) = 0 OR" READY_NOT_SQL             \
		     ")"                                                                 \
		     " AND (CAST(:brand AS BIGINT) = 0 OR p.brand = :brand)"             \
		     " AND (CAST(:category AS BIGINT) = 0"                               \
		     " OR (CAST(:category AS BIGINT) = -1 AND NOT EXISTS"                \
		     "  (SELECT 1 FROM product_category pc WHERE pc.product = p.id))"    \
		     " OR EXISTS (SELECT 1 FROM product_category pc"                     \
		     "  WHERE pc.product = p.id AND pc.category IN ("                    \
		     "   WITH RECURSIVE below (id) AS (SELECT CAST(:category AS BIGINT)" \
		     "    UNION SELECT c.id FROM category c"                             \
		     "    JOIN below b ON c.parent = b.id)"                              \
		     "   SELECT id FROM below)))"

#define DESK_BY(order)                                            \
	"SELECT p.id" DESK_MATCHES " ORDER BY" order " p.id DESC" \
	" LIMIT :limit OFFSET :offset"
#define NAME_OF_IT                                 \
	" (SELECT t.name_sort FROM product_text t" \
	" WHERE t.product = p.id AND t.locale = :root)"
#define PRICE_OF_IT                                                      \
	" (SELECT min(a.amount_minor) FROM variant v JOIN price a"       \
	" ON a.variant = v.id AND a.price_group = ''"                    \
	" AND a.from_ms <= :now AND (a.to_ms IS NULL OR a.to_ms > :now)" \
	" WHERE v.product = p.id AND v.archived_ms IS NULL)"
#define STOCK_OF_IT                                           \
	" (SELECT CAST(sum(" STOCK_SELLABLE_SQL(              \
		"v") ") AS BIGINT)"                           \
		     " FROM variant v WHERE v.product = p.id" \
		     " AND v.archived_ms IS NULL AND v.tracked = 1)"

static void bind_filter(
	struct cx *cx, struct db_stmt *q, const struct desk_filter *f)
{
	const char *fold = text_fold(cx->arena, cx->locale, f->find);
	db_bind_text(q, ":status", f->status);
	db_bind_text(q, ":find", f->find);
	db_bind_text(q, ":fold", fold);
	db_bind_int(q, ":low", f->low);
	db_bind_int(q, ":few", STOCK_FEW);
	db_bind_int(q, ":not_ready", f->not_ready);
	db_bind_int(q, ":category", f->category);
	db_bind_int(q, ":brand", f->brand);
	db_bind_text(q, ":root", cx->root);
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":country", setting_get(cx, "shop.country"));
	db_bind_int(q, ":day", clock_day(cx->now));
}

static int desk_count(
	struct cx *cx, const struct desk_filter *f, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" DESK_MATCHES);
	bind_filter(cx, q, f);
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

static struct db_stmt *list_statement(struct cx *cx, enum desk_sort sort)
{
	switch (sort) {
	case DESK_NAME:
		return DB_SQL(cx->db, DESK_BY(NAME_OF_IT ","));
	case DESK_NAME_DOWN:
		return DB_SQL(cx->db, DESK_BY(NAME_OF_IT " DESC,"));
	case DESK_PRICE:
		return DB_SQL(cx->db, DESK_BY(PRICE_OF_IT ","));
	case DESK_PRICE_DOWN:
		return DB_SQL(cx->db, DESK_BY(PRICE_OF_IT " DESC,"));
	case DESK_STOCK:
		return DB_SQL(cx->db, DESK_BY(STOCK_OF_IT ","));
	case DESK_STOCK_DOWN:
		return DB_SQL(cx->db, DESK_BY(STOCK_OF_IT " DESC,"));
	default:
		return DB_SQL(cx->db, DESK_BY(" p.updated_ms DESC,"));
	}
}

int desk_list(struct cx *cx, const struct desk_filter *f, int64_t **ids,
	size_t *n, int64_t *total)
{
	*n = 0;
	*ids = ARENA_ARRAY(cx->arena, int64_t, (size_t)f->limit + 1);
	int rc = desk_count(cx, f, total);
	if (rc < 0)
		return rc;
	struct db_stmt *q = list_statement(cx, f->sort);
	bind_filter(cx, q, f);
	db_bind_int(q, ":limit", f->limit);
	db_bind_int(q, ":offset", f->offset);
	while ((rc = db_step(q)) > 0)
		(*ids)[(*n)++] = db_next_int(q);
	db_done(q);
	return rc;
}

static int slug_in(
	struct cx *cx, int64_t product, const char *locale, const char **out)
{
	*out = "";
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT slug FROM slug WHERE kind = 'product'"
		" AND locale = :locale AND target = :id AND current = 1");
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":id", product);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_text(q, cx->arena);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int desk_words(struct cx *cx, int64_t product, const char *locale,
	struct product_words *out)
{
	*out = (struct product_words){"", "", "", "", "", "", "", "", ""};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT name, summary, description, facts, safety, seo_title,"
		" seo_text, repair FROM product_text"
		" WHERE product = :id AND locale = :locale");
	db_bind_int(q, ":id", product);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	if (rc == OK) {
		out->name = db_next_text(q, cx->arena);
		out->summary = db_next_text(q, cx->arena);
		out->description = db_next_text(q, cx->arena);
		out->facts = db_next_text(q, cx->arena);
		out->safety = db_next_text(q, cx->arena);
		out->seo_title = db_next_text(q, cx->arena);
		out->seo_text = db_next_text(q, cx->arena);
		out->repair = db_next_text(q, cx->arena);
	}
	db_done(q);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	return slug_in(cx, product, locale, &out->slug);
}

int desk_categories(struct cx *cx, int64_t product, int64_t **ids, size_t *n)
{
	enum { MAX = 500 };
	*n = 0;
	*ids = ARENA_ARRAY(cx->arena, int64_t, MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT category FROM product_category WHERE product = :id"
		" ORDER BY category LIMIT 500");
	db_bind_int(q, ":id", product);
	int rc;
	while ((rc = db_step(q)) > 0)
		(*ids)[(*n)++] = db_next_int(q);
	db_done(q);
	return rc;
}

static int one_name(struct cx *cx, struct db_stmt *q, int64_t id,
	const char *locale, const char **out)
{
	*out = "";
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_text(q, cx->arena);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int desk_option_name(
	struct cx *cx, int64_t option, const char *locale, const char **out)
{
	return one_name(cx,
		DB_SQL(cx->db, "SELECT name FROM option_text"
			       " WHERE option = :id AND locale = :locale"),
		option, locale, out);
}

int desk_value_name(
	struct cx *cx, int64_t value, const char *locale, const char **out)
{
	return one_name(cx,
		DB_SQL(cx->db, "SELECT name FROM option_value_text"
			       " WHERE option_value = :id"
			       " AND locale = :locale"),
		value, locale, out);
}

int desk_alt(struct cx *cx, int64_t media, const char *locale, const char **out)
{
	return one_name(cx,
		DB_SQL(cx->db, "SELECT alt FROM media_text"
			       " WHERE media = :id AND locale = :locale"),
		media, locale, out);
}

static void read_picture(
	struct db_stmt *q, struct arena *a, struct desk_picture *p)
{
	p->id = db_next_int(q);
	p->state = db_next_text(q, a);
	p->sha256 = db_next_text(q, a);
	p->widths = db_next_text(q, a);
	p->problem = db_next_text(q, a);
}

int desk_picture(struct cx *cx, int64_t media, struct desk_picture *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, state, coalesce(sha256, ''), widths, problem"
		" FROM media WHERE id = :id");
	db_bind_int(q, ":id", media);
	int rc = db_one(q);
	if (rc == OK)
		read_picture(q, cx->arena, out);
	db_done(q);
	return rc;
}

int desk_pictures(
	struct cx *cx, int64_t product, struct desk_picture **out, size_t *n)
{
	enum { MAX = 200 };
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct desk_picture, MAX);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.id, m.state, coalesce(m.sha256, ''), m.widths, m.problem"
		" FROM product_media pm JOIN media m ON m.id = pm.media"
		" WHERE pm.product = :id ORDER BY pm.position, m.id LIMIT 200");
	db_bind_int(q, ":id", product);
	int rc;
	while ((rc = db_step(q)) > 0)
		read_picture(q, cx->arena, &(*out)[(*n)++]);
	db_done(q);
	return rc;
}

int desk_moves(struct cx *cx, int64_t product, int64_t limit,
	struct desk_move **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct desk_move, (size_t)limit + 1);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.at_ms, m.delta,"
		" CASE WHEN m.ref_kind = 'carry' THEN 'carry'"
		"  ELSE m.reason END, m.note,"
		" CASE WHEN m.location = 1 OR l.name = '' THEN v.sku"
		"  ELSE v.sku || ' · ' || l.name END,"
		" coalesce(s.name, '') FROM stock_move m"
		" JOIN location l ON l.id = m.location"
		" JOIN variant v ON v.id = m.variant"
		" LEFT JOIN staff s ON s.id = m.staff"
		" WHERE v.product = :id"
		" ORDER BY m.at_ms DESC, m.id DESC LIMIT :limit");
	db_bind_int(q, ":id", product);
	db_bind_int(q, ":limit", limit);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct desk_move *m = &(*out)[(*n)++];
		m->at_ms = db_next_int(q);
		m->delta = db_next_int(q);
		m->reason = db_next_text(q, cx->arena);
		m->note = db_next_text(q, cx->arena);
		m->sku = db_next_text(q, cx->arena);
		m->who = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}

int desk_prices(struct cx *cx, int64_t product, int64_t limit,
	struct desk_price **out, size_t *n)
{
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct desk_price, (size_t)limit + 1);
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.from_ms, v.sku, coalesce(l.amount_minor, -1)"
		" FROM price_log l JOIN variant v ON v.id = l.variant"
		" WHERE v.product = :id AND l.price_group = ''"
		" ORDER BY l.from_ms DESC, v.position LIMIT :limit");
	db_bind_int(q, ":id", product);
	db_bind_int(q, ":limit", limit);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct desk_price *p = &(*out)[(*n)++];
		p->from_ms = db_next_int(q);
		p->sku = db_next_text(q, cx->arena);
		p->amount = money(db_next_int(q));
	}
	db_done(q);
	return rc;
}
