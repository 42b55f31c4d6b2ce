#ifndef HANDLERS_SHOP_H
#define HANDLERS_SHOP_H

struct req;

/* The pages that customers see; www/routes.c says where they are. */
int home_show(struct req *r);
int category_show(struct req *r);
int product_show(struct req *r);
int brand_show(struct req *r);
int file_show(struct req *r);
int search_show(struct req *r);
int search_how_show(struct req *r);
int search_suggest(struct req *r);
int cart_show(struct req *r);
int cart_post(struct req *r);
int cart_code_post(struct req *r);
int gift_card_show(struct req *r);
int text_page_show(struct req *r);

int checkout_show(struct req *r);
int checkout_order(struct req *r);
int order_invoice(struct req *r);
int order_document(struct req *r);
int checkout_quote(struct req *r);
int checkout_quote_show(struct req *r);
int checkout_stale(struct req *r);
int order_show(struct req *r);
int order_cancel_ask(struct req *r);
int order_cancel_do(struct req *r);
int order_pay(struct req *r);
int pay_go_show(struct req *r);
int pay_paytrail_return(struct req *r);
int pay_paytrail_notice(struct req *r);
int pay_paytrail_refund(struct req *r);
int pay_stripe_return(struct req *r);
int pay_stripe_notice(struct req *r);
int pay_demo_show(struct req *r);
int pay_demo_answer(struct req *r);
int account_show(struct req *r);
int account_login_show(struct req *r);
int account_login_do(struct req *r);
int account_logout_do(struct req *r);
int account_register_show(struct req *r);
int account_register_do(struct req *r);
int account_offer_do(struct req *r);
int account_verify_show(struct req *r);
int account_verify_do(struct req *r);
int account_forgot_show(struct req *r);
int account_forgot_do(struct req *r);
int account_reset_show(struct req *r);
int account_reset_do(struct req *r);
int consent_show(struct req *r);
int consent_choose(struct req *r);
int account_link_show(struct req *r);
int account_link_do(struct req *r);
int account_link_open_show(struct req *r);
int account_link_open_do(struct req *r);
int account_confirm_show(struct req *r);
int account_confirm_do(struct req *r);
int account_security_show(struct req *r);
int account_sessions_do(struct req *r);
int account_password_show(struct req *r);
int account_password_do(struct req *r);
int account_email_show(struct req *r);
int account_email_do(struct req *r);
int account_email_link_show(struct req *r);
int account_email_link_do(struct req *r);
int track_show(struct req *r);
int track_find(struct req *r);
int order_return_show(struct req *r);
int order_return_ask(struct req *r);
int order_claim_show(struct req *r);
int order_claim_ask(struct req *r);
int order_case_show(struct req *r);
int order_case_cancel(struct req *r);
int order_case_sent(struct req *r);
int withdraw_show(struct req *r);
int withdraw_step(struct req *r);

#endif
