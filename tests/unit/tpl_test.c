#include "tests/check.h"

#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/cx.h"
#include "lib/err.h"
#include "lib/money.h"
#include "lib/tpl.h"
#include "lib/tr.h"

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}\n"

static struct tpl *page(struct arena *a, const char *locale, const char *file)
{
	struct cx *cx = ARENA_NEW(a, struct cx);
	cx->arena = a;
	cx->locale = locale;
	return tpl_new(cx, file);
}

/* The page, or "FAILED". */
static const char *render(struct arena *a, struct tpl *t)
{
	struct buf b = {NULL, 0, 0};
	int rc = tpl_render(t, &b);
	const char *text = rc == OK ? arena_strdup(a, b.p) : "FAILED";
	buf_release(&b);
	return text;
}

static void file(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof(path), "t/%s", name);
	check_file(path, text, strlen(text));
}

static int root_of(struct arena *a)
{
	return tpl_init(arena_printf(a, "%s/t", check_dir()));
}

static void values_are_escaped_where_they_stand(struct arena *a)
{
	struct tpl *t = page(a, "en", "shop/esc.tpl");
	tpl_text(t, "TEXT", "<b>\"&'");
	tpl_text(t, "ATTR", "\"><script>");
	tpl_text(t, "LINK", "javascript:alert(1)");
	tpl_html(t, "SAFE", "<i>x</i>y", 8);
	CHECK_STR(render(a, t), "<p title=\"&quot;&gt;&lt;script&gt;\">"
				"&lt;b&gt;&quot;&amp;&#39;</p>"
				"<a href=\"#\">x</a><i>x</i>\n");
}

static void marks_are_translated_and_escaped(struct arena *a)
{
	struct tpl *t = page(a, "fi", "shop/mark.tpl");
	tpl_int(t, "N", 2);
	CHECK_STR(render(a, t),
		"<p title=\"A &amp; &lt;B&gt;\">Vain 2 &quot;jäljellä&quot;</p>\n");
	t = page(a, "sv", "shop/mark.tpl");
	tpl_int(t, "N", 2);
	CHECK_STR(render(a, t),
		"<p title=\"A &amp; &lt;B&gt;\">Only 2 left</p>\n");
}

static void includes_speak_the_same_language(struct arena *a)
{
	struct tpl *t = page(a, "fi", "shop/outer.tpl");
	tpl_global(t, "USER", "Aino");
	for (int i = 1; i <= 2; i++) {
		struct tpl *row = tpl_section(t, "ROW");
		struct tpl *part = tpl_include(row, "PART", "part/inner.tpl");
		tpl_int(part, "N", i);
	}
	CHECK_STR(render(a, t),
		"<ul>\n<li>1 Kori Aino</li>\n,\n<li>2 Kori Aino</li>\n</ul>\n");
}

static void sections_stay_hidden_until_shown(struct arena *a)
{
	struct tpl *t = page(a, "en", "shop/sec.tpl");
	tpl_show(t, "A");
	tpl_show(t, "A");
	tpl_show_if(t, "B", false);
	tpl_show_if(t, "C", true);
	CHECK_STR(render(a, t), "ac\n");
}

static void values_follow_the_locale(struct arena *a)
{
	struct {
		const char *lang;
		struct money m;
	} cases[] = {{"en", {1290}}, {"fi", {1290}}};
	for (int i = 0; i < 2; i++) {
		const char *lang = cases[i].lang;
		struct tpl *t = page(a, lang, "shop/val.tpl");
		tpl_money(t, "M", cases[i].m);
		tpl_rate(t, "R", 2550);
		tpl_time(t, "T", CLOCK_DAY_ISO, INT64_C(1795392000000));
		tpl_textf(t, "F", "%d/%s", 7, "x");
		CHECK_STR(render(a, t),
			arena_printf(a, "%s|%s|2026-11-23|7/x\n",
				money_format(a, lang, "EUR", cases[i].m),
				rate_format(a, lang, 2550)));
	}
}

static void the_same_name_from_other_memory_is_the_same(struct arena *a)
{
	char name[] = "TEXT";
	struct tpl *t = page(a, "en", "shop/text.tpl");
	tpl_text(t, name, "one");
	name[0] = 'N';
	CHECK_STR(render(a, t), "one\n");
	tpl_text(t, "TEXT", NULL);
	CHECK_STR(render(a, t), "\n");
}

static void failed_render_leaves_the_buffer_alone(struct arena *a)
{
	struct buf b = {NULL, 0, 0};
	buf_adds(&b, "before");
	struct tpl *t = page(a, "en", "shop/outer.tpl");
	tpl_include(tpl_section(t, "ROW"), "PART", "part/missing.tpl");
	CHECK_INT(tpl_render(t, &b), ERR_INTERNAL);
	CHECK_STR(b.p, "before");
	CHECK_INT(tpl_render(page(a, "en", "no/such.tpl"), &b), ERR_INTERNAL);
	CHECK_STR(b.p, "before");
	CHECK_INT(b.len, 6);
	buf_release(&b);
}

static void plain_text_keeps_its_lines(struct arena *a)
{
	struct tpl *t = page(a, "en", "mail/x.txt.tpl");
	tpl_text(t, "NAME", "Mug & <Co>");
	tpl_section(t, "LINE");
	tpl_section(t, "LINE");
	CHECK_STR(
		render(a, t), "Hi \"Mug & <Co>\",\n\n- line\n- line\n\nBye\n");
}

static void plain_text_never_enters_a_page(struct arena *a)
{
	struct tpl *t = page(a, "en", "shop/outer.tpl");
	tpl_include(tpl_section(t, "ROW"), "PART", "mail/x.txt.tpl");
	CHECK_STR(render(a, t), "FAILED");
}

