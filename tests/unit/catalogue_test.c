/* Addresses, categories, variants and settings. */
#include "domain/catalogue.h"

#include <string.h>

#include "domain/brand.h"
#include "domain/category.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"

static int64_t category(
	struct cx *cx, int64_t parent, const char *name, const char *fi)
{
	int64_t id = 0;
	const struct category_text texts[] = {
		{.locale = "en", .name = name}, {.locale = "fi", .name = fi}};
	CHECK_OK(category_save(cx, &id, parent, 1, 0, texts, fi ? 2 : 1));
	return id;
}

static int slug_now(struct cx *cx, const char *locale, int64_t id,
	const char *wish, const char **got)
{
	return slug_set(cx, "product", locale, id, wish, got);
}

static void old_address_leads_to_the_new_one(struct cx *cx)
{
	struct slug_hit hit;
	CHECK_OK(slug_now(cx, "en", 1, "mug", NULL));
	CHECK_OK(slug_now(cx, "en", 1, "big-mug", NULL));
	CHECK_OK(slug_find(cx, "product", "mug", &hit));
	CHECK_INT(hit.target, 1);
	CHECK_STR(hit.current, "big-mug");
	/* and back again */
	CHECK_OK(slug_now(cx, "en", 1, "mug", NULL));
	CHECK_OK(slug_find(cx, "product", "big-mug", &hit));
	CHECK_STR(hit.current, "mug");
	CHECK_INT(slug_find(cx, "product", "cup", &hit), ERR_NOT_FOUND);
}

static void taken_address_gets_a_number(struct cx *cx)
{
	const char *got;
	CHECK_OK(slug_now(cx, "en", 1, "mug", NULL));
	CHECK_OK(slug_now(cx, "en", 2, "mug", &got));
	CHECK_STR(got, "mug-2");
	CHECK_OK(slug_now(cx, "en", 3, "mug", &got));
	CHECK_STR(got, "mug-3");
	CHECK_OK(slug_now(cx, "en", 2, "mug", &got)); /* saved again */
	CHECK_STR(got, "mug-2");
	CHECK_OK(slug_now(cx, "fi", 2, "mug", &got)); /* another language */
	CHECK_STR(got, "mug");
	CHECK_INT(slug_now(cx, "en", 4, "", NULL), ERR_INVALID);
}

static void missing_address_is_the_root_languages(struct cx *cx)
{
	struct slug_hit hit;
	CHECK_OK(slug_now(cx, "en", 1, "mug", NULL));
	cx->locale = "fi";
	CHECK_OK(slug_find(cx, "product", "mug", &hit));
	CHECK_STR(hit.current, "mug");
	CHECK_OK(slug_now(cx, "fi", 1, "muki", NULL));
	CHECK_OK(slug_find(cx, "product", "mug", &hit));
	CHECK_STR(hit.current, "muki");
}

static void category_path_names_its_parents(struct cx *cx)
{
	struct category c;
	int64_t table = category(cx, 0, "Table", "Kattaus");
	int64_t mugs = category(cx, table, "Mugs", "Mukit");
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_STR(c.path, "/c/table/mugs");
	cx->locale = "fi";
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_STR(c.path, "/c/kattaus/mukit");
	cx->locale = "sv"; /* falls back, field by field */
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_STR(c.path, "/c/table/mugs");
	CHECK_STR(c.name, "Mugs");
}

static int run(struct cx *cx, const char *sql)
{
	struct db_stmt *q = db_prepare(cx->db, sql);
	return db_exec(q, NULL);
}

/* Migration 0007 knows only the small letters of English. */
static void brands_of_a_migration_are_brands_like_others(struct cx *cx)
{
	int64_t mug, id;
	test_product(cx, (struct test_product){.slug = "mug", .product = &mug});
	CHECK_OK(run(cx, "INSERT INTO brand (id, name, name_key) VALUES"
			 " (1, ' \u00c4\u00c4NI', '\u00c4\u00c4ni'),"
			 " (2, '\u00e4\u00e4ni', '\u00e4\u00e4ni')"));
	CHECK_OK(run(cx, "UPDATE product SET brand = 1"));
	CHECK_OK(brand_adopt(cx));
	CHECK_OK(brand_by_name(cx, "\u00c4\u00e4ni", &id));
	CHECK_INT(test_number(cx, "SELECT brand FROM product"), id);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM brand"), 1);
	struct brand b;
	CHECK_OK(brand_get(cx, id, &b));
	CHECK_STR(b.path, "/b/aani");
}

