/* A promotion's form: what is asked, read and shown. */
#include "handlers/admin/promotions.h"

#include <stdlib.h>
#include <string.h>

#include "domain/segment.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { GROUPS_MAX = 101 };

static const struct ask_choice kinds[] = {
	{"percent", N_("Per cent off")},
	{"amount", N_("An amount off the order")},
	{"buy_get", N_("Buy some, get some for less")},
	{"free_delivery", N_("Free delivery")},
	{NULL, NULL},
};

static const struct ask name_ask = {"name", N_("Name"), N_("Only you see it."),
	ASK_LINE, 100, true, 0, NULL};
static const struct ask label_ask = {"label", N_("What customers read"),
	N_("In the cart and on the order: “Spring sale”. Empty: as in the "
	   "shop’s main language, else the name."),
	ASK_LINE, 100, false, 0, NULL};
static const struct ask kind_ask = {
	"kind", N_("Kind"), NULL, ASK_CHOICE, 0, false, 0, kinds};
static const struct ask percent_ask = {"percent", N_("Per cent"),
	N_("Of “per cent off”; of “buy some, get some”: off those that one "
	   "gets, 100 is free."),
	ASK_MONEY, 0, false, 0, NULL};
static const struct ask amount_ask = {"amount", N_("Amount"),
	N_("Of “an amount off the order”: once an order, shared by its goods."),
	ASK_MONEY, 0, false, 0, NULL};
static const struct ask buy_ask = {"buy", N_("Buy how many"),
	N_("Of “buy some, get some”."), ASK_INT, 999, false, 0, NULL};
static const struct ask get_ask = {"get", N_("Get how many for less"),
	N_("The cheapest ones."), ASK_INT, 999, false, 0, NULL};
static const struct ask min_ask = {"min", N_("From what sum"),
	N_("Of the goods it is for, before anything is taken off. Empty: any."),
	ASK_MONEY, 0, false, 0, NULL};
static const struct ask min_qty_ask = {"min_qty", N_("From how many"),
	N_("Of those goods together. Empty: any."), ASK_INT, 9999, false, 0,
	NULL};
static const struct ask sale_ask = {"sale_too",
	N_("Also goods that are on sale"), NULL, ASK_CHECK, 0, false, 0, NULL};
static const struct ask code_ask = {"by_code", N_("Only with a code"),
	N_("Else everybody has it. Save first, then make the codes."),
	ASK_CHECK, 0, false, 0, NULL};
static const struct ask stacks_ask = {"stacks",
	N_("Goes together with other promotions"),
	N_("If not, it stands alone: it counts, and no other does, when it "
	   "takes off more than the others together."),
	ASK_CHECK, 0, false, 0, NULL};
static const struct ask position_ask = {"position", N_("Turn"),
	N_("Of those that go together the lower number is taken off first; the "
	   "next counts from what is left."),
	ASK_INT, 9999, false, 0, NULL};
static const struct ask from_ask = {"from", N_("Begins"), N_("Empty: at once."),
	ASK_MOMENT, 0, false, 0, NULL};
static const struct ask to_ask = {
	"to", N_("Ends"), N_("Empty: never."), ASK_MOMENT, 0, false, 0, NULL};
static const struct ask all_ask = {"limit_all", N_("How often in all"),
	N_("Orders. Empty: any number."), ASK_INT, 1000000, false, 0, NULL};
static const struct ask each_ask = {"limit_each", N_("How often each buyer"),
	N_("By account and e-mail address. Empty: any number."), ASK_INT, 1000,
	false, 0, NULL};
static const struct ask find_ask = {"find",
	N_("Find a product, category or brand"),
	N_("A part of its name, or its SKU."), ASK_LINE, 60, false, 0, NULL};

static int group_choices(struct req *r, struct ask_choice *out)
{
	struct customer_group *groups;
	size_t n;
	int rc = customer_groups(&r->cx, &groups, &n);
	if (rc < 0)
		return rc;
	out[0] = (struct ask_choice){"0", N_("Everybody")};
	for (size_t i = 0; i < n; i++)
		out[i + 1] = (struct ask_choice){
			arena_printf(
				r->cx.arena, "%lld", (long long)groups[i].id),
			groups[i].name};
	out[n + 1] = (struct ask_choice){NULL, NULL};
	return OK;
}

static struct ask group_ask(const struct ask_choice *choices)
{
	return (struct ask){"group", N_("For whom"),
		N_("Groups of customers have a page of their own."), ASK_CHOICE,
		0, false, 0, choices};
}

