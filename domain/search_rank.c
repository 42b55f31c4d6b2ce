/* The order of what was found: fields, names, stock, sales. */
#include "domain/search_hunt.h"

#include <stdlib.h>
#include <string.h>

#include "domain/shelf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { NAMED_MAX = 48 }; /* whose names are compared: two pages */

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

/* What it is called: the folded name. */
static const char *name_of(struct cx *cx, int64_t doc)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT name FROM search_doc WHERE id = :id");
	db_bind_int(q, ":id", doc);
	const char *name = db_one(q) == OK ? db_next_text(q, cx->arena) : "";
	db_done(q);
	return name;
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

/* Those on sale, and whether they can be bought. */
static int keep_on_sale(struct hunt *h)
{
	const struct shelf *s;
	size_t n = 0;
	int rc = shelf_use(h->cx, &s);
	for (size_t i = 0; rc == OK && i < h->n; i++) {
		struct candidate *c = &h->list[i];
		const struct shelf_row *row = shelf_find(s, c->product);
		if (!row || !(row->langs & s->lang))
			continue;
		c->sold_out = !row->available;
		c->named = 2;
		h->list[n++] = *c;
	}
	h->n = n;
	return rc;
}

int hunt_rank(struct hunt *h)
{
	const char *typed = text_fold(h->cx->arena, h->cx->locale,
		h->corrected ? h->corrected : h->typed);
	int rc = keep_on_sale(h);
	/* names cost a look each, so only those of the first pages */
	for (size_t i = 0; rc == OK && i < h->n && i < NAMED_MAX; i++)
		h->list[i].named = named(name_of(h->cx, h->list[i].doc), typed);
	if (rc == OK && h->n)
		qsort(h->list, h->n, sizeof(*h->list), by_rank);
	return rc;
}
