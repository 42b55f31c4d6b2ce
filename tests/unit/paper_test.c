/* Papers: made, rendered by poppler, their codes read back by zbar.  With
 * PUOTI_PAPERS=DIR the PDFs are left there, to be looked at.  In one file
 * because all go through the same few programs. */
#include "domain/paper.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/paper.h"
#include "lib/tr.h"
#include "tests/orders.h"

static void run(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static void shop_set(struct cx *cx)
{
	static const char *const values[][2] = {
		{"shop.name", "Tuulia"},
		{"shop.company", "Tuulia Esimerkki Oy"},
		{"shop.business_id", "1234567-1"},
		{"shop.street", "Satamakatu 3"},
		{"shop.postal", "00160"},
		{"shop.city", "Helsinki"},
		{"shop.phone", "09 000 1234"},
		{"shop.email", "hei@tuulia.example"},
		{"shop.iban", "FI2112345600000785"},
		{"shop.bic", "NDEAFIHH"},
	};
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		CHECK_OK(setting_set(cx, values[i][0], NULL, values[i][1]));
}

static void file_write(const char *path, const void *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	CHECK(fd >= 0 && write(fd, p, n) == (ssize_t)n);
	close(fd);
}

/* Where the PDF lies, for other programs. */
static const char *keep(struct cx *cx, const char *name, const struct buf *pdf)
{
	const char *dir = getenv("PUOTI_PAPERS");
	const char *path = arena_printf(
		cx->arena, "%s/%s.pdf", dir ? dir : test_dir(cx), name);
	file_write(path, pdf->p, pdf->len);
	return path;
}

/* What a program prints; NULL: it is not installed or fails. */
static const char *printed(struct cx *cx, const char *const *argv)
{
	int from[2];
	CHECK_INT(pipe2(from, O_CLOEXEC), 0);
	pid_t pid = fork();
	if (pid == 0) {
		dup2(from[1], 1);
		dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), 2);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(from[1]);
	static char text[1 << 20];
	size_t n = 0;
	ssize_t k;
	while ((k = read(from[0], text + n, sizeof(text) - 1 - n)) > 0)
		n += (size_t)k;
	close(from[0]);
	int status = 0;
	waitpid(pid, &status, 0);
	text[n] = '\0';
	bool ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return ok ? arena_strdup(cx->arena, text) : NULL;
}

static const char *text_of(struct cx *cx, const char *pdf)
{
	const char *argv[] = {"pdftotext", "-layout", pdf, "-", NULL};
	const char *text = printed(cx, argv);
	CHECK(text);
	return text ? text : "";
}

static int64_t pages_of(struct cx *cx, const char *pdf)
{
	const char *argv[] = {"pdfinfo", pdf, NULL};
	const char *text = printed(cx, argv);
	const char *at = text ? strstr(text, "Pages:") : NULL;
	CHECK(at);
	return at ? strtoll(at + 6, NULL, 10) : -1;
}

static const char *codes_of(struct cx *cx, const char *pdf)
{
	const char *stem = arena_printf(cx->arena, "%s.page", pdf);
	const char *draw[] = {"pdftoppm", "-r", "200", "-png", "-singlefile",
		pdf, stem, NULL};
	CHECK(printed(cx, draw));
	const char *png = arena_printf(cx->arena, "%s.png", stem);
	const char *read[] = {"zbarimg", "-q", "--raw", png, NULL};
	const char *text = printed(cx, read);
	return text ? text : "";
}

/* An invoice to a business, with a long name, to be paid. */
static int64_t order_on_invoice(struct cx *cx)
{
	shop_set(cx);
	int64_t vase = test_product(
		cx, (struct test_product){.name = "Utu vase, speckled",
			    .slug = "utu",
			    .price_minor = 4590,
			    .on_hand = 9});
	int64_t cloth = test_product(cx,
		(struct test_product){.name = "Linen cloth of the old mill, "
					      "washed, with a hem by hand",
			.slug = "linen",
			.price_minor = 1250,
			.on_hand = 9});
	test_cart(cx, "p1", vase, 2);
	int64_t id = test_order_of(cx, "p1", cloth, 3, "parcel", "transfer");
	run(cx, "UPDATE orders SET company = 'Ostaja Ab', payment = 'invoice',"
		" business_id = '7654321-9', buyer_ref = 'PO 4711',"
		" state = 'confirmed'");
	return id;
}

