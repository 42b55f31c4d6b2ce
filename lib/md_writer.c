/* In one file because what waits to be written (lines, spaces, marks) is one
 * state that every part moves. */
#include "lib/md_writer.h"

#include <ctype.h>
#include <stdint.h>

static size_t mark_size(enum md_mark mark)
{
	return mark == MD_BOLD ? 2 : 1;
}

void md_begin(struct md_writer *w, struct arena *a, bool plain)
{
	memset(w, 0, sizeof(*w));
	w->arena = a;
	w->plain = plain;
	w->line_start = true;
	w->digits = true;
	w->closed_at = SIZE_MAX;
}

const char *md_end(struct md_writer *w)
{
	const char *s = arena_strndup(
		w->arena, w->out.p ? w->out.p : "", w->out.len);
	buf_release(&w->out);
	return s;
}

static char last_char(const struct md_writer *w)
{
	if (w->out.len == 0)
		return '\n';
	return w->out.p[w->out.len - 1];
}

static bool is_word(unsigned char c)
{
	return isalnum(c) || c >= 0x80;
}

/* ---- line starts ---- */

static void write_indent(struct md_writer *w)
{
	for (size_t i = 0; i < w->depth; i++) {
		if (w->level[i].quote) {
			buf_adds(&w->out, "> ");
			continue;
		}
		if (w->level[i].marker_due) {
			w->level[i].marker_due = false;
			w->level[i].count++;
			size_t before = w->out.len;
			if (w->level[i].ordered)
				buf_addf(&w->out, "%d. ", w->level[i].count);
			else
				buf_adds(&w->out, "- ");
			w->level[i].indent = (int)(w->out.len - before);
		} else if (w->level[i].in_item) {
			for (int k = 0; k < w->level[i].indent; k++)
				buf_addc(&w->out, ' ');
		}
	}
}

static bool marker_is_due(const struct md_writer *w)
{
	for (size_t i = 0; i < w->depth; i++)
		if (w->level[i].marker_due)
			return true;
	return false;
}

static void write_lines(struct md_writer *w)
{
	if (w->out.len == 0) {
		write_indent(w);
	} else if (w->lines > 0) {
		buf_addc(&w->out, '\n');
		if (w->lines > 1) {
			for (size_t i = 0; i < w->depth; i++)
				if (w->level[i].quote)
					buf_addc(&w->out, '>');
			buf_addc(&w->out, '\n');
		}
		write_indent(w);
	} else {
		return;
	}
	w->lines = 0;
	w->space = w->line_break = false;
	w->line_start = w->digits = true;
}

static void write_heading(struct md_writer *w)
{
	if (!w->heading)
		return;
	if (!w->plain) {
		for (int i = 0; i < w->heading; i++)
			buf_addc(&w->out, '#');
		buf_addc(&w->out, ' ');
	}
	w->heading = 0;
	w->in_heading = true;
	w->line_start = w->digits = false;
}

static void write_break(struct md_writer *w)
{
	if (w->line_break && !w->line_start) {
		buf_adds(&w->out, w->plain ? "\n" : "\\\n");
		write_indent(w);
		w->line_start = w->digits = true;
	} else if (w->space && !w->line_start) {
		buf_addc(&w->out, ' ');
		w->digits = false;
	}
	w->line_break = w->space = false;
}

/* ---- marks ---- */

static void write_openings(struct md_writer *w, unsigned char next)
{
	for (size_t i = 0; i < w->n_marks; i++) {
		if (w->marks[i].written || w->marks[i].skip)
			continue;
		w->marks[i].written = true;
		if (w->plain)
			continue;
		/* Between a letter and punctuation a mark would not open. */
		bool emphasis = w->marks[i].mark != MD_LINK;
		if (emphasis && !is_word(next) && !w->line_start &&
			is_word((unsigned char)last_char(w))) {
			w->marks[i].written = false;
			w->marks[i].skip = true;
			continue;
		}
		bool picture = !emphasis && last_char(w) == '!';
		if (picture) { /* "![" would be one */
			w->out.p[w->out.len - 1] = '\\';
			buf_addc(&w->out, '!');
		}
		w->marks[i].at = w->out.len;
		buf_adds(&w->out, w->marks[i].mark == MD_BOLD     ? "**"
				  : w->marks[i].mark == MD_ITALIC ? "*"
								  : "[");
		w->line_start = w->digits = false;
	}
}

