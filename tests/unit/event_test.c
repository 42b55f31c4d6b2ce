/* What people do, from the moment it is noted until its row is gone; in one
 * file because all of it goes through one ring. */
#include "domain/event.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/category_desk.h"
#include "domain/consent.h"
#include "domain/customer_value.h"
#include "domain/event_in.h"
#include "domain/model_in.h"
#include "domain/profile_seen.h"
#include "domain/sensitive.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/test.h"
#include "worker/worker.h"

static const char *ring_here(struct cx *cx)
{
	const char *path = arena_printf(cx->arena, "%s/events", test_dir(cx));
	CHECK_OK(event_open(path));
	return path;
}

static struct subject visitor(struct cx *cx, const char *id)
{
	struct consent_subject who = {CONSENT_VISITOR, id};
	CHECK_OK(consent_set(cx, &who, "browsing", true, "May we?", "web"));
	return (struct subject){.key = profile_key_visitor(cx, id),
		.browsing = true,
		.personal = true};
}

static int64_t goods(struct cx *cx, const char *slug)
{
	int64_t product = 0;
	test_product(
		cx, (struct test_product){
			    .slug = slug, .on_hand = 50, .product = &product});
	return product;
}

static void note(struct cx *cx, const struct subject *who, enum event_kind kind,
	int64_t product)
{
	event_note(cx, who, &(struct event){.kind = kind, .product = product});
}

static int64_t drain(struct cx *cx)
{
	int64_t n = 0;
	CHECK_OK(event_drain(cx, &n));
	return n;
}

static int64_t rows(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM event");
}

static void script(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static void nothing_is_noted_of_nobody_or_without_consent(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t p = goods(cx, "mug");
	ring_here(cx);
	note(cx, &(struct subject){.browsing = true}, EVENT_VIEW, p);
	who.browsing = false;
	note(cx, &who, EVENT_VIEW, p);
	CHECK_INT(event_left(), 0);
}

static void without_a_ring_the_shop_goes_on(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	event_close();
	note(cx, &who, EVENT_VIEW, goods(cx, "mug"));
	CHECK_INT(drain(cx), 0);
	CHECK_INT(event_open("/nowhere/at/all"), ERR_INTERNAL);
	note(cx, &who, EVENT_VIEW, 1);
	CHECK_INT(event_left(), 0);
}

/* 200 a second for two and a half minutes, while an import has the database;
 * then the oldest and the newest are there still. */
static void what_happens_during_a_long_write_is_not_lost(struct cx *cx)
{
	enum { SECONDS = 150, A_SECOND = 200 };
	struct subject who = visitor(cx, "a");
	int64_t p = goods(cx, "mug");
	ring_here(cx);
	note(cx, &who, EVENT_CART, p);
	for (int i = 0; i < SECONDS * A_SECOND; i++)
		ring_put(event_ring(), 1, &(struct event_record){.kind = 0});
	note(cx, &who, EVENT_CART, p);
	CHECK_INT(event_lost(), 0);
	CHECK_INT(event_left(), SECONDS * A_SECOND + 2);
	CHECK(event_room() * (int64_t)sizeof(struct event_record) <=
		INT64_C(32) << 20);
	CHECK_INT(drain(cx), 2);
}

static void all_of_an_event_is_written(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t p = goods(cx, "mug");
	ring_here(cx);
	event_note(cx, &who,
		&(struct event){.kind = EVENT_CART,
			.product = p,
			.variant = 7,
			.channel = "mail",
			.rail = "for-you"});
	event_note(cx, &who,
		&(struct event){.kind = EVENT_SEARCH, .words = " Blue MUG "});
	event_note(cx, &who,
		&(struct event){.kind = EVENT_VIEW,
			.product = p,
			.channel = "telegraph"});
	CHECK_INT(drain(cx), 2);
	CHECK_INT(
		test_number(cx, "SELECT count(*) FROM event WHERE kind = 'cart'"
				" AND variant = 7 AND channel = 'mail'"
				" AND rail = 'for-you' AND words = ''"),
		1);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM event WHERE kind = 'search'"
			  " AND words = 'blue mug' AND product IS NULL"),
		1);
	CHECK_INT(test_number(cx, "SELECT carts FROM profile_item"), 1);
}

