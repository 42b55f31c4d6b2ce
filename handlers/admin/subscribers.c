/* Who gets letters: found, counted, exported, added, ended. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/subscriber.h"
#include "handlers/admin/consents.h"
#include "handlers/admin/fields.h"
#include "handlers/card.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/csv.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { EXPORT_STEP = 500 };

static const struct ask_choice languages[] = {
	{"en", "English"},
	{"fi", "Suomi"},
	{"sv", "Svenska"},
	{NULL, NULL},
};

static const struct ask_choice states[] = {
	{"", N_("All")},
	{"active", N_("Get letters")},
	{"asked", N_("Have not confirmed")},
	{"ended", N_("Ended them")},
	{NULL, NULL},
};

static const struct ask email_ask = {"email", N_("E-mail"),
	N_("They get a mail and press its link; until then no letter goes."),
	ASK_EMAIL, 254, true, 0, NULL};
static const struct ask locale_ask = {
	"locale", N_("Language"), NULL, ASK_CHOICE, 0, false, 0, languages};

static const char *choice_words(
	const struct ask_choice *list, const char *value)
{
	for (; list->label; list++)
		if (strcmp(list->value, value) == 0)
			return tr(list->label);
	return value;
}

static const char *topics_words(struct req *r, const struct subscriber *s)
{
	const char *out = "";
	for (const struct subscriber_topic *t = subscriber_topics; t->code; t++)
		if (subscriber_has_topic(s, t->code))
			out = arena_printf(r->cx.arena, "%s%s%s", out,
				*out ? ", " : "", tr(t->name));
	return out;
}

static const char *source_words(const char *source)
{
	static const struct ask_choice all[] = {
		{"footer", N_("on the page of letters")},
		{"checkout", N_("when ordering")},
		{"account", N_("in the account")},
		{"staff", N_("by the staff")},
		{NULL, NULL},
	};
	return choice_words(all, source);
}

static const char *query_of(struct req *r, const char *name)
{
	const char *v = req_query_param(r, name);
	return v ? v : "";
}

static struct subscriber_view view_of(struct req *r)
{
	return (struct subscriber_view){.state = query_of(r, "show"),
		.locale = query_of(r, "locale"),
		.topic = query_of(r, "topic"),
		.find = query_of(r, "q"),
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE};
}

/* The list's address but for its page. */
static const char *list_path(
	struct req *r, const struct subscriber_view *v, const char *state)
{
	struct arena *a = r->cx.arena;
	return arena_printf(a,
		"/admin/subscribers?show=%s&locale=%s&topic=%s&q=%s",
		url_encode(a, state), url_encode(a, v->locale),
		url_encode(a, v->topic), url_encode(a, v->find));
}

/* ---- the list ---- */

static bool counts_in(
	const struct subscriber_view *v, const struct subscriber_count *c)
{
	struct subscriber s = {.topics = c->topics};
	return (!*v->locale || strcmp(v->locale, c->locale) == 0) &&
	       (!*v->topic || subscriber_has_topic(&s, v->topic));
}

/* How many of each state, of the language and topic that are chosen. */
static int chips_show(
	struct req *r, struct tpl *t, const struct subscriber_view *v)
{
	struct subscriber_count *all;
	size_t n;
	int rc = subscriber_counts(&r->cx, &all, &n);
	for (const struct ask_choice *c = states; rc == OK && c->label; c++) {
		int64_t sum = 0;
		for (size_t i = 0; i < n; i++)
			if (counts_in(v, &all[i]) &&
				(!*c->value ||
					strcmp(c->value, all[i].state) == 0))
				sum += all[i].n;
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF", list_path(r, v, c->value));
		tpl_text(s, "NAME", tr(c->label));
		tpl_int(s, "COUNT", sum);
		tpl_show_if(s, "ON", strcmp(c->value, v->state) == 0);
	}
	return rc;
}

