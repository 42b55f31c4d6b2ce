/* "What do you like to see?": pictures to tap, once. */
#include "handlers/interests.h"

#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/interest.h"
#include "domain/profile.h"
#include "domain/setting.h"
#include "handlers/card.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tr.h"

static const char TILE_SIZES[] =
	"(min-width: 64rem) 8rem, (min-width: 48rem) 22vw, 30vw";

/* The question that is put now; 0: none. */
struct asked {
	int64_t question, nth, count;
};

/* The numbers of the questions in order, as they are kept: nobody's. */
static int questions_make(
	struct req *r, const char *key, int64_t *out, size_t *n)
{
	struct interest *all;
	size_t n_all;
	int64_t until = 0;
	int rc = interest_list(&r->cx, &all, &n_all);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc < 0)
		return rc;
	*n = 0;
	for (size_t i = 0; i < n_all && *n < INTEREST_QUESTIONS; i++)
		if (!*n || out[*n - 1] != all[i].question)
			out[(*n)++] = all[i].question;
	frag_keep(key, r->version, until, (const char *)out, *n * sizeof(*out));
	return OK;
}

static int questions(struct req *r, int64_t *out, size_t *n)
{
	const char *key = arena_printf(r->cx.arena, "asks/%s", r->cx.locale);
	size_t bytes;
	const char *p = frag_find(key, r->version, r->cx.now, &bytes);
	if (!p)
		return questions_make(r, key, out, n);
	memcpy(out, p, bytes);
	*n = bytes / sizeof(*out);
	return OK;
}

static int asked_find(struct req *r, struct asked *out)
{
	const struct profile *p = req_profile(r);
	int64_t all[INTEREST_QUESTIONS];
	size_t n = 0;
	*out = (struct asked){0};
	/* who sees what everybody sees would answer in vain */
	if (!p->who.key || p->who.held || !p->who.personal || p->asked_ms ||
		!setting_bool(&r->cx, "interest.on"))
		return OK;
	int rc = questions(r, all, &n);
	for (size_t i = 0; rc == OK && i < n && !out->question; i++)
		if (all[i] > p->asked)
			*out = (struct asked){
				all[i], (int64_t)i + 1, (int64_t)n};
	return rc;
}

/* ---- the pictures: nobody's, so they are kept ---- */

static int tiles_make(struct req *r, const struct asked *a, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "part/ask_tiles.tpl");
	struct interest *all;
	size_t n = 0;
	int rc = interest_list(&r->cx, &all, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		struct picture pic;
		if (all[i].question != a->question)
			continue;
		rc = interest_picture(&r->cx, &all[i], &pic);
		struct tpl *s = tpl_section(t, "TILE");
		tpl_text(s, "KEY", all[i].key);
		tpl_text(s, "NAME", all[i].name);
		picture_show(s, "PICTURE", r, &pic,
			&(struct picture_use){.sizes = TILE_SIZES,
				.widest = 640,
				.decorative = true});
	}
	return rc == OK ? tpl_render(t, out) : rc;
}

static int tiles_add(struct req *r, const struct asked *a, struct buf *out)
{
	const char *key = arena_printf(
		r->cx.arena, "ask/%s/%" PRId64, r->cx.locale, a->question);
	int64_t until;
	if (frag_emit(out, key, r->version, r->cx.now))
		return OK;
	int rc = tiles_make(r, a, out);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	if (rc == OK)
		frag_keep(key, r->version, until, out->p, out->len);
	return rc;
}

/* ---- the question ---- */

static const char *question_words(struct req *r, int64_t question)
{
	const char *words = setting_get_in(&r->cx,
		arena_printf(
			r->cx.arena, "interest.question%" PRId64, question),
		r->cx.locale);
	if (*words)
		return words;
	return question == 1 ? tr("What do you like to see?")
			     : tr("And what of these?");
}

static int fill(
	struct req *r, struct tpl *t, const struct asked *a, const char *token)
{
	struct buf *tiles = page_buf(r);
	int rc = tiles_add(r, a, tiles);
	if (rc < 0)
		return rc;
	tpl_text(t, "ACTION", req_link(r, "/account/profile"));
	tpl_text(t, "TOKEN", token);
	tpl_text(t, "HERE", r->path);
	tpl_int(t, "QUESTION", a->question);
	tpl_text(t, "WORDS", question_words(r, a->question));
	if (a->count > 1) {
		struct tpl *s = tpl_section(t, "OF");
		tpl_int(s, "NTH", a->nth);
		tpl_int(s, "COUNT", a->count);
	}
	tpl_html(t, "TILES", tiles->p, tiles->len);
	return OK;
}

static int token_add(struct req *r, void *arg)
{
	(void)arg;
	buf_addf(r->out, "name=\"token\" value=\"%s\"", req_csrf(r));
	return OK;
}

/* Everything but the token is nobody's: where that goes is a live place. */
static int ask_make(struct req *r, const struct asked *a, struct buf *out)
{
	static const char none[] = "none";
	static const char hole[] = "name=\"token\" value=\"none\"";
	static const char mark[] = "<!-- live token --><!-- /live -->";
	struct tpl *t = tpl_new(&r->cx, "part/ask.tpl");
	struct buf *made = page_buf(r);
	tpl_show(t, "WRAP");
	tpl_show(t, "WRAP_END");
	int rc = fill(r, t, a, none);
	if (rc == OK)
		rc = tpl_render(t, made);
	if (rc < 0)
		return rc;
	const char *at = memmem(made->p, made->len, hole, sizeof(hole) - 1);
	if (!at)
		return ERR_INTERNAL;
	buf_add(out, made->p, (size_t)(at - made->p));
	buf_add(out, mark, sizeof(mark) - 1);
	at += sizeof(hole) - 1;
	buf_add(out, at, (size_t)(made->p + made->len - at));
	return OK;
}

static int ask_add(struct req *r, void *arg)
{
	const struct asked *a = arg;
	const char *key = arena_printf(r->cx.arena, "asking/%s/%" PRId64 "%s",
		r->cx.locale, a->question, r->path);
	struct lives l = {0};
	int64_t until;
	live_put(&l, "token", token_add, NULL);
	struct live_body *kept = live_hold(r, key, &l);
	if (kept)
		return live_send(r, kept);
	struct buf *out = page_buf(r);
	int rc = ask_make(r, a, out);
	if (rc == OK)
		rc = catalogue_until(&r->cx, &until);
	return rc == OK ? live_keep(r, key, until, out, &l) : rc;
}

int interests_place(struct req *r, const char *place, struct lives *l)
{
	struct asked *a = ARENA_NEW(r->cx.arena, struct asked);
	int rc = asked_find(r, a);
	if (rc == OK && a->question)
		live_put(l, place, ask_add, a);
	return rc;
}

int interests_show(struct req *r, struct tpl *t, const char *name)
{
	struct asked a;
	int rc = asked_find(r, &a);
	if (rc < 0 || !a.question)
		return rc;
	return fill(r, tpl_include(t, name, "part/ask.tpl"), &a, req_csrf(r));
}
