/* "Why am I seeing this?": what a shelf says of itself. */
#include "handlers/rails_in.h"

#include <inttypes.h>
#include <stdio.h>

#include "handlers/card.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tpl.h"
#include "lib/tr.h"

enum { KEY_MAX = 80, NOT = REASONS };

static bool is_unsold(const struct rail *rail)
{
	return rail->code == RAIL_BEST && rail->n > 0 && rail->n_sold == 0;
}

/* A new shop does not say that its things are bought. */
const char *rail_heading(const struct rail *rail)
{
	static const char *const names[] = {
		[RAIL_FOR_YOU] = N_("For you"),
		[RAIL_AGAIN] = N_("Buy again"),
		[RAIL_RECENT] = N_("Recently viewed"),
		[RAIL_WITH] = N_("Goes with"),
		[RAIL_SIMILAR] = N_("Similar"),
		[RAIL_ADDTO] = N_("Add to this order"),
		[RAIL_NEXT] = N_("Goes with what you ordered"),
		[RAIL_BEST] = N_("Most bought"),
		[RAIL_NEW] = N_("New in the shop"),
	};
	return is_unsold(rail) ? tr("From our shop") : tr(names[rail->code]);
}

/* ---- the sentence ---- */

enum {
	FACE_DUE = 1 << REASONS,
	FACE_FREE = FACE_DUE << 1,
	FACE_SOME = FACE_DUE << 2,
	FACE_ALL = FACE_DUE << 3,
	FACE_UNSOLD = FACE_DUE << 4
};

unsigned rail_face(const struct rail *rail)
{
	unsigned face = 0;
	for (size_t i = 0; i < rail->n_why; i++)
		face |= 1u << rail->why[i].reason;
	if (rail->is_due)
		face |= FACE_DUE;
	if (rail->past_free)
		face |= FACE_FREE;
	if (is_unsold(rail))
		face |= FACE_UNSOLD;
	if (rail->n_picked)
		face |= rail->n_picked == rail->n ? FACE_ALL : FACE_SOME;
	return face;
}

static const char *for_you(unsigned face)
{
	bool bought = face & (1u << REASON_BOUGHT);
	bool looked = face & (1u << REASON_VIEWED | 1u << REASON_CARTED);
	bool liked = face & (1u << REASON_LIKED);
	if (liked && (bought || looked))
		return tr("Because of what you told us you like, and of what "
			  "you have bought or looked at.");
	if (liked)
		return tr("Because of what you told us you like.");
	if (bought && looked)
		return tr("Because of what you have bought and what you have "
			  "looked at.");
	return bought ? tr("Because of what you have bought.")
		      : tr("Because of what you have looked at.");
}

static const char *with(unsigned face)
{
	if (face & FACE_ALL)
		return tr(
			"We picked these to go with what you are looking at.");
	if (face & FACE_SOME)
		return tr("We picked the first ones to go with what you are "
			  "looking at; the others are often in the same "
			  "order.");
	return tr("These are often in the same order as what you are looking "
		  "at.");
}

static const char *similar(unsigned face)
{
	if (face & FACE_ALL)
		return tr("We picked these because they are like what you are "
			  "looking at.");
	if (face & FACE_SOME)
		return tr("We picked the first ones; the others are of the "
			  "same kind as what you are looking at.");
	return tr("These are of the same kind as what you are looking at.");
}

/* What makes this shelf. */
static const char *reason(enum rail_code code, unsigned face)
{
	switch (code) {
	case RAIL_FOR_YOU:
		return for_you(face);
	case RAIL_AGAIN:
		return face & FACE_DUE
			       ? tr("You have bought these before, and by your "
				    "own rhythm it may be time.")
			       : tr("You have bought these before.");
	case RAIL_RECENT:
		return tr("You have looked at these lately.");
	case RAIL_WITH:
		return with(face);
	case RAIL_SIMILAR:
		return similar(face);
	case RAIL_ADDTO:
		return face & FACE_FREE
			       ? tr("Often in the same order as what is in "
				    "your cart. One of these would make your "
				    "delivery free.")
			       : tr("Often in the same order as what is in "
				    "your cart.");
	case RAIL_NEXT:
		return tr("Often bought together with what you ordered. Never "
			  "the same thing again.");
	case RAIL_NEW:
		return tr("These came to the shop last.");
	case RAIL_BEST:
	case RAIL_NONE:
		break;
	}
	return face & FACE_UNSOLD ? tr("These are some of what we have.")
				  : tr("These are what customers buy most.");
}

