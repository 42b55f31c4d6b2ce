/*
 * Search as customers ask it, in one file because all share the catalogue.
 */
#include "domain/search.h"

#include <string.h>

#include "domain/attribute.h"
#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/product_edit.h"
#include "domain/search_log.h"
#include "domain/stock.h"
#include "domain/synonym.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/words.h"
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

static int64_t category(struct cx *cx, const char *name, int64_t parent)
{
	int64_t id = 0;
	struct category_text t = {.locale = "en", .name = name};
	CHECK_OK(category_save(cx, &id, parent, 1, 0, &t, 1));
	return id;
}

static void moved_category_is_found_at_its_new_place(struct cx *cx)
{
	int64_t mug = put(cx, "mug", "Mug", "");
	int64_t table = category(cx, "Table", 0);
	int64_t camping = category(cx, "Camping", 0);
	int64_t mugs = category(cx, "Drinking", table);
	struct category_text t = {.locale = "en", .name = "Drinking"};
	CHECK_OK(product_set_categories(cx, mug, &mugs, 1));
	CHECK_INT(find(cx, "table", NULL), 1);
	CHECK_OK(category_save(cx, &mugs, camping, 1, 0, &t, 1));
	CHECK_INT(find(cx, "table", NULL), 0);
	CHECK_INT(find(cx, "camping", NULL), 1);
}

static void archived_category_names_nothing_below_it(struct cx *cx)
{
	int64_t mug = put(cx, "mug", "Mug", "");
	int64_t table = category(cx, "Table", 0);
	int64_t mugs = category(cx, "Drinking", table);
	CHECK_OK(product_set_categories(cx, mug, &mugs, 1));
	CHECK_OK(category_archive(cx, table));
	CHECK_INT(find(cx, "table", NULL), 0);
	CHECK_INT(find(cx, "drinking", NULL), 1);
}

