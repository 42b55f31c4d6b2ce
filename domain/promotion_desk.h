#ifndef DOMAIN_PROMOTION_DESK_H
#define DOMAIN_PROMOTION_DESK_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/money.h"
#include "lib/tr.h"

/* Promotions and their codes on the owner's desk. */

/* "product/12", "category/3", "brand/4": what a promotion is for. */
struct promotion_target {
	const char *code, *kind, *name; /* name in cx->locale */
	int64_t id;
};

enum { PROMOTION_TARGETS_MAX = 100, PROMOTION_CODES_MAX = 5000 };

struct promotion_edit {
	int64_t id, rev, archived_ms;
	const char *name, *kind;
	int64_t percent_bp, amount_minor, buy_qty, get_qty, min_minor, min_qty;
	bool sale_too, by_code, stacks, active;
	int64_t group, segment; /* 0: everybody */
	int64_t position, from_ms, to_ms, limit_all, limit_each;
	const char *labels[TR_LANGS]; /* in the order of tr_langs */
	struct promotion_target *targets;
	size_t n_targets;
	int64_t used;      /* uses that were not given back */
	struct money cost; /* what they took off */
};

/* show: "running" "coming" "stopped" "over" "archived", "" all but those.
 * The rows have no labels and targets. */
struct promotion_view {
	const char *show;
	int64_t offset, limit;
};
int promotion_list(struct cx *cx, const struct promotion_view *view,
	struct promotion_edit **out, size_t *n, int64_t *total);
/* "running", "coming", "stopped", "over", "archived": now. */
const char *promotion_state(
	const struct cx *cx, const struct promotion_edit *p);
int promotion_get(struct cx *cx, int64_t id, struct promotion_edit *out);
/* id 0 makes a new one and sets it.  Audited.  ERR_CONFLICT: another
 * revision, archived, or fewer allowed in all than are used. */
int promotion_save(struct cx *cx, struct promotion_edit *p);
/* "pause" "resume" "archive" "restore"; what it is already is OK. */
int promotion_set(struct cx *cx, int64_t id, const char *act);

/* Products, categories and brands whose name, SKU or GTIN holds the words. */
int promotion_targets_find(struct cx *cx, const char *words,
	struct promotion_target **out, size_t *n);
/* By code, with its name.  ERR_NOT_FOUND. */
int promotion_target_get(
	struct cx *cx, const char *code, struct promotion_target *out);

struct coupon_row {
	int64_t id, limit_all, used, archived_ms, created_ms;
	const char *code;
};
/* The newest first.  limit 0: all that can still be used, for the file. */
int coupon_list(struct cx *cx, int64_t promotion, int64_t limit,
	struct coupon_row **out, size_t *n, int64_t *total);
/* ERR_INVALID: no letters or digits in it.  ERR_CONFLICT: it is there, perhaps
 * in another promotion. */
int coupon_add(
	struct cx *cx, int64_t promotion, const char *code, int64_t limit_all);
/* n codes of 60 random bits each, "SPRING-7K2M-9QXD-41TF", each for one use.
 */
int coupon_generate(
	struct cx *cx, int64_t promotion, const char *prefix, int64_t n);
int coupon_set_archived(
	struct cx *cx, int64_t promotion, int64_t coupon, bool archived);

struct promotion_use_row {
	int64_t number, at_ms, released_ms;
	const char *code;
	struct money amount;
};
/* The newest first, at most 50. */
int promotion_uses(struct cx *cx, int64_t promotion,
	struct promotion_use_row **out, size_t *n);

/* Groups that are not archived: for choosing. */
struct customer_group {
	int64_t id;
	const char *name;
};
/* The group of the account with that address.  ERR_NOT_FOUND: no account. */
int customer_group_get(struct cx *cx, const char *email_norm, int64_t *group);
/* group 0: none.  ERR_CONFLICT: there is no account, or no such group. */
int customer_group_set(struct cx *cx, const char *email_norm, int64_t group);
int customer_groups(struct cx *cx, struct customer_group **out, size_t *n);

#endif
