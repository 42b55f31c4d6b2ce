/* What was typed in the checkout, and whether it can be right. */
#include "handlers/checkout.h"

#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "handlers/buyer_form.h"
#include "lib/country.h"
#include "lib/crypt.h"
#include "lib/tr.h"

enum { CHOICE_MAX = 80 };

/* In the order of the page; what a way of delivery needs is checked below. */
/* clang-format off */
const struct field checkout_fields[] = {
	FIELD_EMAIL(checkout_form, email, N_("Email"), .required = true, .max = 254),
	BUYER_FIELD_PHONE(checkout_form),
	BUYER_FIELDS_BUSINESS(checkout_form),
	BUYER_FIELDS_ADDRESS(checkout_form),
	FIELD_BOOL(checkout_form, billing, N_("Invoice address")),
	FIELD_TEXT(checkout_form, bill_name, N_("Payer"), .max = 100),
	FIELD_TEXT(checkout_form, bill_street, N_("Payer’s street"), .max = 120),
	FIELD_TEXT(checkout_form, bill_postal, N_("Payer’s code"), .max = 12),
	FIELD_TEXT(checkout_form, bill_city, N_("Payer’s town"), .max = 60),
	FIELD_LINES(checkout_form, message, N_("Message to us"), .max = 1000),
	FIELD_BOOL(checkout_form, letters, N_("Letters")),
	FIELD_BOOL(checkout_form, terms, N_("Terms"), .required = true),
	FIELD_BOOL(checkout_form, save_address, N_("Save this address")),
	FIELD_BOOL(checkout_form, keep_store, N_("Remember this store")),
	FIELD_BOOL(checkout_form, keep_card, N_("Save the card")),
	FIELD_END,
};
/* clang-format on */

/* Where each error stands on the page. */
static const char *const places[] = {"email", "phone", "company", "business_id",
	"vat_id", "buyer_ref", "name", "street", "postal", "city", "country",
	"delivery", "location", "point", "payment", "billing", "bill_name",
	"bill_street", "bill_postal", "bill_city", "bill_country", "message",
	"terms", NULL};

static size_t place_of(const char *name)
{
	size_t i = 0;
	while (places[i] && strcmp(places[i], name) != 0)
		i++;
	return i;
}

/* The summary goes down the page as the fields do. */
static void errors_sort(struct form_errors *errors)
{
	for (size_t i = 1; i < errors->n; i++)
		for (size_t k = i;
			k > 0 && place_of(errors->item[k].field) <
					 place_of(errors->item[k - 1].field);
			k--) {
			struct form_errors swap = {.item[0] = errors->item[k]};
			errors->item[k] = errors->item[k - 1];
			errors->item[k - 1] = swap.item[0];
		}
}

/* A choice as posted; what no page of ours offers is none. */
static const char *choice(struct req *r, const char *name)
{
	const char *v = req_form_param(r, name);
	return v && strlen(v) <= CHOICE_MAX ? v : "";
}

static const char *once_read(struct req *r)
{
	const char *once = req_form_param(r, "once");
	return once && *once && strlen(once) <= 64 ? once
						   : crypt_token(r->cx.arena);
}

void checkout_read(struct req *r, struct checkout *c)
{
	*c = (struct checkout){.kind = ""};
	struct checkout_form *f = &c->f;
	form_read(r, checkout_fields, f, &c->errors);
	f->country = choice(r, "country");
	f->bill_country = choice(r, "bill_country");
	f->delivery = choice(r, "delivery");
	f->location = choice(r, "location");
	f->point = choice(r, "point");
	f->payment = choice(r, "payment");
	f->address = choice(r, "address");
	if (!*f->country)
		f->country = setting_get(&r->cx, "shop.country");
	if (!*f->bill_country)
		f->bill_country = f->country;
	c->once = once_read(r);
}

bool checkout_needs_street(const struct checkout *c)
{
	return strcmp(c->kind, "parcel") == 0 || !*c->kind;
}

bool checkout_needs_postal(const struct checkout *c)
{
	return checkout_needs_street(c) || strcmp(c->kind, "point") == 0;
}

