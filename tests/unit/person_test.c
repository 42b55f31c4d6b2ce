/* What the shop holds of a person: told whole, erased whole.  In one file
 * because all of it stands on one person who has something everywhere. */
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "domain/consent.h"
#include "domain/health.h"
#include "domain/outbox.h"
#include "domain/person_in.h"
#include "lib/conf.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/image.h"
#include "tests/orders.h"

#define EMAIL "zqx@person.example"
#define SHA                                \
	"aabbccddeeff00112233445566778899" \
	"aabbccddeeff00112233445566778899"

/* SQL made at run time: its address is the key of the statement, and the
 * test's arena keeps each. */
static struct db_stmt *sql(struct cx *cx, const char *text)
{
	return db_prepare(cx->db, arena_strdup(cx->arena, text));
}

static size_t texts(struct cx *cx, const char *query, const char ***out)
{
	struct db_stmt *q = sql(cx, query);
	size_t n = 0;
	*out = NULL;
	while (db_step(q) > 0) {
		*out = arena_grow(cx->arena, *out, n, sizeof(**out));
		(*out)[n++] = db_next_text(q, cx->arena);
	}
	db_done(q);
	return n;
}

static size_t tables(struct cx *cx, const char ***out)
{
	return texts(cx,
		"SELECT name FROM sqlite_master WHERE type = 'table'"
		" ORDER BY name",
		out);
}

static size_t columns(struct cx *cx, const char *table, const char ***out)
{
	return texts(cx,
		arena_printf(cx->arena,
			"SELECT name FROM pragma_table_info('%s')"
			" WHERE type IN ('TEXT', '') ORDER BY cid",
			table),
		out);
}

