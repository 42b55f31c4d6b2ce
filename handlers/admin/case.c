/* One case: what, why, and the owner's moves. */
#include "handlers/admin/case_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/exemption.h"
#include "domain/order.h"
#include "handlers/admin/admin.h"
#include "lib/err.h"
#include "lib/tr.h"

struct accept_form {
	const char *label;
};
static const struct field accept_fields[] = {
	FIELD_TEXT(accept_form, label, N_("Code of the way back"), .max = 100),
	FIELD_END,
};

struct refuse_form {
	const char *answer;
};
static const struct field refuse_fields[] = {
	FIELD_LINES(refuse_form, answer, N_("Why not"), .required = true,
		.max = 2000),
	FIELD_END,
};

struct sent_form {
	const char *tracking;
};
static const struct field sent_fields[] = {
	FIELD_TEXT(sent_form, tracking, N_("Tracking number"), .max = 100),
	FIELD_END,
};

struct remark_form {
	const char *remark;
};
static const struct field remark_fields[] = {
	FIELD_LINES(remark_form, remark, N_("Your remark"), .max = 2000),
	FIELD_END,
};

static void text_if(
	struct tpl *t, const char *section, const char *name, const char *value)
{
	if (value && *value)
		tpl_text(tpl_section(t, section), name, value);
}

static const char *case_path(struct req *r, const struct return_case *c)
{
	return arena_printf(r->cx.arena, "/admin/cases/%lld", (long long)c->id);
}

static const char *decision_words(const char *decision)
{
	if (strcmp(decision, "restock") == 0)
		return tr("Sold again");
	if (strcmp(decision, "damaged") == 0)
		return tr("Not sold again");
	return strcmp(decision, "keep") == 0 ? tr("The customer keeps it") : "";
}

static void lines_show(struct tpl *t, const struct return_case *c)
{
	if (c->n_lines == 0)
		return;
	struct tpl *list = tpl_section(t, "THINGS");
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct return_line *l = &c->lines[i];
		struct tpl *s = tpl_section(list, "LINE");
		tpl_text(s, "NAME", l->name);
		text_if(s, "OPTIONS", "OPTIONS_TEXT", l->options);
		text_if(s, "EXEMPT", "EXEMPT_TEXT",
			exemption_words(l->exemption));
		tpl_int(s, "QTY", l->qty);
		if (c->received_ms) {
			struct tpl *g = tpl_section(s, "GOT");
			tpl_int(g, "GOT_QTY", l->received);
			tpl_text(g, "DECISION", decision_words(l->decision));
		}
	}
}

/* "got_12" as it was typed, else what is awaited. */
static const char *typed(
	struct req *r, const char *name, int64_t line, const char *otherwise)
{
	const char *value = req_form_param(
		r, arena_printf(r->cx.arena, "%s_%lld", name, (long long)line));
	return value ? value : otherwise;
}

static void receive_show(
	struct tpl *d, struct req *r, const struct return_case *c)
{
	struct tpl *t = tpl_section(d, "RECEIVE");
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct return_line *l = &c->lines[i];
		struct tpl *s = tpl_section(t, "AWAITED");
		const char *qty = arena_printf(
			r->cx.arena, "%lld", (long long)l->qty);
		const char *how = typed(r, "how", l->line, "restock");
		tpl_text(s, "LINE_NAME", l->name);
		text_if(s, "LINE_OPTIONS", "OPTIONS_TEXT", l->options);
		tpl_textf(s, "LINE_ID", "%lld", (long long)l->line);
		tpl_text(s, "MOST", qty);
		tpl_text(s, "GOT", typed(r, "got", l->line, qty));
		tpl_show_if(s, "RESTOCK", strcmp(how, "restock") == 0);
		tpl_show_if(s, "DAMAGED", strcmp(how, "damaged") == 0);
		tpl_show_if(s, "KEEP", strcmp(how, "keep") == 0);
	}
}

static void form_part(struct tpl *d, struct req *r, const char *section,
	const struct field *fields, const struct form_errors *errors,
	const void *values)
{
	struct tpl *s = tpl_section(d, section);
	if (errors && req_form_param(r, fields[0].name))
		form_show(s, r, fields, errors);
	else
		form_show_values(s, &r->cx, fields, values);
}

