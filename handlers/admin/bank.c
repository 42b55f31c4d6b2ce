/* Bank statements: what came in, and whose it is. */
#include "handlers/admin/admin.h"

#include <stdio.h>
#include <string.h>

#include "domain/bank.h"
#include "domain/order.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct chip {
	const char *state, *name;
} chips[] = {
	{"open", N_("To look at")},
	{"matched", N_("Matched")},
	{"ignored", N_("Left")},
	{NULL, NULL},
};

/* What a note of the program means; a person's own is shown as it is. */
static const char *note_words(const char *note)
{
	static const struct {
		const char *note, *words;
	} known[] = {
		{"equal", N_("Paid in full")},
		{"less", N_("Less than was owed: the rest is still open")},
		{"more", N_("More than was owed: pay the rest back")},
		{"cancelled", N_("The order was cancelled: see what became of "
				 "it")},
		{"hand", N_("Matched by hand")},
		{"none", N_("No reference")},
		{"unknown", N_("No order has this reference")},
		{"paid_before", N_("The order is paid already: is it the same "
				   "payment?")},
		{"currency", N_("Another currency: settle it by hand")},
		{"out", N_("Money out")},
		{"", N_("Not looked at yet")},
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i].note, note))
			return tr(known[i].words);
	return note;
}

static const char *state_of(const struct req *r)
{
	const char *state = req_query_param(r, "show");
	for (const struct chip *c = chips; state && c->state; c++)
		if (!strcmp(c->state, state))
			return c->state;
	return "open";
}

static int chips_show(struct req *r, struct tpl *t, const char *state)
{
	int rc = OK;
	for (const struct chip *c = chips; rc == OK && c->state; c++) {
		struct bank_entry *none;
		size_t n;
		int64_t total;
		rc = bank_entries(&r->cx, c->state, 0, 0, &none, &n, &total);
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF",
			arena_printf(
				r->cx.arena, "/admin/bank?show=%s", c->state));
		tpl_text(s, "NAME", tr(c->name));
		tpl_int(s, "COUNT", total);
		tpl_show_if(s, "ON", !strcmp(c->state, state));
	}
	return rc;
}

static void act_show(struct req *r, struct tpl *row, const struct bank_entry *e)
{
	struct tpl *t = tpl_section(row, "ACT");
	bool can = e->amount.minor > 0 &&
		   !strcmp(e->currency, setting_get(&r->cx, "shop.currency"));
	tpl_textf(t, "ID", "%lld", (long long)e->id);
	if (!can)
		return;
	struct tpl *s = tpl_section(t, "CAN");
	if (e->number)
		tpl_textf(s, "NUMBER", "%lld", (long long)e->number);
}

static void row_show(
	struct req *r, struct tpl *list, const struct bank_entry *e)
{
	struct arena *a = r->cx.arena;
	struct tpl *t = tpl_section(list, "ROW");
	tpl_time(t, "DAY", CLOCK_DATE, clock_moment(e->day, 12 * 60));
	tpl_text(t, "PAYER", *e->payer ? e->payer : "–");
	tpl_text(t, "MESSAGE", e->message);
	tpl_text(t, "REFERENCE", reference_format(a, e->reference));
	tpl_text(t, "SUM",
		money_format(a, r->cx.locale, e->currency, e->amount));
	tpl_text(t, "WHY", note_words(e->note));
	if (e->number)
		tpl_textf(tpl_section(t, "ORDER"), "NUMBER", "%lld",
			(long long)e->number);
	if (!strcmp(e->state, "open"))
		act_show(r, t, e);
}

