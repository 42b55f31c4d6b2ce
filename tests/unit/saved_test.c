/* Sizes, the store and the language that a customer has the shop remember. */
#include "domain/saved.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/frag.h"
#include "tests/orders.h"
#include "tests/world.h"

/* A shirt in S, M, L: option values 1, 2, 3; L is sold out. */
static void shirt(struct cx *cx, const char *slug, int first)
{
	int64_t product = 0;
	test_product(cx, (struct test_product){.slug = slug,
				 .sku = arena_printf(cx->arena, "%s-S", slug),
				 .product = &product,
				 .on_hand = 5});
	test_variant(cx, product,
		(struct test_product){
			.sku = arena_printf(cx->arena, "%s-M", slug),
			.on_hand = 5});
	test_variant(cx, product,
		(struct test_product){
			.sku = arena_printf(cx->arena, "%s-L", slug)});
	CHECK_OK(db_run_script(cx->db,
		arena_printf(cx->arena,
			"INSERT INTO option (id, product, code, position)"
			" VALUES (%d, %d, 'size', 1);"
			"INSERT INTO option_text VALUES (%d, 'en', 'Size'),"
			" (%d, 'fi', 'Koko');"
			"INSERT INTO option_value (id, option, code, position)"
			" VALUES (%d, %d, 's', 1), (%d, %d, 'm', 2),"
			" (%d, %d, 'l', 3);"
			"INSERT INTO option_value_text VALUES (%d, 'en', 'S'),"
			" (%d, 'en', 'M'), (%d, 'en', 'L');"
			"UPDATE variant SET option_key = '%d'"
			" WHERE sku = '%s-S';"
			"UPDATE variant SET option_key = '%d'"
			" WHERE sku = '%s-M';"
			"UPDATE variant SET option_key = '%d'"
			" WHERE sku = '%s-L'",
			first, (int)product, first, first, first, first,
			first + 1, first, first + 2, first, first, first + 1,
			first + 2, first, slug, first + 1, slug, first + 2,
			slug)));
	CHECK_OK(db_run_script(cx->db, "UPDATE catalogue_version"
				       " SET version = version + 1"));
}

static struct world made(struct cx *cx)
{
	struct world w;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	CHECK_OK(db_run_script(cx->db, "DELETE FROM customer_size"));
	shirt(cx, "shirt", 100);
	shirt(cx, "vest", 200);
	return w;
}

static const char *page(struct cx *cx, const char *cookie, const char *path)
{
	return shop_ask(cx, (struct visit){.path = path, .cookie = cookie});
}

static const char *post(
	struct cx *cx, const char *cookie, const char *path, const char *form)
{
	return shop_ask(cx,
		(struct visit){.path = path, .cookie = cookie, .form = form});
}

static bool chosen(const char *page, const char *code)
{
	char mark[64];
	snprintf(mark, sizeof(mark), "value=\"%s\" checked", code);
	return strstr(page, mark) != NULL;
}

static void size_of_one_product_is_chosen_first_on_the_next(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	CHECK(chosen(page(cx, aino, "/p/vest"), "s"));
	const char *said = post(cx, aino, "/account/sizes",
		"product=shirt&o-size=m&do=keep&qty=1");
	CHECK_INT(shop_status(said), 303);
	CHECK_STR(shop_header(cx, said, "Location"), "/p/shirt?o-size=m");
	const char *vest = page(cx, aino, "/p/vest");
	CHECK(chosen(vest, "m"));
	CHECK(strstr(vest, "Your size: M</span>"));
	CHECK(!chosen(vest, "s"));
	/* what the address says counts more */
	CHECK(chosen(shop_ask(cx, (struct visit){.path = "/p/vest",
					  .query = "o-size=s",
					  .cookie = aino}),
		"s"));
}

static void is_impersonal(void *cx, const char *key, const char *p, size_t n,
	const struct packed *z)
{
	(void)cx;
	(void)z;
	if (!memmem(p, n, "Your size", 9))
		return;
	test_failed = 1;
	printf("# %s\n", key);
}

/* Once it is read, and then from what is kept. */
static void page_that_opens_with_a_size_is_kept_without_it(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	const char *onni = w.who[WORLD_ONNI].cookie;
	post(cx, aino, "/account/sizes", "product=shirt&o-size=m&do=keep");
	for (int i = 0; i < 3; i++) {
		const char *vest = page(cx, aino, "/p/vest");
		CHECK(chosen(vest, "m"));
		CHECK(!chosen(vest, "s"));
		CHECK(strstr(vest, "Your size: M</span>"));
		CHECK(strstr(vest, "Remember this size"));
		vest = page(cx, onni, "/p/vest");
		CHECK(chosen(vest, "s"));
		CHECK(!strstr(vest, "Your size"));
		CHECK(strstr(vest, "Remember this size"));
	}
	frag_each(is_impersonal, cx);
	/* another size of theirs opens it in another way at once */
	cx->now++;
	post(cx, aino, "/account/sizes", "product=shirt&o-size=s&do=keep");
	CHECK(chosen(page(cx, aino, "/p/vest"), "s"));
}

