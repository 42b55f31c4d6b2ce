#include "lib/html_md.h"

#include "lib/buf.h"
#include "lib/md.h"
#include "tests/check.h"

static void paragraphs_and_breaks_stay(struct arena *a)
{
	CHECK_STR(html_md(a, "<p>One\n  two</p><p> </p><p>Three<br>four</p>"),
		"One two\n\nThree\\\nfour");
	CHECK_STR(html_md(a, "plain, not marked up"), "plain, not marked up");
	CHECK_STR(html_md(a, "a<br><br>b"), "a\n\nb");
	CHECK_STR(html_md(a, ""), "");
	CHECK_STR(html_md(a, "<p>&nbsp;</p>"), "");
}

static void marks_hug_their_words(struct arena *a)
{
	CHECK_STR(html_md(a, "a <b> bold </b>word <i>it</i>."),
		"a **bold** word *it*.");
	CHECK_STR(html_md(a, "<em><em>twice</em></em><strong></strong>"),
		"*twice*");
	CHECK_STR(html_md(a, "<b>one<br><br>two</b>"), "**one**\n\n**two**");
}

static void marks_that_markdown_would_not_see_are_left_out(struct arena *a)
{
	CHECK_STR(html_md(a, "<b>Note:</b>this"), "Note:this");
	CHECK_STR(html_md(a, "<b>Note:</b> this"), "**Note:** this");
	CHECK_STR(html_md(a, "this<b>(that)</b>"), "this(that)");
}

static void lists_nest(struct arena *a)
{
	CHECK_STR(html_md(a, "x<ul><li>a</li><li><p>b</p><ol><li>c<li>d</ol>"
			     "</li><li></li><li>e</li></ul>y"),
		"x\n\n- a\n- b\n  1. c\n  2. d\n- e\n\ny");
}

static void headings_keep_their_level(struct arena *a)
{
	CHECK_STR(html_md(a, "<h1>A</h1><h3>B<br>C</h3>d"),
		"# A\n\n### B C\n\nd");
}

static void only_web_links_stay_links(struct arena *a)
{
	CHECK_STR(html_md(a, "<a href='https://a.example/(x) y'>t</a>"),
		"[t](https://a.example/%28x%29%20y)");
	CHECK_STR(html_md(a, "<a href='javascript:alert(1)'>t</a>"), "t");
	CHECK_STR(html_md(a, "<a href='/products/x'>t</a>"), "t");
	CHECK_STR(html_md(a, "wow!<a href='http://a.example'>t</a>"),
		"wow\\![t](http://a.example)");
	CHECK_STR(html_md(a, "<a href='http://a.example'><img src=x></a>"), "");
}

static void tables_become_tables(struct arena *a)
{
	CHECK_STR(html_md(a, "<table><tr><th>A<th>B</tr><tr><td>1<td>"
			     "<p>2|3</p><p>4</p></tr><tr><td>5</tr></table>z"),
		"| A | B |\n| --- | --- |\n| 1 | 2\\|3 4 |\n| 5 |  |\n\nz");
	CHECK_STR(html_md(a, "<table><tr><td>only</td></tr></table>"), "only");
}

static void scripts_styles_and_frames_vanish(struct arena *a)
{
	CHECK_STR(html_md(a, "a<script>alert(1)</script><style>p{}</style>"
			     "<iframe src=x>y</iframe><!-- c --><img src=z "
			     "onerror=w>b<meta charset=x>"),
		"ab");
	CHECK_STR(html_md(a, "<svg><text>x</text></svg><form><input "
			     "value=q><button>Buy</button></form>"),
		"");
}

/* Whatever the text says, the Markdown renders as that text. */
static void text_stays_text(struct arena *a)
{
	static const struct {
		const char *html, *rendered;
	} cases[] = {
		{"*not* _it_ `c` [a](b)", "*not* _it_ `c` [a](b)"},
		{"# no heading", "# no heading"},
		{"- no list", "- no list"},
		{"1. no list", "1. no list"},
		{"2) no list", "2) no list"},
		{"+ no list", "+ no list"},
		{"a<br>- b", "a<br />\n- b"},
		{"a<br>===", "a<br />\n==="},
		{"&gt; no quote", "&gt; no quote"},
		{"&lt;b&gt;no tag&lt;/b&gt;", "&lt;b&gt;no tag&lt;/b&gt;"},
		{"&amp;lt; no entity", "&amp;lt; no entity"},
		{"a | b<br>--- | ---", "a | b<br />\n--- | ---"},
		{"~~no~~ back\\slash\\*", "~~no~~ back\\slash\\*"},
		{"3.5 dl & more", "3.5 dl &amp; more"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(md_render(a, html_md(a, cases[i].html)),
			arena_printf(a, "<p>%s</p>\n", cases[i].rendered));
}

static void broken_markup_is_read(struct arena *a)
{
	CHECK_STR(html_md(a, "<p>a<b>b</p><p>c"), "a**b**\n\nc");
	CHECK_STR(html_md(a, "</p></div>x</b>"), "x");
}

static void deep_nesting_ends(struct arena *a)
{
	struct buf b = {0};
	for (int i = 0; i < 5000; i++)
		buf_adds(&b, "<ul><li><b><blockquote>x");
	CHECK(html_md(a, b.p) != NULL);
	CHECK(html_text(a, b.p) != NULL);
	buf_release(&b);
}

static void plain_text_has_no_marks(struct arena *a)
{
	CHECK_STR(html_text(a, "<style>x</style><h1>Hi *you*</h1><p>See <a "
			       "href='https://a.example/1'>this</a><br>now</p>"
			       "<table><tr><td>a</td><td>1</td></tr></table>"),
		"Hi *you*\n\nSee this: https://a.example/1\nnow\n\na   1");
}

int main(void)
{
	return check_run((struct check[]){
		{"paragraphs and breaks stay", paragraphs_and_breaks_stay},
		{"marks hug their words", marks_hug_their_words},
		{"marks that Markdown would not see are left out",
			marks_that_markdown_would_not_see_are_left_out},
		{"lists nest", lists_nest},
		{"headings keep their level", headings_keep_their_level},
		{"only web links stay links", only_web_links_stay_links},
		{"tables become tables", tables_become_tables},
		{"scripts, styles and frames vanish",
			scripts_styles_and_frames_vanish},
		{"text stays text", text_stays_text},
		{"broken markup is read", broken_markup_is_read},
		{"deep nesting ends", deep_nesting_ends},
		{"plain text has no marks", plain_text_has_no_marks},
		{NULL, NULL},
	});
}