static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);
	for (const char *p = list; (p = strstr(p, word)); p += n)
		if ((p == list || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			return true;
	return false;
}

static const struct person_place *place_of(const char *table)
{
	const struct person_place *p = person_places;
	while (p->table && strcmp(p->table, table) != 0)
		p++;
	return p->table ? p : NULL;
}

static bool is_impersonal(const char *table)
{
	for (size_t i = 0; person_impersonal[i]; i++)
		if (strcmp(person_impersonal[i], table) == 0)
			return true;
	return false;
}

/* ---- one person ---- */

struct aino {
	int64_t customer, order, product, variant, review, media;
};

/* Something of hers, with "zqx" in it, in every column that an erasure
 * empties. */
static const char account_sql[] =
	"INSERT INTO customer (id, email, email_norm, name, phone, locale,"
	" verified_ms, created_ms, company, business_id, vat_id, buyer_ref,"
	" location) VALUES (40, 'Zqx@person.example', '" EMAIL "',"
	" 'Zqx Name', '040 zqx', 'en', 1, 1, 'Zqx Oy', 'zqx-bid', 'zqx-vat',"
	" 'zqx-ref', 1);"
	"INSERT INTO credential (customer, kind, secret, created_ms, name,"
	" key_id) VALUES (40, 'passkey', 'zqx-secret', 1, 'Zqx phone',"
	" 'zqx-key');"
	"INSERT INTO recovery_code (customer, code_key, created_ms)"
	" VALUES (40, 'zqx-code', 1);"
	"INSERT INTO login_step (token_sha256, kind, customer, challenge,"
	" created_ms, expires_ms)"
	" VALUES ('zqx-step', 'second', 40, 'zqx-chal', 1, 2);"
	"INSERT INTO account_link (token_sha256, kind, customer, created_ms,"
	" expires_ms, email, email_norm, name, secret, locale, next)"
	" VALUES ('zqx-link', 'email', 40, 1, 2, 'zqx2@x', 'zqx2@x',"
	" 'Zqx Name', 'zqx-sec', 'en', '/zqx');"
	"INSERT INTO session (token_sha256, kind, subject, created_ms,"
	" seen_ms, expires_ms, agent)"
	" VALUES ('zqx-session', 'customer', 40, 1, 1, 2, 'Zqx browser');"
	"INSERT INTO customer_address (customer, name, company, street,"
	" postal, city, country, phone, created_ms) VALUES (40, 'Zqx A',"
	" 'Zqx C', 'Zqx street', 'zqx00', 'Zqxville', 'zqxland', 'zqx1', 1);"
	"INSERT INTO customer_size (customer, option_name, value_name, label,"
	" at_ms) VALUES (40, 'zqx size', 'zqx m', 'Zqx: M', 1);"
	"INSERT INTO card_token (customer, provider, token, label, created_ms)"
	" VALUES (40, 'paytrail', 'zqx-token', 'Zqx 0313', 1);"
	"INSERT INTO wishlist (id, customer, title, token_sha256, created_ms,"
	" updated_ms) VALUES (41, 40, 'Zqx wishes', 'zqx-list', 1, 1);"
	"INSERT INTO wishlist (id, session, title, created_ms, updated_ms)"
	" VALUES (42, 's-9', 'Not hers', 1, 1);"
	"INSERT INTO subscriber (email, email_norm, customer, locale, state,"
	" source, created_ms, confirm_sha256, end_sha256)"
	" VALUES ('Zqx@person.example', '" EMAIL "', NULL,"
	" 'en', 'active', 'footer', 1, 'zqx-c', 'zqx-e');"
	"INSERT INTO audit (at_ms, entity, entity_id, action, before, after)"
	" VALUES (1, 'customer', 40, 'group', 'zqx', 'zqx');"
	"INSERT INTO search_log (day, locale, query, times, missed, results)"
	" VALUES (20261101, 'en', 'zqx name', 1, 1, 0);"
	"INSERT INTO outbox (kind, dedupe_key, payload, run_after_ms, state,"
	" created_ms) VALUES"
	" ('mail', 'k1', '{\"mail\":\"x\",\"customer\":40,\"n\":\"zqx\"}',"
	"  9e15, 'ready', 1),"
	" ('mail', 'k2', '{\"mail\":\"x\",\"to\":\"" EMAIL "\"}', 9e15,"
	"  'dead', 1),"
	" ('mail', 'k3', '{\"mail\":\"x\",\"customer\":41}', 9e15, 'ready',"
	"  1);";

/* %1: order, %2: product, %3: variant, %4: line. */
static const char order_sql[] =
	"UPDATE orders SET email = 'Zqx@person.example', email_norm ="
	" '" EMAIL "', phone = 'zqx phone', message = 'zqx message',"
	" buyer_ref = 'zqx ref', point_code = 'zqx point', company = 'Zqx Oy',"
	" business_id = 'zqx-bid', vat_id = 'zqx-vat', customer = 40"
	" WHERE id = %1$lld;"
	"UPDATE order_address SET name = 'Zqx A', street = 'Zqx street',"
	" postal = 'zqx00', city = 'Zqxville' WHERE orders = %1$lld;"
	"UPDATE payment SET href = 'zqx', problem = 'zqx', cart_key = 'zqx',"
	" address_key = 'zqx' WHERE orders = %1$lld;"
	"INSERT INTO order_event (orders, kind, note, at_ms)"
	" VALUES (%1$lld, 'note', 'zqx called', 1);"
	"INSERT INTO payment (orders, provider, stamp, state, amount_minor,"
	" currency, created_ms, updated_ms, href, problem, cart_key,"
	" address_key) VALUES (%1$lld, 'paytrail', 's-1', 'paid', 1, 'EUR', 1,"
	" 1, 'zqx', 'zqx', 'zqx', 'zqx');"
	"INSERT INTO refund (orders, stamp, state, amount_minor, note,"
	" problem, created_ms, updated_ms)"
	" VALUES (%1$lld, 's-2', 'done', 1, 'zqx', 'zqx', 1, 1);"
	"INSERT INTO line_change (order_line, delta, reason, at_ms)"
	" VALUES (%4$lld, 1, 'zqx wanted', 1);"
	"INSERT INTO shipment (orders, state, tracking, created_ms)"
	" VALUES (%1$lld, 'delivered', 'zqx-track', 1);"
	"INSERT INTO return_case (orders, kind, state, name, order_text,"
	" email, statement, locale, remark, attempt_key, at_ms, message, label,"
	" answer, tracking) VALUES (%1$lld, 'return', 'settled', 'Zqx A',"
	" 'zqx 1', 'Zqx@person.example', 'zqx says', 'en', 'zqx late', 'a-1',"
	" 1, 'zqx why', 'zqx label', 'zqx no', 'zqx way'),"
	" (NULL, 'withdrawal', 'settled', 'Zqx A', 'zqx 1',"
	" 'Zqx@person.example', 'zqx says', 'en', '', 'a-2', 1, '', '', '',"
	" '');"
	"INSERT INTO gift_card (id, code_hash, tail, balance_minor, state,"
	" order_line, email, recipient, message, locale, created_ms)"
	" VALUES (43, 'h-1', 'AB12', 500, 'active', %4$lld, 'zqx3@x',"
	" 'Zqx friend', 'zqx joy', 'en', 1);"
	"INSERT INTO gift_card_move (gift_card, kind, amount_minor, ref, note,"
	" at_ms) VALUES (43, 'issued', 500, 'r-1', 'zqx note', 1);"
	"INSERT INTO bank_statement (id, sha256, name, format, at_ms)"
	" VALUES (44, 'b-1', 'x', 'tito', 1);"
	"INSERT INTO bank_entry (statement, entry_key, day, amount_minor,"
	" payer, message, state, orders, note) VALUES (44, 'e-1', 20261101, 1,"
	" 'ZQX A', 'zqx bank', 'matched', %1$lld, 'zqx note');"
	"INSERT INTO vat_number (vat_id, email_norm, company, asked_ms)"
	" VALUES ('zqx-vat', '" EMAIL "', 'Zqx Oy', 1);"
	"INSERT INTO audit (at_ms, entity, entity_id, action, before, after)"
	" VALUES (1, 'order', %1$lld, 'contact', 'zqx', 'zqx');"
	"INSERT INTO cart (id, session, created_ms, updated_ms, customer)"
	" VALUES (45, 'zqx-cart', 1, 1, 40), (46, 'other', 1, 1, NULL);"
	"INSERT INTO cart_line (cart, variant, qty, added_ms)"
	" VALUES (45, %3$lld, 1, 1);"
	"INSERT INTO cart_gift (cart, variant, email, recipient, message)"
	" VALUES (45, %3$lld, 'zqx4@x', 'Zqx f', 'zqx m'),"
	" (46, %3$lld, 'Zqx@person.example', 'Zqx me', 'zqx m');"
	"INSERT INTO wish (wishlist, variant, note, price_minor, added_ms)"
	" VALUES (41, %3$lld, 'zqx wish', 1, 1);"
	"INSERT INTO alert (kind, variant, customer, email, email_norm,"
	" locale, state, created_ms, token_sha256) VALUES ('stock', %3$lld,"
	" NULL, 'Zqx@person.example', '" EMAIL "', 'en', 'active', 1,"
	" 'zqx-alert');"
	"INSERT INTO review (id, product, variant, orders, customer, name,"
	" locale, stars, title, body, options, state, reason, reply, helpful,"
	" created_ms) VALUES (47, %2$lld, %3$lld, %1$lld, 40, 'Zqx A', 'en',"
	" 5, 'Zqx good', 'zqx body', 'zqx opt', 'shown', 'zqx', 'zqx thanks',"
	" 1, 1), (48, %2$lld, %3$lld, NULL, NULL, 'Leena', 'en', 2, '', '',"
	" '', 'shown', '', '', 1, 1);"
	"INSERT INTO product_rating (product, n, stars, n1, n2, n3, n4, n5)"
	" VALUES (%2$lld, 2, 7, 0, 1, 0, 0, 1);"
	"INSERT INTO media (id, state, sha256, source_url, widths, created_ms)"
	" VALUES (49, 'ready', '" SHA "', 'zqx.jpg', '320 640', 1);"
	"INSERT INTO media_text (media, locale, alt)"
	" VALUES (49, 'en', 'zqx at home');"
	"INSERT INTO review_media (review, media, position)"
	" VALUES (47, 49, 1);"
	"INSERT INTO profile (subject, customer, call_name, created_ms,"
	" updated_ms) VALUES ('c40', 40, 'Zqx', 1, 1)"
	" ON CONFLICT (subject) DO UPDATE SET call_name = 'Zqx';"
	"INSERT INTO event (at_ms, subject, kind, product, words) VALUES"
	" (1, 'c40', 'view', %2$lld, ''), (2, 'c40', 'search', NULL, 'zqx'),"
	" (3, 'c41', 'search', NULL, 'not hers'),"
	" (4, 'vzqx', 'view', %2$lld, '');"
	"INSERT INTO event (at_ms, subject, kind, product, orders) VALUES"
	" (5, 'vzqx', 'order', %2$lld, %1$lld),"
	" (6, 'c41', 'order', %2$lld, %1$lld);"
	"INSERT INTO profile_item (subject, product, views, touched_ms)"
	" VALUES ('vzqx', %2$lld, 1, 1);"
	"INSERT INTO profile_item (subject, product, views, touched_ms)"
	" VALUES ('c40', %2$lld, 1, 1) ON CONFLICT DO NOTHING;"
	"INSERT INTO profile_hide (subject, kind, what, at_ms) VALUES"
	" ('c40', 'rail', 'zqx', 1), ('c41', 'rail', 'recent', 1);"
	"INSERT INTO category (id, position) VALUES (53, 1);"
	"INSERT INTO interest (id, category) VALUES (51, 53);"
	"INSERT INTO profile_like (subject, interest, at_ms)"
	" VALUES ('c40', 51, 1);"
	"INSERT INTO segment (id, code, name, created_ms)"
	" VALUES (52, 'often', 'Often', 1);"
	"INSERT INTO segment_member (segment, customer, since_ms)"
	" VALUES (52, 40, 1);"
	"INSERT INTO customer_value (customer, last_day, orders, spent_minor,"
	" recency, frequency, money, price_level, discount_bp, at_ms)"
	" VALUES (40, 20261123, 1, 1, 1, 1, 1, 1, 0, 1)"
	" ON CONFLICT DO NOTHING;"
	"INSERT INTO review_vote (review, voter_key, at_ms)"
	" VALUES (48, 'c40', 1), (47, 'c41', 1);"
	"INSERT INTO question (product, customer, name, email, email_norm,"
	" locale, body, answer, state, created_ms) VALUES (%2$lld, NULL,"
	" 'Zqx A', 'Zqx@person.example', '" EMAIL "', 'en', 'zqx asks',"
	" 'zqx answer', 'shown', 1), (%2$lld, 40, 'Zqx A', '', '', 'en',"
	" 'zqx asks hidden', '', 'waiting', 1);"
	"INSERT INTO promotion (id, name, kind) VALUES (50, 'Sale', 'amount');"
	"INSERT INTO promotion_buyer (promotion, buyer_key, used)"
	" VALUES (50, 'c40', 1);"
	"INSERT INTO promotion_use (promotion, orders, buyer_key,"
	" amount_minor, at_ms) VALUES (50, %1$lld, 'c40', 1, 1);";

static void script(struct cx *cx, const char *text)
{
	CHECK_OK(db_run_script(cx->db, text));
}

static int64_t number(struct cx *cx, const char *query)
{
	return test_number(cx, arena_strdup(cx->arena, query));
}

static struct aino make(struct cx *cx)
{
	struct aino p = {.customer = 40, .review = 47, .media = 49};
	p.order = test_order(cx);
	CHECK_OK(order_mark_paid(cx, p.order));
	CHECK_OK(order_ship(cx, p.order, "posti", "zqx-track"));
	CHECK_OK(order_delivered(cx, p.order));
	p.variant = number(cx, "SELECT max(id) FROM variant");
	p.product = number(cx, "SELECT max(id) FROM product");
	script(cx, account_sql);
	script(cx, arena_printf(cx->arena, order_sql, (long long)p.order,
			   (long long)p.product, (long long)p.variant,
			   (long long)number(
				   cx, "SELECT min(id) FROM order_line")));
	script(cx, "UPDATE document SET content ="
		   " '{\"buyer\":{\"name\":\"Zqx A\"}}'");
	struct consent_subject s = {CONSENT_CUSTOMER, "40"};
	CHECK_OK(consent_set(cx, &s, "history", true, "May we?", "web"));
	s = (struct consent_subject){CONSENT_EMAIL, EMAIL};
	CHECK_OK(consent_set(cx, &s, "newsletter", true, "Letters?", "web"));
	return p;
}

static struct person who_of(const struct aino *p)
{
	return (struct person){.customer = p->customer, .email_norm = EMAIL};
}

static const char *const keyed[] = {"event.subject", "profile.subject",
	"profile_item.subject", "profile_hide.subject", "profile_like.subject",
	"consent.subject", "promotion_buyer.buyer_key",
	"promotion_use.buyer_key", "review_vote.voter_key", "attempt.subject",
	"media.sha256", NULL};

static bool is_keyed(struct cx *cx, const char *table, const char *column)
{
	const char *name = arena_printf(cx->arena, "%s.%s", table, column);
	for (size_t i = 0; keyed[i]; i++)
		if (strcmp(keyed[i], name) == 0)
			return true;
	return false;
}

/* Rows of a column in which something of hers stands. */
static int64_t found(struct cx *cx, const char *table, const char *column)
{
	return number(cx, arena_printf(cx->arena,
				  "SELECT count(*) FROM \"%s\" WHERE"
				  " instr(lower(CAST(\"%s\" AS TEXT)),"
				  " 'zqx') > 0",
				  table, column));
}

/* ---- tests ---- */

static void every_text_column_is_told_of(struct cx *cx)
{
	const char **list, **cols;
	size_t n = tables(cx, &list);
	CHECK(n > 90);
	for (size_t i = 0; i < n; i++) {
		const struct person_place *p = place_of(list[i]);
		if (!p) {
			if (!is_impersonal(list[i]))
				printf("# %s is in no list of"
				       " domain/person_place.c\n",
					list[i]);
			CHECK(is_impersonal(list[i]));
			continue;
		}
		CHECK(!is_impersonal(list[i]));
		size_t m = columns(cx, list[i], &cols);
		for (size_t c = 0; c < m; c++) {
			int told = has_word(p->gone, cols[c]) +
				   has_word(p->stays, cols[c]) +
				   has_word(p->plain, cols[c]);
			if (told != 1)
				printf("# %s.%s: say in domain/person_place.c"
				       " what becomes of it\n",
					list[i], cols[c]);
			CHECK_INT(told, 1);
		}
	}
}

/* A column that is linked to people cannot hide among the impersonal. */
static void no_impersonal_table_leads_to_a_person(struct cx *cx)
{
	for (size_t i = 0; person_impersonal[i]; i++) {
		const char *query = arena_printf(cx->arena,
			"SELECT count(*) FROM pragma_table_info('%s') WHERE"
			" name IN ('customer', 'email_norm', 'session')",
			person_impersonal[i]);
		if (strcmp(person_impersonal[i], "staff") == 0)
			continue;
		if (number(cx, query) > 0)
			printf("# %s\n", person_impersonal[i]);
		CHECK_INT(number(cx, query), 0);
	}
}

/* What an erasure empties holds something of hers, or the test sees nothing. */
static void all_is_there(struct cx *cx)
{
	const char **cols;
	for (const struct person_place *q = person_places; q->table; q++) {
		size_t m = columns(cx, q->table, &cols);
		for (size_t c = 0; c < m; c++) {
			if (!has_word(q->gone, cols[c]) ||
				is_keyed(cx, q->table, cols[c]))
				continue;
			if (!found(cx, q->table, cols[c]))
				printf("# %s.%s has nothing of hers: this"
				       " test does not see it\n",
					q->table, cols[c]);
			CHECK(found(cx, q->table, cols[c]) > 0);
		}
	}
}

/* Nothing of hers in any column but those that are named. */
static void nothing_is_there(struct cx *cx)
{
	const char **list, **cols;
	size_t n = tables(cx, &list);
	for (size_t i = 0; i < n; i++) {
		const struct person_place *q = place_of(list[i]);
		size_t m = columns(cx, list[i], &cols);
		for (size_t c = 0; c < m; c++) {
			bool stays = q && has_word(q->stays, cols[c]);
			/* her receipt is not sent yet */
			int64_t want = strcmp(list[i], "outbox") == 0 &&
				       strcmp(cols[c], "payload") == 0;
			int64_t got = found(cx, list[i], cols[c]);
			if (!stays && got != want)
				printf("# %s.%s\n", list[i], cols[c]);
			if (!stays)
				CHECK_INT(got, want);
		}
	}
}

static void the_erased_are_nowhere(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	all_is_there(cx);
	CHECK_OK(person_erase(cx, &who, "customer"));
	nothing_is_there(cx);
	CHECK_INT(number(cx, "SELECT count(*) FROM consent"), 0);
	CHECK_INT(number(cx, "SELECT (SELECT count(*) FROM profile)"
			     " + (SELECT count(*) FROM profile_item)"
			     " + (SELECT count(*) FROM profile_like)"
			     " + (SELECT count(*) FROM segment_member)"
			     " + (SELECT count(*) FROM customer_value)"
			     " + (SELECT count(*) FROM customer_stale)"
			     " + (SELECT count(*) FROM event"
			     "  WHERE subject = 'c40')"
			     " + (SELECT count(*) FROM profile_hide"
			     "  WHERE subject = 'c40')"),
		0);
	CHECK_INT(number(cx, "SELECT count(*) FROM event"), 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM profile_hide"), 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM promotion_buyer"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM review_vote"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM orders"
			     " WHERE customer IS NOT NULL"),
		0);
	CHECK_INT(number(cx, "SELECT count(*) FROM document"), 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM erasure"), 1);
}

static void others_lose_nothing(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	int64_t health = health_orders(cx) + health_gift_cards(cx) +
			 health_promotions(cx);
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(number(cx, "SELECT count(*) FROM wishlist"
			     " WHERE title = 'Not hers'"),
		1);
	CHECK_INT(number(cx, "SELECT count(*) FROM review WHERE id = 48"
			     " AND name = 'Leena' AND helpful = 0"),
		1);
	CHECK_INT(number(cx, "SELECT count(*) FROM outbox"
			     " WHERE dedupe_key = 'k3' AND payload <> ''"),
		1);
	CHECK_INT(
		number(cx, "SELECT n * 100 + stars FROM product_rating"), 102);
	CHECK_INT(health_orders(cx) + health_gift_cards(cx) +
			  health_promotions(cx),
		health);
}

static void nobody_is_everybody(struct cx *cx)
{
	make(cx);
	struct person none = {.customer = 0, .email_norm = ""};
	struct person_held *held;
	size_t n = 9;
	CHECK_OK(person_held(cx, &none, &held, &n));
	CHECK_INT(n, 0);
	CHECK_OK(person_erase(cx, &none, "staff"));
	CHECK_INT(number(cx, "SELECT count(*) FROM subscriber"), 1);
	CHECK_INT(found(cx, "orders", "email"), 1);
}

/* Whoever typed a stranger's address gets nothing of theirs. */
static void an_unproved_address_opens_nothing(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who;
	script(cx, "UPDATE customer SET verified_ms = NULL;"
		   "UPDATE orders SET customer = NULL");
	CHECK_OK(person_of_account(cx, p.customer, &who));
	CHECK_STR(who.email_norm, "");
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(found(cx, "customer", "email"), 0);
	CHECK_INT(found(cx, "orders", "email"), 1);
	CHECK_INT(found(cx, "subscriber", "email"), 1);
	CHECK_INT(found(cx, "outbox", "payload"), 1); /* not hers: k2 */
}

static void reviews_may_stay_without_a_name(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	who.keep_words = true;
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(number(cx, "SELECT count(*) FROM review WHERE id = 47"
			     " AND name = '' AND customer IS NULL"
			     " AND orders IS NULL AND body = 'zqx body'"),
		1);
	CHECK_INT(number(cx, "SELECT count(*) FROM question"), 1);
	CHECK_INT(found(cx, "question", "name"), 0);
	CHECK_INT(found(cx, "question", "email"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM media WHERE id = 49"), 0);
	CHECK_INT(
		number(cx, "SELECT n * 100 + stars FROM product_rating"), 207);
}

static void open_orders_are_in_the_way(struct cx *cx)
{
	static const struct {
		const char *sql, *why;
	} cases[] = {
		{"UPDATE orders SET payment_state = 'refund_due'",
			"money is to go back to you"},
		{"UPDATE refund SET state = 'sent'",
			"money is to go back to you"},
		{"UPDATE return_case SET state = 'accepted'"
		 " WHERE orders IS NOT NULL",
			"a return is under way"},
		{"UPDATE orders SET payment_state = 'unpaid'",
			"it is not paid yet"},
		{"UPDATE orders SET state = 'confirmed',"
		 " fulfilment = 'picking'",
			"it is not delivered yet"},
		{"UPDATE orders SET state = 'confirmed',"
		 " fulfilment = 'shipped', shipped_ms = 1795423199999",
			"it is not delivered yet"},
	};
	struct aino p = make(cx);
	struct person who = who_of(&p);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct person_open *open = NULL;
		size_t n = 0;
		CHECK_OK(db_begin(cx->db));
		script(cx, cases[i].sql);
		CHECK_OK(person_open(cx, &who, &open, &n));
		CHECK_INT(n, 1);
		if (n)
			CHECK_STR(open[0].why, cases[i].why);
		db_end(cx->db, ERR_CONFLICT);
	}
}

static void what_the_owner_has_not_read_is_in_the_way(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	struct person_open *open = NULL;
	size_t n = 0;
	CHECK_OK(db_begin(cx->db));
	script(cx, "INSERT INTO return_case (kind, state, name, order_text,"
		   " email, statement, locale, attempt_key, at_ms) VALUES"
		   " ('withdrawal', 'requested', 'Aino', 'no such order',"
		   " 'Zqx@person.example', 'I withdraw', 'en', 'k9', 1)");
	CHECK_OK(person_open(cx, &who, &open, &n));
	CHECK_INT(n, 1);
	if (n)
		CHECK_INT(open[0].number, 0);
	db_end(cx->db, ERR_CONFLICT);
	script(cx, "UPDATE orders SET payment_state = 'refund_due'");
	CHECK_INT(person_erase(cx, &who, "customer"), ERR_CONFLICT);
	CHECK_INT(found(cx, "customer", "email"), 1);
	/* sent long ago, and nobody noted that it came */
	script(cx, "UPDATE orders SET payment_state = 'paid',"
		   " state = 'confirmed', fulfilment = 'shipped',"
		   " shipped_ms = 1");
	CHECK_OK(person_erase(cx, &who, "customer"));
}

static void what_stays_is_named_with_its_end(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	struct person_kept *kept = NULL;
	size_t n = 0;
	CHECK_INT(person_books_until(20261123), 20321231);
	CHECK_OK(person_kept(cx, &who, &kept, &n));
	CHECK_INT(n, 5);
	if (n == 5) {
		CHECK(strstr(kept[0].what, "Invoices") != NULL);
		CHECK_INT(kept[0].until_day, 20321231);
		CHECK(strstr(kept[1].what, "Orders") != NULL);
		CHECK(strstr(kept[2].what, "Company") != NULL);
		CHECK(strstr(kept[3].what, "Bank") != NULL);
		CHECK_INT(kept[4].until_day, 0);
	}
	/* no invoice: the order says to whom */
	script(cx, "DELETE FROM document_tax; DELETE FROM document");
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(found(cx, "order_address", "name") > 0, 1);
	CHECK_INT(found(cx, "orders", "email"), 0);
}

/* ---- export ---- */

static zip_t *opened(struct buf *b)
{
	zip_error_t why;
	zip_error_init(&why);
	zip_source_t *s = zip_source_buffer_create(b->p, b->len, 0, &why);
	return zip_open_from_source(s, ZIP_RDONLY, &why);
}

static const char *member(struct cx *cx, zip_t *z, const char *name)
{
	zip_stat_t st;
	if (zip_stat(z, name, 0, &st) < 0)
		return NULL;
	char *text = arena_alloc(cx->arena, st.size + 1);
	zip_file_t *f = zip_fopen(z, name, 0);
	CHECK_INT(zip_fread(f, text, st.size), (int64_t)st.size);
	text[st.size] = '\0';
	zip_fclose(f);
	return text;
}

static int64_t objects(struct cx *cx, zip_t *z, const char *name)
{
	json_t *j = json_loads(member(cx, z, name), 0, NULL);
	int64_t n = (int64_t)json_array_size(j);
	json_decref(j);
	return n;
}

static void export_says(struct cx *cx, zip_t *z)
{
	CHECK(strstr(member(cx, z, "account.json"), "\"By the bridge\"") &&
		strstr(member(cx, z, "account.json"), "\"Old\""));
	CHECK(strstr(member(cx, z, "consents.json"), "Letters?") != NULL);
	CHECK(strstr(member(cx, z, "looked_at.csv"), "looked at") != NULL);
	CHECK(strstr(member(cx, z, "not_interested.csv"), "moss") != NULL);
	/* and of the browser from which an order of theirs was placed */
	CHECK(strstr(member(cx, z, "not_interested.csv"), "brass") != NULL);
	CHECK(strstr(member(cx, z, "profile.csv"), "warm") != NULL);
	CHECK_INT(objects(cx, z, "interests.json"), 2);
	CHECK_INT(objects(cx, z, "products.json"), 2);
	CHECK_INT(objects(cx, z, "looked_at.json"), 5);
	CHECK(!strstr(member(cx, z, "looked_at.json"), "not hers"));
	CHECK(strstr(member(cx, z, "reviews.csv"), "'=1+1") != NULL);
	CHECK(strstr(member(cx, z, "reviews.json"), "\"=1+1\"") != NULL);
	CHECK(strstr(member(cx, z, "gift_cards.json"),
		      "\"balance\":\"5.00\"") != NULL);
}

static void an_export_has_all_of_it_and_no_secret(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	struct conf conf = {.dir = test_dir(cx)};
	struct buf out = {0};
	cx->conf = &conf;
	script(cx, "UPDATE review SET body = '=1+1' WHERE id = 47;"
		   "INSERT INTO profile_hide (subject, kind, what, at_ms)"
		   " VALUES ('c40', 'colour', 'moss', 2),"
		   " ('vzqx', 'colour', 'brass', 3);"
		   "INSERT INTO profile (subject, tone, created_ms, updated_ms)"
		   " VALUES ('vzqx', 'warm', 2, 2);"
		   "INSERT INTO profile_like (subject, interest, at_ms)"
		   " VALUES ('vzqx', 51, 2);"
		   "UPDATE location SET name = 'By the bridge' WHERE id = 1;"
		   "INSERT INTO customer_group (id, name) VALUES (9, 'Old');"
		   "UPDATE customer SET customer_group = 9 WHERE id = 40");
	CHECK_OK(person_export(cx, &who, &out));
	zip_t *z = opened(&out);
	const struct person_table *t = person_tables;
	for (; t->file; t++) {
		/* she used no code, and nothing was taken off */
		if (!strcmp(t->file, "discounts") ||
			!strcmp(t->file, "return_lines"))
			continue;
		const char *json = member(
			cx, z, arena_printf(cx->arena, "%s.json", t->file));
		const char *csv = member(
			cx, z, arena_printf(cx->arena, "%s.csv", t->file));
		if (!json || !csv)
			printf("# %s is not in the zip\n", t->file);
		CHECK(json && csv);
		json_t *j = json ? json_loads(json, 0, NULL) : NULL;
		CHECK(json_array_size(j) > 0);
		json_decref(j);
		if (!json || !csv)
			continue;
		CHECK(strncmp(csv, "\xef\xbb\xbf", 3) == 0);
		for (const char *const *s = (const char *const[]){"zqx-secret",
			     "zqx-code", "zqx-token", "zqx-session", "zqx-chal",
			     "zqx-sec", NULL};
			*s; s++)
			CHECK(!strstr(json, *s) && !strstr(csv, *s));
	}
	const char *readme = member(cx, z, "readme.txt");
	CHECK(readme && strstr(readme, "orders.json, orders.csv: Orders (1)"));
	export_says(cx, z);
	zip_discard(z);
	buf_release(&out);
	cx->conf = NULL;
}

/* ---- files ---- */

static const char *file(struct cx *cx, const char *dir, const char *name)
{
	const char *path = arena_printf(cx->arena, "%s/%s", dir, name);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	CHECK(fd >= 0 && write(fd, "zqx", 3) == 3);
	close(fd);
	return path;
}

static void pictures_go_unless_something_else_shows_them(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	const char *dir = test_dir(cx);
	const char **payload = NULL;
	mkdir(arena_printf(cx->arena, "%s/media", dir), 0700);
	mkdir(arena_printf(cx->arena, "%s/media/aa", dir), 0700);
	const char *stem = image_stem(cx->arena, SHA);
	const char *mine = file(
		cx, dir, arena_printf(cx->arena, "media/%s-640.webp", stem));
	const char *other = file(cx, dir, "media/aa/ffff-640.webp");

	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(texts(cx, "SELECT payload FROM outbox WHERE kind = 'erase'",
			  &payload),
		1);
	if (!payload)
		return;
	CHECK_OK(person_files_remove(cx, dir, payload[0]));
	CHECK(access(mine, F_OK) != 0);
	CHECK(access(other, F_OK) == 0);
	/* and again: jobs run at least once */
	CHECK_OK(person_files_remove(cx, dir, payload[0]));

	/* the same picture is in the shop anew: it stays */
	file(cx, dir, arena_printf(cx->arena, "media/%s-640.webp", stem));
	script(cx, "INSERT INTO media (state, sha256, widths, created_ms)"
		   " VALUES ('ready', '" SHA "', '640', 1)");
	CHECK_OK(person_files_remove(cx, dir, payload[0]));
	CHECK(access(mine, F_OK) == 0);
}

static void a_products_picture_stays(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	script(cx, arena_printf(cx->arena,
			   "INSERT INTO product_media (product, media,"
			   " position) VALUES (%lld, 49, 1)",
			   (long long)p.product));
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(number(cx, "SELECT count(*) FROM media WHERE id = 49"), 1);
	CHECK_INT(number(cx, "SELECT count(*) FROM outbox WHERE kind ="
			     " 'erase' AND payload LIKE '%aabbcc%'"),
		0);
}

static void who_was_erased_is_erased_again_after_a_restore(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	const char *path = arena_printf(cx->arena, "%s/erasures", test_dir(cx));
	struct stat st;
	int64_t n = 9;

	CHECK_INT(person_erase_again(cx, path, &n), ERR_NOT_FOUND);
	/* the erasure is in the file, and the backup is older */
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(person_erase_rows(cx, &who, "customer", true));
	CHECK_OK(person_file_write(cx, path));
	CHECK_OK(person_file_write(cx, path)); /* no line twice */
	db_end(cx->db, ERR_CONFLICT);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	CHECK(st.st_size < 200); /* one line */
	CHECK(found(cx, "customer", "email") > 0);
	/* another address then: the account is the same */
	script(cx, "UPDATE orders SET email_norm = 'zqx-old@x',"
		   " email = 'zqx-old@x'");

	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 1);
	CHECK_INT(found(cx, "customer", "email"), 0);
	CHECK_INT(found(cx, "orders", "email"), 0);
	CHECK_INT(found(cx, "subscriber", "email"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM outbox"
			     " WHERE dedupe_key LIKE 'person_erased%'"),
		0);
	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 0);
}