static int actions_show(struct tpl *t, struct req *r,
	const struct return_case *c, const struct form_errors *errors)
{
	if (!return_can(c, "accept") && !return_can(c, "receive") &&
		!return_can(c, "settle"))
		return OK;
	struct tpl *d = tpl_section(t, "DO");
	if (return_can(c, "accept"))
		form_part(d, r, "ACCEPT", accept_fields, errors,
			&(struct accept_form){""});
	if (return_can(c, "refuse"))
		form_part(d, r, "REFUSE", refuse_fields, errors,
			&(struct refuse_form){""});
	if (return_can(c, "receive"))
		receive_show(d, r, c);
	if (return_can(c, "sent"))
		form_part(d, r, "SENT", sent_fields, errors,
			&(struct sent_form){c->tracking});
	return return_can(c, "settle") ? case_settle_show(d, r, c, errors) : OK;
}

static int order_show_part(
	struct tpl *t, struct req *r, const struct return_case *c)
{
	struct tpl *s = tpl_section(t, c->order ? "ORDER" : "NO_ORDER");
	if (!c->order) {
		tpl_text(s, "TYPED", c->order_text);
		return OK;
	}
	struct order o;
	int rc = order_get(&r->cx, c->order, &o);
	if (rc < 0)
		return rc;
	tpl_textf(s, "NUMBER", "%lld", (long long)o.number);
	tpl_time(s, "PLACED", CLOCK_DATE, o.placed_ms);
	tpl_money(s, "PAID", o.paid);
	if (o.delivered_ms)
		tpl_time(tpl_section(s, "DELIVERED"), "DELIVERED_AT",
			CLOCK_DATE, o.delivered_ms);
	bool inside = strcmp(o.fulfilment, "none") == 0 ||
		      strcmp(o.fulfilment, "picking") == 0 ||
		      strcmp(o.fulfilment, "ready") == 0;
	tpl_show_if(t, "NOT_LEFT", inside && !c->settled_ms);
	return OK;
}

static void facts_show(struct tpl *t, struct req *r,
	const struct return_case *c, const struct form_errors *errors)
{
	tpl_textf(t, "ID", "%lld", (long long)c->id);
	tpl_textf(t, "REV", "%lld", (long long)c->rev);
	tpl_text(t, "KIND", case_kind_words(c->kind));
	tpl_text(t, "CODE", c->code);
	order_pill_show(t, "STATE", case_pill(c), false);
	tpl_text(t, "NAME", c->name);
	tpl_text(t, "EMAIL", c->email);
	tpl_time(t, "AT", CLOCK_DATETIME, c->at_ms);
	text_if(t, "STATEMENT", "STATEMENT_TEXT", c->statement);
	text_if(t, "REASON", "REASON_TEXT", return_reason_words(c->reason));
	text_if(t, "MESSAGE", "MESSAGE_TEXT", c->message);
	text_if(t, "ANSWER", "ANSWER_TEXT", c->answer);
	text_if(t, "LABEL_CODE", "LABEL_TEXT", c->label);
	text_if(t, "TRACKED", "TRACKING_TEXT", c->tracking);
	tpl_show_if(t, "LATE", strcmp(c->remark, "late") == 0);
	case_due_show(t, r, c);
	form_part(t, r, "REMARK_FORM", remark_fields, errors,
		&(struct remark_form){c->remark});
}

static int case_send(struct req *r, const struct return_case *c,
	const struct form_errors *errors, int status)
{
	struct tpl *t = admin_tpl(r, "admin/case.tpl");
	facts_show(t, r, c, errors);
	lines_show(t, c);
	tpl_show_if(t, "MOVED_ON", status == 409);
	if (errors && errors->n)
		form_show_errors(
			t, r, (const struct field[]){FIELD_END}, errors);
	int rc = order_show_part(t, r, c);
	if (rc == OK)
		rc = actions_show(t, r, c, errors);
	if (rc == OK)
		rc = admin_log(t, r, "case", c->id);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = arena_printf(r->cx.arena, "%s %s",
			case_kind_words(c->kind), c->code),
		.nav = "cases",
		.back = "/admin/cases",
		.back_text = tr("Returns"),
	};
	return admin_send(r, &page, t, status);
}

