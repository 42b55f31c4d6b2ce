#include "tests/test.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/http.h"

static const struct conf plain = {.base_url = "http://127.0.0.1:8080"};
static const struct conf secure = {.base_url = "https://shop.example"};

static struct req request(struct cx *cx)
{
	return (struct req){
		.cx = *cx,
		.conf = &plain,
		.lang_prefix = "",
		.cookies = "",
	};
}

static const struct param *decode(struct cx *cx, const char *text)
{
	return params_decode(cx->arena, text, strlen(text));
}

static void query_is_decoded(struct cx *cx)
{
	const struct param *p = decode(cx, "q=a+b%26c&&x&y=&%C3%A4=1");

	CHECK_STR(p[0].name, "q");
	CHECK_STR(p[0].value, "a b&c");
	CHECK_STR(p[1].name, "x");
	CHECK_STR(p[1].value, "");
	CHECK_STR(p[2].value, "");
	CHECK_STR(p[3].name, "ä");
	CHECK(!p[4].name);
}

static void broken_escapes_are_refused(struct cx *cx)
{
	static const char *const bad[] = {"a=%", "a=%4", "a=%zz", "a=%4g",
		"a=%00", "a=%ff", "%e4=1", "a=%C3", NULL};
	for (const char *const *text = bad; *text; text++)
		CHECK(!decode(cx, *text));
}

static void too_many_parameters_are_refused(struct cx *cx)
{
	char *text = arena_alloc(cx->arena, 2 * HTTP_PARAM_MAX + 3);
	for (int i = 0; i < HTTP_PARAM_MAX; i++)
		memcpy(text + 2 * i, "a&", 2);
	text[2 * HTTP_PARAM_MAX - 1] = '\0';
	CHECK(decode(cx, text));

	text[2 * HTTP_PARAM_MAX - 1] = '&';
	CHECK(!decode(cx, text));
}

static void first_of_a_repeated_parameter_counts(struct cx *cx)
{
	struct req r = request(cx);
	r.form = decode(cx, "a=1&b=x&a=2");

	CHECK_STR(req_form_param(&r, "a"), "1");
	CHECK_STR(req_form_nth(&r, "a", 1), "2");
	CHECK(!req_form_nth(&r, "a", 2));
	CHECK(!req_form_param(&r, "A"));
}

static void cookie_is_found_by_its_whole_name(struct cx *cx)
{
	struct req r = request(cx);
	r.cookies = "xpuoti=1; puoti2=2;puoti=3; puoti=4; puoti";

	CHECK_STR(req_cookie(&r, "puoti"), "3");
	CHECK(!req_cookie(&r, "puo"));
	r.conf = &secure;
	CHECK(!req_cookie(&r, "puoti"));
	r.cookies = "__Host-puoti=5";
	CHECK_STR(req_cookie(&r, "puoti"), "5");
}

static void cookie_is_secure_where_the_shop_is(struct cx *cx)
{
	struct req r = request(cx);

	resp_cookie(&r, "puoti", "v", 0);
	CHECK_STR(r.headers.p,
		"Set-Cookie: puoti=v; Path=/; HttpOnly; SameSite=Lax\r\n");

	buf_clear(&r.headers);
	r.conf = &secure;
	resp_cookie(&r, "puoti", "v", -1);
	CHECK_STR(r.headers.p,
		"Set-Cookie: __Host-puoti=; Path=/; HttpOnly; SameSite=Lax; "
		"Secure; Max-Age=0\r\n");
	buf_release(&r.headers);
}

static void redirect_never_leaves_the_shop(struct cx *cx)
{
	static const char *const bad[] = {"//evil.example", "/\\evil.example",
		"http://evil.example", "evil", "", "/a\r\nX: y", "/a b", "\\/x",
		"/\t/evil", NULL};
	for (const char *const *path = bad; *path; path++) {
		struct req r = request(cx);
		CHECK_INT(resp_redirect(&r, *path), ERR_BAD);
		CHECK_INT(r.status, 0);
	}
	struct req r = request(cx);
	r.lang_prefix = "/fi";
	CHECK_OK(resp_redirect(&r, "/cart?x=1"));
	CHECK_INT(r.status, 303);
	CHECK_STR(r.location, "/fi/cart?x=1");
}

static void link_carries_the_language(struct cx *cx)
{
	struct req r = request(cx);
	CHECK_STR(req_link(&r, "/"), "/");

	r.lang_prefix = "/sv";
	CHECK_STR(req_link(&r, "/"), "/sv");
	CHECK_STR(req_link(&r, "/?page=2"), "/sv?page=2");
	CHECK_STR(req_link(&r, "/p/mugg"), "/sv/p/mugg");
}

static void header_with_a_line_end_is_left_out(struct cx *cx)
{
	struct req r = request(cx);

	resp_header(&r, "X-Note", "a\r\nSet-Cookie: b=c");

	CHECK_INT(r.headers.len, 0);
}

/* The cookie that a response sets, as the next request sends it. */
static const char *cookie_back(struct cx *cx, const struct req *r)
{
	const char *p = strstr(r->headers.p, "Set-Cookie: ") + 12;
	return arena_strndup(cx->arena, p, strcspn(p, ";"));
}

static void notice_is_shown_once(struct cx *cx)
{
	struct visitor v = {.id = "aa"};
	struct req r = request(cx);
	r.visitor = &v;
	flash_set(&r, "Räksmörgås & co; 100 %");
	struct req next = request(cx);
	next.visitor = &v;
	next.cookies = cookie_back(cx, &r);

	next.prefetch = true;
	CHECK(!flash_take(&next));
	next.prefetch = false;
	CHECK_STR(flash_take(&next), "Räksmörgås & co; 100 %");
	CHECK(strstr(next.headers.p, "Max-Age=0"));
	buf_release(&r.headers);
	buf_release(&next.headers);
}

static void notice_of_another_session_is_not_shown(struct cx *cx)
{
	struct visitor v = {.id = "aa"}, other = {.id = "bb"};
	struct req r = request(cx);
	r.visitor = &v;
	flash_set(&r, "Send money here");
	struct req next = request(cx);
	next.visitor = &other;
	next.cookies = cookie_back(cx, &r);

	CHECK(!flash_take(&next));
	buf_release(&r.headers);
	buf_release(&next.headers);
}

static void encoded_text_comes_back(struct cx *cx)
{
	CHECK_STR(
		url_encode(cx->arena, "a b&c=d/ä~"), "a%20b%26c%3Dd%2F%C3%A4~");
}

int main(void)
{
	return test_run((struct test[]){
		{"query is decoded", query_is_decoded},
		{"broken escapes are refused", broken_escapes_are_refused},
		{"too many parameters are refused",
			too_many_parameters_are_refused},
		{"first of a repeated parameter counts",
			first_of_a_repeated_parameter_counts},
		{"cookie is found by its whole name",
			cookie_is_found_by_its_whole_name},
		{"cookie is secure where the shop is",
			cookie_is_secure_where_the_shop_is},
		{"redirect never leaves the shop",
			redirect_never_leaves_the_shop},
		{"link carries the language", link_carries_the_language},
		{"header with a line end is left out",
			header_with_a_line_end_is_left_out},
		{"notice is shown once", notice_is_shown_once},
		{"notice of another session is not shown",
			notice_of_another_session_is_not_shown},
		{"encoded text comes back", encoded_text_comes_back},
		{NULL, NULL},
	});
}
