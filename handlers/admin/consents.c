/* What somebody allowed and when, word by word: beside a subscriber and on a
 * customer's page. */
#include "handlers/admin/consents.h"

#include <inttypes.h>
#include <string.h>

#include "domain/consent.h"
#include "domain/customer.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *purpose_words(const char *purpose)
{
	static const struct {
		const char *code, *words;
	} all[] = {
		{"browsing", N_("What they look at")},
		{"history", N_("Their orders, for suggestions")},
		{"newsletter", N_("Letters")},
		{"alert", N_("Back in stock, cheaper")},
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(all[i].code, purpose) == 0)
			return tr(all[i].words);
	return purpose;
}

static const char *channel_words(const char *channel)
{
	if (strcmp(channel, "mail") == 0)
		return tr("by mail");
	return strcmp(channel, "staff") == 0 ? tr("told to the staff")
					     : tr("in the shop");
}

static int rows_show(
	struct req *r, struct tpl *t, const struct consent_subject *who)
{
	struct consent_row *rows;
	size_t n;
	int rc = consent_list(&r->cx, who, &rows, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "ANSWER");
		tpl_time(s, "TIME", CLOCK_NUMERIC, rows[i].at_ms);
		tpl_text(s, "PURPOSE", purpose_words(rows[i].purpose));
		tpl_show(s, rows[i].granted ? "YES" : "NO");
		tpl_text(s, "CHANNEL", channel_words(rows[i].channel));
		tpl_text(s, "WORDS", rows[i].words);
		tpl_text(s, "VERSION", rows[i].version);
	}
	return rc < 0 ? rc : (int)n;
}

int admin_consents_show(struct req *r, struct tpl *t, const char *email_norm)
{
	int64_t customer = 0;
	int rc = customer_account(&r->cx, email_norm, &customer);
	if (rc < 0)
		return rc;
	struct tpl *box = tpl_include(t, "CONSENTS", "admin/consents.tpl");
	struct consent_subject mail = {CONSENT_EMAIL, email_norm};
	struct consent_subject own = {CONSENT_CUSTOMER,
		arena_printf(r->cx.arena, "%" PRId64, customer)};
	int n = rows_show(r, box, &mail), more = 0;
	if (n >= 0 && customer)
		more = rows_show(r, box, &own);
	if (n < 0 || more < 0)
		return n < 0 ? n : more;
	tpl_show_if(box, "NEVER", n + more == 0);
	return OK;
}
