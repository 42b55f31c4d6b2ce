/* Whole requests; in one file because all ask through the same gateway. */
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "domain/staff.h"
#include "lib/asset.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/http.h"
#include "lib/tpl.h"
#include "lib/tr.h"
#include "www/dispatch.h"
#include "www/routes.h"

/* What a web server would say of one request, and what came back. */
struct visit {
	const char *method, *path, *query, *cookie, *body, *type, *remote;
	const char *forwarded;
	size_t body_length; /* announced; 0: the body's */
	size_t read;
	struct buf answer;
};

static const struct conf conf = {
	.dir = "/nonexistent",
	.base_url = "http://127.0.0.1:8080",
	.root_lang = "en",
};

static char length[32];

static const char *visit_param(void *arg, const char *name)
{
	const struct visit *v = arg;
	const struct {
		const char *name, *value;
	} params[] = {
		{"REQUEST_METHOD", v->method},
		{"DOCUMENT_URI", v->path},
		{"QUERY_STRING", v->query},
		{"HTTP_COOKIE", v->cookie},
		{"CONTENT_TYPE", v->type},
		{"CONTENT_LENGTH", v->body ? length : NULL},
		{"REMOTE_ADDR", v->remote},
		{"HTTP_X_FORWARDED_FOR", v->forwarded},
	};
	for (size_t i = 0; i < sizeof(params) / sizeof(params[0]); i++)
		if (strcmp(params[i].name, name) == 0)
			return params[i].value;
	return NULL;
}

static long visit_read(void *arg, void *p, size_t n)
{
	struct visit *v = arg;
	size_t left = strlen(v->body) - v->read;
	if (n > left)
		n = left;
	memcpy(p, v->body + v->read, n);
	v->read += n;
	return (long)n;
}

static int visit_write(void *arg, const struct iovec *p, size_t n)
{
	struct visit *v = arg;
	for (size_t i = 0; i < n; i++)
		buf_add(&v->answer, p[i].iov_base, p[i].iov_len);
	return 0;
}

/* The whole answer; it lives until the test ends. */
static const char *ask(struct cx *cx, struct visit v)
{
	struct worker w = {
		.conf = &conf,
		.secret = *cx->secret,
		.db = cx->db,
		.arena = arena_new(),
	};
	if (!v.method)
		v.method = "GET";
	if (!v.remote)
		v.remote = "10.1.2.3";
	if (v.body && !v.type)
		v.type = "application/x-www-form-urlencoded";
	size_t n = v.body_length ? v.body_length : v.body ? strlen(v.body) : 0;
	snprintf(length, sizeof(length), "%zu", n);
	struct gateway g = {&v, visit_param, visit_read, visit_write};
	dispatch(&w, &g);
	w.db = NULL; /* the test's own */
	worker_release(&w);
	const char *out = arena_strndup(cx->arena, v.answer.p, v.answer.len);
	buf_release(&v.answer);
	return out;
}

static int status_of(const char *answer)
{
	return strncmp(answer, "Status: ", 8) == 0
		       ? (int)strtol(answer + 8, NULL, 10)
		       : -1;
}

/* A header's value, or "". */
static const char *header(struct cx *cx, const char *answer, const char *name)
{
	const char *end = strstr(answer, "\r\n\r\n");
	const char *at = strstr(
		answer, arena_printf(cx->arena, "\r\n%s: ", name));
	if (!at || at > end)
		return "";
	at += strlen(name) + 4;
	return arena_strndup(cx->arena, at, strcspn(at, "\r"));
}

static const char *cookie_of(struct cx *cx, const char *answer)
{
	const char *value = header(cx, answer, "Set-Cookie");
	return arena_strndup(cx->arena, value, strcspn(value, ";"));
}

/* A fair CSRF token for the session of a cookie "puoti=ID.MAC". */
static const char *token_for(struct cx *cx, const char *cookie)
{
	const char *id = arena_strndup(cx->arena, cookie + 6, 40);
	return csrf_make(cx->arena, cx->secret, id);
}

static void visitor_gets_one_cookie(struct cx *cx)
{
	const char *first = ask(cx, (struct visit){.path = "/"});
	CHECK_INT(status_of(first), 200);
	const char *cookie = cookie_of(cx, first);
	CHECK_INT(strlen(cookie), 6 + 40 + 1 + 32);

	const char *second = ask(
		cx, (struct visit){.path = "/", .cookie = cookie});
	CHECK_STR(header(cx, second, "Set-Cookie"), "");
}

