#include "tests/orders.h"

#include <string.h>

#include "domain/customer.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"

static int64_t order_as(struct cx *cx, const char *session, int64_t variant,
	const char *email, const char *name)
{
	struct order_placed placed = {0};
	const char *why = "";
	test_cart(cx, session, variant, 1);
	struct order_draft d = test_draft(cx, session, session);
	d.email = email;
	d.name = name;
	CHECK_OK(order_place(cx, &d, &placed, &why));
	cx->now += MS_HOUR;
	return placed.id;
}

static size_t found(struct cx *cx, const char *find, struct customer_row **rows)
{
	size_t n = 0;
	int64_t total = -1;
	CHECK_OK(customer_list(cx, find, 0, 50, rows, &n, &total));
	CHECK_INT(total, n);
	return n;
}

static void orders_of_one_address_are_one_customer(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t first = order_as(cx, "s1", mug, "aino@mail.example", "Aino K");
	int64_t last = order_as(
		cx, "s2", mug, "Aino@Mail.example", "Aino Korhonen");
	order_as(cx, "s3", mug, "leena@mail.example", "Leena");
	struct customer_row *rows;

	CHECK_INT(found(cx, "", &rows), 2);
	CHECK_STR(rows[0].name, "Leena");
	CHECK_STR(rows[1].name, "Aino Korhonen");
	CHECK_INT(rows[1].orders, 2);
	CHECK_INT(rows[1].order, last);

	struct customer_row one;
	CHECK_OK(customer_by_order(cx, first, &one));
	CHECK_INT(one.order, last);
	CHECK_INT(customer_by_order(cx, 4711, &one), ERR_NOT_FOUND);
}

static void cancelled_orders_were_not_bought(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t id = order_as(cx, "s1", mug, "aino@mail.example", "Aino");
	struct customer_row *rows;
	CHECK_INT(found(cx, "", &rows), 1);
	CHECK(rows[0].spent.minor > 0);

	cx->staff = 1;
	CHECK_OK(order_cancel(cx, id, ""));

	CHECK_INT(found(cx, "", &rows), 1);
	CHECK_INT(rows[0].spent.minor, 0);
	CHECK_INT(rows[0].orders, 1);
}

static void search_takes_what_is_typed_as_it_stands(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	order_as(cx, "s1", mug, "aino@mail.example", "Aino Äijälä");
	order_as(cx, "s2", mug, "leena@mail.example", "Leena");
	struct customer_row *rows;

	CHECK_INT(found(cx, "AINO", &rows), 1);
	CHECK_INT(found(cx, "Äijälä", &rows), 1);
	CHECK_INT(found(cx, "leena@", &rows), 1);
	CHECK_INT(found(cx, "%", &rows), 0);
	CHECK_INT(found(cx, "_", &rows), 0);
	CHECK_INT(found(cx, "' OR 1=1 --", &rows), 0);
}

static void account_of(struct cx *cx, const char *email)
{
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO customer (id, email, email_norm, name,"
			" locale, created_ms, verified_ms, company)"
			" VALUES (7, '%s', '%s', 'Leena Virta', 'fi', 5, 6,"
			" 'Kaisla Oy')",
			email, email)));
}

static void accounts_are_customers_before_they_order(struct cx *cx)
{
	struct customer_row *rows, one;
	struct customer_facts f;
	account_of(cx, "leena@mail.example");
	CHECK_INT(found(cx, "", &rows), 1);
	CHECK_STR(rows[0].name, "Leena Virta");
	CHECK_STR(rows[0].email, "leena@mail.example");
	CHECK_INT(rows[0].order, 0);
	CHECK_INT(rows[0].account, 7);
	CHECK(rows[0].verified);
	CHECK_INT(found(cx, "virta", &rows), 1);
	CHECK_INT(found(cx, "kaisla", &rows), 1);
	CHECK_INT(found(cx, "aino", &rows), 0);
	CHECK_OK(customer_by_account(cx, 7, &one));
	CHECK_INT(one.orders, 0);
	CHECK_INT(customer_by_account(cx, 8, &one), ERR_NOT_FOUND);
	CHECK_OK(customer_account_facts(cx, 7, &f));
	CHECK_INT(f.since_ms, 5);
	CHECK_STR(f.company, "Kaisla Oy");
}

static void account_and_orders_of_an_address_are_one_row(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	struct customer_row *rows, one;
	account_of(cx, "leena@mail.example");
	int64_t id = order_as(cx, "s1", mug, "Leena@mail.example", "Leena");
	order_as(cx, "s2", mug, "aino@mail.example", "Aino");
	CHECK_INT(found(cx, "", &rows), 2);
	CHECK_STR(rows[0].name, "Aino");
	CHECK_INT(rows[0].account, 0);
	CHECK(!rows[0].verified);
	CHECK_INT(rows[1].account, 7);
	CHECK_INT(rows[1].order, id);
	CHECK_INT(rows[1].orders, 1);
	CHECK_OK(customer_by_account(cx, 7, &one));
	CHECK_INT(one.order, id);
	/* whoever is erased is nobody's row */
	CHECK_OK(db_run_script(cx->db,
		"UPDATE customer SET email_norm = NULL, archived_ms = 9"));
	CHECK_INT(customer_by_account(cx, 7, &one), ERR_NOT_FOUND);
}

int main(void)
{
	return test_run((struct test[]){
		{"orders of one address are one customer",
			orders_of_one_address_are_one_customer},
		{"cancelled orders were not bought",
			cancelled_orders_were_not_bought},
		{"search takes what is typed as it stands",
			search_takes_what_is_typed_as_it_stands},
		{"accounts are customers before they order",
			accounts_are_customers_before_they_order},
		{"account and orders of an address are one row",
			account_and_orders_of_an_address_are_one_row},
		{NULL, NULL},
	});
}
