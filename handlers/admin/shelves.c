/* The owner's hand on shelves of suggestions, and the model behind them. */
#include <stdlib.h>
#include <string.h>

#include "domain/model.h"
#include "domain/product.h"
#include "domain/rail_hand.h"
#include "handlers/admin/product_typed.h"
#include "handlers/admin/suggestions.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { MODELS_SHOWN = 5, LONELY_SHOWN = 8 };

/* What was typed into the form to add a pick, when it was wrong. */
struct typed {
	const char *product, *rail, *kind, *problem;
};

static const struct {
	const char *code, *name, *hint;
} kinds[] = {
	{"pin", N_("First"), N_("stands first, in this order")},
	{"boost", N_("More often"), N_("comes further to the front")},
	{"hide", N_("Never"), N_("is never suggested")},
};
enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static const char *product_name(struct req *r, int64_t id)
{
	struct product p;
	if (product_get_any(&r->cx, id, &p) < 0 || !*p.name)
		return tr("Product without a name");
	return p.name;
}

/* ---- shelves ---- */

static int switches_show(struct tpl *t, struct req *r)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && rail_codes[i]; i++) {
		const struct rail_hand *h;
		rc = rail_hand_use(&r->cx, -1, rail_codes[i], &h);
		if (rc < 0)
			return rc;
		struct tpl *s = tpl_section(t, "RAIL");
		tpl_text(s, "RAIL_CODE", rail_codes[i]);
		tpl_text(s, "RAIL_NAME", shelf_name(rail_codes[i]));
		tpl_text(s, "RAIL_PLACE", shelf_place(rail_codes[i]));
		tpl_show(s, h->active ? "RAIL_ON" : "RAIL_OFF");
	}
	return rc;
}

static void pick_show(
	struct tpl *t, struct req *r, const struct rail_picked *p, bool movable)
{
	struct tpl *s = tpl_section(t, "PICK");
	tpl_text(s, "PICK_NAME", product_name(r, p->product));
	tpl_int(s, "PICK_PRODUCT", p->product);
	tpl_text(s, "PICK_RAIL", p->rail);
	tpl_text(s, "PICK_WHERE", shelf_name(p->rail));
	for (int i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].code, p->kind))
			tpl_text(s, "PICK_KIND", tr(kinds[i].name));
	tpl_show_if(s, "PICK_UP", movable);
}

static int picks_show(struct tpl *t, struct req *r)
{
	struct rail_picked *all;
	size_t n;
	int rc = rail_picks(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(t, n ? "PICKS" : "NO_PICKS");
	for (size_t i = 0; i < n; i++)
		pick_show(list, r, &all[i],
			i > 0 && !strcmp(all[i].kind, "pin") &&
				!strcmp(all[i - 1].kind, "pin") &&
				!strcmp(all[i - 1].rail, all[i].rail));
	return OK;
}

static void choice(struct tpl *t, const char *section, const char *value,
	const char *name, const char *chosen)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, "VALUE", value);
	tpl_text(s, "NAME", name);
	tpl_show_if(s, "CHOSEN", !strcmp(value, chosen));
}

static void form_show_pick(struct tpl *t, const struct typed *typed)
{
	tpl_text(t, "TYPED", typed->product);
	if (typed->problem)
		tpl_text(tpl_section(t, "PROBLEM"), "WHAT", typed->problem);
	choice(t, "PICK_RAIL_CHOICE", "", shelf_name(""), typed->rail);
	for (size_t i = 0; rail_codes[i]; i++)
		choice(t, "PICK_RAIL_CHOICE", rail_codes[i],
			shelf_name(rail_codes[i]), typed->rail);
	for (int i = 0; i < KINDS; i++)
		choice(t, "PICK_KIND_CHOICE", kinds[i].code, tr(kinds[i].name),
			typed->kind);
}

/* ---- the model ---- */

static const char *why_words(const char *why)
{
	return !strcmp(why, "night")    ? tr("as every night")
	       : !strcmp(why, "import") ? tr("after an import")
	       : !strcmp(why, "asked")  ? tr("because you asked")
	       : !strcmp(why, "first")  ? tr("the first")
					: why;
}

static const char *method_words(const char *method)
{
	return !strcmp(method, "ease") ? tr("What is bought together (EASE)")
	       : !strcmp(method, "ease+cosine")
		       ? tr("What is bought together (EASE), rare products by "
			    "likeness")
	       : !strcmp(method, "likeness")
		       ? tr("What products have in common: there are too few "
			    "orders yet")
		       : method;
}

static const char *took_words(struct req *r, int64_t ms)
{
	enum { SECOND = 1000, MINUTE = 60 * SECOND };
	if (ms < SECOND)
		return tr("less than a second");
	return ms < MINUTE ? arena_printf(r->cx.arena, tr("%s seconds"),
				     tenth(r, (double)ms / SECOND))
			   : arena_printf(r->cx.arena, tr("%s minutes"),
				     tenth(r, (double)ms / MINUTE));
}

static int lonely_show(struct tpl *t, struct req *r, int64_t model)
{
	int64_t *ids, total;
	size_t n;
	int rc = rail_lonely(&r->cx, model, LONELY_SHOWN, &ids, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(t, total ? "LONELY" : "NONE_LONELY");
	if (total)
		tpl_int(list, "LONELY_N", total);
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "LONELY_ONE");
		tpl_int(s, "LONELY_ID", ids[i]);
		tpl_text(s, "LONELY_NAME", product_name(r, ids[i]));
	}
	return OK;
}

