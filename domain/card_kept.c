/* Cards that a customer lets be kept: entered, sealed, listed, removed. */
#include "domain/pay_card_in.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/pay_paytrail.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/seal.h"
#include "lib/text.h"
#include "lib/tr.h"

/* A token of one customer does not open as another's. */
static const char *label_of(struct cx *cx, int64_t customer)
{
	return arena_printf(cx->arena, "card/%" PRId64, customer);
}

/* Paytrail would have a browser post this; its policy lets no form of ours end
 * at another host, so the shop posts it and sends the buyer on. */
static const char *form_make(
	struct cx *cx, const struct paytrail_key *key, const char *back_url)
{
	struct remote_header pairs[] = {
		{"checkout-account", key->account},
		{"checkout-algorithm", "sha256"},
		{"checkout-method", "POST"},
		{"checkout-nonce", crypt_token(cx->arena)},
		{"checkout-timestamp", paytrail_timestamp(cx)},
		{"checkout-redirect-success-url", back_url},
		{"checkout-redirect-cancel-url", back_url},
		{NULL, NULL},
		{NULL, NULL},
	};
	const char *signature = paytrail_sign(
		cx->arena, key->secret, "sha256", pairs, "", 0);
	pairs[7] = (struct remote_header){"signature", signature};
	return paytrail_form(cx->arena, pairs);
}

int card_form(struct cx *cx, const char *back_url, const char **href,
	const char **problem)
{
	static const struct remote_header heads[] = {
		{"content-type", "application/x-www-form-urlencoded"},
		{NULL, NULL}};
	struct remote_answer answer;
	struct paytrail_key key;
	*href = "";
	*problem = "account or secret is missing";
	int rc = paytrail_key(cx, &key);
	if (rc < 0)
		return ERR_INVALID;
	struct remote_ask ask = {
		.method = "POST",
		.url = arena_printf(cx->arena, "%s/tokenization/addcard-form",
			paytrail_base(cx)),
		.headers = heads,
		.body = form_make(cx, &key, back_url),
	};
	ask.body_len = strlen(ask.body);
	rc = remote_call(cx->arena, &ask, &answer);
	*problem = answer.problem;
	if (rc < 0)
		return rc;
	const char *to = remote_header(&answer, "location");
	if (answer.status != 302 || !to || !paytrail_href_ok(cx, to)) {
		*problem = "the answer names no page for the card";
		return ERR_BUSY;
	}
	*href = to;
	return OK;
}

int card_token(
	struct cx *cx, int64_t customer, int64_t card, const char **token)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT token FROM card_token WHERE id = :id"
		" AND customer = :customer AND archived_ms IS NULL");
	db_bind_int(q, ":id", card);
	db_bind_int(q, ":customer", customer);
	const char *sealed = "";
	int rc = db_one(q);
	if (rc == OK)
		sealed = db_next_text(q, cx->arena);
	db_done(q);
	return rc == OK ? seal_open(cx->arena, cx->secret,
				  label_of(cx, customer), sealed, token)
			: rc;
}

/* Is the token one of the customer's cards?  *out then is that one. */
static int same_card(
	struct cx *cx, int64_t customer, const char *token, struct card *out)
{
	struct card *list;
	size_t n = 0;
	int rc = card_list(cx, customer, &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *had = "";
		if (card_token(cx, customer, list[i].id, &had) == OK &&
			crypt_equal(had, token)) {
			*out = list[i];
			return OK;
		}
	}
	return rc < 0 ? rc : ERR_NOT_FOUND;
}

static int card_insert(struct cx *cx, int64_t customer, const char *token,
	const char *label, int64_t until_day, struct card *out)
{
	*out = (struct card){.customer = customer,
		.provider = "paytrail",
		.label = label,
		.until_day = until_day};
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO card_token (customer, provider, token, label,"
		" until_day, created_ms) VALUES (:customer, 'paytrail',"
		" :token, :label, :until, :now) RETURNING id");
	db_bind_int(q, ":customer", customer);
	db_bind_text(q, ":token",
		seal_text(
			cx->arena, cx->secret, label_of(cx, customer), token));
	db_bind_text(q, ":label", label);
	db_bind_or_null(q, ":until", until_day);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, &out->id);
}

int card_keep(struct cx *cx, int64_t customer, const char *token,
	const char *label, int64_t until_day, struct card *out)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = same_card(cx, customer, token, out);
	if (rc == ERR_NOT_FOUND)
		rc = card_insert(cx, customer, token, label, until_day, out);
	return db_end(cx->db, rc);
}

/* "Visa 0313" and its last day, of what is said in four words; nothing but
 * letters and digits is taken, for a callback's are not signed. */
static const char *label_make(
	struct arena *a, const char *type, const char *pan)
{
	char *out = arena_alloc(a, 40);
	size_t n = 0;
	for (const char *c = type; *c && n < 20; c++)
		if (isalnum((unsigned char)*c) || *c == ' ')
			out[n++] = *c;
	out[n++] = ' ';
	for (const char *c = pan; *c && n < 30; c++)
		if (isdigit((unsigned char)*c))
			out[n++] = *c;
	return n > 1 ? text_trim(a, out) : "";
}

