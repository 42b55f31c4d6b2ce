/* Find an order again by its number and the e-mail address it was made with. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include "domain/order.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

enum { TRACK_MAX = 10, TRACK_WINDOW_MS = 15 * 60 * 1000 };

struct track_form {
	const char *number, *email;
};

/* clang-format off */
static const struct field fields[] = {
	FIELD_TEXT(track_form, number, N_("Order number"), .required = true, .max = 40),
	FIELD_EMAIL(track_form, email, N_("Email"), .required = true, .max = 254),
	FIELD_END,
};
/* clang-format on */

static int track_page(struct req *r, const struct form_errors *errors)
{
	struct tpl *t = tpl_new(&r->cx, "shop/track.tpl");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	if (errors)
		form_show(t, r, fields, errors);
	struct page p = {
		.title = tr("Track your order"),
		.description = "",
		.canonical = "/track",
	};
	return page_send(r, &p, t, errors ? 422 : 200);
}

/* GET /track */
int track_show(struct req *r)
{
	return track_page(r, NULL);
}

/* POST /track: a wrong pair does not tell which of the two was wrong. */
int track_find(struct req *r)
{
	struct track_form f;
	struct form_errors errors;
	if (form_read(r, fields, &f, &errors) < 0)
		return track_page(r, &errors);
	int rc = OK;
	if (r->conf->limits)
		rc = attempt_check(
			&r->cx, "track", r->remote, TRACK_MAX, TRACK_WINDOW_MS);
	if (rc < 0)
		return rc;

	struct order o;
	rc = order_by_number_email(&r->cx, f.number, f.email, &o);
	if (rc == OK)
		return resp_redirect(
			r, arena_printf(r->cx.arena, "/order/%s", o.token));
	if (rc != ERR_NOT_FOUND)
		return rc;
	if (r->conf->limits) {
		rc = attempt_add(&r->cx, "track", r->remote, TRACK_WINDOW_MS);
		if (rc < 0)
			return rc;
	}
	form_error(&errors, "number",
		tr("We find no order with this number and address. Both stand "
		   "in the mail we sent."));
	return track_page(r, &errors);
}