/* What a list says, and whose key made it. */
static const char *list_of(struct cx *cx, const struct secret *key,
	const char *email, int64_t customer, int64_t created_ms, bool old)
{
	const char *path = arena_printf(cx->arena, "%s/erasures", test_dir(cx));
	struct cx there = *cx;
	there.secret = key;
	struct person who = {.customer = customer, .email_norm = email};
	FILE *f = fopen(path, "w");
	fprintf(f, "%s %lld %lld customer", person_subject(&there, &who),
		(long long)customer, (long long)cx->now);
	if (!old)
		fprintf(f, " %s %s",
			person_account_mark(&there, customer, created_ms),
			person_shop_mark(&there));
	fputs("\n", f);
	CHECK(fclose(f) == 0);
	return path;
}

/* Each shop has a customer of that number. */
static void another_shops_list_erases_nobody(struct cx *cx)
{
	struct aino p = make(cx);
	struct secret other = *cx->secret;
	int64_t n = 9, since = number(cx, "SELECT created_ms FROM customer"
					  " WHERE id = 40");
	other.key[0] ^= 1;
	for (int old = 0; old < 2; old++) {
		const char *path = list_of(cx, &other, "mallory@x.example",
			p.customer, since, old != 0);
		CHECK_INT(person_erase_again(cx, path, &n),
			old ? ERR_DENIED : ERR_CONFLICT);
		CHECK_INT(n, 0);
	}
	CHECK(found(cx, "customer", "email") > 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM erasure"), 0);
}

/* After a restore a number is given again, to somebody else. */
static void a_number_alone_erases_nobody(struct cx *cx)
{
	struct aino p = make(cx);
	int64_t n = 9, since = number(cx, "SELECT created_ms FROM customer"
					  " WHERE id = 40");
	const char *path = list_of(cx, cx->secret, "gone@posti.example",
		p.customer, since - 1, false);
	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 0);
	CHECK(found(cx, "customer", "email") > 0);
	path = list_of(
		cx, cx->secret, "left@posti.example", p.customer, since, false);
	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 1);
	CHECK_INT(found(cx, "customer", "email"), 0);
}

