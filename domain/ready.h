#ifndef DOMAIN_READY_H
#define DOMAIN_READY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"

/*
 * Is a product ready to sell?  What must be there lets the setting
 * catalogue.ready (off, warn, block) keep it out of the shop; what should be
 * there is only told.
 */
enum ready_code {
	READY_NAME, /* must, as up to READY_PARTS */
	READY_VARIANT,
	READY_PRICE,   /* of a variant: none now and none to come */
	READY_PICTURE, /* none that is there or on its way */
	READY_TAX,     /* no rate known for its class */
	READY_PARTS,   /* a bundle of nothing */
	READY_ALT,
	READY_TRANSLATION,
	READY_CATEGORY,
	READY_WEIGHT,
	READY_MAKER, /* GPSR Art. 19: its own, or its brand's */
	READY_STOCK,
	READY_DESCRIPTION,
	READY_CONTENT, /* a unit price for some variants only */
	READY_CODES,
};

struct ready_finding {
	enum ready_code code;
	bool must;
	const char *what; /* language or SKU that it is about, or "" */
	int64_t variant;  /* or 0 */
};

/* What is missing, the most needed first; each code once, for the first that
 * lacks it.  ERR_NOT_FOUND. */
int ready_check(
	struct cx *cx, int64_t product, struct ready_finding **out, size_t *n);

/* How many of them must be mended. */
size_t ready_musts(const struct ready_finding *found, size_t n);

/* "off", "warn" or "block". */
const char *ready_mode(struct cx *cx);

/*
 * In SQL: product p lacks something it must have, as ready_check finds it.
 * Binds :root, :now, :country, :day.
 */
#define READY_NOT_SQL                                                          \
	" (NOT EXISTS (SELECT 1 FROM product_text rt WHERE rt.product = p.id"  \
	"   AND rt.locale = :root AND rt.name <> '')"                          \
	" OR NOT EXISTS (SELECT 1 FROM variant rv"                             \
	"   WHERE rv.product = p.id AND rv.archived_ms IS NULL)"               \
	" OR EXISTS (SELECT 1 FROM variant rv WHERE rv.product = p.id"         \
	"   AND rv.archived_ms IS NULL AND NOT EXISTS (SELECT 1 FROM price rl" \
	"    WHERE rl.variant = rv.id AND rl.price_group = ''"                 \
	"    AND (rl.to_ms IS NULL OR rl.to_ms > :now)))"                      \
	" OR NOT EXISTS (SELECT 1 FROM product_media rm"                       \
	"   JOIN media rd ON rd.id = rm.media AND rd.state <> 'failed'"        \
	"   WHERE rm.product = p.id)"                                          \
	" OR NOT EXISTS (SELECT 1 FROM tax_rate rr"                            \
	"   WHERE rr.tax_class = p.tax_class AND rr.country = :country"        \
	"   AND rr.from_day <= :day)"                                          \
	" OR (p.kind = 'bundle' AND NOT EXISTS (SELECT 1 FROM bundle_part rb"  \
	"   JOIN variant rv ON rv.id = rb.bundle AND rv.archived_ms IS NULL"   \
	"   WHERE rv.product = p.id)))"

#endif
