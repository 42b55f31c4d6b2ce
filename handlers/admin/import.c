/* Products in and out: upload, look through, apply; downloads. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/export.h"
#include "domain/import_job.h"
#include "domain/import_number.h"
#include "domain/import_run.h"
#include "domain/import_table.h"
#include "handlers/admin/admin.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { LIST_MAX = 30, HEAD_BYTES = 64 * 1024, SAMPLE_ROWS = 3, MAPS_MAX = 40 };

static const struct {
	const char *state, *words;
} states[] = {
	{"checking", N_("Looking through the file")},
	{"checked", N_("Ready to import")},
	{"wrong", N_("The file needs mending")},
	{"applying", N_("Importing")},
	{"done", N_("Imported")},
	{"failed", N_("Failed")},
	{NULL, NULL},
};

/* Names of other programs are not translated. */
static const char *format_words(const char *format)
{
	return !strcmp(format, "shopify")       ? "Shopify"
	       : !strcmp(format, "woocommerce") ? "WooCommerce"
						: "Puoti";
}

static const char *state_words(const char *state)
{
	for (size_t i = 0; states[i].state; i++)
		if (strcmp(states[i].state, state) == 0)
			return tr(states[i].words);
	return "";
}

/* ---- the list and the upload ---- */

static int list_show(struct req *r, const char *problem)
{
	struct import_job *all;
	size_t n;
	int rc = import_job_list(&r->cx, LIST_MAX, &all, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/imports.tpl");
	if (problem)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT", problem);
	for (size_t l = 0; tr_langs[l].code; l++) {
		struct tpl *s = tpl_section(t, "LOCALE");
		tpl_text(s, "CODE", tr_langs[l].code);
		tpl_text(s, "NAME", tr_langs[l].name);
		tpl_show_if(s, "ON", !strcmp(tr_langs[l].code, r->cx.root));
	}
	struct tpl *list = n ? tpl_section(t, "LIST") : NULL;
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_int(s, "ID", all[i].id);
		tpl_text(s, "FILENAME", all[i].filename);
		tpl_text(s, "STATE", state_words(all[i].state));
		tpl_int(s, "PRODUCTS", all[i].products);
		tpl_time(s, "AT", CLOCK_NUMERIC, all[i].created_ms);
	}
	struct admin_page page = {
		.title = tr("Import and export"), .nav = "import"};
	return admin_send(r, &page, t, problem ? 422 : 200);
}

int admin_imports(struct req *r)
{
	return list_show(r, NULL);
}

static const struct upload *sent(const struct req *r, const char *field)
{
	for (size_t i = 0; r->uploads && r->uploads[i].field; i++)
		if (strcmp(r->uploads[i].field, field) == 0 &&
			r->uploads[i].size > 0)
			return &r->uploads[i];
	return NULL;
}

/* The beginning of the file, whole lines; "" when it cannot be read. */
static const char *head_of(struct arena *a, const char *path)
{
	char *text = arena_alloc(a, HEAD_BYTES + 1);
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(text, 1, HEAD_BYTES, f) : 0;
	if (f)
		fclose(f);
	if (n == HEAD_BYTES)
		while (n > 0 && text[n - 1] != '\n')
			n--;
	text[n] = '\0';
	return text;
}

static const char *locale_of(struct req *r)
{
	const char *code = req_form_param(r, "locale");
	int i = code ? tr_lang_index(code) : -1;
	return i >= 0 ? tr_langs[i].code : r->cx.root;
}

static int files_keep(struct req *r, const struct upload *csv,
	const struct upload *zip, int64_t id)
{
	struct arena *a = r->cx.arena;
	const char *dir = r->conf->dir;
	if (rename(csv->path, import_job_file(a, dir, id, "csv")) != 0)
		return ERR_INTERNAL;
	if (zip && rename(zip->path, import_job_file(a, dir, id, "zip")) != 0)
		return ERR_INTERNAL;
	return OK;
}

/* POST /admin/import */
int admin_import_upload(struct req *r)
{
	struct arena *a = r->cx.arena;
	const struct upload *csv = sent(r, "file");
	const struct upload *zip = sent(r, "pictures");
	if (!csv)
		return list_show(r, tr("Choose the file with the products."));
	const char *head = head_of(a, csv->path);
	const char *format = req_form_param(r, "format");
	if (!import_format_known(format))
		format = import_format_guess(&r->cx, head, strlen(head));
	if (!format)
		return list_show(r,
			tr("That is not a list of products as CSV. Export it "
			   "from the other shop and send it as it is."));
	struct import_job job = {.format = format,
		.locale = locale_of(r),
		.filename = text_cut(a, csv->filename, 200),
		.zip = zip != NULL};
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = import_job_create(&r->cx, &job);
	if (rc == OK)
		rc = files_keep(r, csv, zip, job.id);
	rc = db_end(r->cx.db, rc);
	if (rc < 0)
		return rc;
	return resp_redirect(
		r, arena_printf(a, "/admin/import/%lld", (long long)job.id));
}