static void category_without_root_words_has_a_path(struct cx *cx)
{
	struct category c;
	struct slug_hit hit;
	int64_t table = 0, mugs = 0, plain = 0;
	CHECK_OK(category_save(cx, &table, 0, 1, 0,
		&(struct category_text){.locale = "fi", .name = "Kattaus"}, 1));
	CHECK_OK(category_save(cx, &mugs, table, 1, 0,
		&(struct category_text){.locale = "sv", .name = "Muggar"}, 1));
	CHECK_OK(category_save(cx, &plain, 0, 2, 0,
		&(struct category_text){.locale = "en", .name = ""}, 1));
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_STR(c.path, "/c/kattaus/muggar");
	CHECK_STR(c.name, "Muggar");
	CHECK_OK(slug_find(cx, "category", "muggar", &hit));
	CHECK_INT(hit.target, mugs);
	CHECK_STR(hit.current, "muggar");
	CHECK_OK(category_get(cx, plain, &c));
	const char *slug = strrchr(c.path, '/') + 1;
	CHECK_OK(slug_find(cx, "category", slug, &hit));
	CHECK_INT(hit.target, plain);

	/* One that has words in the root language is not found so. */
	int64_t lamps = category(cx, 0, "Lamps", "Valaisimet");
	CHECK_INT(slug_find(cx, "category", "valaisimet", &hit), ERR_NOT_FOUND);
	(void)lamps;

	/* A parent without any address does not break the path. */
	CHECK_OK(run(cx, "DELETE FROM slug WHERE slug = 'kattaus'"));
	CHECK_OK(category_get(cx, mugs, &c));
	CHECK_STR(c.path, "/c/muggar");
}

static void category_cannot_stand_below_itself(struct cx *cx)
{
	int64_t table = category(cx, 0, "Table", NULL);
	int64_t mugs = category(cx, table, "Mugs", NULL);
	int64_t small = category(cx, mugs, "Small", NULL);
	const struct category_text t = {.locale = "en", .name = "Table"};
	CHECK_INT(category_save(cx, &table, small, 1, 0, &t, 1), ERR_INVALID);
	CHECK_INT(category_save(cx, &table, table, 1, 0, &t, 1), ERR_INVALID);
	CHECK_INT(category_save(cx, &table, 999, 1, 0, &t, 1), ERR_NOT_FOUND);
	CHECK_OK(category_save(cx, &small, table, 1, 0,
		&(struct category_text){.locale = "en", .name = "Small"}, 1));
}

static void category_counts_what_it_shows(struct cx *cx)
{
	struct category c;
	int64_t product, draft, *ids, total;
	size_t n;
	int64_t table = category(cx, 0, "Table", NULL);
	int64_t mugs = category(cx, table, "Mugs", NULL);
	test_product(cx, (struct test_product){.product = &product});
	test_product(cx, (struct test_product){
				 .slug = "d", .draft = 1, .product = &draft});
	int64_t bare;
	CHECK_OK(product_create(
		cx, &(struct product_head){.status = "active"}, &bare));
	CHECK_OK(product_set_words(
		cx, bare, "en", &(struct product_words){.name = "No price"}));
	CHECK_OK(product_set_categories(cx, product, &mugs, 1));
	CHECK_OK(product_set_categories(cx, draft, &mugs, 1));
	CHECK_OK(product_set_categories(cx, bare, &mugs, 1));
	CHECK_OK(category_get(cx, table, &c));
	CHECK_INT(c.products, 1);
	CHECK_OK(product_list(
		cx, table, SORT_NEW, 0, PRODUCT_PAGE, &ids, &n, &total));
	CHECK_INT(n, 1);
	CHECK_INT(total, 1);
	CHECK_INT(ids[0], product);
}

