/* What an export has, a file a row: where each is found and what is told of
 * it.  No secrets, no hashes: they tell a person nothing. */
#include "domain/person_in.h"

TABLE_SQL(account_read,
	"SELECT c.email, c.name, c.phone, c.company, c.business_id, c.vat_id,"
	" c.buyer_ref, c.locale, l.name, g.name, c.created_ms, c.verified_ms,"
	" CASE c.seen_ms WHEN 0 THEN NULL ELSE c.seen_ms END FROM customer c"
	" LEFT JOIN location l ON l.id = c.location"
	" LEFT JOIN customer_group g ON g.id = c.customer_group"
	" WHERE c.id = :customer");
TABLE_SQL(credential_read,
	"SELECT kind, name, created_ms, used_ms FROM credential"
	" WHERE customer = :customer ORDER BY id");
TABLE_SQL(recovery_read, "SELECT created_ms, used_ms FROM recovery_code"
			 " WHERE customer = :customer ORDER BY created_ms");
TABLE_SQL(session_read,
	"SELECT agent, created_ms, seen_ms, expires_ms FROM session"
	" WHERE kind = 'customer' AND subject = :customer"
	" ORDER BY created_ms");
TABLE_SQL(link_read, "SELECT kind, email, name, created_ms, expires_ms, used_ms"
		     " FROM account_link WHERE" THEIRS " ORDER BY id");
TABLE_SQL(address_read,
	"SELECT name, company, street, postal, city, country, phone, usual,"
	" created_ms FROM customer_address WHERE customer = :customer"
	" ORDER BY id");
TABLE_SQL(size_read,
	"SELECT label, at_ms FROM customer_size WHERE customer = :customer"
	" ORDER BY at_ms");
TABLE_SQL(card_read,
	"SELECT provider, label, until_day, created_ms, archived_ms"
	" FROM card_token WHERE customer = :customer ORDER BY id");
TABLE_SQL(cart_read, "SELECT v.sku, l.qty, l.added_ms FROM cart_line l"
		     " JOIN variant v ON v.id = l.variant"
		     " WHERE l.cart IN" THEIR_CARTS " ORDER BY l.added_ms");
TABLE_SQL(cart_gift_read, "SELECT email, recipient, message FROM cart_gift"
			  " WHERE cart IN" THEIR_CARTS " ORDER BY email");
TABLE_SQL(list_read, "SELECT l.title, v.sku, i.note, i.price_minor, i.added_ms"
		     " FROM wish i JOIN wishlist l ON l.id = i.wishlist"
		     " JOIN variant v ON v.id = i.variant"
		     " WHERE i.wishlist IN" THEIR_LISTS " ORDER BY i.added_ms");
TABLE_SQL(alert_read,
	"SELECT a.kind, v.sku, a.email, a.locale, a.state, a.price_minor,"
	" a.created_ms, a.confirmed_ms, a.sent_ms"
	" FROM alert a JOIN variant v ON v.id = a.variant"
	" WHERE a.customer = :customer OR a.email_norm = :email"
	" ORDER BY a.id");
TABLE_SQL(letters_read,
	"SELECT email, locale, topics, state, source, created_ms,"
	" confirmed_ms, ended_ms FROM subscriber WHERE" THEIRS " ORDER BY id");
TABLE_SQL(consent_read,
	"SELECT c.purpose, c.granted, t.words, c.version, c.channel, c.at_ms"
	" FROM consent c JOIN consent_text t ON t.version = c.version"
	" WHERE (c.subject_kind = 'customer' AND c.subject = :key_customer)"
	" OR (c.subject_kind = 'email' AND c.subject = :key_consent)"
	" ORDER BY c.id");
TABLE_SQL(review_read,
	"SELECT v.sku, r.name, r.locale, r.stars, r.title, r.body, r.options,"
	" r.state, r.reason, r.reply, r.helpful, r.created_ms, r.edited_ms"
	" FROM review r JOIN variant v ON v.id = r.variant"
	" WHERE r.id IN" THEIR_REVIEWS " ORDER BY r.id");
TABLE_SQL(vote_read,
	"SELECT at_ms FROM review_vote WHERE voter_key = :key_buyer"
	" ORDER BY at_ms");
TABLE_SQL(question_read,
	"SELECT name, email, locale, body, answer, state, created_ms,"
	" answered_ms FROM question WHERE" OWN_QUESTION " ORDER BY id");
TABLE_SQL(order_read,
	"SELECT number, placed_ms, state, payment_state, fulfilment, email,"
	" phone, message, company, business_id, vat_id, buyer_ref, payment,"
	" reference, delivery_label, channel, locale, currency, goods_minor,"
	" delivery_minor, discount_minor, changed_minor, total_minor,"
	" terms_version, paid_ms, shipped_ms, delivered_ms, cancelled_ms"
	" FROM orders o WHERE" OWN_ORDER " ORDER BY number");
