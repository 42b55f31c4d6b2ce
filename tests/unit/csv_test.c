#include "lib/csv.h"

#include <string.h>

#include "tests/test.h"

/* Rows as "LINE:cell|cell;LINE:cell". */
struct seen {
	struct buf text;
	int stop_at; /* row that is answered ERR_CONFLICT; 0: none */
	int n;
};

static int on_row(void *arg, const struct csv_row *row)
{
	struct seen *s = arg;
	buf_addf(&s->text, "%s%d:", s->n ? ";" : "", (int)row->line);
	for (size_t i = 0; i < row->n; i++)
		buf_addf(&s->text, "%s%s", i ? "|" : "", row->cell[i]);
	return ++s->n == s->stop_at ? ERR_CONFLICT : OK;
}

struct result {
	int rc;
	int64_t line;
	const char *rows, *why;
};

static struct result read_n(
	struct cx *cx, const char *text, size_t n, char delimiter, int stop_at)
{
	struct seen s = {.stop_at = stop_at};
	struct result r = {0};
	buf_adds(&s.text, "");
	r.rc = csv_read(
		cx->arena, text, n, delimiter, on_row, &s, &r.line, &r.why);
	r.rows = arena_strdup(cx->arena, s.text.p);
	buf_release(&s.text);
	return r;
}

static struct result read_all(struct cx *cx, const char *text)
{
	return read_n(cx, text, strlen(text), ',', 0);
}

static void rows_and_cells_are_found(struct cx *cx)
{
	static const struct {
		const char *text, *rows;
	} cases[] = {
		{"", ""},
		{"\n\n", ""},
		{"a", "1:a"},
		{"a,b\nc,d\n", "1:a|b;2:c|d"},
		{"a,b\r\nc,d\r\n", "1:a|b;2:c|d"},
		{"a,b\nc,d", "1:a|b;2:c|d"},
		{"a,,\n,,b\n", "1:a||;2:||b"},
		{"\"a\",\"b,c\"\n", "1:a|b,c"},
		{"\"say \"\"hi\"\"\",x\n", "1:say \"hi\"|x"},
		{"\"\",\"\"\n", "1:|"},
		{"\xef\xbb\xbfH,I\nä,ö\n", "1:H|I;2:ä|ö"},
		{"\xef\xbb\xbf\"H\",I\n", "1:H|I"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct result r = read_all(cx, cases[i].text);
		CHECK_OK(r.rc);
		CHECK_STR(r.rows, cases[i].rows);
	}
}

static void lines_are_counted_through_quoted_line_ends(struct cx *cx)
{
	CHECK_STR(read_all(cx, "a,\"x\ny\n\"\nb,c\n\n\nd,e\n").rows,
		"1:a|x\ny\n;4:b|c;7:d|e");
	CHECK_STR(read_all(cx, "a,\"x\r\ny\"\r\nb,c\r\n\r\nd,e\r\n").rows,
		"1:a|x\r\ny;3:b|c;5:d|e");
	CHECK_STR(
		read_all(cx, "\"\n\"\n\"\"\"\n\"\nz").rows, "1:\n;3:\"\n;5:z");
}

static void another_delimiter_can_be_asked_for(struct cx *cx)
{
	const char *text = "a;b,c\n\"d;e\";f\n";
	CHECK_STR(
		read_n(cx, text, strlen(text), ';', 0).rows, "1:a|b,c;2:d;e|f");
	text = "a\tb\n";
	CHECK_STR(read_n(cx, text, strlen(text), '\t', 0).rows, "1:a|b");
}

static void an_unclosed_quote_names_the_rows_first_line(struct cx *cx)
{
	struct result r = read_all(cx, "a,b\nc,\"d\ne,f\ng,h\n");
	CHECK_INT(r.rc, ERR_INVALID);
	CHECK_INT(r.line, 2);
	CHECK_STR(r.why, "a quote that is never closed");
	r = read_all(cx, "a\nb\n\"");
	CHECK_INT(r.rc, ERR_INVALID);
	CHECK_INT(r.line, 3);
}

static void a_stray_quote_names_its_line(struct cx *cx)
{
	struct result r = read_all(cx, "a,b\nc,d\"e\nf,g\n");
	CHECK_INT(r.rc, ERR_INVALID);
	CHECK_INT(r.line, 2);
	CHECK_STR(r.rows, "1:a|b");
	CHECK_STR(r.why, "a quote in the wrong place");
	r = read_all(cx, "a,b\n\"c\nd\"e,f\n");
	CHECK_INT(r.rc, ERR_INVALID);
	CHECK_INT(r.line, 2); /* where the row begins */
}

static void bytes_that_are_not_utf8_name_their_line(struct cx *cx)
{
	static const char *const bad[] = {"a\n\xe4\n", "a\n\xc3(\n",
		"a\n\xed\xa0\x80\n", "a\n\xc0\xaf\n",
		"a\n\"\xf5\x80\x80\x80\""};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct result r = read_all(cx, bad[i]);
		CHECK_INT(r.rc, ERR_INVALID);
		CHECK_INT(r.line, 2);
		CHECK_STR(r.why, "not UTF-8");
	}
	struct result r = read_n(cx, "a\nb\nc\0d\n", 8, ',', 0);
	CHECK_INT(r.rc, ERR_INVALID);
	CHECK_INT(r.line, 3);
	CHECK_STR(r.why, "a NUL character");
}

