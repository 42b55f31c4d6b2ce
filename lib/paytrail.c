#include "lib/paytrail.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/crypt.h"
#include "lib/http.h"
#include "lib/json.h"

enum {
	AMOUNT_MAX = 99999998,
	STAMP_MAX = 200,
	EMAIL_MAX = 200,
	NAME_MAX_CHARS = 50,
	CODE_MAX = 100,
	TEXT_MAX = 1000,
	PAIRS_MAX = 64,
};

static bool is_signed_name(const char *name)
{
	return strncmp(name, "checkout-", 9) == 0;
}

static int by_name(const void *a, const void *b)
{
	const struct remote_header *x = a, *y = b;
	return strcmp(x->name, y->name);
}

/* Names sorted.  NULL: one comes twice, or there are too many. */
static struct remote_header *sorted(
	struct arena *a, const struct remote_header *pairs, size_t *n)
{
	struct remote_header *out = ARENA_ARRAY(
		a, struct remote_header, PAIRS_MAX);
	*n = 0;
	for (; pairs->name; pairs++) {
		if (!is_signed_name(pairs->name))
			continue;
		if (*n == PAIRS_MAX)
			return NULL;
		out[(*n)++] = *pairs;
	}
	qsort(out, *n, sizeof(*out), by_name);
	for (size_t i = 1; i < *n; i++)
		if (strcmp(out[i - 1].name, out[i].name) == 0)
			return NULL;
	return out;
}

static const char *to_hex(struct arena *a, const unsigned char *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_alloc(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[p[i] >> 4];
		out[2 * i + 1] = digits[p[i] & 15];
	}
	return out;
}

