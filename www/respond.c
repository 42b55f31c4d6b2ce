#include "www/respond.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "lib/asset.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/gzip.h"
#include "www/session.h"

static const char *status_words(int status)
{
	static const struct {
		int status;
		const char *words;
	} table[] = {
		{200, "OK"},
		{301, "Moved Permanently"},
		{302, "Found"},
		{303, "See Other"},
		{304, "Not Modified"},
		{400, "Bad Request"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{409, "Conflict"},
		{410, "Gone"},
		{413, "Content Too Large"},
		{422, "Unprocessable Content"},
		{429, "Too Many Requests"},
		{500, "Internal Server Error"},
		{503, "Service Unavailable"},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].status == status)
			return table[i].words;
	return "Status";
}

static bool header_given(const struct buf *headers, const char *name)
{
	size_t n = strlen(name);
	for (const char *p = headers->p; p && *p;) {
		if (strncasecmp(p, name, n) == 0 && p[n] == ':')
			return true;
		p = strstr(p, "\r\n");
		p = p ? p + 2 : NULL;
	}
	return false;
}

/* What depends on the kind of page and not on what it shows. */
static void policy_headers(struct call *c)
{
	struct req *r = &c->r;
	const struct route *route = c->route;
	bool secret = route && route_is_secret(route);
	bool staff = route && (route->access == ACCESS_STAFF ||
				      route->access == ACCESS_LOGIN);
	bool no_store = route && (route->flags & ROUTE_NO_STORE);
	if (!header_given(&r->headers, "Cache-Control"))
		resp_header(r, "Cache-Control",
			secret || staff || no_store ? "no-store"
						    : "private, no-cache");
	if (secret)
		resp_header(r, "Referrer-Policy", "no-referrer");
	if ((secret || staff) && !header_given(&r->headers, "X-Robots-Tag"))
		resp_header(r, "X-Robots-Tag", "noindex");
	if ((r->status == 503 || r->status == 429) &&
		!header_given(&r->headers, "Retry-After"))
		resp_header(r, "Retry-After", r->status == 503 ? "5" : "60");
}

/* ---- the body, in pieces ---- */

enum { GZIP_BELOW = 512 }; /* bytes that are not worth deflating */

/* What is sent after the head: out's own bytes and, between them, the kept
 * parts where they lie. */
struct pieces {
	struct iovec *v;
	size_t n;
	size_t bytes;
};

static struct pieces pieces_new(struct req *r)
{
	/* before, at and after each part, the head, gzip's own ends */
	size_t max = 2 * r->n_parts + 4;
	struct iovec *v = ARENA_ARRAY(r->cx.arena, struct iovec, max);
	return (struct pieces){.v = v, .n = 1}; /* the first is the head */
}

static void piece_add(struct pieces *p, const void *at, size_t n)
{
	if (!n)
		return;
	p->v[p->n++] = (struct iovec){(char *)at, n};
	p->bytes += n;
}

static struct pieces body_plain(struct req *r)
{
	struct pieces p = pieces_new(r);
	size_t from = 0, n;
	buf_room(r->out, 1); /* there is an address to count from */
	for (size_t i = 0; i < r->n_parts; i++) {
		const struct kept_part *part = &r->parts[i];
		piece_add(&p, r->out->p + from, part->at - from);
		const char *text = frag_text(part->frag, &n);
		piece_add(&p, text, n);
		from = part->at;
	}
	piece_add(&p, r->out->p + from, r->out->len - from);
	return p;
}

/* A part of a gzip body: where the deflated bytes before it end. */
struct seam {
	size_t at;
	const struct packed *packed;
};

