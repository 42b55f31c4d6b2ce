/* The whole map of the shop's addresses, in one file because the first row
 * that fits an address is taken: their order is read as a whole. */
#include "www/routes.h"

#include <string.h>

#include "handlers/admin/admin.h"
#include "handlers/admin/crud.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/err.h"
#include "lib/log.h"

enum { PATH_PARAMS_MAX = 4 };

/* The owner's pages have one language and are never kept. */
#define OWNER (ROUTE_NO_LANG | ROUTE_NO_STORE | ROUTE_ANY_STATE)

/* clang-format off */
/* The pages of one of handlers/admin/resources.c. */
#define THINGS(path) \
	{METHOD_GET,  path, crud_list, ACCESS_STAFF, OWNER}, \
	{METHOD_POST, path, crud_create, ACCESS_STAFF, OWNER | ROUTE_UPLOAD}, \
	{METHOD_GET,  path "/new", crud_new, ACCESS_STAFF, OWNER}, \
	{METHOD_POST, path "/bulk", crud_bulk, ACCESS_STAFF, OWNER}, \
	{METHOD_GET,  path "/:id", crud_row, ACCESS_STAFF, OWNER}, \
	{METHOD_POST, path "/:id", crud_save, ACCESS_STAFF, OWNER | ROUTE_UPLOAD}, \
	{METHOD_GET,  path "/:id/archive", crud_archive_ask, ACCESS_STAFF, OWNER}, \
	{METHOD_POST, path "/:id/archive", crud_archive, ACCESS_STAFF, OWNER}

