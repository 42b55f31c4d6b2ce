/* Ways to pay: which are on, in what order, for how much, and the keys of the
 * providers, which are written and never shown: in one file because what is
 * shown of a way and what is read of it go by the same tables. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/order.h"
#include "domain/provider.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "handlers/admin/fields.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { WAYS_MAX = 8, SECRET_MAX = 200, LABEL_MAX = 60, HELP_MAX = 200 };

static const char page_path[] = "/admin/settings/payments";

static const struct ask_choice modes[] = {
	{"0", N_("Test: no money moves")},
	{"1", N_("Live: real money")},
	{NULL, NULL},
};

/* Of all ways. */
static const struct ask ask_on = {
	"", N_("Offered to buyers"), NULL, ASK_CHECK, 0, false, 0, NULL};
static const struct ask ask_place = {".place", N_("Place in the list"), NULL,
	ASK_INT, WAYS_MAX, false, 0, NULL};
static const struct ask ask_min = {".min", N_("From this sum"),
	N_("0 or empty: any."), ASK_MONEY, 0, false, 0, NULL};
static const struct ask ask_max = {".max", N_("Up to this sum"),
	N_("0 or empty: any."), ASK_MONEY, 0, false, 0, NULL};
static const struct ask ask_label = {".label", N_("Own name"),
	N_("Empty: the usual one."), ASK_LINE, LABEL_MAX, false, 0, NULL};
static const struct ask ask_help = {".help", N_("Own words beside it"), NULL,
	ASK_LINE, HELP_MAX, false, 0, NULL};

/* Of some alone: their codes are whole. */
static const struct own {
	const char *way;
	struct ask ask;
} owns[] = {
	{"invoice", {"pay.invoice.business", N_("Only for companies"), NULL,
			    ASK_CHECK, 0, false, 0, NULL}},
	{"invoice", {"pay.invoice.days", N_("Days until it is due"), NULL,
			    ASK_INT, 90, false, 0, NULL}},
	{"paytrail",
		{"pay.paytrail.live", N_("Mode"),
			N_("The test uses Paytrail’s public test account."),
			ASK_CHOICE, 0, false, 0, modes}},
	{"paytrail", {"pay.paytrail.account", N_("Merchant account"),
			     N_("Digits, from Paytrail’s contract."), ASK_LINE,
			     20, false, 0, NULL}},
	{"paytrail",
		{"pay.paytrail.cards", N_("Customers may save cards"),
			N_("Who is logged in pays with a saved card. Agree "
			   "on it with Paytrail first; its test account "
			   "knows it."),
			ASK_CHECK, 0, false, 0, NULL}},
	{"stripe", {"pay.stripe.live", N_("Mode"), NULL, ASK_CHOICE, 0, false,
			   0, modes}},
};
enum { OWNS = sizeof(owns) / sizeof(owns[0]) };

/* Written, never shown. */
static const struct secret_ask {
	const char *way, *code, *label, *begins;
} secrets[] = {
	{"paytrail", "paytrail.secret", N_("Secret key"), ""},
	{"stripe", "stripe.test.secret", N_("Secret key of the test"),
		"sk_test_"},
	{"stripe", "stripe.test.webhook", N_("Webhook secret of the test"),
		"whsec_"},
	{"stripe", "stripe.live.secret", N_("Secret key, live"), "sk_live_"},
	{"stripe", "stripe.live.webhook", N_("Webhook secret, live"), "whsec_"},
};
enum { SECRETS = sizeof(secrets) / sizeof(secrets[0]) };

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* "pay.transfer.min" of a way and ".min"; in the arena. */
static struct ask ask_of(struct req *r, const struct ask *ask, const char *way)
{
	struct ask out = *ask;
	out.name = arena_printf(r->cx.arena, "pay.%s%s", way, ask->name);
	return out;
}

static const char *stored(struct req *r, const struct ask *ask)
{
	int64_t n = ask->kind == ASK_MONEY ? setting_int(&r->cx, ask->name) : 0;
	if (ask->kind == ASK_MONEY)
		return n ? money_plain(r->cx.arena, money(n)) : "";
	return setting_get(&r->cx, ask->name);
}

