/* puoti import: products from another shop's export. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/cli.h"
#include "domain/import.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char text[] =
	"Usage: puoti --data DIR import --format puoti|shopify|woocommerce\n"
	"           [--dry-run] [--locale CODE] [--map \"THEIRS=OURS\"]... FILE\n\n"
	"Reads products from another shop's export, all or nothing, and prints\n"
	"what came of it.  The same file again changes nothing.\n\n"
	"  --format FORMAT  whose product CSV it is\n"
	"  --dry-run        do everything, report it, keep nothing\n"
	"  --locale CODE    the language of the texts (default: the shop's)\n"
	"  --map \"THEIRS=OURS\"  the column THEIRS of a WooCommerce file is the\n"
	"                   one that is called OURS in English\n";

enum { FILE_MAX = 256 * 1024 * 1024 };

static bool file_read(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "re");
	struct stat st;
	if (!f || fstat(fileno(f), &st) < 0) {
		cli_fail("import", "%s: %s", path, strerror(errno));
		if (f)
			fclose(f);
		return false;
	}
	bool ok = !S_ISDIR(st.st_mode) && st.st_size <= FILE_MAX;
	while (ok && !feof(f)) {
		enum { STEP = 64 * 1024 };
		out->len += fread(buf_room(out, STEP), 1, STEP, f);
		ok = !ferror(f) && out->len <= FILE_MAX;
	}
	fclose(f);
	if (!ok)
		cli_fail("import", "%s cannot be read", path);
	return ok;
}

static void print_count(const char *what, const struct import_count *c)
{
	printf("%s: %lld (%lld new, %lld changed, %lld unchanged)\n", what,
		(long long)c->new + (long long)c->changed + (long long)c->same,
		(long long)c->new, (long long)c->changed, (long long)c->same);
}

static void print_notes(struct import_report *r)
{
	size_t n;
	const struct import_note *notes = import_notes(r, &n);
	for (size_t i = 0; i < n; i++) {
		const char *level = notes[i].level == IMPORT_ERROR ? "error"
								   : "warning";
		if (notes[i].line > 0)
			printf("line %lld: %s: %s\n", (long long)notes[i].line,
				level, notes[i].text);
		else
			printf("%s: %s\n", level, notes[i].text);
	}
}

static void print_report(struct import_report *r)
{
	print_notes(r);
	if (r->ignored)
		printf("columns not used: %s\n", r->ignored);
	printf("rows read: %lld\n", (long long)r->rows);
	print_count("products", &r->products);
	print_count("variants", &r->variants);
	if (r->variants_gone)
		printf("variants archived: %lld\n",
			(long long)r->variants_gone);
	printf("pictures: %lld (%lld new)\n", (long long)r->pictures,
		(long long)r->pictures_new);
	printf("categories: %lld new\n", (long long)r->categories_new);
	printf("old addresses: %lld\n", (long long)r->addresses);
	printf("warnings: %lld\nerrors: %lld\n", (long long)r->warnings,
		(long long)r->errors);
}

static int finish(int rc, bool dry_run, struct import_report *r)
{
	print_report(r);
	bool same = r->products.new + r->products.changed == 0;
	if (rc == ERR_INVALID && r->errors > 0)
		printf("Nothing was changed: mend the errors first.\n");
	else if (rc == ERR_BUSY)
		return cli_fail("import", "the shop is busy, try again");
	else if (rc < 0)
		return cli_fail("import", "it failed, nothing was changed");
	else if (dry_run)
		printf("Dry run: nothing was changed.\n");
	else if (same)
		printf("Nothing has changed since the last import.\n");
	else
		printf("Imported.\n");
	return rc == OK ? 0 : 1;
}

enum { MAPS_MAX = 60 };

struct wish {
	const char *format, *locale;
	bool dry_run;
	struct import_map maps[MAPS_MAX + 1];
	size_t n_maps;
};

static bool map_add(struct wish *w, char *arg)
{
	char *sign = strrchr(arg, '=');
	if (!sign || w->n_maps == MAPS_MAX)
		return false;
	*sign = '\0';
	w->maps[w->n_maps++] = (struct import_map){arg, sign + 1};
	return true;
}

static int run(struct cx *cx, const char *path, const struct wish *w)
{
	bool dry_run = w->dry_run;
	struct buf file = {0};
	struct import_plan plan = {0};
	struct import_report report = {0};
	if (!file_read(path, &file)) {
		buf_release(&file);
		return 1;
	}
	const char *bytes = file.p ? file.p : "";
	int rc = OK;
	if (!strcmp(w->format, "puoti"))
		rc = import_puoti(cx, bytes, file.len, dry_run, &report);
	else if (!strcmp(w->format, "shopify"))
		import_shopify_read(cx, bytes, file.len, &plan, &report);
	else
		import_woo_read(
			cx, bytes, file.len, w->maps, &plan, &report);
	if (plan.source)
		rc = import_apply(cx, &plan, dry_run, &report);
	int status = finish(rc, dry_run, &report);
	import_plan_release(&plan);
	import_report_release(&report);
	buf_release(&file);
	return status;
}

int cli_import(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"format", required_argument, NULL, 'f'},
		{"dry-run", no_argument, NULL, 'n'},
		{"locale", required_argument, NULL, 'l'},
		{"map", required_argument, NULL, 'm'},
		{NULL, 0, NULL, 0},
	};
	struct wish w = {.format = ""};
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'f')
			w.format = optarg;
		else if (c == 'l')
			w.locale = optarg;
		else if (c == 'n')
			w.dry_run = true;
		else if (c == 'm' && map_add(&w, optarg))
			continue;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	bool known = !strcmp(w.format, "puoti") ||
		     !strcmp(w.format, "shopify") ||
		     !strcmp(w.format, "woocommerce");
	if (optind + 1 != argc || !known ||
		(w.locale && tr_lang_index(w.locale) < 0))
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	if (w.locale)
		shop.cx.locale = w.locale;
	int status = run(&shop.cx, argv[optind], &w);
	cli_close(&shop);
	return status;
}
