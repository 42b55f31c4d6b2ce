/*
 * Facets count what brute force counts; lists are in their order.
 * In one file because all share the random catalogue.
 */
#include "domain/facet.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/attribute.h"
#include "domain/brand.h"
#include "domain/catalogue.h"
#include "domain/category.h"
#include "domain/category_rule.h"
#include "domain/desk.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/shelf.h"
#include "domain/stock.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { PRODUCTS = 120, ASKED = 1000, BRANDS = 5, MATERIALS = 7, COLOURS = 6 };

static uint64_t state;

/* xorshift64: the same everywhere, from a printed seed. */
static int64_t dice(int64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (int64_t)(state % (uint64_t)n);
}

static void seed(void)
{
	const char *wish = getenv("PUOTI_SEED");
	state = (uint64_t)time(NULL) * UINT64_C(2654435761) +
		UINT64_C(88172645463325252);
	if (wish)
		state = strtoull(wish, NULL, 10);
	printf("# PUOTI_SEED=%llu\n", (unsigned long long)state);
}

/* What the test knows of a product, without asking the shop. */
struct model {
	int64_t id, variant, price;
	int brand;                   /* -1: none */
	unsigned materials, colours; /* bits */
	int64_t capacity;            /* thousandths; -1: not told */
	int washable;                /* -1: not told */
	bool in_stock, on_sale, in_category, draft;
};

struct shop {
	struct model p[PRODUCTS];
	int64_t category, below, attribute[3], material[MATERIALS];
};

static const char *text(struct cx *cx, const char *what, int i)
{
	return arena_printf(cx->arena, "%s%d", what, i);
}

static int64_t category(struct cx *cx, int64_t parent, const char *name)
{
	int64_t id = 0;
	const struct category_text t = {.locale = "en", .name = name};
	CHECK_OK(category_save(cx, &id, parent, 1, 0, &t, 1));
	return id;
}

static void attributes_make(struct cx *cx, struct shop *s)
{
	const struct attribute_data data[] = {
		{"material", ATTRIBUTE_TEXT, "", true, false},
		{"capacity", ATTRIBUTE_NUMBER, "dl", true, false},
		{"washable", ATTRIBUTE_BOOL, "", true, false},
	};
	for (int i = 0; i < 3; i++)
		CHECK_OK(attribute_put(
			cx, &data[i], "en", data[i].code, &s->attribute[i]));
	for (int i = 0; i < MATERIALS; i++)
		CHECK_OK(attribute_value_put(cx, s->attribute[0],
			text(cx, "m", i), "", "en", text(cx, "Material ", i),
			&s->material[i]));
}

/* Colours are an option: a variant of each. */
static void colours_make(struct cx *cx, struct model *m, int i)
{
	int64_t option, value, v;
	m->colours = (unsigned)dice(1 << COLOURS);
	if (!m->colours)
		return;
	CHECK_OK(option_put(cx, m->id, "colour", "en", "Colour", &option));
	for (int c = 0; c < COLOURS; c++) {
		CHECK_OK(option_value_put(cx, option, text(cx, "c", c),
			"#123456", "en", text(cx, "Colour ", c), &value));
		if (!(m->colours >> c & 1))
			continue;
		CHECK_OK(variant_put(cx, m->id,
			&(struct variant_data){
				.sku = arena_printf(cx->arena, "S%d-%d", i, c),
				.option_key = arena_printf(
					cx->arena, "%lld", (long long)value),
				.tracked = 1},
			&v, NULL));
	}
}

static void facts_make(struct cx *cx, const struct shop *s, struct model *m)
{
	int64_t chosen[MATERIALS];
	size_t n = 0;
	m->materials = (unsigned)dice(1 << MATERIALS);
	for (int i = 0; i < MATERIALS; i++)
		if (m->materials >> i & 1)
			chosen[n++] = s->material[i];
	CHECK_OK(attribute_set_values(cx, m->id, s->attribute[0], chosen, n));
	m->capacity = dice(3) ? dice(12) * 500 : -1;
	if (m->capacity >= 0)
		CHECK_OK(attribute_set_number(
			cx, m->id, s->attribute[1], m->capacity));
	m->washable = (int)dice(3) - 1;
	if (m->washable >= 0)
		CHECK_OK(attribute_set_bool(
			cx, m->id, s->attribute[2], m->washable));
}