/* ---- the page ---- */

static void show_one(struct tpl *t, struct fields *f, const struct ask *ask,
	const char *value)
{
	ask_show(tpl_section(t, "PART"), "FIELD", f, ask, "", value);
}

static void show_local(struct tpl *t, struct fields *f, const struct ask *whole)
{
	struct tpl *s = tpl_section(t, "LOCAL");
	tpl_text(s, "LEGEND", tr(whole->label));
	for (int i = 0; i < TR_LANGS; i++) {
		struct ask ask = *whole;
		const char *code = tr_langs[i].code;
		ask.label = tr_langs[i].name;
		ask.hint = i == 0 ? whole->hint : NULL;
		ask_show_plain(s, "FIELD", f, &ask, code,
			setting_get_in(&f->r->cx, whole->name, code));
	}
}

static void show_secret(
	struct tpl *t, struct fields *f, const struct secret_ask *secret)
{
	struct req *r = f->r;
	struct tpl *s = tpl_section(t, "SECRET");
	int64_t at = sealed_changed_ms(&r->cx, secret->code);
	const char *wrong = field_message(f, secret->code);
	tpl_text(s, "CODE", secret->code);
	tpl_text(s, "LABEL", tr(secret->label));
	tpl_text(s, "HINT",
		at ? arena_printf(r->cx.arena,
			     tr("Set on %s. Empty: it stays; else it is "
				"replaced."),
			     clock_format(
				     r->cx.arena, r->cx.locale, CLOCK_DATE, at))
		   : tr("Not set yet. Nobody can read it here later."));
	if (wrong)
		tpl_text(tpl_section(s, "WRONG"), "TEXT", wrong);
}

static bool way_on(struct req *r, const char *way)
{
	return setting_bool(&r->cx, arena_printf(r->cx.arena, "pay.%s", way));
}

static const char *company_of(const char *provider)
{
	return is(provider, "stripe") ? "Stripe" : "Paytrail";
}

static void show_pill(struct tpl *t, const char *kind, const char *text)
{
	tpl_text(tpl_section(tpl_section(t, "PILL"), kind), "TEXT", text);
}

/* What keeps a provider from being offered, or that it is only a test. */
static void show_state(struct tpl *t, struct req *r, const char *way)
{
	const struct provider *p = provider_find(pay_way_provider(way));
	bool own = !p || is(way, "demo_card"), on = way_on(r, way);
	const char *live = arena_printf(r->cx.arena, "pay.%s.live", way);
	const char *text = NULL;
	if (on && !own && !p->ready(&r->cx)) {
		show_pill(t, "LACKS", tr("Not ready"));
		text = tr("On, but its keys are missing: buyers do not see "
			  "it.");
	} else if (on && !own && !setting_bool(&r->cx, live)) {
		show_pill(t, "LACKS", tr("Test"));
		text = tr("On, as a test: orders are marked as paid without "
			  "money.");
	} else {
		show_pill(t, on ? "ON" : "OFF", on ? tr("On") : tr("Off"));
	}
	if (text)
		tpl_text(tpl_section(t, "STATE"), "TEXT", text);
	if (own)
		return;
	tpl_text(tpl_section(t, "TEST"), "CODE", p->code);
	tpl_text(tpl_section(t, "THROUGH"), "COMPANY", company_of(p->code));
	if (is(way, "stripe"))
		tpl_text(tpl_section(t, "HOOK"), "URL",
			arena_printf(r->cx.arena, "%s/pay/stripe/notice",
				r->conf->base_url));
}

/* Some field of a way is wrong: "pay.WAY..." or a secret "WAY...". */
static bool way_wrong(const struct fields *f, const char *way)
{
	size_t len = strlen(way);
	for (size_t i = 0; i < f->errors.n; i++) {
		const char *name = f->errors.item[i].field;
		if (strncmp(name, "pay.", 4) == 0)
			name += 4;
		if (strncmp(name, way, len) == 0 && strchr("._", name[len]))
			return true;
	}
	return false;
}