static void nobody_else_sees_it(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	post(cx, aino, "/account/sizes", "product=shirt&o-size=m&do=keep");
	page(cx, aino, "/p/vest");
	page(cx, aino, "/p/vest");
	const char *others[] = {w.who[WORLD_ONNI].cookie, w.guest, NULL};
	for (size_t i = 0; i < 3; i++) {
		const char *vest = page(cx, others[i], "/p/vest");
		CHECK(chosen(vest, "s"));
		CHECK(!strstr(vest, "Your size"));
	}
	CHECK(!strstr(page(cx, w.guest, "/p/vest"), "Remember this size"));
	CHECK(strstr(page(cx, others[0], "/p/vest"), "Remember this size"));
}

static void size_that_is_sold_out_gives_way_to_the_one_before(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	post(cx, aino, "/account/sizes", "product=shirt&o-size=m&do=keep");
	cx->now++;
	post(cx, aino, "/account/sizes", "product=shirt&o-size=l&do=keep");
	CHECK(chosen(page(cx, aino, "/p/vest"), "m"));
	CHECK_OK(db_run_script(cx->db,
		"UPDATE stock SET on_hand = 5; UPDATE catalogue_version"
		" SET version = version + 1"));
	CHECK(chosen(page(cx, aino, "/p/vest"), "l"));
}

static void sizes_are_removed_by_who_has_them(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	post(cx, aino, "/account/sizes", "product=shirt&o-size=m&do=keep");
	CHECK(strstr(page(cx, aino, "/account/details"), "Size: M"));
	post(cx, w.who[WORLD_ONNI].cookie, "/account/sizes",
		"option=size&value=m&do=remove");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer_size"), 1);
	post(cx, aino, "/account/sizes", "option=size&value=m&do=remove");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM customer_size"), 0);
	CHECK_INT(shop_status(post(cx, w.guest, "/account/sizes",
			  "product=shirt&o-size=m&do=keep")),
		403);
}

static void only_so_many_are_kept(struct cx *cx)
{
	struct world w = made(cx);
	int64_t me = w.who[WORLD_AINO].customer;
	struct saved_size *sizes;
	size_t n;
	for (int i = 0; i < SAVED_SIZES_MAX + 5; i++) {
		struct saved_value v = {.option_name = "size",
			.value_name = arena_printf(cx->arena, "%d", i),
			.label = arena_printf(cx->arena, "Size: %d", i)};
		cx->now++;
		CHECK_OK(saved_size_keep(cx, me, &v));
	}
	CHECK_OK(saved_sizes(cx, me, &sizes, &n));
	CHECK_INT(n, SAVED_SIZES_MAX);
	CHECK_STR(sizes[0].value, "34");
}

static void two_stores(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"UPDATE location SET name = 'Harbour' WHERE id = 1;"
		"INSERT INTO location (id, code, name, pickup, position)"
		" VALUES (7, 'hill', 'Hill', 1, 2), (8, 'attic', 'Attic', 0, 3);"
		"INSERT INTO stock (variant, location, on_hand)"
		" SELECT id, 7, 30 FROM variant;"
		"UPDATE catalogue_version SET version = version + 1"));
}

static void store_is_chosen_in_the_checkout_and_said_of_a_product(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	int64_t me = w.who[WORLD_AINO].customer, mine = 0;
	two_stores(cx);
	CHECK_INT(saved_store_set(cx, me, 8), ERR_NOT_FOUND);
	CHECK_INT(saved_store_set(cx, me, 99), ERR_NOT_FOUND);
	CHECK_INT(shop_status(post(cx, aino, "/account/store", "location=7")),
		303);
	CHECK_OK(saved_store(cx, me, &mine));
	CHECK_INT(mine, 7);
	CHECK(strstr(
		page(cx, aino, "/account/details"), "value=\"7\" selected"));
	CHECK(strstr(page(cx, aino, "/p/mug"), "Your store, Hill:"));
	CHECK(!strstr(page(cx, w.guest, "/p/mug"), "Your store"));
	const char *form = "delivery=pickup&do=quote";
	CHECK(strstr(post(cx, aino, "/checkout/quote", form),
		"value=\"7\" checked"));
	CHECK(strstr(post(cx, aino, "/checkout", form), "value=\"7\" checked"));
	CHECK(!strstr(post(cx, w.guest, "/checkout/quote", form),
		"value=\"7\" checked"));
	/* one that is closed is chosen no more */
	CHECK_OK(db_run_script(
		cx->db, "UPDATE location SET archived_ms = 1 WHERE id = 7"));
	CHECK_OK(saved_store(cx, me, &mine));
	CHECK_INT(mine, 0);
	CHECK_OK(saved_store_set(cx, me, 0));
}

