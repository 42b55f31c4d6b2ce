/* puoti user: people who run the shop. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "domain/staff.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char text[] =
	"Usage: puoti --data DIR user add [--name NAME] [--language CODE]\n"
	"                                 [--generate] [--password-stdin] EMAIL\n"
	"       puoti --data DIR user password [--generate] [--password-stdin] "
	"EMAIL\n\n"
	"add makes an account for the admin; password gives it a new password\n"
	"and ends its logins.  The password is asked for, unless:\n\n"
	"  --generate        make one and print it\n"
	"  --password-stdin  read it from the first line of standard input\n\n"
	"Of a new account:\n\n"
	"  --name NAME       what to call them (default: the part before @)\n"
	"  --language CODE   of their admin (default: the shop's)\n";

struct wish {
	const char *name, *language;
	int how; /* 'g' generate, 'p' standard input, 0 ask */
};

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

static const char *password_get(struct arena *a, int how)
{
	char line[LINE_SIZE];
	if (how == 'g')
		return crypt_token(a);
	if (how == 'p')
		return line_read(line) ? arena_strdup(a, line) : NULL;
	return password_ask(a);
}

static int add(struct cx *cx, const char *email, const char *password,
	const struct wish *wish)
{
	int64_t id;
	const char *name = wish->name;
	if (!name)
		name = arena_strndup(cx->arena, email, strcspn(email, "@"));
	if (wish->language)
		cx->locale = wish->language;
	return staff_add(cx, email, name, password, &id);
}

static int password_change(struct cx *cx, const char *email,
	const char *password, const struct wish *wish)
{
	(void)wish;
	int64_t id;
	int rc = staff_find(cx, email, &id);
	return rc < 0 ? rc : staff_set_password(cx, id, password);
}

typedef int (*user_do)(struct cx *cx, const char *email, const char *password,
	const struct wish *wish);

static int user_run(const struct cli *cli, user_do run, const char *email,
	const struct wish *wish)
{
	struct cli_shop shop;
	if (!cli_open(cli, &shop))
		return 1;
	int status = 0;
	const char *password = password_get(shop.cx.arena, wish->how);
	int rc = password ? run(&shop.cx, email, password, wish) : OK;
	if (!password)
		status = cli_fail("user", "no password given");
	else if (rc == ERR_CONFLICT)
		status = cli_fail(
			"user", "that address has an account already");
	else if (rc == ERR_NOT_FOUND)
		status = cli_fail("user", "that address has no account");
	else if (rc == ERR_INVALID)
		status = cli_fail("user",
			"the address or the password will not do (at least %d "
			"characters, none of the common ones)",
			CRYPT_PASSWORD_MIN);
	else if (rc < 0)
		status = cli_fail("user", "the account could not be stored");
	else
		printf("%s\n", wish->how == 'g' ? password : "Done.");
	cli_close(&shop);
	return status;
}

static int add_command(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"generate", no_argument, NULL, 'g'},
		{"password-stdin", no_argument, NULL, 'p'},
		{"name", required_argument, NULL, 'n'},
		{"language", required_argument, NULL, 'l'},
		{NULL, 0, NULL, 0},
	};
	struct wish wish = {0};
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'n')
			wish.name = optarg;
		else if (c == 'l')
			wish.language = optarg;
		else if (c == 'g' || c == 'p')
			wish.how = c;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind + 1 != argc)
		return cli_usage(2, text);
	if (wish.language && tr_lang_index(wish.language) < 0)
		return cli_fail("user", "no such language: %s", wish.language);
	return user_run(cli, add, argv[optind], &wish);
}

static int password_command(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"generate", no_argument, NULL, 'g'},
		{"password-stdin", no_argument, NULL, 'p'},
		{NULL, 0, NULL, 0},
	};
	struct wish wish = {0};
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'g' && c != 'p')
			return cli_usage(c == 'h' ? 0 : 2, text);
		wish.how = c;
	}
	if (optind + 1 != argc)
		return cli_usage(2, text);
	return user_run(cli, password_change, argv[optind], &wish);
}

int cli_user(const struct cli *cli, int argc, char **argv)
{
	if (argc >= 2 && strcmp(argv[1], "add") == 0)
		return add_command(cli, argc - 1, argv + 1);
	if (argc >= 2 && strcmp(argv[1], "password") == 0)
		return password_command(cli, argc - 1, argv + 1);
	bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
	return cli_usage(help ? 0 : 2, text);
}