static void choices_show(struct tpl *t, const struct subscriber_view *v)
{
	for (const struct ask_choice *c = languages; c->label; c++) {
		struct tpl *s = tpl_section(t, "LANGUAGE");
		tpl_text(s, "VALUE", c->value);
		tpl_text(s, "NAME", c->label);
		tpl_show_if(s, "ON", strcmp(c->value, v->locale) == 0);
	}
	for (const struct subscriber_topic *c = subscriber_topics; c->code;
		c++) {
		struct tpl *s = tpl_section(t, "TOPIC");
		tpl_text(s, "VALUE", c->code);
		tpl_text(s, "NAME", tr(c->name));
		tpl_show_if(s, "ON", strcmp(c->code, v->topic) == 0);
	}
	tpl_text(t, "FIND", v->find);
	tpl_text(t, "SHOW", v->state);
}

static void row_show(struct req *r, struct tpl *t, const struct subscriber *s)
{
	struct tpl *row = tpl_section(t, "ROW");
	tpl_int(row, "ID", s->id);
	tpl_text(row, "EMAIL", s->email);
	tpl_text(row, "STATE", choice_words(states, s->state));
	tpl_text(row, "TOPICS", topics_words(r, s));
	tpl_text(row, "LANGUAGE", choice_words(languages, s->locale));
	tpl_time(row, "SINCE", CLOCK_NUMERIC,
		s->confirmed_ms ? s->confirmed_ms : s->created_ms);
}

/* GET /admin/subscribers */
int admin_subscribers(struct req *r)
{
	struct subscriber_view v = view_of(r);
	struct admin_slice slice = {.offset = v.offset};
	struct subscriber *rows = NULL;
	int rc = subscriber_list(&r->cx, &v, &rows, &slice.n, &slice.total);
	struct tpl *t = admin_tpl(r, "admin/subscribers.tpl");
	if (rc == OK)
		rc = chips_show(r, t, &v);
	if (rc < 0)
		return rc;
	choices_show(t, &v);
	struct tpl *list = tpl_section(t, slice.n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < slice.n; i++)
		row_show(r, list, &rows[i]);
	if (slice.n)
		admin_pager(list, r, list_path(r, &v, v.state), &slice);
	struct admin_page page = {.title = tr("Letters"), .nav = "subscribers"};
	return admin_send(r, &page, t, 200);
}

/* ---- the file ---- */

static const char *address_of(struct req *r, const struct subscriber *s)
{
	bool root = strcmp(s->locale, r->cx.root) == 0;
	return arena_printf(r->cx.arena, "%s%s%s%s", r->conf->base_url,
		root ? "" : "/", root ? "" : s->locale,
		subscriber_end_path(&r->cx, s->id));
}

static void line_add(struct req *r, struct buf *b, const struct subscriber *s)
{
	csv_text(b, 1, s->email);
	csv_cell(b, 0, s->locale);
	csv_cell(b, 0, s->topics);
	csv_cell(b, 0,
		clock_format(r->cx.arena, "en", CLOCK_ISO, s->confirmed_ms));
	csv_cell(b, 0, address_of(r, s));
	buf_adds(b, "\r\n");
}

/* GET /admin/subscribers/export: those who get letters, of the language and
 * topic that are chosen. */
int admin_subscribers_file(struct req *r)
{
	struct subscriber_view v = view_of(r);
	struct buf *b = page_buf(r);
	size_t n = EXPORT_STEP;
	int64_t total;
	int rc = OK;
	v.state = "active";
	v.limit = EXPORT_STEP;
	buf_adds(b, "email,language,topics,confirmed,unsubscribe\r\n");
	for (v.offset = 0; rc == OK && n == EXPORT_STEP;
		v.offset += EXPORT_STEP) {
		struct subscriber *rows;
		rc = subscriber_list(&r->cx, &v, &rows, &n, &total);
		for (size_t i = 0; rc == OK && i < n; i++)
			line_add(r, b, &rows[i]);
	}
	if (rc < 0)
		return rc;
	resp_header(r, "Content-Disposition",
		"attachment; filename=\"letters.csv\"");
	return resp_text(r, 200, "text/csv; charset=utf-8", b->p);
}

