#include "domain/person_in.h"

#include <inttypes.h>
#include <string.h>

#include "domain/consent.h"
#include "domain/profile.h"
#include "domain/promotion_key.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/text.h"

enum { BOOKS_YEARS = 6 };

int person_of_account(struct cx *cx, int64_t customer, struct person *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE WHEN verified_ms IS NULL THEN ''"
		" ELSE email_norm END FROM customer"
		" WHERE id = :id AND email_norm IS NOT NULL");
	db_bind_int(q, ":id", customer);
	*out = (struct person){.customer = customer, .email_norm = ""};
	int rc = db_one(q);
	if (rc == OK)
		out->email_norm = db_next_text(q, cx->arena);
	db_done(q);
	return rc;
}

int person_of_address(struct cx *cx, const char *email_norm, struct person *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM customer WHERE email_norm = :email");
	db_bind_text(q, ":email", email_norm);
	*out = (struct person){.email_norm = email_norm};
	int rc = db_one(q);
	if (rc == OK)
		out->customer = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* ---- binds ---- */

static const char *name_of(struct cx *cx, int64_t customer)
{
	const char *name = NULL;
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT name FROM customer WHERE id = :id");
	db_bind_int(q, ":id", customer);
	if (db_one(q) == OK)
		name = db_next_text(q, cx->arena);
	db_done(q);
	return name && *name ? text_lower(cx->arena, name) : NULL;
}

int person_keys(
	struct cx *cx, const struct person *who, struct person_keys *out)
{
	struct promotion_keys buyer = {NULL, NULL};
	struct buyer b = {.country = "",
		.postal = "",
		.email_norm = who->email_norm,
		.vat_id = "",
		.customer = who->customer};
	struct consent_subject email = {CONSENT_EMAIL, who->email_norm};
	*out = (struct person_keys){NULL, NULL, NULL, NULL, NULL, NULL, NULL};
	promotion_keys(cx, &b, &buyer);
	if (who->customer) {
		out->customer = arena_printf(
			cx->arena, "%lld", (long long)who->customer);
		out->buyer = buyer.of_customer;
		out->subject = profile_key(cx, who->customer);
		out->name = name_of(cx, who->customer);
	}
	if (*who->email_norm) {
		out->buyer_email = buyer.of_email;
		out->consent_email = consent_key(cx, &email);
		out->attempt_email = attempt_subject(cx, who->email_norm);
	}
	return OK;
}

void person_bind(struct cx *cx, struct db_stmt *q, const struct person *who,
	const struct person_keys *keys)
{
	const struct {
		const char *name, *value;
	} texts[] = {
		{":email", *who->email_norm ? who->email_norm : NULL},
		{":key_customer", keys->customer},
		{":key_buyer", keys->buyer},
		{":key_subject", keys->subject},
		{":key_buyer_email", keys->buyer_email},
		{":key_consent", keys->consent_email},
		{":key_attempt", keys->attempt_email},
		{":key_name", keys->name},
	};
	if (db_takes(q, ":customer"))
		db_bind_or_null(q, ":customer", who->customer);
	if (db_takes(q, ":now"))
		db_bind_int(q, ":now", cx->now);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (db_takes(q, texts[i].name))
			db_bind_text(q, texts[i].name, texts[i].value);
}

int person_run(struct cx *cx, const struct person *who,
	const struct person_keys *keys, person_sql *const *list)
{
	int rc = OK;
	for (; rc == OK && *list; list++) {
		struct db_stmt *q = (*list)(cx->db);
		person_bind(cx, q, who, keys);
		rc = db_exec(q, NULL);
	}
	return rc;
}

const char *person_subject(struct cx *cx, const struct person *who)
{
	const char *text = *who->email_norm
				   ? who->email_norm
				   : arena_printf(cx->arena, "account %lld",
					     (long long)who->customer);
	return crypt_mac(cx->arena, cx->secret, "erasure", text);
}

/* ---- what there is ---- */

static int rows_count(struct cx *cx, const struct person *who,
	const struct person_keys *keys, const struct person_table *t,
	int64_t *n)
{
	struct db_stmt *q = t->read(cx->db);
	struct arena *a = arena_new();
	person_bind(cx, q, who, keys);
	size_t columns = 1;
	for (const char *s = t->columns; *s; s++)
		columns += *s == ' ';
	int rc;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		for (size_t i = 0; i < columns; i++)
			db_next_text(q, a);
		arena_clear(a);
		++*n;
	}
	db_done(q);
	arena_free(a);
	return rc;
}

