/* Whose VAT, at which rate. */
#include "domain/tax.h"

#include "domain/setting.h"
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

int tax_rule_of(struct cx *cx, const struct buyer *buyer, struct tax_rule *out)
{
	(void)buyer;
	*out = (struct tax_rule){"home", setting_get(cx, "shop.country")};
	return OK;
}