/* Stopped ones too: what is stored can be chosen. */
static int segment_choices(struct req *r, struct ask_choice *out)
{
	struct segment *all;
	size_t n;
	int rc = segment_list(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	out[0] = (struct ask_choice){"0", N_("Everybody")};
	for (size_t i = 0; i < n; i++)
		out[i + 1] = (struct ask_choice){
			arena_printf(r->cx.arena, "%lld", (long long)all[i].id),
			all[i].name};
	out[n + 1] = (struct ask_choice){NULL, NULL};
	return OK;
}

static struct ask segment_ask(const struct ask_choice *choices)
{
	return (struct ask){"segment", N_("For which segment"),
		N_("Prices never change by person; a coupon may. The privacy "
		   "page says so. Only who is logged in and in it has it."),
		ASK_CHOICE, 0, false, 0, choices};
}

/* "10", "12.5": no more decimals than it has; "" of 0. */
static const char *short_number(struct arena *a, int64_t hundredths)
{
	if (!hundredths)
		return "";
	char *s = arena_strdup(a, money_plain(a, money(hundredths)));
	size_t n = strlen(s);
	while (n && s[n - 1] == '0')
		s[--n] = '\0';
	if (n && s[n - 1] == '.')
		s[n - 1] = '\0';
	return s;
}

static const char *count(struct arena *a, int64_t n)
{
	return n ? arena_printf(a, "%lld", (long long)n) : "";
}

static const char *amount(struct arena *a, int64_t minor)
{
	return minor ? money_plain(a, money(minor)) : "";
}

/* One target: chosen, or found and not chosen yet. */
static void target_show(struct tpl *t, const char *section,
	const struct promotion_target *target)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "CODE", target->code);
	tpl_text(s, "NAME", target->name);
	tpl_text(s, "KIND",
		strcmp(target->kind, "product") == 0    ? tr("Product")
		: strcmp(target->kind, "category") == 0 ? tr("Category")
							: tr("Brand"));
}

static bool is_chosen(const struct promotion_edit *p, const char *code)
{
	for (size_t i = 0; i < p->n_targets; i++)
		if (strcmp(p->targets[i].code, code) == 0)
			return true;
	return false;
}

static int targets_show(
	struct tpl *t, struct fields *f, const struct promotion_edit *p)
{
	struct req *r = f->r;
	const char *words = req_form_param(r, "find");
	struct promotion_target *found;
	size_t n = 0, shown = 0;
	struct tpl *list = tpl_section(t, p->n_targets ? "TARGETS" : "ALL");
	for (size_t i = 0; i < p->n_targets; i++)
		target_show(list, "TARGET", &p->targets[i]);
	ask_show(t, "FIND", f, &find_ask, "", "");
	words = words ? text_trim(r->cx.arena, words) : "";
	if (!*words)
		return OK;
	int rc = promotion_targets_find(&r->cx, words, &found, &n);
	if (rc < 0)
		return rc;
	struct tpl *results = tpl_section(t, "RESULTS");
	for (size_t i = 0; i < n; i++) {
		if (is_chosen(p, found[i].code))
			continue;
		target_show(results, "FOUND", &found[i]);
		shown++;
	}
	if (!shown)
		tpl_show(results, "NOTHING");
	return OK;
}

int promotion_fields_show(
	struct tpl *t, struct fields *f, const struct promotion_edit *p)
{
	struct arena *a = f->r->cx.arena;
	struct ask_choice groups[GROUPS_MAX + 1], segments[SEGMENTS_MAX + 2];
	int rc = group_choices(f->r, groups);
	if (rc == OK)
		rc = segment_choices(f->r, segments);
	if (rc < 0)
		return rc;
	struct ask group = group_ask(groups), segment = segment_ask(segments);
	ask_show(t, "WHAT", f, &name_ask, "", p->name);
	ask_show(t, "WHAT", f, &kind_ask, "", p->kind);
	ask_show(
		t, "WHAT", f, &percent_ask, "", short_number(a, p->percent_bp));
	ask_show(t, "WHAT", f, &amount_ask, "", amount(a, p->amount_minor));
	ask_show(t, "WHAT", f, &buy_ask, "", count(a, p->buy_qty));
	ask_show(t, "WHAT", f, &get_ask, "", count(a, p->get_qty));
	ask_show(t, "WHEN", f, &min_ask, "", amount(a, p->min_minor));
	ask_show(t, "WHEN", f, &min_qty_ask, "", count(a, p->min_qty));
	ask_show(t, "WHEN", f, &sale_ask, "", p->sale_too ? "1" : "");
	ask_show(t, "WHO", f, &group, "",
		arena_printf(a, "%lld", (long long)p->group));
	ask_show(t, "WHO", f, &segment, "",
		arena_printf(a, "%lld", (long long)p->segment));
	ask_show(t, "WHO", f, &code_ask, "", p->by_code ? "1" : "");
	ask_show(t, "WHO", f, &all_ask, "", count(a, p->limit_all));
	ask_show(t, "WHO", f, &each_ask, "", count(a, p->limit_each));
	ask_show(t, "TIME", f, &from_ask, "", moment_value(a, p->from_ms));
	ask_show(t, "TIME", f, &to_ask, "", moment_value(a, p->to_ms));
	ask_show(t, "STACK", f, &stacks_ask, "", p->stacks ? "1" : "");
	ask_show(t, "STACK", f, &position_ask, "",
		arena_printf(a, "%lld", (long long)p->position));
	for (int l = 0; l < TR_LANGS; l++)
		ask_show(t, "LABELS", f, &label_ask, tr_langs[l].code,
			p->labels[l] ? p->labels[l] : "");
	return targets_show(t, f, p);
}