static int64_t until_make(const char *year, const char *month)
{
	int64_t y = strtoll(year, NULL, 10), m = strtoll(month, NULL, 10);
	if (y < 2000 || y > 2999 || m < 1 || m > 12)
		return 0;
	return y * 10000 + m * 100 + 31;
}

/* {"token": ..., "card": {"type", "partial_pan", "expire_year", ...}} */
static int card_read(struct cx *cx, const struct remote_answer *answer,
	const char **token, const char **label, int64_t *until_day)
{
	struct arena *a = cx->arena;
	json_t *j = json_loadb(answer->body, answer->body_len, 0, NULL);
	json_t *card = json_object_get(j, "card");
	const char *t = json_string_value(json_object_get(j, "token"));
	const char *type = json_string_value(json_object_get(card, "type"));
	const char *pan = json_string_value(
		json_object_get(card, "partial_pan"));
	const char *year = json_string_value(
		json_object_get(card, "expire_year"));
	const char *month = json_string_value(
		json_object_get(card, "expire_month"));
	*token = arena_strdup(a, t);
	*label = label_make(a, type ? type : "", pan ? pan : "");
	*until_day = until_make(year ? year : "", month ? month : "");
	json_decref(j);
	return *token ? OK : ERR_BUSY;
}

int card_add(struct cx *cx, int64_t customer, const char *tokenization,
	struct card *out, const char **problem)
{
	struct remote_answer answer;
	struct paytrail_said said;
	const char *token, *label;
	int64_t until_day;
	struct paytrail_call call = {
		paytrail_token_path(cx->arena, tokenization), "", tokenization,
		""};
	int rc = paytrail_call(cx, &call, &answer, &said, problem);
	if (rc == OK)
		rc = card_read(cx, &answer, &token, &label, &until_day);
	return rc == OK ? card_keep(cx, customer, token, label, until_day, out)
			: rc;
}

int card_list(struct cx *cx, int64_t customer, struct card **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id, customer, provider, label, until_day"
		" FROM card_token WHERE customer = :customer"
		" AND archived_ms IS NULL ORDER BY id");
	db_bind_int(q, ":customer", customer);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		struct card *c = &(*out)[(*n)++];
		c->id = db_next_int(q);
		c->customer = db_next_int(q);
		c->provider = db_next_text(q, cx->arena);
		c->label = db_next_text(q, cx->arena);
		c->until_day = db_next_int(q);
	}
	db_done(q);
	return rc;
}

bool card_offered(struct cx *cx)
{
	return setting_bool(cx, "pay.paytrail.cards") &&
	       provider_paytrail.ready(cx);
}

bool card_is_over(const struct cx *cx, const struct card *c)
{
	return c->until_day && c->until_day < clock_day(cx->now);
}

const char *card_key(struct cx *cx, int64_t id)
{
	return crypt_keyed_token(cx->arena, cx->secret, "card",
		arena_printf(cx->arena, "%" PRId64, id));
}

int card_by_key(
	struct cx *cx, int64_t customer, const char *key, struct card *out)
{
	struct card *list;
	size_t n = 0;
	int rc = card_list(cx, customer, &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (crypt_equal(card_key(cx, list[i].id), key)) {
			*out = list[i];
			return OK;
		}
	return rc < 0 ? rc : ERR_NOT_FOUND;
}

int card_archive(struct cx *cx, int64_t customer, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE card_token SET archived_ms = :now, token = ''"
		" WHERE id = :id AND customer = :customer"
		" AND archived_ms IS NULL");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", id);
	db_bind_int(q, ":customer", customer);
	int rc = db_exec_one(q);
	return rc == ERR_CONFLICT ? ERR_NOT_FOUND : rc;
}

/* Whose order it is. */
int card_customer(struct cx *cx, int64_t order, int64_t *customer)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(customer, 0) FROM orders WHERE id = :id");
	db_bind_int(q, ":id", order);
	int rc = db_one(q);
	if (rc == OK)
		*customer = db_next_int(q);
	db_done(q);
	return rc;
}

int card_hear(
	struct cx *cx, const struct remote_header *query, const char *stamp)
{
	struct payment p;
	struct card card, *list;
	size_t n = 0;
	int64_t customer = 0;
	const char *token = paytrail_value(query, "checkout-card-token");
	if (!*token)
		return OK;
	int rc = payment_by_stamp(cx, stamp, &p);
	if (rc == OK)
		rc = card_customer(cx, p.order, &customer);
	if (rc == OK)
		rc = card_list(cx, customer, &list, &n);
	if (rc < 0 || !customer || n >= CARD_MAX)
		return rc;
	const char *label = label_make(cx->arena, paytrail_value(query, "type"),
		paytrail_value(query, "partial_pan"));
	return card_keep(cx, customer, token, *label ? label : tr("Card"),
		until_make(paytrail_value(query, "expire_year"),
			paytrail_value(query, "expire_month")),
		&card);
}
