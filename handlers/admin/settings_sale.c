/* Settings of selling: suggestions, VAT, unpaid orders, limits. */
#include "handlers/admin/settings.h"

#include <stddef.h>

#include "lib/tr.h"

const struct setting_part settings_sale[] = {
	{"suggestions", N_("Suggestions"),
		N_("The shelves made for one visitor. What they bring stands "
		   "on the page Suggestions."),
		{
			{{"personal.lists",
				 N_("Categories, brands and searches stand in "
				    "the order “For you”"),
				 N_("For customers of whom the shop knows "
				    "something. What suits them moves up by at "
				    "most 12 places, the rest is your order. "
				    "Off: they get it only when they choose "
				    "it. Everybody can choose the shop’s "
				    "order, and it is kept."),
				 ASK_CHECK, 0, false, 0, NULL},
				false, ANY},
			{{"personal.holdout",
				 N_("People who are held out, of 100"),
				 N_("5 of 100 see what everybody sees, so that "
				    "you can tell what the suggestions bring; "
				    "0 ends measuring. More people give an "
				    "answer sooner, but they see no "
				    "suggestions meanwhile."),
				 ASK_INT, 50, true, 0, NULL},
				false, ANY},
		}},
	{"tax", N_("VAT"),
		N_("Buyers pay the VAT of your country. None is due, and it is "
		   "taken off the price, of what leaves the EU’s VAT area "
		   "(Norway, Åland...), and of what a business in another EU "
		   "country buys whose VAT number you have checked."),
		{
			{{"tax.oss",
				 N_("Consumers in other EU countries pay "
				    "their own country’s VAT"),
				 N_("Needed when you sell to them for more "
				    "than 10,000 euros a year and are in the "
				    "One Stop Shop (OSS). Their standard "
				    "rates are in Tax rates: see that they "
				    "hold. Of other classes add the rates of "
				    "the countries you sell to: without its "
				    "rate a thing is not sold there."),
				 ASK_CHECK, 0, false, 0, NULL},
				false, ANY},
		}},
	{"hold", N_("Unpaid orders"),
		N_("Goods are held from the order on. When nobody pays in "
		   "time, the order is cancelled and they are for sale "
		   "again."),
		{
			{{"hold.transfer", N_("Days for a bank transfer"), NULL,
				 ASK_INT, 90, true, 0, NULL},
				false, ANY},
			{{"hold.card", N_("Hours for a payment on the web"),
				 N_("Card, online bank and the like."), ASK_INT,
				 168, true, 0, NULL},
				false, ANY},
			{{"hold.pickup", N_("Days for paying at pickup"), NULL,
				 ASK_INT, 90, true, 0, NULL},
				false, ANY},
			{{"pay.reminder", N_("Remind days before the end"),
				 N_("One mail to who has not paid a bank "
				    "transfer or an invoice yet, with the "
				    "details once more. 0: none."),
				 ASK_INT, 30, true, 0, NULL},
				false, ANY},
		}},
	{"limits", N_("Limits"),
		N_("How much one person may do in an hour before the shop asks "
		   "to wait. A school or an office shares one network address: "
		   "leave it room."),
		{
			{{"limit.orders_network",
				 N_("Orders from one network address"), NULL,
				 ASK_INT, 10000, true, 0, NULL},
				false, ANY},
			{{"limit.orders_email",
				 N_("Orders with one e-mail address"), NULL,
				 ASK_INT, 10000, true, 0, NULL},
				false, ANY},
			{{"limit.orders_cart", N_("Orders from one browser"),
				 NULL, ASK_INT, 10000, true, 0, NULL},
				false, ANY},
			{{"limit.reviews",
				 N_("Reviews from one network address"), NULL,
				 ASK_INT, 1000, true, 0, NULL},
				false, ANY},
			{{"limit.questions",
				 N_("Questions from one network address"), NULL,
				 ASK_INT, 1000, true, 0, NULL},
				false, ANY},
			{{"limit.votes", N_("Votes from one network address"),
				 N_("That a review was helpful."), ASK_INT,
				 10000, true, 0, NULL},
				false, ANY},
			{{"codes.tries",
				 N_("Wrong discount or gift card codes"), NULL,
				 ASK_INT, 1000, true, 0, NULL},
				false, ANY},
		}},
	{NULL, NULL, NULL,
		{{{NULL, NULL, NULL, 0, 0, false, 0, NULL}, false, ANY}}},
};
