/* What somebody takes out of their profile, or changes in it, from their page
 * or from a shelf: back to where they came from, with "undo"; in one file
 * because each is a row of the table of changes at its end. */
#include "handlers/profile_page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/event.h"
#include "domain/interest.h"
#include "domain/product.h"
#include "domain/profile_interest.h"
#include "domain/profile_seen.h"
#include "domain/rail_hand.h"
#include "handlers/shop.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/tr.h"

enum {
	BACK_MAX = 500,
	WHAT_MAX = 100,
	MAC_CHARS = 32,
	UNDO_HOURS = 1,
	LIKES_MAX = INTEREST_QUESTIONS * INTEREST_CHOICES,
};

typedef int change_fn(
	struct req *r, const struct subject *who, const char *value);

/* To where the form stood, a path of this shop; else the profile's page. */
static int go_back(struct req *r)
{
	const char *to = req_form_param(r, "back");
	if (!to || *to != '/' || to[1] == '/' || strlen(to) > BACK_MAX ||
		strpbrk(to, "\\\r\n"))
		to = PROFILE_PAGE;
	int rc = resp_redirect(r, to);
	return rc == ERR_BAD ? resp_redirect(r, PROFILE_PAGE) : rc;
}

static int done(struct req *r, const char *words, const char *undo)
{
	if (undo)
		flash_undo_set(r, words, undo);
	else
		flash_set(r, words);
	return go_back(r);
}

/* A whole number above 0 that ends the text, else 0. */
static int64_t id_read(const char *text)
{
	char *end = NULL;
	int64_t id = strtoll(text, &end, 10);
	return end == text || *end || id < 1 ? 0 : id;
}

/* ---- undo of what was forgotten: signed, because it says what happened ----
 */

static const char *undo_mac(
	struct req *r, const struct subject *who, const char *text)
{
	const char *mac = crypt_mac(r->cx.arena, r->cx.secret, "profile-undo",
		arena_printf(r->cx.arena, "%s\n%s", who->key, text));
	return arena_strndup(r->cx.arena, mac, MAC_CHARS);
}

/* "f MAC UNTIL ITEMS"; NULL: too much to carry. */
static int undo_items(struct req *r, const struct subject *who,
	const int64_t *products, size_t n, const char **out)
{
	const char *items = NULL;
	*out = NULL;
	int rc = profile_items_note(&r->cx, who->key, products, n, &items);
	if (rc < 0 || !items)
		return rc;
	const char *text = arena_printf(r->cx.arena, "%" PRId64 " %s",
		r->cx.now + UNDO_HOURS * MS_HOUR, items);
	*out = arena_printf(
		r->cx.arena, "f %s %s", undo_mac(r, who, text), text);
	return OK;
}

static int items_back(
	struct req *r, const struct subject *who, const char *signed_text)
{
	if (strlen(signed_text) <= MAC_CHARS || signed_text[MAC_CHARS] != ' ')
		return ERR_BAD;
	const char *mac = arena_strndup(r->cx.arena, signed_text, MAC_CHARS);
	const char *text = signed_text + MAC_CHARS + 1;
	char *items = NULL;
	if (!crypt_equal(mac, undo_mac(r, who, text)))
		return ERR_BAD;
	int64_t until = strtoll(text, &items, 10);
	if (*items != ' ')
		return ERR_BAD;
	if (until < r->cx.now)
		return done(r, tr("That was too long ago to take back."), NULL);
	int rc = profile_items_back(&r->cx, who->key, items + 1);
	return rc < 0 ? rc : done(r, tr("It is back."), NULL);
}

/* ---- removing ---- */

/* Products of theirs leave the profile, in one transaction each: what was
 * done when one fails is what they wanted. */
static int forget_all(struct req *r, const struct subject *who,
	const int64_t *products, size_t n)
{
	const char *undo = NULL;
	int rc = undo_items(r, who, products, n, &undo);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = profile_forget(&r->cx, who->key, products[i]);
	return rc < 0 ? rc : done(r, tr("Removed."), undo);
}

static int change_forget(
	struct req *r, const struct subject *who, const char *value)
{
	int64_t product = id_read(value);
	return product ? forget_all(r, who, &product, 1) : ERR_BAD;
}

static int change_interest(
	struct req *r, const struct subject *who, const char *value)
{
	const int64_t *products;
	size_t n = 0;
	struct profile known;
	int rc = profile_known(&r->cx, who, &known);
	if (rc == OK)
		rc = profile_interest_products(
			&r->cx, &known, value, &products, &n);
	if (rc < 0)
		return rc;
	return n ? forget_all(r, who, products, n)
		 : done(r, tr("It is not there any more."), NULL);
}

