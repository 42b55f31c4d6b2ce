/* In one file because the tests share the sample and its columns. */
#include "domain/import.h"

#include <string.h>

#include "domain/import_number.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "tests/test.h"

#define HEAD                                                                  \
	"Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,"   \
	"Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams," \
	"Variant Inventory Tracker,Variant Inventory Qty,"                    \
	"Variant Inventory Policy,Variant Price,Variant Compare At Price,"    \
	"Variant Taxable,Variant Barcode,Image Src,Image Position,"           \
	"Image Alt Text,Gift Card,SEO Title,SEO Description,Variant Image,"   \
	"Status\n"

/* A mug in two sizes; the second row has no option name, the third only a
 * picture. */
#define MUG                                                                   \
	"mug,Mug,<p>Good &amp; <b>strong</b></p>,Maja,Mugs,\"a, b\",true,"    \
	"Size,Small,,,MUG-S,340,shopify,5,deny,14.90,,true,'0640123,"         \
	"https://a.example/1.jpg,1,A mug,false,Seo,Words,,active\n"           \
	"mug,,,,,,,,Large,,,MUG-L,500.4,shopify,7,continue,16.9,,true,,,,,,," \
	",https://a.example/2.jpg,\n"                                         \
	"mug,,,,,,,,,,,,,,,,,,,,https://a.example/3.jpg,2,Again,,,,,\n"

struct result {
	int rc;
	struct import_report r;
	const char *notes; /* "LINE: text\n"... */
};

static struct result run(struct cx *cx, const char *text, bool dry)
{
	struct result out = {0};
	struct import_plan plan = {0};
	import_shopify_read(cx, text, strlen(text), &plan, &out.r);
	out.rc = import_apply(cx, &plan, dry, &out.r);
	size_t n;
	const struct import_note *notes = import_notes(&out.r, &n);
	out.notes = "";
	for (size_t i = 0; i < n; i++)
		out.notes = arena_printf(cx->arena, "%s%lld: %s\n", out.notes,
			(long long)notes[i].line, notes[i].text);
	import_plan_release(&plan);
	import_report_release(&out.r);
	return out;
}

static struct result import(struct cx *cx, const char *text)
{
	return run(cx, text, false);
}

static int64_t count(struct cx *cx)
{
	return test_number(cx,
		"SELECT (SELECT count(*) FROM product)"
		" + (SELECT count(*) FROM variant)"
		" + (SELECT count(*) FROM media)"
		" + (SELECT count(*) FROM outbox)"
		" + (SELECT count(*) FROM category)"
		" + (SELECT count(*) FROM origin)"
		" + (SELECT count(*) FROM slug)"
		" + (SELECT last FROM counter WHERE series = 'import')");
}

static struct product product_of(struct cx *cx, const char *sku)
{
	int64_t variant, id = 0;
	struct product p = {0};
	CHECK_OK(variant_by_sku(cx, sku, &variant, &id));
	CHECK_OK(product_get_any(cx, id, &p));
	return p;
}

#define CHECK_NOTE(result, part)                                          \
	do {                                                              \
		if (!strstr((result).notes, part)) {                      \
			test_failed = 1;                                  \
			printf("# %s:%d: no \"%s\" in\n# %s\n", __FILE__, \
				__LINE__, part, (result).notes);          \
		}                                                         \
	} while (0)

static void a_product_comes_whole(struct cx *cx)
{
	struct result r = import(cx, HEAD MUG);
	CHECK_OK(r.rc);
	CHECK_INT(r.r.rows, 3);
	CHECK_INT(r.r.products.new, 1);
	CHECK_INT(r.r.variants.new, 2);
	CHECK_INT(r.r.pictures, 3);
	CHECK_INT(r.r.pictures_new, 3);
	CHECK_STR(r.notes, "");
	struct product p = product_of(cx, "MUG-S");
	CHECK_STR(p.status, "active");
	CHECK_STR(p.slug, "mug");
	CHECK_STR(p.name, "Mug");
	CHECK_STR(p.description, "Good & **strong**");
	CHECK_STR(p.brand, "Maja");
	CHECK_INT(p.n_options, 1);
	CHECK_STR(p.options[0].name, "Size");
	CHECK_INT(p.n_variants, 2);
	CHECK_STR(p.variants[0].label, "Small");
	CHECK_STR(p.variants[0].gtin, "0640123");
	CHECK_INT(p.variants[0].weight_g, 340);
	CHECK_INT(p.variants[0].price.amount.minor, 1490);
	CHECK_INT(p.variants[0].stock.on_hand, 5);
	CHECK_INT(p.variants[1].price.amount.minor, 1690);
	CHECK_INT(p.variants[1].weight_g, 500);
	CHECK_INT(p.variants[1].stock.backorder, 1);
	CHECK(p.variants[1].media > 0);
	CHECK(p.category > 0);
	CHECK_INT(p.n_pictures, 3);
	CHECK_STR(p.pictures[0].alt, "A mug");
	CHECK_STR(p.pictures[1].alt, "Again");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'picture'"),
		3);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM price_log"), 2);
	test_books_agree(cx);
}

