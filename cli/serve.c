/* puoti serve: answer the web server. */
#include "cli/cli.h"

#include <getopt.h>

#include "lib/db.h"
#include "www/serve.h"

static const char text[] =
	"Usage: puoti --data DIR serve [--workers N]\n\n"
	"Answers FastCGI on DIR/run/puoti.sock, or on the socket that systemd\n"
	"hands over, until SIGTERM or SIGINT.  SIGHUP reads configuration and\n"
	"templates anew without losing a request.\n\n"
	"  --workers N  processes (default: from puoti.conf, else 4)\n";

int cli_serve(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"workers", required_argument, NULL, 'w'},
		{NULL, 0, NULL, 0},
	};
	int c;
	while ((c = getopt_long(argc, argv, "hw:", options, NULL)) != -1) {
		if (c != 'w')
			return cli_usage(c == 'h' ? 0 : 2, text);
		/* as from the environment, so that a reload keeps it */
		setenv("PUOTI_WORKERS", optarg, 1);
	}
	if (optind != argc)
		return cli_usage(2, text);
	/* the database is opened once to say here what is wrong with it;
	 * every worker opens its own */
	static struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	cli_close(&shop);
	return serve_run(&shop.conf);
}
