/* A gift card to print: who has the mail's link sees its code. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "domain/gift_card.h"
#include "domain/setting.h"
#include "lib/err.h"
#include "lib/tr.h"

/* GET /gift-card/:token */
int gift_card_show(struct req *r)
{
	struct gift_card g;
	const char *token = req_path_param(r, "token");
	int rc = token ? gift_card_by_token(&r->cx, token, &g) : ERR_NOT_FOUND;
	if (rc == OK && strcmp(g.state, "active") != 0)
		rc = ERR_NOT_FOUND;
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/gift_card.tpl");
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	tpl_text(t, "CODE", gift_card_code(&r->cx, g.id));
	tpl_money(t, "LEFT", g.balance);
	if (*g.recipient)
		tpl_text(tpl_section(t, "FOR"), "NAME", g.recipient);
	if (*g.message)
		tpl_text(tpl_section(t, "GREETING"), "TEXT", g.message);
	if (g.expires_ms)
		tpl_time(tpl_section(t, "EXPIRES"), "DAY", CLOCK_DATE,
			g.expires_ms);
	struct page p = {
		.title = tr("Gift card"), .noindex = true, .plain = true};
	return page_send(r, &p, t, 200);
}
