#include "handlers/admin/chips.h"

#include <string.h>

#include "lib/err.h"
#include "lib/tr.h"

const char *admin_chip(const struct req *r, const struct admin_chip *chips)
{
	const char *show = req_query_param(r, "show");
	for (const struct admin_chip *c = chips; show && c->show; c++)
		if (strcmp(c->show, show) == 0)
			return c->show;
	return chips[0].show;
}

const char *admin_chip_filter(const char *show)
{
	return strcmp(show, "all") == 0 ? "" : show;
}

int admin_chips_show(struct tpl *t, struct req *r, const char *path,
	const struct admin_chip *chips, const char *show,
	int (*count)(struct req *r, const char *filter, int64_t *n))
{
	for (const struct admin_chip *c = chips; c->show; c++) {
		int64_t n = 0;
		int rc = count(r, admin_chip_filter(c->show), &n);
		if (rc < 0)
			return rc;
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "HREF",
			*c->show ? arena_printf(r->cx.arena, "%s?show=%s", path,
					   c->show)
				 : path);
		tpl_text(s, "NAME", tr(c->name));
		tpl_int(s, "COUNT", n);
		tpl_show_if(s, "ON", strcmp(c->show, show) == 0);
	}
	return OK;
}
