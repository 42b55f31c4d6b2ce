/* One import from beginning to end, for the command and the worker. */
#include "domain/import_run.h"

#include "domain/model.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "domain/import_table.h"
#include "domain/import_woo.h"
#include "domain/import_zip.h"
#include "lib/err.h"

enum { FILE_MAX = 256 * 1024 * 1024 };

bool import_file_read(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "re");
	struct stat st;
	if (!f)
		return false;
	bool ok = fstat(fileno(f), &st) == 0 && !S_ISDIR(st.st_mode) &&
		  st.st_size <= FILE_MAX;
	while (ok && !feof(f)) {
		enum { STEP = 64 * 1024 };
		out->len += fread(buf_room(out, STEP), 1, STEP, f);
		ok = !ferror(f) && out->len <= FILE_MAX;
	}
	fclose(f);
	return ok;
}

bool import_format_known(const char *format)
{
	return format &&
	       (!strcmp(format, "puoti") || !strcmp(format, "shopify") ||
		       !strcmp(format, "woocommerce"));
}

const char *import_format_guess(struct cx *cx, const char *text, size_t n)
{
	size_t line = strcspn(text, "\n");
	struct import_table t = {.header = {.n = 0}};
	struct import_report none = {0};
	const char *guess = NULL;
	import_table_read(cx, text, line < n ? line : n, 0, &t, &none);
	for (size_t i = 0; i < t.header.n && !guess; i++) {
		const char *name = t.header.cell[i];
		if (!strcmp(name, "slug"))
			guess = "puoti";
		else if (!strcasecmp(name, "Handle") ||
			 !strcasecmp(name, "URL handle") ||
			 !strcasecmp(name, "Body (HTML)"))
			guess = "shopify";
	}
	if (!guess && t.header.n > 3)
		guess = "woocommerce"; /* its headers are in any language */
	import_table_release(&t);
	import_report_release(&none);
	return guess;
}

const char *const *import_woo_names(struct arena *a)
{
	const char **all = ARENA_ARRAY(a, const char *, WOO_COLUMNS + 1);
	for (int i = 0; i < WOO_COLUMNS; i++)
		all[i] = woo_column_name(i);
	return all;
}

int import_run(struct cx *cx, const char *text, size_t n,
	const struct import_wish *w, struct import_report *r)
{
	struct import_plan plan = {0};
	struct cx in = *cx;
	int rc = OK;
	if (w->locale)
		in.locale = w->locale;
	if (!strcmp(w->format, "puoti"))
		rc = import_puoti(&in, text, n, w->dry_run, r);
	else if (!strcmp(w->format, "shopify"))
		import_shopify_read(&in, text, n, &plan, r);
	else if (import_woo_tax_is(&in, text, n))
		rc = import_woo_tax(&in, text, n, w->dry_run, r);
	else
		import_woo_read(&in, text, n, w->maps, &plan, r);
	if (plan.source)
		rc = import_apply(&in, &plan, w->dry_run, r);
	import_plan_release(&plan);
	if (rc == OK && w->zip)
		rc = import_zip(&in, w->dir, w->zip, w->dry_run, r);
	if (rc == OK && !w->dry_run && r->products.new + r->products.changed)
		model_ask(cx, "import"); /* else the night does it */
	return rc;
}