static void words_that_may_be_a_persons_are_not_kept(struct cx *cx)
{
	static const char long_one[] =
		"sixty bytes are enough for what anybody looks for in a shop"
		" like this";
	static const char *const typed[] = {"aino@posti.example",
		"+358 40 123 4567", "131052-308T", "4111 1111 1111 1111", "  ",
		long_one};
	struct subject who = visitor(cx, "a");
	ring_here(cx);
	for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++)
		event_note(cx, &who,
			&(struct event){
				.kind = EVENT_SEARCH, .words = typed[i]});
	CHECK_INT(event_left(), 0);
}

static void every_line_of_an_order_is_one(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t order = test_order(cx);
	ring_here(cx);
	event_ordered(cx, &who, order);
	CHECK_INT(drain(cx), 1);
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM event WHERE kind = 'order'"
			  " AND orders > 0 AND product > 0 AND variant > 0"),
		1);
}

/* As if the worker had been killed after it wrote, before it freed. */
static void what_was_written_is_not_written_again(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t p = goods(cx, "mug"), q = goods(cx, "cup");
	const char *path = ring_here(cx);
	struct stat st = {0};
	note(cx, &who, EVENT_CART, p);
	note(cx, &who, EVENT_CART, q);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	CHECK(fd >= 0 && fstat(fd, &st) == 0);
	char *before = arena_alloc(cx->arena, (size_t)st.st_size);
	CHECK(pread(fd, before, (size_t)st.st_size, 0) == st.st_size);
	CHECK_INT(drain(cx), 2);
	CHECK(pwrite(fd, before, (size_t)st.st_size, 0) == st.st_size);
	close(fd);
	CHECK_INT(event_left(), 2);
	note(cx, &who, EVENT_CART, p);
	CHECK_INT(drain(cx), 1);
	CHECK_INT(rows(cx), 3);
	CHECK_INT(test_number(cx, "SELECT carts FROM profile_item"
				  " ORDER BY carts DESC LIMIT 1"),
		2);
	CHECK_INT(event_left(), 0);
}

