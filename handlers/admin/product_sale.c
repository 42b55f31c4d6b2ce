/* The last day of a product's sale: one for all its variants. */
#include "handlers/admin/product_form.h"

#include "domain/price.h"
#include "lib/clock.h"

static const struct ask until_ask = {"sale_until", N_("Last day of the sale"),
	N_("The sale prices above hold until the end of this day. Empty: until "
	   "you end the sale."),
	ASK_DATE, 0, false, 0, NULL};

/* The end that all its sales have; 0: open, none, or not the same. */
static int64_t common_end(struct cx *cx, const struct product *p)
{
	int64_t end = -1;
	for (size_t i = 0; i < p->n_variants; i++) {
		struct money regular, sale = money(-1);
		int64_t to;
		price_both(cx, p->variants[i].id, &regular, &sale);
		if (sale.minor < 0)
			continue;
		if (price_sale_until(cx, p->variants[i].id, &to) < 0 ||
			(end >= 0 && to != end))
			return 0;
		end = to;
	}
	return end < 0 ? 0 : end;
}

static bool any_on_sale(const struct product_in *in)
{
	for (size_t i = 0; i < in->n_variants; i++)
		if (in->variants[i].on_sale && !in->variants[i].drop)
			return true;
	return false;
}

void product_sale_read(
	struct fields *f, const struct product *was, struct product_in *in)
{
	int64_t end;
	/* a page without the field says nothing of it */
	if (!req_form_param(f->r, until_ask.name))
		return;
	if (ask_date(f, &until_ask, "", &end) && end <= f->r->cx.now &&
		any_on_sale(in))
		field_error(f, until_ask.name,
			tr("The last day of the sale has passed."));
	in->sale_to_ms = end;
	in->sale_to_new = end != common_end(&f->r->cx, was);
}

void product_sale_show(
	struct tpl *t, struct fields *f, const struct product *was)
{
	int64_t end = common_end(&f->r->cx, was);
	ask_show(t, "SALE_UNTIL", f, &until_ask, "",
		end ? clock_format(f->r->cx.arena, "en", CLOCK_DAY_ISO, end - 1)
		    : "");
}