static void model_row(struct tpl *t, struct req *r, const struct model *m)
{
	struct tpl *s = tpl_section(t, "MODEL_ROW");
	tpl_time(s, "MODEL_AT", CLOCK_NUMERIC, m->began_ms);
	tpl_text(s, "MODEL_WHY", why_words(m->why));
	tpl_int(s, "MODEL_ORDERS", m->orders);
	tpl_text(s, "MODEL_TOOK", m->took_ms ? took_words(r, m->took_ms) : "");
	tpl_text(s, "MODEL_STATE",
		!strcmp(m->state, "serving")  ? tr("in use")
		: !strcmp(m->state, "making") ? tr("being made")
					      : tr("replaced"));
}

static int models_show(struct tpl *t, struct req *r)
{
	struct model *all;
	size_t n;
	int rc = model_list(&r->cx, MODELS_SHOWN, &all, &n);
	if (rc < 0 || n == 0)
		return rc;
	struct tpl *list = tpl_section(t, "MODELS");
	for (size_t i = 0; i < n; i++)
		model_row(list, r, &all[i]);
	return OK;
}

static int model_show(struct tpl *t, struct req *r)
{
	struct model m;
	int rc = model_get(&r->cx, &m);
	if (rc == ERR_NOT_FOUND)
		tpl_show(t, "NO_MODEL");
	else if (rc < 0)
		return rc;
	if (rc == ERR_NOT_FOUND)
		return models_show(t, r);
	struct tpl *s = tpl_section(t, "MODEL");
	tpl_time(s, "AT", CLOCK_DATETIME,
		m.served_ms ? m.served_ms : m.began_ms);
	tpl_text(s, "WHY", why_words(m.why));
	tpl_int(s, "ORDERS", m.orders);
	tpl_int(s, "CUSTOMERS", m.customers);
	tpl_int(s, "PRODUCTS", m.products);
	tpl_text(s, "METHOD", method_words(m.method));
	tpl_text(s, "TOOK", took_words(r, m.took_ms));
	rc = lonely_show(s, r, m.id);
	return rc == OK ? models_show(t, r) : rc;
}

/* ---- the page ---- */

static int shelves_page(struct req *r, const struct typed *typed, int status)
{
	struct tpl *t = admin_tpl(r, "admin/shelves.tpl");
	suggestions_tabs(t, 1);
	int rc = switches_show(t, r);
	if (rc == OK)
		rc = picks_show(t, r);
	if (rc == OK)
		rc = model_show(t, r);
	if (rc < 0)
		return rc;
	form_show_pick(t, typed);
	struct admin_page page = {
		.title = tr("Suggestions"), .nav = "suggestions"};
	return admin_send(r, &page, t, status);
}

/* GET /admin/suggestions/shelves */
int admin_shelves(struct req *r)
{
	const struct typed none = {"", "", "pin", NULL};
	return shelves_page(r, &none, 200);
}

static const char *posted(struct req *r, const char *name)
{
	const char *text = req_form_param(r, name);
	return text ? text_trim(r->cx.arena, text) : "";
}

static int64_t posted_product(struct req *r)
{
	return strtoll(posted(r, "id"), NULL, 10);
}

static int done(struct req *r, int rc, const char *words)
{
	if (rc < 0)
		return rc;
	flash_set(r, words);
	return resp_redirect(r, "/admin/suggestions/shelves");
}

static int pick_add(struct req *r)
{
	struct typed in = {posted(r, "product"), posted(r, "rail"),
		posted(r, "kind"), NULL};
	int64_t product = 0;
	int rc = OK;
	if (*in.product)
		rc = product_typed(r, in.product, &product, &in.problem);
	else
		in.problem = tr("Write the SKU or the name of a product.");
	if (rc < 0)
		return rc;
	if (product)
		rc = rail_pick(&r->cx, in.rail, product, in.kind);
	if (rc == ERR_NOT_FOUND)
		in.problem = tr("This product was archived.");
	else if (rc < 0)
		return rc == ERR_INVALID ? ERR_BAD : rc;
	if (in.problem)
		return shelves_page(r, &in, 422);
	return done(r, OK, tr("Saved. Shelves show it from now on."));
}

static int rail_turn(struct req *r)
{
	bool on = !strcmp(posted(r, "active"), "1");
	return done(r, rail_switch(&r->cx, posted(r, "rail"), on),
		on ? tr("The shelf is shown again.")
		   : tr("The shelf is not shown any more."));
}

static int model_anew(struct req *r)
{
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = db_end(r->cx.db, model_ask(&r->cx, "asked"));
	return done(r, rc,
		tr("It is made anew as soon as the worker comes to it. Until "
		   "then the old one serves."));
}

/* POST /admin/suggestions/shelves: do=switch, pick, unpick, up, model */
int admin_shelves_do(struct req *r)
{
	const char *what = posted(r, "do"), *rail = posted(r, "rail");
	if (!strcmp(what, "switch"))
		return rail_turn(r);
	if (!strcmp(what, "pick"))
		return pick_add(r);
	if (!strcmp(what, "unpick"))
		return done(r, rail_unpick(&r->cx, rail, posted_product(r)),
			tr("Removed."));
	if (!strcmp(what, "up"))
		return done(r, rail_pick_up(&r->cx, rail, posted_product(r)),
			tr("Saved."));
	if (!strcmp(what, "model"))
		return model_anew(r);
	return ERR_BAD;
}
