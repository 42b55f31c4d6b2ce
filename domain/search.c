/* Asking: what matches, in which order. */
#include "domain/search.h"

#include <string.h>

#include "domain/search_hunt.h"
#include "domain/search_plan.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum {
	ROUNDS_MAX = 6, /* words of which one may be missing */
	GTIN_MIN = 8,
	DEPTHS = 3, /* of lib/fts.h */
	/* Tiers: exact code, then depth by depth; fewer words come later. */
	TIER_EXACT = 0,
	TIER_WORDS = 1,
	TIER_ROUND = DEPTHS,
};

/* ---- candidates ---- */

/* True once for each product. */
static bool is_new(struct hunt *h, int64_t product)
{
	size_t i = (size_t)((uint64_t)product * 0x9e3779b97f4a7c15u >> 54);
	for (; h->seen[i]; i = (i + 1) % HUNT_SEEN)
		if (h->seen[i] == product)
			return false;
	h->seen[i] = product;
	return true;
}

static void candidate_add(
	struct hunt *h, int64_t product, int64_t doc, int tier)
{
	if (h->n < SEARCH_MAX && is_new(h, product)) {
		h->list[h->n] = (struct candidate){.product = product,
			.doc = doc,
			.tier = tier,
			.place = h->n};
		h->n++;
	}
}

static int find(struct hunt *h, const struct plan *p, const struct fts_any *any,
	size_t n, enum fts_depth depth, int64_t *ids, size_t *found)
{
	struct fts_ask ask = {.any = any,
		.n = n,
		.depth = depth,
		.from = doc_first(p->lang),
		.to = doc_last(p->lang),
		.limit = SEARCH_MAX};
	int rc = fts_find(h->cx->db, h->cx->arena, &ask, ids, found);
	h->more = h->more || *found == SEARCH_MAX;
	return rc;
}

/* All words of a plan: names first, then properties, then texts.  The texts
 * are asked first: most questions that find nothing end there. */
static int collect(struct hunt *h, const struct plan *p,
	const struct fts_any *any, size_t n, int tier)
{
	int64_t *all = ARENA_ARRAY(h->cx->arena, int64_t, SEARCH_MAX);
	int64_t *ids = ARENA_ARRAY(h->cx->arena, int64_t, SEARCH_MAX);
	size_t n_all = 0, found = 0;
	int rc = find(h, p, any, n, FTS_BODY, all, &n_all);
	for (int depth = FTS_NAME;
		rc == OK && found < n_all && depth < FTS_BODY; depth++) {
		rc = find(h, p, any, n, (enum fts_depth)depth, ids, &found);
		for (size_t i = 0; rc == OK && i < found; i++)
			candidate_add(
				h, doc_product(ids[i]), ids[i], tier + depth);
	}
	for (size_t i = 0; rc == OK && i < n_all; i++)
		candidate_add(h, doc_product(all[i]), all[i], tier + FTS_BODY);
	return rc;
}

/* The languages to ask: the page's, the root's, the others. */
static size_t languages(const struct cx *cx, const char **out)
{
	size_t n = 0;
	out[n++] = cx->locale;
	if (strcmp(cx->root, cx->locale) != 0)
		out[n++] = cx->root;
	for (const struct tr_lang *l = tr_langs; l->code; l++)
		if (strcmp(l->code, cx->locale) != 0 &&
			strcmp(l->code, cx->root) != 0)
			out[n++] = l->code;
	return n;
}

/* ---- codes ---- */

/* "6 418-...": the digits of a GTIN, however they are grouped; "" none. */
static const char *gtin_digits(struct arena *a, const char *typed)
{
	char *out = arena_alloc(a, strlen(typed) + 1), *to = out;
	for (; *typed; typed++)
		if (*typed >= '0' && *typed <= '9')
			*to++ = *typed;
		else if (*typed != ' ' && *typed != '-')
			return "";
	return strlen(out) >= GTIN_MIN ? out : "";
}

static int add_rows(struct hunt *h, struct db_stmt *q)
{
	int rc;
	while ((rc = db_step(q)) > 0)
		candidate_add(h, db_next_int(q), 0, TIER_EXACT);
	db_done(q);
	return rc < 0 ? rc : OK;
}

/* Two questions, because an OR of them would look at every variant. */
static int by_code(struct hunt *h)
{
	struct arena *a = h->cx->arena;
	struct db_stmt *q = DB_SQL(h->cx->db,
		"SELECT product FROM variant WHERE sku IN (:code, :upper)"
		" AND archived_ms IS NULL");
	db_bind_text(q, ":code", h->typed);
	db_bind_text(q, ":upper", text_upper(a, h->typed));
	int rc = add_rows(h, q);
	const char *gtin = gtin_digits(a, h->typed);
	if (rc < 0 || !*gtin)
		return rc;
	q = DB_SQL(h->cx->db, "SELECT product FROM variant"
			      " WHERE gtin IN (:gtin, :short, :long)"
			      " AND archived_ms IS NULL ORDER BY id LIMIT 8");
	db_bind_text(q, ":gtin", gtin);
	db_bind_text(q, ":short", *gtin == '0' ? gtin + 1 : gtin);
	db_bind_text(q, ":long", arena_printf(a, "0%s", gtin));
	return add_rows(h, q);
}

/* ---- rounds: each willing to take less ---- */

static int round_all(struct hunt *h, const char *text)
{
	const char *lang[TR_LANGS + 2];
	size_t n = languages(h->cx, lang), before = h->n;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n && h->n == before; i++) {
		struct plan p;
		rc = plan_make(h->cx, lang[i], text, &p);
		if (rc == OK && h->ask->unfinished)
			plan_prefix(&p);
		if (rc == OK)
			rc = collect(h, &p, p.any, p.n, TIER_WORDS);
		if (rc == ERR_NOT_FOUND)
			rc = OK;
	}
	return rc;
}

