/* Questions on the owner's desk. */
#include "handlers/admin/admin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/question.h"
#include "handlers/admin/chips.h"
#include "handlers/admin/order_words.h"
#include "handlers/admin/said_words.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { EXCERPT = 200 };

static const struct admin_chip chips[] = {
	{"waiting", N_("To answer")},
	{"shown", N_("Shown")},
	{"private", N_("Answered by mail")},
	{"refused", N_("Not shown")},
	{"all", N_("All")},
	{NULL, NULL},
};

struct answer_form {
	const char *answer;
};
static const struct field answer_fields[] = {
	FIELD_LINES(answer_form, answer, N_("Your answer"), .required = true,
		.max = QUESTION_ANSWER_MAX),
	FIELD_END,
};

static int count(struct req *r, const char *show, int64_t *n)
{
	const struct question_desk f = {.show = show, .limit = 1};
	struct question *rows;
	size_t got;
	return question_desk_list(&r->cx, &f, &rows, &got, n);
}

static void row_show(struct tpl *list, struct req *r, const struct question *u)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_textf(t, "ID", "%" PRId64, u->id);
	tpl_text(t, "PRODUCT", u->product_name);
	tpl_time(t, "AT", CLOCK_NUMERIC, u->created_ms);
	tpl_text(t, "LANG", u->locale);
	tpl_text(t, "SAID", text_cut(r->cx.arena, u->body, EXCERPT));
	order_pill_show(t, "STATE", said_pill(u->state), false);
}

/* GET /admin/questions */
int admin_questions(struct req *r)
{
	const char *show = admin_chip(r, chips);
	const struct question_desk view = {.show = admin_chip_filter(show),
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE};
	struct question *rows;
	struct admin_slice slice = {.offset = view.offset};
	int rc = question_desk_list(
		&r->cx, &view, &rows, &slice.n, &slice.total);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/questions.tpl");
	rc = admin_chips_show(t, r, "/admin/questions", chips, show, count);
	if (rc < 0)
		return rc;
	struct tpl *list = slice.n ? tpl_section(t, "LIST") : NULL;
	for (size_t i = 0; i < slice.n; i++)
		row_show(list, r, &rows[i]);
	if (list)
		admin_pager(list, r,
			arena_printf(
				r->cx.arena, "/admin/questions?show=%s", show),
			&slice);
	tpl_show_if(t, "EMPTY", !list);
	struct admin_page page = {.title = tr("Questions"), .nav = "questions"};
	return admin_send(r, &page, t, 200);
}

/* ---- one ---- */

static int question_page(struct req *r, const struct question *u,
	const struct form_errors *errors, int status)
{
	struct tpl *t = admin_tpl(r, "admin/question.tpl");
	tpl_textf(t, "ID", "%" PRId64, u->id);
	tpl_textf(t, "REV", "%" PRId64, u->rev);
	tpl_textf(t, "PRODUCT_ID", "%" PRId64, u->product);
	tpl_text(t, "PRODUCT", u->product_name);
	order_pill_show(t, "STATE", said_pill(u->state), false);
	tpl_text(t, "LANG", u->locale);
	tpl_text(t, "BODY_TEXT", u->body);
	tpl_text(t, "ASKER", *u->name ? u->name : tr("No name"));
	tpl_time(t, "AT", CLOCK_DATETIME, u->created_ms);
	if (*u->email && !u->answered_ms)
		tpl_text(tpl_section(t, "MAILED"), "EMAIL", u->email);
	tpl_show_if(t, "UNMAILED", !*u->email);
	tpl_show_if(t, "BY_MAIL", *u->email != '\0');
	tpl_show_if(t, "TOLD", u->answered_ms && *u->email);
	tpl_show_if(t, "REFUSE", strcmp(u->state, "refused") != 0);
	tpl_show_if(t, "MOVED_ON", status == 409);
	if (errors)
		form_show(t, r, answer_fields, errors);
	else
		form_show_values(t, &r->cx, answer_fields,
			&(struct answer_form){u->answer});
	int rc = admin_log_in(t, r, "question", u->id, said_log_words, NULL);
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = tr("Question"),
		.nav = "questions",
		.back = "/admin/questions",
		.back_text = tr("Questions")};
	return admin_send(r, &page, t, status);
}

static int question_asked(struct req *r, struct question *u)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : question_get(&r->cx, id, u);
}

/* GET /admin/questions/:id */
int admin_question(struct req *r)
{
	struct question u;
	int rc = question_asked(r, &u);
	return rc == OK ? question_page(r, &u, NULL, 200) : rc;
}

static int decide(struct req *r, const struct question *u, int64_t rev,
	struct form_errors *errors, const char **done)
{
	const char *what = req_form_param(r, "do");
	struct answer_form f;
	if (what && strcmp(what, "refuse") == 0) {
		*done = tr("It is not shown.");
		return question_refuse(&r->cx, u->id, rev);
	}
	bool shown = what && strcmp(what, "show") == 0;
	if (!shown && (!what || strcmp(what, "mail") != 0))
		return ERR_BAD;
	*done = shown ? tr("Question and answer are shown with the product.")
		      : tr("The answer goes by mail alone.");
	int rc = form_read(r, answer_fields, &f, errors);
	return rc == OK ? question_answer(&r->cx, u->id, rev, f.answer, shown)
			: rc;
}

/* POST /admin/questions/:id */
int admin_question_do(struct req *r)
{
	struct question u;
	struct form_errors errors = {0};
	const char *done = "", *rev = req_form_param(r, "rev");
	int rc = question_asked(r, &u);
	if (rc < 0)
		return rc;
	rc = decide(r, &u, rev ? strtoll(rev, NULL, 10) : 0, &errors, &done);
	if (rc == ERR_CONFLICT) {
		rc = question_get(&r->cx, u.id, &u);
		return rc < 0 ? rc : question_page(r, &u, NULL, 409);
	}
	if (rc == ERR_INVALID && errors.n)
		return question_page(r, &u, &errors, 422);
	if (rc < 0)
		return rc;
	flash_set(r, done);
	return resp_redirect(r,
		arena_printf(r->cx.arena, "/admin/questions/%" PRId64, u.id));
}
