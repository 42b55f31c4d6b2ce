/* What the form of a product asks for. */
#include "handlers/admin/product_form.h"

enum { WEIGHT_MAX = 1000000, STOCK_MAX = 1000000 };

const struct ask product_words_asks[] = {
	{"name", N_("Name"), NULL, ASK_LINE, 200, true, 0, NULL},
	{"summary", N_("Short text"),
		N_("One or two sentences, shown beside the price."), ASK_LINES,
		500, false, 2, NULL},
	{"description", N_("Description"),
		N_("Markdown: an empty line makes a paragraph, **stars** make "
		   "bold."),
		ASK_LINES, 20000, false, 6, NULL},
	{"facts", N_("Facts"), N_("One a line, like “Material: stoneware”."),
		ASK_LINES, 4000, false, 4, NULL},
	{"safety", N_("Warnings"),
		N_("What the law wants said about safe use, in the buyer’s "
		   "language."),
		ASK_LINES, 4000, false, 2, NULL},
	{"slug", N_("Address"),
		N_("The end of the page’s address. Empty: made of the name. "
		   "The old address leads to the new one."),
		ASK_LINE, 100, false, 0, NULL},
	{"seo_title", N_("Title for search engines"), N_("Empty: the name."),
		ASK_LINE, 100, false, 0, NULL},
	{"seo_text", N_("Text for search engines"),
		N_("Empty: the short text."), ASK_LINES, 300, false, 2, NULL},
};

static const struct ask_choice states[] = {
	{"draft", N_("Hidden (draft)")},
	{"active", N_("For sale")},
	{NULL, NULL},
};

static const struct ask_choice tax_classes[] = {
	{"general", N_("General rate")},
	{"reduced", N_("Reduced rate")},
	{"press", N_("Newspapers and magazines")},
	{"zero", N_("Zero rate")},
	{"outside", N_("Outside VAT")},
	{NULL, NULL},
};

static const struct ask_choice product_kinds[] = {
	{"goods", N_("Goods")},
	{"gift_card", N_("Gift card")},
	{"service", N_("Service")},
	{NULL, NULL},
};

const struct ask product_head_asks[] = {
	{"status", N_("State"), NULL, ASK_CHOICE, 0, false, 0, states},
	{"tax_class", N_("VAT"), N_("Prices include it."), ASK_CHOICE, 0, false,
		0, tax_classes},
	{"maker_name", N_("Manufacturer"), NULL, ASK_LINE, 200, false, 0, NULL},
	{"maker_address", N_("Postal address"), NULL, ASK_LINE, 300, false, 0,
		NULL},
	{"maker_email", N_("E-mail or web address"), NULL, ASK_LINE, 254, false,
		0, NULL},
	{"brand", N_("Brand"), NULL, ASK_LINE, 200, false, 0, NULL},
	{"kind", N_("Kind"),
		N_("A gift card is worth its price, sent by e-mail once it is "
		   "paid, outside VAT and never out of stock. Make a variant "
		   "for each amount."),
		ASK_CHOICE, 0, false, 0, product_kinds},
};

const struct ask product_fresh_asks[] = {
	{"fresh_price", N_("Price"),
		N_("VAT included, like 12.90. Each variant can have its own "
		   "later."),
		ASK_MONEY, 0, false, 0, NULL},
	{"fresh_stock", N_("In stock"), N_("Of each variant."), ASK_INT,
		STOCK_MAX, false, 0, NULL},
	{"fresh_sku", N_("SKU"), N_("Your own code. Empty: made of the name."),
		ASK_LINE, 60, false, 0, NULL},
	{"fresh_gtin", N_("GTIN (bar code)"), NULL, ASK_LINE, 14, false, 0,
		NULL},
	{"fresh_weight", N_("Weight in grams"), NULL, ASK_INT, WEIGHT_MAX,
		false, 0, NULL},
};

const struct ask product_variant_asks[] = {
	{"price", N_("Price"), NULL, ASK_MONEY, 0, false, 0, NULL},
	{"sale", N_("Sale price"), NULL, ASK_MONEY, 0, false, 0, NULL},
	{"sku", N_("SKU"), NULL, ASK_LINE, 60, false, 0, NULL},
	{"gtin", N_("GTIN"), NULL, ASK_LINE, 14, false, 0, NULL},
	{"weight", N_("Weight"), NULL, ASK_INT, WEIGHT_MAX, false, 0, NULL},
};
