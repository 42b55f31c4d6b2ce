#include "lib/pakettikauppa.h"

#include <jansson.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/http.h"

enum { PAIRS_MAX = 24, POINTS_MAX = 100 };

static int by_name(const void *a, const void *b)
{
	const struct pakettikauppa_pair *x = a, *y = b;
	return strcmp(x->name, y->name);
}

/* In the order of names; what passes PAIRS_MAX is a fault of the program. */
static size_t sorted(
	const struct pakettikauppa_pair *pairs, struct pakettikauppa_pair *out)
{
	size_t n = 0;
	for (; pairs->name && n < PAIRS_MAX; pairs++)
		out[n++] = *pairs;
	qsort(out, n, sizeof(*out), by_name);
	return n;
}

const char *pakettikauppa_hash(struct arena *a, const char *secret,
	const struct pakettikauppa_pair *pairs)
{
	static const char digits[] = "0123456789abcdef";
	struct pakettikauppa_pair all[PAIRS_MAX];
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned int len = 0;
	size_t n = sorted(pairs, all);
	const char *text = "";
	for (size_t i = 0; i < n; i++)
		text = i ? arena_printf(a, "%s&%s", text, all[i].value)
			 : all[i].value;
	HMAC(EVP_sha256(), secret, (int)strlen(secret),
		(const unsigned char *)text, strlen(text), mac, &len);
	char *hex = arena_alloc(a, 2 * len + 1);
	for (unsigned int i = 0; i < len; i++) {
		hex[2 * i] = digits[mac[i] >> 4];
		hex[2 * i + 1] = digits[mac[i] & 15];
	}
	hex[2 * len] = '\0';
	return hex;
}

const char *pakettikauppa_form(struct arena *a, const char *key,
	const char *secret, const struct pakettikauppa_pair *pairs,
	int64_t timestamp)
{
	struct pakettikauppa_pair all[PAIRS_MAX + 1];
	size_t n = 0;
	for (; pairs->name && n < PAIRS_MAX - 2; pairs++)
		all[n++] = *pairs;
	all[n++] = (struct pakettikauppa_pair){"api_key", key};
	all[n++] = (struct pakettikauppa_pair){
		"timestamp", arena_printf(a, "%lld", (long long)timestamp)};
	all[n] = (struct pakettikauppa_pair){NULL, NULL};
	const char *hash = pakettikauppa_hash(a, secret, all), *out = "";
	for (size_t i = 0; i < n; i++)
		out = arena_printf(a, "%s%s=%s&", out, all[i].name,
			url_encode(a, all[i].value));
	return arena_printf(a, "%shash=%s", out, hash);
}

static const char *text(struct arena *a, const json_t *o, const char *name)
{
	const json_t *v = json_object_get(o, name);
	if (json_is_integer(v))
		return arena_printf(
			a, "%lld", (long long)json_integer_value(v));
	const char *s = json_string_value(v);
	return s ? arena_strdup(a, s) : "";
}

static bool read_point(
	struct arena *a, const json_t *o, struct pakettikauppa_point *p)
{
	*p = (struct pakettikauppa_point){
		.provider = text(a, o, "provider"),
		.id = text(a, o, "pickup_point_id"),
		.name = text(a, o, "name"),
		.street = text(a, o, "street_address"),
		.postcode = text(a, o, "postcode"),
		.city = text(a, o, "city"),
		.country = text(a, o, "country"),
		.hours = text(a, o, "description"),
	};
	return *p->id && *p->name && *p->postcode;
}

int pakettikauppa_points(struct arena *a, const char *body, size_t n,
	struct pakettikauppa_point **out, size_t *n_out)
{
	json_t *all = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
	*out = ARENA_ARRAY(a, struct pakettikauppa_point, POINTS_MAX);
	*n_out = 0;
	int rc = json_is_array(all) ? OK : ERR_INVALID;
	for (size_t i = 0; rc == OK && i < json_array_size(all); i++)
		if (*n_out < POINTS_MAX &&
			read_point(a, json_array_get(all, i), &(*out)[*n_out]))
			(*n_out)++;
	json_decref(all);
	return rc;
}
