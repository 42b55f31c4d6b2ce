/*
 * What the model learns from, and how one takes the place of another; in one
 * file because every test needs the same shop of two circles.
 */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "domain/model.h"
#include "domain/outbox.h"
#include "domain/recommend.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"

enum { PRODUCTS = 8, VARIETY = 12 };

struct shop {
	int64_t product[PRODUCTS], variant[PRODUCTS];
};

static void shop_make(struct cx *cx, struct shop *s)
{
	for (int i = 0; i < PRODUCTS; i++)
		s->variant[i] = test_product(cx,
			(struct test_product){
				.slug = arena_printf(cx->arena, "thing-%d", i),
				.on_hand = 9,
				.product = &s->product[i]});
}

static int64_t customer(struct cx *cx, const char *email)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO customer (email, email_norm, locale, created_ms)"
		" VALUES (:email, :email, 'en', :now) RETURNING id");
	int64_t id = 0;
	db_bind_text(q, ":email", email);
	db_bind_int(q, ":now", cx->now);
	CHECK_OK(db_insert(q, &id));
	return id;
}

/* An order of the products named by digits: "035". */
static int64_t order(struct cx *cx, const struct shop *s, int64_t who,
	int64_t days_ago, const char *digits)
{
	static int64_t number = 1000;
	int64_t id = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO orders (number, attempt_key, email, email_norm,"
		" customer, locale, location, currency, state, payment_state,"
		" fulfilment, delivery, payment, goods_minor, delivery_minor,"
		" total_minor, placed_ms, placed_day)"
		" VALUES (:number, :key, 'a@b.example', 'a@b.example', :who,"
		" 'en', 1, 'EUR', 'confirmed', 'paid', 'none', 'parcel',"
		" 'transfer', 0, 0, 0, :placed, 20261101) RETURNING id");
	db_bind_int(q, ":number", ++number);
	db_bind_text(
		q, ":key", arena_printf(cx->arena, "k%lld", (long long)number));
	db_bind_or_null(q, ":who", who);
	db_bind_int(q, ":placed", cx->now - days_ago * MS_DAY);
	CHECK_OK(db_insert(q, &id));
	for (const char *d = digits; *d; d++) {
		q = DB_SQL(cx->db,
			"INSERT INTO order_line (orders, position, kind,"
			" variant, name, qty, unit_minor)"
			" VALUES (:id, :position, 'goods', :variant, 'x', 1,"
			" 1)");
		db_bind_int(q, ":id", id);
		db_bind_int(q, ":position", d - digits);
		db_bind_int(q, ":variant", s->variant[*d - '0']);
		CHECK_OK(db_exec(q, NULL));
	}
	return id;
}

/* Two circles of things that go together: 0 1 2 and 3 4 5. */
static void history_make(struct cx *cx, const struct shop *s)
{
	static const char *const baskets[] = {
		"012", "01", "12", "02", "345", "34", "45", "35", "016", "346"};
	for (int64_t i = 0; i < VARIETY; i++) {
		int64_t who = i % 3 ? customer(cx,
					      arena_printf(cx->arena,
						      "c%d@b.example", (int)i))
				    : 0;
		order(cx, s, who, 40 - i, baskets[i % 10]);
		order(cx, s, who, 20 - i, baskets[(i * 3 + 1) % 10]);
	}
}

/* All rows of the model that serves, but for its number. */
static const char *knowledge(struct cx *cx)
{
	struct buf b = {0};
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT n.kind, n.product, n.near FROM neighbour n"
		" JOIN model m ON m.id = n.model AND m.state = 'serving'"
		" ORDER BY n.kind, n.product");
	while (db_step(q) == 1) {
		buf_addf(&b, "%s ", db_next_text(q, cx->arena));
		buf_addf(&b, "%lld: ", (long long)db_next_int(q));
		buf_addf(&b, "%s\n", db_next_text(q, cx->arena));
	}
	db_done(q);
	q = DB_SQL(cx->db,
		"SELECT t.product, t.popular, t.steady, t.repeat_days,"
		" t.repeats, t.again_bp"
		" FROM product_trend t"
		" JOIN model m ON m.id = t.model AND m.state = 'serving'"
		" ORDER BY t.product");
	while (db_step(q) == 1) {
		for (int i = 0; i < 6; i++)
			buf_addf(&b, "%lld ", (long long)db_next_int(q));
		buf_addc(&b, '\n');
	}
	db_done(q);
	const char *text = arena_strdup(cx->arena, b.p ? b.p : "");
	buf_release(&b);
	return text;
}

