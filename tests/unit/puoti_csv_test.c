/*
 * Puoti's own CSV: out, into an empty shop, and out again.
 * In one file because all share the shops that it goes between.
 */
#include <string.h>

#include "domain/attribute.h"
#include "domain/bundle.h"
#include "domain/export.h"
#include "domain/import.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/redirect.h"
#include "domain/relation.h"
#include "domain/slug.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/migrate.h"
#include "lib/tr.h"
#include "tests/orders.h"
#include "tests/test.h"

/* ---- a second shop ---- */

static void shop_close(void *db)
{
	db_close(db);
}

static struct cx empty_shop(struct cx *cx)
{
	struct cx other = *cx;
	other.db = db_open(":memory:");
	CHECK(other.db != NULL);
	CHECK_OK(migrate_up(other.db, PUOTI_SRCDIR "/migrations"));
	arena_defer(cx->arena, shop_close, other.db);
	return other;
}

static const char *exported(struct cx *cx)
{
	struct buf out = {0};
	CHECK_OK(export_products(cx, &out));
	const char *text = arena_strndup(cx->arena, out.p, out.len);
	buf_release(&out);
	return text;
}

static struct import_report imported(struct cx *cx, const char *text, int want)
{
	struct import_report r = {0};
	size_t n;
	int rc = import_puoti(cx, text, strlen(text), false, &r);
	CHECK_INT(rc, want);
	const struct import_note *notes = import_notes(&r, &n);
	for (size_t i = 0; rc != want && i < n; i++)
		printf("# line %lld: %s\n", (long long)notes[i].line,
			notes[i].text);
	import_report_release(&r);
	return r;
}

/* Where two texts part, for a failure's sake. */
static void check_same(const char *got, const char *want)
{
	size_t i = 0;
	while (got[i] && got[i] == want[i])
		i++;
	if (!got[i] && !want[i])
		return;
	size_t from = i > 60 ? i - 60 : 0;
	test_failed = 1;
	printf("# got  %.120s\n# want %.120s\n", got + from, want + from);
}

static void comes_back_the_same(struct cx *cx)
{
	const char *first = exported(cx);
	struct cx other = empty_shop(cx);
	imported(&other, first, OK);
	check_same(exported(&other), first);
	int64_t version = test_number(
		&other, "SELECT version FROM catalogue_version");
	struct import_report r = imported(&other, first, OK);
	CHECK_INT(r.products.new + r.products.changed, 0);
	CHECK_INT(test_number(&other, "SELECT version FROM catalogue_version"),
		version);
}

/* ---- random catalogues ---- */

static uint64_t seed;

static size_t pick(size_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(seed >> 33) % n;
}

static const char *const hostile[] = {"", "plain", "=1+1", "@SUM(A1)", "-5",
	"+3", "a,b;c\td", "\"quoted\" \"\"", "'apostrophe", "two\nlines",
	"two\r\nlines\r\n", "\n", "back\\slash \\n \\\\", " spaces ", "\t",
	"a > b; c", "\xc3\xa4\xc3\xb6\xc3\xa5 \xe2\x82\xac",
	"\xf0\x9f\xa6\x8c \xe5\xa4\xa7", "<script>alert(1)</script>",
	"{{NAME}}", "%s%n", "null", "0", "1,5", "a|b", ";", ",", "\"",
	"e\xcc\x81", "\xe2\x80\xae rtl", "[]", "{\"a\":1}", "x\n\ny\\"};

static const char *some(struct cx *cx)
{
	enum { N = sizeof(hostile) / sizeof(*hostile) };
	const char *a = hostile[pick(N)];
	return pick(3) ? a
		       : arena_printf(cx->arena, "%s%s", a, hostile[pick(N)]);
}

static const char *a_name(struct cx *cx, const char *what, int i)
{
	return arena_printf(cx->arena, "%s %d %s", what, i, some(cx));
}

