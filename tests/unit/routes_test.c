#include "tests/test.h"

#include "www/routes.h"

static int fn(struct req *r)
{
	(void)r;
	return OK;
}

static void the_map_is_whole(struct cx *cx)
{
	(void)cx;
	CHECK_OK(routes_check(routes));
}

static void rows_that_are_not_whole_refuse_to_start(struct cx *cx)
{
	(void)cx;
	const struct route bad[] = {
		{METHOD_GET, "/a", fn, 0, 0},
		{METHOD_GET, "/a", NULL, ACCESS_PUBLIC, 0},
		{METHOD_GET, "a", fn, ACCESS_PUBLIC, 0},
		{0, "/a", fn, ACCESS_PUBLIC, 0},
		{METHOD_GET, "/a", fn, ACCESS_PUBLIC, ROUTE_NO_CSRF},
		{METHOD_GET, "/a", fn, ACCESS_PUBLIC, ROUTE_UPLOAD},
	};
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const struct route rows[] = {bad[i], {0}};
		CHECK_INT(routes_check(rows), ERR_INVALID);
	}
}

static void paths_give_their_parameters(struct cx *cx)
{
	const struct param *params = NULL;
	bool known;
	const struct route *r = route_find(
		cx->arena, METHOD_GET, "/p/mug", &params, &known);
	CHECK(r);
	CHECK(known);
	CHECK_STR(params[0].name, "slug");
	CHECK_STR(params[0].value, "mug");
	CHECK(!params[1].name);

	r = route_find(cx->arena, METHOD_GET, "/c/a/b", &params, &known);
	CHECK(r);
	CHECK_STR(params[0].name, "path");
	CHECK_STR(params[0].value, "a/b");
}

static void odd_paths_find_nothing(struct cx *cx)
{
	static const char *const odd[] = {"", "/p", "/p/", "/p/a/b", "/P/mug",
		"//", "/p//mug", "/cartx", "/cart/", "/.", "/healthz/x", NULL};
	for (const char *const *path = odd; *path; path++) {
		const struct param *params;
		bool known;
		CHECK(!route_find(
			cx->arena, METHOD_GET, *path, &params, &known));
		CHECK(!known);
	}
}

static void other_method_is_told_from_unknown_path(struct cx *cx)
{
	const struct param *params;
	bool known;
	CHECK(!route_find(cx->arena, METHOD_POST, "/healthz", &params, &known));
	CHECK(known);
}

static void addresses_with_a_token_are_secret(struct cx *cx)
{
	(void)cx;
	CHECK(route_is_secret(&(struct route){.path = "/order/:token"}));
	CHECK(route_is_secret(&(struct route){.path = "/order/:token/pay"}));
	CHECK(!route_is_secret(&(struct route){.path = "/p/:slug"}));
}

int main(void)
{
	return test_run((struct test[]){
		{"the map is whole", the_map_is_whole},
		{"rows that are not whole refuse to start",
			rows_that_are_not_whole_refuse_to_start},
		{"paths give their parameters", paths_give_their_parameters},
		{"odd paths find nothing", odd_paths_find_nothing},
		{"other method is told from unknown path",
			other_method_is_told_from_unknown_path},
		{"addresses with a token are secret",
			addresses_with_a_token_are_secret},
		{NULL, NULL},
	});
}
