#include "lib/conf.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/err.h"
#include "lib/log.h"
#include "lib/loopback.h"
#include "lib/tr.h"

enum { LINE_MAX_CONF = 4096 };

enum row_type { ROW_END, ROW_TEXT, ROW_INT, ROW_BOOL };

struct row {
	const char *key;
	enum row_type type;
	size_t offset;
	const char *fallback; /* NULL: found at run time */
	int64_t min, max;
};

#define AT(member) offsetof(struct conf, member)

static const struct row rows[] = {
	{"share", ROW_TEXT, AT(share), NULL, 0, 0},
	{"locale_dir", ROW_TEXT, AT(locale_dir), NULL, 0, 0},
	{"base_url", ROW_TEXT, AT(base_url), "http://127.0.0.1:8080", 0, 0},
	{"zone", ROW_TEXT, AT(zone), "Europe/Helsinki", 0, 0},
	{"mail_url", ROW_TEXT, AT(mail_url), "file:", 0, 0},
	{"mail_user", ROW_TEXT, AT(mail_user), "", 0, 0},
	{"mail_password", ROW_TEXT, AT(mail_password), "", 0, 0},
	{"pay_standin", ROW_TEXT, AT(pay_standin), "", 0, 0},
	{"root_lang", ROW_TEXT, AT(root_lang), "en", 0, 0},
	{"workers", ROW_INT, AT(workers), "4", 1, 64},
	{"backlog", ROW_INT, AT(backlog), "511", 1, 65535},
	{"demo", ROW_BOOL, AT(demo), "0", 0, 0},
	{"limits", ROW_BOOL, AT(limits), "1", 0, 0},
	{"port", ROW_INT, AT(port), "8080", 1, 65535},
	{NULL, ROW_END, 0, NULL, 0, 0},
};

static char *dup_or_die(const char *s)
{
	char *p = strdup(s);
	if (!p)
		abort();
	return p;
}

static char *join(const char *dir, const char *name)
{
	char *p;
	if (asprintf(&p, "%s/%s", dir, name) < 0)
		abort();
	return p;
}

static bool row_set(struct conf *c, const struct row *row, const char *text)
{
	char *at = (char *)c + row->offset;
	if (row->type == ROW_TEXT) {
		for (const char *p = text; *p; p++)
			if ((unsigned char)*p < ' ')
				return false;
		*(const char **)at = dup_or_die(text);
		return true;
	}
	if (row->type == ROW_BOOL) {
		bool yes = strcmp(text, "1") == 0 || strcmp(text, "yes") == 0;
		bool no = strcmp(text, "0") == 0 || strcmp(text, "no") == 0;
		*(bool *)at = yes;
		return yes || no;
	}
	char *end;
	errno = 0;
	long long v = strtoll(text, &end, 10);
	if (errno || end == text || *end || v < row->min || v > row->max)
		return false;
	*(int64_t *)at = v;
	return true;
}

static const struct row *row_find(const char *key)
{
	for (const struct row *row = rows; row->key; row++)
		if (strcmp(row->key, key) == 0)
			return row;
	return NULL;
}

static char *trim(char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	size_t n = strlen(s);
	while (n && isspace((unsigned char)s[n - 1]))
		s[--n] = '\0';
	return s;
}

/* One line of the file.  False: it says nothing that we know. */
static bool line_read(struct conf *c, char *line)
{
	char *key = trim(line);
	if (!*key || *key == '#')
		return true;
	char *eq = strchr(key, '=');
	if (!eq)
		return false;
	*eq = '\0';
	const struct row *row = row_find(trim(key));
	return row && row_set(c, row, trim(eq + 1));
}

static int file_read(struct conf *c)
{
	const char *path = conf_path(c, "puoti.conf");
	FILE *f = fopen(path, "re");
	if (!f) {
		if (errno == ENOENT)
			return OK; /* the environment may say it all */
		log_error("event=conf problem=\"cannot read puoti.conf\"");
		return ERR_INVALID;
	}
	char line[LINE_MAX_CONF];
	int rc = OK;
	for (int n = 1; fgets(line, sizeof(line), f); n++) {
		if (line_read(c, line))
			continue;
		/* not the line itself: it may hold a password */
		log_error("event=conf line=%d problem=\"not understood\"", n);
		rc = ERR_INVALID;
	}
	fclose(f);
	return rc;
}

