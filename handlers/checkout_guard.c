/*
 * Who orders a hundred times an hour is no customer.  Orders are counted by
 * network address, e-mail address and cart before anything is written; what
 * only programs do (a field filled in that people do not see, a form sent
 * back at once) makes the shop ask once more or counts, and refuses nobody.
 */
#include "handlers/checkout.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/setting.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum {
	MADE_MAC = 20,    /* characters of the MAC in the field "made" */
	HASTE_MS = 3000,  /* nobody reads the page faster */
	HASTE_COUNTS = 3, /* orders that such a one counts as */
};

static const char *made_mac(struct req *r, const char *ms)
{
	const char *mac = crypt_mac(r->cx.arena, r->cx.secret, "form-made",
		arena_printf(r->cx.arena, "%s/%s", ms, r->visitor->id));
	return arena_strndup(r->cx.arena, mac, MADE_MAC);
}

/* "MS.MAC" as posted, if this visitor got it from us; else NULL. */
static const char *made_typed(struct req *r)
{
	const char *typed = req_form_param(r, "made");
	const char *dot = typed ? strchr(typed, '.') : NULL;
	if (!dot || dot - typed > 20)
		return NULL;
	const char *ms = arena_strndup(
		r->cx.arena, typed, (size_t)(dot - typed));
	return crypt_equal(dot + 1, made_mac(r, ms)) ? typed : NULL;
}

const char *checkout_made(struct req *r)
{
	const char *typed = made_typed(r);
	if (typed) /* the form is as old as when it was first shown */
		return typed;
	const char *ms = arena_printf(r->cx.arena, "%" PRId64, r->cx.now);
	return arena_printf(r->cx.arena, "%s.%s", ms, made_mac(r, ms));
}

static bool in_haste(struct req *r)
{
	const char *typed = made_typed(r);
	return !typed || r->cx.now - strtoll(typed, NULL, 10) < HASTE_MS;
}

static const char *confirm_mac(struct req *r, const char *once)
{
	const char *mac = crypt_mac(r->cx.arena, r->cx.secret, "form-confirm",
		arena_printf(r->cx.arena, "%s/%s", once, r->visitor->id));
	return arena_strndup(r->cx.arena, mac, MADE_MAC);
}

/* The field that people do not see. */
static bool trapped(struct req *r)
{
	const char *v = req_form_param(r, "website");
	return v && *v;
}

const char *checkout_confirm(struct req *r, const char *once)
{
	return r->method == METHOD_POST && trapped(r) ? confirm_mac(r, once)
						      : "";
}

bool checkout_is_odd(struct req *r)
{
	const char *once = req_form_param(r, "once");
	const char *typed = req_form_param(r, "confirm");
	return trapped(r) &&
	       !(once && typed && crypt_equal(typed, confirm_mac(r, once)));
}

static const struct count {
	const char *kind, *setting;
} counts[] = {
	{"order-net", "limit.orders_network"},
	{"order-email", "limit.orders_email"},
	{"order-cart", "limit.orders_cart"},
};
enum { COUNTS = sizeof(counts) / sizeof(counts[0]) };

static const char *subject(
	struct req *r, const struct checkout *c, const struct count *of)
{
	if (strcmp(of->kind, "order-net") == 0)
		return r->remote;
	if (strcmp(of->kind, "order-email") == 0)
		return email_norm(r->cx.arena, c->f.email);
	return r->visitor->id_hash;
}

int checkout_limit(struct req *r, const struct checkout *c)
{
	int rc = OK;
	for (size_t i = 0; r->conf->limits && rc == OK && i < COUNTS; i++)
		rc = attempt_check(&r->cx, counts[i].kind,
			subject(r, c, &counts[i]),
			setting_int(&r->cx, counts[i].setting), MS_HOUR);
	return rc;
}

int checkout_count(struct req *r, const struct checkout *c)
{
	int times = in_haste(r) || trapped(r) ? HASTE_COUNTS : 1;
	if (!r->conf->limits)
		return OK;
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < COUNTS; i++) {
		/* who is quick counts for more, but only where many share */
		bool net = strcmp(counts[i].kind, "order-net") == 0;
		for (int n = 0; rc == OK && n < (net ? times : 1); n++)
			rc = attempt_add(&r->cx, counts[i].kind,
				subject(r, c, &counts[i]), MS_HOUR);
	}
	return db_end(r->cx.db, rc);
}
