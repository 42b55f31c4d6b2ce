#ifndef CLI_DEMO_H
#define CLI_DEMO_H

#include <jansson.h>
#include <stdbool.h>

#include "cli/cli.h"

/* The demo shop being made, in one transaction. */
struct demo {
	struct cx *cx;
	const struct conf *conf;
	const char *dir;  /* SHARE/demo */
	json_t *orders;   /* read first: they say how much stock there was */
	json_t *people;   /* who of their buyers has an account */
	json_t *sold;     /* by SKU: units that those orders took */
	int64_t today_ms; /* the last midnight */
};

enum { DEMO_DAYS = 400 }; /* how long the shop has been open */

/* SHARE/demo/NAME; NULL after printing why. */
json_t *demo_json(const struct demo *d, const char *name);

/* What o has in a language, or ""; of {"en": ...} objects. */
const char *demo_text(const json_t *o, const char *locale);
const char *demo_str(const json_t *o, const char *key); /* "" when absent */

/* Categories, products, their pictures, prices and stock. */
int demo_catalogue(struct demo *d, const json_t *catalogue);

/* A picture by file stem, copied to DIR/media; widths like "320 640".
 * *media 0: it is not there, which was printed. */
int demo_picture(struct demo *d, const char *stem, const char *widths,
	int64_t width, int64_t height, int64_t *media);

/* Places, zones, methods and pickup points; then what lies in the second
 * store, once there are goods. */
int demo_delivery(struct demo *d);
int demo_second_store(struct demo *d);

/* Promotions and codes, after the past: they did not run then. */
int demo_promotions(struct demo *d);

/* Made-up customers, and their orders among the others in d->orders; before
 * the catalogue, which asks how much they took. */
int demo_people_plan(struct demo *d, const json_t *catalogue);
/* Count d->sold. */
void demo_orders_count(struct demo *d);
/* The accounts of those that have one, each on its day. */
int demo_people_accounts(struct demo *d);
/* What the prepared three looked at, and what they said they like. */
int demo_people_did(struct demo *d);

/* What the others saw on shelves and clicked, of the last weeks. */
int demo_shelves(struct demo *d);

/* What people are asked about their interests; what somebody likes of it:
 * an array as of a question's choices. */
int demo_interests(struct demo *d);
int demo_answers(struct demo *d, const json_t *likes, const char *subject);

/* What customers have been worth, segments of them. */
int demo_segments(struct demo *d);

/* The past: each order placed, paid, sent at its time. */
int demo_orders(struct demo *d);

/* What buyers of those orders have said, and what was asked. */
int demo_said(struct demo *d);

/* Made-up products until there are n of them, besides the demo's own. */
int demo_many(struct demo *d, int64_t n);

/* In days ago: the first day of a sale from that one on. */
int64_t demo_next_sale(int64_t days_ago);
/* Was any of a product reduced that many days ago? */
bool demo_on_sale(const json_t *product, int64_t days_ago);

/* Units of a SKU that those orders took. */
int64_t demo_units(const struct demo *d, const char *sku);

#endif
