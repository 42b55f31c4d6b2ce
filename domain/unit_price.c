#include "domain/unit_price.h"

#include <string.h>

#include "lib/tr.h"

const char *const unit_price_units[] = {"kg", "l", "m", "m2", "m3", "pc", NULL};

const char *unit_price_unit(const char *code)
{
	for (size_t i = 0; unit_price_units[i]; i++) {
		if (strcmp(unit_price_units[i], code) != 0)
			continue;
		if (strcmp(code, "m2") == 0)
			return "m\xc2\xb2";
		if (strcmp(code, "m3") == 0)
			return "m\xc2\xb3";
		/* piece, in short, after an amount: "2.50 / pc" */
		return strcmp(code, "pc") == 0 ? tr("pc") : unit_price_units[i];
	}
	return NULL;
}

bool unit_price(struct money price, int64_t deposit_minor,
	int64_t content_milli, struct money *out)
{
	struct money net = money(price.minor - deposit_minor);
	return content_milli > 0 && net.minor >= 0 &&
	       money_ratio(net, 1000, content_milli, out);
}