static int64_t count_listed(struct cx *cx)
{
	int64_t *ids, total;
	size_t n;
	CHECK_OK(product_list(cx, 0, SORT_BEST, 0, 24, &ids, &n, &total));
	return total;
}

static void publication_follows_the_clock(struct cx *cx)
{
	struct product p;
	int64_t product, until;
	test_product(cx, (struct test_product){.product = &product});
	CHECK_OK(
		product_set_publish(cx, product, 1795423260000, 1795423320000));
	CHECK_INT(product_get(cx, product, &p), ERR_NOT_FOUND);
	CHECK_INT(count_listed(cx), 0);
	CHECK_OK(catalogue_until(cx, &until));
	CHECK_INT(until, 1795423260000);
	cx->now = until;
	CHECK_OK(product_get(cx, product, &p));
	CHECK_INT(count_listed(cx), 1);
	CHECK_OK(catalogue_until(cx, &until));
	CHECK_INT(until, 1795423320000);
	cx->now = until;
	CHECK_INT(product_get(cx, product, &p), ERR_NOT_FOUND);
}

/* ---- variants ---- */

struct made {
	int64_t product, colour, sea, sand;
};

static struct made coloured(struct cx *cx)
{
	struct made m;
	CHECK_OK(product_create(
		cx, &(struct product_head){.status = "active"}, &m.product));
	CHECK_OK(product_set_words(cx, m.product, "en",
		&(struct product_words){.name = "Kide mug"}));
	CHECK_OK(
		option_put(cx, m.product, "colour", "en", "Colour", &m.colour));
	CHECK_OK(option_value_put(
		cx, m.colour, "sea", "#123456", "en", "Sea", &m.sea));
	CHECK_OK(option_value_put(
		cx, m.colour, "sand", "", "en", "Sand", &m.sand));
	return m;
}

static const char *sku_of(struct cx *cx, int64_t product, size_t i)
{
	struct product p;
	CHECK_OK(product_get_any(cx, product, &p));
	return i < p.n_variants ? p.variants[i].sku : NULL;
}

static void missing_sku_is_made_of_name_and_values(struct cx *cx)
{
	struct made m = coloured(cx);
	int64_t v;
	bool changed = true;
	CHECK_OK(variant_put(cx, m.product,
		&(struct variant_data){.option_key = arena_printf(
					       cx->arena, "%d", (int)m.sea)},
		&v, &changed));
	CHECK(!changed);
	CHECK_STR(sku_of(cx, m.product, 0), "KIDE-MUG-SEA");
}

static void repeated_sku_keeps_its_first_owner(struct cx *cx)
{
	struct made m = coloured(cx);
	int64_t v, w, product;
	bool changed;
	struct variant_data d = {.sku = "A1",
		.option_key = arena_printf(cx->arena, "%d", (int)m.sea)};
	CHECK_OK(variant_put(cx, m.product, &d, &v, &changed));
	CHECK(!changed);
	d.option_key = arena_printf(cx->arena, "%d", (int)m.sand);
	CHECK_OK(variant_put(cx, m.product, &d, &w, &changed));
	CHECK(changed);
	CHECK_STR(sku_of(cx, m.product, 1), "A1-2");
	CHECK_OK(variant_by_sku(cx, "A1", &w, &product));
	CHECK_INT(w, v);
	CHECK_INT(product, m.product);
}

static void values_without_a_variant_are_not_offered(struct cx *cx)
{
	struct made m = coloured(cx);
	struct product p;
	int64_t v;
	CHECK_OK(variant_put(cx, m.product,
		&(struct variant_data){.option_key = arena_printf(
					       cx->arena, "%d", (int)m.sand)},
		&v, NULL));
	CHECK_INT(product_get(cx, m.product, &p), ERR_NOT_FOUND); /* no price */
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO price (variant, kind, amount_minor, from_ms)"
		" SELECT id, 'regular', 100, 1 FROM variant"));
	CHECK_OK(product_get(cx, m.product, &p));
	CHECK_INT(p.options[0].n, 1);
	CHECK_STR(p.options[0].values[0].code, "sand");
	CHECK_OK(product_get_any(cx, m.product, &p));
	CHECK_INT(p.options[0].n, 2);
}

