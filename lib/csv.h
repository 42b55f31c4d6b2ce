#ifndef LIB_CSV_H
#define LIB_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"

/* More are no list of products, but somebody's attempt at our memory. */
enum { CSV_CELLS_MAX = 4000 };

struct csv_row {
	int64_t line; /* of the file, where the row begins; from 1 */
	size_t n;
	const char **cell; /* n strings, UTF-8, never NULL */
};

/*
 * Call fn for each row of a CSV text (RFC 4180, a BOM is skipped, LF or
 * CRLF).  fn returns OK to go on.  ERR_INVALID: malformed or not UTF-8; then
 * *bad_line says in which row (its first line) or, when it is not UTF-8, on
 * which line, and *why what (literal).
 */
int csv_read(struct arena *a, const char *text, size_t n, char delimiter,
	int (*fn)(void *arg, const struct csv_row *row), void *arg,
	int64_t *bad_line, const char **why);

/* Append one cell, quoted when needed; first says whether a comma comes. */
void csv_cell(struct buf *b, int first, const char *text);

/*
 * The same for words that somebody else wrote, in a file that people open as
 * a spreadsheet: where a cell would begin like a formula stands a ' before it
 * (OWASP, "CSV Injection": = + - @, tab, line ends, full-width forms), also
 * after a semicolon or a line end, at which programs of many countries begin a
 * cell.  Not for numbers of ours, nor for files that are read again as they
 * were written (products).
 */
void csv_text(struct buf *b, int first, const char *text);

#endif
