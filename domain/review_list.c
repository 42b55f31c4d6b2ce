/* What is read of reviews, and the stars of a product. */
#include "domain/review_in.h"

#include <string.h>

#include "domain/catalogue.h"
#include "lib/err.h"

void review_bind(struct cx *cx, struct db_stmt *q, const char *voter)
{
	db_bind_text(q, ":voter", voter);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
}

static void row_read(struct db_stmt *q, struct arena *a, struct review *r)
{
	*r = (struct review){0};
	r->id = db_next_int(q);
	r->rev = db_next_int(q);
	r->product = db_next_int(q);
	r->variant = db_next_int(q);
	r->order = db_next_int(q);
	r->customer = db_next_int(q);
	r->name = db_next_text(q, a);
	r->locale = db_next_text(q, a);
	r->stars = db_next_int(q);
	r->title = db_next_text(q, a);
	r->body = db_next_text(q, a);
	r->options = db_next_text(q, a);
	r->state = db_next_text(q, a);
	r->refused_for = db_next_text(q, a);
	r->reason = db_next_text(q, a);
	r->reply = db_next_text(q, a);
	r->reply_ms = db_next_int(q);
	r->helpful = db_next_int(q);
	r->created_ms = db_next_int(q);
	r->edited_ms = db_next_int(q);
	r->decided_ms = db_next_int(q);
	r->number = db_next_int(q);
	r->product_name = db_next_text(q, a);
	r->voted = db_next_int(q) > 0;
}

static int pictures_read(struct cx *cx, struct review *r)
{
	int64_t *media;
	size_t n;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT rm.media FROM review_media rm"
		" JOIN media m ON m.id = rm.media"
		" WHERE rm.review = :review AND m.state <> 'failed'"
		" ORDER BY rm.position, rm.media");
	db_bind_int(q, ":review", r->id);
	int rc = db_ints(q, cx->arena, &media, &n);
	r->pictures = ARENA_ARRAY(cx->arena, struct picture, n + 1);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = media_find(cx, media[i], &r->pictures[r->n_pictures++]);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "SELECT count(*) FROM review_media rm"
			   " JOIN media m ON m.id = rm.media"
			   " WHERE rm.review = :review AND m.state = 'failed'");
	db_bind_int(q, ":review", r->id);
	rc = db_one(q);
	if (rc == OK)
		r->spoilt = db_next_int(q);
	db_done(q);
	return rc;
}

int review_rows(
	struct cx *cx, struct db_stmt *q, struct review **out, size_t *n)
{
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		row_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	for (size_t i = 0; rc >= 0 && i < *n; i++)
		rc = pictures_read(cx, &(*out)[i]);
	return rc < 0 ? rc : OK;
}

int review_row(struct cx *cx, struct db_stmt *q, struct review *out)
{
	struct review *rows;
	size_t n;
	*out = (struct review){0};
	int rc = review_rows(cx, q, &rows, &n);
	if (rc < 0)
		return rc;
	if (n == 0)
		return ERR_NOT_FOUND;
	*out = rows[0];
	return OK;
}

bool review_is(const struct review *r, const char *state)
{
	return strcmp(r->state, state) == 0;
}

int review_get(struct cx *cx, int64_t id, struct review *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " REVIEW_COLUMNS " FROM review r WHERE r.id = :id");
	db_bind_int(q, ":id", id);
	review_bind(cx, q, "");
	return review_row(cx, q, out);
}

/* ---- stars ---- */

