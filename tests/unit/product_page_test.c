/*
 * The product's page in full, its brand's page and its documents.
 * In one file because all share the mug.
 */
#include <string.h>

#include "domain/attribute.h"
#include "domain/brand.h"
#include "domain/category.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/product_file.h"
#include "domain/relation.h"
#include "domain/size_guide.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/shop.h"

static int64_t mug(struct cx *cx, const char *slug, const char *brand)
{
	int64_t id;
	test_product(cx, (struct test_product){
				 .slug = slug, .on_hand = 9, .product = &id});
	CHECK_OK(product_update(
		cx, id, 0, &(struct product_head){.brand = brand}));
	return id;
}

static int64_t brand(struct cx *cx, const char *name)
{
	int64_t id;
	CHECK_OK(brand_by_name(cx, name, &id));
	return id;
}

static void check_has(const char *answer, const char *what, int times, int line)
{
	int n = shop_count(answer, what);
	if (n == times)
		return;
	test_failed = 1;
	printf("# line %d: %s stands %d times, want %d\n", line, what, n,
		times);
}
#define HAS(answer, what, times) check_has(answer, what, times, __LINE__)

static const char *location(struct cx *cx, const char *path)
{
	const char *answer = shop_get(cx, path);
	CHECK_INT(shop_status(answer), 301);
	return shop_header(cx, answer, "Location");
}

/* ---- brands ---- */

static void a_brand_shows_its_own_products(struct cx *cx)
{
	shop_fresh();
	mug(cx, "mug", "Lehto");
	mug(cx, "cup", "Lehto");
	mug(cx, "lamp", "Utu");
	CHECK_OK(brand_set_words(cx, brand(cx, "Lehto"), "en",
		"Stoneware from **Fiskars**.<script>", NULL));
	const char *a = shop_get(cx, "/b/lehto");
	CHECK_INT(shop_status(a), 200);
	HAS(a, "<h1>Lehto</h1>", 1);
	HAS(a, "<strong>Fiskars</strong>", 1);
	HAS(a, "Fiskars</strong>.<script>", 0);
	HAS(a, "<li class=\"card", 2);
	HAS(a, "/p/lamp", 0);
	HAS(a, "2 products", 1);

	a = shop_ask(
		cx, (struct visit){.path = "/b/lehto", .query = "sort=name"});
	CHECK(strstr(a, "href=\"/p/cup\"") < strstr(a, "href=\"/p/mug\""));
}

static void old_brand_addresses_move_and_archived_ones_are_gone(struct cx *cx)
{
	shop_fresh();
	mug(cx, "mug", "Lehto");
	int64_t id = brand(cx, "Lehto");
	CHECK_OK(brand_set_words(cx, id, "en", NULL, "Lehto Keramiikka"));
	CHECK_STR(location(cx, "/b/lehto"), "/b/lehto-keramiikka");
	CHECK_INT(shop_status(shop_get(cx, "/b/lehto-keramiikka")), 200);
	CHECK_INT(shop_status(shop_get(cx, "/fi/b/lehto-keramiikka")), 200);
	CHECK_INT(shop_status(shop_get(cx, "/b/utu")), 404);
	CHECK_OK(db_run_script(cx->db,
		"UPDATE brand SET archived_ms = 1;"
		" UPDATE catalogue_version SET version = version + 1"));
	CHECK_INT(shop_status(shop_get(cx, "/b/lehto-keramiikka")), 410);
}

static void many_products_of_a_brand_go_over_pages(struct cx *cx)
{
	shop_fresh();
	for (int i = 0; i < 30; i++)
		mug(cx, arena_printf(cx->arena, "mug%d", i), "Lehto");
	const char *a = shop_get(cx, "/b/lehto");
	HAS(a, "<li class=\"card", 24);
	HAS(a, "/b/lehto?page=2", 2);
	a = shop_ask(cx, (struct visit){.path = "/b/lehto", .query = "page=2"});
	HAS(a, "<li class=\"card", 6);
	a = shop_ask(cx, (struct visit){.path = "/b/lehto", .query = "page=3"});
	CHECK_INT(shop_status(a), 404);
}

/* ---- documents ---- */

