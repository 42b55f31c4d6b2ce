/* What search engines read: structured data, sitemaps, the product feed. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "domain/category.h"
#include "domain/feed.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/setting.h"
#include "domain/sitemap.h"
#include "domain/stock.h"
#include "handlers/handlers.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "tests/shop.h"
#include "worker/worker.h"

#define EVIL "Mug </script><b>\"'& \xe2\x80\xa8"

/* The i-th block of structured data of a page, parsed; NULL: none. */
static json_t *block(struct cx *cx, const char *page, int i)
{
	static const char open[] = "<script type=\"application/ld+json\">";
	const char *at = page;
	do {
		at = strstr(at, open);
		if (!at)
			return NULL;
		at += strlen(open);
	} while (i--);
	const char *end = strstr(at, "</script>");
	CHECK(end != NULL);
	const char *text = arena_strndup(cx->arena, at, (size_t)(end - at));
	json_t *j = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	CHECK(j != NULL);
	return j;
}

static const char *str(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));
	return s ? s : "(none)";
}

/* A product in two colours, one of them out, with a picture. */
static int64_t mug_make(struct cx *cx, const char *name)
{
	int64_t product, colour, value, variant, media;
	CHECK_OK(product_create(cx,
		&(struct product_head){.status = "active", .brand = "Lehto"},
		&product));
	CHECK_OK(product_set_words(cx, product, "en",
		&(struct product_words){.name = name,
			.description = "Thrown by **hand**.",
			.slug = "mug"}));
	CHECK_OK(option_put(cx, product, "colour", "en", "Colour", &colour));
	static const char *const codes[] = {"sea", "clay"};
	for (int i = 0; i < 2; i++) {
		CHECK_OK(option_value_put(cx, colour, codes[i], "#123456", "en",
			codes[i], &value));
		struct variant_data d = {.tracked = 1,
			.sku = codes[i],
			.gtin = i ? "" : "6400000012074",
			.option_key = arena_printf(
				cx->arena, "%d", (int)value)};
		CHECK_OK(variant_put(cx, product, &d, &variant, NULL));
		CHECK_OK(price_set(cx, variant, "regular", money(1490 + i), 0));
		CHECK_OK(stock_recount(cx, variant, i ? 0 : 9, ""));
	}
	static const char sha[] = "00112233445566778899aabbccddeeff"
				  "00112233445566778899aabbccddeeff";
	CHECK_OK(media_add_ready(cx, sha, 640, 800, "320 640", &media));
	CHECK_OK(media_attach(cx, product, media));
	return product;
}

static void product_has_an_offer_for_each_variant(struct cx *cx)
{
	shop_fresh();
	mug_make(cx, "Kide mug");
	const char *page = shop_get(cx, "/p/mug");
	json_t *p = block(cx, page, 0);
	CHECK_STR(str(p, "@type"), "Product");
	CHECK_STR(str(p, "name"), "Kide mug");
	CHECK_STR(str(p, "description"), "Thrown by hand.");
	CHECK_STR(str(json_object_get(p, "brand"), "name"), "Lehto");
	CHECK_INT(json_array_size(json_object_get(p, "image")), 1);
	json_t *offers = json_object_get(p, "offers");
	CHECK_INT(json_array_size(offers), 2);
	json_t *sea = json_array_get(offers, 0);
	CHECK_STR(str(sea, "sku"), "sea");
	CHECK_STR(str(sea, "gtin13"), "6400000012074");
	CHECK_STR(str(sea, "price"), "14.90");
	CHECK_STR(str(sea, "priceCurrency"), "EUR");
	CHECK_STR(str(sea, "availability"), "https://schema.org/InStock");
	CHECK(strstr(str(sea, "url"), "/p/mug?o-colour=sea") != NULL);
	CHECK_STR(str(json_array_get(offers, 1), "availability"),
		"https://schema.org/OutOfStock");
	json_decref(p);
}

static void crumbs_lead_from_the_front_page(struct cx *cx)
{
	shop_fresh();
	int64_t shelf = 0, product = mug_make(cx, "Kide mug");
	CHECK_OK(category_save(cx, &shelf, 0, 0, 0,
		&(struct category_text){.locale = "en", .name = "Table"}, 1));
	CHECK_OK(product_set_categories(cx, product, &shelf, 1));
	json_t *o = block(cx, shop_get(cx, "/p/mug"), 1);
	CHECK_STR(str(o, "@type"), "BreadcrumbList");
	json_t *list = json_object_get(o, "itemListElement");
	CHECK_INT(json_array_size(list), 3);
	CHECK_STR(str(json_array_get(list, 1), "name"), "Table");
	CHECK(strstr(str(json_array_get(list, 1), "item"), "/c/table"));
	CHECK_STR(str(json_array_get(list, 2), "name"), "Kide mug");
	json_decref(o);
}