static void add_words(struct cx *cx, int64_t product, int i)
{
	for (size_t l = 0; l < 3; l++) {
		if (l > 0 && pick(2))
			continue;
		struct product_words w = {.name = a_name(cx, "Name", i),
			.summary = some(cx),
			.description = some(cx),
			.facts = some(cx),
			.safety = some(cx),
			.repair = some(cx),
			.seo_title = some(cx),
			.seo_text = some(cx)};
		CHECK_OK(product_set_words(cx, product, tr_langs[l].code, &w));
		if (pick(4) == 0) {
			w.slug = arena_printf(cx->arena, "renamed-%d", i);
			CHECK_OK(product_set_words(
				cx, product, tr_langs[l].code, &w));
		}
	}
}

static void add_variant(struct cx *cx, int64_t product, const char *key, int i)
{
	int64_t milli = (int64_t)pick(3) * 250, deposit = (int64_t)pick(2) * 20;
	int64_t day = pick(2) ? 20270301 : 0, id;
	struct variant_data d = {
		.sku = arena_printf(cx->arena, "S%d-%s%s", i, key, some(cx)),
		.option_key = key,
		.gtin = pick(2) ? "6400000012074" : "",
		.weight_g = (int64_t)pick(5000),
		.tracked = pick(4) > 0,
		.backorder = (int64_t)pick(2),
		.compare_note = some(cx),
		.content_milli = &milli,
		.content_unit = milli ? "kg" : "",
		.deposit_minor = &deposit,
		.restock_day = &day};
	CHECK_OK(variant_put(cx, product, &d, &id, NULL));
	if (pick(5))
		CHECK_OK(price_set(cx, id, "regular",
			money((int64_t)pick(100000) + 100), 0));
	if (pick(4) == 0)
		CHECK_OK(price_set(cx, id, "sale", money((int64_t)pick(100)),
			pick(2) ? cx->now + 86400123 : 0));
	if (pick(4) == 0)
		CHECK_OK(price_schedule(cx, id, "sale", money(70),
			cx->now + 5000, pick(2) ? cx->now + 99000 : 0,
			&(int64_t){0}));
	if (pick(6) == 0)
		CHECK_OK(price_schedule(cx, id, "regular", money(7000),
			cx->now + 9001, 0, &(int64_t){0}));
	if (d.tracked && pick(2))
		CHECK_OK(stock_recount(cx, id, (int64_t)pick(50), ""));
	if (pick(6) == 0)
		CHECK_OK(variant_archive(cx, id));
}

static void add_variants(struct cx *cx, int64_t product, int i)
{
	size_t sizes = pick(4);
	int64_t option, value;
	if (sizes == 0) {
		add_variant(cx, product, "", i);
		return;
	}
	CHECK_OK(option_put(
		cx, product, "size", "en", a_name(cx, "Size", i), &option));
	if (pick(2))
		CHECK_OK(option_put(
			cx, product, "size", "fi", some(cx), &option));
	for (size_t s = sizes; s-- > 0;) {
		const char *code = arena_printf(cx->arena, "v%zu", s);
		const char *swatch = pick(2) ? "#a0b1c2" : "";
		CHECK_OK(option_value_put(cx, option, code, swatch, "en",
			a_name(cx, "V", (int)s), &value));
		if (pick(2))
			CHECK_OK(option_value_put(cx, option, code, swatch,
				"sv", some(cx), &value));
		add_variant(cx, product,
			arena_printf(cx->arena, "%lld", (long long)value), i);
	}
}

static void add_attributes(struct cx *cx, int64_t product, int i)
{
	struct attribute_data text = {.code = "material",
		.kind = ATTRIBUTE_TEXT,
		.unit = "",
		.interest = true};
	struct attribute_data number = {.code = "volume",
		.kind = ATTRIBUTE_NUMBER,
		.unit = "dl",
		.facet = true};
	struct attribute_data yes = {
		.code = "dishwasher", .kind = ATTRIBUTE_BOOL, .unit = ""};
	int64_t id, values[2];
	CHECK_OK(attribute_put(cx, &number, "en", "Volume, \"net\"", &id));
	CHECK_OK(attribute_set_number(
		cx, product, id, (int64_t)pick(5000) - 100));
	CHECK_OK(attribute_put(cx, &yes, "fi", "Konepesu", &id));
	CHECK_OK(attribute_set_bool(cx, product, id, pick(2)));
	CHECK_OK(attribute_put(cx, &text, "en", "Material", &id));
	for (int k = 0; k < 2; k++)
		CHECK_OK(attribute_value_put(cx, id,
			arena_printf(cx->arena, "m-%d-%d", i, k), "", "en",
			some(cx), &values[k]));
	CHECK_OK(attribute_set_values(cx, product, id, values, 1 + pick(2)));
}

