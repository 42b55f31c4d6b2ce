/* How long the shop keeps what: made of the periods that hold, so that the
 * page and the program cannot part. */
#include "handlers/handlers.h"
#include "handlers/shop.h"

#include <string.h>

#include "domain/person.h"
#include "domain/text_page.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *span(struct arena *a, const struct person_period *p)
{
	unsigned long n = (unsigned long)p->n;
	if (strcmp(p->unit, "days") == 0)
		return arena_printf(a, tr_n("%lu day", "%lu days", p->n), n);
	if (strcmp(p->unit, "months") == 0)
		return arena_printf(
			a, tr_n("%lu month", "%lu months", p->n), n);
	return arena_printf(a, tr_n("%lu year", "%lu years", p->n), n);
}

/* GET /privacy/data */
int privacy_data_show(struct req *r)
{
	struct person_period *list = NULL;
	size_t n = 0;
	int rc = person_periods(&r->cx, &list, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = tpl_new(&r->cx, "shop/privacy_data.tpl");
	tpl_text(t, "P", r->lang_prefix);
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(t, "PERIOD");
		tpl_text(s, "WHAT", tr(list[i].what));
		tpl_text(s, "WHY", tr(list[i].why));
		tpl_text(s, "SPAN", span(r->cx.arena, &list[i]));
	}
	struct page p = {
		.title = tr("How long we keep what"),
		.description = "",
	};
	return page_send(r, &p, t, 200);
}