static void made_up_cookie_is_replaced(struct cx *cx)
{
	const char *fair = cookie_of(cx, ask(cx, (struct visit){.path = "/"}));
	char *forged = arena_strdup(cx->arena, fair);
	forged[10] = forged[10] == '0' ? '1' : '0';

	const char *answer = ask(
		cx, (struct visit){.path = "/", .cookie = forged});

	CHECK(*header(cx, answer, "Set-Cookie"));
	CHECK(strcmp(cookie_of(cx, answer), forged) != 0);
}

static void machines_get_no_cookie(struct cx *cx)
{
	const char *answer = ask(cx, (struct visit){.path = "/healthz"});
	CHECK_INT(status_of(answer), 200);
	CHECK_STR(header(cx, answer, "Set-Cookie"), "");
}

static int64_t cart_lines(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*) FROM cart_line");
	CHECK_OK(db_one(q));
	int64_t n = db_next_int(q);
	db_done(q);
	return n;
}

/* On sale at the real time, which is the dispatcher's. */
static void mug_for_sale(const struct cx *cx)
{
	struct cx today = *cx;
	today.now = clock_now();
	test_product(&today, (struct test_product){.sku = "MUG", .on_hand = 5});
}

static void post_without_the_right_token_changes_nothing(struct cx *cx)
{
	mug_for_sale(cx);
	const char *mine = cookie_of(cx, ask(cx, (struct visit){.path = "/"}));
	const char *other = cookie_of(cx, ask(cx, (struct visit){.path = "/"}));
	const char *bodies[] = {
		"sku=MUG",
		"sku=MUG&token=",
		"sku=MUG&token=0000",
		arena_printf(
			cx->arena, "sku=MUG&token=%s", token_for(cx, other)),
		arena_printf(cx->arena, "sku=MUG&token=x&token=%s",
			token_for(cx, mine)),
	};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		const char *answer = ask(cx, (struct visit){.method = "POST",
						     .path = "/cart",
						     .cookie = mine,
						     .body = bodies[i]});
		CHECK_INT(status_of(answer), 403);
		CHECK(strstr(answer, "open too long"));
		CHECK_INT(cart_lines(cx), 0);
	}
	const char *answer = ask(
		cx, (struct visit){.method = "POST",
			    .path = "/cart",
			    .cookie = mine,
			    .body = arena_printf(cx->arena, "sku=MUG&token=%s",
				    token_for(cx, mine))});
	CHECK_INT(status_of(answer), 303);
	CHECK_INT(cart_lines(cx), 1);
}

/* The token of a session of the owner's at the real time. */
static const char *owner_token(const struct cx *cx)
{
	struct cx today = *cx;
	int64_t id;
	const char *token = "";
	today.now = clock_now();
	CHECK_OK(staff_add(&today, "s@shop.example", "S", "long enough", &id));
	CHECK_OK(staff_login(&today, "s@shop.example", "long enough",
		"10.1.2.3", true, &token));
	return token;
}

/* "/admin/orders/1/ship" of "/admin/orders/:number/ship". */
static const char *path_of(struct cx *cx, const struct route *route)
{
	const char *out = "";
	for (const char *p = route->path; *p;) {
		size_t n = strcspn(p, ":*");
		out = arena_printf(cx->arena, "%s%.*s", out, (int)n, p);
		p += n;
		if (*p) {
			out = arena_printf(cx->arena, "%s1", out);
			p += strcspn(p, "/");
		}
	}
	return out;
}

static void no_post_works_without_a_token(struct cx *cx)
{
	const char *visitor = cookie_of(
		cx, ask(cx, (struct visit){.path = "/"}));
	const char *both = arena_printf(
		cx->arena, "%s; puoti-admin=%s", visitor, owner_token(cx));
	int posts = 0;
	for (const struct route *row = routes; row->path; row++) {
		if (row->method != METHOD_POST || row->flags & ROUTE_NO_CSRF)
			continue;
		struct visit v = {.method = "POST",
			.path = path_of(cx, row),
			.cookie = both,
			.body = "a=1"};
		CHECK_INT(status_of(ask(cx, v)), 403);
		if (row->access != ACCESS_STAFF)
			continue;
		/* a visitor's own token opens nothing of the owner's */
		v.body = arena_printf(
			cx->arena, "token=%s", token_for(cx, visitor));
		CHECK_INT(status_of(ask(cx, v)), 403);
		v.cookie = visitor;
		CHECK_INT(status_of(ask(cx, v)), 403);
		posts++;
	}
	CHECK(posts > 10);
}