static void a_document_is_handed_to_the_web_server(struct cx *cx)
{
	static const char pdf[] = "%PDF-1.7\n%%EOF\n";
	shop_fresh();
	int64_t id = mug(cx, "mug", ""), file;
	struct product_file *f;
	size_t n;
	CHECK_OK(product_file_add(cx, test_dir(cx), id,
		&(struct product_file_data){.name = "Care \"of\" mugs\r\nX: y"},
		pdf, strlen(pdf), &file));
	CHECK_OK(product_file_list(cx, id, &f, &n));
	const char *a = shop_get(cx, f[0].path);
	CHECK_INT(shop_status(a), 200);
	CHECK_STR(shop_header(cx, a, "X-Accel-Redirect"),
		arena_printf(cx->arena, "/-/file/%.2s/%s", f[0].sha256,
			f[0].sha256));
	CHECK_STR(shop_header(cx, a, "Content-Disposition"),
		"attachment; filename=\"care-of-mugs-x-y.pdf\"");
	CHECK_STR(shop_header(cx, a, "Content-Type"), "application/pdf");

	CHECK_STR(location(cx, arena_printf(cx->arena, "/file/%s/old.pdf",
				       f[0].sha256)),
		f[0].path);
	CHECK_OK(product_update(
		cx, id, 0, &(struct product_head){.status = "draft"}));
	CHECK_INT(shop_status(shop_get(cx, f[0].path)), 404);
	CHECK_INT(shop_status(shop_get(cx, "/file/../key")), 404);
	CHECK_INT(shop_status(shop_get(cx, "/file/ab/key")), 404);
}

/* ---- the page ---- */

static void a_page_tells_the_price_of_a_unit_and_the_deposit(struct cx *cx)
{
	shop_fresh();
	int64_t id, variant, milli = 330, deposit = 20;
	test_product(cx, (struct test_product){.sku = "SIMA",
				 .price_minor = 219,
				 .on_hand = 9,
				 .product = &id});
	CHECK_OK(variant_put(cx, id,
		&(struct variant_data){.sku = "SIMA",
			.tracked = 1,
			.content_milli = &milli,
			.content_unit = "l",
			.deposit_minor = &deposit},
		&variant, NULL));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a,
		"<span id=\"per\">€6.03 / l · includes a deposit of €0.20 · "
		"</span>incl. VAT",
		1);
	HAS(shop_ask(cx, (struct visit){.path = "/search", .query = "q=mug"}),
		"<p class=\"per\">€6.03 / l</p>", 1);
}

static void what_is_not_known_takes_no_room(struct cx *cx)
{
	shop_fresh();
	mug(cx, "mug", "");
	const char *a = shop_get(cx, "/p/mug");
	CHECK_INT(shop_status(a), 200);
	HAS(a, "id=\"per\"", 0);
	HAS(a, "<h2>Documents</h2>", 0);
	HAS(a, "<h2>Safety and maker</h2>", 0);
	HAS(a, "Durability guarantee", 0);
	HAS(a, "class=\"shelf\"", 0);
	HAS(a, "Legal guarantee", 1);
	HAS(a, "In Finland there is no fixed end", 1);
}

static void restock_words_end_with_their_day(struct cx *cx)
{
	shop_fresh();
	int64_t id, variant, day = 20261203;
	test_product(cx, (struct test_product){.sku = "M", .product = &id});
	struct variant_data d = {.sku = "M", .tracked = 1, .restock_day = &day};
	CHECK_OK(variant_put(cx, id, &d, &variant, NULL));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a, "data-note>Back around Thu 3 Dec.</span>", 1);
	HAS(a, "id=\"buy-button\"", 0);
	d.backorder = 1;
	CHECK_OK(variant_put(cx, id, &d, &variant, NULL));
	a = shop_get(cx, "/p/mug");
	HAS(a, "Made or ordered for you</b>", 1);
	HAS(a, "data-note>It leaves around Thu 3 Dec.</span>", 1);
	/* the kept page goes with the day */
	cx->now = clock_day_end(day);
	a = shop_get(cx, "/p/mug");
	HAS(a, "It leaves around", 0);
}

static void attributes_come_before_free_facts(struct cx *cx)
{
	shop_fresh();
	int64_t id = mug(cx, "mug", ""), volume;
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){.code = "volume",
			.kind = ATTRIBUTE_NUMBER,
			.unit = "dl"},
		"en", "Volume", &volume));
	CHECK_OK(attribute_set_number(cx, id, volume, 3500));
	CHECK_OK(product_set_words(cx, id, "en",
		&(struct product_words){.name = "Mug",
			.facts = "volume : 1 dl\nFoot: bare clay"}));
	const char *a = shop_get(cx, "/p/mug");
	const char *first = strstr(a, "<dt>Volume</dt><dd>3.5\xc2\xa0"
				      "dl</dd>");
	CHECK(first && strstr(first, "<dt>Foot</dt><dd>bare clay</dd>"));
	HAS(a, "1 dl</dd>", 0); /* told once */
}

