#include "handlers/card.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/product.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/image.h"
#include "lib/tr.h"

enum { DOT_STEP = 26, DOTS_MAX = 8 };
enum { LENDERS = 4 }; /* products that a category may borrow from */

static void buf_drop(void *p)
{
	buf_release(p);
}

struct buf *page_buf(struct req *r)
{
	struct buf *b = ARENA_NEW(r->cx.arena, struct buf);
	arena_defer(r->cx.arena, buf_drop, b);
	return b;
}

/* The renditions to choose from; among them the one for browsers that do not
 * choose. */
static void picture_widths(
	struct tpl *t, const struct picture *p, const struct picture_use *use)
{
	struct tpl *set = use->sizes ? tpl_section(t, "WIDE") : NULL;
	int64_t best = 0, plain = use->sizes ? 640 : 480;
	if (set)
		tpl_text(set, "SIZES", use->sizes);
	for (const char *w = p->widths; *w;) {
		char *end;
		int64_t width = strtoll(w, &end, 10);
		if (end == w)
			break;
		if (best && use->widest && width > use->widest)
			break;
		if (set)
			tpl_int(tpl_section(set, "SET"), "SW", width);
		if (!best || width <= plain)
			best = width;
		w = *end ? end + 1 : end;
	}
	tpl_int(t, "W", best);
}

void picture_show(struct tpl *t, const char *name, struct req *r,
	const struct picture *p, const struct picture_use *use)
{
	struct tpl *pic = tpl_include(t, name, "part/picture.tpl");
	const char *alt = use->decorative || !p->alt ? "" : p->alt;
	if (!p->sha256) {
		struct tpl *none = tpl_section(pic, "EMPTY");
		if (*alt)
			tpl_text(tpl_section(none, "NAMED"), "ALT", alt);
		else
			tpl_show(none, "PLAIN");
		return;
	}
	struct tpl *ready = tpl_section(pic, "READY");
	tpl_text(ready, "STEM", image_stem(r->cx.arena, p->sha256));
	tpl_int(ready, "WIDTH", p->width);
	tpl_int(ready, "HEIGHT", p->height);
	tpl_text(ready, "ALT", alt);
	tpl_show(ready, use->first ? "FIRST" : "LAZY");
	picture_widths(ready, p, use);
}

static void card_price(struct tpl *t, struct req *r, const struct card *c)
{
	struct tpl *s = tpl_section(
		t, c->price.reduced ? "REDUCED" : "REGULAR");
	struct tpl *how = tpl_section(s, c->from ? "FROM" : "EXACT");
	tpl_money(how, "PRICE", c->price.amount);
	if (!c->price.reduced)
		return;
	tpl_money(s, "PRIOR", c->price.prior);
	if (c->price.percent_off > 0)
		tpl_textf(tpl_section(s, "OFF"), "PERCENT", "−%" PRId64 " %%",
			c->price.percent_off);
	(void)r;
}

static void card_dots(struct tpl *t, struct req *r, const struct card *c)
{
	if (c->n_swatches < 2)
		return;
	size_t n = c->n_swatches < DOTS_MAX ? c->n_swatches : DOTS_MAX;
	struct tpl *s = tpl_section(t, "DOTS");
	const char *label = c->option;
	for (size_t i = 0; i < c->n_swatches; i++)
		label = arena_printf(r->cx.arena, "%s%s %s", label,
			i ? "," : ":", c->swatches[i].name);
	tpl_text(s, "LABEL", label);
	int64_t box = (int64_t)n * DOT_STEP - 6;
	tpl_int(s, "BOX", box);
	tpl_int(s, "WIDE", box * 14 / 20);
	for (size_t i = 0; i < n; i++) {
		struct tpl *d = tpl_section(s, "DOT");
		tpl_int(d, "X", (int64_t)i * DOT_STEP + 10);
		tpl_text(d, "COLOUR", c->swatches[i].swatch);
	}
}

enum { CARD_WIDEST = 640 }; /* twice what a card is wide */
static const char CARD_SIZES[] =
	"(min-width: 75rem) 18rem, (min-width: 48rem) 30vw, 44vw";

/* What a card is besides its product's. */
struct card_use {
	const char *rail;  /* the shelf it stands on; "" none */
	const char *which; /* "Sea, 3.5 dl × 2": what its button adds; "" one of
			      the usual */
	int64_t qty;
};

/* Links and buttons say from which shelf they are, and how many they add. */
static void card_from(struct tpl *t, struct tpl *add, struct req *r,
	const struct card_use *use)
{
	const char *rail = use->rail;
	const char *query = arena_printf(r->cx.arena, "?from=%s", rail);
	tpl_text(t, "FROM_QUERY", query);
	if (!add)
		return;
	if (use->qty > 1)
		query = arena_printf(
			r->cx.arena, "%s&qty=%" PRId64, query, use->qty);
	tpl_text(tpl_section(add, "BY"), "QUERY", query);
	/* its page shows the cart: it is made anew */
	tpl_show_if(add, "GO", strcmp(rail, "addto") == 0);
}

