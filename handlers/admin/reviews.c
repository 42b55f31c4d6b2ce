/* Reviews on the owner's desk. */
#include "handlers/admin/admin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/review.h"
#include "domain/setting.h"
#include "domain/slug.h"
#include "handlers/admin/chips.h"
#include "handlers/admin/order_words.h"
#include "handlers/admin/said_words.h"
#include "handlers/said.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { BULK_MAX = 100, EXCERPT = 200 };

static const struct admin_chip chips[] = {
	{"waiting", N_("To read")},
	{"shown", N_("Shown")},
	{"refused", N_("Not shown")},
	{"silent", N_("Low and without your reply")},
	{"low", N_("1 or 2 stars")},
	{"all", N_("All")},
	{NULL, NULL},
};

struct order_pill said_pill(const char *state)
{
	if (strcmp(state, "shown") == 0)
		return (struct order_pill){tr("Shown"), "GOOD"};
	if (strcmp(state, "waiting") == 0)
		return (struct order_pill){tr("Waits for you"), "WARM"};
	if (strcmp(state, "private") == 0)
		return (struct order_pill){tr("Answered by mail"), "BLUE"};
	return (struct order_pill){tr("Not shown"), "PLAIN"};
}

const char *said_log_words(struct req *r, const void *arg, const char *json)
{
	struct arena *a = r->cx.arena;
	const char *state = audit_value(a, json, "state");
	const char *rule = review_rule_words(audit_value(a, json, "rule"));
	const char *out = *state ? said_pill(state).text : "";
	const char *const more[] = {rule, audit_value(a, json, "reason"),
		audit_value(a, json, "reply"), audit_value(a, json, "answer")};
	(void)arg;
	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (*more[i])
			out = arena_printf(
				a, "%s%s%s", out, *out ? ": " : "", more[i]);
	return out;
}

static int count(struct req *r, const char *show, int64_t *n)
{
	const struct review_desk f = {.show = show, .limit = 1};
	struct review *rows;
	size_t got;
	return review_desk_list(&r->cx, &f, &rows, &got, n);
}

static void row_show(struct tpl *list, struct req *r, const struct review *v)
{
	struct tpl *t = tpl_section(list, "ROW");
	tpl_textf(t, "ID", "%" PRId64, v->id);
	tpl_textf(t, "REV", "%" PRId64, v->rev);
	tpl_text(t, "PRODUCT", v->product_name);
	tpl_time(t, "AT", CLOCK_NUMERIC,
		v->edited_ms ? v->edited_ms : v->created_ms);
	stars_show(t, "STARS", r, v->stars * 10);
	tpl_text(t, "WRITER", *v->name ? v->name : tr("A buyer"));
	tpl_text(t, "LANG", v->locale);
	tpl_text(t, "SAID",
		text_cut(r->cx.arena,
			*v->title ? arena_printf(r->cx.arena, "%s. %s",
					    v->title, v->body)
				  : v->body,
			EXCERPT));
	if (v->n_pictures)
		tpl_textf(tpl_section(t, "PICTURES"), "WORDS",
			tr_n("%ld picture", "%ld pictures",
				(long)v->n_pictures),
			(long)v->n_pictures);
	order_pill_show(t, "STATE", said_pill(v->state), false);
	tpl_show_if(t, "TICK", strcmp(v->state, "waiting") == 0);
}

/* GET /admin/reviews */
int admin_reviews(struct req *r)
{
	const char *show = admin_chip(r, chips);
	const struct review_desk view = {.show = admin_chip_filter(show),
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE};
	struct review *rows;
	struct admin_slice slice = {.offset = view.offset};
	int rc = review_desk_list(&r->cx, &view, &rows, &slice.n, &slice.total);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/reviews.tpl");
	rc = admin_chips_show(t, r, "/admin/reviews", chips, show, count);
	if (rc < 0)
		return rc;
	bool waits = false;
	struct tpl *list = slice.n ? tpl_section(t, "LIST") : NULL;
	for (size_t i = 0; i < slice.n; i++) {
		row_show(list, r, &rows[i]);
		waits |= strcmp(rows[i].state, "waiting") == 0;
	}
	if (list)
		admin_pager(list, r,
			arena_printf(
				r->cx.arena, "/admin/reviews?show=%s", show),
			&slice);
	if (list)
		tpl_show_if(list, "BULK", waits);
	tpl_show_if(t, "EMPTY", !list);
	struct admin_page page = {.title = tr("Reviews"), .nav = "reviews"};
	return admin_send(r, &page, t, 200);
}

