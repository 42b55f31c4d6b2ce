#ifndef HANDLERS_BUYER_FORM_H
#define HANDLERS_BUYER_FORM_H

#include "lib/form.h"

/*
 * What the checkout and the account ask of a buyer alike: the fields, and
 * what one of them alone cannot know.  The members have the names of
 * struct checkout_form.
 */
/* clang-format off */
#define BUYER_FIELD_PHONE(form) \
	FIELD_TEXT(form, phone, N_("Phone"), .max = 40)
#define BUYER_FIELD_COMPANY(form) \
	FIELD_TEXT(form, company, N_("Company"), .max = 100)
#define BUYER_FIELDS_BUSINESS(form) \
	BUYER_FIELD_COMPANY(form), \
	FIELD_TEXT(form, business_id, N_("Business ID"), .max = 30), \
	FIELD_TEXT(form, vat_id, N_("VAT number"), .max = 30), \
	FIELD_TEXT(form, buyer_ref, N_("Your reference"), .max = 60)
#define BUYER_FIELDS_ADDRESS(form) \
	FIELD_TEXT(form, name, N_("Name"), .required = true, .max = 100), \
	FIELD_TEXT(form, street, N_("Street address"), .max = 120), \
	FIELD_TEXT(form, postal, N_("Postal code"), .max = 12), \
	FIELD_TEXT(form, city, N_("City"), .max = 60)
/* clang-format on */

bool form_has_error(const struct form_errors *errors, const char *field);

/* "Street address: fill this in", unless something is wrong with it already.
 */
void buyer_need(struct req *r, struct form_errors *errors, const char *field,
	const char *label, const char *value);

/* A postal code of that country, as the country writes it. */
void buyer_postal_check(struct req *r, struct form_errors *errors,
	const char *field, const char *country, const char **postal);

/* An empty one is right. */
void buyer_phone_check(struct form_errors *errors, const char *phone);

/* A company of that country: its numbers, as they are written there. */
struct buyer_company {
	const char *country;
	const char *company;
	const char **business_id, **vat_id;
};
void buyer_company_check(struct req *r, struct form_errors *errors,
	const struct buyer_company *c);

/* The message of a field's error as {{WRONG}} of a section: for choices,
 * which lib/form does not show. */
void choice_error_show(struct tpl *t, const struct form_errors *errors,
	const char *field, const char *section);

/* Countries as LAND sections of a select, in the order of their names in the
 * reader's language. */
const char *const *countries_by_name(struct cx *cx, const char *const *codes);
void country_option_show(struct tpl *t, const char *code, const char *chosen);

#endif