static struct tpl *card_fill(
	struct req *r, const struct card *c, const struct card_use *use)
{
	struct tpl *t = tpl_new(&r->cx, "part/card.tpl"), *add = NULL;
	tpl_text(t, "P", r->lang_prefix);
	tpl_text(t, "PATH", c->path);
	tpl_text(t, "NAME", c->name);
	picture_show(t, "PICTURE", r, &c->picture,
		&(struct picture_use){.sizes = CARD_SIZES,
			.widest = CARD_WIDEST,
			.decorative = true});
	if (c->second.sha256 && c->picture.sha256)
		picture_show(t, "SECOND", r, &c->second,
			&(struct picture_use){
				.widest = 480, .decorative = true});
	card_price(t, r, c);
	if (c->each_unit)
		tpl_textf(tpl_section(t, "EACH"), "TEXT", "%s / %s",
			money_format(r->cx.arena, r->cx.locale,
				setting_get(&r->cx, "shop.currency"), c->each),
			c->each_unit);
	card_dots(t, r, c);
	if (c->sold_out) {
		tpl_show(t, "SOLD");
	} else {
		add = tpl_section(t, "ADD");
		tpl_text(add, "SKU", c->sku);
		if (*use->which)
			tpl_textf(add, "NAME", "%s (%s)", c->name, use->which);
	}
	if (*use->which)
		tpl_text(tpl_section(t, "WHICH"), "TEXT", use->which);
	if (*use->rail)
		card_from(t, add, r, use);
	if (c->left > 0)
		tpl_textf(tpl_section(t, "FEW"), "LEFT",
			tr_n("Only %ld left", "Only %ld left", (long)c->left),
			(long)c->left);
	return t;
}

/* "card/en/12", of a shelf "card/en/12/for-you". */
static const char *card_key(
	char *out, size_t size, struct req *r, int64_t id, const char *rail)
{
	snprintf(out, size, "card/%s/%" PRId64 "%s%s", r->cx.locale, id,
		*rail ? "/" : "", rail);
	return out;
}

/* Append it and keep it.  *until: how long cards made now are good; 0: not
 * asked yet. */
static int card_make(struct req *r, int64_t id, const char *rail,
	const char *key, struct buf *out, int64_t *until)
{
	struct card c;
	int rc = product_card(&r->cx, id, &c);
	if (rc == ERR_NOT_FOUND || rc == ERR_GONE)
		return OK;
	if (rc < 0)
		return rc;
	size_t at = out->len;
	if (!*until)
		rc = catalogue_until(&r->cx, until);
	if (rc == OK)
		rc = tpl_render(
			card_fill(r, &c,
				&(struct card_use){.rail = rail, .which = ""}),
			out);
	if (rc == OK)
		frag_keep(key, r->version, *until, out->p + at, out->len - at);
	return rc;
}

int cards_add_from(struct req *r, const int64_t *ids, size_t n,
	const char *rail, struct buf *out)
{
	int64_t until = 0;
	char key[80];
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		card_key(key, sizeof(key), r, ids[i], rail);
		if (!frag_emit(out, key, r->version, r->cx.now))
			rc = card_make(r, ids[i], rail, key, out, &until);
	}
	return rc;
}

int cards_add(struct req *r, const int64_t *ids, size_t n, struct buf *out)
{
	return cards_add_from(r, ids, n, "", out);
}

int card_send(struct req *r, int64_t id, const char *rail)
{
	int64_t until = 0;
	char key[80];
	card_key(key, sizeof(key), r, id, rail);
	if (resp_frag(r, key))
		return OK;
	return card_make(r, id, rail, key, r->out, &until);
}

/* "Sea, 3.5 dl × 2" */
static const char *which_words(struct req *r, const char *label, int64_t qty)
{
	struct arena *a = r->cx.arena;
	if (qty < 2)
		return label;
	return *label ? arena_printf(a, "%s × %" PRId64, label, qty)
		      : arena_printf(a, "× %" PRId64, qty);
}

/* A card of that variant, so many at a time. */
static int variant_add(struct req *r, const struct card_of *of,
	const char *rail, struct buf *out)
{
	struct card c;
	const char *label = "";
	int rc = product_card_of(&r->cx, of->product, of->variant, &c, &label);
	if (rc < 0)
		return rc == ERR_GONE ? ERR_NOT_FOUND : rc;
	const struct card_use use = {
		rail, which_words(r, label, of->qty), of->qty};
	return tpl_render(card_fill(r, &c, &use), out);
}

int card_send_open(struct req *r, const struct card_of *of, const char *rail)
{
	static const char end[] = "</li>";
	const char *open = arena_printf(r->cx.arena,
		"card/%s/%" PRId64 "/%s+%" PRId64 ".%" PRId64, r->cx.locale,
		of->product, rail, of->variant, of->qty);
	if (resp_frag(r, open))
		return OK;
	int64_t until;
	struct buf *card = page_buf(r);
	int rc = of->variant ? variant_add(r, of, rail, card)
			     : cards_add_from(r, &of->product, 1, rail, card);
	if (rc == OK && !card->len)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	while (rc == OK && card->len &&
		strncmp(card->p + card->len, end, sizeof(end) - 1) != 0)
		card->len--;
	if (rc == OK)
		resp_keep(r, open, until, card->p, card->len);
	return rc;
}

int cards_send(struct req *r, const int64_t *ids, size_t n)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = card_send(r, ids[i], "");
	return rc;
}

struct picture category_picture(struct req *r, const struct category *c)
{
	int64_t *ids;
	size_t n;
	if (c->picture.sha256 || product_list(&r->cx, c->id, SORT_BEST, 0,
					 LENDERS, &ids, &n, NULL) < 0)
		return c->picture;
	for (size_t i = 0; i < n; i++) {
		struct card card;
		if (product_card(&r->cx, ids[i], &card) == OK &&
			card.picture.sha256)
			return card.picture;
	}
	return c->picture;
}
