/* What a product's page says to one customer alone: their size is chosen, the
 * store where they fetch things has it.  Never inside what is kept. */
#include "handlers/product_page.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/delivery.h"
#include "domain/saved.h"
#include "domain/stock.h"
#include "handlers/card.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tr.h"

/* ---- the sizes it comes in: nobody's, so they are kept ---- */

enum { NAMES = 4, KEY_MAX = 400 };

static void value_names(struct saved_value *v, const char **names[NAMES])
{
	names[0] = &v->option_name;
	names[1] = &v->value_name;
	names[2] = &v->label;
	names[3] = &v->shown;
}

/* What is kept may go when something else is. */
static const char *bytes_copy(struct req *r, const char *p, size_t n)
{
	char *out = ARENA_ARRAY(r->cx.arena, char, n + 1);
	memcpy(out, p, n);
	return out;
}

static int sizes_keep(struct req *r, const char *key,
	const struct saved_value *values, size_t n)
{
	struct buf *out = page_buf(r);
	const char **names[NAMES];
	int64_t until = 0;
	int rc = catalogue_until(&r->cx, &until);
	for (size_t i = 0; i < n; i++) {
		struct saved_value v = values[i];
		value_names(&v, names);
		buf_add(out, (const char *)&v.option, sizeof(v.option));
		buf_add(out, (const char *)&v.value, sizeof(v.value));
		for (size_t k = 0; k < NAMES; k++)
			buf_add(out, *names[k], strlen(*names[k]) + 1);
	}
	if (rc == OK)
		frag_keep(
			key, r->version, until, out->p ? out->p : "", out->len);
	return rc;
}

static void sizes_read(
	struct req *r, const char *p, size_t n, struct product_own *own)
{
	const char **names[NAMES];
	p = bytes_copy(r, p, n);
	const char *end = p + n;
	while (p < end) {
		struct saved_value v = {.rank = SIZE_MAX};
		memcpy(&v.option, p, sizeof(v.option));
		memcpy(&v.value, p + sizeof(v.option), sizeof(v.value));
		p += sizeof(v.option) + sizeof(v.value);
		value_names(&v, names);
		for (size_t k = 0; k < NAMES; k++) {
			*names[k] = p;
			p += strlen(p) + 1;
		}
		own->sizes = arena_grow(
			r->cx.arena, own->sizes, own->n, sizeof(*own->sizes));
		own->sizes[own->n++] = v;
	}
}

static int sizes_load(struct req *r, int64_t product, struct product_own *own)
{
	char key[KEY_MAX];
	size_t n;
	snprintf(key, sizeof(key), "sizes/%s/%" PRId64, r->cx.locale, product);
	const char *p = frag_find(key, r->version, r->cx.now, &n);
	if (p) {
		sizes_read(r, p, n, own);
		return OK;
	}
	int rc = saved_values(&r->cx, 0, product, &own->sizes, &own->n);
	return rc == OK ? sizes_keep(r, key, own->sizes, own->n) : rc;
}

int product_own_load(struct req *r, int64_t product, struct product_own *own)
{
	*own = (struct product_own){0};
	if (!r->visitor || !r->visitor->customer)
		return OK;
	int64_t me = r->visitor->customer;
	int rc = sizes_load(r, product, own);
	if (rc == OK && own->n)
		rc = saved_ranks(&r->cx, me, own->sizes, own->n);
	if (rc == OK)
		rc = saved_store(&r->cx, me, &own->store);
	own->any = own->n || own->store;
	return rc;
}

/* ---- the choice ---- */

static size_t option_at(const struct product *p, int64_t option)
{
	size_t i = 0;
	while (i < p->n_options && p->options[i].id != option)
		i++;
	return i;
}