static void show_way(
	struct tpl *page, struct fields *f, const char *way, size_t place)
{
	struct req *r = f->r;
	struct tpl *t = tpl_section(page, "WAY");
	const struct ask *both[] = {&ask_min, &ask_max};
	struct ask ask = ask_of(r, &ask_on, way);
	tpl_text(t, "WAY_CODE", way);
	tpl_text(t, "NAME", pay_way_label(&r->cx, way));
	show_state(t, r, way);
	tpl_show_if(t, "OPEN", way_on(r, way) || way_wrong(f, way));
	tpl_show_if(t, "WORDS_OPEN", way_wrong(f, way));
	show_one(t, f, &ask, stored(r, &ask));
	ask = ask_of(r, &ask_place, way);
	show_one(t, f, &ask, arena_printf(r->cx.arena, "%zu", place));
	for (size_t i = 0; i < 2; i++) {
		ask = ask_of(r, both[i], way);
		show_one(t, f, &ask, stored(r, &ask));
	}
	for (size_t i = 0; i < OWNS; i++)
		if (is(owns[i].way, way))
			show_one(t, f, &owns[i].ask, stored(r, &owns[i].ask));
	for (size_t i = 0; i < SECRETS; i++)
		if (is(secrets[i].way, way))
			show_secret(t, f, &secrets[i]);
	ask = ask_of(r, &ask_label, way);
	show_local(t, f, &ask);
	ask = ask_of(r, &ask_help, way);
	show_local(t, f, &ask);
}

static bool is_shown(struct req *r, const char *way)
{
	return !is(way, "demo_card") || r->conf->demo;
}

static int payments_page(struct fields *f, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/payments.tpl");
	const char *const *codes = pay_way_codes(&r->cx);
	tpl_text(t, "ACTION", page_path);
	for (size_t i = 0; codes[i]; i++)
		if (is_shown(r, codes[i]))
			show_way(t, f, codes[i], i + 1);
	fields_summary(t, f);
	struct admin_page page = {.title = tr("Payments"), .nav = "settings"};
	return admin_send(r, &page, t, status);
}

/* GET /admin/settings/payments */
int admin_payments(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return payments_page(&f, 200);
}

/* ---- saving ---- */

static const char *number_text(struct req *r, int64_t n)
{
	return arena_printf(r->cx.arena, "%lld", (long long)n);
}

static const char *value_read(struct fields *f, const struct ask *ask)
{
	struct money m = {0};
	int64_t n = 0;
	switch (ask->kind) {
	case ASK_MONEY:
		ask_money(f, ask, "", &m);
		return number_text(f->r, m.minor);
	case ASK_INT:
		ask_int(f, ask, "", &n);
		return number_text(f->r, n);
	case ASK_CHECK:
		return field_checked(f, ask->name, false) ? "1" : "0";
	case ASK_CHOICE:
		return ask_choice(f, ask, "");
	default:
		return ask_text(f, ask, "");
	}
}

struct pending {
	const char *code, *locale, *value;
};

struct change {
	struct pending *set;
	size_t n;
};

static void add(struct req *r, struct change *c, const char *code,
	const char *locale, const char *value)
{
	c->set = arena_grow(r->cx.arena, c->set, c->n, sizeof(*c->set));
	c->set[c->n++] = (struct pending){code, locale, value};
}

static void read_local(
	struct fields *f, struct change *c, const struct ask *ask)
{
	for (int i = 0; i < TR_LANGS; i++)
		add(f->r, c, ask->name, tr_langs[i].code,
			ask_text(f, ask, tr_langs[i].code));
}

