#include "tests/world.h"

#include "domain/alert.h"
#include "domain/wishlist.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/account.h"
#include "domain/address.h"
#include "domain/cart.h"
#include "domain/pay_card.h"
#include "domain/document.h"
#include "domain/gift_card.h"
#include "domain/return_case.h"
#include "domain/subscriber.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/text.h"
#include "tests/orders.h"

#define PASSWORD "lumi on valkoista"

static const char *const names[WORLD_CUSTOMERS] = {"zzaino", "zzonni"};

static void put(struct world_one *one, const char *name, const char *value)
{
	if (one->n + 1 == sizeof(one->values) / sizeof(*one->values))
		abort();
	one->values[one->n].name = name;
	one->values[one->n++].value = value;
}

static void put_number(
	struct cx *cx, struct world_one *one, const char *name, int64_t value)
{
	put(one, name, arena_printf(cx->arena, "%" PRId64, value));
}

const char *world_value(const struct world_one *one, const char *name)
{
	for (size_t i = 0; i < one->n; i++)
		if (strcmp(one->values[i].name, name) == 0)
			return one->values[i].value;
	printf("# nobody has a {%s}\n", name);
	abort();
}

const char *world_fill(
	struct cx *cx, const struct world_one *one, const char *text)
{
	const char *out = "", *open;
	while ((open = strchr(text, '{'))) {
		const char *end = strchr(open, '}');
		const char *name = arena_strndup(
			cx->arena, open + 1, (size_t)(end - open - 1));
		out = arena_printf(cx->arena, "%s%.*s%s", out,
			(int)(open - text), text, world_value(one, name));
		text = end + 1;
	}
	return arena_printf(cx->arena, "%s%s", out, text);
}

/* Run a fixture with {me}, {name} and what is known already in it; the row
 * that it made. */
static int64_t row(struct cx *cx, struct world_one *one, const char *table,
	const char *values)
{
	CHECK_OK(db_run_script(
		cx->db, arena_printf(cx->arena, "INSERT INTO %s %s", table,
				world_fill(cx, one, values))));
	return test_number(cx, "SELECT last_insert_rowid()");
}

static void join(struct cx *cx, struct world_one *one, const char *name)
{
	const char *email = arena_printf(cx->arena, "%s@posti.example", name);
	struct account_try t = {.email = email,
		.password = PASSWORD,
		.name = name,
		.remote = "192.0.2.7"};
	const char *token = "";
	struct account_letter letter = {0};
	CHECK_OK(account_register(cx, &t));
	CHECK_OK(account_link_letter(cx,
		test_number(cx, "SELECT max(id) FROM account_link"), &letter));
	CHECK_OK(account_verify(cx, letter.token, &t, &one->customer));
	put(one, "name", name);
	put(one, "email", email);
	/* as it is typed, to tell what a page repeats from what it knows */
	put(one, "EMAIL", text_upper(cx->arena, email));
	put_number(cx, one, "me", one->customer);
	CHECK_OK(account_session_begin(
		cx, one->customer, &(struct account_browser){0}, &token));
	one->cookie = arena_printf(
		cx->arena, "%s; puoti-account=%s", shop_cookie(cx), token);
	put_number(cx, one, "session",
		test_number(cx, "SELECT max(rowid) FROM session"));
}

/* Links as their mails have them. */
static void links(struct cx *cx, struct world_one *one)
{
	static const char *const kinds[] = {
		"verify", "reset", "login", "email"};
	for (size_t i = 0; i < 4; i++) {
		struct account_letter l;
		int64_t id = row(cx, one, "account_link",
			world_fill(cx, one,
				arena_printf(cx->arena,
					"(kind, customer, created_ms,"
					" expires_ms) VALUES ('%s', {me},"
					" %" PRId64 ", %" PRId64 ")",
					kinds[i], cx->now, cx->now + MS_DAY)));
		CHECK_OK(account_link_letter(cx, id, &l));
		struct db_stmt *q = DB_SQL(cx->db,
			"UPDATE account_link SET token_sha256 = :hash"
			" WHERE id = :id");
		db_bind_text(q, ":hash", crypt_sha256_str(cx->arena, l.token));
		db_bind_int(q, ":id", id);
		CHECK_OK(db_exec(q, NULL));
		put(one, i == 3 ? "email_link" : kinds[i], l.token);
	}
}

