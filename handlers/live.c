#include "handlers/live.h"

#include <stdio.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/frag.h"

#define LIVE_BEGIN "<!-- live "
#define LIVE_NAMED " -->"
#define LIVE_END   "<!-- /live -->"
#define SIZE(text) (sizeof(text) - 1)

enum { KEY_MAX = 400, PLACE_MAX = 40 };

void live_put(struct lives *l, const char *name, live_fn *add, void *arg)
{
	size_t i = 0;
	while (i < l->n && strcmp(l->list[i].name, name) != 0)
		i++;
	if (i == LIVES_MAX)
		return;
	l->list[i] = (struct live){name, add, arg};
	if (i == l->n)
		l->n++;
}

static const struct live *live_find(
	const struct lives *l, const char *name, size_t n)
{
	for (size_t i = 0; l && i < l->n; i++)
		if (strncmp(l->list[i].name, name, n) == 0 &&
			!l->list[i].name[n])
			return &l->list[i];
	return NULL;
}

/* A stretch of the body and the place after it. */
struct stretch {
	const char *p;
	size_t n;
	const char *name; /* NULL: the body's end */
	size_t name_len;
	const char *usual; /* what everybody sees there */
	size_t usual_len;
};

/* The stretch at *at; false at the end of the body. */
static bool stretch_next(const char **at, const char *end, struct stretch *out)
{
	const char *p = *at;
	if (!p)
		return false;
	*out = (struct stretch){.p = p, .n = (size_t)(end - p)};
	*at = NULL;
	const char *mark = memmem(p, out->n, LIVE_BEGIN, SIZE(LIVE_BEGIN));
	if (!mark)
		return true;
	const char *name = mark + SIZE(LIVE_BEGIN);
	const char *named = memmem(
		name, (size_t)(end - name), LIVE_NAMED, SIZE(LIVE_NAMED));
	const char *usual = named ? named + SIZE(LIVE_NAMED) : NULL;
	const char *close = usual ? memmem(usual, (size_t)(end - usual),
					    LIVE_END, SIZE(LIVE_END))
				  : NULL;
	if (!close)
		return true;
	out->n = (size_t)(mark - p);
	out->name = name;
	out->name_len = (size_t)(named - name);
	out->usual = usual;
	out->usual_len = (size_t)(close - usual);
	*at = close + SIZE(LIVE_END);
	return true;
}

/* ---- keys ---- */

/* The names of the places in order, each after a space. */
static const char *names_key(char *out, const char *key)
{
	snprintf(out, KEY_MAX, "%s#", key);
	return out;
}

static const char *stretch_key(char *out, const char *key, size_t i)
{
	snprintf(out, KEY_MAX, "%s#%zu", key, i);
	return out;
}

static const char *usual_key(
	char *out, const char *key, const char *name, size_t n)
{
	snprintf(out, KEY_MAX, "%s#%.*s", key, (int)n, name);
	return out;
}

/* ---- what is kept ---- */

static struct frag *hold(struct req *r, const char *key)
{
	struct frag *f = frag_hold(key, r->version, r->cx.now);
	if (f)
		arena_defer(r->cx.arena, frag_release, f);
	return f;
}

/* What is sent in order: fragments, and functions between them. */
struct live_body {
	struct {
		struct frag *frag;
		const struct live *live;
	} step[2 * LIVES_MAX + 1];
	size_t n;
};

static bool step_add(
	struct live_body *b, struct frag *f, const struct live *live)
{
	if ((!f && !live) || b->n == sizeof(b->step) / sizeof(*b->step))
		return false;
	b->step[b->n].frag = f;
	b->step[b->n++].live = live;
	return true;
}

/* All of it is held before any of it is sent. */
static bool pieces_hold(struct req *r, const char *key, const struct lives *l,
	struct live_body *b)
{
	char name[KEY_MAX];
	size_t n, k = 0;
	struct frag *f = hold(r, names_key(name, key));
	if (!f)
		return false;
	const char *at = frag_text(f, &n);
	bool ok = step_add(b, hold(r, stretch_key(name, key, k++)), NULL);
	while (ok && *at == ' ') {
		n = strcspn(++at, " ");
		const struct live *live = live_find(l, at, n);
		f = live ? NULL : hold(r, usual_key(name, key, at, n));
		ok = step_add(b, f, live) &&
		     step_add(b, hold(r, stretch_key(name, key, k++)), NULL);
		at += n;
	}
	return ok;
}

