/* WooCommerce's product CSV, and the old addresses that it leaves. */
#include <string.h>

#include "domain/import_number.h"
#include "domain/import_run.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/quote.h"
#include "domain/redirect.h"
#include "domain/slug.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "tests/orders.h"
#include "tests/test.h"

struct result {
	int rc;
	struct import_report r;
	const char *text;
};

static struct result import_mapped(
	struct cx *cx, const char *text, const struct import_map *maps)
{
	struct result out = {.rc = OK};
	struct import_wish w = {.format = "woocommerce", .maps = maps};
	out.rc = import_run(cx, text, strlen(text), &w, &out.r);
	out.text = import_report_text(cx, &out.r, out.rc, false);
	import_report_release(&out.r);
	return out;
}

static struct result import(struct cx *cx, const char *text)
{
	return import_mapped(cx, text, NULL);
}

static void check_says(const struct result *r, const char *note)
{
	if (strstr(r->text, note))
		return;
	test_failed = 1;
	printf("# no \"%s\" in:\n# %s\n", note, r->text);
}

static struct product product_of(struct cx *cx, const char *sku)
{
	static struct variant none[2];
	struct product p = {.name = "none", .variants = none};
	int64_t variant, product;
	if (variant_by_sku(cx, sku, &variant, &product) == OK)
		CHECK_OK(product_get_any(cx, product, &p));
	return p;
}

#define HEAD                                                                  \
	"\xef\xbb\xbfID,Type,SKU,Name,Published,\"Regular price\","           \
	"\"Sale price\",\"Date sale price starts\",\"Date sale price ends\"," \
	"Stock,\"Weight (kg)\",Categories,Parent,Description,"                \
	"\"Attribute 1 name\",\"Attribute 1 value(s)\",Upsells,Images\r\n"

static void a_simple_product_comes_whole(struct cx *cx)
{
	struct result r = import(cx,
		HEAD "7,simple,MUG,\"Mug, big\",1,\"12,90\",,,,5,\"0,25\","
		     "\"Table > Mugs, Gifts\",,\"One\\nTwo \\\\n\",Material,"
		     "\"Oak, Stone\\, grey\",,https://a.example/m.jpg\r\n");
	CHECK_OK(r.rc);
	struct product p = product_of(cx, "MUG");
	CHECK_STR(p.name, "Mug, big");
	CHECK_STR(p.slug, "mug-big");
	CHECK_STR(p.status, "active");
	CHECK_INT(p.variants[0].price.amount.minor, 1290);
	CHECK_INT(p.variants[0].stock.on_hand, 5);
	CHECK_INT(p.variants[0].weight_g, 250);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM category"), 3);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM category"
				  " WHERE parent IS NOT NULL"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM attribute_value_text"
				  " WHERE name = 'Stone, grey'"),
		1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM media"), 1);
}

#define TEE                                                       \
	"1,variable,TEE,Tee,1,,,,,,,,,,Size,\"S, M\",,\r\n"       \
	"2,variation,TEE-S,Tee - S,1,10,,,,3,,,TEE,,Size,S,,\r\n" \
	"3,variation,TEE-M,Tee - M,1,11,,,,4,,,id:1,,Size,M,,\r\n"

static void variations_find_their_parent_by_sku_or_id(struct cx *cx)
{
	CHECK_OK(import(cx, HEAD TEE).rc);
	struct product p = product_of(cx, "TEE-S");
	CHECK_STR(p.name, "Tee");
	CHECK_INT(p.n_variants, 2);
	if (p.n_variants != 2)
		return;
	CHECK_STR(p.options[0].name, "Size");
	CHECK_STR(p.variants[1].sku, "TEE-M");
	CHECK_INT(p.variants[1].price.amount.minor, 1100);
	struct result r = import(cx, HEAD TEE);
	CHECK_INT(r.r.products.same, 1);
	check_says(&r, "Nothing has changed");
}

