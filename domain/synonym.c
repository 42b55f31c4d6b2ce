#include "domain/synonym.h"

#include <string.h>

#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

/* Searches of this moment on see it. */
int synonym_changed(struct cx *cx)
{
	int rc = db_exec_one(DB_SQL(cx->db,
		"UPDATE search_state SET synonym_rev = synonym_rev + 1"
		" WHERE id = 1"));
	return rc == OK ? catalogue_touch(cx) : rc;
}

/* One side: the words that are typed, and those of the index to look for. */
struct side {
	const struct word *typed;
	const char *means[SYNONYM_WORDS_MAX];
	size_t n_typed, n_means;
};

struct memory {
	struct arena *arena;
	const void *db;
	int64_t rev;
	struct side *sides;
	size_t n;
};

static struct memory kept[TR_LANGS];

static void drop(struct memory *m)
{
	if (m->arena)
		arena_free(m->arena);
	*m = (struct memory){NULL};
}

void synonym_forget(void)
{
	for (int i = 0; i < TR_LANGS; i++)
		drop(&kept[i]);
}

static void side_add(struct memory *m, const struct word *from, size_t n_from,
	const struct word *to, size_t n_to)
{
	if (!n_from || !n_to)
		return;
	m->sides = arena_grow(m->arena, m->sides, m->n, sizeof(*m->sides));
	struct side *s = &m->sides[m->n++];
	*s = (struct side){.typed = from, .n_typed = n_from, .n_means = n_to};
	for (size_t i = 0; i < n_to; i++)
		s->means[i] = to[i].base[0].plain;
}

static int read_all(struct cx *cx, struct memory *m, const char *locale)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT term, means, both_ways FROM synonym"
		" WHERE locale = :locale AND archived_ms IS NULL ORDER BY id");
	db_bind_text(q, ":locale", locale);
	int rc;
	while ((rc = db_step(q)) > 0) {
		struct word *term, *means;
		const char *a = db_next_text(q, m->arena);
		const char *b = db_next_text(q, m->arena);
		bool both = db_next_int(q) != 0;
		size_t n = words_of(
			m->arena, locale, a, SYNONYM_WORDS_MAX, &term);
		size_t k = words_of(
			m->arena, locale, b, SYNONYM_WORDS_MAX, &means);
		side_add(m, term, n, means, k);
		if (both)
			side_add(m, means, k, term, n);
	}
	db_done(q);
	return rc < 0 ? rc : OK;
}

static int rev_now(struct cx *cx, int64_t *rev)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT synonym_rev FROM search_state WHERE id = 1");
	int rc = db_one(q);
	if (rc == OK)
		*rev = db_next_int(q);
	db_done(q);
	return rc;
}

static int memory_get(struct cx *cx, const char *locale, struct memory **out)
{
	int64_t rev = 0;
	int lang = tr_lang_index(locale);
	if (lang < 0)
		return ERR_NOT_FOUND;
	struct memory *m = *out = &kept[lang];
	int rc = rev_now(cx, &rev);
	if (rc < 0 || (m->arena && m->db == cx->db && m->rev == rev))
		return rc;
	drop(m);
	*m = (struct memory){.arena = arena_new(), .db = cx->db, .rev = rev};
	rc = read_all(cx, m, locale);
	if (rc < 0)
		drop(m);
	return rc;
}

/* Do two words share a form? */
static bool same(const struct word *a, const struct word *b)
{
	if (strcmp(a->plain, b->plain) == 0)
		return true;
	for (size_t i = 0; i < a->n_base; i++)
		for (size_t k = 0; k < b->n_base; k++)
			if (strcmp(a->base[i].plain, b->base[k].plain) == 0)
				return true;
	return false;
}

static bool fits(const struct side *s, const struct word *w, size_t n)
{
	if (s->n_typed > n)
		return false;
	for (size_t i = 0; i < s->n_typed; i++)
		if (!same(&s->typed[i], &w[i]))
			return false;
	return true;
}

int synonym_each(struct cx *cx, const char *locale, const struct word *w,
	size_t n, void (*fn)(void *arg, const struct synonym_hit *hit),
	void *arg)
{
	struct memory *m;
	int rc = memory_get(cx, locale, &m);
	for (size_t i = 0; rc == OK && i < m->n; i++) {
		const struct side *s = &m->sides[i];
		if (fits(s, w, n))
			fn(arg, &(struct synonym_hit){
					s->means, s->n_means, s->n_typed});
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}