static void an_older_list_of_this_shop_still_works(struct cx *cx)
{
	struct aino p = make(cx);
	int64_t n = 9;
	const char *path = list_of(cx, cx->secret, EMAIL, p.customer, 0, true);
	/* who came after it is another */
	script(cx,
		"UPDATE customer SET created_ms = created_ms + 9000000000000,"
		" email_norm = 'zqx-new@x' WHERE id = 40");
	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 1); /* by the address: what guests left */
	CHECK(found(cx, "customer", "name") > 0);
	CHECK_INT(found(cx, "subscriber", "email"), 0);
	script(cx, "DELETE FROM erasure");
	script(cx, "UPDATE customer SET created_ms = created_ms - 9000000000000"
		   " WHERE id = 40");
	path = list_of(cx, cx->secret, "", p.customer, 0, true);
	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 1);
	CHECK_INT(found(cx, "customer", "name"), 0);
}

/* She came back after it: what is new is hers to keep. */
static void a_new_account_survives_a_restore(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	const char *path = arena_printf(cx->arena, "%s/erasures", test_dir(cx));
	int64_t n = 9;
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_OK(person_file_write(cx, path));
	script(cx, "INSERT INTO subscriber (email, email_norm, locale, state,"
		   " source, created_ms) VALUES ('" EMAIL "', '" EMAIL "',"
		   " 'en', 'active', 'footer', 9)");
	CHECK_OK(person_erase_again(cx, path, &n));
	CHECK_INT(n, 0);
	CHECK_INT(found(cx, "subscriber", "email"), 1);
}