/* ---- one import ---- */

static struct tpl *lines_show(struct tpl *t, struct req *r, const char *name,
	const char *lines, size_t most)
{
	struct tpl *s = *lines ? tpl_section(t, name) : NULL;
	for (size_t n = 0; *lines && n < most; n++) {
		size_t len = strcspn(lines, "\n");
		tpl_text(tpl_section(s, "LINE"), "TEXT",
			arena_strndup(r->cx.arena, lines, len));
		lines += len + (lines[len] != '\0');
	}
	return *lines ? s : NULL;
}

/* What it comes to first, then what was noticed on the way. */
static void report_show(struct tpl *t, struct req *r, const char *report)
{
	enum { LINES_MAX = 60 };
	const char *sums = import_report_sums(report);
	const char *notes = arena_strndup(
		r->cx.arena, report, (size_t)(sums - report));
	lines_show(t, r, "SUMS", sums, LINES_MAX);
	struct tpl *cut = lines_show(t, r, "REPORT", notes, LINES_MAX);
	if (cut)
		tpl_show(cut, "MORE");
}

/* The file as it is read: what stands in which column. */
static void sample_show(struct tpl *t, struct req *r, const char *head)
{
	struct import_table table = {.header = {.n = 0}};
	struct import_report none = {0};
	import_table_read(&r->cx, head, strlen(head), 0, &table, &none);
	const struct csv_row *rows = IMPORT_AT(table.rows, struct csv_row);
	size_t n = IMPORT_N(table.rows, struct csv_row);
	struct tpl *s = table.header.n && n ? tpl_section(t, "SAMPLE") : NULL;
	if (s)
		tpl_int(s, "ROWS",
			(int64_t)(n < SAMPLE_ROWS ? n : SAMPLE_ROWS));
	for (size_t c = 0; s && c < table.header.n; c++) {
		struct tpl *row = tpl_section(s, "COLUMN");
		tpl_text(row, "NAME", table.header.cell[c]);
		for (size_t i = 0; i < n && i < SAMPLE_ROWS; i++)
			tpl_text(tpl_section(row, "CELL"), "TEXT",
				text_cut(r->cx.arena, rows[i].cell[c], 60));
	}
	import_table_release(&table);
	import_report_release(&none);
}

/* Columns that nobody knew: the owner says what they are. */
static void maps_show(
	struct tpl *t, struct req *r, const struct import_job *job)
{
	struct arena *a = r->cx.arena;
	const char *const *names = import_woo_names(a);
	const struct import_map *maps = import_job_maps(a, job->maps);
	struct tpl *s = tpl_section(t, "MAPS");
	size_t n;
	const char **all = import_list(a, job->ignored, ',', &n);
	for (size_t i = 0; i < n && i < MAPS_MAX; i++) {
		struct tpl *row = tpl_section(s, "MAP");
		tpl_int(row, "N", (int64_t)i);
		tpl_text(row, "THEIRS", all[i]);
		for (size_t k = 0; names[k]; k++)
			tpl_text(tpl_section(row, "OURS"), "NAME", names[k]);
	}
	for (; maps->theirs; maps++) {
		struct tpl *row = tpl_section(s, "KNOWN");
		tpl_text(row, "THEIRS", maps->theirs);
		tpl_text(row, "OURS", maps->ours);
	}
}

static void progress_show(
	struct tpl *t, struct req *r, const struct import_job *job)
{
	const char *path = import_job_file(
		r->cx.arena, r->conf->dir, job->id, "progress");
	FILE *f = fopen(path, "re");
	char line[64];
	int n[2]; /* done, of */
	struct tpl *s = tpl_section(t, "WAIT");
	if (f && fgets(line, sizeof(line), f) &&
		import_scan(line, "######### #########", n) && n[1] > 0) {
		struct tpl *p = tpl_section(s, "PROGRESS");
		tpl_int(p, "DONE", n[0]);
		tpl_int(p, "TOTAL", n[1]);
	}
	if (f)
		fclose(f);
	resp_header(r, "Refresh", "2");
}