static void archived_variant_is_not_found(struct cx *cx)
{
	bool moved;
	int64_t red, option, value, mug = put(cx, "mug", "Mug", "");
	CHECK_OK(option_put(cx, mug, "colour", "en", "Colour", &option));
	CHECK_OK(option_value_put(cx, option, "sea", "", "en", "Sea", &value));
	struct variant_data d = {.sku = "ZX-81",
		.option_key = arena_printf(
			cx->arena, "%lld", (long long)value)};
	CHECK_OK(variant_put(cx, mug, &d, &red, &moved));
	CHECK_INT(find(cx, "zx 81", NULL), 1);
	CHECK_OK(variant_archive(cx, red));
	CHECK_INT(find(cx, "zx 81", NULL), 0);
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

/* ---- forms of words ---- */

static int64_t put_in(struct cx *cx, const char *locale, const char *slug,
	const char *name, const char *text)
{
	int64_t product = put(cx, slug, slug, "");
	CHECK_OK(product_set_words(cx, product, locale,
		&(struct product_words){.name = name, .description = text}));
	return product;
}

static void inflected_words_find_each_other(struct cx *cx)
{
	if (!words_finnish())
		return;
	int64_t first;
	int64_t shoe = put_in(cx, "fi", "shoe", "Talvikengät", "");
	int64_t towel = put_in(cx, "fi", "towel", "Pellavapyyhe", "");
	cx->locale = "fi";
	CHECK_INT(find(cx, "kenkä", &first), 1);
	CHECK_INT(first, shoe);
	CHECK_INT(find(cx, "talvikenkiä", NULL), 1);
	CHECK_INT(find(cx, "talvi kengät", NULL), 1);
	CHECK_INT(find(cx, "kengat", NULL), 1);
	CHECK_INT(find(cx, "pyyhkeitä", &first), 1);
	CHECK_INT(first, towel);
}

static void what_a_thing_is_counts_more_than_what_for(struct cx *cx)
{
	if (!words_finnish())
		return;
	int64_t first;
	put_in(cx, "fi", "stand", "Lampunjalka", "");
	int64_t lamp = put_in(cx, "fi", "lamp", "Pöytälamppu", "");
	put_in(cx, "fi", "bulb", "Hehku", "Sopii lamppuun.");
	cx->locale = "fi";
	CHECK_INT(find(cx, "lamput", &first), 3);
	CHECK_INT(first, lamp);
}

static void swedish_compounds_are_found_by_their_end(struct cx *cx)
{
	int64_t first;
	int64_t pan = put_in(cx, "sv", "pan", "Hiili-stekpanna", "");
	put_in(cx, "sv", "pot", "Gryta", "");
	cx->locale = "sv";
	CHECK_INT(find(cx, "pannor", &first), 1);
	CHECK_INT(first, pan);
	CHECK_INT(find(cx, "stek panna", NULL), 1);
}

/* ---- misspelt, and meant ---- */

static const struct search_found *run(struct cx *cx, struct search_ask ask)
{
	struct search_found *f = ARENA_NEW(cx->arena, struct search_found);
	CHECK_OK(search_run(cx, &ask, f));
	return f;
}

static void a_misspelt_word_is_mended(struct cx *cx)
{
	int64_t mug = put(cx, "mug", "Casserole", "");
	put(cx, "bowl", "Bowl", "");
	const struct search_found *f = run(
		cx, (struct search_ask){.typed = "caserole"});
	CHECK_INT(f->n, 1);
	CHECK_INT(f->how, SEARCH_CORRECTED);
	CHECK_STR(f->corrected, "casserole");
	CHECK_INT(f->ids[0], mug);
	CHECK_INT(
		run(cx, (struct search_ask){"casseorle", false, false})->n, 1);
	CHECK_INT(run(cx, (struct search_ask){"caserole", true, false})->n, 0);
	/* one edit in a short word, two in a long one, no more */
	CHECK_INT(find(cx, "bwol", NULL), 1);
	CHECK_INT(find(cx, "bxxl", NULL), 0);
	CHECK_INT(find(cx, "kaserole", NULL), 1);
	CHECK_INT(find(cx, "kaserxle", NULL), 0);
	/* what is right is not touched */
	f = run(cx, (struct search_ask){.typed = "bowl"});
	CHECK(f->how == SEARCH_ALL && !f->corrected);
}

static void most_words_are_better_than_none(struct cx *cx)
{
	int64_t mug = put(cx, "mug", "Blue mug", "");
	put(cx, "bowl", "Green bowl", "");
	const struct search_found *f = run(
		cx, (struct search_ask){.typed = "xylophone mug"});
	CHECK_INT(f->how, SEARCH_SOME);
	CHECK_INT(f->n, 1);
	CHECK_INT(f->ids[0], mug);
	f = run(cx, (struct search_ask){.typed = "blue bowl"});
	CHECK_INT(f->how, SEARCH_SOME);
	CHECK_INT(f->n, 2);
	CHECK_INT(find(cx, "xylophone", NULL), 0);
}

static void synonym(
	struct cx *cx, const char *term, const char *means, int64_t both_ways)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO synonym (locale, term, means, both_ways)"
		" VALUES ('en', :term, :means, :both)");
	db_bind_text(q, ":term", term);
	db_bind_text(q, ":means", means);
	db_bind_int(q, ":both", both_ways);
	CHECK_OK(db_exec(q, NULL));
	CHECK_OK(synonym_changed(cx));
}

static void synonyms_stand_for_each_other_at_once(struct cx *cx)
{
	put(cx, "beaker", "Beaker", "");
	put(cx, "grog", "Toddy glasses", "");
	CHECK_INT(find(cx, "quaich", NULL), 0);
	synonym(cx, "quaich", "beaker", 0);
	CHECK_INT(find(cx, "quaich", NULL), 1);
	CHECK_INT(find(cx, "quaichs", NULL), 1); /* in its forms too */
	synonym(cx, "grog cup", "toddy glass", 1);
	CHECK_INT(whole(cx, "grog cups"), 1);
	put(cx, "cup", "Grog cup", "");
	CHECK_INT(whole(cx, "toddy glass"), 2); /* the other way round */
}

static void sold_out_comes_later_among_equals(struct cx *cx)
{
	int64_t first, gone = put(cx, "one", "Jug", "");
	int64_t there = put(cx, "two", "Jug", "");
	CHECK_OK(db_exec(DB_SQL(cx->db, "UPDATE product SET sold_qty = 50"
					" WHERE id = 1"),
		NULL));
	CHECK_INT(gone, 1);
	CHECK_OK(search_index_all(cx, gone));
	CHECK_INT(find(cx, "jug", &first), 2);
	CHECK_INT(first, gone); /* most bought */
	int64_t v;
	CHECK_OK(variant_by_sku(cx, "one", &v, &gone));
	CHECK_OK(stock_count(cx, v, STOCK_LOCATION, 0, "lost", ""));
	CHECK_INT(find(cx, "jug", &first), 2);
	CHECK_INT(first, there);
}

