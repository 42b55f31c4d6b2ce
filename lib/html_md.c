#include "lib/html_md.h"

#include <libxml/HTMLparser.h>
#include <stdbool.h>

#include "lib/md_writer.h"

enum tag {
	TAG_NONE, /* its children count, it itself does not */
	TAG_DROP,
	TAG_BLOCK,
	TAG_HEADING,
	TAG_QUOTE,
	TAG_LIST,
	TAG_ITEM,
	TAG_TABLE,
	TAG_BOLD,
	TAG_ITALIC,
	TAG_LINK,
	TAG_BREAK,
};

static const struct {
	const char *name;
	enum tag tag;
} tags[] = {
	{"a", TAG_LINK},
	{"address", TAG_BLOCK},
	{"applet", TAG_DROP},
	{"article", TAG_BLOCK},
	{"aside", TAG_BLOCK},
	{"audio", TAG_DROP},
	{"b", TAG_BOLD},
	{"blockquote", TAG_QUOTE},
	{"br", TAG_BREAK},
	{"button", TAG_DROP},
	{"canvas", TAG_DROP},
	{"caption", TAG_BLOCK},
	{"center", TAG_BLOCK},
	{"dd", TAG_BLOCK},
	{"div", TAG_BLOCK},
	{"dl", TAG_BLOCK},
	{"dt", TAG_BLOCK},
	{"em", TAG_ITALIC},
	{"embed", TAG_DROP},
	{"fieldset", TAG_BLOCK},
	{"figcaption", TAG_BLOCK},
	{"figure", TAG_BLOCK},
	{"footer", TAG_BLOCK},
	{"form", TAG_BLOCK},
	{"h1", TAG_HEADING},
	{"h2", TAG_HEADING},
	{"h3", TAG_HEADING},
	{"h4", TAG_HEADING},
	{"h5", TAG_HEADING},
	{"h6", TAG_HEADING},
	{"head", TAG_DROP},
	{"header", TAG_BLOCK},
	{"hr", TAG_BLOCK},
	{"i", TAG_ITALIC},
	{"iframe", TAG_DROP},
	{"img", TAG_DROP},
	{"input", TAG_DROP},
	{"li", TAG_ITEM},
	{"main", TAG_BLOCK},
	{"math", TAG_DROP},
	{"nav", TAG_BLOCK},
	{"noscript", TAG_DROP},
	{"object", TAG_DROP},
	{"ol", TAG_LIST},
	{"p", TAG_BLOCK},
	{"pre", TAG_BLOCK},
	{"script", TAG_DROP},
	{"section", TAG_BLOCK},
	{"select", TAG_DROP},
	{"strong", TAG_BOLD},
	{"style", TAG_DROP},
	{"svg", TAG_DROP},
	{"table", TAG_TABLE},
	{"td", TAG_BLOCK},
	{"template", TAG_DROP},
	{"textarea", TAG_DROP},
	{"th", TAG_BLOCK},
	{"title", TAG_DROP},
	{"tr", TAG_BLOCK},
	{"ul", TAG_LIST},
	{"video", TAG_DROP},
};

static enum tag tag_of(const char *name)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (!strcmp(tags[i].name, name))
			return tags[i].tag;
	return TAG_NONE;
}

static bool is_element(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)n->name, name);
}

static void walk(struct md_writer *w, const xmlNode *parent);

static void walk_link(struct md_writer *w, const xmlNode *n)
{
	xmlChar *href = xmlGetProp((xmlNode *)n, (const xmlChar *)"href");
	const char *url = (const char *)href;
	bool ok = url && (!strncasecmp(url, "http://", 7) ||
				 !strncasecmp(url, "https://", 8));
	if (ok)
		md_open(w, MD_LINK, arena_strdup(w->arena, url));
	walk(w, n);
	if (ok)
		md_close(w);
	xmlFree(href);
}

static void walk_mark(struct md_writer *w, const xmlNode *n, enum md_mark mark)
{
	md_open(w, mark, NULL);
	walk(w, n);
	md_close(w);
}

static void walk_list(struct md_writer *w, const xmlNode *n)
{
	md_list_begin(w, is_element(n, "ol"));
	walk(w, n);
	md_list_end(w);
}

/* Rows and cells of a table, wherever thead and tbody put them; a table
 * inside a cell is that cell's text. */
struct grid {
	struct arena *arena;
	const char ***row;
	size_t *cells;
	size_t rows, columns;
};

enum { GRID_ROWS = 200, GRID_COLUMNS = 20 };

