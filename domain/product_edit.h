#ifndef DOMAIN_PRODUCT_EDIT_H
#define DOMAIN_PRODUCT_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"

/*
 * Writing products: the admin's form, the importers and the demo shop all go
 * through here.  Each function joins the caller's transaction (db_begin
 * nests), touches the catalogue and leaves an audit row where a person acts.
 */
struct product_head {
	const char *kind;      /* "goods" */
	const char *status;    /* draft, active, archived */
	const char *tax_class; /* "general" */
	const char *maker_name, *maker_address, *maker_email;
	const char *brand; /* its name: found or made; "" none */
	const char *tags;
	const char *responsible_name, *responsible_address, *responsible_email;
	const char *repair_score;        /* "" none */
	const char *exemption;           /* exemption.h; "" none */
	const int64_t *size_guide;       /* 0 none */
	const int64_t *guarantee_months; /* 0 none */
	const int64_t *spare_part_years; /* -1: not told */
	const int64_t *update_until_day; /* YYYYMMDD; 0: none */
};

struct product_words {
	const char *name, *summary, *description, *facts, *safety;
	const char *seo_title, *seo_text;
	const char *slug;   /* wish; NULL: keep the present one, else of name */
	const char *repair; /* Markdown; NULL: keep the present one */
};

int product_create(struct cx *cx, const struct product_head *head, int64_t *id);

/* rev as read with the form; ERR_CONFLICT when somebody saved since.
 * rev 0: does not ask (importers).  NULL keeps what is there.  ERR_INVALID:
 * a number or day that cannot be, or no such size guide. */
int product_update(struct cx *cx, int64_t id, int64_t rev,
	const struct product_head *head);

/* Words of one language; sets the slug and the search index. */
int product_set_words(struct cx *cx, int64_t id, const char *locale,
	const struct product_words *words);

/* When it begins and ends to be on sale; 0: no such limit.  ERR_INVALID: it
 * would end before it begins. */
int product_set_publish(
	struct cx *cx, int64_t id, int64_t from_ms, int64_t to_ms);

int product_set_categories(
	struct cx *cx, int64_t id, const int64_t *categories, size_t n);

/* Find or make an option (by code) and a value of it (by code); names are
 * set for the locale.  code: text_slug of the root name as a rule. */
int option_put(struct cx *cx, int64_t product, const char *code,
	const char *locale, const char *name, int64_t *option);
int option_value_put(struct cx *cx, int64_t option, const char *code,
	const char *swatch, const char *locale, const char *name,
	int64_t *value);

struct variant_data {
	const char *sku;        /* NULL or "": made of slug and values */
	const char *option_key; /* value ids in option order; "" single */
	const char *gtin;
	int64_t weight_g, tracked, backorder;
	int64_t media; /* 0 none */
	const char *compare_note;
	/* NULL keeps what is there, in a new one 0 and "": */
	const int64_t *content_milli; /* 250 g: 250 of "kg"; 0 none */
	const char *content_unit;     /* unit_price.h; "" none */
	const int64_t *deposit_minor; /* within the price */
	const int64_t *restock_day;   /* YYYYMMDD; 0: not known */
};

/*
 * Make a variant, or change the one with this option_key.  A SKU that another
 * variant has gets "-2", "-3"...; *sku_changed (may be NULL) says so.
 * ERR_INVALID: no such unit, a negative amount or a day that is none.
 */
int variant_put(struct cx *cx, int64_t product, const struct variant_data *d,
	int64_t *variant, bool *sku_changed);
int variant_archive(struct cx *cx, int64_t variant);

/* ERR_NOT_FOUND. */
int variant_by_sku(
	struct cx *cx, const char *sku, int64_t *variant, int64_t *product);

#endif
