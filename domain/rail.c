/* What stands on the shelves of suggestions of one page: in one file because
 * what may stand there, the choice and its reasons share one state. */
#include "domain/rail_in.h"

#include <string.h>

#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"

enum {
	ALIKE_MOST = 2, /* of one category on a shelf, while there are others */
	ENOUGH = 24     /* candidates to choose among */
};

/* ---- what may be shown at all ---- */

/* Categories that nothing is learned of, as this process keeps them. */
static struct {
	int64_t version, serial;
	int64_t *id;
	size_t n;
} sensitive = {.version = -1};

static int sensitive_load(struct cx *cx, int64_t version)
{
	int64_t *ids = NULL;
	size_t n = 0;
	if (sensitive.version == version && sensitive.version >= 0 &&
		sensitive.serial == db_serial(cx->db))
		return OK;
	int rc = db_ints(
		DB_SQL(cx->db, "SELECT id FROM category WHERE sensitive = 1"
			       " ORDER BY id"),
		cx->arena, &ids, &n);
	if (rc < 0)
		return rc;
	keep_free(sensitive.id);
	sensitive.id = n ? keep_alloc(n * sizeof(*ids)) : NULL;
	if (n)
		memcpy(sensitive.id, ids, n * sizeof(*ids));
	sensitive.n = n;
	sensitive.version = version;
	sensitive.serial = db_serial(cx->db);
	return OK;
}

int rail_begin(struct cx *cx, struct rail_page *page)
{
	int rc = shelf_use(cx, &page->shelf);
	if (rc == OK)
		rc = sensitive_load(cx, page->version);
	if (rc < 0 || !sensitive.n)
		return rc;
	page->sensitive = ARENA_ARRAY(
		cx->arena, struct shelf_scope, sensitive.n);
	page->n_sensitive = sensitive.n;
	for (size_t i = 0; i < sensitive.n; i++)
		shelf_scope(
			cx, page->shelf, sensitive.id[i], &page->sensitive[i]);
	return OK;
}

bool rail_is_sensitive(
	const struct rail_page *page, const struct shelf_row *row)
{
	for (size_t i = 0; i < page->n_sensitive; i++)
		if (shelf_in(page->shelf, &page->sensitive[i], row))
			return true;
	return false;
}

bool rail_can(const struct rail_page *page, int64_t product)
{
	const struct shelf_row *row = shelf_find(page->shelf, product);
	return row && (row->langs & page->shelf->lang) && row->available &&
	       !rail_is_sensitive(page, row);
}

int64_t rail_category(const struct rail_page *page, int64_t product)
{
	const struct shelf_row *row = shelf_find(page->shelf, product);
	return row && row->n_cats ? page->shelf->cats[row->cats[0]].id : 0;
}

/* ---- what this page may show ---- */

static bool has(const int64_t *list, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == id)
			return true;
	return false;
}

/* Nobody buys it twice, as far as the shop knows. */
static int is_durable(struct cx *cx, int64_t product, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT t.repeat_days FROM model m JOIN product_trend t"
		" ON t.model = m.id AND t.product = :product"
		" WHERE m.state = 'serving'");
	db_bind_int(q, ":product", product);
	int rc = db_one(q);
	*out = rc == ERR_NOT_FOUND || (rc == OK && db_next_int(q) == 0);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int is_just_bought(
	struct cx *cx, const struct rail_page *page, int64_t product, bool *out)
{
	const struct profile *p = page->profile;
	*out = false;
	for (size_t i = 0; p && i < p->n; i++)
		if (p->items[i].product == product && p->items[i].orders > 0 &&
			p->items[i].ordered_ms >=
				cx->now - RAIL_JUST_DAYS * MS_DAY)
			return is_durable(cx, product, out);
	return OK;
}

/* What they sent back is not suggested to them again. */
static bool has_come_back(const struct profile *p, int64_t product)
{
	for (size_t i = 0; p && i < p->n; i++)
		if (p->items[i].product == product)
			return rail_came_back(&p->items[i]);
	return false;
}

static int may_show(struct cx *cx, const struct rail_page *page,
	const struct rail_hand *hand, enum rail_code code, int64_t product,
	bool *out)
{
	const struct profile *p = page->profile;
	*out = product != page->product && rail_can(page, product) &&
	       !rail_hides(hand, product) &&
	       !has(page->seen, page->n_seen, product) &&
	       !has(page->cart, page->n_cart, product) &&
	       !has(page->ordered, page->n_ordered, product) &&
	       !(p && has(p->hidden, p->n_hidden, product)) &&
	       !(p && rail_is_personal(code) &&
		       has(p->removed, p->n_removed, product));
	if (!*out || code == RAIL_AGAIN || code == RAIL_RECENT)
		return OK;
	*out = !has_come_back(p, product);
	if (!*out)
		return OK;
	bool bought;
	int rc = is_just_bought(cx, page, product, &bought);
	*out = !bought;
	return rc;
}