static int case_of(struct req *r, struct return_case *c)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : return_get(&r->cx, id, c);
}

/* GET /admin/cases/:id */
int admin_case(struct req *r)
{
	struct return_case c;
	int rc = case_of(r, &c);
	return rc == OK ? case_send(r, &c, NULL, 200) : rc;
}

static int move_accept(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors)
{
	struct accept_form f;
	int rc = form_read(r, accept_fields, &f, errors);
	return rc == OK ? return_accept(&r->cx, c->id, rev, f.label) : rc;
}

static int move_refuse(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors)
{
	struct refuse_form f;
	int rc = form_read(r, refuse_fields, &f, errors);
	return rc == OK ? return_refuse(&r->cx, c->id, rev, f.answer) : rc;
}

static int move_sent(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors)
{
	struct sent_form f;
	int rc = form_read(r, sent_fields, &f, errors);
	return rc == OK ? return_sent(&r->cx, c->id, rev, f.tracking) : rc;
}

static int move_remark(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors)
{
	struct remark_form f;
	int rc = form_read(r, remark_fields, &f, errors);
	return rc == OK ? return_remark(&r->cx, c->id, rev, f.remark) : rc;
}

static bool number_read(const char *text, int64_t *out)
{
	size_t n = strlen(text);
	if (n == 0 || n > 6 || strspn(text, "0123456789") != n)
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

static int move_receive(struct req *r, const struct return_case *c, int64_t rev,
	struct form_errors *errors)
{
	*errors = (struct form_errors){0};
	struct return_got *got = ARENA_ARRAY(
		r->cx.arena, struct return_got, c->n_lines + 1);
	for (size_t i = 0; i < c->n_lines; i++) {
		const struct return_line *l = &c->lines[i];
		got[i].line = l->line;
		got[i].decision = typed(r, "how", l->line, "");
		if (number_read(typed(r, "got", l->line, ""), &got[i].qty) &&
			got[i].qty <= l->qty)
			continue;
		form_error(errors,
			arena_printf(r->cx.arena, "got_%" PRId64, l->line),
			arena_printf(r->cx.arena,
				tr("%s: say how many have come, %lld at "
				   "most."),
				l->name, (long long)l->qty));
	}
	if (errors->n)
		return ERR_INVALID;
	int rc = return_receive(&r->cx, c->id, rev, got, c->n_lines);
	if (rc == ERR_INVALID && c->n_lines)
		form_error(errors,
			arena_printf(
				r->cx.arena, "how_%" PRId64, c->lines[0].line),
			tr("Say of each thing what becomes of it."));
	return rc;
}

static const struct case_move {
	const char *name;
	int (*fn)(struct req *r, const struct return_case *c, int64_t rev,
		struct form_errors *errors);
	const char *done;
} case_moves[] = {
	{"accept", move_accept, N_("Accepted. The customer has been told.")},
	{"refuse", move_refuse, N_("Refused. The customer has been told why.")},
	{"sent", move_sent, N_("Noted: the goods are on their way.")},
	{"receive", move_receive,
		N_("Noted: the goods are here. The customer has been told.")},
	{"settle", case_settle, N_("Settled. The customer has been told.")},
	{"remark", move_remark, N_("Saved.")},
	{NULL, NULL, NULL},
};

/* POST /admin/cases/:id/:move */
int admin_case_move(struct req *r)
{
	struct return_case c;
	struct form_errors errors = {0};
	const char *name = req_path_param(r, "move");
	const char *rev = req_form_param(r, "rev");
	const struct case_move *m = case_moves;
	while (m->name && strcmp(m->name, name) != 0)
		m++;
	int rc = m->name ? case_of(r, &c) : ERR_NOT_FOUND;
	if (rc < 0)
		return rc;
	rc = m->fn(r, &c, rev ? strtoll(rev, NULL, 10) : 0, &errors);
	if (rc == ERR_CONFLICT) {
		rc = return_get(&r->cx, c.id, &c);
		return rc < 0 ? rc : case_send(r, &c, NULL, 409);
	}
	if (rc == ERR_INVALID && errors.n)
		return case_send(r, &c, &errors, 422);
	if (rc < 0)
		return rc;
	flash_set(r, tr(m->done));
	return resp_redirect(r, case_path(r, &c));
}