static struct document invoice_of(struct cx *cx, int64_t id)
{
	struct document d = {0};
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_invoice(cx, id, &d));
	CHECK_OK(db_end(cx->db, OK));
	return d;
}

static const char *document_pdf(
	struct cx *cx, const struct document *d, const char *name)
{
	struct buf pdf = {0};
	CHECK_OK(paper_document(cx, d, &pdf));
	CHECK(pdf.len > 5 && !strncmp(pdf.p, "%PDF-", 5));
	const char *path = keep(cx, name, &pdf);
	buf_release(&pdf);
	return path;
}

static void invoice_says_all_that_it_must(struct cx *cx)
{
	int64_t id = order_on_invoice(cx);
	struct document d = invoice_of(cx, id);
	const char *pdf = document_pdf(cx, &d, "invoice-en");
	const char *text = text_of(cx, pdf);
	static const char *const wanted[] = {"Invoice", "2026-1",
		"Tuulia Esimerkki Oy", "1234567-1", "FI12345671", "Ostaja Ab",
		"7654321-9", "PO 4711", "Utu vase, speckled", "45.90", "25.5",
		"134.20", "without VAT", "FI21 1234 5600 0007 85", "1 00010",
		"RF20 1000 10"};
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		CHECK(strstr(text, wanted[i]));
		if (!strstr(text, wanted[i]))
			printf("# not found: %s\n", wanted[i]);
	}
	CHECK_INT(pages_of(cx, pdf), 1);
	CHECK_STR(paper_name(cx, &d), "invoice-2026-1.pdf");
}

static void codes_on_paper_are_read_back(struct cx *cx)
{
	int64_t id = order_on_invoice(cx);
	struct document d = invoice_of(cx, id);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	const char *codes = codes_of(cx, document_pdf(cx, &d, "codes"));
	CHECK(strstr(codes, bank_barcode(cx->arena, "FI2112345600000785",
				    o.total, o.reference, 20261207)));
	CHECK(strstr(codes, "BCD\n002\n1\nSCT\nNDEAFIHH\n"
			    "Tuulia Esimerkki Oy\nFI2112345600000785\n"
			    "EUR134.20\n\nRF"));
}

static void paper_speaks_the_documents_language(struct cx *cx)
{
	int64_t id = order_on_invoice(cx);
	run(cx, "UPDATE orders SET locale = 'fi'");
	struct document d = invoice_of(cx, id);
	const char *text = text_of(cx, document_pdf(cx, &d, "invoice-fi"));
	CHECK(strstr(text, "134,20"));
	CHECK(strstr(text, "ma 23.11.2026"));
	run(cx, "DELETE FROM document_tax");
	run(cx, "DELETE FROM document");
	run(cx, "UPDATE orders SET locale = 'sv'");
	d = invoice_of(cx, id);
	text = text_of(cx, document_pdf(cx, &d, "invoice-sv"));
	CHECK(strstr(text, "23 nov 2026"));
}

/* Two rates, discounts, a gift card that paid a part, another address. */
static void long_invoice_is_whole(struct cx *cx)
{
	shop_set(cx);
	CHECK_OK(setting_set(cx, "pay.invoice", NULL, "1"));
	CHECK_OK(setting_set(cx, "pay.invoice.business", NULL, "0"));
	int64_t last = 0;
	for (int i = 0; i < 40; i++) {
		last = test_product(cx,
			(struct test_product){
				.name = arena_printf(
					cx->arena, "Kide glass no. %d", i + 1),
				.slug = arena_printf(cx->arena, "kide-%d", i),
				.tax_class = i % 3 ? "general" : "reduced",
				.price_minor = 1290 + i * 137,
				.on_hand = 9});
		if (i < 39)
			test_cart(cx, "l", last, 1 + i % 3);
	}
	int64_t id = test_order_of(cx, "l", last, 1, "parcel", "invoice");
	run(cx, "DELETE FROM document_tax; DELETE FROM document;"
		"INSERT INTO adjustment (order_line, split_id, source, label,"
		" amount_minor) SELECT id, 1, 'promotion', 'Autumn days',"
		" -100 FROM order_line WHERE kind = 'goods' AND id % 4 = 0;"
		"INSERT INTO money_move (orders, kind, amount_minor, ref,"
		" at_ms) SELECT id, 'gift_card', 5000, 'g', 1 FROM orders;"
		"INSERT INTO order_address (orders, kind, name, street,"
		" postal, city, country) SELECT id, 'billing', 'Eeva Laskuttaja'"
		", 'PL 12', '111 22', 'Stockholm', 'SE' FROM orders;");
	struct document d = invoice_of(cx, id);
	const char *pdf = document_pdf(cx, &d, "invoice-long");
	const char *text = text_of(cx, pdf);
	CHECK(pages_of(cx, pdf) >= 3);
	for (int i = 1; i <= 40; i++)
		CHECK(strstr(text, arena_printf(cx->arena, "no. %d", i)));
	CHECK(strstr(text, "SE-111 22 Stockholm"));
	CHECK(strstr(text, "Delivered to"));
	CHECK(strstr(text, "Autumn days: −€1.00") ||
		strstr(text, "Autumn days: -€1.00"));
	CHECK(strstr(text, "Paid with a gift card"));
	CHECK(strstr(text, "13.5 %"));
	CHECK(strstr(text, "To pay"));
}

