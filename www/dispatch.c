/*
 * The way of a request, in one file because its steps are in one order.
 */
#include "www/dispatch.h"

#include <assert.h>
#include <string.h>
#include <time.h>

#include "domain/redirect.h"
#include "domain/search_log.h"
#include "domain/setting.h"
#include "handlers/handlers.h"
#include "lib/asset.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/log.h"
#include "lib/metrics.h"
#include "lib/migrate.h"
#include "lib/tr.h"
#include "www/request.h"
#include "www/respond.h"
#include "www/session.h"

/* Outcomes of the steps before the handler that have a page of their own;
 * beyond enum err so that no handler returns them. */
enum {
	PAGE_STALE = -100,
	PAGE_CLOSED = -101,
	PAGE_CHOSEN = -102,
	PAGE_LAPSED = -103,
};

static int64_t now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int worker_init(struct worker *w, const struct conf *conf)
{
	*w = (struct worker){.conf = conf};
	if (secret_load(&w->secret, conf_path(conf, "key"), false) < 0)
		return ERR_INTERNAL;
	w->db = db_open(conf_path(conf, "puoti.db"));
	if (!w->db)
		return ERR_BUSY;
	w->arena = arena_new();
	return OK;
}

void worker_idle(struct worker *w, bool at_once)
{
	enum { PATIENCE_MS = 100, USUAL_MS = 10000 };
	if (!w->db || !search_log_due(at_once))
		return;
	struct cx cx = {.db = w->db,
		.arena = w->arena,
		.now = clock_now(),
		.request_id = ""};
	db_patience(w->db, PATIENCE_MS); /* it can wait, visitors cannot */
	search_log_flush(&cx);
	db_patience(w->db, USUAL_MS);
	arena_clear(w->arena);
}

void worker_release(struct worker *w)
{
	worker_idle(w, true);
	if (w->db)
		db_close(w->db);
	if (w->arena)
		arena_free(w->arena);
	buf_release(&w->body);
	buf_release(&w->headers);
	buf_release(&w->response);
	buf_release(&w->deflated);
	*w = (struct worker){NULL};
}

static int version_read(struct req *r)
{
	struct db_stmt *q = DB_SQL(r->cx.db,
		"SELECT version FROM catalogue_version WHERE scope = 'shop'");
	int rc = db_one(q);
	if (rc < 0) /* without its row this is no shop */
		return rc == ERR_NOT_FOUND ? ERR_INTERNAL : rc;
	r->version = db_next_int(q);
	db_done(q);
	return setting_use(&r->cx, r->version);
}

/* Segment by segment, so that a decoded path is a fair header again. */
static const char *path_encode(struct arena *a, const char *path)
{
	const char *out = "";
	while (*path == '/') {
		size_t n = strcspn(path + 1, "/");
		out = arena_printf(a, "%s/%s", out,
			url_encode(a, arena_strndup(a, path + 1, n)));
		path += 1 + n;
	}
	return out;
}

static int moved_to(struct req *r, const char *path)
{
	const char *to = path_encode(r->cx.arena, path);
	if (*r->query_raw)
		to = arena_printf(r->cx.arena, "%s?%s", to, r->query_raw);
	int rc = resp_moved(r, to);
	return rc < 0 ? ERR_NOT_FOUND : PAGE_CHOSEN;
}

static int reading_begin(struct call *c)
{
	int rc = db_read_begin(c->r.cx.db);
	c->reading = rc == OK;
	return rc;
}

static void reading_end(struct call *c)
{
	if (c->reading)
		db_read_end(c->r.cx.db);
	c->reading = false;
}

/*
 * An address of the shop that was here before, asked for when no page has it:
 * the visitor moves once, in the language at hand.
 */
static int old_address(struct call *c, bool front)
{
	struct req *r = &c->r;
	const char *to = NULL;
	if (r->method != METHOD_GET)
		return ERR_NOT_FOUND;
	bool reading = c->reading;
	int rc = reading ? OK : reading_begin(c);
	if (rc == OK && front)
		rc = redirect_find_query(&r->cx, r->query_raw, &to);
	else if (rc == OK)
		rc = redirect_find(&r->cx, r->path, &to);
	if (!reading)
		reading_end(c);
	if (rc < 0)
		return rc;
	if (front)
		r->query_raw = ""; /* it was the address */
	return moved_to(r, to);
}

