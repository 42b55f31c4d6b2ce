/* Settings of the shop itself: its name, company, goods and promises. */
#include "handlers/admin/settings.h"

#include <stddef.h>

#include "lib/tr.h"

static const struct ask_choice ready_choices[] = {
	{"warn", N_("Say what is missing")},
	{"block", N_("Say it, and keep them out of the shop")},
	{"off", N_("Say nothing")},
	{NULL, NULL},
};

static const struct ask_choice payer_choices[] = {
	{"customer", N_("The customer")},
	{"shop", N_("The shop")},
	{NULL, NULL},
};

const struct setting_part settings_shop[] = {
	{"shop", N_("Shop"), N_("How the shop calls and describes itself."),
		{
			{{"shop.name", N_("Name of the shop"), NULL, ASK_LINE,
				 60, true, 0, NULL},
				false, ANY},
			{{"shop.notice", N_("Line at the top of every page"),
				 N_("Empty: none. Like “Free delivery until "
				    "Sunday”."),
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
			{{"shop.about", N_("In a sentence"),
				 N_("Search engines show it."), ASK_LINES, 300,
				 false, 2, NULL},
				true, ANY},
			{{"shop.hours", N_("When you can be reached"),
				 N_("Like “Mon–Fri 9–17”."), ASK_LINE, 120,
				 false, 0, NULL},
				true, ANY},
		}},
	{"home", N_("Home page"),
		N_("The large words and the button at the top of the first "
		   "page."),
		{
			{{"home.title", N_("Heading"), NULL, ASK_LINE, 100,
				 false, 0, NULL},
				true, ANY},
			{{"home.text", N_("Text"), NULL, ASK_LINES, 400, false,
				 2, NULL},
				true, ANY},
			{{"home.button", N_("Words on the button"), NULL,
				 ASK_LINE, 40, false, 0, NULL},
				true, ANY},
			{{"home.link", N_("Where the button leads"),
				 N_("An address of this shop, like /c/table. "
				    "Empty: the first category."),
				 ASK_LINE, 200, false, 0, NULL},
				false, LINK},
		}},
	{"company", N_("Company"),
		N_("The law wants customers to see who keeps the shop."),
		{
			{{"shop.company", N_("Company"), NULL, ASK_LINE, 120,
				 false, 0, NULL},
				false, ANY},
			{{"shop.business_id", N_("Business id"),
				 N_("Like 1234567-1."), ASK_LINE, 30, false, 0,
				 NULL},
				false, ANY},
			{{"shop.vat_id", N_("VAT number"),
				 N_("For invoices. Empty: in Finland it "
				    "follows from the business id."),
				 ASK_LINE, 20, false, 0, NULL},
				false, ANY},
			{{"shop.street", N_("Street address"), NULL, ASK_LINE,
				 120, false, 0, NULL},
				false, ANY},
			{{"shop.postal", N_("Postal code"), NULL, ASK_LINE, 12,
				 false, 0, NULL},
				false, ANY},
			{{"shop.city", N_("City"), NULL, ASK_LINE, 80, false, 0,
				 NULL},
				false, ANY},
			{{"shop.phone", N_("Phone"), NULL, ASK_LINE, 40, false,
				 0, NULL},
				false, ANY},
			{{"shop.email", N_("E-mail for customers"), NULL,
				 ASK_EMAIL, 254, false, 0, NULL},
				false, ANY},
		}},
	{"money", N_("Bank account"),
		N_("Where bank transfers go. Customers see it after ordering."),
		{
			{{"shop.iban", N_("IBAN"),
				 N_("Like FI21 1234 5600 0007 85."), ASK_LINE,
				 42, false, 0, NULL},
				false, IBAN},
			{{"shop.bic", N_("BIC"),
				 N_("8 or 11 letters and digits, like "
				    "NDEAFIHH."),
				 ASK_LINE, 11, false, 0, NULL},
				false, BIC},
		}},
	{"delivery", N_("Delivery"),
		N_("What you promise.  What it costs is in Delivery methods."),
		{
			{{"delivery.promise", N_("What you promise"),
				 N_("Like “With you in 2–4 days”."), ASK_LINE,
				 120, false, 0, NULL},
				true, ANY},
			{{"shop.pickup", N_("Place of pickup"),
				 N_("Name and address."), ASK_LINE, 200, false,
				 0, NULL},
				true, ANY},
		}},
	{"returns", N_("Returns"),
		N_("Your own promise. The right to withdraw for 14 days is "
		   "the law’s and stands beside it."),
		{
			{{"returns.days", N_("Days to return things"),
				 N_("From the day of delivery. 0: you promise "
				    "none."),
				 ASK_INT, 3650, false, 0, NULL},
				false, ANY},
			{{"returns.who", N_("Who pays for the way back"), NULL,
				 ASK_CHOICE, 0, false, 0, payer_choices},
				false, ANY},
			{{"returns.label", N_("How to send things back"),
				 N_("Customers read it once you have accepted. "
				    "Like “Take the parcel to any Posti "
				    "point and give the return code”."),
				 ASK_LINES, 1000, false, 3, NULL},
				true, ANY},
			{{"returns.code", N_("Return code of your carrier"),
				 N_("If it is the same for all."), ASK_LINE,
				 100, false, 0, NULL},
				false, ANY},
			{{"returns.address", N_("Address for returns"),
				 N_("Empty: the shop’s."), ASK_LINES, 300,
				 false, 3, NULL},
				false, ANY},
		}},
	{"gift_cards", N_("Gift cards"),
		N_("What holds for the gift cards that you sell or give."),
		{
			{{"gift_card.months", N_("Months that a card is valid"),
				 N_("From the day it is paid. 0: for ever. A "
				    "change holds for new cards."),
				 ASK_INT, 1200, true, 0, NULL},
				false, ANY},
		}},
	{"catalogue", N_("Products"), N_("What the shop asks of a product."),
		{
			{{"catalogue.ready", N_("Products that are not ready"),
				 N_("Ready: name, price, picture and a VAT "
				    "rate are there, a set has its parts."),
				 ASK_CHOICE, 0, false, 0, ready_choices},
				false, ANY},
		}},
	{"reviews", N_("Reviews"),
		N_("Only who bought a thing here can review it, and the "
		   "product’s page says so. Good and bad are shown alike: to "
		   "leave out the bad ones is against the law."),
		{
			{{"reviews.moderate",
				 N_("You read reviews before they are shown"),
				 N_("Off: they are shown at once, and you can "
				    "take down what breaks a rule."),
				 ASK_CHECK, 0, false, 0, NULL},
				false, ANY},
			{{"reviews.after_days",
				 N_("Days after which a parcel has arrived"),
				 N_("Where nobody tells that it was delivered: "
				    "from then on it can be reviewed."),
				 ASK_INT, 365, true, 0, NULL},
				false, ANY},
			{{"reviews.tell",
				 N_("Mail for each new review and question"),
				 N_("To the address that is told of orders."),
				 ASK_CHECK, 0, false, 0, NULL},
				false, ANY},
		}},
	{NULL, NULL, NULL,
		{{{NULL, NULL, NULL, 0, 0, false, 0, NULL}, false, ANY}}},
};