static void write_url(struct buf *out, const char *url)
{
	for (const unsigned char *p = (const unsigned char *)url; *p; p++) {
		if (*p <= ' ' || *p == 0x7f || strchr("()<>\\\"", *p))
			buf_addf(out, "%%%02X", *p);
		else
			buf_addc(out, (char)*p);
	}
}

static void write_closing(struct md_writer *w, size_t i)
{
	if (!w->marks[i].written)
		return;
	w->marks[i].written = false;
	if (w->marks[i].mark == MD_LINK) {
		buf_adds(&w->out, w->plain ? ": " : "](");
		if (w->plain)
			buf_adds(&w->out, w->marks[i].url);
		else
			write_url(&w->out, w->marks[i].url);
		if (!w->plain)
			buf_addc(&w->out, ')');
		return;
	}
	if (w->plain)
		return;
	w->closed_punct = !is_word((unsigned char)last_char(w));
	w->closed_open = w->marks[i].at;
	w->closed_mark = mark_size(w->marks[i].mark);
	buf_adds(&w->out, w->marks[i].mark == MD_BOLD ? "**" : "*");
	w->closed_at = w->out.len;
}

/* A mark that ended in punctuation does not close before a letter: take both
 * its ends away again, the words matter more. */
static void drop_last_mark(struct md_writer *w)
{
	size_t n = w->closed_mark;
	w->out.len -= n;
	memmove(w->out.p + w->closed_open, w->out.p + w->closed_open + n,
		w->out.len - w->closed_open - n);
	w->out.len -= n;
	w->out.p[w->out.len] = '\0';
	for (size_t i = 0; i < w->n_marks; i++)
		if (w->marks[i].written && w->marks[i].at > w->closed_open)
			w->marks[i].at -= n;
	w->closed_at = SIZE_MAX;
}

void md_open(struct md_writer *w, enum md_mark mark, const char *url)
{
	if (w->n_marks == MD_MARKS_MAX) {
		w->overflow++;
		return;
	}
	bool inside = false;
	for (size_t i = 0; i < w->n_marks; i++)
		inside |= w->marks[i].mark == mark;
	w->marks[w->n_marks].mark = mark;
	w->marks[w->n_marks].url = url;
	w->marks[w->n_marks].written = false;
	w->marks[w->n_marks].skip = inside;
	w->n_marks++;
}

void md_close(struct md_writer *w)
{
	if (w->overflow > 0) {
		w->overflow--;
		return;
	}
	write_closing(w, --w->n_marks);
}

/* ---- text ---- */

/* p[0] would mean something to the Markdown parser. */
static bool needs_escape(const struct md_writer *w, const char *p)
{
	if (strchr("\\`*_[]<~|", *p))
		return true;
	if (*p == '&')
		return isalpha((unsigned char)p[1]) || p[1] == '#';
	if (w->one_line)
		return false; /* never at the start of a line */
	if (w->line_start)
		return strchr("#+-=>", *p) != NULL;
	return w->digits && strchr(".)", *p);
}

static void write_char(struct md_writer *w, const char *p, size_t n)
{
	unsigned char c = (unsigned char)*p;
	write_lines(w);
	write_heading(w);
	if (w->closed_at == w->out.len && w->closed_punct && is_word(c) &&
		!w->space && !w->line_break)
		drop_last_mark(w);
	write_break(w);
	write_openings(w, c);
	if (!w->plain && needs_escape(w, p))
		buf_addc(&w->out, '\\');
	buf_add(&w->out, p, n);
	w->digits = w->digits && isdigit(c);
	w->line_start = false;
}

/* Bytes of the white space or invisible character at p, or 0. */
static size_t blank_size(const unsigned char *p, bool *invisible)
{
	*invisible = false;
	if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
		return 1;
	if (p[0] == 0xc2 && p[1] == 0xa0) /* no-break space */
		return 2;
	*invisible = true;
	if (*p < ' ' || *p == 0x7f)
		return 1;
	if (p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0x8b) /* zero width */
		return 3;
	if (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf) /* BOM */
		return 3;
	return 0;
}

