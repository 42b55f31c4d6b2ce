#ifndef LIB_HTTP_H
#define LIB_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/cx.h"

struct conf;
struct consent_choice;
struct frag;
struct profile;
struct subject;

enum method { METHOD_GET = 1, METHOD_POST = 2 }; /* HEAD runs as GET */

enum {
	HTTP_BODY_MAX = 256 * 1024,         /* ordinary forms */
	HTTP_UPLOAD_MAX = 20 * 1024 * 1024, /* routes flagged ROUTE_UPLOAD */
	HTTP_PARAM_MAX = 2000,              /* parameters in one request */
	HTTP_QUERY_MAX = 8 * 1024,
};

struct param {
	const char *name, *value;
};

/* One uploaded file, in a temporary file below DIR/upload that is removed
 * with the request unless the handler renames it. */
struct upload {
	const char *field;
	const char *path;     /* on our disk */
	const char *filename; /* as the browser said: show it, never use it */
	size_t size;
};

/* The visitor of the shop: one necessary cookie, no row. */
struct visitor {
	const char *id;      /* random, hex; from the cookie or new */
	const char *id_hash; /* SHA-256 hex: what tables hold */
	const char *cart;    /* key of their cart: domain/cart.h, cart_key */
	bool is_new;         /* the response sets the cookie */
	int64_t customer;    /* who is logged in; 0: a guest */
	int64_t group;       /* customer_group; 0: none */
	const char *account; /* the token of that login; NULL */
};

/* The member of staff who is logged in, or NULL. */
struct staff_session {
	int64_t id;
	const char *name, *email;
	const char *token; /* of the cookie: CSRF is bound to it */
};

/* A fragment that stands in the response where out had come to. */
struct kept_part {
	size_t at;
	struct frag *frag; /* held until the request ends */
};

/* One request and the response being built.  Everything is arena memory
 * except out, which the worker keeps for the next request. */
struct req {
	struct cx cx;
	const struct conf *conf;

	enum method method;
	bool head;               /* HEAD: the body is counted, not sent */
	const char *path;        /* decoded, without the language: "/p/mug" */
	const char *query_raw;   /* "" when none */
	const char *lang_prefix; /* "" or "/fi": put before links */
	const char *remote;      /* network address, from nginx alone */
	const char *cookies;     /* the Cookie header, "" when none */
	const char *referer;     /* "" when none */
	const char *agent;       /* User-Agent, "" when none; NULL in tests */
	bool prefetch;           /* Sec-Purpose: prefetch */
	bool untracked;          /* Sec-GPC or DNT: asks not to be tracked */
	bool json;               /* Accept asks for JSON: our own script */

	const struct param *path_params; /* {NULL} terminated */
	const struct param *query;
	const struct param *form;
	const struct upload *uploads; /* {NULL} terminated, or NULL */
	const char *body;             /* of a route that takes it as it came */
	size_t body_len;
	const char *signature; /* of a webhook, "" when none */

	struct visitor *visitor;        /* shop routes */
	struct staff_session *staff;    /* admin routes, when logged in */
	int64_t version;                /* of the catalogue, for fragments */
	struct consent_choice *consent; /* read once: handlers/consent.c */
	struct subject *subject;        /* the same: handlers/subject.c */
	struct profile *profile;

	int status; /* 0 until a response is chosen */
	const char *location;
	const char *content_type;
	struct buf headers;      /* further header lines, each with CRLF */
	struct buf *out;         /* the body, but for the parts that are kept */
	struct kept_part *parts; /* in the order of their places */
	size_t n_parts;
};

/* First value by name, or NULL. */
const char *req_path_param(const struct req *r, const char *name);
const char *req_query_param(const struct req *r, const char *name);
const char *req_form_param(const struct req *r, const char *name);

/* The i-th (from 0) value of a repeated form parameter, or NULL. */
const char *req_form_nth(const struct req *r, const char *name, size_t i);

/* A cookie's value, or NULL.  The first of the name counts. */
const char *req_cookie(struct req *r, const char *name);

/* A link inside the shop in the request's language: "/fi/p/muki". */
const char *req_link(const struct req *r, const char *path);

/* CSRF token for this response, bound to the visitor or staff session. */
const char *req_csrf(struct req *r);

/* Choose the response.  r->out holds the body already for resp_html. */
int resp_html(struct req *r, int status);
int resp_text(struct req *r, int status, const char *type, const char *body);
/* 303 to a path of this shop (starting with one slash), language included. */
int resp_redirect(struct req *r, const char *path);
int resp_moved(struct req *r, const char *path); /* 301 */

/* Append the fragment of this key without copying it.  False: it is not kept,
 * or not true any more. */
bool resp_frag(struct req *r, const char *key);
/* The same with one that the caller holds for as long as the request. */
void resp_part(struct req *r, struct frag *f);
/* Keep it, and append it (frag_keep, resp_frag). */
void resp_keep(struct req *r, const char *key, int64_t until_ms, const char *p,
	size_t n);
void resp_clear(struct req *r);         /* nothing in the body */
size_t resp_bytes(const struct req *r); /* of the body, not deflated */

void resp_header(struct req *r, const char *name, const char *value);
/* One of lib/cookies.h.  HttpOnly, SameSite=Lax, Path=/; Secure and __Host-
 * when the shop is https. max_age 0: ends with the browser; negative: removes
 * it. */
void resp_cookie(
	struct req *r, const char *name, const char *value, int64_t max_age_s);
/* The name that resp_cookie really uses: "puoti" or "__Host-puoti". */
const char *resp_cookie_name(const struct req *r, const char *name);

/* A one-time notice for the next page (a short-lived cookie with a code and
 * arguments, MAC'd): flash_take returns NULL or the text given. */
void flash_set(struct req *r, const char *text);
const char *flash_take(struct req *r);

/* The same with a code that takes back what the notice tells, for the page's
 * button "Undo": flash_undo cuts it off what flash_take gave; NULL: none.  A
 * code that is too long is left out. */
enum { FLASH_UNDO_MAX = 1800 };
void flash_undo_set(struct req *r, const char *text, const char *undo);
const char *flash_undo(struct req *r, const char **text);

/* Percent-encode for a query value or path segment. */
const char *url_encode(struct arena *a, const char *s);

/*
 * Decode "a=1&b=2" into a {NULL} terminated list.  NULL: bad UTF-8, a NUL,
 * a broken escape or more than HTTP_PARAM_MAX parameters.
 */
const struct param *params_decode(struct arena *a, const char *s, size_t n);

#endif
