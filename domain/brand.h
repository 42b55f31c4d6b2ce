#ifndef DOMAIN_BRAND_H
#define DOMAIN_BRAND_H

#include <stddef.h>

#include "domain/media.h"
#include "lib/cx.h"

/*
 * Whose goods they are.  Maker and responsible person stand in for those of
 * the brand's products that name none (GPSR, Regulation (EU) 2023/988 Art.
 * 19).
 */
struct brand {
	int64_t id, rev, archived_ms;
	const char *name, *description; /* description: Markdown, cx->locale */
	const char *path;               /* "/b/lehto"; NULL: none yet */
	const char *maker_name, *maker_address, *maker_email;
	const char *responsible_name, *responsible_address, *responsible_email;
	struct picture picture;
};

/* Find by name, case aside, or make it with a slug in the root language.
 * Blank: *id = 0.  Joins the caller's transaction. */
int brand_by_name(struct cx *cx, const char *name, int64_t *id);

/* Brands that a migration made of vendors' names get what brand_by_name gives
 * others: keys that know all letters, and addresses.  Two of one key become
 * one. */
int brand_adopt(struct cx *cx);

/* ERR_NOT_FOUND. */
int brand_get(struct cx *cx, int64_t id, struct brand *out);

/* Those not archived, by name; products on sale in *products order when not
 * NULL. */
int brand_list(struct cx *cx, struct brand **out, size_t *n);

/* Writing: audited, touches the catalogue.  NULL keeps what is there. */
struct brand_people {
	const char *maker_name, *maker_address, *maker_email;
	const char *responsible_name, *responsible_address, *responsible_email;
};
int brand_set_people(
	struct cx *cx, int64_t id, const struct brand_people *people);
/* slug: wish, NULL keeps; a language gets an address of its own only so. */
int brand_set_words(struct cx *cx, int64_t id, const char *locale,
	const char *description, const char *slug);

#endif
