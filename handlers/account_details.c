/* What a customer says of themselves: name, phone, letters, company. */
#include "handlers/account_details.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/address.h"
#include "domain/setting.h"
#include "handlers/account.h"
#include "handlers/buyer_form.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/tr.h"

struct details_form {
	const char *name, *phone;
	const char *company, *business_id, *vat_id, *buyer_ref;
	int64_t rev;
	const char *locale; /* as posted; one of tr_langs */
};

/* clang-format off */
static const struct field details_fields[] = {
	FIELD_TEXT(details_form, name, N_("Name"), .required = true, .max = 100),
	BUYER_FIELD_PHONE(details_form),
	BUYER_FIELDS_BUSINESS(details_form),
	FIELD_INT(details_form, rev, N_("Version"), .max = INT64_MAX),
	FIELD_END,
};
/* clang-format on */

static void languages_show(struct tpl *t, const char *chosen)
{
	for (int i = 0; i < TR_LANGS; i++) {
		struct tpl *s = tpl_section(t, "LETTERS");
		tpl_text(s, "CODE", tr_langs[i].code);
		tpl_text(s, "NAME_OF", tr_langs[i].name);
		tpl_show_if(s, "ON", strcmp(tr_langs[i].code, chosen) == 0);
	}
}

static int details_page(struct req *r, const struct details_form *f,
	const struct form_errors *errors, const char *problem, int status)
{
	struct account who = {0};
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(
		r, "shop/account_details.tpl", "/account/details");
	page_csrf(r, t);
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "EMAIL", who.email);
	form_show_values(t, &r->cx, details_fields, f);
	if (errors->n)
		form_show_errors(t, r, details_fields, errors);
	if (problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", problem);
	tpl_show_if(t, "COMPANY_OPEN",
		*f->company || *f->business_id || *f->vat_id || *f->buyer_ref);
	languages_show(t, f->locale);
	rc = account_addresses_show(r, t);
	if (rc == OK)
		rc = account_cards_show(r, t);
	if (rc == OK)
		rc = account_saved_show(r, t, "SAVED");
	return rc < 0 ? rc
		      : account_page_send(
				r, tr("Name and addresses"), t, status);
}

static void form_of(const struct customer_details *d, struct details_form *f)
{
	*f = (struct details_form){
		.name = d->name,
		.phone = d->phone,
		.company = d->company,
		.business_id = d->business_id,
		.vat_id = d->vat_id,
		.buyer_ref = d->buyer_ref,
		.rev = d->rev,
		.locale = d->locale,
	};
}

/* GET /account/details */
int account_details_show(struct req *r)
{
	struct customer_details d = {0};
	struct details_form f;
	struct form_errors none = {0};
	int rc = customer_details_get(&r->cx, r->visitor->customer, &d);
	if (rc < 0)
		return rc;
	form_of(&d, &f);
	return details_page(r, &f, &none, NULL, 200);
}

static void details_check(
	struct req *r, struct details_form *f, struct form_errors *errors)
{
	/* where it is: a number has its country's form */
	struct address usual;
	const char *land = setting_get(&r->cx, "shop.country");
	if (address_usual(&r->cx, r->visitor->customer, &usual) == OK)
		land = usual.country;
	buyer_phone_check(errors, f->phone);
	buyer_company_check(r, errors,
		&(struct buyer_company){
			land, f->company, &f->business_id, &f->vat_id});
	if (tr_lang_index(f->locale) < 0)
		form_error(errors, "locale", tr("Language: choose one"));
}

/* Saved by another window meanwhile: what was typed stays, and goes over what
 * is there when it is saved once more. */
static int details_stale(struct req *r, struct details_form *f)
{
	struct customer_details now = {0};
	struct form_errors none = {0};
	int rc = customer_details_get(&r->cx, r->visitor->customer, &now);
	if (rc < 0)
		return rc;
	f->rev = now.rev;
	return details_page(r, f, &none,
		tr("This was changed elsewhere meanwhile. What you typed is "
		   "still here: save once more to keep it."),
		409);
}

/* POST /account/details */
int account_details_save(struct req *r)
{
	struct details_form f;
	struct form_errors errors = {0};
	form_read(r, details_fields, &f, &errors);
	const char *locale = req_form_param(r, "locale");
	f.locale = locale ? locale : "";
	details_check(r, &f, &errors);
	if (errors.n)
		return details_page(r, &f, &errors, NULL, 422);
	struct customer_details d = {
		.rev = f.rev,
		.name = f.name,
		.phone = f.phone,
		.locale = f.locale,
		.company = f.company,
		.business_id = f.business_id,
		.vat_id = f.vat_id,
		.buyer_ref = f.buyer_ref,
	};
	int rc = customer_details_save(&r->cx, r->visitor->customer, &d);
	if (rc == ERR_CONFLICT)
		return details_stale(r, &f);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, "/account/details");
}
