#include "tests/admin.h"
#include "tests/orders.h"

#include <string.h>

#include "domain/outbox.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "domain/stock.h"
#include "domain/text_page.h"
#include "domain/withdrawal.h"
#include "handlers/admin/admin.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *id_path(struct cx *cx, const char *name, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		name, arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static int settings_post(
	struct cx *cx, const char *part, const struct param *form)
{
	struct req r = admin_req(cx, form, FORM({"part", part}));
	CHECK_OK(admin_settings_save(&r));
	return r.status;
}

static void settings_are_checked_and_kept(struct cx *cx)
{
	setting_use(cx, -1);
	CHECK_INT(settings_post(cx, "money",
			  FORM({"shop.iban", "FI21 1234 5600 0007 86"},
				  {"shop.bic", "NDEAFIHH"})),
		422);
	CHECK_STR(setting_get(cx, "shop.iban"), "");
	CHECK_STR(setting_get(cx, "shop.bic"), "");
	CHECK_INT(settings_post(cx, "money",
			  FORM({"shop.iban", "fi21 1234 5600 0007 85"},
				  {"shop.bic", "ndeafihh"})),
		303);
	CHECK_STR(setting_get(cx, "shop.iban"), "FI21 1234 5600 0007 85");
	CHECK_INT(settings_post(cx, "delivery",
			  FORM({"delivery.promise_fi", "Perillä pian"})),
		303);
	CHECK_STR(setting_get_in(cx, "delivery.promise", "fi"), "Perillä pian");
	CHECK_INT(settings_post(cx, "home",
			  FORM({"home.link", "https://evil.example/"})),
		422);
	CHECK_INT(
		settings_post(cx, "home", FORM({"home.link", "//evil"})), 422);
	CHECK_INT(settings_post(cx, "mail",
			  FORM({"shop.sender", "a@b.example\r\nBcc: x"})),
		422);
	CHECK_INT(settings_post(cx, "shop", FORM({"shop.name", " "})), 422);
	CHECK_STR(setting_get(cx, "home.link"), "");
}

static void shop_closes_and_opens(struct cx *cx)
{
	setting_use(cx, -1);
	CHECK_INT(settings_post(cx, "open", FORM({"shop.closed", "1"})), 303);
	CHECK(setting_bool(cx, "shop.closed"));
	CHECK_INT(settings_post(cx, "open", FORM({"shop.closed_text_en", ""})),
		303);
	CHECK(!setting_bool(cx, "shop.closed"));
}

static struct req login(struct cx *cx, const char *password, const char *next)
{
	struct param *f = ARENA_ARRAY(cx->arena, struct param, 4);
	f[0] = (struct param){"email", "s@shop.example"};
	f[1] = (struct param){"password", password};
	f[2] = (struct param){"next", next};
	struct req r = admin_req(cx, f, NULL);
	CHECK_OK(admin_login(&r));
	return r;
}

static void login_leads_only_into_the_admin(struct cx *cx)
{
	static const char *const hostile[] = {"https://evil.example/",
		"//evil.example", "/admin//evil.example", "/administrator",
		"/admin\\evil", "/admin/../cart", "/admin/login", "/cart",
		"/admin/x\r\nSet-Cookie: a=b", ""};
	int64_t id;
	CHECK_OK(staff_add(cx, "s@shop.example", "S", "green river 71", &id));
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct req r = login(cx, "green river 71", hostile[i]);
		CHECK_INT(r.status, 303);
		CHECK_STR(r.location, "/admin");
	}
	struct req r = login(cx, "green river 71", "/admin/orders?show=topack");
	CHECK_STR(r.location, "/admin/orders?show=topack");
}

static void wrong_password_is_asked_again(struct cx *cx)
{
	int64_t id;
	CHECK_OK(staff_add(cx, "s@shop.example", "S", "green river 71", &id));
	struct req r = login(cx, "green river 72", "/admin/orders");
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "value=\"s@shop.example\""));
	CHECK(admin_shows(&r, "value=\"/admin/orders\""));
	CHECK(!admin_shows(&r, "green river 72"));
}

