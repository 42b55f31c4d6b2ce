/* Puoti's own CSV, back in. */
#include "domain/import_puoti.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/export_product.h"
#include "lib/db.h"
#include "lib/err.h"

/* ---- the file ---- */

static int by_name(const void *a, const void *b)
{
	const struct puoti_column *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	if (order)
		return order;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void header_read(struct puoti_file *f)
{
	const struct csv_row *h = &f->table.header;
	f->columns = ARENA_ARRAY(f->cx->arena, struct puoti_column, h->n + 1);
	for (size_t i = 0; i < h->n; i++)
		f->columns[f->n++] = (struct puoti_column){h->cell[i], i};
	if (f->n > 0)
		qsort(f->columns, f->n, sizeof(*f->columns), by_name);
}

static const char *known_header(struct cx *cx)
{
	struct buf known = {0};
	export_header(cx, &known);
	const char *text = arena_strndup(cx->arena, known.p, known.len - 2);
	buf_release(&known);
	return text;
}

/* "name" as a whole in "slug,name,...". */
static bool in_list(const char *list, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = list; (at = strstr(at, name)); at++)
		if ((at == list || at[-1] == ',') && (!at[n] || at[n] == ','))
			return n > 0;
	return false;
}

static void header_check(struct puoti_file *f)
{
	const struct csv_row *h = &f->table.header;
	const char *known = known_header(f->cx);
	bool slug = false;
	for (size_t i = 0; i < h->n; i++) {
		slug |= !strcmp(h->cell[i], "slug");
		if (*h->cell[i] && !in_list(known, h->cell[i]))
			import_ignored(f->cx, f->report, h->cell[i]);
	}
	for (size_t i = 0; i + 1 < f->n; i++)
		if (!strcmp(f->columns[i].name, f->columns[i + 1].name))
			import_note(f->cx, f->report, h->line, IMPORT_ERROR,
				"the column \"%s\" is there twice",
				f->columns[i].name);
	if (h->n > 0 && !slug)
		import_note(f->cx, f->report, h->line, IMPORT_ERROR,
			"there is no column \"slug\"");
}