/* Of a number, or "AT.PRODUCT.KIND": it waited when the page was made. */
static int event_remove(
	struct req *r, const struct subject *who, const char *value)
{
	char *end = NULL;
	int64_t id = id_read(value), at, product;
	if (id)
		return profile_seen_remove(&r->cx, who->key, id);
	at = strtoll(value, &end, 10);
	if (end == value || *end != '.')
		return ERR_BAD;
	value = end + 1;
	product = strtoll(value, &end, 10);
	if (end == value || *end != '.')
		return ERR_BAD;
	int rc = profile_seen_find(&r->cx, who->key, at, end + 1, product, &id);
	return rc == OK ? profile_seen_remove(&r->cx, who->key, id) : rc;
}

static int change_event(
	struct req *r, const struct subject *who, const char *value)
{
	int rc = strcmp(value, "all") == 0
			 ? profile_seen_clear(&r->cx, who->key)
			 : event_remove(r, who, value);
	if (rc == ERR_NOT_FOUND)
		return done(r, tr("It is not there any more."), NULL);
	return rc < 0 ? rc : done(r, tr("Removed."), NULL);
}

/* ---- not interested, and back ---- */

/* Is there such a thing? */
static bool hidden_known(struct req *r, const char *kind, const char *what)
{
	struct product p;
	if (strcmp(kind, "rail") == 0)
		return rail_known(what) || strcmp(what, "best") == 0 ||
		       strcmp(what, "new") == 0;
	if (strcmp(kind, "product") == 0)
		return id_read(what) &&
		       product_get_any(&r->cx, id_read(what), &p) == OK;
	return strcmp(kind, "colour") == 0 && *what && strlen(what) <= WHAT_MAX;
}

static int hide(struct req *r, const struct subject *who, const char *kind,
	const char *what, const char *words)
{
	if (!hidden_known(r, kind, what))
		return ERR_BAD;
	int rc = profile_hide(&r->cx, who->key, kind, what);
	return rc < 0 ? rc
		      : done(r, words,
				arena_printf(
					r->cx.arena, "h %s %s", kind, what));
}

static int change_hide(
	struct req *r, const struct subject *who, const char *value)
{
	return hide(r, who, "rail", value,
		tr("You will not see that shelf any more."));
}

/* One of the interests that they told. */
static int like_set(
	struct req *r, const struct subject *who, const char *value, bool likes)
{
	int64_t id = id_read(value);
	int rc = id ? interest_like_one(&r->cx, who->key, id, likes) : ERR_BAD;
	if (rc == ERR_NOT_FOUND)
		return done(r, tr("It is not there any more."), NULL);
	if (rc < 0)
		return rc;
	return likes ? done(r, tr("It is back."), NULL)
		     : done(r, tr("Removed."),
			       arena_printf(r->cx.arena, "l %" PRId64, id));
}

static int change_unlike(
	struct req *r, const struct subject *who, const char *value)
{
	return like_set(r, who, value, false);
}

static int change_not(
	struct req *r, const struct subject *who, const char *value)
{
	return hide(r, who, "product", value,
		tr("It will not be suggested to you any more."));
}

static int change_colour(
	struct req *r, const struct subject *who, const char *value)
{
	return hide(r, who, "colour", value, tr("Removed."));
}

/* "KIND WHAT" */
static int unhide(struct req *r, const struct subject *who, const char *value)
{
	const char *space = strchr(value, ' ');
	if (!space)
		return ERR_BAD;
	const char *kind = arena_strndup(
		r->cx.arena, value, (size_t)(space - value));
	if (!hidden_known(r, kind, space + 1))
		return ERR_BAD;
	int rc = profile_unhide(&r->cx, who->key, kind, space + 1);
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	return done(r, tr("It is back."), NULL);
}

/* ---- suggestions on or off ---- */

static int change_personal(
	struct req *r, const struct subject *who, const char *value)
{
	bool on = strcmp(value, "1") == 0;
	if (!on && strcmp(value, "0") != 0)
		return ERR_BAD;
	int rc = profile_personal_set(&r->cx, who->key, on);
	if (rc < 0)
		return rc;
	return on ? done(r, tr("Suggestions are on."), NULL)
		  : done(r,
			    tr("Suggestions are off: you see what everybody "
			       "sees."),
			    "s 1");
}

/* In whose order lists stand, chosen beside one. */
static int change_order(
	struct req *r, const struct subject *who, const char *value)
{
	struct profile_told told;
	bool you = strcmp(value, "you") == 0;
	if (!you && strcmp(value, "shop") != 0)
		return ERR_BAD;
	int rc = profile_told_get(&r->cx, who->key, &told);
	if (rc < 0)
		return rc;
	told.list_order = you ? "you" : "shop";
	rc = profile_told_set(&r->cx, who->key, &told);
	if (rc < 0)
		return rc;
	return done(r,
		you ? tr("Products are ordered for you from now on.")
		    : tr("Products are in the shop’s order from now on."),
		NULL);
}

