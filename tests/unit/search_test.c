#include "domain/search.h"

#include <string.h>

#include "domain/category.h"
#include "domain/product_edit.h"
#include "lib/arena.h"
#include "tests/orders.h"

static int64_t put(
	struct cx *cx, const char *slug, const char *name, const char *text)
{
	int64_t product;
	test_product(
		cx, (struct test_product){
			    .slug = slug, .on_hand = 1, .product = &product});
	CHECK_OK(product_set_words(cx, product, "en",
		&(struct product_words){.name = name, .description = text}));
	return product;
}

/* How many are found; *first: the best, or 0. */
static int64_t find(struct cx *cx, const char *typed, int64_t *first)
{
	int64_t *ids, total = -1;
	size_t n = 0;
	CHECK_OK(search_find(cx, typed, 0, 24, &ids, &n, &total));
	if (first)
		*first = n ? ids[0] : 0;
	return total;
}

/* How many have every word that was typed. */
static int64_t whole(struct cx *cx, const char *typed)
{
	struct search_found f;
	CHECK_OK(search_run(cx, &(struct search_ask){.typed = typed}, &f));
	return f.how == SEARCH_ALL ? (int64_t)f.n : 0;
}

static void operators_are_plain_text(struct cx *cx)
{
	static const char *const odd[] = {"\"", "'", "mug\"", "\"mug", "AND",
		"OR", "NOT", "NEAR", "NEAR(mug bowl)", "mug AND", "mug*", "*",
		"-mug", "mug -bowl", "^mug", "name:mug", "name : mug", "{name}",
		"(", ")", "mug)", ";", "--", "%", "_", "\\", "mug OR bowl",
		"' OR 1=1 --", "%n%s", "a+b", "{name code}: mug", "\xc2\xa0"};
	put(cx, "mug", "Mug", "");
	put(cx, "bowl", "Bowl", "");
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		CHECK(whole(cx, odd[i]) <= 1);
	CHECK_INT(find(cx, "mug*", NULL), 1);
	CHECK_INT(find(cx, "-mug", NULL), 1);
	CHECK_INT(whole(cx, "name:mug"), 0); /* "name" is a word too */
	CHECK_INT(find(cx, "name:mug", NULL), 1);
	CHECK_INT(whole(cx, "mug OR bowl"), 0);
	CHECK_INT(find(cx, "mug \"", NULL), 1);
}

static void and_is_a_word(struct cx *cx)
{
	put(cx, "set", "Salt and pepper", "");
	put(cx, "salt", "Salt", "");
	CHECK_INT(find(cx, "salt AND pepper", NULL), 1);
	CHECK_INT(find(cx, "salt AND", NULL), 2); /* says nothing */
	CHECK_INT(find(cx, "and", NULL), 1);
}

static void exact_product_number_comes_first(struct cx *cx)
{
	int64_t first;
	int64_t product = put(cx, "lamp", "Ceiling light", "");
	int64_t other = put(cx, "x1", "Lamp lamp", "a lamp");
	CHECK_INT(find(cx, "lamp", &first), 2);
	CHECK_INT(first, product);
	(void)other;
	CHECK_INT(find(cx, "x1", &first), 1);
	CHECK_INT(first, other);
}

static void product_number_is_found_in_small_letters(struct cx *cx)
{
	int64_t first, product = put(cx, "lamp", "Ceiling light", "");
	int64_t v = 0;
	CHECK_OK(variant_put(cx, product,
		&(struct variant_data){.sku = "KIDE-SEA/35"}, &v, NULL));
	CHECK_INT(find(cx, "kide-sea/35", &first), 1);
	CHECK_INT(first, product);
	CHECK_INT(find(cx, "KIDE-SEA/35", NULL), 1);
	CHECK_INT(find(cx, "kide", NULL), 1); /* a part of it */
}

static void beginning_of_a_word_is_enough(struct cx *cx)
{
	put(cx, "lamp", "Ceiling light", "Warm brass");
	CHECK_INT(find(cx, "cei", NULL), 1);
	CHECK_INT(find(cx, "ceiling bra", NULL), 1);
	CHECK_INT(whole(cx, "ceiling steel"), 0);
}

static void name_counts_more_than_text(struct cx *cx)
{
	int64_t first;
	put(cx, "one", "Tray", "goes with the vase, vase and vase");
	int64_t vase = put(cx, "two", "Vase", "");
	CHECK_INT(find(cx, "vase", &first), 2);
	CHECK_INT(first, vase);
}

static void umlauts_are_letters(struct cx *cx)
{
	put(cx, "lasi", "Jäälasi", "Öinen sävy");
	CHECK_INT(find(cx, "jäälasi", NULL), 1);
	CHECK_INT(find(cx, "JÄÄLASI", NULL), 1);
	CHECK_INT(find(cx, "öin", NULL), 1);
	/* typed as base letters and combining marks */
	CHECK_INT(find(cx,
			  "ja\xcc\x88"
			  "a\xcc\x88lasi",
			  NULL),
		1);
}

static void empty_finds_nothing(struct cx *cx)
{
	put(cx, "mug", "Mug", "");
	CHECK_INT(find(cx, "", NULL), 0);
	CHECK_INT(find(cx, " \t", NULL), 0);
	CHECK_INT(find(cx, "!?", NULL), 0);
}