static void add_pictures(struct cx *cx, int64_t product, int i)
{
	for (size_t k = pick(4); k-- > 0;) {
		int64_t media;
		char sha[65];
		for (int c = 0; c < 64; c++)
			sha[c] = "0123456789abcdef"[pick(16)];
		sha[64] = '\0';
		const char *url = arena_printf(
			cx->arena, "https://a.example/%d/%zu.jpg?a=1,2", i, k);
		size_t how = pick(3);
		CHECK_OK(media_add_named(cx, how == 0 ? NULL : sha,
			how == 1 ? "" : url, &media));
		CHECK_OK(media_attach(cx, product, media));
		if (pick(2))
			CHECK_OK(media_set_alt(cx, media, "en", some(cx)));
		if (pick(3) == 0)
			CHECK_OK(media_set_alt(cx, media, "sv", some(cx)));
	}
}

static void add_product(struct cx *cx, int i)
{
	static const char *const states[] = {"draft", "active", "archived"};
	static const char *const kinds[] = {
		"goods", "bundle", "gift_card", "service"};
	int64_t id, years = (int64_t)pick(12) - 1, months = (int64_t)pick(60);
	struct product_head head = {.status = states[pick(3)],
		.kind = kinds[pick(4)],
		.brand = pick(2) ? a_name(cx, "Brand", (int)pick(5)) : "",
		.tags = some(cx),
		.maker_name = some(cx),
		.maker_address = some(cx),
		.responsible_email = some(cx),
		.repair_score = pick(2) ? "7.9" : "",
		.exemption = pick(2) ? "sealed" : "",
		.guarantee_months = &months,
		.spare_part_years = &years};
	CHECK_OK(product_create(cx, &head, &id));
	add_words(cx, id, i);
	add_variants(cx, id, i);
	add_attributes(cx, id, i);
	add_pictures(cx, id, i);
	if (pick(3) == 0)
		CHECK_OK(product_set_publish(
			cx, id, cx->now + 1234, pick(2) ? cx->now + 99999 : 0));
	if (i > 1)
		CHECK_OK(relation_set(cx, id, relation_kinds[pick(4)],
			(int64_t[]){id - 1, id - 2}, 1 + pick(2)));
	struct redirect old = {
		.path = arena_printf(cx->arena, "/products/old-%d", i),
		.kind = "product",
		.target = id,
		.source = pick(2) ? "shopify" : ""};
	CHECK_OK(redirect_put(cx, &old));
}

static void random_catalogues_come_back_the_same(struct cx *cx)
{
	for (int round = 0; round < 6 && !test_failed; round++) {
		struct cx shop = empty_shop(cx);
		seed = (uint64_t)round + 7;
		for (int i = 0; i < 12; i++)
			add_product(&shop, i);
		comes_back_the_same(&shop);
		if (test_failed)
			printf("# round %d\n", round);
	}
}

static void a_bundle_keeps_its_parts(struct cx *cx)
{
	int64_t part = test_product(
		cx, (struct test_product){.slug = "cup", .on_hand = 9});
	int64_t set = test_product(cx, (struct test_product){.slug = "set"});
	struct bundle_part parts = {.part = part, .qty = 3};
	CHECK_OK(bundle_set_parts(cx, set, &parts, 1));
	comes_back_the_same(cx);
}

