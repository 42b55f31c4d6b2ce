#include "www/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/clock.h"
#include "lib/err.h"
#include "lib/log.h"
#include "lib/multipart.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { COOKIES_MAX = 8 * 1024, PATH_MAX_WEB = 2 * 1024, CHUNK = 64 * 1024 };

static const char *param(const struct call *c, const char *name)
{
	const char *v = c->gateway->param(c->gateway->arg, name);
	return v ? v : "";
}

static enum method method_of(const char *name, bool *head)
{
	*head = strcmp(name, "HEAD") == 0;
	if (*head || strcmp(name, "GET") == 0)
		return METHOD_GET;
	return strcmp(name, "POST") == 0 ? METHOD_POST : 0;
}

/* "/fi/p/muki" -> "/p/muki" in Finnish; the root language has no prefix. */
static void language_take(struct req *r, const char *path)
{
	r->cx.root = r->conf->root_lang;
	r->cx.locale = r->cx.root;
	r->lang_prefix = "";
	r->path = path;
	for (const struct tr_lang *l = tr_langs; l->code; l++) {
		size_t n = strlen(l->code);
		if (strncmp(path + 1, l->code, n) != 0 ||
			(path[1 + n] && path[1 + n] != '/'))
			continue;
		r->cx.locale = l->code;
		r->lang_prefix = arena_printf(r->cx.arena, "/%s", l->code);
		r->path = path[1 + n] ? path + 1 + n : "/";
		/* "/fi/" is not the home page's one right address */
		if (strcmp(r->path, "/") == 0 && path[1 + n])
			r->path = "//";
	}
}

/* The id that nginx gave, when it is one; else our own. */
static const char *request_id(struct call *c)
{
	const char *id = param(c, "REQUEST_ID");
	size_t n = strlen(id);
	if (n >= 8 && n <= 64 && strspn(id, "0123456789abcdef") == n)
		return arena_strdup(c->worker->arena, id);
	uint64_t raw;
	crypt_random(&raw, sizeof(raw));
	return arena_printf(
		c->worker->arena, "%016llx", (unsigned long long)raw);
}

static int query_take(struct call *c)
{
	struct req *r = &c->r;
	const char *q = param(c, "QUERY_STRING");
	size_t n = strlen(q);
	r->query_raw = "";
	if (n > HTTP_QUERY_MAX)
		return ERR_TOO_LARGE;
	r->query = params_decode(r->cx.arena, q, n);
	if (!r->query) {
		r->query = ARENA_NEW(r->cx.arena, struct param);
		return ERR_BAD;
	}
	r->query_raw = arena_strdup(r->cx.arena, q);
	return OK;
}

int request_read(struct call *c)
{
	struct worker *w = c->worker;
	struct req *r = &c->r;
	static const struct param none = {NULL, NULL};
	*r = (struct req){
		.cx = {.db = w->db,
			.arena = w->arena,
			.now = clock_now(),
			.secret = &w->secret,
			.conf = w->conf},
		.conf = w->conf,
		.query = &none,
		.form = &none,
		.body = "",
		.path_params = &none,
		.headers = w->headers,
		.out = &w->body,
	};
	r->cx.request_id = request_id(c);
	log_request_id(r->cx.request_id);
	r->method = method_of(param(c, "REQUEST_METHOD"), &r->head);
	r->remote = arena_strdup(w->arena, param(c, "REMOTE_ADDR"));
	r->referer = arena_strdup(w->arena, param(c, "HTTP_REFERER"));
	r->agent = arena_strdup(w->arena, param(c, "HTTP_USER_AGENT"));
	const char *cookies = param(c, "HTTP_COOKIE");
	r->cookies = strlen(cookies) <= COOKIES_MAX
			     ? arena_strdup(w->arena, cookies)
			     : "";
	r->signature = arena_strdup(
		w->arena, param(c, "HTTP_STRIPE_SIGNATURE"));
	/* the second is what Safari says */
	r->prefetch = strstr(param(c, "HTTP_SEC_PURPOSE"), "prefetch") ||
		      strstr(param(c, "HTTP_PURPOSE"), "prefetch");
	r->untracked = !strcmp(param(c, "HTTP_SEC_GPC"), "1") ||
		       !strcmp(param(c, "HTTP_DNT"), "1");
	r->json = strstr(param(c, "HTTP_ACCEPT"), "application/json");

	/* decoded once and made flat by the server, never by us again */
	const char *path = param(c, "DOCUMENT_URI");
	if (!*path)
		path = param(c, "PATH_INFO");
	if (!*path)
		path = "/";
	size_t n = strlen(path);
	bool bad = path[0] != '/' || n > PATH_MAX_WEB || !utf8_ok(path, n);
	language_take(r, bad ? "/" : arena_strdup(w->arena, path));
	int rc = query_take(c);
	return bad ? ERR_BAD : rc;
}

