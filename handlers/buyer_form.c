/* What the checkout and the account ask of a buyer alike. */
#include "handlers/buyer_form.h"

#include <string.h>

#include "domain/tax.h"
#include "lib/arena.h"
#include "lib/country.h"
#include "lib/text.h"
#include "lib/tr.h"

bool form_has_error(const struct form_errors *errors, const char *field)
{
	for (size_t i = 0; i < errors->n; i++)
		if (strcmp(errors->item[i].field, field) == 0)
			return true;
	return false;
}

void buyer_need(struct req *r, struct form_errors *errors, const char *field,
	const char *label, const char *value)
{
	if (!*value && !form_has_error(errors, field))
		form_error(errors, field,
			arena_printf(r->cx.arena, "%s: %s", tr(label),
				tr("fill this in")));
}

void buyer_postal_check(struct req *r, struct form_errors *errors,
	const char *field, const char *country, const char **postal)
{
	struct arena *a = r->cx.arena;
	if (form_has_error(errors, field))
		return;
	const char *norm = postal_norm(a, country, *postal);
	if (norm)
		*postal = norm;
	else
		form_error(errors, field, postal_words(a, country));
}

void buyer_phone_check(struct form_errors *errors, const char *phone)
{
	size_t digits = 0;
	if (!*phone || form_has_error(errors, "phone"))
		return;
	for (const char *p = phone; *p; p++)
		digits += *p >= '0' && *p <= '9';
	if (digits < 5 || digits > 15 ||
		phone[strspn(phone, "0123456789+-() ")])
		form_error(errors, "phone",
			tr("Phone: only digits, such as 040 123 4567"));
}

void buyer_company_check(struct req *r, struct form_errors *errors,
	const struct buyer_company *c)
{
	struct arena *a = r->cx.arena;
	if (**c->business_id || **c->vat_id)
		buyer_need(r, errors, "company", N_("Company"), c->company);
	if (**c->business_id && strcmp(c->country, "FI") == 0) {
		const char *id = business_id_norm(a, *c->business_id);
		if (id)
			*c->business_id = id;
		else
			form_error(errors, "business_id",
				tr("Business ID: seven digits and a check"
				   " digit, such as 1234567-1"));
	}
	if (**c->vat_id) {
		const char *id = vat_id_norm(a, *c->vat_id);
		if (id)
			*c->vat_id = id;
		else
			form_error(errors, "vat_id",
				tr("VAT number: the country’s letters and its"
				   " number, such as FI12345671"));
	}
}

void choice_error_show(struct tpl *t, const struct form_errors *errors,
	const char *field, const char *section)
{
	for (size_t i = 0; i < errors->n; i++)
		if (strcmp(errors->item[i].field, field) == 0) {
			tpl_text(tpl_section(t, section), "WRONG",
				errors->item[i].message);
			return;
		}
}

void country_option_show(struct tpl *t, const char *code, const char *chosen)
{
	struct tpl *s = tpl_section(t, "LAND");
	tpl_text(s, "CODE", code);
	tpl_text(s, "NAME", country_name(code));
	tpl_show_if(s, "ON", strcmp(code, chosen) == 0);
}

/* In the order of their names in the reader's language. */
const char *const *countries_by_name(struct cx *cx, const char *const *codes)
{
	size_t n = 0;
	while (codes[n])
		n++;
	const char **out = ARENA_ARRAY(cx->arena, const char *, n + 1);
	const char **keys = ARENA_ARRAY(cx->arena, const char *, n + 1);
	for (size_t i = 0; i < n; i++) {
		const char *key = text_fold(
			cx->arena, cx->locale, country_name(codes[i]));
		size_t k = i;
		for (; k > 0 && strcmp(keys[k - 1], key) > 0; k--) {
			keys[k] = keys[k - 1];
			out[k] = out[k - 1];
		}
		keys[k] = key;
		out[k] = codes[i];
	}
	return out;
}
