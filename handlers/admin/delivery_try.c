/* What a customer would be offered for a sample parcel. */
#include <stdlib.h>
#include <string.h>

#include "domain/delivery.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { NUMBER_DIGITS = 8 };

static const char *asked(struct req *r, const char *name, const char *usual)
{
	const char *s = req_query_param(r, name);
	return s ? text_cut(r->cx.arena, text_trim(r->cx.arena, s), 20) : usual;
}

static int64_t number(struct req *r, const char *name, const char *usual)
{
	const char *s = asked(r, name, usual);
	size_t n = strlen(s);
	if (n == 0 || n > NUMBER_DIGITS || strspn(s, "0123456789") != n)
		s = usual;
	return strtoll(s, NULL, 10);
}

static const char *kind_words(const char *kind)
{
	return strcmp(kind, "pickup") == 0  ? tr("Fetched from a store")
	       : strcmp(kind, "point") == 0 ? tr("To a pickup point")
					    : tr("To the door");
}

static void offer_show(
	struct tpl *t, struct req *r, const struct delivery_offer *o)
{
	struct tpl *s = tpl_section(t, "OFFER");
	tpl_text(s, "LABEL", o->label);
	tpl_text(s, "KIND", kind_words(o->kind));
	tpl_money(s, "COST", o->cost);
	tpl_int(s, "PARCELS", o->parcels);
	tpl_text(
		s, "DAYS", delivery_days_words(&r->cx, o->from_day, o->to_day));
	if (o->to_free.minor > 0)
		tpl_money(tpl_section(s, "UNTIL_FREE"), "MISSING", o->to_free);
}

/* GET /admin/delivery-try */
int admin_delivery_try(struct req *r)
{
	struct delivery_offer *offers;
	size_t n;
	struct money value = money(5000);
	const char *typed = asked(r, "value", "50.00");
	struct buyer buyer = {
		.country = text_upper(r->cx.arena,
			asked(r, "country",
				setting_get(&r->cx, "shop.country"))),
		.postal = asked(r, "postal", ""),
		.email_norm = "",
		.vat_id = "",
	};
	if (!money_parse(typed, &value))
		value = money(5000);
	struct delivery_load load = {
		.weight_g = number(r, "weight", "1000"),
		.units = number(r, "units", "1"),
		.goods = value,
		.here = true,
	};
	int rc = delivery_offers(&r->cx, &buyer, &load, &offers, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/delivery_try.tpl");
	tpl_text(t, "COUNTRY", buyer.country);
	tpl_text(t, "POSTAL", buyer.postal);
	tpl_textf(t, "WEIGHT", "%lld", (long long)load.weight_g);
	tpl_textf(t, "UNITS", "%lld", (long long)load.units);
	tpl_text(t, "VALUE", money_plain(r->cx.arena, value));
	struct tpl *list = n ? tpl_section(t, "OFFERS") : NULL;
	for (size_t i = 0; i < n; i++)
		offer_show(list, r, &offers[i]);
	tpl_show_if(t, "NOWHERE", n == 0);
	struct admin_page page = {
		.title = tr("Try delivery"), .nav = "delivery-try"};
	return admin_send(r, &page, t, 200);
}
