/* What the shop knows of a buyer who is logged in: their usual address, the
 * others to choose from, their cards. */
#include "handlers/checkout.h"

#include <stdlib.h>
#include <string.h>

#include "domain/account.h"
#include "domain/saved.h"
#include "handlers/handlers.h"
#include "lib/err.h"
#include "lib/tr.h"

static void fill_where(struct checkout_form *f, const struct address *a)
{
	f->name = a->name;
	f->street = a->street;
	f->postal = a->postal;
	f->city = a->city;
	f->country = a->country;
	if (*a->phone)
		f->phone = a->phone;
	if (*a->company)
		f->company = a->company;
}

/* No address is saved: where the newest order went. */
static int fill_last(
	struct req *r, const struct account *who, struct checkout_form *f)
{
	struct account_address at = {.name = "", .phone = ""};
	int rc = account_last_address(&r->cx, who, &at);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	f->street = at.street;
	f->postal = at.postal;
	f->city = at.city;
	f->country = at.country;
	if (!f->name || !*f->name)
		f->name = at.name;
	if (!f->phone || !*f->phone)
		f->phone = at.phone;
	return OK;
}

int checkout_known_fill(struct req *r, struct checkout_form *f)
{
	struct account who = {0};
	struct customer_details d = {0};
	struct address usual;
	if (!r->visitor->customer)
		return OK;
	int rc = account_get(&r->cx, r->visitor->customer, &who);
	if (rc == OK)
		rc = customer_details_get(&r->cx, who.id, &d);
	if (rc < 0)
		return rc;
	f->email = who.email;
	f->name = d.name;
	f->phone = d.phone;
	f->company = d.company;
	f->business_id = d.business_id;
	f->vat_id = d.vat_id;
	f->buyer_ref = d.buyer_ref;
	rc = address_usual(&r->cx, who.id, &usual);
	if (rc == ERR_NOT_FOUND)
		return fill_last(r, &who, f);
	if (rc == OK)
		fill_where(f, &usual);
	return rc;
}

int checkout_take_address(struct req *r, struct checkout *c)
{
	struct address a;
	if (!r->visitor->customer || !*c->f.address)
		return OK;
	int rc = address_by_token(
		&r->cx, r->visitor->customer, c->f.address, &a);
	if (rc == ERR_NOT_FOUND) /* removed in another window */
		return OK;
	if (rc == OK) {
		fill_where(&c->f, &a);
		c->taken = true;
	}
	return rc;
}

int checkout_known_load(struct req *r, struct checkout *c)
{
	int64_t me = r->visitor->customer;
	struct card *all;
	size_t n = 0;
	if (!me)
		return OK;
	int rc = address_list(&r->cx, me, &c->addresses, &c->n_addresses);
	if (rc < 0 || !card_offered(&r->cx))
		return rc;
	rc = card_list(&r->cx, me, &all, &n);
	c->keeps_cards = rc == OK && n < CARD_MAX;
	c->cards = all;
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!card_is_over(&r->cx, &all[i]))
			c->cards[c->n_cards++] = all[i];
	return rc;
}

static const char *card_value(struct req *r, const struct card *card)
{
	return arena_printf(
		r->cx.arena, CHECKOUT_CARD "%s", card_key(&r->cx, card->id));
}

void checkout_card_choose(struct req *r, struct checkout *c)
{
	const struct pay_way *way = NULL;
	for (size_t i = 0; i < c->n_ways; i++)
		if (strcmp(c->ways[i].code, "paytrail") == 0)
			way = &c->ways[i];
	if (!way) {
		c->n_cards = 0;
		c->keeps_cards = false;
	}
	for (size_t i = 0; i < c->n_cards; i++)
		if (strcmp(card_value(r, &c->cards[i]), c->f.payment) == 0) {
			c->card = &c->cards[i];
			c->way = way;
		}
}

void checkout_cards_show(
	struct req *r, struct tpl *list, const struct checkout *c)
{
	for (size_t i = 0; i < c->n_cards; i++) {
		struct tpl *s = tpl_section(list, "CARD");
		tpl_text(s, "VALUE", card_value(r, &c->cards[i]));
		tpl_int(s, "NTH", (int64_t)i);
		tpl_text(s, "LABEL", c->cards[i].label);
		if (c->cards[i].until_day)
			tpl_time(tpl_section(s, "UNTIL"), "MONTH", CLOCK_MONTH,
				clock_moment(
					c->cards[i].until_day / 100 * 100 + 1,
					720));
		tpl_show_if(s, "ON", &c->cards[i] == c->card);
	}
}

void checkout_known_show(struct req *r, struct tpl *t, const struct checkout *c)
{
	tpl_show_if(t, "TAKEN", c->taken);
	if (!r->visitor->customer)
		return;
	if (c->n_addresses < ADDRESS_MAX)
		tpl_show(t, "CAN_SAVE");
	if (c->n_addresses < 2)
		return;
	struct tpl *s = tpl_section(t, "BOOK");
	for (size_t i = 0; i < c->n_addresses; i++) {
		const struct address *a = &c->addresses[i];
		struct tpl *o = tpl_section(s, "PLACE");
		const char *key = address_token(&r->cx, a->id);
		tpl_text(o, "KEY", key);
		tpl_textf(
			o, "WORDS", "%s, %s, %s", a->name, a->street, a->city);
		tpl_show_if(o, "ON", strcmp(key, c->f.address) == 0);
	}
}

static void store_keep(struct req *r, const struct checkout *c)
{
	if (c->f.keep_store && strcmp(c->kind, "pickup") == 0)
		saved_store_set(&r->cx, r->visitor->customer,
			strtoll(c->f.location, NULL, 10));
}

void checkout_known_keep(struct req *r, const struct checkout *c)
{
	const struct checkout_form *f = &c->f;
	if (!r->visitor->customer)
		return;
	store_keep(r, c);
	if (!f->save_address || !checkout_needs_street(c))
		return;
	struct address a = {
		.name = f->name,
		.company = f->company,
		.street = f->street,
		.postal = f->postal,
		.city = f->city,
		.country = f->country,
		.phone = f->phone,
	};
	address_keep(&r->cx, r->visitor->customer, &a);
}
