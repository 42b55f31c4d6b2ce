/* What an erasure does, statement by statement: children first, and whatever
 * is found through an order before the order forgets whose it was. */
#include "domain/person_in.h"

/* ---- reviews and questions ---- */

TABLE_SQL(review_votes_delete,
	"DELETE FROM review_vote WHERE review IN" THEIR_REVIEWS);
TABLE_SQL(review_media_delete,
	"DELETE FROM review_media WHERE review IN" THEIR_REVIEWS);
TABLE_SQL(review_delete, "DELETE FROM review WHERE id IN" THEIR_REVIEWS);
TABLE_SQL(question_delete, "DELETE FROM question WHERE" OWN_QUESTION);

/* Those that nobody sees go in any case. */
TABLE_SQL(hidden_votes_delete,
	"DELETE FROM review_vote WHERE review IN (SELECT id FROM review"
	" WHERE state <> 'shown') AND review IN" THEIR_REVIEWS);
TABLE_SQL(hidden_review_delete, "DELETE FROM review WHERE state <> 'shown'"
				" AND id IN" THEIR_REVIEWS);
TABLE_SQL(review_unname,
	"UPDATE review SET name = '', customer = NULL, orders = NULL,"
	" reason = '' WHERE id IN" THEIR_REVIEWS);
TABLE_SQL(hidden_question_delete,
	"DELETE FROM question WHERE state <> 'shown' AND" OWN_QUESTION);
TABLE_SQL(question_unname,
	"UPDATE question SET name = '', email = '', email_norm = '',"
	" customer = NULL WHERE" OWN_QUESTION);
/* Another's that was to be answered to this address: to their own. */
TABLE_SQL(question_address_drop,
	"UPDATE question SET email = coalesce((SELECT c.email FROM customer c"
	"  WHERE c.id = question.customer), ''),"
	" email_norm = coalesce((SELECT c.email_norm FROM customer c"
	"  WHERE c.id = question.customer), '')"
	" WHERE customer IS NOT NULL AND email_norm = :email");

person_sql *const person_erase_words[] = {review_votes_delete,
	review_media_delete, review_delete, question_delete,
	question_address_drop, NULL};
person_sql *const person_keep_words[] = {review_media_delete,
	hidden_votes_delete, hidden_review_delete, review_unname,
	hidden_question_delete, question_unname, question_address_drop, NULL};

/* ---- orders ---- */

TABLE_SQL(order_audit_blank,
	"UPDATE audit SET before = '', after = '' WHERE"
	" (entity = 'order' AND entity_id IN" THEIR_ORDERS ")"
	" OR (entity = 'case' AND entity_id IN" THEIR_CASES ")"
	" OR (entity = 'gift_card' AND entity_id IN" THEIR_CARDS ")"
	" OR (entity = 'bank_entry' AND entity_id IN (SELECT b.id"
	"  FROM bank_entry b WHERE b.orders IN" THEIR_ORDERS "))"
	" OR (entity = 'vat_number' AND entity_id IN (SELECT n.id"
	"  FROM vat_number n WHERE n.email_norm = :email))");
TABLE_SQL(words_audit_blank,
	"UPDATE audit SET before = '', after = '' WHERE"
	" (entity = 'review' AND entity_id IN" THEIR_REVIEWS ")"
	" OR (entity = 'question' AND entity_id IN (SELECT q.id"
	"  FROM question q WHERE q.customer = :customer"
	"  OR q.email_norm = :email))"
	" OR (entity = 'subscriber' AND entity_id IN (SELECT s.id"
	"  FROM subscriber s WHERE s.customer = :customer"
	"  OR s.email_norm = :email))");
TABLE_SQL(card_note_blank,
	"UPDATE gift_card_move SET note = '' WHERE gift_card IN" THEIR_CARDS
	" OR orders IN" THEIR_ORDERS);
/* Somebody else has paid for it: what has not left goes to them. */
TABLE_SQL(card_to_giver,
	"UPDATE gift_card SET to_giver = 1 WHERE" CARD_FROM_OTHERS
	" AND (state = 'waiting' OR EXISTS (SELECT 1 FROM outbox x"
	"  WHERE x.dedupe_key = 'gift_card/' || gift_card.id || '/0'"
	"  AND x.state IN ('ready', 'dead')))");
TABLE_SQL(card_mail_again,
	"UPDATE outbox SET state = 'ready', attempts = 0, problem = '',"
	" run_after_ms = :now WHERE state = 'dead' AND dedupe_key IN"
	" (SELECT 'gift_card/' || g.id || '/0' FROM gift_card g"
	"  WHERE g.to_giver = 1 AND lower(g.email) = :email)");
