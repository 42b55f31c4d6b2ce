/* puoti nginx: print the web server's configuration. */
#include "cli/cli.h"

#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char text[] =
	"Usage: puoti --data DIR nginx --demo [--port N]\n"
	"       puoti --data DIR nginx --host NAME [--cert FILE] [--key FILE]\n\n"
	"Prints nginx's configuration for the shop in DIR, made from its\n"
	"puoti.conf.\n\n"
	"  --demo       a whole configuration on 127.0.0.1, nothing outside DIR\n"
	"  --port N     where the demo listens (default: from puoti.conf)\n"
	"  --host NAME  a server for /etc/nginx/sites-available; https when\n"
	"               base_url says so\n"
	"  --cert FILE, --key FILE  default: Let's Encrypt's for NAME\n";

struct words {
	const char *name, *value;
};

struct flag {
	const char *name;
	bool on;
};

struct layout {
	struct words words[12];
	struct flag flags[8];
};

/* Names and paths stand inside quotes, where these could end them. */
static bool plain(const char *s)
{
	return *s && !strpbrk(s, "\"\\$;{}\n\r\t '");
}

static bool flag_on(const struct layout *l, const char *name, size_t n)
{
	bool negated = *name == '!';
	name += negated;
	n -= negated;
	for (const struct flag *f = l->flags; f->name; f++)
		if (strlen(f->name) == n && memcmp(f->name, name, n) == 0)
			return f->on != negated;
	return false;
}

/* "#?a&!b rest" -> "rest" when a and not b; NULL: this line is left out. */
static const char *line_select(const struct layout *l, const char *line)
{
	if (strncmp(line, "#?", 2) != 0)
		return line;
	const char *p = line + 2;
	for (;;) {
		size_t n = strcspn(p, "& \n");
		if (!flag_on(l, p, n))
			return NULL;
		p += n;
		if (*p != '&')
			break;
		p++;
	}
	return *p == ' ' ? p + 1 : p;
}

static const char *word_find(const struct layout *l, const char *p, size_t n)
{
	for (const struct words *w = l->words; w->name; w++)
		if (strlen(w->name) == n && memcmp(w->name, p, n) == 0)
			return w->value;
	return NULL;
}

static void line_print(const struct layout *l, const char *p)
{
	while (*p) {
		const char *end = *p == '@' ? strchr(p + 1, '@') : NULL;
		const char *value = end ? word_find(l, p + 1,
						  (size_t)(end - p - 1))
					: NULL;
		if (value) {
			fputs(value, stdout);
			p = end + 1;
		} else {
			putchar(*p++);
		}
	}
}

static int print(const struct conf *conf, const struct layout *l)
{
	char line[1024];
	const char *path = cli_share(conf, "www/nginx.conf.in");
	FILE *f = fopen(path, "re");
	if (!f)
		return cli_fail("nginx", "cannot read %s", path);
	while (fgets(line, sizeof(line), f)) {
		const char *selected = line_select(l, line);
		if (selected)
			line_print(l, selected);
	}
	fclose(f);
	return fflush(stdout) == 0 ? 0 : 1;
}

struct options {
	bool demo;
	const char *host, *port, *cert, *key;
};

static int make(const struct conf *conf, const struct options *o)
{
	const struct passwd *pw = getpwuid(geteuid());
	const char *host = o->host ? o->host : "";
	struct layout l = {
		.words = {{"DIR", conf->dir}, {"SHARE", conf->share},
			{"SOCKET", conf_path(conf, "run/puoti.sock")},
			{"HOST", host}, {"PORT", o->port},
			{"BASE_URL", conf->base_url},
			{"USER", pw ? pw->pw_name : "root"},
			{"LOG", o->demo ? conf_path(
						  conf, "run/nginx/access.log")
					: "/var/log/nginx/puoti.log"},
			{"CERT", o->cert}, {"CERT_KEY", o->key}},
		.flags = {{"demo", o->demo}, {"host", !o->demo},
			{"https", !o->demo && conf_is_secure(conf)},
			{"limits", conf->limits}, {"root", geteuid() == 0}},
	};
	for (const struct words *w = l.words; w->name; w++)
		if (*w->value && !plain(w->value))
			return cli_fail("nginx",
				"%s cannot stand in a configuration: %s",
				w->name, w->value);
	return print(conf, &l);
}

int cli_nginx(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{"demo", no_argument, NULL, 'd'},
		{"port", required_argument, NULL, 'p'},
		{"host", required_argument, NULL, 'n'},
		{"cert", required_argument, NULL, 'c'},
		{"key", required_argument, NULL, 'k'},
		{NULL, 0, NULL, 0},
	};
	struct options o = {0};
	struct conf conf;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c == 'd')
			o.demo = true;
		else if (c == 'p')
			o.port = optarg;
		else if (c == 'n')
			o.host = optarg;
		else if (c == 'c')
			o.cert = optarg;
		else if (c == 'k')
			o.key = optarg;
		else
			return cli_usage(c == 'h' ? 0 : 2, text);
	}
	if (optind != argc || o.demo == (o.host != NULL))
		return cli_usage(2, text);
	if (o.port && strspn(o.port, "0123456789") != strlen(o.port))
		return cli_usage(2, text);
	if (!cli_conf(cli, &conf))
		return 1;
	char port[32];
	snprintf(port, sizeof(port), "%lld", (long long)conf.port);
	if (!o.port)
		o.port = port;
	char cert[512], key[512]; /* as Let's Encrypt's client names them */
	snprintf(cert, sizeof(cert), "/etc/letsencrypt/live/%s/fullchain.pem",
		o.host ? o.host : "");
	snprintf(key, sizeof(key), "/etc/letsencrypt/live/%s/privkey.pem",
		o.host ? o.host : "");
	if (!o.cert)
		o.cert = cert;
	if (!o.key)
		o.key = key;
	return make(&conf, &o);
}