static void save_with_an_old_revision_is_refused(struct cx *cx)
{
	struct product p;
	int64_t product;
	test_product(cx, (struct test_product){.product = &product});
	CHECK_OK(product_get_any(cx, product, &p));
	struct product_head head = {.brand = "A"};
	CHECK_OK(product_update(cx, product, p.rev, &head));
	CHECK_INT(product_update(cx, product, p.rev, &head), ERR_CONFLICT);
}

/* ---- settings ---- */

static void kept_settings_follow_the_version(struct cx *cx)
{
	int64_t version;
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	CHECK_STR(setting_get(cx, "shop.name"), "Puoti");
	CHECK_OK(setting_set(cx, "shop.name", NULL, "Poukama"));
	CHECK_STR(setting_get(cx, "shop.name"), "Poukama");

	/* another process wrote it: seen with the next version */
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	CHECK_OK(db_run_script(cx->db, "UPDATE setting SET value = 'Other'"
				       " WHERE code = 'shop.name'"));
	CHECK_STR(setting_get(cx, "shop.name"), "Poukama");
	CHECK_OK(setting_use(cx, version + 1));
	CHECK_STR(setting_get(cx, "shop.name"), "Other");
	CHECK_OK(setting_use(cx, -1));
}

static void same_setting_again_changes_nothing(struct cx *cx)
{
	int64_t before, after;
	CHECK_OK(setting_set(cx, "home.title", "fi", "Hei"));
	CHECK_OK(catalogue_version(cx, &before));
	CHECK_OK(setting_set(cx, "home.title", "fi", "Hei"));
	CHECK_OK(setting_set(cx, "shop.country", NULL, "FI"));
	CHECK_OK(catalogue_version(cx, &after));
	CHECK_INT(after, before);
	cx->locale = "fi";
	CHECK_STR(setting_get(cx, "home.title"), "Hei");
	cx->locale = "sv";
	CHECK_STR(setting_get(cx, "home.title"), "");
	CHECK_STR(setting_get_in(cx, "home.title", "fi"), "Hei");
}

static void text_read_before_a_change_stays(struct cx *cx)
{
	int64_t version;
	CHECK_OK(setting_set(cx, "shop.name", NULL, "Poukama"));
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	const char *name = setting_get(cx, "shop.name");
	CHECK_OK(setting_set(cx, "shop.phone", NULL, "040"));
	CHECK_STR(name, "Poukama");
	CHECK_OK(setting_use(cx, -1));
}

int main(void)
{
	return test_run((struct test[]){
		{"old address leads to the new one",
			old_address_leads_to_the_new_one},
		{"taken address gets a number", taken_address_gets_a_number},
		{"missing address is the root language's",
			missing_address_is_the_root_languages},
		{"category path names its parents",
			category_path_names_its_parents},
		{"category cannot stand below itself",
			category_cannot_stand_below_itself},
		{"brands of a migration are brands like others",
			brands_of_a_migration_are_brands_like_others},
		{"category without root words has a path",
			category_without_root_words_has_a_path},
		{"category counts what it shows",
			category_counts_what_it_shows},
		{"publication follows the clock",
			publication_follows_the_clock},
		{"missing SKU is made of name and values",
			missing_sku_is_made_of_name_and_values},
		{"repeated SKU keeps its first owner",
			repeated_sku_keeps_its_first_owner},
		{"values without a variant are not offered",
			values_without_a_variant_are_not_offered},
		{"save with an old revision is refused",
			save_with_an_old_revision_is_refused},
		{"kept settings follow the version",
			kept_settings_follow_the_version},
		{"same setting again changes nothing",
			same_setting_again_changes_nothing},
		{"text read before a change stays",
			text_read_before_a_change_stays},
		{NULL, NULL},
	});
}