int review_rate(struct cx *cx, int64_t product, int64_t stars, int sign)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO product_rating"
		" (product, n, stars, n1, n2, n3, n4, n5)"
		" VALUES (:product, :n, :stars, :n1, :n2, :n3, :n4, :n5)"
		" ON CONFLICT (product) DO UPDATE SET"
		" n = product_rating.n + excluded.n,"
		" stars = product_rating.stars + excluded.stars,"
		" n1 = product_rating.n1 + excluded.n1,"
		" n2 = product_rating.n2 + excluded.n2,"
		" n3 = product_rating.n3 + excluded.n3,"
		" n4 = product_rating.n4 + excluded.n4,"
		" n5 = product_rating.n5 + excluded.n5");
	static const char *const names[] = {":n1", ":n2", ":n3", ":n4", ":n5"};
	/* CHECK (n >= 0) is tried on the inserted row before the conflict */
	if (sign < 0)
		q = DB_SQL(cx->db,
			"UPDATE product_rating SET n = n + :n,"
			" stars = stars + :stars, n1 = n1 + :n1,"
			" n2 = n2 + :n2, n3 = n3 + :n3, n4 = n4 + :n4,"
			" n5 = n5 + :n5 WHERE product = :product");
	db_bind_int(q, ":product", product);
	db_bind_int(q, ":n", sign);
	db_bind_int(q, ":stars", sign * stars);
	for (int64_t i = 0; i < REVIEW_STARS; i++)
		db_bind_int(q, names[i], i + 1 == stars ? sign : 0);
	int rc = db_exec_one(q);
	return rc == OK ? catalogue_touch(cx) : rc;
}

int review_rating(struct cx *cx, int64_t product, struct review_rating *out)
{
	*out = (struct review_rating){0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT n, stars, n1, n2, n3, n4, n5 FROM product_rating"
		" WHERE product = :product");
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	if (rc == OK) {
		out->n = db_next_int(q);
		out->stars = db_next_int(q);
		for (int i = 1; i <= REVIEW_STARS; i++)
			out->of[i] = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int64_t review_average(const struct review_rating *r)
{
	return r->n > 0 ? (r->stars * 20 + r->n) / (r->n * 2) : 0;
}

/* ---- lists ---- */

#define VIEW_MATCHES                                                      \
	" FROM review r WHERE r.product = :product AND r.state = 'shown'" \
	" AND (CAST(:stars AS BIGINT) = 0"                                \
	"  OR r.stars = CAST(:stars AS BIGINT))"                          \
	" AND (CAST(:variant AS BIGINT) = 0"                              \
	"  OR r.variant = CAST(:variant AS BIGINT))"                      \
	" AND (CAST(:lang AS TEXT) = '' OR r.locale = CAST(:lang AS TEXT))"

static void bind_view(struct db_stmt *q, const struct review_view *v)
{
	db_bind_int(q, ":product", v->product);
	db_bind_int(q, ":stars", v->stars);
	db_bind_int(q, ":variant", v->variant);
	db_bind_text(q, ":lang", v->locale);
}

static int count_read(struct db_stmt *q, int64_t *total)
{
	*total = 0;
	int rc = db_one(q);
	if (rc == OK)
		*total = db_next_int(q);
	db_done(q);
	return rc;
}

int review_list(struct cx *cx, const struct review_view *v, struct review **out,
	size_t *n, int64_t *total)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*)" VIEW_MATCHES);
	bind_view(q, v);
	int rc = count_read(q, total);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"SELECT " REVIEW_COLUMNS VIEW_MATCHES
		" ORDER BY CASE CAST(:sort AS TEXT)"
		"  WHEN 'helpful' THEN r.helpful WHEN 'highest' THEN r.stars"
		"  WHEN 'lowest' THEN -r.stars WHEN 'own' THEN"
		"   CASE WHEN r.locale = :locale THEN 1 ELSE 0 END"
		"  ELSE 0 END DESC, r.created_ms DESC, r.id DESC"
		" LIMIT :limit OFFSET :offset");
	bind_view(q, v);
	db_bind_text(q, ":sort", v->sort);
	db_bind_int(q, ":limit", v->limit);
	db_bind_int(q, ":offset", v->offset);
	review_bind(cx, q, v->voter);
	return review_rows(cx, q, out, n);
}

int review_variants(struct cx *cx, int64_t product, int64_t **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT v.id FROM variant v WHERE v.product = :product"
		" AND EXISTS (SELECT 1 FROM review r WHERE r.variant = v.id"
		"  AND r.state = 'shown') ORDER BY v.position, v.id");
	db_bind_int(q, ":product", product);
	return db_ints(q, cx->arena, out, n);
}

int review_locales(struct cx *cx, int64_t product, const char ***out, size_t *n)
{
	int rc;
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT r.locale FROM review r"
		" WHERE r.product = :product AND r.state = 'shown'"
		" ORDER BY r.locale");
	db_bind_int(q, ":product", product);
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc;
}