TABLE_SQL(order_line_read,
	"SELECT o.number, l.kind, l.sku, l.name, l.options, l.qty,"
	" l.unit_minor, l.rate_bp FROM order_line l"
	" JOIN orders o ON o.id = l.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, l.position");
TABLE_SQL(discount_read,
	"SELECT o.number, l.name, a.label, a.amount_minor FROM adjustment a"
	" JOIN order_line l ON l.id = a.order_line"
	" JOIN orders o ON o.id = l.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, a.id");
TABLE_SQL(order_address_read,
	"SELECT o.number, a.kind, a.name, a.street, a.postal, a.city,"
	" a.country FROM order_address a JOIN orders o ON o.id = a.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, a.kind");
TABLE_SQL(order_event_read,
	"SELECT o.number, e.kind, e.note, e.at_ms FROM order_event e"
	" JOIN orders o ON o.id = e.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, e.id");
TABLE_SQL(payment_read,
	"SELECT o.number, p.provider, p.state, p.amount_minor, p.currency,"
	" p.created_ms, p.updated_ms FROM payment p"
	" JOIN orders o ON o.id = p.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, p.id");
TABLE_SQL(money_read,
	"SELECT o.number, m.kind, m.amount_minor, m.at_ms FROM money_move m"
	" JOIN orders o ON o.id = m.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, m.id");
TABLE_SQL(refund_read,
	"SELECT o.number, r.state, r.amount_minor, r.reason, r.note,"
	" r.created_ms FROM refund r JOIN orders o ON o.id = r.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, r.id");
TABLE_SQL(shipment_read,
	"SELECT o.number, s.state, s.carrier, s.tracking, s.shipped_ms,"
	" s.delivered_ms FROM shipment s JOIN orders o ON o.id = s.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, s.id");
TABLE_SQL(case_read,
	"SELECT o.number, c.kind, c.state, c.name, c.order_text, c.email,"
	" c.reason, c.message, c.statement, c.answer, c.remark, c.tracking,"
	" c.at_ms, c.settled_ms FROM return_case c"
	" LEFT JOIN orders o ON o.id = c.orders"
	" WHERE c.id IN" THEIR_CASES " ORDER BY c.id");
TABLE_SQL(case_line_read,
	"SELECT o.number, l.name, l.options, r.qty, r.received_qty, r.decision"
	" FROM return_line r JOIN order_line l ON l.id = r.order_line"
	" JOIN orders o ON o.id = l.orders"
	" WHERE r.return_case IN" THEIR_CASES
	" ORDER BY o.number, r.return_case, r.order_line");
TABLE_SQL(document_read,
	"SELECT o.number, d.kind, d.series, d.number, d.day, d.content"
	" FROM document d JOIN orders o ON o.id = d.orders"
	" WHERE" OWN_ORDER " ORDER BY o.number, d.id");
TABLE_SQL(gift_card_read,
	"SELECT tail, balance_minor, state, email, recipient, message,"
	" expires_ms, created_ms FROM gift_card WHERE id IN" THEIR_CARDS
	" ORDER BY id");
TABLE_SQL(gift_move_read,
	"SELECT g.tail, m.kind, m.amount_minor, o.number, m.at_ms"
	" FROM gift_card_move m JOIN gift_card g ON g.id = m.gift_card"
	" LEFT JOIN orders o ON o.id = m.orders"
	" WHERE m.gift_card IN" THEIR_CARDS " OR m.orders IN" THEIR_ORDERS
	" ORDER BY m.id");
TABLE_SQL(promotion_read,
	"SELECT o.number, p.name, u.amount_minor, u.at_ms, u.released_ms"
	" FROM promotion_use u JOIN promotion p ON p.id = u.promotion"
	" JOIN orders o ON o.id = u.orders"
	" WHERE" OWN_ORDER " ORDER BY u.id");
TABLE_SQL(bank_read,
	"SELECT o.number, b.day, b.amount_minor, b.payer, b.reference,"
	" b.message, b.note FROM bank_entry b JOIN orders o ON o.id = b.orders"
	" WHERE" OWN_ORDER " ORDER BY b.day, b.id");
TABLE_SQL(vat_read, "SELECT vat_id, company, state, checked_day, note, asked_ms"
		    " FROM vat_number WHERE email_norm = :email ORDER BY id");
#define PRODUCT_NAME(id)                                              \
	"coalesce((SELECT t.name FROM product_text t WHERE t.product" \
	" = " id " AND t.name <> '' ORDER BY t.locale LIMIT 1), '')"