static int environment_read(struct conf *c)
{
	int rc = OK;
	for (const struct row *row = rows; row->key; row++) {
		char name[64];
		snprintf(name, sizeof(name), "PUOTI_%s", row->key);
		for (char *p = name; *p; p++)
			*p = (char)toupper((unsigned char)*p);
		const char *value = getenv(name);
		if (!value || row_set(c, row, value))
			continue;
		log_error("event=conf variable=%s problem=\"not understood\"",
			name);
		rc = ERR_INVALID;
	}
	return rc;
}

/* A program started from the folder it was built in uses the sources beside
 * it; an installed one what was installed. */
static bool is_in_tree(void)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	if (n < 0)
		return false;
	exe[n] = '\0';
	size_t len = strlen(PUOTI_BUILDDIR);
	return strncmp(exe, PUOTI_BUILDDIR, len) == 0 && exe[len] == '/';
}

static bool base_url_ok(const char *url)
{
	size_t skip = strncmp(url, "https://", 8) == 0  ? 8
		      : strncmp(url, "http://", 7) == 0 ? 7
							: 0;
	if (!skip || !url[skip])
		return false;
	for (const char *p = url + skip; *p; p++)
		if (!isalnum((unsigned char)*p) && !strchr(".-:[]", *p))
			return false;
	return true;
}

/* A zone's name becomes a path below /usr/share/zoneinfo. */
static bool zone_ok(const char *zone)
{
	char path[256];
	if (!*zone || *zone == '/' || strstr(zone, ".."))
		return false;
	snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", zone);
	return access(path, R_OK) == 0;
}

static int check(const struct conf *c)
{
	int rc = OK;
	if (!base_url_ok(c->base_url)) {
		log_error("event=conf key=base_url problem=\"want "
			  "http(s)://host[:port] without a slash at the "
			  "end\"");
		rc = ERR_INVALID;
	}
	if (*c->pay_standin &&
		(conf_is_secure(c) || !remote_is_loopback(c->pay_standin))) {
		log_error("event=conf key=pay_standin problem=\"want "
			  "http://127.0.0.1:PORT, and a shop that is not "
			  "https: it is for tests\"");
		rc = ERR_INVALID;
	}
	if (!zone_ok(c->zone)) {
		log_error("event=conf key=zone problem=\"no such time zone\"");
		rc = ERR_INVALID;
	}
	if (tr_lang_index(c->root_lang) < 0) {
		log_error("event=conf key=root_lang problem=\"no such "
			  "language\"");
		rc = ERR_INVALID;
	}
	return rc;
}

int conf_load(struct conf *c, const char *dir)
{
	char real[PATH_MAX];
	memset(c, 0, sizeof(*c));
	c->dir = dup_or_die(realpath(dir, real) ? real : dir);

	bool in_tree = is_in_tree();
	c->share = in_tree ? dup_or_die(realpath(PUOTI_SRCDIR, real)
						? real
						: PUOTI_SRCDIR)
			   : PUOTI_PKGDATADIR;
	c->locale_dir = in_tree ? PUOTI_BUILDDIR "/locale" : PUOTI_LOCALEDIR;
	for (const struct row *row = rows; row->key; row++)
		if (row->fallback)
			row_set(c, row, row->fallback);

	int file = file_read(c);
	int environment = environment_read(c);
	int rc = check(c);
	return file < 0 ? file : environment < 0 ? environment : rc;
}

const char *conf_path(const struct conf *c, const char *name)
{
	return join(c->dir, name);
}

const char *conf_share(const struct conf *c, const char *name)
{
	return join(c->share, name);
}

bool conf_is_secure(const struct conf *c)
{
	return strncmp(c->base_url, "https://", 8) == 0;
}