static void the_caller_can_stop(struct cx *cx)
{
	const char *text = "a\nb\nc\n";
	struct result r = read_n(cx, text, strlen(text), ',', 2);
	CHECK_INT(r.rc, ERR_CONFLICT);
	CHECK_STR(r.rows, "1:a;2:b");
}

static void what_is_written_is_read_again(struct cx *cx)
{
	static const char *const cells[] = {"plain", "", "a,b", "say \"hi\"",
		"two\nlines", "cr\r\nlf", " spaces ", "ä;ö", "\"", "-1"};
	enum { N = sizeof(cells) / sizeof(*cells) };
	struct buf b = {0}, want = {0};
	buf_adds(&want, "1:");
	for (int i = 0; i < N; i++) {
		csv_cell(&b, i == 0, cells[i]);
		buf_addf(&want, "%s%s", i ? "|" : "", cells[i]);
	}
	buf_adds(&b, "\r\n");
	struct result r = read_all(cx, b.p);
	CHECK_OK(r.rc);
	CHECK_STR(r.rows, want.p);
	buf_release(&b);
	buf_release(&want);
}

static void no_cell_of_others_words_is_a_formula(struct cx *cx)
{
	static const struct {
		const char *text, *cell;
	} cases[] = {
		{"", ""},
		{"Aino", "Aino"},
		{"a=b - c", "a=b - c"},
		{"=1+1", "'=1+1"},
		{"+358 1", "'+358 1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "\"'\t'=1\""},
		{"\r=1", "\"'\r'=1\""},
		{"a;=1;b", "\"a;'=1;b\""},
		{"a\n-b", "\"a\n'-b\""},
		{"\xef\xbc\x9d"
		 "1",
			"'\xef\xbc\x9d"
			"1"},
		{"=\"a\"", "\"'=\"\"a\"\"\""},
	};
	struct buf b = {0};
	(void)cx;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		csv_text(&b, 1, cases[i].text);
		CHECK_STR(b.len ? b.p : "", cases[i].cell);
		buf_clear(&b); /* what is read again stays as it was */
		csv_cell(&b, 1, cases[i].text);
		CHECK(!b.len || !strchr(b.p, '\''));
	}
	buf_release(&b);
}

int main(void)
{
	return test_run((struct test[]){
		{"no cell of others' words is a formula",
			no_cell_of_others_words_is_a_formula},
		{"rows and cells are found", rows_and_cells_are_found},
		{"lines are counted through quoted line ends",
			lines_are_counted_through_quoted_line_ends},
		{"another delimiter can be asked for",
			another_delimiter_can_be_asked_for},
		{"an unclosed quote names the row's first line",
			an_unclosed_quote_names_the_rows_first_line},
		{"a stray quote names its line", a_stray_quote_names_its_line},
		{"bytes that are not UTF-8 name their line",
			bytes_that_are_not_utf8_name_their_line},
		{"the caller can stop", the_caller_can_stop},
		{"what is written is read again",
			what_is_written_is_read_again},
		{NULL, NULL},
	});
}
