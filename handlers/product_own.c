/* What a product's page says to one customer alone: their size is chosen, the
 * store where they fetch things has it.  Never inside what is kept. */
#include "handlers/product_page.h"

#include <stdint.h>
#include <string.h>

#include "domain/delivery.h"
#include "domain/saved.h"
#include "domain/stock.h"
#include "lib/err.h"
#include "lib/tr.h"

int product_own_load(struct req *r, int64_t product, struct product_own *own)
{
	*own = (struct product_own){0};
	if (!r->visitor || !r->visitor->customer)
		return OK;
	int64_t me = r->visitor->customer;
	int rc = saved_values(&r->cx, me, product, &own->sizes, &own->n);
	if (rc == OK)
		rc = saved_store(&r->cx, me, &own->store);
	own->any = own->n || own->store;
	return rc;
}

static size_t option_at(const struct product *p, int64_t option)
{
	size_t i = 0;
	while (i < p->n_options && p->options[i].id != option)
		i++;
	return i;
}

/* Of each option the size that is newest among theirs and can be bought. */
const char *product_own_key(
	struct req *r, const struct product *p, const struct product_own *own)
{
	const char *key = product_default(p)->option_key;
	size_t best[SAVED_SIZES_MAX];
	for (size_t i = 0; i < SAVED_SIZES_MAX; i++)
		best[i] = SIZE_MAX;
	for (size_t k = 0; k < own->n; k++) {
		const struct saved_value *v = &own->sizes[k];
		size_t i = option_at(p, v->option);
		if (i >= p->n_options || i >= SAVED_SIZES_MAX ||
			v->rank >= best[i])
			continue;
		const char *with = product_key_with(r, p, key, i, v->value);
		const struct variant *made = product_variant(p, with);
		if (!made || !variant_can_buy(made))
			continue;
		key = with;
		best[i] = v->rank;
	}
	return key;
}

/* "M" of the choice, when it is theirs; NULL. */
static const char *size_chosen(struct req *r, const struct product *p,
	const char *key, const struct product_own *own)
{
	for (size_t k = 0; k < own->n; k++) {
		const struct saved_value *v = &own->sizes[k];
		size_t i = option_at(p, v->option);
		if (v->rank != SIZE_MAX && i < p->n_options &&
			strcmp(product_key_with(r, p, key, i, v->value), key) ==
				0)
			return v->shown;
	}
	return NULL;
}

static const char *shelf_words(struct req *r, const struct stock_shelf *s)
{
	long n = (long)s->free;
	if (n <= 0)
		return s->waits ? tr("Made or ordered for you")
				: tr("not just now");
	return n > STOCK_FEW ? tr("in stock")
			     : arena_printf(r->cx.arena,
				       tr_n("%ld left", "%ld left", n), n);
}

static int store_show(struct req *r, struct tpl *t, const struct variant *v,
	const struct product_own *own)
{
	struct stock_shelf *shelves;
	struct delivery_store store;
	size_t n;
	int rc = stock_shelves(&r->cx, v->id, &shelves, &n);
	if (rc == OK)
		rc = delivery_store_get(&r->cx, own->store, &store);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (shelves[i].location != own->store)
			continue;
		struct tpl *s = tpl_section(t, "STORE");
		tpl_text(s, "SKU", v->sku);
		tpl_text(s, "NAME", store.name);
		tpl_text(s, "STOCK", shelf_words(r, &shelves[i]));
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

struct own_place {
	const struct product *p;
	const char *key;
	const struct product_own *own;
};

static int own_add(struct req *r, void *arg)
{
	const struct own_place *at = arg;
	const struct product *p = at->p;
	const struct product_own *own = at->own;
	struct tpl *t = tpl_new(&r->cx, "part/product_own.tpl");
	const struct variant *v = product_variant(p, at->key);
	int rc = OK;
	if (own->n && p->n_variants > 1) {
		struct tpl *s = tpl_section(t, "SIZE");
		const char *size = size_chosen(r, p, at->key, own);
		tpl_text(s, "P", r->lang_prefix);
		if (size)
			tpl_text(tpl_section(s, "YOURS"), "VALUE", size);
	}
	if (own->store && v && !product_is_gift_card(p))
		rc = store_show(r, t, v, own);
	return rc == OK ? tpl_render(t, r->out) : rc;
}

void product_own_put(struct req *r, const struct product *p, const char *key,
	const struct product_own *own, struct lives *l)
{
	if (!own->any)
		return;
	struct own_place *at = ARENA_NEW(r->cx.arena, struct own_place);
	*at = (struct own_place){p, key, own};
	live_put(l, "own", own_add, at);
}
