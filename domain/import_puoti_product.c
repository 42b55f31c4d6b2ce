/* A product of Puoti's own CSV: head, words, categories, pictures. */
#include <string.h>

#include "domain/category.h"
#include "domain/exemption.h"
#include "domain/import_puoti.h"
#include "domain/listing.h"
#include "domain/media.h"
#include "domain/product_desk.h"
#include "domain/product_edit.h"
#include "domain/size_guide.h"
#include "domain/slug.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static bool is_one_of(const char *word, const char *const *all)
{
	for (; *all; all++)
		if (!strcmp(word, *all))
			return true;
	return false;
}

/* A word of a closed list; NULL: absent, empty, or noted as wrong. */
static const char *read_word(const struct puoti_file *f,
	const struct csv_row *row, const char *column, const char *const *all)
{
	const char *word = puoti_cell(f, row, column);
	if (!word || !*word)
		return NULL;
	if (is_one_of(word, all))
		return word;
	puoti_bad(f, row, column, "a word that it may be");
	return NULL;
}

/* The one that it has, though it be archived. */
static int own_guide(
	struct puoti_file *f, int64_t product, const char *name, int64_t *id)
{
	struct db_stmt *q = DB_SQL(f->cx->db,
		"SELECT g.id FROM product p JOIN size_guide g"
		" ON g.id = p.size_guide"
		" WHERE p.id = :product AND g.name = :name");
	db_bind_int(q, ":product", product);
	db_bind_text(q, ":name", name);
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

static int size_guide_of(
	struct puoti_file *f, int64_t product, const char *name, int64_t *id)
{
	struct size_guide *all;
	size_t n;
	*id = 0;
	if (!*name)
		return OK;
	int rc = own_guide(f, product, name, id);
	if (rc < 0 || *id)
		return rc;
	rc = size_guide_list(f->cx, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!strcmp(all[i].name, name)) {
			*id = all[i].id;
			return OK;
		}
	return rc == OK ? size_guide_save(f->cx, id, 0, name, NULL, 0) : rc;
}

/* What only a new product takes: when it came, how much of it was sold. */
static int put_past(struct puoti_file *f, const struct puoti_product *p)
{
	int64_t created = f->cx->now, sold = 0;
	puoti_time(f, p->rows, "created", &created);
	puoti_int(f, p->rows, "sold", 0, INT32_MAX, &sold);
	struct db_stmt *q = DB_SQL(f->cx->db,
		"UPDATE product SET created_ms = :created, sold_qty = :sold"
		" WHERE id = :id");
	db_bind_int(q, ":created", created ? created : f->cx->now);
	db_bind_int(q, ":sold", sold);
	db_bind_int(q, ":id", p->id);
	return db_exec_one(q);
}

static int put_publish(struct puoti_file *f, const struct puoti_product *p)
{
	int64_t from = 0, to = 0;
	if (!puoti_cell(f, p->rows, "publish_from") ||
		!puoti_cell(f, p->rows, "publish_to"))
		return OK;
	if (!puoti_time(f, p->rows, "publish_from", &from) ||
		!puoti_time(f, p->rows, "publish_to", &to))
		return OK;
	if (to && to <= from) {
		puoti_bad(f, p->rows, "publish_to", "after publish_from");
		return OK;
	}
	return product_set_publish(f->cx, p->id, from, to);
}

int puoti_head_apply(struct puoti_file *f, struct puoti_product *p)
{
	static const char *const kinds[] = {
		"goods", "bundle", "gift_card", "service", NULL};
	static const char *const taxes[] = {
		"general", "reduced", "press", "zero", "outside", NULL};
	const struct csv_row *row = p->rows;
	int64_t guide = 0, guarantee = 0, years = -1, update = 0;
	const char *guide_name = puoti_cell(f, row, "size_guide");
	struct product_head head = {
		.kind = read_word(f, row, "kind", kinds),
		.tax_class = read_word(f, row, "tax_class", taxes),
		.brand = puoti_cell(f, row, "brand"),
		.tags = puoti_cell(f, row, "tags"),
		.maker_name = puoti_cell(f, row, "maker_name"),
		.maker_address = puoti_cell(f, row, "maker_address"),
		.maker_email = puoti_cell(f, row, "maker_email"),
		.responsible_name = puoti_cell(f, row, "responsible_name"),
		.responsible_address = puoti_cell(
			f, row, "responsible_address"),
		.responsible_email = puoti_cell(f, row, "responsible_email"),
		.repair_score = puoti_cell(f, row, "repair_score"),
		.exemption = read_word(f, row, "exemption", exemptions),
	};
	const char *exempt = puoti_cell(f, row, "exemption");
	if (exempt && !*exempt)
		head.exemption = "";
	if (puoti_int(f, row, "guarantee_months", 0, 1200, &guarantee) &&
		puoti_cell(f, row, "guarantee_months"))
		head.guarantee_months = &guarantee;
	if (puoti_int(f, row, "spare_part_years", 0, 100, &years) &&
		puoti_cell(f, row, "spare_part_years"))
		head.spare_part_years = &years;
	if (puoti_day(f, row, "update_until", &update) &&
		puoti_cell(f, row, "update_until"))
		head.update_until_day = &update;
	int rc = OK;
	if (guide_name) {
		rc = size_guide_of(f, p->id, guide_name, &guide);
		head.size_guide = &guide;
	}
	if (rc == OK && p->is_new) {
		head.status = "draft"; /* until all of it is here */
		rc = product_create(f->cx, &head, &p->id);
		if (rc == OK)
			rc = put_past(f, p);
	} else if (rc == OK) {
		rc = product_update(f->cx, p->id, 0, &head);
	}
	return rc == OK ? put_publish(f, p) : rc;
}

int puoti_status_apply(struct puoti_file *f, const struct puoti_product *p)
{
	static const char *const states[] = {
		"draft", "active", "archived", NULL};
	struct product_head head = {
		.status = read_word(f, p->rows, "status", states)};
	int rc = head.status ? product_update(f->cx, p->id, 0, &head) : OK;
	return rc == OK ? listing_mark(f->cx, p->id) : rc;
}

/* ---- words ---- */

static bool put_cell(const struct puoti_file *f, const struct csv_row *row,
	const char *name, const char *locale, const char **to)
{
	const char *cell = puoti_cell_in(f, row, name, locale);
	bool changes = cell && strcmp(cell, *to) != 0;
	if (cell)
		*to = cell;
	return changes;
}

static int words_in(
	struct puoti_file *f, const struct puoti_product *p, const char *locale)
{
	struct product_words w;
	int rc = desk_words(f->cx, p->id, locale, &w);
	if (rc < 0)
		return rc;
	const char *slug = w.slug ? w.slug : "";
	const struct csv_row *row = p->rows;
	bool changes = put_cell(f, row, "name", locale, &w.name);
	changes |= put_cell(f, row, "summary", locale, &w.summary);
	changes |= put_cell(f, row, "description", locale, &w.description);
	changes |= put_cell(f, row, "facts", locale, &w.facts);
	changes |= put_cell(f, row, "safety", locale, &w.safety);
	changes |= put_cell(f, row, "seo_title", locale, &w.seo_title);
	changes |= put_cell(f, row, "seo_text", locale, &w.seo_text);
	changes |= put_cell(f, row, "repair", locale, &w.repair);
	changes |= put_cell(f, row, "slug", locale, &slug);
	if (p->is_new && !*slug && !strcmp(locale, f->cx->root) &&
		!puoti_cell_in(f, row, "slug", locale)) {
		slug = puoti_cell(f, row, "slug");
		changes = true;
	}
	w.slug = *slug ? slug : NULL;
	return changes ? product_set_words(f->cx, p->id, locale, &w) : OK;
}

int puoti_words_apply(struct puoti_file *f, const struct puoti_product *p)
{
	int rc = OK;
	for (size_t l = 0; rc == OK && tr_langs[l].code; l++)
		rc = words_in(f, p, tr_langs[l].code);
	return rc;
}

/* ---- categories ---- */

/* "Table > Mugs; Gifts" where "\" comes before each of \ > ;. */
static size_t way_read(
	struct arena *a, const char **text, const char **part, size_t max)
{
	struct buf b = {0};
	size_t n = 0;
	const char *c = *text;
	for (;; c++) {
		if (*c == '\\' && c[1]) {
			buf_addc(&b, *++c);
			continue;
		}
		if (*c && *c != '>' && *c != ';') {
			buf_addc(&b, *c);
			continue;
		}
		const char *name = text_trim(
			a, arena_strndup(a, b.p ? b.p : "", b.len));
		buf_clear(&b);
		if (*name && n < max)
			part[n++] = name;
		if (*c != '>')
			break;
	}
	buf_release(&b);
	*text = *c ? c + 1 : c;
	return n;
}

static int child_find(
	struct puoti_file *f, int64_t parent, const char *name, int64_t *id)
{
	struct db_stmt *q = DB_SQL(f->cx->db,
		"SELECT c.id FROM category c JOIN category_text t"
		" ON t.category = c.id AND t.locale = :locale"
		" WHERE coalesce(c.parent, 0) = :parent AND t.name = :name"
		" AND c.archived_ms IS NULL ORDER BY c.id LIMIT 1");
	db_bind_text(q, ":locale", f->cx->root);
	db_bind_int(q, ":parent", parent);
	db_bind_text(q, ":name", name);
	int rc = db_one(q);
	*id = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* slug NULL or "-": of the name. */
static int category_of(struct puoti_file *f, const char **part, size_t n,
	const char *slug, int64_t *id)
{
	struct cx root = *f->cx;
	struct slug_hit hit;
	root.locale = root.root;
	bool told = slug && strcmp(slug, "-") != 0;
	*id = 0;
	if (told && slug_find(&root, "category", slug, &hit) == OK &&
		!strcmp(hit.current, slug)) {
		*id = hit.target;
		return OK;
	}
	int rc = OK;
	for (size_t i = 0; rc == OK && i < n; i++) {
		int64_t parent = *id;
		bool last = i + 1 == n;
		rc = child_find(f, parent, part[i], id);
		if (rc < 0 || (*id && !(last && told)))
			continue;
		struct category_text words = {.locale = root.root,
			.name = part[i],
			.description = "",
			.slug = last && told ? slug : NULL};
		*id = 0;
		f->report->categories_new++;
		rc = category_save(f->cx, id, parent, f->report->categories_new,
			0, &words, 1);
	}
	return rc;
}

int puoti_categories_apply(struct puoti_file *f, const struct puoti_product *p)
{
	enum { MAX = 100 };
	const char *text = puoti_cell(f, p->rows, "categories");
	size_t slugs, n = 0;
	const char **slug = puoti_lines(
		f, puoti_cell(f, p->rows, "category_slugs"), &slugs);
	int64_t ids[MAX];
	int rc = OK;
	if (!text)
		return OK;
	while (*text && rc == OK && n < MAX) {
		const char *part[IMPORT_DEPTH_MAX];
		size_t depth = way_read(
			f->cx->arena, &text, part, IMPORT_DEPTH_MAX);
		if (depth == 0)
			continue;
		rc = category_of(
			f, part, depth, n < slugs ? slug[n] : NULL, &ids[n]);
		n++;
	}
	return rc == OK ? product_set_categories(f->cx, p->id, ids, n) : rc;
}