static int64_t count(struct cx *cx, struct db_stmt *q)
{
	(void)cx;
	int64_t n = -1;
	if (db_one(q) == OK)
		n = db_next_int(q);
	db_done(q);
	return n;
}

static bool is_near(struct cx *cx, int64_t product, int64_t other)
{
	struct recommend_pick *p;
	size_t n;
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, product, 50, &p, &n));
	for (size_t i = 0; i < n; i++)
		if (p[i].product == other)
			return true;
	return false;
}

static void what_is_bought_together_is_near(struct cx *cx)
{
	struct shop s;
	struct model m;
	struct recommend_pick *p;
	size_t n;
	shop_make(cx, &s);
	history_make(cx, &s);
	CHECK_OK(model_make(cx, "asked"));
	CHECK_OK(model_get(cx, &m));
	CHECK_STR(m.method, "ease");
	CHECK_INT(m.orders, 24);
	CHECK_INT(m.customers, 8);
	CHECK_INT(m.products, 7);
	CHECK_OK(recommend_near(cx, RECOMMEND_CART, s.product[0], 2, &p, &n));
	CHECK_INT(n, 2);
	CHECK(p[0].product == s.product[1] || p[0].product == s.product[2]);
	CHECK(p[1].product == s.product[1] || p[1].product == s.product[2]);
	CHECK_OK(recommend_near(cx, RECOMMEND_NEW, s.product[0], 2, &p, &n));
	CHECK(n > 0);
	CHECK_OK(recommend_popular(cx, 9, &p, &n));
	CHECK_INT(n, 7);
}

static void a_shop_without_orders_has_likeness(struct cx *cx)
{
	struct shop s;
	struct model m;
	struct recommend_pick *p;
	size_t n;
	shop_make(cx, &s);
	CHECK_OK(model_make(cx, "first"));
	CHECK_OK(model_get(cx, &m));
	CHECK_STR(m.method, "likeness");
	CHECK_INT(m.orders, 0);
	CHECK_OK(recommend_popular(cx, 9, &p, &n));
	CHECK_INT(n, 0);
}

static void the_same_orders_make_the_same_model(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	history_make(cx, &s);
	CHECK_OK(model_make(cx, "asked"));
	const char *before = knowledge(cx);
	CHECK(strlen(before) > 200);
	CHECK_OK(model_make(cx, "asked"));
	CHECK_STR(knowledge(cx), before);
}

/* The rare thing 7 is bought by one alone, with 0 and 4. */
struct somebody {
	int64_t customer, order[2];
};

static struct somebody somebody_buys(struct cx *cx, const struct shop *s)
{
	struct somebody x = {customer(cx, "somebody@b.example"), {0, 0}};
	x.order[0] = order(cx, s, x.customer, 12, "074");
	x.order[1] = order(cx, s, x.customer, 2, "74");
	return x;
}

static void run(struct cx *cx, struct db_stmt *q, int64_t id)
{
	if (db_takes(q, ":id"))
		db_bind_int(q, ":id", id);
	if (db_takes(q, ":now"))
		db_bind_int(q, ":now", cx->now);
	CHECK_OK(db_exec(q, NULL));
}

static void erase(struct cx *cx, struct somebody x, const struct shop *s)
{
	(void)s;
	run(cx,
		DB_SQL(cx->db, "UPDATE orders SET email = '', email_norm = ''"
			       " WHERE customer = :id"),
		x.customer);
}

static void object(struct cx *cx, struct somebody x, const struct shop *s)
{
	(void)s;
	run(cx,
		DB_SQL(cx->db,
			"INSERT INTO consent_text (version, purpose, locale, words,"
			" created_ms) VALUES ('v', 'history', 'en', 'w', :now)"),
		0);
	for (int granted = 0; granted < 3; granted++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO consent (subject_kind, subject, purpose,"
			" granted, version, at_ms) VALUES ('customer', :who,"
			" 'history', :granted, 'v', :now)");
		db_bind_text(q, ":who",
			arena_printf(cx->arena, "%lld", (long long)x.customer));
		db_bind_int(q, ":granted", granted % 2);
		run(cx, q, 0);
	}
}

