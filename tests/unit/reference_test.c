#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "domain/bank.h"
#include "domain/order.h"
#include "domain/reference.h"
#include "lib/code.h"

static void check_digits_are_finlands(struct cx *cx)
{
	CHECK_STR(reference_make(cx->arena, 123), "1232");
	CHECK_STR(reference_make(cx->arena, 1111), "11112");
	CHECK_STR(reference_make(cx->arena, 12345678901234567),
		"123456789012345673");
	CHECK_STR(reference_make(cx->arena, 10428), "104281");
	CHECK_STR(reference_make(cx->arena, 7), "0071");
}

static void wrong_references_are_told_apart(struct cx *cx)
{
	(void)cx;
	CHECK(reference_ok("1232"));
	CHECK(reference_ok("868516259619897"));
	CHECK(reference_ok("92125374252539897737"));
	CHECK(!reference_ok("1233"));
	CHECK(!reference_ok("123"));
	CHECK(!reference_ok(""));
	CHECK(!reference_ok("12 32"));
	CHECK(!reference_ok("921253742525398977371"));
}

static void references_are_written_in_fives_from_the_right(struct cx *cx)
{
	CHECK_STR(reference_format(cx->arena, "104281"), "1 04281");
	CHECK_STR(reference_format(cx->arena, "1232"), "1232");
	CHECK_STR(reference_format(cx->arena, "868516259619897"),
		"86851 62596 19897");
}

static void creditor_references_follow_iso_11649(struct cx *cx)
{
	CHECK_STR(reference_rf(cx->arena, "11112"), "RF9811112");
	CHECK_STR(reference_rf(cx->arena, "2348236"), "RF332348236");
	CHECK_STR(reference_rf(cx->arena, "539007547034"), "RF18539007547034");
	CHECK_STR(reference_rf(cx->arena, "868516259619897"),
		"RF09868516259619897");
}

static void ibans_are_checked(struct cx *cx)
{
	CHECK(iban_ok("FI21 1234 5600 0007 85"));
	CHECK(iban_ok("fi2112345600000785"));
	CHECK(iban_ok("GB82 WEST 1234 5698 7654 32"));
	CHECK(!iban_ok("FI21 1234 5600 0007 86"));
	CHECK(!iban_ok("FI21 1234 5600 0007 8"));
	CHECK(!iban_ok("FI21-1234-5600-0007-85"));
	CHECK(!iban_ok(""));
	CHECK_STR(iban_format(cx->arena, "fi2112345600000785"),
		"FI21 1234 5600 0007 85");
}

/* Published with Finance Finland's guide to the bank bar code, version 4. */
static const struct {
	const char *iban;
	int64_t cents;
	const char *reference;
	int64_t due_day;
	const char *digits;
	int check; /* modulo 103 of the printed Code 128 */
} codes[] = {
	{"FI79 4405 2020 0360 82", 488315, "868516259619897", 20100612,
		"479440520200360820048831500000000868516259619897100612", 40},
	{"FI58 1017 1000 0001 22", 48299, "559582243294671", 20120131,
		"458101710000001220004829900000000559582243294671120131", 55},
	{"FI02 5000 4640 0013 02", 69380, "69875672083435364", 20110724,
		"402500046400013020006938000000069875672083435364110724", 14},
	{"FI15 6601 0001 5306 41", 744454, "7758474790647489", 20191219,
		"415660100015306410074445400000007758474790647489191219", 63},
	{"FI16 8000 1400 0502 67", 93585, "78777679656628687", 0,
		"416800014000502670009358500000078777679656628687000000", 30},
	{"FI73 3131 3001 0000 58", 0, "868624", 20130809,
		"473313130010000580000000000000000000000000868624130809", 68},
	{"FI83 3301 0001 1007 75", 15000020, "92125374252539897737", 20160525,
		"483330100011007751500002000092125374252539897737160525", 45},
	{"FI39 3636 3002 0924 92", 103, "590738390", 20230311,
		"439363630020924920000010300000000000000590738390230311", 9},
	{"FI92 3939 0001 0033 91", 2, "1357914", 19991224,
		"492393900010033910000000200000000000000001357914991224", 30},
};

enum { CODES = sizeof(codes) / sizeof(codes[0]) };

static void bank_bar_codes_match_the_published_ones(struct cx *cx)
{
	for (size_t i = 0; i < CODES; i++)
		CHECK_STR(bank_barcode(cx->arena, codes[i].iban,
				  money(codes[i].cents), codes[i].reference,
				  codes[i].due_day),
			codes[i].digits);
}