static void product_make(struct cx *cx, const struct shop *s, int i)
{
	struct model *m = (struct model *)&s->p[i];
	m->in_stock = dice(3) > 0;
	m->draft = dice(10) == 0;
	m->price = (5 + dice(60)) * 100;
	m->variant = test_product(
		cx, (struct test_product){.slug = text(cx, "p", i),
			    .price_minor = m->price,
			    .on_hand = m->in_stock ? 10 : 0,
			    .draft = m->draft,
			    .product = &m->id});
	m->brand = (int)dice(BRANDS + 1) - 1;
	if (m->brand >= 0)
		CHECK_OK(product_update(cx, m->id, 0,
			&(struct product_head){
				.brand = text(cx, "Brand ", m->brand)}));
	facts_make(cx, s, m);
	colours_make(cx, m, i);
	m->on_sale = dice(4) == 0;
	if (m->on_sale) {
		m->price /= 2;
		CHECK_OK(price_set(cx, m->variant, "sale", money(m->price), 0));
	}
	m->in_category = dice(3) > 0;
	if (m->in_category)
		CHECK_OK(product_set_categories(
			cx, m->id, dice(2) ? &s->category : &s->below, 1));
}

static struct shop *shop_make(struct cx *cx)
{
	struct shop *s = ARENA_NEW(cx->arena, struct shop);
	s->category = category(cx, 0, "All");
	s->below = category(cx, s->category, "Below");
	attributes_make(cx, s);
	for (int i = 0; i < PRODUCTS; i++)
		product_make(cx, s, i);
	return s;
}

/* ---- brute force ---- */

enum which {
	BRAND,
	MATERIAL,
	COLOUR,
	CAPACITY,
	WASHABLE,
	PRICE,
	STOCK,
	SALE,
	WHICH
};

struct wish {
	unsigned of[WHICH]; /* bits of values; ranges and flags: 1 */
	int64_t price[2], capacity[2];
	bool in_category;
};

static bool fits(const struct model *m, const struct wish *w, enum which f)
{
	if (!w->of[f])
		return true;
	switch (f) {
	case BRAND:
		return m->brand >= 0 && (w->of[f] >> m->brand & 1);
	case MATERIAL:
		return m->materials & w->of[f];
	case COLOUR:
		return m->colours & w->of[f];
	case CAPACITY:
		return m->capacity >= w->capacity[0] &&
		       m->capacity <= w->capacity[1] && m->capacity >= 0;
	case WASHABLE:
		return m->washable >= 0 && (w->of[f] >> m->washable & 1);
	case PRICE:
		return m->price >= w->price[0] && m->price <= w->price[1];
	case STOCK:
		return m->in_stock;
	default:
		return m->on_sale;
	}
}

/* Does it pass all facets but one? */
static bool passes(const struct model *m, const struct wish *w, int but)
{
	bool yes = !m->draft && (!w->in_category || m->in_category);
	for (int f = 0; f < WHICH; f++)
		yes = yes && (f == but || fits(m, w, (enum which)f));
	return yes;
}

static int64_t brute(const struct shop *s, const struct wish *w, int own,
	const struct wish *value)
{
	int64_t n = 0;
	for (int i = 0; i < PRODUCTS; i++)
		n += passes(&s->p[i], w, own) &&
		     (own < 0 || fits(&s->p[i], value, (enum which)own));
	return n;
}

static void add(
	struct facet_param *at, size_t *n, const char *name, const char *value)
{
	at[(*n)++] = (struct facet_param){name, value};
}

static unsigned some(int values)
{
	if (dice(3))
		return 0;
	unsigned one = 1u << dice(values);
	return one | 1u << dice(values);
}

static void add_bits(struct cx *cx, struct facet_param *at, size_t *n,
	const char *name, const char *value, unsigned bits)
{
	for (int i = 0; i < 10; i++)
		if (bits >> i & 1)
			add(at, n, name, text(cx, value, i));
}

static size_t wish_make(struct cx *cx, struct wish *w, struct facet_param *at)
{
	size_t n = 0;
	*w = (struct wish){.in_category = dice(2)};
	w->of[BRAND] = some(BRANDS);
	w->of[MATERIAL] = some(MATERIALS);
	w->of[COLOUR] = some(COLOURS);
	w->of[WASHABLE] = some(2);
	add_bits(cx, at, &n, "brand", "brand-", w->of[BRAND]);
	add_bits(cx, at, &n, "material", "m", w->of[MATERIAL]);
	add_bits(cx, at, &n, "colour", "c", w->of[COLOUR]);
	for (int i = 0; i < 2; i++)
		if (w->of[WASHABLE] >> i & 1)
			add(at, &n, "washable", i ? "yes" : "no");
	if ((w->of[PRICE] = !dice(3))) {
		int64_t from = dice(40), to = from + dice(30);
		w->price[0] = from * 100;
		w->price[1] = to * 100;
		add(at, &n, "price",
			arena_printf(cx->arena, "%d-%d", (int)from, (int)to));
	}
	if ((w->of[CAPACITY] = !dice(3))) {
		int64_t from = dice(5);
		w->capacity[0] = from * 1000;
		w->capacity[1] = INT64_MAX;
		add(at, &n, "capacity",
			arena_printf(cx->arena, "%d-", (int)from));
	}
	if ((w->of[STOCK] = !dice(3)))
		add(at, &n, "in_stock", "1");
	if ((w->of[SALE] = !dice(4)))
		add(at, &n, "on_sale", "1");
	return n;
}

