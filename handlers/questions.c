/* Questions about a product: what was answered, and asking. */
#include "handlers/said.h"

#include <inttypes.h>
#include <string.h>

#include "domain/account.h"
#include "domain/slug.h"
#include "handlers/checkout_odd.h"
#include "handlers/handlers.h"
#include "handlers/list.h"
#include "handlers/shop.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

struct ask_form {
	const char *body, *name, *email;
};

/* clang-format off */
static const struct field fields[] = {
	FIELD_LINES(ask_form, body, N_("Your question"), .required = true,
		.min = QUESTION_MIN, .max = QUESTION_MAX),
	FIELD_TEXT(ask_form, name, N_("Your name"), .max = QUESTION_NAME_MAX),
	FIELD_EMAIL(ask_form, email, N_("Your e-mail"), .max = 254),
	FIELD_END,
};
/* clang-format on */

static const char *page_path(struct req *r, const struct product *p)
{
	return arena_printf(r->cx.arena, "/p/%s/questions", p->slug);
}

static const char *alternate(struct req *r, const char *locale, void *arg)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	const char *slug = slug_of(&cx, "product", *(int64_t *)arg);
	return slug ? arena_printf(r->cx.arena, "/p/%s/questions", slug) : NULL;
}

static int list_show(
	struct tpl *t, struct req *r, const struct product *p, int64_t *total)
{
	struct question *rows;
	size_t n;
	int64_t page = list_page(r);
	int rc = question_list(&r->cx, p->id, (page - 1) * QUESTION_PAGE,
		QUESTION_PAGE, &rows, &n, total);
	if (rc < 0)
		return rc;
	struct tpl *list = n ? tpl_section(t, "LIST") : NULL;
	for (size_t i = 0; i < n; i++)
		asked_show(tpl_section(list, "ONE"), "ASKED", r, &rows[i]);
	said_pages(t, "PAGES", r, req_link(r, page_path(r, p)), page,
		(*total + QUESTION_PAGE - 1) / QUESTION_PAGE);
	return OK;
}

/* Who is logged in need not type who they are. */
static int blank_show(struct tpl *t, struct req *r)
{
	struct ask_form f = {"", "", ""};
	struct account who;
	int rc = r->visitor->customer
			 ? account_get(&r->cx, r->visitor->customer, &who)
			 : ERR_NOT_FOUND;
	if (rc == OK)
		f.email = who.email;
	form_show_values(t, &r->cx, fields, &f);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int questions_page(struct req *r, struct product *p,
	const struct form_errors *errors, bool odd, int status)
{
	const char *once = odd ? req_form_param(r, "once") : NULL;
	int64_t total = 0;
	struct tpl *t = tpl_new(&r->cx, "shop/questions.tpl");
	page_csrf(r, t);
	tpl_text(t, "NAME_OF", p->name);
	tpl_text(t, "BACK",
		req_link(r, arena_printf(r->cx.arena, "/p/%s", p->slug)));
	tpl_text(t, "ACTION", req_link(r, page_path(r, p)));
	once = once && strlen(once) <= 64 ? once : crypt_token(r->cx.arena);
	tpl_text(t, "ONCE", once);
	tpl_text(t, "CONFIRM", odd ? checkout_confirm(r, once) : "");
	tpl_show_if(t, "ODD", odd);
	int rc = list_show(t, r, p, &total);
	if (rc == OK && errors)
		form_show(t, r, fields, errors);
	else if (rc == OK)
		rc = blank_show(t, r);
	if (rc < 0)
		return rc;
	struct page page = {
		.title = arena_printf(
			r->cx.arena, tr("Questions: %s"), p->name),
		.description = "",
		.canonical = page_path(r, p),
		.noindex = total == 0,
		.alternate = alternate,
		.alternate_arg = &p->id,
	};
	return page_send(r, &page, t, status);
}

/* GET /p/:slug/questions */
int questions_show(struct req *r)
{
	struct product p;
	bool moved;
	int rc = said_product(r, "/questions", &p, &moved);
	return rc < 0 || moved ? rc : questions_page(r, &p, NULL, false, 200);
}

static int too_many(struct req *r, struct product *p, struct form_errors *e)
{
	form_error(e, "body",
		tr("Those were many questions at once. Try again in an hour, "
		   "or write us a mail."));
	resp_header(r, "Retry-After", "3600");
	return questions_page(r, p, e, false, 429);
}

/* POST /p/:slug/questions */
int question_ask_do(struct req *r)
{
	struct product p;
	struct ask_form f;
	struct form_errors errors;
	bool moved;
	int rc = said_product(r, "/questions", &p, &moved);
	if (rc < 0 || moved)
		return rc;
	rc = form_read(r, fields, &f, &errors);
	if (rc == ERR_INVALID)
		return questions_page(r, &p, &errors, false, 422);
	if (rc < 0)
		return rc;
	if (checkout_is_odd(r)) /* a field that people do not see */
		return questions_page(r, &p, &errors, true, 422);
	rc = said_limit(r, "question", "limit.questions");
	if (rc == ERR_TOO_MANY)
		return too_many(r, &p, &errors);
	const struct question_draft d = {.product = p.id,
		.customer = r->visitor->customer,
		.name = f.name,
		.email = f.email,
		.body = f.body};
	if (rc == OK)
		rc = question_ask(&r->cx, &d);
	if (rc < 0)
		return rc;
	flash_set(r, *f.email ? tr("Thank you. We answer you by mail.")
			      : tr("Thank you. Our answer will stand here."));
	return resp_redirect(r, page_path(r, &p));
}
