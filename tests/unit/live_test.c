/* Live places of kept pages (handlers/live.h). */
#include <string.h>

#include "handlers/live.h"
#include "lib/arena.h"
#include "lib/frag.h"
#include "tests/test.h"

static const char PAGE[] =
	"<h1>A</h1><!-- live one -->usual one<!-- /live --><p>between</p>"
	"<!-- live two --><!-- /live --><footer>";

struct sent {
	struct req r;
	struct buf out, body;
};

static void drop(void *p)
{
	struct sent *s = p;
	buf_release(&s->out);
	buf_release(&s->body);
}

static struct sent *request(struct cx *cx, const char *page)
{
	struct sent *s = ARENA_NEW(cx->arena, struct sent);
	s->r = (struct req){.cx = *cx, .version = 1};
	s->r.out = &s->out;
	buf_adds(&s->body, page);
	arena_defer(cx->arena, drop, s);
	return s;
}

/* The whole answer: live bytes and parts. */
static const char *answer(struct sent *s)
{
	const char *text = "", *part;
	size_t from = 0, n;
	struct arena *a = s->r.cx.arena;
	for (size_t i = 0; i < s->r.n_parts; i++) {
		size_t at = s->r.parts[i].at;
		part = frag_text(s->r.parts[i].frag, &n);
		text = arena_printf(a, "%s%.*s%.*s", text, (int)(at - from),
			s->out.p ? s->out.p + from : "", (int)n, part);
		from = at;
	}
	return arena_printf(a, "%s%s", text, s->out.p ? s->out.p + from : "");
}

static int words_add(struct req *r, void *arg)
{
	buf_adds(r->out, arg);
	return OK;
}

static int refuse(struct req *r, void *arg)
{
	(void)r;
	(void)arg;
	return ERR_BUSY;
}

static const char *kept(struct cx *cx, const struct lives *l)
{
	struct sent *s = request(cx, "");
	struct live_body *b = live_hold(&s->r, "page/x", l);
	if (!b)
		return NULL;
	CHECK_OK(live_send(&s->r, b));
	return answer(s);
}

static void who_has_nothing_live_gets_one_fragment_without_marks(struct cx *cx)
{
	frag_drop_all();
	struct sent *s = request(cx, PAGE);
	CHECK(!live_hold(&s->r, "page/x", NULL));
	CHECK_OK(live_keep(&s->r, "page/x", INT64_MAX, &s->body, NULL));
	CHECK_STR(answer(s), "<h1>A</h1>usual one<p>between</p><footer>");
	CHECK_INT(s->r.n_parts, 1);
	CHECK_STR(kept(cx, NULL), "<h1>A</h1>usual one<p>between</p><footer>");
}

static void a_live_place_takes_the_place_of_what_all_see(struct cx *cx)
{
	frag_drop_all();
	struct lives one = {0}, two = {0};
	live_put(&one, "one", words_add, (char *)"mine");
	live_put(&two, "two", words_add, (char *)"yours");
	live_put(&two, "elsewhere", words_add, (char *)"never");
	struct sent *s = request(cx, PAGE);
	CHECK_OK(live_keep(&s->r, "page/x", INT64_MAX, &s->body, &one));
	CHECK_STR(answer(s), "<h1>A</h1>mine<p>between</p><footer>");
	CHECK_STR(kept(cx, &one), "<h1>A</h1>mine<p>between</p><footer>");
	CHECK_STR(kept(cx, &two),
		"<h1>A</h1>usual one<p>between</p>yours<footer>");
	live_put(&two, "one", words_add, (char *)"first");
	live_put(&two, "one", words_add, (char *)"again");
	CHECK_STR(kept(cx, &two), "<h1>A</h1>again<p>between</p>yours<footer>");
	CHECK(!kept(cx, NULL)); /* the whole is kept when it is wanted */
}

static void note(void *arg, const char *key, const char *p, size_t n,
	const struct packed *z)
{
	(void)key;
	(void)z;
	if (memmem(p, n, "mine", 4) || memmem(p, n, "<!--", 4))
		*(int *)arg += 1;
}

static void what_is_live_is_in_no_fragment(struct cx *cx)
{
	int bad = 0;
	frag_drop_all();
	struct lives l = {0};
	live_put(&l, "one", words_add, (char *)"mine");
	live_put(&l, "two", words_add, (char *)"mine");
	struct sent *s = request(cx, PAGE);
	CHECK_OK(live_keep(&s->r, "page/x", INT64_MAX, &s->body, &l));
	CHECK_STR(answer(s), "<h1>A</h1>mine<p>between</p>mine<footer>");
	frag_each(note, &bad);
	CHECK_INT(bad, 0);
}

static void what_is_not_kept_has_its_live_places_too(struct cx *cx)
{
	frag_drop_all();
	struct lives l = {0};
	live_put(&l, "two", words_add, (char *)"mine");
	struct sent *s = request(cx, PAGE);
	CHECK_OK(live_keep(&s->r, NULL, 0, &s->body, &l));
	CHECK_STR(answer(s), "<h1>A</h1>usual one<p>between</p>mine<footer>");
	CHECK_INT(frag_bytes(), 0);
}

static void an_error_of_a_live_place_is_the_pages(struct cx *cx)
{
	frag_drop_all();
	struct lives l = {0};
	live_put(&l, "one", words_add, (char *)"mine");
	struct sent *s = request(cx, PAGE);
	CHECK_OK(live_keep(&s->r, "page/x", INT64_MAX, &s->body, &l));
	frag_keep("page/x#", 0, INT64_MAX, "", 0); /* the names have left */
	live_put(&l, "one", refuse, NULL);
	s = request(cx, PAGE);
	CHECK_INT(
		live_keep(&s->r, "page/x", INT64_MAX, &s->body, &l), ERR_BUSY);
	/* what was cut short is no page for the next one */
	live_put(&l, "one", words_add, (char *)"mine");
	CHECK(!kept(cx, &l));
}

static void a_piece_that_has_left_makes_the_page_anew(struct cx *cx)
{
	frag_drop_all();
	struct lives l = {0};
	live_put(&l, "one", words_add, (char *)"mine");
	struct sent *s = request(cx, PAGE);
	CHECK_OK(live_keep(&s->r, "page/x", INT64_MAX, &s->body, &l));
	CHECK(kept(cx, &l) != NULL);
	frag_keep("page/x#1", 0, INT64_MAX, "old", 3);
	CHECK(!kept(cx, &l));
}

int main(void)
{
	static const struct test tests[] = {
		{"who has nothing live gets one fragment without marks",
			who_has_nothing_live_gets_one_fragment_without_marks},
		{"a live place takes the place of what all see",
			a_live_place_takes_the_place_of_what_all_see},
		{"what is live is in no fragment",
			what_is_live_is_in_no_fragment},
		{"what is not kept has its live places too",
			what_is_not_kept_has_its_live_places_too},
		{"an error of a live place is the page's",
			an_error_of_a_live_place_is_the_pages},
		{"a piece that has left makes the page anew",
			a_piece_that_has_left_makes_the_page_anew},
		{NULL, NULL},
	};
	return test_run(tests);
}
