#include "tests/check.h"

#include "lib/text.h"

static void broken_utf8_is_refused(struct arena *a)
{
	(void)a;
	CHECK(utf8_ok("sähkö", strlen("sähkö")));
	CHECK(utf8_ok("", 0));
	CHECK(!utf8_ok("a\0b", 3));
	CHECK(!utf8_ok("\xc3", 1));
	CHECK(!utf8_ok("\xc0\xaf", 2));     /* overlong */
	CHECK(!utf8_ok("\xed\xa0\x80", 3)); /* surrogate */
	CHECK(!utf8_ok("\xff", 1));
}

static void length_counts_characters(struct arena *a)
{
	(void)a;
	CHECK_INT(utf8_length("pöytä"), 5);
	CHECK_INT(utf8_length(""), 0);
}

static void case_and_accents_are_folded(struct arena *a)
{
	CHECK_STR(text_fold(a, "en", "Crème BRÛLÉE"), "creme brulee");
	CHECK_STR(text_fold(a, "en", "Ärla ÖLAND"), "arla oland");
	CHECK_STR(text_fold(a, "en", "Straße"), "strasse");
	CHECK_STR(text_fold(a, "en", "Łódź Øre"), "lodz ore");
	/* the same letter, composed and not */
	CHECK_STR(text_fold(a, "fi", "pa\xcc\x88iva\xcc\x88"),
		text_fold(a, "fi", "PÄIVÄ"));
}

/* Does x sort before y in the language? */
static int before(
	struct arena *a, const char *lang, const char *x, const char *y)
{
	return strcmp(text_fold(a, lang, x), text_fold(a, lang, y)) < 0;
}

static void nordic_letters_sort_after_z(struct arena *a)
{
	CHECK(before(a, "fi", "Zeppelin", "Åbo"));
	CHECK(before(a, "fi", "åbo", "Ämpäri"));
	CHECK(before(a, "sv", "ÄPPLE", "öl"));
	CHECK(before(a, "sv", "ö", "öa"));
	CHECK(before(a, "fi", "xz", "Über")); /* as y */
	CHECK(before(a, "fi", "Über", "yz"));
	CHECK(before(a, "fi", "é", "f"));
	CHECK(before(a, "en", "Äpple", "banana"));
}

static void slug_has_only_letters_digits_and_single_dashes(struct arena *a)
{
	CHECK_STR(text_slug(a, "Utu vase, speckled"), "utu-vase-speckled");
	CHECK_STR(text_slug(a, "  Äiti & Åke: öljyä!! "), "aiti-ake-oljya");
	CHECK_STR(text_slug(a, "Café Straße 25%"), "cafe-strasse-25");
	CHECK_STR(text_slug(a, "Women’s / men's"), "womens-mens");
	CHECK_STR(text_slug(a, "talvi\xc2\xadkengät"), "talvikengat");
	CHECK_STR(text_slug(a, "--- …"), "");
	CHECK_STR(text_slug(a, ""), "");
}

static void text_that_is_not_utf8_is_still_folded(struct arena *a)
{
	CHECK_STR(text_fold(a, "fi", "AB\xff"), "ab\xef\xbf\xbd");
	CHECK_STR(text_slug(a, "AB\xff"), "ab");
}

static void trim_takes_all_kinds_of_space(struct arena *a)
{
	CHECK_STR(text_trim(a, " \t\r\n a  b\xc2\xa0\xe3\x80\x80"), "a  b");
	CHECK_STR(text_trim(a, "å "), "å");
	CHECK_STR(text_trim(a, " \n"), "");
	CHECK_STR(text_trim(a, ""), "");
}

int main(void)
{
	return check_run((struct check[]){
		{"broken UTF-8 is refused", broken_utf8_is_refused},
		{"length counts characters", length_counts_characters},
		{"case and accents are folded", case_and_accents_are_folded},
		{"nordic letters sort after z", nordic_letters_sort_after_z},
		{"slug has only letters, digits and single dashes",
			slug_has_only_letters_digits_and_single_dashes},
		{"text that is not UTF-8 is still folded",
			text_that_is_not_utf8_is_still_folded},
		{"trim takes all kinds of space",
			trim_takes_all_kinds_of_space},
		{NULL, NULL},
	});
}