/* Addresses that have one right form: "/p/mug", not "/en/p/mug/". */
static int canonical_check(struct call *c)
{
	struct req *r = &c->r;
	struct arena *a = r->cx.arena;
	size_t n = strlen(r->path);
	bool slash = n > 1 && r->path[n - 1] == '/';
	bool root = *r->lang_prefix && strcmp(r->cx.locale, r->cx.root) == 0;
	if (root)
		r->lang_prefix = "";
	if (r->method != METHOD_GET || (!slash && !root))
		return OK;
	while (n > 1 && r->path[n - 1] == '/')
		n--;
	const char *path = arena_strndup(a, r->path, n);
	const struct param *params;
	bool known;
	if (slash && !route_find(a, METHOD_GET, path, &params, &known) &&
		!known) {
		int rc = old_address(c, false);
		if (rc != ERR_NOT_FOUND)
			return rc;
	}
	return moved_to(r, path);
}

static int route_take(struct call *c)
{
	struct req *r = &c->r;
	bool known, other;
	const struct param *params = NULL;
	const struct route *route = route_find(
		r->cx.arena, r->method, r->path, &params, &known);
	if (route && (route->flags & ROUTE_NO_LANG) && *r->lang_prefix)
		return ERR_NOT_FOUND;
	if (route) {
		c->route = route;
		r->path_params = params;
		bool front = *r->query_raw && strcmp(r->path, "/") == 0;
		int rc = front ? old_address(c, true) : ERR_NOT_FOUND;
		return rc == ERR_NOT_FOUND ? OK : rc;
	}
	if (!known)
		return old_address(c, false);
	bool get = route_find(
		r->cx.arena, METHOD_GET, r->path, &params, &other);
	bool post = route_find(
		r->cx.arena, METHOD_POST, r->path, &params, &other);
	resp_header(r, "Allow",
		get && post ? "GET, HEAD, POST"
		: get       ? "GET, HEAD"
			    : "POST");
	return ERR_METHOD;
}

static bool is_loopback(const char *address)
{
	return strcmp(address, "127.0.0.1") == 0 || strcmp(address, "::1") == 0;
}

static int staff_take(struct call *c)
{
	struct req *r = &c->r;
	const char *locale;
	int rc = session_staff(r, &locale);
	if (rc == OK) {
		r->cx.locale = locale;
		return OK;
	}
	if (rc != ERR_NOT_FOUND || c->route->access == ACCESS_LOGIN)
		return rc == ERR_NOT_FOUND ? OK : rc;
	/* what was sent is not done later by whoever logs in */
	if (r->method != METHOD_GET)
		return ERR_DENIED;
	const char *to = "/admin/login";
	if (strcmp(r->path, "/admin") != 0)
		to = arena_printf(r->cx.arena, "%s?next=%s", to,
			url_encode(r->cx.arena, r->path));
	rc = resp_redirect(r, to);
	return rc < 0 ? rc : PAGE_CHOSEN;
}

/* Pages of an account: whoever is nobody logs in first and comes back. */
static int customer_take(struct call *c)
{
	struct req *r = &c->r;
	session_visitor(r);
	if (r->visitor->customer)
		return OK;
	/* what was sent is not done later by whoever logs in */
	if (r->method != METHOD_GET)
		return PAGE_LAPSED;
	int rc = resp_redirect(
		r, arena_printf(r->cx.arena, "/account/login?next=%s",
			   url_encode(r->cx.arena, r->path)));
	return rc < 0 ? rc : PAGE_CHOSEN;
}

/* Who asks, and may they? */
static int access_check(struct call *c)
{
	struct req *r = &c->r;
	switch (c->route->access) {
	case ACCESS_MACHINE:
		return OK;
	case ACCESS_LOOPBACK:
		return is_loopback(r->remote) ? OK : ERR_NOT_FOUND;
	case ACCESS_PUBLIC:
		session_visitor(r);
		return OK;
	case ACCESS_CUSTOMER:
		return customer_take(c);
	case ACCESS_LOGIN:
	case ACCESS_STAFF: /* who logs out is a visitor again */
		session_visitor(r);
		return staff_take(c);
	}
	return ERR_DENIED;
}

static int csrf_check(struct call *c)
{
	struct req *r = &c->r;
	if (r->method == METHOD_GET || (c->route->flags & ROUTE_NO_CSRF))
		return OK;
	const char *session = r->staff     ? r->staff->token
			      : r->visitor ? r->visitor->id
					   : NULL;
	const char *token = req_form_param(r, "token");
	if (session && token &&
		csrf_ok(r->cx.arena, r->cx.secret, session, token))
		return OK;
	return PAGE_STALE;
}

/* While the owner keeps the shop closed, only the staff looks around. */
static int open_check(struct call *c)
{
	struct req *r = &c->r;
	const char *locale;
	bool shop = c->route->access == ACCESS_PUBLIC ||
		    c->route->access == ACCESS_CUSTOMER;
	if (!shop || (c->route->flags & ROUTE_ANY_STATE) ||
		!setting_bool(&r->cx, "shop.closed"))
		return OK;
	bool reading = c->reading;
	reading_end(c);
	struct staff_session *before = r->staff;
	bool staff = session_staff(r, &locale) == OK;
	/* here they are a visitor: forms, carts and traces are the visitor's */
	r->staff = before;
	r->cx.staff = 0;
	int rc = reading ? reading_begin(c) : OK;
	return rc < 0 ? rc : staff ? OK : PAGE_CLOSED;
}