static void cancel(struct cx *cx, struct somebody x, const struct shop *s)
{
	(void)s;
	run(cx,
		DB_SQL(cx->db, "UPDATE orders SET state = 'cancelled'"
			       " WHERE customer = :id"),
		x.customer);
}

static void take_out(struct cx *cx, struct somebody x, const struct shop *s)
{
	(void)s;
	run(cx,
		DB_SQL(cx->db,
			"INSERT INTO line_change (order_line, delta, reason, at_ms)"
			" SELECT l.id, -l.qty, 'x', :now FROM order_line l"
			" JOIN orders o ON o.id = l.orders WHERE o.customer = :id"),
		x.customer);
}

/* Lines that were added to the order afterwards, and taken out again. */
static void add_and_take_out(
	struct cx *cx, struct somebody x, const struct shop *s)
{
	take_out(cx, x, s);
	run(cx,
		DB_SQL(cx->db,
			"INSERT INTO line_change (order_line, delta, reason, at_ms)"
			" SELECT l.id, l.qty, 'x', :now FROM order_line l"
			" JOIN orders o ON o.id = l.orders WHERE o.customer = :id"),
		x.customer);
	run(cx,
		DB_SQL(cx->db,
			"UPDATE order_line SET added_ms = :now WHERE orders IN"
			" (SELECT id FROM orders WHERE customer = :id)"),
		x.customer);
}

static void remove_all(struct cx *cx, struct somebody x, const struct shop *s)
{
	for (int i = 0; i < PRODUCTS; i++) {
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO profile_item (subject, product,"
			" touched_ms, removed_ms)"
			" VALUES (:who, :id, :now, :now)");
		db_bind_text(q, ":who",
			arena_printf(
				cx->arena, "c%lld", (long long)x.customer));
		run(cx, q, s->product[i]);
	}
}

/* The model with somebody who has gone is that of a shop that never had
 * them. */
static void leaves_nothing(struct cx *cx,
	void (*go)(struct cx *cx, struct somebody x, const struct shop *s))
{
	struct shop s;
	shop_make(cx, &s);
	history_make(cx, &s);
	CHECK_OK(model_make(cx, "asked"));
	const char *never = knowledge(cx);
	struct somebody x = somebody_buys(cx, &s);
	CHECK_OK(model_make(cx, "asked"));
	const char *with = knowledge(cx);
	CHECK(strcmp(never, with) != 0);
	CHECK(is_near(cx, s.product[7], s.product[4]));
	go(cx, x, &s);
	CHECK_OK(model_make(cx, "asked"));
	CHECK_STR(knowledge(cx), never);
	/* nor in what served before */
	CHECK_INT(
		count(cx,
			DB_SQL(cx->db,
				"SELECT count(*) FROM neighbour n JOIN model m"
				" ON m.id = n.model WHERE m.state <> 'serving'")),
		0);
	CHECK_INT(
		count(cx,
			DB_SQL(cx->db,
				"SELECT count(*) FROM product_trend n JOIN model m"
				" ON m.id = n.model WHERE m.state <> 'serving'")),
		0);
}

static void who_was_erased_leaves_nothing(struct cx *cx)
{
	leaves_nothing(cx, erase);
}

static void who_objected_leaves_nothing(struct cx *cx)
{
	leaves_nothing(cx, object);
}

static void cancelled_orders_leave_nothing(struct cx *cx)
{
	leaves_nothing(cx, cancel);
}

static void what_was_taken_out_of_orders_leaves_nothing(struct cx *cx)
{
	leaves_nothing(cx, take_out);
}

static void what_was_added_and_taken_out_again_leaves_nothing(struct cx *cx)
{
	leaves_nothing(cx, add_and_take_out);
}

static void what_was_removed_from_a_profile_leaves_nothing(struct cx *cx)
{
	leaves_nothing(cx, remove_all);
}

static void what_was_bought_after_removing_counts_again(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	history_make(cx, &s);
	struct somebody x = somebody_buys(cx, &s);
	remove_all(cx, x, &s);
	run(cx,
		DB_SQL(cx->db, "UPDATE profile_item SET removed_ms = removed_ms"
			       " - 432000000"),
		0); /* five days: between the two orders */
	CHECK_OK(model_make(cx, "asked"));
	CHECK(is_near(cx, s.product[7], s.product[4]));
	CHECK(!is_near(cx, s.product[7], s.product[0]));
}

