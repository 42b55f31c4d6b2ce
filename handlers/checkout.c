/* The checkout: one form, one post, one order. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/cart.h"
#include "domain/order.h"
#include "domain/payment.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "domain/staff.h"
#include "domain/text_page.h"
#include "domain/delivery.h"
#include "handlers/basket.h"
#include "handlers/order.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

enum {
	BUSY_TRIES = 3,
	CARD_MAX = 30, /* payments begun or failed per address and hour */
};

struct checkout_form {
	const char *email, *phone, *name, *street, *postal, *city, *country;
	const char *delivery, *payment, *message;
	int64_t terms;
};

static const char *const countries[] = {
	"FI", "SE", "EE", "DK", "NO", "DE", NULL};
static const char *const deliveries[] = {"parcel", "pickup", NULL};
static const char *const payments[] = {"transfer", "demo_card", NULL};

/* clang-format off */
static const struct field fields[] = {
	FIELD_EMAIL(checkout_form, email, N_("Email"), .required = true, .max = 254),
	FIELD_TEXT(checkout_form, phone, N_("Phone"), .max = 40),
	FIELD_TEXT(checkout_form, name, N_("Name"), .required = true, .max = 100),
	FIELD_TEXT(checkout_form, street, N_("Street address"), .required = true, .max = 120),
	FIELD_TEXT(checkout_form, postal, N_("Postal code"), .required = true, .max = 12),
	FIELD_TEXT(checkout_form, city, N_("City"), .required = true, .max = 60),
	FIELD_CHOICE(checkout_form, country, N_("Country"), .required = true, .choices = countries),
	FIELD_CHOICE(checkout_form, delivery, N_("Delivery"), .required = true, .choices = deliveries),
	FIELD_CHOICE(checkout_form, payment, N_("Payment"), .required = true, .choices = payments),
	FIELD_LINES(checkout_form, message, N_("Message to us"), .max = 1000),
	FIELD_BOOL(checkout_form, terms, N_("Terms"), .required = true),
	FIELD_END,
};
/* clang-format on */

/* Digits of a postal code, by country. */
static const struct postal_rule {
	const char *country;
	size_t digits;
	const char *message;
} postal_rules[] = {
	{"FI", 5, N_("Postal code has five digits in Finland")},
	{"SE", 5, N_("Postal code has five digits in Sweden")},
	{"EE", 5, N_("Postal code has five digits in Estonia")},
	{"DK", 4, N_("Postal code has four digits in Denmark")},
	{"NO", 4, N_("Postal code has four digits in Norway")},
	{"DE", 5, N_("Postal code has five digits in Germany")},
};

static bool has_error(const struct form_errors *errors, const char *field)
{
	for (size_t i = 0; i < errors->n; i++)
		if (strcmp(errors->item[i].field, field) == 0)
			return true;
	return false;
}

/* "FI-00890", "123 45": the digits, if nothing else is there. */
static const char *postal_digits(
	struct arena *a, const char *country, const char *typed)
{
	if (strncasecmp(typed, country, 2) == 0)
		typed += typed[2] == '-' ? 3 : 2;
	char *out = arena_strdup(a, typed), *to = out;
	for (const char *c = typed; *c; c++) {
		if (*c == ' ')
			continue;
		if (*c < '0' || *c > '9')
			return "";
		*to++ = *c;
	}
	*to = '\0';
	return out;
}

static void postal_check(
	struct req *r, struct checkout_form *f, struct form_errors *errors)
{
	if (has_error(errors, "postal") || has_error(errors, "country"))
		return;
	size_t n = sizeof(postal_rules) / sizeof(postal_rules[0]);
	for (size_t i = 0; i < n; i++) {
		const struct postal_rule *rule = &postal_rules[i];
		if (strcmp(rule->country, f->country) != 0)
			continue;
		const char *digits = postal_digits(
			r->cx.arena, f->country, f->postal);
		if (strlen(digits) == rule->digits)
			f->postal = digits;
		else
			form_error(errors, "postal", tr(rule->message));
	}
}

static void phone_check(
	const struct checkout_form *f, struct form_errors *errors)
{
	size_t digits = 0;
	if (!*f->phone || has_error(errors, "phone"))
		return;
	for (const char *c = f->phone; *c; c++)
		digits += *c >= '0' && *c <= '9';
	if (digits < 5 || digits > 15 ||
		f->phone[strspn(f->phone, "0123456789+-() ")])
		form_error(errors, "phone",
			tr("Phone: only digits, such as 040 123 4567"));
}