static void the_same_file_again_changes_nothing(struct cx *cx)
{
	CHECK_OK(import(cx, HEAD MUG).rc);
	int64_t before = count(cx);
	struct result r = import(cx, HEAD MUG);
	CHECK_OK(r.rc);
	CHECK_INT(r.r.products.same, 1);
	CHECK_INT(r.r.variants.same, 2);
	CHECK_INT(r.r.products.new + r.r.products.changed, 0);
	CHECK_INT(r.r.pictures_new, 0);
	CHECK_INT(count(cx), before);
}

static void a_dry_run_reports_and_keeps_nothing(struct cx *cx)
{
	int64_t before = count(cx);
	struct result r = run(cx, HEAD MUG, true);
	CHECK_OK(r.rc);
	CHECK_INT(r.r.products.new, 1);
	CHECK_INT(r.r.pictures_new, 3);
	CHECK_INT(count(cx), before);
}

#define ONE(qty, price, title)                                                \
	HEAD "cup," title ",,,,,true,Title,Default Title,,,CUP,,shopify," qty \
	     ",deny," price ",,true,,,,,,,,,\n"

/* What is sold here between two imports stays sold. */
static void a_new_price_leaves_the_stock_alone(struct cx *cx)
{
	CHECK_OK(import(cx, ONE("5", "10.00", "Cup")).rc);
	int64_t variant = product_of(cx, "CUP").variants[0].id;
	CHECK_OK(stock_move(cx, variant, -2, "lost", "adjust", 99, ""));
	cx->now += 1000;
	struct result r = import(cx, ONE("5", "12.00", "Cup"));
	CHECK_INT(r.r.products.changed, 1);
	CHECK_INT(r.r.variants.changed, 1);
	struct product p = product_of(cx, "CUP");
	CHECK_INT(p.variants[0].price.amount.minor, 1200);
	CHECK_INT(p.variants[0].stock.on_hand, 3);
	r = import(cx, ONE("9", "12.00", "Cup"));
	CHECK_INT(r.r.variants.changed, 1);
	CHECK_INT(product_of(cx, "CUP").variants[0].stock.on_hand, 9);
	test_books_agree(cx);
}

static void what_orders_hold_is_not_imported_away(struct cx *cx)
{
	CHECK_OK(import(cx, ONE("5", "10.00", "Cup")).rc);
	int64_t variant = product_of(cx, "CUP").variants[0].id;
	test_order_of(cx, "s1", variant, 3, "parcel", "transfer");
	struct result r = import(cx, ONE("1", "10.00", "Cup"));
	CHECK_OK(r.rc);
	CHECK_NOTE(r, "2: cup: quantity 1, but orders hold 3");
	CHECK_INT(product_of(cx, "CUP").variants[0].stock.on_hand, 3);
	test_books_agree(cx);
}

static void the_owners_words_survive_a_new_title(struct cx *cx)
{
	CHECK_OK(import(cx, ONE("5", "10.00", "Cup")).rc);
	struct product p = product_of(cx, "CUP");
	struct product_words words = {.name = "Cup",
		.summary = "Mine",
		.facts = "A: b",
		.safety = "Hot"};
	CHECK_OK(product_set_words(cx, p.id, "en", &words));
	CHECK_OK(import(cx, ONE("5", "10.00", "Big cup")).rc);
	p = product_of(cx, "CUP");
	CHECK_STR(p.name, "Big cup");
	CHECK_STR(p.summary, "Mine");
	CHECK_STR(p.safety, "Hot");
	CHECK_STR(p.slug, "cup");
}

static void a_variant_that_left_the_file_is_archived_and_comes_back(
	struct cx *cx)
{
#define SIZES(rest) HEAD "tee,Tee,,,,,true,Size,S,,,,,,,,10,,,,,,,,,,,\n" rest
	CHECK_OK(import(cx, SIZES("tee,,,,,,,,M,,,,,,,,11,,,,,,,,,,,\n")).rc);
	struct result r = import(cx, SIZES(""));
	CHECK_INT(r.r.variants_gone, 1);
	CHECK_NOTE(r, "\"TEE-M\" is no longer in the file");
	CHECK_INT(product_of(cx, "TEE-S").n_variants, 1);
	CHECK_INT(import(cx, SIZES("")).r.products.same, 1);
	r = import(cx, SIZES("tee,,,,,,,,M,,,,,,,,11,,,,,,,,,,,\n"));
	CHECK_INT(r.r.variants.changed, 1);
	CHECK_INT(product_of(cx, "TEE-S").n_variants, 2);
}

