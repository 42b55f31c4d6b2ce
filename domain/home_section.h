#ifndef DOMAIN_HOME_SECTION_H
#define DOMAIN_HOME_SECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/tr.h"

/*
 * What the owner puts on the home page beside what is always there: another
 * hero, banners, rows of a category's goods, texts; each for everybody or for
 * one segment, perhaps for some time.
 */
enum { HOME_SECTIONS_MAX = 60 };

/* Where they stand and for whom, kept in this process for as long as the
 * catalogue stays the same; nothing of anybody. */
struct home_slot {
	int64_t id, segment;        /* segment 0: everybody */
	int64_t starts_ms, ends_ms; /* 0: always */
	bool hero;
};

/* Those in use, by position; version: the catalogue's. */
int home_slots(struct cx *cx, int64_t version, const struct home_slot **out,
	size_t *n);
/* Now, for somebody in these segments (n 0: everybody's alone)? */
bool home_slot_shows(const struct home_slot *s, int64_t now,
	const int64_t *segments, size_t n);
/* The hero that they get: of a segment before one for all; NULL: the shop's
 * usual one. */
const struct home_slot *home_slot_hero(const struct home_slot *slots, size_t n,
	int64_t now, const int64_t *segments, size_t n_segments);
/* When the clock next changes which of them are shown; INT64_MAX: never. */
int64_t home_slots_until(const struct home_slot *slots, size_t n, int64_t now);

struct home_words {
	const char *title, *body, *button;
};

struct home_section {
	int64_t id, rev;
	const char *kind; /* "hero" "banner" "category" "text" */
	int64_t segment, category, media; /* 0: none */
	const char *link;                 /* "/c/mugs" without the language;
					     "" none */
	int64_t position;
	bool active;
	int64_t starts_ms, ends_ms;        /* 0: always */
	struct home_words words;           /* in cx->locale, else the root */
	struct home_words texts[TR_LANGS]; /* as written; in tr_langs' order */
};

/* All, by position.  Their texts are those of words alone. */
int home_section_list(struct cx *cx, struct home_section **out, size_t *n);
/* ERR_NOT_FOUND. */
int home_section_get(struct cx *cx, int64_t id, struct home_section *out);
/* id 0 makes a new one and sets it.  Audited, touches the catalogue.
 * ERR_CONFLICT: another revision; ERR_INVALID: there are HOME_SECTIONS_MAX. */
int home_section_save(struct cx *cx, struct home_section *s);
int home_section_delete(struct cx *cx, int64_t id);

#endif