static void who_says_no_is_gone_and_stays_away(struct cx *cx)
{
	struct subject who = visitor(cx, "a"), other = visitor(cx, "b");
	struct consent_subject c = {CONSENT_VISITOR, "a"};
	int64_t p = goods(cx, "mug");
	ring_here(cx);
	note(cx, &who, EVENT_VIEW, p);
	note(cx, &other, EVENT_VIEW, p);
	CHECK_INT(drain(cx), 2);
	note(cx, &who, EVENT_CART, p);
	CHECK_OK(consent_set(cx, &c, "browsing", false, "May we?", "web"));
	CHECK_INT(rows(cx), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile"), 1);
	/* a page that was under way at that moment */
	note(cx, &who, EVENT_CART, p);
	CHECK_INT(drain(cx), 0);
	CHECK_INT(rows(cx), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile"), 1);
	/* nobody's yes is no yes */
	note(cx, &(struct subject){.key = "vnobody", .browsing = true},
		EVENT_VIEW, p);
	CHECK_INT(drain(cx), 0);
}

/* Of a page that was under way when the account was erased. */
static void nothing_is_written_of_who_was_erased(struct cx *cx)
{
	struct subject who = {.key = "c7", .customer = 7, .browsing = true};
	int64_t p = goods(cx, "mug");
	script(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		   " created_ms) VALUES (7, 'a', 'a', 'en', 1)");
	ring_here(cx);
	note(cx, &who, EVENT_VIEW, p);
	CHECK_INT(drain(cx), 1);
	script(cx, "UPDATE customer SET archived_ms = 1");
	note(cx, &who, EVENT_CART, p);
	note(cx, &(struct subject){.key = "c8", .browsing = true}, EVENT_CART,
		p);
	CHECK_INT(drain(cx), 0);
	CHECK_INT(rows(cx), 1);
}

/* What was removed from the profile while it was copied out of the ring. */
static void what_was_removed_after_it_happened_is_not_written(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t p = goods(cx, "mug");
	ring_here(cx);
	CHECK_OK(profile_forget(cx, who.key, p));
	cx->now -= MS_SECOND;
	note(cx, &who, EVENT_CART, p);
	cx->now += MS_SECOND;
	CHECK_INT(drain(cx), 0);
	cx->now++;
	note(cx, &who, EVENT_CART, p);
	CHECK_INT(drain(cx), 1);
}

static void the_same_click_counts_once(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	struct event e = {.kind = EVENT_CLICK,
		.product = goods(cx, "mug"),
		.rail = "with"};
	ring_here(cx);
	event_note(cx, &who, &e);
	event_note(cx, &who, &e);
	e.rail = "similar";
	event_note(cx, &who, &e);
	CHECK_INT(drain(cx), 2);
	cx->now += 2 * MS_MINUTE;
	event_note(cx, &who, &e);
	CHECK_INT(drain(cx), 1);
}

/* Two days ahead by mistake, and right again: what waits does not wait for
 * two days.  The worker has an arena of its own, which it empties. */
static void a_clock_put_back_stops_no_work(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	const char *dir = test_dir(cx);
	const struct conf conf = {.dir = dir,
		.base_url = "https://shop.example",
		.root_lang = "en"};
	struct worker w = {.cx = *cx, .conf = &conf};
	int64_t p = goods(cx, "mug");
	CHECK(mkdir(arena_printf(cx->arena, "%s/run", dir), 0700) == 0);
	CHECK_OK(event_open(arena_printf(cx->arena, "%s/run/events", dir)));
	w.cx.arena = arena_new();
	clock_fix(cx->now + 2 * MS_DAY);
	worker_tick(&w);
	clock_fix(cx->now);
	note(cx, &who, EVENT_CART, p);
	worker_tick(&w);
	CHECK_INT(rows(cx), 1);
	note(cx, &who, EVENT_CART, p); /* not each time either */
	worker_tick(&w);
	CHECK_INT(rows(cx), 1);
	clock_fix(0);
	arena_free(w.cx.arena);
}

/* Of a machine that lost its power, or whoever else wrote into the file. */
static void a_torn_record_is_no_event(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	struct event_record good = {.at_ms = cx->now, .kind = EVENT_SEARCH}, e;
	memcpy(good.subject, who.key, strlen(who.key) + 1);
	ring_here(cx);
	e = good;
	e.kind = 0;
	ring_put(event_ring(), 1, &e);
	e.kind = EVENT_CLICK + 1;
	ring_put(event_ring(), 1, &e);
	e = good;
	e.channel = EVENT_CHANNELS;
	ring_put(event_ring(), 1, &e);
	e = good;
	memset(e.words, 'x', sizeof(e.words));
	ring_put(event_ring(), 1, &e);
	e = good;
	memset(e.rail, 'x', sizeof(e.rail));
	ring_put(event_ring(), 1, &e);
	e = good;
	memset(e.subject, 'v', sizeof(e.subject));
	ring_put(event_ring(), 1, &e);
	ring_put(event_ring(), 1, &good);
	CHECK_INT(drain(cx), 1);
	CHECK_INT(event_left(), 0);
}

/* One visitor, or a program with their cookie, leaves room for all others, and
 * does not teach the model alone; what they buy is known. */
static void one_subject_notes_so_much_and_no_more(struct cx *cx)
{
	struct subject who = visitor(cx, "a"), other = visitor(cx, "b");
	int64_t p = goods(cx, "cup"), order = test_order(cx);
	ring_here(cx);
	for (int i = 0; i < EVENT_WAIT_MAX + 50; i++)
		note(cx, &who, EVENT_CART, p);
	CHECK_INT(event_left(), EVENT_WAIT_MAX);
	note(cx, &other, EVENT_CART, p);
	event_ordered(cx, &who, order);
	CHECK_INT(event_left(), EVENT_WAIT_MAX + 2);
	CHECK_INT(drain(cx), EVENT_WAIT_MAX + 2);
	script(cx, arena_printf(cx->arena,
			   "WITH RECURSIVE n (i) AS (SELECT 1 UNION SELECT"
			   " i + 1 FROM n WHERE i < %d) INSERT INTO event"
			   " (at_ms, subject, kind) SELECT %lld, '%s', 'view'"
			   " FROM n",
			   EVENT_DAY_MAX - EVENT_WAIT_MAX - 1,
			   (long long)cx->now - MS_HOUR, who.key));
	note(cx, &who, EVENT_CART, p);
	note(cx, &other, EVENT_CART, p);
	event_ordered(cx, &who, order);
	CHECK_INT(drain(cx), 2);
	cx->now += MS_DAY;
	note(cx, &who, EVENT_CART, p);
	CHECK_INT(drain(cx), 1);
}

/* Category 1 with 2 below it. */
static void categories(struct cx *cx, int64_t product)
{
	script(cx, "INSERT INTO category (id, parent, position) VALUES"
		   " (1, NULL, 1), (2, 1, 1)");
	script(cx, arena_printf(cx->arena,
			   "INSERT INTO product_category (product, category)"
			   " VALUES (%lld, 2)",
			   (long long)product));
}

static void sensitive_goods_are_never_noted(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t secret = goods(cx, "secret"), mug = goods(cx, "mug");
	bool on = true;
	categories(cx, secret);
	ring_here(cx);
	CHECK_OK(sensitive_product(cx, secret, &on));
	CHECK(!on);
	CHECK_OK(category_set_sensitive(cx, 1, true));
	CHECK_OK(category_sensitive(cx, 1, &on));
	CHECK(on);
	CHECK_OK(sensitive_product(cx, secret, &on));
	CHECK(on);
	CHECK_OK(sensitive_product(cx, mug, &on));
	CHECK(!on);
	note(cx, &who, EVENT_VIEW, secret);
	CHECK_INT(event_left(), 0);
	note(cx, &who, EVENT_VIEW, mug);
	CHECK_INT(drain(cx), 1);
	CHECK_OK(category_set_sensitive(cx, 1, false));
	note(cx, &who, EVENT_VIEW, secret);
	CHECK_INT(drain(cx), 1);
}

static void what_was_learned_goes_with_the_flag(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t secret = goods(cx, "secret"), mug = goods(cx, "mug");
	categories(cx, secret);
	ring_here(cx);
	note(cx, &who, EVENT_VIEW, secret);
	note(cx, &who, EVENT_VIEW, mug);
	CHECK_INT(drain(cx), 2);
	note(cx, &who, EVENT_CART, secret); /* waits */
	CHECK_OK(category_set_sensitive(cx, 1, true));
	CHECK_INT(rows(cx), 1);
	CHECK_INT(drain(cx), 0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 1);
}

/* Category 3, all that is on sale, is sensitive; the listing says that a
 * product is. */
static void a_rule_brings_goods_into_a_sensitive_category(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t cheap = goods(cx, "cheap"), mug = goods(cx, "mug");
	ring_here(cx);
	script(cx, "INSERT INTO category (id, parent, position, rule) VALUES"
		   " (3, NULL, 1, '{\"kind\":\"sale\"}')");
	note(cx, &who, EVENT_VIEW, cheap);
	note(cx, &who, EVENT_VIEW, mug);
	CHECK_OK(sensitive_follow(cx));
	CHECK_INT(drain(cx), 2);
	CHECK_OK(category_set_sensitive(cx, 3, true));
	CHECK_INT(rows(cx), 2); /* nothing is on sale */
	note(cx, &who, EVENT_CART, cheap);
	note(cx, &who, EVENT_CART, mug);
	script(cx, arena_printf(cx->arena,
			   "UPDATE listing SET langs = 1, reduced = 1"
			   " WHERE product = %lld;"
			   "UPDATE catalogue_version SET version = version + 1",
			   (long long)cheap));
	CHECK_OK(sensitive_follow(cx));
	CHECK_INT(drain(cx), 1);
	CHECK_INT(test_number(cx, "SELECT count(DISTINCT product) FROM event"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 1);
	note(cx, &who, EVENT_CART, cheap);
	CHECK_INT(event_left(), 0);
}

static void sale_ends(struct cx *cx)
{
	script(cx, "UPDATE listing SET reduced = 0;"
		   "UPDATE catalogue_version SET version = version + 1");
	CHECK_OK(sensitive_follow(cx));
}

static void work(struct cx *cx)
{
	int64_t n;
	CHECK_OK(customer_value_work(cx, 10, &n));
}

/* What was bought counts again, what its buyer removed does not. */
static void the_flag_taken_off_counts_old_orders_at_once(struct cx *cx)
{
	int64_t order = test_order(cx);
	script(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		   " created_ms) VALUES (8, 'a@b', 'a@b', 'en', 1);"
		   "UPDATE orders SET customer = 8;"
		   "INSERT INTO category (id, parent, position) VALUES"
		   " (1, NULL, 1);"
		   "INSERT INTO product_category (product, category)"
		   " SELECT id, 1 FROM product");
	CHECK_OK(profile_ordered_order(cx, order));
	CHECK_INT(test_number(cx, "SELECT sum(orders) FROM profile_item"), 1);
	CHECK_OK(category_set_sensitive(cx, 1, true));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 0);
	work(cx);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 0);
	CHECK_OK(category_set_sensitive(cx, 1, false));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'model'"),
		1);
	work(cx);
	CHECK_INT(test_number(cx, "SELECT sum(orders) FROM profile_item"), 1);
	cx->now += MS_DAY;
	CHECK_OK(profile_forget(
		cx, "c8", test_number(cx, "SELECT product FROM profile_item")));
	CHECK_OK(category_set_sensitive(cx, 1, true));
	work(cx);
	CHECK_OK(category_set_sensitive(cx, 1, false));
	work(cx);
	CHECK_INT(test_number(cx, "SELECT sum(orders) FROM profile_item"), 0);
}

