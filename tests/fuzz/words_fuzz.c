/* What is typed into the search: the words go into a query of the index
 * between quotes, so they hold none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/text.h"
#include "lib/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *s)
{
	if (s && (strchr(s, '"') || !utf8_ok(s, strlen(s))))
		abort();
}

static void forms_check(const struct word_form *forms, size_t n)
{
	if (n > WORD_FORMS_MAX)
		abort();
	for (size_t i = 0; i < n; i++)
		check(forms[i].plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { MAX = 12 };
	static const char *const locales[] = {"en", "fi", "sv"};
	struct arena *a = arena_new();
	const char *text = arena_strndup(a, (const char *)data, size);
	struct word *words;
	for (int i = 0; utf8_ok(text, strlen(text)) && i < 6; i++) {
		size_t n = i < 3 ? words_of(a, locales[i], text, MAX, &words)
				 : words_asked(a, locales[i - 3], text, MAX,
					   &words);
		if (n > MAX)
			abort();
		for (size_t k = 0; k < n; k++) {
			check(words[k].plain);
			check(words[k].joined);
			forms_check(words[k].base, words[k].n_base);
			forms_check(words[k].part, words[k].n_part);
			forms_check(words[k].head, words[k].n_head);
		}
	}
	arena_free(a);
	return 0;
}
