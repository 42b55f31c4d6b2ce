#include "domain/export.h"

#include <string.h>

#include "domain/product_edit.h"
#include "lib/arena.h"
#include "lib/csv.h"
#include "tests/test.h"

/* The export read back: cells by column name. */
struct table {
	struct cx *cx;
	struct csv_row rows[16];
	size_t n;
};

static int on_row(void *arg, const struct csv_row *row)
{
	struct table *t = arg;
	if (t->n < 16)
		t->rows[t->n++] = *row;
	return OK;
}

static struct table exported(struct cx *cx)
{
	struct table t = {.cx = cx};
	struct buf out = {0};
	int64_t line;
	const char *why;
	CHECK_OK(export_products(cx, &out));
	CHECK_OK(csv_read(
		cx->arena, out.p, out.len, ',', on_row, &t, &line, &why));
	buf_release(&out);
	for (size_t i = 0; i < t.n; i++)
		CHECK_INT(t.rows[i].n, t.rows[0].n);
	return t;
}

static const char *cell(const struct table *t, size_t row, const char *name)
{
	for (size_t i = 0; i < t->rows[0].n && row < t->n; i++)
		if (!strcmp(t->rows[0].cell[i], name))
			return t->rows[row].cell[i];
	return "no such cell";
}

static void every_variant_has_a_row_with_its_product(struct cx *cx)
{
	int64_t product;
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Mug, \"big\"",
				 .sku = "M1",
				 .price_minor = 1290,
				 .on_hand = 5,
				 .product = &product});
	test_product(cx, (struct test_product){.slug = "draft",
				 .name = "Draft",
				 .sku = "D1",
				 .untracked = 1,
				 .draft = 1});
	struct product_words fi = {.name = "Muki", .slug = "muki"};
	CHECK_OK(product_set_words(cx, product, "fi", &fi));
	struct table t = exported(cx);
	CHECK_INT(t.n, 3);
	CHECK_STR(t.rows[0].cell[0], "slug");
	CHECK_STR(cell(&t, 1, "slug"), "mug");
	CHECK_STR(cell(&t, 1, "name_en"), "Mug, \"big\"");
	CHECK_STR(cell(&t, 1, "name_fi"), "Muki");
	CHECK_STR(cell(&t, 1, "slug_fi"), "muki");
	CHECK_STR(cell(&t, 1, "name_sv"), "");
	CHECK_STR(cell(&t, 1, "sku"), "M1");
	CHECK_STR(cell(&t, 1, "price"), "12.90");
	CHECK_STR(cell(&t, 1, "sale_price"), "");
	CHECK_STR(cell(&t, 1, "stock"), "5");
	CHECK_STR(cell(&t, 1, "status"), "active");
	CHECK_STR(cell(&t, 2, "slug"), "draft");
	CHECK_STR(cell(&t, 2, "status"), "draft");
	CHECK_STR(cell(&t, 2, "stock"), "");
}

static void options_have_their_names_in_each_language(struct cx *cx)
{
	int64_t product, option, value, variant;
	struct product_head head = {.status = "archived"};
	struct product_words words = {.name = "Tee", .slug = "tee"};
	CHECK_OK(product_create(cx, &head, &product));
	CHECK_OK(product_set_words(cx, product, "en", &words));
	CHECK_OK(option_put(cx, product, "colour", "en", "Colour", &option));
	CHECK_OK(option_put(
		cx, product, "colour", "fi", "V\xc3\xa4ri", &option));
	for (int i = 0; i < 2; i++) {
		CHECK_OK(option_value_put(cx, option, i ? "sea" : "ink",
			"#111111", "en", i ? "Sea" : "Ink", &value));
		struct variant_data d = {.option_key = arena_printf(cx->arena,
						 "%lld", (long long)value)};
		CHECK_OK(variant_put(cx, product, &d, &variant, NULL));
	}
	CHECK_OK(variant_archive(cx, variant));
	struct table t = exported(cx);
	CHECK_INT(t.n, 3);
	CHECK_STR(cell(&t, 1, "slug"), "tee");
	CHECK_STR(cell(&t, 2, "slug"), "tee");
	CHECK_STR(cell(&t, 1, "status"), "archived");
	CHECK_STR(cell(&t, 1, "option1_name_en"), "Colour");
	CHECK_STR(cell(&t, 1, "option1_name_fi"), "V\xc3\xa4ri");
	CHECK_STR(cell(&t, 1, "option1_value_en"), "Ink");
	CHECK_STR(cell(&t, 2, "option1_value_en"), "Sea");
	CHECK_STR(cell(&t, 2, "option1_swatch"), "#111111");
	CHECK_STR(cell(&t, 2, "option2_name_en"), "");
	CHECK_STR(cell(&t, 2, "sku"), "TEE-SEA");
	CHECK_STR(cell(&t, 1, "variant_status"), "active");
	CHECK_STR(cell(&t, 2, "variant_status"), "archived");
	CHECK_STR(cell(&t, 1, "price"), "");
}

static void an_empty_shop_is_a_header(struct cx *cx)
{
	CHECK_INT(exported(cx).n, 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"every variant has a row with its product",
			every_variant_has_a_row_with_its_product},
		{"options have their names in each language",
			options_have_their_names_in_each_language},
		{"an empty shop is a header", an_empty_shop_is_a_header},
		{NULL, NULL},
	});
}