static void order_page_offers_what_can_be_done(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	const struct param *path = id_path(cx, "number", o.number);
	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, ">Mark as paid</button>"));
	CHECK(!admin_shows(&r, ">Ship</button>"));

	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_OK(admin_order_paid(&r));
	CHECK_INT(r.status, 303);
	r = admin_req(cx, FORM({"token", ""}), path);
	CHECK_OK(admin_order_paid(&r));
	CHECK_INT(r.status, 409);
	CHECK(admin_shows(&r, ">Ship</button>"));

	r = admin_req(cx, FORM({"carrier", ""}, {"tracking", ""}), path);
	CHECK_OK(admin_order_ship(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.fulfilment, "shipped");
}

static void cancelling_asks_first_and_gives_goods_back(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	struct stock_now s;
	CHECK_OK(order_get(cx, id, &o));
	const struct param *path = id_path(cx, "number", o.number);
	struct req r = admin_req(cx, NULL, path);
	CHECK_OK(admin_order_cancel_ask(&r));
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "placed");

	r = admin_req(cx, FORM({"reason", "Sold in the store"}), path);
	CHECK_OK(admin_order_cancel(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "cancelled");
	CHECK_OK(stock_now(cx, o.lines[0].variant, &s));
	CHECK_INT(s.held, 0);
	test_books_agree(cx);
}

