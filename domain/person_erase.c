/* Erasing a person, in one transaction; what is no row goes with the job. */
#include "domain/person_in.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "domain/event_in.h"
#include "domain/media_forget.h"
#include "domain/outbox.h"
#include "domain/person_mail.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/json.h"

struct erasing {
	struct cx *cx;
	const struct person *who;
	struct person_keys keys;
	const char *email, *locale; /* where the receipt goes; "" nowhere */
	struct person_kept *kept;
	size_t n_kept;
	int64_t *products, *media;
	size_t n_products, n_media;
	json_t *files, *uploads; /* for the job */
};

/* ---- before anything goes ---- */

static int ids(struct erasing *e, person_sql *sql, int64_t **out, size_t *n)
{
	struct db_stmt *q = sql(e->cx->db);
	person_bind(e->cx, q, e->who, &e->keys);
	return db_ints(q, e->cx->arena, out, n);
}

TABLE_SQL(review_products,
	"SELECT DISTINCT product FROM review WHERE id IN" THEIR_REVIEWS);
TABLE_SQL(review_pictures,
	"SELECT DISTINCT m.media FROM review_media m WHERE m.review IN" THEIR_REVIEWS);

/* To the account's address as it is written, else to the proved one. */
static int address_load(struct erasing *e)
{
	struct cx *cx = e->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT email, locale FROM customer"
		" WHERE id = :id AND verified_ms IS NOT NULL");
	db_bind_int(q, ":id", e->who->customer);
	e->email = e->who->email_norm;
	e->locale = cx->locale;
	int rc = db_one(q);
	if (rc == OK) {
		e->email = db_next_text(q, cx->arena);
		e->locale = db_next_text(q, cx->arena);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int load(struct erasing *e)
{
	int rc = person_keys(e->cx, e->who, &e->keys);
	if (rc == OK)
		rc = address_load(e);
	if (rc == OK)
		rc = person_kept(e->cx, e->who, &e->kept, &e->n_kept);
	if (rc == OK)
		rc = ids(e, review_products, &e->products, &e->n_products);
	if (rc == OK)
		rc = ids(e, review_pictures, &e->media, &e->n_media);
	return rc;
}

/* ---- the stars of products ---- */

static int rating_again(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM product_rating WHERE product = :product");
	db_bind_int(q, ":product", product);
	int rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db,
		"INSERT INTO product_rating"
		" (product, n, stars, n1, n2, n3, n4, n5)"
		" SELECT product, count(*), CAST(sum(stars) AS BIGINT),"
		" CAST(sum(CASE stars WHEN 1 THEN 1 ELSE 0 END) AS BIGINT),"
		" CAST(sum(CASE stars WHEN 2 THEN 1 ELSE 0 END) AS BIGINT),"
		" CAST(sum(CASE stars WHEN 3 THEN 1 ELSE 0 END) AS BIGINT),"
		" CAST(sum(CASE stars WHEN 4 THEN 1 ELSE 0 END) AS BIGINT),"
		" CAST(sum(CASE stars WHEN 5 THEN 1 ELSE 0 END) AS BIGINT)"
		" FROM review WHERE product = :product AND state = 'shown'"
		" GROUP BY product");
	db_bind_int(q, ":product", product);
	rc = db_exec(q, NULL);
	return rc == OK ? catalogue_touch_product(cx, product) : rc;
}

static int ratings_again(struct erasing *e)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < e->n_products; i++)
		rc = rating_again(e->cx, e->products[i]);
	return rc;
}

/* ---- pictures ---- */

/* Also in a product, a category...: the same bytes are one picture. */
static int picture_used(struct cx *cx, int64_t media, bool *used)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT (SELECT count(*) FROM product_media WHERE media = :id)"
		" + (SELECT count(*) FROM variant WHERE media = :id)"
		" + (SELECT count(*) FROM category WHERE media = :id)"
		" + (SELECT count(*) FROM brand WHERE media = :id)"
		" + (SELECT count(*) FROM review_media WHERE media = :id)"
		" + (SELECT count(*) FROM media m JOIN order_line l"
		"  ON l.picture = m.sha256 WHERE m.id = :id)"
		" + (SELECT count(*) FROM setting WHERE code = 'home.picture'"
		"  AND value = CAST(:id AS TEXT))");
	db_bind_int(q, ":id", media);
	int rc = db_one(q);
	if (rc == OK)
		*used = db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int picture_note(struct erasing *e, int64_t media)
{
	struct db_stmt *q = DB_SQL(e->cx->db,
		"SELECT sha256 FROM media"
		" WHERE id = :id AND sha256 IS NOT NULL");
	db_bind_int(q, ":id", media);
	int rc = db_one(q);
	if (rc == OK)
		json_array_append_new(
			e->files, json_string(db_next_text(q, e->cx->arena)));
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int picture_drop(struct erasing *e, int64_t media)
{
	struct cx *cx = e->cx;
	bool used = true;
	int rc = picture_used(cx, media, &used);
	if (rc < 0 || used)
		return rc;
	rc = picture_note(e, media);
	if (rc == OK)
		rc = person_picture_jobs_drop(cx, media, e->uploads);
	if (rc == OK)
		rc = media_jobs_delete(cx, media);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM media_text WHERE media = :id");
	db_bind_int(q, ":id", media);
	rc = db_exec(q, NULL);
	if (rc < 0)
		return rc;
	q = DB_SQL(cx->db, "DELETE FROM media WHERE id = :id");
	db_bind_int(q, ":id", media);
	return db_exec(q, NULL);
}

static int pictures_drop(struct erasing *e)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < e->n_media; i++)
		rc = picture_drop(e, e->media[i]);
	return rc;
}