static int show(struct req *r, const char *problem)
{
	const char *state = state_of(r);
	struct bank_entry *rows;
	struct admin_slice slice = {.offset = admin_offset(r)};
	int rc = bank_entries(&r->cx, state, slice.offset, ADMIN_PAGE, &rows,
		&slice.n, &slice.total);
	struct tpl *t = admin_tpl(r, "admin/bank.tpl");
	if (rc == OK)
		rc = chips_show(r, t, state);
	if (rc < 0)
		return rc;
	if (problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", problem);
	tpl_show_if(t, "EMPTY", slice.n == 0);
	struct tpl *list = slice.n ? tpl_section(t, "LIST") : NULL;
	for (size_t i = 0; i < slice.n; i++)
		row_show(r, list, &rows[i]);
	if (list)
		admin_pager(list, r,
			arena_printf(r->cx.arena, "/admin/bank?show=%s", state),
			&slice);
	struct admin_page page = {.title = tr("Bank"), .nav = "bank"};
	return admin_send(r, &page, t, problem ? 422 : 200);
}

/* GET /admin/bank?show=open */
int admin_bank(struct req *r)
{
	return show(r, NULL);
}

static const char *file_bytes(struct req *r, const struct upload *u)
{
	FILE *f = fopen(u->path, "rbe");
	char *bytes = f ? arena_alloc(r->cx.arena, u->size + 1) : NULL;
	size_t n = f ? fread(bytes, 1, u->size, f) : 0;
	if (f)
		fclose(f);
	return f && n == u->size ? bytes : NULL;
}

/* "12 entries: 8 matched with orders, 2 to look at." */
static const char *took_words(struct req *r, const struct bank_took *t)
{
	struct arena *a = r->cx.arena;
	const char *text = arena_printf(a,
		tr_n("%ld entry was read.", "%ld entries were read.",
			(long)t->entries),
		(long)t->entries);
	if (t->again)
		text = arena_printf(a, "%s %s", text,
			arena_printf(a,
				tr_n("%ld was here already.",
					"%ld were here already.",
					(long)t->again),
				(long)t->again));
	text = arena_printf(a, "%s %s", text,
		arena_printf(a,
			tr("Matched with orders: %ld, to look at: %ld."),
			(long)t->matched, (long)t->open));
	if (t->other_account)
		text = arena_printf(a, "%s %s", text,
			tr("Mind: it is of another account than the one in "
			   "the settings."));
	return text;
}

static const struct upload *sent(const struct req *r)
{
	for (size_t i = 0; r->uploads && r->uploads[i].field; i++)
		if (!strcmp(r->uploads[i].field, "file") && r->uploads[i].size)
			return &r->uploads[i];
	return NULL;
}

static const char *problem_words(const char *problem)
{
	static const char *const known[] = {
		N_("it has more entries than we take at once"),
		N_("an entry has no amount or no day"),
		N_("it is not whole XML"),
		N_("it is no camt.053 statement"),
		N_("it is too large, or has a DTD"),
		N_("a record is too short"),
		N_("it is too large"),
		N_("it is neither camt.053 nor TITO"),
		N_("a record is too long"),
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i], problem))
			return tr(known[i]);
	return problem;
}

/* POST /admin/bank */
int admin_bank_upload(struct req *r)
{
	const struct upload *u = sent(r);
	struct bank_took took;
	if (!u)
		return show(r, tr("Choose the bank statement first."));
	const char *bytes = file_bytes(r, u);
	if (!bytes)
		return ERR_INTERNAL;
	int rc = bank_take(&r->cx, u->filename, bytes, u->size, &took);
	if (rc == ERR_INVALID)
		return show(r, arena_printf(r->cx.arena,
				       tr("This file cannot be read: %s."),
				       problem_words(took.problem)));
	if (rc == ERR_CONFLICT)
		return show(r, tr("This very file has been read before: "
				  "nothing is changed."));
	if (rc < 0)
		return rc;
	flash_set(r, took_words(r, &took));
	return resp_redirect(r, "/admin/bank");
}

static int match(struct req *r, int64_t id)
{
	const char *typed = req_form_param(r, "number");
	int64_t number = 0;
	for (const char *p = typed ? typed : ""; *p && number < 1000000000000;
		p++)
		if (*p >= '0' && *p <= '9')
			number = number * 10 + (*p - '0');
	int rc = bank_match(&r->cx, id, number);
	if (rc == ERR_NOT_FOUND)
		return show(r, tr("There is no order of that number."));
	if (rc == ERR_CONFLICT)
		return show(r, tr("This entry has been settled meanwhile."));
	if (rc < 0)
		return rc;
	flash_set(r, arena_printf(r->cx.arena,
			     tr("The payment is noted for order %lld."),
			     (long long)number));
	return resp_redirect(r, "/admin/bank");
}

static int ignore(struct req *r, int64_t id)
{
	const char *note = req_form_param(r, "note");
	note = note ? text_trim(r->cx.arena, note) : "";
	if (!*note)
		return show(r, tr("Say why the entry is left, for yourself "
				  "and your bookkeeper."));
	int rc = bank_ignore(&r->cx, id, note);
	if (rc == ERR_CONFLICT)
		return show(r, tr("This entry has been settled meanwhile."));
	if (rc < 0)
		return rc;
	flash_set(r, tr("The entry is left."));
	return resp_redirect(r, "/admin/bank");
}

/* POST /admin/bank/:id */
int admin_bank_entry(struct req *r)
{
	int64_t id = admin_path_int(r, "id");
	const char *what = req_form_param(r, "do");
	if (what && !strcmp(what, "match"))
		return match(r, id);
	return what && !strcmp(what, "ignore") ? ignore(r, id) : ERR_BAD;
}