static void withdrawal_is_seen_and_settled(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct order o;
	struct withdrawal w, now;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_OK(withdrawal_confirm(cx, "Aino <b>K</b>",
		arena_printf(cx->arena, "%lld", (long long)o.number), o.email,
		"attempt", &w));
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_cases(&r));
	CHECK(admin_shows(&r, "Aino &lt;b&gt;K"));
	r = admin_req(cx, NULL, id_path(cx, "number", o.number));
	CHECK_OK(admin_order(&r));
	CHECK(admin_shows(&r, "Withdrawal from the contract"));
	r = admin_req(cx, NULL, id_path(cx, "id", w.id));
	CHECK_OK(admin_case(&r));
	CHECK(admin_shows(&r, "has not left your shop"));

	struct param path[] = {
		id_path(cx, "id", w.id)[0], {"move", "settle"}, {NULL, NULL}};
	cx->staff = 1;
	r = admin_req(
		cx, FORM({"rev", "2"}, {"amount", "0"}, {"less", ""}), path);
	CHECK_OK(admin_case_move(&r));
	CHECK_INT(r.status, 409); /* not as it was shown */
	r = admin_req(
		cx, FORM({"rev", "1"}, {"amount", "1"}, {"less", ""}), path);
	CHECK_OK(admin_case_move(&r));
	CHECK_INT(r.status, 422); /* nothing was paid */
	r = admin_req(
		cx, FORM({"rev", "1"}, {"amount", "0"}, {"less", ""}), path);
	CHECK_OK(admin_case_move(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(withdrawal_of_order(cx, id, &now));
	CHECK_STR(now.state, "settled");

	path[1].value = "remark";
	r = admin_req(cx, FORM({"rev", "2"}, {"remark", "Paid back"}), path);
	CHECK_OK(admin_case_move(&r));
	CHECK_OK(withdrawal_of_order(cx, id, &now));
	CHECK_STR(now.remark, "Paid back");
	path[1].value = "refuse";
	r = admin_req(cx, FORM({"rev", "3"}, {"answer", "No"}), path);
	CHECK_OK(admin_case_move(&r));
	CHECK_INT(r.status, 409);
}

static void several_orders_ship_at_once(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t ids[2];
	const char *numbers[2];
	struct order o;
	for (int i = 0; i < 2; i++) {
		ids[i] = test_order_of(
			cx, i ? "s2" : "s1", mug, 1, "parcel", "transfer");
		CHECK_OK(order_get(cx, ids[i], &o));
		numbers[i] = arena_printf(
			cx->arena, "%lld", (long long)o.number);
	}
	cx->staff = 1;
	CHECK_OK(order_mark_paid(cx, ids[0]));

	struct req r = admin_req(cx,
		FORM({"order", numbers[0]}, {"order", numbers[1]},
			{"order", "x"}, {"do", "ship"}),
		NULL);
	CHECK_OK(admin_orders_bulk(&r));

	CHECK_INT(r.status, 303);
	CHECK_OK(order_get(cx, ids[0], &o));
	CHECK_STR(o.fulfilment, "shipped");
	CHECK_OK(order_get(cx, ids[1], &o));
	CHECK_STR(o.fulfilment, "none");
	test_books_agree(cx);
}

static void failed_job_is_tried_again(struct cx *cx)
{
	CHECK_OK(outbox_add(cx, "mail", "k1", "{}", cx->now));
	struct job job;
	CHECK_OK(outbox_take(cx, 1000, &job));
	CHECK_OK(outbox_failed(cx, job.id, "no <such> host", true));
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_jobs(&r));
	CHECK(admin_shows(&r, "no &lt;such&gt; host"));
	CHECK(admin_shows(&r, "Try again"));

	r = admin_req(cx, FORM({"token", ""}), id_path(cx, "id", job.id));
	CHECK_OK(admin_job_retry(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(outbox_take(cx, 1000, &job));
}

static int text_post(
	struct cx *cx, const char *title, const char *role, int64_t id)
{
	struct param *f = ARENA_ARRAY(cx->arena, struct param, 5);
	struct text_page p = {.rev = 0};
	if (id)
		CHECK_OK(text_page_get(cx, id, &p));
	f[0] = (struct param){"title_en", title};
	f[1] = (struct param){"body_en", "Words"};
	f[2] = (struct param){
		"rev", arena_printf(cx->arena, "%lld", (long long)p.rev)};
	if (role)
		f[3] = (struct param){"role", role};
	struct req r = admin_req(cx, f, id ? id_path(cx, "id", id) : NULL);
	CHECK_OK(id ? admin_text_save(&r) : admin_text_create(&r));
	return r.status;
}

/* A shop that begins empty must be able to have its terms accepted. */
static void new_page_can_be_the_terms(struct cx *cx)
{
	struct text_page p;
	CHECK_INT(text_post(cx, "Our terms", "terms", 0), 303);
	CHECK_OK(text_page_by_role(cx, "terms", &p));
	CHECK_STR(p.title, "Our terms");
	CHECK_INT(text_post(cx, "Other terms", "terms", 0), 422);
	CHECK_INT(text_post(cx, "Our new terms", NULL, p.id), 303);
	CHECK_OK(text_page_by_role(cx, "terms", &p));
	CHECK_STR(p.title, "Our new terms");
	CHECK_INT(text_post(cx, "About us", "", 0), 303);
	CHECK_INT(text_post(cx, "Our old terms", "", p.id), 303);
	CHECK_INT(text_page_by_role(cx, "terms", &p), ERR_NOT_FOUND);
}

static void strange_numbers_are_not_found(struct cx *cx)
{
	static const char *const strange[] = {
		"", "0", "-1", "1e3", "x", "99999999999999999999", "1'--"};
	for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++) {
		struct req r = admin_req(cx, NULL,
			FORM({"number", strange[i]}, {"id", strange[i]}));
		CHECK_INT(admin_order(&r), ERR_NOT_FOUND);
		CHECK_INT(admin_order_refund(&r), ERR_NOT_FOUND);
		CHECK_INT(admin_order_refund_ask(&r), ERR_NOT_FOUND);
		CHECK_INT(admin_product(&r), ERR_NOT_FOUND);
		CHECK_INT(admin_customer(&r), ERR_NOT_FOUND);
		CHECK_INT(admin_category(&r), ERR_NOT_FOUND);
		CHECK_INT(admin_text(&r), ERR_NOT_FOUND);
	}
}

static void empty_shop_says_what_to_do_first(struct cx *cx)
{
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_overview(&r));
	CHECK(admin_shows(&r, "First steps"));
	CHECK(admin_shows(&r, "href=\"/admin/products/new\""));
}

int main(void)
{
	return test_run((struct test[]){
		{"settings are checked and kept",
			settings_are_checked_and_kept},
		{"shop closes and opens", shop_closes_and_opens},
		{"login leads only into the admin",
			login_leads_only_into_the_admin},
		{"wrong password is asked again",
			wrong_password_is_asked_again},
		{"order page offers what can be done",
			order_page_offers_what_can_be_done},
		{"cancelling asks first and gives goods back",
			cancelling_asks_first_and_gives_goods_back},
		{"withdrawal is seen and settled",
			withdrawal_is_seen_and_settled},
		{"several orders ship at once", several_orders_ship_at_once},
		{"failed job is tried again", failed_job_is_tried_again},
		{"new page can be the terms", new_page_can_be_the_terms},
		{"strange numbers are not found",
			strange_numbers_are_not_found},
		{"empty shop says what to do first",
			empty_shop_says_what_to_do_first},
		{NULL, NULL},
	});
}