static void a_receipt_is_forgotten_once_it_is_sent(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	struct job job;
	CHECK_OK(person_erase(cx, &who, "customer"));
	cx->now += MS_HOUR;
	int sent = 0;
	while (outbox_take(cx, MS_HOUR, &job) == OK) {
		sent += strstr(job.key, "person_erased/") == job.key &&
			strstr(job.payload, "Zqx@person.example");
		CHECK_OK(outbox_done(cx, job.id));
	}
	CHECK_INT(sent, 1);
	CHECK_INT(found(cx, "outbox", "payload"), 0);
}

static void a_question_of_anothers_account_stays_theirs(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	struct person_held *held;
	size_t n = 0;
	script(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		   " created_ms) VALUES (61, 'B@x', 'b@x', 'en', 1);"
		   "UPDATE question SET customer = 61");
	CHECK_OK(person_held(cx, &who, &held, &n));
	for (size_t i = 0; i < n; i++)
		CHECK(strcmp(held[i].file, "questions") != 0);
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(number(cx, "SELECT count(*) FROM question"), 2);
	CHECK_INT(found(cx, "question", "email"), 0);
	CHECK_INT(number(cx, "SELECT count(*) FROM question"
			     " WHERE email_norm = 'b@x'"),
		1);
}

static void an_order_of_anothers_account_stays_theirs(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	struct person_open *open;
	size_t n = 0;
	int64_t order = test_order_of(
		cx, "s2", p.variant, 1, "parcel", "transfer");
	script(cx, arena_printf(cx->arena,
			   "INSERT INTO customer (id, email, email_norm, name,"
			   " locale, verified_ms, created_ms) VALUES (41,"
			   " 'Liisa@b.example', 'liisa@b.example', 'Liisa',"
			   " 'en', 1, 1); UPDATE orders SET customer = 41,"
			   " email = 'Zqx@person.example', email_norm = '" EMAIL
			   "' WHERE id = %1$lld; UPDATE order_address"
			   " SET name = 'Liisa' WHERE orders = %1$lld",
			   (long long)order));
	/* typed by Liisa, and not paid: not in Aino's way */
	CHECK_OK(person_open(cx, &who, &open, &n));
	CHECK_INT(n, 0);
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(number(cx, "SELECT count(*) FROM orders WHERE customer = 41"
			     " AND email = 'Liisa@b.example'"
			     " AND email_norm = 'liisa@b.example'"),
		1);
	CHECK(number(cx, "SELECT count(*) FROM order_address"
			 " WHERE name = 'Liisa'") > 0);
}