static int which_of(const char *code)
{
	static const char *const codes[] = {"brand", "material", "colour",
		"capacity", "washable", "price", "in_stock", "on_sale"};
	for (int i = 0; i < WHICH; i++)
		if (strcmp(codes[i], code) == 0)
			return i;
	abort();
}

/* "brand-3", "m3", "c3" -> 3 */
static unsigned bit_of(int which, const char *code)
{
	if (which == WASHABLE)
		return strcmp(code, "yes") == 0 ? 2 : 1;
	if (which >= STOCK)
		return 1;
	return 1u << (code[strlen(code) - 1] - '0');
}

static void check_values(
	const struct shop *s, const struct wish *w, const struct facet *f)
{
	int own = which_of(f->code);
	for (size_t i = 0; i < f->n; i++) {
		struct wish value = *w;
		value.of[own] = bit_of(own, f->values[i].code);
		CHECK_INT(f->values[i].count, brute(s, w, own, &value));
		CHECK_INT(f->values[i].on, (w->of[own] & value.of[own]) != 0);
	}
}

static void check_price(
	const struct shop *s, const struct wish *w, const struct facet *f)
{
	int64_t min = INT64_MAX, max = INT64_MIN;
	for (int i = 0; i < PRODUCTS; i++) {
		if (!passes(&s->p[i], w, PRICE))
			continue;
		min = s->p[i].price < min ? s->p[i].price : min;
		max = s->p[i].price > max ? s->p[i].price : max;
	}
	if (min > max)
		return; /* then what there is without filters is shown */
	CHECK_INT(f->min, min);
	CHECK_INT(f->max, max);
}

static const struct model *model_of(const struct shop *s, int64_t id)
{
	for (int i = 0; i < PRODUCTS; i++)
		if (s->p[i].id == id)
			return &s->p[i];
	abort();
}

static void check_page(const struct shop *s, const struct wish *w,
	const struct facet_page *page)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct model *m = model_of(s, page->ids[i]);
		CHECK(passes(m, w, -1));
		if (i == 0)
			continue;
		const struct model *was = model_of(s, page->ids[i - 1]);
		CHECK(was->in_stock >= m->in_stock);
		if (was->in_stock == m->in_stock)
			CHECK(was->price <= m->price);
	}
}

static void counts_equal_brute_force_on_1000_combinations(struct cx *cx)
{
	seed();
	struct shop *s = shop_make(cx);
	size_t shown = 0;
	for (int i = 0; i < ASKED && !test_failed; i++) {
		struct facet_param at[40];
		struct facet_page page;
		struct wish w;
		size_t n = wish_make(cx, &w, at);
		const struct facet_scope scope = {
			.category = w.in_category ? s->category : 0};
		CHECK_OK(facet_find(
			cx, &scope, at, n, SORT_CHEAP, 0, PRODUCTS, &page));
		CHECK_INT(page.total, brute(s, &w, -1, NULL));
		CHECK_INT(page.n, page.total);
		check_page(s, &w, &page);
		shown += page.n_facets;
		for (size_t f = 0; f < page.n_facets; f++)
			if (page.facets[f].kind != FACET_RANGE)
				check_values(s, &w, &page.facets[f]);
			else if (strcmp(page.facets[f].code, "price") == 0)
				check_price(s, &w, &page.facets[f]);
	}
	CHECK_INT(shown, ASKED * WHICH); /* none was left out */
}

/* ---- and the rest ---- */

static int64_t total(struct cx *cx, const char *name, const char *value)
{
	struct facet_page page;
	const struct facet_param p = {name, value};
	CHECK_OK(facet_find(
		cx, &(struct facet_scope){0}, &p, 1, SORT_BEST, 0, 24, &page));
	return page.total;
}

