#include "www/respond.h"

#include <string.h>
#include <strings.h>

#include "lib/asset.h"
#include "lib/err.h"
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

size_t respond(struct call *c)
{
	struct req *r = &c->r;
	struct buf *head = &c->worker->response;
	bool machine = c->route && c->route->access == ACCESS_MACHINE;
	if (r->location)
		buf_clear(r->out);
	if (!machine)
		session_visitor_keep(r);
	policy_headers(c);
	buf_clear(head);
	buf_addf(head, "Status: %d %s\r\nContent-Type: %s\r\n", r->status,
		status_words(r->status),
		r->content_type ? r->content_type : "text/html; charset=utf-8");
	if (r->location)
		buf_addf(head, "Location: %s\r\n", r->location);
	buf_addf(head, "Content-Length: %zu\r\n", r->out->len);
	if (r->headers.len)
		buf_add(head, r->headers.p, r->headers.len);
	buf_adds(head, "\r\n");

	const struct gateway *g = c->gateway;
	/* nobody to tell when the browser has left: the work is done */
	if (g->write(g->arg, head->p, head->len) >= 0 && !r->head &&
		r->out->len)
		g->write(g->arg, r->out->p, r->out->len);
	return r->out->len;
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
	buf_clear(r->out);
	buf_addf(r->out, page, static_url("css/error.css"));
}
