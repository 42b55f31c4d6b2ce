#include "domain/document.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "domain/document_parts.h"
#include "domain/health.h"
#include "domain/order_trace.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static struct document only(struct cx *cx, int64_t order)
{
	struct document *list;
	size_t n;
	CHECK_OK(document_list(cx, order, &list, &n));
	CHECK_INT(n, 1);
	return n ? list[0] : (struct document){.label = "", .content = "{}"};
}

static void paid_order_has_its_invoice_once(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 0);
	CHECK_OK(order_mark_paid(cx, id));
	struct document d = only(cx, id), again;
	CHECK_STR(d.kind, "invoice");
	CHECK_STR(d.label, "2026-1");
	CHECK_INT(d.day, 20261123);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_INT(d.gross.minor, o.total.minor);

	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_invoice(cx, id, &again));
	CHECK_OK(db_end(cx->db, OK));
	CHECK_INT(again.id, d.id);
	CHECK_OK(order_ship(cx, id, "", ""));
	only(cx, id);
}

static void content_is_a_copy_of_its_day(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "shop.company", NULL, "Kivi Oy"));
	CHECK_OK(setting_set(cx, "shop.business_id", NULL, "1234567-1"));
	int64_t id = test_order(cx);
	run(cx, "UPDATE orders SET company = 'Ostaja Oy', buyer_ref = 'PO-9'");
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(setting_set(cx, "shop.company", NULL, "Another Oy"));
	json_t *j = json_loads(only(cx, id).content, 0, NULL), *to;
	to = json_object_get(j, "seller");
	CHECK_STR(json_string_value(json_object_get(to, "name")), "Kivi Oy");
	CHECK_STR(
		json_string_value(json_object_get(to, "vat_id")), "FI12345671");
	to = json_object_get(j, "buyer");
	CHECK_STR(
		json_string_value(json_object_get(to, "company")), "Ostaja Oy");
	CHECK_STR(json_string_value(json_object_get(to, "ref")), "PO-9");
	CHECK_INT(json_integer_value(json_object_get(j, "due")), 0);
	CHECK_INT(json_array_size(json_object_get(j, "lines")), 2);
	json_decref(j);
}

static void vat_is_the_orders(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document_tax t"
				  " JOIN document d ON d.id = t.document"
				  " JOIN order_tax o ON o.orders = d.orders"
				  " AND o.rate_bp = t.rate_bp"
				  " AND o.gross_minor = t.gross_minor"
				  " AND o.vat_minor = t.vat_minor"),
		test_number(cx, "SELECT count(*) FROM order_tax"));
	CHECK_STR(only(cx, id).locale, cx->locale);
}

/* Payments that are rolled back leave no hole in the numbers. */
static void numbers_have_no_gap(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 50});
	for (int i = 0; i < 6; i++) {
		const char *s = arena_printf(cx->arena, "gap%d", i);
		int64_t id = test_order_of(cx, s, mug, 1, "parcel", "transfer");
		if (i % 2) { /* a crash before the commit */
			CHECK_OK(db_begin(cx->db));
			CHECK_OK(order_mark_paid(cx, id));
			CHECK_INT(db_end(cx->db, ERR_BUSY), ERR_BUSY);
			continue;
		}
		CHECK_OK(order_mark_paid(cx, id));
	}
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 3);
	CHECK_INT(test_number(cx, "SELECT max(number) FROM document"), 3);
	CHECK_INT(test_number(cx, "SELECT min(number) FROM document"), 1);
	CHECK_INT(health_documents(cx), 0);
	run(cx, "DELETE FROM document_tax WHERE document = 2;"
		"DELETE FROM document WHERE id = 2");
	CHECK_INT(health_documents(cx), 1);
}

