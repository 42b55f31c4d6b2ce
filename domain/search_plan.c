#include "domain/search_plan.h"

#include <string.h>

#include "domain/synonym.h"
#include "lib/err.h"
#include "lib/tr.h"

enum {
	PREFIX_MIN = 2,
	PREFIX_WORDS = 16,
	SUFFIX_MIN = 3,
	SUFFIX_WORDS = 10,
	SPLIT_MIN = 3, /* letters of each half of "teatowel" */
};

static void any_add(struct fts_any *any, const char *const *words, size_t n)
{
	if (!n || any->n == FTS_ANY_MAX)
		return;
	struct fts_all *all = &any->all[any->n];
	*all = (struct fts_all){.n = 0};
	for (size_t i = 0; i < n && all->n < FTS_ALL_MAX; i++)
		all->word[all->n++] = words[i];
	for (size_t i = 0; n == 1 && i < any->n; i++)
		if (any->all[i].n == 1 &&
			strcmp(any->all[i].word[0], words[0]) == 0)
			return;
	any->n++;
}

static void any_one(struct fts_any *any, const char *word)
{
	any_add(any, &word, 1);
}

/* A compound's parts where they stand apart: "talvi" and "kenkä". */
static void add_apart(struct fts_any *any, const struct word *w)
{
	const char *parts[FTS_ALL_MAX];
	size_t n = 0;
	if (!w->n_head || !w->n_part)
		return;
	for (size_t i = 0; i < w->n_part && n + 1 < FTS_ALL_MAX; i++)
		parts[n++] = w->part[i].plain;
	parts[n++] = w->head[0].plain;
	any_add(any, parts, n);
}

/* "stekpanna" for "panna": Swedish writes compounds as one word too, and
 * there is no dictionary of them but the shop's own words. */
static void add_longer(struct plan *p, struct fts_any *any, const char *stem)
{
	const struct vocab_word *found[SUFFIX_WORDS];
	if (!p->vocab || strcmp(p->locale, "sv") != 0 ||
		strlen(stem) < SUFFIX_MIN)
		return;
	size_t n = vocab_suffix(p->vocab, stem, SUFFIX_WORDS, found);
	for (size_t i = 0; i < n; i++)
		any_one(any, found[i]->stem);
}

/* "teatowel" for "tea towel", when the shop has both and not the one. */
static void add_split(struct plan *p, struct fts_any *any, const struct word *w)
{
	size_t n = strlen(w->plain);
	if (!p->vocab || w->digits || n < 2 * SPLIT_MIN ||
		vocab_find(p->vocab, w->plain))
		return;
	for (size_t i = SPLIT_MIN; i + SPLIT_MIN <= n; i++) {
		const struct vocab_word *a = vocab_find(
			p->vocab, arena_strndup(p->cx->arena, w->plain, i));
		const struct vocab_word *b = a ? vocab_find(
							 p->vocab, w->plain + i)
					       : NULL;
		const char *both[2];
		if (!b)
			continue;
		both[0] = a->stem;
		both[1] = b->stem;
		any_add(any, both, 2);
	}
}

static void word_plan(struct plan *p, size_t i)
{
	const struct word *w = &p->words[i];
	struct fts_any *any = &p->any[i];
	for (size_t k = 0; k < w->n_base; k++)
		any_one(any, w->base[k].plain);
	any_one(any, w->plain);
	if (!w->n_head && w->n_part == 1) /* "villainen": "villa" */
		any_one(any, w->part[0].plain);
	add_apart(any, w);
	for (size_t k = 0; k < w->n_base; k++)
		add_longer(p, any, w->base[k].plain);
	add_split(p, any, w);
}