/* Of whom it is. */
static const char *whose(const struct rail *rail, bool usual)
{
	if (rail_is_personal(rail->code))
		return tr(" Prices are the same for everyone.");
	if (rail->code == RAIL_ADDTO || rail->code == RAIL_NEXT)
		return tr(" Nobody pays for a place.");
	if (usual)
		return tr(" Everyone sees the same ones. Nobody pays for a "
			  "place.");
	return tr(" Everyone sees the same ones, but for what they have or do "
		  "not want. Nobody pays for a place.");
}

const char *rail_sentence(struct req *r, const struct rail *rail, bool usual)
{
	unsigned face = rail_face(rail);
	bool beside = rail->code == RAIL_WITH || rail->code == RAIL_SIMILAR;
	const char *picked = face & (FACE_SOME | FACE_ALL) && !beside
				     ? tr(" The first ones are our own picks.")
				     : "";
	return arena_printf(r->cx.arena, "%s%s%s", reason(rail->code, face),
		picked, whose(rail, usual));
}

/* ---- lines ---- */

static const char *line_key(
	char *out, struct req *r, int kind, int64_t id, bool mine)
{
	snprintf(out, KEY_MAX, "why/%s/%d/%" PRId64 "%s", r->cx.locale, kind,
		id, mine ? "" : "/-");
	return out;
}

const char *rail_reason_words(
	struct req *r, enum rail_reason kind, const char *name)
{
	struct arena *a = r->cx.arena;
	switch (kind) {
	case REASON_CARTED:
		return arena_printf(a, tr("Put into a cart: %s"), name);
	case REASON_VIEWED:
		return arena_printf(a, tr("Viewed: %s"), name);
	case REASON_IN_CART:
		return arena_printf(a, tr("In the cart: %s"), name);
	case REASON_LIKED:
		return arena_printf(a, tr("Interest: %s"), name);
	case REASON_BOUGHT:
	case REASONS:
		break;
	}
	return arena_printf(a, tr("Bought: %s"), name);
}

static int line_make(struct req *r, const struct rail_why *why, int kind,
	bool mine, struct buf *out)
{
	const char *name, *text;
	struct tpl *t = tpl_new(&r->cx, "part/rail_line.tpl");
	int rc = rail_name(&r->cx, why, &name);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	text = kind == NOT ? name : rail_reason_words(r, why->reason, name);
	tpl_text(t, "TEXT", text);
	if (!mine)
		return tpl_render(t, out);
	bool liked = kind == REASON_LIKED;
	struct tpl *s = tpl_section(t, liked         ? "UNLIKE"
				       : kind == NOT ? "NOT"
						     : "FORGET");
	tpl_text(s, "P", r->lang_prefix);
	tpl_text(s, "THING", name);
	tpl_int(s, "ID", why->id);
	return tpl_render(t, out);
}

static int line_send(
	struct req *r, const struct rail_why *why, int kind, bool mine)
{
	char key[KEY_MAX];
	if (resp_frag(r, line_key(key, r, kind, why->id, mine)))
		return OK;
	struct buf *line = page_buf(r);
	int rc = line_make(r, why, kind, mine, line);
	if (rc == OK)
		resp_keep(r, key, INT64_MAX, line->p ? line->p : "", line->len);
	return rc;
}

int rail_why_send(struct req *r, const struct rail_why *why, bool mine)
{
	/* what is in the cart is not the profile's */
	return line_send(r, why, (int)why->reason,
		mine && why->reason != REASON_IN_CART);
}

int rail_not_send(struct req *r, int64_t product)
{
	const struct rail_why why = {.id = product};
	return line_send(r, &why, NOT, true);
}

int rail_not_add(struct req *r, int64_t product, struct buf *out)
{
	const struct rail_why why = {.id = product};
	return line_make(r, &why, NOT, true, out);
}