/* Letters that wait for the click in their mail. */
static void letters(struct cx *cx, struct world_one *one)
{
	struct subscriber s = {0};
	CHECK_OK(subscriber_ask(
		cx, &(struct subscriber_ask){.email = world_value(one, "email"),
			    .topics = "news",
			    .source = "footer"}));
	CHECK_OK(subscriber_get(
		cx, test_number(cx, "SELECT max(id) FROM subscriber"), &s));
	CHECK_OK(db_run_script(
		cx->db, world_fill(cx, one,
				"UPDATE subscriber SET customer = {me} WHERE"
				" customer IS NULL")));
	put(one, "letters", strrchr(subscriber_confirm_path(cx, &s), '/') + 1);
	put(one, "letters_end",
		strrchr(subscriber_end_path(cx, s.id), '/') + 1);
}

static int64_t order_in(
	struct cx *cx, struct world_one *one, const char *way, int64_t variant)
{
	struct order_placed placed;
	const char *why = "", *name = world_value(one, "name");
	const char *session = cart_key(cx->arena, "", one->customer);
	test_cart(cx, session, variant, 1);
	struct order_draft d = test_draft(
		cx, session, arena_printf(cx->arena, "%s/%s", name, way));
	d.name = arena_printf(cx->arena, "%s Korhonen", name);
	d.street = arena_printf(cx->arena, "%s street 7", name);
	d.email = world_value(one, "email");
	d.customer = one->customer;
	d.payment = way;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_STR(why, "");
	return placed.id;
}

/* One that came, of which a part comes back; and one to be paid by card. */
static void orders(struct cx *cx, struct world_one *one, int64_t variant)
{
	struct return_case made;
	int64_t id = one->order = order_in(cx, one, "transfer", variant);
	put(one, "order", order_token(cx, id));
	put_number(cx, one, "order_id", id);
	put_number(cx, one, "number",
		test_number(cx, arena_printf(cx->arena,
					"SELECT number FROM orders"
					" WHERE id = %" PRId64,
					id)));
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_ship(cx, id, "Posti", "JJFI1"));
	CHECK_OK(
		db_run_script(cx->db, "UPDATE shipment SET state = 'delivered',"
				      " delivered_ms = shipped_ms"));
	cx->staff = 0;
	int64_t line = test_number(cx,
		world_fill(cx, one,
			"SELECT id FROM order_line WHERE orders = {order_id}"
			" AND kind = 'goods'"));
	struct return_want want = {line, 1};
	CHECK_OK(return_request(cx,
		&(struct return_ask){.order = id,
			.kind = "claim",
			.reason = return_reasons("claim")[0],
			.message = world_value(one, "name"),
			.attempt_key = world_value(one, "email"),
			.wants = &want,
			.n = 1},
		&made));
	put(one, "nth", "1");
	struct document *papers;
	size_t n = 0;
	CHECK_OK(document_list(cx, id, &papers, &n));
	CHECK_INT(n, 1);
	put(one, "file", arena_printf(cx->arena, "%s.pdf", papers[0].label));
	put_number(cx, one, "line", line);
}

static void unpaid(struct cx *cx, struct world_one *one, int64_t variant)
{
	int64_t id = order_in(cx, one, "demo_card", variant);
	put(one, "unpaid", order_token(cx, id));
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT stamp FROM payment WHERE orders = :order");
	db_bind_int(q, ":order", id);
	CHECK_OK(db_one(q));
	put(one, "stamp", db_next_text(q, cx->arena));
	db_done(q);
}

static void gift(struct cx *cx, struct world_one *one)
{
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = world_value(one, "email"),
			.recipient = world_value(one, "name"),
			.message = world_value(one, "name"),
			.locale = "en",
			.note = ""},
		&id));
	put(one, "gift", gift_card_token(cx, id));
	put_number(cx, one, "gift_id", id);
}

/* Another browser of theirs, as the page of the logins names it. */
static void handles(struct cx *cx, struct world_one *one)
{
	const char *token = "";
	struct account_session_row *rows;
	size_t n = 0;
	struct account_browser b = {
		.agent = arena_printf(
			cx->arena, "%s browser", world_value(one, "name"))};
	CHECK_OK(account_session_begin(cx, one->customer, &b, &token));
	CHECK_OK(account_sessions(cx, one->customer, token, &rows, &n));
	for (size_t i = 0; i < n; i++)
		if (rows[i].here)
			put(one, "handle", rows[i].handle);
}

