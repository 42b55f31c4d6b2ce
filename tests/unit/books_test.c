/* Bookkeeping agrees with documents and the ledger, whatever happened. */
#include "domain/books.h"

#include <stdlib.h>
#include <string.h>

#include "domain/document.h"
#include "domain/refund.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { DAYS = 20 };

/* xorshift: the same orders for the same seed. */
static uint64_t state;

static int64_t roll(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % (uint64_t)n);
}

static void refund_some(struct cx *cx, int64_t order)
{
	struct refund_ask ask = {
		.order = order, .reason = "return", .note = ""};
	struct credit_want want = {.line = 0, .qty = 1};
	struct db_stmt *q = db_prepare(cx->db,
		"SELECT min(id) FROM order_line"
		" WHERE orders = :order AND kind = 'goods'");
	db_bind_int(q, ":order", order);
	if (db_one(q) == OK)
		want.line = db_next_int(q);
	db_done(q);
	ask.wants = &want;
	ask.n = 1;
	int64_t credit;
	int rc = refund_make(cx, &ask, &credit);
	CHECK(rc == OK || rc == ERR_CONFLICT);
}

static int64_t random_orders(struct cx *cx, int64_t n)
{
	const char *seed = getenv("PUOTI_SEED");
	state = seed ? strtoull(seed, NULL, 10) : 20261123;
	printf("# seed %llu\n", (unsigned long long)state);
	int64_t mug = test_product(cx,
		(struct test_product){
			.slug = "mug", .price_minor = 1990, .on_hand = 100000});
	int64_t book = test_product(cx, (struct test_product){.slug = "book",
						.price_minor = 2735,
						.tax_class = "reduced",
						.on_hand = 100000});
	int64_t start = cx->now;
	for (int64_t i = 0; i < n; i++) {
		const char *s = arena_printf(cx->arena, "r%lld", (long long)i);
		cx->now = start + roll(DAYS) * MS_DAY + roll(MS_DAY);
		if (roll(2))
			test_cart(cx, s, book, 1 + roll(3));
		int64_t id = test_order_of(cx, s, mug, 1 + roll(4),
			roll(2) ? "parcel" : "pickup", "transfer");
		if (roll(5) == 0)
			continue;
		cx->staff = 1;
		CHECK_OK(order_mark_paid(cx, id));
		if (roll(3) == 0)
			refund_some(cx, id);
		cx->staff = 0;
	}
	cx->now = start;
	return clock_day(start);
}

static int64_t sum_of(
	const struct books_row *rows, size_t n, const char *what, bool vat)
{
	int64_t sum = 0;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].what, what))
			sum += vat ? rows[i].vat.minor : rows[i].gross.minor;
	return sum;
}

static void sums_agree_with_documents_and_the_ledger(struct cx *cx)
{
	const char *many = getenv("PUOTI_LONG");
	random_orders(cx, many && *many ? 5000 : 120);
	struct books_row *rows;
	size_t n;
	CHECK_OK(books_read(cx, 20261101, 20261231, true, &rows, &n));
	CHECK(n > DAYS);
	CHECK_INT(sum_of(rows, n, "sale", false),
		test_number(cx, "SELECT sum(gross_minor) FROM document_tax"
				" WHERE gross_minor > 0"));
	CHECK_INT(sum_of(rows, n, "credit", false),
		test_number(cx, "SELECT sum(gross_minor) FROM document_tax"
				" WHERE gross_minor < 0"));
	CHECK_INT(
		sum_of(rows, n, "sale", true) + sum_of(rows, n, "credit", true),
		test_number(cx, "SELECT sum(vat_minor) FROM document_tax"));
	CHECK_INT(sum_of(rows, n, "payment", false) +
			  sum_of(rows, n, "refund", false),
		test_number(cx, "SELECT sum(amount_minor) FROM money_move"));
	/* All that is paid is invoiced, nothing else. */
	CHECK_INT(sum_of(rows, n, "payment", false),
		sum_of(rows, n, "sale", false));
	CHECK_INT(test_number(cx,
			  "SELECT count(*) FROM orders o WHERE o.state <>"
			  " 'placed' AND o.total_minor <> (SELECT"
			  "  sum(t.gross_minor) FROM document_tax t"
			  "  JOIN document d ON d.id = t.document"
			  "  WHERE d.orders = o.id AND d.kind = 'invoice')"),
		0);
}