int person_held(struct cx *cx, const struct person *who,
	struct person_held **out, size_t *n)
{
	struct person_keys keys;
	int rc = person_keys(cx, who, &keys);
	*out = NULL;
	*n = 0;
	for (const struct person_table *t = person_tables; rc == OK && t->file;
		t++) {
		int64_t rows;
		rc = rows_count(cx, who, &keys, t, &rows);
		if (rc < 0 || rows == 0)
			continue;
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		(*out)[(*n)++] = (struct person_held){
			t->file, tr(t->title), rows, !t->stays};
	}
	return rc;
}

/* ---- what stays ---- */

int64_t person_books_until(int64_t day)
{
	return (day / 10000 + BOOKS_YEARS) * 10000 + 1231;
}

TABLE_SQL(documents_kept,
	"SELECT count(*), CAST(coalesce(max(day), 0) AS BIGINT) FROM document"
	" WHERE orders IN" THEIR_ORDERS);
/* Paid, and no invoice was made: the order itself is the voucher. */
TABLE_SQL(orders_kept,
	"SELECT count(*), CAST(coalesce(max(placed_day), 0) AS BIGINT)"
	" FROM orders WHERE id IN" THEIR_ORDERS
	" AND EXISTS (SELECT 1 FROM money_move m WHERE m.orders = orders.id)"
	" AND NOT EXISTS (SELECT 1 FROM document d"
	"  WHERE d.orders = orders.id)");
TABLE_SQL(sums_kept,
	"SELECT count(*), CAST(coalesce(max(placed_day), 0) AS BIGINT)"
	" FROM orders WHERE id IN" THEIR_ORDERS);
TABLE_SQL(companies_kept,
	"SELECT count(*), CAST(coalesce(max(placed_day), 0) AS BIGINT)"
	" FROM orders WHERE id IN" THEIR_ORDERS
	" AND (company <> '' OR business_id <> '' OR vat_id <> '')"
	" AND EXISTS (SELECT 1 FROM money_move m WHERE m.orders = orders.id)");
TABLE_SQL(bank_kept, "SELECT count(*), CAST(coalesce(max(day), 0) AS BIGINT)"
		     " FROM bank_entry WHERE orders IN" THEIR_ORDERS);

#define BOOKS_WHY                                                         \
	N_("Bookkeeping law asks for vouchers until six years after the " \
	   "end of their year.")

static const struct {
	const char *what, *why;
	person_sql *sql;
} kept_rows[] = {
	{N_("Invoices and credit notes, with the name, the addresses and the "
	    "e-mail address printed on them"),
		BOOKS_WHY, documents_kept},
	{N_("Name and address of paid orders that have no invoice"), BOOKS_WHY,
		orders_kept},
	{N_("Orders without name and address: number, day, things, sums, how "
	    "and when they were paid"),
		BOOKS_WHY, sums_kept},
	{N_("Company, business id and VAT number of paid orders"), BOOKS_WHY,
		companies_kept},
	{N_("Bank transfers with their payer and message"), BOOKS_WHY,
		bank_kept},
};

static int kept_add(struct cx *cx, struct person_kept **out, size_t *n,
	struct person_kept row)
{
	*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
	(*out)[(*n)++] = row;
	return OK;
}

int person_kept(struct cx *cx, const struct person *who,
	struct person_kept **out, size_t *n)
{
	struct person_keys keys;
	int rc = person_keys(cx, who, &keys);
	*out = NULL;
	*n = 0;
	for (size_t i = 0;
		rc == OK && i < sizeof(kept_rows) / sizeof(*kept_rows); i++) {
		struct db_stmt *q = kept_rows[i].sql(cx->db);
		int64_t rows = 0, day = 0;
		person_bind(cx, q, who, &keys);
		rc = db_one(q);
		if (rc == OK) {
			rows = db_next_int(q);
			day = db_next_int(q);
		}
		db_done(q);
		if (rc == OK && rows > 0)
			rc = kept_add(cx, out, n,
				(struct person_kept){tr(kept_rows[i].what),
					tr(kept_rows[i].why), rows,
					person_books_until(day)});
	}
	if (rc < 0)
		return rc;
	return kept_add(cx, out, n,
		(struct person_kept){
			tr("A number made of the address, not the address"),
			tr("So that a backup that is restored is erased "
			   "again."),
			1, 0});
}