static void strangers_see_nothing_of_the_admin(struct cx *cx)
{
	int pages = 0;
	for (const struct route *row = routes; row->path; row++) {
		bool admin = strncmp(row->path, "/admin", 6) == 0;
		CHECK(!admin || row->access == ACCESS_STAFF ||
			row->access == ACCESS_LOGIN);
		if (row->method != METHOD_GET || row->access != ACCESS_STAFF)
			continue;
		const char *answer = ask(
			cx, (struct visit){.path = path_of(cx, row),
				    .cookie = "puoti-admin=made-up"});
		CHECK_INT(status_of(answer), 303);
		CHECK_INT(strncmp(header(cx, answer, "Location"),
				  "/admin/login", 12),
			0);
		pages++;
	}
	CHECK(pages > 10);
}

static void logging_out_is_confirmed(struct cx *cx)
{
	const char *visitor = cookie_of(
		cx, ask(cx, (struct visit){.path = "/"}));
	const char *owner = owner_token(cx);
	const char *answer = ask(
		cx, (struct visit){.method = "POST",
			    .path = "/admin/logout",
			    .cookie = arena_printf(cx->arena,
				    "%s; puoti-admin=%s", visitor, owner),
			    .body = arena_printf(cx->arena, "token=%s",
				    csrf_make(cx->arena, cx->secret, owner))});
	CHECK_INT(status_of(answer), 303);
	const char *flash = strstr(answer, "puoti-flash=");
	CHECK(flash != NULL);
	if (!flash)
		return;
	flash = arena_strndup(cx->arena, flash, strcspn(flash, ";"));
	answer = ask(cx, (struct visit){.path = "/admin/login",
				 .cookie = arena_printf(
					 cx->arena, "%s; %s", visitor, flash)});
	CHECK(strstr(answer, "You are logged out."));
}

static void cut_body_is_never_acted_on(struct cx *cx)
{
	mug_for_sale(cx);
	const char *mine = cookie_of(cx, ask(cx, (struct visit){.path = "/"}));
	const char *body = arena_printf(
		cx->arena, "sku=MUG&token=%s", token_for(cx, mine));

	const char *answer = ask(cx, (struct visit){.method = "POST",
					     .path = "/cart",
					     .cookie = mine,
					     .body = body,
					     .body_length = strlen(body) + 1});

	CHECK_INT(status_of(answer), 400);
	CHECK_INT(cart_lines(cx), 0);
}

static void large_body_is_refused_unread(struct cx *cx)
{
	const char *answer = ask(cx, (struct visit){.method = "POST",
					     .path = "/cart",
					     .body = "a",
					     .body_length = HTTP_BODY_MAX + 1});
	CHECK_INT(status_of(answer), 413);
}

static void odd_content_types_are_refused(struct cx *cx)
{
	static const char *const types[] = {"text/plain", "application/json",
		"application/x-www-form-urlencodedx", "multipart/form-data",
		NULL};
	for (const char *const *type = types; *type; type++) {
		const char *answer = ask(cx, (struct visit){.method = "POST",
						     .path = "/cart",
						     .body = "a=1",
						     .type = *type});
		CHECK_INT(status_of(answer), 400);
	}
}

static void head_has_the_length_and_no_body(struct cx *cx)
{
	const char *get = ask(cx, (struct visit){.path = "/robots.txt"});
	const char *head = ask(
		cx, (struct visit){.method = "HEAD", .path = "/robots.txt"});
	CHECK_INT(status_of(head), 200);
	CHECK_STR(header(cx, head, "Content-Length"),
		header(cx, get, "Content-Length"));
	CHECK_STR(strstr(head, "\r\n\r\n"), "\r\n\r\n");
}

static void wrong_method_names_the_right_ones(struct cx *cx)
{
	const char *answer = ask(
		cx, (struct visit){.method = "POST", .path = "/healthz"});
	CHECK_INT(status_of(answer), 405);
	CHECK_STR(header(cx, answer, "Allow"), "GET, HEAD");

	answer = ask(cx, (struct visit){.method = "PUT", .path = "/cart"});
	CHECK_INT(status_of(answer), 405);
	CHECK_STR(header(cx, answer, "Allow"), "GET, HEAD, POST");
	answer = ask(cx, (struct visit){.method = "BREW", .path = "/nowhere"});
	CHECK_INT(status_of(answer), 404);
}

