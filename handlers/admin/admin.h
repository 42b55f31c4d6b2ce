#ifndef HANDLERS_ADMIN_ADMIN_H
#define HANDLERS_ADMIN_ADMIN_H

/* The owner's pages.  Handlers first: www/routes.c names them. */
#include "lib/http.h"
#include "lib/tpl.h"

int admin_login_show(struct req *r);
int admin_login(struct req *r);
int admin_logout(struct req *r);
int admin_overview(struct req *r);
int admin_keys(struct req *r);
int admin_orders(struct req *r);
int admin_orders_bulk(struct req *r);
int admin_slips(struct req *r);
int admin_bank(struct req *r);
int admin_bank_upload(struct req *r);
int admin_bank_entry(struct req *r);
int admin_books(struct req *r);
int admin_books_file(struct req *r);
int admin_papers(struct req *r);
int admin_documents(struct req *r);
int admin_document(struct req *r);
int admin_order(struct req *r);
int admin_order_paid(struct req *r);
int admin_order_ship(struct req *r);
int admin_order_ready(struct req *r);
int admin_order_delivered(struct req *r);
int admin_order_shipment(struct req *r);
int admin_order_note(struct req *r);
int admin_order_mail(struct req *r);
int admin_order_change_ask(struct req *r);
int admin_order_change(struct req *r);
int admin_order_contact(struct req *r);
int admin_order_refund_move(struct req *r);
int admin_order_refund_ask(struct req *r);
int admin_order_refund(struct req *r);
int admin_order_cancel_ask(struct req *r);
int admin_order_cancel(struct req *r);
int admin_products(struct req *r);
int admin_products_bulk(struct req *r);
int admin_product_new(struct req *r);
int admin_product_create(struct req *r);
int admin_product(struct req *r);
int admin_product_save(struct req *r);
int admin_product_archive(struct req *r);
int admin_product_restore(struct req *r);
int admin_product_stock(struct req *r);
int admin_product_carry(struct req *r);
int admin_points(struct req *r);
int admin_points_upload(struct req *r);
int admin_carrier_save(struct req *r);
int admin_delivery_try(struct req *r);
int admin_product_details(struct req *r);
int admin_product_details_save(struct req *r);
int admin_product_links(struct req *r);
int admin_product_links_save(struct req *r);
int admin_product_plan(struct req *r);
int admin_product_plan_add(struct req *r);
int admin_product_plan_cancel(struct req *r);
int admin_product_publish(struct req *r);
int admin_product_parts(struct req *r);
int admin_product_parts_save(struct req *r);
int admin_categories(struct req *r);
int admin_category_new(struct req *r);
int admin_category_create(struct req *r);
int admin_category(struct req *r);
int admin_category_save(struct req *r);
int admin_category_archive_ask(struct req *r);
int admin_category_archive(struct req *r);
int admin_category_restore(struct req *r);
int admin_customers(struct req *r);
int admin_searches(struct req *r);
int admin_suggestions(struct req *r);
int admin_suggestions_file(struct req *r);
int admin_shelves(struct req *r);
int admin_shelves_do(struct req *r);
int admin_suggestions_try(struct req *r);
int admin_suggestions_look(struct req *r);
int admin_wanted(struct req *r);
int admin_subscribers(struct req *r);
int admin_subscribers_file(struct req *r);
int admin_subscriber_new(struct req *r);
int admin_subscriber_add(struct req *r);
int admin_subscriber(struct req *r);
int admin_subscriber_end(struct req *r);
int admin_privacy(struct req *r);
int admin_privacy_find(struct req *r);
int admin_privacy_export(struct req *r);
int admin_privacy_erase(struct req *r);
int admin_customer(struct req *r);
int admin_customer_group(struct req *r);
int admin_account(struct req *r);
int admin_account_group(struct req *r);
int admin_account_codes(struct req *r);
int admin_payments(struct req *r);
int admin_payments_save(struct req *r);
int admin_settings(struct req *r);
int admin_settings_show(struct req *r);
int admin_settings_save(struct req *r);
int admin_texts(struct req *r);
int admin_text_new(struct req *r);
int admin_text_create(struct req *r);
int admin_text(struct req *r);
int admin_text_save(struct req *r);
int admin_text_archive_ask(struct req *r);
int admin_text_archive(struct req *r);
int admin_text_restore(struct req *r);
int admin_withdrawals(struct req *r);
int admin_cases(struct req *r);
int admin_case(struct req *r);
int admin_case_move(struct req *r);
int admin_reviews(struct req *r);
int admin_reviews_bulk(struct req *r);
int admin_review(struct req *r);
int admin_review_do(struct req *r);
int admin_questions(struct req *r);
int admin_question(struct req *r);
int admin_question_do(struct req *r);
int admin_media(struct req *r);
int admin_media_save(struct req *r);
int admin_media_one(struct req *r);
int admin_media_one_save(struct req *r);
int admin_media_replace(struct req *r);
int admin_imports(struct req *r);
int admin_import_upload(struct req *r);
int admin_import(struct req *r);
int admin_import_do(struct req *r);
int admin_import_report(struct req *r);
int admin_export(struct req *r);
int admin_home(struct req *r);
int admin_home_preview(struct req *r);
int admin_home_new(struct req *r);
int admin_home_create(struct req *r);
int admin_home_section(struct req *r);
int admin_home_save(struct req *r);
int admin_home_delete(struct req *r);
int admin_segments(struct req *r);
int admin_segment_new(struct req *r);
int admin_segment_create(struct req *r);
int admin_segment(struct req *r);
int admin_segment_save(struct req *r);
int admin_segment_delete(struct req *r);
int admin_promotions(struct req *r);
int admin_promotion_new(struct req *r);
int admin_promotion_create(struct req *r);
int admin_promotion(struct req *r);
int admin_promotion_save(struct req *r);
int admin_promotion_state(struct req *r);
int admin_promotion_codes(struct req *r);
int admin_promotion_codes_file(struct req *r);
int admin_gift_cards(struct req *r);
int admin_gift_card_new(struct req *r);
int admin_gift_card_give(struct req *r);
int admin_gift_card(struct req *r);
int admin_gift_card_do(struct req *r);
int admin_jobs(struct req *r);
int admin_job_retry(struct req *r);