static void category_lists_its_products_in_order(struct cx *cx)
{
	shop_fresh();
	int64_t shelf = 0, product = mug_make(cx, "Kide mug");
	CHECK_OK(category_save(cx, &shelf, 0, 0, 0,
		&(struct category_text){.locale = "en", .name = "Table"}, 1));
	CHECK_OK(product_set_categories(cx, product, &shelf, 1));
	const char *page = shop_get(cx, "/c/table");
	json_t *path = block(cx, page, 0), *list = block(cx, page, 1);
	CHECK_STR(str(path, "@type"), "BreadcrumbList");
	CHECK_INT(json_array_size(json_object_get(path, "itemListElement")), 2);
	CHECK_STR(str(list, "@type"), "ItemList");
	json_t *items = json_object_get(list, "itemListElement");
	CHECK_INT(json_array_size(items), 1);
	CHECK(strstr(str(json_array_get(items, 0), "url"), "/p/mug"));
	json_decref(path);
	json_decref(list);
}

static void hostile_names_stay_data(struct cx *cx)
{
	shop_fresh();
	mug_make(cx, EVIL);
	const char *page = shop_get(cx, "/p/mug");
	json_t *p = block(cx, page, 0);
	CHECK_STR(str(p, "name"), EVIL);
	CHECK_INT(shop_count(page, "</script><b>"), 0);
	json_decref(p);
}

static void front_page_tells_who_keeps_the_shop(struct cx *cx)
{
	shop_fresh();
	CHECK_OK(setting_set(cx, "shop.name", NULL, "Poukama"));
	const char *page = shop_get(cx, "/");
	json_t *o = block(cx, page, 0), *site = block(cx, page, 1);
	CHECK_STR(str(o, "@type"), "OnlineStore");
	CHECK_STR(str(o, "name"), "Poukama");
	CHECK_STR(str(site, "@type"), "WebSite");
	json_decref(o);
	json_decref(site);
}

static void shared_links_have_a_picture_and_every_language(struct cx *cx)
{
	shop_fresh();
	mug_make(cx, "Kide mug");
	const char *page = shop_get(cx, "/fi/p/mug");
	CHECK(strstr(page, "property=\"og:type\" content=\"product\""));
	CHECK(strstr(page, "property=\"og:locale\" content=\"fi_FI\""));
	CHECK(strstr(page, "property=\"og:image\" content=\"http"));
	CHECK_INT(shop_count(page, "hreflang=\"x-default\""), 1);
	CHECK_INT(shop_count(page, "rel=\"alternate\""), 4);
}

static void own_title_replaces_the_made_one(struct cx *cx)
{
	shop_fresh();
	int64_t product = mug_make(cx, "Kide mug");
	CHECK_OK(product_set_words(cx, product, "en",
		&(struct product_words){.name = "Kide mug",
			.seo_title = "Stoneware mug from Fiskars",
			.seo_text = "A mug."}));
	CHECK_OK(product_set_words(cx, product, "fi",
		&(struct product_words){.name = "Kide-muki"}));
	const char *page = shop_get(cx, "/p/mug");
	CHECK(strstr(page, "<title>Stoneware mug from Fiskars</title>"));
	CHECK(strstr(page, "name=\"description\" content=\"A mug.\""));
	page = shop_get(cx, "/fi/p/kide-muki");
	CHECK(strstr(page, "<title>Kide-muki"));
	CHECK_INT(shop_count(page, "A mug."), 0);
}

static void large_sitemap_is_split(struct cx *cx)
{
	shop_fresh();
	CHECK_OK(db_run_script(cx->db,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < 50001)"
		" INSERT INTO product (id, status, created_ms, updated_ms)"
		" SELECT i, 'active', 1, 1 FROM n;"
		"INSERT INTO slug (kind, locale, slug, target)"
		" SELECT 'product', 'en', 's' || id, id FROM product;"));
	const char *map = shop_get(cx, "/sitemap.xml");
	CHECK(strstr(map, "<sitemapindex"));
	CHECK(strstr(map, "/sitemap/en-1.xml</loc>"));
	CHECK(strstr(map, "/sitemap/en-2.xml</loc>"));
	CHECK_INT(shop_count(map, "en-3.xml"), 0);
	size_t n;
	CHECK_OK(sitemap_count(cx, &n));
	CHECK_INT(shop_count(shop_get(cx, "/sitemap/en-1.xml"), "<url>"),
		SITEMAP_MAX);
	const char *rest = shop_get(cx, "/sitemap/en-2.xml");
	CHECK_INT(shop_count(rest, "<url>"), (int)n - SITEMAP_MAX);
	CHECK(strstr(rest, "/p/s50001</loc>"));
	CHECK_INT(shop_status(shop_get(cx, "/sitemap/en-3.xml")), 404);
	CHECK_INT(shop_status(shop_get(cx, "/sitemap/xx-1.xml")), 404);
	CHECK_INT(shop_status(shop_get(cx, "/sitemap/en-.xml")), 404);
}

