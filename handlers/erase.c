/* Erasing an account: first what goes and what stays, then the button. */
#include "handlers/account.h"

#include <inttypes.h>
#include <string.h>

#include "domain/person.h"
#include "handlers/erase.h"
#include "handlers/handlers.h"
#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

#define HERE "/account/erase"

static int open_show(
	struct req *r, struct tpl *t, const struct person *who, bool *is_open)
{
	struct person_open *open = NULL;
	size_t n = 0;
	int rc = person_open(&r->cx, who, &open, &n);
	struct tpl *all = n ? tpl_section(t, "OPEN") : NULL;
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(all, "ORDER");
		if (open[i].number)
			tpl_int(tpl_section(s, "NUMBERED"), "NUMBER",
				open[i].number);
		tpl_text(s, "WHY", open[i].why);
	}
	*is_open = n > 0;
	return rc;
}

static int goes_show(
	struct req *r, struct tpl *t, const struct person *who, bool *words)
{
	struct person_held *held = NULL;
	size_t n = 0;
	int rc = person_held(&r->cx, who, &held, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (!held[i].goes)
			continue;
		struct tpl *s = tpl_section(t, "GOES");
		tpl_text(s, "WHAT", held[i].what);
		tpl_int(s, "COUNT", held[i].n);
		*words = *words || strcmp(held[i].file, "reviews") == 0 ||
			 strcmp(held[i].file, "questions") == 0;
	}
	return rc;
}

static int stays_show(struct req *r, struct tpl *t, const struct person *who)
{
	struct person_kept *kept = NULL;
	size_t n = 0;
	int rc = person_kept(&r->cx, who, &kept, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(t, "STAYS");
		tpl_text(s, "WHAT", kept[i].what);
		tpl_text(s, "WHY", kept[i].why);
		if (kept[i].until_day)
			tpl_time(tpl_section(s, "UNTIL"), "DAY", CLOCK_DATE,
				clock_day_end(kept[i].until_day) - MS_HOUR);
	}
	return rc;
}

static int cards_show(struct req *r, struct tpl *t, const struct person *who)
{
	int64_t n = 0, minor = 0;
	int rc = person_gift_cards(&r->cx, who, &n, &minor);
	if (rc == OK && n > 0)
		tpl_money(tpl_section(t, "GIFT"), "LEFT", money(minor));
	return rc;
}

int erase_list_fill(struct req *r, struct tpl *t, const struct person *who,
	bool *is_open, bool *words)
{
	int rc = open_show(r, t, who, is_open);
	if (rc == OK)
		rc = cards_show(r, t, who);
	if (rc == OK)
		rc = goes_show(r, t, who, words);
	return rc == OK ? stays_show(r, t, who) : rc;
}

static int erase_page(struct req *r, int status)
{
	struct person who;
	bool is_open = false, words = false;
	int rc = person_of_account(&r->cx, r->visitor->customer, &who);
	if (rc < 0)
		return rc;
	struct tpl *t = account_page(
		r, "shop/account_erase.tpl", "/account/profile");
	tpl_text(t, "P", r->lang_prefix);
	page_csrf(r, t);
	rc = erase_list_fill(r, tpl_include(t, "LIST", "part/erase_list.tpl"),
		&who, &is_open, &words);
	if (!is_open) {
		struct tpl *b = tpl_section(t, "BUTTON");
		tpl_show_if(b, "WORDS", words);
	}
	return rc < 0 ? rc
		      : account_page_send(r, tr("Close my account"), t, status);
}

/* GET /account/erase */
int erase_show(struct req *r)
{
	bool ok = false;
	int rc = account_strong(r, HERE, &ok);
	return ok ? erase_page(r, 200) : rc;
}

/* POST /account/erase */
int erase_do(struct req *r)
{
	struct person who;
	bool ok = false;
	const char *words = req_form_param(r, "words");
	int rc = account_strong(r, HERE, &ok);
	if (!ok)
		return rc;
	rc = person_of_account(&r->cx, r->visitor->customer, &who);
	if (rc < 0)
		return rc;
	who.keep_words = words && strcmp(words, "keep") == 0;
	rc = person_erase(&r->cx, &who, "customer");
	if (rc == ERR_CONFLICT) /* an order has come in between */
		return erase_page(r, 409);
	if (rc < 0)
		return rc;
	resp_cookie(r, ACCOUNT_COOKIE, "", -1);
	resp_cookie(r, ACCOUNT_KNOWN_COOKIE, "", -1);
	flash_set(r, tr("Your account is closed and what we knew of you is "
			"erased. A last mail says what stays."));
	return resp_redirect(r, "/privacy/data");
}
