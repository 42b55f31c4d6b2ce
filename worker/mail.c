/* Mail: what a job names is read afresh, rendered and handed over. */
#include "worker/mail.h"

#include <jansson.h>
#include <string.h>

#include "domain/setting.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/html_md.h"
#include "lib/tr.h"
#include "worker/worker.h"

static const struct {
	const char *name;
	int (*fn)(struct letter *l);
} letters[] = {
	{"order_placed", letter_order},
	{"order_paid", letter_order},
	{"order_shipped", letter_order},
	{"order_ready", letter_order},
	{"order_cancelled", letter_order},
	{"order_refunded", letter_order},
	{"order_changed", letter_order},
	{"order_reminder", letter_order},
	{"owner_order", letter_order},
	{"gift_card", letter_gift_card},
	{"withdrawal_receipt", letter_withdrawal},
	{"owner_withdrawal", letter_withdrawal},
	{"return_requested", letter_return},
	{"return_accepted", letter_return},
	{"return_refused", letter_return},
	{"return_received", letter_return},
	{"return_settled", letter_return},
	{"return_cancelled", letter_return},
	{"owner_return", letter_return},
	{"owner_review", letter_review},
	{"review_refused", letter_review},
	{"owner_question", letter_question},
	{"question_answer", letter_question},
	{"account_verify", letter_account},
	{"account_reset", letter_account},
	{"alert_confirm", letter_alert},
	{"alert_told", letter_alert},
	{"alert_over", letter_alert},
	{"account_login", letter_account},
	{"account_email", letter_account},
	{"account_ends", letter_account_ends},
	{"account_notice", letter_account_notice},
	{"letters_confirm", letter_letters},
	{"letters_known", letter_letters},
	{"letters_welcome", letter_letters},
	{"person_erased", letter_person_erased},
};

static const char *payload_text(struct letter *l, json_t *j, const char *name)
{
	const char *value = json_string_value(json_object_get(j, name));
	return value ? arena_strdup(l->cx->arena, value) : "";
}

static bool payload_read(struct letter *l, const char *payload)
{
	struct arena *a = l->cx->arena;
	json_t *j = json_loads(payload, 0, NULL);
	l->payload = payload;
	l->name = arena_strdup(
		a, json_string_value(json_object_get(j, "mail")));
	l->order = json_integer_value(json_object_get(j, "order"));
	l->case_ = json_integer_value(json_object_get(j, "case"));
	l->card = json_integer_value(json_object_get(j, "card"));
	l->credit = json_integer_value(json_object_get(j, "credit"));
	l->review = json_integer_value(json_object_get(j, "review"));
	l->question = json_integer_value(json_object_get(j, "question"));
	l->link = json_integer_value(json_object_get(j, "link"));
	l->alert = json_integer_value(json_object_get(j, "alert"));
	l->customer = json_integer_value(json_object_get(j, "customer"));
	l->what = payload_text(l, j, "what");
	l->agent = payload_text(l, j, "agent");
	l->subscriber = json_integer_value(json_object_get(j, "subscriber"));
	const char *to = json_string_value(json_object_get(j, "to"));
	l->to_owner = to && !strcmp(to, "owner");
	json_decref(j);
	return l->name != NULL;
}

/* "shop.example" of the shop's address. */
static const char *host_of(struct arena *a, const struct conf *conf)
{
	const char *p = strstr(conf->base_url, "://");
	p = p ? p + 3 : conf->base_url;
	return arena_strndup(a, p, strcspn(p, ":/"));
}

const char *letter_link(struct letter *l, const char *path)
{
	const char *locale = l->cx->locale;
	bool root = !strcmp(locale, l->cx->root);
	return arena_printf(l->cx->arena, "%s%s%s%s", l->conf->base_url,
		root ? "" : "/", root ? "" : locale, path);
}

void letter_language(struct letter *l, const char *locale)
{
	l->cx->locale = tr_lang_index(locale) >= 0 ? locale : l->cx->root;
	tr_use(l->cx->locale);
}