static void a_page_names_who_stands_behind_it(struct cx *cx)
{
	shop_fresh();
	int64_t id = mug(cx, "mug", "Kumo");
	CHECK_OK(brand_set_people(cx, brand(cx, "Kumo"),
		&(struct brand_people){.maker_name = "Kumo <KK>",
			.maker_address = "Kyoto, Japan",
			.maker_email = "hello@kumo.example",
			.responsible_name = "Import Oy",
			.responsible_email = "javascript:alert(1)"}));
	CHECK_OK(product_set_words(cx, id, "en",
		&(struct product_words){.name = "Mug", .safety = "Gets hot."}));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a, "<a href=\"/b/kumo\">Kumo</a>", 1);
	HAS(a, "<dt>Maker</dt><dd>Kumo &lt;KK&gt;, Kyoto, Japan", 1);
	HAS(a, "<a href=\"mailto:hello@kumo.example\">", 1);
	HAS(a, "<dt>Responsible in the EU</dt><dd>Import Oy", 1);
	HAS(a, "href=\"javascript:", 0);
	HAS(a, "<dt>Please note</dt><dd>Gets hot.</dd>", 1);
}

static void promises_stand_on_the_page(struct cx *cx)
{
	static const int64_t five = 60, ten = 10, until = 20310630;
	shop_fresh();
	int64_t id = mug(cx, "mug", "");
	CHECK_OK(product_update(cx, id, 0,
		&(struct product_head){.guarantee_months = &five,
			.exemption = "sealed",
			.repair_score = "7.9",
			.spare_part_years = &ten,
			.update_until_day = &until}));
	CHECK_OK(product_set_words(cx, id, "en",
		&(struct product_words){
			.name = "Mug", .repair = "Send it to **us**."}));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a, "<b class=\"good\">5 years</b>", 1);
	HAS(a, "<dt>Repairability</dt><dd>7.9</dd>", 1);
	HAS(a, "Send it to <strong>us</strong>.", 1);
	HAS(a, "<dt>Right of withdrawal</dt><dd>None. Sealed for", 1);
	HAS(a, "To be had for at least 10 years", 1);
	HAS(a, "Until Mon 30 Jun 2031 at least", 1);

	CHECK_OK(product_update(
		cx, id, 0, &(struct product_head){.kind = "gift_card"}));
	HAS(shop_get(cx, "/p/mug"), "Legal guarantee", 0);
}

static void a_size_guide_opens_without_a_script(struct cx *cx)
{
	shop_fresh();
	int64_t id = mug(cx, "mug", ""), guide = 0;
	CHECK_OK(size_guide_save(cx, &guide, 0, "Socks",
		&(struct size_guide_words){"en", "Sizes of socks",
			"| EU | cm |\n|---|---|\n| 36 | 23 |\n"},
		1));
	CHECK_OK(product_update(
		cx, id, 0, &(struct product_head){.size_guide = &guide}));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a, "<summary><span>Sizes of socks</span></summary>", 1);
	HAS(a, "<td>36</td>", 1);
}

static void documents_say_their_size_and_language(struct cx *cx)
{
	static const char pdf[] = "%PDF-1.7\n%%EOF\n";
	shop_fresh();
	int64_t id = mug(cx, "mug", ""), file;
	CHECK_OK(product_file_add(cx, test_dir(cx), id,
		&(struct product_file_data){
			.kind = "care", .locale = "fi", .name = "Hoito-ohje"},
		pdf, strlen(pdf), &file));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a, "download hreflang=\"fi\">Hoito-ohje</a>", 1);
	HAS(a, "Care · PDF, 1 KB · <span lang=\"fi\">Suomi</span>", 1);
	/* Once there is one in the page's language, that one will do. */
	static const char english[] = "%PDF-1.7\n%en\n%%EOF\n";
	CHECK_OK(product_file_add(cx, test_dir(cx), id,
		&(struct product_file_data){
			.kind = "care", .locale = "en", .name = "How to care"},
		english, strlen(english), &file));
	a = shop_get(cx, "/p/mug");
	HAS(a, "How to care</a>", 1);
	HAS(a, "Hoito-ohje", 0);
}

