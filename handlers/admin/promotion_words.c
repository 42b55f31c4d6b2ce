/* A promotion in plain words: what the owner's page says of it. */
#include "handlers/admin/promotions.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/tr.h"

static void say(struct tpl *t, const char *text)
{
	tpl_text(tpl_section(t, "SENTENCE"), "TEXT", text);
}

static const char *euros(struct req *r, int64_t minor)
{
	return money_format(r->cx.arena, r->cx.locale,
		setting_get(&r->cx, "shop.currency"), money(minor));
}

static void say_what(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	struct arena *a = r->cx.arena;
	long long each = p->buy_qty + p->get_qty;
	const char *rate = rate_format(a, r->cx.locale, p->percent_bp);
	if (!strcmp(p->kind, "percent"))
		say(t, arena_printf(a, tr("Takes %s off."), rate));
	else if (!strcmp(p->kind, "amount"))
		say(t, arena_printf(a, tr("Takes %s off, once an order."),
			       euros(r, p->amount_minor)));
	else if (!strcmp(p->kind, "free_delivery"))
		say(t, tr("Delivery costs nothing."));
	else if (p->percent_bp == 10000)
		say(t, arena_printf(a,
			       tr("Of each %lld the cheapest %lld cost "
				  "nothing: buy %lld, get %lld free."),
			       each, (long long)p->get_qty,
			       (long long)p->buy_qty, (long long)p->get_qty));
	else
		say(t, arena_printf(a,
			       tr("Of each %lld the cheapest %lld cost %s "
				  "less."),
			       each, (long long)p->get_qty, rate));
}

static void say_which(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	struct arena *a = r->cx.arena;
	const char *names = "";
	for (size_t i = 0; i < p->n_targets; i++)
		names = arena_printf(
			a, "%s%s%s", names, i ? ", " : "", p->targets[i].name);
	if (p->n_targets)
		say(t, arena_printf(a, tr("It is for: %s."), names));
	else
		say(t, tr("It is for everything; gift cards never."));
	if (!p->sale_too)
		say(t, tr("What is on sale already is left out."));
	if (p->min_minor)
		say(t, arena_printf(a,
			       tr("These goods must cost at least %s together."),
			       euros(r, p->min_minor)));
	if (p->min_qty)
		say(t, arena_printf(a,
			       tr_n("There must be at least %ld of them.",
				       "There must be at least %ld of them.",
				       (long)p->min_qty),
			       (long)p->min_qty));
}

static void say_who(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	struct arena *a = r->cx.arena;
	if (p->group)
		say(t, tr("Only customers of one group have it."));
	if (p->segment)
		say(t, tr("Only customers of one segment have it, logged in."));
	say(t, p->by_code ? tr("Only who enters a code has it.")
			  : tr("It counts by itself, without a code."));
	if (p->limit_each)
		say(t, arena_printf(a,
			       tr_n("Each buyer can use it %ld time.",
				       "Each buyer can use it %ld times.",
				       (long)p->limit_each),
			       (long)p->limit_each));
	if (p->limit_all)
		say(t, arena_printf(a,
			       tr_n("It can be used %ld time in all.",
				       "It can be used %ld times in all.",
				       (long)p->limit_all),
			       (long)p->limit_all));
	say(t, p->stacks ? tr("It goes together with other promotions.")
			 : tr("It goes with no other: the better for the buyer "
			      "counts."));
}

static void say_when(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	struct arena *a = r->cx.arena;
	if (p->from_ms)
		say(t, arena_printf(a, tr("It begins %s."),
			       clock_format(a, r->cx.locale, CLOCK_DATETIME,
				       p->from_ms)));
	if (p->to_ms)
		say(t, arena_printf(a, tr("It ends %s."),
			       clock_format(a, r->cx.locale, CLOCK_DATETIME,
				       p->to_ms)));
}

void promotion_words(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	say_what(t, r, p);
	say_which(t, r, p);
	say_who(t, r, p);
	say_when(t, r, p);
}

const char *promotion_state_words(const char *state)
{
	if (!strcmp(state, "running"))
		return tr("Running");
	if (!strcmp(state, "coming"))
		return tr("Coming");
	if (!strcmp(state, "over"))
		return tr("Over");
	return !strcmp(state, "stopped") ? tr("Stopped") : tr("Archived");
}
