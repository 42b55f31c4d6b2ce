#include "lib/stripe.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "lib/crypt.h"
#include "lib/http.h"
#include "lib/json.h"

enum { SHA = 32 };

static const char *mac_hex(struct arena *a, const char *secret, const char *t,
	const char *body, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	struct buf b = {0};
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	buf_addf(&b, "%s.", t);
	buf_add(&b, body, n);
	if (!HMAC(EVP_sha256(), secret, (int)strlen(secret),
		    (unsigned char *)b.p, b.len, mac, &len))
		abort();
	buf_release(&b);
	char *out = arena_alloc(a, SHA * 2 + 1);
	for (size_t i = 0; i < SHA; i++) {
		out[2 * i] = digits[mac[i] >> 4];
		out[2 * i + 1] = digits[mac[i] & 15];
	}
	return out;
}

const char *stripe_sign(struct arena *a, const char *secret, int64_t t,
	const char *body, size_t n)
{
	const char *text = arena_printf(a, "%" PRId64, t);
	return arena_printf(
		a, "t=%s,v1=%s", text, mac_hex(a, secret, text, body, n));
}

/* The next "name=value" of the header; false at its end. */
static bool pair_next(
	struct arena *a, const char **at, const char **name, const char **value)
{
	size_t n = strcspn(*at, ",");
	const char *eq = memchr(*at, '=', n);
	if (!n || !eq)
		return false;
	*name = arena_strndup(a, *at, (size_t)(eq - *at));
	*value = arena_strndup(a, eq + 1, n - (size_t)(eq - *at) - 1);
	*at += n + ((*at)[n] == ',');
	return true;
}

/* Exactly one time, all digits; NULL: it is not so. */
static const char *time_of(struct arena *a, const char *header)
{
	const char *name, *value, *t = NULL;
	while (pair_next(a, &header, &name, &value)) {
		if (strcmp(name, "t") != 0)
			continue;
		if (t || !*value || strlen(value) > 12 ||
			strspn(value, "0123456789") != strlen(value))
			return NULL;
		t = value;
	}
	return t;
}

bool stripe_signed(struct arena *a, const char *secret, const char *header,
	const char *body, size_t n, int64_t now_s)
{
	const char *t = time_of(a, header), *name, *value;
	if (!t || !*secret)
		return false;
	int64_t age = now_s - strtoll(t, NULL, 10);
	const char *want = mac_hex(a, secret, t, body, n);
	bool ok = false;
	while (pair_next(a, &header, &name, &value))
		if (strcmp(name, "v1") == 0)
			ok |= crypt_equal(want, value);
	return ok && age <= STRIPE_TOLERANCE_S && age >= -STRIPE_TOLERANCE_S;
}

const char *stripe_path(struct arena *a, const char *path, const char *id)
{
	return arena_printf(a, "%s%s", path, url_encode(a, id));
}

void stripe_add(
	struct arena *a, struct buf *form, const char *name, const char *value)
{
	buf_addf(form, "%s%s=%s", form->len ? "&" : "", url_encode(a, name),
		url_encode(a, value));
}

void stripe_add_int(
	struct arena *a, struct buf *form, const char *name, int64_t value)
{
	stripe_add(a, form, name, arena_printf(a, "%" PRId64, value));
}

static const char *member(struct arena *a, const json_t *j, const char *name)
{
	const char *s = json_string_value(json_object_get(j, name));
	return s ? arena_strdup(a, s) : "";
}

/* A member that is an id, or the object of that id when it was expanded. */
static const char *id_of(struct arena *a, const json_t *j, const char *name)
{
	const json_t *o = json_object_get(j, name);
	return json_is_object(o) ? member(a, o, "id") : member(a, j, name);
}

static void object_read(
	struct arena *a, const json_t *j, struct stripe_said *out)
{
	const json_t *total = json_object_get(j, "amount_total");
	if (!json_is_integer(total))
		total = json_object_get(j, "amount");
	*out = (struct stripe_said){
		.id = member(a, j, "id"),
		.url = member(a, j, "url"),
		.status = member(a, j, "status"),
		.payment_status = member(a, j, "payment_status"),
		.intent = id_of(a, j, "payment_intent"),
		.stamp = member(a, j, "client_reference_id"),
		.currency = member(a, j, "currency"),
		.message = member(a, json_object_get(j, "error"), "message"),
		.amount_minor = json_is_integer(total)
					? json_integer_value(total)
					: -1,
		.live = json_is_true(json_object_get(j, "livemode")),
	};
	if (!*out->stamp)
		out->stamp = member(a, json_object_get(j, "metadata"), "stamp");
}

bool stripe_read(
	struct arena *a, const char *body, size_t n, struct stripe_said *out)
{
	json_t *j = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
	bool ok = json_is_object(j);
	object_read(a, j, out);
	json_decref(j);
	return ok;
}

bool stripe_read_event(struct arena *a, const char *body, size_t n,
	const char **type, struct stripe_said *out)
{
	json_t *j = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
	const json_t *object = json_object_get(
		json_object_get(j, "data"), "object");
	bool live = json_is_true(json_object_get(j, "livemode"));
	bool ok = json_is_object(object);
	*type = member(a, j, "type");
	object_read(a, object, out);
	out->live = out->live || live;
	json_decref(j);
	return ok;
}
