/* The owner's page of shelves and of the model. */
#include <string.h>

#include "domain/rail_hand.h"
#include "domain/relation.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"
#include "lib/err.h"
#include "tests/account.h"
#include "tests/admin.h"
#include "tests/orders.h"

static struct req page(struct cx *cx)
{
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_shelves(&r));
	CHECK_INT(r.status, 200);
	return r;
}

static int post(struct cx *cx, struct req *r, const struct param *form)
{
	*r = admin_req(cx, form, NULL);
	return admin_shelves_do(r);
}

static void a_shelf_is_turned_off_and_on(struct cx *cx)
{
	static const struct param off[] = {{"do", "switch"}, {"rail", "with"},
		{"active", "0"}, {NULL, NULL}};
	static const struct param on[] = {{"do", "switch"}, {"rail", "with"},
		{"active", "1"}, {NULL, NULL}};
	const struct rail_hand *h;
	struct req r = page(cx);
	CHECK(admin_shows(&r, "Turn off<span class=\"vh\"> Goes with</span>"));
	CHECK_OK(post(cx, &r, off));
	CHECK_INT(r.status, 303);
	CHECK_OK(rail_hand_use(cx, -1, "with", &h));
	CHECK(!h->active);
	r = page(cx);
	CHECK(admin_shows(&r, "Turn on<span class=\"vh\"> Goes with</span>"));
	CHECK_OK(post(cx, &r, on));
	CHECK_OK(rail_hand_use(cx, -1, "with", &h));
	CHECK(h->active);
}

static void a_product_is_pinned_by_its_sku_and_removed_again(struct cx *cx)
{
	int64_t mug;
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Big mug",
				 .sku = "MUG-1",
				 .product = &mug});
	static const struct param pin[] = {{"do", "pick"},
		{"product", " MUG-1 "}, {"rail", "similar"}, {"kind", "pin"},
		{NULL, NULL}};
	struct req r;
	CHECK_OK(post(cx, &r, pin));
	CHECK_INT(r.status, 303);
	r = page(cx);
	CHECK(admin_shows(&r, ">Big mug</a></th><td>Similar</td>"));
	const struct param gone[] = {{"do", "unpick"}, {"rail", "similar"},
		{"id", arena_printf(cx->arena, "%lld", (long long)mug)},
		{NULL, NULL}};
	CHECK_OK(post(cx, &r, gone));
	r = page(cx);
	CHECK(!admin_shows(&r, "Big mug"));
	CHECK(admin_shows(&r, "the model chooses alone"));
	CHECK_INT(post(cx, &r, gone), ERR_NOT_FOUND);
}

static void an_unknown_product_is_said_beside_the_field(struct cx *cx)
{
	static const struct param form[] = {{"do", "pick"},
		{"product", "no such <thing>"}, {"rail", "new"},
		{"kind", "hide"}, {NULL, NULL}};
	struct req r;
	CHECK_OK(post(cx, &r, form));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "No product is called “no such &lt;thing&gt;”."));
	CHECK(admin_shows(&r, "value=\"no such &lt;thing&gt;\""));
	CHECK(admin_shows(&r, "<option value=\"new\" selected>"));
	CHECK(admin_shows(&r, "<option value=\"hide\" selected>"));
}

static void what_is_no_choice_is_refused(struct cx *cx)
{
	static const struct param rail[] = {{"do", "switch"},
		{"rail", "everything"}, {"active", "0"}, {NULL, NULL}};
	static const struct param kind[] = {{"do", "pick"}, {"product", "mug"},
		{"rail", "new"}, {"kind", "push"}, {NULL, NULL}};
	static const struct param what[] = {{"do", "drop"}, {NULL, NULL}};
	struct req r;
	test_product(cx, (struct test_product){.slug = "mug"});
	CHECK_INT(post(cx, &r, rail), ERR_NOT_FOUND);
	CHECK_INT(post(cx, &r, kind), ERR_BAD);
	CHECK_INT(post(cx, &r, what), ERR_BAD);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM rail_pick"), 0);
}

