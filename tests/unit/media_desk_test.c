/* The list of all pictures: uses, words, another in one's place. */
#include "tests/admin.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/media.h"
#include "domain/media_desk.h"
#include "domain/product_desk.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "tests/orders.h"

#define FORM(...) ((const struct param[]){__VA_ARGS__, {NULL, NULL}})

static int64_t picture(struct cx *cx, const char *sha)
{
	int64_t id;
	CHECK_OK(media_add_ready(cx, sha, 1280, 1600, "320 640 1280", &id));
	return id;
}

static int64_t count(struct cx *cx, const char *show, const char *find)
{
	int64_t n;
	CHECK_OK(media_desk_count(
		cx, &(struct media_view){.show = show, .find = find}, &n));
	return n;
}

static const struct param *id_path(struct cx *cx, int64_t id)
{
	struct param *p = ARENA_ARRAY(cx->arena, struct param, 2);
	p[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	return p;
}

static void pictures_are_counted_by_what_they_lack(struct cx *cx)
{
	setting_use(cx, -1);
	int64_t product, a = picture(cx, "aa"), b = picture(cx, "bb");
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Kide mug",
				 .product = &product});
	CHECK_INT(count(cx, "", ""), 2);
	CHECK_INT(count(cx, "unused", ""), 2);
	CHECK_INT(count(cx, "missing", ""), 0);
	CHECK_OK(media_attach(cx, product, a));
	CHECK_OK(setting_set(cx, "home.picture", NULL,
		arena_printf(cx->arena, "%lld", (long long)b)));
	CHECK_INT(count(cx, "unused", ""), 0);
	CHECK_INT(count(cx, "missing", ""), 2);
	CHECK_OK(media_desk_alt(cx, a, "en", "A blue mug"));
	CHECK_OK(media_desk_alt(cx, b, "fi", "Hylly"));
	CHECK_INT(count(cx, "missing", ""), 1); /* the root is silent */
	CHECK_INT(count(cx, "", "blue"), 1);
	CHECK_INT(count(cx, "", "KIDE"), 1);
	CHECK_INT(count(cx, "", "nothing"), 0);
	CHECK_OK(media_set_failed(cx, b, "no picture"));
	CHECK_INT(count(cx, "failed", ""), 1);
	struct media_use *uses;
	size_t n;
	CHECK_OK(media_desk_uses(cx, a, &uses, &n));
	CHECK_INT(n, 1);
	CHECK_STR(uses[0].name, "Kide mug");
}

static void words_are_saved_from_the_list(struct cx *cx)
{
	int64_t a = picture(cx, "aa"), b = picture(cx, "bb");
	const char *in_a = arena_printf(cx->arena, "alt_en_%lld", (long long)a);
	const char *fi_a = arena_printf(cx->arena, "alt_fi_%lld", (long long)a);
	const char *in_b = arena_printf(cx->arena, "alt_en_%lld", (long long)b);
	struct req r = admin_req(cx,
		FORM({in_a, "<script>alert(1)</script>"}, {fi_a, "Muki"},
			{in_b, ""}, {"alt_en_9999", "x"},
			{"alt_en_1 OR 1=1", "x"}, {"show", "\"><b>"}),
		NULL);
	CHECK_OK(admin_media_save(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'media'"),
		2);
	r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_media(&r));
	CHECK(admin_shows(&r, "value=\"Muki\""));
	CHECK(admin_shows(&r, "&lt;script&gt;alert(1)"));
	CHECK(!admin_shows(&r, "<script>alert"));

	char long_one[1001];
	memset(long_one, 'x', 1000);
	long_one[1000] = '\0';
	r = admin_req(cx, FORM({in_a, long_one}, {in_b, "A jar"}), NULL);
	CHECK_OK(admin_media_save(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "class=\"errors\""));
	CHECK(admin_shows(&r, long_one));
	r = admin_req(cx, NULL, id_path(cx, a));
	CHECK_OK(admin_media_one(&r));
	CHECK(!admin_shows(&r, "<script>alert"));
	r = admin_req(cx, NULL, id_path(cx, 9999));
	CHECK_INT(admin_media_one(&r), ERR_NOT_FOUND);
}