static void long_queries_do_no_harm(struct cx *cx)
{
	put(cx, "mug", "Mug", "");
	char *text = arena_alloc(cx->arena, 10001);
	memset(text, 'a', 10000);
	CHECK_INT(find(cx, text, NULL), 0);
	for (int i = 0; i < 10000; i++)
		text[i] = "mug "[i % 4];
	CHECK_INT(find(cx, text, NULL), 1);
}

static void root_language_helps_out(struct cx *cx)
{
	int64_t mug = put(cx, "mug", "Mug", "");
	CHECK_OK(product_set_words(
		cx, mug, "fi", &(struct product_words){.name = "Muki"}));
	put(cx, "vase", "Vase", "");
	cx->locale = "fi";
	CHECK_INT(find(cx, "muki", NULL), 1);
	CHECK_INT(find(cx, "vase", NULL), 1);
	cx->locale = "en";
	CHECK_INT(find(cx, "muki", NULL), 1); /* asked in another language */
}

static void untranslated_stand_among_translated(struct cx *cx)
{
	int64_t first;
	int64_t mug = put(cx, "mug", "Kide", "");
	put(cx, "vase", "Vase", "like the kide mug");
	int64_t bowl = put(cx, "bowl", "Kide bowl", "");
	CHECK_OK(product_set_words(
		cx, mug, "fi", &(struct product_words){.name = "Kide"}));
	/* A language that was emptied again counts as untranslated. */
	CHECK_OK(product_set_words(
		cx, bowl, "fi", &(struct product_words){.name = ""}));
	cx->locale = "fi";
	CHECK_INT(find(cx, "kide", &first), 3);
	CHECK_INT(first, mug);
	CHECK_OK(product_set_words(
		cx, bowl, "fi", &(struct product_words){.name = "Kulho"}));
	CHECK_INT(find(cx, "kide", NULL), 2);
}

static void renamed_category_is_found_at_once(struct cx *cx)
{
	int64_t id = 0, mug = put(cx, "mug", "Mug", "");
	struct category_text t = {.locale = "en", .name = "Table"};
	CHECK_OK(category_save(cx, &id, 0, 1, 0, &t, 1));
	CHECK_OK(product_set_categories(cx, mug, &id, 1));
	CHECK_INT(find(cx, "table", NULL), 1);
	t.name = "Kitchen";
	CHECK_OK(category_save(cx, &id, 0, 1, 0, &t, 1));
	CHECK_INT(find(cx, "table", NULL), 0);
	CHECK_INT(find(cx, "kitchen", NULL), 1);
}

static void renamed_value_is_found_at_once(struct cx *cx)
{
	int64_t option, value, mug = put(cx, "mug", "Mug", "");
	CHECK_OK(option_put(cx, mug, "colour", "en", "Colour", &option));
	CHECK_OK(option_value_put(
		cx, option, "sea", "", "en", "Seagreen", &value));
	CHECK_INT(find(cx, "seagreen", NULL), 1);
	CHECK_OK(option_value_put(
		cx, option, "sea", "", "en", "Turquoise", &value));
	CHECK_INT(find(cx, "seagreen", NULL), 0);
	CHECK_INT(find(cx, "turquoise", NULL), 1);
}

static void goods_not_on_sale_are_not_found(struct cx *cx)
{
	int64_t mug = put(cx, "mug", "Mug", "");
	CHECK_OK(product_update(
		cx, mug, 0, &(struct product_head){.status = "archived"}));
	CHECK_INT(find(cx, "mug", NULL), 0);
	CHECK_OK(product_update(
		cx, mug, 0, &(struct product_head){.status = "active"}));
	CHECK_INT(find(cx, "mug", NULL), 1);
}

static void pages_do_not_overlap(struct cx *cx)
{
	int64_t *ids, total, seen[8];
	size_t n, k = 0;
	for (int i = 0; i < 5; i++)
		put(cx, arena_printf(cx->arena, "mug%d", i), "Mug", "");
	for (int64_t at = 0; at < 6; at += 2) {
		CHECK_OK(search_find(cx, "mug", at, 2, &ids, &n, &total));
		CHECK_INT(total, 5);
		CHECK_INT(n, at < 4 ? 2 : 1);
		for (size_t i = 0; i < n; i++)
			seen[k++] = ids[i];
	}
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < i; j++)
			CHECK(seen[i] != seen[j]);
	CHECK_OK(search_find(cx, "mug", 90, 2, &ids, &n, &total));
	CHECK_INT(n, 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"operators are plain text", operators_are_plain_text},
		{"AND is a word", and_is_a_word},
		{"exact product number comes first",
			exact_product_number_comes_first},
		{"product number is found in small letters",
			product_number_is_found_in_small_letters},
		{"beginning of a word is enough",
			beginning_of_a_word_is_enough},
		{"name counts more than text", name_counts_more_than_text},
		{"umlauts are letters", umlauts_are_letters},
		{"empty finds nothing", empty_finds_nothing},
		{"long queries do no harm", long_queries_do_no_harm},
		{"root language helps out", root_language_helps_out},
		{"untranslated stand among translated",
			untranslated_stand_among_translated},
		{"renamed category is found at once",
			renamed_category_is_found_at_once},
		{"renamed value is found at once",
			renamed_value_is_found_at_once},
		{"goods not on sale are not found",
			goods_not_on_sale_are_not_found},
		{"pages do not overlap", pages_do_not_overlap},
		{NULL, NULL},
	});
}