static void shelves_are_regions_with_a_reason(struct cx *cx)
{
	shop_fresh();
	int64_t id = mug(cx, "mug", ""), tray = mug(cx, "tray", "");
	int64_t lid = mug(cx, "lid", ""), cup = mug(cx, "cup", ""), shelf = 0;
	int64_t bowl = mug(cx, "bowl", ""), coaster = mug(cx, "coaster", "");
	CHECK_OK(category_save(cx, &shelf, 0, 1, 0,
		&(struct category_text){.locale = "en", .name = "Mugs"}, 1));
	const int64_t all[] = {id, tray, cup, bowl};
	for (size_t i = 0; i < 4; i++)
		CHECK_OK(product_set_categories(cx, all[i], &shelf, 1));
	CHECK_OK(relation_set(cx, id, "goes_with", &tray, 1));
	CHECK_OK(relation_set(cx, id, "accessory", &coaster, 1));
	CHECK_OK(relation_set(cx, id, "spare_part", &lid, 1));
	CHECK_OK(relation_set(cx, id, "similar", &bowl, 1));
	const char *a = shop_get(cx, "/p/mug");
	HAS(a, "<section class=\"shelf\" aria-labelledby=", 2);
	HAS(a, "<h2 id=\"with\">Goes with</h2>", 1);
	HAS(a, "<h2>Spare parts</h2>", 1);
	HAS(a, "<a href=\"/p/lid\">", 1);
	HAS(a, ">Why am I seeing this?</button>", 2);
	const char *similar = strstr(a, "<h2 id=\"similar\">Similar</h2>");
	CHECK(similar != NULL);
	if (!similar)
		return;
	/* the owner's own first, then the shelf's, none of them twice */
	HAS(similar, "<li class=\"card", 2);
	CHECK(strstr(similar, "/p/bowl") < strstr(similar, "/p/cup"));
	HAS(a, "href=\"/p/tray?from=with\"", 1);
	/* accessories come first on it */
	CHECK(strstr(a, "/p/coaster?from=with") < strstr(a, "/p/tray?from=w"));
	HAS(a, "<h3><a href=\"/p/mug\"", 0);
}

static void the_chosen_variants_picture_comes_first(struct cx *cx)
{
	shop_fresh();
	int64_t id, option, sea, sand, pictures[2], variant;
	const char *sha[] = {
		"1111111111111111111111111111111111111111111111111111111111111111",
		"2222222222222222222222222222222222222222222222222222222222222222",
	};
	CHECK_OK(product_create(
		cx, &(struct product_head){.status = "active"}, &id));
	CHECK_OK(product_set_words(
		cx, id, "en", &(struct product_words){.name = "Mug"}));
	CHECK_OK(option_put(cx, id, "colour", "en", "Colour", &option));
	CHECK_OK(option_value_put(
		cx, option, "sea", "#123456", "en", "Sea", &sea));
	CHECK_OK(option_value_put(
		cx, option, "sand", "#eeddcc", "en", "Sand", &sand));
	for (int i = 0; i < 2; i++) {
		CHECK_OK(media_add_ready(
			cx, sha[i], 640, 800, "320 640", &pictures[i]));
		CHECK_OK(media_attach(cx, id, pictures[i]));
		CHECK_OK(variant_put(cx, id,
			&(struct variant_data){.media = pictures[i],
				.option_key = arena_printf(cx->arena, "%d",
					(int)(i ? sand : sea))},
			&variant, NULL));
		CHECK_OK(price_set(cx, variant, "regular", money(1000), 0));
	}
	const char *a = shop_get(cx, "/p/mug");
	CHECK(strstr(a, "/media/11/") < strstr(a, "/media/22/"));
	a = shop_ask(
		cx, (struct visit){.path = "/p/mug", .query = "o-colour=sand"});
	const char *gallery = strstr(a, "class=\"gallery\"");
	CHECK(gallery &&
		strstr(gallery, "/media/22/") < strstr(gallery, "/media/11/"));
	HAS(a, "fill=\"#123456\"", 1);
	HAS(a, "name=\"o-colour\" value=\"sand\" checked", 1);
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"a brand shows its own products",
			a_brand_shows_its_own_products},
		{"old brand addresses move and archived ones are gone",
			old_brand_addresses_move_and_archived_ones_are_gone},
		{"many products of a brand go over pages",
			many_products_of_a_brand_go_over_pages},
		{"a document is handed to the web server",
			a_document_is_handed_to_the_web_server},
		{"a page tells the price of a unit and the deposit",
			a_page_tells_the_price_of_a_unit_and_the_deposit},
		{"what is not known takes no room",
			what_is_not_known_takes_no_room},
		{"restock words end with their day",
			restock_words_end_with_their_day},
		{"attributes come before free facts",
			attributes_come_before_free_facts},
		{"a page names who stands behind it",
			a_page_names_who_stands_behind_it},
		{"promises stand on the page", promises_stand_on_the_page},
		{"a size guide opens without a script",
			a_size_guide_opens_without_a_script},
		{"documents say their size and language",
			documents_say_their_size_and_language},
		{"shelves are regions with a reason",
			shelves_are_regions_with_a_reason},
		{"the chosen variant's picture comes first",
			the_chosen_variants_picture_comes_first},
		{0},
	});
}
