/* puoti user: people who run the shop. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "domain/staff.h"
#include "lib/err.h"

static const char text[] =
	"Usage: puoti --data DIR user add [--name NAME] [--generate]\n"
	"                                 [--password-stdin] EMAIL\n\n"
	"Adds an account for the admin.  The password is asked for, unless:\n\n"
	"  --generate        make one and print it\n"
	"  --password-stdin  read it from the first line of standard input\n"
	"  --name NAME       what to call them (default: the part before @)\n";

enum { LINE_SIZE = CRYPT_PASSWORD_MAX * 4 + 2 };

static bool line_read(char *line)
{
	if (!fgets(line, LINE_SIZE, stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

/* Ask without showing what is typed. */
static bool hidden_read(const char *prompt, char *line)
{
	struct termios shown, hidden;
	bool tty = tcgetattr(STDIN_FILENO, &shown) == 0;
	fputs(prompt, stderr);
	if (tty) {
		hidden = shown;
		hidden.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
	}
	bool ok = line_read(line);
	if (tty) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
		fputc('\n', stderr);
	}
	return ok;
}

static const char *password_ask(struct arena *a)
{
	char first[LINE_SIZE], second[LINE_SIZE];
	if (!hidden_read("Password: ", first) ||
		!hidden_read("Again: ", second))
		return NULL;
	if (strcmp(first, second) != 0) {
		cli_fail("user", "the two are not the same");
		return NULL;
	}
	return arena_strdup(a, first);
}

static int add(struct cx *cx, const char *email, const char *name,
	const char *password, bool generated)
{
	int64_t id;
	size_t before_at = strcspn(email, "@");
	if (!name)
		name = arena_strndup(cx->arena, email, before_at);
	int rc = staff_add(cx, email, name, password, &id);
	if (rc == ERR_CONFLICT)
		return cli_fail("user", "that address has an account already");
	if (rc == ERR_INVALID)
		return cli_fail("user",
			"the address or the password will not do (at least %d "
			"characters, none of the common ones)",
			CRYPT_PASSWORD_MIN);
	if (rc < 0)
		return cli_fail("user", "the account could not be added");
	if (generated)
		printf("%s\n", password);
	else
		printf("Added.\n");
	return 0;
}

static int add_command(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"generate", no_argument, NULL, 'g'},
		{"password-stdin", no_argument, NULL, 'p'},
		{"name", required_argument, NULL, 'n'},
		{NULL, 0, NULL, 0},
	};
	const char *name = NULL;
	int how = 0, c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'n')
			name = optarg;
		else if (c == 'g' || c == 'p')
			how = c;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind + 1 != argc)
		return cli_usage(2, text);
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	const char *password = NULL;
	char line[LINE_SIZE];
	if (how == 'g')
		password = crypt_token(shop.cx.arena);
	else if (how == 'p')
		password = line_read(line) ? line : NULL;
	else
		password = password_ask(shop.cx.arena);
	int status = password ? add(&shop.cx, argv[optind], name, password,
					how == 'g')
			      : cli_fail("user", "no password given");
	cli_close(&shop);
	return status;
}

int cli_user(const struct cli *cli, int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], "add") == 0)
		return add_command(cli, argc - 1, argv + 1);
	bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
	return cli_usage(help ? 0 : 2, text);
}
