#include "lib/remote.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "lib/buf.h"
#include "lib/err.h"

enum { CONNECT_MS = 5000, HEADER_BYTES_MAX = 32 * 1024 };

/* What a call reads. */
struct call {
	struct arena *arena;
	struct buf body;
	struct remote_header *headers;
	size_t n_headers, header_bytes;
	bool too_large;
};

static size_t on_body(char *p, size_t size, size_t n, void *arg)
{
	struct call *c = arg;
	if (size * n > REMOTE_ANSWER_MAX - c->body.len) {
		c->too_large = true;
		return 0;
	}
	buf_add(&c->body, p, size * n);
	return size * n;
}

static const char *trimmed(struct arena *a, const char *p, size_t n)
{
	while (n && isspace((unsigned char)*p)) {
		p++;
		n--;
	}
	while (n && isspace((unsigned char)p[n - 1]))
		n--;
	return arena_strndup(a, p, n);
}

static size_t on_header(char *p, size_t size, size_t n, void *arg)
{
	struct call *c = arg;
	size_t len = size * n;
	const char *colon = memchr(p, ':', len);
	c->header_bytes += len;
	if (c->header_bytes > HEADER_BYTES_MAX ||
		c->n_headers == REMOTE_HEADERS_MAX) {
		c->too_large = true;
		return 0;
	}
	if (len > 5 && memcmp(p, "HTTP/", 5) == 0) {
		c->n_headers = 0; /* those before were of a 100 Continue */
		return len;
	}
	if (!colon)
		return len;
	char *name = arena_strndup(c->arena, p, (size_t)(colon - p));
	for (char *ch = name; *ch; ch++)
		*ch = (char)tolower((unsigned char)*ch);
	c->headers[c->n_headers++] = (struct remote_header){name,
		trimmed(c->arena, colon + 1, (size_t)(p + len - colon - 1))};
	return len;
}

static struct curl_slist *header_list(
	struct arena *a, const struct remote_ask *ask)
{
	/* no wait for a "100 Continue" that may never come */
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	for (const struct remote_header *h = ask->headers; h && h->name; h++)
		list = curl_slist_append(
			list, arena_printf(a, "%s: %s", h->name, h->value));
	if (!list)
		abort();
	return list;
}

static void set_options(CURL *curl, const struct remote_ask *ask,
	struct curl_slist *headers, struct call *c)
{
	curl_easy_setopt(curl, CURLOPT_URL, ask->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
		remote_is_loopback(ask->url) ? "http" : "https");
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
		(long)(ask->timeout_ms ? ask->timeout_ms : REMOTE_TIMEOUT_MS));
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "Puoti/" PUOTI_VERSION);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	if (ask->body) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, ask->body);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
			(curl_off_t)ask->body_len);
	} else if (strcmp(ask->method, "POST") == 0) {
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "");
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, 0L);
	}
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, ask->method);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, c);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, c);
}

static int outcome(
	CURL *curl, CURLcode rc, struct call *c, struct remote_answer *out)
{
	long status = 0;
	if (c->too_large) {
		out->problem = "the answer is too large";
		return ERR_TOO_LARGE;
	}
	if (rc != CURLE_OK) {
		out->problem = curl_easy_strerror(rc);
		return ERR_BUSY;
	}
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	c->headers[c->n_headers] = (struct remote_header){NULL, NULL};
	out->status = (int)status;
	out->headers = c->headers;
	out->body = arena_strndup(
		c->arena, c->body.p ? c->body.p : "", c->body.len);
	out->body_len = c->body.len;
	return OK;
}

static const struct turnstile *turns;

void remote_turns(const struct turnstile *t)
{
	turns = t;
}

static int perform(struct arena *a, const struct remote_ask *ask,
	struct remote_answer *out)
{
	struct call c = {.arena = a,
		.headers = ARENA_ARRAY(
			a, struct remote_header, REMOTE_HEADERS_MAX + 1)};
	CURL *curl = curl_easy_init();
	if (!curl)
		abort();
	struct curl_slist *headers = header_list(a, ask);
	set_options(curl, ask, headers, &c);
	int rc = outcome(curl, curl_easy_perform(curl), &c, out);
	curl_easy_cleanup(curl);
	curl_slist_free_all(headers);
	buf_release(&c.body);
	return rc;
}

int remote_call(struct arena *a, const struct remote_ask *ask,
	struct remote_answer *out)
{
	static const struct remote_header none = {NULL, NULL};
	*out = (struct remote_answer){
		.headers = &none, .body = "", .problem = ""};
	if (strncmp(ask->url, "https://", 8) != 0 &&
		!remote_is_loopback(ask->url)) {
		out->problem = "the address is not one that may be called";
		return ERR_DENIED;
	}
	int turn = TURN_FREE;
	int rc = turns ? turn_take(turns, &turn) : OK;
	if (rc < 0) {
		out->problem = "too many wait for other services already";
		return rc;
	}
	rc = perform(a, ask, out);
	turn_give(turn);
	return rc;
}

const char *remote_header(const struct remote_answer *answer, const char *name)
{
	for (const struct remote_header *h = answer->headers; h->name; h++)
		if (strcmp(h->name, name) == 0)
			return h->value;
	return NULL;
}