static void prices_foreseen_come_back(struct cx *cx)
{
	int64_t id, v = test_product(cx, (struct test_product){.slug = "cup"});
	CHECK_OK(price_schedule(
		cx, v, "regular", money(1500), cx->now + MS_DAY, 0, &id));
	CHECK_OK(price_schedule(
		cx, v, "regular", money(1700), cx->now + 9 * MS_DAY, 0, &id));
	CHECK_OK(price_schedule(cx, v, "sale", money(900), cx->now + MS_DAY,
		cx->now + 2 * MS_DAY, &id));
	comes_back_the_same(cx);
}

/* ---- a file that was changed ---- */

static int64_t a_set(struct cx *cx)
{
	int64_t part = test_product(
		cx, (struct test_product){
			    .slug = "cup", .sku = "CUP", .on_hand = 9});
	int64_t set = test_product(
		cx, (struct test_product){.slug = "set", .sku = "SET"});
	CHECK_OK(bundle_set_parts(
		cx, set, &(struct bundle_part){.part = part, .qty = 3}, 1));
	return set;
}

static int64_t parts_of(struct cx *cx, int64_t set)
{
	struct stock_now now;
	CHECK_OK(stock_now(cx, set, &now));
	return now.parts;
}

static void a_stock_list_leaves_bundles_alone(struct cx *cx)
{
	int64_t set = a_set(cx);
	struct import_report r = imported(
		cx, "slug,sku,stock\ncup,CUP,12\nset,SET,7\n", OK);
	CHECK_INT(r.warnings, 1);
	struct stock_now now;
	CHECK_OK(stock_now(cx, set, &now));
	CHECK_INT(now.sellable, 4);
}

static void a_bundle_without_parts_in_the_file_is_none(struct cx *cx)
{
	int64_t set = a_set(cx);
	imported(cx, "slug,sku,price,stock\nset,SET,5.00,\n", OK);
	CHECK_INT(parts_of(cx, set), 1);
	imported(cx, "slug,sku,bundle_parts,stock\nset,SET,,4\n", OK);
	CHECK_INT(parts_of(cx, set), 0);
	struct stock_now now;
	CHECK_OK(stock_now(cx, set, &now));
	CHECK_INT(now.sellable, 4);
	struct import_report r = imported(
		cx, "slug,sku,bundle_parts,stock\nset,SET,,4\n", OK);
	CHECK_INT(r.products.same, 1);
}

static void a_price_list_moves_prices_alone(struct cx *cx)
{
	int64_t id = test_product(
		cx, (struct test_product){
			    .slug = "cup", .sku = "CUP", .on_hand = 9});
	struct import_report r = imported(
		cx, "slug;sku;price\ncup;CUP;12,50\n", OK);
	CHECK_INT(r.products.changed, 1);
	struct money regular, sale;
	CHECK_OK(price_both(cx, id, &regular, &sale));
	CHECK_INT(regular.minor, 1250);
	CHECK_INT(test_number(cx, "SELECT on_hand FROM stock"), 9);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"
				  " WHERE status = 'active'"),
		1);
	r = imported(cx, "slug,sku,price\ncup,CUP,12.50\n", OK);
	CHECK_INT(r.products.same, 1);
}

static void errors_name_their_line_and_nothing_is_written(struct cx *cx)
{
	static const char *const bad[] = {"slug,price\n,1\n",
		"slug,price\ncup,x\n", "slug,status\ncup,odd\n", "price\n1\n",
		"slug,tracked\ncup,7\n", "slug,name_en\na,A\nb,B\na,A\n",
		"slug,slug\na,a\n", "slug,publish_from,publish_to\ncup,soon,\n",
		"slug,attributes\ncup,{}\n",
		"slug,attributes\ncup,\"[{\"\"code\"\":\"\"A!\"\"}]\"\n",
		"slug,restock\ncup,2026-02-30\n"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct import_report r = imported(cx, bad[i], ERR_INVALID);
		CHECK(r.errors > 0);
		if (test_failed)
			printf("# file %zu\n", i);
		CHECK_INT(test_number(cx, "SELECT count(*) FROM product"), 0);
	}
}

