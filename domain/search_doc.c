/* A product's document: all its words, in one language. */
#include "domain/search_doc.h"

#include <string.h>

#include "domain/attribute.h"
#include "domain/search.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/fts.h"
#include "lib/md.h"
#include "lib/tr.h"

enum {
	PRODUCT_BITS = 44,
	SOLD_BITS = 8,
	SOLD_TOP = (1 << SOLD_BITS) - 1,
	FIELD_WORDS_MAX = 4000,
	TEXT_MAX = 60000,
	SEEN = 1024, /* a power of two; more distinct words stand twice */
};

#define PRODUCT_TOP ((INT64_C(1) << PRODUCT_BITS) - 1)

/* Steps of a quarter: 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20... */
static int64_t popularity(int64_t sold)
{
	int64_t step = 0;
	if (sold < 4)
		return sold;
	while (sold >= 8) {
		sold /= 2;
		step += 4;
	}
	step += sold;
	return step < SOLD_TOP ? step : SOLD_TOP;
}

int64_t doc_first(int lang)
{
	return (int64_t)(lang + 1) << (PRODUCT_BITS + SOLD_BITS);
}

int64_t doc_last(int lang)
{
	return doc_first(lang + 1) - 1;
}

int64_t doc_id(int lang, int64_t sold_qty, int64_t product)
{
	return doc_first(lang) |
	       (SOLD_TOP - popularity(sold_qty)) << PRODUCT_BITS |
	       (PRODUCT_TOP - product);
}

int64_t doc_product(int64_t id)
{
	return PRODUCT_TOP - (id & PRODUCT_TOP);
}

int doc_lang(int64_t id)
{
	return (int)(id >> (PRODUCT_BITS + SOLD_BITS)) - 1;
}

enum field { NAME, MORE, BODY, FIELDS };

struct doc {
	struct cx *cx; /* locale: the document's; arena: of this document */
	const char *words_in; /* the language that its texts are in */
	struct buf text[FIELDS];
	const char *seen[FIELDS][SEEN];
	bool codes; /* these are no words of a language */
	int rc;
};

static bool is_new(const char **seen, const char *word)
{
	uint32_t h = 2166136261u;
	for (const char *s = word; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	for (uint32_t i = 0; i < 8; i++) {
		const char **at = &seen[(h + i) & (SEEN - 1)];
		if (!*at) {
			*at = word;
			return true;
		}
		if (strcmp(*at, word) == 0)
			return false;
	}
	return true;
}

static void put(struct doc *d, enum field f, const char *plain)
{
	if (!is_new(d->seen[f], plain))
		return;
	struct buf *b = &d->text[f];
	if (b->len)
		buf_addc(b, ' ');
	buf_adds(b, plain);
}

static void put_forms(
	struct doc *d, enum field f, const struct word_form *forms, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(d, f, forms[i].plain);
}

/* What a thing is stands in the name; what it is made of or for, as in the
 * first parts of a compound, counts as more. */
static void put_word(struct doc *d, enum field f, const struct word *w)
{
	enum field side = f == NAME ? MORE : f;
	put_forms(d, f, w->base, w->n_base);
	put_forms(d, f, w->head, w->n_head);
	put_forms(d, side, w->part, w->n_part);
	put(d, side, w->plain);
	if (w->joined)
		put(d, side, w->joined);
	if (d->rc == OK && !d->codes)
		d->rc = vocab_put(d->cx, d->words_in, w,
			f == NAME   ? 3
			: f == MORE ? 2
				    : 1);
}

static void add(struct doc *d, enum field f, const char *text)
{
	struct word *words;
	size_t n = text && *text ? words_of(d->cx->arena, d->words_in, text,
					   FIELD_WORDS_MAX, &words)
				 : 0;
	for (size_t i = 0; i < n; i++)
		put_word(d, f, &words[i]);
}

/* Add the first column of each row of q. */
static void add_rows(struct doc *d, enum field f, struct db_stmt *q)
{
	const char **rows = NULL;
	size_t n = 0;
	int rc;
	while ((rc = db_step(q)) > 0) {
		rows = arena_grow(d->cx->arena, rows, n, sizeof(*rows));
		rows[n++] = db_next_text(q, d->cx->arena);
	}
	db_done(q);
	if (rc < 0)
		d->rc = rc;
	for (size_t i = 0; i < n; i++)
		add(d, f, rows[i]);
}

static void bind(struct db_stmt *q, const struct doc *d, int64_t product)
{
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", d->cx->locale);
	db_bind_text(q, ":root", d->cx->root);
}

static void add_codes(struct doc *d, int64_t product)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"SELECT sku || ' ' || gtin FROM variant"
		" WHERE product = :product AND archived_ms IS NULL"
		" ORDER BY position");
	db_bind_int(q, ":product", product);
	d->codes = true;
	add_rows(d, MORE, q);
	d->codes = false;
}

/* Names of the options' values: "sea", "meri". */
static void add_values(struct doc *d, int64_t product)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"SELECT coalesce(t.name, r.name, '') FROM option o"
		" JOIN option_value v ON v.option = o.id"
		" LEFT JOIN option_value_text t ON t.option_value = v.id"
		"  AND t.locale = :locale"
		" LEFT JOIN option_value_text r ON r.option_value = v.id"
		"  AND r.locale = :root"
		" WHERE o.product = :product ORDER BY o.position, v.position");
	bind(q, d, product);
	add_rows(d, MORE, q);
}

