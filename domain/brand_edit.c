/* Writing brands. */
#include "domain/brand.h"

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

struct adopted {
	int64_t id;
	const char *name, *key;
};

static int next_bare(struct cx *cx, struct adopted *b)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, name FROM brand b WHERE id > :after"
		" AND NOT EXISTS (SELECT 1 FROM slug s WHERE s.kind = 'brand'"
		"  AND s.target = b.id AND s.current = 1)"
		" ORDER BY id LIMIT 1");
	db_bind_int(q, ":after", b->id);
	int rc = db_one(q);
	if (rc == OK) {
		b->id = db_next_int(q);
		b->name = text_trim(cx->arena, db_next_text(q, cx->arena));
		b->key = text_lower(cx->arena, b->name);
	}
	db_done(q);
	return rc;
}

static int with_key(struct cx *cx, const struct adopted *b, int64_t *other)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM brand WHERE name_key = :key AND id <> :id");
	db_bind_text(q, ":key", b->key);
	db_bind_int(q, ":id", b->id);
	int rc = db_one(q);
	*other = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int name_it(struct cx *cx, const struct adopted *b)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE brand SET name = :name, name_key = :key"
		" WHERE id = :id");
	db_bind_text(q, ":name", b->name);
	db_bind_text(q, ":key", b->key);
	db_bind_int(q, ":id", b->id);
	int rc = db_exec_one(q);
	const char *slug = text_slug(cx->arena, b->name);
	return rc == OK ? slug_set(cx, "brand", cx->root, b->id,
				  *slug ? slug : "brand", NULL)
			: rc;
}

/* Its products are the other's. */
static int join(struct cx *cx, const struct adopted *b, int64_t other)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO listing_dirty (product)"
		" SELECT id FROM product WHERE brand = :id"
		" ON CONFLICT (product) DO NOTHING");
	db_bind_int(q, ":id", b->id);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(
		cx->db, "UPDATE product SET brand = :other WHERE brand = :id");
	db_bind_int(q, ":id", b->id);
	db_bind_int(q, ":other", other);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM brand WHERE id = :id");
	db_bind_int(q, ":id", b->id);
	return db_exec_one(q);
}

int brand_adopt(struct cx *cx)
{
	struct adopted b = {0};
	int64_t other = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	while ((rc = next_bare(cx, &b)) == OK) {
		rc = with_key(cx, &b, &other);
		if (rc == OK)
			rc = other ? join(cx, &b, other) : name_it(cx, &b);
		if (rc == OK)
			rc = catalogue_touch(cx);
		if (rc < 0)
			break;
	}
	return db_end(cx->db, rc == ERR_NOT_FOUND ? OK : rc);
}

static int finish(struct cx *cx, int64_t id, int rc)
{
	if (rc == OK)
		rc = audit_add(cx, "brand", id, "save", NULL, NULL);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return db_end(cx->db, rc);
}

int brand_set_people(struct cx *cx, int64_t id, const struct brand_people *p)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE brand SET maker_name = coalesce(:name, maker_name),"
		" maker_address = coalesce(:address, maker_address),"
		" maker_email = coalesce(:email, maker_email),"
		" responsible_name = coalesce(:rname, responsible_name),"
		" responsible_address ="
		"  coalesce(:raddress, responsible_address),"
		" responsible_email = coalesce(:remail, responsible_email),"
		" rev = rev + 1 WHERE id = :id");
	db_bind_text(q, ":name", p->maker_name);
	db_bind_text(q, ":address", p->maker_address);
	db_bind_text(q, ":email", p->maker_email);
	db_bind_text(q, ":rname", p->responsible_name);
	db_bind_text(q, ":raddress", p->responsible_address);
	db_bind_text(q, ":remail", p->responsible_email);
	db_bind_int(q, ":id", id);
	return finish(cx, id, db_exec_one(q));
}

static int write_words(
	struct cx *cx, int64_t id, const char *locale, const char *description)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO brand_text (brand, locale, description)"
		" VALUES (:id, :locale, :description)"
		" ON CONFLICT (brand, locale)"
		" DO UPDATE SET description = excluded.description");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":description", description);
	return db_exec(q, NULL);
}

int brand_set_words(struct cx *cx, int64_t id, const char *locale,
	const char *description, const char *slug)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	if (description)
		rc = write_words(cx, id, locale, description);
	if (rc == OK && slug)
		rc = slug_set(cx, "brand", locale, id,
			text_slug(cx->arena, slug), NULL);
	return finish(cx, id, rc);
}