static void numbers_begin_anew_each_year(struct cx *cx)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 50});
	int64_t first = test_order_of(cx, "a", mug, 1, "parcel", "transfer");
	int64_t next = test_order_of(cx, "b", mug, 1, "parcel", "transfer");
	CHECK_OK(order_mark_paid(cx, first));
	/* Half an hour past midnight in Helsinki: still 2026 in UTC. */
	cx->now = clock_moment(20270101, 30);
	CHECK_OK(order_mark_paid(cx, next));
	CHECK_STR(only(cx, next).label, "2027-1");
	struct document d;
	CHECK_OK(document_by_label(cx, "2026-1", &d));
	CHECK_INT(d.order, first);
	CHECK_INT(document_by_label(cx, "2026-2", &d), ERR_NOT_FOUND);
	CHECK_INT(document_by_label(cx, "H2026-1", &d), ERR_NOT_FOUND);
	CHECK_INT(document_by_label(cx, "2026-1x", &d), ERR_NOT_FOUND);
	CHECK_INT(document_by_label(cx, "", &d), ERR_NOT_FOUND);
}

static void unpaid_transfer_has_no_invoice_yet(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_confirmed(cx, id));
	CHECK_OK(db_end(cx->db, OK));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 0);
}

static void order_to_be_paid_by_invoice_has_it_at_once(struct cx *cx)
{
	int64_t id = test_order(cx);
	run(cx, "UPDATE orders SET payment = 'invoice', state = 'confirmed'");
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_confirmed(cx, id));
	CHECK_OK(db_end(cx->db, OK));
	json_t *j = json_loads(only(cx, id).content, 0, NULL);
	CHECK_INT(json_integer_value(json_object_get(j, "due")),
		json_integer_value(json_object_get(j, "total")));
	json_decref(j);
}

/* Two mugs at 10.00 and 4.90 of delivery, paid; the first line's id. */
static int64_t two_mugs(struct cx *cx, int64_t *order)
{
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	*order = test_order_of(cx, "s1", mug, 2, "parcel", "transfer");
	CHECK_OK(order_mark_paid(cx, *order));
	return test_number(
		cx, "SELECT id FROM order_line WHERE kind = 'goods'");
}

static int credit_one(struct cx *cx, int64_t n)
{
	run(cx, "INSERT INTO credit (orders, reason, at_ms)"
		" SELECT id, 'return', 1 FROM orders");
	run(cx, "INSERT INTO credit_line (credit, order_line, qty,"
		" gross_minor, vat_minor)"
		" SELECT (SELECT max(id) FROM credit), id, 1, 1000, 203"
		" FROM order_line WHERE kind = 'goods'");
	struct document d;
	CHECK_OK(db_begin(cx->db));
	int rc = document_credit_note(cx, n, &d);
	return db_end(cx->db, rc);
}

static void credit_note_names_its_invoice(struct cx *cx)
{
	int64_t order;
	two_mugs(cx, &order);
	CHECK_OK(credit_one(cx, 1));
	struct document *list;
	size_t n;
	CHECK_OK(document_list(cx, order, &list, &n));
	CHECK_INT(n, 2);
	CHECK_STR(list[1].label, "H2026-1");
	CHECK_INT(list[1].invoice, list[0].id);
	CHECK_INT(list[1].gross.minor, -1000);
	CHECK_INT(test_number(cx, "SELECT vat_minor FROM document_tax"
				  " WHERE gross_minor < 0"),
		-203);
	json_t *j = json_loads(list[1].content, 0, NULL);
	json_t *to = json_object_get(j, "invoice");
	CHECK_STR(json_string_value(json_object_get(to, "label")), "2026-1");
	json_decref(j);

	/* Once a credit. */
	struct document again;
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_credit_note(cx, 1, &again));
	CHECK_OK(db_end(cx->db, OK));
	CHECK_INT(again.id, list[1].id);
}

static void order_without_invoice_needs_no_credit_note(struct cx *cx)
{
	test_order(cx);
	CHECK_OK(credit_one(cx, 1));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 0);
}

static void change(struct cx *cx, int64_t line, int delta, int amount)
{
	struct db_stmt *q = db_prepare(cx->db,
		"INSERT INTO line_change (order_line, delta, amount_minor,"
		" reason, at_ms) VALUES (:line, :delta, :amount, 'x', 1)");
	db_bind_int(q, ":line", line);
	db_bind_int(q, ":delta", delta);
	db_bind_int(q, ":amount", amount);
	CHECK_OK(db_exec(q, NULL));
}

static void settle(struct cx *cx, int64_t order)
{
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_after_change(cx, order));
	CHECK_OK(db_end(cx->db, OK));
}

