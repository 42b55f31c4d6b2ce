/* puoti export: what the shop holds, for other programs. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "domain/export.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char text[] =
	"Usage: puoti --data DIR export products --format puoti|shopify\n"
	"           [--locale CODE] [--pictures ZIP] FILE\n\n"
	"Writes all products, of whatever state, as CSV: one row a variant.\n"
	"FILE - is standard output.\n\n"
	"  --format puoti    everything, as puoti import takes it back\n"
	"  --format shopify  what Shopify's import takes, in one language\n"
	"  --locale CODE     which one (default: the shop's)\n"
	"  --pictures ZIP    also the pictures, each under its name in FILE\n";

/* Whole or not at all: a file of that name is replaced at the end. */
static bool file_write(struct arena *a, const char *path, const struct buf *b)
{
	const char *temp = arena_printf(a, "%s.%d", path, (int)getpid());
	int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	FILE *f = fdopen(fd, "w");
	bool ok = f && fwrite(b->p, 1, b->len, f) == b->len && fflush(f) == 0 &&
		  fsync(fd) == 0;
	if (f)
		ok = fclose(f) == 0 && ok;
	else
		close(fd);
	if (ok && rename(temp, path) == 0)
		return true;
	int why = errno;
	unlink(temp);
	errno = why;
	return false;
}

struct wish {
	const char *format, *locale, *zip, *dir;
};

static int pictures(struct cx *cx, const struct wish *w)
{
	int64_t n = 0;
	if (!w->zip)
		return 0;
	if (export_pictures_zip(cx, w->dir, w->zip, &n) < 0)
		return cli_fail("export", "%s cannot be written", w->zip);
	return 0;
}

static int run(struct cx *cx, const char *path, const struct wish *w)
{
	struct buf out = {0};
	int status = 0;
	int rc = strcmp(w->format, "puoti") != 0
			 ? export_shopify(cx, w->locale, &out)
			 : export_products(cx, &out);
	if (rc < 0)
		status = cli_fail("export", "the products cannot be read");
	else if (!strcmp(path, "-"))
		fwrite(out.p, 1, out.len, stdout);
	else if (!file_write(cx->arena, path, &out))
		status = cli_fail("export", "%s: %s", path, strerror(errno));
	buf_release(&out);
	return status;
}

int cli_export(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"format", required_argument, NULL, 'f'},
		{"locale", required_argument, NULL, 'l'},
		{"pictures", required_argument, NULL, 'p'},
		{NULL, 0, NULL, 0},
	};
	struct wish w = {.format = ""};
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'f')
			w.format = optarg;
		else if (c == 'l')
			w.locale = optarg;
		else if (c == 'p')
			w.zip = optarg;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind + 2 != argc || strcmp(argv[optind], "products") != 0 ||
		(strcmp(w.format, "puoti") != 0 &&
			strcmp(w.format, "shopify") != 0) ||
		(w.locale && tr_lang_index(w.locale) < 0))
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	w.dir = shop.conf.dir;
	if (!w.locale)
		w.locale = shop.cx.root;
	int status = run(&shop.cx, argv[optind + 1], &w);
	if (status == 0)
		status = pictures(&shop.cx, &w);
	cli_close(&shop);
	return status;
}