static void a_variation_of_any_value_becomes_one_of_each(struct cx *cx)
{
	CHECK_OK(import(cx,
		HEAD "1,variable,TEE,Tee,1,,,,,,,,,,Size,\"S, M, L\",,\r\n"
		     "2,variation,TEE-A,Tee,1,10,,,,3,,,TEE,,Size,,,\r\n")
			 .rc);
	CHECK_INT(product_of(cx, "TEE-A").n_variants, 3);
	CHECK_INT(test_number(
			  cx, "SELECT CAST(sum(on_hand) AS BIGINT) FROM stock"),
		3);
}

static void a_sale_in_force_reduces_nothing_that_was_never_asked(struct cx *cx)
{
	CHECK_OK(import(cx, HEAD "1,simple,A,A,1,20,15,,2026-12-24,,,,,,,,,\n"
				 "2,simple,B,B,1,20,15,2026-12-01,2026-12-24,,,"
				 ",,,,,,\n")
			 .rc);
	int64_t a, b, product, until;
	struct price_now now, then;
	CHECK_OK(variant_by_sku(cx, "A", &a, &product));
	CHECK_OK(variant_by_sku(cx, "B", &b, &product));
	CHECK_OK(price_now(cx, a, &now));
	CHECK_INT(now.amount.minor, 1500);
	CHECK(!now.reduced);
	CHECK_OK(price_sale_until(cx, a, &until));
	CHECK_INT(until, clock_day_end(20261224));
	CHECK_OK(price_now(cx, b, &now));
	CHECK_INT(now.amount.minor, 2000);
	CHECK_OK(price_at(cx, b, cx->now + 15 * MS_DAY, &then));
	CHECK_INT(then.amount.minor, 1500);
}

static int64_t asked(struct cx *cx, const char *sku, int64_t at_ms)
{
	int64_t v, product;
	struct price_now p;
	CHECK_OK(variant_by_sku(cx, sku, &v, &product));
	CHECK_OK(price_at(cx, v, at_ms, &p));
	return p.amount.minor;
}

static void a_sale_that_left_the_file_ends(struct cx *cx)
{
	int64_t later = cx->now + 15 * MS_DAY;
	CHECK_OK(import(cx, HEAD "1,simple,A,A,1,20,15,,,,,,,,,,,\n"
				 "2,simple,B,B,1,20,15,2026-12-01,2026-12-24,,,"
				 ",,,,,,\n")
			 .rc);
	CHECK_INT(asked(cx, "A", cx->now), 1500);
	CHECK_INT(asked(cx, "B", later), 1500);
	cx->now += MS_MINUTE;
	CHECK_OK(import(cx, HEAD "1,simple,A,A,1,20,,,,,,,,,,,,\n"
				 "2,simple,B,B,1,20,18,2026-12-01,2026-12-24,,,"
				 ",,,,,,\n")
			 .rc);
	CHECK_INT(asked(cx, "A", cx->now), 2000);
	CHECK_INT(asked(cx, "B", later), 1800);
}

static void times_are_those_of_the_shops_clock(struct cx *cx)
{
	(void)cx;
	/* the night of 29 March has an hour less */
	CHECK_INT(import_time("2026-03-29 12:00", false),
		clock_moment(20260329, 12 * 60));
	CHECK_INT(import_time("2026-10-25T12:00:30", false),
		clock_moment(20261025, 12 * 60) + 30 * MS_SECOND);
}

/* What the owner reduced here is not the other shop's to end. */
static void the_owners_sale_stays(struct cx *cx)
{
	int64_t v, product;
	CHECK_OK(import(cx, HEAD "1,simple,A,A,1,20,15,,,,,,,,,,,\n").rc);
	CHECK_OK(variant_by_sku(cx, "A", &v, &product));
	cx->now += MS_MINUTE;
	CHECK_OK(price_set(cx, v, "sale", money(900), 0));
	cx->now += MS_MINUTE;
	CHECK_OK(import(cx, HEAD "1,simple,A,A,1,21,,,,,,,,,,,,\n").rc);
	CHECK_INT(asked(cx, "A", cx->now), 900);
}