/* "12-3": the review and its rev as it was read. */
static bool chosen_read(const char *text, int64_t *id, int64_t *rev)
{
	char *end;
	if (!text || *text < '1' || *text > '9' || strlen(text) > 40)
		return false;
	*id = strtoll(text, &end, 10);
	if (*end != '-')
		return false;
	*rev = strtoll(end + 1, &end, 10);
	return !*end;
}

/* POST /admin/reviews: show all that were ticked. */
int admin_reviews_bulk(struct req *r)
{
	long shown = 0, left = 0;
	for (size_t i = 0; i < BULK_MAX; i++) {
		int64_t id, rev;
		const char *text = req_form_nth(r, "review", i);
		if (!text)
			break;
		int rc = chosen_read(text, &id, &rev)
				 ? review_show(&r->cx, id, rev)
				 : ERR_CONFLICT;
		if (rc == OK)
			shown++;
		else if (rc == ERR_CONFLICT || rc == ERR_NOT_FOUND)
			left++;
		else
			return rc;
	}
	const char *words = arena_printf(r->cx.arena,
		tr_n("%ld review is shown now.", "%ld reviews are shown now.",
			shown),
		shown);
	if (!shown && !left)
		words = tr("Tick the reviews first.");
	else if (left)
		words = arena_printf(r->cx.arena, "%s %s", words,
			tr("Others have changed meanwhile: read them again."));
	flash_set(r, words);
	return resp_redirect(r, "/admin/reviews");
}

/* ---- one ---- */

struct refuse_form {
	const char *rule, *reason;
};
struct reply_form {
	const char *reply;
};

/* clang-format off */
static const char *const rule_choices[] = {"subject", "person", "insult",
	"unlawful", "advert", "interest", "picture", NULL};

static const struct field refuse_fields[] = {
	FIELD_CHOICE(refuse_form, rule, N_("Which rule"), .required = true, .choices = rule_choices),
	FIELD_LINES(refuse_form, reason, N_("In your words"), .max = 1000),
	FIELD_END,
};
static const struct field reply_fields[] = {
	FIELD_LINES(reply_form, reply, N_("Your reply"), .max = REVIEW_REPLY_MAX),
	FIELD_END,
};
/* clang-format on */

static void rules_show(struct tpl *t, const char *chosen)
{
	for (const struct review_rule *u = review_rules; u->code; u++) {
		struct tpl *s = tpl_section(t, "RULE_OF");
		tpl_text(s, "CODE", u->code);
		tpl_text(s, "WORDS", tr(u->words));
		tpl_show_if(s, "CHOSEN", strcmp(u->code, chosen) == 0);
	}
}

static void forms_show(struct tpl *t, struct req *r, const struct review *v,
	const struct form_errors *errors)
{
	bool refusing = errors && req_form_param(r, "rule");
	const char *rule = req_form_param(r, "rule");
	tpl_show_if(t, "SHOW", strcmp(v->state, "shown") != 0);
	if (strcmp(v->state, "refused") != 0) {
		struct tpl *s = tpl_section(t, "REFUSE");
		tpl_show(s, strcmp(v->state, "shown") == 0 ? "DOWN" : "FIRST");
		rules_show(s, refusing && rule ? rule : "");
		if (refusing)
			form_show(s, r, refuse_fields, errors);
		else
			form_show_values(s, &r->cx, refuse_fields,
				&(struct refuse_form){"", ""});
	}
	if (errors && !refusing)
		form_show(t, r, reply_fields, errors);
	else
		form_show_values(t, &r->cx, reply_fields,
			&(struct reply_form){v->reply});
	if (errors && refusing)
		form_show_errors(
			t, r, (const struct field[]){FIELD_END}, errors);
}