static void missing_and_repeated_skus_are_given_and_told(struct cx *cx)
{
	struct result r = import(cx, HEAD
		"a-tee,A,,,,,true,Size,S,Colour,Dark blue,,,,,,1,,,,,,,,,,,\n"
		"b,B,,,,,true,Title,Default Title,,,X,,,,,1,,,,,,,,,,,\n"
		"c,C,,,,,true,Title,Default Title,,,X,,,,,1,,,,,,,,,,,\n"
		"d,D,,,,,true,Title,Default Title,,,'X,,,,,1,,,,,,,,,,,\n");
	CHECK_OK(r.rc);
	CHECK_NOTE(r, "2: a-tee: no SKU, \"A-TEE-S-DARK-BLUE\" was given");
	CHECK_NOTE(r, "4: c: the SKU \"X\" is taken, \"X-2\" was given");
	CHECK_NOTE(r, "5: d: the SKU \"X\" is taken, \"X-3\" was given");
	CHECK_STR(product_of(cx, "X").name, "B");
	CHECK_STR(product_of(cx, "X-2").name, "C");
	/* A change keeps the SKU that was given. */
	r = import(cx, HEAD "c,C,,,,,true,Title,Default Title,,,X,9,,,,1,,,,,"
			    ",,,,,,\n");
	CHECK_INT(r.r.variants.changed, 1);
	CHECK_STR(r.notes, "");
	CHECK_STR(product_of(cx, "X-2").name, "C");
}

static void rows_of_a_product_may_be_apart(struct cx *cx)
{
	struct result r = import(cx,
		HEAD "a,A,,,,,true,Size,S,,,A1,,,,,1,,,,,,,,,,,\n"
		     "b,B,,,,,true,,,,,B1,,,,,2,,,,,,,,,,,\n"
		     "a,,,,,,,,M,,,A2,,,,,3,,,,,,,,,,,\n");
	CHECK_OK(r.rc);
	CHECK_INT(r.r.products.new, 2);
	CHECK_INT(product_of(cx, "A2").n_variants, 2);
	CHECK_INT(product_of(cx, "B1").n_options, 0);
}

static void columns_may_stand_in_any_order(struct cx *cx)
{
	struct result r = import(cx, "\xef\xbb\xbf"
				     "Variant Price,My column,TITLE,Handle\r\n"
				     "5,x,\"Two\r\nlines, \"\"q\"\"\",h\r\n");
	CHECK_OK(r.rc);
	CHECK_STR(r.r.ignored, "My column");
	CHECK_INT(r.r.products.new, 1);
	CHECK_STR(product_of(cx, "H").name, "Two\r\nlines, \"q\"");
}

static void drafts_and_archived_come_as_such(struct cx *cx)
{
	struct result r = import(cx,
		"Handle,Title,Variant Price,Variant SKU,Published,Status,"
		"Gift Card\n"
		"a,A,1,A,true,draft,\nb,B,1,B,true,archived,\n"
		"c,C,1,C,false,active,\nd,D,1,D,TRUE,Active,\n"
		"e,E,1,E,true,active,true\nf,F,1,F,,,\n");
	CHECK_OK(r.rc);
	CHECK_STR(product_of(cx, "A").status, "draft");
	CHECK_STR(product_of(cx, "B").status, "archived");
	CHECK_STR(product_of(cx, "C").status, "draft");
	CHECK_STR(product_of(cx, "D").status, "active");
	CHECK_STR(product_of(cx, "E").status, "draft");
	CHECK_STR(product_of(cx, "F").status, "active");
	CHECK_NOTE(r, "6: e: a gift card");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"
				  " WHERE kind = 'gift_card'"
				  " AND tax_class = 'outside'"),
		1);
}

