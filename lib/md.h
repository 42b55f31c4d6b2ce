#ifndef LIB_MD_H
#define LIB_MD_H

#include "lib/arena.h"

/* The owner's Markdown (GFM with tables) as safe HTML: raw HTML and unsafe
 * links are dropped.  The topmost headings become h2, at
 * whatever level the owner began. */
const char *md_render(struct arena *a, const char *markdown);

/* Its text without markup, at most max characters, cut at a word. */
const char *md_plain(struct arena *a, const char *markdown, size_t max);

#endif
