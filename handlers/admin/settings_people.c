/* Settings of what is kept of people and said to them. */
#include "handlers/admin/settings.h"

#include <stddef.h>

#include "lib/tr.h"

const struct setting_part settings_people[] = {
	{"privacy", N_("Privacy"),
		N_("How long the shop keeps what it knows of people. Then it "
		   "goes by itself, every night; customers read the periods "
		   "on the page How long we keep what. Orders, invoices and "
		   "bank transfers stay for six years after the end of their "
		   "year, as bookkeeping law asks."),
		{
			{{"retention.unconfirmed",
				 N_("Accounts whose address was never "
				    "confirmed (days)"),
				 NULL, ASK_INT, 365, true, 0, NULL},
				false, ANY},
			{{"retention.inactive",
				 N_("Accounts without a login and without an "
				    "order (months)"),
				 N_("A mail tells 30 days ahead; a login keeps "
				    "the account."),
				 ASK_INT, 120, true, 0, NULL},
				false, ANY},
			{{"retention.carts",
				 N_("Carts of visitors that nobody touched "
				    "(days)"),
				 NULL, ASK_INT, 365, true, 0, NULL},
				false, ANY},
			{{"retention.lists",
				 N_("Lists of visitors without an account "
				    "(days)"),
				 NULL, ASK_INT, 730, true, 0, NULL},
				false, ANY},
			{{"retention.alerts",
				 N_("“Tell me when”, once told, ended or "
				    "never confirmed (days)"),
				 NULL, ASK_INT, 365, true, 0, NULL},
				false, ANY},
			{{"retention.waiting",
				 N_("“Tell me when” that still waits (days)"),
				 N_("Then it ends, and a mail says so."),
				 ASK_INT, 1825, true, 0, NULL},
				false, ANY},
			{{"retention.letters",
				 N_("Addresses that ended the letters or "
				    "never confirmed them (days)"),
				 NULL, ASK_INT, 365, true, 0, NULL},
				false, ANY},
			{{"retention.questions",
				 N_("Addresses of questions, once answered "
				    "(days)"),
				 NULL, ASK_INT, 730, true, 0, NULL},
				false, ANY},
			{{"retention.returns",
				 N_("What was written about a return, once it "
				    "is closed (months)"),
				 N_("Claims can be made for three years."),
				 ASK_INT, 120, true, 0, NULL},
				false, ANY},
			{{"retention.unpaid",
				 N_("Name and address of orders that were "
				    "never paid (months)"),
				 NULL, ASK_INT, 72, true, 0, NULL},
				false, ANY},
			{{"retention.consents",
				 N_("Choices about cookies (months)"),
				 N_("You have to be able to show what somebody "
				    "chose."),
				 ASK_INT, 120, true, 0, NULL},
				false, ANY},
			{{"retention.events",
				 N_("What people looked at, who accepted that "
				    "(days)"),
				 N_("Suggestions are made of it."), ASK_INT,
				 730, true, 0, NULL},
				false, ANY},
			{{"retention.jobs",
				 N_("The list of mails that were sent (days)"),
				 NULL, ASK_INT, 365, true, 0, NULL},
				false, ANY},
			{{"retention.audit", N_("Who changed what (months)"),
				 NULL, ASK_INT, 120, true, 0, NULL},
				false, ANY},
		}},
	{"greeting", N_("Greeting"),
		N_("The words at the top of each page for customers who are "
		   "logged in, warmer with each order. Write {name} where the "
		   "name goes: what they want to be called, else their first "
		   "name. They can choose the tone, or none, on their page "
		   "What the shop knows. Empty: the shop’s own words."),
		{
			{{"greeting.on", N_("Greet customers"), NULL, ASK_CHECK,
				 0, false, 0, NULL},
				false, ANY},
			{{"greeting.new", N_("Before the first order"),
				 N_("Like “Welcome, {name}”."), ASK_LINE, 120,
				 false, 0, NULL},
				true, ANY},
			{{"greeting.formal",
				 N_("After one order, and to whoever wants it formal"),
				 N_("Like “Welcome back, {name}”."), ASK_LINE,
				 120, false, 0, NULL},
				true, ANY},
			{{"greeting.warm",
				 N_("After more orders, and to whoever wants it warm"),
				 N_("Like “Good to see you again, {name}”."),
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
			{{"greeting.friend", N_("After five orders"),
				 N_("Like “Lovely to have you here, {name}”."),
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
			{{"greeting.birthday",
				 N_("On the birthday, if they told it"),
				 N_("Like “Happy birthday, {name}”."), ASK_LINE,
				 120, false, 0, NULL},
				true, ANY},
		}},
	{"interests", N_("Questions about interests"),
		N_("Customers, and visitors who accepted, are asked once what "
		   "they like: on the home page and in a new account. The "
		   "choices are under Interests; while there are none, the "
		   "top categories are."),
		{
			{{"interest.on", N_("Ask what they like"), NULL,
				 ASK_CHECK, 0, false, 0, NULL},
				false, ANY},
			{{"interest.question1", N_("First question"),
				 N_("Empty: “What do you like to see?”"),
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
			{{"interest.question2", N_("Second question"), NULL,
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
			{{"interest.question3", N_("Third question"), NULL,
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
			{{"interest.question4", N_("Fourth question"), NULL,
				 ASK_LINE, 120, false, 0, NULL},
				true, ANY},
		}},
	{"mail", N_("Mail"), N_("Who sends the shop’s mail, who is told."),
		{
			{{"shop.sender", N_("Sender of the shop’s mail"), NULL,
				 ASK_EMAIL, 254, false, 0, NULL},
				false, ANY},
			{{"shop.owner_email", N_("Tell of new orders"),
				 N_("Empty: nobody gets a mail."), ASK_EMAIL,
				 254, false, 0, NULL},
				false, ANY},
		}},
	{"open", N_("Open or closed"),
		N_("Close the shop for a while, for a holiday or a removal."),
		{
			{{"shop.closed", N_("The shop is closed for a while"),
				 N_("Visitors see the text below instead of "
				    "the shop. You see the shop as usual "
				    "while you are logged in."),
				 ASK_CHECK, 0, false, 0, NULL},
				false, ANY},
			{{"shop.closed_text", N_("What visitors read"), NULL,
				 ASK_LINES, 400, false, 2, NULL},
				true, ANY},
		}},
	{NULL, NULL, NULL,
		{{{NULL, NULL, NULL, 0, 0, false, 0, NULL}, false, ANY}}},
};
