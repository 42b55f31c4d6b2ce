/* Imports on the owner's desk: looked through, done, in the background. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "domain/import_job.h"
#include "domain/import_zip.h"
#include "domain/media.h"
#include "domain/outbox.h"
#include "handlers/admin/admin.h"
#include "lib/arena.h"
#include "lib/csv.h"
#include "lib/conf.h"
#include "tests/admin.h"
#include "tests/orders.h"
#include "tests/test.h"
#include "worker/worker.h"

#define CSV "slug,name_en,sku,price,status\nmug,Mug,MUG,12.90,active\n"

static void file_put(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");
	CHECK(f != NULL);
	fwrite(text, 1, strlen(text), f);
	fclose(f);
}

static struct req uploaded(struct cx *cx, const char *text)
{
	static const struct param form[] = {{"locale", "en"}, {NULL, NULL}};
	struct req r = admin_req(cx, form, NULL);
	const char *dir = arena_printf(cx->arena, "%s/upload", r.conf->dir);
	const char *path = arena_printf(cx->arena, "%s/part-1", dir);
	mkdir(dir, 0700);
	file_put(path, text);
	struct upload *u = arena_alloc(cx->arena, 2 * sizeof(*u));
	u[0] = (struct upload){"file", path, "my list.csv", strlen(text)};
	r.uploads = u;
	return r;
}

static void work(struct cx *cx, const struct conf *conf)
{
	struct worker w = {.cx = *cx, .conf = conf};
	struct job job;
	const char *problem = "";
	while (outbox_take(cx, 60000, &job) == OK) {
		if (!strcmp(job.kind, "import"))
			CHECK_OK(job_import(&w, &job, &problem));
		CHECK_OK(outbox_done(cx, job.id));
	}
}

static const char *state(struct cx *cx, int64_t id)
{
	struct import_job j = {.state = "none"};
	import_job_get(cx, id, &j);
	return j.state;
}

static void an_upload_is_looked_through_and_then_done(struct cx *cx)
{
	static const struct param path[] = {{"id", "1"}, {NULL, NULL}};
	static const struct param apply[] = {{"do", "apply"}, {NULL, NULL}};
	struct req r = uploaded(cx, CSV);
	struct conf conf = *r.conf;
	CHECK_OK(admin_import_upload(&r));
	CHECK_INT(r.status, 303);
	CHECK_STR(state(cx, 1), "checking");
	work(cx, &conf);
	CHECK_STR(state(cx, 1), "checked");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"), 0);

	struct req show = admin_req(cx, NULL, path);
	show.conf = &conf;
	CHECK_OK(admin_import(&show));
	CHECK(admin_shows(&show, "Import 1 product"));
	CHECK(admin_shows(&show, "name_en"));

	struct req go = admin_req(cx, apply, path);
	CHECK_OK(admin_import_do(&go));
	CHECK_STR(state(cx, 1), "applying");
	work(cx, &conf);
	CHECK_STR(state(cx, 1), "done");
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product"), 1);
	CHECK(access(import_job_file(cx->arena, conf.dir, 1, "csv"), F_OK) < 0);
	struct req again = admin_req(cx, apply, path);
	CHECK_OK(admin_import_do(&again)); /* to the page, and no more */
	CHECK_STR(state(cx, 1), "done");
}

static void a_bad_file_says_where_and_cannot_be_applied(struct cx *cx)
{
	static const struct param path[] = {{"id", "1"}, {NULL, NULL}};
	static const struct param apply[] = {{"do", "apply"}, {NULL, NULL}};
	struct req r = uploaded(cx, "slug,price,sku\nmug,x,M\n");
	struct conf conf = *r.conf;
	CHECK_OK(admin_import_upload(&r));
	work(cx, &conf);
	CHECK_STR(state(cx, 1), "wrong");
	struct req show = admin_req(cx, NULL, path);
	show.conf = &conf;
	CHECK_OK(admin_import(&show));
	CHECK(admin_shows(&show, "line 2: error: mug: price"));
	struct req go = admin_req(cx, apply, path);
	CHECK_OK(admin_import_do(&go));
	CHECK_STR(state(cx, 1), "wrong");
	struct req report = admin_req(cx, NULL, path);
	CHECK_OK(admin_import_report(&report));
}

