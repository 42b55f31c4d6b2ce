/* Bank statements.  The files are made here: the people in them are invented.
 * In one file because every test is made of the same few records. */
#include "domain/bank.h"

#include <string.h>

#include "domain/reference.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

#define IBAN "FI2112345600000785"

static void shop_set(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "shop.iban", NULL, "FI21 1234 5600 0007 85"));
	cx->staff = 1;
}

/* ---- files ---- */

static const char *camt(struct cx *cx, const char *version, const char *entries)
{
	return arena_printf(cx->arena,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
		"camt.053.001.%s\"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId>"
		"</GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>" IBAN "</IBAN></Id>"
		"<Ccy>EUR</Ccy></Acct>%s</Stmt></BkToCstmrStmt></Document>\n",
		version, entries);
}

/* As most Finnish banks write one payment with a reference. */
static const char *entry_strd(struct cx *cx, const char *archive,
	const char *amount, const char *reference)
{
	return arena_printf(cx->arena,
		"<Ntry><Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
		"<Sts>BOOK</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>"
		"<AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls>"
		"<RltdPties><Dbtr><Nm>Aino Esimerkki</Nm></Dbtr></RltdPties>"
		"<RmtInf><Strd><CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd>"
		"</RmtInf></TxDtls></NtryDtls></Ntry>",
		amount, archive, reference);
}

/* Version 08: another place of status, name and day; the text alone. */
static const char *entry_ustrd(struct cx *cx, const char *archive,
	const char *amount, const char *text)
{
	return arena_printf(cx->arena,
		"<Ntry><Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
		"<Sts><Cd>BOOK</Cd></Sts><BookgDt>"
		"<DtTm>2026-11-23T04:05:06+02:00</DtTm></BookgDt>"
		"<NtryDtls><TxDtls><Refs><AcctSvcrRef>%s</AcctSvcrRef></Refs>"
		"<Amt Ccy=\"EUR\">%s</Amt><RltdPties><Dbtr><Pty>"
		"<Nm>Väinö Esimerkki</Nm></Pty></Dbtr></RltdPties>"
		"<RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
		amount, archive, amount, text);
}

static void put(char *line, size_t at, const char *text)
{
	for (size_t i = 0; text[i]; i++)
		line[at + i] = text[i];
}

/* A record of the old format, filled in by columns. */
static const char *tito_t00(struct cx *cx)
{
	char *line = arena_alloc(cx->arena, 325);
	memset(line, ' ', 322);
	put(line, 0,
		"T00322100"
		"12345600000785"
		"001"
		"261123"
		"261123");
	put(line, 96, "EUR");
	put(line, 292, IBAN);
	put(line, 322, "\r\n");
	return line;
}

static const char *tito_t10(struct cx *cx, const char *archive,
	const char *sign, int cents, const char *reference, char level)
{
	char *line = arena_alloc(cx->arena, 192);
	memset(line, ' ', 188);
	put(line, 0, "T10188000001");
	put(line, 12, archive);
	put(line, 30,
		"261123261123261123"
		"1"
		"705"
		"VIITESIIRTO");
	put(line, 87, sign);
	put(line, 88, arena_printf(cx->arena, "%018d", cents));
	put(line, 108, "V{IN\\ ESIMERKKI");
	put(line, 159, arena_printf(cx->arena, "%20s", reference));
	line[187] = level;
	put(line, 188, "\r\n");
	return line;
}

static const char *ktl(
	struct cx *cx, const char *archive, int cents, const char *reference)
{
	char *line = arena_alloc(cx->arena, 94);
	memset(line, ' ', 90);
	put(line, 0,
		"3"
		"12345600000785"
		"261123"
		"261123");
	put(line, 27, archive);
	char digits[21];
	memset(digits, '0', 20);
	digits[20] = '\0';
	put(digits, 20 - strlen(reference), reference);
	put(line, 43, digits);
	put(line, 63, "ESIMERKKI AI1A");
	line[75] = '1';
	put(line, 77, arena_printf(cx->arena, "%010d", cents));
	put(line, 87, "0");
	put(line, 90, "\r\n");
	return line;
}