/* Where it stands: the categories' names, up to the top. */
static void add_places(struct doc *d, int64_t product)
{
	struct db_stmt *q = DB_SQL(d->cx->db,
		"WITH RECURSIVE above (id, parent) AS ("
		" SELECT c.id, c.parent FROM product_category pc"
		"  JOIN category c ON c.id = pc.category"
		"  WHERE pc.product = :product AND c.archived_ms IS NULL"
		" UNION SELECT c.id, c.parent FROM category c"
		"  JOIN above a ON a.parent = c.id"
		"  WHERE c.archived_ms IS NULL)"
		" SELECT coalesce(nullif(t.name, ''), r.name, '') FROM above a"
		" LEFT JOIN category_text t ON t.category = a.id"
		"  AND t.locale = :locale"
		" LEFT JOIN category_text r ON r.category = a.id"
		"  AND r.locale = :root");
	bind(q, d, product);
	add_rows(d, MORE, q);
}

/* "Stoneware, oak", "3.5 dl"; of what is yes or no, its name when yes. */
static void add_attributes(struct doc *d, int64_t product)
{
	struct attribute_fact *facts;
	size_t n;
	int rc = attribute_facts(d->cx, product, &facts, &n);
	if (rc < 0)
		d->rc = rc;
	for (size_t i = 0; rc == OK && i < n; i++) {
		if (facts[i].attribute.kind != ATTRIBUTE_BOOL)
			add(d, MORE, facts[i].text);
		else if (facts[i].number_milli)
			add(d, MORE, facts[i].attribute.name);
	}
}

/*
 * The texts, in the document's language, else in the root's, else in any:
 * ERR_NOT_FOUND when it is not for sale or has no name.
 */
static int add_texts(
	struct doc *d, int64_t product, int64_t *sold, const char **folded)
{
	struct arena *a = d->cx->arena;
	struct db_stmt *q = DB_SQL(d->cx->db,
		"SELECT p.sold_qty, t.locale, t.name, t.name_sort, t.summary,"
		" t.description, t.facts, p.tags, coalesce(b.name, '')"
		" FROM product p JOIN product_text t ON t.product = p.id"
		" LEFT JOIN brand b ON b.id = p.brand"
		" WHERE p.id = :product AND p.status = 'active'"
		" AND t.name <> ''"
		" ORDER BY CASE WHEN t.locale = :locale THEN 0"
		"  WHEN t.locale = :root THEN 1 ELSE 2 END, t.locale LIMIT 1");
	bind(q, d, product);
	int rc = db_one(q);
	if (rc < 0) {
		db_done(q);
		return rc;
	}
	*sold = db_next_int(q);
	d->words_in = db_next_text(q, a);
	const char *name = db_next_text(q, a);
	*folded = db_next_text(q, a);
	const char *summary = db_next_text(q, a);
	const char *description = db_next_text(q, a);
	const char *facts = db_next_text(q, a);
	const char *tags = db_next_text(q, a);
	const char *brand = db_next_text(q, a);
	db_done(q);
	add(d, NAME, name);
	add(d, MORE, brand);
	add(d, MORE, tags);
	add(d, BODY, summary);
	add(d, BODY, md_plain(a, description, TEXT_MAX));
	add(d, BODY, facts);
	return OK;
}

static int doc_now(
	struct cx *cx, int64_t product, const char *locale, int64_t *id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT id FROM search_doc"
		" WHERE product = :product AND locale = :locale");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":locale", locale);
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static const char *text_of(struct arena *a, const struct buf *b)
{
	return b->len ? arena_strndup(a, b->p, b->len) : "";
}

static int doc_read(struct doc *d, struct arena *keep, struct doc_made *m)
{
	int64_t sold = 0;
	const char *folded = "";
	int rc = doc_now(d->cx, m->product, d->cx->locale, &m->was);
	if (rc == OK)
		rc = add_texts(d, m->product, &sold, &folded);
	if (rc == ERR_NOT_FOUND)
		return OK;
	if (rc < 0)
		return rc;
	add_codes(d, m->product);
	add_values(d, m->product);
	add_places(d, m->product);
	add_attributes(d, m->product);
	m->name = arena_strdup(keep, folded);
	m->id = doc_id(m->lang, sold, m->product);
	m->text = (struct fts_doc){text_of(keep, &d->text[NAME]),
		text_of(keep, &d->text[MORE]), text_of(keep, &d->text[BODY])};
	return d->rc;
}

int doc_make(const struct cx *cx, struct arena *keep, struct doc_made *m)
{
	struct cx in = *cx;
	in.arena = arena_new();
	in.locale = tr_langs[m->lang].code;
	struct doc *d = ARENA_NEW(in.arena, struct doc);
	d->cx = &in;
	int rc = doc_read(d, keep, m);
	for (int f = 0; f < FIELDS; f++)
		buf_release(&d->text[f]);
	arena_free(in.arena);
	return rc;
}
