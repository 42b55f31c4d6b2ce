#include "tests/shop.h"

#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "lib/asset.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/frag.h"
#include "lib/http.h"
#include "lib/tpl.h"
#include "lib/tr.h"
#include "www/dispatch.h"

enum { COOKIE_NAME = 6, COOKIE_ID = 40 }; /* "puoti=" and the id */

static struct conf conf = {
	.dir = "/nonexistent",
	.base_url = "http://127.0.0.1:8080",
	.root_lang = "en",
};

struct talk {
	struct visit v;
	const char *body;
	char length[32];
	size_t read;
	struct buf answer;
};

int shop_init(void)
{
	tr_init(PUOTI_BUILDDIR "/locale");
	return tpl_init(PUOTI_SRCDIR "/templates") < 0 ||
	       asset_init(PUOTI_SRCDIR "/static") < 0;
}

void shop_demo(const char *dir)
{
	conf.dir = dir;
	conf.demo = true;
}

void shop_fresh(void)
{
	struct cx none = {0};
	frag_drop_all();
	setting_use(&none, -1);
}

static const char *talk_param(void *arg, const char *name)
{
	const struct talk *t = arg;
	const struct {
		const char *name, *value;
	} params[] = {
		{"REQUEST_METHOD", t->body     ? "POST"
				   : t->v.head ? "HEAD"
					       : "GET"},
		{"DOCUMENT_URI", t->v.path},
		{"QUERY_STRING", t->v.query},
		{"HTTP_COOKIE", t->v.cookie},
		{"HTTP_ACCEPT_ENCODING", t->v.accept},
		{"HTTP_ACCEPT", t->v.json ? "application/json" : NULL},
		{"HTTP_SEC_GPC", t->v.gpc},
		{"HTTP_DNT", t->v.dnt},
		{"HTTP_SEC_PURPOSE", t->v.purpose},
		{"CONTENT_TYPE",
			t->body ? "application/x-www-form-urlencoded" : NULL},
		{"CONTENT_LENGTH", t->body ? t->length : NULL},
		{"REMOTE_ADDR", "10.1.2.3"},
	};
	for (size_t i = 0; i < sizeof(params) / sizeof(params[0]); i++)
		if (strcmp(params[i].name, name) == 0)
			return params[i].value;
	return NULL;
}

static long talk_read(void *arg, void *p, size_t n)
{
	struct talk *t = arg;
	size_t left = strlen(t->body) - t->read;
	if (n > left)
		n = left;
	memcpy(p, t->body + t->read, n);
	t->read += n;
	return (long)n;
}

static int talk_write(void *arg, const struct iovec *p, size_t n)
{
	struct talk *t = arg;
	for (size_t i = 0; i < n; i++)
		buf_add(&t->answer, p[i].iov_base, p[i].iov_len);
	return 0;
}

/* A fair CSRF token for the session of a cookie. */
static const char *token_for(struct cx *cx, const char *cookie)
{
	return csrf_make(cx->arena, cx->secret,
		arena_strndup(cx->arena, cookie + COOKIE_NAME, COOKIE_ID));
}

struct buf shop_bytes(struct cx *cx, struct visit v)
{
	struct conf own = conf;
	own.limits = v.limits;
	struct worker w = {
		.conf = &own,
		.secret = *cx->secret,
		.db = cx->db,
		.arena = arena_new(),
	};
	struct talk t = {.v = v};
	if (v.form)
		t.body = arena_printf(cx->arena, "token=%s&%s",
			token_for(cx, v.cookie), v.form);
	snprintf(
		t.length, sizeof(t.length), "%zu", t.body ? strlen(t.body) : 0);
	clock_fix(cx->now);
	struct gateway g = {&t, talk_param, talk_read, talk_write};
	dispatch(&w, &g);
	w.db = NULL; /* the test's own */
	worker_release(&w);
	return t.answer;
}

const char *shop_ask(struct cx *cx, struct visit v)
{
	struct buf b = shop_bytes(cx, v);
	const char *out = arena_strndup(cx->arena, b.p, b.len);
	buf_release(&b);
	return out;
}

const char *shop_get(struct cx *cx, const char *path)
{
	return shop_ask(cx, (struct visit){.path = path});
}

int shop_status(const char *answer)
{
	return strncmp(answer, "Status: ", 8) == 0
		       ? (int)strtol(answer + 8, NULL, 10)
		       : -1;
}

const char *shop_header(struct cx *cx, const char *answer, const char *name)
{
	const char *end = strstr(answer, "\r\n\r\n");
	const char *at = strstr(
		answer, arena_printf(cx->arena, "\r\n%s: ", name));
	if (!at || at > end)
		return "";
	at += strlen(name) + 4;
	return arena_strndup(cx->arena, at, strcspn(at, "\r"));
}

const char *shop_cookie(struct cx *cx)
{
	const char *set = shop_header(cx, shop_get(cx, "/"), "Set-Cookie");
	return arena_strndup(cx->arena, set, strcspn(set, ";"));
}

const char *shop_session(struct cx *cx, const char *cookie)
{
	return crypt_sha256_str(cx->arena,
		arena_strndup(cx->arena, cookie + COOKIE_NAME, COOKIE_ID));
}

int shop_count(const char *text, const char *needle)
{
	int n = 0;
	for (; (text = strstr(text, needle)); text += strlen(needle))
		n++;
	return n;
}