static void documents_move_with_sales(struct cx *cx)
{
	int64_t first, n;
	put(cx, "one", "Jug", "");
	int64_t two = put(cx, "two", "Jug", "");
	int64_t three = put(cx, "three", "Jug", "");
	CHECK_INT(find(cx, "jug", &first), 3);
	CHECK_INT(first, three); /* the newest */
	CHECK_OK(db_exec(DB_SQL(cx->db, "UPDATE product SET sold_qty = 9"
					" WHERE id = 2"),
		NULL));
	CHECK_OK(search_reorder(cx, &n));
	CHECK_INT(n, 3); /* in each language */
	CHECK_INT(find(cx, "jug", &first), 3);
	CHECK_INT(first, two);
	CHECK_OK(search_reorder(cx, &n));
	CHECK_INT(n, 0);
}

static void attributes_are_found(struct cx *cx)
{
	int64_t material, oak, mug = put(cx, "mug", "Mug", "");
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			"material", ATTRIBUTE_TEXT, "", true, false},
		"en", "Material", &material));
	CHECK_OK(attribute_value_put(
		cx, material, "oak", "", "en", "Oakwood", &oak));
	CHECK_OK(attribute_set_values(cx, mug, material, &oak, 1));
	bool left;
	CHECK_OK(search_refresh(cx, 10, &left));
	CHECK_INT(find(cx, "oakwood", NULL), 1);
	CHECK_OK(attribute_value_put(
		cx, material, "oak", "", "en", "Ashwood", &oak));
	CHECK_INT(find(cx, "oakwood", NULL), 0);
	CHECK_INT(find(cx, "ashwood", NULL), 1);
}

static void a_shop_of_another_version_is_made_anew(struct cx *cx)
{
	bool left = true;
	for (int i = 0; i < 5; i++)
		put(cx, arena_printf(cx->arena, "mug%d", i), "Mug", "");
	CHECK_OK(db_exec(DB_SQL(cx->db, "DELETE FROM search_fts"), NULL));
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "UPDATE search_state SET version = 'old'"),
		NULL));
	CHECK_INT(find(cx, "mug", NULL), 0);
	for (int i = 0; i < 9 && left; i++)
		CHECK_OK(search_refresh(cx, 2, &left));
	CHECK(!left);
	CHECK_INT(find(cx, "mug", NULL), 5);
}

static void many_equal_matches_are_capped(struct cx *cx)
{
	CHECK_OK(db_begin(cx->db));
	for (int i = 0; i < SEARCH_MAX + 20; i++)
		put(cx, arena_printf(cx->arena, "peg%d", i), "Peg", "");
	CHECK_OK(db_end(cx->db, OK));
	const struct search_found *f = run(
		cx, (struct search_ask){.typed = "peg"});
	CHECK_INT(f->n, SEARCH_MAX);
	CHECK(f->more);
}

/* ---- while typing, and the log ---- */

static void unfinished_words_find_and_complete(struct cx *cx)
{
	const char *words[4];
	size_t n;
	put(cx, "lamp", "Table lantern", "");
	put(cx, "ladle", "Ladle", "");
	CHECK_INT(
		run(cx, (struct search_ask){.typed = "la", .unfinished = true})
			->n,
		2);
	CHECK_OK(search_complete(cx, "table la", 4, words, &n));
	CHECK_INT(n, 2);
	CHECK_STR(words[0], "table ladle");
	CHECK_STR(words[1], "table lantern");
	CHECK_OK(search_complete(cx, "\"*", 4, words, &n));
	CHECK_INT(n, 0);
}

static void searches_are_counted_without_who(struct cx *cx)
{
	static const char *const private_[] = {"me@example.com", "040 123 4567",
		"4111 1111 1111 1111", "", "   "};
	struct search_row *rows;
	size_t n;
	int64_t total;
	for (int i = 0; i < 3; i++)
		search_log_note(cx, " Unicorn ", 0);
	search_log_note(cx, "mug", 4);
	for (size_t i = 0; i < sizeof(private_) / sizeof(*private_); i++)
		search_log_note(cx, private_[i], 0);
	CHECK_OK(search_log_list(cx, false, 0, 9, &rows, &n, &total));
	CHECK_INT(n, 0); /* in memory so far */
	CHECK_OK(search_log_flush(cx));
	CHECK_OK(search_log_flush(cx));
	CHECK_OK(search_log_list(cx, false, 0, 9, &rows, &n, &total));
	CHECK_INT(n, 2);
	CHECK_STR(rows[0].query, "unicorn");
	CHECK_INT(rows[0].times, 3);
	CHECK_OK(search_log_list(cx, true, 0, 9, &rows, &n, &total));
	CHECK_INT(n, 1);
	cx->now += (SEARCH_LOG_DAYS + 2) * MS_DAY;
	CHECK_OK(search_log_sweep(cx));
	cx->now -= (SEARCH_LOG_DAYS + 2) * MS_DAY;
	CHECK_OK(search_log_list(cx, false, 0, 9, &rows, &n, &total));
	CHECK_INT(n, 0);
}

