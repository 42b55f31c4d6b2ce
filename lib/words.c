#include "lib/words.h"

#include <libstemmer.h>
#include <stdint.h>
#include <string.h>

#include <unictype.h>
#include <unistr.h>

#include "lib/text.h"

/* ---- stems ---- */

static struct sb_stemmer *stemmer_for(const char *locale)
{
	static struct {
		const char *locale, *language;
		struct sb_stemmer *stemmer;
	} all[] = {
		{"en", "english", NULL},
		{"fi", "finnish", NULL},
		{"sv", "swedish", NULL},
	};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(all[i].locale, locale) != 0)
			continue;
		if (!all[i].stemmer)
			all[i].stemmer = sb_stemmer_new(
				all[i].language, "UTF_8");
		return all[i].stemmer;
	}
	return NULL;
}

static void form_put(
	struct word_form *list, size_t *n, const char *plain, const char *shown)
{
	if (!*plain || *n == WORD_FORMS_MAX)
		return;
	for (size_t i = 0; i < *n; i++)
		if (strcmp(list[i].plain, plain) == 0)
			return;
	list[(*n)++] = (struct word_form){plain, shown};
}

void word_form_add(
	struct word_form *list, size_t *n, struct arena *a, const char *shown)
{
	form_put(list, n, text_fold(a, NULL, shown), shown);
}

/* The stem's definite form that Snowball leaves: "lampan" beside "lampor". */
static void swedish_more(struct arena *a, struct word *w, const char *stem)
{
	size_t n = strlen(stem);
	if (n >= 6 && strcmp(stem + n - 2, "an") == 0)
		form_put(w->base, &w->n_base,
			text_fold(a, NULL, arena_strndup(a, stem, n - 2)),
			NULL);
}

static void word_stem(struct arena *a, const char *locale, struct word *w)
{
	struct sb_stemmer *s = w->digits ? NULL : stemmer_for(locale);
	const sb_symbol *stem = s ? sb_stemmer_stem(s,
					    (const sb_symbol *)w->shown,
					    (int)strlen(w->shown))
				  : NULL;
	if (!stem) {
		form_put(w->base, &w->n_base, w->plain, w->shown);
		return;
	}
	const char *text = arena_strndup(
		a, (const char *)stem, (size_t)sb_stemmer_length(s));
	form_put(w->base, &w->n_base, text_fold(a, NULL, text), NULL);
	if (strcmp(locale, "sv") == 0)
		swedish_more(a, w, text);
	if (!w->n_base)
		form_put(w->base, &w->n_base, w->plain, w->shown);
}

/* ---- words met before ---- */

enum { MET_SLOTS = 16384, MET_MAX = MET_SLOTS / 2 }; /* a power of two */

static struct {
	struct arena *arena; /* NULL: nothing is remembered */
	const struct word **slot;
	const char **locale;
	size_t n;
} met;

void words_remember(bool on)
{
	if (met.arena)
		arena_free(met.arena);
	memset(&met, 0, sizeof(met));
	if (!on)
		return;
	met.arena = arena_new();
	met.slot = ARENA_ARRAY(met.arena, const struct word *, MET_SLOTS);
	met.locale = ARENA_ARRAY(met.arena, const char *, MET_SLOTS);
}

