/* What members of a segment see and get, and others do not; the owner's pages
 * of it.  In one file because they share their customers. */
#include "tests/world.h"

#include <string.h>

#include "domain/home_section.h"
#include "domain/promotion.h"
#include "domain/quote.h"
#include "domain/segment.h"
#include "handlers/admin/admin.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/frag.h"
#include "tests/admin.h"
#include "tests/orders.h"
#include "tests/value.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static const struct param *id_path(struct cx *cx, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

/* Segment 1, "Regulars" to customers, with that member alone. */
static void segment_make(struct cx *cx, int64_t customer)
{
	run(cx, arena_printf(cx->arena,
			"INSERT INTO segment (id, code, name, created_ms)"
			" VALUES (1, 'a', 'Mine', 1), (2, 'b', 'Other', 1);"
			"INSERT INTO segment_text VALUES (1, 'en',"
			" 'Regulars');"
			"INSERT INTO segment_member VALUES (1, %lld, 1)",
			(long long)customer));
}

static int64_t section(struct cx *cx, const char *kind, int64_t segment,
	int64_t position, const char *title)
{
	struct home_section s = {.kind = kind,
		.segment = segment,
		.position = position,
		.active = true,
		.link = "/c/mugs"};
	for (int l = 0; l < TR_LANGS; l++)
		s.texts[l] = (struct home_words){"", "", ""};
	s.texts[tr_lang_index("en")] = (struct home_words){title, "W", ""};
	CHECK_OK(home_section_save(cx, &s));
	return s.id;
}

static const char *home(struct cx *cx, const char *cookie)
{
	return shop_ask(cx, (struct visit){.path = "/", .cookie = cookie});
}

static void two_customers_get_their_own_banner(struct cx *cx)
{
	struct world w;
	shop_fresh();
	world_make(cx, &w);
	segment_make(cx, w.who[WORLD_AINO].customer);
	run(cx, arena_printf(cx->arena,
			"INSERT INTO segment_member VALUES (2, %lld, 1)",
			(long long)w.who[WORLD_ONNI].customer));
	section(cx, "banner", 1, 5, "For regulars");
	section(cx, "banner", 2, 5, "For others");
	section(cx, "banner", 0, 6, "For everybody");
	section(cx, "hero", 1, 1, "Our regular hero");
	for (int round = 0; round < 3; round++) {
		const char *aino = home(cx, w.who[WORLD_AINO].cookie);
		const char *onni = home(cx, w.who[WORLD_ONNI].cookie);
		const char *guest = home(cx, w.guest);
		CHECK_INT(shop_count(aino, ">For regulars</h2>"), 1);
		CHECK_INT(shop_count(aino, ">For everybody</h2>"), 1);
		CHECK_INT(shop_count(aino, ">For others</h2>"), 0);
		CHECK_INT(shop_count(aino, "id=\"hero\""), 1);
		CHECK_INT(shop_count(aino, "Our regular hero"), 1);
		CHECK(strstr(aino, ">For regulars<") <
			strstr(aino, ">For everybody<"));
		CHECK_INT(shop_count(onni, ">For others</h2>"), 1);
		CHECK_INT(shop_count(onni, ">For regulars</h2>"), 0);
		CHECK_INT(shop_count(onni, "id=\"hero\""), 1);
		CHECK_INT(shop_count(onni, "Our regular hero"), 0);
		CHECK_INT(shop_count(guest, ">For everybody</h2>"), 1);
		CHECK_INT(shop_count(guest, ">For others</h2>"), 0);
		CHECK_INT(shop_count(guest, ">For regulars</h2>"), 0);
	}
	/* held out of shelves, which is what is measured: not of these */
	run(cx, "INSERT INTO setting (code, value)"
		" VALUES ('personal.holdout', '100')");
	CHECK_INT(shop_count(home(cx, w.who[WORLD_AINO].cookie),
			  ">For regulars</h2>"),
		1);
}

static void note(void *arg, const char *key, const char *p, size_t n,
	const struct packed *z)
{
	int *banners = arg;
	(void)z;
	CHECK(!memmem(p, n, WORLD_MARK, strlen(WORLD_MARK)));
	if (!memmem(p, n, ">For regulars</h2>", 18))
		return;
	/* alone, not in anything that others are sent */
	CHECK(strncmp(key, "section/", 8) == 0);
	(*banners)++;
}

