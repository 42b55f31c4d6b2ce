#include "domain/product_more.h"

#include "domain/exemption.h"
#include "domain/unit_price.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/money.h"

enum {
	GUARANTEE_MAX = 1200, /* months */
	PARTS_MAX = 100,      /* years */
	CONTENT_MAX = 1000000000,
};

static bool within(const int64_t *n, int64_t low, int64_t high)
{
	return !n || (*n >= low && *n <= high);
}

/* 0 stands for none. */
static bool day_ok(const int64_t *day)
{
	return !day || *day == 0 || clock_day_end(*day) >= 0;
}

static void bind_may(struct db_stmt *q, const char *name, const int64_t *n)
{
	if (n)
		db_bind_int(q, name, *n);
	else
		db_bind_null(q, name);
}

static int guide_check(struct cx *cx, const int64_t *guide)
{
	if (!guide || !*guide)
		return OK;
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM size_guide WHERE id = :id");
	db_bind_int(q, ":id", *guide);
	int rc = db_one(q);
	if (rc == OK && db_next_int(q) == 0)
		rc = ERR_INVALID;
	db_done(q);
	return rc;
}

int product_write_more(
	struct cx *cx, int64_t id, const struct product_head *head)
{
	if (!within(head->guarantee_months, 0, GUARANTEE_MAX) ||
		!within(head->spare_part_years, -1, PARTS_MAX) ||
		!day_ok(head->update_until_day) ||
		(head->exemption && !exemption_known(head->exemption)))
		return ERR_INVALID;
	int rc = guide_check(cx, head->size_guide);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product SET"
		" responsible_name = coalesce(:name, responsible_name),"
		" responsible_address ="
		"  coalesce(:address, responsible_address),"
		" responsible_email = coalesce(:email, responsible_email),"
		" repair_score = coalesce(:score, repair_score),"
		" exemption = coalesce(:exemption, exemption),"
		" size_guide = nullif(coalesce("
		"  CAST(:guide AS BIGINT), size_guide), 0),"
		" guarantee_months = coalesce("
		"  CAST(:months AS BIGINT), guarantee_months),"
		" spare_part_years = nullif(coalesce("
		"  CAST(:years AS BIGINT), spare_part_years), -1),"
		" update_until_day = nullif(coalesce("
		"  CAST(:until AS BIGINT), update_until_day), 0)"
		" WHERE id = :id");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":name", head->responsible_name);
	db_bind_text(q, ":address", head->responsible_address);
	db_bind_text(q, ":email", head->responsible_email);
	db_bind_text(q, ":score", head->repair_score);
	db_bind_text(q, ":exemption", head->exemption);
	bind_may(q, ":guide", head->size_guide);
	bind_may(q, ":months", head->guarantee_months);
	bind_may(q, ":years", head->spare_part_years);
	bind_may(q, ":until", head->update_until_day);
	return db_exec_one(q);
}

int variant_write_more(struct cx *cx, int64_t id, const struct variant_data *d)
{
	if (!within(d->content_milli, 0, CONTENT_MAX) ||
		!within(d->deposit_minor, 0, MONEY_MAX) ||
		!day_ok(d->restock_day) ||
		(d->content_unit && *d->content_unit &&
			!unit_price_unit(d->content_unit)))
		return ERR_INVALID;
	if (!d->content_milli && !d->content_unit && !d->deposit_minor &&
		!d->restock_day)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE variant SET content_milli ="
		"  coalesce(CAST(:milli AS BIGINT), content_milli),"
		" content_unit = coalesce(:unit, content_unit),"
		" deposit_minor ="
		"  coalesce(CAST(:deposit AS BIGINT), deposit_minor),"
		" restock_day = nullif(coalesce("
		"  CAST(:day AS BIGINT), restock_day), 0) WHERE id = :id");
	db_bind_int(q, ":id", id);
	bind_may(q, ":milli", d->content_milli);
	db_bind_text(q, ":unit", d->content_unit);
	bind_may(q, ":deposit", d->deposit_minor);
	bind_may(q, ":day", d->restock_day);
	return db_exec_one(q);
}