static void addresses_have_one_form(struct cx *cx)
{
	static const struct {
		const char *path, *query, *location;
	} cases[] = {
		{"/cart/", "", "/cart"},
		{"/cart///", "a=1", "/cart?a=1"},
		{"/en", "", "/"},
		{"/en/cart", "a=%20", "/cart?a=%20"},
		{"/fi/", "", "/fi"},
		{"/fi/p/ä b/", "", "/fi/p/%C3%A4%20b"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *answer = ask(
			cx, (struct visit){.path = cases[i].path,
				    .query = cases[i].query});
		CHECK_INT(status_of(answer), 301);
		CHECK_STR(header(cx, answer, "Location"), cases[i].location);
	}
	CHECK_INT(
		status_of(ask(cx, (struct visit){.path = "//evil.fi/"})), 404);
}

static void prefix_picks_the_language(struct cx *cx)
{
	CHECK(strstr(
		ask(cx, (struct visit){.path = "/"}), "<html lang=\"en\""));
	CHECK(strstr(
		ask(cx, (struct visit){.path = "/fi"}), "<html lang=\"fi\""));
	CHECK_INT(
		status_of(ask(cx, (struct visit){.path = "/fi/healthz"})), 404);
}

static void malformed_requests_are_400(struct cx *cx)
{
	CHECK_INT(status_of(ask(cx, (struct visit){.path = "/p/\xff"})), 400);
	CHECK_INT(status_of(ask(cx, (struct visit){.path = "p"})), 400);
	CHECK_INT(status_of(ask(cx,
			  (struct visit){.path = "/search", .query = "q=%f"})),
		400);
}

static void counters_are_for_the_machine_itself(struct cx *cx)
{
	CHECK_INT(status_of(ask(cx, (struct visit){.path = "/metrics",
					    .remote = "127.0.0.1"})),
		200);
	CHECK_INT(status_of(ask(cx, (struct visit){.path = "/metrics",
					    .remote = "10.0.0.1",
					    .forwarded = "127.0.0.1"})),
		404);
}

static void closed_shop_says_so(struct cx *cx)
{
	CHECK_OK(setting_set(cx, "shop.closed", NULL, "1"));

	const char *answer = ask(cx, (struct visit){.path = "/cart"});

	CHECK_INT(status_of(answer), 503);
	CHECK(*header(cx, answer, "Retry-After"));
	CHECK_INT(status_of(ask(cx, (struct visit){.path = "/healthz"})), 200);
	CHECK_OK(setting_set(cx, "shop.closed", NULL, "0"));
	CHECK_INT(status_of(ask(cx, (struct visit){.path = "/cart"})), 200);
}

static void error_page_shows_nothing_of_the_inside(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db, "DELETE FROM catalogue_version"));

	const char *answer = ask(cx, (struct visit){.path = "/cart"});

	CHECK_INT(status_of(answer), 500);
	CHECK(strstr(answer, "text/html; charset=utf-8"));
	CHECK(!strstr(answer, "catalogue_version"));
	CHECK(!strstr(answer, "SELECT"));
	CHECK(strstr(answer, "Yritä hetken kuluttua"));
}

int main(void)
{
	tr_init(PUOTI_BUILDDIR "/locale");
	if (tpl_init(PUOTI_SRCDIR "/templates") < 0 ||
		asset_init(PUOTI_SRCDIR "/static") < 0)
		return 1;
	return test_run((struct test[]){
		{"visitor gets one cookie", visitor_gets_one_cookie},
		{"made up cookie is replaced", made_up_cookie_is_replaced},
		{"machines get no cookie", machines_get_no_cookie},
		{"post without the right token changes nothing",
			post_without_the_right_token_changes_nothing},
		{"no POST works without a token",
			no_post_works_without_a_token},
		{"strangers see nothing of the admin",
			strangers_see_nothing_of_the_admin},
		{"logging out is confirmed", logging_out_is_confirmed},
		{"cut body is never acted on", cut_body_is_never_acted_on},
		{"large body is refused unread", large_body_is_refused_unread},
		{"odd content types are refused",
			odd_content_types_are_refused},
		{"head has the length and no body",
			head_has_the_length_and_no_body},
		{"wrong method names the right ones",
			wrong_method_names_the_right_ones},
		{"addresses have one form", addresses_have_one_form},
		{"prefix picks the language", prefix_picks_the_language},
		{"malformed requests are 400", malformed_requests_are_400},
		{"counters are for the machine itself",
			counters_are_for_the_machine_itself},
		{"closed shop says so", closed_shop_says_so},
		{"error page shows nothing of the inside",
			error_page_shows_nothing_of_the_inside},
		{NULL, NULL},
	});
}
