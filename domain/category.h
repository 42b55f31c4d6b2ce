#ifndef DOMAIN_CATEGORY_H
#define DOMAIN_CATEGORY_H

#include "domain/category_rule.h"
#include "domain/media.h"
#include "lib/cx.h"

struct category {
	int64_t id, parent; /* parent 0: at the top */
	const char *name, *description;
	const char *seo_title, *seo_text; /* "": made of the others */
	struct category_rule rule;        /* what stands in it by itself */
	const char *path;                 /* "/c/table/mugs" in cx->locale */
	struct picture picture;
	int64_t products; /* active ones, descendants' included */
};

/* Children of parent (0: the top), in order, in cx->locale. */
int category_list(
	struct cx *cx, int64_t parent, struct category **out, size_t *n);

int category_get(struct cx *cx, int64_t id, struct category *out);

/* From the top down to id, itself included: breadcrumbs. */
int category_chain(struct cx *cx, int64_t id, struct category **out, size_t *n);

/* Every category with its depth order, names like "Table / Mugs": selects. */
int category_all(struct cx *cx, struct category **out, size_t *n);

/* Create or rename; id 0 creates.  Audited, touches the catalogue. */
struct category_text {
	const char *locale, *name, *description, *slug; /* slug NULL: of name */
	const char *seo_title, *seo_text;               /* NULL: as they are */
};
int category_save(struct cx *cx, int64_t *id, int64_t parent, int64_t position,
	int64_t media, const struct category_text *texts, size_t n);

/* What fills it by itself (RULE_NONE: an ordinary one), and what search
 * engines are told.  Audited, touches the catalogue.  ERR_CONFLICT: no such
 * category; ERR_INVALID: days that cannot be. */
int category_set_rule(struct cx *cx, int64_t id, struct category_rule rule);
int category_set_seo(struct cx *cx, int64_t id, const char *locale,
	const char *title, const char *text);

#endif
