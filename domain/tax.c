/* Whose VAT, at which rate. */
#include "domain/tax.h"

#include <string.h>

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
	if (rc == ERR_NOT_FOUND && strcmp(tax_class, "outside") == 0) {
		*rate_bp = RATE_OUTSIDE;
		return OK;
	}
	return rc;
}

/* A business elsewhere in the EU: its number is of another member state and
 * the owner has checked it. */
static int is_reverse(struct cx *cx, const struct buyer *buyer,
	const char *home, bool *reverse)
{
	*reverse = false;
	if (!*buyer->vat_id || !*buyer->email_norm)
		return OK;
	const char *prefix = arena_strndup(cx->arena, buyer->vat_id, 2);
	if (!country_in_eu_vat(prefix) ||
		strcmp(vat_country(prefix), home) == 0)
		return OK;
	return vat_id_is_valid(cx, buyer, reverse);
}

int tax_rule_of(struct cx *cx, const struct buyer *buyer, struct tax_rule *out)
{
	const char *shop = setting_get(cx, "shop.country");
	const char *home = vat_country(shop);
	const char *to = *buyer->country ? buyer->country : shop;
	*out = (struct tax_rule){"home", shop};
	if (!place_in_eu_vat(shop, setting_get(cx, "shop.postal")))
		return OK; /* its VAT is not the EU's */
	if (!place_in_eu_vat(to, buyer->postal)) {
		out->reason = "export";
		return OK;
	}
	to = strcmp(to, "GB") == 0 ? "XI" : vat_country(to);
	if (strcmp(to, home) == 0)
		return OK;
	bool reverse;
	int rc = is_reverse(cx, buyer, home, &reverse);
	if (rc < 0)
		return rc;
	if (reverse)
		out->reason = "reverse";
	else if (setting_bool(cx, "tax.oss"))
		*out = (struct tax_rule){"oss", to};
	return OK;
}
