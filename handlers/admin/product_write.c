/* Writing a product's form: one transaction. */
#include "handlers/admin/product_form.h"

#include <string.h>

#include "domain/cart_gift.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/stock.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"
#include "lib/err.h"

enum { UPLOADS_MAX = 20 };

int product_form_pictures(struct fields *f, struct product_in *in)
{
	struct req *r = f->r;
	for (size_t i = 0; r->uploads && r->uploads[i].field; i++) {
		const struct upload *u = &r->uploads[i];
		if (strcmp(u->field, "picture") != 0 || u->size == 0)
			continue;
		if (i >= UPLOADS_MAX) {
			field_error(f, "picture",
				tr("At most 20 pictures at a time."));
			return OK;
		}
		int64_t media;
		int rc = admin_upload_keep(r, u, &media);
		if (rc < 0)
			return rc;
		in->media[in->n_media++] = media;
	}
	return OK;
}

static bool words_are_empty(const struct product_words *w)
{
	return !*w->name && !*w->summary && !*w->description && !*w->facts &&
	       !*w->safety && !*w->seo_title && !*w->seo_text && !w->slug;
}

static int write_words(struct req *r, const struct product_in *in)
{
	for (int l = 0; l < TR_LANGS; l++) {
		const struct product_words *w = &in->words[l];
		struct product_words was;
		const char *code = tr_langs[l].code;
		int rc = desk_words(&r->cx, in->id, code, &was);
		if (*was.slug == '\0')
			was.slug = NULL;
		if (rc == OK && words_are_empty(w) && words_are_empty(&was))
			continue;
		if (rc == OK)
			rc = product_set_words(&r->cx, in->id, code, w);
		if (rc < 0)
			return rc;
	}
	return OK;
}

static int write_value(struct req *r, int64_t option, struct value_in *v)
{
	int rc = OK;
	for (int l = 0; rc == OK && l < TR_LANGS; l++)
		if (v->names[l] && (*v->names[l] || v->id))
			rc = option_value_put(&r->cx, option, v->code,
				v->swatch, tr_langs[l].code, v->names[l],
				&v->id);
	return rc;
}

static int write_options(struct req *r, struct product_in *in)
{
	int rc = OK;
	for (size_t i = 0; i < in->n_options; i++) {
		struct option_in *o = &in->options[i];
		for (int l = 0; rc == OK && l < TR_LANGS; l++)
			if (o->names[l] && (*o->names[l] || o->id))
				rc = option_put(&r->cx, in->id, o->code,
					tr_langs[l].code, o->names[l], &o->id);
		for (size_t k = 0; rc == OK && k < o->n; k++)
			rc = write_value(r, o->id, &o->values[k]);
	}
	return rc;
}

/* Prices are history: only what differs is written. */
static int write_price(
	struct req *r, const struct product_in *in, const struct variant_in *v)
{
	struct money regular, sale;
	int64_t until = 0;
	int rc = price_both(&r->cx, v->id, &regular, &sale);
	if (rc == OK || rc == ERR_NOT_FOUND)
		rc = price_sale_until(&r->cx, v->id, &until);
	if (rc < 0)
		return rc;
	/* An end of its own stays while nobody touches either. */
	if (in->sale_to_new || v->sale.minor != sale.minor)
		until = in->sale_to_ms;
	if (v->priced && v->price.minor != regular.minor)
		rc = price_set(&r->cx, v->id, "regular", v->price, 0);
	if (rc == OK && v->on_sale)
		rc = price_set(&r->cx, v->id, "sale", v->sale, until);
	if (rc == OK && !v->on_sale && sale.minor >= 0)
		rc = price_sale_end(&r->cx, v->id);
	return rc;
}

static int write_variants(struct req *r, struct product_in *in)
{
	for (size_t i = 0; i < in->n_variants; i++) {
		struct variant_in *v = &in->variants[i];
		struct variant_data d = {
			.sku = v->sku,
			.option_key = v->key,
			.gtin = v->gtin,
			.weight_g = v->weight_g,
			.tracked = v->tracked,
			.backorder = v->backorder,
			.media = v->media,
			.compare_note = v->note,
		};
		bool changed;
		int rc = v->drop ? variant_archive(&r->cx, v->id)
				 : variant_put(&r->cx, in->id, &d, &v->id,
					   &changed);
		if (rc == OK && !v->drop)
			rc = write_price(r, in, v);
		/* gone since the page was opened: nothing left to do */
		if (rc < 0 && !(v->drop && rc == ERR_CONFLICT))
			return rc;
	}
	return OK;
}

