#ifndef LIB_PAPER_H
#define LIB_PAPER_H

#include <jansson.h>

#include "lib/arena.h"
#include "lib/buf.h"

/*
 * Papers as PDF (A4), by the program puoti-paper: cairo, pango and fonts stay
 * out of this process, and a paper that is too large costs one run of a child
 * under limits.  A description is
 *   {"lang": "fi", "title": "", "author": "", "papers": [paper, ...]}
 * each paper beginning on a page of its own:
 *   "brand", "heading", "running" (of further pages)
 *   "facts": [[label, value], ...] below the heading
 *   "to_label", "to": [line, ...], "also_label", "also": [line, ...]
 *   "before", "after": [text, ...] around the table
 *   "columns": [{"title", "w": points or 0 for the rest, "side": "right",
 *     "tick": true}]
 *   "rows": [{"cells": [text or [text, small, ...], ...], "bold": true}]
 *   "rates": [[four cells], ...], the first row titles; "sums": [[label,
 *     amount, "b" or ""], ...]
 *   "pay": {"title", "facts", "qr", "qr_words", "bars", "bars_words"}
 *   "foot": three lists of up to four lines
 * All texts are final: translated, formatted.  A code is paper_code's.
 */

/* Append the PDF to out; description is released.  ERR_INTERNAL, logged. */
int paper_make(struct arena *a, json_t *description, struct buf *out);

/* The QR code of a text, the bar code of digits; NULL: it cannot be made. */
json_t *paper_qr(struct arena *a, const char *text);
json_t *paper_bars(struct arena *a, const char *digits);

#endif