const char *paytrail_sign(struct arena *a, const char *secret,
	const char *algorithm, const struct remote_header *pairs,
	const char *body, size_t n)
{
	const EVP_MD *md = strcmp(algorithm, "sha256") == 0   ? EVP_sha256()
			   : strcmp(algorithm, "sha512") == 0 ? EVP_sha512()
							      : NULL;
	size_t count;
	struct remote_header *list = sorted(a, pairs, &count);
	if (!md || !list)
		return NULL;
	struct buf b = {0};
	for (size_t i = 0; i < count; i++)
		buf_addf(&b, "%s:%s\n", list[i].name, list[i].value);
	buf_add(&b, body, n);
	unsigned char out[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	if (!HMAC(md, secret, (int)strlen(secret), (unsigned char *)b.p, b.len,
		    out, &len))
		abort();
	buf_release(&b);
	return to_hex(a, out, len);
}

const char *paytrail_path(struct arena *a, const char *id, const char *tail)
{
	return arena_printf(a, "/payments/%s%s", url_encode(a, id), tail);
}

const char *paytrail_token_path(struct arena *a, const char *id)
{
	return arena_printf(a, "/tokenization/%s", url_encode(a, id));
}

const char *paytrail_form(struct arena *a, const struct remote_header *pairs)
{
	const char *out = "";
	for (; pairs->name; pairs++)
		out = arena_printf(a, "%s%s%s=%s", out, *out ? "&" : "",
			url_encode(a, pairs->name),
			url_encode(a, pairs->value));
	return out;
}

const char *paytrail_value(const struct remote_header *pairs, const char *name)
{
	for (; pairs->name; pairs++)
		if (strcmp(pairs->name, name) == 0)
			return pairs->value;
	return "";
}

bool paytrail_signed(struct arena *a, const char *secret, const char *algorithm,
	const struct remote_header *pairs, const char *body, size_t n)
{
	size_t signatures = 0;
	for (const struct remote_header *p = pairs; p->name; p++)
		signatures += strcmp(p->name, "signature") == 0;
	if (signatures != 1 ||
		strcmp(paytrail_value(pairs, "checkout-algorithm"),
			algorithm) != 0)
		return false;
	return crypt_equal(paytrail_sign(a, secret, algorithm, pairs, body, n),
		paytrail_value(pairs, "signature"));
}

/* Bodies */

static size_t chars(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

/* At most so many characters, never half a one. */
static const char *cut(struct arena *a, const char *s, size_t most)
{
	size_t n = 0, i = 0;
	for (; s[i]; i++) {
		bool begins = ((unsigned char)s[i] & 0xc0) != 0x80;
		if (begins && n++ == most)
			break;
	}
	return arena_strndup(a, s, i);
}

static void set_text(json_t *j, const char *name, const char *value)
{
	json_object_set_new(j, name, json_string(value));
}

static void set_int(json_t *j, const char *name, int64_t value)
{
	json_object_set_new(j, name, json_integer(value));
}

/* {"success": ..., "cancel": ...} */
static json_t *urls(const char *success, const char *cancel)
{
	json_t *j = json_object();
	set_text(j, "success", success);
	set_text(j, "cancel", cancel);
	return j;
}

static json_t *item_json(struct arena *a, const struct paytrail_item *item)
{
	json_t *j = json_object();
	set_int(j, "unitPrice", item->unit_minor);
	set_int(j, "units", item->units);
	/* one decimal, and no number of our own making: 25.5 */
	int64_t tenths = item->rate_bp > 0 ? (item->rate_bp + 5) / 10 : 0;
	json_object_set_new(j, "vatPercentage", json_real((double)tenths / 10));
	set_text(j, "productCode", cut(a, item->code, CODE_MAX));
	if (*item->description)
		set_text(j, "description", cut(a, item->description, TEXT_MAX));
	return j;
}

/* Do the items make the amount, each as Paytrail takes it? */
static bool items_fit(const struct paytrail_create *c)
{
	int64_t sum = 0;
	for (size_t i = 0; i < c->n_items; i++) {
		int64_t unit = c->items[i].unit_minor, n = c->items[i].units;
		if (unit > AMOUNT_MAX || unit < -AMOUNT_MAX || n < 0 ||
			n > AMOUNT_MAX || !*c->items[i].code)
			return false;
		sum += unit * n;
	}
	return sum == c->amount_minor;
}

static bool create_fits(const struct paytrail_create *c)
{
	return c->amount_minor >= 1 && c->amount_minor <= AMOUNT_MAX &&
	       *c->stamp && chars(c->stamp) <= STAMP_MAX && *c->reference &&
	       chars(c->reference) <= STAMP_MAX && *c->email &&
	       chars(c->email) <= EMAIL_MAX && (!c->n_items || items_fit(c));
}

static json_t *customer_json(struct arena *a, const struct paytrail_create *c)
{
	json_t *j = json_object();
	set_text(j, "email", c->email);
	if (*c->first_name)
		set_text(j, "firstName", cut(a, c->first_name, NAME_MAX_CHARS));
	if (*c->last_name)
		set_text(j, "lastName", cut(a, c->last_name, NAME_MAX_CHARS));
	if (*c->phone)
		set_text(j, "phone", cut(a, c->phone, NAME_MAX_CHARS));
	return j;
}

/* json_text prints reals with all their digits: 25.5 is exact, 10.1 is not. */
static const char *text_of(struct arena *a, json_t *j)
{
	char *s = json_dumps(j, JSON_COMPACT | JSON_REAL_PRECISION(6));
	json_decref(j);
	const char *out = arena_strdup(a, s);
	free(s);
	return out;
}

const char *paytrail_create_body(
	struct arena *a, const struct paytrail_create *c)
{
	if (!create_fits(c))
		return NULL;
	json_t *j = json_object(), *items = json_array();
	set_text(j, "stamp", c->stamp);
	set_text(j, "reference", c->reference);
	set_int(j, "amount", c->amount_minor);
	set_text(j, "currency", "EUR");
	set_text(j, "language", c->language);
	for (size_t i = 0; i < c->n_items; i++)
		json_array_append_new(items, item_json(a, &c->items[i]));
	if (c->n_items)
		json_object_set(j, "items", items);
	json_decref(items);
	json_object_set_new(j, "customer", customer_json(a, c));
	json_object_set_new(j, "redirectUrls", urls(c->success, c->cancel));
	if (*c->notice)
		json_object_set_new(
			j, "callbackUrls", urls(c->notice, c->notice));
	if (*c->token)
		set_text(j, "token", c->token);
	return text_of(a, j);
}

const char *paytrail_refund_body(
	struct arena *a, const struct paytrail_refund *r)
{
	if (r->amount_minor < 1 || r->amount_minor > AMOUNT_MAX)
		return NULL;
	json_t *j = json_object();
	set_int(j, "amount", r->amount_minor);
	set_text(j, "refundStamp", r->stamp);
	set_text(j, "refundReference", r->reference);
	if (*r->email)
		set_text(j, "email", r->email);
	json_object_set_new(j, "callbackUrls", urls(r->notice, r->notice));
	return text_of(a, j);
}

static const char *member(struct arena *a, const json_t *j, const char *name)
{
	const char *s = json_string_value(json_object_get(j, name));
	return s ? arena_strdup(a, s) : "";
}

bool paytrail_read(
	struct arena *a, const char *body, size_t n, struct paytrail_said *out)
{
	*out = (struct paytrail_said){"", "", "", "", "", "", "", "", -1};
	json_t *j = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(j)) {
		json_decref(j);
		return false;
	}
	out->transaction = member(a, j, "transactionId");
	out->href = member(a, j, "href");
	if (!*out->href) /* of a payment that keeps its card */
		out->href = member(a, j, "redirectUrl");
	out->status = member(a, j, "status");
	out->stamp = member(a, j, "stamp");
	out->reference = member(a, j, "reference");
	out->currency = member(a, j, "currency");
	out->message = member(a, j, "message");
	out->step_up = member(a, j, "threeDSecureUrl");
	const json_t *amount = json_object_get(j, "amount");
	if (json_is_integer(amount))
		out->amount_minor = json_integer_value(amount);
	json_decref(j);
	return true;
}