static void name_that_no_template_knows_fails(struct arena *a)
{
#ifdef PUOTI_DEBUG
	struct tpl *t = page(a, "en", "shop/text.tpl");
	tpl_text(t, "TXET", "x");
	CHECK_STR(render(a, t), "FAILED");

	/* An include inherits nothing: its names are not its parent's. */
	t = page(a, "en", "shop/outer.tpl");
	tpl_int(t, "N", 1);
	CHECK_STR(render(a, t), "FAILED");

	t = page(a, "en", "shop/outer.tpl");
	tpl_show_if(t, "ROWS", false);
	CHECK_STR(render(a, t), "FAILED");

	t = page(a, "en", "shop/text.tpl");
	tpl_global(t, "USER", "in an include, perhaps");
	CHECK_STR(render(a, t), "\n");
#else
	(void)a;
#endif
}

/* Does a shop with this one file more start? */
static int starts_with(struct arena *a, const char *text)
{
	file("shop/new.tpl", text);
	int rc = root_of(a);
	file("shop/new.tpl", PRAGMA);
	return rc;
}

static void unsafe_files_are_refused(struct arena *a)
{
	CHECK_INT(starts_with(a, PRAGMA "ok"), 0);
	CHECK_INT(starts_with(a, "<p>{{X}}</p>"), -1);
	CHECK_INT(starts_with(a, "\n" PRAGMA), -1);
	CHECK_INT(starts_with(a, PRAGMA "<a href={{X}}>x</a>"), -1);
	CHECK_INT(starts_with(a, PRAGMA "{{#A}}"), -1);
	CHECK_INT(starts_with(a, PRAGMA "{{=<% %>=}}"), -1);
	CHECK_INT(starts_with(a, PRAGMA "[[never ends"), -1);
	/* its Finnish translation says {{M}} */
	CHECK_INT(starts_with(a, PRAGMA "[[Wrong {{N}}]]"), -1);
}

static void broken_reload_keeps_what_was_there(struct arena *a)
{
	CHECK_INT(root_of(a), 0);
	file("shop/text.tpl", PRAGMA "{{#A}}");
	CHECK_INT(tpl_reload(), -1);
	struct tpl *t = page(a, "en", "shop/text.tpl");
	tpl_text(t, "TEXT", "old");
	CHECK_STR(render(a, t), "old\n");

	file("shop/text.tpl", PRAGMA "new {{TEXT}}\n");
	CHECK_INT(tpl_reload(), 0);
	t = page(a, "en", "shop/text.tpl");
	tpl_text(t, "TEXT", "x");
	CHECK_STR(render(a, t), "new x\n");
}

static void write_all(void)
{
	check_catalogue("fi",
		(struct check_msg[]){
			{"", "Content-Type: text/plain; charset=UTF-8\n", 0, 0},
			{"Cart", "Kori", 0, 0},
			{"Only {{N}} left", "Vain {{N}} \"jäljellä\"", 0, 0},
			{"Wrong {{N}}", "Väärä {{M}}", 0, 0},
			{NULL, NULL, 0, 0},
		});
	file("shop/esc.tpl",
		PRAGMA "<p title=\"{{ATTR}}\">{{TEXT}}</p>"
		       "<a href=\"{{LINK}}\">x</a>{{SAFE:none}}\n");
	file("shop/mark.tpl", PRAGMA
		"<p title=\"[[A & <B>]]\">[[Only\n  {{N}} left ]]</p>\n");
	file("shop/outer.tpl",
		PRAGMA "<ul>\n{{#ROW}}\n{{>PART}}\n"
		       "{{#ROW_separator}},\n{{/ROW_separator}}\n{{/ROW}}\n"
		       "</ul>\n");
	file("part/inner.tpl", PRAGMA "<li>{{N}} [[Cart]] {{USER}}</li>\n");
	file("shop/sec.tpl",
		PRAGMA "{{#A}}a{{/A}}{{#B}}b{{/B}}{{#C}}c{{/C}}\n");
	file("shop/val.tpl", PRAGMA "{{M}}|{{R}}|{{T}}|{{F}}\n");
	file("shop/text.tpl", PRAGMA "{{TEXT}}\n");
	file("mail/x.txt.tpl",
		"[[Hi]] \"{{NAME}}\",\n\n{{#LINE}}\n- line\n{{/LINE}}\n\nBye\n");
	file("shop/notes.txt", "not a template");
}

int main(void)
{
	struct arena *a = arena_new();
	write_all();
	tr_init(check_dir());
	clock_zone("Europe/Helsinki");
	if (root_of(a) != 0)
		return 99;
	arena_free(a);
	return check_run((struct check[]){
		{"values are escaped where they stand",
			values_are_escaped_where_they_stand},
		{"marks are translated and escaped",
			marks_are_translated_and_escaped},
		{"includes speak the same language",
			includes_speak_the_same_language},
		{"sections stay hidden until shown",
			sections_stay_hidden_until_shown},
		{"values follow the locale", values_follow_the_locale},
		{"the same name from other memory is the same",
			the_same_name_from_other_memory_is_the_same},
		{"failed render leaves the buffer alone",
			failed_render_leaves_the_buffer_alone},
		{"plain text keeps its lines", plain_text_keeps_its_lines},
		{"plain text never enters a page",
			plain_text_never_enters_a_page},
		{"name that no template knows fails",
			name_that_no_template_knows_fails},
		{"unsafe files are refused", unsafe_files_are_refused},
		{"broken reload keeps what was there",
			broken_reload_keeps_what_was_there},
		{NULL, NULL},
	});
}
