#ifndef CLI_DEMO_GOODS_H
#define CLI_DEMO_GOODS_H

#include "cli/demo.h"

/* The demo's catalogue being made: what its files share. */

/* Things by the names that the demo's files give them: "mugs",
 * "material/oak". */
struct known {
	const char *name;
	int64_t id;
};
struct names {
	struct known *at;
	size_t n;
};

struct goods {
	struct demo *d;
	const json_t *catalogue;
	struct names categories, products, guides;
	struct names attributes; /* "material" and, of values, "material/oak" */
};

void names_add(
	struct demo *d, struct names *names, const char *name, int64_t id);
int64_t names_find(const struct names *names, const char *name); /* 0: none */

int64_t demo_number(const json_t *o, const char *key); /* 0 when absent */
/* o.text.LOCALE, or NULL. */
const json_t *demo_words(const json_t *o, const char *locale);

/* Brands, attributes with their values, size guides: before the products. */
int demo_shared(struct goods *g);

/* What of the shared a product has. */
int demo_attributes(struct goods *g, const json_t *o, int64_t product);

/* Options, variants, prices and stock of a product. */
int demo_variants(struct goods *g, const json_t *o, int64_t product);

/* What ties products together, when all are there: relations, sets. */
int demo_ties(struct goods *g, const json_t *o);

int demo_goods_picture(struct demo *d, const char *stem, int64_t *media);
int demo_file(struct demo *d, const json_t *o, int64_t product);

#endif
