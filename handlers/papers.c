/* Invoices and other papers, as PDF. */
#include "handlers/papers.h"

#include <string.h>

#include "handlers/shop.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

static int send(struct req *r, int rc, const char *name)
{
	if (rc < 0) {
		resp_clear(r);
		return rc;
	}
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena, "attachment; filename=\"%s\"", name));
	r->status = 200;
	r->content_type = "application/pdf";
	return OK;
}

static int document_send(struct req *r, const struct document *d)
{
	return send(
		r, paper_document(&r->cx, d, r->out), paper_name(&r->cx, d));
}

int paper_send_document(struct req *r, int64_t order, const char *file)
{
	size_t n = file ? strlen(file) : 0;
	struct document d;
	if (n < 5 || strcmp(file + n - 4, ".pdf") != 0)
		return ERR_NOT_FOUND;
	int rc = document_by_label(
		&r->cx, arena_strndup(r->cx.arena, file, n - 4), &d);
	if (rc == OK && d.order != order)
		rc = ERR_NOT_FOUND;
	return rc == OK ? document_send(r, &d) : rc;
}

int paper_send_invoice(struct req *r, int64_t order)
{
	struct document *list;
	size_t n;
	int rc = document_list(&r->cx, order, &list, &n);
	for (size_t i = 0; rc == OK && i < n; i++)
		if (!strcmp(list[i].kind, "invoice"))
			return document_send(r, &list[i]);
	return rc < 0 ? rc : ERR_NOT_FOUND;
}

int paper_send_orders(struct req *r, enum paper_kind kind,
	const int64_t *orders, size_t n, const char *name)
{
	return send(r, paper_orders(&r->cx, kind, orders, n, r->out), name);
}

int papers_show(struct req *r, struct tpl *t, int64_t order, size_t *n)
{
	struct document *list;
	int rc = document_list(&r->cx, order, &list, n);
	for (size_t i = 0; rc == OK && i < *n; i++) {
		const struct document *d = &list[i];
		struct tpl *s = tpl_section(t, "PAPER");
		bool credit = !strcmp(d->kind, "credit_note");
		tpl_text(s, "LABEL", d->label);
		tpl_text(s, "KIND", credit ? tr("Credit note") : tr("Invoice"));
		tpl_time(s, "WHEN", CLOCK_DATE, clock_moment(d->day, 720));
		tpl_money(s, "SUM", d->gross);
	}
	return rc;
}

static int order_asked(struct req *r, struct order *o)
{
	return order_by_token(&r->cx, req_path_param(r, "token"), o);
}

/* GET /order/:token/invoice.pdf */
int order_invoice(struct req *r)
{
	struct order o;
	int rc = order_asked(r, &o);
	return rc == OK ? paper_send_invoice(r, o.id) : rc;
}

/* GET /order/:token/document/:file */
int order_document(struct req *r)
{
	struct order o;
	int rc = order_asked(r, &o);
	return rc == OK
		       ? paper_send_document(r, o.id, req_path_param(r, "file"))
		       : rc;
}
