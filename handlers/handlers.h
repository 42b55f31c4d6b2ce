#ifndef HANDLERS_HANDLERS_H
#define HANDLERS_HANDLERS_H

#include "lib/http.h"
#include "lib/tpl.h"

struct lives;
struct picture;

enum { PAGE_LD_MAX = 3, PAGE_SCRIPTS_MAX = 2 };

/*
 * The shop's chrome: page.c.  A page is written in order into r->out: head
 * (live: title, notice strip, cart count), the handler's own parts (live
 * templates and fragments), foot (fragment).
 */
struct page {
	const char *title;       /* without the shop's name */
	const char *seo_title;   /* the whole title as it is; NULL: made */
	const char *description; /* "" none */
	const char *canonical;   /* path without language, or NULL */
	const char *search;      /* what stands in the search field */
	int64_t category;        /* top category to mark, 0 none */
	const char *script[PAGE_SCRIPTS_MAX + 1]; /* "js/product.js"; {NULL}
						     ended */
	/* What stands before the header is nobody's: it is kept under this
	 * name; NULL: it is made anew. */
	const char *top;
	bool noindex;
	bool plain;   /* the slim header of the checkout */
	bool unasked; /* without the question about cookies */
	bool buy;     /* the form "buy" needs a token */
	/* The page's address in another language, or NULL when it has none:
	 * for hreflang and the language links; NULL: the same path. */
	const char *(*alternate)(struct req *r, const char *locale, void *arg);
	void *alternate_arg;
	/* For search engines and for links that people send: JSON safe inside
	 * a script element (handlers/ld.h), {NULL} ended; a picture. */
	const char *ld[PAGE_LD_MAX + 1];
	const char *kind; /* Open Graph's: "product"; NULL: "website" */
	/* Below the content of page_send; NULL: nothing. */
	int (*after)(struct req *r, void *arg);
	void *after_arg;
	const struct picture *picture;
};

int page_head(struct req *r, const struct page *p);
int page_foot(struct req *r, const struct page *p);

/*
 * A page that is the same for everyone but for its header: everything else is
 * kept as one fragment, key being its path with what it depends on ("/c/mugs"
 * and the sort), without the language.  page_kept sends it (true) when it is
 * here; page_keep keeps and sends it, until that time.  body: the content
 * alone; an empty buffer's p may be NULL.
 */
bool page_kept(struct req *r, const char *key);
int page_keep(struct req *r, const struct page *p, const char *key,
	const struct buf *body, int64_t until);

/* The same with live places in the content (handlers/live.h). */
bool page_kept_live(struct req *r, const char *key, const struct lives *l);
int page_keep_live(struct req *r, const struct page *p, const char *key,
	const struct buf *body, int64_t until, const struct lives *l);

/* Head, one template, foot, and the status. */
int page_send(struct req *r, const struct page *p, struct tpl *t, int status);

/* An error page with the shop's chrome where that is possible. */
int page_error(struct req *r, int rc);

/* 403: the form was open for too long, or cookies are off. */
int page_stale(struct req *r);

/* 403: the login that the form was made in is over; next: where they go on
 * after the next one. */
int page_lapsed(struct req *r, const char *next);

/* 503: the owner has closed the shop for a while. */
int page_closed(struct req *r);

/* For machines: machine.c. */
int healthz_show(struct req *r);
int robots_show(struct req *r);
int sitemap_show(struct req *r); /* sitemap.c */
int sitemap_part(struct req *r);
int feed_google_show(struct req *r); /* feed.c */
int metrics_show(struct req *r);

/* {{TOKEN}} for a form in template t. */
void page_csrf(struct req *r, struct tpl *t);

#endif
