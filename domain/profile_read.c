/* What is known of somebody, as pages use it. */
#include "domain/profile.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/interest.h"
#include "domain/profile_in.h"
#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

/* What a row of the head is. */
enum { HEAD_PROFILE, HEAD_RAIL, HEAD_PRODUCT, HEAD_LIKE, HEAD_REMOVED };

struct reading {
	struct cx *cx;
	struct profile *out;
	int64_t *hidden, *likes, *removed;
	bool personal;
};

static void head_row(struct reading *g, struct db_stmt *q)
{
	struct arena *a = g->cx->arena;
	struct profile *p = g->out;
	int64_t what = db_next_int(q), n = db_next_int(q);
	const char *text = db_next_text(q, a);
	switch (what) {
	case HEAD_PROFILE:
		g->personal = n != 0;
		p->list_order = text;
		p->asked = db_next_int(q);
		p->asked_ms = db_next_int(q);
		break;
	case HEAD_RAIL:
		p->hidden_rails = arena_printf(a, "%s%s ",
			*p->hidden_rails ? p->hidden_rails : " ", text);
		break;
	case HEAD_PRODUCT:
		g->hidden = arena_grow(
			a, g->hidden, p->n_hidden, sizeof(*g->hidden));
		g->hidden[p->n_hidden++] = strtoll(text, NULL, 10);
		break;
	case HEAD_REMOVED:
		g->removed = arena_grow(
			a, g->removed, p->n_removed, sizeof(*g->removed));
		g->removed[p->n_removed++] = n;
		break;
	default:
		g->likes = arena_grow(
			a, g->likes, p->n_likes, sizeof(*g->likes));
		g->likes[p->n_likes++] = n;
	}
}

/* The choices, in one go; what they themselves gave one or two stars is not
 * wanted again.  What was removed before the profile began was erased with all
 * of it (profile_drop): that is no word against the product. */
static int head_read(struct reading *g)
{
	struct db_stmt *q = DB_SQL(g->cx->db,
		"SELECT 0, p.personal, p.list_order, p.asked,"
		" coalesce(p.asked_ms, 0) FROM profile p"
		" WHERE p.subject = :subject"
		" UNION ALL SELECT CASE h.kind WHEN 'rail' THEN 1 ELSE 2 END,"
		" 0, h.what, 0, 0 FROM profile_hide h WHERE h.subject = :subject"
		"  AND h.kind IN ('rail', 'product')"
		" UNION ALL SELECT 3, l.interest, '', 0, 0 FROM profile_like l"
		" JOIN interest i ON i.id = l.interest"
		" WHERE l.subject = :subject AND " INTEREST_MEANT
		" UNION ALL SELECT 2, 0, CAST(r.product AS TEXT), 0, 0"
		" FROM review r WHERE r.customer = :customer AND r.stars <= 2"
		" UNION ALL SELECT 4, i.product, '', 0, 0 FROM profile_item i"
		" JOIN profile b ON b.subject = i.subject"
		" WHERE i.subject = :subject AND i.touched_ms = 0"
		"  AND i.removed_ms > 0 AND i.removed_ms >= b.created_ms");
	const struct subject *who = &g->out->who;
	int rc;
	db_bind_text(q, ":subject", who->key);
	db_bind_int(q, ":customer", who->history ? who->customer : 0);
	while ((rc = db_step(q)) > 0)
		head_row(g, q);
	db_done(q);
	g->out->hidden = g->hidden;
	g->out->likes = g->likes;
	g->out->removed = g->removed;
	return rc;
}

static int64_t later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Without what may not be used; false: nothing is left. */
static bool item_allowed(const struct subject *who, struct profile_item *it)
{
	if (!who->browsing)
		it->views = it->viewed_ms = it->carts = it->carted_ms = 0;
	if (!who->history)
		it->orders = it->units = it->first_ms = it->ordered_ms =
			it->variant = it->last_units = it->returned = 0;
	it->touched_ms = later(
		later(it->viewed_ms, it->carted_ms), it->ordered_ms);
	return it->views || it->carts || it->orders || it->returned;
}

