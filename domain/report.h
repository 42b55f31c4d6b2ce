#ifndef DOMAIN_REPORT_H
#define DOMAIN_REPORT_H

#include "lib/cx.h"
#include "lib/money.h"

/* Orders placed in [from_ms, to_ms) and not cancelled, VAT included. */
struct sales {
	int64_t orders;
	struct money total;
};
int report_sales(
	struct cx *cx, int64_t from_ms, int64_t to_ms, struct sales *out);

#endif
