/* The rows of the model that serves, as this process keeps them. */
#include <stdlib.h>
#include <string.h>

#include "domain/recommend_in.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/keep.h"

enum { NEAR_MAX = 200, TOP_MAX = 200, KEY_MAX = 48 };

/* How much the neighbours count that a product has for want of better. */
static const float WEAKER = 0.1f;

/* Products by the order in which they were met: 12 to 20 bytes each. */
static struct {
	int64_t *product;
	uint32_t n, cap;
	uint32_t *bucket; /* slot + 1; 0: free */
	uint32_t mask;
} slots;

static uint32_t bucket_of(int64_t product)
{
	uint64_t h = (uint64_t)product * UINT64_C(0x9E3779B97F4A7C15);
	uint32_t at = (uint32_t)(h >> 32) & slots.mask;
	while (slots.bucket[at] &&
		slots.product[slots.bucket[at] - 1] != product)
		at = (at + 1) & slots.mask;
	return at;
}

/* At most half full. */
static void slots_grow(void)
{
	slots.cap = slots.cap ? slots.cap * 2 : 1024;
	slots.product = keep_grow(
		slots.product, sizeof(*slots.product) * slots.cap);
	keep_free(slots.bucket);
	slots.mask = slots.cap * 2 - 1;
	slots.bucket = keep_alloc(sizeof(*slots.bucket) * (slots.mask + 1));
	memset(slots.bucket, 0, sizeof(*slots.bucket) * (slots.mask + 1));
	for (uint32_t i = 0; i < slots.n; i++)
		slots.bucket[bucket_of(slots.product[i])] = i + 1;
}

uint32_t recommend_slot(int64_t product)
{
	if (slots.n == slots.cap)
		slots_grow();
	uint32_t at = bucket_of(product);
	if (!slots.bucket[at]) {
		slots.product[slots.n] = product;
		slots.bucket[at] = ++slots.n;
	}
	return slots.bucket[at] - 1;
}

int64_t recommend_product(uint32_t slot)
{
	return slots.product[slot];
}

uint32_t recommend_slots(void)
{
	return slots.n;
}

static uint32_t reads;

uint32_t recommend_reads(void)
{
	return reads;
}

int recommend_model(struct cx *cx, int64_t *model)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT id FROM model WHERE state = 'serving'");
	*model = 0;
	int rc = db_one(q);
	if (rc == OK)
		*model = db_next_int(q);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

/* Of all databases that this process has had, the model's own. */
static int64_t version_of(const struct cx *cx, int64_t model)
{
	return db_serial(cx->db) * INT64_C(1000000000000) + model;
}

/* "near/c12": asked for sixty times a page, so not by a format. */
static const char *key_of(char *out, char kind, int64_t product)
{
	char *p = out + KEY_MAX;
	uint64_t left = (uint64_t)product;
	*--p = '\0';
	do {
		*--p = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	*--p = kind;
	memcpy(p -= 5, "near/", 5);
	return p;
}

/* "12 250000 7 -1000": as many as fit; their count. */
static size_t row_parse(const char *text, float scale, struct near *out)
{
	size_t n = 0;
	while (n < NEAR_MAX) {
		char *end;
		long long product = strtoll(text, &end, 10);
		if (end == text)
			break;
		text = end;
		long long weight = strtoll(text, &end, 10);
		if (end == text)
			break;
		text = end;
		out[n].slot = recommend_slot(product);
		out[n++].weight = scale * (float)weight / 1e6f;
	}
	return n;
}

static const char *const kind_names[] = {
	[RECOMMEND_CART] = "cart",
	[RECOMMEND_NEW] = "new",
	[RECOMMEND_SIMILAR] = "similar",
};

static int row_read(struct cx *cx, int64_t model, enum recommend_kind kind,
	int64_t product, float scale, struct near *out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT near FROM neighbour WHERE model = :model"
		" AND kind = :kind AND product = :product");
	db_bind_int(q, ":model", model);
	db_bind_text(q, ":kind", kind_names[kind]);
	db_bind_int(q, ":product", product);
	*n = 0;
	int rc = db_one(q);
	if (rc == OK)
		*n = row_parse(db_next_text(q, cx->arena), scale, out);
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int recommend_row(struct cx *cx, int64_t model, enum recommend_kind kind,
	int64_t product, const struct near **out, size_t *n)
{
	static const char letters[] = "cns";
	char room[KEY_MAX];
	const char *key = key_of(room, letters[kind], product);
	int64_t version = version_of(cx, model);
	size_t bytes;
	const char *kept = frag_find(key, version, cx->now, &bytes);
	if (!kept) {
		struct near row[NEAR_MAX];
		size_t found = 0;
		float scale = 1;
		int rc = OK;
		for (int k = kind; rc == OK && !found && k <= RECOMMEND_SIMILAR;
			k++, scale *= WEAKER)
			rc = row_read(cx, model, (enum recommend_kind)k,
				product, scale, row, &found);
		if (rc < 0)
			return rc;
		reads++;
		frag_keep(key, version, INT64_MAX, (const char *)row,
			sizeof(*row) * found);
		kept = frag_find(key, version, cx->now, &bytes);
	}
	*out = (const struct near *)(const void *)kept;
	*n = kept ? bytes / sizeof(struct near) : 0;
	return OK;
}

static int top_read(struct cx *cx, int64_t model, struct near *row, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT product, popular FROM product_trend"
		" WHERE model = :model AND popular > 0"
		" ORDER BY popular DESC, product LIMIT :most");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":most", TOP_MAX);
	int rc;
	*n = 0;
	while ((rc = db_step(q)) == 1) {
		row[*n].slot = recommend_slot(db_next_int(q));
		row[(*n)++].weight = (float)db_next_int(q) / 1000.0f;
	}
	db_done(q);
	return rc;
}

int recommend_top_row(
	struct cx *cx, int64_t model, const struct near **out, size_t *n)
{
	int64_t version = version_of(cx, model);
	size_t bytes;
	const char *kept = frag_find("near/top", version, cx->now, &bytes);
	if (!kept) {
		struct near row[TOP_MAX];
		size_t found;
		int rc = top_read(cx, model, row, &found);
		if (rc < 0)
			return rc;
		frag_keep("near/top", version, INT64_MAX, (const char *)row,
			sizeof(*row) * found);
		kept = frag_find("near/top", version, cx->now, &bytes);
	}
	*out = (const struct near *)(const void *)kept;
	*n = kept ? bytes / sizeof(struct near) : 0;
	return OK;
}

static int trend_read(
	struct cx *cx, int64_t model, int64_t product, struct trend *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT popular, repeat_days, repeats FROM product_trend"
		" WHERE model = :model AND product = :product");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":product", product);
	*out = (struct trend){0};
	int rc = db_one(q);
	if (rc == OK) {
		out->popular = db_next_int(q);
		out->repeat_days = db_next_int(q);
		out->repeats = db_next_int(q);
	}
	db_done(q);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int recommend_trend(
	struct cx *cx, int64_t model, int64_t product, struct trend *out)
{
	char room[KEY_MAX];
	const char *key = key_of(room, 't', product);
	int64_t version = version_of(cx, model);
	size_t bytes;
	const char *kept = frag_find(key, version, cx->now, &bytes);
	if (kept) {
		memcpy(out, kept, sizeof(*out));
		return OK;
	}
	int rc = trend_read(cx, model, product, out);
	if (rc == OK)
		frag_keep(key, version, INT64_MAX, (const char *)out,
			sizeof(*out));
	return rc;
}