static void paid_invoice_asks_for_nothing(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	struct document d = invoice_of(cx, id);
	const char *pdf = document_pdf(cx, &d, "paid");
	CHECK(!strstr(text_of(cx, pdf), "RF"));
	CHECK(strstr(text_of(cx, pdf), "Paid"));
	CHECK_STR(codes_of(cx, pdf), "");
}

static void credit_note_says_what_it_corrects(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	run(cx, "INSERT INTO credit (orders, reason, at_ms)"
		" SELECT id, 'return', 1 FROM orders");
	run(cx, "INSERT INTO credit_line (credit, order_line, qty,"
		" gross_minor, vat_minor) SELECT 1, id, 1, 1000, 203"
		" FROM order_line WHERE kind = 'goods'");
	struct document d;
	CHECK_OK(db_begin(cx->db));
	CHECK_OK(document_credit_note(cx, 1, &d));
	CHECK_OK(db_end(cx->db, OK));
	const char *text = text_of(cx, document_pdf(cx, &d, "credit-note"));
	CHECK(strstr(text, "H2026-1"));
	CHECK(strstr(text, "2026-1, Mon 23 Nov 2026"));
	CHECK(strstr(text, "Return"));
	CHECK(strstr(text, "10.00"));
}

static const char *orders_pdf(struct cx *cx, enum paper_kind kind,
	const int64_t *ids, size_t n, const char *name)
{
	struct buf pdf = {0};
	CHECK_OK(paper_orders(cx, kind, ids, n, &pdf));
	const char *path = keep(cx, name, &pdf);
	buf_release(&pdf);
	return path;
}

static void slips_and_receipts_are_a_sheet_an_order(struct cx *cx)
{
	shop_set(cx);
	int64_t mug = test_product(
		cx, (struct test_product){.name = "Tyyni mug", .on_hand = 9});
	int64_t ids[] = {test_order_of(cx, "a", mug, 2, "parcel", "transfer"),
		test_order_of(cx, "b", mug, 1, "pickup", "transfer"), 999};
	const char *slips = orders_pdf(cx, PAPER_SLIP, ids, 3, "slips");
	CHECK_INT(pages_of(cx, slips), 2);
	CHECK(strstr(text_of(cx, slips), "Tyyni mug"));
	const char *gift = orders_pdf(
		cx, PAPER_GIFT_RECEIPT, ids, 1, "gift-receipt");
	CHECK_INT(pages_of(cx, gift), 1);
	CHECK(strstr(text_of(cx, gift), "Tyyni mug"));
	CHECK(!strstr(text_of(cx, gift), "€"));
	struct buf none = {0};
	CHECK_INT(
		paper_orders(cx, PAPER_SLIP, &ids[2], 1, &none), ERR_NOT_FOUND);
	CHECK_INT(none.len, 0);
}

static void pick_list_adds_up_over_orders(struct cx *cx)
{
	shop_set(cx);
	int64_t mug = test_product(
		cx, (struct test_product){.name = "Tyyni mug",
			    .sku = "B-MUG",
			    .slug = "mug",
			    .on_hand = 9});
	int64_t bowl = test_product(
		cx, (struct test_product){.name = "Aalto bowl",
			    .sku = "A-BOWL",
			    .slug = "bowl",
			    .on_hand = 9});
	test_cart(cx, "a", bowl, 1);
	int64_t ids[] = {test_order_of(cx, "a", mug, 2, "parcel", "transfer"),
		test_order_of(cx, "b", mug, 3, "parcel", "transfer")};
	const char *text = text_of(
		cx, orders_pdf(cx, PAPER_PICK_LIST, ids, 2, "pick"));
	const char *first = strstr(text, "A-BOWL"),
		   *then = strstr(text, "B-MUG");
	CHECK(first && then && first < then);
	CHECK(strstr(text, "10001 × 2, 10002 × 3"));
	CHECK(!strstr(then ? then + 1 : "B-MUG", "B-MUG"));
}

