/* One product of the large made-up catalogue. */
#include <inttypes.h>
#include <string.h>

#include "cli/demo_many.h"
#include "domain/attribute.h"
#include "domain/media.h"
#include "domain/price.h"
#include "domain/product_edit.h"
#include "domain/stock.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum {
	STEP_MS = 20 * 1000, /* between the births of two products */
	AGE_DAYS = 50,       /* of the first */
	SALE_EVERY = 12,
	SALE_DAYS = 5,
	SENTENCES = 4,
};

/* What is decided about a product before anything is written. */
struct plan {
	int64_t number;
	size_t thing, look, series, round, material, colour, sentence;
	int64_t price; /* cents */
	size_t colours, sizes;
	bool sale;
};

/* splitmix64 (Vigna, public domain): the same on every machine. */
static uint64_t dice(struct many *m)
{
	uint64_t z = m->dice += UINT64_C(0x9e3779b97f4a7c15);
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static size_t below(struct many *m, size_t n)
{
	return n ? (size_t)(dice(m) % n) : 0;
}

static int64_t price_of(struct many *m, const json_t *thing)
{
	const json_t *range = json_object_get(thing, "price");
	int64_t low = json_integer_value(json_array_get(range, 0));
	int64_t high = json_integer_value(json_array_get(range, 1));
	int64_t euros = low / 100 +
			(int64_t)below(m, (size_t)(high - low) / 100 + 1);
	return euros * 100 + 90;
}

/* Thing, look and series together make the name: one product each, until all
 * are used up; then a number tells them apart. */
static struct plan plan_make(struct many *m, int64_t number)
{
	size_t things = many_count(m, "things");
	size_t looks = many_count(m, "looks");
	size_t series = many_count(m, "series");
	size_t i = (size_t)number;
	struct plan p = {.number = number};
	m->dice = (uint64_t)number;
	p.thing = i % things;
	i /= things;
	p.series = (i * 7 + p.thing) % series;
	i /= series;
	p.look = (i * 5 + p.thing + p.series) % looks;
	p.round = i / looks;
	p.material = below(m, many_count(m, "materials"));
	p.colour = below(m, many_count(m, "colours"));
	p.sentence = below(m, many_count(m, "sentences"));
	p.price = price_of(m, many_word(m, "things", p.thing));
	size_t kind = below(m, 10); /* half of them come in one form alone */
	p.colours = kind >= 7 ? 3 : kind == 6 ? 2 : 1;
	p.sizes = kind == 5 || kind == 9 ? 2 : 1;
	p.sale = number % SALE_EVERY == SALE_EVERY - 1;
	return p;
}

static const char *name_of(
	struct many *m, const struct plan *p, const char *locale)
{
	const json_t *thing = many_word(m, "things", p->thing);
	const json_t *look = many_word(m, "looks", p->look);
	const char *series = json_string_value(
		many_word(m, "series", p->series));
	const char *noun = demo_text(json_object_get(thing, "name"), locale);
	bool neuter = strcmp(locale, "sv") == 0 &&
		      json_is_true(json_object_get(thing, "neuter"));
	const char *adjective = neuter ? demo_str(look, "sv_neuter")
				       : demo_text(look, locale);
	if (p->round)
		series = arena_printf(
			m->cx.arena, "%s %zu", series, p->round + 1);
	return arena_printf(m->cx.arena, "%s %s %s", series, adjective, noun);
}

static const char *description_of(
	struct many *m, const struct plan *p, const char *locale)
{
	const char *text = "";
	for (size_t i = 0; i < SENTENCES; i++)
		text = arena_printf(m->cx.arena, "%s%s%s", text,
			i == 2  ? "\n\n"
			: *text ? " "
				: "",
			demo_text(many_word(m, "sentences",
					  (p->sentence + i) %
						  many_count(m, "sentences")),
				locale));
	return text;
}

static int words_make(struct many *m, const struct plan *p, int64_t product)
{
	int rc = OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		const char *locale = tr_langs[l].code;
		struct product_words w = {.name = name_of(m, p, locale),
			.summary = demo_text(
				many_word(m, "summaries",
					p->sentence %
						many_count(m, "summaries")),
				locale),
			.description = description_of(m, p, locale),
			.facts = "",
			.safety = "",
			.seo_title = "",
			.seo_text = ""};
		rc = product_set_words(&m->cx, product, locale, &w);
	}
	return rc;
}

/* An option with the first values of a table from a place on. */
static int option_make(struct many *m, int64_t product, const char *code,
	const char *table, size_t from, size_t n, int64_t *values)
{
	const json_t *names = json_object_get(
		json_object_get(m->words, "attributes"), code);
	int rc = OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++) {
		const char *locale = tr_langs[l].code;
		int64_t option;
		rc = option_put(&m->cx, product, code, locale,
			demo_text(names, locale), &option);
		for (size_t i = 0; rc == OK && i < n; i++) {
			const json_t *v = many_word(
				m, table, (from + i) % many_count(m, table));
			rc = option_value_put(&m->cx, option,
				demo_str(v, "code"), demo_str(v, "swatch"),
				locale,
				demo_text(json_object_get(v, "name"), locale),
				&values[i]);
		}
	}
	return rc;
}

