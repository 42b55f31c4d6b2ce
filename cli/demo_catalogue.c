#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/demo.h"
#include "domain/category.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/image.h"
#include "lib/tr.h"

enum { PICTURE_W = 640, PICTURE_H = 800, CATEGORIES_MAX = 64 };

static const json_t *words_in(const json_t *o, const char *locale)
{
	return json_object_get(json_object_get(o, "text"), locale);
}

/* ---- pictures ---- */

static bool file_read(const char *path, struct buf *b)
{
	enum { STEP = 64 * 1024 };
	FILE *f = fopen(path, "re");
	size_t n = 1;
	if (!f)
		return false;
	while (n > 0) {
		n = fread(buf_room(b, STEP), 1, STEP, f);
		b->len += n;
	}
	bool ok = !ferror(f);
	fclose(f);
	return ok;
}

static bool file_write(const char *path, const struct buf *b)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	bool ok = write(fd, b->p, b->len) == (ssize_t)b->len;
	return close(fd) == 0 && ok;
}

static const char *rendition(
	struct demo *d, const char *stem, const char *width)
{
	return arena_printf(
		d->cx->arena, "%s/img/%s-%s.webp", d->dir, stem, width);
}

static bool copy_renditions(struct demo *d, const char *stem,
	const char *widths, const char *sha, struct buf *b)
{
	struct arena *a = d->cx->arena;
	const char *dir = arena_printf(a, "%s/media/%.2s", d->conf->dir, sha);
	if (mkdir(dir, 0750) < 0 && errno != EEXIST)
		return false;
	while (*widths) {
		size_t n = strcspn(widths, " ");
		const char *width = arena_strndup(a, widths, n);
		buf_clear(b);
		if (!file_read(rendition(d, stem, width), b) ||
			!file_write(arena_printf(a, "%s/media/%s-%s.webp",
					    d->conf->dir, image_stem(a, sha),
					    width),
				b))
			return false;
		widths += n + (widths[n] == ' ');
	}
	return true;
}

int demo_picture(struct demo *d, const char *stem, const char *widths,
	int64_t width, int64_t height, int64_t *media)
{
	struct buf b = {0};
	const char *last = strrchr(widths, ' ');
	const char *path = rendition(d, stem, last ? last + 1 : widths);
	bool ok = file_read(path, &b);
	const char *sha = ok ? crypt_sha256(d->cx->arena, b.p, b.len) : "";
	ok = ok && copy_renditions(d, stem, widths, sha, &b);
	buf_release(&b);
	*media = 0;
	if (!ok) { /* a shop without a picture is still one */
		cli_fail("demo", "the picture %s cannot be copied", path);
		return OK;
	}
	return media_add_ready(d->cx, sha, width, height, widths, media);
}

static int goods_picture(struct demo *d, const char *stem, int64_t *media)
{
	return demo_picture(d, stem, "320 640", PICTURE_W, PICTURE_H, media);
}

/* ---- categories ---- */

struct known {
	const char *slug;
	int64_t id;
};

struct catalogue {
	struct demo *d;
	struct known known[CATEGORIES_MAX];
	size_t n;
};

static int64_t category_id(const struct catalogue *c, const char *slug)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->known[i].slug, slug))
			return c->known[i].id;
	return 0;
}

static int category_make(struct catalogue *c, const json_t *o)
{
	struct category_text words[TR_LANGS];
	size_t n = 0;
	int64_t media = 0, id = 0;
	const char *stem = demo_str(o, "picture");
	int rc = *stem ? goods_picture(c->d, stem, &media) : OK;
	for (size_t i = 0; tr_langs[i].code; i++) {
		const json_t *t = words_in(o, tr_langs[i].code);
		if (t)
			words[n++] = (struct category_text){tr_langs[i].code,
				demo_str(t, "name"), demo_str(t, "description"),
				demo_str(t, "slug")};
	}
	if (rc == OK)
		rc = category_save(c->d->cx, &id,
			category_id(c, demo_str(o, "parent")), (int64_t)c->n,
			media, words, n);
	if (c->n == CATEGORIES_MAX)
		return ERR_INVALID;
	c->known[c->n++] = (struct known){demo_str(o, "slug"), id};
	return rc;
}