/* A list of tax rates has no products to count. */
static void apply_show(struct tpl *t, struct req *r, int64_t products)
{
	tpl_text(tpl_section(t, "APPLY"), "APPLY_TEXT",
		products ? arena_printf(r->cx.arena,
				   tr_n("Import %ld product",
					   "Import %ld products",
					   (long)products),
				   (long)products)
			 : tr("Import it"));
}

/* GET /admin/import/:id */
int admin_import(struct req *r)
{
	struct import_job job;
	int rc = import_job_get(&r->cx, admin_path_int(r, "id"), &job);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/import.tpl");
	tpl_int(t, "ID", job.id);
	tpl_text(t, "FILENAME", job.filename);
	tpl_text(t, "FORMAT", format_words(job.format));
	tpl_text(t, "STATE", state_words(job.state));
	tpl_time(t, "AT", CLOCK_DATETIME, job.created_ms);
	bool waits = !strcmp(job.state, "checking") ||
		     !strcmp(job.state, "applying");
	bool open = !strcmp(job.state, "checked") ||
		    !strcmp(job.state, "wrong");
	if (waits)
		progress_show(t, r, &job);
	else
		report_show(t, r, job.report);
	if (!waits && *job.report)
		tpl_show(t, "WHOLE");
	tpl_show_if(t, "DONE", !strcmp(job.state, "done"));
	tpl_show_if(t, "ANOTHER",
		!strcmp(job.state, "wrong") || !strcmp(job.state, "failed"));
	if (!strcmp(job.state, "checked"))
		apply_show(t, r, job.products);
	if (open && !strcmp(job.format, "woocommerce"))
		maps_show(t, r, &job);
	if (open)
		sample_show(t, r,
			head_of(r->cx.arena,
				import_job_file(r->cx.arena, r->conf->dir,
					job.id, "csv")));
	struct admin_page page = {.title = job.filename,
		.nav = "import",
		.back = "/admin/import",
		.back_text = tr("Import and export")};
	return admin_send(r, &page, t, 200);
}

/* What the form says of columns, after what was said before. */
static const char *maps_read(struct req *r, const char *maps)
{
	struct arena *a = r->cx.arena;
	for (int i = 0; i < MAPS_MAX; i++) {
		const char *theirs = req_form_param(
			r, arena_printf(a, "theirs_%d", i));
		const char *ours = req_form_param(
			r, arena_printf(a, "ours_%d", i));
		if (theirs && ours && *theirs && *ours &&
			!strpbrk(theirs, "\r\n") && !strpbrk(ours, "=\r\n"))
			maps = arena_printf(a, "%s%s%s=%s", maps,
				*maps ? "\n" : "", theirs, ours);
	}
	return maps;
}

/* POST /admin/import/:id; do: "apply" or "map" */
int admin_import_do(struct req *r)
{
	struct import_job job;
	const char *what = req_form_param(r, "do");
	int rc = import_job_get(&r->cx, admin_path_int(r, "id"), &job);
	if (rc < 0 || !what)
		return rc < 0 ? rc : ERR_BAD;
	rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	if (!strcmp(what, "apply"))
		rc = import_job_start(&r->cx, job.id);
	else
		rc = import_job_again(&r->cx, job.id, maps_read(r, job.maps));
	rc = db_end(r->cx.db, rc);
	/* pressed twice: it goes on already, and the page tells of it */
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	return resp_redirect(r, arena_printf(r->cx.arena, "/admin/import/%lld",
					(long long)job.id));
}

/* GET /admin/import/:id/report */
int admin_import_report(struct req *r)
{
	struct import_job job;
	int rc = import_job_get(&r->cx, admin_path_int(r, "id"), &job);
	if (rc < 0)
		return rc;
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena,
			"attachment; filename=\"import-%lld.txt\"",
			(long long)job.id));
	return resp_text(r, 200, "text/plain; charset=utf-8", job.report);
}

/* GET /admin/export?format=puoti|shopify */
int admin_export(struct req *r)
{
	const char *format = req_query_param(r, "format");
	bool shopify = format && !strcmp(format, "shopify");
	struct buf out = {0};
	struct cx cx = r->cx;
	int rc = shopify ? export_shopify(&cx, cx.root, &out)
			 : export_products(&cx, &out);
	if (rc == OK) {
		resp_header(r, "Content-Disposition",
			arena_printf(cx.arena,
				"attachment; filename=\"products-%s.csv\"",
				shopify ? "shopify" : "puoti"));
		rc = resp_text(
			r, 200, "text/csv; charset=utf-8", out.p ? out.p : "");
	}
	buf_release(&out);
	return rc;
}
