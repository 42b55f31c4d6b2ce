/* Finnish, by libvoikko. */
#include <libvoikko/voikko.h>
#include <stdlib.h>
#include <string.h>

#include "lib/text.h"
#include "lib/words.h"

enum { DOTS_MAX = 12 };

/* One handle a process, made when first asked for: 0.6 MB of its own. */
static struct VoikkoHandle *handle(void)
{
	static struct VoikkoHandle *voikko;
	static bool tried;
	const char *problem = NULL;
	if (!tried && !getenv("PUOTI_NO_VOIKKO"))
		voikko = voikkoInit(&problem, "fi", NULL);
	tried = true;
	return voikko;
}

bool words_finnish(void)
{
	return handle() != NULL;
}

/* "talvi=kenkä", "Helsinki": without the marks, in small letters. */
static const char *cleaned(struct arena *a, const char *s, size_t n)
{
	char *out = arena_strndup(a, s, n), *to = out;
	for (const char *from = out; *from; from++)
		if (*from != '=' && *from != '-')
			*to++ = *from;
	*to = '\0';
	return text_lower(a, out);
}

struct bases {
	const char *base[WORD_FORMS_MAX];
	size_t n;
	bool derived; /* the last is of an ending: "villa" of "villainen" */
};

/* "+talvi(talvi)+kenkä(kenkä)", "+riippu+valaisin(valaisin)",
 * "+villa(villa)+inen(+inen)". */
static void bases_read(struct arena *a, const char *s, struct bases *b)
{
	*b = (struct bases){.n = 0};
	while (*s == '+' && b->n < WORD_FORMS_MAX) {
		size_t n = strcspn(s + 1, "+(");
		const char *base = s + 1;
		s += 1 + n;
		if (*s == '(') {
			base = s + 1;
			n = strcspn(base, ")");
			s = base + n;
			s += *s == ')';
		}
		b->derived = *base == '+';
		if (!b->derived && n > 1)
			b->base[b->n++] = cleaned(a, base, n);
	}
}

static void parts_add(struct arena *a, struct word *w, const struct bases *b)
{
	for (size_t i = 0; i < b->n; i++) {
		bool last = i + 1 == b->n && !b->derived;
		if (b->n == 1 && last)
			continue; /* no compound */
		if (last)
			word_form_add(w->head, &w->n_head, a, b->base[i]);
		else
			word_form_add(w->part, &w->n_part, a, b->base[i]);
	}
}

static void reading_add(struct arena *a, struct word *w,
	const struct voikko_mor_analysis *reading)
{
	char *base = voikko_mor_analysis_value_cstr(reading, "BASEFORM");
	char *parts = voikko_mor_analysis_value_cstr(reading, "WORDBASES");
	struct bases b;
	if (base)
		word_form_add(
			w->base, &w->n_base, a, cleaned(a, base, strlen(base)));
	if (parts) {
		bases_read(a, parts, &b);
		parts_add(a, w, &b);
	}
	voikko_free_mor_analysis_value_cstr(base);
	voikko_free_mor_analysis_value_cstr(parts);
}

static bool look_up(struct arena *a, struct word *w, const char *text)
{
	struct voikko_mor_analysis **all = voikkoAnalyzeWordCstr(
		handle(), text);
	for (size_t i = 0; all && all[i]; i++)
		reading_add(a, w, all[i]);
	voikko_free_mor_analysis(all);
	return w->n_base > 0;
}

bool word_finnish(struct arena *a, struct word *w)
{
	return look_up(a, w, w->shown);
}

/* Dots on the a's and o's from..to (counted among themselves). */
static const char *dotted(struct arena *a, const char *s, int from, int to)
{
	char *out = arena_alloc(a, 2 * strlen(s) + 1), *p = out;
	int i = 0;
	for (; *s; s++) {
		if (*s != 'a' && *s != 'o') {
			*p++ = *s;
			continue;
		}
		if (i >= from && i < to) {
			*p++ = '\xc3';
			*p++ = *s == 'a' ? '\xa4' : '\xb6';
		} else {
			*p++ = *s;
		}
		i++;
	}
	return out;
}

bool word_finnish_dots(struct arena *a, struct word *w)
{
	int vowels = 0;
	for (const char *s = w->shown; *s; s++) {
		if ((unsigned char)*s >= 0x80)
			return false; /* the dots were typed */
		vowels += *s == 'a' || *s == 'o';
	}
	if (!vowels || vowels > DOTS_MAX)
		return false;
	/* A whole front word, or one that is front at its one end: vowels of
	 * one part of a compound agree with each other. */
	if (look_up(a, w, dotted(a, w->shown, 0, vowels)))
		return true;
	for (int i = vowels - 1; i > 0; i--)
		if (look_up(a, w, dotted(a, w->shown, 0, i)) ||
			look_up(a, w, dotted(a, w->shown, vowels - i, vowels)))
			return true;
	return false;
}