/* The same rows in version 5. */
static const struct {
	const char *rf;
	int64_t due_day;
	const char *digits;
	int check;
} codes_rf[] = {
	{"RF09 8685 1625 9619 897", 20100612,
		"579440520200360820048831509000000868516259619897100612", 74},
	{"RF06559582243294671", 20100131,
		"558101710000001220004829906000000559582243294671100131", 31},
	{"RF61698756720839", 20110724,
		"502500046400013020006938061000000000698756720839110724", 34},
	{"RF847758474790647489", 20191219,
		"515660100015306410074445484000007758474790647489191219", 16},
	{"RF6078777679656628687", 0,
		"516800014000502670009358560000078777679656628687000000", 15},
	{"RF10868624", 20130809,
		"573313130010000580000000010000000000000000868624130809", 91},
	{"RF7192125374252539897737", 20160525,
		"583330100011007751500002071092125374252539897737160525", 80},
	{"RF66590738390", 20230311,
		"539363630020924920000010366000000000000590738390230311", 10},
	{"RF951357914", 19991224,
		"592393900010033910000000295000000000000001357914991224", 33},
};

static void bar_codes_of_rf_references_match_the_published_ones(struct cx *cx)
{
	for (size_t i = 0; i < CODES; i++) {
		CHECK(reference_rf_ok(codes_rf[i].rf));
		CHECK_STR(bank_barcode_rf(cx->arena, codes[i].iban,
				  money(codes[i].cents), codes_rf[i].rf,
				  codes_rf[i].due_day),
			codes_rf[i].digits);
	}
	CHECK_STR(bank_barcode_rf(cx->arena, codes[0].iban, money(1),
			  "RF4539007547034A", 0),
		NULL);
	CHECK(!reference_rf_ok("RF09868516259619898"));
	CHECK(!reference_rf_ok("RF0"));
}

static void references_are_known_however_they_are_written(struct cx *cx)
{
	CHECK_STR(bank_reference(cx->arena, "00000000000000100010"), "100010");
	CHECK_STR(bank_reference(cx->arena, "1 00010"), "100010");
	CHECK_STR(bank_reference(cx->arena, "RF20 1000 10"), "100010");
	CHECK_STR(bank_reference(cx->arena, "rf20100010"), "100010");
	CHECK_STR(bank_reference(cx->arena, "RF21100010"), "");
	CHECK_STR(bank_reference(cx->arena, "100011"), "");
	CHECK_STR(bank_reference(cx->arena, "Thank you"), "");
	CHECK_STR(bank_reference(cx->arena, ""), "");
	CHECK_STR(iban_of_bban(cx->arena, "12345600000785"),
		"FI2112345600000785");
	CHECK_STR(iban_of_bban(cx->arena, "1234560000078"), "");
}

static void bar_codes_are_for_finnish_accounts_alone(struct cx *cx)
{
	CHECK_STR(bank_barcode(cx->arena, "GB82WEST12345698765432", money(1),
			  "1232", 20261207),
		NULL);
	CHECK_STR(bank_barcode(cx->arena, "FI2112345600000786", money(1),
			  "1232", 20261207),
		NULL);
}

static void too_much_for_a_bar_code_is_left_to_the_payer(struct cx *cx)
{
	CHECK_STR(bank_barcode(cx->arena, "FI2112345600000785",
			  money(100000000), "1232", 20261207),
		"421123456000007850000000000000000000000000001232261207");
}

/* Each module of the drawn bars, dark or not. */
static size_t modules_of(const struct code *code, char *out)
{
	size_t n = 0;
	for (const char *p = code->path; *p;) {
		char *end;
		long x = strtol(p + 1, &end, 10);
		strtol(end, &end, 10);
		long w = strtol(end + 1, &end, 10);
		for (long i = 0; i < w; i++)
			out[x + i] = '1';
		n = (size_t)(x + w);
		p = strchr(end, 'z') + 1;
	}
	return n;
}

/* Patterns of Code 128 that the test needs: values 0 to 102 are told by their
 * widths; here the check symbol is read by comparing with the symbol that
 * encodes the same value in subset C elsewhere in the code of its digits. */
static void check_symbol(struct cx *cx, const char *digits, int check)
{
	struct code code, pair;
	char bars[512] = {0}, wanted[512] = {0};
	memset(bars, '0', sizeof(bars) - 1);
	memset(wanted, '0', sizeof(wanted) - 1);
	CHECK_OK(code_bars(cx->arena, digits, &code));
	size_t n = modules_of(&code, bars);
	/* quiet zone, start C, 27 pairs, check symbol, stop */
	CHECK_INT(n, 10 + 11 + 27 * 11 + 11 + 13);
	CHECK(strncmp(bars + 10, "11010011100", 11) == 0);
	CHECK(strncmp(bars + n - 13, "1100011101011", 13) == 0);

	const char *value = arena_printf(cx->arena, "%02d%02d", check, check);
	CHECK_OK(code_bars(cx->arena, value, &pair));
	modules_of(&pair, wanted);
	CHECK(strncmp(bars + n - 24, wanted + 21, 11) == 0);
}

