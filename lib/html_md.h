#ifndef LIB_HTML_MD_H
#define LIB_HTML_MD_H

#include "lib/arena.h"

/*
 * Somebody else's HTML, such as a product text from another shop, as
 * Markdown: paragraphs, line breaks, bold, italics, lists, headings, links to
 * http and https, plain tables.  Scripts, styles, frames, forms and pictures
 * are left out.  Characters that mean something in Markdown are escaped, so
 * that text stays text.  html is UTF-8, broken markup is fine.
 */
const char *html_md(struct arena *a, const char *html);

/* The same for plain text mail: nothing is escaped or marked up, a link is
 * "its words: its address", a table's cells stand side by side. */
const char *html_text(struct arena *a, const char *html);

#endif