static int found(xmlDocPtr doc, const char *path)
{
	xmlXPathContextPtr x = xmlXPathNewContext(doc);
	xmlXPathRegisterNs(x, (const xmlChar *)"g",
		(const xmlChar *)"http://base.google.com/ns/1.0");
	xmlXPathObjectPtr r = xmlXPathEvalExpression((const xmlChar *)path, x);
	int n = r && r->nodesetval ? r->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(r);
	xmlXPathFreeContext(x);
	return n;
}

static void feed_has_what_google_requires(struct cx *cx)
{
	static const char *const required[] = {"g:id", "g:title",
		"g:description", "g:link", "g:image_link", "g:availability",
		"g:price", "g:brand", NULL};
	mug_make(cx, EVIL "\x01");
	const char *path = arena_printf(
		cx->arena, "%s/google-en.xml", test_dir(cx));
	CHECK_OK(feed_google(cx, "https://shop.example", "", path));
	xmlDocPtr doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
	CHECK(doc != NULL);
	CHECK_INT(found(doc, "/rss/channel/item"), 2);
	for (size_t i = 0; required[i]; i++)
		CHECK_INT(found(doc,
				  arena_printf(cx->arena,
					  "/rss/channel/item/%s", required[i])),
			2);
	CHECK_INT(found(doc, "//item[g:price='14.90 EUR']"
			     "[g:availability='in_stock']"
			     "[g:gtin='6400000012074'][g:color='sea']"
			     "[g:link='https://shop.example/p/mug"
			     "?o-colour=sea']"),
		1);
	CHECK_INT(found(doc, "//item[g:availability='out_of_stock']"), 1);
	xmlFreeDoc(doc);
}

static void closed_shop_hands_out_no_feed(struct cx *cx)
{
	struct conf conf = {.dir = test_dir(cx)};
	struct buf out = {0};
	struct req r = {.cx = *cx, .conf = &conf, .out = &out};
	const char *dir = arena_printf(cx->arena, "%s/feed", conf.dir);
	mkdir(dir, 0700);
	FILE *f = fopen(arena_printf(cx->arena, "%s/google-en.xml", dir), "we");
	CHECK(f && fclose(f) == 0);
	CHECK_OK(feed_google_show(&r));
	CHECK(strstr(r.headers.p, "X-Accel-Redirect: /-/feed/google-en.xml"));
	CHECK_OK(setting_set(cx, "shop.closed", NULL, "1"));
	CHECK_INT(feed_google_show(&r), ERR_BUSY);
	buf_release(&out);
	buf_release(&r.headers);
}

static void reduced_price_stands_beside_the_lawful_one(struct cx *cx)
{
	int64_t product,
		variant = test_product(cx, (struct test_product){.on_hand = 5,
						   .price_minor = 2000,
						   .product = &product});
	(void)product;
	CHECK_OK(price_set(cx, variant, "sale", money(1500), 0));
	const char *path = arena_printf(
		cx->arena, "%s/google-en.xml", test_dir(cx));
	CHECK_OK(feed_google(cx, "https://shop.example", "", path));
	xmlDocPtr doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
	CHECK_INT(found(doc, "//item[g:price='20.00 EUR']"
			     "[g:sale_price='15.00 EUR']"),
		1);
	xmlFreeDoc(doc);
}

/* Google may not show a price that has ended. */
static void feeds_follow_the_clock(struct cx *cx)
{
	struct conf conf = {.dir = test_dir(cx),
		.base_url = "https://shop.example",
		.root_lang = "en"};
	struct worker w = {.cx = *cx, .conf = &conf};
	const char *path = arena_printf(
		cx->arena, "%s/feed/google-en.xml", conf.dir);
	int64_t id, v = test_product(cx, (struct test_product){.slug = "cup"});
	CHECK_OK(price_schedule(cx, v, "sale", money(123), cx->now + MS_HOUR,
		cx->now + 2 * MS_HOUR, &id));
	CHECK_OK(worker_feeds(&w));
	CHECK_INT(unlink(path), 0);
	w.cx.now += 30 * MS_MINUTE;
	CHECK_OK(worker_feeds(&w));
	CHECK_INT(access(path, F_OK), -1);
	w.cx.now += MS_HOUR;
	CHECK_OK(worker_feeds(&w));
	CHECK_INT(access(path, F_OK), 0);
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"product has an offer for each variant",
			product_has_an_offer_for_each_variant},
		{"crumbs lead from the front page",
			crumbs_lead_from_the_front_page},
		{"category lists its products in order",
			category_lists_its_products_in_order},
		{"hostile names stay data", hostile_names_stay_data},
		{"front page tells who keeps the shop",
			front_page_tells_who_keeps_the_shop},
		{"shared links have a picture and every language",
			shared_links_have_a_picture_and_every_language},
		{"own title replaces the made one",
			own_title_replaces_the_made_one},
		{"closed shop hands out no feed",
			closed_shop_hands_out_no_feed},
		{"large sitemap is split", large_sitemap_is_split},
		{"feeds follow the clock", feeds_follow_the_clock},
		{"feed has what google requires",
			feed_has_what_google_requires},
		{"reduced price stands beside the lawful one",
			reduced_price_stands_beside_the_lawful_one},
		{NULL, NULL},
	});
}