static void read_way(struct fields *f, struct change *c, const char *way)
{
	struct req *r = f->r;
	const struct ask *plain[] = {&ask_on, &ask_min, &ask_max};
	for (size_t i = 0; i < 3; i++) {
		struct ask ask = ask_of(r, plain[i], way);
		add(r, c, ask.name, NULL, value_read(f, &ask));
	}
	for (size_t i = 0; i < OWNS; i++)
		if (is(owns[i].way, way))
			add(r, c, owns[i].ask.name, NULL,
				value_read(f, &owns[i].ask));
	struct ask label = ask_of(r, &ask_label, way);
	struct ask help = ask_of(r, &ask_help, way);
	read_local(f, c, &label);
	read_local(f, c, &help);
}

/* By the places typed; those of one place as they stood. */
static const char *order_read(struct fields *f, const char *const *codes)
{
	const char *out = "";
	for (int64_t place = 0; place <= WAYS_MAX; place++)
		for (size_t i = 0; codes[i]; i++) {
			int64_t n = (int64_t)i + 1;
			struct ask ask = ask_of(f->r, &ask_place, codes[i]);
			if (is_shown(f->r, codes[i]) &&
				!ask_int(f, &ask, "", &n))
				n = (int64_t)i + 1;
			if (n == place)
				out = arena_printf(f->r->cx.arena, "%s%s%s",
					out, *out ? " " : "", codes[i]);
		}
	return out;
}

static const char *secret_read(struct fields *f, const struct secret_ask *s)
{
	const char *typed = req_form_param(f->r, s->code);
	if (!typed)
		return "";
	typed = text_trim(f->r->cx.arena, typed);
	if (strlen(typed) > SECRET_MAX || typed[strcspn(typed, " \t\r\n")])
		field_error(f, s->code, tr("This is not a key."));
	else if (*typed && strncmp(typed, s->begins, strlen(s->begins)) != 0)
		field_error(f, s->code,
			arena_printf(f->r->cx.arena,
				tr("Such a key begins with %s."), s->begins));
	return typed;
}

static void check_account(struct fields *f)
{
	static const char name[] = "pay.paytrail.account";
	const char *account = req_form_param(f->r, name);
	if (account && account[strspn(account, "0123456789 ")])
		field_error(f, name, tr("The account has only digits."));
}

static int write_all(
	struct req *r, const struct change *c, const char *const *typed)
{
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < c->n; i++)
		rc = setting_set(&r->cx, c->set[i].code, c->set[i].locale,
			c->set[i].value);
	for (size_t i = 0; rc == OK && i < SECRETS; i++)
		if (*typed[i])
			rc = sealed_set(&r->cx, secrets[i].code, typed[i]);
	return db_end(r->cx.db, rc);
}

/* Outside every transaction: it asks another company. */
static void test_tell(struct req *r, const char *code)
{
	struct provider_answer a = {.problem = ""};
	const struct provider *p = provider_find(code);
	if (!p)
		return;
	int rc = p->test(&r->cx, &a);
	const char *name = company_of(code);
	flash_set(r, rc == OK ? arena_printf(r->cx.arena,
					tr("Saved. %s answers: the keys are "
					   "right."),
					name)
			      : arena_printf(r->cx.arena,
					tr("Saved, but %s cannot be used: %s"),
					name, a.problem));
}

/* POST /admin/settings/payments */
int admin_payments_save(struct req *r)
{
	struct fields f;
	struct change c = {0};
	const char *typed[SECRETS];
	const char *const *codes = pay_way_codes(&r->cx);
	fields_init(&f, r);
	for (size_t i = 0; codes[i]; i++)
		if (is_shown(r, codes[i]))
			read_way(&f, &c, codes[i]);
	add(r, &c, "pay.order", NULL, order_read(&f, codes));
	for (size_t i = 0; i < SECRETS; i++)
		typed[i] = secret_read(&f, &secrets[i]);
	check_account(&f);
	if (f.errors.n)
		return payments_page(&f, 422);
	int rc = write_all(r, &c, typed);
	if (rc < 0)
		return rc;
	const char *test = req_form_param(r, "test");
	if (test && *test)
		test_tell(r, test);
	else
		flash_set(r, tr("Saved."));
	return resp_redirect(r, page_path);
}