/* The value of a hidden field of a page. */
static const char *hidden(struct cx *cx, const char *page, const char *name)
{
	const char *at = strstr(
		page, arena_printf(cx->arena, "name=\"%s\" value=\"", name));
	if (!at)
		return "";
	at = strstr(at, "value=\"") + sizeof("value=\"") - 1;
	return arena_strndup(cx->arena, at, strcspn(at, "\""));
}

static void page_of_what_is_known_has_it_and_changes_it(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	two_stores(cx);
	post(cx, aino, "/account/sizes", "product=shirt&o-size=m&do=keep");
	post(cx, aino, "/account/store", "location=7");
	CHECK_OK(db_run_script(
		cx->db, "UPDATE customer SET company = 'Oy Lumi Ab'"));
	const char *all = page(cx, aino, "/account/profile");
	CHECK(strstr(all, "Size: M"));
	CHECK(strstr(all, "value=\"7\" selected"));
	CHECK(strstr(all, "Oy Lumi Ab"));
	CHECK(strstr(all, "Letters and receipts in <small>English"));
	const char *answer = post(cx, aino, "/account/sizes",
		"back=/account/profile&option=size&value=m&do=remove");
	CHECK(strstr(answer, "Location: /account/profile\r\n"));
	CHECK(!strstr(page(cx, aino, "/account/profile"), "Size: M"));
	CHECK(!strstr(page(cx, w.who[WORLD_ONNI].cookie, "/account/profile"),
		"value=\"7\" selected"));
}

static void store_of_an_order_is_remembered_when_they_say_so(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie;
	int64_t me = w.who[WORLD_AINO].customer, mine = 0;
	two_stores(cx);
	static const char person[] =
		"email=zzaino%40posti.example&name=zzaino&phone=0401234567"
		"&country=FI&payment=transfer&terms=1&delivery=pickup"
		"&location=7";
	const char *way = arena_printf(cx->arena, "expect_%d",
		(int)test_number(cx, "SELECT id FROM delivery_method"
				     " WHERE kind = 'pickup'"));
	for (int tick = 0; tick < 2; tick++) {
		post(cx, aino, "/cart", "sku=MUG");
		const char *form = post(cx, aino, "/checkout/quote", person);
		CHECK(strstr(form, "Remember this store"));
		const char *said = post(cx, aino, "/checkout",
			arena_printf(cx->arena, "%s&once=%s&made=%s&%s=%s%s",
				person, hidden(cx, form, "once"),
				hidden(cx, form, "made"), way,
				hidden(cx, form, way),
				tick ? "&keep_store=1" : ""));
		CHECK_INT(shop_status(said), 303);
		CHECK_OK(saved_store(cx, me, &mine));
		CHECK_INT(mine, tick ? 7 : 0);
	}
}

static void language_that_was_chosen_goes_on_after_login(struct cx *cx)
{
	static const char login[] = "email=zzaino%40posti.example"
				    "&password=lumi+on+valkoista";
	struct world w = made(cx);
	CHECK_STR(shop_header(cx, post(cx, w.guest, "/account/login", login),
			  "Location"),
		"/account");
	CHECK_OK(db_run_script(cx->db, "UPDATE customer SET locale = 'fi'"));
	CHECK_STR(shop_header(cx, post(cx, w.guest, "/account/login", login),
			  "Location"),
		"/fi/account");
	/* whoever reads Swedish now stays with it */
	CHECK_STR(shop_header(cx, post(cx, w.guest, "/sv/account/login", login),
			  "Location"),
		"/sv/account");
	/* and looking around sends nobody elsewhere */
	CHECK_INT(shop_status(page(cx, w.who[WORLD_AINO].cookie, "/")), 200);
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"size of one product is chosen first on the next",
			size_of_one_product_is_chosen_first_on_the_next},
		{"page that opens with a size is kept without it",
			page_that_opens_with_a_size_is_kept_without_it},
		{"nobody else sees it", nobody_else_sees_it},
		{"size that is sold out gives way to the one before",
			size_that_is_sold_out_gives_way_to_the_one_before},
		{"sizes are removed by who has them",
			sizes_are_removed_by_who_has_them},
		{"only so many are kept", only_so_many_are_kept},
		{"store is chosen in the checkout and said of a product",
			store_is_chosen_in_the_checkout_and_said_of_a_product},
		{"page of what is known has it, and changes it",
			page_of_what_is_known_has_it_and_changes_it},
		{"store of an order is remembered when they say so",
			store_of_an_order_is_remembered_when_they_say_so},
		{"language that was chosen goes on after login",
			language_that_was_chosen_goes_on_after_login},
		{NULL, NULL},
	});
}
