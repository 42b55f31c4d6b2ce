/* Saved cards: shown, added at the payment service, removed. */
#include "handlers/account_details.h"

#include <inttypes.h>
#include <string.h>

#include "domain/pay_card.h"
#include "domain/pay_paytrail.h"
#include "handlers/account.h"
#include "handlers/handlers.h"
#include "handlers/pay.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/tr.h"

static void card_show(struct req *r, struct tpl *t, const struct card *c)
{
	struct tpl *s = tpl_section(t, "CARD");
	tpl_text(s, "LABEL", c->label);
	tpl_text(s, "KEY", card_key(&r->cx, c->id));
	if (c->until_day)
		tpl_time(tpl_section(
				 s, card_is_over(&r->cx, c) ? "OVER" : "UNTIL"),
			"MONTH", CLOCK_MONTH,
			clock_moment(c->until_day / 100 * 100 + 1, 720));
}

int account_cards_show(struct req *r, struct tpl *t)
{
	struct card *list;
	size_t n = 0;
	bool on = card_offered(&r->cx);
	int rc = card_list(&r->cx, r->visitor->customer, &list, &n);
	if (rc < 0 || (!n && !on))
		return rc;
	struct tpl *s = tpl_section(t, "CARDS");
	tpl_show_if(s, "NO_CARDS", n == 0);
	tpl_show_if(s, "ADD_CARD", on && n < CARD_MAX);
	struct tpl *held = n ? tpl_section(s, "HELD") : NULL;
	for (size_t i = 0; i < n; i++)
		card_show(r, held, &list[i]);
	return OK;
}

/* Comes back to whoever went there, in the same login, and to nobody else. */
static const char *errand(struct req *r)
{
	return crypt_keyed_token(r->cx.arena, r->cx.secret, "card-form",
		arena_printf(r->cx.arena, "%" PRId64 "/%s",
			r->visitor->customer, r->visitor->account));
}

static int to_details(struct req *r, const char *said)
{
	flash_set(r, said);
	return resp_redirect(r, "/account/details");
}

static int full(struct req *r, bool *is_full)
{
	struct card *list;
	size_t n = 0;
	int rc = card_list(&r->cx, r->visitor->customer, &list, &n);
	*is_full = n >= CARD_MAX;
	return rc;
}

/* POST /account/cards: on to the payment service's form.  A page between, as
 * for payments: no form of ours may end at another host. */
int account_card_add(struct req *r)
{
	const char *href, *problem;
	bool sure = false, no_room = false;
	int rc = account_strong(r, "/account/details", &sure);
	if (rc < 0 || !sure)
		return rc;
	if (!card_offered(&r->cx))
		return to_details(r, tr("Cards cannot be saved just now."));
	rc = full(r, &no_room);
	if (rc == OK && no_room)
		return to_details(r, tr("Remove a card before you add one."));
	if (rc == OK)
		rc = payment_limit(r, false);
	if (rc < 0)
		return rc;
	payment_limit(r, true);
	rc = card_form(&r->cx,
		arena_printf(r->cx.arena, "%s%s/account/cards/%s",
			r->conf->base_url, r->lang_prefix, errand(r)),
		&href, &problem);
	if (rc < 0) {
		log_warn("event=card_form_failed problem=\"%s\"", problem);
		return to_details(r, tr("The payment service did not answer. "
					"Try again in a moment."));
	}
	struct tpl *t = tpl_new(&r->cx, "shop/card_go.tpl");
	tpl_text(t, "HREF", href);
	tpl_text(t, "BACK", req_link(r, "/account/details"));
	resp_header(r, "Refresh", arena_printf(r->cx.arena, "0; url=%s", href));
	return page_send(r,
		&(struct page){.title = tr("On to the payment service"),
			.description = "",
			.noindex = true,
			.plain = true},
		t, 200);
}

/* GET /account/cards/:token: back from there.  Paytrail's signature says for
 * which tokenization; the token in the path, whose errand it was. */
int account_card_back(struct req *r)
{
	const char *token = req_path_param(r, "token");
	const char *tokenization = "", *problem = "";
	struct card card;
	if (r->head)
		return resp_redirect(r, "/account/details");
	int rc = crypt_equal(token, errand(r))
			 ? paytrail_hear_card(
				   &r->cx, pay_query_pairs(r), &tokenization)
			 : ERR_DENIED;
	if (rc == ERR_DENIED)
		return to_details(r, tr("No card was saved."));
	bool no_room = false;
	if (rc == OK)
		rc = full(r, &no_room);
	if (rc == OK && no_room)
		return to_details(r, tr("Remove a card before you add one."));
	if (rc == OK)
		rc = card_add(&r->cx, r->visitor->customer, tokenization, &card,
			&problem);
	if (rc == ERR_INVALID || rc == ERR_BUSY) {
		log_warn("event=card_not_added problem=\"%s\"", problem);
		return to_details(r, tr("The card could not be saved. Try "
					"again in a moment."));
	}
	return rc < 0 ? rc : to_details(r, tr("The card is saved."));
}

/* POST /account/cards/remove */
int account_card_remove(struct req *r)
{
	struct card c;
	const char *key = req_form_param(r, "card");
	int rc = card_by_key(&r->cx, r->visitor->customer, key ? key : "", &c);
	if (rc == OK)
		rc = card_archive(&r->cx, r->visitor->customer, c.id);
	return rc < 0 ? rc : to_details(r, tr("The card is removed."));
}
