/* The order of what was found: fields, names, stock, sales. */
#include "domain/search_hunt.h"

#include <stdlib.h>
#include <string.h>

#include "domain/listing.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { RANKED_MAX = 96 }; /* of whom names are looked at */

/* Whether a name is what was asked, or has it as words. */
static int named(const char *name, const char *typed)
{
	size_t n = strlen(typed);
	if (strcmp(name, typed) == 0)
		return 0;
	for (const char *at = name; (at = strstr(at, typed)); at++)
		if ((at == name || at[-1] == ' ' || at[-1] == '-') &&
			(!at[n] || strchr(" ,-", at[n])))
			return 1;
	return 2;
}

/* What the row of a product says now: it may be older than what the clock
 * has changed since. */
static bool on_sale(struct hunt *h, struct candidate *c, int64_t langs,
	bool available, int64_t until_ms)
{
	int lang = tr_lang_index(h->cx->locale);
	struct listing now;
	if (until_ms <= h->cx->now &&
		listing_compute(h->cx, c->product, &now) == OK) {
		langs = now.langs;
		available = now.available;
	}
	c->sold_out = !available;
	return lang >= 0 && (langs >> lang & 1) != 0;
}

/* Is it on sale, can it be bought, and what is it called?  ERR_NOT_FOUND. */
static int look_at(struct hunt *h, struct candidate *c, const char *typed)
{
	struct cx *cx = h->cx;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.langs, l.available, coalesce(l.until_ms, 0),"
		" coalesce(nullif(t.name_sort, ''), r.name_sort, '')"
		" FROM listing l"
		" LEFT JOIN product_text t ON t.product = l.product"
		"  AND t.locale = :locale"
		" LEFT JOIN product_text r ON r.product = l.product"
		"  AND r.locale = :root"
		" WHERE l.product = :product");
	db_bind_int(q, ":product", c->product);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc < 0) {
		db_done(q);
		return rc;
	}
	int64_t langs = db_next_int(q);
	bool available = db_next_int(q) != 0;
	int64_t until_ms = db_next_int(q);
	c->named = named(db_next_text(q, cx->arena), typed);
	db_done(q);
	return on_sale(h, c, langs, available, until_ms ? until_ms : INT64_MAX)
		       ? OK
		       : ERR_NOT_FOUND;
}

/* The same without the name. */
static int look_past(struct hunt *h, struct candidate *c)
{
	struct db_stmt *q = DB_SQL(h->cx->db,
		"SELECT langs, available, coalesce(until_ms, 0) FROM listing"
		" WHERE product = :product");
	db_bind_int(q, ":product", c->product);
	int rc = db_one(q);
	if (rc < 0) {
		db_done(q);
		return rc;
	}
	int64_t langs = db_next_int(q);
	bool available = db_next_int(q) != 0;
	int64_t until_ms = db_next_int(q);
	db_done(q);
	return on_sale(h, c, langs, available, until_ms ? until_ms : INT64_MAX)
		       ? OK
		       : ERR_NOT_FOUND;
}

static int by_rank(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->tier != y->tier)
		return x->tier - y->tier;
	if (x->named != y->named)
		return x->named - y->named;
	if (x->sold_out != y->sold_out)
		return x->sold_out - y->sold_out;
	return x->place < y->place ? -1 : x->place > y->place;
}

/* The first of them by name too; sorting all would cost their names. */
int hunt_rank(struct hunt *h)
{
	const char *typed = text_fold(h->cx->arena, h->cx->locale,
		h->corrected ? h->corrected : h->typed);
	size_t n = 0, first = 0;
	for (size_t i = 0; i < h->n; i++) {
		struct candidate *c = &h->list[i];
		c->named = 2;
		int rc = i < RANKED_MAX ? look_at(h, c, typed)
					: look_past(h, c);
		if (rc < 0 && rc != ERR_NOT_FOUND)
			return rc;
		if (rc == OK)
			h->list[n++] = *c;
		if (i < RANKED_MAX)
			first = n;
	}
	h->n = n;
	if (first)
		qsort(h->list, first, sizeof(*h->list), by_rank);
	return OK;
}