static int change_undo(
	struct req *r, const struct subject *who, const char *value)
{
	if (strncmp(value, "f ", 2) == 0)
		return items_back(r, who, value + 2);
	if (strncmp(value, "h ", 2) == 0)
		return unhide(r, who, value + 2);
	if (strncmp(value, "l ", 2) == 0)
		return like_set(r, who, value + 2, true);
	if (strcmp(value, "s 1") == 0)
		return change_personal(r, who, "1");
	return ERR_BAD;
}

/* ---- what they tell ---- */

static int tell_save(struct req *r, const struct subject *who)
{
	const char *keys[LIKES_MAX], *problem = NULL;
	size_t n = profile_likes_read(r, keys, LIKES_MAX);
	struct profile_told told;
	int rc = profile_told_get(&r->cx, who->key, &told);
	if (rc < 0)
		return rc;
	profile_told_read(r, who, &told, &problem);
	if (problem)
		return profile_page_send(r, &told, problem, 422);
	rc = profile_told_set(&r->cx, who->key, &told);
	if (rc == OK)
		rc = interest_like(&r->cx, who->key, 0, keys, n);
	if (rc == OK && n) /* who has told need not be asked */
		rc = profile_asked_set(
			&r->cx, who->key, INTEREST_QUESTIONS, true);
	return rc < 0 ? rc : done(r, tr("Saved."), NULL);
}

/* The answer to a question, or that they pass all. */
static int answer_save(struct req *r, const struct subject *who, bool pass)
{
	const char *keys[LIKES_MAX];
	struct interest *all = NULL;
	size_t n = profile_likes_read(r, keys, LIKES_MAX), n_all = 0;
	const char *asked = req_form_param(r, "question");
	int64_t nth, question = asked ? id_read(asked) : 0;
	if (question < 1 || question > INTEREST_QUESTIONS)
		return ERR_BAD;
	int rc = pass ? OK : interest_like(&r->cx, who->key, question, keys, n);
	if (rc == OK)
		rc = interest_list(&r->cx, &all, &n_all);
	if (rc < 0)
		return rc;
	bool last = pass || !interest_next(all, n_all, question, &nth);
	rc = profile_asked_set(&r->cx, who->key, question, last);
	if (rc < 0)
		return rc;
	if (last)
		flash_set(r, pass ? tr("We will not ask again. You can tell us "
				       "any time under “What the shop knows”.")
				  : tr("Thank you. The shop knows you a little "
				       "better now."));
	return go_back(r);
}

static int change_do(
	struct req *r, const struct subject *who, const char *value)
{
	if (strcmp(value, "save") == 0)
		return tell_save(r, who);
	if (strcmp(value, "like") == 0)
		return answer_save(r, who, false);
	if (strcmp(value, "skip") == 0)
		return answer_save(r, who, true);
	if (strcmp(value, "export") == 0)
		return profile_export_json(r, who);
	if (strcmp(value, "forget") == 0)
		return profile_forget_do(r, who);
	if (strcmp(value, "switches") == 0) {
		int rc = profile_switches_save(r, who);
		return rc < 0 ? rc : done(r, tr("Saved."), NULL);
	}
	return ERR_BAD;
}

/* Of what "do" says. */
static bool takes(const char *value)
{
	return strcmp(value, "export") == 0 || strcmp(value, "forget") == 0;
}

/* POST /account/profile */
int profile_save(struct req *r)
{
	static const struct {
		const char *field;
		change_fn *change;
		bool less; /* takes away, or back what was taken away */
	} changes[] = {
		{"do", change_do, false},
		{"undo", change_undo, true},
		{"forget", change_forget, true},
		{"hide", change_hide, false},
		{"not", change_not, false},
		{"need", change_not, false},
		{"interest", change_interest, true},
		{"unlike", change_unlike, true},
		{"event", change_event, true},
		{"colour", change_colour, false},
		{"show", unhide, true},
		{"list_order", change_order, false},
		{"personal", change_personal, false},
	};
	const struct subject *who = req_subject_kept(r);
	if (!who->key)
		return profile_nobody(r, 403);
	bool only_less = profile_only_less(r, who);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		const char *value = req_form_param(r, changes[i].field);
		if (!value)
			continue;
		if (only_less && !changes[i].less && !takes(value))
			return ERR_DENIED;
		/* what happened a moment ago is changed with the rest */
		int rc = event_flush(&r->cx, who->key);
		return rc < 0 ? rc : changes[i].change(r, who, value);
	}
	return ERR_BAD;
}
