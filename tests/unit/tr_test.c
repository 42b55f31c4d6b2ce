#include "tests/check.h"

#include "lib/tr.h"

/* msgids through variables: these are not texts of the program. */
static const char *const cart = "test: Cart";
static const char *const one = "test: %d product";
static const char *const many = "test: %d products";

#define HEAD                                        \
	"Content-Type: text/plain; charset=UTF-8\n" \
	"Plural-Forms: nplurals=2; plural=(n != 1);\n"
#define PLURAL_ID "test: %d product\0test: %d products"

static void catalogue(const char *lang, const char *cart_text,
	const char *plural, size_t plural_len)
{
	check_catalogue(lang,
		(struct check_msg[]){
			{"", HEAD, 0, 0},
			{PLURAL_ID, plural, sizeof(PLURAL_ID) - 1, plural_len},
			{cart, cart_text, 0, 0},
			{NULL, NULL, 0, 0},
		});
}

static void language_switches_at_once(struct arena *a)
{
	(void)a;
	tr_use("fi");
	CHECK_STR(tr(cart), "Ostoskori");
	tr_use("sv");
	CHECK_STR(tr(cart), "Varukorg");
	tr_use("fi");
	CHECK_STR(tr(cart), "Ostoskori");
}

static void english_gives_the_source_after_finnish(struct arena *a)
{
	(void)a;
	tr_use("fi");
	tr_use("en");
	CHECK_STR(tr(cart), cart);
	CHECK_STR(tr_n(one, many, 1), one);
	CHECK_STR(tr_n(one, many, 0), many);
	tr_use("fi");
	CHECK_STR(tr(cart), "Ostoskori");
}

static void unknown_language_is_english(struct arena *a)
{
	(void)a;
	tr_use("fi");
	tr_use("de");
	CHECK_STR(tr(cart), cart);
	tr_use("fi");
	tr_use(NULL);
	CHECK_STR(tr(cart), cart);
}

static void plural_form_follows_the_number(struct arena *a)
{
	(void)a;
	tr_use("fi");
	CHECK_STR(tr_n(one, many, 1), "%d tuote");
	CHECK_STR(tr_n(one, many, 2), "%d tuotetta");
	CHECK_STR(tr_n(one, many, -1), "%d tuote");
}

static void missing_text_stays_english(struct arena *a)
{
	(void)a;
	const char *missing = "test: not there", *empty = "";
	tr_use("fi");
	CHECK_STR(tr(missing), missing);
	CHECK_STR(tr(empty), ""); /* not the catalogue's header */
}

static void languages_are_found_by_code(struct arena *a)
{
	(void)a;
	CHECK_INT(tr_lang_index("en"), 0);
	CHECK_STR(tr_langs[tr_lang_index("fi")].name, "Suomi");
	CHECK_INT(tr_lang_index("xx"), -1);
	CHECK_INT(tr_lang_index(NULL), -1);
	CHECK(tr_langs[TR_LANGS].code == NULL);
}

int main(void)
{
	catalogue("fi", "Ostoskori", "%d tuote\0%d tuotetta", 20);
	catalogue("sv", "Varukorg", "%d vara\0%d varor", 16);
	tr_init(check_dir());
	return check_run((struct check[]){
		{"language switches at once", language_switches_at_once},
		{"English gives the source after Finnish",
			english_gives_the_source_after_finnish},
		{"unknown language is English", unknown_language_is_english},
		{"plural form follows the number",
			plural_form_follows_the_number},
		{"missing text stays English", missing_text_stays_english},
		{"languages are found by code", languages_are_found_by_code},
		{NULL, NULL},
	});
}
