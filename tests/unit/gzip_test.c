/* Answers deflated in parts, and whole pages made so. */
#include "lib/gzip.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST /* next_in is read only */
#include <zlib.h>

#include "domain/cart.h"
#include "domain/category.h"
#include "domain/product_edit.h"
#include "lib/arena.h"
#include "lib/frag.h"
#include "tests/shop.h"

/* A strict reader: head, one stream, its sums, and nothing behind. */
static char *gunzip(struct arena *a, const char *p, size_t n, size_t *len)
{
	enum { ROOM = 1 << 20 };
	char *out = arena_alloc(a, ROOM);
	z_stream z = {0};
	CHECK_INT(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (z_const Bytef *)p;
	z.avail_in = (uInt)n;
	z.next_out = (unsigned char *)out;
	z.avail_out = ROOM - 1;
	CHECK_INT(inflate(&z, Z_FINISH), Z_STREAM_END);
	CHECK_INT(z.avail_in, 0);
	*len = z.total_out;
	inflateEnd(&z);
	return out;
}

/* Bytes that deflate somewhat. */
static const char *noise(struct arena *a, size_t n, unsigned seed)
{
	char *p = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1103515245 + 12345;
		p[i] = (char)("abcdefgh<>/=\" \n."[seed >> 20 & 15]);
	}
	return p;
}

static void add(struct buf *all, struct buf *body, struct gzip *g,
	const char *p, size_t n, bool live)
{
	buf_add(all, p, n);
	if (live) {
		gzip_live(g, p, n);
		return;
	}
	struct packed z;
	packed_make(&z, p, n);
	gzip_packed(g, &z, n);
	buf_add(body, z.p, z.n);
	packed_release(&z);
}

static void parts_of_any_size_make_one_stream(struct cx *cx)
{
	static const size_t sizes[] = {
		1, 5, 191, 192, 193, 4096, 65535, 65536, 200000, 0};
	struct arena *a = arena_new();
	(void)cx;
	for (unsigned seed = 0; seed < 200; seed++) {
		struct buf all = {NULL, 0, 0}, body = {NULL, 0, 0};
		struct gzip g;
		unsigned dice = seed;
		gzip_begin(&g, &body);
		for (int i = 0; i < 6; i++) {
			dice = dice * 1103515245 + 12345;
			size_t n = sizes[(dice >> 16) % 10];
			add(&all, &body, &g, noise(a, n, dice), n,
				dice >> 28 & 1);
		}
		gzip_end(&g);
		size_t n;
		const char *back = gunzip(a, body.p, body.len, &n);
		CHECK(n == all.len && memcmp(back, all.p, n) == 0);
		buf_release(&all);
		buf_release(&body);
		arena_clear(a);
	}
	arena_free(a);
}

static void weights_say_whether_gzip_is_wanted(struct cx *cx)
{
	(void)cx;
	static const char *const yes[] = {"gzip", "gzip, deflate, br", "GZIP",
		"deflate , gzip;q=0.5", "*", "br;q=1.0, gzip;q=0.001", "x-gzip",
		"gzip; q=1", "identity;q=0.5, *;q=0.6", "identity;q=0, gzip"};
	static const char *const no[] = {"", "br", "gzip;q=0", "gzip; q=0.0",
		"gzip;q=0, *", "*;q=0", "identity", "gzipped",
		"gzip;q=0.5, identity;q=0.8", "deflate, br", ",,", "gzip;q=x"};
	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		CHECK(gzip_wanted(yes[i]));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		CHECK(!gzip_wanted(no[i]));
	CHECK(!gzip_wanted(NULL));
}

/* ---- whole pages ---- */

struct answer {
	const char *head, *body;
	size_t n;
};

static struct answer split(struct cx *cx, struct buf *b)
{
	buf_addc(b, '\0');
	char *end = strstr(b->p, "\r\n\r\n");
	struct answer a = {"", "", 0};
	CHECK(end != NULL);
	if (end) {
		a.n = b->len - 1 - (size_t)(end + 4 - b->p);
		a.head = arena_strndup(
			cx->arena, b->p, (size_t)(end + 2 - b->p));
		char *body = arena_alloc(cx->arena, a.n + 1);
		memcpy(body, end + 4, a.n);
		a.body = body;
	}
	buf_release(b);
	return a;
}

static struct answer get(struct cx *cx, struct visit v)
{
	struct buf b = shop_bytes(cx, v);
	return split(cx, &b);
}

/* Tokens are new in every answer: all become one. */
static void mask_tokens(char *p)
{
	static const char mark[] = "name=\"token\"";
	while ((p = strstr(p, mark))) {
		p = strstr(p, "value=\"");
		if (!p)
			return;
		for (p += 7; *p && *p != '"'; p++)
			*p = 'x';
	}
}