static void days_add_up_to_the_period(struct cx *cx)
{
	random_orders(cx, 60);
	struct books_row *rows;
	size_t n;
	int64_t gross = 0, all = 0;
	CHECK_OK(books_read(cx, 20261101, 20261231, false, &rows, &n));
	for (size_t i = 0; i < n; i++)
		all += rows[i].gross.minor + rows[i].vat.minor;
	for (int64_t ms = cx->now - MS_DAY; ms < cx->now + (DAYS + 2) * MS_DAY;
		ms += MS_DAY) {
		int64_t day = clock_day(ms);
		CHECK_OK(books_read(cx, day, day, true, &rows, &n));
		for (size_t i = 0; i < n; i++) {
			CHECK_INT(rows[i].day, day);
			gross += rows[i].gross.minor + rows[i].vat.minor;
		}
	}
	CHECK_INT(gross, all);
	CHECK(all != 0);
}

static const char *text_of(struct cx *cx, struct buf *b)
{
	const char *text = arena_strndup(cx->arena, b->p, b->len);
	buf_release(b);
	return text;
}

static void csv_is_what_a_bookkeeper_reads(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	struct buf b = {0};
	CHECK_OK(books_csv(cx, 20261123, 20261123, &b));
	CHECK_STR(text_of(cx, &b),
		"day,what,country,vat_rule,vat_percent,way,count,gross,vat,net"
		"\r\n"
		"2026-11-23,sale,FI,home,25.50,,1,14.90,3.03,11.87\r\n"
		"2026-11-23,payment,,,,transfer,1,14.90,0.00,14.90\r\n");
	CHECK_OK(books_documents_csv(cx, 20261123, 20261123, &b));
	CHECK_STR(text_of(cx, &b),
		"day,number,kind,order,corrects,vat_rule,country,vat_percent,"
		"gross,vat,net\r\n"
		"2026-11-23,2026-1,invoice,10001,,home,FI,25.50,14.90,3.03,"
		"11.87\r\n");
	CHECK_OK(books_csv(cx, 20261124, 20261124, &b));
	CHECK(!strstr(text_of(cx, &b), "2026-11-2"));
	CHECK_INT(books_csv(cx, 20261301, 20261301, &b), ERR_INVALID);
	buf_release(&b);
}

static void gift_cards_sold_are_no_sales(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE order_line SET kind = 'gift_card', rate_bp = NULL"
		" WHERE kind = 'goods'"));
	CHECK_OK(order_mark_paid(cx, id));
	struct books_row *rows;
	size_t n;
	CHECK_OK(books_read(cx, 20261123, 20261123, true, &rows, &n));
	CHECK_INT(sum_of(rows, n, "gift_card_sold", false), 1000);
	CHECK_INT(sum_of(rows, n, "sale", false), 490);
}

static void oss_is_per_country_rate_and_quarter(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE orders SET tax_reason = 'oss', tax_country = 'SE';"
		"UPDATE order_line SET rate_bp = 2500"));
	CHECK_OK(order_mark_paid(cx, id));
	struct books_oss *rows;
	size_t n;
	CHECK_OK(books_oss_read(cx, 20264, &rows, &n));
	CHECK_INT(n, 1);
	CHECK_STR(rows[0].country, "SE");
	CHECK_INT(rows[0].rate_bp, 2500);
	CHECK_INT(rows[0].vat.minor, 298);
	CHECK_INT(rows[0].net.minor, 1192);

	/* Credited in the next year: a correction of this quarter. */
	cx->now = clock_moment(20270105, 600);
	cx->staff = 1;
	refund_some(cx, id);
	CHECK_OK(books_oss_read(cx, 20264, &rows, &n));
	CHECK_INT(n, 1);
	CHECK_INT(rows[0].vat.minor, 298);
	struct buf b = {0};
	CHECK_OK(books_oss_csv(cx, 20271, &b));
	CHECK(strstr(text_of(cx, &b), "2027-Q1,SE,25.00,2026-Q4,-8.00,-2.00"));
	CHECK_INT(books_oss_read(cx, 20265, &rows, &n), ERR_INVALID);
	CHECK_INT(books_oss_read(cx, 4, &rows, &n), ERR_INVALID);
}

int main(void)
{
	return test_run((struct test[]){
		{"sums agree with documents and the ledger",
			sums_agree_with_documents_and_the_ledger},
		{"days add up to the period", days_add_up_to_the_period},
		{"CSV is what a bookkeeper reads",
			csv_is_what_a_bookkeeper_reads},
		{"gift cards sold are no sales", gift_cards_sold_are_no_sales},
		{"OSS is per country, rate and quarter",
			oss_is_per_country_rate_and_quarter},
		{NULL, NULL},
	});
}
