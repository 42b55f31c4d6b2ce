#include "domain/ready.h"

#include <string.h>

#include "domain/brand.h"
#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_desk.h"
#include "domain/quote.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { DESCRIPTION_MIN = 60 /* bytes: less than a sentence or two */ };

struct check {
	struct cx *cx;
	struct product p;
	struct ready_finding *found;
	size_t n;
};

static void add(struct check *c, enum ready_code code, const char *what,
	int64_t variant)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->found[i].code == code)
			return;
	c->found = arena_grow(c->cx->arena, c->found, c->n, sizeof(*c->found));
	c->found[c->n++] = (struct ready_finding){
		code, code <= READY_PARTS, what, variant};
}

static int texts(struct check *c)
{
	struct cx *cx = c->cx;
	struct product_words w;
	int rc = desk_words(cx, c->p.id, cx->root, &w);
	if (rc < 0)
		return rc;
	if (!*w.name)
		add(c, READY_NAME, "", 0);
	if (strlen(w.description) + strlen(w.summary) < DESCRIPTION_MIN)
		add(c, READY_DESCRIPTION, "", 0);
	bool described = *w.description || *w.summary;
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code;
		rc = desk_words(cx, c->p.id, code, &w);
		if (rc < 0)
			return rc;
		if (!*w.name || (described && !*w.description && !*w.summary))
			add(c, READY_TRANSLATION, tr_langs[l].name, 0);
	}
	return OK;
}

/* Asked now or foreseen: a product may be prepared for its day. */
static int is_priced(struct cx *cx, int64_t variant, bool *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM price WHERE variant = :variant"
		" AND price_group = '' AND (to_ms IS NULL OR to_ms > :now)");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":now", cx->now);
	int rc = db_one(q);
	*out = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

static int variants(struct check *c)
{
	bool any_content = false, parts = false;
	if (c->p.n_variants == 0)
		add(c, READY_VARIANT, "", 0);
	for (size_t i = 0; i < c->p.n_variants; i++) {
		any_content = any_content || c->p.variants[i].content_milli;
		parts = parts || c->p.variants[i].stock.parts > 0;
	}
	for (size_t i = 0; i < c->p.n_variants; i++) {
		const struct variant *v = &c->p.variants[i];
		bool priced;
		int rc = is_priced(c->cx, v->id, &priced);
		if (rc < 0)
			return rc;
		if (!priced)
			add(c, READY_PRICE, v->sku, v->id);
		if (v->stock.most <= 0)
			add(c, READY_STOCK, v->sku, v->id);
		if (v->weight_g <= 0)
			add(c, READY_WEIGHT, v->sku, v->id);
		if (any_content && !v->content_milli)
			add(c, READY_CONTENT, v->sku, v->id);
	}
	if (strcmp(c->p.kind, "bundle") == 0 && !parts)
		add(c, READY_PARTS, "", 0);
	return OK;
}

static int pictures(struct check *c)
{
	struct desk_picture *have;
	size_t n, good = 0;
	int rc = desk_pictures(c->cx, c->p.id, &have, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (strcmp(have[i].state, "failed") == 0)
			continue;
		good++;
		for (int l = 0; rc == OK && l < TR_LANGS; l++) {
			const char *alt;
			rc = desk_alt(
				c->cx, have[i].id, tr_langs[l].code, &alt);
			if (rc == OK && !*alt)
				add(c, READY_ALT, tr_langs[l].name, 0);
		}
	}
	if (rc == OK && good == 0)
		add(c, READY_PICTURE, "", 0);
	return rc;
}

static int law(struct check *c)
{
	struct cx *cx = c->cx;
	int64_t rate;
	struct brand b;
	int rc = tax_rate_on(cx, c->p.tax_class,
		setting_get(cx, "shop.country"), clock_day(cx->now), &rate);
	if (rc == ERR_NOT_FOUND)
		add(c, READY_TAX, "", 0);
	else if (rc < 0)
		return rc;
	if (*c->p.maker_name && *c->p.maker_address && *c->p.maker_email)
		return OK;
	if (!*c->p.maker_name && c->p.brand_id) {
		rc = brand_get(cx, c->p.brand_id, &b);
		if (rc < 0)
			return rc;
		if (*b.maker_name && *b.maker_address && *b.maker_email)
			return OK;
	}
	add(c, READY_MAKER, "", 0);
	return OK;
}

/* The codes stand in the order of their need. */
static void sort(struct check *c)
{
	for (size_t i = 1; i < c->n; i++)
		for (size_t k = i;
			k > 0 && c->found[k].code < c->found[k - 1].code; k--) {
			struct ready_finding f = c->found[k];
			c->found[k] = c->found[k - 1];
			c->found[k - 1] = f;
		}
}

int ready_check(
	struct cx *cx, int64_t product, struct ready_finding **out, size_t *n)
{
	struct check c = {.cx = cx};
	*out = NULL;
	*n = 0;
	int rc = product_get_any(cx, product, &c.p);
	if (rc == OK)
		rc = texts(&c);
	if (rc == OK)
		rc = variants(&c);
	if (rc == OK)
		rc = pictures(&c);
	if (rc == OK)
		rc = law(&c);
	if (rc == OK && !c.p.category)
		add(&c, READY_CATEGORY, "", 0);
	if (rc < 0)
		return rc;
	sort(&c);
	*out = c.found;
	*n = c.n;
	return OK;
}

size_t ready_musts(const struct ready_finding *found, size_t n)
{
	size_t musts = 0;
	for (size_t i = 0; i < n; i++)
		musts += found[i].must;
	return musts;
}

const char *ready_mode(struct cx *cx)
{
	const char *mode = setting_get(cx, "catalogue.ready");
	if (strcmp(mode, "off") == 0 || strcmp(mode, "block") == 0)
		return mode;
	return "warn";
}