static void the_model_is_told_of_and_asked_for(struct cx *cx)
{
	static const struct param form[] = {{"do", "model"}, {NULL, NULL}};
	struct req r = page(cx);
	CHECK(admin_shows(&r, "There is none yet."));
	test_product(
		cx, (struct test_product){.slug = "mug", .name = "Alone mug"});
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO model (id, state, why, orders, customers,"
		" products, method, took_ms, began_ms, served_ms) VALUES"
		" (7, 'serving', 'night', 1234, 567, 89, 'ease', 2500,"
		" 1795400000000, 1795400003000)"));
	r = page(cx);
	CHECK(admin_shows(&r, "<dd>1234</dd>"));
	CHECK(admin_shows(&r, "<dd>567</dd>"));
	CHECK(admin_shows(&r, "2.5 seconds"));
	CHECK(admin_shows(&r, "as every night"));
	CHECK(admin_shows(&r, "Products without neighbours: 1."));
	CHECK(admin_shows(&r, ">Alone mug</a>"));
	CHECK_OK(post(cx, &r, form));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'model'"),
		1);
}

static void a_product_is_tried_without_leaving_a_trace(struct cx *cx)
{
	static const struct param query[] = {
		{"product", "MUG-1"}, {NULL, NULL}};
	int64_t mug, plate;
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Big mug",
				 .sku = "MUG-1",
				 .on_hand = 5,
				 .product = &mug});
	test_product(cx, (struct test_product){.slug = "plate",
				 .name = "Flat plate",
				 .on_hand = 5,
				 .product = &plate});
	CHECK_OK(relation_set(cx, mug, "goes_with", &plate, 1));
	int64_t audits = test_number(cx, "SELECT count(*) FROM audit");
	struct req r = admin_req(cx, NULL, NULL);
	r.query = query;
	CHECK_OK(admin_suggestions_try(&r));
	CHECK(admin_shows(&r, "id=\"on-with\""));
	CHECK(admin_shows(
		&r, ">Flat plate</a> <span class=\"pill\">your pick"));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"), audits);
	CHECK_OK(rail_switch(cx, "with", false));
	r = admin_req(cx, NULL, NULL);
	r.query = query;
	CHECK_OK(admin_suggestions_try(&r));
	CHECK(admin_shows(&r, "You have turned this shelf off."));
}

static void a_look_at_a_customer_is_written_down(struct cx *cx)
{
	static const struct param form[] = {
		{"customer", " AINO@example.com "}, {NULL, NULL}};
	static const struct param nobody[] = {
		{"customer", "eino@example.com"}, {NULL, NULL}};
	static const char count[] = "SELECT count(*) FROM audit WHERE"
				    " entity = 'customer' AND action = 'look'";
	int64_t id = test_account(cx, "aino@example.com");
	struct req r = admin_req(cx, nobody, NULL);
	CHECK_OK(admin_suggestions_look(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "No account has this address or this order."));
	CHECK_INT(test_number(cx, count), 0);
	r = admin_req(cx, form, NULL);
	CHECK_OK(admin_suggestions_look(&r));
	CHECK_INT(r.status, 200);
	CHECK(admin_shows(&r, "id=\"on-for-you\""));
	CHECK_INT(test_number(cx, count), 1);
	CHECK(id > 0);
}

int main(void)
{
	return test_run((const struct test[]){
		{"a shelf is turned off and on", a_shelf_is_turned_off_and_on},
		{"a product is pinned by its SKU and removed again",
			a_product_is_pinned_by_its_sku_and_removed_again},
		{"an unknown product is said beside the field",
			an_unknown_product_is_said_beside_the_field},
		{"what is no choice is refused", what_is_no_choice_is_refused},
		{"the model is told of and asked for",
			the_model_is_told_of_and_asked_for},
		{"a product is tried without leaving a trace",
			a_product_is_tried_without_leaving_a_trace},
		{"a look at a customer is written down",
			a_look_at_a_customer_is_written_down},
		{NULL, NULL},
	});
}
