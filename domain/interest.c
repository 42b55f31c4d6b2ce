#include "domain/interest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/customer_value.h"
#include "domain/product.h"
#include "domain/profile.h"
#include "domain/sensitive.h"
#include "lib/db.h"
#include "lib/err.h"

enum { INTERESTS_MAX = INTEREST_QUESTIONS * INTEREST_CHOICES };

static int rows_load(struct cx *cx, struct interest *all, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT i.id, i.question, coalesce(i.category, 0),"
		" coalesce(i.brand, 0), coalesce(i.attribute_value, 0),"
		" coalesce(i.media, 0),"
		" coalesce(nullif(x.name, ''), nullif(y.name, ''),"
		"  nullif(ct.name, ''), cr.name, b.name, nullif(at.name, ''),"
		"  ar.name, '')"
		" FROM interest i"
		" LEFT JOIN interest_text x ON x.interest = i.id"
		"  AND x.locale = :locale"
		" LEFT JOIN interest_text y ON y.interest = i.id"
		"  AND y.locale = :root"
		" LEFT JOIN category c ON c.id = i.category"
		" LEFT JOIN category_text ct ON ct.category = i.category"
		"  AND ct.locale = :locale"
		" LEFT JOIN category_text cr ON cr.category = i.category"
		"  AND cr.locale = :root"
		" LEFT JOIN brand b ON b.id = i.brand"
		" LEFT JOIN attribute_value_text at"
		"  ON at.attribute_value = i.attribute_value"
		"  AND at.locale = :locale"
		" LEFT JOIN attribute_value_text ar"
		"  ON ar.attribute_value = i.attribute_value"
		"  AND ar.locale = :root"
		" WHERE i.active = 1 AND c.archived_ms IS NULL"
		"  AND b.archived_ms IS NULL AND (i.category IS NULL"
		"  OR i.category NOT IN" SENSITIVE_CATEGORIES ")"
		" AND " INTEREST_MEANT
		" ORDER BY i.question, i.position, i.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int64_t question = 0, of = 0;
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct interest i = {.id = db_next_int(q)};
		i.question = db_next_int(q);
		i.category = db_next_int(q);
		i.brand = db_next_int(q);
		i.value = db_next_int(q);
		i.media = db_next_int(q);
		i.name = db_next_text(q, cx->arena);
		i.key = arena_printf(cx->arena, "%" PRId64, i.id);
		of = i.question == question ? of + 1 : 1;
		question = i.question;
		if (of <= INTEREST_CHOICES && *n < INTERESTS_MAX && *i.name)
			all[(*n)++] = i;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* Has the owner any, shown or not? */
static int owner_has(struct cx *cx, bool *any)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM (SELECT 1 AS one FROM"
		" interest LIMIT 1) AS few");
	int rc = db_one(q);
	*any = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int propose(struct cx *cx, struct interest *all, size_t *n)
{
	struct category *cats;
	size_t n_cats = 0;
	int rc = category_list(cx, 0, &cats, &n_cats);
	for (size_t i = 0; rc == OK && i < n_cats; i++) {
		bool sensitive = true;
		rc = category_sensitive(cx, cats[i].id, &sensitive);
		if (!sensitive && cats[i].products &&
			cats[i].rule.kind == RULE_NONE && *n < INTEREST_CHOICES)
			all[(*n)++] = (struct interest){
				.question = 1,
				.category = cats[i].id,
				.key = arena_printf(
					cx->arena, "c%" PRId64, cats[i].id),
				.name = cats[i].name,
			};
	}
	if (*n < 2) /* nothing to choose from */
		*n = 0;
	return rc;
}

int interest_list(struct cx *cx, struct interest **out, size_t *n)
{
	bool any = false;
	*n = 0;
	*out = ARENA_ARRAY(cx->arena, struct interest, INTERESTS_MAX);
	int rc = owner_has(cx, &any);
	if (rc < 0)
		return rc;
	return any ? rows_load(cx, *out, n) : propose(cx, *out, n);
}

int64_t interest_next(
	const struct interest *all, size_t n, int64_t done, int64_t *nth)
{
	int64_t last = 0, count = 0, next = 0;
	*nth = 0;
	for (size_t i = 0; i < n; i++) {
		if (all[i].question == last)
			continue;
		last = all[i].question;
		count++;
		if (!next && last > done) {
			next = last;
			*nth = count;
		}
	}
	return next;
}

/* ---- pictures ---- */

/* Of the best seller of it that is on sale and has one. */
static int picture_borrow(
	struct cx *cx, const struct interest *i, struct picture *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.media FROM listing l"
		" JOIN product p ON p.id = l.product"
		" JOIN product_media m ON m.product = l.product"
		" JOIN media d ON d.id = m.media AND d.state = 'ready'"
		" WHERE l.langs <> 0 AND (p.brand = :brand"
		"  OR EXISTS (SELECT 1 FROM product_attribute a"
		"   WHERE a.product = l.product AND a.value = :value)"
		"  OR EXISTS (SELECT 1 FROM product_category c"
		"   WHERE c.product = l.product AND c.category = :category))"
		" ORDER BY l.sold_qty DESC, l.product, m.position LIMIT 1");
	db_bind_int(q, ":brand", i->brand);
	db_bind_int(q, ":value", i->value);
	db_bind_int(q, ":category", i->category);
	int rc = db_one(q);
	int64_t media = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return media ? media_find(cx, media, out) : rc;
}