static void what_is_kept_is_nobodys(struct cx *cx)
{
	struct world w;
	int banners = 0;
	shop_fresh();
	world_make(cx, &w);
	segment_make(cx, w.who[WORLD_AINO].customer);
	section(cx, "banner", 1, 5, "For regulars");
	for (int i = 0; i < 3; i++) {
		home(cx, w.who[WORLD_AINO].cookie);
		home(cx, w.who[WORLD_ONNI].cookie);
	}
	frag_each(note, &banners);
	CHECK_INT(banners, 1);
}

/* The owner's language is no reason for others to change theirs. */
static void what_the_owner_looks_at_first_has_the_visitors_links(struct cx *cx)
{
	struct world w;
	shop_fresh();
	world_make(cx, &w);
	section(cx, "banner", 0, 5, "For everybody");
	struct req r = admin_req(cx, NULL, NULL);
	r.cx.locale = "fi";
	CHECK_OK(admin_home_preview(&r));
	CHECK(admin_shows(&r, "For everybody"));
	CHECK(admin_shows(&r, "href=\"/fi/c/mugs\""));
	CHECK(!admin_shows(&r, "href=\"/c/mugs\""));
}

static void who_objected_or_switched_it_off_sees_what_all_see(struct cx *cx)
{
	struct world w;
	shop_fresh();
	world_make(cx, &w);
	int64_t me = w.who[WORLD_AINO].customer;
	segment_make(cx, me);
	section(cx, "banner", 1, 5, "For regulars");
	const char *cookie = w.who[WORLD_AINO].cookie;
	CHECK_INT(shop_count(home(cx, cookie), ">For regulars</h2>"), 1);
	run(cx, arena_printf(cx->arena,
			"INSERT INTO profile (subject, customer, personal,"
			" created_ms, updated_ms) VALUES ('c%lld', %lld, 0, 1,"
			" 1) ON CONFLICT (subject) DO UPDATE SET personal = 0",
			(long long)me, (long long)me));
	CHECK_INT(shop_count(home(cx, cookie), ">For regulars</h2>"), 0);
	run(cx, "UPDATE profile SET personal = 1");
	CHECK_INT(shop_count(home(cx, cookie), ">For regulars</h2>"), 1);
	/* the row of the objection alone, members as they were */
	run(cx, arena_printf(cx->arena,
			"INSERT INTO consent_text VALUES ('vx', 'history',"
			" 'en', 'No', 1);"
			"INSERT INTO consent (subject_kind, subject, purpose,"
			" granted, version, at_ms) VALUES ('customer',"
			" '%lld', 'history', 0, 'vx', 1)",
			(long long)me));
	CHECK_INT(shop_count(home(cx, cookie), ">For regulars</h2>"), 0);
}

static void the_log_of_a_section_is_in_words(struct cx *cx)
{
	struct world w;
	struct home_section s;
	shop_fresh();
	world_make(cx, &w);
	segment_make(cx, w.who[WORLD_AINO].customer);
	int64_t id = section(cx, "banner", 1, 5, "Advent");
	CHECK_OK(home_section_get(cx, id, &s));
	s.segment = 0;
	s.active = false;
	CHECK_OK(home_section_save(cx, &s));
	struct req r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_home_section(&r));
	CHECK(admin_shows(&r, "Banner; Advent; For whom: Mine →"));
	CHECK(admin_shows(
		&r, "Banner; Advent; For whom: Everybody; not in use"));
	CHECK(!admin_shows(&r, "active:"));
}

static void sections_come_and_go_by_the_clock(struct cx *cx)
{
	struct home_section s;
	shop_fresh();
	int64_t id = section(cx, "banner", 0, 5, "Advent");
	CHECK_OK(home_section_get(cx, id, &s));
	s.starts_ms = cx->now + MS_HOUR;
	s.ends_ms = cx->now + 2 * MS_HOUR;
	CHECK_OK(home_section_save(cx, &s));
	CHECK_INT(shop_count(shop_get(cx, "/"), ">Advent</h2>"), 0);
	cx->now += MS_HOUR;
	CHECK_INT(shop_count(shop_get(cx, "/"), ">Advent</h2>"), 1);
	cx->now += MS_HOUR;
	CHECK_INT(shop_count(shop_get(cx, "/"), ">Advent</h2>"), 0);
}