static struct bank_took take(struct cx *cx, const char *text)
{
	struct bank_took took;
	CHECK_OK(bank_take(cx, "x", text, strlen(text), &took));
	return took;
}

static struct order seen(struct cx *cx, int64_t id)
{
	struct order o;
	CHECK_OK(order_get(cx, id, &o));
	return o;
}

static struct bank_entry only(struct cx *cx, const char *state)
{
	struct bank_entry *list;
	size_t n;
	int64_t total;
	CHECK_OK(bank_entries(cx, state, 0, 10, &list, &n, &total));
	CHECK_INT(n, 1);
	return n ? list[0] : (struct bank_entry){.note = ""};
}

static int64_t captured(struct cx *cx)
{
	return test_number(cx, "SELECT coalesce(sum(amount_minor), 0)"
			       " FROM money_move");
}

/* ---- */

static void camt_payment_marks_its_order_paid(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx); /* 14.90, reference 100010 */
	struct bank_took t = take(cx,
		camt(cx, "02", entry_strd(cx, "A1", "14.90", "RF20100010")));
	CHECK_INT(t.entries, 1);
	CHECK_INT(t.matched, 1);
	CHECK(!t.other_account);
	CHECK_STR(seen(cx, id).payment_state, "paid");
	struct bank_entry e = only(cx, "matched");
	CHECK_STR(e.note, "equal");
	CHECK_STR(e.payer, "Aino Esimerkki");
	CHECK_INT(e.number, 10001);
	CHECK_INT(e.day, 20261123);
	test_books_agree(cx);
}

static void newer_camt_and_plain_messages_do_as_well(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	take(cx, camt(cx, "08", entry_ustrd(cx, "A1", "14.9", " 1 00010 ")));
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_STR(only(cx, "matched").payer, "Väinö Esimerkki");
}

static void tito_payment_marks_its_order_paid(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	const char *text = arena_printf(cx->arena, "%s%s", tito_t00(cx),
		tito_t10(cx, "2611235UTW000001", "+", 1490,
			"00000000000000100010", ' '));
	struct bank_took t = take(cx, text);
	CHECK_INT(t.matched, 1);
	CHECK(!t.other_account);
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_STR(only(cx, "matched").payer, "VäINÖ ESIMERKKI");
}

static void list_of_reference_payments_does_as_well(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	char head[93];
	memset(head, ' ', 92);
	put(head, 0,
		"02611230830"
		"12"
		"000000785"
		"1");
	put(head, 90, "\r\n");
	head[92] = '\0';
	take(cx, arena_printf(cx->arena, "%s%s", head,
			 ktl(cx, "2611235UTW0001", 1490, "100010")));
	CHECK_STR(seen(cx, id).payment_state, "paid");
}

static void sepa_reference_of_a_supplementary_record_counts(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	take(cx, arena_printf(cx->arena, "%s%s%s", tito_t00(cx),
			 tito_t10(cx, "X1", "+", 1490, "", ' '),
			 "T1104311RF20100010                         \r\n"));
	CHECK_STR(seen(cx, id).payment_state, "paid");
}

/* The break: two entry keys for one payment, or a capture for each file. */
static void entry_counts_once_whichever_file_it_comes_in(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	const char *archive = "2611235UTW000001";
	const char *one = camt(
		cx, "02", entry_strd(cx, archive, "14.90", "100010"));
	take(cx, one);
	CHECK_INT(captured(cx), 1490);

	struct bank_took t;
	CHECK_INT(bank_take(cx, "x", one, strlen(one), &t), ERR_CONFLICT);
	CHECK(t.statement > 0);

	t = take(cx, arena_printf(cx->arena, "%s%s", tito_t00(cx),
			     tito_t10(cx, archive, "+", 1490,
				     "00000000000000100010", ' ')));
	CHECK_INT(t.entries, 1);
	CHECK_INT(t.again, 1);
	t = take(cx,
		camt(cx, "08",
			arena_printf(cx->arena, "%s%s",
				entry_strd(cx, archive, "14.90", "100010"),
				entry_strd(cx, "OTHER", "1.00", "Thank you"))));
	CHECK_INT(t.again, 1);
	CHECK_INT(t.open, 1);
	CHECK_INT(captured(cx), 1490);
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM bank_entry"), 2);
}

