#include "domain/quote.h"

#include <string.h>

#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

int tax_rate_on(struct cx *cx, const char *tax_class, const char *country,
	int64_t day, int64_t *rate_bp)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(rate_bp, -1) FROM tax_rate"
		" WHERE tax_class = :class AND country = :country"
		" AND from_day <= :day ORDER BY from_day DESC LIMIT 1");
	db_bind_text(q, ":class", tax_class);
	db_bind_text(q, ":country", country);
	db_bind_int(q, ":day", day);
	int rc = db_one(q);
	if (rc == OK)
		*rate_bp = db_next_int(q);
	db_done(q);
	return rc;
}

static struct quote_tax *tax_row(struct quote *q, int64_t rate_bp)
{
	for (size_t i = 0; i < q->n_tax; i++)
		if (q->tax[i].rate_bp == rate_bp)
			return &q->tax[i];
	if (q->n_tax == QUOTE_RATES_MAX)
		return NULL;
	q->tax[q->n_tax].rate_bp = rate_bp;
	return &q->tax[q->n_tax++];
}

static int add_goods(struct cx *cx, const struct cart *cart,
	const char *country, struct quote *out)
{
	int64_t day = clock_day(cx->now);
	for (size_t i = 0; i < cart->n; i++) {
		const struct cart_line *l = &cart->lines[i];
		int64_t rate = 0;
		if (l->gone)
			continue;
		int rc = tax_rate_on(cx, l->tax_class, country, day, &rate);
		if (rc < 0)
			return rc;
		struct quote_tax *t = tax_row(out, rate);
		if (!t || !money_add(t->gross, l->sum, &t->gross))
			return ERR_INVALID;
	}
	return OK;
}

/* Delivery follows the goods: split over their rates by gross. */
static void add_delivery(struct quote *q)
{
	int64_t weight[QUOTE_RATES_MAX];
	struct money part[QUOTE_RATES_MAX];
	for (size_t i = 0; i < q->n_tax; i++)
		weight[i] = q->tax[i].gross.minor;
	money_split(q->delivery, weight, q->n_tax, part);
	for (size_t i = 0; i < q->n_tax; i++) {
		struct quote_tax *t = &q->tax[i];
		t->delivery = part[i];
		t->gross.minor += part[i].minor;
		if (t->rate_bp != RATE_OUTSIDE)
			t->vat = money_vat(t->gross, t->rate_bp);
	}
}

int quote_make(struct cx *cx, const struct cart *cart, const char *delivery,
	const char *country, struct quote *out)
{
	*out = (struct quote){.goods = cart->goods};
	int rc = add_goods(cx, cart, country, out);
	if (rc < 0)
		return rc;

	out->free_limit = money(setting_int(cx, "delivery.free_from"));
	bool is_free = out->free_limit.minor > 0 &&
		       out->goods.minor >= out->free_limit.minor;
	if (out->free_limit.minor > 0 && !is_free)
		out->to_free = money(out->free_limit.minor - out->goods.minor);
	if (strcmp(delivery, "pickup") != 0 && !is_free && out->n_tax)
		out->delivery = money(setting_int(cx, "delivery.price"));
	if (out->n_tax)
		add_delivery(out);
	return money_add(out->goods, out->delivery, &out->total) ? OK
								 : ERR_INVALID;
}
