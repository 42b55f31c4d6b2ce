/* What customers look for. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/search_log.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *lang_name(const char *locale)
{
	int i = tr_lang_index(locale);
	return i < 0 ? locale : tr_langs[i].name;
}

static void row_show(
	struct tpl *list, struct req *r, const struct search_row *row)
{
	struct tpl *t = tpl_section(list, "ROW");
	int lang = tr_lang_index(row->locale);
	const char *prefix = strcmp(row->locale, r->cx.root) == 0 || lang < 0
				     ? ""
				     : arena_printf(
					       r->cx.arena, "/%s", row->locale);
	tpl_text(t, "P", prefix);
	tpl_text(t, "QUERY", row->query);
	tpl_text(t, "LOCALE", row->locale);
	tpl_text(t, "LANGUAGE", lang_name(row->locale));
	tpl_int(t, "TIMES", row->times);
	tpl_int(t, "RESULTS", row->results);
	tpl_textf(t, "DAY", "%02d.%02d.", (int)(row->day % 100),
		(int)(row->day / 100 % 100));
	tpl_show_if(t, "MISSED", row->results == 0);
}

/* GET /admin/searches?show=all */
int admin_searches(struct req *r)
{
	const char *show = req_query_param(r, "show");
	bool all = show && strcmp(show, "all") == 0;
	struct admin_slice slice = {.offset = admin_offset(r)};
	struct search_row *rows;
	int rc = search_log_list(&r->cx, !all, slice.offset, ADMIN_PAGE, &rows,
		&slice.n, &slice.total);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/searches.tpl");
	tpl_show(t, all ? "AT_ALL" : "AT_MISSED");
	if (slice.n) {
		struct tpl *list = tpl_section(t, "LIST");
		for (size_t i = 0; i < slice.n; i++)
			row_show(list, r, &rows[i]);
		admin_pager(list, r,
			all ? "/admin/searches?show=all" : "/admin/searches",
			&slice);
	} else {
		tpl_show(tpl_section(t, "EMPTY"),
			all ? "NO_SEARCHES" : "NO_MISSES");
	}
	struct admin_page page = {.title = tr("Searches"), .nav = "searches"};
	return admin_send(r, &page, t, 200);
}
