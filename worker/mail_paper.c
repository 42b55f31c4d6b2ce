/* Papers that go with a letter. */
#include <string.h>

#include "domain/document.h"
#include "domain/order.h"
#include "domain/paper.h"
#include "lib/err.h"
#include "worker/mail.h"

/* The order's invoice with the letter that says it is paid, or is to be; what
 * corrects it with those of changes and of money that goes back. */
static bool wants(const struct letter *l, const struct order *o,
	const struct document *d, bool first)
{
	const char *letter = l->name;
	bool credit = !strcmp(d->kind, "credit_note");
	if (!strcmp(letter, "order_changed"))
		return !first;
	if (credit)
		return !strcmp(letter, "order_cancelled") ||
		       (!strcmp(letter, "order_refunded") && l->credit &&
			       d->credit == l->credit);
	return !strcmp(letter, "order_paid") ||
	       (!strcmp(letter, "order_placed") &&
		       !strcmp(o->payment, "invoice"));
}

/* A paper that cannot be made keeps no letter: it is on the order's page. */
void letter_papers(struct letter *l, const struct order *o)
{
	struct cx *cx = l->cx;
	struct document *list;
	const struct document *last = NULL;
	size_t n;
	if (l->to_owner || document_list(cx, o->id, &list, &n) != OK)
		return;
	for (size_t i = 0; i < n; i++)
		if (wants(l, o, &list[i], i == 0))
			last = &list[i];
	struct buf pdf = {0};
	if (last && paper_document(cx, last, &pdf) == OK) {
		struct mail_file *f = ARENA_NEW(cx->arena, struct mail_file);
		char *bytes = arena_alloc(cx->arena, pdf.len);
		memcpy(bytes, pdf.p, pdf.len);
		*f = (struct mail_file){paper_name(cx, last), "application/pdf",
			bytes, pdf.len};
		l->mail->files = f;
		l->mail->n_files = 1;
	}
	buf_release(&pdf);
}