static void coupon_make(struct cx *cx)
{
	run(cx, "INSERT INTO promotion (id, name, kind, by_code, percent_bp,"
		" segment) VALUES (1, 'Ours', 'percent', 1, 1000, 1);"
		"INSERT INTO coupon (id, promotion, code, code_norm,"
		" created_ms) VALUES (3, 1, 'OURS', 'OURS', 0)");
}

static struct quote quoted(struct cx *cx, int64_t customer)
{
	struct cart cart;
	struct quote q;
	struct quote_ask ask = {.cart = &cart,
		.buyer = {.country = "",
			.postal = "",
			.email_norm = "",
			.vat_id = "",
			.customer = customer},
		.kind = "parcel"};
	CHECK_OK(cart_load(cx, "s1", &cart));
	CHECK_OK(quote_make(cx, &ask, &q));
	return q;
}

static void coupon_is_for_members_and_the_others_are_told(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t onni = value_customer(cx, "onni");
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	segment_make(cx, aino);
	coupon_make(cx);
	test_cart(cx, "s1", mug, 1);
	run(cx, "INSERT INTO cart_code (cart, kind, target, added_ms)"
		" SELECT id, 'coupon', 3, 0 FROM cart");
	CHECK_INT(quoted(cx, aino).discount.minor, -100);
	CHECK_INT(quoted(cx, aino).n_idle, 0);
	struct quote q = quoted(cx, onni);
	CHECK_INT(q.discount.minor, 0);
	CHECK_INT(q.n_idle, 1);
	CHECK_STR(q.n_idle ? q.idle[0].why : "", "segment");
	CHECK_STR(q.n_idle ? q.idle[0].segment : "", "Regulars");
	CHECK_INT(quoted(cx, 0).discount.minor, 0);
}

static void offer_without_a_code_is_for_members_too(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	segment_make(cx, aino);
	run(cx, "INSERT INTO promotion (id, name, kind, percent_bp, segment)"
		" VALUES (1, 'Ours', 'percent', 1000, 1)");
	test_cart(cx, "s1", mug, 1);
	CHECK_INT(quoted(cx, aino).discount.minor, -100);
	CHECK_INT(quoted(cx, 0).discount.minor, 0);
}

static void who_left_the_segment_is_told_when_placing(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	const char *why = "";
	struct order_placed placed;
	segment_make(cx, aino);
	coupon_make(cx);
	test_cart(cx, "s1", mug, 1);
	run(cx, "INSERT INTO cart_code (cart, kind, target, added_ms)"
		" SELECT id, 'coupon', 3, 0 FROM cart");
	struct order_draft d = test_draft(cx, "s1", "a1");
	d.customer = aino;
	d.expected.minor -= 100;
	run(cx, "DELETE FROM segment_member");
	CHECK_INT(order_place(cx, &d, &placed, &why), ERR_CONFLICT);
	CHECK_STR(why, "coupon_gone");
	run(cx, arena_printf(cx->arena,
			"INSERT INTO segment_member VALUES (1, %lld, 1)",
			(long long)aino));
	CHECK_OK(order_place(cx, &d, &placed, &why));
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 1);
}

static void a_use_is_refused_to_who_is_not_in_it(struct cx *cx)
{
	struct promotion p = {.id = 1, .coupon = 3};
	struct buyer buyer = {.country = "",
		.postal = "",
		.email_norm = "",
		.vat_id = "",
		.customer = value_customer(cx, "aino")};
	int64_t order = test_order(cx);
	segment_make(cx, value_customer(cx, "onni"));
	coupon_make(cx);
	CHECK_OK(db_begin(cx->db));
	int rc = promotion_use(cx, &p, &buyer, order, money(100));
	CHECK_INT(db_end(cx->db, rc), ERR_CONFLICT);
	CHECK_INT(test_number(cx, "SELECT used FROM promotion"), 0);
}

