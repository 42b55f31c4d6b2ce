#ifndef HANDLERS_FACETS_H
#define HANDLERS_FACETS_H

#include "domain/facet.h"
#include "handlers/list.h"
#include "lib/buf.h"
#include "lib/http.h"

/* The filters of a list: what an address chooses, and the form that chooses
 * more, without any script. */
struct facets_ask {
	struct facet_param params[FACET_PARAMS_MAX];
	size_t n;
	bool form; /* as a form sends it: there is a shorter address */
};

/* The parameters that are facets of this shop. */
int facets_read(struct req *r, struct facets_ask *out);

/*
 * A list with its facets filled in: v->ids, n, total and facets; page, path,
 * query and sort are given.  ERR_NOT_FOUND: a page behind the last.
 */
int facets_list(struct req *r, const struct facet_scope *scope,
	const struct facets_ask *ask, enum product_sort sort,
	struct list_view *v);

/* 303 to the short address of a form's: "/c/table?material=oak&price=10-". */
int facets_redirect(
	struct req *r, const char *path, const struct facets_ask *ask);

/* "material=oak&price=10-50" of what is chosen, without one value or, value
 * NULL, without one facet; "" when nothing is left. */
const char *facets_query(struct req *r, const struct facet_page *page,
	const struct facet *without, const struct facet_value *value);

/* What a kept page's key is lengthened by: "" none, NULL: too particular to be
 * kept. */
const char *facets_key(struct req *r, const struct facets_ask *ask);

/* Send the list's page: kept under key, or, key NULL, made for this visit.
 * w: its cards stand in an order of their own; NULL: in the body. */
struct page;
int facets_send(struct req *r, const struct page *p, const char *key,
	const struct buf *body, const struct list_window *w);

/* The form, and the chips that take choices away. */
int facets_form(struct req *r, const struct list_view *v, struct buf *out);
int facets_chips(struct req *r, const struct list_view *v, struct buf *out);

#endif