/* A sale that is sensitive and over. */
static void orders_of_what_a_rule_let_go_count_again(struct cx *cx)
{
	int64_t order = test_order(cx);
	script(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		   " created_ms) VALUES (8, 'a@b', 'a@b', 'en', 1);"
		   "UPDATE orders SET customer = 8;"
		   "UPDATE listing SET langs = 1, reduced = 1;"
		   "INSERT INTO category (id, parent, position, rule) VALUES"
		   " (3, NULL, 1, '{\"kind\":\"sale\"}')");
	CHECK_OK(category_set_sensitive(cx, 3, true));
	CHECK_OK(profile_ordered_order(cx, order));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 0);
	sale_ends(cx);
	work(cx);
	CHECK_INT(test_number(cx, "SELECT sum(orders) FROM profile_item"), 1);
}

/* Two looks, of which one is of three months ago. */
static void sums_end_with_what_they_are_the_sum_of(struct cx *cx)
{
	struct subject who = visitor(cx, "a");
	int64_t p = goods(cx, "mug"), n;
	ring_here(cx);
	note(cx, &who, EVENT_VIEW, p);
	note(cx, &who, EVENT_CART, p);
	CHECK_INT(drain(cx), 2);
	cx->now += 60 * MS_DAY;
	note(cx, &who, EVENT_VIEW, p);
	CHECK_INT(drain(cx), 1);
	CHECK_INT(test_number(cx, "SELECT views FROM profile_item"), 2);
	cx->now += 35 * MS_DAY;
	CHECK_OK(event_sweep(cx, &n));
	CHECK_INT(rows(cx), 1);
	CHECK_INT(test_number(cx, "SELECT views FROM profile_item"), 1);
	CHECK_INT(test_number(cx, "SELECT carts FROM profile_item"), 0);
}

