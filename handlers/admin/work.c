/* What waits for the owner besides orders: withdrawals and failed jobs. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/order.h"
#include "domain/outbox.h"
#include "domain/withdrawal.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

static const char *const case_states[] = {
	"accepted", "received", "settled", NULL};

struct case_form {
	const char *state, *remark;
};

static const struct field case_fields[] = {
	FIELD_CHOICE(case_form, state, N_("How far is it?"), .required = true,
		.choices = case_states),
	FIELD_LINES(case_form, remark, N_("Your remark"), .max = 2000),
	FIELD_END,
};

static const char *state_words(const char *state)
{
	if (strcmp(state, "settled") == 0)
		return tr("Done");
	if (strcmp(state, "received") == 0)
		return tr("Goods have come back");
	return tr("Waiting for the goods");
}

/* The order's own page notes what was paid back. */
static int refund_show(struct tpl *t, struct req *r, int64_t order)
{
	struct order o;
	int rc = order_get(&r->cx, order, &o);
	if (rc == OK && order_can(&o, "refund")) {
		struct tpl *s = tpl_section(t, "REFUND");
		tpl_textf(s, "NUMBER", "%lld", (long long)o.number);
		tpl_money(s, "PAID", o.paid);
	}
	return rc;
}

static int case_show(struct tpl *t, struct req *r, const struct withdrawal *w)
{
	struct tpl *s = tpl_section(t, "CASE");
	bool done = strcmp(w->state, "settled") == 0;
	tpl_textf(s, "ID", "%lld", (long long)w->id);
	tpl_text(s, "NAME", w->name);
	tpl_time(s, "AT", CLOCK_DATETIME, w->at_ms);
	tpl_text(s, "EMAIL", w->email);
	tpl_text(s, "STATEMENT", w->statement);
	tpl_text(s, "REMARK", w->remark);
	struct tpl *p = tpl_section(s, done ? "DONE" : "OPEN");
	tpl_text(p, "STATE", state_words(w->state));
	struct tpl *o = tpl_section(s, w->order ? "ORDER" : "NO_ORDER");
	if (w->order)
		tpl_textf(o, "NUMBER", "%lld", (long long)w->number);
	else
		tpl_text(o, "TYPED", w->order_text);
	if (w->refund_due_ms && !done) {
		struct tpl *d = tpl_section(s, "DUE");
		tpl_time(d, "DUE_AT", CLOCK_DATE, w->refund_due_ms);
	}
	tpl_show_if(s, "IS_ACCEPTED", strcmp(w->state, "accepted") == 0);
	tpl_show_if(s, "IS_RECEIVED", strcmp(w->state, "received") == 0);
	tpl_show_if(s, "IS_OPEN", !done);
	tpl_show_if(s, "IS_SETTLED", done);
	return w->order ? refund_show(s, r, w->order) : OK;
}

/* GET /admin/withdrawals */
int admin_withdrawals(struct req *r)
{
	struct withdrawal *rows;
	size_t n;
	int rc = withdrawal_list(&r->cx, false, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/withdrawals.tpl");
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = case_show(t, r, &rows[i]);
	if (rc < 0)
		return rc;
	tpl_show_if(t, "EMPTY", n == 0);
	struct admin_page page = {
		.title = tr("Withdrawals"), .nav = "withdrawals"};
	return admin_send(r, &page, t, 200);
}

/* POST /admin/withdrawals/:id; back: the order whose page it came from */
int admin_withdrawal_set(struct req *r)
{
	struct case_form f;
	struct form_errors errors;
	int64_t id = admin_path_int(r, "id");
	if (id < 0)
		return ERR_NOT_FOUND;
	if (form_read(r, case_fields, &f, &errors) < 0)
		return ERR_INVALID;
	int rc = withdrawal_set(&r->cx, id, f.state, f.remark);
	if (rc < 0)
		return rc;
	const char *back = req_form_param(r, "back");
	bool number = back && *back && strlen(back) < 16 &&
		      strspn(back, "0123456789") == strlen(back);
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, number ? arena_printf(r->cx.arena, "/admin/orders/%s", back)
			  : "/admin/withdrawals");
}

static const char *job_words(const char *kind)
{
	if (strcmp(kind, "mail") == 0)
		return tr("Mail");
	if (strcmp(kind, "picture") == 0)
		return tr("Picture");
	return kind;
}

/* GET /admin/jobs */
int admin_jobs(struct req *r)
{
	struct dead_job *rows;
	size_t n;
	int rc = outbox_dead(&r->cx, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/jobs.tpl");
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_textf(s, "ID", "%lld", (long long)rows[i].id);
		tpl_text(s, "WHAT", job_words(rows[i].kind));
		tpl_text(s, "KEY", rows[i].key);
		tpl_text(s, "PROBLEM", rows[i].problem);
		tpl_time(s, "SINCE", CLOCK_NUMERIC, rows[i].created_ms);
	}
	struct admin_page page = {.title = tr("Jobs"), .nav = "jobs"};
	return admin_send(r, &page, t, 200);
}

/* POST /admin/jobs/:id */
int admin_job_retry(struct req *r)
{
	int64_t id = admin_path_int(r, "id");
	if (id < 0)
		return ERR_NOT_FOUND;
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = outbox_retry(&r->cx, id);
	if (rc == OK)
		rc = audit_add(&r->cx, "job", id, "retry", NULL, NULL);
	rc = db_end(r->cx.db, rc);
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	flash_set(r, rc == OK ? tr("It is tried again now.")
			      : tr("That job is no longer waiting."));
	return resp_redirect(r, "/admin/jobs");
}
