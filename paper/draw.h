#ifndef PAPER_DRAW_H
#define PAPER_DRAW_H

#include <cairo.h>
#include <jansson.h>
#include <pango/pango.h>
#include <stdbool.h>

/* A4 in points; the left edge and the place of the address are those of
 * Finland's window envelopes (SFS 2487: 20 mm from the left). */
#define PAGE_W  595.28
#define PAGE_H  841.89
#define LEFT    56.7
#define RIGHT   (PAGE_W - 48.0)
#define TOP     44.0
#define BOTTOM  (PAGE_H - 78.0) /* the foot stands below */
#define ADDRESS 128.0
#define HALFWAY 318.0

enum ink_colour { INK, QUIET, ACCENT, LINE, WHITE };

struct ink {
	double size;
	PangoWeight weight;
	enum ink_colour colour;
	int lines; /* at most; more are cut */
};

/* One paper: its own pages, its own page numbers. */
struct sheet {
	cairo_t *cr;
	PangoLayout *layout;
	const json_t *paper;
	const char *page_words; /* "Page %d of %d" in parts: see page.c */
	bool dry;               /* only counts the pages */
	double y;
	int page, pages;
	bool full; /* more pages than we make */
};

const char *word(const json_t *j, const char *key); /* "" when absent */
const json_t *list(const json_t *j, const char *key);

void colour_use(cairo_t *cr, enum ink_colour c);

enum side { TO_LEFT, TO_RIGHT, TO_MIDDLE };

/* Height of a text in a width; shown unless the sheet is dry. */
double text_show(struct sheet *s, const struct ink *ink, double x, double y,
	double w, enum side side, const char *text);
double text_height(
	struct sheet *s, const struct ink *ink, double w, const char *text);

void line_show(struct sheet *s, double x0, double x1, double y, double width,
	enum ink_colour c);
void box_show(struct sheet *s, double x, double y, double w, double h,
	double radius, enum ink_colour c);
void tick_show(struct sheet *s, double x, double y, double side);

/* A code of lib/code.h: {"path", "w", "h"}. */
void code_show(struct sheet *s, const json_t *code, double x, double y,
	double w, double h);

#endif
