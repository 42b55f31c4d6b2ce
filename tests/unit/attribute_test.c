/* Typed properties of products. */
#include "tests/test.h"

#include "domain/attribute.h"
#include "domain/catalogue.h"
#include "lib/db.h"

static int64_t made(struct cx *cx, const char *code, enum attribute_kind kind,
	const char *unit, const char *name)
{
	int64_t id;
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			.code = code, .kind = kind, .unit = unit},
		"en", name, &id));
	return id;
}

static int64_t value(
	struct cx *cx, int64_t attribute, const char *code, const char *name)
{
	int64_t id;
	CHECK_OK(attribute_value_put(
		cx, attribute, code, NULL, "en", name, &id));
	return id;
}

static int64_t mug(struct cx *cx)
{
	int64_t product;
	test_product(cx, (struct test_product){.product = &product});
	return product;
}

static int64_t version(struct cx *cx)
{
	int64_t v = 0;
	CHECK_OK(catalogue_version(cx, &v));
	return v;
}

static void a_product_tells_its_facts_in_the_attributes_order(struct cx *cx)
{
	int64_t product = mug(cx);
	int64_t material = made(cx, "material", ATTRIBUTE_TEXT, "", "Material");
	int64_t volume = made(cx, "volume", ATTRIBUTE_NUMBER, "dl", "Volume");
	int64_t washer = made(cx, "dishwasher", ATTRIBUTE_BOOL, "", "Dishes");
	int64_t both[] = {value(cx, material, "oak", "Oak"),
		value(cx, material, "stoneware", "Stoneware")};
	CHECK_OK(attribute_set_bool(cx, product, washer, true));
	CHECK_OK(attribute_set_number(cx, product, volume, 3500));
	CHECK_OK(attribute_set_values(cx, product, material,
		(int64_t[]){both[1], both[0], both[1]}, 3));

	struct attribute_fact *f;
	size_t n;
	CHECK_OK(attribute_facts(cx, product, &f, &n));
	CHECK_INT(n, 3);
	if (n != 3)
		return;
	CHECK_STR(f[0].attribute.name, "Material");
	CHECK_STR(f[0].text, "Stoneware, Oak");
	CHECK_INT(f[0].n, 2);
	CHECK_STR(f[0].values[0].code, "stoneware");
	CHECK_STR(f[1].text, "3.5\xc2\xa0"
			     "dl");
	CHECK_INT(f[1].number_milli, 3500);
	CHECK_STR(f[2].text, "Yes");
}

static void names_fall_back_to_the_root_language(struct cx *cx)
{
	int64_t product = mug(cx), id;
	int64_t material = made(cx, "material", ATTRIBUTE_TEXT, "", "Material");
	int64_t oak = value(cx, material, "oak", "Oak");
	CHECK_OK(attribute_set_values(cx, product, material, &oak, 1));
	CHECK_OK(attribute_value_put(
		cx, material, "oak", NULL, "fi", "Tammi", &id));
	CHECK_INT(id, oak);
	cx->locale = "fi";
	struct attribute_fact *f;
	size_t n;
	CHECK_OK(attribute_facts(cx, product, &f, &n));
	CHECK_INT(n, 1);
	CHECK_STR(f[0].attribute.name, "Material");
	CHECK_STR(f[0].text, "Tammi");
}

static void numbers_are_written_without_needless_zeros(struct cx *cx)
{
	CHECK_STR(attribute_number(cx->arena, "fi", 3500), "3,5");
	CHECK_STR(attribute_number(cx->arena, "en", 3500), "3.5");
	CHECK_STR(attribute_number(cx->arena, "sv", 3050), "3,05");
	CHECK_STR(attribute_number(cx->arena, "fi", 5), "0,005");
	CHECK_STR(attribute_number(cx->arena, "fi", 1200000), "1200");
	CHECK_STR(attribute_number(cx->arena, "fi", 0), "0");
	CHECK_STR(attribute_number(cx->arena, "en", -250), "\xe2\x88\x92"
							   "0.25");
}

static void a_value_of_another_attribute_is_refused(struct cx *cx)
{
	int64_t product = mug(cx);
	int64_t material = made(cx, "material", ATTRIBUTE_TEXT, "", "Material");
	int64_t colour = made(cx, "colour", ATTRIBUTE_COLOUR, "", "Colour");
	int64_t oak = value(cx, material, "oak", "Oak");
	CHECK_INT(attribute_set_values(cx, product, colour, &oak, 1),
		ERR_INVALID);
	struct attribute_fact *f;
	size_t n;
	CHECK_OK(attribute_facts(cx, product, &f, &n));
	CHECK_INT(n, 0);
}

static void an_attribute_takes_only_what_its_kind_holds(struct cx *cx)
{
	int64_t product = mug(cx), id;
	int64_t volume = made(cx, "volume", ATTRIBUTE_NUMBER, "l", "Volume");
	int64_t material = made(cx, "material", ATTRIBUTE_TEXT, "", "Material");
	CHECK_INT(
		attribute_value_put(cx, volume, "big", NULL, "en", "Big", &id),
		ERR_INVALID);
	CHECK_INT(attribute_set_number(cx, product, material, 1), ERR_INVALID);
	CHECK_INT(attribute_set_bool(cx, product, volume, true), ERR_INVALID);
	CHECK_INT(attribute_value_put(
			  cx, material, "oak", "brown", "en", "Oak", &id),
		ERR_INVALID);
	CHECK_INT(
		attribute_put(cx, &(struct attribute_data){.code = "No spaces"},
			"en", "x", &id),
		ERR_INVALID);
}

