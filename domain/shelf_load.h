#ifndef DOMAIN_SHELF_LOAD_H
#define DOMAIN_SHELF_LOAD_H

#include "domain/listing.h"
#include "domain/shelf.h"

/* The parts of domain/shelf.c: words get numbers, rows get their facts. */

/* A number for a key, or -1 when it has none and make is false. */
struct shelf_words {
	void *root; /* tsearch */
	size_t n;
};
int shelf_word(struct shelf_words *w, const char *key, bool make);
void shelf_words_drop(struct shelf_words *w);

/* All that shelf.c keeps. */
struct shelf_memory {
	struct shelf shelf;
	size_t rows_max, facets_max, values_max, cats_max;
	struct shelf_words facet_words, value_words, cat_words;
	int64_t serial;   /* of the database; 0: nothing is loaded */
	int64_t seq;      /* of listing: seen up to it */
	int64_t version;  /* of the catalogue: categories, attributes */
	uint64_t meaning; /* of the attributes: changed, all is read anew */
	size_t bytes;     /* of the rows' facts */
	int64_t counted_ms, counted_until_ms; /* the counts hold between */
	unsigned counted_lang;                /* 0: the counts are old */
};

/* Make room for one more item of size bytes. */
void *shelf_grow(void *items, size_t n, size_t *max, size_t size);

/* Index of a category, made when it is new; -1 beyond the bound. */
int shelf_cat_index(struct shelf_memory *m, int64_t category);

/* Which attributes are facets, before any row. */
int shelf_load_facets(struct cx *cx, struct shelf_memory *m);
/* A hash of what shelf_load_facets reads. */
int shelf_meaning(struct cx *cx, uint64_t *out);

/* The brand, categories, values and numbers of a product in one piece of
 * memory that row->numbers begins. */
int shelf_load_row(
	struct cx *cx, struct shelf_memory *m, struct shelf_row *row);

#endif