static size_t place_of(const char *name)
{
	size_t i = 0;
	while (fields[i].name && strcmp(fields[i].name, name) != 0)
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

/* What the form alone cannot know. */
static int read_checked(
	struct req *r, struct checkout_form *f, struct form_errors *errors)
{
	form_read(r, fields, f, errors);
	postal_check(r, f, errors);
	phone_check(f, errors);
	if (strcmp(f->payment, "demo_card") == 0 && !r->conf->demo)
		form_error(errors, "payment", tr("Payment: choose one"));
	if (strcmp(f->delivery, "pickup") == 0 && !basket_has_pickup(r))
		form_error(errors, "delivery", tr("Delivery: choose one"));
	errors_sort(errors);
	return errors->n ? ERR_INVALID : OK;
}

static void show_terms(struct req *r, struct tpl *t)
{
	static const char *const roles[] = {"terms", "privacy"};
	static const char *const sections[] = {"TERMS_PAGE", "PRIVACY_PAGE"};
	for (size_t i = 0; i < 2; i++) {
		struct text_page p;
		if (text_page_by_role(&r->cx, roles[i], &p) < 0 || !p.path)
			continue;
		struct tpl *s = tpl_section(t, sections[i]);
		tpl_text(s, "URL", req_link(r, p.path));
		tpl_text(s, "NAME", p.title);
	}
}

/* The ways to have it and to pay for it. */
static void show_choices(struct req *r, struct tpl *t, const struct basket *b)
{
	int64_t until;
	if (cart_is_here(&b->cart))
		tpl_time(tpl_section(t, "PROMISED"), "DAY", CLOCK_DATE_SHORT,
			delivery_promise(&r->cx, &until));
	else
		tpl_show(t, "LATER");
	basket_cost(t, "FLAT_COST", b->flat.delivery);
	tpl_money(t, "FLAT_TOTAL", b->flat.total);
	tpl_int(t, "EXPECT_FLAT", b->flat.total.minor);
	tpl_int(t, "EXPECT_PICKUP", b->pickup.total.minor);
	if (basket_has_pickup(r)) {
		struct tpl *p = tpl_section(t, "PICKUP");
		tpl_text(p, "PLACE", setting_get(&r->cx, "shop.pickup"));
		tpl_text(p, "STREET", setting_get(&r->cx, "shop.street"));
		tpl_money(p, "PICKUP_TOTAL", b->pickup.total);
	}
	tpl_show(t, basket_has_pickup(r) ? "TWO_WAYS" : "ONE_WAY");
	tpl_show_if(t, "DEMO_CARD", r->conf->demo);
}

/* The checkout's template around a basket, without the form's values. */
static struct tpl *checkout_tpl(
	struct req *r, const struct basket *b, bool pickup, const char *once)
{
	struct tpl *t = tpl_new(&r->cx, "shop/checkout.tpl");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	tpl_text(t, "ONCE", once);
	show_choices(r, t, b);
	show_terms(r, t);
	basket_show(r, t, "BASKET", b, pickup);
	return t;
}

static int checkout_send(struct req *r, struct tpl *t, int status)
{
	struct page p = {
		.title = tr("Checkout"),
		.description = "",
		.script = {"js/checkout.js"},
		.noindex = true,
		.plain = true,
	};
	return page_send(r, &p, t, status);
}

/* GET /checkout */
int checkout_show(struct req *r)
{
	struct basket b;
	int rc = basket_load(r, &b);
	if (rc < 0)
		return rc;
	if (b.cart.n == 0 || b.cart.blocked)
		return resp_redirect(r, "/cart");

	struct checkout_form f = {
		.email = "",
		.phone = "",
		.name = "",
		.street = "",
		.postal = "",
		.city = "",
		.country = setting_get(&r->cx, "shop.country"),
		.delivery = "parcel",
		.payment = "transfer",
		.message = "",
	};
	struct tpl *t = checkout_tpl(r, &b, false, crypt_token(r->cx.arena));
	form_show_values(t, &r->cx, fields, &f);
	return checkout_send(r, t, 200);
}

static const char *once_typed(struct req *r)
{
	const char *once = req_form_param(r, "once");
	return once && *once && strlen(once) <= 64 ? once
						   : crypt_token(r->cx.arena);
}

/* The form again, as typed, with what is wrong or what has changed. */
static int checkout_again(struct req *r, const struct form_errors *errors,
	const char *why, int status)
{
	struct basket b;
	int rc = basket_load(r, &b);
	if (rc < 0)
		return rc;
	if (b.cart.n == 0)
		return resp_redirect(r, "/cart");

	const char *delivery = req_form_param(r, "delivery");
	bool pickup = delivery && strcmp(delivery, "pickup") == 0;
	struct tpl *t = checkout_tpl(r, &b, pickup, once_typed(r));
	form_show(t, r, fields, errors);
	if (strcmp(why, "price_changed") == 0)
		tpl_money(tpl_section(t, "CHANGED"), "NOW",
			pickup ? b.pickup.total : b.flat.total);
	else if (*why)
		tpl_show(t, "SOLD_OUT");
	return checkout_send(r, t, status);
}

static const char *terms_version(struct req *r)
{
	struct text_page p;
	if (text_page_by_role(&r->cx, "terms", &p) < 0)
		return "";
	return arena_printf(r->cx.arena, "%" PRId64 ".%" PRId64, p.id, p.rev);
}

static struct money expected(struct req *r, const struct checkout_form *f)
{
	const char *shown = req_form_param(r, strcmp(f->delivery, "pickup") == 0
						      ? "expect_pickup"
						      : "expect_flat");
	return money(shown ? strtoll(shown, NULL, 10) : -1);
}

/* The key that makes one order of one form; bound to its visitor, so that it
 * opens nobody else's order. */
static const char *attempt_key(struct req *r)
{
	return crypt_sha256_str(
		r->cx.arena, arena_printf(r->cx.arena, "%s/%s",
				     r->visitor->id_hash, once_typed(r)));
}

static int place(struct req *r, const struct checkout_form *f,
	struct order_placed *placed, const char **why)
{
	struct order_draft d = {
		.session = r->visitor->id_hash,
		.attempt_key = attempt_key(r),
		.email = f->email,
		.phone = f->phone,
		.name = f->name,
		.street = f->street,
		.postal = f->postal,
		.city = f->city,
		.country = f->country,
		.delivery = f->delivery,
		.payment = f->payment,
		.message = f->message,
		.terms_version = terms_version(r),
		.expected = expected(r, f),
	};
	int rc = ERR_BUSY;
	for (int i = 0; rc == ERR_BUSY && i < BUSY_TRIES; i++)
		rc = order_place(&r->cx, &d, placed, why);
	return rc;
}

int payment_limit(struct req *r, bool count)
{
	if (!r->conf->limits)
		return OK;
	return count ? attempt_add(&r->cx, "payment", r->remote, MS_HOUR)
		     : attempt_check(
			       &r->cx, "payment", r->remote, CARD_MAX, MS_HOUR);
}

/* Where the buyer goes from here. */
static int go_on(struct req *r, const struct checkout_form *f,
	const struct order_placed *placed)
{
	const char *page = arena_printf(
		r->cx.arena, "/order/%s", placed->token);
	if (strcmp(f->payment, "demo_card") != 0)
		return resp_redirect(r, page);
	struct payment payment;
	int rc = payment_open(&r->cx, placed->id, "demo", &payment);
	if (rc == OK)
		rc = payment_limit(r, true);
	/* Paid already, when the post came twice; or something broke: the
	 * order stands all the same, and its page offers the card again. */
	if (rc < 0)
		return resp_redirect(r, page);
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/pay/demo/%s", payment.stamp));
}

/* POST /checkout */
int checkout_order(struct req *r)
{
	struct checkout_form f;
	struct form_errors errors;
	if (read_checked(r, &f, &errors) < 0)
		return checkout_again(r, &errors, "", 422);

	bool card = strcmp(f.payment, "demo_card") == 0;
	int rc = card ? payment_limit(r, false) : OK;
	if (rc < 0)
		return rc;
	struct order_placed placed;
	const char *why = "";
	rc = place(r, &f, &placed, &why);
	if (rc == ERR_CONFLICT)
		return checkout_again(r, NULL, why, 409);
	return rc == OK ? go_on(r, &f, &placed) : rc;
}
