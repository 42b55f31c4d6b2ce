/* Gift cards: who has them, what is on them, what became of it. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/gift_card_desk.h"
#include "handlers/admin/fields.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static const struct ask_choice languages[] = {
	{"en", "English"},
	{"fi", "Suomi"},
	{"sv", "Svenska"},
	{NULL, NULL},
};

static const struct ask value_ask = {
	"value", N_("Amount"), NULL, ASK_MONEY, 0, true, 0, NULL};
static const struct ask email_ask = {"email", N_("E-mail"),
	N_("The code goes there at once. Only this mail has it."), ASK_EMAIL,
	254, true, 0, NULL};
static const struct ask recipient_ask = {
	"recipient", N_("For whom"), NULL, ASK_LINE, 100, false, 0, NULL};
static const struct ask message_ask = {
	"message", N_("Greeting"), NULL, ASK_LINES, 500, false, 3, NULL};
static const struct ask locale_ask = {"locale", N_("Language of the mail"),
	NULL, ASK_CHOICE, 0, false, 0, languages};
static const struct ask why_ask = {"note", N_("Why"),
	N_("For you and the bookkeeping."), ASK_LINE, 200, true, 0, NULL};
static const struct ask balance_ask = {
	"balance", N_("New balance"), NULL, ASK_MONEY, 0, true, 0, NULL};

static const char *state_words(const struct gift_card *g)
{
	if (!strcmp(g->state, "waiting"))
		return tr("Not paid yet");
	if (!strcmp(g->state, "blocked"))
		return tr("Blocked");
	return g->balance.minor ? tr("In use") : tr("Spent");
}

static const char *path_of(struct req *r, int64_t id)
{
	return arena_printf(
		r->cx.arena, "/admin/gift-cards/%lld", (long long)id);
}

static void chips_show(struct tpl *t, const char *show)
{
	static const struct ask_choice chips[] = {
		{"", N_("All")},
		{"active", N_("In use")},
		{"empty", N_("Spent")},
		{"waiting", N_("Not paid yet")},
		{"blocked", N_("Blocked")},
	};
	for (size_t i = 0; i < sizeof(chips) / sizeof(*chips); i++) {
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "SHOW", chips[i].value);
		tpl_text(s, "NAME", tr(chips[i].label));
		tpl_show_if(s, "ON", !strcmp(chips[i].value, show));
	}
}

static void row_show(struct tpl *t, struct req *r, const struct gift_card *g)
{
	struct tpl *s = tpl_section(t, "ROW");
	tpl_text(s, "PATH", path_of(r, g->id));
	tpl_text(s, "TAIL", g->tail);
	tpl_text(s, "WHO", *g->recipient ? g->recipient : g->email);
	tpl_text(s, "STATE", state_words(g));
	tpl_money(s, "BALANCE", g->balance);
	tpl_time(s, "SINCE", CLOCK_DATE, g->created_ms);
}

/* GET /admin/gift-cards */
int admin_gift_cards(struct req *r)
{
	const char *show = req_query_param(r, "show");
	const char *find = req_query_param(r, "q");
	struct gift_card_view view = {.show = show ? show : "",
		.find = find ? find : "",
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE};
	struct gift_card *rows;
	size_t n;
	int64_t total = 0;
	struct money owed = {0};
	int rc = gift_card_list(&r->cx, &view, &rows, &n, &total);
	if (rc == OK)
		rc = gift_cards_owed(&r->cx, &owed);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/gift_cards.tpl");
	tpl_text(t, "FIND", view.find);
	tpl_money(t, "OWED", owed);
	chips_show(t, view.show);
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++)
		row_show(list, r, &rows[i]);
	if (n)
		admin_pager(list, r,
			arena_printf(r->cx.arena,
				"/admin/gift-cards?show=%s&q=%s",
				url_encode(r->cx.arena, view.show),
				url_encode(r->cx.arena, view.find)),
			&(struct admin_slice){view.offset, total, n});
	struct admin_page page = {
		.title = tr("Gift cards"), .nav = "gift-cards"};
	return admin_send(r, &page, t, 200);
}

static int give_show(struct fields *f, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/gift_card_new.tpl");
	fields_summary(t, f);
	ask_show(t, "FIELDS", f, &value_ask, "", "");
	ask_show(t, "FIELDS", f, &email_ask, "", "");
	ask_show(t, "FIELDS", f, &recipient_ask, "", "");
	ask_show(t, "FIELDS", f, &message_ask, "", "");
	ask_show(t, "FIELDS", f, &locale_ask, "", r->cx.root);
	ask_show(t, "FIELDS", f, &why_ask, "", "");
	struct admin_page page = {.title = tr("Give a gift card"),
		.nav = "gift-cards",
		.back = "/admin/gift-cards",
		.back_text = tr("Gift cards")};
	return admin_send(r, &page, t, status);
}

/* GET /admin/gift-cards/new */
int admin_gift_card_new(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return give_show(&f, 200);
}

/* POST /admin/gift-cards */
int admin_gift_card_give(struct req *r)
{
	struct fields f;
	struct gift_card_gift g = {0};
	int64_t id = 0;
	fields_init(&f, r);
	if (ask_money(&f, &value_ask, "", &g.value) && g.value.minor < 1)
		field_error(&f, "value", tr("A gift card is worth something."));
	g.email = ask_text(&f, &email_ask, "");
	g.recipient = ask_text(&f, &recipient_ask, "");
	g.message = ask_text(&f, &message_ask, "");
	g.locale = ask_choice(&f, &locale_ask, "");
	g.note = ask_text(&f, &why_ask, "");
	if (f.errors.n)
		return give_show(&f, 422);
	int rc = gift_card_give(&r->cx, &g, &id);
	if (rc < 0)
		return rc;
	flash_set(
		r, arena_printf(r->cx.arena,
			   tr("The gift card is on its way to %s."), g.email));
	return resp_redirect(r, path_of(r, id));
}

