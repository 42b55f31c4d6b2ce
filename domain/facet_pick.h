#ifndef DOMAIN_FACET_PICK_H
#define DOMAIN_FACET_PICK_H

#include "domain/facet.h"
#include "domain/shelf.h"

/* What was chosen, in the numbers of the shelf; the parts of domain/facet.h. */

/* Facets that every shop has stand behind the shelf's own. */
enum facet_own { FACET_IN_STOCK, FACET_ON_SALE, FACET_PRICE, FACET_OWN };

struct facet_pick {
	bool is_range;
	int64_t from, to;
	size_t n; /* values chosen */
};

struct facet_picks {
	struct facet_pick *of; /* n_facets + FACET_OWN of them */
	bool *value;           /* by shelf value: chosen */
	size_t *active;        /* facets with a choice */
	size_t n_active;
};

int facet_pick_all(struct cx *cx, const struct shelf *s,
	const struct facet_param *params, size_t n, struct facet_picks *out);

/* What one pass over the products has counted. */
struct facet_tally {
	int64_t *value;     /* by shelf value, with the other facets' filters */
	int64_t *base;      /* the same without any filter */
	int64_t *min, *max; /* by facet, of ranges, with the others' filters */
	int64_t *base_min, *base_max;
	int64_t flag[2], base_flag[2];
	int64_t total, all;
};

/* The facets to show, in order, with names in cx->locale. */
int facet_show_all(struct cx *cx, const struct shelf *s,
	const struct facet_picks *picks, const struct facet_tally *tally,
	struct facet_page *out);

#endif
