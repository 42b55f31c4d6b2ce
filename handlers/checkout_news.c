/* What the checkout says when something has changed or is refused. */
#include "handlers/checkout.h"

#include <string.h>

#include "lib/tr.h"

/* clang-format off */
static const struct words {
	const char *why, *title, *text;
	bool cart; /* the way out leads to the cart */
} words[] = {
	{"sold_out", N_("Something in your cart sold out while you were here."), N_("Nothing is ordered yet."), true},
	{"gone", N_("Something in your cart is no longer sold."), N_("Nothing is ordered yet."), true},
	{"price_changed", N_("The total has changed while you were here."), N_("Nothing is ordered yet. Have a look at the new total and order if it suits you."), false},
	{"coupon_gone", N_("A discount has been used up meanwhile."), N_("Nothing is ordered yet. Have a look at the new total and order if it suits you."), false},
	{"gift_card_spent", N_("There is less left on a gift card than before."), N_("Nothing is ordered yet. Have a look at the new total and order if it suits you."), false},
	{"undelivered", N_("We cannot deliver to you in that way any more."), N_("Nothing is ordered yet. Choose another delivery below."), false},
	{"payment_gone", N_("That way to pay is not offered any more."), N_("Nothing is ordered yet. Choose another payment below."), false},
	{"no_tax_rate", N_("We cannot sell to that country yet."), N_("Nothing is ordered yet. Write to us, we gladly help."), false},
	{"empty", N_("Your cart is empty now."), N_("It may have been ordered in another window. What you typed is still here."), true},
	{"forgotten", N_("Your browser has forgotten the cart."), N_("Nothing is ordered. What you typed is still here: fill the cart again in another window, then press Update delivery and total."), true},
	{"stale", N_("This page was open while something else happened."), N_("Nothing is ordered yet. What you typed is still here: have a look and order again."), false},
	{"too_many", N_("There were many orders in a short time."), N_("Nothing is ordered. What you typed is still here: wait an hour and order again, or write to us."), false},
	{"payments", N_("Several payments did not go through."), N_("Nothing is ordered. What you typed is still here: choose another way to pay, or try again tomorrow."), false},
	{"confirm", N_("Please confirm your order."), N_("Nothing is ordered yet. Have a look, then press Order and pay once more."), false},
};
/* clang-format on */

static void changes_show(struct tpl *t, const struct checkout *c,
	const struct checkout_sums *was)
{
	static const char *const names[SUMS] = {N_("Things"), N_("Discount"),
		N_("Delivery"), N_("Paid by gift card"), N_("Total")};
	struct checkout_sums now = checkout_sums_of(&c->quote);
	struct tpl *list = NULL;
	for (size_t i = 0; i < SUMS; i++) {
		if (was->sum[i].minor == now.sum[i].minor)
			continue;
		if (!list)
			list = tpl_section(t, "CHANGES");
		struct tpl *row = tpl_section(list, "CHANGE");
		tpl_text(row, "WHAT", tr(names[i]));
		tpl_money(row, "BEFORE", was->sum[i]);
		tpl_money(row, "NOW", now.sum[i]);
	}
}

void checkout_news_show(struct req *r, struct tpl *t, const struct checkout *c,
	const struct checkout_news *news)
{
	size_t i = 0, n = sizeof(words) / sizeof(words[0]);
	while (i < n && strcmp(words[i].why, news->why) != 0)
		i++;
	if (i == n)
		return;
	struct tpl *s = tpl_section(t, "NEWS");
	tpl_text(s, "NEWS_TITLE", tr(words[i].title));
	tpl_text(s, "NEWS_TEXT", tr(words[i].text));
	if (news->before)
		changes_show(s, c, news->before);
	if (words[i].cart)
		tpl_text(tpl_section(s, "TO_CART"), "HREF",
			req_link(r, c->cart.n ? "/cart" : "/"));
}