static void cart_says_whose_a_code_is(struct cx *cx)
{
	struct world w;
	shop_fresh();
	world_make(cx, &w);
	segment_make(cx, w.who[WORLD_AINO].customer);
	coupon_make(cx);
	const char *cookies[] = {w.guest, w.who[WORLD_ONNI].cookie};
	const char *words[] = {
		"log in if you are one of them", "and you are not among them"};
	for (int i = 0; i < 2; i++) {
		const char *a = shop_ask(
			cx, (struct visit){.path = "/cart/code",
				    .cookie = cookies[i],
				    .form = "do=code&code="
					    "ours"});
		CHECK_INT(shop_status(a), 303);
		a = shop_ask(cx,
			(struct visit){.path = "/cart", .cookie = cookies[i]});
		CHECK(strstr(a, "Regulars") != NULL);
		CHECK(strstr(a, words[i]) != NULL);
	}
}

static void owner_adds_a_proposal_and_sees_its_size(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	for (int i = 0; i < 3; i++)
		value_order(cx, (struct value_order){aino, i, 0, 1, 2000});
	value_night(cx);
	struct req r = admin_req(cx, FORM({"proposal", "regulars"}), NULL);
	CHECK_OK(admin_segment_create(&r));
	CHECK_INT(r.status, 303);
	int64_t id = test_number(cx, "SELECT id FROM segment");
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_segments(&r));
	CHECK(admin_shows(&r, ">Regulars</a>"));
	CHECK(admin_shows(&r, "Orders: at least 3"));
	CHECK(admin_shows(&r, "<td class=\"r num\">1</td>"));
	CHECK(admin_shows(&r, "100 %") || admin_shows(&r, "100\u00a0%") ||
		admin_shows(&r, "100%"));
	CHECK(!admin_shows(&r, "value=\"regulars\""));
	CHECK(admin_shows(&r, "value=\"slipping\""));
	r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_segment(&r));
	CHECK(admin_shows(&r, "Matches 1 customer."));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'segment'"),
		1);
}

static void rules_are_added_counted_taken_away_and_saved(struct cx *cx)
{
	value_customer(cx, "aino");
	value_customer(cx, "onni");
	struct req r = admin_req(cx,
		FORM({"name", "All"}, {"do", "add"}, {"more", "orders"},
			{"active", "1"}),
		NULL);
	CHECK_OK(admin_segment_create(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "name=\"field_0\" value=\"orders\""));
	r = admin_req(cx,
		FORM({"name", "All"}, {"do", "count"}, {"field_0", "orders"},
			{"op_0", "most"}, {"value_0", "5"}, {"active", "1"}),
		NULL);
	CHECK_OK(admin_segment_create(&r));
	CHECK(admin_shows(&r, "Matches 2 customers."));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM segment"), 0);
	r = admin_req(cx,
		FORM({"name", "All"}, {"do", "save"}, {"field_0", "spent"},
			{"op_0", "least"}, {"value_0", "12,50"},
			{"field_1", "orders"}, {"op_1", "most"},
			{"value_1", "5"}, {"drop", "0"}, {"active", "1"}),
		NULL);
	CHECK_OK(admin_segment_create(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM segment_rule"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM segment_member"), 2);
	r = admin_req(cx,
		FORM({"name", ""}, {"do", "save"}, {"field_0", "spent"},
			{"op_0", "least"}, {"value_0", "a lot"}),
		NULL);
	CHECK_OK(admin_segment_create(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "value=\"a lot\""));
	r = admin_req(cx, FORM({"name", "None"}, {"do", "save"}), NULL);
	CHECK_OK(admin_segment_create(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "Add a rule"));
}