static void who_allowed_it_again_counts_again(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	history_make(cx, &s);
	struct somebody x = somebody_buys(cx, &s);
	object(cx, x, &s);
	run(cx,
		DB_SQL(cx->db, "UPDATE consent SET granted = 1 WHERE id ="
			       " (SELECT max(id) FROM consent)"),
		0);
	CHECK_OK(model_make(cx, "asked"));
	CHECK(is_near(cx, s.product[7], s.product[4]));
}

static void sensitive_categories_are_not_learned_from(struct cx *cx)
{
	struct shop s;
	int64_t top = 0, below = 0;
	shop_make(cx, &s);
	history_make(cx, &s);
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO category (position, sensitive) VALUES (9, 1)"
		" RETURNING id");
	CHECK_OK(db_insert(q, &top));
	q = DB_SQL(cx->db, "INSERT INTO category (parent, position)"
			   " VALUES (:id, 1) RETURNING id");
	db_bind_int(q, ":id", top);
	CHECK_OK(db_insert(q, &below));
	q = DB_SQL(cx->db, "INSERT INTO product_category (category, product)"
			   " VALUES (:category, :id)");
	db_bind_int(q, ":category", below);
	run(cx, q, s.product[1]);
	CHECK_OK(model_make(cx, "asked"));
	CHECK(!is_near(cx, s.product[0], s.product[1]));
	CHECK(is_near(cx, s.product[0], s.product[2]));
	CHECK_INT(
		count(cx, DB_SQL(cx->db, "SELECT count(*) FROM product_trend")),
		6);
}

static void repeats_are_counted_between_orders_of_one_customer(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	for (int i = 0; i < 3; i++) {
		int64_t who = customer(
			cx, arena_printf(cx->arena, "r%d@b.example", i));
		order(cx, &s, who, 100, "01");
		order(cx, &s, who, 100 - 20 - i, "0");
		order(cx, &s, who, 100 - 20 - i, "0"); /* the same day */
	}
	order(cx, &s, 0, 7, "01");
	order(cx, &s, 0, 3, "01");
	CHECK_OK(model_make(cx, "asked"));
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT repeat_days, repeats, again_bp FROM product_trend"
		" ORDER BY product");
	CHECK_INT(db_step(q), 1);
	CHECK_INT(db_next_int(q), 21);
	CHECK_INT(db_next_int(q), 3);
	/* all three came back for it; half of all buyers did */
	CHECK_INT(db_next_int(q), 10000 * (3 + 5) / 13 + 1);
	CHECK_INT(db_step(q), 1);
	CHECK_INT(db_next_int(q), 0);
	CHECK_INT(db_next_int(q), 0);
	CHECK_INT(db_next_int(q), 10000 * (0 + 5) / 13);
	db_done(q);
}

/* What is nearest to a product, by customers. */
static int64_t nearest(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT n.near FROM neighbour n"
		" JOIN model m ON m.id = n.model AND m.state = 'serving'"
		" WHERE n.kind = 'new' AND n.product = :id");
	int64_t near = 0;
	db_bind_int(q, ":id", product);
	if (db_one(q) == OK)
		near = strtoll(db_next_text(q, cx->arena), NULL, 10);
	db_done(q);
	return near;
}

/* Four people who bought both, each thing by itself. */
static void four_buy(struct cx *cx, const struct shop *s, const char *what,
	int64_t days_ago, const char *one, const char *other)
{
	for (int i = 0; i < 4; i++) {
		int64_t who = customer(
			cx, arena_printf(cx->arena, "%s%d@b.example", what, i));
		order(cx, s, who, days_ago, one);
		order(cx, s, who, days_ago, other);
	}
}

/* Guests who buy one thing make no neighbours. */
static void guests_buy(struct cx *cx, const struct shop *s, int64_t days_ago,
	const char *one, int count)
{
	for (int i = 0; i < count; i++)
		order(cx, s, 0, days_ago, one);
}

static void what_rises_is_nearer(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	four_buy(cx, &s, "p", 50, "0", "1");
	four_buy(cx, &s, "q", 50, "0", "2");
	guests_buy(cx, &s, 40, "1", 9);
	guests_buy(cx, &s, 1, "2", 9);
	CHECK_OK(model_make(cx, "asked"));
	CHECK_INT(nearest(cx, s.product[0]), s.product[2]);
}