/* ---- products ---- */

static int product_words_make(struct demo *d, const json_t *o, int64_t product)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && tr_langs[i].code; i++) {
		const json_t *t = words_in(o, tr_langs[i].code);
		if (!t)
			continue;
		struct product_words w = {.name = demo_str(t, "name"),
			.summary = demo_str(t, "summary"),
			.description = demo_str(t, "description"),
			.facts = demo_str(t, "facts"),
			.safety = demo_str(t, "safety"),
			.seo_title = demo_str(t, "seo_title"),
			.seo_text = demo_str(t, "seo_text"),
			.slug = demo_str(t, "slug")};
		rc = product_set_words(d->cx, product, tr_langs[i].code, &w);
	}
	return rc;
}

static int product_places(struct catalogue *c, const json_t *o, int64_t product)
{
	int64_t ids[CATEGORIES_MAX];
	size_t i, n = 0;
	json_t *slug;
	json_array_foreach(json_object_get(o, "categories"), i, slug)
	{
		int64_t id = category_id(c, json_string_value(slug));
		if (!id || n == CATEGORIES_MAX)
			return ERR_INVALID;
		ids[n++] = id;
	}
	return product_set_categories(c->d->cx, product, ids, n);
}

static int product_pictures(struct demo *d, const json_t *o, int64_t product)
{
	size_t i;
	json_t *p;
	json_array_foreach(json_object_get(o, "pictures"), i, p)
	{
		int64_t media;
		int rc = goods_picture(d, demo_str(p, "file"), &media);
		if (rc == OK && !media)
			continue;
		for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
			rc = media_set_alt(d->cx, media, tr_langs[l].code,
				demo_text(json_object_get(p, "alt"),
					tr_langs[l].code));
		if (rc == OK)
			rc = media_attach(d->cx, product, media);
		if (rc < 0)
			return rc;
	}
	return OK;
}

static int product_options(struct demo *d, const json_t *o, int64_t product,
	int64_t *options, size_t *n)
{
	size_t i;
	json_t *option;
	*n = 0;
	json_array_foreach(json_object_get(o, "options"), i, option)
	{
		if (*n == 3)
			return ERR_INVALID;
		for (size_t l = 0; tr_langs[l].code; l++) {
			int rc = option_put(d->cx, product,
				demo_str(option, "code"), tr_langs[l].code,
				demo_text(json_object_get(option, "name"),
					tr_langs[l].code),
				&options[*n]);
			if (rc < 0)
				return rc;
		}
		(*n)++;
	}
	return OK;
}

/* The value of a code in every language; *id 0: the option has none such. */
static int value_make(struct demo *d, const json_t *option, int64_t option_id,
	const char *code, int64_t *id)
{
	size_t i;
	json_t *value;
	*id = 0;
	json_array_foreach(json_object_get(option, "values"), i, value)
	{
		if (strcmp(demo_str(value, "code"), code) != 0)
			continue;
		for (size_t l = 0; tr_langs[l].code; l++) {
			int rc = option_value_put(d->cx, option_id, code,
				demo_str(value, "swatch"), tr_langs[l].code,
				demo_text(json_object_get(value, "name"),
					tr_langs[l].code),
				id);
			if (rc < 0)
				return rc;
		}
	}
	return *id ? OK : ERR_INVALID;
}

/* Values first, in their own order, so that pages show them so. */
static int values_make(struct demo *d, const json_t *o, const int64_t *options)
{
	size_t i, k;
	json_t *option, *value;
	json_array_foreach(json_object_get(o, "options"), i, option)
	{
		json_array_foreach(json_object_get(option, "values"), k, value)
		{
			int64_t id;
			int rc = value_make(d, option, options[i],
				demo_str(value, "code"), &id);
			if (rc < 0)
				return rc;
		}
	}
	return OK;
}

