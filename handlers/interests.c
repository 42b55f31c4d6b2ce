/* "What do you like to see?": pictures to tap, once. */
#include "handlers/interests.h"

#include <inttypes.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/interest.h"
#include "domain/profile_told.h"
#include "domain/setting.h"
#include "handlers/card.h"
#include "handlers/subject.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/tr.h"

static const char TILE_SIZES[] =
	"(min-width: 64rem) 8rem, (min-width: 48rem) 22vw, 30vw";

/* The question that is put now. */
struct asked {
	int64_t question, nth, count; /* question 0: none */
	const struct interest *all;
	size_t n;
};

/* How many questions there are. */
static int64_t count_of(const struct interest *all, size_t n)
{
	int64_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += i == 0 || all[i].question != all[i - 1].question;
	return count;
}

static int asked_find(struct req *r, struct asked *out)
{
	const struct subject *who = req_subject(r);
	struct profile_told told;
	struct interest *all;
	*out = (struct asked){0};
	/* who sees what everybody sees would answer in vain */
	if (!who->key || who->held || !setting_bool(&r->cx, "interest.on"))
		return OK;
	int rc = profile_told_get(&r->cx, who->key, &told);
	if (rc < 0 || told.asked_ms || !told.personal)
		return rc;
	rc = interest_list(&r->cx, &all, &out->n);
	if (rc < 0)
		return rc;
	out->all = all;
	out->count = count_of(all, out->n);
	out->question = interest_next(all, out->n, told.asked, &out->nth);
	return OK;
}

/* ---- the pictures: nobody's, so they are kept ---- */

static int tiles_make(struct req *r, const struct asked *a, struct buf *out)
{
	struct tpl *t = tpl_new(&r->cx, "part/ask_tiles.tpl");
	int rc = OK;
	for (size_t i = 0; rc == OK && i < a->n; i++) {
		struct picture pic;
		if (a->all[i].question != a->question)
			continue;
		rc = interest_picture(&r->cx, &a->all[i], &pic);
		struct tpl *s = tpl_section(t, "TILE");
		tpl_text(s, "KEY", a->all[i].key);
		tpl_text(s, "NAME", a->all[i].name);
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

static int fill(struct req *r, struct tpl *t, const struct asked *a)
{
	struct buf *tiles = page_buf(r);
	int rc = tiles_add(r, a, tiles);
	if (rc < 0)
		return rc;
	tpl_text(t, "ACTION", req_link(r, "/account/profile"));
	tpl_text(t, "TOKEN", req_csrf(r));
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

static int ask_add(struct req *r, void *arg)
{
	struct tpl *t = tpl_new(&r->cx, "part/ask.tpl");
	tpl_show(t, "WRAP");
	tpl_show(t, "WRAP_END");
	int rc = fill(r, t, arg);
	return rc == OK ? tpl_render(t, r->out) : rc;
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
	return fill(r, tpl_include(t, name, "part/ask.tpl"), &a);
}