static void an_attribute_in_use_keeps_its_kind(struct cx *cx)
{
	int64_t id,
		material = made(cx, "material", ATTRIBUTE_TEXT, "", "Material");
	struct attribute_data d = {
		.code = "material", .kind = ATTRIBUTE_NUMBER};
	value(cx, material, "oak", "Oak");
	CHECK_INT(attribute_put(cx, &d, "en", NULL, &id), ERR_INVALID);
	d.kind = ATTRIBUTE_COLOUR;
	CHECK_OK(attribute_put(cx, &d, "en", NULL, &id));
	CHECK_INT(id, material);
	struct attribute a;
	CHECK_OK(attribute_find(cx, "material", &a));
	CHECK_INT(a.kind, ATTRIBUTE_COLOUR);
	CHECK_STR(a.name, "Material");
}

static void putting_again_keeps_what_is_not_said(struct cx *cx)
{
	int64_t id, swatch;
	int64_t volume = made(cx, "volume", ATTRIBUTE_NUMBER, "dl", "Volume");
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){.code = "volume",
			.kind = ATTRIBUTE_NUMBER,
			.facet = true},
		"fi", "Tilavuus", &id));
	CHECK_INT(id, volume);
	struct attribute a;
	CHECK_OK(attribute_get(cx, volume, &a));
	CHECK_STR(a.unit, "dl");
	CHECK_STR(a.name, "Volume");
	CHECK(a.facet);

	int64_t colour = made(cx, "colour", ATTRIBUTE_COLOUR, "", "Colour");
	CHECK_OK(attribute_value_put(
		cx, colour, "sea", "#254a54", "en", "Sea", &swatch));
	CHECK_OK(attribute_value_put(
		cx, colour, "sea", NULL, "fi", "Meri", &swatch));
	struct attribute_value *v;
	size_t n;
	CHECK_OK(attribute_values(cx, colour, &v, &n));
	CHECK_INT(n, 1);
	CHECK_STR(v[0].swatch, "#254a54");
	CHECK_STR(v[0].name, "Sea");
}

static void only_real_changes_make_the_pages_anew(struct cx *cx)
{
	int64_t product = mug(cx);
	int64_t volume = made(cx, "volume", ATTRIBUTE_NUMBER, "dl", "Volume");
	int64_t v = version(cx);
	CHECK_OK(attribute_set_number(cx, product, volume, 3500));
	CHECK(version(cx) > v);
	v = version(cx);
	CHECK_OK(attribute_set_number(cx, product, volume, 3500));
	CHECK_INT(version(cx), v);
	CHECK_OK(attribute_unset(cx, product, volume));
	CHECK(version(cx) > v);
	struct attribute_fact *f;
	size_t n;
	CHECK_OK(attribute_facts(cx, product, &f, &n));
	CHECK_INT(n, 0);
}

static void an_archived_attribute_is_out_of_sight(struct cx *cx)
{
	int64_t product = mug(cx);
	int64_t volume = made(cx, "volume", ATTRIBUTE_NUMBER, "dl", "Volume");
	CHECK_OK(attribute_set_number(cx, product, volume, 3500));
	CHECK_OK(db_run_script(cx->db, "UPDATE attribute SET archived_ms = 1"));
	struct attribute_fact *f;
	struct attribute *all, one;
	size_t n;
	CHECK_OK(attribute_facts(cx, product, &f, &n));
	CHECK_INT(n, 0);
	CHECK_OK(attribute_list(cx, &all, &n));
	CHECK_INT(n, 0);
	CHECK_INT(attribute_find(cx, "volume", &one), ERR_NOT_FOUND);
}

int main(void)
{
	static const struct test tests[] = {
		{"a_product_tells_its_facts_in_the_attributes_order",
			a_product_tells_its_facts_in_the_attributes_order},
		{"names_fall_back_to_the_root_language",
			names_fall_back_to_the_root_language},
		{"numbers_are_written_without_needless_zeros",
			numbers_are_written_without_needless_zeros},
		{"a_value_of_another_attribute_is_refused",
			a_value_of_another_attribute_is_refused},
		{"an_attribute_takes_only_what_its_kind_holds",
			an_attribute_takes_only_what_its_kind_holds},
		{"an_attribute_in_use_keeps_its_kind",
			an_attribute_in_use_keeps_its_kind},
		{"putting_again_keeps_what_is_not_said",
			putting_again_keeps_what_is_not_said},
		{"only_real_changes_make_the_pages_anew",
			only_real_changes_make_the_pages_anew},
		{"an_archived_attribute_is_out_of_sight",
			an_archived_attribute_is_out_of_sight},
		{NULL, NULL},
	};
	return test_run(tests);
}
