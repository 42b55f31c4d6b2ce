/* The address book of a customer: list, add, change, remove. */
#include "handlers/account_details.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/address.h"
#include "domain/delivery.h"
#include "domain/setting.h"
#include "handlers/account.h"
#include "handlers/buyer_form.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/country.h"
#include "lib/err.h"
#include "lib/tr.h"

struct address_form {
	const char *name, *company, *street, *postal, *city, *phone;
	int64_t usual, rev;
	const char *country; /* as posted */
};

/* clang-format off */
static const struct field address_fields[] = {
	BUYER_FIELDS_ADDRESS(address_form),
	BUYER_FIELD_COMPANY(address_form),
	BUYER_FIELD_PHONE(address_form),
	FIELD_BOOL(address_form, usual, N_("The usual address")),
	FIELD_INT(address_form, rev, N_("Version"), .max = INT64_MAX),
	FIELD_END,
};
/* clang-format on */

static const char *address_path(
	struct req *r, const struct address *a, const char *tail)
{
	return arena_printf(r->cx.arena, "/account/address/%s%s",
		address_token(&r->cx, a->id), tail);
}

/* The address that the path names, if it is of whoever is logged in. */
static int address_asked(struct req *r, struct address *out)
{
	return address_by_token(
		&r->cx, r->visitor->customer, req_path_param(r, "token"), out);
}

static void words_show(struct tpl *t, const struct address *a)
{
	tpl_text(t, "WHO", a->name);
	if (*a->company)
		tpl_text(tpl_section(t, "AT"), "TEXT", a->company);
	tpl_textf(t, "WHERE", "%s, %s %s", a->street, a->postal, a->city);
	tpl_text(t, "LAND_NAME", country_name(a->country));
	if (*a->phone)
		tpl_text(tpl_section(t, "CALL"), "TEXT", a->phone);
}

int account_addresses_show(struct req *r, struct tpl *t)
{
	struct address *list = NULL;
	size_t n = 0;
	int rc = address_list(&r->cx, r->visitor->customer, &list, &n);
	if (rc < 0)
		return rc;
	struct tpl *all = n ? tpl_section(t, "BOOK") : NULL;
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(all, "ADDRESS");
		words_show(s, &list[i]);
		tpl_show_if(s, "USUAL", list[i].usual);
		tpl_show_if(s, "OTHER", !list[i].usual);
		tpl_text(s, "SELF", req_link(r, address_path(r, &list[i], "")));
	}
	tpl_show_if(t, "NO_BOOK", n == 0);
	tpl_show(t, n < ADDRESS_MAX ? "ADD" : "FULL");
	return OK;
}

/* ---- the form ---- */

/* Where the shop sends, and where it is itself. */
static const char *const *lands(struct req *r)
{
	const char *const *codes = NULL;
	size_t n = 0;
	const char *home = setting_get(&r->cx, "shop.country");
	if (delivery_countries(&r->cx, &codes) < 0)
		codes = (const char *const[]){NULL};
	while (codes[n])
		n++;
	const char **out = ARENA_ARRAY(r->cx.arena, const char *, n + 2);
	bool listed = false;
	for (size_t i = 0; i < n; i++) {
		out[i] = codes[i];
		listed = listed || strcmp(codes[i], home) == 0;
	}
	if (!listed)
		out[n] = home;
	return countries_by_name(&r->cx, out);
}

