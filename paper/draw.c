/* Texts, lines and codes on a sheet. */
#include "paper/draw.h"

#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

enum {
	RUNS_MAX = 40000,  /* of one code */
	TEXT_BYTES = 3000, /* of one text: more only costs time */
};

const char *word(const json_t *j, const char *key)
{
	const char *s = json_string_value(json_object_get(j, key));
	return s ? s : "";
}

const json_t *list(const json_t *j, const char *key)
{
	return json_object_get(j, key);
}

void colour_use(cairo_t *cr, enum ink_colour c)
{
	static const unsigned rgb[] = {
		[INK] = 0x1d1c1a,
		[QUIET] = 0x5a554d,
		[ACCENT] = 0x1f4d3a,
		[LINE] = 0xd8d1c5,
		[WHITE] = 0xffffff,
	};
	cairo_set_source_rgb(cr, (rgb[c] >> 16 & 255) / 255.0,
		(rgb[c] >> 8 & 255) / 255.0, (rgb[c] & 255) / 255.0);
}

/* Whole characters. */
static int text_bytes(const char *text)
{
	size_t n = strnlen(text, TEXT_BYTES + 1);
	if (n > TEXT_BYTES)
		for (n = TEXT_BYTES;
			n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
	return (int)n;
}

static void layout_set(struct sheet *s, const struct ink *ink, double w,
	enum side side, const char *text)
{
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family_static(
		font, "Inter, Noto Sans, DejaVu Sans, sans-serif");
	pango_font_description_set_absolute_size(font, ink->size * PANGO_SCALE);
	pango_font_description_set_weight(font, ink->weight);
	pango_layout_set_font_description(s->layout, font);
	pango_font_description_free(font);
	PangoAttrList *attrs = pango_attr_list_new();
	pango_attr_list_insert(
		attrs, pango_attr_font_features_new("tnum=1, calt=0"));
	pango_layout_set_attributes(s->layout, attrs);
	pango_attr_list_unref(attrs);
	pango_layout_set_width(s->layout, (int)(w * PANGO_SCALE));
	pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_height(s->layout, ink->lines ? -ink->lines : -40);
	pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_line_spacing(s->layout, 1.18F);
	pango_layout_set_single_paragraph_mode(s->layout, TRUE);
	pango_layout_set_alignment(
		s->layout, side == TO_RIGHT    ? PANGO_ALIGN_RIGHT
			   : side == TO_MIDDLE ? PANGO_ALIGN_CENTER
					       : PANGO_ALIGN_LEFT);
	pango_layout_set_text(s->layout, text, text_bytes(text));
}

static double layout_height(struct sheet *s)
{
	int h;
	pango_layout_get_size(s->layout, NULL, &h);
	return (double)h / PANGO_SCALE;
}

double text_height(
	struct sheet *s, const struct ink *ink, double w, const char *text)
{
	if (!*text)
		return 0;
	layout_set(s, ink, w, TO_LEFT, text);
	return layout_height(s);
}

double text_show(struct sheet *s, const struct ink *ink, double x, double y,
	double w, enum side side, const char *text)
{
	if (!*text)
		return 0;
	layout_set(s, ink, w, side, text);
	if (!s->dry) {
		colour_use(s->cr, ink->colour);
		cairo_move_to(s->cr, x, y);
		pango_cairo_show_layout(s->cr, s->layout);
	}
	return layout_height(s);
}

void line_show(struct sheet *s, double x0, double x1, double y, double width,
	enum ink_colour c)
{
	if (s->dry)
		return;
	colour_use(s->cr, c);
	cairo_set_line_width(s->cr, width);
	cairo_move_to(s->cr, x0, y);
	cairo_line_to(s->cr, x1, y);
	cairo_stroke(s->cr);
}

void box_show(struct sheet *s, double x, double y, double w, double h,
	double radius, enum ink_colour c)
{
	if (s->dry)
		return;
	const double quarter = 1.5707963267948966;
	cairo_t *cr = s->cr;
	cairo_new_path(cr);
	cairo_arc(cr, x + w - radius, y + radius, radius, -quarter, 0);
	cairo_arc(cr, x + w - radius, y + h - radius, radius, 0, quarter);
	cairo_arc(cr, x + radius, y + h - radius, radius, quarter, 2 * quarter);
	cairo_arc(cr, x + radius, y + radius, radius, 2 * quarter, 3 * quarter);
	cairo_close_path(cr);
	colour_use(cr, c);
	cairo_fill(cr);
}

void tick_show(struct sheet *s, double x, double y, double side)
{
	if (s->dry)
		return;
	colour_use(s->cr, QUIET);
	cairo_set_line_width(s->cr, 0.8);
	cairo_rectangle(s->cr, x, y, side, side);
	cairo_stroke(s->cr);
}

/* "M4 4h7v1h-7z" again and again: rectangles of modules. */
static void runs_add(cairo_t *cr, const char *path)
{
	for (int n = 0; *path == 'M' && n < RUNS_MAX; n++) {
		char *end;
		double x = strtod(path + 1, &end), y = strtod(end, &end);
		if (*end != 'h')
			return;
		double w = strtod(end + 1, &end);
		if (*end != 'v')
			return;
		double h = strtod(end + 1, &end);
		cairo_rectangle(cr, x, y, w, h);
		path = strchr(end, 'z');
		if (!path)
			return;
		path++;
	}
}

void code_show(struct sheet *s, const json_t *code, double x, double y,
	double w, double h)
{
	double cw = (double)json_integer_value(json_object_get(code, "w"));
	double ch = (double)json_integer_value(json_object_get(code, "h"));
	if (s->dry || cw <= 0 || ch <= 0)
		return;
	cairo_save(s->cr);
	cairo_translate(s->cr, x, y);
	cairo_scale(s->cr, w / cw, h / ch);
	colour_use(s->cr, WHITE);
	cairo_rectangle(s->cr, 0, 0, cw, ch);
	cairo_fill(s->cr);
	cairo_set_source_rgb(s->cr, 0, 0, 0);
	/* neighbouring modules must not let paper shine between them */
	cairo_set_antialias(s->cr, CAIRO_ANTIALIAS_NONE);
	runs_add(s->cr, word(code, "path"));
	cairo_fill(s->cr);
	cairo_restore(s->cr);
}
