/* Posti, Matkahuolto and others through the Pakettikauppa API. */
#include <string.h>

#include "domain/carrier.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/pakettikauppa.h"
#include "lib/remote.h"

enum { CALL_MS = 3000 }; /* a buyer waits meanwhile */

static bool ready(struct cx *cx)
{
	return setting_bool(cx, "carrier.pakettikauppa") &&
	       sealed_has(cx, "pakettikauppa.key") &&
	       sealed_has(cx, "pakettikauppa.secret");
}

static int call(struct cx *cx, const char *path,
	const struct pakettikauppa_pair *pairs, struct remote_answer *out,
	const char **problem)
{
	const char *key, *secret;
	if (sealed_get(cx, "pakettikauppa.key", &key) < 0 ||
		sealed_get(cx, "pakettikauppa.secret", &secret) < 0) {
		*problem = "the key or the secret is missing";
		return ERR_INVALID;
	}
	const char *body = pakettikauppa_form(
		cx->arena, key, secret, pairs, cx->now / MS_SECOND);
	const struct remote_header heads[] = {
		{"Content-Type", "application/x-www-form-urlencoded"},
		{NULL, NULL},
	};
	const struct remote_ask ask = {
		.method = "POST",
		.url = arena_printf(cx->arena, "%s%s",
			setting_get(cx, "carrier.pakettikauppa.url"), path),
		.headers = heads,
		.body = body,
		.body_len = strlen(body),
		.timeout_ms = CALL_MS,
	};
	int rc = remote_call(cx->arena, &ask, out);
	if (rc < 0) {
		*problem = out->problem ? out->problem : "no answer";
		return ERR_BUSY;
	}
	if (out->status == 200)
		return OK;
	*problem = arena_printf(
		cx->arena, "Pakettikauppa said %d", out->status);
	return ERR_BUSY;
}

/* A name that the shop does not know as a carrier of its own would never be
 * found again: points are kept under the name that was asked for. */
static int points(struct cx *cx, const struct carrier_ask *ask,
	struct delivery_point **out, size_t *n, const char **problem)
{
	const struct pakettikauppa_pair pairs[] = {
		{"address", ""},
		{"postcode", ask->postal},
		{"country", ask->country},
		{"service_provider", ask->services},
		{"limit", "15"},
		{"query", ""},
		{NULL, NULL},
	};
	struct remote_answer answer = {0};
	struct pakettikauppa_point *got = NULL;
	int rc = call(cx, "/pickup-points/search", pairs, &answer, problem);
	*n = 0;
	if (rc == OK)
		rc = pakettikauppa_points(
			cx->arena, answer.body, answer.body_len, &got, n);
	if (rc == ERR_INVALID) {
		*problem = *problem && **problem ? *problem
						 : "not a list of points";
		return ERR_BUSY;
	}
	*out = ARENA_ARRAY(cx->arena, struct delivery_point, *n + 1);
	for (size_t i = 0; rc == OK && i < *n; i++)
		(*out)[i] = (struct delivery_point){
			.carrier = ask->carrier,
			.code = got[i].id,
			.name = got[i].name,
			.street = got[i].street,
			.postal = got[i].postcode,
			.city = got[i].city,
			.country = *got[i].country ? got[i].country
						   : ask->country,
			.hours = got[i].hours,
		};
	return rc;
}

static int test(struct cx *cx, const char **problem)
{
	static const struct pakettikauppa_pair none[] = {{NULL, NULL}};
	struct remote_answer answer = {0};
	int rc = call(cx, "/shipping-methods/list", none, &answer, problem);
	if (rc < 0)
		return rc;
	size_t at = strspn(answer.body, " \t\r\n");
	if (answer.body[at] == '[')
		return OK;
	*problem = "it did not take the key and the secret";
	return ERR_DENIED;
}

const struct carrier carrier_pakettikauppa = {
	.code = "pakettikauppa",
	.ready = ready,
	.points = points,
	.test = test,
};