static void headers_may_be_finnish_or_named_by_hand(struct cx *cx)
{
	CHECK_OK(import(cx, "Tunnus;Tyyppi;Tuotetunnus;Nimi;Julkaistu;"
			    "Normaalihinta\n1;simple;MUKI;Muki;1;12,90\n")
			 .rc);
	CHECK_INT(product_of(cx, "MUKI").variants[0].price.amount.minor, 1290);
	struct result r = import(cx, "Lajike,Name,Hinta\nsimple,Kuppi,5\n");
	CHECK_INT(r.rc, ERR_INVALID);
	check_says(&r, "there is no column \"Type\": say which one it is");
	static const struct import_map maps[] = {
		{"Lajike", "Type"}, {"Hinta", "Regular price"}, {NULL, NULL}};
	r = import_mapped(cx, "Lajike,Name,Hinta\nsimple,Kuppi,5\n", maps);
	CHECK_OK(r.rc);
	CHECK_STR(product_of(cx, "KUPPI").name, "Kuppi");
}

static void what_cannot_come_is_told_with_its_line(struct cx *cx)
{
	struct result r = import(cx,
		HEAD "1,grouped,G,Group,1,,,,,,,,,,,,,\n"
		     "2,external,E,Elsewhere,1,5,,,,,,,,,,,,\n"
		     "3,simple,H,Half,1,,,,,,,,,,,,,\n");
	CHECK_OK(r.rc);
	check_says(&r, "line 2: warning: Group: a group of products");
	check_says(&r, "line 3: warning: Elsewhere: sold by another shop");
	check_says(&r, "line 4: warning: H: no price");
	CHECK_STR(product_of(cx, "E").status, "draft");
	r = import(cx, HEAD "1,variation,V,V,1,5,,,,,,,NONE,,,,,\n"
			    "2,simple,W,W,1,x,,,,,,,,,,,,\n"
			    "3,simple,Y,Y,1,5,4,soon,,,,,,,,,,\n");
	CHECK_INT(r.rc, ERR_INVALID);
	check_says(&r, "line 2: error: 1: its parent \"NONE\"");
	check_says(&r, "line 3: error: 2: Regular price \"x\"");
	check_says(&r, "line 4: error: 3: Date sale price starts \"soon\"");
	CHECK_STR(product_of(cx, "W").name, "none");
}

static void relations_lead_to_products_further_down(struct cx *cx)
{
	CHECK_OK(import(cx, HEAD "1,simple,A,A,1,5,,,,,,,,,,,\"B, id:3\",\n"
				 "2,simple,B,B,1,5,,,,,,,,,,,,\n"
				 "3,simple,C,C,1,5,,,,,,,,,,,,\n")
			 .rc);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM relation"
				  " WHERE kind = 'similar'"),
		2);
}

/* ---- old addresses ---- */

static const char *leads(struct cx *cx, const char *path)
{
	const char *to = NULL;
	return redirect_find(cx, path, &to) == OK ? to : "nowhere";
}

static void old_addresses_lead_to_the_product_in_the_visitors_language(
	struct cx *cx)
{
	CHECK_OK(import(cx, HEAD "44,simple,MUG,Big mug,1,5,,,,,,\"Table > "
				 "Mugs\",,,,,,\n")
			 .rc);
	const char *to = NULL;
	CHECK_STR(leads(cx, "/product/big-mug"), "/p/big-mug");
	CHECK_STR(leads(cx, "/Product/Big-Mug/"), "/p/big-mug");
	CHECK_STR(leads(cx, "/product-category/table/mugs"), "/c/table/mugs");
	CHECK_STR(leads(cx, "/shop"), "/");
	CHECK_OK(redirect_find_query(cx, "p=44", &to));
	CHECK_STR(to, "/p/big-mug");
	CHECK_OK(redirect_find_query(cx, "product=big-mug&x=1", &to));
	CHECK_INT(redirect_find_query(cx, "q=44", &to), ERR_NOT_FOUND);
	struct product p = product_of(cx, "MUG");
	CHECK_OK(slug_set(cx, "product", "en", p.id, "huge-mug", NULL));
	CHECK_OK(slug_set(cx, "product", "fi", p.id, "iso-muki", NULL));
	CHECK_STR(leads(cx, "/product/big-mug"), "/p/huge-mug");
	cx->locale = "fi";
	CHECK_STR(leads(cx, "/product/big-mug"), "/p/iso-muki");
}