/* The frame around a page: chrome.c. */
struct admin_page {
	const char *title;
	const char *nav;       /* "orders": the link that is marked */
	const char *back;      /* address of the page above, or NULL */
	const char *back_text; /* its name */
};

/* A template of the admin, with {{TOKEN}} for its forms and includes. */
struct tpl *admin_tpl(struct req *r, const char *file);

/* The menu of the admin's head; nav: where the owner is, or NULL. */
void admin_menu_show(struct tpl *t, struct req *r, const char *nav);

/* Head with navigation and notice, the template, foot. */
int admin_send(struct req *r, const struct admin_page *page, struct tpl *t,
	int status);

/* "Older" and "Newer" below a list: include {{>PAGER}}.  base is the address
 * with its query but for the page: "/admin/orders?show=unpaid". */
enum { ADMIN_PAGE = 50 };
struct admin_slice {
	int64_t offset, total;
	size_t n; /* rows shown */
};
int64_t admin_offset(const struct req *r); /* of ?page= */
void admin_pager(struct tpl *t, struct req *r, const char *base,
	const struct admin_slice *slice);

/* The smallest rendition of a picture; widths: "320 640". */
const char *admin_image(
	const struct req *r, const char *sha256, const char *widths);

/* Keep an uploaded picture: the file stays in DIR/upload under the name of
 * its content until the worker has made its renditions. */
int admin_upload_keep(struct req *r, const struct upload *u, int64_t *media);

/* A whole number of the address, or -1. */
int64_t admin_path_int(const struct req *r, const char *name);

/* The same request's context that reads one language without fallback. */
struct cx admin_cx_in(const struct req *r, const char *locale);

/* "15 Nov 10:40, Sanni: shipped": include {{>LOG}} for each row. */
int admin_log(struct tpl *t, struct req *r, const char *entity, int64_t id);

/* The same, with what a row's JSON says put in words by the caller. */
typedef const char *admin_words(
	struct req *r, const void *arg, const char *json);
int admin_log_in(struct tpl *t, struct req *r, const char *entity, int64_t id,
	admin_words *words, const void *arg);

#endif