static void another_picture_takes_every_place(struct cx *cx)
{
	setting_use(cx, -1);
	int64_t product, second, a = picture(cx, "aa"), b = picture(cx, "bb");
	int64_t v = test_product(
		cx, (struct test_product){.slug = "mug", .product = &product});
	test_product(
		cx, (struct test_product){.slug = "jar", .product = &second});
	CHECK_OK(media_attach(cx, product, a));
	CHECK_OK(media_attach(cx, second, a));
	CHECK_OK(media_attach(cx, second, b)); /* has both */
	CHECK_OK(media_desk_alt(cx, a, "en", "A mug"));
	CHECK_OK(setting_set(cx, "home.picture", NULL,
		arena_printf(cx->arena, "%lld", (long long)a)));
	struct db_stmt *q = DB_SQL(
		cx->db, "UPDATE variant SET media = :media WHERE id = :id");
	db_bind_int(q, ":media", a);
	db_bind_int(q, ":id", v);
	CHECK_OK(db_exec(q, NULL));
	CHECK_OK(media_desk_replace(cx, a, b));
	struct media_row row;
	CHECK_OK(media_desk_get(cx, a, &row));
	CHECK_INT(row.uses, 0);
	CHECK_OK(media_desk_get(cx, b, &row));
	CHECK_INT(row.uses, 3);
	CHECK_STR(row.alt[0], "A mug");
	CHECK_INT(test_number(cx, "SELECT media FROM variant ORDER BY id"
				  " LIMIT 1"),
		b);
	CHECK_INT(setting_int(cx, "home.picture"), b);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM audit"
				  " WHERE entity = 'media'"
				  " AND action = 'replace'"),
		1);
}

/* "m.jpg?v=2" has the same bytes as "m.jpg?v=1". */
static void one_picture_of_two_addresses_stays(struct cx *cx)
{
	int64_t product, a, b, again;
	const char *alt;
	test_product(
		cx, (struct test_product){.slug = "mug", .product = &product});
	CHECK_OK(media_add_remote(cx, "https://a.example/m.jpg?v=1", &a));
	CHECK_OK(media_set_ready(cx, a, "aa", 1280, 1600, "320 640"));
	CHECK_OK(media_add_remote(cx, "https://a.example/m.jpg?v=2", &b));
	CHECK_OK(media_attach(cx, product, b));
	CHECK_OK(media_set_alt(cx, b, "en", "A mug"));
	CHECK_OK(media_set_ready(cx, b, "aa", 1280, 1600, "320 640"));
	CHECK_OK(desk_alt(cx, a, "en", &alt));
	CHECK_STR(alt, "A mug");
	CHECK_OK(media_add_remote(cx, "https://a.example/m.jpg?v=2", &again));
	CHECK_INT(again, b);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'picture'"),
		3); /* the worker fetches it once more */
	CHECK_OK(media_attach(cx, product, again));
	CHECK_OK(media_detach(cx, product, a));
	CHECK_OK(media_set_ready(cx, again, "aa", 1280, 1600, "320 640"));
	CHECK_INT(test_number(cx, "SELECT media FROM product_media"), a);
}

static void replacing_wants_a_file(struct cx *cx)
{
	int64_t a = picture(cx, "aa");
	struct req r = admin_req(cx, FORM({"token", ""}), id_path(cx, a));
	CHECK_OK(admin_media_replace(&r));
	CHECK_INT(r.status, 422);
	CHECK(admin_shows(&r, "Choose a picture."));

	const char *path = arena_printf(cx->arena, "%s/sent", test_dir(cx));
	FILE *out = fopen(path, "w");
	CHECK(out && fputs("bytes", out) >= 0 && fclose(out) == 0);
	struct upload sent[2] = {{"picture", path, "x.jpg", 5}};
	r = admin_req(cx, FORM({"token", ""}), id_path(cx, a));
	mkdir(arena_printf(cx->arena, "%s/upload", r.conf->dir), 0700);
	r.uploads = sent;
	CHECK_OK(admin_media_replace(&r));
	CHECK_INT(r.status, 303);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM outbox"
				  " WHERE kind = 'picture'"),
		1);
}

int main(void)
{
	return test_run((struct test[]){
		{"pictures are counted by what they lack",
			pictures_are_counted_by_what_they_lack},
		{"words are saved from the list",
			words_are_saved_from_the_list},
		{"another picture takes every place",
			another_picture_takes_every_place},
		{"one picture of two addresses stays",
			one_picture_of_two_addresses_stays},
		{"replacing wants a file", replacing_wants_a_file},
		{NULL, NULL},
	});
}
