#include "domain/kept.h"

#include "domain/setting.h"
#include "lib/db.h"

void *kept_find(const struct kept *k, const struct cx *cx)
{
	bool same = k->table && k->version == setting_version() &&
		    k->serial == db_serial(cx->db);
	return same ? k->table : NULL;
}

struct arena *kept_arena(struct kept *k, struct cx *cx)
{
	if (setting_version() < 0)
		return cx->arena;
	if (!k->arena)
		k->arena = arena_new();
	arena_clear(k->arena);
	k->table = NULL;
	return k->arena;
}

void kept_put(struct kept *k, const struct cx *cx, void *table)
{
	if (setting_version() < 0)
		return;
	k->version = setting_version();
	k->serial = db_serial(cx->db);
	k->table = table;
}
