/* Packing slips: one sheet of paper an order. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/order.h"
#include "domain/setting.h"
#include "handlers/admin/order_words.h"
#include "handlers/order.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { SLIPS_MAX = 100 };

static void text_if(
	struct tpl *t, const char *section, const char *name, const char *value)
{
	if (value && *value) {
		struct tpl *s = tpl_section(t, section);
		tpl_text(s, name, value);
	}
}

static void slip_show(struct tpl *page, struct req *r, const struct order *o)
{
	struct tpl *t = tpl_section(page, "SLIP");
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_text(t, "SHOP_STREET", setting_get(&r->cx, "shop.street"));
	tpl_text(t, "SHOP_POSTAL", setting_get(&r->cx, "shop.postal"));
	tpl_text(t, "SHOP_CITY", setting_get(&r->cx, "shop.city"));
	tpl_time(t, "PLACED", CLOCK_DATE, o->placed_ms);
	tpl_text(t, "DELIVERY", order_delivery_words(o->delivery));
	tpl_text(t, "CUSTOMER", o->name);
	text_if(t, "STREET", "STREET_TEXT", o->street);
	if (*o->city) {
		struct tpl *s = tpl_section(t, "CITY");
		tpl_text(s, "POSTAL", o->postal);
		tpl_text(s, "CITY_TEXT", o->city);
	}
	tpl_text(t, "COUNTRY", country_name(o->country));
	text_if(t, "PHONE", "PHONE_TEXT", o->phone);
	text_if(t, "MESSAGE", "MESSAGE_TEXT", o->message);
	for (size_t i = 0; i < o->n_lines; i++) {
		const struct order_line *l = &o->lines[i];
		if (order_line_now(l) <= 0) /* taken off since */
			continue;
		struct tpl *s = tpl_section(t, "LINE");
		tpl_int(s, "QTY", order_line_now(l));
		tpl_text(s, "NAME", l->name);
		tpl_text(s, "SKU", l->sku);
		text_if(s, "OPTIONS", "OPTIONS_TEXT", l->options);
		order_parts_show(s, l, true);
	}
}

/* GET /admin/slips?orders=10428,10427 */
int admin_slips(struct req *r)
{
	struct tpl *t = admin_tpl(r, "admin/slips.tpl");
	tpl_text(t, "LANG", r->cx.locale);
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	const char *list = req_query_param(r, "orders");
	int shown = 0;
	for (int i = 0; list && *list && i < SLIPS_MAX; i++) {
		char *end;
		struct order o;
		int64_t number = strtoll(list, &end, 10);
		if (end == list)
			break;
		int rc = order_by_number(&r->cx, number, &o);
		if (rc == OK) {
			slip_show(t, r, &o);
			shown++;
		} else if (rc != ERR_NOT_FOUND) {
			return rc;
		}
		list = *end == ',' ? end + 1 : end;
		if (*end && *end != ',')
			break;
	}
	tpl_show_if(t, "NONE", shown == 0);
	int rc = tpl_render(t, r->out);
	return rc < 0 ? rc : resp_html(r, 200);
}