static void what_is_unknown_is_ignored(struct cx *cx)
{
	int64_t range[2];
	test_product(cx, (struct test_product){.slug = "a"});
	test_product(cx, (struct test_product){.slug = "b"});
	CHECK_INT(total(cx, "material", "oak"), 2);
	CHECK_INT(total(cx, "brand", "' OR 1=1"), 2);
	CHECK_INT(total(cx, "price", "cheap"), 2);
	CHECK_INT(total(cx, "price", "-"), 2);
	CHECK_INT(total(cx, "in_stock", "0"), 2);
	CHECK_INT(total(cx, "price", "11-"), 0);
	CHECK(facet_range("50-10", 100, &range[0], &range[1]));
	CHECK_INT(range[0], 1000);
	CHECK(facet_range("-12,50", 100, &range[0], &range[1]));
	CHECK_INT(range[1], 1250);
	CHECK(!facet_range("9999999999999999999-", 100, &range[0], &range[1]));
}

static void many_values_are_capped(struct cx *cx)
{
	struct facet_param at[FACET_PARAMS_MAX + 20];
	struct facet_page page;
	test_product(cx, (struct test_product){.slug = "a"});
	for (int i = 0; i < FACET_PARAMS_MAX; i++)
		at[i] = (struct facet_param){"brand", text(cx, "b", i)};
	for (int i = 0; i < 20; i++)
		at[FACET_PARAMS_MAX + i] = (struct facet_param){"price", "99-"};
	CHECK_OK(facet_find(cx, &(struct facet_scope){0}, at,
		FACET_PARAMS_MAX + 20, SORT_BEST, 0, 24, &page));
	CHECK_INT(page.total, 1);
}

static int64_t count_of(struct cx *cx, int64_t id)
{
	struct category c;
	CHECK_OK(category_get(cx, id, &c));
	return c.products;
}

static int64_t ruled(
	struct cx *cx, int64_t parent, const char *name, const char *rule)
{
	int64_t id = category(cx, parent, name);
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE category SET rule = :rule WHERE id = :id");
	db_bind_text(q, ":rule", rule);
	db_bind_int(q, ":id", id);
	CHECK_OK(db_exec(q, NULL));
	CHECK_OK(catalogue_touch(cx));
	return id;
}

static void rules_fill_their_categories(struct cx *cx)
{
	int64_t old, young, v, until;
	int64_t table = category(cx, 0, "Table");
	test_product(cx, (struct test_product){
				 .slug = "a", .product = &old, .on_hand = 1});
	v = test_product(
		cx, (struct test_product){.slug = "b", .product = &young});
	CHECK_OK(product_set_categories(cx, young, &table, 1));
	int64_t fresh = ruled(cx, 0, "New", "{\"kind\":\"new\",\"days\":60}");
	int64_t sale = ruled(cx, 0, "Sale", "{\"kind\":\"sale\"}");
	int64_t here = ruled(cx, 0, "In stock", "{\"kind\":\"in_stock\"}");
	int64_t table_sale = ruled(cx, table, "Sale", "{\"kind\":\"sale\"}");
	CHECK_INT(count_of(cx, fresh), 2);
	CHECK_INT(count_of(cx, sale), 0);
	CHECK_INT(count_of(cx, here), 1);
	CHECK_OK(price_set(cx, v, "sale", money(500), 0));
	CHECK_INT(count_of(cx, sale), 1);
	CHECK_INT(count_of(cx, table_sale), 1);
	CHECK_INT(count_of(cx, table), 1);

	/* The clock takes them out of what is new, and pages end then. */
	CHECK_OK(catalogue_until(cx, &until));
	CHECK_INT(until, TEST_NOW - MS_DAY + 60 * MS_DAY);
	cx->now = until;
	CHECK_INT(count_of(cx, fresh), 0);
}

static void a_sale_that_ends_leaves_the_sale_at_once(struct cx *cx)
{
	int64_t v = test_product(cx, (struct test_product){.on_hand = 1});
	test_product(cx, (struct test_product){.slug = "b", .on_hand = 1});
	CHECK_OK(price_set(cx, v, "sale", money(500), cx->now + MS_DAY));
	CHECK_INT(total(cx, "on_sale", "1"), 1);
	cx->now += MS_DAY; /* no worker has run */
	CHECK_INT(total(cx, "on_sale", "1"), 0);
	CHECK_INT(total(cx, "price", "-9"), 0);
}

