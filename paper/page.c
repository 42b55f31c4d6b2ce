/* How a paper is laid out: head, address, table over pages, sums, payment,
 * foot. */
#include "paper/page.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 8, PART_LINES = 12 };

static const struct ink brand = {15, PANGO_WEIGHT_SEMIBOLD, ACCENT, 2};
static const struct ink heading = {21, PANGO_WEIGHT_LIGHT, INK, 2};
static const struct ink label = {7.5, PANGO_WEIGHT_NORMAL, QUIET, 2};
static const struct ink plain = {9, PANGO_WEIGHT_NORMAL, INK, 8};
static const struct ink address = {10, PANGO_WEIGHT_NORMAL, INK, 3};
static const struct ink strong = {9, PANGO_WEIGHT_SEMIBOLD, INK, 3};
static const struct ink small = {7.8, PANGO_WEIGHT_NORMAL, QUIET, 6};
static const struct ink total = {11, PANGO_WEIGHT_SEMIBOLD, INK, 2};
static const struct ink body = {8.6, PANGO_WEIGHT_NORMAL, INK, 16};
static const struct ink tiny = {7.2, PANGO_WEIGHT_NORMAL, QUIET, 3};

static const char *text_at(const json_t *pair, size_t i)
{
	const char *s = json_string_value(json_array_get(pair, i));
	return s ? s : "";
}

static void foot_show(struct sheet *s)
{
	const json_t *columns = list(s->paper, "foot");
	double y = PAGE_H - 58, w = (RIGHT - LEFT - 60) / 3;
	line_show(s, LEFT, RIGHT, y - 8, 0.5, LINE);
	for (size_t c = 0; c < json_array_size(columns) && c < 3; c++) {
		const json_t *lines = json_array_get(columns, c);
		double ly = y;
		for (size_t i = 0; i < json_array_size(lines) && i < 4; i++) {
			struct ink one = tiny;
			one.lines = 1;
			ly += text_show(s, &one, LEFT + (double)c * (w + 6), ly,
				w, TO_LEFT, text_at(lines, i));
		}
	}
	char number[32];
	snprintf(number, sizeof(number), "%d/%d", s->page, s->pages);
	text_show(s, &tiny, RIGHT - 60, y, 60, TO_RIGHT, number);
}

static void page_end(struct sheet *s)
{
	foot_show(s);
	if (!s->dry)
		cairo_show_page(s->cr);
}

/* On with a smaller head. */
static void page_next(struct sheet *s)
{
	if (s->page >= PAGES_MAX) {
		s->full = true;
		return;
	}
	page_end(s);
	s->page++;
	struct ink name = small;
	name.lines = 1;
	text_show(s, &name, LEFT, TOP, 230, TO_LEFT, word(s->paper, "brand"));
	text_show(s, &name, HALFWAY - 60, TOP, RIGHT - HALFWAY + 60, TO_RIGHT,
		word(s->paper, "running"));
	line_show(s, LEFT, RIGHT, TOP + 16, 0.5, LINE);
	s->y = TOP + 30;
}

/* Room for h more, or the next page. */
static bool room(struct sheet *s, double h)
{
	if (s->y + h <= BOTTOM)
		return true;
	page_next(s);
	return !s->full;
}

/* Label and value in two columns; the height. */
static double facts_show(struct sheet *s, const json_t *facts, double x,
	double y, double w, double label_w)
{
	double from = y;
	for (size_t i = 0; i < json_array_size(facts) && i < 16; i++) {
		const json_t *pair = json_array_get(facts, i);
		bool bold = *text_at(pair, 2);
		double a = text_show(s, &small, x, y + 1, label_w, TO_LEFT,
			text_at(pair, 0));
		double b = text_show(s, bold ? &strong : &plain, x + label_w, y,
			w - label_w, TO_LEFT, text_at(pair, 1));
		y += (a > b ? a : b) + 2.2;
	}
	return y - from;
}

static double lines_show(struct sheet *s, const struct ink *ink,
	const json_t *lines, double x, double y, double w)
{
	double from = y;
	for (size_t i = 0; i < json_array_size(lines) && i < PART_LINES; i++)
		y += text_show(s, ink, x, y, w, TO_LEFT, text_at(lines, i)) +
		     0.5;
	return y - from;
}

