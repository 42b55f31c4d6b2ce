/* The owner's pages of a product's properties, relations and documents. */
#include "tests/admin.h"
#include "tests/orders.h"

#include <stdio.h>
#include <string.h>

#include "domain/attribute.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/product_file.h"
#include "domain/relation.h"
#include "handlers/admin/admin.h"
#include "lib/conf.h"
#include "lib/db.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static const struct param *at(struct cx *cx, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static const char *field(struct cx *cx, const char *name, int64_t id)
{
	return arena_printf(cx->arena, "%s_%lld", name, (long long)id);
}

static const char *number(struct cx *cx, int64_t n)
{
	return arena_printf(cx->arena, "%lld", (long long)n);
}

struct made {
	int64_t product, variant, material, oak, width, oven;
};

static struct made make(struct cx *cx)
{
	struct made m;
	m.variant = test_product(cx, (struct test_product){.slug = "bowl",
					     .name = "Bowl",
					     .sku = "BOWL",
					     .product = &m.product});
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			"material", ATTRIBUTE_TEXT, "", true, false},
		"en", "Material", &m.material));
	CHECK_OK(attribute_value_put(
		cx, m.material, "oak", "", "en", "Oak", &m.oak));
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			"width", ATTRIBUTE_NUMBER, "cm", true, false},
		"en", "Width", &m.width));
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			"oven", ATTRIBUTE_BOOL, "", false, false},
		"en", "Oven", &m.oven));
	return m;
}

static const char *rev(struct cx *cx, int64_t product)
{
	struct product p;
	CHECK_OK(product_get_any(cx, product, &p));
	return number(cx, p.rev);
}

static void properties_are_written_and_shown(struct cx *cx)
{
	struct made m = make(cx);
	struct req r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)},
			{field(cx, "value", m.material), number(cx, m.oak)},
			{field(cx, "new", m.material), "Birch, Cork"},
			{field(cx, "plain", m.width), "12,5"},
			{field(cx, "plain", m.oven), "yes"},
			{field(cx, "content", m.variant), "0,25"},
			{field(cx, "unit", m.variant), "kg"},
			{field(cx, "deposit", m.variant), "0,20"},
			{field(cx, "restock", m.variant), "2026-12-24"},
			{"guarantee_months", "60"}, {"exemption", "sealed"},
			{"repair_score", "7.9"}, {"spare_part_years", "10"},
			{"responsible_name", "Nordic Import"},
			{"repair_en", "Glue it."}),
		at(cx, m.product));

	CHECK_OK(admin_product_details_save(&r));

	CHECK_INT(r.status, 303);
	struct attribute_fact *facts;
	size_t n;
	CHECK_OK(attribute_facts(cx, m.product, &facts, &n));
	CHECK_INT(n, 3);
	CHECK_STR(facts[0].text, "Oak, Birch, Cork");
	CHECK_INT(facts[1].number_milli, 12500);
	struct product p;
	CHECK_OK(product_get_any(cx, m.product, &p));
	CHECK_INT(p.variants[0].content_milli, 250);
	CHECK_STR(p.variants[0].content_unit, "kg");
	CHECK_INT(p.variants[0].deposit_minor, 20);
	CHECK_INT(p.variants[0].restock_day, 20261224);
	CHECK_INT(p.guarantee_months, 60);
	CHECK_STR(p.exemption, "sealed");
	CHECK_INT(p.spare_part_years, 10);
	CHECK_STR(p.repair, "Glue it.");
	CHECK_STR(p.responsible_name, "Nordic Import");
	CHECK_STR(p.name, "Bowl");

	r = admin_req(cx, NULL, at(cx, m.product));
	CHECK_OK(admin_product_details(&r));
	CHECK(admin_shows(&r, "value=\"12.5\""));
	CHECK(admin_shows(&r, "Cork"));
	CHECK(admin_shows(&r, "value=\"2026-12-24\""));
}

static void unticked_properties_go(struct cx *cx)
{
	struct made m = make(cx);
	CHECK_OK(attribute_set_values(cx, m.product, m.material, &m.oak, 1));
	CHECK_OK(attribute_set_bool(cx, m.product, m.oven, true));
	struct req r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)},
			{field(cx, "content", m.variant), ""}),
		at(cx, m.product));
	CHECK_OK(admin_product_details_save(&r));
	struct attribute_fact *facts;
	size_t n;
	CHECK_OK(attribute_facts(cx, m.product, &facts, &n));
	CHECK_INT(n, 0);
}

static void wrong_properties_are_told_beside_the_field(struct cx *cx)
{
	struct made m = make(cx);
	struct req r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)},
			{field(cx, "plain", m.width), "wide <b>"},
			{field(cx, "content", m.variant), "0.25"},
			{field(cx, "deposit", m.variant), "99999"},
			{"guarantee_months", "-3"}, {"repair_en", "kept"}),
		at(cx, m.product));
	CHECK_OK(admin_product_details_save(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "Write a number"));
	CHECK(admin_shows(&r, "Choose the unit too."));
	CHECK(admin_shows(&r, "it cannot be more."));
	CHECK(admin_shows(&r, "wide &lt;b&gt;"));
	CHECK(admin_shows(&r, "kept"));
	struct product p;
	CHECK_OK(product_get_any(cx, m.product, &p));
	CHECK_INT(p.variants[0].content_milli, 0);
}