static void the_log_speaks_in_words(struct cx *cx)
{
	value_customer(cx, "aino");
	struct req r = admin_req(cx, FORM({"proposal", "regulars"}), NULL);
	CHECK_OK(admin_segment_create(&r));
	int64_t id = test_number(cx, "SELECT id FROM segment");
	r = admin_req(cx,
		FORM({"name", "Close"}, {"do", "save"}, {"rev", "1"},
			{"field_0", "spent"}, {"op_0", "least"},
			{"value_0", "12,50"}, {"field_1", "newsletter"},
			{"op_1", "is"}, {"value_1", "1"}),
		id_path(cx, id));
	CHECK_OK(admin_segment_save(&r));
	CHECK_INT(r.status, 303);
	r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_segment(&r));
	CHECK(admin_shows(&r, "Regulars; Orders: at least 3; Days since"));
	CHECK(admin_shows(&r, "Close; Bought for: at least €12.50; "
			      "Wants letters: yes; not in use"));
	CHECK(!admin_shows(&r, "orders least"));
	CHECK(!admin_shows(&r, "update"));
}

static void the_customers_page_says_why(struct cx *cx)
{
	int64_t aino = value_customer(cx, "aino");
	for (int i = 0; i < 7; i++)
		value_order(cx, (struct value_order){aino, i, 0, 1, 2000});
	value_night(cx);
	struct req r = admin_req(cx, FORM({"proposal", "regulars"}), NULL);
	CHECK_OK(admin_segment_create(&r));
	r = admin_req(cx, NULL, id_path(cx, aino));
	CHECK_OK(admin_account(&r));
	CHECK(admin_shows(&r, "Orders: 7, at least 3"));
	CHECK(admin_shows(&r, "3 of 5"));
	CHECK(admin_shows(&r, "140.00"));
}

static void owner_makes_a_section_and_looks_at_it(struct cx *cx)
{
	segment_make(cx, value_customer(cx, "aino"));
	struct req r = admin_req(cx,
		FORM({"kind", "banner"}, {"segment", "1"}, {"title_en", "Hi"},
			{"position", "3"}, {"active", "1"},
			{"link", "//evil.example"}),
		NULL);
	CHECK_OK(admin_home_create(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "begins with one slash"));
	r = admin_req(cx,
		FORM({"kind", "banner"}, {"segment", "1"}, {"title_en", "Hi"},
			{"position", "3"}, {"active", "1"}, {"link", "/c/a"}),
		NULL);
	CHECK_OK(admin_home_create(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT segment FROM home_section"), 1);
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_home(&r));
	CHECK(admin_shows(&r, ">Hi</a>"));
	CHECK(admin_shows(&r, "On the page"));
	int64_t id = test_number(cx, "SELECT id FROM home_section");
	r = admin_req(cx, FORM({"a", "1"}), id_path(cx, id));
	CHECK_OK(admin_home_delete(&r));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM home_section"), 0);
}

static const struct test tests[] = {
	{"two_customers_get_their_own_banner",
		two_customers_get_their_own_banner},
	{"what_is_kept_is_nobodys", what_is_kept_is_nobodys},
	{"what_the_owner_looks_at_first_has_the_visitors_links",
		what_the_owner_looks_at_first_has_the_visitors_links},
	{"who_objected_or_switched_it_off_sees_what_all_see",
		who_objected_or_switched_it_off_sees_what_all_see},
	{"the_log_of_a_section_is_in_words", the_log_of_a_section_is_in_words},
	{"sections_come_and_go_by_the_clock",
		sections_come_and_go_by_the_clock},
	{"coupon_is_for_members_and_the_others_are_told",
		coupon_is_for_members_and_the_others_are_told},
	{"offer_without_a_code_is_for_members_too",
		offer_without_a_code_is_for_members_too},
	{"who_left_the_segment_is_told_when_placing",
		who_left_the_segment_is_told_when_placing},
	{"a_use_is_refused_to_who_is_not_in_it",
		a_use_is_refused_to_who_is_not_in_it},
	{"cart_says_whose_a_code_is", cart_says_whose_a_code_is},
	{"owner_adds_a_proposal_and_sees_its_size",
		owner_adds_a_proposal_and_sees_its_size},
	{"rules_are_added_counted_taken_away_and_saved",
		rules_are_added_counted_taken_away_and_saved},
	{"the_log_speaks_in_words", the_log_speaks_in_words},
	{"the_customers_page_says_why", the_customers_page_says_why},
	{"owner_makes_a_section_and_looks_at_it",
		owner_makes_a_section_and_looks_at_it},
	{NULL, NULL},
};

int main(void)
{
	if (shop_init())
		return 1;
	return test_run(tests);
}