TABLE_SQL(card_blank,
	"UPDATE gift_card SET email = '', recipient = '', message = ''"
	" WHERE id IN" THEIR_CARDS);
TABLE_SQL(case_blank,
	"UPDATE return_case SET name = '', order_text = '', email = '',"
	" statement = '', remark = '', message = '', label = '', answer = '',"
	" tracking = '' WHERE id IN" THEIR_CASES);
TABLE_SQL(event_blank, "UPDATE order_event SET note = '' WHERE note <> ''"
		       " AND orders IN" THEIR_ORDERS);
TABLE_SQL(payment_blank,
	"UPDATE payment SET href = '', problem = '', cart_key = '',"
	" address_key = '' WHERE orders IN" THEIR_ORDERS);
TABLE_SQL(refund_blank,
	"UPDATE refund SET note = '', problem = '' WHERE orders IN" THEIR_ORDERS);
TABLE_SQL(shipment_blank,
	"UPDATE shipment SET tracking = '' WHERE orders IN" THEIR_ORDERS);
TABLE_SQL(change_blank,
	"UPDATE line_change SET reason = '' WHERE order_line IN" THEIR_LINES);
TABLE_SQL(use_blank,
	"UPDATE promotion_use SET buyer_key = '' WHERE orders IN" THEIR_ORDERS
	" OR buyer_key = :key_buyer OR buyer_key = :key_buyer_email");
TABLE_SQL(buyer_delete,
	"DELETE FROM promotion_buyer WHERE buyer_key = :key_buyer"
	" OR buyer_key = :key_buyer_email");
TABLE_SQL(bank_blank,
	"UPDATE bank_entry SET note = '' WHERE orders IN" THEIR_ORDERS);
/* The number and when it was checked are why no VAT was taken. */
TABLE_SQL(vat_blank,
	"UPDATE vat_number SET email_norm = 'erased-' || CAST(id AS TEXT),"
	" company = '' WHERE email_norm = :email");
/* Where money moved and no invoice says to whom, the order has to. */
TABLE_SQL(order_address_blank,
	"UPDATE order_address SET name = '', street = '', postal = '',"
	" city = '' WHERE orders IN" THEIR_ORDERS
	" AND (EXISTS (SELECT 1 FROM document d"
	"  WHERE d.orders = order_address.orders)"
	" OR NOT EXISTS (SELECT 1 FROM money_move m"
	"  WHERE m.orders = order_address.orders))");
TABLE_SQL(order_company_blank,
	"UPDATE orders SET company = '', business_id = '', vat_id = ''"
	" WHERE id IN" THEIR_ORDERS " AND NOT EXISTS (SELECT 1"
	"  FROM money_move m WHERE m.orders = orders.id)");
TABLE_SQL(order_blank,
	"UPDATE orders SET email = '', email_norm = '', phone = '',"
	" message = '', buyer_ref = '', point_code = '', customer = NULL"
	" WHERE id IN" THEIR_ORDERS);
/* Another's order that was to be told of to this address: their own is. */
TABLE_SQL(order_address_drop,
	"UPDATE orders SET email = coalesce((SELECT c.email FROM customer c"
	"  WHERE c.id = orders.customer), ''),"
	" email_norm = coalesce((SELECT c.email_norm FROM customer c"
	"  WHERE c.id = orders.customer), '')"
	" WHERE customer IS NOT NULL AND email_norm = :email");

/* Another's account, to which the browser's past went: the order alone. */
TABLE_SQL(order_seen_delete, "DELETE FROM event WHERE orders IN" THEIR_ORDERS);
TABLE_SQL(browser_item_delete,
	"DELETE FROM profile_item WHERE subject IN" THEIR_BROWSERS);
TABLE_SQL(browser_hide_delete,
	"DELETE FROM profile_hide WHERE subject IN" THEIR_BROWSERS);
TABLE_SQL(browser_like_delete,
	"DELETE FROM profile_like WHERE subject IN" THEIR_BROWSERS);
TABLE_SQL(
	browser_delete, "DELETE FROM profile WHERE subject IN" THEIR_BROWSERS);
TABLE_SQL(browser_event_delete,
	"DELETE FROM event WHERE subject IN" THEIR_BROWSERS);

person_sql *const person_erase_traces[] = {
	words_audit_blank, order_audit_blank, NULL};
person_sql *const person_erase_orders[] = {browser_item_delete,
	browser_hide_delete, browser_like_delete, browser_delete,
	browser_event_delete, order_seen_delete, card_note_blank, card_to_giver,
	card_mail_again, card_blank, case_blank, event_blank, payment_blank,
	refund_blank, shipment_blank, change_blank, use_blank, buyer_delete,
	bank_blank, vat_blank, order_address_blank, order_company_blank,
	order_blank, order_address_drop, NULL};

