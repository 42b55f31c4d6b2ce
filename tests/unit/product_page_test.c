/* The product's page in full, its brand's page and its documents. */
#include <string.h>

#include "domain/brand.h"
#include "domain/product_edit.h"
#include "domain/product_file.h"
#include "domain/slug.h"
#include "lib/arena.h"
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
		{0},
	});
}
