#ifndef DOMAIN_SITEMAP_H
#define DOMAIN_SITEMAP_H

#include <stddef.h>

#include "lib/cx.h"

enum { SITEMAP_MAX = 50000 }; /* addresses in one file: sitemaps.org */

/* An address that search engines may list. */
struct sitemap_entry {
	const char *path;   /* "/p/kide-mug", without language */
	int64_t changed_ms; /* 0: not known */
};

/*
 * Everything of the shop that has words in cx->locale: front page, categories
 * with products, brands, the owner's pages, products on sale; from offset on,
 * at most limit.
 */
int sitemap_list(struct cx *cx, size_t offset, size_t limit,
	struct sitemap_entry **out, size_t *n);

/* How many there are. */
int sitemap_count(struct cx *cx, size_t *n);

#endif
