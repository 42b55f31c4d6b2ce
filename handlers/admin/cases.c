/* What came back, or is to come: withdrawals, returns, claims. */
#include "handlers/admin/case_page.h"

#include <string.h>

#include "handlers/admin/admin.h"
#include "handlers/admin/chips.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct admin_chip chips[] = {
	{"open", N_("Open")},
	{"asked", N_("To answer")},
	{"due", N_("Money due soon")},
	{"late", N_("Money late")},
	{"done", N_("Done")},
	{"all", N_("All")},
	{NULL, NULL},
};

const char *case_kind_words(const char *kind)
{
	if (strcmp(kind, "withdrawal") == 0)
		return tr("Withdrawal");
	return strcmp(kind, "return") == 0 ? tr("Return") : tr("Claim");
}

struct order_pill case_pill(const struct return_case *c)
{
	static const struct {
		const char *state, *text, *section;
	} pills[] = {
		{"requested", N_("Waits for your answer"), "WARM"},
		{"accepted", N_("Waiting for the goods"), "BLUE"},
		{"received", N_("Goods have come back"), "WARM"},
		{"settled", N_("Done"), "GOOD"},
		{"refused", N_("Refused"), "PLAIN"},
		{"cancelled", N_("Cancelled by the customer"), "PLAIN"},
	};
	for (size_t i = 0; i < sizeof(pills) / sizeof(*pills); i++)
		if (strcmp(pills[i].state, c->state) == 0)
			return (struct order_pill){
				tr(pills[i].text), pills[i].section};
	return (struct order_pill){c->state, "PLAIN"};
}

void case_due_show(
	struct tpl *t, const struct req *r, const struct return_case *c)
{
	bool open = strcmp(c->state, "accepted") == 0 ||
		    strcmp(c->state, "received") == 0;
	if (!c->refund_due_ms || !open)
		return;
	struct tpl *s = tpl_section(t, "DUE");
	bool waits = !c->received_ms && !c->sent_ms;
	tpl_time(s, "DUE_AT", CLOCK_DATE, c->refund_due_ms);
	tpl_show_if(s, "WAITS", waits);
	tpl_show_if(s, "PAST", c->refund_due_ms < r->cx.now);
	if (!waits)
		tpl_time(tpl_section(s, "CAME"), "CAME_AT", CLOCK_DATE,
			c->received_ms ? c->received_ms : c->sent_ms);
}

static int count(struct req *r, const char *show, int64_t *n)
{
	struct return_filter f = {.show = show, .find = "", .limit = 1};
	struct return_case *rows;
	size_t got;
	return return_list(&r->cx, &f, &rows, &got, n);
}

static void row_show(
	struct tpl *list, const struct req *r, const struct return_case *c)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_textf(t, "ID", "%lld", (long long)c->id);
	tpl_text(t, "CODE", c->code);
	tpl_time(t, "AT", CLOCK_NUMERIC, c->at_ms);
	tpl_text(t, "NAME", c->name);
	tpl_text(t, "KIND", case_kind_words(c->kind));
	tpl_text(t, "REASON", return_reason_words(c->reason));
	struct tpl *o = tpl_section(t, c->order ? "ORDER" : "NO_ORDER");
	if (c->order)
		tpl_textf(o, "NUMBER", "%lld", (long long)c->number);
	order_pill_show(t, "STATE", case_pill(c), false);
	case_due_show(t, r, c);
}

/* GET /admin/cases */
int admin_cases(struct req *r)
{
	const char *typed = req_query_param(r, "q");
	const char *show = admin_chip(r, chips);
	struct return_filter f = {
		.show = admin_chip_filter(show),
		.find = typed ? text_trim(r->cx.arena, typed) : "",
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE,
	};
	struct return_case *rows;
	struct admin_slice slice = {.offset = f.offset};
	int rc = return_list(&r->cx, &f, &rows, &slice.n, &slice.total);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/cases.tpl");
	rc = admin_chips_show(t, r, "/admin/cases", chips, show, count);
	if (rc < 0)
		return rc;
	tpl_text(t, "FIND", f.find);
	if (slice.n) {
		struct tpl *list = tpl_section(t, "LIST");
		for (size_t i = 0; i < slice.n; i++)
			row_show(list, r, &rows[i]);
		admin_pager(list, r,
			arena_printf(r->cx.arena, "/admin/cases?show=%s&q=%s",
				show, url_encode(r->cx.arena, f.find)),
			&slice);
	} else {
		tpl_show(t, "EMPTY");
	}
	struct admin_page page = {.title = tr("Returns"), .nav = "cases"};
	return admin_send(r, &page, t, 200);
}

/* GET /admin/withdrawals: where they were before */
int admin_withdrawals(struct req *r)
{
	return resp_redirect(r, "/admin/cases");
}