/* Who sends, what it is, to whom. */
static void head_show(struct sheet *s)
{
	const json_t *p = s->paper;
	text_show(s, &brand, LEFT, TOP, HALFWAY - LEFT - 24, TO_LEFT,
		word(p, "brand"));
	double y = TOP - 4, w = RIGHT - HALFWAY;
	y += text_show(s, &heading, HALFWAY, y, w, TO_LEFT, word(p, "heading"));
	y += 8;
	y += facts_show(s, list(p, "facts"), HALFWAY, y, w, 92);

	double left = ADDRESS;
	double col = HALFWAY - LEFT - 24;
	if (*word(p, "to_label"))
		text_show(s, &label, LEFT, left - 13, col, TO_LEFT,
			word(p, "to_label"));
	left += lines_show(s, &address, list(p, "to"), LEFT, left, col);
	if (json_array_size(list(p, "also"))) {
		left += 12;
		left += text_show(s, &label, LEFT, left, col, TO_LEFT,
			word(p, "also_label"));
		left += lines_show(s, &plain, list(p, "also"), LEFT, left, col);
	}
	s->y = (y > left ? y : left) + 24;
}

static void texts_show(struct sheet *s, const char *key)
{
	const json_t *texts = list(s->paper, key);
	for (size_t i = 0; i < json_array_size(texts) && i < 12; i++) {
		double h = text_height(
			s, &body, RIGHT - LEFT, text_at(texts, i));
		if (!room(s, h))
			return;
		text_show(s, &body, LEFT, s->y, RIGHT - LEFT, TO_LEFT,
			text_at(texts, i));
		s->y += h + 6;
	}
}

/* ---- the table ---- */

struct column {
	double x, w;
	enum side side;
	bool tick;
	const char *title;
};

struct table {
	struct column columns[COLUMNS_MAX];
	size_t n;
};

static double gap(void)
{
	return 10;
}

/* Widths in points; the one of 0 takes what is left. */
static void columns_read(struct sheet *s, struct table *t)
{
	const json_t *all = list(s->paper, "columns");
	double left = RIGHT - LEFT, x = LEFT;
	t->n = json_array_size(all);
	if (t->n > COLUMNS_MAX)
		t->n = COLUMNS_MAX;
	for (size_t i = 0; i < t->n; i++) {
		const json_t *c = json_array_get(all, i);
		t->columns[i].w = (double)json_integer_value(
			json_object_get(c, "w"));
		left -= t->columns[i].w + (i ? gap() : 0);
	}
	for (size_t i = 0; i < t->n; i++) {
		const json_t *c = json_array_get(all, i);
		struct column *k = &t->columns[i];
		if (k->w == 0)
			k->w = left;
		k->x = x;
		k->side = !strcmp(word(c, "side"), "right") ? TO_RIGHT
							    : TO_LEFT;
		k->tick = json_is_true(json_object_get(c, "tick"));
		k->title = word(c, "title");
		x += k->w + gap();
	}
}

static void titles_show(struct sheet *s, const struct table *t)
{
	double h = 0;
	for (size_t i = 0; i < t->n; i++) {
		double one = text_height(
			s, &label, t->columns[i].w, t->columns[i].title);
		h = one > h ? one : h;
	}
	for (size_t i = 0; i < t->n; i++) {
		const struct column *c = &t->columns[i];
		double own = text_height(s, &label, c->w, c->title);
		text_show(s, &label, c->x, s->y + h - own, c->w, c->side,
			c->title);
	}
	s->y += h + 5;
	line_show(s, LEFT, RIGHT, s->y, 0.8, INK);
	s->y += 6;
}

/* A cell: its text, and what stands small below it. */
static double cell_show(struct sheet *s, const struct column *c,
	const json_t *cell, bool strong_, bool show)
{
	const json_t *parts = json_is_array(cell) ? cell : NULL;
	const char *text = parts ? text_at(parts, 0) : json_string_value(cell);
	const struct ink *ink = strong_ ? &strong : &plain;
	bool dry = s->dry;
	s->dry = dry || !show;
	double y = s->y;
	if (c->tick && text && *text)
		tick_show(s, c->x + 1, y + 1, 8.5);
	else
		y += text_show(
			s, ink, c->x, y, c->w, c->side, text ? text : "");
	for (size_t i = 1; i < json_array_size(parts) && i < PART_LINES; i++)
		y += 1 + text_show(s, &small, c->x, y + 1, c->w, c->side,
				 text_at(parts, i));
	s->dry = dry;
	return y - s->y;
}

static double row_show(
	struct sheet *s, const struct table *t, const json_t *row, bool show)
{
	const json_t *cells = list(row, "cells");
	bool bold = json_is_true(json_object_get(row, "bold"));
	double h = 10;
	for (size_t i = 0; i < t->n; i++) {
		double one = cell_show(s, &t->columns[i],
			json_array_get(cells, i), bold, show);
		h = one > h ? one : h;
	}
	return h;
}

static void rows_show(struct sheet *s)
{
	struct table t = {.n = 0};
	const json_t *rows = list(s->paper, "rows");
	if (!json_array_size(list(s->paper, "columns")))
		return;
	columns_read(s, &t);
	titles_show(s, &t);
	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		double h = row_show(s, &t, row, false);
		int page = s->page;
		if (!room(s, h + 10))
			return;
		if (s->page != page)
			titles_show(s, &t);
		row_show(s, &t, row, true);
		s->y += h + 5;
		line_show(s, LEFT, RIGHT, s->y, 0.5, LINE);
		s->y += 5;
	}
	s->y += 4;
}