TABLE_SQL(seen_read,
	"SELECT e.at_ms, CASE e.kind WHEN 'view' THEN 'looked at'"
	" WHEN 'search' THEN 'searched for' WHEN 'cart' THEN 'put in the cart'"
	" WHEN 'order' THEN 'ordered' WHEN 'wish' THEN 'put on the list'"
	" WHEN 'shown' THEN 'a shelf was shown'"
	" WHEN 'held' THEN 'a shelf was held back, to compare'"
	" WHEN 'click' THEN 'opened from a shelf' ELSE e.kind END,"
	" " PRODUCT_NAME(
		"e.product") ", e.channel,"
			     " e.rail, e.words FROM event e WHERE" THEIR_PROFILE(
				     "e.subject") " OR e.orders IN" THEIR_ORDERS
						  " ORDER BY e.id");
TABLE_SQL(profile_read,
	"SELECT personal, list_order, call_name, tone, birth_month, birth_day,"
	" asked_ms, created_ms, updated_ms FROM profile"
	" WHERE" THEIR_PROFILE("subject") " ORDER BY created_ms");
TABLE_SQL(item_read,
	"SELECT " PRODUCT_NAME(
		"i.product") ", i.views,"
			     " nullif(i.viewed_ms, 0), i.carts, nullif(i.carted_ms, 0), i.orders,"
			     " i.units, nullif(i.first_ms, 0), nullif(i.ordered_ms, 0),"
			     " i.returned, nullif(i.removed_ms, 0) FROM profile_item i"
			     " WHERE" THEIR_PROFILE(
				     "i.subject") " ORDER BY i.product, i.subject");
TABLE_SQL(hide_read,
	"SELECT CASE h.kind WHEN 'rail' THEN 'shelf' ELSE h.kind END,"
	" CASE WHEN h.kind <> 'product' THEN h.what ELSE"
	" coalesce((SELECT t.name FROM product_text t"
	"  WHERE CAST(t.product AS TEXT) = h.what AND t.name <> ''"
	"  ORDER BY t.locale LIMIT 1), '') END, h.at_ms FROM profile_hide h"
	" WHERE" THEIR_PROFILE("h.subject") " ORDER BY h.at_ms");
TABLE_SQL(like_read,
	"SELECT coalesce((SELECT t.name FROM interest_text t"
	"  WHERE t.interest = i.id AND t.name <> ''"
	"  ORDER BY t.locale LIMIT 1),"
	" (SELECT t.name FROM category_text t WHERE t.category = i.category"
	"  ORDER BY t.locale LIMIT 1),"
	" (SELECT b.name FROM brand b WHERE b.id = i.brand),"
	" (SELECT t.name FROM attribute_value_text t"
	"  WHERE t.attribute_value = i.attribute_value"
	"  ORDER BY t.locale LIMIT 1), ''), l.at_ms"
	" FROM profile_like l JOIN interest i ON i.id = l.interest"
	" WHERE" THEIR_PROFILE("l.subject") " ORDER BY l.at_ms");
TABLE_SQL(value_read,
	"SELECT v.last_day, v.orders, v.spent_minor, v.recency, v.frequency,"
	" v.money, v.price_level, v.discount_bp,"
	" coalesce((SELECT t.name FROM category_text t"
	"  WHERE t.category = v.category ORDER BY t.locale LIMIT 1), ''),"
	" coalesce((SELECT t.name FROM category_text t"
	"  WHERE t.category = v.category2 ORDER BY t.locale LIMIT 1), ''),"
	" v.at_ms FROM customer_value v WHERE v.customer = :customer");
TABLE_SQL(member_read,
	"SELECT coalesce((SELECT t.name FROM segment_text t"
	"  WHERE t.segment = s.id ORDER BY t.locale LIMIT 1), s.name),"
	" m.since_ms FROM segment_member m JOIN segment s ON s.id = m.segment"
	" WHERE m.customer = :customer ORDER BY s.id");
/* What was changed of them by hand, without who it was. */
TABLE_SQL(audit_read,
	"SELECT at_ms, entity, action, before, after FROM audit"
	" WHERE (entity = 'customer' AND entity_id = :customer)"
	" OR (entity = 'order' AND entity_id IN" THEIR_ORDERS ")"
	" OR (entity = 'case' AND entity_id IN" THEIR_CASES ")"
	" OR (entity = 'review' AND entity_id IN" THEIR_REVIEWS ")"
	" ORDER BY id");