/* A till, or a seller's tablet: what it notes is as good as the web's. */
static void what_happens_in_the_store_counts_alike(struct cx *cx)
{
	struct subject who = {.key = "c8",
		.customer = 8,
		.browsing = true,
		.history = true,
		.personal = true};
	struct profile_seen *seen;
	struct profile known;
	struct model_data data;
	size_t n;
	ring_here(cx);
	int64_t order = test_order(cx);
	script(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		   " created_ms) VALUES (8, 'a@b', 'a@b', 'en', 1);"
		   "UPDATE orders SET customer = 8, channel = 'store',"
		   " state = 'completed'");
	int64_t product = test_number(cx,
		"SELECT v.product FROM order_line l JOIN variant v"
		" ON v.id = l.variant");
	event_note(cx, &who,
		&(struct event){.kind = EVENT_VIEW,
			.product = product,
			.channel = "store"});
	event_note(cx, &who,
		&(struct event){.kind = EVENT_ORDER,
			.product = product,
			.orders = order,
			.channel = "store"});
	CHECK_OK(profile_seen_list(cx, "c8", 0, 9, &seen, &n));
	CHECK_INT(n, 2);
	CHECK(seen[0].store);
	CHECK_INT(drain(cx), 2);
	CHECK_OK(profile_seen_list(cx, "c8", 0, 9, &seen, &n));
	CHECK_INT(n, 2);
	CHECK(seen[1].store);
	CHECK_OK(profile_ordered_order(cx, order));
	CHECK_OK(profile_load(cx, &who, &known));
	CHECK_INT(known.n, 1);
	CHECK_INT(known.items[0].views, 1);
	CHECK_INT(known.items[0].orders, 1); /* what "buy again" is made of */
	CHECK_OK(model_read(cx, &data));
	CHECK_INT(data.n_baskets, 1);
	CHECK_INT(data.basket[0].customer, 8);
}