static void same_twice_in_one_file_are_two_payments(struct cx *cx)
{
	shop_set(cx);
	test_order(cx);
	const char *e = entry_strd(cx, "", "5.00", "100010");
	const char *text = camt(
		cx, "02", arena_printf(cx->arena, "%s%s", e, e));
	struct bank_took t = take(cx, text);
	CHECK_INT(t.entries, 2);
	CHECK_INT(t.again, 0);
	CHECK_INT(captured(cx), 1000);
	t = take(cx, arena_printf(cx->arena, "%s\n", text));
	CHECK_INT(t.again, 2);
	CHECK_INT(captured(cx), 1000);
}

static void too_little_is_part_of_it(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	take(cx, camt(cx, "02", entry_strd(cx, "A", "10.00", "100010")));
	CHECK_STR(only(cx, "matched").note, "less");
	CHECK_STR(seen(cx, id).state, "placed");
	CHECK_INT(seen(cx, id).paid.minor, 1000);
	take(cx, camt(cx, "02", entry_strd(cx, "B", "4.90", "100010")));
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_INT(captured(cx), 1490);
}

static void too_much_pays_and_is_told(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	take(cx, camt(cx, "02", entry_strd(cx, "A", "20.00", "100010")));
	CHECK_STR(only(cx, "matched").note, "more");
	CHECK_STR(seen(cx, id).state, "confirmed");
	CHECK_STR(seen(cx, id).payment_state, "refund_due");
	CHECK_INT(seen(cx, id).paid.minor, 2000);
}

static void paid_order_waits_for_a_person(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_mark_paid(cx, id));
	take(cx, camt(cx, "02", entry_strd(cx, "A", "14.90", "100010")));
	struct bank_entry e = only(cx, "open");
	CHECK_STR(e.note, "paid_before");
	CHECK_INT(e.number, 10001);
	CHECK_INT(captured(cx), 1490);
	CHECK_OK(bank_ignore(cx, e.id, "I had marked it"));
	CHECK_STR(only(cx, "ignored").note, "I had marked it");
	CHECK_INT(bank_ignore(cx, e.id, ""), ERR_CONFLICT);
	CHECK_INT(bank_match(cx, e.id, 10001), ERR_CONFLICT);
	CHECK_INT(captured(cx), 1490);
}

static void cancelled_order_comes_back_or_the_money_is_owed(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	CHECK_OK(order_cancel(cx, id, "unpaid"));
	take(cx, camt(cx, "02", entry_strd(cx, "A", "14.90", "100010")));
	CHECK_STR(only(cx, "matched").note, "cancelled");
	CHECK_STR(seen(cx, id).state, "confirmed");

	int64_t last = test_product(
		cx, (struct test_product){.slug = "last", .on_hand = 1});
	int64_t late = test_order_of(cx, "l", last, 1, "parcel", "transfer");
	CHECK_OK(order_cancel(cx, late, "unpaid"));
	test_order_of(cx, "m", last, 1, "parcel", "transfer");
	take(cx, camt(cx, "02",
			 entry_strd(
				 cx, "B", "14.90", seen(cx, late).reference)));
	CHECK_STR(seen(cx, late).payment_state, "refund_due");
}

static void what_belongs_to_no_order_stays_open(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	take(cx, camt(cx, "02", entry_strd(cx, "A", "14.90", "1232")));
	CHECK_STR(only(cx, "open").note, "unknown");
	int64_t entry = only(cx, "open").id;
	CHECK_INT(bank_match(cx, entry, 4711), ERR_NOT_FOUND);
	CHECK_OK(bank_match(cx, entry, 10001));
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_STR(only(cx, "matched").note, "hand");
	CHECK_INT(bank_match(cx, entry, 10001), ERR_CONFLICT);
	CHECK_INT(captured(cx), 1490);
}

