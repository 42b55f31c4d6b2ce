#ifndef HANDLERS_ADMIN_PRODUCT_FORM_H
#define HANDLERS_ADMIN_PRODUCT_FORM_H

/*
 * The form of a product, shared by the files that read (product_read.c), write
 * (product_write.c) and show it (product_show.c).
 */
#include "domain/product.h"
#include "domain/product_desk.h"
#include "domain/ready.h"
#include "handlers/admin/fields.h"
#include "lib/tr.h"

/* The fields, in product_read.c. */
extern const struct ask product_words_asks[]; /* in the order of WORD_ */
enum {
	WORD_NAME,
	WORD_SUMMARY,
	WORD_DESCRIPTION,
	WORD_FACTS,
	WORD_SAFETY,
	WORD_SLUG,
	WORD_SEO_TITLE,
	WORD_SEO_TEXT,
	WORDS_N
};
extern const struct ask product_head_asks[];
enum {
	HEAD_STATUS,
	HEAD_TAX,
	HEAD_MAKER,
	HEAD_MAKER_ADDRESS,
	HEAD_MAKER_EMAIL,
	HEAD_BRAND,
	HEAD_KIND,
	HEADS_N
};
extern const struct ask product_fresh_asks[];
enum { FRESH_PRICE, FRESH_STOCK, FRESH_SKU, FRESH_GTIN, FRESH_WEIGHT, FRESH_N };
extern const struct ask product_variant_asks[];
enum { VAR_PRICE, VAR_SALE, VAR_SKU, VAR_GTIN, VAR_WEIGHT, VARS_N };

struct value_in {
	int64_t id; /* 0: to be made */
	const char *code, *swatch;
	const char *names[TR_LANGS];
};

struct option_in {
	int64_t id; /* 0: to be made */
	const char *code;
	const char *names[TR_LANGS];
	struct value_in *values;
	size_t n;
};

struct variant_in {
	int64_t id, weight_g, media, backorder, tracked;
	const char *key, *sku, *gtin, *note;
	bool priced, on_sale, drop;
	struct money price, sale;
};

struct product_in {
	int64_t id, rev; /* id 0: a new product */
	struct product_head head;
	struct product_words words[TR_LANGS];
	int64_t *categories;
	size_t n_categories;
	struct option_in options[PRODUCT_OPTIONS_MAX];
	size_t n_options;
	bool more; /* an option or a value is new */
	struct variant_in *variants;
	size_t n_variants;
	int64_t sale_to_ms; /* of all its sales; 0: open */
	bool sale_to_new;   /* not the end that the page showed */
	struct desk_fresh fresh;
	int64_t *media; /* to attach */
	size_t n_media;
	bool publishing;               /* not for sale before, for sale now */
	struct ready_finding *missing; /* what kept it out of the shop */
	size_t n_missing;
};

/* Read all that was posted; was is the product as it stands, or NULL. */
void product_form_read(
	struct fields *f, const struct product *was, struct product_in *in);

/* Keep uploaded pictures, also when something else is wrong: a browser cannot
 * fill a file field again. */
int product_form_pictures(struct fields *f, struct product_in *in);

/* A button of the pictures' own was pressed: the page shows them again. */
bool product_form_pictures_moved(struct req *r);

/* Write in one transaction; in->id becomes the product's.  ERR_CONFLICT:
 * somebody saved since. */
int product_form_write(struct req *r, struct product_in *in);

/* What is missing, with the setting "off" nothing; the check that may refuse
 * to put it into the shop: ERR_INVALID, in->missing tells; its messages
 * (product_ready.c). */
int product_ready_show(struct tpl *t, struct req *r, int64_t product);
int product_ready_block(struct req *r, struct product_in *in);
void product_ready_errors(struct fields *f, const struct product_in *in);

/* The page; was NULL: a new product.  in: what was read, or NULL.  stock: the
 * other form of the page when that one was posted, else NULL.  status 200,
 * 409 or 422. */
int product_form_show(struct fields *f, const struct product *was,
	const struct product_in *in, struct fields *stock, int status);

/* "12": a field's suffix. */
const char *product_suffix(struct arena *a, int64_t id);

/* Send one of a product's pages with its name and the way to the others above
 * (product_top.c); p NULL: a new one. */
enum product_tab {
	TAB_PRODUCT,
	TAB_DETAILS,
	TAB_LINKS,
	TAB_PLAN,
	TAB_PARTS,
};
int product_send(struct req *r, const struct product *p, enum product_tab at,
	struct tpl *t, int status);

/* Parts of the page; was NULL: a new product (product_show_variants.c). */
void product_options_show(
	struct tpl *t, struct fields *f, const struct product *was);
void product_variants_show(
	struct tpl *t, struct fields *f, const struct product *was);

/* The day on which its sales end (product_sale.c). */
void product_sale_read(
	struct fields *f, const struct product *was, struct product_in *in);
void product_sale_show(
	struct tpl *t, struct fields *f, const struct product *was);

/* Below the form: counts, movements, the form to adjust (product_stock.c). */
int product_stock_show(
	struct tpl *t, struct fields *f, const struct product *p);

#endif
