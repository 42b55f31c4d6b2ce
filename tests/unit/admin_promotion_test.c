/* The owner's pages of promotions, their codes and gift cards. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/gift_card.h"
#include "domain/promotion.h"
#include "domain/promotion_desk.h"
#include "handlers/admin/admin.h"
#include "lib/arena.h"
#include "lib/db.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *id_path(struct cx *cx, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

/* A promotion of ten per cent, made by its form; its id. */
static int64_t made(struct cx *cx)
{
	struct req r = admin_req(cx,
		FORM({"name", "Spring"}, {"kind", "percent"},
			{"percent", "12,5"}, {"by_code", "1"}, {"stacks", "1"},
			{"sale_too", "1"}, {"limit_each", "1"}, {"group", "0"},
			{"label_en", "Spring sale"}, {"label_fi", "Kevätale"}),
		NULL);
	CHECK_OK(admin_promotion_create(&r));
	CHECK_INT(r.status, 303);
	return test_number(cx, "SELECT max(id) FROM promotion");
}

static void promotion_is_made_found_and_said_in_words(struct cx *cx)
{
	struct promotion_edit p;
	int64_t id = made(cx);
	CHECK_OK(promotion_get(cx, id, &p));
	CHECK_INT(p.percent_bp, 1250);
	CHECK_INT(p.limit_each, 1);
	CHECK(p.by_code && p.stacks && p.sale_too && p.active);
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_promotions(&r));
	CHECK(admin_shows(&r, ">Spring</a>"));
	r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_promotion(&r));
	CHECK(admin_shows(&r, "Takes 12.5"));
	CHECK(admin_shows(&r, "Each buyer can use it 1 time."));
	CHECK(admin_shows(&r, "Kevätale"));
}

static void form_tells_what_the_kind_misses(struct cx *cx)
{
	struct req r = admin_req(cx,
		FORM({"name", ""}, {"kind", "buy_get"}, {"percent", "101"},
			{"from", "2026-11-27T09:00"},
			{"to", "2026-11-26T09:00"}),
		NULL);
	CHECK_OK(admin_promotion_create(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "from 1 to 100"));
	CHECK(admin_shows(&r, "Write how many have to be bought."));
	CHECK(admin_shows(&r, "It ends before it begins."));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM promotion"), 0);
}