static void a_picture_to_come_is_made(struct cx *cx)
{
	struct aino p = make(cx);
	struct person who = who_of(&p);
	script(cx, "INSERT INTO outbox (kind, dedupe_key, payload,"
		   " run_after_ms, state, created_ms)"
		   " VALUES ('picture', 'picture/49', '', 1, 'done', 1)");
	CHECK_OK(person_erase(cx, &who, "customer"));
	CHECK_INT(number(cx, "SELECT count(*) FROM media WHERE id = 49"), 0);
	/* the number may be given again, and its job is a new one */
	CHECK_INT(number(cx, "SELECT count(*) FROM outbox"
			     " WHERE dedupe_key = 'picture/49'"),
		0);
}

static void kept_pages_forget_a_question(struct cx *cx)
{
	static const char version[] =
		"SELECT version FROM catalogue_version WHERE scope = 'shop'";
	int64_t product = 0;
	test_product(cx, (struct test_product){.product = &product});
	script(cx, arena_printf(cx->arena,
			   "INSERT INTO question (product, name, email,"
			   " email_norm, locale, body, answer, state,"
			   " created_ms) VALUES (%lld, 'Aino', '" EMAIL
			   "', '" EMAIL "', 'en', 'Q', 'A', 'shown', 1)",
			   (long long)product));
	struct person who = {.email_norm = EMAIL};
	int64_t before = number(cx, version);
	CHECK_OK(person_erase(cx, &who, "staff"));
	CHECK_INT(number(cx, "SELECT count(*) FROM question"), 0);
	CHECK(number(cx, version) > before);
}

