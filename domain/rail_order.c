/* What goes with an order, and whom a mail may tell. */
#include "domain/rail_in.h"

#include <string.h>

#include "domain/catalogue.h"
#include "domain/setting.h"
#include "domain/subscriber.h"
#include "lib/db.h"
#include "lib/err.h"

int rail_ordered(struct cx *cx, int64_t order, int64_t **products, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT DISTINCT v.product FROM order_line l"
		" JOIN variant v ON v.id = l.variant"
		" WHERE l.orders = :order AND l.kind = 'goods'");
	db_bind_int(q, ":order", order);
	return db_ints(q, cx->arena, products, n);
}

/* May they be written to like that? */
static int may_tell(struct cx *cx, int64_t customer, struct profile *profile)
{
	struct subscriber s;
	struct subject who = {.customer = customer, .personal = true};
	if (!customer)
		return ERR_GONE;
	int rc = subscriber_of(cx, customer, &s);
	if (rc < 0 || strcmp(s.state, "active") != 0)
		return rc == OK ? ERR_GONE : rc;
	who.key = profile_key(cx, customer);
	rc = profile_allowed(cx, customer, &who.browsing, &who.history);
	if (rc == OK &&
		(!who.history || profile_held(cx, who.key,
					 setting_int(cx, "personal.holdout"))))
		return ERR_GONE;
	if (rc == OK)
		rc = profile_load(cx, &who, profile);
	return rc == OK && !profile->who.personal ? ERR_GONE : rc;
}

int rail_mail(struct cx *cx, int64_t order, int64_t customer, struct rail *out)
{
	struct profile profile = {0};
	struct rail_page page = {.profile = &profile};
	int64_t *products = NULL;
	*out = (struct rail){.code = RAIL_NEXT};
	int rc = may_tell(cx, customer, &profile);
	if (rc == ERR_GONE || rc == ERR_NOT_FOUND)
		return OK;
	if (rc == OK)
		rc = catalogue_version(cx, &page.version);
	if (rc == OK)
		rc = rail_ordered(cx, order, &products, &page.n_ordered);
	if (rc < 0)
		return rc;
	page.ordered = products;
	rc = rail_begin(cx, &page);
	return rc == OK ? rail_choose(cx, &page, RAIL_NEXT, out) : rc;
}
