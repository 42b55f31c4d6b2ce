#ifndef HANDLERS_ADMIN_PRODUCTS_H
#define HANDLERS_ADMIN_PRODUCTS_H

#include "domain/product_desk.h"
#include "lib/http.h"
#include "lib/tpl.h"

/*
 * The list of products, shared by the files that show it (products.c), know
 * how it is looked at (products_view.c) and change what is chosen in it
 * (products_bulk.c).
 */
struct products_view {
	const char *show; /* one of the chips, "" all */
	const char *find, *sort;
	bool down;
	int64_t category, brand;
};

/* Of the address; form: of the hidden fields that came with a post. */
struct products_view products_view_of(const struct req *r, bool form);

/* The address that shows it again, without a page. */
const char *products_href(struct req *r, const struct products_view *v);

/* What desk_list is asked; the page is the caller's. */
struct desk_filter products_filter(const struct products_view *v);

/* Chips with counts, the form to find, the heads of sorted columns. */
int products_chips_show(
	struct tpl *t, struct req *r, const struct products_view *v);
int products_find_show(
	struct tpl *t, struct req *r, const struct products_view *v);
void products_heads_show(
	struct tpl *list, struct req *r, const struct products_view *v);

/* What was just changed, with a way back, and what stayed as it was. */
int products_undo_show(struct tpl *t, struct req *r);

#endif