static void skus_may_change_places(struct cx *cx)
{
	imported(cx,
		"slug,option1_code,option1_name_en,option1_value_code,"
		"option1_value_en,sku,price\n"
		"tee,size,Size,s,Small,A,1\ntee,size,Size,m,Medium,B,2\n",
		OK);
	imported(cx,
		"slug,option1_code,option1_value_code,option1_value_en,sku\n"
		"tee,size,s,Small,B\ntee,size,m,Medium,A\n",
		OK);
	int64_t a, b, product;
	CHECK_OK(variant_by_sku(cx, "A", &a, &product));
	CHECK_OK(variant_by_sku(cx, "B", &b, &product));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM variant"), 2);
	CHECK(a > b);
}

static void what_is_archived_stays_so(struct cx *cx)
{
	imported(cx, "slug,brand,size_guide,sku,price\ncup,Lehto,Mugs,CUP,1\n",
		OK);
	struct db_stmt *q = DB_SQL(cx->db, "UPDATE brand SET archived_ms = 1");
	CHECK_OK(db_exec_one(q));
	q = DB_SQL(cx->db, "UPDATE size_guide SET archived_ms = 1");
	CHECK_OK(db_exec_one(q));
	imported(cx, "slug,brand,size_guide,sku,price\ncup,Lehto,Mugs,CUP,2\n",
		OK);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM brand"
				  " WHERE archived_ms IS NULL"),
		0);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM size_guide"), 1);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"
				  " WHERE brand IS NOT NULL"
				  " AND size_guide IS NOT NULL"),
		1);
}

/* Where the words of a value are its code, another word is another value. */
static void a_variant_without_a_row_keeps_a_number(struct cx *cx)
{
	int64_t v, product;
	imported(cx,
		"slug,option1_name_en,option1_value_en,sku,price\n"
		"tee,Size,Small,A,1\ntee,Size,Medium,B,2\n",
		OK);
	struct import_report r = imported(cx,
		"slug,option1_name_en,option1_value_en,sku,price\n"
		"tee,Size,Tiny,A,1\ntee,Size,Medium,B,2\n",
		OK);
	CHECK_INT(r.warnings, 1);
	CHECK_OK(variant_by_sku(cx, "A", &v, &product));
	CHECK_OK(variant_by_sku(cx, "TEE-SMALL", &v, &product));
	CHECK_INT(test_number(cx, "SELECT count(*) FROM variant"), 3);
}

static void two_sales_in_force_outlive_another_change(struct cx *cx)
{
	int64_t id, v = test_product(cx,
			    (struct test_product){.slug = "cup", .sku = "CUP"});
	CHECK_OK(price_schedule(
		cx, v, "sale", money(900), cx->now + 1, cx->now + MS_DAY, &id));
	CHECK_OK(price_schedule(cx, v, "sale", money(950), cx->now + 1,
		cx->now + 9 * MS_DAY, &id));
	cx->now += MS_MINUTE;
	const char *file = exported(cx);
	CHECK_OK(price_set(cx, v, "regular", money(3000), 0));
	imported(cx, file, OK);
	struct price_now then;
	CHECK_OK(price_at(cx, v, cx->now + 2 * MS_DAY, &then));
	CHECK_INT(then.amount.minor, 950);
}

int main(void)
{
	return test_run((struct test[]){
		{"random catalogues come back the same",
			random_catalogues_come_back_the_same},
		{"a bundle keeps its parts", a_bundle_keeps_its_parts},
		{"prices foreseen come back", prices_foreseen_come_back},
		{"a stock list leaves bundles alone",
			a_stock_list_leaves_bundles_alone},
		{"a bundle without parts in the file is none",
			a_bundle_without_parts_in_the_file_is_none},
		{"a price list moves prices alone",
			a_price_list_moves_prices_alone},
		{"errors name their line and nothing is written",
			errors_name_their_line_and_nothing_is_written},
		{"SKUs may change places", skus_may_change_places},
		{"what is archived stays so", what_is_archived_stays_so},
		{"a variant without a row keeps a number",
			a_variant_without_a_row_keeps_a_number},
		{"two sales in force outlive another change",
			two_sales_in_force_outlive_another_change},
		{NULL, NULL},
	});
}