/* Of each option the size that is newest among theirs and can be bought. */
static const char *own_key(
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

/* Of the product and of their sizes that it comes in, in their order; NULL:
 * too long. */
static const char *open_key(struct req *r, char *out, int64_t product,
	const struct product_own *own)
{
	enum { ROOM = 48 }; /* for two numbers */
	int at = snprintf(
		out, KEY_MAX, "open/%s/%" PRId64, r->cx.locale, product);
	for (size_t i = 0; i < own->n; i++) {
		const struct saved_value *v = &own->sizes[i];
		if (v->rank == SIZE_MAX)
			continue;
		if (at + ROOM > KEY_MAX)
			return NULL;
		at += snprintf(out + at, (size_t)(KEY_MAX - at),
			"/%" PRId64 ".%zu", v->value, v->rank);
	}
	return out;
}

/* As it is kept, before its strings. */
struct kept {
	int64_t variant;
	bool usual, many, gift_card;
};

bool product_own_open(struct req *r, int64_t product,
	const struct product_own *own, struct product_open *out)
{
	char name[KEY_MAX];
	struct kept k;
	size_t n;
	const char *key = open_key(r, name, product, own);
	const char *p = key ? frag_find(key, r->version, r->cx.now, &n) : NULL;
	if (!p)
		return false;
	p = bytes_copy(r, p, n);
	memcpy(&k, p, sizeof(k));
	*out = (struct product_open){.variant = k.variant,
		.usual = k.usual,
		.many = k.many,
		.gift_card = k.gift_card,
		.key = p + sizeof(k)};
	out->size = out->key + strlen(out->key) + 1;
	out->sku = out->size + strlen(out->size) + 1;
	return true;
}

static int open_keep(struct req *r, int64_t product,
	const struct product_own *own, const struct product_open *o)
{
	char name[KEY_MAX];
	struct buf *out = page_buf(r);
	const char *key = open_key(r, name, product, own);
	struct kept k;
	int64_t until = 0;
	memset(&k, 0, sizeof(k)); /* the gaps are kept too */
	k.variant = o->variant;
	k.usual = o->usual;
	k.many = o->many;
	k.gift_card = o->gift_card;
	buf_add(out, (const char *)&k, sizeof(k));
	buf_add(out, o->key, strlen(o->key) + 1);
	buf_add(out, o->size, strlen(o->size) + 1);
	buf_add(out, o->sku, strlen(o->sku) + 1);
	int rc = catalogue_until(&r->cx, &until);
	if (rc == OK && key)
		frag_keep(key, r->version, until, out->p, out->len);
	return rc;
}

void product_own_chosen(struct req *r, const struct product *p, const char *key,
	const struct product_own *own, struct product_open *out)
{
	const struct variant *v = product_variant(p, key);
	const char *size = size_chosen(r, p, key, own);
	*out = (struct product_open){.key = key,
		.size = size ? size : "",
		.sku = v ? v->sku : "",
		.variant = v ? v->id : 0,
		.usual = strcmp(key, product_default(p)->option_key) == 0,
		.many = p->n_variants > 1,
		.gift_card = product_is_gift_card(p)};
}

int product_own_find(struct req *r, const struct product *p,
	const struct product_own *own, struct product_open *out)
{
	product_own_chosen(r, p, own_key(r, p, own), own, out);
	return open_keep(r, p->id, own, out);
}

/* ---- the place ---- */

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

static int store_show(struct req *r, struct tpl *t,
	const struct product_open *open, const struct product_own *own)
{
	struct stock_shelf *shelves;
	struct delivery_store store;
	size_t n;
	int rc = stock_shelves(&r->cx, open->variant, &shelves, &n);
	if (rc == OK)
		rc = delivery_store_get(&r->cx, own->store, &store);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (shelves[i].location != own->store)
			continue;
		struct tpl *s = tpl_section(t, "STORE");
		tpl_text(s, "SKU", open->sku);
		tpl_text(s, "NAME", store.name);
		tpl_text(s, "STOCK", shelf_words(r, &shelves[i]));
	}
	return rc == ERR_NOT_FOUND ? OK : rc;
}

struct own_place {
	const struct product_own *own;
	const struct product_open *open;
};

static int own_render(
	struct req *r, const struct own_place *at, struct buf *out)
{
	const struct product_open *open = at->open;
	struct tpl *t = tpl_new(&r->cx, "part/product_own.tpl");
	int rc = OK;
	if (at->own->n && open->many) {
		struct tpl *s = tpl_section(t, "SIZE");
		tpl_text(s, "P", r->lang_prefix);
		if (*open->size)
			tpl_text(tpl_section(s, "YOURS"), "VALUE", open->size);
	}
	if (at->own->store && open->variant && !open->gift_card)
		rc = store_show(r, t, open, at->own);
	return rc == OK ? tpl_render(t, out) : rc;
}

static int own_add(struct req *r, void *arg)
{
	const struct own_place *at = arg;
	char key[KEY_MAX];
	/* what is said to all who have chosen nothing */
	bool bare = !*at->open->size && !at->own->store;
	if (!bare)
		return own_render(r, at, r->out);
	snprintf(key, sizeof(key), "own/%s/%d", r->cx.locale,
		at->own->n && at->open->many);
	if (resp_frag(r, key))
		return OK;
	struct buf *out = page_buf(r);
	int rc = own_render(r, at, out);
	if (rc == OK)
		resp_keep(r, key, INT64_MAX, out->p ? out->p : "", out->len);
	return rc;
}

void product_own_put(struct req *r, const struct product_own *own,
	const struct product_open *open, struct lives *l)
{
	if (!own->any)
		return;
	struct own_place *at = ARENA_NEW(r->cx.arena, struct own_place);
	*at = (struct own_place){own, open};
	live_put(l, "own", own_add, at);
}