static int write_alt(struct req *r, int64_t media)
{
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code, *was;
		const char *alt = req_form_param(
			r, arena_printf(r->cx.arena, "alt_%lld_%s",
				   (long long)media, code));
		int rc = desk_alt(&r->cx, media, code, &was);
		if (rc == OK && alt && strcmp(alt, was) != 0)
			rc = media_set_alt(&r->cx, media, code,
				arena_strndup(r->cx.arena, alt, 400));
		if (rc < 0)
			return rc;
	}
	return OK;
}

/* A button's name with the id of one of the product's pictures. */
static int64_t picture_named(struct req *r, const char *button)
{
	const char *text = req_form_param(r, button);
	return text && strlen(text) < 16 ? strtoll(text, NULL, 10) : 0;
}

bool product_form_pictures_moved(struct req *r)
{
	return picture_named(r, "drop") || picture_named(r, "first") ||
	       picture_named(r, "earlier") || picture_named(r, "later");
}

/* "earlier" and "later" change places with a neighbour. */
static int write_order(struct req *r, int64_t product,
	const struct desk_picture *have, size_t n)
{
	int64_t earlier = picture_named(r, "earlier");
	int64_t later = picture_named(r, "later");
	int64_t *ids = ARENA_ARRAY(r->cx.arena, int64_t, n + 1);
	size_t up = 0; /* the place that changes with the one before it */
	for (size_t i = 0; i < n; i++) {
		ids[i] = have[i].id;
		if (have[i].id == earlier)
			up = i;
		if (have[i].id == later && i + 1 < n)
			up = i + 1;
	}
	if (up == 0)
		return OK;
	int64_t before = ids[up - 1];
	ids[up - 1] = ids[up];
	ids[up] = before;
	return media_order(&r->cx, product, ids, n);
}

static int write_pictures(struct req *r, const struct product_in *in)
{
	struct desk_picture *have;
	size_t n;
	int rc = OK;
	for (size_t i = 0; rc == OK && i < in->n_media; i++)
		rc = media_attach(&r->cx, in->id, in->media[i]);
	if (rc == OK)
		rc = desk_pictures(&r->cx, in->id, &have, &n);
	if (rc < 0)
		return rc;
	int64_t drop = picture_named(r, "drop"),
		first = picture_named(r, "first");
	for (size_t i = 0; rc == OK && i < n; i++) {
		rc = write_alt(r, have[i].id);
		if (rc == OK && have[i].id == drop)
			rc = media_detach(&r->cx, in->id, drop);
		if (rc == OK && have[i].id == first)
			rc = media_move_first(&r->cx, in->id, first);
	}
	return rc == OK ? write_order(r, in->id, have, n) : rc;
}

/* Existing variants first: what was typed belongs to their present options;
 * new options and values come after. */
static int write_all(struct req *r, struct product_in *in)
{
	const char *what = req_form_param(r, "do");
	bool is_new = in->id == 0;
	int rc = is_new ? product_create(&r->cx, &in->head, &in->id)
			: product_update(&r->cx, in->id, in->rev, &in->head);
	if (rc == OK)
		rc = write_words(r, in);
	if (rc == OK)
		rc = product_set_categories(
			&r->cx, in->id, in->categories, in->n_categories);
	if (rc == OK)
		rc = write_variants(r, in);
	if (rc == OK)
		rc = write_options(r, in);
	in->fresh.again = what && strcmp(what, "variants") == 0;
	int64_t made;
	if (rc == OK &&
		(is_new || in->more || in->fresh.again || in->n_variants == 0))
		rc = desk_variants_make(&r->cx, in->id, &in->fresh, &made);
	if (rc == OK)
		rc = gift_card_uncount(&r->cx, in->id);
	if (rc == OK)
		rc = write_pictures(r, in);
	if (rc == OK && in->publishing)
		rc = product_ready_block(r, in);
	return rc;
}

int product_form_write(struct req *r, struct product_in *in)
{
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	return db_end(r->cx.db, write_all(r, in));
}
