#include "tests/check.h"

#include <stdlib.h>
#include <string.h>

#include "lib/edits.h"
#include "lib/words.h"

/* "base|head|part" of a text's words, blanks between words. */
static const char *forms(struct arena *a, const char *locale, const char *text)
{
	struct word *w;
	const char *out = "";
	size_t n = words_of(a, locale, text, 50, &w);
	for (size_t i = 0; i < n; i++) {
		out = arena_printf(
			a, "%s%s%s", out, i ? " " : "", w[i].base[0].plain);
		for (size_t k = 0; k < w[i].n_head; k++)
			out = arena_printf(a, "%s|%s", out, w[i].head[k].plain);
		for (size_t k = 0; k < w[i].n_part; k++)
			out = arena_printf(a, "%s+%s", out, w[i].part[k].plain);
	}
	return out;
}

static const char *joined(struct arena *a, const char *text)
{
	struct word *w;
	size_t n = words_of(a, "en", text, 50, &w);
	return n && w[0].joined ? w[0].joined : "";
}

static void finnish_words_come_down_to_their_base(struct arena *a)
{
	if (!words_finnish())
		return;
	CHECK_STR(forms(a, "fi", "Kengät"), "kenka");
	CHECK_STR(forms(a, "fi", "mukit"), "muki");
	CHECK_STR(forms(a, "fi", "pyyhkeitä"), "pyyhe");
	CHECK_STR(forms(a, "fi", "saappaat lapasten takkeja"),
		"saapas lapanen takki");
	CHECK_STR(forms(a, "fi", "käyrä"), "kayra");
}

static void compounds_give_their_parts(struct arena *a)
{
	if (!words_finnish())
		return;
	CHECK_STR(forms(a, "fi", "talvikengät"), "talvikenka|kenka+talvi");
	CHECK_STR(forms(a, "fi", "riippuvalaisimen"),
		"riippuvalaisin|valaisin+riippu");
	CHECK_STR(forms(a, "fi", "villaiset"), "villainen+villa");
}

static void unknown_words_stay_as_written(struct arena *a)
{
	CHECK(strncmp(forms(a, "fi", "Xyzzyx"), "xyzzy", 5) == 0);
	CHECK_STR(forms(a, "xx", "Ünïque"), "unique");
}

static void dots_that_were_not_typed_are_tried_when_asked(struct arena *a)
{
	static const char *const typed[][2] = {{"poyta", "poyta"},
		{"kengat", "kenka"}, {"poytavalaisimet", "poytavalaisin"},
		{"kahvipoydat", "kahvipoyta"}};
	struct word *w;
	if (!words_finnish())
		return;
	for (size_t i = 0; i < 4; i++) {
		CHECK_INT(words_asked(a, "fi", typed[i][0], 5, &w), 1);
		CHECK_STR(w[0].base[0].plain, typed[i][1]);
	}
}

static void swedish_and_english_have_stems(struct arena *a)
{
	CHECK_STR(forms(a, "sv", "Koppar"), forms(a, "sv", "kopp"));
	CHECK_STR(forms(a, "sv", "lamporna"), forms(a, "sv", "lampa"));
	CHECK_STR(forms(a, "en", "bowls"), "bowl");
	CHECK_STR(forms(a, "en", "the maker's"), "the maker");
	CHECK_STR(forms(a, "en", "Maker\xe2\x80\x99s"), "maker");
}

static void codes_and_numbers_stay_whole(struct arena *a)
{
	CHECK_STR(forms(a, "en", "KIDE-SEA-25"), "kide sea 25");
	CHECK_STR(joined(a, "KIDE-SEA-25"), "kidesea25");
	CHECK_STR(joined(a, "35cl"), "35cl");
	CHECK_STR(forms(a, "en", "2.5 dl"), "2p5 dl");
	CHECK_STR(forms(a, "fi", "2,5 dl:n"), "2p5 dl");
	CHECK_STR(joined(a, "end. Next"), "");
}

static void operators_and_broken_text_are_no_words(struct arena *a)
{
	CHECK_STR(forms(a, "en", "\"*\" ( ) : ^ { } --"), "");
	CHECK_STR(forms(a, "en", ""), "");
	char *s = arena_alloc(a, 10001);
	memset(s, 'a', 10000);
	struct word *w;
	CHECK_INT(words_of(a, "fi", s, 5, &w), 1);
	CHECK(strlen(w[0].plain) <= WORD_BYTES_MAX);
}

static void edits_are_counted_up_to_a_bound(struct arena *a)
{
	(void)a;
	CHECK_INT(edits("muki", "muki", 2), 0);
	CHECK_INT(edits("muki", "mukki", 2), 1);
	CHECK_INT(edits("muki", "mkui", 2), 1); /* swapped */
	CHECK_INT(edits("muki", "lusi", 2), 2);
	CHECK_INT(edits("muki", "tuoli", 2), 3);
	CHECK_INT(edits("a", "abcdefgh", 2), 3);
	CHECK_INT(edits("", "ab", 2), 2);
}

static void small_words_are_known(struct arena *a)
{
	(void)a;
	CHECK(word_is_small("fi", "ja"));
	CHECK(word_is_small("sv", "och"));
	CHECK(word_is_small("en", "the"));
	CHECK(!word_is_small("en", "mug"));
	CHECK(!word_is_small("xx", "and"));
}

int main(void)
{
	return check_run((struct check[]){
		{"Finnish words come down to their base",
			finnish_words_come_down_to_their_base},
		{"compounds give their parts", compounds_give_their_parts},
		{"unknown words stay as written",
			unknown_words_stay_as_written},
		{"dots that were not typed are tried when asked",
			dots_that_were_not_typed_are_tried_when_asked},
		{"Swedish and English have stems",
			swedish_and_english_have_stems},
		{"codes and numbers stay whole", codes_and_numbers_stay_whole},
		{"operators and broken text are no words",
			operators_and_broken_text_are_no_words},
		{"edits are counted up to a bound",
			edits_are_counted_up_to_a_bound},
		{"small words are known", small_words_are_known},
		{NULL, NULL},
	});
}
