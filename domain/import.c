#include "domain/import.h"

#include <stdlib.h>
#include <string.h>

#include "domain/import_product.h"
#include "domain/catalogue.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

/* ---- the report ---- */

void import_note(struct cx *cx, struct import_report *r, int64_t line,
	enum import_level level, const char *fmt, ...)
{
	if (IMPORT_N(r->notes, struct import_note) < IMPORT_NOTES_MAX) {
		va_list ap;
		va_start(ap, fmt);
		struct import_note note = {
			line, level, arena_vprintf(cx->arena, tr(fmt), ap)};
		va_end(ap);
		buf_add(&r->notes, &note, sizeof(note));
	}
	if (level == IMPORT_ERROR)
		r->errors++;
	else
		r->warnings++;
}

static int by_line(const void *a, const void *b)
{
	const struct import_note *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->text, y->text);
}

const struct import_note *import_notes(struct import_report *r, size_t *n)
{
	*n = IMPORT_N(r->notes, struct import_note);
	if (*n > 0)
		qsort(r->notes.p, *n, sizeof(struct import_note), by_line);
	return IMPORT_AT(r->notes, struct import_note);
}

void import_plan_release(struct import_plan *plan)
{
	size_t n = IMPORT_N(plan->products, struct import_product *);
	for (size_t i = 0; i < n; i++) {
		struct import_product *p = IMPORT_AT(
			plan->products, struct import_product *)[i];
		buf_release(&p->variants);
		buf_release(&p->pictures);
		buf_release(&p->categories);
		buf_release(&p->attributes);
		buf_release(&p->relations);
	}
	buf_release(&plan->products);
	buf_release(&plan->addresses);
}

void import_report_release(struct import_report *r)
{
	buf_release(&r->notes);
}

/* ---- the whole ---- */

static int media_count(struct cx *cx, int64_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db, "SELECT count(*) FROM media");
	int rc = db_one(q);
	*n = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

static int apply_all(struct import_run *run)
{
	struct cx *cx = run->cx;
	int64_t before = 0, after = 0;
	int rc = media_count(cx, &before);
	if (rc == OK)
		rc = counter_next(cx, "import", &run->number);
	if (rc == OK)
		rc = import_categories_load(run);
	size_t n = IMPORT_N(run->plan->products, struct import_product *);
	for (size_t i = 0; rc == OK && i < n; i++) {
		rc = import_product_apply(
			run, IMPORT_AT(run->plan->products,
				     struct import_product *)[i]);
		if (run->report->progress)
			run->report->progress(run->report->progress_arg,
				(int64_t)i + 1, (int64_t)n);
	}
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = import_relations_apply(
			run, IMPORT_AT(run->plan->products,
				     struct import_product *)[i]);
	if (rc == OK)
		rc = import_addresses_apply(run);
	if (rc == OK)
		rc = media_count(cx, &after);
	run->report->pictures_new = after - before;
	return rc;
}

int import_apply(struct cx *cx, const struct import_plan *plan, bool dry_run,
	struct import_report *r)
{
	struct import_run run = {.cx = cx, .plan = plan, .report = r};
	if (r->errors > 0)
		return ERR_INVALID;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = apply_all(&run);
	buf_release(&run.categories);
	bool same = r->products.new + r->products.changed == 0;
	if (rc == OK && r->errors > 0)
		rc = ERR_INVALID;
	if (rc == OK && (dry_run || same)) {
		db_end(cx->db, ERR_DENIED); /* roll everything back */
		return OK;
	}
	return db_end(cx->db, rc);
}
