/* How each route is tried, in the order of www/routes.c. */
#include "tests/trials.h"

#include <stddef.h>

/* clang-format off */
const struct trial trials[] = {
	{"GET", "/sitemap/:part", TRIAL_OPEN, 0, "/sitemap/1", NULL, "addresses of the shop"},
	{"GET", "/c/*path", TRIAL_OPEN, 0, "/c/mugs", NULL, "goods"},
	{"GET", "/p/:slug", TRIAL_OPEN, 0, "/p/mug", NULL, "goods"},
	{"GET", "/b/:slug", TRIAL_OPEN, 0, "/b/kide", NULL, "goods"},
	{"GET", "/file/:sha/:name", TRIAL_OPEN, 0, "/file/00/a.pdf", NULL, "papers of goods"},
	{"GET", "/page/:slug", TRIAL_OPEN, 0, "/page/terms", NULL, "texts of the shop"},

	/* the cart: whose it is follows from the visitor alone */
	{"POST", "/cart", TRIAL_OWN, TRIAL_CHANGES, NULL, "line=MUG&qty=3", NULL},
	{"POST", "/cart/code", TRIAL_OWN, 0, NULL, "drop=coupon/1", NULL},
	{"GET", "/gift-card/:token", TRIAL_KEY, TRIAL_SHOWS, "/gift-card/{gift}", NULL, NULL},
	{"POST", "/checkout/quote", TRIAL_OWN, 0, NULL, "name=x", NULL},

	/* the list of wishes, and what somebody waits for */
	{"POST", "/list", TRIAL_OWN, TRIAL_CHANGES, NULL, "do=note&sku=MUG&note=another", NULL},
	{"POST", "/list", TRIAL_OWN, TRIAL_CHANGES, NULL, "do=end&sku=MUG&kind=price", NULL},
	{"GET", "/list/:token", TRIAL_KEY, TRIAL_SHOWS, "/list/{list}", NULL, NULL},
	{"POST", "/alert", TRIAL_OPEN, 0, NULL, "sku=MUG&kind=price&email={EMAIL}", "says the same whoever asked before"},
	{"GET", "/alert/:token", TRIAL_KEY, 0, "/alert/{alert}", NULL, NULL},
	{"POST", "/alert/:token", TRIAL_KEY, TRIAL_CHANGES, "/alert/{alert2}", "do=end", NULL},
	{"POST", "/alert/:token/end", TRIAL_KEY, TRIAL_CHANGES, "/alert/{alert3}/end", NULL, NULL},

	/* orders: the link is the key */
	{"GET", "/order/:token", TRIAL_KEY, TRIAL_SHOWS, "/order/{order}", NULL, NULL},
	{"GET", "/order/:token/invoice.pdf", TRIAL_KEY, 0, "/order/{order}/invoice.pdf", NULL, NULL},
	{"GET", "/order/:token/document/:file", TRIAL_KEY, 0, "/order/{order}/document/{file}", NULL, NULL},
	{"GET", "/order/:token/cancel", TRIAL_KEY, 0, "/order/{unpaid}/cancel", NULL, NULL},
	{"GET", "/order/:token/return", TRIAL_KEY, 0, "/order/{order}/return", NULL, NULL},
	{"POST", "/order/:token/return", TRIAL_KEY, 0, "/order/{order}/return", "line={line}&qty=1", NULL},
	{"GET", "/order/:token/claim", TRIAL_KEY, 0, "/order/{order}/claim", NULL, NULL},
	{"POST", "/order/:token/claim", TRIAL_KEY, 0, "/order/{order}/claim", "line={line}&qty=1", NULL},
	{"GET", "/order/:token/case/:nth", TRIAL_KEY, 0, "/order/{order}/case/{nth}", NULL, NULL},
	{"POST", "/order/:token/case/:nth/cancel", TRIAL_KEY, TRIAL_CHANGES, "/order/{order}/case/{nth}/cancel", NULL, NULL},
	{"POST", "/order/:token/case/:nth/sent", TRIAL_KEY, 0, "/order/{order}/case/{nth}/sent", "tracking=JJFI2", NULL},
	{"POST", "/order/:token/account", TRIAL_KEY, 0, "/order/{order}/account", "password=short", NULL},
	{"GET", "/pay/demo/:token", TRIAL_KEY, 0, "/pay/demo/{stamp}", NULL, NULL},
	{"GET", "/pay/go/:token", TRIAL_KEY, 0, "/pay/go/{stamp}", NULL, NULL},
	{"GET", "/pay/paytrail/return/:token", TRIAL_OPEN, 0, "/pay/paytrail/return/{stamp}", NULL, "says nothing without the provider's signature"},
	{"GET", "/pay/stripe/return/:token", TRIAL_OPEN, 0, "/pay/stripe/return/{stamp}", NULL, "says nothing without the provider's word"},
	{"GET", "/pay/paytrail/refund/:token", TRIAL_OPEN, 0, "/pay/paytrail/refund/1", NULL, "is proved by its signature"},
	{"POST", "/pay/stripe/notice", TRIAL_OPEN, 0, NULL, "a=1", "is proved by its signature"},
	{"POST", "/order/:token/pay", TRIAL_KEY, 0, "/order/{unpaid}/pay", "payment=transfer", NULL},
	{"POST", "/order/:token/cancel", TRIAL_KEY, 0, "/order/{unpaid}/cancel", NULL, NULL},
	{"POST", "/pay/demo/:token", TRIAL_KEY, 0, "/pay/demo/{stamp}", "answer=fail", NULL},
	{"POST", "/account/reorder", TRIAL_OPEN, 0, NULL, "order={number}", "asks for the order's key"},
	{"POST", "/track", TRIAL_OPEN, 0, NULL, "number={number}&email=zzonni@posti.example", "asks for number and address"},
	{"POST", "/withdraw", TRIAL_OPEN, 0, NULL, "order={number}&name=x&email=zzonni@posti.example", "is taken from everybody; what is shown needs number and address"},
	{"POST", "/checkout", TRIAL_OWN, 0, NULL, "name=x", NULL},

	{"POST", "/consent", TRIAL_OPEN, 0, NULL, "a=1", "is the answer of who asks"},

	/* in and out */
	{"POST", "/account/login", TRIAL_OPEN, 0, NULL, "email={EMAIL}&password=wrong", "asks for the password"},
	{"POST", "/account/demo", TRIAL_OPEN, 0, NULL, "who=aino", "lets in as the demo's made-up customers alone: unit/account_demo_test"},
	{"POST", "/account/register", TRIAL_OPEN, 0, NULL, "email={EMAIL}&name=x&password=lumi+on+musta", "says the same whoever has an account"},
	{"POST", "/account/forgot", TRIAL_OPEN, 0, NULL, "email={EMAIL}", "says the same whoever has an account"},
	{"GET", "/account/verify/:token", TRIAL_KEY, 0, "/account/verify/{verify}", NULL, NULL},
	{"POST", "/account/verify/:token", TRIAL_KEY, 0, "/account/verify/{verify}", "password=wrong", NULL},
	{"GET", "/account/reset/:token", TRIAL_KEY, 0, "/account/reset/{reset}", NULL, NULL},

	/* an account's own pages */
	{"GET", "/account", TRIAL_OWN, TRIAL_SHOWS, NULL, NULL, NULL},
	{"GET", "/account/orders", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"GET", "/account/details", TRIAL_OWN, TRIAL_SHOWS, NULL, NULL, NULL},
	{"POST", "/account/details", TRIAL_OWN, 0, NULL, "name=x&rev=1&locale=xx", NULL},
	{"GET", "/account/address", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/address", TRIAL_OWN, 0, NULL, "name=x", NULL},
	{"GET", "/account/address/:token", TRIAL_OWN, TRIAL_SHOWS, "/account/address/{address_key}", NULL, NULL},
	{"POST", "/account/address/:token", TRIAL_OWN, TRIAL_CHANGES, "/account/address/{address_key}", "name=x&street=y+1&postal=00100&city=Oulu&country=FI&rev=1", NULL},
	{"POST", "/account/address/:token/usual", TRIAL_OWN, TRIAL_CHANGES, "/account/address/{address_key}/usual", NULL, NULL},
	{"GET", "/account/address/:token/remove", TRIAL_OWN, 0, "/account/address/{address_key}/remove", NULL, NULL},
	{"POST", "/account/address/:token/remove", TRIAL_OWN, TRIAL_CHANGES, "/account/address/{address_key}/remove", NULL, NULL},
	{"POST", "/account/cards", TRIAL_OPEN, 0, NULL, "a=1", "asks the payment service for a new card of who presses it"},
	{"POST", "/account/cards/remove", TRIAL_OWN, TRIAL_CHANGES, NULL, "card={card_key}", NULL},
	{"GET", "/account/cards/:token", TRIAL_OPEN, 0, "/account/cards/{card_key}", NULL, "is proved by the payment service's signature"},

	/* logging in */
	{"POST", "/account/link", TRIAL_OPEN, 0, NULL, "email={EMAIL}", "says the same whoever has an account"},
	{"GET", "/account/link/:token", TRIAL_KEY, 0, "/account/link/{login}", NULL, NULL},
	{"GET", "/account/confirm", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/confirm", TRIAL_OWN, 0, NULL, "password=wrong", NULL},
	{"GET", "/account/security", TRIAL_OWN, TRIAL_SHOWS, NULL, NULL, NULL},
	{"POST", "/account/security", TRIAL_OWN, TRIAL_CHANGES, NULL, "session={handle}", NULL},
	{"GET", "/account/security/password", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/security/password", TRIAL_OWN, 0, NULL, "old=wrong&password=lumi+on+musta", NULL},
	{"GET", "/account/security/password/remove", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"GET", "/account/security/email", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/security/email", TRIAL_OWN, 0, NULL, "email={EMAIL}", NULL},
	{"GET", "/account/email/:token", TRIAL_KEY, 0, "/account/email/{email_link}", NULL, NULL},
	{"POST", "/account/code", TRIAL_OPEN, 0, NULL, "code=000000", "is the second step of who has its cookie"},
	{"POST", "/account/passkey", TRIAL_OPEN, 0, NULL, "step=1", "is proved by the passkey"},
	{"POST", "/account/passkey/ask", TRIAL_OPEN, 0, NULL, "email={EMAIL}", "gives a challenge to everybody"},
	{"POST", "/account/passkey/confirm", TRIAL_OWN, 0, NULL, "step=1", NULL},
	{"POST", "/account/passkey/new", TRIAL_OWN, 0, NULL, "name=x", NULL},
	{"POST", "/account/passkey/add", TRIAL_OWN, 0, NULL, "step=1", NULL},
	{"POST", "/account/passkey/change", TRIAL_OWN, TRIAL_CHANGES, NULL, "key={passkey}&do=save&name=Telephone", NULL},
	{"POST", "/account/passkey/change", TRIAL_OWN, TRIAL_CHANGES, NULL, "key={passkey}&do=remove", NULL},
	{"GET", "/account/totp", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/totp", TRIAL_OWN, 0, NULL, "a=1", NULL},
	{"POST", "/account/totp/on", TRIAL_OWN, 0, NULL, "code=000000", NULL},
	{"POST", "/account/totp/change", TRIAL_OWN, 0, NULL, "code=000000&do=off", NULL},
	{"POST", "/account/totp/codes.txt", TRIAL_OWN, TRIAL_OVER, NULL, "code=000000", NULL},

	/* what they said of goods */
	{"GET", "/p/:slug/reviews", TRIAL_OPEN, 0, "/p/mug/reviews", NULL, "what is shown to everybody"},
	{"POST", "/p/:slug/reviews/vote", TRIAL_OPEN, 0, "/p/mug/reviews/vote", "review={review}-1", "everybody says what helped them"},
	{"GET", "/p/:slug/questions", TRIAL_OPEN, 0, "/p/mug/questions", NULL, "what is shown to everybody"},
	{"POST", "/p/:slug/questions", TRIAL_OPEN, 0, "/p/mug/questions", "body=How+big%3F", "everybody asks"},
	{"GET", "/account/reviews", TRIAL_OWN, TRIAL_SHOWS, NULL, NULL, NULL},
	{"GET", "/order/:token/review/:slug", TRIAL_KEY, TRIAL_SHOWS, "/order/{order}/review/mug", NULL, NULL},
	{"GET", "/order/:token/review/:slug/remove", TRIAL_KEY, 0, "/order/{order}/review/mug/remove", NULL, NULL},
	{"POST", "/order/:token/review/:slug/remove", TRIAL_KEY, TRIAL_CHANGES, "/order/{order}/review/mug/remove", "rev={review_rev}", NULL},
	{"POST", "/order/:token/review/:slug", TRIAL_KEY, TRIAL_CHANGES, "/order/{order}/review/mug", "stars=1&body=No+good+at+all", NULL},

	/* what the shop knows of them */
	{"GET", "/account/profile", TRIAL_OWN, TRIAL_SHOWS | TRIAL_GUEST, NULL, NULL, NULL},
	{"POST", "/account/profile", TRIAL_OWN, 0, NULL, "do=switches&history=1", NULL},
	{"POST", "/account/export", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"GET", "/account/erase", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/erase", TRIAL_OWN, 0, NULL, "a=1", NULL},
	{"POST", "/account/sizes", TRIAL_OWN, TRIAL_CHANGES, NULL, "do=remove&option=size&value={name}", NULL},
	{"POST", "/account/store", TRIAL_OWN, TRIAL_CHANGES, NULL, "location=1", NULL},

	/* letters */
	{"POST", "/letters", TRIAL_OPEN, 0, NULL, "email={EMAIL}&topic=news", "says the same whoever gets them"},
	{"GET", "/letters/:token", TRIAL_KEY, TRIAL_SHOWS, "/letters/{letters}", NULL, NULL},
	{"POST", "/letters/:token", TRIAL_KEY, TRIAL_CHANGES, "/letters/{letters}", NULL, NULL},
	{"GET", "/letters/end/:token", TRIAL_KEY, TRIAL_SHOWS, "/letters/end/{letters_end}", NULL, NULL},
	{"POST", "/letters/end/:token", TRIAL_KEY, TRIAL_CHANGES, "/letters/end/{letters_end}", "do=end", NULL},
	{"GET", "/account/letters", TRIAL_OWN, 0, NULL, NULL, NULL},
	{"POST", "/account/letters", TRIAL_OWN, TRIAL_CHANGES, NULL, "topic=offers&language=en", NULL},

	/* last, because they end logins */
	{"POST", "/account/link/:token", TRIAL_KEY, TRIAL_CHANGES, "/account/link/{login}", NULL, NULL},
	{"POST", "/account/reset/:token", TRIAL_KEY, TRIAL_CHANGES, "/account/reset/{reset}", "password=lumi+on+valkoista", NULL},
	{"POST", "/account/email/:token", TRIAL_KEY, TRIAL_OVER, "/account/email/{email_link}", NULL, NULL},
	{"POST", "/account/security/password/remove", TRIAL_OWN, TRIAL_OVER, NULL, NULL, NULL},
	{"POST", "/account/logout", TRIAL_OPEN, 0, NULL, NULL, "ends the login of who presses it"},
	{0},
};
/* clang-format on */
