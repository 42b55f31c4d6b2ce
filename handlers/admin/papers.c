/* An order's documents, and papers for packing. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/papers.h"
#include "lib/err.h"
#include "lib/tr.h"

static int order_asked(struct req *r, struct order *o)
{
	return order_by_number(&r->cx, admin_path_int(r, "number"), o);
}

/* GET /admin/orders/:number/documents */
int admin_documents(struct req *r)
{
	struct order o;
	size_t n = 0;
	int rc = order_asked(r, &o);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/documents.tpl");
	const char *number = arena_printf(
		r->cx.arena, "%lld", (long long)o.number);
	tpl_global(t, "NUMBER", number);
	rc = papers_show(r, t, o.id, &n);
	if (rc < 0)
		return rc;
	tpl_show_if(t, "NONE", n == 0);
	struct admin_page page = {
		.title = arena_printf(
			r->cx.arena, tr("Documents of order %s"), number),
		.nav = "orders",
		.back = arena_printf(r->cx.arena, "/admin/orders/%s", number),
		.back_text = arena_printf(r->cx.arena, tr("Order %s"), number),
	};
	return admin_send(r, &page, t, 200);
}

/* GET /admin/orders/:number/documents/:file */
int admin_document(struct req *r)
{
	struct order o;
	int rc = order_asked(r, &o);
	return rc == OK
		       ? paper_send_document(r, o.id, req_path_param(r, "file"))
		       : rc;
}

static const struct {
	const char *name;
	enum paper_kind kind;
} kinds[] = {
	{"packing-slips.pdf", PAPER_SLIP},
	{"gift-receipts.pdf", PAPER_GIFT_RECEIPT},
	{"pick-list.pdf", PAPER_PICK_LIST},
};

/* Ids of "10428,10427"; numbers that are not there are left out. */
static int orders_of(struct req *r, const char *list, int64_t *ids, size_t *n)
{
	*n = 0;
	while (list && *list && *n < PAPER_ORDERS_MAX) {
		char *end;
		struct order o;
		int64_t number = strtoll(list, &end, 10);
		if (end == list)
			break;
		int rc = order_by_number(&r->cx, number, &o);
		if (rc == OK)
			ids[(*n)++] = o.id;
		else if (rc != ERR_NOT_FOUND)
			return rc;
		list = *end == ',' ? end + 1 : end;
		if (*end && *end != ',')
			break;
	}
	return OK;
}

/* GET /admin/papers/:file?orders=10428,10427 */
int admin_papers(struct req *r)
{
	int64_t ids[PAPER_ORDERS_MAX];
	size_t n = 0, k = 0;
	const char *file = req_path_param(r, "file");
	while (k < sizeof(kinds) / sizeof(*kinds) &&
		strcmp(kinds[k].name, file) != 0)
		k++;
	if (k == sizeof(kinds) / sizeof(*kinds))
		return ERR_NOT_FOUND;
	int rc = orders_of(r, req_query_param(r, "orders"), ids, &n);
	return rc == OK ? paper_send_orders(
				  r, kinds[k].kind, ids, n, kinds[k].name)
			: rc;
}