/* ---- the account ---- */

TABLE_SQL(vote_uncount,
	"UPDATE review SET helpful = helpful - 1 WHERE helpful > 0"
	" AND id IN (SELECT v.review FROM review_vote v"
	"  WHERE v.voter_key = :key_buyer)");
TABLE_SQL(vote_delete, "DELETE FROM review_vote WHERE voter_key = :key_buyer");
TABLE_SQL(gift_sent_blank,
	"UPDATE cart_gift SET email = '', recipient = '', message = ''"
	" WHERE lower(email) = :email");
TABLE_SQL(cart_gift_delete, "DELETE FROM cart_gift WHERE cart IN" THEIR_CARTS);
TABLE_SQL(cart_code_delete, "DELETE FROM cart_code WHERE cart IN" THEIR_CARTS);
TABLE_SQL(cart_line_delete, "DELETE FROM cart_line WHERE cart IN" THEIR_CARTS);
TABLE_SQL(cart_delete, "DELETE FROM cart WHERE customer = :customer");
TABLE_SQL(wish_delete, "DELETE FROM wish WHERE wishlist IN" THEIR_LISTS);
TABLE_SQL(list_delete, "DELETE FROM wishlist WHERE customer = :customer");
TABLE_SQL(alert_delete, "DELETE FROM alert WHERE" THEIRS);
TABLE_SQL(letters_delete, "DELETE FROM subscriber WHERE" THEIRS);
TABLE_SQL(consent_delete,
	"DELETE FROM consent WHERE"
	" (subject_kind = 'customer' AND subject = :key_customer)"
	" OR (subject_kind = 'email' AND subject = :key_consent)");
TABLE_SQL(size_delete, "DELETE FROM customer_size WHERE customer = :customer");
TABLE_SQL(address_delete,
	"DELETE FROM customer_address WHERE customer = :customer");
TABLE_SQL(card_delete, "DELETE FROM card_token WHERE customer = :customer");
TABLE_SQL(link_delete, "DELETE FROM account_link WHERE" THEIRS);
TABLE_SQL(step_delete, "DELETE FROM login_step WHERE customer = :customer");
TABLE_SQL(recovery_delete,
	"DELETE FROM recovery_code WHERE customer = :customer");
TABLE_SQL(
	credential_delete, "DELETE FROM credential WHERE customer = :customer");
TABLE_SQL(session_delete, "DELETE FROM session WHERE kind = 'customer'"
			  " AND subject = :customer");
TABLE_SQL(attempt_delete, "DELETE FROM attempt WHERE subject = :key_attempt");
TABLE_SQL(search_delete, "DELETE FROM search_log WHERE query = :key_name"
			 " OR query = :email");
TABLE_SQL(seen_delete, "DELETE FROM event WHERE subject = :key_subject");
TABLE_SQL(item_delete, "DELETE FROM profile_item WHERE subject = :key_subject");
TABLE_SQL(hide_delete, "DELETE FROM profile_hide WHERE subject = :key_subject");
TABLE_SQL(like_delete, "DELETE FROM profile_like WHERE subject = :key_subject");
TABLE_SQL(profile_delete, "DELETE FROM profile WHERE subject = :key_subject");
TABLE_SQL(
	value_delete, "DELETE FROM customer_value WHERE customer = :customer");
TABLE_SQL(
	stale_delete, "DELETE FROM customer_stale WHERE customer = :customer");
TABLE_SQL(
	member_delete, "DELETE FROM segment_member WHERE customer = :customer");
TABLE_SQL(customer_audit_blank,
	"UPDATE audit SET before = '', after = ''"
	" WHERE entity = 'customer' AND entity_id = :customer");
TABLE_SQL(customer_blank,
	"UPDATE customer SET email = '', email_norm = NULL, name = '',"
	" phone = '', company = '', business_id = '', vat_id = '',"
	" buyer_ref = '', customer_group = NULL, location = NULL,"
	" verified_ms = NULL, told_ms = NULL,"
	" archived_ms = coalesce(archived_ms, :now), rev = rev + 1"
	" WHERE id = :customer");

person_sql *const person_erase_account[] = {vote_uncount, vote_delete,
	gift_sent_blank, cart_gift_delete, cart_code_delete, cart_line_delete,
	cart_delete, wish_delete, list_delete, alert_delete, letters_delete,
	consent_delete, size_delete, address_delete, card_delete, link_delete,
	step_delete, recovery_delete, credential_delete, session_delete,
	attempt_delete, search_delete, seen_delete, item_delete, hide_delete,
	like_delete, profile_delete, value_delete, stale_delete, member_delete,
	customer_audit_blank, customer_blank, NULL};
