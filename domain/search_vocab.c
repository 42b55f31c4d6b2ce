/* The shop's own words, in memory: what a misspelt one is compared with. */
#include "domain/search_doc.h"

#include <stdlib.h>
#include <string.h>

#include "lib/db.h"
#include "lib/edits.h"
#include "lib/err.h"
#include "lib/tr.h"

enum {
	VOCAB_MAX = 40000, /* words of a language that are kept */
	VOCAB_BIG = 5000,  /* from then on read anew at most so often */
	VOCAB_EVERY_MS = 60000,
	WORD_MIN = 3,
	TWO_EDITS = 8, /* letters of a word that may have two */
	ONE_EDIT = 4,
	PUT_SLOTS = 4096, /* a power of two */
};

struct vocab {
	struct arena *arena;
	const void *db;
	int64_t newest, read_ms;
	struct vocab_word *words; /* in order of plain */
	size_t n;
};

static struct vocab kept[TR_LANGS];

static void drop(struct vocab *v)
{
	if (v->arena)
		arena_free(v->arena);
	*v = (struct vocab){NULL};
}

void search_forget(void)
{
	for (int i = 0; i < TR_LANGS; i++)
		drop(&kept[i]);
}

static uint32_t letters_of(const char *s)
{
	uint32_t bits = 0;
	for (; *s; s++)
		bits |= *s >= 'a' && *s <= 'z' ? 1u << (*s - 'a') : 1u << 26;
	return bits;
}

static int by_plain(const void *a, const void *b)
{
	const struct vocab_word *x = a, *y = b;
	return strcmp(x->plain, y->plain);
}

static int newest_word(struct cx *cx, int64_t *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT coalesce(max(id), 0) FROM search_word");
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

static int read_words(struct cx *cx, struct vocab *v, const char *locale)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT plain, shown, stem, weight FROM search_word"
		" WHERE locale = :locale ORDER BY weight DESC LIMIT :max");
	db_bind_text(q, ":locale", locale);
	db_bind_int(q, ":max", VOCAB_MAX);
	int rc;
	while ((rc = db_step(q)) > 0) {
		v->words = arena_grow(
			v->arena, v->words, v->n, sizeof(*v->words));
		struct vocab_word *w = &v->words[v->n++];
		w->plain = db_next_text(q, v->arena);
		w->shown = db_next_text(q, v->arena);
		w->stem = db_next_text(q, v->arena);
		w->weight = (uint8_t)db_next_int(q);
		w->length = (uint8_t)strlen(w->plain);
		w->letters = letters_of(w->plain);
	}
	db_done(q);
	if (v->n)
		qsort(v->words, v->n, sizeof(*v->words), by_plain);
	return rc < 0 ? rc : OK;
}

const struct vocab *vocab_get(struct cx *cx, const char *locale)
{
	int lang = tr_lang_index(locale);
	int64_t newest = 0;
	if (lang < 0 || newest_word(cx, &newest) < 0)
		return NULL;
	struct vocab *v = &kept[lang];
	bool same = v->arena && v->db == cx->db;
	if (same && (v->newest == newest ||
			    (v->n > VOCAB_BIG &&
				    cx->now - v->read_ms < VOCAB_EVERY_MS)))
		return v;
	drop(v);
	*v = (struct vocab){.arena = arena_new(),
		.db = cx->db,
		.newest = newest,
		.read_ms = cx->now};
	if (read_words(cx, v, locale) == OK)
		return v;
	drop(v);
	return NULL;
}

