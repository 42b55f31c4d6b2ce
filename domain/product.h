#ifndef DOMAIN_PRODUCT_H
#define DOMAIN_PRODUCT_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/media.h"
#include "domain/price.h"
#include "domain/stock.h"
#include "lib/cx.h"

enum { PRODUCT_OPTIONS_MAX = 3, PRODUCT_PAGE = 24 };

struct option_value {
	int64_t id;
	const char *code, *name, *swatch;
};

struct option {
	int64_t id;
	const char *code, *name;
	struct option_value *values;
	size_t n;
};

struct variant {
	int64_t id;
	const char *sku, *gtin;
	const char *option_key; /* "12.17" */
	const char *label;      /* "Sea, 3.5 dl"; "" when single */
	int64_t weight_g, media;
	struct price_now price;
	struct stock_now stock;
	const char *compare_note;
	int64_t content_milli;    /* 250 g: 250 of "kg"; 0: no unit price */
	const char *content_unit; /* unit_price.h; "" none */
	int64_t deposit_minor;    /* within the price */
	int64_t restock_day;      /* YYYYMMDD; 0: not known */
};

/* A product with everything that its page shows, in cx->locale. */
struct product {
	int64_t id, rev;
	const char *status; /* draft, active, archived */
	const char *tax_class;
	const char *slug, *name, *summary, *description, *facts, *safety;
	const char *seo_title, *seo_text; /* "" none of its own */
	const char *maker_name, *maker_address, *maker_email, *brand;
	const char *responsible_name, *responsible_address;
	const char *responsible_email; /* in the EU, of a maker outside */
	const char *kind;              /* goods, bundle, gift_card, service */
	int64_t brand_id, size_guide;  /* 0 none */
	int64_t guarantee_months;      /* the maker's, of durability; 0 none */
	const char *exemption;         /* exemption.h; "" none */
	const char *repair_score;      /* "7.9", "B"; "" none */
	const char *repair;            /* how it is repaired: Markdown */
	int64_t spare_part_years;      /* -1: not told */
	int64_t update_until_day;      /* of its software; 0: none */
	int64_t publish_from_ms, publish_to_ms; /* 0: no such limit */
	int64_t category; /* its first, for breadcrumbs; 0 none */
	int64_t created_ms, updated_ms;
	struct option *options;
	size_t n_options;
	struct variant *variants; /* in position order, archived left out */
	size_t n_variants;
	struct picture *pictures;
	size_t n_pictures;
};

/* What a card shows. */
struct card {
	int64_t id;
	const char *path; /* "/p/kide-mug" */
	const char *name;
	struct price_now price; /* of the cheapest that can be bought */
	bool from;              /* prices differ: "from" */
	struct money each;      /* that variant's unit price */
	const char *each_unit;  /* of it; NULL: there is none */
	const char *sku;        /* of that variant; NULL: none can be bought */
	bool choose;            /* more than one variant */
	int64_t left;           /* sellable in all when few, else -1 */
	bool sold_out;
	struct picture picture, second; /* second.id 0: none */
	const char *option;             /* name of the swatch option */
	struct option_value *swatches;
	size_t n_swatches;
};

/* On sale now: active, within its publish dates, with a price.  Variants
 * without a price and values without a variant are left out; a product that
 * names no maker has its brand's.  ERR_NOT_FOUND, or ERR_GONE for an archived
 * one. */
int product_get(struct cx *cx, int64_t id, struct product *out);

/* The same for a card: texts but the name, and the brand's people, are "". */
int product_get_short(struct cx *cx, int64_t id, struct product *out);

/* Any status, for the owner: as it is written, all variants. */
int product_get_any(struct cx *cx, int64_t id, struct product *out);

/* The variant of the chosen values; NULL: no such combination.  keys: value
 * ids in option order joined by ".". */
const struct variant *product_variant(
	const struct product *p, const char *option_key);
/* The first that can be bought, else the first. */
const struct variant *product_default(const struct product *p);
bool variant_can_buy(const struct variant *v);

int product_card(struct cx *cx, int64_t id, struct card *out);
/* The same of one variant: its price, picture and SKU; NOT_FOUND also when
 * there is no such variant.  *label: "Sea, 3.5 dl", "" when it is the only. */
int product_card_of(struct cx *cx, int64_t id, int64_t variant,
	struct card *out, const char **label);

enum product_sort {
	SORT_BEST, /* most bought */
	SORT_NEW,
	SORT_CHEAP,
	SORT_DEAR,
	SORT_NAME,
	SORT_REDUCTION, /* the largest first */
};

/* Ids of products on sale of a category and its descendants (0: of the whole
 * shop), from offset on, at most limit; *total (may be NULL) counts all.  What
 * cannot be bought stands last.  With filters: domain/facet.h. */
int product_list(struct cx *cx, int64_t category, enum product_sort sort,
	int64_t offset, int64_t limit, int64_t **ids, size_t *n,
	int64_t *total);

/* The same of a brand. */
int product_list_brand(struct cx *cx, int64_t brand, enum product_sort sort,
	int64_t offset, int64_t limit, int64_t **ids, size_t *n,
	int64_t *total);

#endif
