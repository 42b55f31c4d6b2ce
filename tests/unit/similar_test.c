/* What shares more of what is rare is nearer. */
#include "domain/similar.h"

#include <stdlib.h>
#include <string.h>

#include "domain/attribute.h"
#include "domain/bundle.h"
#include "domain/category.h"
#include "domain/category_desk.h"
#include "domain/product_edit.h"
#include "domain/relation.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { MODEL = 1 };

struct world {
	int64_t attribute, category;
};

static void world_make(struct cx *cx, struct world *w)
{
	const struct attribute_data data = {
		"material", ATTRIBUTE_TEXT, "", true, false};
	const struct category_text t = {.locale = "en", .name = "Things"};
	CHECK_OK(attribute_put(cx, &data, "en", "Material", &w->attribute));
	w->category = 0;
	CHECK_OK(category_save(cx, &w->category, 0, 1, 0, &t, 1));
	CHECK_OK(
		db_exec(DB_SQL(cx->db, "INSERT INTO model (id, state, began_ms)"
				       " VALUES (1, 'making', 1)"),
			NULL));
}

static int64_t value(struct cx *cx, const struct world *w, const char *code)
{
	int64_t id;
	CHECK_OK(attribute_value_put(
		cx, w->attribute, code, "", "en", code, &id));
	return id;
}

/* A product with these materials: "oak wool". */
static int64_t put(struct cx *cx, const struct world *w, const char *slug,
	const char *name, const char *materials)
{
	int64_t product, values[8];
	size_t n = 0;
	test_product(cx, (struct test_product){.slug = slug,
				 .name = name,
				 .price_minor = 1000,
				 .on_hand = 1,
				 .product = &product});
	while (*materials) {
		size_t length = strcspn(materials, " ");
		values[n++] = value(
			cx, w, arena_strndup(cx->arena, materials, length));
		materials += length + (materials[length] == ' ');
	}
	CHECK_OK(attribute_set_values(cx, product, w->attribute, values, n));
	CHECK_OK(product_set_categories(cx, product, &w->category, 1));
	return product;
}

static const char *near_of(struct cx *cx, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT near FROM neighbour WHERE model = 1"
		" AND kind = 'similar' AND product = :product");
	db_bind_int(q, ":product", product);
	const char *text = db_one(q) == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	return text;
}

/* The weight of one among another's neighbours, in millionths; 0: none. */
static int64_t weight(struct cx *cx, int64_t product, int64_t other)
{
	const char *text = near_of(cx, product);
	while (*text) {
		char *end;
		int64_t id = strtoll(text, &end, 10);
		int64_t w = strtoll(end, &end, 10);
		if (id == other)
			return w;
		text = *end ? end + 1 : end;
	}
	return 0;
}

static void what_is_rare_counts_more(struct cx *cx)
{
	struct world w;
	world_make(cx, &w);
	int64_t one = put(cx, &w, "one", "Aaa", "oak wool");
	int64_t rare = put(cx, &w, "rare", "Bbb", "oak iron");
	int64_t common = put(cx, &w, "common", "Ccc", "wool iron");
	int64_t none = put(cx, &w, "none", "Ddd", "iron");
	for (int i = 0; i < 10; i++)
		put(cx, &w, arena_printf(cx->arena, "p%d", i),
			arena_printf(cx->arena, "Zz%d", i), "wool");
	CHECK_OK(similar_write(cx, MODEL));
	CHECK(weight(cx, one, rare) > weight(cx, one, common));
	CHECK(weight(cx, one, common) > weight(cx, one, none));
	CHECK_INT(strtoll(near_of(cx, one), NULL, 10), rare);
	CHECK_INT(weight(cx, one, one), 0);
	CHECK(weight(cx, one, rare) <= 1000000);
}

static void it_is_the_same_from_both_sides_and_each_time(struct cx *cx)
{
	struct world w;
	world_make(cx, &w);
	int64_t a = put(cx, &w, "a", "Kide mug", "oak wool");
	int64_t b = put(cx, &w, "b", "Kide bowl", "oak");
	put(cx, &w, "c", "Utu vase", "wool");
	CHECK_OK(similar_write(cx, MODEL));
	const char *first = arena_strdup(cx->arena, near_of(cx, a));
	CHECK(weight(cx, a, b) > 0);
	CHECK(llabs(weight(cx, a, b) - weight(cx, b, a)) <= 1);
	CHECK_OK(similar_write(cx, MODEL));
	CHECK_STR(near_of(cx, a), first);
}

