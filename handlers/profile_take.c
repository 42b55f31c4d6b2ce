/* A profile to take along, and to have erased. */
#include "handlers/profile_page.h"

#include <string.h>

#include "domain/profile_json.h"
#include "lib/err.h"
#include "lib/tr.h"

int profile_export_json(struct req *r, const struct subject *who)
{
	const char *json = NULL;
	/* an account's file has more, and asks who they are */
	if (who->customer)
		return resp_redirect(r, PROFILE_PAGE "#take");
	int rc = profile_json(&r->cx, who->key, &json);
	if (rc < 0)
		return rc;
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena,
			"attachment; filename=\"my-profile-%s.json\"",
			clock_format(
				r->cx.arena, "en", CLOCK_DAY_ISO, r->cx.now)));
	return resp_text(r, 200, "application/json; charset=utf-8", json);
}

static int ask(struct req *r, const struct subject *who)
{
	struct tpl *t = tpl_new(&r->cx, "shop/profile_forget.tpl");
	tpl_text(t, "ACTION", req_link(r, PROFILE_PAGE));
	tpl_text(t, "TOKEN", req_csrf(r));
	tpl_show(t, who->customer ? "ACCOUNT" : "BROWSER");
	struct page p = {.title = tr("Erase what we learned?"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

int profile_forget_do(struct req *r, const struct subject *who)
{
	const char *sure = req_form_param(r, "sure");
	if (!sure || strcmp(sure, "1") != 0)
		return ask(r, who);
	int rc = profile_drop(&r->cx, who->key, true);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Erased. The suggestions begin anew."));
	return resp_redirect(r, PROFILE_PAGE);
}