static struct pieces body_gzip(struct req *r, struct buf *out)
{
	struct gzip g;
	struct pieces p = pieces_new(r);
	struct seam *seams = ARENA_ARRAY(
		r->cx.arena, struct seam, r->n_parts + 1);
	size_t from = 0, k = 0, n;
	buf_room(r->out, 1);
	buf_clear(out);
	gzip_begin(&g, out);
	for (size_t i = 0; i < r->n_parts; i++) {
		const struct kept_part *part = &r->parts[i];
		const char *text = frag_text(part->frag, &n);
		const struct packed *z = frag_packed(part->frag);
		gzip_live(&g, r->out->p + from, part->at - from);
		from = part->at;
		if (z) {
			gzip_packed(&g, z, n);
			seams[k++] = (struct seam){out->len, z};
		} else {
			gzip_live(&g, text, n);
		}
	}
	gzip_live(&g, r->out->p + from, r->out->len - from);
	gzip_end(&g);
	from = 0; /* only now does out lie still */
	for (size_t i = 0; i < k; i++) {
		piece_add(&p, out->p + from, seams[i].at - from);
		piece_add(&p, seams[i].packed->p, seams[i].packed->n);
		from = seams[i].at;
	}
	piece_add(&p, out->p + from, out->len - from);
	return p;
}

static bool is_text(const char *type)
{
	static const char *const heads[] = {"text/", "application/json",
		"application/ld+json", "application/xml",
		"application/manifest+json", "image/svg+xml"};
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (strncmp(type, heads[i], strlen(heads[i])) == 0)
			return true;
	return false;
}

/* The body as this visitor takes it. */
static struct pieces body_choose(struct call *c, const char *type)
{
	struct req *r = &c->r;
	const char *accept = c->gateway->param(
		c->gateway->arg, "HTTP_ACCEPT_ENCODING");
	if (!is_text(type) || resp_bytes(r) < GZIP_BELOW ||
		header_given(&r->headers, "Content-Encoding"))
		return body_plain(r);
	resp_header(r, "Vary", "Accept-Encoding");
	if (!gzip_wanted(accept))
		return body_plain(r);
	resp_header(r, "Content-Encoding", "gzip");
	return body_gzip(r, &c->worker->deflated);
}

size_t respond(struct call *c)
{
	struct req *r = &c->r;
	struct buf *head = &c->worker->response;
	bool machine = c->route && c->route->access == ACCESS_MACHINE;
	const char *type = r->content_type ? r->content_type
					   : "text/html; charset=utf-8";
	if (r->location)
		resp_clear(r);
	if (!machine)
		session_visitor_keep(r);
	policy_headers(c);
	struct pieces p = body_choose(c, type);
	buf_clear(head);
	buf_addf(head, "Status: %d %s\r\nContent-Type: %s\r\n", r->status,
		status_words(r->status), type);
	if (r->location)
		buf_addf(head, "Location: %s\r\n", r->location);
	buf_addf(head, "Content-Length: %zu\r\n", p.bytes);
	if (r->headers.len)
		buf_add(head, r->headers.p, r->headers.len);
	buf_adds(head, "\r\n");
	p.v[0] = (struct iovec){head->p, head->len};

	const struct gateway *g = c->gateway;
	/* nobody to tell when the browser has left: the work is done */
	g->write(g->arg, p.v, r->head ? 1 : p.n);
	return p.bytes;
}

void respond_last_resort(struct req *r, int status)
{
	static const char page[] =
		"<!doctype html>\n<html lang=\"en\">\n<head>\n"
		"<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<title>One moment, please</title>\n"
		"<link rel=\"stylesheet\" href=\"%s\">\n</head>\n<body>\n"
		"<main>\n<h1>One moment, please</h1>\n"
		"<p>Something went wrong on our side. "
		"Please try again in a little while.</p>\n"
		"<p lang=\"fi\">Jokin meni meillä vikaan. "
		"Yritä hetken kuluttua uudelleen.</p>\n"
		"<p lang=\"sv\">Något gick fel hos oss. "
		"Försök igen om en liten stund.</p>\n"
		"<p><a href=\"/\">OK</a></p>\n</main>\n</body>\n</html>\n";
	r->status = status;
	r->location = NULL;
	r->content_type = "text/html; charset=utf-8";
	resp_clear(r);
	buf_addf(r->out, page, static_url("css/error.css"));
}