const struct route routes[] = {
	/* machines */
	{METHOD_GET,  "/healthz",    healthz_show, ACCESS_MACHINE,  ROUTE_NO_LANG | ROUTE_ANY_STATE | ROUTE_NO_STORE},
	{METHOD_GET,  "/metrics",    metrics_show, ACCESS_LOOPBACK, ROUTE_NO_LANG | ROUTE_ANY_STATE | ROUTE_NO_STORE},
	{METHOD_GET,  "/robots.txt", robots_show,  ACCESS_MACHINE,  ROUTE_NO_LANG | ROUTE_ANY_STATE},
	{METHOD_GET,  "/sitemap.xml", sitemap_show, ACCESS_MACHINE, ROUTE_NO_LANG | ROUTE_ANY_STATE},
	{METHOD_GET,  "/sitemap/:part", sitemap_part, ACCESS_MACHINE, ROUTE_NO_LANG | ROUTE_ANY_STATE},
	{METHOD_GET,  "/feed/google.xml", feed_google_show, ACCESS_MACHINE, ROUTE_ANY_STATE},

	/* the shop */
	{METHOD_GET,  "/",           home_show,      ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/c/*path",    category_show,  ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/p/:slug",    product_show,   ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/p/:slug/reviews", reviews_show, ACCESS_PUBLIC, 0},
	{METHOD_POST, "/p/:slug/reviews/vote", review_vote_do, ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/p/:slug/questions", questions_show, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/p/:slug/questions", question_ask_do, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/b/:slug",    brand_show,     ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/file/:sha/:name", file_show, ACCESS_PUBLIC, ROUTE_NO_LANG},
	{METHOD_GET,  "/search",     search_show,    ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/search/how",     search_how_show, ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/search/suggest", search_suggest, ACCESS_MACHINE, 0},
	{METHOD_GET,  "/cart",       cart_show,      ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/cart",       cart_post,      ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/cart/code",  cart_code_post, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/list",       wishes_show,      ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/list",       wishes_post,      ACCESS_PUBLIC, 0},
	{METHOD_GET,  "/list/:token", wishes_shared, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/alert/new",  alert_new,      ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/alert",      alert_post,     ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/alert/:token", alert_show,   ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/alert/:token", alert_do,     ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	/* the mail reader's own button (RFC 8058): the link is the proof */
	{METHOD_POST, "/alert/:token/end", alert_one_click, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_NO_CSRF},
	{METHOD_GET,  "/gift-card/:token", gift_card_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/checkout",   checkout_show,  ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/checkout",   checkout_order, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/checkout/quote", checkout_quote_show, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_POST, "/checkout/quote", checkout_quote, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/order/:token",        order_show,       ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/invoice.pdf", order_invoice, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/document/:file", order_document, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/cancel", order_cancel_ask, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/cancel", order_cancel_do,  ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/return", order_return_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/return", order_return_ask, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/claim", order_claim_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/claim", order_claim_ask, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/case/:nth", order_case_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/case/:nth/cancel", order_case_cancel, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/case/:nth/sent", order_case_sent, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/order/:token/review/:slug", review_write_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/review/:slug", review_write_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_UPLOAD},
	{METHOD_GET,  "/order/:token/review/:slug/remove", review_remove_ask, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/review/:slug/remove", review_remove_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/pay",    order_pay,        ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/pay/demo/:token",     pay_demo_show,    ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/pay/demo/:token",     pay_demo_answer,  ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account", account_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/orders", account_orders_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/reorder", order_again, ACCESS_PUBLIC, ROUTE_NO_STORE},
	{METHOD_GET,  "/account/details", account_details_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/details", account_details_save, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/address", account_address_new, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/address", account_address_add, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/address/:token", account_address_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/address/:token", account_address_save, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/address/:token/usual", account_address_usual, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/address/:token/remove", account_address_remove_ask, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/address/:token/remove", account_address_remove, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/cards", account_card_add, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/cards/remove", account_card_remove, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/cards/:token", account_card_back, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_WRITES},
	{METHOD_GET,  "/account/reviews", account_reviews_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/sizes", account_sizes_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/store", account_store_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/login", account_login_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/login", account_login_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/demo", account_demo_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/logout", account_logout_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/register", account_register_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/register", account_register_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/forgot", account_forgot_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/forgot", account_forgot_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/verify/:token", account_verify_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/verify/:token", account_verify_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/reset/:token", account_reset_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/reset/:token", account_reset_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/link", account_link_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/link", account_link_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/link/:token", account_link_open_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/link/:token", account_link_open_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/confirm", account_confirm_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/confirm", account_confirm_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/security", account_security_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/security", account_sessions_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/security/password", account_password_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/security/password", account_password_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/security/password/remove", account_password_remove_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/security/password/remove", account_password_remove_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/security/email", account_email_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/security/email", account_email_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/email/:token", account_email_link_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/email/:token", account_email_link_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/code", account_code_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/code", account_code_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/passkey", passkey_login_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/passkey/ask", passkey_ask_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/passkey/confirm", passkey_confirm_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/passkey/new", passkey_new_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/passkey/add", passkey_add_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/passkey/change", passkey_change_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/totp", totp_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/totp", totp_begin_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/totp/on", totp_on_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/totp/change", totp_change_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/totp/codes.txt", totp_codes_file, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/order/:token/account", account_offer_do, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/pay/go/:token",       pay_go_show,      ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/pay/paytrail/return/:token", pay_paytrail_return, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_WRITES},
	{METHOD_GET,  "/pay/stripe/return/:token",   pay_stripe_return,   ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_WRITES},
	/* What providers tell; each proves itself by its signature. */
	{METHOD_GET,  "/pay/paytrail/notice", pay_paytrail_notice, ACCESS_MACHINE, ROUTE_NO_LANG | ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_WRITES},
	{METHOD_GET,  "/pay/paytrail/refund/:token", pay_paytrail_refund, ACCESS_MACHINE, ROUTE_NO_LANG | ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_WRITES},
	{METHOD_POST, "/pay/stripe/notice",   pay_stripe_notice, ACCESS_MACHINE, ROUTE_NO_LANG | ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_NO_CSRF | ROUTE_RAW},
	{METHOD_GET,  "/track",      track_show,     ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/track",      track_find,     ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/withdraw",   withdraw_show,  ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/withdraw",   withdraw_step,  ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/letters",    letters_show,   ACCESS_PUBLIC, ROUTE_ANY_STATE},
	{METHOD_POST, "/letters",    letters_ask,    ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/letters/:token", letters_confirm_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/letters/:token", letters_confirm, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/letters/end/:token", letters_end_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	/* mail programs press it themselves (RFC 8058): its address proves it */
	{METHOD_POST, "/letters/end/:token", letters_end, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE | ROUTE_NO_CSRF},
	{METHOD_GET,  "/account/letters", account_letters_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/letters", account_letters_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/profile", profile_show, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/profile", profile_save, ACCESS_PUBLIC, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/export", profile_export, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/account/erase", erase_show, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_POST, "/account/erase", erase_do, ACCESS_CUSTOMER, ROUTE_NO_STORE | ROUTE_ANY_STATE},
	{METHOD_GET,  "/privacy/data", privacy_data_show, ACCESS_PUBLIC, ROUTE_ANY_STATE},
	{METHOD_GET,  "/privacy/cookies", consent_show, ACCESS_PUBLIC, ROUTE_ANY_STATE},
	{METHOD_POST, "/consent",    consent_choose, ACCESS_PUBLIC, ROUTE_ANY_STATE},
	{METHOD_GET,  "/page/:slug", text_page_show, ACCESS_PUBLIC, ROUTE_ANY_STATE},

	/* the owner */
	{METHOD_GET,  "/admin/login", admin_login_show, ACCESS_LOGIN, OWNER},
	{METHOD_POST, "/admin/login", admin_login, ACCESS_LOGIN, OWNER},
	{METHOD_POST, "/admin/logout", admin_logout, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin", admin_overview, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/keys", admin_keys, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders", admin_orders, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders", admin_orders_bulk, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/slips", admin_slips, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/papers/:file", admin_papers, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders/:number/documents", admin_documents, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders/:number/documents/:file", admin_document, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders/:number", admin_order, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/paid", admin_order_paid, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/ship", admin_order_ship, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/ready", admin_order_ready, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/delivered", admin_order_delivered, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/shipments/:id", admin_order_shipment, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/note", admin_order_note, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/mail", admin_order_mail, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders/:number/change", admin_order_change_ask, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/change", admin_order_change, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/contact", admin_order_contact, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/refunds/:id", admin_order_refund_move, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders/:number/refund", admin_order_refund_ask, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/refund", admin_order_refund, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/orders/:number/cancel", admin_order_cancel_ask, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/orders/:number/cancel", admin_order_cancel, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/products", admin_products, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products", admin_product_create, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_POST, "/admin/products/bulk", admin_products_bulk, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/products/new", admin_product_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/products/:id", admin_product, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id", admin_product_save, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_GET,  "/admin/products/:id/details", admin_product_details, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/details", admin_product_details_save, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/products/:id/links", admin_product_links, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/links", admin_product_links_save, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_POST, "/admin/products/:id/archive", admin_product_archive, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/restore", admin_product_restore, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/stock", admin_product_stock, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/carry", admin_product_carry, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/products/:id/plan", admin_product_plan, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/plan", admin_product_plan_add, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/plan/cancel", admin_product_plan_cancel, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/publish", admin_product_publish, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/products/:id/parts", admin_product_parts, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/products/:id/parts", admin_product_parts_save, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/subscribers", admin_subscribers, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/subscribers", admin_subscriber_add, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/subscribers/new", admin_subscriber_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/subscribers/export", admin_subscribers_file, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/subscribers/:id", admin_subscriber, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/subscribers/:id", admin_subscriber_end, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/privacy", admin_privacy, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/privacy", admin_privacy_find, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/privacy/export", admin_privacy_export, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/privacy/erase", admin_privacy_erase, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/searches", admin_searches, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/suggestions", admin_suggestions, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/suggestions/shelves", admin_shelves, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/suggestions/shelves", admin_shelves_do, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/suggestions/try", admin_suggestions_try, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/suggestions/try", admin_suggestions_look, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/suggestions/suggestions.csv", admin_suggestions_file, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/wanted", admin_wanted, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/customers", admin_customers, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/customers/:id", admin_customer, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/customers/:id/group", admin_customer_group, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/accounts/:id", admin_account, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/accounts/:id/group", admin_account_group, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/accounts/:id/codes", admin_account_codes, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/categories", admin_categories, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/categories", admin_category_create, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_GET,  "/admin/categories/new", admin_category_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/categories/:id", admin_category, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/categories/:id", admin_category_save, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_GET,  "/admin/categories/:id/archive", admin_category_archive_ask, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/categories/:id/archive", admin_category_archive, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/categories/:id/restore", admin_category_restore, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/settings", admin_settings, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/settings/payments", admin_payments, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/settings/payments", admin_payments_save, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/settings/:part", admin_settings_show, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/settings/:part", admin_settings_save, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_GET,  "/admin/texts", admin_texts, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/texts", admin_text_create, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/texts/new", admin_text_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/texts/:id", admin_text, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/texts/:id", admin_text_save, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/texts/:id/archive", admin_text_archive_ask, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/texts/:id/archive", admin_text_archive, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/texts/:id/restore", admin_text_restore, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/bank", admin_bank, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/bank", admin_bank_upload, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_POST, "/admin/bank/:id", admin_bank_entry, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/books", admin_books, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/books/:file", admin_books_file, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/withdrawals", admin_withdrawals, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/cases", admin_cases, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/cases/:id", admin_case, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/cases/:id/:move", admin_case_move, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/reviews", admin_reviews, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/reviews", admin_reviews_bulk, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/reviews/:id", admin_review, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/reviews/:id", admin_review_do, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/questions", admin_questions, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/questions/:id", admin_question, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/questions/:id", admin_question_do, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/import", admin_imports, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/import", admin_import_upload, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_GET,  "/admin/import/:id", admin_import, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/import/:id", admin_import_do, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/import/:id/report", admin_import_report, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/export", admin_export, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/jobs", admin_jobs, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/jobs/:id", admin_job_retry, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/media", admin_media, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/media", admin_media_save, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/media/:id", admin_media_one, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/media/:id", admin_media_one_save, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/media/:id/replace", admin_media_replace, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	THINGS("/admin/brands"),
	THINGS("/admin/attributes"),
	THINGS("/admin/size-guides"),
	THINGS("/admin/synonyms"),
	THINGS("/admin/redirects"),
	THINGS("/admin/tax-rates"),
	THINGS("/admin/vat-numbers"),
	THINGS("/admin/customer-groups"),
	{METHOD_GET,  "/admin/home", admin_home, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/home", admin_home_create, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_GET,  "/admin/home/new", admin_home_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/home/preview", admin_home_preview, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/home/:id", admin_home_section, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/home/:id", admin_home_save, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_POST, "/admin/home/:id/delete", admin_home_delete, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/segments", admin_segments, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/segments", admin_segment_create, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/segments/new", admin_segment_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/segments/:id", admin_segment, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/segments/:id", admin_segment_save, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/segments/:id/delete", admin_segment_delete, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/promotions", admin_promotions, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/promotions", admin_promotion_create, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/promotions/new", admin_promotion_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/promotions/:id", admin_promotion, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/promotions/:id", admin_promotion_save, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/promotions/:id/state", admin_promotion_state, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/promotions/:id/codes", admin_promotion_codes_file, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/promotions/:id/codes", admin_promotion_codes, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/gift-cards", admin_gift_cards, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/gift-cards", admin_gift_card_give, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/gift-cards/new", admin_gift_card_new, ACCESS_STAFF, OWNER},
	{METHOD_GET,  "/admin/gift-cards/:id", admin_gift_card, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/gift-cards/:id", admin_gift_card_do, ACCESS_STAFF, OWNER},
	THINGS("/admin/locations"),
	THINGS("/admin/zones"),
	THINGS("/admin/delivery"),
	THINGS("/admin/closed-days"),
	THINGS("/admin/interests"),
	{METHOD_GET, "/admin/points", admin_points, ACCESS_STAFF, OWNER},
	{METHOD_POST, "/admin/points", admin_points_upload, ACCESS_STAFF, OWNER | ROUTE_UPLOAD},
	{METHOD_POST, "/admin/points/carrier", admin_carrier_save, ACCESS_STAFF, OWNER},
	{METHOD_GET, "/admin/delivery-try", admin_delivery_try, ACCESS_STAFF, OWNER},
	{0},
};
/* clang-format on */

int routes_check(const struct route *rows)
{
	int rc = OK;
	for (const struct route *row = rows; row->path; row++) {
		bool ok = row->access && row->fn && row->path[0] == '/' &&
			  (row->method == METHOD_GET ||
				  row->method == METHOD_POST);
		/* GET is never checked, so the flag there is a mistake */
		if ((row->flags & ROUTE_NO_CSRF) && row->method == METHOD_GET)
			ok = false;
		if ((row->flags & ROUTE_UPLOAD) && row->method != METHOD_POST)
			ok = false;
		if (ok)
			continue;
		log_error("event=route_invalid route=%s", row->path);
		rc = ERR_INVALID;
	}
	return rc;
}

bool route_is_secret(const struct route *route)
{
	return strstr(route->path, "/:token") != NULL;
}

/* Does the path fit the pattern?  Fills up to PATH_PARAMS_MAX params with
 * (name, start) and lens with the lengths of their values. */
static bool path_match(const char *pattern, const char *path,
	struct param *found, size_t *lens)
{
	size_t n = 0;
	while (*pattern) {
		if (*pattern != ':' && *pattern != '*') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		bool rest = *pattern == '*';
		const char *name = pattern + 1;
		pattern += strcspn(pattern, "/");
		size_t len = rest ? strlen(path) : strcspn(path, "/");
		if (!len || n == PATH_PARAMS_MAX)
			return false;
		found[n] = (struct param){name, path};
		lens[n++] = len;
		path += len;
	}
	found[n] = (struct param){NULL, NULL};
	return !*path;
}

static const struct param *params_copy(
	struct arena *a, const struct param *found, const size_t *lens)
{
	struct param *list = ARENA_ARRAY(a, struct param, PATH_PARAMS_MAX + 1);
	for (size_t i = 0; found[i].name; i++) {
		list[i].name = arena_strndup(
			a, found[i].name, strcspn(found[i].name, "/"));
		list[i].value = arena_strndup(a, found[i].value, lens[i]);
	}
	return list;
}

const struct route *route_find(struct arena *a, enum method method,
	const char *path, const struct param **params, bool *known_path)
{
	struct param found[PATH_PARAMS_MAX + 1];
	size_t lens[PATH_PARAMS_MAX];
	*known_path = false;
	for (const struct route *row = routes; row->path; row++) {
		if (!path_match(row->path, path, found, lens))
			continue;
		*known_path = true;
		if (row->method != method)
			continue;
		*params = params_copy(a, found, lens);
		return row;
	}
	return NULL;
}
