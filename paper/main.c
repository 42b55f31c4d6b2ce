/*
 * puoti-paper: papers as PDF.  Reads a description (JSON, lib/paper.h) on
 * standard input and writes the PDF to standard output.  It runs in a process
 * of its own, under limits: cairo, pango and fonts stay out of the workers,
 * and whatever stands in an order can hurt this run alone.
 */
#include <cairo-pdf.h>
#include <errno.h>
#include <pango/pangocairo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "paper/page.h"

enum {
	INPUT_MAX = 8 * 1024 * 1024,
	OUTPUT_MAX = 24 * 1024 * 1024,
	PAPERS_MAX = 200,
	CPU_S = 20,
};

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig keeps its fonts until the end: that is no leak. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

static void limit(int what, rlim_t max)
{
	struct rlimit r = {max, max};
	setrlimit(what, &r);
}

static void limit_all(void)
{
#ifndef __SANITIZE_ADDRESS__ /* the sanitizer maps terabytes */
	limit(RLIMIT_AS, (rlim_t)512 << 20);
#endif
	limit(RLIMIT_CPU, CPU_S);
	limit(RLIMIT_FSIZE, 0); /* no file at all: the PDF goes into a pipe */
	limit(RLIMIT_CORE, 0);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
}

static int refuse(const char *why)
{
	fprintf(stderr, "puoti-paper: %s\n", why);
	return 1;
}

static char *input_read(size_t *n)
{
	char *p = malloc(INPUT_MAX + 1);
	*n = 0;
	while (p && *n <= INPUT_MAX) {
		ssize_t got = read(0, p + *n, INPUT_MAX + 1 - *n);
		if (got == 0)
			return p;
		if (got < 0 && errno != EINTR)
			break;
		*n += got > 0 ? (size_t)got : 0;
	}
	free(p);
	return NULL;
}

static cairo_status_t output_write(
	void *arg, const unsigned char *p, unsigned n)
{
	size_t *sum = arg;
	*sum += n;
	if (*sum > OUTPUT_MAX)
		return CAIRO_STATUS_WRITE_ERROR;
	while (n > 0) {
		ssize_t k = write(1, p, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return CAIRO_STATUS_WRITE_ERROR;
		p += k;
		n -= (unsigned)k;
	}
	return CAIRO_STATUS_SUCCESS;
}

/* Once to count the pages, once to draw them. */
static void paper_draw(struct sheet *s, const json_t *paper)
{
	s->paper = paper;
	s->dry = true;
	paper_lay(s);
	s->pages = s->page;
	s->dry = false;
	paper_lay(s);
}

static int draw_all(const json_t *root, cairo_surface_t *surface)
{
	const json_t *papers = list(root, "papers");
	size_t n = json_array_size(papers);
	cairo_t *cr = cairo_create(surface);
	struct sheet s = {.cr = cr, .layout = pango_cairo_create_layout(cr)};
	PangoContext *context = pango_layout_get_context(s.layout);
	pango_context_set_language(
		context, pango_language_from_string(word(root, "lang")));
	pango_layout_context_changed(s.layout);
	for (size_t i = 0; i < n && i < PAPERS_MAX; i++)
		paper_draw(&s, json_array_get(papers, i));
	g_object_unref(s.layout);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	return cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? 0 : 1;
}

int main(void)
{
	limit_all();
	size_t n, sum = 0;
	char *text = input_read(&n);
	json_t *root = text ? json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL)
			    : NULL;
	free(text);
	if (!root || !json_array_size(list(root, "papers")))
		return refuse("the description cannot be read");
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
		output_write, &sum, PAGE_W, PAGE_H);
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_TITLE, word(root, "title"));
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_AUTHOR, word(root, "author"));
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_CREATE_DATE, word(root, "made"));
	int status = draw_all(root, surface);
	cairo_surface_destroy(surface);
	json_decref(root);
	return status ? refuse("the paper cannot be written") : 0;
}