/* Where a word stands or may be put: locales are compared as text. */
static size_t met_slot(const char *locale, const char *shown)
{
	uint32_t h = 2166136261u;
	for (const char *s = shown; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	for (const char *s = locale; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	size_t i = h & (MET_SLOTS - 1);
	while (met.slot[i] && (strcmp(met.slot[i]->shown, shown) != 0 ||
				      strcmp(met.locale[i], locale) != 0))
		i = (i + 1) & (MET_SLOTS - 1);
	return i;
}

/* ---- splitting ---- */

struct splitter {
	struct arena *arena;
	const char *locale;
	const char *at; /* small letters, composed */
	bool asking;
	struct word *words;
	size_t n, max, runs;
};

static int char_at(const char *s, ucs4_t *c)
{
	if (!*s) {
		*c = 0;
		return 0;
	}
	int k = u8_mbtouc(c, (const uint8_t *)s, strlen(s));
	return k > 0 ? k : 1;
}

static bool is_digit(const char *s)
{
	return *s >= '0' && *s <= '9';
}

/* What may stand inside a word without being one of its letters. */
static size_t apostrophe_at(const char *s)
{
	return *s == '\'' ? 1 : strncmp(s, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

/* A soft hyphen or another invisible mark. */
static bool is_format(ucs4_t c)
{
	return uc_is_general_category(c, UC_FORMAT);
}

/*
 * The letters, or the digits, at *s; moves *s behind them.  "maker's" is one
 * word, "2,5" is "2p5", so that it is one word of the index.
 */
static const char *piece_take(struct arena *a, const char **s, bool *digits)
{
	char out[WORD_BYTES_MAX + 8];
	size_t n = 0;
	const char *p = *s;
	*digits = is_digit(p);
	while (*p) {
		ucs4_t c;
		int k = char_at(p, &c);
		size_t gap = *digits ? 0 : apostrophe_at(p);
		if (*digits && (*p == ',' || *p == '.') && is_digit(p + 1) &&
			n > 0) {
			c = 'p';
			if (n < WORD_BYTES_MAX)
				out[n++] = 'p';
			p++;
			continue;
		}
		if ((gap && n > 0 && p[gap] &&
			    uc_is_alpha((ucs4_t)(unsigned char)p[gap])) ||
			is_format(c)) {
			p += gap ? (int)gap : k;
			continue;
		}
		if (is_digit(p) != *digits || !uc_is_alnum(c))
			break;
		if (n + (size_t)k <= WORD_BYTES_MAX) {
			memcpy(out + n, p, (size_t)k);
			n += (size_t)k;
		}
		p += k;
	}
	*s = p;
	return arena_strndup(a, out, n);
}

/* Between the parts of one run: "kide-muki", "3/4", "a_b". */
static size_t joiner_at(const char *s)
{
	static const char *const dashes[] = {
		"\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x93"};
	size_t n = *s && strchr("-_/.:&", *s) ? 1 : 0;
	for (size_t i = 0; i < 3 && !n; i++)
		if (strncmp(s, dashes[i], 3) == 0)
			n = 3;
	ucs4_t c;
	char_at(s + n, &c);
	return n && uc_is_alnum(c) ? n : 0;
}

static void word_read(const struct splitter *s, struct arena *a, struct word *w)
{
	w->plain = text_fold(a, NULL, w->shown);
	if (!*w->plain)
		return;
	bool finnish = !w->digits && strcmp(s->locale, "fi") == 0 &&
		       words_finnish();
	if (finnish &&
		(word_finnish(a, w) || (s->asking && word_finnish_dots(a, w))))
		return;
	if (finnish) /* a brand, a loan: as written, and its stem */
		form_put(w->base, &w->n_base, w->plain, w->shown);
	word_stem(a, s->locale, w);
}

/* As word_read, but each word once while they are remembered. */
static void word_recall(const struct splitter *s, struct word *w)
{
	size_t i = met_slot(s->locale, w->shown);
	if (!met.slot[i] && met.n >= MET_MAX) {
		word_read(s, s->arena, w);
		return;
	}
	if (!met.slot[i]) {
		struct word *kept = ARENA_NEW(met.arena, struct word);
		kept->shown = arena_strdup(met.arena, w->shown);
		kept->digits = w->digits;
		word_read(s, met.arena, kept);
		met.slot[i] = kept;
		met.locale[i] = arena_strdup(met.arena, s->locale);
		met.n++;
	}
	*w = *met.slot[i];
}

static void word_add(struct splitter *s, const char *shown, bool digits)
{
	s->words = arena_grow(s->arena, s->words, s->n, sizeof(*s->words));
	struct word *w = &s->words[s->n];
	*w = (struct word){.shown = shown, .digits = digits};
	if (met.arena && !s->asking)
		word_recall(s, w);
	else
		word_read(s, s->arena, w);
	w->run = s->runs;
	if (*w->plain)
		s->n++;
}

/* "dl:n", "USB:llä": a Finnish ending that says nothing. */
static bool is_ending(
	const struct splitter *s, const char *from, const char *shown)
{
	return *from == ':' && strlen(shown) <= 4 &&
	       strcmp(s->locale, "fi") == 0;
}

static void run_join(struct splitter *s, size_t first)
{
	if (s->n - first < 2)
		return;
	const char *joined = "";
	for (size_t i = first; i < s->n; i++)
		joined = arena_printf(
			s->arena, "%s%s", joined, s->words[i].plain);
	if (strlen(joined) <= WORD_BYTES_MAX)
		s->words[first].joined = joined;
}

static void run_take(struct splitter *s)
{
	size_t first = s->n;
	const char *from = s->at;
	for (;;) {
		bool digits;
		const char *shown = piece_take(s->arena, &s->at, &digits);
		if (s->n < s->max && *shown && !is_ending(s, from, shown))
			word_add(s, shown, digits);
		from = s->at;
		size_t gap = joiner_at(s->at);
		ucs4_t c;
		char_at(s->at + gap, &c);
		if (!uc_is_alnum(c))
			break;
		s->at += gap;
	}
	run_join(s, first);
	s->runs++;
}

static size_t split(struct arena *a, const char *locale, const char *text,
	size_t max, bool asking, struct word **out)
{
	struct splitter s = {.arena = a,
		.locale = locale,
		.at = text_lower(a, text_nfc(a, text)),
		.asking = asking,
		.max = max};
	while (*s.at && s.n < max) {
		ucs4_t c;
		int k = char_at(s.at, &c);
		if (uc_is_alnum(c))
			run_take(&s);
		else
			s.at += k;
	}
	*out = s.words;
	return s.n;
}

size_t words_of(struct arena *a, const char *locale, const char *text,
	size_t max, struct word **out)
{
	return split(a, locale, text, max, false, out);
}

size_t words_asked(struct arena *a, const char *locale, const char *text,
	size_t max, struct word **out)
{
	return split(a, locale, text, max, true, out);
}

bool word_is_small(const char *locale, const char *plain)
{
	static const struct {
		const char *locale, *words;
	} small[] = {
		{"en", " a an and by for from in of on or the to with "},
		{"fi", " ja tai seka eli on "},
		{"sv", " av att och eller en ett for fran i med om pa till "},
	};
	char needle[16];
	size_t n = strlen(plain);
	if (n + 3 > sizeof(needle))
		return false;
	needle[0] = ' ';
	memcpy(needle + 1, plain, n);
	needle[n + 1] = ' ';
	needle[n + 2] = '\0';
	for (size_t i = 0; i < sizeof(small) / sizeof(small[0]); i++)
		if (strcmp(small[i].locale, locale) == 0)
			return strstr(small[i].words, needle) != NULL;
	return false;
}

const char *words_version(void)
{
	return words_finnish() ? "1 voikko" : "1";
}