static int option_key(struct demo *d, const json_t *o, const json_t *variant,
	const int64_t *options, const char **key)
{
	size_t i;
	json_t *code;
	*key = "";
	json_array_foreach(json_object_get(variant, "values"), i, code)
	{
		int64_t id;
		int rc = value_make(d,
			json_array_get(json_object_get(o, "options"), i),
			options[i], json_string_value(code), &id);
		if (rc < 0)
			return rc;
		*key = arena_printf(d->cx->arena, "%s%s%lld", *key,
			i ? "." : "", (long long)id);
	}
	return OK;
}

static int64_t number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

/* The regular price from the shop's first day, the sale since its day. */
static int prices_make(struct demo *d, const json_t *o, int64_t variant)
{
	struct cx *cx = d->cx;
	const json_t *sale = json_object_get(o, "sale");
	int64_t now = cx->now;
	int rc = price_set(
		cx, variant, "regular", money(number(o, "price")), 0);
	if (rc == OK && json_is_object(sale)) {
		cx->now = d->today_ms - number(sale, "days_ago") * MS_DAY;
		rc = price_set(
			cx, variant, "sale", money(number(sale, "price")), 0);
		cx->now = now;
	}
	return rc;
}

static int variant_make(struct demo *d, const json_t *o, const json_t *v,
	int64_t product, const int64_t *options)
{
	struct variant_data data = {.sku = demo_str(v, "sku"),
		.gtin = demo_str(v, "gtin"),
		.weight_g = number(v, "weight_g"),
		.tracked = 1,
		.compare_note = ""};
	const char *stem = demo_str(v, "picture");
	int64_t variant;
	int rc = option_key(d, o, v, options, &data.option_key);
	if (rc == OK && *stem)
		rc = goods_picture(d, stem, &data.media);
	if (rc == OK)
		rc = variant_put(d->cx, product, &data, &variant, NULL);
	if (rc == OK)
		rc = prices_make(d, v, variant);
	/* What is on the shelf now, and what the past orders took. */
	int64_t units = number(v, "stock") + demo_units(d, data.sku);
	if (rc == OK && units > 0)
		rc = stock_move(
			d->cx, variant, units, "initial", "demo", variant, "");
	return rc;
}

static int product_make(struct catalogue *c, const json_t *o)
{
	struct demo *d = c->d;
	const json_t *maker = json_object_get(o, "maker");
	struct product_head head = {.kind = demo_str(o, "kind"),
		.status = demo_str(o, "state"),
		.tax_class = demo_str(o, "tax_class"),
		.maker_name = demo_str(maker, "name"),
		.maker_address = demo_str(maker, "address"),
		.maker_email = demo_str(maker, "email"),
		.brand = demo_str(maker, "name"),
		.tags = ""};
	int64_t id, options[3] = {0};
	size_t n, i;
	json_t *v;
	int rc = product_create(d->cx, &head, &id);
	if (rc == OK)
		rc = product_pictures(d, o, id);
	if (rc == OK)
		rc = product_options(d, o, id, options, &n);
	if (rc == OK)
		rc = values_make(d, o, options);
	json_array_foreach(json_object_get(o, "variants"), i, v)
	{
		if (rc == OK)
			rc = variant_make(d, o, v, id, options);
	}
	if (rc == OK)
		rc = product_places(c, o, id);
	if (rc == OK)
		rc = product_words_make(d, o, id);
	if (rc < 0)
		cli_fail("demo", "the product %s was refused",
			demo_str(o, "slug"));
	return rc;
}

int demo_catalogue(struct demo *d, const json_t *catalogue)
{
	struct catalogue c = {.d = d};
	size_t i;
	json_t *o;
	int rc = OK;
	json_array_foreach(json_object_get(catalogue, "categories"), i, o)
	{
		if (rc == OK)
			rc = category_make(&c, o);
	}
	json_array_foreach(json_object_get(catalogue, "products"), i, o)
	{
		d->cx->now += MS_HOUR; /* "new" is an order, too */
		if (rc == OK)
			rc = product_make(&c, o);
	}
	return rc;
}