static int brand_media(struct cx *cx, int64_t brand, int64_t *media)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT coalesce(media, 0) FROM brand WHERE id = :id");
	db_bind_int(q, ":id", brand);
	int rc = db_one(q);
	*media = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int interest_picture(
	struct cx *cx, const struct interest *i, struct picture *out)
{
	struct category c = {0};
	int64_t media = i->media;
	int rc = OK;
	*out = (struct picture){0};
	if (!media && i->brand)
		rc = brand_media(cx, i->brand, &media);
	if (!media && i->category && category_get(cx, i->category, &c) == OK)
		media = c.picture.sha256 ? c.picture.id : 0;
	if (rc == OK && media)
		rc = media_find(cx, media, out);
	if (rc < 0 || !out->sha256)
		rc = picture_borrow(cx, i, out);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* ---- answers ---- */

/* The proposal becomes rows, which the owner then finds and changes. */
static int proposal_keep(struct cx *cx)
{
	struct interest all[INTERESTS_MAX];
	bool any = false;
	size_t n = 0;
	int rc = owner_has(cx, &any);
	if (rc < 0 || any)
		return rc;
	rc = propose(cx, all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO interest (question, position, category)"
			" VALUES (1, :position, :category)"
			" ON CONFLICT (category) DO NOTHING");
		db_bind_int(q, ":position", (int64_t)i);
		db_bind_int(q, ":category", all[i].category);
		rc = db_exec(q, NULL);
	}
	return rc;
}

static bool key_names(const struct interest *i, const char *key)
{
	char cat[32];
	snprintf(cat, sizeof(cat), "c%" PRId64, i->category);
	return strcmp(i->key, key) == 0 ||
	       (i->category && strcmp(cat, key) == 0);
}

static int like_put(
	struct cx *cx, const char *subject, int64_t interest, bool likes)
{
	struct db_stmt *q;
	if (likes)
		q = DB_SQL(cx->db,
			"INSERT INTO profile_like (subject, interest, at_ms)"
			" VALUES (:subject, :interest, :now)"
			" ON CONFLICT (subject, interest) DO NOTHING");
	else
		q = DB_SQL(cx->db, "DELETE FROM profile_like WHERE subject ="
				   " :subject AND interest = :interest");
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":interest", interest);
	if (likes)
		db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

/* What they like has changed. */
static int liked_note(struct cx *cx, const char *subject)
{
	/* by its row a browser's profile ends (event_end) */
	int rc = profile_touch(cx, subject);
	/* segments may ask for it */
	if (rc == OK && *subject == 'c')
		rc = customer_value_stale(cx, strtoll(subject + 1, NULL, 10));
	return rc;
}

int interest_like(struct cx *cx, const char *subject, int64_t question,
	const char *const *keys, size_t n)
{
	struct interest *all;
	size_t n_all = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	if (n)
		rc = proposal_keep(cx);
	if (rc == OK)
		rc = interest_list(cx, &all, &n_all);
	for (size_t i = 0; rc == OK && i < n_all; i++) {
		bool likes = false;
		if (!all[i].id || (question && all[i].question != question))
			continue;
		for (size_t k = 0; k < n; k++)
			likes = likes || key_names(&all[i], keys[k]);
		rc = like_put(cx, subject, all[i].id, likes);
	}
	return db_end(cx->db, rc == OK ? liked_note(cx, subject) : rc);
}

int interest_like_one(
	struct cx *cx, const char *subject, int64_t interest, bool likes)
{
	struct interest *all;
	size_t n = 0, at = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = interest_list(cx, &all, &n);
	while (rc == OK && at < n && all[at].id != interest)
		at++;
	if (rc == OK && (interest < 1 || at == n))
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		rc = like_put(cx, subject, interest, likes);
	return db_end(cx->db, rc == OK ? liked_note(cx, subject) : rc);
}