static size_t char_size(unsigned char c)
{
	return c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

void md_text(struct md_writer *w, const char *text)
{
	for (const char *p = text; *p;) {
		bool invisible;
		size_t n = blank_size((const unsigned char *)p, &invisible);
		if (n > 0) {
			w->space |= !invisible;
			p += n;
			continue;
		}
		n = strnlen(p, char_size((unsigned char)*p));
		write_char(w, p, n);
		p += n;
	}
}

void md_break(struct md_writer *w)
{
	if (w->one_line || w->in_heading || w->heading) {
		w->space = true;
	} else if (w->line_break) {
		md_block(w); /* two in a row are how some people part blocks */
	} else {
		w->line_break = true;
	}
}

static void blocks_part(struct md_writer *w, int lines)
{
	if (w->one_line) {
		w->space = true;
		return;
	}
	for (size_t i = w->n_marks; i-- > 0;)
		write_closing(w, i);
	w->heading = 0;
	w->in_heading = false;
	w->space = w->line_break = false;
	if (w->out.len > 0 && !marker_is_due(w) && lines > w->lines)
		w->lines = lines;
}

void md_block(struct md_writer *w)
{
	blocks_part(w, 2);
}

void md_heading(struct md_writer *w, int level)
{
	md_block(w);
	if (!w->one_line)
		w->heading = level;
}

/* ---- lists, quotes, tables ---- */

static bool level_push(struct md_writer *w)
{
	if (w->depth == MD_DEPTH_MAX) {
		w->too_deep++;
		return false;
	}
	memset(&w->level[w->depth], 0, sizeof(w->level[0]));
	w->depth++;
	return true;
}

static void level_pop(struct md_writer *w)
{
	if (w->too_deep > 0)
		w->too_deep--;
	else if (w->depth > 0)
		w->depth--;
}

void md_list_begin(struct md_writer *w, bool ordered)
{
	bool nested = w->depth > 0 && !w->level[w->depth - 1].quote;
	blocks_part(w, nested ? 1 : 2);
	if (nested && w->lines > 1)
		w->lines = 1; /* lists stay tight */
	if (level_push(w))
		w->level[w->depth - 1].ordered = ordered;
}

void md_list_end(struct md_writer *w)
{
	level_pop(w);
	bool nested = w->depth > 0 && !w->level[w->depth - 1].quote;
	blocks_part(w, nested ? 1 : 2);
}

void md_item_begin(struct md_writer *w)
{
	bool in_list = w->depth > 0 && !w->level[w->depth - 1].quote;
	if (!in_list || w->too_deep > 0 || w->one_line) {
		md_block(w);
		return;
	}
	blocks_part(w, 1);
	if (w->lines > 1 && w->level[w->depth - 1].count > 0)
		w->lines = 1;
	w->level[w->depth - 1].marker_due = true;
	w->level[w->depth - 1].in_item = true;
}

void md_item_end(struct md_writer *w)
{
	blocks_part(w, 1);
	bool in_list = w->depth > 0 && !w->level[w->depth - 1].quote;
	if (in_list && w->too_deep == 0 && !w->one_line) {
		w->level[w->depth - 1].marker_due = false;
		w->level[w->depth - 1].in_item = false;
	}
}

void md_quote_begin(struct md_writer *w)
{
	md_block(w);
	if (level_push(w))
		w->level[w->depth - 1].quote = true;
}

void md_quote_end(struct md_writer *w)
{
	blocks_part(w, 2);
	level_pop(w);
}

static void table_ruler(struct md_writer *w, size_t columns)
{
	buf_adds(&w->out, "\n|");
	for (size_t i = 0; i < columns; i++)
		buf_adds(&w->out, " --- |");
}

void md_table_row(struct md_writer *w, const char *const *cell, size_t n,
	size_t columns, size_t row)
{
	blocks_part(w, row == 0 ? 2 : 1);
	if (row > 0)
		w->lines = 1;
	write_lines(w);
	if (!w->plain)
		buf_addc(&w->out, '|');
	for (size_t i = 0; i < columns; i++) {
		const char *text = i < n ? cell[i] : "";
		if (w->plain && i > 0 && *text)
			buf_adds(&w->out, "   ");
		buf_addf(&w->out, w->plain ? "%s" : " %s |", text);
	}
	if (row == 0 && !w->plain)
		table_ruler(w, columns);
	w->line_start = false;
	w->lines = 1;
}