/* The first word that is not before plain. */
static size_t lower(const struct vocab *v, const char *plain)
{
	size_t from = 0, to = v->n;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (strcmp(v->words[mid].plain, plain) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

const struct vocab_word *vocab_find(const struct vocab *v, const char *plain)
{
	size_t i = lower(v, plain);
	return i < v->n && strcmp(v->words[i].plain, plain) == 0 ? &v->words[i]
								 : NULL;
}

/* Smaller is nearer: edits, then another beginning, then weight. */
static int distance(const struct vocab_word *w, const char *plain, int max)
{
	int n = edits(plain, w->plain, max);
	if (n > max)
		return -1;
	return n * 16 + (w->plain[0] != plain[0]) * 4 + (3 - w->weight);
}

const struct vocab_word *vocab_near(const struct vocab *v, const char *plain)
{
	size_t length = strlen(plain);
	int max = length >= TWO_EDITS ? 2 : length >= ONE_EDIT ? 1 : 0;
	uint32_t letters = letters_of(plain);
	const struct vocab_word *best = NULL;
	int least = 0;
	for (size_t i = 0; max && i < v->n; i++) {
		const struct vocab_word *w = &v->words[i];
		if (abs((int)w->length - (int)length) > max ||
			w->length < WORD_MIN ||
			__builtin_popcount(w->letters ^ letters) > 2 * max)
			continue;
		int d = distance(w, plain, max);
		if (d >= 0 && (!best || d < least)) {
			best = w;
			least = d;
		}
	}
	return best;
}

/* Put w among the best so far, in order of weight, then shortness; a stem
 * stands there once. */
static size_t best_put(const struct vocab_word **out, size_t n, size_t max,
	const struct vocab_word *w)
{
	size_t i = n;
	for (size_t k = 0; k < n; k++)
		if (strcmp(out[k]->stem, w->stem) == 0)
			return n;
	while (i > 0 && (out[i - 1]->weight < w->weight ||
				(out[i - 1]->weight == w->weight &&
					out[i - 1]->length > w->length)))
		i--;
	if (i >= max)
		return n;
	if (n == max)
		n--;
	memmove(&out[i + 1], &out[i],
		(n - i) *
			sizeof(*out)); /* NOLINT(bugprone-sizeof-expression) */
	out[i] = w;
	return n + 1;
}

size_t vocab_prefix(const struct vocab *v, const char *plain, size_t max,
	const struct vocab_word **out)
{
	size_t n = 0, length = strlen(plain);
	for (size_t i = lower(v, plain);
		i < v->n && strncmp(v->words[i].plain, plain, length) == 0; i++)
		n = best_put(out, n, max, &v->words[i]);
	return n;
}

/* A stem's letters but the last of two alike: the stemmer makes "pann" of
 * "panna" and "stekpan" of "stekpanna". */
static size_t stem_length(const char *stem)
{
	size_t n = strlen(stem);
	return n > 2 && stem[n - 1] == stem[n - 2] ? n - 1 : n;
}

size_t vocab_suffix(const struct vocab *v, const char *stem, size_t max,
	const struct vocab_word **out)
{
	size_t n = 0, length = stem_length(stem);
	uint32_t letters = letters_of(stem);
	for (size_t i = 0; i < v->n; i++) {
		const struct vocab_word *w = &v->words[i];
		if ((w->letters & letters) != letters ||
			w->length < length + WORD_MIN)
			continue;
		size_t all = stem_length(w->stem);
		if (all >= length + WORD_MIN &&
			strncmp(w->stem + all - length, stem, length) == 0)
			n = best_put(out, n, max, w);
	}
	return n;
}

/* Words of this transaction that were written: most come again at once. */
static struct put {
	uint64_t hash;
	int weight;
} written[PUT_SLOTS];

void vocab_put_begin(void)
{
	memset(written, 0, sizeof(written));
}

/* Two words of one hash would be one word missing among half a million. */
static bool is_written(const char *locale, const char *plain, int weight)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (const char *s = locale; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	for (const char *s = plain; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	struct put *at = &written[h >> 32 & (PUT_SLOTS - 1)];
	if (at->hash == h && at->weight >= weight)
		return true;
	*at = (struct put){h, weight};
	return false;
}

static int put(struct cx *cx, const char *locale, const char *plain,
	const char *shown, const char *stem, int weight)
{
	if (strlen(plain) < WORD_MIN || strlen(plain) > EDITS_WORD_MAX ||
		is_written(locale, plain, weight))
		return OK;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO search_word (locale, plain, shown, stem, weight)"
		" VALUES (:locale, :plain, :shown, :stem, :weight)"
		" ON CONFLICT (locale, plain) DO UPDATE"
		" SET weight = excluded.weight"
		" WHERE search_word.weight < excluded.weight");
	db_bind_text(q, ":locale", locale);
	db_bind_text(q, ":plain", plain);
	db_bind_text(q, ":shown", shown);
	db_bind_text(q, ":stem", stem);
	db_bind_int(q, ":weight", weight);
	return db_exec(q, NULL);
}

static int put_forms(struct cx *cx, const char *locale,
	const struct word_form *forms, size_t n, int weight)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		if (forms[i].shown)
			rc = put(cx, locale, forms[i].plain, forms[i].shown,
				forms[i].plain, weight);
	return rc;
}

int vocab_put(
	struct cx *cx, const char *locale, const struct word *w, int weight)
{
	if (w->digits)
		return OK;
	int rc = put(cx, locale, w->plain, w->shown, w->base[0].plain, weight);
	if (rc == OK)
		rc = put_forms(cx, locale, w->base, w->n_base, weight);
	if (rc == OK)
		rc = put_forms(cx, locale, w->head, w->n_head, weight);
	if (rc == OK)
		rc = put_forms(cx, locale, w->part, w->n_part, weight);
	return rc;
}
