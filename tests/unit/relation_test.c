/* How the owner ties products together. */
#include "tests/test.h"

#include "domain/catalogue.h"
#include "domain/relation.h"
#include "lib/db.h"

static int64_t product(struct cx *cx, const char *slug, int64_t draft)
{
	int64_t id;
	test_product(cx, (struct test_product){
				 .slug = slug, .draft = draft, .product = &id});
	return id;
}

static void relations_keep_their_order(struct cx *cx)
{
	int64_t mug = product(cx, "mug", 0), tray = product(cx, "tray", 0);
	int64_t bowl = product(cx, "bowl", 0), *got;
	size_t n;
	CHECK_OK(relation_set(
		cx, mug, "goes_with", (int64_t[]){tray, mug, bowl, tray}, 4));
	CHECK_OK(relation_list(cx, mug, "goes_with", true, &got, &n));
	CHECK_INT(n, 2);
	CHECK_INT(got[0], tray);
	CHECK_INT(got[1], bowl);
	CHECK_OK(relation_list(cx, mug, "similar", true, &got, &n));
	CHECK_INT(n, 0);
	CHECK_OK(relation_list(cx, tray, "goes_with", true, &got, &n));
	CHECK_INT(n, 0);
}

static void what_cannot_be_shown_is_left_out_for_customers(struct cx *cx)
{
	int64_t mug = product(cx, "mug", 0), tray = product(cx, "tray", 1);
	int64_t bowl = product(cx, "bowl", 0), *got;
	size_t n;
	CHECK_OK(
		relation_set(cx, mug, "accessory", (int64_t[]){tray, bowl}, 2));
	CHECK_OK(relation_list(cx, mug, "accessory", true, &got, &n));
	CHECK_INT(n, 1);
	CHECK_INT(got[0], bowl);
	CHECK_OK(relation_list(cx, mug, "accessory", false, &got, &n));
	CHECK_INT(n, 2);
}

static void setting_replaces_and_touches_only_when_it_differs(struct cx *cx)
{
	int64_t mug = product(cx, "mug", 0), tray = product(cx, "tray", 0);
	int64_t *got, before = 0, after = 0;
	size_t n;
	CHECK_OK(relation_set(cx, mug, "similar", &tray, 1));
	CHECK_OK(catalogue_version(cx, &before));
	CHECK_OK(relation_set(cx, mug, "similar", &tray, 1));
	CHECK_OK(catalogue_version(cx, &after));
	CHECK_INT(after, before);
	CHECK_OK(relation_set(cx, mug, "similar", NULL, 0));
	CHECK_OK(catalogue_version(cx, &after));
	CHECK(after > before);
	CHECK_OK(relation_list(cx, mug, "similar", false, &got, &n));
	CHECK_INT(n, 0);
}

static void an_unknown_kind_is_refused(struct cx *cx)
{
	int64_t mug = product(cx, "mug", 0), tray = product(cx, "tray", 0);
	CHECK_INT(relation_set(cx, mug, "friend", &tray, 1), ERR_INVALID);
}

int main(void)
{
	static const struct test tests[] = {
		{"relations_keep_their_order", relations_keep_their_order},
		{"what_cannot_be_shown_is_left_out_for_customers",
			what_cannot_be_shown_is_left_out_for_customers},
		{"setting_replaces_and_touches_only_when_it_differs",
			setting_replaces_and_touches_only_when_it_differs},
		{"an_unknown_kind_is_refused", an_unknown_kind_is_refused},
		{NULL, NULL},
	};
	return test_run(tests);
}
