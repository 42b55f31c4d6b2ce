#ifndef DOMAIN_FEED_H
#define DOMAIN_FEED_H

#include "lib/cx.h"

/*
 * Everything on sale, one item a variant, in cx->locale, as Google's Merchant
 * Center takes it: RSS 2.0 with the namespace g
 * (support.google.com/merchants/answer/7052112).  Prices include VAT; a
 * reduced one stands beside the lowest of the 30 days before it.  Written to
 * path as a whole or not at all.  lang_prefix: "" or "/fi".
 */
int feed_google(struct cx *cx, const char *base_url, const char *lang_prefix,
	const char *path);

#endif