static int items_read(struct reading *g, struct profile_item *items)
{
	struct profile *p = g->out;
	struct db_stmt *q = DB_SQL(g->cx->db,
		"SELECT product, views, viewed_ms, carts, carted_ms, orders,"
		" units, first_ms, ordered_ms, variant, last_units, returned"
		" FROM profile_item"
		" WHERE subject = :subject"
		" ORDER BY touched_ms DESC LIMIT :most");
	int rc;
	db_bind_text(q, ":subject", p->who.key);
	db_bind_int(q, ":most", PROFILE_ITEMS);
	while ((rc = db_step(q)) > 0) {
		struct profile_item *it = &items[p->n];
		it->product = db_next_int(q);
		it->views = db_next_int(q);
		it->viewed_ms = db_next_int(q);
		it->carts = db_next_int(q);
		it->carted_ms = db_next_int(q);
		it->orders = db_next_int(q);
		it->units = db_next_int(q);
		it->first_ms = db_next_int(q);
		it->ordered_ms = db_next_int(q);
		it->variant = db_next_int(q);
		it->last_units = db_next_int(q);
		it->returned = db_next_int(q);
		p->n += item_allowed(&p->who, it);
	}
	db_done(q);
	return rc;
}

/* The newest first: they nearly are. */
void profile_items_sort(struct profile_item *items, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct profile_item it = items[i];
		size_t k = i;
		for (; k && items[k - 1].touched_ms < it.touched_ms; k--)
			items[k] = items[k - 1];
		items[k] = it;
	}
}

/* What waits to be written may be of them: they came to it again. */
static void removed_tidy(struct reading *g)
{
	struct profile *p = g->out;
	size_t k = 0;
	for (size_t i = 0; g->removed && i < p->n_removed; i++) {
		bool again = false;
		for (size_t j = 0; j < p->n && !again; j++)
			again = p->items[j].product == g->removed[i];
		if (!again)
			g->removed[k++] = g->removed[i];
	}
	p->n_removed = k;
}

static int read_all(struct cx *cx, const struct subject *who, bool off_too,
	struct profile *out)
{
	*out = (struct profile){
		.who = *who, .hidden_rails = "", .list_order = ""};
	struct reading g = {.cx = cx, .out = out, .personal = true};
	if (!who->key)
		return OK;
	int rc = head_read(&g);
	out->who.personal = g.personal;
	if (rc < 0 || (!g.personal && !off_too) ||
		(!who->browsing && !who->history))
		return rc;
	/* room for those that wait, until they are cut */
	struct profile_item *items = ARENA_ARRAY(
		cx->arena, struct profile_item, PROFILE_ITEMS + PROFILE_FRESH);
	rc = items_read(&g, items);
	if (rc == OK && who->browsing)
		out->n = profile_fresh(who, items, out->n);
	profile_items_sort(items, out->n);
	if (out->n > PROFILE_ITEMS)
		out->n = PROFILE_ITEMS;
	out->items = items;
	removed_tidy(&g);
	return rc;
}

int profile_load(struct cx *cx, const struct subject *who, struct profile *out)
{
	return read_all(cx, who, false, out);
}

int profile_known(struct cx *cx, const struct subject *who, struct profile *out)
{
	return read_all(cx, who, true, out);
}

bool profile_hides_rail(const struct profile *p, const char *rail)
{
	const char *at = p->hidden_rails;
	size_t n = strlen(rail);
	while (*at && (at = strstr(at, rail))) {
		if (at[-1] == ' ' && at[n] == ' ')
			return true;
		at += n;
	}
	return false;
}

int profile_allowed(
	struct cx *cx, int64_t customer, bool *browsing, bool *history)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT CASE purpose WHEN 'history' THEN 1 ELSE 0 END, granted"
		" FROM consent WHERE subject_kind = 'customer'"
		" AND subject = CAST(:customer AS TEXT)"
		" AND purpose IN ('browsing', 'history') ORDER BY id");
	int rc;
	*browsing = *history = true;
	db_bind_int(q, ":customer", customer);
	while ((rc = db_step(q)) > 0) {
		bool *what = db_next_int(q) ? history : browsing;
		*what = db_next_int(q) != 0;
	}
	db_done(q);
	if (rc < 0) /* what cannot be read is no yes */
		*browsing = *history = false;
	return rc;
}

const char *profile_key(struct cx *cx, int64_t customer)
{
	return arena_printf(cx->arena, "c%" PRId64, customer);
}

const char *profile_key_visitor(struct cx *cx, const char *id)
{
	return arena_printf(cx->arena, "v%s", crypt_sha256_str(cx->arena, id));
}

bool profile_held(struct cx *cx, const char *subject, int64_t percent)
{
	enum { BUCKETS = 100, DIGITS = 12, USUAL = 5 };
	if (percent <= 0)
		return false;
	const char *mac = crypt_mac(cx->arena, cx->secret, "hold-out", subject);
	char digits[DIGITS + 1] = "";
	memcpy(digits, mac, DIGITS);
	int64_t bucket = (int64_t)(strtoull(digits, NULL, 16) % BUCKETS);
	/* whoever looks at a demo is to see what it does */
	if (bucket < USUAL && cx->conf && cx->conf->demo)
		bucket += BUCKETS - USUAL;
	return bucket < percent;
}
