/* The small forms of accounts, all alike. */
#include "handlers/account.h"

#include <string.h>

#include "handlers/handlers.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "lib/tr.h"

/* Passwords are not trimmed or shown again: read apart. */
/* clang-format off */
const struct field account_fields[] = {
	FIELD_TEXT(account_form, name, N_("Name"), .max = 100),
	FIELD_EMAIL(account_form, email, N_("Email"), .max = 254),
	FIELD_END,
};
/* clang-format on */

static void wrong_show(struct tpl *t, const struct form_errors *errors,
	const char *field, const char *section)
{
	for (size_t i = 0; i < errors->n; i++)
		if (strcmp(errors->item[i].field, field) == 0) {
			tpl_text(tpl_section(t, section), "WRONG",
				errors->item[i].message);
			return;
		}
}

static void errors_show(
	struct req *r, struct tpl *t, const struct account_screen *s)
{
	if (!s->errors.n && !s->problem)
		return;
	struct tpl *all = tpl_section(t, "ERRORS");
	tpl_text(all, "ERRORS_TITLE",
		s->problem ? s->problem
			   : arena_printf(r->cx.arena,
				     tr_n("%lu thing to put right",
					     "%lu things to put right",
					     (long)s->errors.n),
				     (unsigned long)s->errors.n));
	for (size_t i = 0; i < s->errors.n; i++) {
		struct tpl *one = tpl_section(all, "ERROR");
		tpl_text(one, "FIELD", s->errors.item[i].field);
		tpl_text(one, "MSG", s->errors.item[i].message);
	}
}

const char *account_next(struct req *r)
{
	const char *next = r->method == METHOD_GET ? req_query_param(r, "next")
						   : req_form_param(r, "next");
	/* a page of the account, or the checkout: never another host */
	if (!next || strlen(next) > 200 || strstr(next, "//") ||
		strpbrk(next, "\\?#"))
		return "";
	bool own = strcmp(next, "/checkout") == 0 ||
		   strncmp(next, "/account", 8) == 0 ||
		   strncmp(next, "/list", 5) == 0;
	return own ? next : "";
}

const char *account_with_next(struct req *r, const char *path, const char *next)
{
	return *next ? arena_printf(r->cx.arena, "%s?next=%s", path,
			       url_encode(r->cx.arena, next))
		     : path;
}

/* The other ways in and on; where they were going goes with them. */
static void ways_show(struct req *r, struct tpl *t)
{
	static const struct {
		const char *name, *path;
	} ways[] = {
		{"LINK_TO", "/account/link"},
		{"FORGOT_TO", "/account/forgot"},
		{"REGISTER_TO", "/account/register"},
	};
	struct tpl *w = tpl_section(t, "WAYS");
	const char *next = account_next(r);
	tpl_text(w, "P", r->lang_prefix);
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		tpl_text(w, ways[i].name,
			req_link(r, account_with_next(r, ways[i].path, next)));
}

static void form_begin(
	struct req *r, struct tpl *f, const struct account_screen *s)
{
	page_csrf(r, f);
	tpl_text(f, "ACTION", req_link(r, s->action));
	tpl_text(f, "BUTTON", s->button);
	tpl_text(f, "NEXT", account_next(r));
}

