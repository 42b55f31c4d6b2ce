#include "tests/orders.h"

#include <string.h>

#include "domain/customer.h"
#include "lib/clock.h"

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

int main(void)
{
	return test_run((struct test[]){
		{"orders of one address are one customer",
			orders_of_one_address_are_one_customer},
		{"cancelled orders were not bought",
			cancelled_orders_were_not_bought},
		{"search takes what is typed as it stands",
			search_takes_what_is_typed_as_it_stands},
		{NULL, NULL},
	});
}