static int address_page(struct req *r, const struct address_form *f,
	const struct address *a, const struct form_errors *errors,
	const char *problem, int status)
{
	struct tpl *t = account_page(
		r, "shop/account_address.tpl", "/account/details");
	page_csrf(r, t);
	tpl_text(t, "BACK", req_link(r, "/account/details"));
	tpl_text(t, "ACTION",
		req_link(r, a ? address_path(r, a, "") : "/account/address"));
	tpl_show(t, a ? "OLD" : "NEW");
	form_show_values(t, &r->cx, address_fields, f);
	if (errors->n)
		form_show_errors(t, r, address_fields, errors);
	if (problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", problem);
	tpl_text(t, "POSTAL_KEYS",
		postal_is_digits(f->country) ? "numeric" : "text");
	for (const char *const *l = lands(r); *l; l++)
		country_option_show(t, *l, f->country);
	choice_error_show(t, errors, "country", "COUNTRY_ERR");
	return account_page_send(r,
		a ? tr("Change an address") : tr("Add an address"), t, status);
}

static void form_of(const struct address *a, struct address_form *f)
{
	*f = (struct address_form){
		.name = a->name,
		.company = a->company,
		.street = a->street,
		.postal = a->postal,
		.city = a->city,
		.phone = a->phone,
		.usual = a->usual,
		.rev = a->rev,
		.country = a->country,
	};
}

/* GET /account/address */
int account_address_new(struct req *r)
{
	struct form_errors none = {0};
	struct customer_details d = {0};
	int rc = customer_details_get(&r->cx, r->visitor->customer, &d);
	if (rc < 0)
		return rc;
	struct address_form f = {
		.name = d.name,
		.company = "",
		.street = "",
		.postal = "",
		.city = "",
		.phone = d.phone,
		.country = setting_get(&r->cx, "shop.country"),
	};
	return address_page(r, &f, NULL, &none, NULL, 200);
}

/* GET /account/address/:token */
int account_address_show(struct req *r)
{
	struct address a = {0};
	struct address_form f;
	struct form_errors none = {0};
	int rc = address_asked(r, &a);
	if (rc < 0)
		return rc;
	form_of(&a, &f);
	return address_page(r, &f, &a, &none, NULL, 200);
}

static void address_read(
	struct req *r, struct address_form *f, struct form_errors *errors)
{
	form_read(r, address_fields, f, errors);
	const char *country = req_form_param(r, "country");
	f->country = country && strlen(country) == 2 ? country : "";
	buyer_need(r, errors, "street", N_("Street address"), f->street);
	buyer_need(r, errors, "city", N_("City"), f->city);
	buyer_need(r, errors, "postal", N_("Postal code"), f->postal);
	buyer_postal_check(r, errors, "postal", f->country, &f->postal);
	buyer_phone_check(errors, f->phone);
	bool listed = false;
	for (const char *const *l = lands(r); *l; l++)
		listed = listed || strcmp(*l, f->country) == 0;
	if (!listed)
		form_error(errors, "country", tr("Country: choose one"));
}

static struct address address_of(const struct address_form *f, int64_t id)
{
	return (struct address){
		.id = id,
		.rev = f->rev,
		.name = f->name,
		.company = f->company,
		.street = f->street,
		.postal = f->postal,
		.city = f->city,
		.country = f->country,
		.phone = f->phone,
		.usual = f->usual != 0,
	};
}

static int to_book(struct req *r, const char *said)
{
	flash_set(r, said);
	return resp_redirect(r, "/account/details");
}

/* POST /account/address */
int account_address_add(struct req *r)
{
	struct address_form f;
	struct form_errors errors = {0};
	int64_t id = 0;
	address_read(r, &f, &errors);
	if (errors.n)
		return address_page(r, &f, NULL, &errors, NULL, 422);
	struct address a = address_of(&f, 0);
	int rc = address_add(&r->cx, r->visitor->customer, &a, &id);
	if (rc == ERR_TOO_LARGE)
		return address_page(r, &f, NULL, &errors,
			arena_printf(r->cx.arena,
				tr("Your address book is full: it holds %d. "
				   "Remove one first."),
				ADDRESS_MAX),
			409);
	return rc < 0 ? rc : to_book(r, tr("The address is saved."));
}

/* POST /account/address/:token */
int account_address_save(struct req *r)
{
	struct address now = {0};
	struct address_form f;
	struct form_errors errors = {0};
	int rc = address_asked(r, &now);
	if (rc < 0)
		return rc;
	address_read(r, &f, &errors);
	if (errors.n)
		return address_page(r, &f, &now, &errors, NULL, 422);
	struct address a = address_of(&f, now.id);
	rc = address_save(&r->cx, r->visitor->customer, &a);
	if (rc == ERR_CONFLICT) {
		f.rev = now.rev;
		return address_page(r, &f, &now, &errors,
			tr("This was changed elsewhere meanwhile. What you "
			   "typed is still here: save once more to keep it."),
			409);
	}
	return rc < 0 ? rc : to_book(r, tr("The address is saved."));
}

/* POST /account/address/:token/usual */
int account_address_usual(struct req *r)
{
	struct address a = {0};
	int rc = address_asked(r, &a);
	if (rc == OK)
		rc = address_make_usual(&r->cx, r->visitor->customer, a.id);
	return rc < 0 ? rc : to_book(r, tr("That is your usual address now."));
}

/* GET /account/address/:token/remove */
int account_address_remove_ask(struct req *r)
{
	struct address a = {0};
	int rc = address_asked(r, &a);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(
		r, "shop/account_address_remove.tpl", "/account/details");
	page_csrf(r, t);
	words_show(t, &a);
	tpl_text(t, "BACK", req_link(r, "/account/details"));
	tpl_text(t, "ACTION", req_link(r, address_path(r, &a, "/remove")));
	return account_page_send(r, tr("Remove an address"), t, 200);
}

/* POST /account/address/:token/remove */
int account_address_remove(struct req *r)
{
	struct address a = {0};
	int rc = address_asked(r, &a);
	if (rc == OK)
		rc = address_remove(&r->cx, r->visitor->customer, a.id);
	return rc < 0 ? rc : to_book(r, tr("The address is removed."));
}