int account_screen_send(
	struct req *r, const struct account_screen *s, int status)
{
	struct tpl *t = tpl_new(&r->cx, "shop/account_form.tpl");
	tpl_text(t, "TITLE", s->title);
	if (s->button)
		form_begin(r, tpl_section(t, "FORM"), s);
	if (*s->intro)
		tpl_text(tpl_section(t, "INTRO"), "TEXT", s->intro);
	if (s->name) {
		struct tpl *f = tpl_section(t, "NAME_FIELD");
		tpl_text(f, "NAME", s->f.name ? s->f.name : "");
		wrong_show(f, &s->errors, "name", "NAME_ERR");
	}
	if (s->email) {
		struct tpl *f = tpl_section(t, "EMAIL_FIELD");
		tpl_text(f, "EMAIL", s->f.email ? s->f.email : "");
		wrong_show(f, &s->errors, "email", "EMAIL_ERR");
	}
	if (s->old) {
		struct tpl *f = tpl_section(t, "OLD_PASSWORD");
		wrong_show(f, &s->errors, "old", "OLD_ERR");
	}
	if (s->password) {
		struct tpl *f = tpl_section(
			t, s->fresh ? "NEW_PASSWORD" : "PASSWORD");
		if (s->fresh)
			tpl_show(f, s->old ? "ANOTHER" : "FIRST");
		wrong_show(f, &s->errors, "password", "PASSWORD_ERR");
	}
	if (s->back) {
		struct tpl *b = tpl_section(t, "KEEP");
		tpl_text(b, "HREF", req_link(r, s->back));
		tpl_text(b, "WORDS", s->keep);
	}
	if (s->ways)
		ways_show(r, t);
	if (s->demo)
		account_demo_show(r, t, "DEMO");
	errors_show(r, t, s);
	struct page p = {.title = s->title, .description = "", .noindex = true};
	if (s->passkey) {
		passkey_offer(r, t, "PASSKEY", s->passkey);
		p.script[0] = "js/passkey.js";
	}
	return page_send(r, &p, t, status);
}

int account_too_many(struct req *r, struct account_screen *s)
{
	resp_header(r, "Retry-After", "900");
	s->problem = tr("Too many attempts. Try again in a quarter of an "
			"hour.");
	return account_screen_send(r, s, 429);
}

struct account_try account_try_of(struct req *r, const struct account_screen *s)
{
	const char *password = req_form_param(r, "password");
	return (struct account_try){
		.email = s->f.email,
		.name = s->f.name,
		.password = password ? password : "",
		.remote = r->remote,
		.known = req_cookie(r, ACCOUNT_KNOWN_COOKIE),
		.next = account_next(r),
		.limits = r->conf->limits,
	};
}

void account_password_wrong(struct account_screen *s)
{
	form_error(&s->errors, "password",
		tr("Password: 8 to 128 characters, and not one that people "
		   "guess first"));
}

/* The same words whether the address had an account or not. */
int account_look_for_mail(struct req *r, const char *email)
{
	struct tpl *t = tpl_new(&r->cx, "shop/account_mailed.tpl");
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "EMAIL", email);
	struct page p = {.title = tr("Look for our mail"),
		.description = "",
		.noindex = true};
	return page_send(r, &p, t, 200);
}

/* clang-format off */
static const struct {
	const char *path, *title;
} places[] = {
	{"/account", N_("Overview")},
	{"/account/orders", N_("Orders")},
	{"/list", N_("My list")},
	{"/account/reviews", N_("My reviews")},
	{"/account/details", N_("Name and addresses")},
	{"/account/security", N_("Logging in")},
	{"/account/letters", N_("Letters from us")},
	{"/account/profile", N_("What the shop knows")},
};
/* clang-format on */

struct tpl *account_page(struct req *r, const char *file, const char *here)
{
	struct tpl *t = tpl_new(&r->cx, file);
	struct tpl *side = tpl_include(t, "SIDE", "part/account_side.tpl");
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct tpl *s = tpl_section(side, "PLACE");
		tpl_text(s, "PATH", req_link(r, places[i].path));
		tpl_text(s, "TITLE", tr(places[i].title));
		tpl_show_if(s, "HERE", strcmp(places[i].path, here) == 0);
	}
	return t;
}

int account_page_send(
	struct req *r, const char *title, struct tpl *t, int status)
{
	struct page p = {.title = title, .description = "", .noindex = true};
	return page_send(r, &p, t, status);
}

void account_fill_in(struct req *r, struct account_screen *s, const char *field,
	const char *label)
{
	form_error(&s->errors, field,
		arena_printf(
			r->cx.arena, "%s: %s", tr(label), tr("fill this in")));
}