static int round_prefix(struct hunt *h)
{
	const char *lang[TR_LANGS + 2];
	size_t n = languages(h->cx, lang), before = h->n;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n && h->n == before; i++) {
		struct plan p;
		rc = plan_make(h->cx, lang[i], h->typed, &p);
		if (rc == OK && plan_prefix(&p))
			rc = collect(h, &p, p.any, p.n, TIER_WORDS);
		if (rc == ERR_NOT_FOUND)
			rc = OK;
	}
	return rc;
}

static int round_mended(struct hunt *h)
{
	const char *lang[TR_LANGS + 2];
	size_t n = languages(h->cx, lang), before = h->n;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n && h->n == before; i++) {
		struct plan p, mended;
		rc = plan_make(h->cx, lang[i], h->typed, &p);
		const char *text = rc == OK ? plan_mended(&p) : NULL;
		if (text &&
			(rc = plan_make(h->cx, lang[i], text, &mended)) == OK)
			rc = collect(
				h, &mended, mended.any, mended.n, TIER_WORDS);
		if (rc == ERR_NOT_FOUND)
			rc = OK;
		if (h->n > before) {
			h->how = SEARCH_CORRECTED;
			h->corrected = text;
		}
	}
	return rc;
}

/* Those of the words that the shop has, as they are or by a part. */
static size_t known_words(struct plan *p, struct fts_any *any)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (plan_known(p, i) || (plan_parts(p, i) && plan_known(p, i)))
			any[n++] = p->any[i];
	return n;
}

/* All but one of the words, each in its turn. */
static int without_one(struct hunt *h, const struct plan *p,
	const struct fts_any *any, size_t n)
{
	struct fts_any *rest = ARENA_ARRAY(h->cx->arena, struct fts_any, n + 1);
	int rc = OK;
	for (size_t skip = n; rc == OK && skip-- > 0;) {
		size_t k = 0;
		for (size_t i = 0; i < n; i++)
			if (i != skip)
				rest[k++] = any[i];
		rc = collect(h, p, rest, k, TIER_WORDS + TIER_ROUND);
	}
	return rc;
}

static int round_some(struct hunt *h, const char *text)
{
	const char *lang[TR_LANGS + 2];
	size_t n = languages(h->cx, lang), before = h->n;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n && h->n == before; i++) {
		struct plan *p = ARENA_NEW(h->cx->arena, struct plan);
		struct fts_any *any = ARENA_ARRAY(
			h->cx->arena, struct fts_any, PLAN_WORDS_MAX);
		size_t k = 0;
		rc = plan_make(h->cx, lang[i], text, p);
		if (rc == OK)
			k = known_words(p, any);
		if (rc == OK && k)
			rc = collect(h, p, any, k, TIER_WORDS);
		if (k > ROUNDS_MAX)
			k = ROUNDS_MAX;
		if (rc == OK && h->n == before && k > 1)
			rc = without_one(h, p, any, k);
		for (size_t j = 0; rc == OK && h->n == before && k > 2 && j < k;
			j++)
			rc = collect(
				h, p, &any[j], 1, TIER_WORDS + 2 * TIER_ROUND);
		if (rc == ERR_NOT_FOUND)
			rc = OK;
	}
	if (h->n > before)
		h->how = SEARCH_SOME;
	return rc;
}

static int gather(struct hunt *h)
{
	int rc = by_code(h);
	if (rc == OK)
		rc = round_all(h, h->typed);
	if (rc == OK && !h->n && !h->ask->unfinished)
		rc = round_prefix(h);
	if (rc == OK && !h->n && !h->ask->as_typed)
		rc = round_mended(h);
	if (rc == OK && !h->n)
		rc = round_some(h, h->typed);
	return rc;
}

/* What by_rank compares before the place. */
static uint16_t candidate_band(const struct candidate *c)
{
	return (uint16_t)((c->tier * 3 + c->named) * 2 + c->sold_out);
}

int search_run(
	struct cx *cx, const struct search_ask *ask, struct search_found *out)
{
	struct hunt *h = ARENA_NEW(cx->arena, struct hunt);
	h->cx = cx;
	h->ask = ask;
	h->typed = text_trim(
		cx->arena, text_cut(cx->arena, ask->typed, SEARCH_ASKED_MAX));
	*out = (struct search_found){.n = 0};
	int rc = *h->typed ? gather(h) : OK;
	if (rc == OK && h->n)
		rc = hunt_rank(h);
	if (rc < 0)
		return rc;
	out->ids = ARENA_ARRAY(cx->arena, int64_t, h->n + 1);
	out->bands = ARENA_ARRAY(cx->arena, uint16_t, h->n + 1);
	for (size_t i = 0; i < h->n; i++) {
		out->bands[out->n] = candidate_band(&h->list[i]);
		out->ids[out->n++] = h->list[i].product;
	}
	out->more = h->more;
	out->how = h->how;
	out->corrected = h->corrected;
	return OK;
}

int search_find(struct cx *cx, const char *typed, int64_t offset, int64_t limit,
	int64_t **ids, size_t *n, int64_t *total)
{
	struct search_found f;
	int rc = search_run(cx, &(struct search_ask){.typed = typed}, &f);
	*n = 0;
	*total = (int64_t)f.n;
	*ids = f.ids;
	if (rc < 0 || offset < 0 || offset >= *total)
		return rc;
	*ids = f.ids + offset;
	*n = (size_t)(*total - offset < limit ? *total - offset : limit);
	return OK;
}
