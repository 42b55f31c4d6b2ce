#include "tests/check.h"

#include "lib/md.h"

static void headings_start_at_h2(struct arena *a)
{
	CHECK_STR(md_render(a, "# One\n\n###### Six\n"),
		"<h2>One</h2>\n<h6>Six</h6>\n");
	CHECK_STR(md_render(a, "### Three\n\n## Two\n"),
		"<h3>Three</h3>\n<h2>Two</h2>\n");
}

static void tables_and_strikethrough_are_rendered(struct arena *a)
{
	const char *html = md_render(a, "|a|b|\n|-|-|\n|1|~~2~~|\n");
	CHECK(strstr(html, "<table>"));
	CHECK(strstr(html, "<td>1</td>"));
	CHECK(strstr(html, "<del>2</del>"));
}

static void raw_html_disappears(struct arena *a)
{
	CHECK_STR(md_render(a, "a <b onclick=x>c</b>\n"), "<p>a c</p>\n");
	CHECK_STR(md_render(a, "<script>alert(1)</script>\n"), "");
	CHECK_STR(md_render(a, "<div>\n\ntext\n\n</div>\n"), "<p>text</p>\n");
	CHECK_STR(md_render(a, "<!-- x -->\n<svg/onload=x>"),
		"<p>&lt;svg/onload=x&gt;</p>\n");
}

static void script_links_lose_their_target(struct arena *a)
{
	CHECK_STR(md_render(a, "[x](javascript:alert(1))"),
		"<p><a href=\"\">x</a></p>\n");
	CHECK(!strstr(md_render(a, "[x](JaVaScRiPt&colon;y)"), "cript:"));
	CHECK_STR(md_render(a, "[x](/page/terms)"),
		"<p><a href=\"/page/terms\">x</a></p>\n");
}

static void pictures_of_other_hosts_become_their_text(struct arena *a)
{
	CHECK_STR(md_render(a, "![a *cat*](https://evil.example/c.png)!"),
		"<p>a <em>cat</em>!</p>\n");
	CHECK_STR(md_render(a, "![a](//evil.example/c.png)"), "<p>a</p>\n");
	CHECK_STR(md_render(a, "![](https://evil.example/c.png)"), "<p></p>\n");
	CHECK(strstr(md_render(a, "![a](/img/c.webp)"),
		"<img src=\"/img/c.webp\" alt=\"a\""));
}

static void plain_text_has_no_markup(struct arena *a)
{
	CHECK_STR(md_plain(a,
			  "# Title\n\nSome *bold* [link](/x)\nand `code`.\n\n"
			  "- one\n- two\n\n|a|b|\n|-|-|\n|1|2|\n",
			  200),
		"Title Some bold link and code. one two a b 1 2");
	CHECK_STR(md_plain(a, "", 10), "");
	CHECK_STR(md_plain(a, "<b>x</b>", 10), "x");
}

static void plain_text_is_cut_at_a_word(struct arena *a)
{
	CHECK_STR(md_plain(a, "Sininen pöytä", 13), "Sininen pöytä");
	CHECK_STR(md_plain(a, "Sininen pöytä", 12), "Sininen…");
	CHECK_STR(md_plain(a, "Sininen pöytä", 9), "Sininen…");
	CHECK_STR(md_plain(a, "Sininen pöytä", 8), "Sininen…");
	CHECK_STR(md_plain(a, "Öööööööö", 4), "Ööö…");
	CHECK_STR(md_plain(a, "word", 0), "");
}

int main(void)
{
	return check_run((struct check[]){
		{"headings start at h2", headings_start_at_h2},
		{"tables and strikethrough are rendered",
			tables_and_strikethrough_are_rendered},
		{"raw HTML disappears", raw_html_disappears},
		{"script links lose their target",
			script_links_lose_their_target},
		{"pictures of other hosts become their text",
			pictures_of_other_hosts_become_their_text},
		{"plain text has no markup", plain_text_has_no_markup},
		{"plain text is cut at a word", plain_text_is_cut_at_a_word},
		{NULL, NULL},
	});
}
