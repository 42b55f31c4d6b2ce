#ifndef LIB_MD_WRITER_H
#define LIB_MD_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"
#include "lib/buf.h"

/*
 * Writes Markdown from a stream of texts and marks.  White space, line breaks
 * and opening marks wait until a visible character needs them, so that an
 * empty element leaves nothing behind and marks hug their words, as
 * CommonMark wants it.
 */
enum md_mark { MD_BOLD, MD_ITALIC, MD_LINK };
enum { MD_MARKS_MAX = 32, MD_DEPTH_MAX = 12 };

struct md_writer {
	struct arena *arena;
	struct buf out;
	bool plain;    /* for people's eyes, not for a Markdown parser */
	bool one_line; /* a table cell or heading: blocks become spaces */

	int lines; /* line ends due before the next character */
	bool space, line_break;
	bool line_start; /* nothing but indent and marker on this line */
	bool digits;     /* nothing but digits so far on this line */
	int heading;     /* level of the heading due; 0 none */
	bool in_heading;
	size_t closed_at; /* where a closing mark has just ended */
	size_t closed_open, closed_mark; /* its opening's place, its length */
	bool closed_punct; /* the mark's last character was punctuation */

	struct {
		enum md_mark mark;
		const char *url;
		bool written, skip;
		size_t at;
	} marks[MD_MARKS_MAX];
	size_t n_marks, overflow;

	/* Lists and quotes that we are in. */
	struct {
		bool quote, ordered, marker_due, in_item;
		int count, indent;
	} level[MD_DEPTH_MAX];
	size_t depth, too_deep;
};

void md_begin(struct md_writer *w, struct arena *a, bool plain);
const char *md_end(struct md_writer *w); /* arena memory; releases w */

void md_text(struct md_writer *w, const char *text); /* white space folds */
void md_break(struct md_writer *w);
void md_block(struct md_writer *w); /* a block begins or ends here */
void md_heading(struct md_writer *w, int level); /* ends at md_block */
void md_open(struct md_writer *w, enum md_mark mark, const char *url);
void md_close(struct md_writer *w);
void md_list_begin(struct md_writer *w, bool ordered);
void md_list_end(struct md_writer *w);
void md_item_begin(struct md_writer *w);
void md_item_end(struct md_writer *w);
void md_quote_begin(struct md_writer *w);
void md_quote_end(struct md_writer *w);
/* One row of finished cells; row 0 is the head. */
void md_table_row(struct md_writer *w, const char *const *cell, size_t n,
	size_t columns, size_t row);

#endif
