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

static const char text[] =
	"Usage: puoti --data DIR export products --format puoti FILE\n\n"
	"Writes all products, of whatever state, as CSV: one row a variant.\n"
	"FILE - is standard output.\n";

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

static int run(struct cx *cx, const char *path)
{
	struct buf out = {0};
	int status = 0;
	int rc = export_products(cx, &out);
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
		{NULL, 0, NULL, 0},
	};
	const char *format = "";
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'f')
			return cli_usage(c == 'h' ? 0 : 2, text);
		format = optarg;
	}
	if (optind + 2 != argc || strcmp(argv[optind], "products") != 0 ||
		strcmp(format, "puoti") != 0)
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	int status = run(&shop.cx, argv[optind + 1]);
	cli_close(&shop);
	return status;
}
