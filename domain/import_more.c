/* What an import brings beside words and variants: properties, relations,
 * sale prices, old addresses. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/attribute.h"
#include "domain/import_number.h"
#include "domain/import_product.h"
#include "domain/origin.h"
#include "domain/price.h"
#include "domain/redirect.h"
#include "domain/relation.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { CODE_MAX = 64 };

static const char *code_of(struct cx *cx, const char *name, const char *prefix)
{
	const char *code = text_slug(cx->arena, name);
	if (*code && strlen(code) <= CODE_MAX)
		return code;
	if (*code)
		return arena_printf(cx->arena, "%.40s-%.6s", code,
			crypt_sha256_str(cx->arena, name));
	return arena_printf(cx->arena, "%s-%.6s", prefix,
		crypt_sha256_str(cx->arena, name));
}

/* ---- properties ---- */

static int put_texts(struct import_run *run, const struct import_attribute *a,
	int64_t product, int64_t attribute)
{
	struct cx *cx = run->cx;
	int64_t *ids = ARENA_ARRAY(cx->arena, int64_t, a->n);
	for (size_t i = 0; i < a->n; i++) {
		int rc = attribute_value_put(cx, attribute,
			code_of(cx, a->values[i], "v"), NULL, run->plan->locale,
			a->values[i], &ids[i]);
		if (rc < 0)
			return rc;
	}
	return attribute_set_values(cx, product, attribute, ids, a->n);
}

static bool yes_or_no(const char *text, bool *yes)
{
	static const char *const yeses[] = {
		"yes", "true", "1", "kyll\xc3\xa4", "ja", NULL};
	static const char *const noes[] = {
		"no", "false", "0", "ei", "nej", NULL};
	for (size_t i = 0; yeses[i]; i++)
		if (!strcasecmp(text, yeses[i]) || !strcasecmp(text, noes[i])) {
			*yes = !strcasecmp(text, yeses[i]);
			return true;
		}
	return false;
}

static int put_fact(struct import_run *run, const struct import_product *p,
	const struct import_attribute *a, const struct attribute *to,
	int64_t product)
{
	int64_t milli;
	bool yes;
	if (to->kind == ATTRIBUTE_TEXT || to->kind == ATTRIBUTE_COLOUR)
		return put_texts(run, a, product, to->id);
	if (to->kind == ATTRIBUTE_NUMBER && a->n == 1 &&
		import_local(a->values[0], 3, true, &milli))
		return attribute_set_number(run->cx, product, to->id, milli);
	if (to->kind == ATTRIBUTE_BOOL && a->n == 1 &&
		yes_or_no(a->values[0], &yes))
		return attribute_set_bool(run->cx, product, to->id, yes);
	import_note(run->cx, run->report, a->line, IMPORT_WARNING,
		"%s: \"%.60s\" does not fit the property \"%.60s\" and was "
		"left out",
		p->handle, a->values[0], a->name);
	return OK;
}

static int attribute_of(struct import_run *run,
	const struct import_attribute *a, struct attribute *out)
{
	struct cx *cx = run->cx;
	const char *code = code_of(cx, a->code ? a->code : a->name, "a");
	int rc = attribute_find(cx, code, out);
	if (rc != ERR_NOT_FOUND)
		return rc;
	struct attribute_data d = {.code = code,
		.kind = a->number ? ATTRIBUTE_NUMBER : ATTRIBUTE_TEXT,
		.unit = a->unit ? a->unit : "",
		.facet = a->facet};
	*out = (struct attribute){.kind = d.kind};
	return attribute_put(cx, &d, run->plan->locale, a->name, &out->id);
}

int import_attributes_apply(
	struct import_run *run, const struct import_product *p, int64_t product)
{
	const struct import_attribute *all = IMPORT_AT(
		p->attributes, struct import_attribute);
	for (size_t i = 0; i < IMPORT_N(p->attributes, struct import_attribute);
		i++) {
		struct attribute to;
		int rc = attribute_of(run, &all[i], &to);
		if (rc == OK)
			rc = put_fact(run, p, &all[i], &to, product);
		if (rc < 0)
			return rc;
	}
	return OK;
}

/* ---- relations ---- */

int import_product_find(
	struct import_run *run, const char *handle, int64_t *product)
{
	const char *digest;
	return origin_find(run->cx, run->plan->source,
		arena_printf(run->cx->arena, "product/%s", handle), product,
		&digest);
}

static int relations_of(struct import_run *run, const struct import_product *p,
	int64_t product, const char *kind)
{
	size_t n = 0, max = IMPORT_N(p->relations, struct import_relation);
	const struct import_relation *all = IMPORT_AT(
		p->relations, struct import_relation);
	int64_t *ids = ARENA_ARRAY(run->cx->arena, int64_t, max + 1);
	for (size_t i = 0; i < max; i++) {
		if (strcmp(all[i].kind, kind) != 0)
			continue;
		int rc = import_product_find(run, all[i].handle, &ids[n]);
		if (rc < 0)
			return rc;
		if (ids[n])
			n++;
		else
			import_note(run->cx, run->report, all[i].line,
				IMPORT_WARNING,
				"%s: there is no product \"%.60s\" to go with",
				p->handle, all[i].handle);
	}
	return n ? relation_set(run->cx, product, kind, ids, n) : OK;
}

