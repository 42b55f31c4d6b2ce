/* The owner's pages of bank, bookkeeping and documents. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "domain/document.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/arena.h"
#include "lib/db.h"

static struct req got(struct cx *cx, int (*fn)(struct req *),
	const struct param *path, const struct param *query)
{
	struct req r = admin_req(cx, NULL, path);
	if (query)
		r.query = query;
	CHECK_OK(fn(&r));
	return r;
}

static struct req sent(struct cx *cx, const char *text)
{
	static const struct param form[] = {{"x", "y"}, {NULL, NULL}};
	const char *path = arena_printf(cx->arena, "%s/up", test_dir(cx));
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	CHECK(fd >= 0 && write(fd, text, strlen(text)) >= 0);
	close(fd);
	struct upload *u = ARENA_ARRAY(cx->arena, struct upload, 2);
	u[0] = (struct upload){"file", path, "tiliote.xml", strlen(text)};
	struct req r = admin_req(cx, form, NULL);
	r.uploads = u;
	CHECK_OK(admin_bank_upload(&r));
	return r;
}

static int64_t post(struct cx *cx, const char *id, const char *what,
	const char *number, const char *note)
{
	struct param form[] = {
		{"do", what}, {"number", number}, {"note", note}, {NULL, NULL}};
	struct param path[] = {{"id", id}, {NULL, NULL}};
	struct req r = admin_req(cx, form, path);
	CHECK_OK(admin_bank_entry(&r));
	return r.status;
}

#define STATEMENT(entries)                                                  \
	"<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>FI2112345600000785" \
	"</IBAN></Id></Acct>" entries "</Stmt></BkToCstmrStmt></Document>"
#define ENTRY(archive, amount, ref)                                                  \
	"<Ntry><Amt Ccy=\"EUR\">" amount "</Amt><CdtDbtInd>CRDT</CdtDbtInd>"         \
	"<Sts>BOOK</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt><AcctSvcrRef>" archive \
	"</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Aino "                 \
	"&lt;b&gt;</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>" ref       \
	"</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"

static void statement_is_read_once_and_settled_by_the_owner(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct req r = got(cx, admin_bank, NULL, NULL);
	CHECK(admin_shows(&r, "Nothing here"));
	const char *text = STATEMENT(
		ENTRY("A", "14.90", "100010") ENTRY("B", "9.00", "1232"));
	r = sent(cx, text);
	CHECK_INT(r.status, 303);
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	CHECK_STR(o.payment_state, "paid");
	r = sent(cx, text);
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "has been read before"));

	r = got(cx, admin_bank, NULL, NULL);
	CHECK(admin_shows(&r, "No order has this reference"));
	CHECK(admin_shows(&r, "Aino &lt;b&gt;"));
	CHECK_INT(post(cx, "2", "match", "4711", ""), 422);
	CHECK_INT(post(cx, "2", "ignore", "", " "), 422);
	CHECK_INT(post(cx, "2", "match", "10001", ""), 303);
	CHECK_INT(post(cx, "2", "match", "10001", ""), 422);
	CHECK_INT(post(cx, "2", "ignore", "", "why"), 422);
	r = got(cx, admin_bank, NULL,
		(const struct param[]){{"show", "matched"}, {NULL, NULL}});
	CHECK(admin_shows(&r, "Matched by hand"));
	CHECK(admin_shows(&r, "href=\"/admin/orders/10001\""));
	CHECK_INT(test_number(cx, "SELECT sum(amount_minor) FROM money_move"),
		2390);
}

static void what_cannot_be_read_is_said(struct cx *cx)
{
	struct req r = sent(cx, "a;b;c\r\n1;2;3\r\n");
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "it is neither camt.053 nor TITO"));
	r = sent(cx, "");
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "Choose the bank statement first."));
}

static void books_show_the_period_asked_for(struct cx *cx)
{
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	struct req r = got(cx, admin_books, NULL, NULL);
	CHECK(admin_shows(&r, "value=\"2026-11-01\""));
	CHECK(admin_shows(&r, "€14.90"));
	CHECK(admin_shows(&r, "Bank transfer"));
	CHECK(admin_shows(&r, "quarter=20264"));
	r = got(cx, admin_books, NULL,
		(const struct param[]){{"from", "2026-10-01"},
			{"to", "2026-10-31"}, {NULL, NULL}});
	CHECK(admin_shows(&r, "Nothing in these days"));
	static const char *const bad[] = {
		"", "2026-13-01", "x", "2026-11-02", "1026-01-01"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct param q[] = {
			{"from", bad[i]}, {"to", "2026-11-01"}, {NULL, NULL}};
		r = got(cx, admin_books, NULL, q);
		CHECK_INT(r.status, 422);
	}
	static const char *const files[] = {
		"books.csv", "documents.csv", "oss.csv"};
	for (size_t i = 0; i < 3; i++) {
		struct param path[] = {{"file", files[i]}, {NULL, NULL}};
		struct param q[] = {{"quarter", "20264"}, {NULL, NULL}};
		r = got(cx, admin_books_file, path, q);
		CHECK_STR(r.content_type, "text/csv; charset=utf-8");
	}
	struct param path[] = {{"file", "passwd"}, {NULL, NULL}};
	r = admin_req(cx, NULL, path);
	CHECK_INT(admin_books_file(&r), ERR_NOT_FOUND);
}

static void documents_are_of_their_order_alone(struct cx *cx)
{
	int64_t id = test_order(cx);
	struct param path[] = {
		{"number", "10001"}, {"file", "2026-1.pdf"}, {NULL, NULL}};
	struct req r = got(cx, admin_documents, path, NULL);
	CHECK(admin_shows(&r, "None yet"));
	CHECK_OK(order_mark_paid(cx, id));
	r = got(cx, admin_documents, path, NULL);
	CHECK(admin_shows(&r, "documents/2026-1.pdf"));
	r = got(cx, admin_document, path, NULL);
	CHECK_STR(r.content_type, "application/pdf");
	CHECK(r.out->len > 1000 && !strncmp(r.out->p, "%PDF", 4));

	int64_t mug = test_product(
		cx, (struct test_product){.slug = "m2", .on_hand = 5});
	test_order_of(cx, "s9", mug, 1, "parcel", "transfer");
	path[0].value = "10002";
	r = admin_req(cx, NULL, path);
	CHECK_INT(admin_document(&r), ERR_NOT_FOUND);
	path[0].value = "10001";
	path[1].value = "2026-1";
	r = admin_req(cx, NULL, path);
	CHECK_INT(admin_document(&r), ERR_NOT_FOUND);
}

static void packing_papers_are_made_for_many(struct cx *cx)
{
	test_order(cx);
	static const char *const files[] = {
		"packing-slips.pdf", "pick-list.pdf", "gift-receipts.pdf"};
	struct param q[] = {{"orders", "10001,4711,10001"}, {NULL, NULL}};
	for (size_t i = 0; i < 3; i++) {
		struct param path[] = {{"file", files[i]}, {NULL, NULL}};
		struct req r = got(cx, admin_papers, path, q);
		CHECK_STR(r.content_type, "application/pdf");
	}
	struct param path[] = {{"file", files[0]}, {NULL, NULL}};
	struct req r = admin_req(cx, NULL, path);
	CHECK_INT(admin_papers(&r), ERR_NOT_FOUND);
}

int main(void)
{
	return test_run((struct test[]){
		{"a statement is read once and settled by the owner",
			statement_is_read_once_and_settled_by_the_owner},
		{"what cannot be read is said", what_cannot_be_read_is_said},
		{"books show the period asked for",
			books_show_the_period_asked_for},
		{"documents are of their order alone",
			documents_are_of_their_order_alone},
		{"packing papers are made for many",
			packing_papers_are_made_for_many},
		{NULL, NULL},
	});
}