static void who_came_lately_counts_more(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	four_buy(cx, &s, "p", 100, "0", "1");
	four_buy(cx, &s, "q", 10, "0", "2");
	guests_buy(cx, &s, 0, "1", 20); /* so that 1 rises more */
	guests_buy(cx, &s, 0, "2", 20);
	guests_buy(cx, &s, 60, "2", 10);
	CHECK_OK(model_make(cx, "asked"));
	CHECK_INT(nearest(cx, s.product[0]), s.product[2]);
}

static void what_was_half_made_is_cleaned_up(struct cx *cx)
{
	struct shop s;
	shop_make(cx, &s);
	history_make(cx, &s);
	CHECK_OK(model_make(cx, "asked"));
	const char *before = knowledge(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO model (id, state, began_ms) VALUES"
		" (77, 'making', 1);"
		"INSERT INTO neighbour (model, kind, product, near) VALUES"
		" (77, 'cart', 1, '2 900000');"
		"INSERT INTO product_trend (model, product) VALUES (77, 1);"));
	CHECK_STR(knowledge(cx), before);
	CHECK_OK(model_make(cx, "asked"));
	CHECK_STR(knowledge(cx), before);
	CHECK_INT(
		count(cx, DB_SQL(cx->db,
				  "SELECT count(*) FROM model WHERE id = 77")),
		0);
	CHECK_INT(
		count(cx,
			DB_SQL(cx->db,
				"SELECT count(*) FROM neighbour WHERE model = 77")),
		0);
}

static void a_model_is_due_after_three_in_the_night(struct cx *cx)
{
	bool due = false;
	const char *why;
	struct shop s;
	shop_make(cx, &s);
	CHECK_OK(model_due(cx, &due, &why));
	CHECK(due);
	CHECK_STR(why, "first");
	CHECK_OK(model_make(cx, why)); /* 10:40 */
	CHECK_OK(model_due(cx, &due, &why));
	CHECK(!due);
	cx->now += 16 * MS_HOUR; /* 02:40 */
	CHECK_OK(model_due(cx, &due, &why));
	CHECK(!due);
	cx->now += MS_HOUR / 2; /* 03:10 */
	CHECK_OK(model_due(cx, &due, &why));
	CHECK(due);
	CHECK_STR(why, "night");
}

static void asking_twice_is_asking_once(struct cx *cx)
{
	struct job job;
	CHECK_OK(model_ask(cx, "asked"));
	cx->now++;
	CHECK_OK(model_ask(cx, "import"));
	/* nobody's but the program's that makes it */
	CHECK_INT(outbox_take(cx, 1000, &job), ERR_NOT_FOUND);
	CHECK_OK(outbox_take_kind(cx, "model", 1000, &job));
	CHECK_STR(job.payload, "{\"why\":\"asked\"}");
	CHECK_INT(outbox_take_kind(cx, "model", 1000, &job), ERR_NOT_FOUND);
	/* who asks while one is made means the next */
	CHECK_OK(model_ask(cx, "asked"));
	CHECK_OK(outbox_done(cx, job.id));
	CHECK_OK(outbox_take_kind(cx, "model", 1000, &job));
	/* one whose program died is taken again */
	cx->now += 2000;
	CHECK_OK(outbox_take_kind(cx, "model", 1000, &job));
}

int main(void)
{
	static const struct test tests[] = {
#define T(name) {#name, name}
		T(what_is_bought_together_is_near),
		T(a_shop_without_orders_has_likeness),
		T(the_same_orders_make_the_same_model),
		T(who_was_erased_leaves_nothing),
		T(who_objected_leaves_nothing),
		T(cancelled_orders_leave_nothing),
		T(what_was_taken_out_of_orders_leaves_nothing),
		T(what_was_added_and_taken_out_again_leaves_nothing),
		T(what_was_removed_from_a_profile_leaves_nothing),
		T(what_was_bought_after_removing_counts_again),
		T(who_allowed_it_again_counts_again),
		T(sensitive_categories_are_not_learned_from),
		T(repeats_are_counted_between_orders_of_one_customer),
		T(what_rises_is_nearer),
		T(who_came_lately_counts_more),
		T(what_was_half_made_is_cleaned_up),
		T(a_model_is_due_after_three_in_the_night),
		T(asking_twice_is_asking_once),
		{NULL, NULL},
	};
	return test_run(tests);
}
