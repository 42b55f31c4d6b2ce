#ifndef LIB_TPL_H
#define LIB_TPL_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/money.h"

#ifdef __cplusplus
extern "C" {
#endif

struct cx;

/*
 * Google ctemplate behind a C face.  A page being filled in, an include of
 * it, or one repeat of a section.  Owned by the arena.
 *
 * Templates are read once, at start: every file below the root is loaded for
 * every language with [[marked text]] replaced by its translation, html
 * escaped; a file whose first bytes are not the AUTOESCAPE pragma is refused.
 * Placeholders stay inside the marks: [[Only {{N}} left]].
 * File names are relative to the root and without language: "shop/cart.tpl".
 *
 * "x.txt.tpl" is plain text (mail): no pragma, nothing escaped, blank lines
 * kept, and no page can include it.  "x.xml.tpl" takes the pragma with
 * context="XML".  Values are not seen by includes, only tpl_global's are.
 */
struct tpl;

/* Load all templates; after tr_init.  0, or -1 with the reason logged. */
int tpl_init(const char *root);
int tpl_reload(void); /* all or nothing */

/* A page in cx->locale.  Money is shown in currency tpl_currency(). */
struct tpl *tpl_new(struct cx *cx, const char *file);
void tpl_currency(const char *currency); /* "EUR" until set; copied */

struct tpl *tpl_section(struct tpl *t, const char *name); /* one repeat */
void tpl_show(struct tpl *t, const char *section);        /* show it, once */
void tpl_show_if(struct tpl *t, const char *section, bool yes);

/* {{>NAME}}: one expansion of another file; inherits only tpl_global. */
struct tpl *tpl_include(struct tpl *t, const char *name, const char *file);

void tpl_text(struct tpl *t, const char *name, const char *value); /* copies */
void tpl_textf(struct tpl *t, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void tpl_int(struct tpl *t, const char *name, int64_t value);
void tpl_money(struct tpl *t, const char *name, struct money value);
void tpl_rate(struct tpl *t, const char *name, int64_t bp); /* "25.5 %" */
void tpl_time(
	struct tpl *t, const char *name, enum clock_style style, int64_t ms);
void tpl_global(struct tpl *t, const char *name, const char *value);

/*
 * Markup that is already safe: only from md_render, a fragment or
 * json_script.  The template says {{NAME:none}}.
 */
void tpl_html(struct tpl *t, const char *name, const char *p, size_t n);

/*
 * Expand and append to out.  ERR_INTERNAL, after logging, leaves out as it
 * was.  In debug builds a name that the template does not know is an error:
 * one set on t must stand in its own file, a global one in any file.
 */
int tpl_render(struct tpl *t, struct buf *out);

#ifdef __cplusplus
}
#endif
#endif