/* Code 128: start C is 105, then each pair's value times its place. */
static int check_of(const char *digits)
{
	int sum = 105;
	for (int i = 0; digits[i]; i += 2)
		sum += (i / 2 + 1) *
		       ((digits[i] - '0') * 10 + (digits[i + 1] - '0'));
	return sum % 103;
}

static void printed_bars_carry_the_published_check_symbol(struct cx *cx)
{
	for (size_t i = 0; i < CODES; i++) {
		CHECK_INT(check_of(codes[i].digits), codes[i].check);
		CHECK_INT(check_of(codes_rf[i].digits), codes_rf[i].check);
		check_symbol(cx, codes[i].digits, codes[i].check);
		check_symbol(cx, codes_rf[i].digits, codes_rf[i].check);
	}
}

static void qr_text_is_what_banks_read(struct cx *cx)
{
	CHECK_STR(bank_qr(cx->arena, "FI21 1234 5600 0007 85", "NDEAFIHH",
			  "Esimerkkikauppa Oy", money(1590), "11112"),
		"BCD\n002\n1\nSCT\nNDEAFIHH\nEsimerkkikauppa Oy\n"
		"FI2112345600000785\nEUR15.90\n\nRF9811112\n\n");
	CHECK_STR(bank_qr(cx->arena, "FI21 1234 5600 0007 85", "", "A",
			  money(0), "11112"),
		NULL);
}

static void qr_names_are_cut_and_kept_on_their_line(struct cx *cx)
{
	const char *text = bank_qr(cx->arena, "FI2112345600000785", "",
		"Ääää\nEUR9999.00 and a very long name of a shop that does not "
		"fit into seventy characters",
		money(5), "11112");
	CHECK(strstr(text, "\nÄäää EUR9999.00 and a very long name of a shop "
			   "that does not fit into \nFI21"));
	CHECK(strstr(text, "\nEUR0.05\n"));
}

static void qr_codes_are_square_with_a_quiet_zone(struct cx *cx)
{
	struct code code;
	CHECK_OK(code_qr(cx->arena, "BCD", &code));
	CHECK_INT(code.width, 21 + 8);
	CHECK_INT(code.height, code.width);
	/* The finder pattern: seven dark modules in the corner. */
	CHECK(strncmp(code.path, "M4 4h7v1h-7z", 12) == 0);
}

static void carriers_are_known_by_name(struct cx *cx)
{
	CHECK_STR(tracking_url(cx->arena, "Posti", "JJFI 123"),
		"https://www.posti.fi/fi/seuranta#/lahetys/JJFI123");
	CHECK_STR(tracking_url(cx->arena, "PostNord Oy", "00370"),
		"https://tracking.postnord.com/fi/?id=00370");
	CHECK_STR(tracking_url(cx->arena, "matkahuolto", "MH1\"><b>"),
		"https://www.matkahuolto.fi/seuranta/tilanne/"
		"?package_code=MH1b");
	CHECK_STR(tracking_url(cx->arena, "My cousin", "1"), NULL);
	CHECK_STR(tracking_url(cx->arena, "Posti", ""), NULL);
}

int main(void)
{
	return test_run((struct test[]){
		{"check digits are Finland's", check_digits_are_finlands},
		{"wrong references are told apart",
			wrong_references_are_told_apart},
		{"references are written in fives from the right",
			references_are_written_in_fives_from_the_right},
		{"creditor references follow ISO 11649",
			creditor_references_follow_iso_11649},
		{"IBANs are checked", ibans_are_checked},
		{"bank bar codes match the published ones",
			bank_bar_codes_match_the_published_ones},
		{"bar codes of RF references match the published ones",
			bar_codes_of_rf_references_match_the_published_ones},
		{"references are known however they are written",
			references_are_known_however_they_are_written},
		{"bar codes are for Finnish accounts alone",
			bar_codes_are_for_finnish_accounts_alone},
		{"too much for a bar code is left to the payer",
			too_much_for_a_bar_code_is_left_to_the_payer},
		{"printed bars carry the published check symbol",
			printed_bars_carry_the_published_check_symbol},
		{"QR text is what banks read", qr_text_is_what_banks_read},
		{"QR names are cut and kept on their line",
			qr_names_are_cut_and_kept_on_their_line},
		{"QR codes are square with a quiet zone",
			qr_codes_are_square_with_a_quiet_zone},
		{"carriers are known by name", carriers_are_known_by_name},
		{NULL, NULL},
	});
}