static void goods_are_found_chosen_and_dropped(struct cx *cx)
{
	int64_t product, id = made(cx);
	test_product(cx, (struct test_product){.name = "Kide mug",
				 .slug = "kide",
				 .product = &product});
	const char *code = arena_printf(
		cx->arena, "product/%lld", (long long)product);
	struct req r = admin_req(cx,
		FORM({"do", "find"}, {"name", "Typed"}, {"kind", "percent"},
			{"find", "kide"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_save(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "value=\"Typed\""));
	CHECK(admin_shows(&r,
		arena_printf(cx->arena, "name=\"target\" value=\"%s\"", code)));

	r = admin_req(cx,
		FORM({"do", "save"}, {"rev", "1"}, {"name", "Spring"},
			{"kind", "percent"}, {"percent", "10"},
			{"target", code}, {"target", "product/999"},
			{"target", "staff/1"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_save(&r));
	CHECK_INT(r.status, 303);
	struct promotion_edit p;
	CHECK_OK(promotion_get(cx, id, &p));
	CHECK_INT(p.n_targets, 1);
	CHECK_STR(p.targets[0].name, "Kide mug");

	r = admin_req(cx,
		FORM({"rev", "2"}, {"name", "Spring"}, {"kind", "percent"},
			{"percent", "10"}, {"target", code}, {"drop", code}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_save(&r));
	CHECK_OK(promotion_get(cx, id, &p));
	CHECK_INT(p.n_targets, 0);
}

static void older_revision_is_refused_and_what_was_typed_stays(struct cx *cx)
{
	int64_t id = made(cx);
	run(cx, "UPDATE promotion SET rev = 7, name = 'Theirs'");
	struct req r = admin_req(cx,
		FORM({"rev", "1"}, {"name", "Mine"}, {"kind", "percent"},
			{"percent", "10"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_save(&r));
	CHECK_INT(r.status, 409);
	CHECK(admin_shows(&r, "value=\"Mine\""));
	CHECK(admin_shows(&r, "name=\"rev\" value=\"7\""));
}

static void limit_below_the_uses_is_refused(struct cx *cx)
{
	int64_t id = made(cx);
	run(cx, "UPDATE promotion SET used = 5");
	struct req r = admin_req(cx,
		FORM({"rev", "1"}, {"name", "Mine"}, {"kind", "percent"},
			{"percent", "10"}, {"limit_all", "4"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_save(&r));
	CHECK_INT(r.status, 422);
}

static void act(struct cx *cx, int64_t id, const char *what)
{
	struct req r = admin_req(cx, FORM({"do", what}), id_path(cx, id));
	CHECK_OK(admin_promotion_state(&r));
	CHECK_INT(r.status, 303);
}

static void it_is_stopped_archived_and_brought_back(struct cx *cx)
{
	int64_t id = made(cx);
	act(cx, id, "pause");
	CHECK_INT(test_number(cx, "SELECT active FROM promotion"), 0);
	act(cx, id, "resume");
	act(cx, id, "archive");
	act(cx, id, "archive");
	struct req r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_INT(admin_promotion(&r), ERR_NOT_FOUND);
	act(cx, id, "restore");
	r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_promotion(&r));
	r = admin_req(cx, FORM({"do", "burn"}), id_path(cx, id));
	CHECK_INT(admin_promotion_state(&r), ERR_BAD);
}

static void codes_are_added_made_and_downloaded(struct cx *cx)
{
	int64_t id = made(cx);
	struct req r = admin_req(cx,
		FORM({"do", "add"}, {"code", "Welcome 10"},
			{"code_limit", "5"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_codes(&r));
	CHECK_INT(r.status, 303);
	r = admin_req(cx, FORM({"do", "add"}, {"code", "WELCOME-10"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_codes(&r));
	CHECK_INT(r.status, 422);
	r = admin_req(
		cx, FORM({"do", "add"}, {"code", "-- --"}), id_path(cx, id));
	CHECK_OK(admin_promotion_codes(&r));
	CHECK_INT(r.status, 422);

	r = admin_req(cx,
		FORM({"do", "make"}, {"many", "30"}, {"prefix", "spring"}),
		id_path(cx, id));
	CHECK_OK(admin_promotion_codes(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM coupon"), 31);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM coupon"
				  " WHERE limit_all = 1 AND length(code) = 21"
				  " AND length(code_norm) = 18"),
		30);

	run(cx, "UPDATE coupon SET used = 1 WHERE id ="
		" (SELECT max(id) FROM coupon)");
	r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_promotion_codes_file(&r));
	CHECK(strstr(admin_body(&r), "Welcome 10,0,5\r\n") != NULL);
	int lines = 0;
	for (const char *p = admin_body(&r); *p; p++)
		lines += *p == '\n';
	CHECK_INT(lines, 1 + 30);
}

static void code_is_put_away_and_brought_back(struct cx *cx)
{
	int64_t id = made(cx);
	CHECK_OK(coupon_add(cx, id, "X1", 0));
	int64_t coupon = test_number(cx, "SELECT id FROM coupon");
	const char *text = arena_printf(cx->arena, "%lld", (long long)coupon);
	struct req r = admin_req(cx, FORM({"away", text}), id_path(cx, id));
	CHECK_OK(admin_promotion_codes(&r));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM coupon"
				  " WHERE archived_ms IS NOT NULL"),
		1);
	r = admin_req(cx, FORM({"back", text}), id_path(cx, id));
	CHECK_OK(admin_promotion_codes(&r));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM coupon"
				  " WHERE archived_ms IS NOT NULL"),
		0);
}

static void gift_card_is_given_and_no_page_shows_its_code(struct cx *cx)
{
	struct req r = admin_req(
		cx, FORM({"value", "0"}, {"email", "nobody"}), NULL);
	CHECK_OK(admin_gift_card_give(&r));
	CHECK_INT(r.status, 422);
	r = admin_req(cx,
		FORM({"value", "50,00"}, {"email", "aino@posti.example"},
			{"recipient", "Aino"}, {"locale", "fi"},
			{"note", "a broken mug"}),
		NULL);
	CHECK_OK(admin_gift_card_give(&r));
	CHECK_INT(r.status, 303);
	int64_t id = test_number(cx, "SELECT id FROM gift_card");
	const char *code = gift_card_code(cx, id);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"), 1);

	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_gift_cards(&r));
	CHECK(admin_shows(&r, code + 15));
	CHECK(!admin_shows(&r, code));
	r = admin_req(cx, NULL, id_path(cx, id));
	CHECK_OK(admin_gift_card(&r));
	CHECK(admin_shows(&r, "a broken mug"));
	CHECK(!admin_shows(&r, code));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE payload LIKE '%-____-%'"),
		0);
}

static void gift_card_is_corrected_with_a_note_and_blocked(struct cx *cx)
{
	int64_t id = 0;
	CHECK_OK(gift_card_give(cx,
		&(struct gift_card_gift){.value = money(5000),
			.email = "",
			.recipient = "",
			.message = "",
			.locale = "en",
			.note = ""},
		&id));
	struct req r = admin_req(cx,
		FORM({"do", "correct"}, {"rev", "1"}, {"balance", "20"}),
		id_path(cx, id));
	CHECK_OK(admin_gift_card_do(&r));
	CHECK_INT(r.status, 422); /* why? */
	r = admin_req(cx,
		FORM({"do", "correct"}, {"rev", "1"}, {"balance", "20"},
			{"note", "typing error"}),
		id_path(cx, id));
	CHECK_OK(admin_gift_card_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT balance_minor FROM gift_card"), 2000);
	r = admin_req(cx, FORM({"do", "block"}, {"rev", "1"}), id_path(cx, id));
	CHECK_OK(admin_gift_card_do(&r));
	CHECK_INT(r.status, 409);
	r = admin_req(cx, FORM({"do", "block"}, {"rev", "2"}), id_path(cx, id));
	CHECK_OK(admin_gift_card_do(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM gift_card"
				  " WHERE state = 'blocked'"),
		1);
}

static void customer_with_an_account_is_put_in_a_group(struct cx *cx)
{
	int64_t order = test_order(cx);
	run(cx, "INSERT INTO customer_group (id, name) VALUES (7, 'Trade');"
		"INSERT INTO customer (email, email_norm, locale, created_ms)"
		" SELECT email, email_norm, 'en', 0 FROM orders");
	struct req r = admin_req(cx, FORM({"group", "7"}), id_path(cx, order));
	CHECK_OK(admin_customer_group(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT customer_group FROM customer"), 7);
	r = admin_req(cx, NULL, id_path(cx, order));
	CHECK_OK(admin_customer(&r));
	CHECK(admin_shows(&r, "value=\"7\" selected>Trade"));
	r = admin_req(cx, FORM({"group", "8"}), id_path(cx, order));
	CHECK_INT(admin_customer_group(&r), ERR_CONFLICT);
	r = admin_req(cx, FORM({"group", "0"}), id_path(cx, order));
	CHECK_OK(admin_customer_group(&r));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer"
				  " WHERE customer_group IS NULL"),
		1);
}

int main(void)
{
	static const struct test tests[] = {
		{"a promotion is made, found and said in words",
			promotion_is_made_found_and_said_in_words},
		{"the form tells what the kind misses",
			form_tells_what_the_kind_misses},
		{"goods are found, chosen and dropped",
			goods_are_found_chosen_and_dropped},
		{"an older revision is refused and what was typed stays",
			older_revision_is_refused_and_what_was_typed_stays},
		{"a limit below the uses is refused",
			limit_below_the_uses_is_refused},
		{"it is stopped, archived and brought back",
			it_is_stopped_archived_and_brought_back},
		{"codes are added, made and downloaded",
			codes_are_added_made_and_downloaded},
		{"a code is put away and brought back",
			code_is_put_away_and_brought_back},
		{"a gift card is given and no page shows its code",
			gift_card_is_given_and_no_page_shows_its_code},
		{"a gift card is corrected with a note, and blocked",
			gift_card_is_corrected_with_a_note_and_blocked},
		{"a customer with an account is put in a group",
			customer_with_an_account_is_put_in_a_group},
		{NULL, NULL},
	};
	return test_run(tests);
}