static void old_page_of_properties_is_a_conflict(struct cx *cx)
{
	struct made m = make(cx);
	const char *old = rev(cx, m.product);
	CHECK_OK(product_update(
		cx, m.product, 0, &(struct product_head){.tags = "x"}));
	struct req r = admin_req(cx, FORM({"rev", old}, {"repair_score", "B"}),
		at(cx, m.product));
	CHECK_OK(admin_product_details_save(&r));
	CHECK_INT(r.status, 409);
	CHECK(admin_shows(&r, "Somebody saved this product"));
	CHECK(admin_shows(&r, "value=\"B\""));
}

static void relations_are_added_ordered_and_removed(struct cx *cx)
{
	struct made m = make(cx);
	int64_t plate, cup, *ids;
	size_t n;
	test_product(cx, (struct test_product){.slug = "plate",
				 .name = "Plate",
				 .sku = "PL",
				 .product = &plate});
	test_product(cx, (struct test_product){.slug = "cup",
				 .name = "Cup",
				 .sku = "CUP",
				 .product = &cup});
	struct req r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)},
			{"add_goes_with", "PL\r\n Cup \r\n"}),
		at(cx, m.product));
	CHECK_OK(admin_product_links_save(&r));
	CHECK_INT(r.status, 303);
	CHECK_OK(relation_list(cx, m.product, "goes_with", false, &ids, &n));
	CHECK_INT(n, 2);
	CHECK_INT(ids[0], plate);

	r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)},
			{field(cx, "order_goes_with", plate), "5"},
			{field(cx, "order_goes_with", cup), "1"}),
		at(cx, m.product));
	CHECK_OK(admin_product_links_save(&r));
	CHECK_OK(relation_list(cx, m.product, "goes_with", false, &ids, &n));
	CHECK_INT(ids[0], cup);

	r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)},
			{field(cx, "drop_goes_with", cup), "1"}),
		at(cx, m.product));
	CHECK_OK(admin_product_links_save(&r));
	CHECK_OK(relation_list(cx, m.product, "goes_with", false, &ids, &n));
	CHECK_INT(n, 1);
	CHECK_INT(ids[0], plate);
}

static void unknown_product_is_told_and_nothing_changes(struct cx *cx)
{
	struct made m = make(cx);
	struct req r = admin_req(cx,
		FORM({"rev", rev(cx, m.product)}, {"add_similar", "No such"}),
		at(cx, m.product));
	CHECK_OK(admin_product_links_save(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "No product is called “No such”."));
}

static struct req upload_req(struct cx *cx, struct made m, const char *bytes)
{
	struct param *form = ARENA_ARRAY(cx->arena, struct param, 3);
	form[0] = (struct param){"rev", rev(cx, m.product)};
	form[1] = (struct param){"file_kind_new", "care"};
	form[2] = (struct param){NULL, NULL};
	struct req r = admin_req(cx, form, at(cx, m.product));
	const char *path = arena_printf(cx->arena, "%s/part", r.conf->dir);
	FILE *f = fopen(path, "w");
	CHECK(f && fputs(bytes, f) >= 0);
	if (f)
		fclose(f);
	struct upload *u = ARENA_ARRAY(cx->arena, struct upload, 2);
	u[0] = (struct upload){"file", path, "Care.pdf", strlen(bytes)};
	u[1] = (struct upload){0};
	r.uploads = u;
	return r;
}

static void document_is_kept_and_listed(struct cx *cx)
{
	struct made m = make(cx);
	struct req r = upload_req(
		cx, m, "%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n");
	CHECK_OK(admin_product_links_save(&r));
	CHECK_INT(r.status, 303);
	struct product_file *files;
	size_t n;
	CHECK_OK(product_file_list(cx, m.product, &files, &n));
	CHECK_INT(n, 1);
	CHECK_STR(files[0].name, "Care");
	CHECK_STR(files[0].kind, "care");
}

static void what_is_no_pdf_is_refused(struct cx *cx)
{
	struct made m = make(cx);
	struct req r = upload_req(cx, m, "<script>alert(1)</script>");
	CHECK_OK(admin_product_links_save(&r));
	CHECK_INT(r.status, 422);
	struct product_file *files;
	size_t n;
	CHECK_OK(product_file_list(cx, m.product, &files, &n));
	CHECK_INT(n, 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"properties are written and shown",
			properties_are_written_and_shown},
		{"unticked properties go", unticked_properties_go},
		{"wrong properties are told beside the field",
			wrong_properties_are_told_beside_the_field},
		{"old page of properties is a conflict",
			old_page_of_properties_is_a_conflict},
		{"relations are added, ordered and removed",
			relations_are_added_ordered_and_removed},
		{"unknown product is told and nothing changes",
			unknown_product_is_told_and_nothing_changes},
		{"document is kept and listed", document_is_kept_and_listed},
		{"what is no PDF is refused", what_is_no_pdf_is_refused},
		{NULL, NULL},
	});
}