static const char *move_words(const char *kind)
{
	if (!strcmp(kind, "issued"))
		return tr("Issued");
	if (!strcmp(kind, "redeemed"))
		return tr("Paid with");
	return !strcmp(kind, "returned") ? tr("Came back") : tr("Corrected");
}

static int moves_show(struct tpl *t, struct req *r, int64_t card)
{
	struct gift_card_move *moves;
	size_t n;
	int rc = gift_card_moves(&r->cx, card, &moves, &n);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(t, "MOVE");
		tpl_time(s, "TIME", CLOCK_DATETIME, moves[i].at_ms);
		tpl_text(s, "WHAT", move_words(moves[i].kind));
		tpl_money(s, "AMOUNT", moves[i].amount);
		tpl_text(s, "NOTE", moves[i].note);
		tpl_text(s, "BY", moves[i].who);
		if (moves[i].number)
			tpl_int(tpl_section(s, "ORDER"), "NUMBER",
				moves[i].number);
	}
	return OK;
}

static void card_show(struct tpl *t, struct req *r, const struct gift_card *g)
{
	tpl_text(t, "PATH", path_of(r, g->id));
	tpl_text(t, "TAIL", g->tail);
	tpl_text(t, "STATE", state_words(g));
	tpl_money(t, "BALANCE", g->balance);
	tpl_text(t, "EMAIL", g->email);
	tpl_text(t, "RECIPIENT", g->recipient);
	tpl_time(t, "SINCE", CLOCK_DATE, g->created_ms);
	tpl_int(t, "REV", g->rev);
	if (g->expires_ms)
		tpl_time(tpl_section(t, "EXPIRES"), "DAY", CLOCK_DATE,
			g->expires_ms);
	if (*g->message)
		tpl_text(tpl_section(t, "GREETING"), "TEXT", g->message);
	if (!strcmp(g->state, "active"))
		tpl_show(t, "IS_ACTIVE");
	if (!strcmp(g->state, "blocked"))
		tpl_show(t, "IS_BLOCKED");
}

static int one_show(struct fields *f, const struct gift_card *g, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/gift_card.tpl");
	int64_t number = 0;
	fields_summary(t, f);
	tpl_show_if(t, "STALE", status == 409);
	card_show(t, r, g);
	int rc = moves_show(t, r, g->id);
	if (rc == OK)
		rc = gift_card_order(&r->cx, g->id, &number);
	if (rc < 0)
		return rc;
	if (number)
		tpl_int(tpl_section(t, "SOLD"), "NUMBER", number);
	if (strcmp(g->state, "waiting") != 0) {
		struct tpl *c = tpl_section(t, "CORRECT");
		tpl_text(c, "PATH", path_of(r, g->id));
		tpl_int(c, "REV", g->rev);
		ask_show(c, "FIELDS", f, &balance_ask, "",
			money_plain(r->cx.arena, g->balance));
		ask_show(c, "FIELDS", f, &why_ask, "", "");
	}
	rc = admin_log(t, r, "gift_card", g->id);
	if (rc < 0)
		return rc;
	struct admin_page page = {
		.title = arena_printf(
			r->cx.arena, tr("Gift card ending %s"), g->tail),
		.nav = "gift-cards",
		.back = "/admin/gift-cards",
		.back_text = tr("Gift cards"),
	};
	return admin_send(r, &page, t, status);
}

/* GET /admin/gift-cards/:id */
int admin_gift_card(struct req *r)
{
	struct gift_card g;
	struct fields f;
	int rc = gift_card_get(&r->cx, admin_path_int(r, "id"), &g);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return one_show(&f, &g, 200);
}

static int correct(struct fields *f, const struct gift_card *g, int64_t rev)
{
	struct money balance;
	ask_money(f, &balance_ask, "", &balance);
	const char *note = ask_text(f, &why_ask, "");
	if (f->errors.n)
		return ERR_INVALID;
	return gift_card_correct(&f->r->cx, g->id, rev, balance, note);
}

/* POST /admin/gift-cards/:id: block, unblock, send, correct */
int admin_gift_card_do(struct req *r)
{
	struct gift_card g;
	struct fields f;
	const char *act = req_form_param(r, "do");
	const char *typed = req_form_param(r, "rev");
	int64_t rev = typed ? strtoll(typed, NULL, 10) : 0;
	int rc = gift_card_get(&r->cx, admin_path_int(r, "id"), &g);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	act = act ? act : "";
	if (!strcmp(act, "block") || !strcmp(act, "unblock"))
		rc = gift_card_set_blocked(
			&r->cx, g.id, rev, !strcmp(act, "block"));
	else if (!strcmp(act, "send"))
		rc = gift_card_send(&r->cx, g.id);
	else
		rc = !strcmp(act, "correct") ? correct(&f, &g, rev) : ERR_BAD;
	if (rc == ERR_INVALID)
		return one_show(&f, &g, 422);
	if (rc == ERR_CONFLICT)
		return one_show(&f, &g, 409);
	if (rc < 0)
		return rc;
	flash_set(r, !strcmp(act, "send") ? tr("The mail leaves again.")
					  : tr("Saved."));
	return resp_redirect(r, path_of(r, g.id));
}