/* ---- what is in the way ---- */

#define SETTLED_DAYS 30 /* sent, and nobody has said that it did not come */

static const struct {
	const char *code, *words;
} open_whys[] = {
	{"back", N_("money is to go back to you")},
	{"case", N_("a return is under way")},
	{"money", N_("it is not paid yet")},
	{"goods", N_("it is not delivered yet")},
	{"gift", N_("a gift card is about to leave by mail")},
};

static const char *open_words(const char *code)
{
	size_t i = 0;
	while (strcmp(open_whys[i].code, code) != 0)
		i++;
	return tr(open_whys[i].words);
}

static int open_orders(struct cx *cx, const struct person *who,
	const struct person_keys *keys, struct person_open **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT number, why FROM (SELECT number, CASE"
		" WHEN payment_state = 'refund_due' OR EXISTS (SELECT 1"
		"   FROM refund r WHERE r.orders = orders.id"
		"   AND r.state <> 'done') THEN 'back'"
		" WHEN EXISTS (SELECT 1 FROM return_case c"
		"   WHERE c.orders = orders.id AND c.state IN"
		"   ('requested', 'accepted', 'received')) THEN 'case'"
		" WHEN state <> 'cancelled' AND payment_state IN"
		"   ('unpaid', 'pending', 'part', 'failed') THEN 'money'"
		" WHEN state IN ('placed', 'confirmed')"
		"   AND fulfilment NOT IN ('delivered', 'collected')"
		"   AND NOT (fulfilment = 'shipped'"
		"    AND coalesce(shipped_ms, :now) < :settled) THEN 'goods'"
		/* the mail says who it is from, and is all there is of it */
		" WHEN EXISTS (SELECT 1 FROM gift_card g"
		"   JOIN order_line l ON l.id = g.order_line"
		"   JOIN outbox x ON x.dedupe_key ="
		"    'gift_card/' || g.id || '/0'"
		"   WHERE l.orders = orders.id AND g.email <> ''"
		"   AND lower(g.email) <> coalesce(:email, '')"
		"   AND x.state IN ('ready', 'leased')) THEN 'gift'"
		" ELSE '' END AS why FROM orders WHERE id IN" THEIR_ORDERS
		/* a statement that matched no order */
		" UNION ALL SELECT 0, 'case' FROM return_case"
		"  WHERE orders IS NULL AND lower(email) = :email"
		"  AND state IN ('requested', 'accepted', 'received')"
		") AS found"
		" WHERE why <> '' ORDER BY number");
	person_bind(cx, q, who, keys);
	db_bind_int(q, ":settled", cx->now - SETTLED_DAYS * MS_DAY);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct person_open *o = &(*out)[(*n)++];
		o->number = db_next_int(q);
		const char *why = db_next_text(q, cx->arena);
		o->why = open_words(why);
	}
	db_done(q);
	return rc;
}

int person_open(struct cx *cx, const struct person *who,
	struct person_open **out, size_t *n)
{
	struct person_keys keys;
	*out = NULL;
	*n = 0;
	int rc = person_keys(cx, who, &keys);
	return rc == OK ? open_orders(cx, who, &keys, out, n) : rc;
}

int person_gift_cards(
	struct cx *cx, const struct person *who, int64_t *n, int64_t *minor)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*),"
		" CAST(coalesce(sum(balance_minor), 0) AS BIGINT)"
		" FROM gift_card WHERE balance_minor > 0"
		" AND id IN" THEIR_CARDS);
	db_bind_or_null(q, ":customer", who->customer);
	db_bind_text(q, ":email", *who->email_norm ? who->email_norm : NULL);
	int rc = db_one(q);
	*n = *minor = 0;
	if (rc == OK) {
		*n = db_next_int(q);
		*minor = db_next_int(q);
	}
	db_done(q);
	return rc;
}