static int price_make(
	struct many *m, const struct plan *p, int64_t variant, int64_t amount)
{
	struct cx cx = m->cx;
	int rc = price_set(&cx, variant, "regular", money(amount), 0);
	if (rc < 0 || !p->sale)
		return rc;
	cx.now = m->d->today_ms - SALE_DAYS * MS_DAY;
	return price_set(&cx, variant, "sale", money(amount * 8 / 10), 0);
}

/* One in twenty is sold out, two are nearly. */
static int64_t units_of(struct many *m)
{
	size_t n = below(m, 20);
	return n == 0 ? 0 : n < 3 ? (int64_t)n * 2 : 5 + (int64_t)below(m, 200);
}

static int variant_make(struct many *m, const struct plan *p, int64_t product,
	const char *key, size_t nth)
{
	struct variant_data data = {
		.sku = arena_printf(
			m->cx.arena, "M%06" PRId64 "-%zu", p->number, nth + 1),
		.option_key = key,
		.weight_g = 100 + (int64_t)below(m, 2000),
		.tracked = 1};
	int64_t variant, units = units_of(m);
	int rc = variant_put(&m->cx, product, &data, &variant, NULL);
	if (rc == OK)
		rc = price_make(
			m, p, variant, p->price + (int64_t)nth % 2 * 500);
	if (rc == OK && units)
		rc = stock_move(
			&m->cx, variant, units, "initial", "demo", variant, "");
	return rc;
}

static int variants_make(struct many *m, const struct plan *p, int64_t product)
{
	int64_t colours[4] = {0}, sizes[4] = {0};
	int rc = OK;
	if (p->colours > 1)
		rc = option_make(m, product, "colour", "colours", p->colour,
			p->colours, colours);
	if (rc == OK && p->sizes > 1)
		rc = option_make(
			m, product, "size", "sizes", 0, p->sizes, sizes);
	for (size_t i = 0; rc == OK && i < p->colours * p->sizes; i++) {
		int64_t c = colours[i / p->sizes], s = sizes[i % p->sizes];
		const char *key = "";
		if (c && s)
			key = arena_printf(
				m->cx.arena, "%" PRId64 ".%" PRId64, c, s);
		else if (c || s)
			key = arena_printf(m->cx.arena, "%" PRId64, c + s);
		rc = variant_make(m, p, product, key, i);
	}
	return rc;
}

static int facts_make(struct many *m, const struct plan *p, int64_t product)
{
	int64_t colours[4];
	for (size_t i = 0; i < p->colours; i++)
		colours[i] = m->colour_value[(p->colour + i) %
					     many_count(m, "colours")];
	int rc = attribute_set_values(&m->cx, product, m->material,
		&m->material_value[p->material], 1);
	if (rc == OK)
		rc = attribute_set_values(
			&m->cx, product, m->colour, colours, p->colours);
	if (rc == OK)
		rc = attribute_set_number(&m->cx, product, m->width,
			(5 + (int64_t)below(m, 60)) * 1000);
	if (rc == OK)
		rc = attribute_set_bool(
			&m->cx, product, m->handmade, below(m, 2) == 0);
	return rc;
}

static int pictures_make(struct many *m, const struct plan *p, int64_t product)
{
	size_t n = m->n_pictures[p->thing], first = below(m, n);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n && i < 2; i++)
		rc = media_attach(
			&m->cx, product, m->picture[p->thing][(first + i) % n]);
	return rc;
}

int many_product(struct many *m, int64_t number)
{
	struct plan p = plan_make(m, number);
	struct product_head head = {.kind = "goods",
		.status = "active",
		.tax_class = "general",
		.maker_name = "",
		.maker_address = "",
		.maker_email = "",
		.brand = json_string_value(many_word(
			m, "brands", below(m, many_count(m, "brands")))),
		.tags = ""};
	int64_t product;
	m->cx.now = m->d->today_ms - AGE_DAYS * MS_DAY + number * STEP_MS;
	int rc = product_create(&m->cx, &head, &product);
	if (rc == OK)
		rc = pictures_make(m, &p, product);
	if (rc == OK)
		rc = variants_make(m, &p, product);
	if (rc == OK)
		rc = facts_make(m, &p, product);
	if (rc == OK)
		rc = product_set_categories(
			&m->cx, product, &m->shelf[p.thing], 1);
	/* last: the words are what search is made of */
	return rc == OK ? words_make(m, &p, product) : rc;
}