static void grid_row(
	struct grid *g, const struct md_writer *w, const xmlNode *n)
{
	const char **cell = ARENA_ARRAY(g->arena, const char *, GRID_COLUMNS);
	size_t k = 0;
	for (const xmlNode *c = n->children; c && k < GRID_COLUMNS;
		c = c->next) {
		if (!is_element(c, "td") && !is_element(c, "th"))
			continue;
		struct md_writer in;
		md_begin(&in, g->arena, w->plain);
		in.one_line = true;
		walk(&in, c);
		cell[k++] = md_end(&in);
	}
	if (k == 0)
		return;
	g->row[g->rows] = cell;
	g->cells[g->rows++] = k;
	if (k > g->columns)
		g->columns = k;
}

static void grid_read(
	struct grid *g, const struct md_writer *w, const xmlNode *n)
{
	for (const xmlNode *c = n->children; c && g->rows < GRID_ROWS;
		c = c->next) {
		if (is_element(c, "tr"))
			grid_row(g, w, c);
		else if (is_element(c, "thead") || is_element(c, "tbody") ||
			 is_element(c, "tfoot"))
			grid_read(g, w, c);
	}
}

static void walk_caption(struct md_writer *w, const xmlNode *table)
{
	for (const xmlNode *c = table->children; c; c = c->next) {
		if (!is_element(c, "caption"))
			continue;
		md_block(w);
		walk(w, c);
		md_block(w);
	}
}

static void walk_table(struct md_writer *w, const xmlNode *n)
{
	struct grid g = {.arena = w->arena};
	g.row = ARENA_ARRAY(w->arena, const char **, GRID_ROWS);
	g.cells = ARENA_ARRAY(w->arena, size_t, GRID_ROWS);
	grid_read(&g, w, n);
	/* One column or row is layout, and lists cannot hold tables here. */
	bool layout = g.columns < 2 || (g.rows < 2 && !w->plain);
	if (layout || w->one_line || w->depth > 0) {
		md_block(w);
		walk(w, n);
		md_block(w);
		return;
	}
	walk_caption(w, n);
	for (size_t i = 0; i < g.rows; i++)
		md_table_row(w, g.row[i], g.cells[i], g.columns, i);
	md_block(w);
}

static void walk_heading(struct md_writer *w, const xmlNode *n)
{
	md_heading(w, n->name[1] - '0');
	walk(w, n);
	md_block(w);
}

static void walk_element(struct md_writer *w, const xmlNode *n)
{
	switch (tag_of((const char *)n->name)) {
	case TAG_DROP:
		return;
	case TAG_HEADING:
		walk_heading(w, n);
		return;
	case TAG_BLOCK:
		md_block(w);
		walk(w, n);
		md_block(w);
		return;
	case TAG_QUOTE:
		md_quote_begin(w);
		walk(w, n);
		md_quote_end(w);
		return;
	case TAG_LIST:
		walk_list(w, n);
		return;
	case TAG_ITEM:
		md_item_begin(w);
		walk(w, n);
		md_item_end(w);
		return;
	case TAG_TABLE:
		walk_table(w, n);
		return;
	case TAG_BOLD:
		walk_mark(w, n, MD_BOLD);
		return;
	case TAG_ITALIC:
		walk_mark(w, n, MD_ITALIC);
		return;
	case TAG_LINK:
		walk_link(w, n);
		return;
	case TAG_BREAK:
		md_break(w);
		return;
	case TAG_NONE:
		walk(w, n);
		return;
	}
}

/* The parser bounds the depth (256), so the recursion is bounded too. */
static void walk(struct md_writer *w, const xmlNode *parent)
{
	for (const xmlNode *n = parent->children; n; n = n->next) {
		if (n->type == XML_TEXT_NODE)
			md_text(w, (const char *)n->content);
		else if (n->type == XML_ELEMENT_NODE)
			walk_element(w, n);
	}
}

static const char *convert(struct arena *a, const char *html, bool plain)
{
	struct md_writer w;
	md_begin(&w, a, plain);
	htmlDocPtr doc = htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8",
		HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			HTML_PARSE_NONET | HTML_PARSE_COMPACT);
	if (doc) {
		walk(&w, (const xmlNode *)doc);
		xmlFreeDoc(doc);
	}
	return md_end(&w);
}

const char *html_md(struct arena *a, const char *html)
{
	return convert(a, html, false);
}

const char *html_text(struct arena *a, const char *html)
{
	return convert(a, html, true);
}