static void words_and_prices_bring_near(struct cx *cx)
{
	struct world w;
	world_make(cx, &w);
	int64_t mug = put(cx, &w, "mug", "Kide mug", "oak");
	int64_t same = put(cx, &w, "same", "Large mugs", "oak");
	int64_t other = put(cx, &w, "other", "Small lamp", "oak");
	int64_t dear = 0;
	test_product(cx, (struct test_product){.slug = "dear",
				 .name = "Large mugs here",
				 .price_minor = 90000,
				 .on_hand = 1,
				 .product = &dear});
	int64_t near = 0;
	test_product(cx, (struct test_product){.slug = "near",
				 .name = "Large mugs here",
				 .price_minor = 1000,
				 .on_hand = 1,
				 .product = &near});
	/* set so that they are in the search's documents */
	const struct product_words words = {.name = "Large mugs here"};
	CHECK_OK(product_set_words(cx, dear, "en", &words));
	CHECK_OK(product_set_words(cx, near, "en", &words));
	CHECK_OK(similar_write(cx, MODEL));
	CHECK(weight(cx, mug, same) > weight(cx, mug, other));
	CHECK(weight(cx, same, near) > weight(cx, same, dear));
}

static void sets_parts_and_the_sensitive_are_not_similar(struct cx *cx)
{
	struct world w;
	int64_t hidden = 0, parent;
	const struct category_text t = {.locale = "en", .name = "Secret"};
	world_make(cx, &w);
	int64_t lamp = put(cx, &w, "lamp", "Lamp", "oak");
	int64_t bulb = put(cx, &w, "bulb", "Bulb", "oak");
	int64_t set = put(cx, &w, "set", "Set", "oak");
	int64_t like = put(cx, &w, "like", "Like", "oak");
	int64_t secret = put(cx, &w, "secret", "Secret", "oak");
	CHECK_OK(relation_set(cx, lamp, "spare_part", &bulb, 1));
	CHECK_OK(db_exec(
		DB_SQL(cx->db, "INSERT INTO bundle_part (bundle, part, qty)"
			       " SELECT b.id, p.id, 1 FROM variant b, variant p"
			       " WHERE b.sku = 'set' AND p.sku = 'lamp'"),
		NULL));
	CHECK_OK(category_save(cx, &hidden, 0, 2, 0, &t, 1));
	parent = hidden;
	hidden = 0;
	CHECK_OK(category_save(cx, &hidden, parent, 2, 0, &t, 1));
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE category SET sensitive = 1 WHERE id = :id");
	db_bind_int(q, ":id", parent);
	CHECK_OK(db_exec_one(q));
	CHECK_OK(product_set_categories(cx, secret, &hidden, 1));
	CHECK_OK(similar_write(cx, MODEL));
	CHECK(weight(cx, lamp, like) > 0);
	CHECK_INT(weight(cx, lamp, bulb), 0);
	CHECK_INT(weight(cx, bulb, lamp), 0);
	CHECK_INT(weight(cx, lamp, set), 0);
	CHECK_INT(weight(cx, lamp, secret), 0);
	CHECK_STR(near_of(cx, secret), "");
}

static void look(struct cx *cx, const char *subject, int64_t product)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO event (at_ms, subject, kind, product)"
		" VALUES (:now, :subject, 'view', :product)");
	db_bind_int(q, ":now", cx->now - MS_DAY);
	db_bind_text(q, ":subject", subject);
	db_bind_int(q, ":product", product);
	CHECK_OK(db_exec(q, NULL));
}

static void what_people_look_at_together_is_near(struct cx *cx)
{
	struct world w;
	world_make(cx, &w);
	int64_t a = put(cx, &w, "a", "Aaa", "oak");
	int64_t b = put(cx, &w, "b", "Bbb", "iron");
	int64_t c = put(cx, &w, "c", "Ccc", "iron");
	look(cx, "c1", a);
	look(cx, "c1", b);
	CHECK_OK(similar_write(cx, MODEL));
	CHECK(weight(cx, a, b) > weight(cx, a, c));
	/* "Remove from my profile" holds here as well. */
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO profile_item (subject, product, touched_ms,"
		" removed_ms) VALUES ('c1', :product, :now, :now)");
	db_bind_int(q, ":product", b);
	db_bind_int(q, ":now", cx->now);
	CHECK_OK(db_exec_one(q));
	CHECK_OK(similar_write(cx, MODEL));
	CHECK_INT(weight(cx, a, b), weight(cx, a, c));
}

static const struct test tests[] = {
	{"what is rare counts more", what_is_rare_counts_more},
	{"it is the same from both sides and each time",
		it_is_the_same_from_both_sides_and_each_time},
	{"words and prices bring near", words_and_prices_bring_near},
	{"sets, parts and the sensitive are not similar",
		sets_parts_and_the_sensitive_are_not_similar},
	{"what people look at together is near",
		what_people_look_at_together_is_near},
	{NULL, NULL},
};

int main(void)
{
	return test_run(tests);
}