static void oddities_are_told(struct cx *cx)
{
	struct result r = import(cx,
		HEAD "a,A,,,,,true,Size,S,,,A,,shopify,-3,deny,1,2.50,false,,"
		     "ftp://a.example/x.jpg,,,,,,,\n"
		     "a,,,,,,,,M,,,B,,shopify,,deny,1,,,,,,,,,,,\n"
		     "a,,,,,,,,L,,,C,,,,deny,0.00,,,,,,,,,,,\n");
	CHECK_OK(r.rc);
	CHECK_NOTE(r, "2: a: the quantity -3 is below 0, 0 was taken");
	CHECK_NOTE(r, "2: a: the compare-at price 2.50 is kept as a note");
	CHECK_NOTE(r, "2: a: \"not taxable\"");
	CHECK_NOTE(r, "2: a: the picture \"ftp://a.example/x.jpg\"");
	CHECK_NOTE(r, "3: a: no quantity, 0 was taken");
	CHECK_NOTE(r, "4: a: the price is 0");
	CHECK_INT(r.r.warnings, 6);
	struct product p = product_of(cx, "A");
	CHECK_STR(p.variants[0].compare_note, "2.50");
	CHECK(!p.variants[0].price.reduced);
	CHECK_INT(p.variants[0].stock.on_hand, 0);
	CHECK_INT(p.variants[2].stock.tracked, 0);
}

/* Each error names its line, and nothing is changed. */
static const struct {
	const char *text, *note;
} damaged[] = {
	{HEAD MUG "cut,Cut,<p>a", "5: 3 cells, but the header has 28"},
	{HEAD MUG "cut,Cut,\"<p>a\n", "5: a quote that is never closed"},
	{HEAD ",No,,,,,,,,,,,,,,,1,,,,,,,,,,,\n", "2: the row has no "
						  "handle"},
	{HEAD "a,A,,,,,,,,,,,,,,,,,,,,,,,,,,\n", "2: a: the variant "
						 "has no price"},
	{HEAD "a,A,,,,,,,,,,,,,,,1.2.3,,,,,,,,,,,\n",
		"2: a: Variant Price \"1.2.3\""},
	{HEAD "a,A,,,,,,,,,,,,,,,9.999,,,,,,,,,,,\n",
		"2: a: Variant Price \"9.999\""},
	{HEAD "a,A,,,,,,,,,,,,,,,-1,,,,,,,,,,,\n",
		"2: a: Variant Price \"-1\""},
	{HEAD "a,A,,,,,,,,,,,,,,,1,x,,,,,,,,,,\n",
		"2: a: Variant Compare At Price \"x\""},
	{HEAD "a,A,,,,,,,,,,,heavy,,,,1,,,,,,,,,,,\n",
		"2: a: Variant Grams \"heavy\""},
	{HEAD "a,A,,,,,,,,,,,,shopify,1.5,,1,,,,,,,,,,,\n",
		"2: a: Variant Inventory Qty \"1.5\""},
	{HEAD "a,A,,,,,perhaps,,,,,,,,,,1,,,,,,,,,,,\n",
		"2: a: Published \"perhaps\""},
	{HEAD "a,A,,,,,,,,,,,,,,,1,,,,,,,,,,,odd\n",
		"2: a: the status \"odd\""},
	{HEAD "a,A\xe4,,,,,,,,,,,,,,,1,,,,,,,,,,,\n", "2: the text is "
						      "not UTF-8"},
	{HEAD "a,,,,,,,,,,,,,,,,1,,,,,,,,,,,\n", "2: a: the product "
						 "has no title"},
	{HEAD "a,A,,,,,,Size,S,,,,,,,,1,,,,,,,,,,,\n"
	      "a,,,,,,,,S,,,,,,,,1,,,,,,,,,,,\n",
		"3: a: the same option values as in line 2"},
	{HEAD "a,A,,,,,,Size,S,,,,,,,,1,,,,,,,,,,,\n"
	      "a,,,,,,,,,,,,,,,,1,,,,,,,,,,,\n",
		"3: a: the variant has no value of the option"},
	{HEAD "a,A,,,,,,Size,S,,Red,,,,,,1,,,,,,,,,,,\n",
		"2: a: the value \"Red\" is of an option without"},
	{"Title,Price\nA,1\n", "1: there is no column \"Handle\""},
	{"", "1: the file is empty"},
};

static void errors_name_their_line_and_change_nothing(struct cx *cx)
{
	CHECK_OK(import(cx, ONE("5", "10.00", "Cup")).rc);
	int64_t before = count(cx);
	for (size_t i = 0; i < sizeof(damaged) / sizeof(*damaged); i++) {
		struct result r = import(cx, damaged[i].text);
		CHECK_INT(r.rc, ERR_INVALID);
		CHECK(r.r.errors > 0);
		CHECK_NOTE(r, damaged[i].note);
		CHECK_INT(count(cx), before);
	}
}

