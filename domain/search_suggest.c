/* What may be meant by a query that is still being typed. */
#include "domain/search.h"
#include "domain/search_doc.h"

#include <string.h>

#include "lib/db.h"
#include "lib/err.h"
#include "lib/words.h"

enum { TYPED_WORDS = 12, NAME_WORDS = 12, COMPLETE_MAX = 8, BEGIN_MIN = 2 };

/* How much of a text stands before its last word. */
static size_t before_last(const char *typed, const char *last)
{
	size_t n = strlen(typed), k = strlen(last);
	return n >= k ? n - k : 0;
}

int search_complete(struct cx *cx, const char *typed, size_t max,
	const char **out, size_t *n)
{
	const struct vocab_word *found[COMPLETE_MAX];
	struct word *words;
	size_t k = words_asked(
		cx->arena, cx->locale, typed, TYPED_WORDS, &words);
	const struct vocab *v = vocab_get(cx, cx->locale);
	*n = 0;
	if (!k || !v || strlen(words[k - 1].plain) < BEGIN_MIN)
		return OK;
	const struct word *last = &words[k - 1];
	size_t keep = before_last(typed, last->shown);
	size_t m = vocab_prefix(
		v, last->plain, max < COMPLETE_MAX ? max : COMPLETE_MAX, found);
	for (size_t i = 0; i < m; i++)
		if (strcmp(found[i]->plain, last->plain) != 0 &&
			found[i]->weight > 1)
			out[(*n)++] = arena_printf(cx->arena, "%.*s%s",
				(int)keep, typed, found[i]->shown);
	return OK;
}

static bool same_or_begins(const struct word *typed, const struct word *name)
{
	size_t n = strlen(typed->plain);
	if (strncmp(name->plain, typed->plain, n) == 0)
		return true;
	for (size_t i = 0; i < typed->n_base; i++)
		for (size_t k = 0; k < name->n_base; k++)
			if (strcmp(typed->base[i].plain, name->base[k].plain) ==
				0)
				return true;
	return false;
}

static bool name_fits(struct cx *cx, const struct word *typed, const char *name)
{
	struct word *words;
	size_t n = words_of(cx->arena, cx->locale, name, NAME_WORDS, &words);
	for (size_t i = 0; i < n; i++)
		if (same_or_begins(typed, &words[i]))
			return true;
	return false;
}

int search_categories(
	struct cx *cx, const char *typed, size_t max, int64_t *ids, size_t *n)
{
	struct word *words;
	size_t k = words_asked(
		cx->arena, cx->locale, typed, TYPED_WORDS, &words);
	*n = 0;
	if (!k || strlen(words[k - 1].plain) < BEGIN_MIN)
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT c.id, coalesce(nullif(t.name, ''), r.name, '')"
		" FROM category c"
		" LEFT JOIN category_text t ON t.category = c.id"
		"  AND t.locale = :locale"
		" LEFT JOIN category_text r ON r.category = c.id"
		"  AND r.locale = :root"
		" WHERE c.archived_ms IS NULL ORDER BY c.position, c.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = OK;
	while (*n < max && (rc = db_step(q)) > 0) {
		int64_t id = db_next_int(q);
		const char *name = db_next_text(q, cx->arena);
		if (name_fits(cx, &words[k - 1], name))
			ids[(*n)++] = id;
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}