struct tpl *letter_open(struct letter *l, const char *title)
{
	struct cx *cx = l->cx;
	const char *shop = setting_get(cx, "shop.name");
	struct tpl *t = tpl_new(
		cx, arena_printf(cx->arena, "mail/%s.tpl", l->name));
	struct tpl *head = tpl_include(t, "HEAD", "mail/head.tpl");
	tpl_text(head, "LANG", cx->locale);
	tpl_text(head, "TITLE", title);
	tpl_text(head, "SHOP", shop);

	struct tpl *foot = tpl_include(t, "FOOT", "mail/foot.tpl");
	static const struct {
		const char *section, *name, *code;
	} some[] = {
		{"PHONE", "TEXT", "shop.phone"},
		{"HOURS", "TEXT", "shop.hours"},
		{"EMAIL", "ADDRESS", "shop.email"},
		{"ID", "BUSINESS_ID", "shop.business_id"},
	};
	for (size_t i = 0; i < sizeof(some) / sizeof(*some); i++) {
		const char *value = setting_get(cx, some[i].code);
		if (*value)
			tpl_text(tpl_section(foot, some[i].section),
				some[i].name, value);
	}
	const char *company = setting_get(cx, "shop.company");
	tpl_text(foot, "COMPANY", *company ? company : shop);
	tpl_text(foot, "STREET", setting_get(cx, "shop.street"));
	tpl_text(foot, "POSTAL", setting_get(cx, "shop.postal"));
	tpl_text(foot, "CITY", setting_get(cx, "shop.city"));
	tpl_text(foot, "HOME", letter_link(l, "/"));
	tpl_text(foot, "SHOP", shop);
	l->mail->subject = title;
	return t;
}

int letter_close(struct letter *l, struct tpl *t)
{
	struct arena *a = l->cx->arena;
	struct buf html = {0};
	int rc = tpl_render(t, &html);
	if (rc == OK) {
		l->mail->html = arena_strndup(a, html.p, html.len);
		l->mail->text = html_text(a, l->mail->html);
	}
	buf_release(&html);
	return rc;
}

/* From the shop; answers go where customers write. */
static void address(struct letter *l, const struct job *job)
{
	struct cx *cx = l->cx;
	const char *host = host_of(cx->arena, l->conf);
	const char *sender = setting_get(cx, "shop.sender");
	const char *email = setting_get(cx, "shop.email");
	if (!*sender)
		sender = *email ? email
				: arena_printf(cx->arena, "noreply@%s", host);
	l->mail->from = sender;
	l->mail->from_name = setting_get(cx, "shop.name");
	if (!l->to_owner && *email && strcmp(email, sender) != 0)
		l->mail->reply_to = email;
	/* The same job again is the same message to every reader. */
	l->mail->message_id = arena_printf(cx->arena, "%.32s@%s",
		crypt_sha256_str(cx->arena, job->key), host);
	l->mail->date_ms = cx->now;
	if (l->to_owner) {
		l->mail->to = setting_get(cx, "shop.owner_email");
		if (!*l->mail->to)
			l->mail->to = email;
		l->mail->to_name = NULL;
	}
}

int mail_render(struct worker *w, const struct job *job, struct mail *out,
	const char **problem)
{
	struct letter l = {.cx = &w->cx, .conf = w->conf, .mail = out};
	*out = (struct mail){0};
	*problem = "this version does not know such mail";
	if (!payload_read(&l, job->payload))
		return ERR_INVALID;
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++) {
		if (strcmp(letters[i].name, l.name) != 0)
			continue;
		*problem = "what it tells of is not there";
		letter_language(&l, w->cx.root);
		address(&l, job);
		int rc = letters[i].fn(&l);
		letter_language(&l, w->cx.root);
		/* an order of somebody who was erased */
		if (rc == OK && !l.to_owner && (!out->to || !*out->to))
			return ERR_GONE;
		return rc == ERR_NOT_FOUND ? ERR_INVALID : rc;
	}
	return ERR_INVALID;
}

int job_mail(struct worker *w, const struct job *job, const char **problem)
{
	struct mail m;
	int rc = mail_render(w, job, &m, problem);
	if (rc == ERR_GONE)
		return OK;
	if (rc == OK && !*m.to) {
		*problem = "the settings name no address for the owner";
		rc = ERR_INVALID;
	}
	return rc == OK ? mail_send(w->cx.arena, w->conf, &m, problem) : rc;
}
