/* What the owner sets: a page a section, one form each; in one file because
 * most of it is the one table of all settings. */
#include "handlers/admin/admin.h"

#include <ctype.h>
#include <string.h>

#include "domain/order.h"
#include "domain/setting.h"
#include "handlers/admin/fields.h"
#include "handlers/admin/home_picture.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

/* What a field must look like besides its kind. */
enum check { ANY, IBAN, BIC, LINK };

struct line {
	struct ask ask; /* its name is the setting's code */
	bool local;     /* one field a language */
	enum check check;
};

enum { LINES_MAX = 14 };

struct part {
	const char *code, *name, *intro;
	struct line lines[LINES_MAX];
};

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

static const struct part parts[] = {
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

static bool line_ends(const struct part *p, size_t i)
{
	return i >= LINES_MAX || !p->lines[i].ask.name;
}

/* As the form shows it: "4.90", not "490". */
static const char *stored_value(struct req *r, const struct line *l)
{
	if (l->ask.kind == ASK_MONEY)
		return money_plain(
			r->cx.arena, money(setting_int(&r->cx, l->ask.name)));
	return setting_get(&r->cx, l->ask.name);
}

static void line_show(struct tpl *t, struct fields *f, const struct line *l)
{
	struct req *r = f->r;
	struct tpl *part = tpl_section(t, "PART");
	if (!l->local) {
		ask_show(part, "FIELD", f, &l->ask, "", stored_value(r, l));
		return;
	}
	struct tpl *s = tpl_section(part, "LOCAL");
	tpl_text(s, "LEGEND", tr(l->ask.label));
	for (int i = 0; i < TR_LANGS; i++) {
		struct ask ask = l->ask;
		const char *code = tr_langs[i].code;
		ask.label = tr_langs[i].name;
		ask.hint = i == 0 ? l->ask.hint : NULL;
		ask_show_plain(s, "FIELD", f, &ask, code,
			setting_get_in(&r->cx, l->ask.name, code));
	}
}

static bool has_picture(const struct part *p)
{
	return strcmp(p->code, "home") == 0;
}

static int settings_page(struct fields *f, const struct part *p,
	const struct home_picture *picture, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/settings.tpl");
	for (const struct part *o = parts; o->code; o++) {
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF",
			arena_printf(
				r->cx.arena, "/admin/settings/%s", o->code));
		tpl_text(s, "NAME", tr(o->name));
		tpl_show_if(s, "ON", o == p);
	}
	struct tpl *pay = tpl_section(t, "CHIP"); /* a page of its own */
	tpl_text(pay, "HREF", "/admin/settings/payments");
	tpl_text(pay, "NAME", tr("Payments"));
	tpl_text(t, "ACTION",
		arena_printf(r->cx.arena, "/admin/settings/%s", p->code));
	tpl_text(t, "HEADING", tr(p->name));
	tpl_text(t, "INTRO", tr(p->intro));
	for (size_t i = 0; !line_ends(p, i); i++)
		line_show(t, f, &p->lines[i]);
	fields_summary(t, f);
	tpl_show_if(t, "UPLOAD", has_picture(p));
	int rc = has_picture(p) ? home_picture_show(t, f, picture) : OK;
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = tr("Settings"), .nav = "settings"};
	return admin_send(r, &page, t, status);
}

static const struct part *part_of(const struct req *r)
{
	const char *code = req_path_param(r, "part");
	for (const struct part *p = parts; code && p->code; p++)
		if (strcmp(p->code, code) == 0)
			return p;
	return NULL;
}

/* GET /admin/settings */
int admin_settings(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return settings_page(&f, parts, NULL, 200);
}

/* GET /admin/settings/:part */
int admin_settings_show(struct req *r)
{
	struct fields f;
	const struct part *p = part_of(r);
	if (!p)
		return ERR_NOT_FOUND;
	fields_init(&f, r);
	return settings_page(&f, p, NULL, 200);
}

static bool bic_ok(const char *s)
{
	size_t n = strlen(s);
	if (n != 8 && n != 11)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) ||
			(i < 6 && !isalpha((unsigned char)s[i])))
			return false;
	return true;
}

static const char *upper(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	for (char *c = out; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return out;
}

/* A path of this shop, on no other host. */
static bool link_ok(const char *s)
{
	return s[0] == '/' && s[1] != '/' && !strpbrk(s, "\\ ");
}

static const char *checked(
	struct fields *f, const struct line *l, const char *value)
{
	if (!*value || field_message(f, l->ask.name))
		return value;
	if (l->check == IBAN || l->check == BIC)
		value = upper(f->r->cx.arena, value);
	if (l->check == IBAN && !iban_ok(value))
		field_error(f, l->ask.name,
			tr("This is not an IBAN: a digit is wrong or "
			   "missing."));
	if (l->check == BIC && !bic_ok(value))
		field_error(f, l->ask.name,
			tr("This is not a BIC: 8 or 11 letters and digits."));
	if (l->check == LINK && !link_ok(value))
		field_error(f, l->ask.name,
			tr("Write an address of this shop, beginning with "
			   "/."));
	return value;
}

static const char *value_read(struct fields *f, const struct line *l)
{
	struct arena *a = f->r->cx.arena;
	struct money m;
	int64_t n;
	switch (l->ask.kind) {
	case ASK_MONEY:
		ask_money(f, &l->ask, "", &m);
		return arena_printf(a, "%lld", (long long)m.minor);
	case ASK_INT:
		ask_int(f, &l->ask, "", &n);
		return arena_printf(a, "%lld", (long long)n);
	case ASK_CHOICE:
		return ask_choice(f, &l->ask, "");
	case ASK_CHECK:
		return field_checked(f, l->ask.name, false) ? "1" : "0";
	default:
		return checked(f, l, ask_text(f, &l->ask, ""));
	}
}

/* A setting about to be written. */
struct pending {
	const char *code, *locale, *value;
};

static size_t part_read(
	struct fields *f, const struct part *p, struct pending *out)
{
	size_t n = 0;
	for (size_t i = 0; !line_ends(p, i); i++) {
		const struct line *l = &p->lines[i];
		if (!l->local) {
			const char *value = value_read(f, l);
			out[n++] = (struct pending){l->ask.name, NULL, value};
			continue;
		}
		for (int k = 0; k < TR_LANGS; k++) {
			const char *code = tr_langs[k].code;
			const char *value = ask_text(f, &l->ask, code);
			out[n++] = (struct pending){l->ask.name, code, value};
		}
	}
	return n;
}

/* POST /admin/settings/:part */
int admin_settings_save(struct req *r)
{
	struct fields f;
	struct pending set[LINES_MAX * TR_LANGS];
	const struct part *p = part_of(r);
	if (!p)
		return ERR_NOT_FOUND;
	fields_init(&f, r);
	struct home_picture picture;
	size_t n = part_read(&f, p, set);
	int rc = has_picture(p) ? home_picture_read(&f, &picture) : OK;
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return settings_page(
			&f, p, has_picture(p) ? &picture : NULL, 422);

	rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	if (has_picture(p))
		rc = home_picture_write(r, &picture);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = setting_set(
			&r->cx, set[i].code, set[i].locale, set[i].value);
	rc = db_end(r->cx.db, rc);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/settings/%s", p->code));
}
