/* The rows of the model that serves, as this process keeps them. */
#include <stdlib.h>
#include <string.h>

#include "domain/recommend_in.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/keep.h"

enum { NEAR_MAX = 200, TOP_MAX = 200, KEPT_MAX = 6 * 1024 * 1024 };

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

/*
 * What was read of the model, by slot and kind, until another serves.  Rows of
 * a model belong to nobody, and are worth more than a fragment's care: a page
 * asks for a hundred.  Beyond KEPT_MAX bytes all of them go, and come again.
 */
enum { TREND = RECOMMEND_SIMILAR + 1, KINDS };

struct kept {
	struct near *near; /* or a struct trend; NULL: not read */
	uint32_t n;
};

static struct {
	struct kept (*row)[KINDS];
	uint32_t n;
	struct kept top;
	size_t bytes;
	int64_t serial, model; /* of which database */
} store;

static uint32_t reads;

uint32_t recommend_reads(void)
{
	return reads;
}

static void store_drop(void)
{
	for (uint32_t i = 0; i < store.n; i++)
		for (int k = 0; k < KINDS; k++) {
			keep_free(store.row[i][k].near);
			store.row[i][k] = (struct kept){0};
		}
	keep_free(store.top.near);
	store.top = (struct kept){0};
	store.bytes = 0;
	reads++;
}

/* Where this is kept; empty when it has to be read. */
static struct kept *store_at(
	const struct cx *cx, int64_t model, int kind, int64_t product)
{
	uint32_t slot = recommend_slot(product);
	int64_t serial = db_serial(cx->db);
	if (serial != store.serial || model != store.model)
		store_drop();
	store.serial = serial;
	store.model = model;
	if (slot >= store.n) {
		uint32_t n = slot + slot / 2 + 64;
		store.row = keep_grow(store.row, sizeof(*store.row) * n);
		memset(store.row + store.n, 0,
			sizeof(*store.row) * (n - store.n));
		store.n = n;
	}
	return &store.row[slot][kind];
}

/* Not empty, even of nothing: it need not be read again. */
static void store_keep(struct kept *at, const void *p, uint32_t n, size_t size)
{
	enum { ROOM = 16 }; /* of the allocator */
	if (store.bytes > KEPT_MAX)
		store_drop();
	at->near = keep_alloc(n * size + 1);
	memcpy(at->near, p, n * size);
	at->n = n;
	store.bytes += n * size + ROOM;
	reads++;
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
	struct kept *at = store_at(cx, model, kind, product);
	if (!at->near) {
		struct near row[NEAR_MAX];
		size_t found = 0;
		float scale = 1;
		int rc = OK;
		for (int k = kind; rc == OK && !found && k <= RECOMMEND_SIMILAR;
			k++) {
			rc = row_read(cx, model, (enum recommend_kind)k,
				product, scale, row, &found);
			scale *= WEAKER;
		}
		if (rc < 0)
			return rc;
		store_keep(at, row, (uint32_t)found, sizeof(*row));
	}
	*out = at->near;
	*n = at->n;
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
	store_at(cx, model, TREND, 0); /* another model's go */
	if (!store.top.near) {
		struct near row[TOP_MAX];
		size_t found;
		int rc = top_read(cx, model, row, &found);
		if (rc < 0)
			return rc;
		store_keep(&store.top, row, (uint32_t)found, sizeof(*row));
	}
	*out = store.top.near;
	*n = store.top.n;
	return OK;
}

static int trend_read(
	struct cx *cx, int64_t model, int64_t product, struct trend *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT popular, steady, repeat_days, repeats, again_bp"
		" FROM product_trend"
		" WHERE model = :model AND product = :product");
	db_bind_int(q, ":model", model);
	db_bind_int(q, ":product", product);
	*out = (struct trend){0};
	int rc = db_one(q);
	if (rc == OK) {
		out->popular = db_next_int(q);
		out->steady = db_next_int(q);
		out->repeat_days = db_next_int(q);
		out->repeats = db_next_int(q);
		out->again_bp = db_next_int(q);
	}
	db_done(q);
	out->pull = recommend_pull(out);
	return rc == ERR_NOT_FOUND ? OK : rc;
}

int recommend_trend(
	struct cx *cx, int64_t model, int64_t product, struct trend *out)
{
	struct kept *at = store_at(cx, model, TREND, product);
	if (at->near) {
		memcpy(out, at->near, sizeof(*out));
		return OK;
	}
	int rc = trend_read(cx, model, product, out);
	if (rc == OK)
		store_keep(at, out, 1, sizeof(*out));
	return rc;
}