static void changed_lines_get_their_documents_once(struct cx *cx)
{
	int64_t order, line = two_mugs(cx, &order);
	settle(cx, order);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 1);

	change(cx, line, 1, 1000);
	settle(cx, order);
	settle(cx, order);
	struct document *list;
	size_t n;
	CHECK_OK(document_list(cx, order, &list, &n));
	CHECK_INT(n, 2);
	CHECK_STR(list[1].label, "2026-2");
	CHECK_INT(list[1].gross.minor, 1000);

	change(cx, line, -3, -3000);
	settle(cx, order);
	settle(cx, order);
	CHECK_OK(document_list(cx, order, &list, &n));
	CHECK_INT(n, 3);
	CHECK_STR(list[2].label, "H2026-1");
	CHECK_INT(list[2].invoice, list[0].id);
	CHECK_INT(list[2].gross.minor, -3000);
	/* What is left is the delivery, and its VAT to the cent. */
	CHECK_INT(test_number(cx, "SELECT sum(gross_minor) FROM document_tax"),
		490);
	CHECK_INT(test_number(cx, "SELECT sum(vat_minor) FROM document_tax"),
		money_vat(money(490), 2550).minor);
}

static void credit_of_a_change_is_not_credited_twice(struct cx *cx)
{
	int64_t order, line = two_mugs(cx, &order);
	change(cx, line, -1, -1000);
	CHECK_OK(credit_one(cx, 1));
	run(cx, "UPDATE document SET content = replace(content,"
		" '\"reason\":\"return\"', '\"reason\":\"changed\"')");
	settle(cx, order);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM document"), 2);
}

/* Goods first: the way to pay is chosen at the checkout. */
static void order_on_invoice_is_due_and_then_overdue(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	CHECK_OK(setting_set(cx, "pay.invoice.business", NULL, "0"));
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 5});
	int64_t id = test_order_of(cx, "i", mug, 1, "parcel", "invoice");
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "confirmed");
	CHECK_STR(only(cx, id).label, "2026-1");
	json_t *j = json_loads(only(cx, id).content, 0, NULL);
	CHECK_INT(json_integer_value(json_object_get(j, "due_day")),
		clock_day(o.due_ms));
	CHECK_INT(json_integer_value(json_object_get(j, "order")), o.number);
	json_decref(j);

	struct order_filter f = {.show = "overdue", .find = "", .limit = 10};
	struct order_row *rows;
	size_t n;
	int64_t total, expired;
	CHECK_OK(order_list(cx, &f, &rows, &n, &total));
	CHECK_INT(n, 0);
	cx->now = o.due_ms + 1;
	CHECK_OK(order_expire(cx, &expired));
	CHECK_OK(order_list(cx, &f, &rows, &n, &total));
	CHECK_INT(n, 1);
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.state, "confirmed");
	CHECK_OK(order_mark_paid(cx, id));
	CHECK_OK(order_list(cx, &f, &rows, &n, &total));
	CHECK_INT(n, 0);
	only(cx, id);
}

int main(void)
{
	return test_run((struct test[]){
		{"a paid order has its invoice once",
			paid_order_has_its_invoice_once},
		{"content is a copy of its day", content_is_a_copy_of_its_day},
		{"VAT is the order's", vat_is_the_orders},
		{"numbers have no gap", numbers_have_no_gap},
		{"numbers begin anew each year", numbers_begin_anew_each_year},
		{"an unpaid transfer has no invoice yet",
			unpaid_transfer_has_no_invoice_yet},
		{"an order to be paid by invoice has it at once",
			order_to_be_paid_by_invoice_has_it_at_once},
		{"a credit note names its invoice",
			credit_note_names_its_invoice},
		{"an order without invoice needs no credit note",
			order_without_invoice_needs_no_credit_note},
		{"changed lines get their documents once",
			changed_lines_get_their_documents_once},
		{"the credit of a change is not credited twice",
			credit_of_a_change_is_not_credited_twice},
		{"an order on invoice is due, and then overdue",
			order_on_invoice_is_due_and_then_overdue},
		{NULL, NULL},
	});
}