/* ---- choosing ---- */

struct choice {
	const struct rail_cand *c[RAIL_SHOWN];
	int64_t category[RAIL_SHOWN];
	size_t n;
};

static bool is_chosen(const struct choice *ch, const struct rail_cand *c)
{
	for (size_t i = 0; i < ch->n; i++)
		if (ch->c[i] == c)
			return true;
	return false;
}

static bool is_alike(const struct choice *ch, int64_t category)
{
	int n = 0;
	for (size_t i = 0; category && i < ch->n; i++)
		n += ch->category[i] == category;
	return n >= ALIKE_MOST;
}

/* Shelves that are of many categories by their nature or not at all. */
static bool is_mixed(enum rail_code code)
{
	return code != RAIL_AGAIN && code != RAIL_RECENT &&
	       code != RAIL_SIMILAR;
}

/* pass 0: without what comes last and with few of one category; 1: few of one
 * category; 2: whatever there is. */
static bool comes_in(const struct choice *ch, const struct rail_cand *c,
	enum rail_code code, int64_t category, int pass)
{
	if (is_chosen(ch, c) || (c->is_late && pass == 0))
		return false;
	return pass == 2 || c->is_picked || !is_mixed(code) ||
	       !is_alike(ch, category);
}

/* Leave what may be shown, as far as it can matter. */
static int narrow(struct cx *cx, const struct rail_page *page,
	const struct rail_hand *hand, enum rail_code code, struct rail_list *l)
{
	size_t k = 0;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < l->n && k < ENOUGH; i++) {
		bool may = false;
		rc = may_show(cx, page, hand, code, l->c[i].product, &may);
		if (may)
			l->c[k++] = l->c[i];
	}
	l->n = k;
	return rc;
}

static void pick(const struct rail_page *page, enum rail_code code,
	const struct rail_list *l, struct choice *ch)
{
	for (int pass = 0; pass < 3 && ch->n < RAIL_SHOWN; pass++)
		for (size_t i = 0; i < l->n && ch->n < RAIL_SHOWN; i++) {
			const struct rail_cand *c = &l->c[i];
			int64_t cat = rail_category(page, c->product);
			if (!comes_in(ch, c, code, cat, pass))
				continue;
			ch->category[ch->n] = cat;
			ch->c[ch->n++] = c;
		}
}

/* Of two that are as likely the one that makes delivery free comes first. */
static void prefer_free(const struct rail_page *page, struct rail_list *l)
{
	if (page->missing_minor <= 0)
		return;
	for (size_t i = 1; i < l->n; i++) {
		const struct shelf_row *a = shelf_find(
			page->shelf, l->c[i - 1].product);
		const struct shelf_row *b = shelf_find(
			page->shelf, l->c[i].product);
		if (l->c[i - 1].is_picked || l->c[i].score <= 0 ||
			l->c[i].score < 0.95 * l->c[i - 1].score ||
			a->price_minor >= page->missing_minor ||
			b->price_minor < page->missing_minor)
			continue;
		struct rail_cand c = l->c[i];
		l->c[i] = l->c[i - 1];
		l->c[i - 1] = c;
	}
}

/* The reasons that stand behind most of what is shown, the first ones more. */
static void reasons(const struct choice *ch, struct rail *out)
{
	struct {
		struct rail_why why;
		int points;
	} all[RAIL_SHOWN * RAIL_WHY];
	size_t n = 0;
	for (size_t i = 0; i < ch->n; i++)
		for (size_t k = 0; k < ch->c[i]->n_why; k++) {
			const struct rail_why *w = &ch->c[i]->why[k];
			size_t j = 0;
			while (j < n && (all[j].why.id != w->id ||
						all[j].why.reason != w->reason))
				j++;
			if (j == n) {
				all[n].why = *w;
				all[n++].points = 0;
			}
			all[j].points += (RAIL_WHY - (int)k) * 2 - (int)i / 2;
		}
	while (out->n_why < RAIL_WHY && out->n_why < n) {
		size_t best = 0;
		for (size_t j = 1; j < n; j++)
			if (all[j].points > all[best].points)
				best = j;
		out->why[out->n_why++] = all[best].why;
		all[best].points = INT32_MIN;
		if (out->n_why == n)
			break;
	}
}