/* ---- what is left of it ---- */

int person_noted(struct cx *cx, const struct person *who, const char *what,
	const char *by)
{
	const char *subject = arena_strndup(
		cx->arena, person_subject(cx, who), 16);
	return audit_add(cx, "person", who->customer, what, NULL,
		audit_json(cx->arena, "by", by, "subject", subject, NULL));
}

int person_erasure_note(struct cx *cx, const char *subject, int64_t customer,
	const char *by, int64_t at_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO erasure (subject, customer, asked_by, at_ms)"
		" VALUES (:subject, :customer, :by, :at)"
		" ON CONFLICT (subject) DO UPDATE SET"
		" customer = excluded.customer, asked_by = excluded.asked_by,"
		" at_ms = excluded.at_ms");
	db_bind_text(q, ":subject", subject);
	db_bind_or_null(q, ":customer", customer);
	db_bind_text(q, ":by", by);
	db_bind_int(q, ":at", at_ms);
	return db_exec(q, NULL);
}

static int erasure_add(struct erasing *e, const char *subject, const char *by)
{
	struct cx *cx = e->cx;
	int64_t customer = e->who->customer;
	int rc = person_erasure_note(cx, subject, customer, by, cx->now);
	return rc < 0 ? rc : person_noted(cx, e->who, "erase", by);
}

static int receipt_add(struct erasing *e, const char *subject)
{
	struct cx *cx = e->cx;
	if (!*e->email)
		return OK;
	json_t *kept = json_array();
	for (size_t i = 0; i < e->n_kept; i++)
		json_array_append_new(kept,
			json_pack("{s:s, s:s, s:I}", "what", e->kept[i].what,
				"why", e->kept[i].why, "until",
				(json_int_t)e->kept[i].until_day));
	const char *payload = json_text(
		cx->arena, json_pack("{s:s, s:s, s:s, s:o}", "mail",
				   "person_erased", "address", e->email,
				   "locale", e->locale, "kept", kept));
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "person_erased/%.16s/%lld", subject,
			(long long)cx->now),
		payload, cx->now);
}

static int job_add(struct erasing *e, const char *subject)
{
	struct cx *cx = e->cx;
	const char *payload = json_text(
		cx->arena, json_pack("{s:O, s:O}", "media", e->files, "uploads",
				   e->uploads));
	return outbox_add(cx, "erase",
		arena_printf(cx->arena, "erase/%.16s/%lld", subject,
			(long long)cx->now),
		payload, cx->now);
}

/* ---- all of it ---- */

TABLE_SQL(their_browsers, "SELECT DISTINCT b.subject FROM event b"
			  " WHERE b.subject IN" THEIR_BROWSERS);

/* What waits to be written of them, too. */
static int waiting_wipe(struct erasing *e)
{
	struct db_stmt *q = their_browsers(e->cx->db);
	int rc;
	person_bind(e->cx, q, e->who, &e->keys);
	while ((rc = db_step(q)) > 0)
		event_wipe(db_next_text(q, e->cx->arena), 0);
	db_done(q);
	if (e->keys.subject)
		event_wipe(e->keys.subject, 0);
	return rc;
}

static int rows_erase(struct erasing *e)
{
	struct cx *cx = e->cx;
	const struct person *who = e->who;
	int rc = waiting_wipe(e);
	if (rc == OK)
		rc = person_mails_drop(cx, who, &e->keys);
	if (rc == OK)
		rc = person_run(cx, who, &e->keys, person_erase_account);
	/* traces of words are found through the words */
	if (rc == OK)
		rc = person_run(cx, who, &e->keys, person_erase_traces);
	if (rc == OK)
		rc = person_run(cx, who, &e->keys,
			who->keep_words ? person_keep_words
					: person_erase_words);
	if (rc == OK)
		rc = person_run(cx, who, &e->keys, person_erase_orders);
	if (rc == OK)
		rc = ratings_again(e);
	if (rc == OK) /* questions and votes stand in kept pages, too */
		rc = catalogue_touch(cx);
	return rc == OK ? pictures_drop(e) : rc;
}

int person_erase_rows(
	struct cx *cx, const struct person *who, const char *by, bool receipt)
{
	struct erasing e = {.cx = cx,
		.who = who,
		.files = json_array(),
		.uploads = json_array()};
	const char *subject = person_subject(cx, who);
	int rc = load(&e);
	if (rc == OK)
		rc = rows_erase(&e);
	if (rc == OK)
		rc = erasure_add(&e, subject, by);
	if (rc == OK && receipt)
		rc = receipt_add(&e, subject);
	if (rc == OK)
		rc = job_add(&e, subject);
	json_decref(e.files);
	json_decref(e.uploads);
	return rc;
}

int person_erase(struct cx *cx, const struct person *who, const char *by)
{
	struct person_open *open;
	size_t n = 0;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = person_open(cx, who, &open, &n);
	if (rc == OK && n > 0)
		rc = ERR_CONFLICT;
	if (rc == OK)
		rc = person_erase_rows(cx, who, by, true);
	rc = db_end(cx->db, rc);
	/* The worker does it too, if this fails. */
	if (rc == OK && cx->conf && cx->conf->dir)
		person_file_write(cx,
			arena_printf(cx->arena, "%s/erasures", cx->conf->dir));
	return rc;
}
