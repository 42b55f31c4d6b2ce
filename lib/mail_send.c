/* Handing composed mail over: to an SMTP server, or to a folder. */
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/conf.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/mail.h"

enum { CONNECT_S = 10, SEND_S = 60, SMTP_PERMANENT = 500 };

/* ---- "file:" ---- */

static bool write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t k = write(fd, p, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
	}
	return true;
}

static char *file_name(struct arena *a, const struct mail *m)
{
	time_t t = (time_t)(m->date_ms / 1000);
	struct tm tm;
	char when[32];
	gmtime_r(&t, &tm);
	strftime(when, sizeof(when), "%Y%m%dT%H%M%S", &tm);
	char *name = arena_printf(a, "%s-%.120s.eml", when, m->message_id);
	for (char *c = name; *c; c++)
		if (*c == '/' || *c == '@')
			*c = '-';
	return name;
}

static int deliver_file(struct arena *a, const struct conf *conf,
	const struct mail *m, const struct buf *text, const char **problem)
{
	const char *dir = arena_printf(a, "%s/mail", conf->dir);
	const char *name = file_name(a, m);
	const char *path = arena_printf(a, "%s/%s", dir, name);
	const char *temp = arena_printf(a, "%s/.%s.tmp", dir, name);
	*problem = "the mail folder cannot be written";
	if (mkdir(dir, 0700) < 0 && errno != EEXIST)
		return ERR_BUSY;
	int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return ERR_BUSY;
	bool ok = write_all(fd, text->p, text->len) && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	if (ok && rename(temp, path) == 0)
		return OK;
	unlink(temp);
	return ERR_BUSY;
}

/* ---- SMTP ---- */

struct upload {
	const struct buf *text;
	size_t at;
};

static size_t on_read(char *to, size_t size, size_t n, void *arg)
{
	struct upload *u = arg;
	size_t take = u->text->len - u->at;
	if (take > size * n)
		take = size * n;
	memcpy(to, u->text->p + u->at, take);
	u->at += take;
	return take;
}

/* Wrong or missing credentials are for the operator to mend: the mail itself
 * is fine and waits. */
static bool is_about_login(long code)
{
	return code == 530 || code == 534 || code == 535 || code == 538;
}

static int outcome(
	struct arena *a, CURL *curl, CURLcode rc, const char **problem)
{
	long code = 0;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
	if (rc == CURLE_OK)
		return OK;
	*problem = code >= 400
			   ? arena_printf(a, "the mail server said %ld", code)
			   : curl_easy_strerror(rc);
	if (code >= SMTP_PERMANENT && !is_about_login(code))
		return ERR_INVALID;
	return ERR_BUSY;
}

/* The name we greet with is the path of curl's address; servers dislike the
 * default, the machine's own. */
static const char *greeting_url(struct arena *a, const struct conf *conf)
{
	const char *host = strstr(conf->mail_url, "://");
	const char *own = strstr(conf->base_url, "://");
	if (!host || strchr(host + 3, '/') || !own)
		return conf->mail_url;
	own += 3;
	return arena_printf(
		a, "%s/%.*s", conf->mail_url, (int)strcspn(own, ":/"), own);
}

static void set_options(CURL *curl, const struct conf *conf, const char *url)
{
	bool login = conf->mail_user && *conf->mail_user;
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_S);
	/* A password never travels in the clear; without one TLS is taken
	 * where it is offered. */
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
		login ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
	if (!login)
		curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER,
			strncmp(url, "smtps:", 6) == 0 ? 1L : 0L);
	if (login) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, conf->mail_user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, conf->mail_password);
	}
}

static int deliver_smtp(struct arena *a, const struct conf *conf,
	const struct mail *m, const struct buf *text, const char **problem)
{
	CURL *curl = curl_easy_init();
	struct curl_slist *to = curl_slist_append(NULL, m->to);
	struct upload u = {text, 0};
	if (!curl || !to)
		abort();
	set_options(curl, conf, greeting_url(a, conf));
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, m->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(curl, CURLOPT_READDATA, &u);
	int rc = outcome(a, curl, curl_easy_perform(curl), problem);
	curl_slist_free_all(to);
	curl_easy_cleanup(curl);
	return rc;
}

int mail_send(struct arena *a, const struct conf *conf, const struct mail *m,
	const char **problem)
{
	struct buf text = {0};
	*problem = "an address or header is not acceptable";
	int rc = mail_compose(a, m, &text);
	if (rc == OK && strncmp(conf->mail_url, "file:", 5) == 0)
		rc = deliver_file(a, conf, m, &text, problem);
	else if (rc == OK)
		rc = deliver_smtp(a, conf, m, &text, problem);
	buf_release(&text);
	return rc;
}