static void each_order_puts_what_is_sold_out_last(struct cx *cx)
{
	static const enum product_sort sorts[] = {SORT_BEST, SORT_NEW,
		SORT_CHEAP, SORT_DEAR, SORT_NAME, SORT_REDUCTION};
	int64_t sold_out, *ids;
	size_t n;
	int64_t v = test_product(cx, (struct test_product){.slug = "a",
					     .price_minor = 100,
					     .on_hand = 5,
					     .product = &sold_out});
	test_product(cx, (struct test_product){.slug = "b", .on_hand = 1});
	test_product(cx, (struct test_product){.slug = "c", .on_hand = 1});
	CHECK_OK(stock_recount(cx, v, 0, ""));
	for (size_t i = 0; i < 6; i++) {
		CHECK_OK(product_list(cx, 0, sorts[i], 0, 24, &ids, &n, NULL));
		CHECK_INT(n, 3);
		CHECK_INT(ids[2], sold_out);
	}
}

/* Pages cut out of a heap are the pages of the sorted whole. */
static void pages_follow_each_other(struct cx *cx)
{
	int64_t *all, *ids;
	size_t n, k;
	seed();
	shop_make(cx);
	CHECK_OK(product_list(cx, 0, SORT_DEAR, 0, PRODUCTS, &all, &n, NULL));
	for (size_t at = 0; at < n; at += 7) {
		CHECK_OK(product_list(
			cx, 0, SORT_DEAR, (int64_t)at, 7, &ids, &k, NULL));
		CHECK_INT(k, n - at < 7 ? n - at : 7);
		for (size_t i = 0; i < k; i++)
			CHECK_INT(ids[i], all[at + i]);
	}
}

static void a_product_of_one_language_is_listed_there(struct cx *cx)
{
	int64_t product, *ids;
	size_t n;
	test_product(cx, (struct test_product){.product = &product});
	CHECK_OK(db_run_script(cx->db, "UPDATE slug SET locale = 'fi'"));
	CHECK_OK(catalogue_touch_product(cx, product));
	CHECK_OK(product_list(cx, 0, SORT_BEST, 0, 24, &ids, &n, NULL));
	CHECK_INT(n, 0);
	cx->locale = "fi";
	CHECK_OK(product_list(cx, 0, SORT_BEST, 0, 24, &ids, &n, NULL));
	CHECK_INT(n, 1);
}

static void a_value_that_gets_another_code_stays_one_value(struct cx *cx)
{
	struct table_row row;
	struct facet_page page;
	const char *clash;
	int64_t a, b, product[2];
	test_product(
		cx, (struct test_product){.slug = "a", .product = &product[0]});
	test_product(
		cx, (struct test_product){.slug = "b", .product = &product[1]});
	CHECK_OK(attribute_put(cx,
		&(struct attribute_data){
			"material", ATTRIBUTE_TEXT, "", true, false},
		"en", "Material", &a));
	CHECK_OK(attribute_value_put(cx, a, "oak", "", "en", "Oak", &b));
	CHECK_OK(attribute_set_values(cx, product[0], a, &b, 1));
	CHECK_OK(attribute_set_values(cx, product[1], a, &b, 1));
	CHECK_INT(total(cx, "material", "oak"), 2);
	CHECK_OK(table_get(cx, &attribute_table, a, &row));
	CHECK_STR(row.parts[0].values[0], "oak");
	row.parts[0].values[0] = "wood";
	CHECK_OK(table_save(cx, &attribute_table, &row, &clash));
	CHECK_OK(catalogue_touch_product(cx, product[0]));
	const struct facet_param wood = {"material", "wood"};
	CHECK_OK(facet_find(cx, &(struct facet_scope){0}, &wood, 1, SORT_BEST,
		0, 24, &page));
	CHECK_INT(page.total, 2);
	CHECK_INT(page.active, 1);
}

int main(void)
{
	static const struct test tests[] = {
		{"counts equal brute force on 1,000 combinations",
			counts_equal_brute_force_on_1000_combinations},
		{"what is unknown is ignored", what_is_unknown_is_ignored},
		{"many values are capped", many_values_are_capped},
		{"rules fill their categories", rules_fill_their_categories},
		{"a sale that ends leaves the sale at once",
			a_sale_that_ends_leaves_the_sale_at_once},
		{"a value that gets another code stays one value",
			a_value_that_gets_another_code_stays_one_value},
		{"each order puts what is sold out last",
			each_order_puts_what_is_sold_out_last},
		{"pages follow each other", pages_follow_each_other},
		{"a product of one language is listed there",
			a_product_of_one_language_is_listed_there},
		{NULL, NULL}};
	return test_run(tests);
}
