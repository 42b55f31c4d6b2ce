#include "tests/admin.h"

#include <stdlib.h>
#include <string.h>

#include "lib/asset.h"
#include "lib/conf.h"
#include "lib/tpl.h"
#include "lib/tr.h"

static struct conf conf;

static void released(void *b)
{
	buf_release(b);
}

static void program_start(struct cx *cx)
{
	static bool started;
	if (started)
		return;
	tr_init("/nonexistent");
	tr_use("en");
	if (tpl_init(test_src(cx, "templates")) < 0 ||
		asset_init(PUOTI_SRCDIR "/static") != OK)
		abort();
	started = true;
}

struct req admin_req(
	struct cx *cx, const struct param *form, const struct param *path)
{
	static const struct param none[] = {{NULL, NULL}};
	program_start(cx);
	conf.dir = test_dir(cx);
	conf.base_url = "http://127.0.0.1:8080";
	struct staff_session *staff = ARENA_NEW(
		cx->arena, struct staff_session);
	*staff = (struct staff_session){
		.id = 1, .name = "Sanni", .email = "s@x.example", .token = "t"};
	struct buf *out = ARENA_NEW(cx->arena, struct buf);
	arena_defer(cx->arena, released, out);
	struct req r = {
		.cx = *cx,
		.conf = &conf,
		.method = form ? METHOD_POST : METHOD_GET,
		.path = "/admin",
		.query_raw = "",
		.lang_prefix = "",
		.remote = "192.0.2.1",
		.cookies = "",
		.referer = "",
		.path_params = path ? path : none,
		.query = none,
		.form = form ? form : none,
		.staff = staff,
		.out = out,
	};
	r.cx.staff = 1;
	return r;
}

const char *admin_body(struct req *r)
{
	return r->out->p ? r->out->p : "";
}

bool admin_shows(struct req *r, const char *text)
{
	return strstr(admin_body(r), text) != NULL;
}
