#include "domain/price.h"

#include "domain/price_rows.h"
#include "lib/clock.h"
#include "lib/err.h"

enum { PRIOR_DAYS = 30 };

static int history(struct cx *cx, int64_t variant,
	const struct price_rows *rows, struct price_spans *out)
{
	struct price_offer offer;
	int rc = price_log_load(cx, variant, out);
	if (rc == OK)
		rc = price_offer_find(cx, variant, &offer);
	if (rc == OK)
		price_extend(cx, rows, &offer, out);
	return rc;
}

/* Lowest of the 30 days before the last span's amount began to be asked. */
static int64_t lowest_before(const struct price_spans *s)
{
	size_t first = s->n - 1;
	while (first > 0 && s->at[first - 1].amount == s->at[first].amount)
		first--;
	int64_t open = s->at[first].from_ms - PRIOR_DAYS * MS_DAY;
	int64_t low = NO_PRICE;
	for (size_t i = first; i-- > 0;) {
		int64_t amount = s->at[i].amount;
		if (amount >= 0 && (low < 0 || amount < low))
			low = amount;
		if (s->at[i].from_ms <= open)
			break; /* in force when the 30 days opened */
	}
	return low;
}

int price_now(struct cx *cx, int64_t variant, struct price_now *out)
{
	struct price_rows rows;
	*out = (struct price_now){.amount = {NO_PRICE}};
	int rc = price_rows_load(cx, variant, &rows);
	if (rc < 0)
		return rc;
	int64_t amount = price_asked_at(&rows, cx->now);
	out->amount.minor = amount;
	if (amount < 0)
		return ERR_NOT_FOUND;
	if (amount == price_in_force(&rows, false, cx->now))
		return OK;

	struct price_spans spans;
	rc = history(cx, variant, &rows, &spans);
	if (rc < 0)
		return rc;
	if (!spans.n || spans.at[spans.n - 1].amount != amount)
		return OK;
	int64_t low = lowest_before(&spans);
	if (low > amount) {
		out->reduced = true;
		out->prior = money(low);
		out->percent_off = money_percent_off(out->prior, out->amount);
	}
	return OK;
}

int price_until(struct cx *cx, int64_t variant, int64_t *until)
{
	struct price_rows rows;
	struct price_offer offer;
	int rc = price_rows_load(cx, variant, &rows);
	if (rc == OK)
		rc = price_offer_find(cx, variant, &offer);
	if (rc == OK)
		*until = price_next_edge(&rows, &offer, cx->now);
	return rc;
}

int price_at(
	struct cx *cx, int64_t variant, int64_t at_ms, struct price_now *out)
{
	struct cx then = *cx;
	then.now = at_ms;
	return price_now(&then, variant, out);
}

int price_both(struct cx *cx, int64_t variant, struct money *regular,
	struct money *sale)
{
	struct price_rows rows;
	int rc = price_rows_load(cx, variant, &rows);
	if (rc < 0)
		return rc;
	*regular = money(price_in_force(&rows, false, cx->now));
	*sale = money(price_in_force(&rows, true, cx->now));
	return regular->minor < 0 ? ERR_NOT_FOUND : OK;
}

int price_sale_until(struct cx *cx, int64_t variant, int64_t *to_ms)
{
	struct price_rows rows;
	*to_ms = 0;
	int rc = price_rows_load(cx, variant, &rows);
	if (rc < 0)
		return rc;
	int64_t low = price_in_force(&rows, true, cx->now);
	for (size_t i = 0; i < rows.n; i++) {
		const struct price_row *p = &rows.at[i];
		if (p->sale && p->amount == low && p->from_ms <= cx->now &&
			p->to_ms > cx->now && p->to_ms != INT64_MAX &&
			p->to_ms > *to_ms)
			*to_ms = p->to_ms;
	}
	return OK;
}