static void money_out_and_other_currencies_pay_nothing(struct cx *cx)
{
	shop_set(cx);
	test_order(cx);
	const char *out = entry_strd(cx, "A", "14.90", "100010");
	char *debit = arena_strdup(cx->arena, out);
	put(debit, (size_t)(strstr(debit, "CRDT") - debit), "DBIT");
	char *krona = arena_strdup(
		cx->arena, entry_strd(cx, "B", "14.90", "100010"));
	put(krona, (size_t)(strstr(krona, "EUR") - krona), "SEK");
	char *fee = arena_strdup(
		cx->arena, entry_strd(cx, "C", "3.00", "Service fee"));
	put(fee, (size_t)(strstr(fee, "CRDT") - fee), "DBIT");
	char *pending = arena_strdup(
		cx->arena, entry_strd(cx, "D", "14.90", "100010"));
	put(pending, (size_t)(strstr(pending, "BOOK") - pending), "PDNG");
	struct bank_took t = take(
		cx, camt(cx, "02",
			    arena_printf(cx->arena, "%s%s%s%s", debit, krona,
				    fee, pending)));
	CHECK_INT(t.entries, 3);
	CHECK_INT(t.open, 2);
	CHECK_INT(t.ignored, 1);
	CHECK_INT(captured(cx), 0);
	CHECK_STR(only(cx, "ignored").note, "out");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM bank_entry"
				  " WHERE note = 'currency'"),
		1);
	int64_t krona_id = test_number(
		cx, "SELECT id FROM bank_entry WHERE note = 'currency'");
	CHECK_INT(bank_match(cx, krona_id, 10001), ERR_CONFLICT);
}

/* Two orders paid in one sum, as banks book reference payments. */
static void batches_are_taken_apart(struct cx *cx)
{
	shop_set(cx);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t a = test_order_of(cx, "a", mug, 1, "parcel", "transfer");
	int64_t b = test_order_of(cx, "b", mug, 2, "parcel", "transfer");
	const char *text = camt(cx, "02",
		arena_printf(cx->arena,
			"<Ntry><Amt Ccy=\"EUR\">39.80</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
			"<Sts>BOOK</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>"
			"<AcctSvcrRef>BATCH</AcctSvcrRef><NtryDtls>"
			"<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">14.90</Amt></TxAmt>"
			"</AmtDtls><RmtInf><Strd><CdtrRefInf><Ref>100010</Ref>"
			"</CdtrRefInf></Strd></RmtInf></TxDtls>"
			"<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">24.90</Amt></TxAmt>"
			"</AmtDtls><RmtInf><Strd><CdtrRefInf><Ref>%s</Ref>"
			"</CdtrRefInf></Strd></RmtInf></TxDtls>"
			"</NtryDtls></Ntry>",
			reference_rf(cx->arena, seen(cx, b).reference)));
	struct bank_took t = take(cx, text);
	CHECK_INT(t.entries, 2);
	CHECK_STR(seen(cx, a).payment_state, "paid");
	CHECK_STR(seen(cx, b).payment_state, "paid");
}

static void batches_of_the_old_format_are_taken_apart(struct cx *cx)
{
	shop_set(cx);
	int64_t mug = test_product(cx, (struct test_product){.on_hand = 9});
	int64_t a = test_order_of(cx, "a", mug, 1, "parcel", "transfer");
	int64_t b = test_order_of(cx, "b", mug, 2, "parcel", "transfer");
	struct bank_took t = take(
		cx, arena_printf(cx->arena, "%s%s%s%s", tito_t00(cx),
			    tito_t10(cx, "SUM", "+", 3980, "", '0'),
			    tito_t10(cx, "SUM", "+", 1490,
				    seen(cx, a).reference, '1'),
			    tito_t10(cx, "SUM", "+", 2490,
				    seen(cx, b).reference, '1')));
	CHECK_INT(t.entries, 2);
	CHECK_STR(seen(cx, a).payment_state, "paid");
	CHECK_STR(seen(cx, b).payment_state, "paid");
	CHECK_INT(captured(cx), 3980);
}