/* A paper of n rows, as the drawing program gets it. */
static json_t *long_paper(int n, const char *name)
{
	json_t *rows = json_array(), *columns = json_array();
	for (int i = 0; i < n; i++)
		json_array_append_new(
			rows, json_pack("{s:[s,[s,s]]}", "cells", "1", name,
				      "with its choice"));
	json_array_append_new(
		columns, json_pack("{s:s,s:i}", "title", "Quantity", "w", 50));
	json_array_append_new(
		columns, json_pack("{s:s,s:i}", "title", "Product", "w", 0));
	return json_pack("{s:s,s:[{s:s,s:s,s:s,s:o,s:o}]}", "lang", "en",
		"papers", "brand", "Tuulia", "heading", "Long", "running",
		"Long", "columns", columns, "rows", rows);
}

static void long_tables_go_over_pages_with_their_titles(struct cx *cx)
{
	struct buf pdf = {0};
	CHECK_OK(paper_make(cx->arena, long_paper(120, "A thing"), &pdf));
	const char *path = keep(cx, "long", &pdf);
	buf_release(&pdf);
	int64_t pages = pages_of(cx, path);
	CHECK(pages >= 4 && pages <= 8);
	const char *text = text_of(cx, path);
	int64_t titles = 0, things = 0;
	for (const char *p = text; (p = strstr(p, "Quantity")); p++)
		titles++;
	for (const char *p = text; (p = strstr(p, "A thing")); p++)
		things++;
	CHECK_INT(titles, pages);
	CHECK_INT(things, 120);
	CHECK(strstr(text, arena_printf(cx->arena, "%d/%d", 2, (int)pages)));
}

static void hostile_papers_cost_one_child_at_most(struct cx *cx)
{
	char *name = arena_alloc(cx->arena, 100001);
	memset(name, 'W', 100000);
	struct buf pdf = {0};
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	int rc = paper_make(cx->arena, long_paper(70, name), &pdf);
	clock_gettime(CLOCK_MONOTONIC, &to);
	CHECK(to.tv_sec - from.tv_sec < 30);
	CHECK(rc == OK || pdf.len == 0);
	buf_clear(&pdf);
	/* Too much to be taken at all. */
	CHECK_INT(paper_make(cx->arena, long_paper(200, name), &pdf),
		ERR_INTERNAL);
	CHECK_INT(pdf.len, 0);
	CHECK_INT(paper_make(cx->arena, json_object(), &pdf), ERR_INTERNAL);
	/* More pages than we make: cut, not endless. */
	CHECK_OK(paper_make(cx->arena, long_paper(20000, "A"), &pdf));
	CHECK_INT(pages_of(cx, keep(cx, "endless", &pdf)), 500);
	buf_release(&pdf);
}

static void odd_texts_are_drawn_all_the_same(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	run(cx, "UPDATE order_line SET name ="
		" '<b>&amp;\"' || char(10) || char(7) || ' مرحبا 日本 🦊'");
	int64_t ids[] = {id};
	const char *pdf = orders_pdf(cx, PAPER_SLIP, ids, 1, "odd");
	CHECK(strstr(text_of(cx, pdf), "<b>&amp;\""));
	CHECK_INT(pages_of(cx, pdf), 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"an invoice says all that it must",
			invoice_says_all_that_it_must},
		{"codes on paper are read back", codes_on_paper_are_read_back},
		{"a paper speaks the document's language",
			paper_speaks_the_documents_language},
		{"a long invoice is whole", long_invoice_is_whole},
		{"a paid invoice asks for nothing",
			paid_invoice_asks_for_nothing},
		{"a credit note says what it corrects",
			credit_note_says_what_it_corrects},
		{"slips and receipts are a sheet an order",
			slips_and_receipts_are_a_sheet_an_order},
		{"a pick list adds up over orders",
			pick_list_adds_up_over_orders},
		{"long tables go over pages with their titles",
			long_tables_go_over_pages_with_their_titles},
		{"hostile papers cost one child at most",
			hostile_papers_cost_one_child_at_most},
		{"odd texts are drawn all the same",
			odd_texts_are_drawn_all_the_same},
		{NULL, NULL},
	});
}
