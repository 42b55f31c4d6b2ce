#ifndef DOMAIN_TEXT_PAGE_H
#define DOMAIN_TEXT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/* The owner's pages: terms, privacy, delivery, accessibility and others. */
struct text_page {
	int64_t id, rev;
	const char *role, *path, *title, *body; /* Markdown */
};

int text_page_list(struct cx *cx, struct text_page **out, size_t *n);
int text_page_get(struct cx *cx, int64_t id, struct text_page *out);
/* role: "terms"...; NULL path when the shop has none. */
int text_page_by_role(struct cx *cx, const char *role, struct text_page *out);
/* "7.3", page and revision: what was agreed to; "" when the shop has none. */
const char *text_page_now(struct cx *cx, const char *role);

/*
 * What a page said at a revision, "PAGE.REV" (orders.terms_version): title and
 * body alone, in cx->locale or the root language.  ERR_NOT_FOUND.
 */
int text_page_version(
	struct cx *cx, const char *version, struct text_page *out);

struct text_page_words {
	const char *locale, *title, *body, *slug; /* slug NULL: of the title */
};
/*
 * *id 0 creates.  rev 0: does not ask.  Audited, touches the catalogue.  What
 * each revision said stays in page_version.  ERR_CONFLICT: another rev, or
 * another page has that role already ("" is for any number of them).
 */
int text_page_save(struct cx *cx, int64_t *id, int64_t rev, const char *role,
	const struct text_page_words *words, size_t n);
int text_page_archive(struct cx *cx, int64_t id);
/* Undo it; it is the terms (or what it was) again unless another page is
 * now.  ERR_CONFLICT: it is not archived. */
int text_page_restore(struct cx *cx, int64_t id);
/* *title: in the root language. */
int text_page_is_archived(
	struct cx *cx, int64_t id, bool *out, const char **title);

#endif