static int steps(struct call *c)
{
	struct req *r = &c->r;
	int rc = request_read(c);
	tr_use(r->cx.locale);
	if (rc < 0 || (rc = canonical_check(c)) < 0 ||
		(rc = route_take(c)) < 0 || (rc = access_check(c)) < 0)
		return rc;
	tr_use(r->cx.locale);
	if (r->method != METHOD_GET && (rc = request_read_body(c)) < 0)
		return rc;
	if ((rc = csrf_check(c)) < 0)
		return rc;
	if (r->method == METHOD_GET && !(c->route->flags & ROUTE_WRITES) &&
		(rc = reading_begin(c)) < 0)
		return rc;
	if ((rc = version_read(r)) < 0 || (rc = open_check(c)) < 0)
		return rc;
	rc = c->route->fn(r);
	if (rc == OK && !r->status) {
		log_error("event=no_response route=%s", c->route->path);
		return ERR_INTERNAL;
	}
	return rc;
}

static int status_of(int rc)
{
	switch (rc) {
	case ERR_NOT_FOUND:
		return 404;
	case ERR_INVALID:
		return 422;
	case ERR_CONFLICT:
		return 409;
	case ERR_DENIED:
	case PAGE_STALE:
	case PAGE_LAPSED:
		return 403;
	case ERR_BUSY:
	case PAGE_CLOSED:
		return 503;
	case ERR_METHOD:
		return 405;
	case ERR_GONE:
		return 410;
	case ERR_TOO_LARGE:
		return 413;
	case ERR_TOO_MANY:
		return 429;
	case ERR_BAD:
		return 400;
	default:
		return 500;
	}
}

/* The page of the same address; one with a secret or a number in it is not put
 * into another's query. */
static const char *page_after_login(struct req *r)
{
	const struct param *params;
	bool known;
	bool page = !r->path_params[0].name &&
		    route_find(
			    r->cx.arena, METHOD_GET, r->path, &params, &known);
	return page ? r->path : "/account";
}

static int error_page(struct call *c, int rc)
{
	struct req *r = &c->r;
	if (!r->visitor && !r->staff)
		session_visitor(r);
	if (!r->version && version_read(r) < 0)
		return ERR_INTERNAL;
	if (rc == PAGE_STALE)
		return page_stale(r);
	if (rc == PAGE_LAPSED)
		return page_lapsed(r, page_after_login(r));
	if (rc == PAGE_CLOSED)
		return page_closed(r);
	return page_error(r, rc < PAGE_STALE ? ERR_INTERNAL : rc);
}

/* Answers of a failure: half a page and its headers are thrown away. */
static void fail(struct call *c, int rc)
{
	struct req *r = &c->r;
	bool machine = c->route && (c->route->access == ACCESS_MACHINE ||
					   c->route->access == ACCESS_LOOPBACK);
	reading_end(c);
	bool reading = rc != ERR_BUSY && reading_begin(c) == OK;
	if (rc != ERR_METHOD)
		buf_clear(&r->headers);
	resp_clear(r);
	r->location = NULL;
	r->content_type = NULL;
	r->status = 0;
	if (machine)
		resp_text(r, status_of(rc), "text/plain; charset=utf-8",
			"failed\n");
	else if (!reading || error_page(c, rc) < 0 || !r->status)
		respond_last_resort(r, status_of(rc));
}

void dispatch(struct worker *w, const struct gateway *g)
{
	struct call c = {.worker = w, .gateway = g, .began_us = now_us()};
	struct req *r = &c.r;
	metrics_busy(c.began_us / 1000);
	buf_clear(&w->body);
	buf_clear(&w->headers);

	int rc = steps(&c);
	if (rc == PAGE_CHOSEN)
		rc = OK;
	if (rc < 0)
		fail(&c, rc);
	reading_end(&c);
	size_t bytes = respond(&c);
	w->headers = r->headers; /* it may have moved while it grew */

	int64_t us = now_us() - c.began_us;
	metrics_request(r->status, us, bytes);
	metrics_fragments(frag_bytes());
	/* the row's pattern: a path may hold a token or what was searched */
	log_info("event=request method=%s route=%s status=%d us=%lld "
		 "bytes=%zu",
		r->head                    ? "HEAD"
		: r->method == METHOD_GET  ? "GET"
		: r->method == METHOD_POST ? "POST"
					   : "other",
		c.route ? c.route->path : "-", r->status, (long long)us, bytes);
	log_request_id("");
	assert(!db_is_busy(w->db));
	arena_clear(w->arena);
	metrics_busy(0);
}
