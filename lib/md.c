#include "lib/md.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include "lib/buf.h"
#include "lib/text.h"

enum { OPTIONS = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 };

static cmark_parser *parser_new(void)
{
	static const char *const names[] = {
		"table", "autolink", "strikethrough", NULL};
	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new(OPTIONS);
	for (size_t i = 0; names[i]; i++) {
		cmark_syntax_extension *e = cmark_find_syntax_extension(
			names[i]);
		if (e)
			cmark_parser_attach_syntax_extension(parser, e);
	}
	return parser;
}

/* No page asks another host for anything: pictures are our own. */
static bool is_own(const char *url)
{
	return url && url[0] == '/' && url[1] != '/' && url[1] != '\\';
}

/* A picture's alternative text in its place. */
static void unwrap(cmark_node *image)
{
	cmark_node *child;
	while ((child = cmark_node_first_child(image)))
		cmark_node_insert_before(image, child);
	cmark_node_free(image);
}

/* The topmost level of its headings; 1 when it has none. */
static int level_top(cmark_node *doc)
{
	int top = 7;
	cmark_iter *it = cmark_iter_new(doc);
	while (cmark_iter_next(it) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
			continue;
		int level = cmark_node_get_heading_level(node);
		top = level < top ? level : top;
	}
	cmark_iter_free(it);
	return top > 6 ? 1 : top;
}

static void clean_node(cmark_node *node, cmark_node_type type, int top)
{
	if (type == CMARK_NODE_IMAGE && !is_own(cmark_node_get_url(node))) {
		unwrap(node);
	} else if (type == CMARK_NODE_HEADING) {
		int level = cmark_node_get_heading_level(node) - top + 2;
		cmark_node_set_heading_level(node, level > 6 ? 6 : level);
	}
}

/* Drop raw HTML and foreign pictures, shift headings. */
static void clean(cmark_node *doc)
{
	int top = level_top(doc);
	cmark_iter *it = cmark_iter_new(doc);
	cmark_event_type ev;
	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(it);
		cmark_node_type type = cmark_node_get_type(node);
		/* The iterator has already moved on when it enters a leaf or
		 * leaves another node: then the node may go. */
		if (type == CMARK_NODE_HTML_BLOCK ||
			type == CMARK_NODE_HTML_INLINE)
			cmark_node_free(node);
		else if (ev == CMARK_EVENT_EXIT)
			clean_node(node, type, top);
	}
	cmark_iter_free(it);
}

static cmark_node *parse(cmark_parser *parser, const char *markdown)
{
	cmark_parser_feed(parser, markdown, strlen(markdown));
	cmark_node *doc = cmark_parser_finish(parser);
	clean(doc);
	return doc;
}

const char *md_render(struct arena *a, const char *markdown)
{
	cmark_parser *parser = parser_new();
	cmark_node *doc = parse(parser, markdown);
	char *html = cmark_render_html(
		doc, OPTIONS, cmark_parser_get_syntax_extensions(parser));
	const char *out = arena_strdup(a, html);
	free(html);
	cmark_node_free(doc);
	cmark_parser_free(parser);
	return out;
}

/* One space between words, none in front. */
static void add_space(struct buf *b)
{
	if (b->len && b->p[b->len - 1] != ' ')
		buf_addc(b, ' ');
}

static void add_words(struct buf *b, const char *s)
{
	for (; s && *s; s++) {
		if (strchr(" \t\r\n", *s))
			add_space(b);
		else
			buf_addc(b, *s);
	}
}

static void add_node(struct buf *b, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
		add_words(b, cmark_node_get_literal(node));
	} else if (type == CMARK_NODE_CODE_BLOCK) {
		add_space(b);
		add_words(b, cmark_node_get_literal(node));
	} else if ((type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK ||
		   type == CMARK_NODE_SOFTBREAK ||
		   type == CMARK_NODE_LINEBREAK) {
		add_space(b);
	}
}

/* Byte length of s cut to max characters, the last one left for "…". */
static size_t cut(const char *s, size_t len, size_t max)
{
	size_t at = 0, word = 0;
	for (size_t n = 0; at < len && n + 1 < max; n++) {
		at += 1;
		while (at < len && ((unsigned char)s[at] & 0xc0) == 0x80)
			at++;
		if (s[at] == ' ')
			word = at;
	}
	return word ? word : at; /* one endless word is cut inside */
}

const char *md_plain(struct arena *a, const char *markdown, size_t max)
{
	cmark_parser *parser = parser_new();
	cmark_node *doc = parse(parser, markdown);
	struct buf b = {NULL, 0, 0};
	cmark_iter *it = cmark_iter_new(doc);
	while (cmark_iter_next(it) != CMARK_EVENT_DONE)
		add_node(&b, cmark_iter_get_node(it));
	cmark_iter_free(it);
	cmark_node_free(doc);
	cmark_parser_free(parser);

	while (b.len && b.p[b.len - 1] == ' ')
		b.p[--b.len] = '\0';
	const char *out = b.p ? b.p : "";
	if (utf8_length(out) > max && max)
		out = arena_printf(a, "%.*s…", (int)cut(out, b.len, max), out);
	else
		out = max ? arena_strdup(a, out) : "";
	buf_release(&b);
	return out;
}