static void unknown_headers_are_asked_for(struct cx *cx)
{
	static const struct param path[] = {{"id", "1"}, {NULL, NULL}};
	static const struct param map[] = {{"do", "map"},
		{"theirs_0", "Lajike"}, {"ours_0", "Type"},
		{"theirs_1", "Hinta"}, {"ours_1", "Regular price"},
		{NULL, NULL}};
	struct req r = uploaded(
		cx, "Lajike,Name,Hinta,Muu\nsimple,Kuppi,\"5,50\",x\n");
	struct conf conf = *r.conf;
	CHECK_OK(admin_import_upload(&r));
	work(cx, &conf);
	CHECK_STR(state(cx, 1), "wrong");
	struct req show = admin_req(cx, NULL, path);
	show.conf = &conf;
	CHECK_OK(admin_import(&show));
	CHECK(admin_shows(&show, "Lajike"));
	cx->now++;
	struct req go = admin_req(cx, map, path);
	CHECK_OK(admin_import_do(&go));
	work(cx, &conf);
	CHECK_STR(state(cx, 1), "checked");
}

static void a_list_that_is_none_is_refused(struct cx *cx)
{
	struct req r = uploaded(cx, "hello\n");
	CHECK_OK(admin_import_upload(&r));
	CHECK_INT(r.status, 422);
	struct req none = admin_req(cx, (struct param[]){{NULL, NULL}}, NULL);
	CHECK_OK(admin_import_upload(&none));
	CHECK_INT(none.status, 422);
}

static void products_go_out_as_a_file(struct cx *cx)
{
	test_product(cx, (struct test_product){.slug = "cup"});
	struct req r = admin_req(cx, NULL, NULL);
	CHECK_OK(admin_export(&r));
	CHECK(admin_shows(&r, "\ncup,"));
}

/* ---- pictures ---- */

static void zip_put(zip_t *zip, const char *name, const char *text, size_t n)
{
	zip_source_t *s = zip_source_buffer(zip, text, n, 0);
	CHECK(zip_file_add(zip, name, s, ZIP_FL_ENC_UTF_8) >= 0);
}

static void pictures_find_their_products_and_nothing_else_happens(struct cx *cx)
{
	static char zeros[4 * 1024 * 1024];
	const char *dir = test_dir(cx);
	const char *path = arena_printf(cx->arena, "%s/p.zip", dir);
	int64_t media, why = 0;
	struct import_report r = {0};
	test_product(cx, (struct test_product){.slug = "cup", .sku = "CUP-1"});
	CHECK_OK(media_add_named(
		cx, NULL, "https://a.example/x/Old%20name.jpg?v=1", &media));
	zip_t *zip = zip_open(path, ZIP_CREATE, &(int){0});
	(void)why;
	zip_put(zip, "a/cup-1.jpg", "one", 3);
	zip_put(zip, "cup_2.png", "two", 3);
	zip_put(zip, "old%20NAME.jpg", "three", 5);
	zip_put(zip, "../../etc/passwd.jpg", "four", 4);
	zip_put(zip, "script.php", "five", 4);
	zip_put(zip, "cup.gif", zeros, sizeof(zeros));
	CHECK(zip_close(zip) == 0);
	CHECK_OK(import_zip(cx, dir, path, false, &r));
	CHECK_INT(r.pictures_given, 3);
	const char *report = import_report_text(cx, &r, OK, false);
	CHECK(strstr(report, "passwd.jpg: no product") != NULL);
	CHECK(strstr(report, "script.php: not a picture") != NULL);
	CHECK(strstr(report, "cup.gif: too large, or packed") != NULL);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM product_media"), 2);
	CHECK_INT(test_number(cx, "SELECT count(*) FROM variant"
				  " WHERE media IS NOT NULL"),
		1);
	import_report_release(&r);
}

/* The same packed bytes many times: a small file that unpacks to a lot. */
static void zip_bombed(const char *path, const char *from, int files)
{
	zip_t *one = zip_open(path, ZIP_RDONLY, &(int){0});
	zip_t *many = zip_open(from, ZIP_CREATE, &(int){0});
	CHECK(one && many);
	for (int i = 0; i < files; i++) {
		char name[32];
		snprintf(name, sizeof(name), "cup-%d.jpg", i);
		zip_source_t *s = zip_source_zip(
			many, one, 0, ZIP_FL_COMPRESSED, 0, -1);
		CHECK(s && zip_file_add(many, name, s, 0) >= 0);
	}
	CHECK(zip_close(many) == 0);
	zip_discard(one);
}

