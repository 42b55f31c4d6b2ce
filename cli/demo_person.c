/* The accounts of the demo's made-up customers, and what the prepared ones
 * did and said. */
#include <string.h>

#include "cli/demo.h"
#include "domain/account.h"
#include "domain/consent.h"
#include "domain/origin.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "lib/err.h"

static int64_t number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

/* The login page finds them by this. */
static const char *key_of(struct cx *cx, const json_t *who)
{
	return arena_printf(cx->arena, "person/%s", demo_str(who, "key"));
}

static int account_make(struct cx *cx, const struct demo *d, const json_t *who)
{
	int64_t id;
	cx->now = d->today_ms - number(who, "since") * MS_DAY + 9 * MS_HOUR;
	int rc = account_add(cx, demo_str(who, "email"), demo_str(who, "name"),
		demo_str(who, "locale"), &id);
	if (rc == OK && *demo_str(who, "key"))
		rc = origin_keep(
			cx, "demo", key_of(cx, who), "customer", id, "");
	return rc;
}

int demo_people_accounts(struct demo *d)
{
	struct cx cx = *d->cx;
	size_t i;
	json_t *who;
	json_array_foreach(d->people, i, who)
	{
		int rc = account_make(&cx, d, who);
		if (rc < 0) {
			cli_fail("demo", "%s has no account: %d",
				demo_str(who, "email"), rc);
			return rc;
		}
	}
	return OK;
}
