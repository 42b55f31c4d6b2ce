/* The second step of a login: a one-time code, or a recovery code. */
#include "handlers/account.h"

#include <inttypes.h>

#include "domain/account_second.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *step_of(struct req *r)
{
	const char *step = req_cookie(r, ACCOUNT_STEP_COOKIE);
	return step ? step : "";
}

static const char *login_path(struct req *r)
{
	return account_with_next(r, "/account/login", account_next(r));
}

static int code_send(struct req *r, const char *problem, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/account_code.tpl");
	page_csrf(r, t);
	tpl_text(t, "ACTION", req_link(r, "/account/code"));
	tpl_text(t, "NEXT", account_next(r));
	tpl_text(t, "LOGIN", req_link(r, login_path(r)));
	if (problem) {
		tpl_text(tpl_section(t, "ERRORS"), "MSG", problem);
		tpl_text(tpl_section(t, "WRONG"), "WHY", problem);
	}
	struct page p = {.title = tr("One more step"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, status);
}

/* From the beginning: it took too long, or too many tries. */
static int code_over(struct req *r)
{
	if (r->visitor->customer && !*step_of(r))
		return resp_redirect(r, "/account");
	resp_cookie(r, ACCOUNT_STEP_COOKIE, "", -1);
	flash_set(r, tr("This login is over: it took too long, or too many "
			"codes were wrong. Log in once more."));
	return resp_redirect(r, login_path(r));
}

const char *account_code_problem(struct req *r, int rc, int64_t again_ms)
{
	if (rc != ERR_TOO_MANY)
		return tr("The code is wrong, or was used before. Wait for "
			  "the next one.");
	int64_t ms = again_ms - r->cx.now;
	long hours = (long)((ms + MS_HOUR - 1) / MS_HOUR);
	resp_header(r, "Retry-After",
		arena_printf(r->cx.arena, "%" PRId64, (ms + 999) / 1000));
	if (hours <= 1)
		return tr("Too many wrong codes. Try again in an hour, or log "
			  "in with a passkey.");
	return arena_printf(r->cx.arena,
		tr("Too many wrong codes today. Try again in %ld hours, or log "
		   "in with a passkey."),
		hours);
}

/* GET /account/code */
int account_code_show(struct req *r)
{
	int64_t customer = 0;
	int rc = second_waits(&r->cx, step_of(r), &customer);
	if (rc == ERR_GONE)
		return code_over(r);
	return rc < 0 ? rc : code_send(r, NULL, 200);
}

/* POST /account/code */
int account_code_do(struct req *r)
{
	const char *code = req_form_param(r, "code");
	int64_t customer = 0, again_ms = r->cx.now;
	int rc = second_check(&r->cx, step_of(r), code ? code : "",
		req_cookie(r, ACCOUNT_KNOWN_COOKIE), &customer, &again_ms);
	if (rc == OK)
		return account_let_in(r, customer, account_next(r));
	if (rc == ERR_DENIED &&
		second_waits(&r->cx, step_of(r), &customer) == ERR_GONE)
		rc = ERR_GONE; /* that was the last try */
	if (rc == ERR_GONE)
		return code_over(r);
	if (rc != ERR_DENIED && rc != ERR_TOO_MANY)
		return rc;
	return code_send(r, account_code_problem(r, rc, again_ms),
		rc == ERR_DENIED ? 422 : 429);
}