static void all_errors_are_found_at_once(struct cx *cx)
{
	struct result r = import(cx,
		HEAD "a,A\xe4,,,,,,,,,,,,,,,x,,,,,,,,,,,\n"
		     "short,row\n"
		     "b,B\xe4,,,,,,,,,,,,,,,,,,,,,,,,,,\n");
	CHECK_NOTE(r, "2: the text is not UTF-8");
	CHECK_NOTE(r, "2: a: Variant Price \"x\"");
	CHECK_NOTE(r, "3: 2 cells");
	CHECK_NOTE(r, "4: the text is not UTF-8");
	CHECK_NOTE(r, "4: b: the variant has no price");
	CHECK_INT(r.r.errors, 5);
}

static void values_that_look_alike_stay_apart(struct cx *cx)
{
	struct result r = import(cx,
		HEAD "a,A,,,,,true,Size,50 ml,,,A1,,,,,1,,,,,,,,,,,\n"
		     "a,,,,,,,,50-ml,,,A2,,,,,2,,,,,,,,,,,\n"
		     "a,,,,,,,,\xe5\xa4\xa7,,,A3,,,,,3,,,,,,,,,,,\n");
	CHECK_OK(r.rc);
	struct product p = product_of(cx, "A1");
	CHECK_INT(p.n_variants, 3);
	CHECK_INT(p.options[0].n, 3);
	CHECK_STR(p.variants[2].label, "\xe5\xa4\xa7");
}

static void a_category_is_found_again_by_its_name(struct cx *cx)
{
	CHECK_OK(import(cx, "Handle,Title,Type,Product Category,Variant Price\n"
			    "a,A,Mugs,,1\nb,B,mugs,,1\n"
			    "c,C,,Home > Decor > Posters,1\nd,D,,,1\n")
			 .rc);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM category"), 2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product_category"), 3);
}

static void decimals_are_exact(struct cx *cx)
{
	(void)cx;
	int64_t v;
	CHECK(import_decimal("0.07", 2, false, &v) && v == 7);
	CHECK(import_decimal("19.99", 2, false, &v) && v == 1999);
	CHECK(import_decimal("1.1", 2, false, &v) && v == 110);
	CHECK(import_decimal("5", 2, false, &v) && v == 500);
	CHECK(import_decimal(".5", 2, false, &v) && v == 50);
	CHECK(import_decimal("1.500000", 2, false, &v) && v == 150);
	CHECK(import_decimal("-3", 0, false, &v) && v == -3);
	CHECK(import_decimal("4.0", 0, false, &v) && v == 4);
	CHECK(!import_decimal("1.005", 2, false, &v));
	CHECK(!import_decimal("1,50", 2, false, &v));
	CHECK(!import_decimal("1e3", 2, false, &v));
	CHECK(!import_decimal("", 2, false, &v));
	CHECK(!import_decimal(".", 2, false, &v));
	CHECK(!import_decimal("-", 2, false, &v));
	CHECK(!import_decimal("99999999999999999999", 2, false, &v));
	CHECK(import_grams("453.592", "g", &v) && v == 454);
	CHECK(import_grams("1", "lb", &v) && v == 454);
	CHECK(import_grams("0.5", "kg", &v) && v == 500);
	CHECK(import_grams("10", "oz", &v) && v == 283);
	CHECK(!import_grams("1", "stone", &v));
	CHECK(!import_grams("-1", "g", &v));
}

int main(void)
{
	return test_run((struct test[]){
		{"a product comes whole", a_product_comes_whole},
		{"the same file again changes nothing",
			the_same_file_again_changes_nothing},
		{"a dry run reports and keeps nothing",
			a_dry_run_reports_and_keeps_nothing},
		{"a new price leaves the stock alone",
			a_new_price_leaves_the_stock_alone},
		{"what orders hold is not imported away",
			what_orders_hold_is_not_imported_away},
		{"the owner's words survive a new title",
			the_owners_words_survive_a_new_title},
		{"a variant that left the file is archived and comes back",
			a_variant_that_left_the_file_is_archived_and_comes_back},
		{"missing and repeated SKUs are given and told",
			missing_and_repeated_skus_are_given_and_told},
		{"rows of a product may be apart",
			rows_of_a_product_may_be_apart},
		{"columns may stand in any order",
			columns_may_stand_in_any_order},
		{"drafts and archived come as such",
			drafts_and_archived_come_as_such},
		{"oddities are told", oddities_are_told},
		{"errors name their line and change nothing",
			errors_name_their_line_and_change_nothing},
		{"all errors are found at once", all_errors_are_found_at_once},
		{"values that look alike stay apart",
			values_that_look_alike_stay_apart},
		{"a category is found again by its name",
			a_category_is_found_again_by_its_name},
		{"decimals are exact", decimals_are_exact},
		{NULL, NULL},
	});
}