static void refused(struct cx *cx, const char *text, size_t n)
{
	struct bank_took t;
	CHECK_INT(bank_take(cx, "x", text, n, &t), ERR_INVALID);
	CHECK(t.problem && *t.problem);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM bank_statement"), 0);
}

static void what_is_no_statement_is_refused(struct cx *cx)
{
	shop_set(cx);
	static const char *const bad[] = {"", "hello", "<Document/>",
		"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM "
		"\"file:///etc/passwd\">]><Document><BkToCstmrStmt>&x;"
		"</BkToCstmrStmt></Document>",
		"<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy=\"EUR\">1.234"
		"</Amt></Ntry></Stmt></BkToCstmrStmt></Document>",
		"<Document><BkToCstmrStmt>", "T00", "number;name\r\n1;2\r\n"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		refused(cx, bad[i], strlen(bad[i]));
	/* Cut anywhere, or a byte changed anywhere: no harm. */
	char *text = arena_strdup(cx->arena,
		arena_printf(cx->arena, "%s%s", tito_t00(cx),
			tito_t10(cx, "X", "+", 1490, "100010", ' ')));
	size_t n = strlen(text);
	for (size_t cut = 0; cut < n; cut += 7) {
		struct bank_file f;
		tito_read(cx->arena, text, cut, &f);
		char was = text[cut];
		text[cut] = (char)0xff;
		tito_read(cx->arena, text, n, &f);
		text[cut] = was;
	}
	size_t big = (size_t)BANK_FILE_MAX + 1;
	char *much = arena_alloc(cx->arena, big);
	memset(much, '<', big);
	refused(cx, much, big);
}

/* The machine stopped between writing the entries and matching them. */
static void interrupted_matching_is_finished_later(struct cx *cx)
{
	shop_set(cx);
	int64_t id = test_order(cx);
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO bank_statement (sha256, name, format, at_ms)"
		" VALUES ('a', 'x', 'tito', 1);"
		"INSERT INTO bank_entry (statement, entry_key, day,"
		" amount_minor, reference, state)"
		" VALUES (1, 'k', 20261123, 1490, '100010', 'open');"));
	CHECK_OK(bank_match_waiting(cx));
	CHECK_OK(bank_match_waiting(cx));
	CHECK_STR(seen(cx, id).payment_state, "paid");
	CHECK_INT(captured(cx), 1490);
}

int main(void)
{
	return test_run((struct test[]){
		{"a camt payment marks its order paid",
			camt_payment_marks_its_order_paid},
		{"newer camt and plain messages do as well",
			newer_camt_and_plain_messages_do_as_well},
		{"a TITO payment marks its order paid",
			tito_payment_marks_its_order_paid},
		{"a list of reference payments does as well",
			list_of_reference_payments_does_as_well},
		{"the SEPA reference of a supplementary record counts",
			sepa_reference_of_a_supplementary_record_counts},
		{"an entry counts once, whichever file it comes in",
			entry_counts_once_whichever_file_it_comes_in},
		{"the same twice in one file are two payments",
			same_twice_in_one_file_are_two_payments},
		{"too little is part of it", too_little_is_part_of_it},
		{"too much pays, and is told", too_much_pays_and_is_told},
		{"a paid order waits for a person",
			paid_order_waits_for_a_person},
		{"a cancelled order comes back, or the money is owed",
			cancelled_order_comes_back_or_the_money_is_owed},
		{"what belongs to no order stays open",
			what_belongs_to_no_order_stays_open},
		{"money out and other currencies pay nothing",
			money_out_and_other_currencies_pay_nothing},
		{"batches are taken apart", batches_are_taken_apart},
		{"batches of the old format are taken apart",
			batches_of_the_old_format_are_taken_apart},
		{"what is no statement is refused",
			what_is_no_statement_is_refused},
		{"interrupted matching is finished later",
			interrupted_matching_is_finished_later},
		{NULL, NULL},
	});
}