/* ---- below the table ---- */

/* What it comes to, at the right; the height. */
static double sums_show(struct sheet *s, double y)
{
	const json_t *sums = list(s->paper, "sums");
	double x = HALFWAY, w = RIGHT - x, from = y;
	for (size_t i = 0; i < json_array_size(sums) && i < 24; i++) {
		const json_t *sum = json_array_get(sums, i);
		bool big = *text_at(sum, 2);
		const struct ink *ink = big ? &total : &plain;
		if (big) {
			line_show(s, x, RIGHT, y + 2, 0.8, INK);
			y += 7;
		}
		double a = text_show(
			s, ink, x, y, w - 96, TO_LEFT, text_at(sum, 0));
		text_show(s, ink, RIGHT - 92, y, 92, TO_RIGHT, text_at(sum, 1));
		y += a + (big ? 6 : 3.5);
	}
	return y - from;
}

/* VAT per rate, at the left: rows of as many cells as the first. */
static double rates_show(struct sheet *s, double y)
{
	static const double at[] = {0, 66, 122, 178};
	static const double wide[] = {62, 52, 52, 56};
	const json_t *rows = list(s->paper, "rates");
	double from = y;
	for (size_t i = 0; i < json_array_size(rows) && i < 20; i++) {
		const json_t *row = json_array_get(rows, i);
		const struct ink *ink = i ? &small : &label;
		double h = 0;
		for (size_t c = 0; c < 4; c++) {
			double one = text_show(s, ink, LEFT + at[c], y, wide[c],
				c ? TO_RIGHT : TO_LEFT, text_at(row, c));
			h = one > h ? one : h;
		}
		y += h + 3;
		if (i == 0) {
			line_show(s, LEFT, LEFT + 234, y, 0.5, LINE);
			y += 3;
		}
	}
	return y - from;
}

static void totals_show(struct sheet *s)
{
	bool dry = s->dry;
	s->dry = true;
	double a = sums_show(s, s->y), b = rates_show(s, s->y);
	s->dry = dry;
	double h = a > b ? a : b;
	if (h == 0 || !room(s, h))
		return;
	sums_show(s, s->y);
	rates_show(s, s->y);
	s->y += h + 14;
}

/* How to pay, in a frame; its paper stays white, as the codes want it. */
static void pay_show(struct sheet *s)
{
	enum { PAD = 14, QR = 92 };
	const json_t *pay = json_object_get(s->paper, "pay");
	const json_t *qr = json_object_get(pay, "qr");
	const json_t *bars = json_object_get(pay, "bars");
	if (!pay)
		return;
	double w = RIGHT - LEFT - 2 * PAD - (qr ? QR + 18 : 0);
	bool dry = s->dry;
	s->dry = true;
	double facts = facts_show(s, list(pay, "facts"), 0, 0, w, 104);
	s->dry = dry;
	double upper = 18 + facts;
	if (qr && upper < QR + 14)
		upper = QR + 14;
	double h = PAD + upper + (bars ? 66 : 0) + PAD - 6;
	if (!room(s, h))
		return;
	box_show(s, LEFT, s->y, RIGHT - LEFT, h, 6, LINE);
	box_show(s, LEFT + 0.6, s->y + 0.6, RIGHT - LEFT - 1.2, h - 1.2, 5.4,
		WHITE);
	double x = LEFT + PAD, y = s->y + PAD;
	text_show(s, &strong, x, y, w, TO_LEFT, word(pay, "title"));
	facts_show(s, list(pay, "facts"), x, y + 18, w, 104);
	if (qr) {
		double qx = RIGHT - PAD - QR;
		code_show(s, qr, qx, y, QR, QR);
		text_show(s, &tiny, qx - 20, y + QR + 3, QR + 20, TO_RIGHT,
			word(pay, "qr_words"));
	}
	if (bars) {
		/* 0.3 mm a module, 12 mm high, as banks' scanners want it */
		double bw = 0.85 * (double)json_integer_value(
					   json_object_get(bars, "w"));
		y += upper + 12;
		code_show(s, bars, x - 8.5, y, bw, 36);
		text_show(s, &tiny, x, y + 40, RIGHT - x - PAD, TO_LEFT,
			word(pay, "bars_words"));
	}
	s->y += h + 12;
}

void paper_lay(struct sheet *s)
{
	s->page = 1;
	s->full = false;
	s->y = TOP;
	head_show(s);
	texts_show(s, "before");
	rows_show(s);
	if (!s->full)
		totals_show(s);
	if (!s->full)
		texts_show(s, "after");
	if (!s->full)
		pay_show(s);
	page_end(s);
}