const char *puoti_cell(
	const struct puoti_file *f, const struct csv_row *row, const char *name)
{
	size_t low = 0, high = f->n;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(f->columns[mid].name, name);
		if (order == 0)
			return row->cell[f->columns[mid].place];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

const char *puoti_cell_in(const struct puoti_file *f, const struct csv_row *row,
	const char *name, const char *locale)
{
	return puoti_cell(
		f, row, arena_printf(f->cx->arena, "%s_%s", name, locale));
}

/* ---- products ---- */

static void products_group(struct puoti_file *f)
{
	const struct csv_row *all = IMPORT_AT(f->table.rows, struct csv_row);
	size_t n = IMPORT_N(f->table.rows, struct csv_row);
	for (size_t i = 0, end; i < n; i = end) {
		const char *slug = puoti_cell(f, &all[i], "slug");
		for (end = i + 1; end < n; end++)
			if (strcmp(puoti_cell(f, &all[end], "slug"), slug) != 0)
				break;
		struct puoti_product p = {.rows = &all[i], .n = end - i};
		if (!*slug)
			import_note(f->cx, f->report, all[i].line, IMPORT_ERROR,
				"the row has no slug");
		else if (p.n > IMPORT_PRODUCT_ROWS_MAX)
			import_note(f->cx, f->report, all[i].line, IMPORT_ERROR,
				"%.100s: more than %d rows of one product",
				slug, IMPORT_PRODUCT_ROWS_MAX);
		else
			buf_add(&f->products, &p, sizeof(p));
	}
}

struct by_slug {
	const char *slug;
	int64_t line;
};

static int slug_order(const void *a, const void *b)
{
	const struct by_slug *x = a, *y = b;
	int order = strcmp(x->slug, y->slug);
	return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* A product's rows stand together: two groups of one slug are a mistake. */
static void products_check(struct puoti_file *f)
{
	size_t n = IMPORT_N(f->products, struct puoti_product);
	const struct puoti_product *all = IMPORT_AT(
		f->products, struct puoti_product);
	struct by_slug *slugs = ARENA_ARRAY(
		f->cx->arena, struct by_slug, n + 1);
	for (size_t i = 0; i < n; i++)
		slugs[i] = (struct by_slug){
			puoti_cell(f, all[i].rows, "slug"), all[i].rows->line};
	qsort(slugs, n, sizeof(*slugs), slug_order);
	for (size_t i = 0; i + 1 < n; i++)
		if (!strcmp(slugs[i].slug, slugs[i + 1].slug))
			import_note(f->cx, f->report, slugs[i + 1].line,
				IMPORT_ERROR,
				"%s: its rows must stand together, the first "
				"is line %lld",
				slugs[i].slug, (long long)slugs[i].line);
}

/* Does the shop say what the file says, cell by cell? */
static int is_same(struct puoti_file *f, struct puoti_product *p)
{
	struct buf now = {0};
	struct import_report none = {0};
	struct puoti_file here = {.cx = f->cx, .report = &none};
	export_header(f->cx, &now);
	int rc = export_product(f->cx, p->id, &now);
	import_table_read(f->cx, now.p, now.len, ',', &here.table, &none);
	header_read(&here);
	const struct csv_row *rows = IMPORT_AT(here.table.rows, struct csv_row);
	p->same = IMPORT_N(here.table.rows, struct csv_row) == p->n;
	for (size_t i = 0; p->same && i < p->n; i++)
		for (size_t c = 0; p->same && c < f->table.header.n; c++) {
			const char *cell = puoti_cell(
				&here, &rows[i], f->table.header.cell[c]);
			p->same = !cell || !strcmp(cell, p->rows[i].cell[c]);
		}
	import_table_release(&here.table);
	import_report_release(&none);
	buf_release(&now);
	return rc;
}

static int product_apply(struct puoti_file *f, struct puoti_product *p)
{
	int rc = puoti_find(f, puoti_cell(f, p->rows, "slug"), &p->id);
	p->is_new = p->id == 0;
	if (rc == OK && !p->is_new)
		rc = is_same(f, p);
	if (rc < 0 || p->same)
		return rc;
	rc = puoti_head_apply(f, p);
	if (rc == OK)
		rc = puoti_words_apply(f, p);
	if (rc == OK)
		rc = puoti_categories_apply(f, p);
	if (rc == OK)
		rc = puoti_attributes_apply(f, p);
	if (rc == OK)
		rc = puoti_pictures_apply(f, p);
	if (rc == OK)
		rc = puoti_variants_apply(f, p);
	return rc == OK ? puoti_status_apply(f, p) : rc;
}

static void count(struct puoti_file *f, const struct puoti_product *p)
{
	struct import_count *c = &f->report->products;
	c->new += p->is_new;
	c->same += p->same;
	c->changed += !p->is_new && !p->same;
	if (p->same)
		f->report->variants.same += (int64_t)p->n;
}

static int apply_all(struct puoti_file *f)
{
	size_t n = IMPORT_N(f->products, struct puoti_product);
	struct puoti_product *all = IMPORT_AT(
		f->products, struct puoti_product);
	int rc = counter_next(f->cx, "import", &f->number);
	for (size_t i = 0; rc == OK && i < n; i++) {
		rc = product_apply(f, &all[i]);
		count(f, &all[i]);
		if (f->report->progress)
			f->report->progress(f->report->progress_arg,
				(int64_t)i + 1, (int64_t)n);
	}
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!all[i].same)
			rc = puoti_links_apply(f, &all[i]);
	return rc;
}

int import_puoti(struct cx *cx, const char *text, size_t n, bool dry_run,
	struct import_report *r)
{
	struct puoti_file f = {.cx = cx, .report = r};
	import_table_read(cx, text, n, 0, &f.table, r);
	header_read(&f);
	header_check(&f);
	if (r->errors == 0) {
		products_group(&f);
		products_check(&f);
	}
	int rc = r->errors > 0 ? ERR_INVALID : db_begin(cx->db);
	if (rc == OK) {
		rc = apply_all(&f);
		bool same = r->products.new + r->products.changed == 0;
		if (r->errors > 0)
			rc = ERR_INVALID; /* noted; the rest may follow of it */
		if (rc == OK && (dry_run || same))
			db_end(cx->db, ERR_DENIED);
		else
			rc = db_end(cx->db, rc);
	}
	buf_release(&f.products);
	import_table_release(&f.table);
	return rc;
}