/* clang-format off */
const struct person_table person_tables[] = {
	{"account", N_("Your account: name, address, phone, company"),
		"email name phone company business_id vat_id reference language store group created:t confirmed:t last_login:t",
		account_read, false},
	{"logins", N_("Ways to log in"),
		"kind name created:t used:t", credential_read, false},
	{"recovery_codes", N_("Recovery codes: when they were made and used"),
		"created:t used:t", recovery_read, false},
	{"sessions", N_("Where you are logged in"),
		"browser began:t seen:t ends:t", session_read, false},
	{"links", N_("Links that were mailed to you"),
		"kind email name made:t ends:t used:t", link_read, false},
	{"addresses", N_("Saved addresses"),
		"name company street postal city country phone usual:b saved:t", address_read, false},
	{"sizes", N_("Sizes"), "size saved:t", size_read, false},
	{"cards", N_("Saved cards, by the last digits"),
		"provider card until:d saved:t removed:t", card_read, false},
	{"cart", N_("Things in the cart"), "sku quantity:i added:t", cart_read, false},
	{"cart_gifts", N_("Gift cards in the cart"), "email recipient message", cart_gift_read, false},
	{"list", N_("Your list"), "list sku note price:m added:t", list_read, false},
	{"alerts", N_("What you wanted to be told of"),
		"kind sku email language state below:m asked:t confirmed:t sent:t", alert_read, false},
	{"letters", N_("Letters from us"),
		"email language topics state from asked:t confirmed:t ended:t", letters_read, false},
	{"consents", N_("What you allowed or refused, in the words you saw"),
		"purpose allowed:b words version channel at:t", consent_read, false},
	{"reviews", N_("Reviews"),
		"sku name language stars:i title text options state reason reply helpful:i written:t changed:t", review_read, false},
	{"votes", N_("Reviews that you found helpful"), "at:t", vote_read, false},
	{"questions", N_("Questions about products"),
		"name email language question answer state asked:t answered:t", question_read, false},
	{"orders", N_("Orders"),
		"order:i placed:t state payment_state fulfilment email phone message company business_id vat_id your_reference payment payment_reference delivery channel language currency goods:m delivery_price:m discount:m changed:m total:m terms paid:t shipped:t delivered:t cancelled:t",
		order_read, true},
	{"order_lines", N_("What was ordered"),
		"order:i kind sku name options quantity:i price:m vat_basis_points:i", order_line_read, true},
	{"discounts", N_("Discounts"), "order:i name discount amount:m", discount_read, true},
	{"order_addresses", N_("Addresses of orders"),
		"order:i kind name street postal city country", order_address_read, false},
	{"order_events", N_("What happened to orders"), "order:i what note at:t", order_event_read, true},
	{"payments", N_("Payments"),
		"order:i provider state amount:m currency began:t changed:t", payment_read, true},
	{"money", N_("Money that came and went"), "order:i kind amount:m at:t", money_read, true},
	{"refunds", N_("Refunds"), "order:i state amount:m reason note asked:t", refund_read, true},
	{"parcels", N_("Parcels"),
		"order:i state carrier tracking shipped:t delivered:t", shipment_read, true},
	{"returns", N_("Returns, withdrawals and claims"),
		"order:i kind state name order_as_written email reason message statement answer remark tracking at:t settled:t",
		case_read, false},
	{"return_lines", N_("What came back"),
		"order:i name options quantity:i received:i decision", case_line_read, true},
	{"documents", N_("Invoices and credit notes"),
		"order:i kind series number:i day:d content:j", document_read, true},
	{"gift_cards", N_("Gift cards that you bought or were sent"),
		"ends_with balance:m state email recipient message ends:t made:t", gift_card_read, true},
	{"gift_card_moves", N_("What was paid with gift cards"),
		"ends_with kind amount:m order:i at:t", gift_move_read, true},
	{"promotions", N_("Campaigns that you used"),
		"order:i name amount:m at:t given_back:t", promotion_read, true},
	{"bank", N_("Bank transfers"),
		"order:i day:d amount:m payer reference message note", bank_read, true},
	{"vat_numbers", N_("VAT numbers that were checked"),
		"vat_id company state checked:d note asked:t", vat_read, true},
	{"looked_at", N_("What you looked at and searched for"),
		"at:t what product channel shelf words", seen_read, false},
	{"profile", N_("Your choices about suggestions"),
		"suggestions:b order_of_lists called tone birth_month:i birth_day:i asked:t made:t changed:t",
		profile_read, false},
	{"interests", N_("What you like, by your own words"), "name at:t", like_read, false},
	{"products", N_("Products that suggestions are made from"),
		"name views:i seen:t put_in_cart:i carted:t orders:i units:i first_order:t last_order:t returned:i removed:t",
		item_read, false},
	{"not_interested", N_("What you are not interested in"), "what name at:t", hide_read, false},
	{"value", N_("What your orders say, in numbers"),
		"last_order:d orders:i spent:m recency:i frequency:i money:i price_level:i discounts_basis_points:i favourite second at:t",
		value_read, false},
	{"groups", N_("Groups of customers that you are in"), "name since:t", member_read, false},
	{"changes", N_("What was changed by hand in the shop"),
		"at:t what action before:j after:j", audit_read, false},
	{NULL, NULL, NULL, NULL, false},
};
/* clang-format on */
