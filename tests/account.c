#include "tests/account.h"

#include "lib/arena.h"
#include "lib/conf.h"
#include "tests/admin.h"
#include "tests/orders.h"

int64_t test_account(struct cx *cx, const char *email)
{
	struct account_try t = {.email = email,
		.password = TEST_PASSWORD,
		.name = "Aino Korhonen",
		.remote = "192.0.2.7"};
	int64_t id = 0;
	CHECK_OK(account_register(cx, &t));
	CHECK_OK(account_verify(cx, test_link(cx), &t, &id));
	return id;
}

const char *test_login(struct cx *cx, int64_t customer, const char *agent)
{
	const char *token = "";
	CHECK_OK(account_session_begin(cx, customer,
		&(struct account_browser){.agent = agent}, &token));
	return token;
}

const char *test_link(struct cx *cx)
{
	struct account_letter l = {0};
	CHECK_OK(account_link_letter(
		cx, test_number(cx, "SELECT max(id) FROM account_link"), &l));
	return l.token;
}

struct req test_customer_req(struct cx *cx, const char *token,
	const struct param *form, const struct param *path)
{
	struct req r = admin_req(cx, form, path);
	struct visitor *v = ARENA_NEW(cx->arena, struct visitor);
	struct conf *conf = ARENA_NEW(cx->arena, struct conf);
	*conf = *r.conf;
	r.conf = conf;
	r.cx.conf = conf;
	r.staff = NULL;
	r.cx.staff = 0;
	r.remote = "192.0.2.7";
	r.path = "/account";
	*v = (struct visitor){.id = "visitor-1", .id_hash = "s1", .cart = "s1"};
	if (token && account_session(cx, token, &v->customer, &v->group) == OK)
		v->account = token;
	r.visitor = v;
	return r;
}