/* What "kide-muki" and "tea towel" are when written as one. */
static void joined_plan(struct plan *p, size_t i)
{
	const struct word *w = &p->words[i];
	if (w->joined)
		for (size_t k = i; k < p->n && p->words[k].run == w->run; k++)
			any_one(&p->any[k], w->joined);
	if (i + 1 >= p->n || !p->vocab || w->digits || p->words[i + 1].digits)
		return;
	const struct vocab_word *one = vocab_find(
		p->vocab, arena_printf(p->cx->arena, "%s%s", w->plain,
				  p->words[i + 1].plain));
	if (!one)
		return;
	any_one(&p->any[i], one->stem);
	any_one(&p->any[i + 1], one->stem);
}

struct meaning {
	struct plan *plan;
	size_t at;
};

static void meaning_add(void *arg, const struct synonym_hit *hit)
{
	struct meaning *m = arg;
	for (size_t i = 0; i < hit->span; i++) {
		struct fts_any *any = &m->plan->any[m->at + i];
		any_add(any, hit->words, hit->n);
		if (hit->n == 1)
			add_longer(m->plan, any, hit->words[0]);
	}
}

/* Small words are left out when others are there, and so are single letters
 * of a run ("140 x 200"). */
static size_t words_that_say(struct plan *p, size_t n)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		const struct word *w = &p->words[i];
		bool single = !w->digits && strlen(w->plain) == 1;
		if (!single && !word_is_small(p->locale, w->plain))
			p->words[k++] = *w;
	}
	return k ? k : n;
}

int plan_make(
	struct cx *cx, const char *locale, const char *typed, struct plan *p)
{
	*p = (struct plan){
		.cx = cx, .locale = locale, .lang = tr_lang_index(locale)};
	size_t n = words_asked(
		cx->arena, locale, typed, PLAN_WORDS_MAX, &p->words);
	p->n = words_that_say(p, n);
	if (!p->n || p->lang < 0)
		return ERR_NOT_FOUND;
	p->vocab = vocab_get(cx, locale);
	for (size_t i = 0; i < p->n; i++) {
		struct meaning m = {p, i};
		word_plan(p, i);
		int rc = synonym_each(
			cx, locale, &p->words[i], p->n - i, meaning_add, &m);
		if (rc < 0)
			return rc;
	}
	for (size_t i = 0; i < p->n; i++)
		joined_plan(p, i);
	return OK;
}

bool plan_prefix(struct plan *p)
{
	const struct vocab_word *found[PREFIX_WORDS];
	const struct word *last = &p->words[p->n - 1];
	struct fts_any *any = &p->any[p->n - 1];
	if (!p->vocab || strlen(last->plain) < PREFIX_MIN)
		return false;
	size_t n = vocab_prefix(p->vocab, last->plain, PREFIX_WORDS, found);
	for (size_t i = 0; i < n; i++)
		any_one(any, found[i]->stem);
	return n > 0;
}

bool plan_parts(struct plan *p, size_t i)
{
	const struct word *w = &p->words[i];
	for (size_t k = 0; k < w->n_head; k++)
		any_one(&p->any[i], w->head[k].plain);
	return w->n_head > 0;
}

bool plan_known(const struct plan *p, size_t i)
{
	int64_t id;
	size_t n = 0;
	struct fts_ask ask = {.any = &p->any[i],
		.n = 1,
		.depth = FTS_BODY,
		.from = doc_first(p->lang),
		.to = doc_last(p->lang),
		.limit = 1};
	int rc = fts_find(p->cx->db, p->cx->arena, &ask, &id, &n);
	return rc == OK && n > 0;
}

const char *plan_mended(const struct plan *p)
{
	const char *out = "";
	bool any = false;
	for (size_t i = 0; p->vocab && i < p->n; i++) {
		const struct word *w = &p->words[i];
		const struct vocab_word *near = NULL;
		if (!w->digits && !plan_known(p, i))
			near = vocab_near(p->vocab, w->plain);
		out = arena_printf(p->cx->arena, "%s%s%s", out, i ? " " : "",
			near ? near->shown : w->shown);
		any = any || near;
	}
	return any ? out : NULL;
}