/* ---- one more ---- */

static int add_show(struct fields *f, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/subscriber_new.tpl");
	fields_summary(t, f);
	ask_show(t, "FIELDS", f, &email_ask, "", "");
	ask_show(t, "FIELDS", f, &locale_ask, "", r->cx.root);
	struct admin_page page = {.title = tr("Ask somebody"),
		.nav = "subscribers",
		.back = "/admin/subscribers",
		.back_text = tr("Letters")};
	return admin_send(r, &page, t, status);
}

/* GET /admin/subscribers/new */
int admin_subscriber_new(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return add_show(&f, 200);
}

/* POST /admin/subscribers */
int admin_subscriber_add(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	struct subscriber_ask ask = {.email = ask_text(&f, &email_ask, ""),
		.locale = ask_choice(&f, &locale_ask, ""),
		.topics = "news offers",
		.source = "staff"};
	int rc = f.errors.n ? ERR_INVALID : subscriber_ask(&r->cx, &ask);
	if (rc == ERR_CONFLICT)
		field_error(&f, "email",
			tr("They get letters already, or have ended them: "
			   "then only they themselves can ask again."));
	if (rc == ERR_CONFLICT || rc == ERR_INVALID)
		return add_show(&f, 422);
	if (rc < 0)
		return rc;
	flash_set(r, arena_printf(r->cx.arena, tr("A mail asks %s to confirm."),
			     ask.email));
	return resp_redirect(r, "/admin/subscribers");
}

/* ---- one of them ---- */

static void times_show(struct tpl *t, const struct subscriber *s)
{
	tpl_time(t, "ASKED", CLOCK_DATETIME, s->created_ms);
	if (s->confirmed_ms)
		tpl_time(tpl_section(t, "CONFIRMED"), "TIME", CLOCK_DATETIME,
			s->confirmed_ms);
	if (s->ended_ms)
		tpl_time(tpl_section(t, "ENDED"), "TIME", CLOCK_DATETIME,
			s->ended_ms);
}

/* GET /admin/subscribers/:id */
int admin_subscriber(struct req *r)
{
	struct subscriber s;
	int64_t id = admin_path_int(r, "id");
	int rc = id < 0 ? ERR_NOT_FOUND : subscriber_get(&r->cx, id, &s);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/subscriber.tpl");
	tpl_int(t, "ID", id);
	tpl_text(t, "EMAIL", s.email);
	tpl_text(t, "STATE", choice_words(states, s.state));
	tpl_text(t, "TOPICS", topics_words(r, &s));
	tpl_text(t, "LANGUAGE", choice_words(languages, s.locale));
	tpl_text(t, "SOURCE", source_words(s.source));
	times_show(t, &s);
	tpl_show_if(t, "CAN_END", strcmp(s.state, "ended") != 0);
	rc = admin_consents_show(r, t, email_norm(r->cx.arena, s.email));
	if (rc == OK)
		rc = admin_log(t, r, "subscriber", id);
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = s.email,
		.nav = "subscribers",
		.back = "/admin/subscribers",
		.back_text = tr("Letters")};
	return admin_send(r, &page, t, 200);
}

/* POST /admin/subscribers/:id: they told us. */
int admin_subscriber_end(struct req *r)
{
	int64_t id = admin_path_int(r, "id");
	int rc = id < 0 ? ERR_NOT_FOUND
			: subscriber_end_by_staff(&r->cx, id,
				  tr("Told us to send no more letters."));
	if (rc < 0)
		return rc;
	flash_set(r, tr("No more letters go there."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/subscribers/%lld",
			   (long long)id));
}