struct live_body *live_hold(
	struct req *r, const char *key, const struct lives *l)
{
	if (strlen(key) + PLACE_MAX > KEY_MAX)
		return NULL;
	struct live_body *b = ARENA_NEW(r->cx.arena, struct live_body);
	bool ok = l && l->n ? pieces_hold(r, key, l, b)
			    : step_add(b, hold(r, key), NULL);
	return ok ? b : NULL;
}

int live_send(struct req *r, const struct live_body *body)
{
	int rc = OK;
	size_t n;
	for (size_t i = 0; rc == OK && i < body->n; i++) {
		const struct live *live = body->step[i].live;
		if (live)
			rc = live->add(r, live->arg);
		else if (frag_text(body->step[i].frag, &n) && n)
			resp_part(r, body->step[i].frag);
	}
	return rc;
}

/* ---- keeping ---- */

/* The body without the marks. */
static void whole_add(const struct buf *body, struct buf *out)
{
	const char *at = body->p;
	struct stretch s;
	while (stretch_next(&at, body->p + body->len, &s)) {
		buf_add(out, s.p, s.n);
		buf_add(out, s.usual, s.usual_len);
	}
}

static void buf_drop(void *p)
{
	buf_release(p);
}

static struct buf *buf_new(struct req *r)
{
	struct buf *b = ARENA_NEW(r->cx.arena, struct buf);
	arena_defer(r->cx.arena, buf_drop, b);
	return b;
}

static void part_keep(struct req *r, const char *key, int64_t until,
	const char *p, size_t n, bool send)
{
	frag_keep(key, r->version, until, p, n);
	if (!send || !n)
		return;
	struct frag *f = hold(r, key);
	if (f)
		resp_part(r, f);
	else
		buf_add(r->out, p, n); /* too large to be kept */
}

/* Of a page that is not kept. */
static int body_send(
	struct req *r, const struct buf *body, const struct lives *l)
{
	const char *at = body->p;
	struct stretch s;
	int rc = OK;
	while (rc == OK && stretch_next(&at, body->p + body->len, &s)) {
		const struct live *live = s.name ? live_find(l, s.name,
							   s.name_len)
						 : NULL;
		buf_add(r->out, s.p, s.n);
		if (live)
			rc = live->add(r, live->arg);
		else
			buf_add(r->out, s.usual, s.usual_len);
	}
	return rc;
}

int live_keep(struct req *r, const char *key, int64_t until,
	const struct buf *body, const struct lives *l)
{
	const char *at = body->p;
	char name[KEY_MAX];
	struct buf *names = buf_new(r);
	struct stretch s;
	size_t k = 0;
	int rc = OK;
	if (!key || strlen(key) + PLACE_MAX > KEY_MAX)
		return body_send(r, body, l);
	if (!l || !l->n) {
		struct buf *whole = buf_new(r);
		whole_add(body, whole);
		resp_keep(r, key, until, whole->p ? whole->p : "", whole->len);
		return OK;
	}
	while (rc == OK && stretch_next(&at, body->p + body->len, &s)) {
		part_keep(
			r, stretch_key(name, key, k++), until, s.p, s.n, true);
		if (!s.name)
			break;
		const struct live *live = live_find(l, s.name, s.name_len);
		buf_addf(names, " %.*s", (int)s.name_len, s.name);
		part_keep(r, usual_key(name, key, s.name, s.name_len), until,
			s.usual, s.usual_len, !live);
		if (live)
			rc = live->add(r, live->arg);
	}
	/* without the names of all places the page would end early */
	if (rc == OK)
		frag_keep(names_key(name, key), r->version, until,
			names->p ? names->p : "", names->len);
	return rc;
}