static void order_part(struct tpl *t, const struct review *v)
{
	if (v->number)
		tpl_textf(tpl_section(t, "ORDER"), "NUMBER", "%" PRId64,
			v->number);
	tpl_show_if(t, "NO_ORDER", !v->number);
}

static int review_page(struct req *r, const struct review *v,
	const struct form_errors *errors, int status)
{
	struct tpl *t = admin_tpl(r, "admin/review.tpl");
	tpl_textf(t, "ID", "%" PRId64, v->id);
	tpl_textf(t, "REV", "%" PRId64, v->rev);
	tpl_textf(t, "PRODUCT_ID", "%" PRId64, v->product);
	tpl_text(t, "PRODUCT", v->product_name);
	order_pill_show(t, "STATE", said_pill(v->state), false);
	said_show(t, "SAID", r, v, NULL, false, 1);
	tpl_int(t, "HELPFUL", v->helpful);
	order_part(t, v);
	if (*v->refused_for) {
		struct tpl *s = tpl_section(t, "REFUSED");
		tpl_text(s, "RULE_WORDS", review_rule_words(v->refused_for));
		if (*v->reason)
			tpl_text(tpl_section(s, "REASON"), "REASON_TEXT",
				v->reason);
	}
	tpl_show_if(t, "MOVED_ON", status == 409);
	forms_show(t, r, v, errors);
	int rc = admin_log_in(t, r, "review", v->id, said_log_words, NULL);
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = tr("A review"),
		.nav = "reviews",
		.back = "/admin/reviews",
		.back_text = tr("Reviews")};
	return admin_send(r, &page, t, status);
}

static int review_asked(struct req *r, struct review *v)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : review_get(&r->cx, id, v);
}

/* GET /admin/reviews/:id */
int admin_review(struct req *r)
{
	struct review v;
	int rc = review_asked(r, &v);
	return rc == OK ? review_page(r, &v, NULL, 200) : rc;
}

/* What the button says; *done: in words. */
static int decide(struct req *r, const struct review *v, int64_t rev,
	struct form_errors *errors, const char **done)
{
	const char *what = req_form_param(r, "do");
	struct refuse_form refuse;
	struct reply_form reply;
	int rc;
	*done = tr("Saved.");
	if (what && strcmp(what, "show") == 0) {
		*done = tr("It is shown now.");
		return review_show(&r->cx, v->id, rev);
	}
	if (what && strcmp(what, "refuse") == 0) {
		*done = tr("It is not shown. The writer has been told why.");
		rc = form_read(r, refuse_fields, &refuse, errors);
		return rc == OK ? review_refuse(&r->cx, v->id, rev, refuse.rule,
					  refuse.reason)
				: rc;
	}
	if (!what || strcmp(what, "reply") != 0)
		return ERR_BAD;
	rc = form_read(r, reply_fields, &reply, errors);
	return rc == OK ? review_reply(&r->cx, v->id, rev, reply.reply) : rc;
}

/* POST /admin/reviews/:id */
int admin_review_do(struct req *r)
{
	struct review v;
	struct form_errors errors = {0};
	const char *done, *rev = req_form_param(r, "rev");
	int rc = review_asked(r, &v);
	if (rc < 0)
		return rc;
	rc = decide(r, &v, rev ? strtoll(rev, NULL, 10) : 0, &errors, &done);
	if (rc == ERR_CONFLICT) {
		rc = review_get(&r->cx, v.id, &v);
		return rc < 0 ? rc : review_page(r, &v, NULL, 409);
	}
	if (rc == ERR_INVALID && errors.n)
		return review_page(r, &v, &errors, 422);
	if (rc < 0)
		return rc;
	flash_set(r, done);
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/reviews/%" PRId64, v.id));
}