static void fill(struct cx *cx, const struct rail_page *page,
	const struct choice *ch, struct rail *out)
{
	for (size_t i = 0; i < ch->n; i++) {
		const struct rail_cand *c = ch->c[i];
		const struct shelf_row *row = shelf_find(
			page->shelf, c->product);
		out->id[i] = c->product;
		out->n_sold += row->sold_qty > 0;
		out->last_ms[i] = c->last_ms;
		out->variant[i] = c->variant;
		out->qty[i] = c->qty;
		out->n_picked += c->is_picked;
		out->is_due |= c->due_ms && c->due_ms <= cx->now;
		if (out->code == RAIL_ADDTO && page->missing_minor > 0 &&
			row->price_minor >= page->missing_minor)
			out->past_free = true;
	}
	out->n = ch->n;
	reasons(ch, out);
}

bool rail_is_personal(enum rail_code code)
{
	return code == RAIL_FOR_YOU || code == RAIL_AGAIN ||
	       code == RAIL_RECENT;
}

int rail_choose(struct cx *cx, struct rail_page *page, enum rail_code code,
	struct rail *out)
{
	const struct rail_hand *hand;
	struct rail_list l = {0};
	struct choice ch = {0};
	*out = (struct rail){.code = code};
	if (code >= RAIL_NONE)
		return OK;
	int rc = rail_hand_use(cx, page->version, rail_codes[code], &hand);
	if (rc < 0 || !hand->active ||
		(page->profile &&
			profile_hides_rail(page->profile, rail_codes[code])))
		return rc;
	rc = rail_find(cx, page, code, &l);
	/* nobody is told that they bought what the owner likes to sell */
	if (rc == OK && l.n && code != RAIL_AGAIN && code != RAIL_RECENT)
		rc = rail_hand_apply(cx, page, hand, &l);
	if (rc == OK)
		rc = narrow(cx, page, hand, code, &l);
	if (rc < 0)
		return rc;
	if (code == RAIL_ADDTO)
		prefer_free(page, &l);
	pick(page, code, &l, &ch);
	fill(cx, page, &ch, out);
	/* what is not theirs in any way stands elsewhere under its own name */
	if (rail_is_personal(code) && !out->n_why)
		out->n = 0;
	return OK;
}

void rail_take_ids(struct rail_page *page, const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n && page->n_seen < RAIL_SEEN_MAX; i++)
		page->seen[page->n_seen++] = ids[i];
}

void rail_take(struct rail_page *page, const struct rail *rail)
{
	rail_take_ids(page, rail->id, rail->n);
}

int rail_cart(struct cx *cx, const char *session, int64_t **products, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT v.product FROM cart c"
		" JOIN cart_line l ON l.cart = c.id"
		" JOIN variant v ON v.id = l.variant"
		" WHERE c.session = :session");
	db_bind_text(q, ":session", session);
	return db_ints(q, cx->arena, products, n);
}

static struct db_stmt *thing_name(struct cx *cx)
{
	return DB_SQL(cx->db,
		"SELECT coalesce((SELECT name FROM product_text"
		"  WHERE product = :id AND locale = :locale AND name <> ''),"
		" (SELECT name FROM product_text"
		"  WHERE product = :id AND locale = :root), '')");
}

static struct db_stmt *interest_name(struct cx *cx)
{
	return DB_SQL(cx->db,
		"SELECT coalesce((SELECT name FROM interest_text"
		"  WHERE interest = i.id AND locale = :locale AND name <> ''),"
		" (SELECT name FROM category_text"
		"  WHERE category = i.category AND locale = :locale"
		"  AND name <> ''),"
		" (SELECT name FROM category_text"
		"  WHERE category = i.category AND locale = :root),"
		" (SELECT name FROM brand WHERE id = i.brand),"
		" (SELECT name FROM attribute_value_text"
		"  WHERE attribute_value = i.attribute_value"
		"  AND locale = :locale AND name <> ''),"
		" (SELECT name FROM attribute_value_text"
		"  WHERE attribute_value = i.attribute_value"
		"  AND locale = :root), '')"
		" FROM interest i WHERE i.id = :id");
}

int rail_name(struct cx *cx, const struct rail_why *why, const char **out)
{
	struct db_stmt *q = why->reason == REASON_LIKED ? interest_name(cx)
							: thing_name(cx);
	db_bind_int(q, ":id", why->id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	*out = "";
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_text(q, cx->arena);
	db_done(q);
	return rc == OK && !**out ? ERR_NOT_FOUND : rc;
}

int rail_tied(struct cx *cx, struct rail_page *page)
{
	struct rail_list l = {0};
	int rc = rail_pool_add(cx, page, POOL_TIED, page->product, &l);
	for (size_t i = 0; rc == OK && i < l.n; i++)
		rail_take_ids(page, &l.c[i].product, 1);
	return rc;
}