int import_relations_apply(
	struct import_run *run, const struct import_product *p)
{
	int64_t product = 0;
	if (p->relations.len == 0)
		return OK;
	int rc = import_product_find(run, p->handle, &product);
	for (size_t i = 0; rc == OK && product && relation_kinds[i]; i++)
		rc = relations_of(run, p, product, relation_kinds[i]);
	return rc;
}

/* ---- prices ---- */

/* "HASH/price+sale+from+to/quantity": the sale that an earlier file had. */
static bool sale_before(const char *digest, struct import_variant *v)
{
	const char *at = strchr(digest, '/');
	int64_t n[4];
	for (int i = 0; i < 4; i++) {
		char *end;
		if (!at || *at != (i ? '+' : '/'))
			return false;
		n[i] = strtoll(at + 1, &end, 10);
		at = end;
	}
	v->sale_minor = n[1];
	v->sale_from_ms = n[2];
	v->sale_to_ms = n[3];
	return true;
}

static int sale_cancel(
	struct cx *cx, const struct import_variant *was, int64_t variant)
{
	int64_t id = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM price WHERE variant = :variant"
		" AND price_group = '' AND kind = 'sale'"
		" AND amount_minor = :amount AND from_ms = :from"
		" AND coalesce(to_ms, 0) = :to ORDER BY id LIMIT 1");
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":amount", was->sale_minor);
	db_bind_int(q, ":from", was->sale_from_ms);
	db_bind_int(q, ":to", was->sale_to_ms);
	int rc = db_one(q);
	if (rc == OK)
		id = db_next_int(q);
	db_done(q);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	return price_cancel(cx, id);
}

/* What the file before said and this one does not; a sale of the owner's own
 * stays. */
static int sale_take_back(struct cx *cx, const struct import_variant *v,
	int64_t variant, const char *digest)
{
	struct import_variant was = {0};
	struct money regular = {-1}, sale = {-1};
	int64_t until = 0;
	if (!sale_before(digest, &was) ||
		(v->has_sale && v->sale_minor == was.sale_minor &&
			v->sale_from_ms == was.sale_from_ms &&
			v->sale_to_ms == was.sale_to_ms))
		return OK;
	if (was.sale_from_ms > cx->now)
		return sale_cancel(cx, &was, variant);
	int rc = price_both(cx, variant, &regular, &sale);
	if (rc == OK)
		rc = price_sale_until(cx, variant, &until);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	return sale.minor == was.sale_minor && until == was.sale_to_ms
		       ? price_sale_end(cx, variant)
		       : OK;
}

int import_price_apply(struct import_run *run, const struct import_variant *v,
	int64_t variant, const char *digest)
{
	struct cx *cx = run->cx;
	if (v->price_minor < 0)
		return OK;
	int rc = sale_take_back(cx, v, variant, digest);
	if (rc == OK)
		rc = price_set(
			cx, variant, "regular", money(v->price_minor), 0);
	if (rc < 0 || !v->has_sale ||
		(v->sale_to_ms && v->sale_to_ms <= cx->now))
		return rc;
	if (v->sale_from_ms <= cx->now)
		return price_set(cx, variant, "sale", money(v->sale_minor),
			v->sale_to_ms);
	int64_t id;
	return price_schedule(cx, variant, "sale", money(v->sale_minor),
		v->sale_from_ms, v->sale_to_ms, &id);
}

/* ---- old addresses ---- */

static int put_address(struct import_run *run, const char *path,
	int64_t product, const char *address)
{
	struct redirect r = {.path = path,
		.kind = product ? "product" : "address",
		.target = product,
		.address = product ? "" : address,
		.source = run->plan->source};
	run->report->addresses++;
	return redirect_put(run->cx, &r);
}

int import_address_apply(
	struct import_run *run, const struct import_product *p, int64_t product)
{
	struct arena *a = run->cx->arena;
	if (!run->plan->product_at)
		return OK;
	const char *slug = p->slug ? p->slug : p->handle;
	return *slug ? put_address(run,
			       arena_printf(
				       a, "%s%s", run->plan->product_at, slug),
			       product, NULL)
		     : OK;
}

int import_addresses_apply(struct import_run *run)
{
	const struct import_address *all = IMPORT_AT(
		run->plan->addresses, struct import_address);
	for (size_t i = 0;
		i < IMPORT_N(run->plan->addresses, struct import_address);
		i++) {
		int64_t product = 0;
		int rc = OK;
		if (all[i].handle)
			rc = import_product_find(run, all[i].handle, &product);
		if (rc == OK && (product || all[i].address))
			rc = put_address(
				run, all[i].path, product, all[i].address);
		if (rc < 0)
			return rc;
	}
	return OK;
}