static bool delivers_to(const struct checkout *c, const char *country)
{
	for (size_t i = 0; c->countries && c->countries[i]; i++)
		if (strcmp(c->countries[i], country) == 0)
			return true;
	return false;
}

static void address_check(struct req *r, struct checkout *c)
{
	struct checkout_form *f = &c->f;
	if (checkout_needs_street(c)) {
		buyer_need(r, &c->errors, "street", N_("Street address"),
			f->street);
		buyer_need(r, &c->errors, "city", N_("City"), f->city);
	}
	if (!checkout_needs_postal(c)) {
		/* it goes nowhere, and no page of ours says such a country */
		if (!country_known(f->country))
			form_error(&c->errors, "country",
				tr("Country: choose one"));
		return;
	}
	buyer_need(r, &c->errors, "postal", N_("Postal code"), f->postal);
	buyer_postal_check(r, &c->errors, "postal", f->country, &f->postal);
	if (!delivers_to(c, f->country))
		form_error(&c->errors, "country", tr("Country: choose one"));
}

static void billing_check(struct req *r, struct checkout *c)
{
	struct checkout_form *f = &c->f;
	if (!f->billing)
		return;
	buyer_need(r, &c->errors, "bill_name", N_("Payer"), f->bill_name);
	buyer_need(r, &c->errors, "bill_street", N_("Payer’s street"),
		f->bill_street);
	buyer_need(r, &c->errors, "bill_postal", N_("Payer’s code"),
		f->bill_postal);
	buyer_need(
		r, &c->errors, "bill_city", N_("Payer’s town"), f->bill_city);
	buyer_postal_check(
		r, &c->errors, "bill_postal", f->bill_country, &f->bill_postal);
	if (!country_known(f->bill_country))
		form_error(&c->errors, "bill_country",
			tr("Payer’s country: choose one"));
}

/* Where the company is: of the invoice, else of the parcel. */
static const char *company_country(const struct checkout_form *f)
{
	return f->billing ? f->bill_country : f->country;
}

static void company_check(struct req *r, struct checkout *c)
{
	struct checkout_form *f = &c->f;
	buyer_company_check(r, &c->errors,
		&(struct buyer_company){company_country(f), f->company,
			&f->business_id, &f->vat_id});
}

static void phone_check(struct req *r, struct checkout *c)
{
	if (strcmp(c->kind, "point") == 0)
		buyer_need(r, &c->errors, "phone", N_("Phone"), c->f.phone);
	buyer_phone_check(&c->errors, c->f.phone);
}

static bool store_chosen(const struct checkout *c)
{
	int64_t id = strtoll(c->f.location, NULL, 10);
	for (size_t i = 0; i < c->n_stores; i++)
		if (c->stores[i].location == id)
			return c->stores[i].has_all;
	return false;
}

static bool point_chosen(const struct checkout *c)
{
	size_t n = strcspn(c->f.point, "/");
	for (size_t i = 0; i < c->n_points && c->f.point[n]; i++)
		if (strlen(c->points[i].carrier) == n &&
			strncmp(c->points[i].carrier, c->f.point, n) == 0 &&
			strcmp(c->points[i].code, c->f.point + n + 1) == 0)
			return true;
	return false;
}

static void choices_check(struct checkout *c)
{
	struct form_errors *e = &c->errors;
	if (c->quote.undelivered)
		form_error(e, "delivery",
			tr("We cannot send this to that address. Choose another"
			   " country or postal code."));
	else if (c->way_lost || (c->quote.n_offers && !*c->f.delivery))
		form_error(e, "delivery", tr("Delivery: choose one"));
	if (strcmp(c->kind, "pickup") == 0 && c->n_stores && !store_chosen(c))
		form_error(e, "location", tr("Choose where you pick it up"));
	if (strcmp(c->kind, "point") == 0 && !point_chosen(c))
		form_error(e, "point", tr("Choose a pickup point"));
	if (!c->way)
		form_error(e, "payment", tr("Payment: choose one"));
}

void checkout_check(struct req *r, struct checkout *c)
{
	phone_check(r, c);
	company_check(r, c);
	address_check(r, c);
	choices_check(c);
	billing_check(r, c);
	errors_sort(&c->errors);
}