/* A list with a title, shared; three things that they wait for. */
static void wishes(struct cx *cx, struct world_one *one, int64_t variant)
{
	static const char *const slugs[] = {"", "waited-2", "waited-3"};
	static const char *const names_of[] = {"alert", "alert2", "alert3"};
	const struct wisher who = {.customer = one->customer};
	const char *name = world_value(one, "name");
	struct wishlist list;
	bool done = false;
	CHECK_OK(wish_add(cx, &who, variant, &done));
	CHECK_OK(wish_note(cx, &who, variant, name));
	CHECK_OK(wishlist_title(cx, &who, name));
	CHECK_OK(wishlist_share(cx, &who, true));
	CHECK_OK(wishlist_load(cx, &who, &list));
	put(one, "list", list.token);
	for (size_t i = 0; i < 3; i++) {
		struct alert a = {.token = ""};
		const char *slug = arena_printf(
			cx->arena, "%s-%s", slugs[i], name);
		int64_t thing = i ? test_product(cx,
					    (struct test_product){.slug = slug})
				  : variant;
		CHECK_OK(alert_ask(cx,
			&(struct alert_ask){.kind = "price",
				.variant = thing,
				.customer = one->customer,
				.words = "Tell me.",
				.remote = ""},
			&done));
		CHECK_OK(alert_get(
			cx, test_number(cx, "SELECT max(id) FROM alert"), &a));
		put(one, names_of[i], a.token);
	}
}

static void own(struct cx *cx, struct world_one *one, int64_t variant)
{
	wishes(cx, one, variant);
	put_number(cx, one, "variant", variant);
	int64_t id = row(cx, one, "customer_address",
		"(customer, name, street, postal, city, country,"
		" created_ms) VALUES ({me}, '{name}', '{name} street',"
		" '00890', 'Helsinki', 'FI', 1)");
	put_number(cx, one, "address", id);
	put(one, "address_key", address_token(cx, id));
	row(cx, one, "customer_address",
		"(customer, name, street, postal, city, country, usual,"
		" created_ms) VALUES ({me}, '{name}', '{name} road', '00890',"
		" 'Helsinki', 'FI', 1, 1)");
	id = row(cx, one, "card_token",
		"(customer, provider, token, label, created_ms)"
		" VALUES ({me}, 'paytrail', '00', '{name} Visa', 1)");
	put_number(cx, one, "card", id);
	put(one, "card_key", card_key(cx, id));
	put_number(cx, one, "passkey",
		row(cx, one, "credential",
			"(customer, kind, secret, created_ms, name, key_id)"
			" VALUES ({me}, 'passkey', '', 1, '{name} key',"
			" 'ab{me}')"));
	int64_t product = test_number(
		cx, "SELECT min(product) FROM variant WHERE sku = 'MUG'");
	put_number(cx, one, "review",
		row(cx, one, "review",
			arena_printf(cx->arena,
				"(product, variant, orders, customer, name,"
				" locale, stars, body, state, created_ms)"
				" VALUES (%" PRId64 ", {variant}, {order_id},"
				" {me}, '{name}', 'en', 4, '{name} likes it',"
				" 'waiting', 1)",
				product)));
	put(one, "review_rev", "1");
	handles(cx, one);
	row(cx, one, "customer_size",
		"VALUES ({me}, 'size', '{name}', 'Size: {name}', 1)");
	test_cart(cx, cart_key(cx->arena, "", one->customer), variant, 2);
}

void world_make(struct cx *cx, struct world *w)
{
	*w = (struct world){.guest = NULL};
	int64_t mug = test_product(
		cx, (struct test_product){.sku = "MUG", .on_hand = 90});
	for (int i = 0; i < WORLD_CUSTOMERS; i++) {
		struct world_one *one = &w->who[i];
		join(cx, one, names[i]);
		links(cx, one);
		letters(cx, one);
		orders(cx, one, mug);
		unpaid(cx, one, mug);
		gift(cx, one);
		own(cx, one, mug);
	}
	w->guest = shop_cookie(cx);
	test_cart(cx, shop_session(cx, w->guest), mug, 1);
}