static void without_a_row_the_same_slug_is_found(struct cx *cx)
{
	test_product(cx, (struct test_product){.slug = "cup"});
	CHECK_STR(leads(cx, "/products/cup"), "/p/cup");
	CHECK_STR(leads(cx, "/collections/summer/products/cup"), "/p/cup");
	CHECK_STR(leads(cx, "/products/none"), "nowhere");
	CHECK_STR(leads(cx, "/p/none"), "nowhere");
	CHECK_STR(leads(cx, "/admin/x"), "nowhere");
}

static void put(struct cx *cx, const char *from, const char *to)
{
	struct redirect r = {
		.path = from, .kind = "address", .address = to, .source = "x"};
	CHECK_OK(redirect_put(cx, &r));
}

static void chains_are_followed_once_and_circles_lead_nowhere(struct cx *cx)
{
	put(cx, "/a", "/b");
	put(cx, "/b", "/c/table");
	put(cx, "/x", "/y");
	put(cx, "/y", "/x");
	put(cx, "/self", "/self");
	CHECK_STR(leads(cx, "/a"), "/c/table");
	CHECK_STR(leads(cx, "/x"), "nowhere");
	CHECK_STR(leads(cx, "/self"), "nowhere");
}

static void tax_rates_of_countries_come_as_of_today(struct cx *cx)
{
	static const char text[] =
		"Country Code,State Code,ZIP/Postcode,City,Rate %,Tax Name,"
		"Priority,Compound,Shipping,Tax Class\r\n"
		"SE,*,*,*,25.0000,Moms,1,0,1,\r\n"
		"se,,,,12.0000,Moms,1,0,1,reduced-rate\r\n"
		"FI,*,*,*,25.5000,ALV,1,0,1,\r\n"
		"US,AL,12345; 123456,*,2.0000,US AL,2,1,1,\r\n";
	struct result r = import(cx, text);
	int64_t rate = 0;
	CHECK_OK(r.rc);
	check_says(&r, "tax rates: 3 (1 new, 0 changed, 2 unchanged)");
	check_says(&r, "line 5");
	CHECK_OK(tax_rate_on(cx, "general", "SE", clock_day(cx->now), &rate));
	CHECK_INT(rate, 2500);
	CHECK_OK(tax_rate_on(cx, "reduced", "SE", clock_day(cx->now), &rate));
	CHECK_INT(rate, 1200);
	CHECK_INT(tax_rate_on(cx, "general", "US", clock_day(cx->now), &rate),
		ERR_NOT_FOUND);
	r = import(cx, text);
	check_says(&r, "(0 new, 0 changed, 3 unchanged)");
	r = import(cx, "Country Code,Rate %\r\nIS,24\r\nNO,2500\r\n");
	CHECK_INT(r.rc, ERR_INVALID);
	CHECK_INT(tax_rate_on(cx, "general", "IS", clock_day(cx->now), &rate),
		ERR_NOT_FOUND);
}

int main(void)
{
	return test_run((struct test[]){
		{"tax rates of countries come as of today",
			tax_rates_of_countries_come_as_of_today},
		{"a simple product comes whole", a_simple_product_comes_whole},
		{"variations find their parent by SKU or ID",
			variations_find_their_parent_by_sku_or_id},
		{"a variation of any value becomes one of each",
			a_variation_of_any_value_becomes_one_of_each},
		{"a sale in force reduces nothing that was never asked",
			a_sale_in_force_reduces_nothing_that_was_never_asked},
		{"a sale that left the file ends",
			a_sale_that_left_the_file_ends},
		{"times are those of the shop's clock",
			times_are_those_of_the_shops_clock},
		{"the owner's sale stays", the_owners_sale_stays},
		{"headers may be Finnish, or named by hand",
			headers_may_be_finnish_or_named_by_hand},
		{"what cannot come is told with its line",
			what_cannot_come_is_told_with_its_line},
		{"relations lead to products further down",
			relations_lead_to_products_further_down},
		{"old addresses lead to the product in the visitor's language",
			old_addresses_lead_to_the_product_in_the_visitors_language},
		{"without a row the same slug is found",
			without_a_row_the_same_slug_is_found},
		{"chains are followed once, and circles lead nowhere",
			chains_are_followed_once_and_circles_lead_nowhere},
		{NULL, NULL},
	});
}