static int64_t logged(struct cx *cx, const char *const *typed)
{
	for (size_t i = 0; typed[i]; i++)
		search_log_note(cx, typed[i], 1);
	CHECK_OK(search_log_flush(cx));
	return test_number(cx, "SELECT count(*) FROM search_log");
}

static void peoples_numbers_are_not_counted(struct cx *cx)
{
	static const char *const private_[] = {"+358 40 123 4567",
		"358401234567", "tel. +358 (0)40 1234567", "matti 0401234567",
		"040-1234567", "09 123 456", "131052-308T", "131052A308T",
		"19811218-9876", "FI21 1234 5600 0007 85", "4111111111111111",
		NULL};
	static const char *const products[] = {"4006381333931",
		"4 006381 333931", "96385074", "140 x 200 cm", "mug 2",
		"wh-1000xm4", "lamp 230 v 60 w", NULL};
	CHECK_INT(logged(cx, private_), 0);
	CHECK_INT(
		logged(cx, products), sizeof(products) / sizeof(*products) - 1);
}

static void flood_of_searches_fills_no_disk(struct cx *cx)
{
	enum { FLOOD = SEARCH_LOG_DAY_MAX + 500 };
	static const char *const known[] = {"word a", NULL};
	for (int i = 0; i < FLOOD; i++) {
		search_log_note(cx,
			arena_printf(cx->arena, "word %c%.*s", 'a' + i % 26,
				i / 26 % 50,
				"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
				"aaaaaaaaaaaaaaaaa"),
			1);
		search_log_note(cx, arena_printf(cx->arena, "x%d", i), 1);
		if (search_log_due(false))
			CHECK_OK(search_log_flush(cx));
	}
	CHECK_INT(logged(cx, known), SEARCH_LOG_DAY_MAX);
	CHECK(test_number(cx, "SELECT times FROM search_log"
			      " WHERE query = 'word a'") > 1);
}

static const struct test tests[] = {
	{"people's numbers are not counted", peoples_numbers_are_not_counted},
	{"flood of searches fills no disk", flood_of_searches_fills_no_disk},
	{"operators are plain text", operators_are_plain_text},
	{"AND is a word", and_is_a_word},
	{"exact product number comes first", exact_product_number_comes_first},
	{"product number is found in small letters",
		product_number_is_found_in_small_letters},
	{"beginning of a word is enough", beginning_of_a_word_is_enough},
	{"name counts more than text", name_counts_more_than_text},
	{"umlauts are letters", umlauts_are_letters},
	{"empty finds nothing", empty_finds_nothing},
	{"long queries do no harm", long_queries_do_no_harm},
	{"root language helps out", root_language_helps_out},
	{"untranslated stand among translated",
		untranslated_stand_among_translated},
	{"renamed category is found at once",
		renamed_category_is_found_at_once},
	{"moved category is found at its new place",
		moved_category_is_found_at_its_new_place},
	{"archived category names nothing below it",
		archived_category_names_nothing_below_it},
	{"archived variant is not found", archived_variant_is_not_found},
	{"renamed value is found at once", renamed_value_is_found_at_once},
	{"goods not on sale are not found", goods_not_on_sale_are_not_found},
	{"pages do not overlap", pages_do_not_overlap},
	{"inflected words find each other", inflected_words_find_each_other},
	{"what a thing is counts more than what for",
		what_a_thing_is_counts_more_than_what_for},
	{"Swedish compounds are found by their end",
		swedish_compounds_are_found_by_their_end},
	{"a misspelt word is mended", a_misspelt_word_is_mended},
	{"most words are better than none", most_words_are_better_than_none},
	{"synonyms stand for each other at once",
		synonyms_stand_for_each_other_at_once},
	{"sold out comes later among equals",
		sold_out_comes_later_among_equals},
	{"documents move with sales", documents_move_with_sales},
	{"attributes are found", attributes_are_found},
	{"a shop of another version is made anew",
		a_shop_of_another_version_is_made_anew},
	{"many equal matches are capped", many_equal_matches_are_capped},
	{"unfinished words find and complete",
		unfinished_words_find_and_complete},
	{"searches are counted without who", searches_are_counted_without_who},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