int main(void)
{
	return test_run((struct test[]){
		{"every text column is told of", every_text_column_is_told_of},
		{"no impersonal table leads to a person",
			no_impersonal_table_leads_to_a_person},
		{"the erased are nowhere", the_erased_are_nowhere},
		{"others lose nothing", others_lose_nothing},
		{"nobody is everybody", nobody_is_everybody},
		{"an unproved address opens nothing",
			an_unproved_address_opens_nothing},
		{"reviews may stay without a name",
			reviews_may_stay_without_a_name},
		{"open orders are in the way", open_orders_are_in_the_way},
		{"what the owner has not read is in the way",
			what_the_owner_has_not_read_is_in_the_way},
		{"what stays is named with its end",
			what_stays_is_named_with_its_end},
		{"an export has all of it and no secret",
			an_export_has_all_of_it_and_no_secret},
		{"pictures go unless something else shows them",
			pictures_go_unless_something_else_shows_them},
		{"a product's picture stays", a_products_picture_stays},
		{"who was erased is erased again after a restore",
			who_was_erased_is_erased_again_after_a_restore},
		{"another shop's list erases nobody",
			another_shops_list_erases_nobody},
		{"a number alone erases nobody", a_number_alone_erases_nobody},
		{"an older list of this shop still works",
			an_older_list_of_this_shop_still_works},
		{"a new account survives a restore",
			a_new_account_survives_a_restore},
		{"a receipt is forgotten once it is sent",
			a_receipt_is_forgotten_once_it_is_sent},
		{"a question of another's account stays theirs",
			a_question_of_anothers_account_stays_theirs},
		{"an order of another's account stays theirs",
			an_order_of_anothers_account_stays_theirs},
		{"a picture to come is made", a_picture_to_come_is_made},
		{"kept pages forget a question", kept_pages_forget_a_question},
		{NULL, NULL},
	});
}