static long length_of(const struct answer *a)
{
	const char *p = strstr(a->head, "\r\nContent-Length: ");
	return p ? strtol(p + 18, NULL, 10) : -1;
}

static void compare(
	struct cx *cx, const char *path, const char *query, const char *cookie)
{
	struct visit v = {.path = path, .query = query, .cookie = cookie};
	struct answer plain = get(cx, v);
	v.accept = "br, gzip";
	struct answer z = get(cx, v);
	CHECK(!strstr(plain.head, "Content-Encoding"));
	CHECK(strstr(plain.head, "\r\nVary: Accept-Encoding\r\n"));
	CHECK(strstr(z.head, "\r\nVary: Accept-Encoding\r\n"));
	CHECK(strstr(z.head, "\r\nContent-Encoding: gzip\r\n"));
	CHECK_INT(length_of(&plain), plain.n);
	CHECK_INT(length_of(&z), z.n);
	size_t n;
	char *back = gunzip(cx->arena, z.body, z.n, &n);
	char *want = arena_strndup(cx->arena, plain.body, plain.n);
	mask_tokens(back);
	mask_tokens(want);
	CHECK_INT(n, plain.n);
	CHECK(memcmp(back, want, n) == 0);
	CHECK(z.n < plain.n * 2 / 3);
}

static void deflated_page_is_the_page(struct cx *cx)
{
	static const char *const pages[][2] = {{"/", NULL}, {"/c/table", NULL},
		{"/c/table", "sort=price"}, {"/p/mug", NULL}, {"/cart", NULL},
		{"/search", "q=mug%3Cb%3E%22%27%26"}, {"/search", "q=mug"},
		{"/search", NULL}, {"/track", NULL}, {"/withdraw", NULL},
		{"/nowhere", NULL}};
	enum { PAGES = sizeof(pages) / sizeof(pages[0]) };
	shop_fresh();
	int64_t product, shelf = 0;
	struct category_text words = {.locale = "en", .name = "Table"};
	CHECK_OK(category_save(cx, &shelf, 0, 0, 0, &words, 1));
	int64_t mug = test_product(
		cx, (struct test_product){.on_hand = 50, .product = &product});
	CHECK_OK(product_set_categories(cx, product, &shelf, 1));
	const char *who[3] = {NULL, shop_cookie(cx), shop_cookie(cx)};
	CHECK_OK(cart_add(cx, shop_session(cx, who[2]), mug, 3, NULL));
	for (int round = 0; round < 3; round++) /* live, packed, kept packed */
		for (size_t i = 0; i < PAGES; i++)
			for (int w = 1; w < 3; w++) {
				compare(cx, pages[i][0], pages[i][1], who[w]);
				compare(cx,
					arena_printf(cx->arena, "/fi%s",
						i ? pages[i][0] : ""),
					pages[i][1], who[w]);
			}
}

static void head_says_what_the_page_would(struct cx *cx)
{
	shop_fresh();
	test_product(cx, (struct test_product){.on_hand = 5});
	const char *me = shop_cookie(cx);
	struct visit v = {.path = "/p/mug", .cookie = me, .accept = "gzip"};
	for (int i = 0; i < 4; i++)
		get(cx, v);
	long page = length_of(&(struct answer){get(cx, v).head, NULL, 0});
	v.head = true;
	struct answer a = get(cx, v);
	CHECK_INT(a.n, 0);
	CHECK(strstr(a.head, "\r\nContent-Encoding: gzip\r\n"));
	/* the tokens differ, and with them a few bytes */
	CHECK(labs(length_of(&a) - page) < 40);
}

static void unwilling_visitor_gets_the_page_as_it_is(struct cx *cx)
{
	shop_fresh();
	test_product(cx, (struct test_product){.on_hand = 5});
	struct answer a = get(
		cx, (struct visit){.path = "/p/mug", .accept = "gzip;q=0, *"});
	CHECK(!strstr(a.head, "Content-Encoding"));
	CHECK(strstr(a.body, "</html>"));
}

static void small_answer_is_left_alone(struct cx *cx)
{
	shop_fresh();
	struct answer a = get(
		cx, (struct visit){.path = "/healthz", .accept = "gzip"});
	CHECK(!strstr(a.head, "Content-Encoding"));
	CHECK(!strstr(a.head, "Vary"));
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"parts of any size make one stream",
			parts_of_any_size_make_one_stream},
		{"weights say whether gzip is wanted",
			weights_say_whether_gzip_is_wanted},
		{"deflated page is the page", deflated_page_is_the_page},
		{"head says what the page would",
			head_says_what_the_page_would},
		{"unwilling visitor gets the page as it is",
			unwilling_visitor_gets_the_page_as_it_is},
		{"small answer is left alone", small_answer_is_left_alone},
		{NULL, NULL},
	});
}
