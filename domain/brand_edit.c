/* Writing brands. */
#include "domain/brand.h"

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

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