static void orders_of_sensitive_goods_are_in_no_profile(struct cx *cx)
{
	script(cx, "INSERT INTO customer (id, email, email_norm, locale,"
		   " created_ms) VALUES (7, 'a', 'a', 'en', 1)");
	test_order(cx);
	script(cx, "UPDATE orders SET customer = 7");
	categories(cx, test_number(cx, "SELECT max(id) FROM product"));
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 1);
	CHECK_OK(category_set_sensitive(cx, 1, true));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 0);
	CHECK_OK(profile_ordered(cx, 7));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM profile_item"), 0);
}

static const struct test tests[] = {
	{"nothing is noted of nobody, or without consent",
		nothing_is_noted_of_nobody_or_without_consent},
	{"without a ring the shop goes on", without_a_ring_the_shop_goes_on},
	{"what happens during a long write is not lost",
		what_happens_during_a_long_write_is_not_lost},
	{"all of an event is written", all_of_an_event_is_written},
	{"words that may be a person's are not kept",
		words_that_may_be_a_persons_are_not_kept},
	{"every line of an order is one", every_line_of_an_order_is_one},
	{"what was written is not written again",
		what_was_written_is_not_written_again},
	{"who says no is gone and stays away",
		who_says_no_is_gone_and_stays_away},
	{"nothing is written of who was erased",
		nothing_is_written_of_who_was_erased},
	{"what was removed after it happened is not written",
		what_was_removed_after_it_happened_is_not_written},
	{"the same click counts once", the_same_click_counts_once},
	{"a clock put back stops no work", a_clock_put_back_stops_no_work},
	{"a torn record is no event", a_torn_record_is_no_event},
	{"one subject notes so much and no more",
		one_subject_notes_so_much_and_no_more},
	{"sensitive goods are never noted", sensitive_goods_are_never_noted},
	{"what was learned goes with the flag",
		what_was_learned_goes_with_the_flag},
	{"a rule brings goods into a sensitive category",
		a_rule_brings_goods_into_a_sensitive_category},
	{"the flag taken off counts old orders at once",
		the_flag_taken_off_counts_old_orders_at_once},
	{"orders of what a rule let go count again",
		orders_of_what_a_rule_let_go_count_again},
	{"sums end with what they are the sum of",
		sums_end_with_what_they_are_the_sum_of},
	{"what happens in the store counts alike",
		what_happens_in_the_store_counts_alike},
	{"orders of sensitive goods are in no profile",
		orders_of_sensitive_goods_are_in_no_profile},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