/* Read all of a body of n bytes, handing each piece to fn. */
static int body_each(struct call *c, size_t n,
	int (*fn)(void *arg, const char *p, size_t n), void *arg)
{
	char *chunk = arena_alloc(c->worker->arena, CHUNK);
	while (n) {
		size_t want = n < CHUNK ? n : CHUNK;
		long got = c->gateway->read(c->gateway->arg, chunk, want);
		if (got <= 0)
			return ERR_BAD; /* a cut body is never acted on */
		int rc = fn(arg, chunk, (size_t)got);
		if (rc < 0)
			return rc;
		n -= (size_t)got;
	}
	return OK;
}

static int take_text(void *arg, const char *p, size_t n)
{
	buf_add(arg, p, n);
	return OK;
}

static int take_part(void *arg, const char *p, size_t n)
{
	return multipart_feed(arg, p, n);
}

static void body_release(void *arg)
{
	buf_release(arg);
}

static int read_multipart(struct call *c, const char *type, size_t n)
{
	struct req *r = &c->r;
	struct multipart *m = multipart_new(r->cx.arena, type,
		arena_printf(r->cx.arena, "%s/upload", r->conf->dir));
	if (!m)
		return ERR_BAD;
	int rc = body_each(c, n, take_part, m);
	return rc < 0 ? rc : multipart_end(m, &r->form, &r->uploads);
}

static int read_urlencoded(struct call *c, size_t n)
{
	struct req *r = &c->r;
	struct buf *b = ARENA_NEW(r->cx.arena, struct buf);
	arena_defer(r->cx.arena, body_release, b);
	int rc = body_each(c, n, take_text, b);
	if (rc < 0 || !b->len)
		return rc;
	const struct param *form = params_decode(r->cx.arena, b->p, b->len);
	if (!form)
		return ERR_BAD;
	r->form = form;
	return OK;
}

static int read_raw(struct call *c, size_t n)
{
	struct req *r = &c->r;
	struct buf *b = ARENA_NEW(r->cx.arena, struct buf);
	arena_defer(r->cx.arena, body_release, b);
	int rc = body_each(c, n, take_text, b);
	r->body = b->p;
	r->body_len = b->len;
	return rc;
}

static bool type_is(const char *type, const char *name)
{
	size_t n = strlen(name);
	return strncasecmp(type, name, n) == 0 &&
	       (!type[n] || type[n] == ';' || type[n] == ' ');
}

/* The length that was announced.  Missing is 0: nginx always says it. */
static int body_length(const struct call *c, size_t *out)
{
	const char *text = param(c, "CONTENT_LENGTH");
	*out = 0;
	if (!*text)
		return OK;
	if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 12)
		return ERR_BAD;
	*out = (size_t)strtoull(text, NULL, 10);
	return OK;
}

int request_read_body(struct call *c)
{
	size_t n;
	int rc = body_length(c, &n);
	if (rc < 0)
		return rc;
	bool upload = c->route->flags & ROUTE_UPLOAD;
	/* the parts' own heads come on top of what they hold */
	size_t max = upload ? HTTP_UPLOAD_MAX + HTTP_BODY_MAX : HTTP_BODY_MAX;
	if (n > max)
		return ERR_TOO_LARGE;
	const char *type = param(c, "CONTENT_TYPE");
	if (n == 0)
		return OK;
	if (c->route->flags & ROUTE_RAW)
		return read_raw(c, n);
	if (type_is(type, "application/x-www-form-urlencoded") &&
		n <= HTTP_BODY_MAX)
		return read_urlencoded(c, n);
	if (type_is(type, "multipart/form-data"))
		return read_multipart(c, type, n);
	return ERR_BAD;
}
