#ifndef WWW_ROUTES_H
#define WWW_ROUTES_H

#include "lib/http.h"

/* Who may ask.  0 is a mistake: the program refuses to start. */
enum access {
	ACCESS_PUBLIC = 1, /* everybody; a visitor session exists */
	ACCESS_MACHINE,    /* everybody; no session, no cookie */
	ACCESS_STAFF,      /* logged in to the admin */
	ACCESS_LOGIN,      /* the admin's login page itself */
	ACCESS_LOOPBACK,   /* the machine itself: /metrics */
	ACCESS_CUSTOMER,   /* logged in to an account of their own */
};

enum {
	ROUTE_UPLOAD = 1,    /* multipart up to HTTP_UPLOAD_MAX */
	ROUTE_NO_STORE = 2,  /* Cache-Control: no-store */
	ROUTE_NO_LANG = 4,   /* not below /fi, /sv */
	ROUTE_ANY_STATE = 8, /* also while the shop is closed for a while */
	ROUTE_NO_CSRF = 16,  /* a provider's callback: says how it is proved */
	ROUTE_WRITES = 32,   /* a GET by which a provider tells something: no
				read transaction; its signature proves it */
	ROUTE_RAW = 64,      /* the body as it came: r->body */
};

typedef int (*handler_fn)(struct req *r);

/* ":name" is one segment, "*name" the rest. */
struct route {
	enum method method;
	const char *path;
	handler_fn fn;
	enum access access;
	int flags;
};

/* {0} terminated; the first row that matches counts.  A ":token" in the path
 * makes its pages no-store, noindex and no-referrer. */
extern const struct route routes[];

/* OK, or ERR_INVALID after logging each row that is not whole (no access, no
 * function, a writing route without CSRF that is not a callback). */
int routes_check(const struct route *rows);

/* True when the address of these pages is a secret: it holds a token. */
bool route_is_secret(const struct route *route);

/* The row for a path, or NULL; *known_path tells 405 from 404. */
const struct route *route_find(struct arena *a, enum method method,
	const char *path, const struct param **params, bool *known_path);

#endif
