/* What people ask of their data: the owner answers by their address, also for
 * those without an account. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/person.h"
#include "handlers/erase.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { LOG_ROWS = 50 };

/* The address that was posted: in no link, and so in no log. */
static const char *address_of(struct req *r)
{
	const char *typed = req_form_param(r, "email");
	return typed ? email_norm(r->cx.arena, typed) : "";
}

static int log_show(struct req *r, struct tpl *t)
{
	struct audit_row *rows = NULL;
	size_t n = 0;
	int rc = audit_newest(&r->cx, "person", LOG_ROWS, &rows, &n);
	struct tpl *list = n ? tpl_section(t, "LOG") : NULL;
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		const char *by = audit_value(r->cx.arena, rows[i].after, "by");
		tpl_time(s, "AT", CLOCK_DATETIME, rows[i].at_ms);
		tpl_text(s, "WHAT",
			strcmp(rows[i].action, "erase") == 0 ? tr("Erased")
							     : tr("Exported"));
		tpl_text(s, "WHO",
			*rows[i].who                   ? rows[i].who
			: strcmp(by, "retention") == 0 ? tr("The shop itself")
						       : tr("The customer"));
		tpl_text(s, "SUBJECT",
			audit_value(r->cx.arena, rows[i].after, "subject"));
	}
	return rc;
}

static int found_show(struct req *r, struct tpl *t, const char *address,
	const struct person *who, int status)
{
	struct person_held *held = NULL;
	size_t n = 0;
	bool is_open = false, words = false;
	int rc = person_held(&r->cx, who, &held, &n);
	if (rc < 0)
		return rc;
	if (n == 0) {
		tpl_text(tpl_section(t, "NONE"), "EMAIL", address);
		return OK;
	}
	struct tpl *s = tpl_section(t, "FOUND");
	tpl_text(s, "EMAIL", address);
	tpl_text(s, "TOKEN", req_csrf(r));
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_section(s, "HELD");
		tpl_text(row, "HELD_WHAT", held[i].what);
		tpl_int(row, "HELD_N", held[i].n);
	}
	rc = erase_list_fill(r, s, who, &is_open, &words);
	if (rc < 0 || is_open)
		return rc;
	struct tpl *b = tpl_section(s, "BUTTON");
	tpl_text(b, "ADDRESS", address);
	tpl_text(b, "CSRF", req_csrf(r));
	tpl_show_if(b, "WORDS", words);
	tpl_show_if(b, "UNSURE", status == 422);
	return OK;
}

static int privacy_page(struct req *r, const char *address, int status)
{
	struct person who;
	struct tpl *t = admin_tpl(r, "admin/privacy.tpl");
	tpl_text(t, "TYPED", address);
	int rc = OK;
	if (*address)
		rc = person_of_address(&r->cx, address, &who);
	if (rc == OK && *address)
		rc = found_show(r, t, address, &who, status);
	if (rc == OK)
		rc = log_show(r, t);
	struct admin_page page = {
		.title = tr("Privacy requests"), .nav = "privacy"};
	return rc < 0 ? rc : admin_send(r, &page, t, status);
}

/* GET /admin/privacy */
int admin_privacy(struct req *r)
{
	return privacy_page(r, "", 200);
}

/* POST /admin/privacy: look somebody up. */
int admin_privacy_find(struct req *r)
{
	return privacy_page(r, address_of(r), 200);
}

/* POST /admin/privacy/export */
int admin_privacy_export(struct req *r)
{
	struct person who;
	const char *address = address_of(r);
	if (!*address)
		return privacy_page(r, "", 422);
	int rc = person_of_address(&r->cx, address, &who);
	if (rc == OK)
		rc = person_noted(&r->cx, &who, "export", "staff");
	return rc < 0 ? rc : person_export_send(r, &who);
}

/* POST /admin/privacy/erase */
int admin_privacy_erase(struct req *r)
{
	struct person who;
	const char *address = address_of(r);
	const char *words = req_form_param(r, "words");
	if (!*address || !req_form_param(r, "sure"))
		return privacy_page(r, address, 422);
	int rc = person_of_address(&r->cx, address, &who);
	if (rc < 0)
		return rc;
	who.keep_words = words && strcmp(words, "keep") == 0;
	rc = person_erase(&r->cx, &who, "staff");
	if (rc == ERR_CONFLICT)
		return privacy_page(r, address, 409);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Erased. A last mail tells them what stays."));
	return resp_redirect(r, "/admin/privacy");
}