static void read_numbers(struct fields *f, struct promotion_edit *p)
{
	struct money m;
	ask_money(f, &percent_ask, "", &m);
	p->percent_bp = m.minor;
	ask_money(f, &amount_ask, "", &m);
	p->amount_minor = m.minor;
	ask_int(f, &buy_ask, "", &p->buy_qty);
	ask_int(f, &get_ask, "", &p->get_qty);
	ask_money(f, &min_ask, "", &m);
	p->min_minor = m.minor;
	ask_int(f, &min_qty_ask, "", &p->min_qty);
	ask_int(f, &all_ask, "", &p->limit_all);
	ask_int(f, &each_ask, "", &p->limit_each);
	ask_int(f, &position_ask, "", &p->position);
	ask_moment(f, &from_ask, "", &p->from_ms);
	ask_moment(f, &to_ask, "", &p->to_ms);
	p->sale_too = field_checked(f, "sale_too", false);
	p->by_code = field_checked(f, "by_code", false);
	p->stacks = field_checked(f, "stacks", false);
}

/* What the kind needs, and does not have. */
static void check(struct fields *f, const struct promotion_edit *p)
{
	bool percent = strcmp(p->kind, "percent") == 0;
	bool buy_get = strcmp(p->kind, "buy_get") == 0;
	if ((percent || buy_get) &&
		(p->percent_bp < 1 || p->percent_bp > 10000))
		field_error(f, "percent",
			tr("Write how many per cent are taken off, from 1 to"
			   " 100."));
	if (!strcmp(p->kind, "amount") && p->amount_minor < 1)
		field_error(f, "amount", tr("Write how much is taken off."));
	if (buy_get && p->buy_qty < 1)
		field_error(f, "buy", tr("Write how many have to be bought."));
	if (buy_get && p->get_qty < 1)
		field_error(f, "get", tr("Write how many one then gets."));
	if (p->from_ms && p->to_ms && p->to_ms <= p->from_ms)
		field_error(f, "to", tr("It ends before it begins."));
	if (p->limit_all && p->limit_all < p->used)
		field_error(f, "limit_all",
			tr("It was used more often than that already."));
}

/* All that stand in the form, but for those that are to go. */
static int read_targets(struct fields *f, struct promotion_edit *p)
{
	struct req *r = f->r;
	p->targets = ARENA_ARRAY(
		r->cx.arena, struct promotion_target, PROMOTION_TARGETS_MAX);
	p->n_targets = 0;
	for (size_t i = 0; p->n_targets < PROMOTION_TARGETS_MAX; i++) {
		const char *code = req_form_nth(r, "target", i), *drop;
		bool gone = false;
		if (!code)
			return OK;
		for (size_t k = 0; (drop = req_form_nth(r, "drop", k)); k++)
			gone = gone || strcmp(drop, code) == 0;
		if (gone || is_chosen(p, code))
			continue;
		int rc = promotion_target_get(
			&r->cx, code, &p->targets[p->n_targets]);
		if (rc == OK)
			p->n_targets++;
		else if (rc != ERR_NOT_FOUND)
			return rc;
	}
	return OK;
}

int promotion_fields_read(struct fields *f, struct promotion_edit *p)
{
	struct ask_choice groups[GROUPS_MAX + 1], segments[SEGMENTS_MAX + 2];
	int rc = group_choices(f->r, groups);
	if (rc == OK)
		rc = segment_choices(f->r, segments);
	if (rc < 0)
		return rc;
	struct ask group = group_ask(groups), segment = segment_ask(segments);
	p->segment = strtoll(ask_choice(f, &segment, ""), NULL, 10);
	p->name = ask_text(f, &name_ask, "");
	p->kind = ask_choice(f, &kind_ask, "");
	p->group = strtoll(ask_choice(f, &group, ""), NULL, 10);
	read_numbers(f, p);
	for (int l = 0; l < TR_LANGS; l++)
		p->labels[l] = ask_text(f, &label_ask, tr_langs[l].code);
	check(f, p);
	return read_targets(f, p);
}