static void a_zip_is_bounded_as_a_whole(struct cx *cx)
{
	enum { SIZE = 19 * 1024 * 1024, FILES = 60 };
	const char *dir = test_dir(cx);
	const char *path = arena_printf(cx->arena, "%s/p.zip", dir);
	struct import_report r = {0};
	char *bytes = arena_alloc(cx->arena, SIZE);
	test_product(cx, (struct test_product){.slug = "cup", .sku = "CUP-1"});
	/* small when packed, but not suspiciously so */
	uint32_t noise = 1;
	for (size_t i = 0; i < SIZE; i++) {
		noise = noise * 1664525 + 1013904223;
		bytes[i] = 'x';
		if (i % 64 == 0)
			bytes[i] = (char)(noise >> 24);
	}
	zip_t *zip = zip_open(path, ZIP_CREATE, &(int){0});
	zip_put(zip, "cup-1.jpg", bytes, SIZE);
	CHECK(zip_close(zip) == 0);
	CHECK_OK(import_zip(cx, dir, path, true, &r));
	CHECK_INT(r.pictures_given, 1);
	const char *bomb = arena_printf(cx->arena, "%s/bomb.zip", dir);
	zip_bombed(path, bomb, FILES);
	CHECK_INT(import_zip(cx, dir, bomb, true, &r), ERR_INVALID);
	CHECK(strstr(import_report_text(cx, &r, ERR_INVALID, true),
		"more than 1 GB"));
	import_report_release(&r);
}

static void a_broken_zip_is_refused(struct cx *cx)
{
	const char *dir = test_dir(cx);
	const char *path = arena_printf(cx->arena, "%s/p.zip", dir);
	struct import_report r = {0};
	file_put(path, "PK\x03\x04 and no more");
	CHECK_INT(import_zip(cx, dir, path, false, &r), ERR_INVALID);
	CHECK_INT(r.errors, 1);
	import_report_release(&r);
}

static const char *repeated(
	struct cx *cx, const char *head, const char *text, size_t times)
{
	struct buf b = {0};
	buf_adds(&b, head);
	for (size_t i = 0; i < times; i++)
		buf_adds(&b, text);
	const char *out = arena_strndup(cx->arena, b.p, b.len);
	buf_release(&b);
	return out;
}

static void a_hostile_list_takes_little_memory(struct cx *cx)
{
	const char *const lists[] = {
		repeated(cx, "slug", ",x", 200000),
		repeated(cx, "slug", ",column", CSV_CELLS_MAX - 1),
		repeated(cx, "slug,sku\n", "a,b,c\n", 200000),
		repeated(cx, "slug,sku\n", "a,b\n", IMPORT_ROWS_MAX + 1),
		repeated(
			cx, "slug,sku\n", "a,b\n", IMPORT_PRODUCT_ROWS_MAX + 1),
	};
	static const char *const formats[] = {
		"puoti", "shopify", "woocommerce"};
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		for (size_t k = 0; k < 3; k++) {
			struct import_report r = {0};
			struct import_wish w = {
				.format = formats[k], .dry_run = true};
			CHECK(import_run(cx, lists[i], strlen(lists[i]), &w,
				      &r) < 0);
			CHECK(r.errors > 0);
			CHECK(strlen(import_report_text(
				      cx, &r, ERR_INVALID, true)) < 1000000);
			import_report_release(&r);
		}
}

int main(void)
{
	return test_run((struct test[]){
		{"an upload is looked through and then done",
			an_upload_is_looked_through_and_then_done},
		{"a bad file says where and cannot be applied",
			a_bad_file_says_where_and_cannot_be_applied},
		{"unknown headers are asked for",
			unknown_headers_are_asked_for},
		{"a list that is none is refused",
			a_list_that_is_none_is_refused},
		{"products go out as a file", products_go_out_as_a_file},
		{"pictures find their products, and nothing else happens",
			pictures_find_their_products_and_nothing_else_happens},
		{"a broken zip is refused", a_broken_zip_is_refused},
		{"a zip is bounded as a whole", a_zip_is_bounded_as_a_whole},
		{"a hostile list takes little memory",
			a_hostile_list_takes_little_memory},
		{NULL, NULL},
	});
}
