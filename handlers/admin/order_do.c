/* What the owner does with an order. */
#include <stdlib.h>
#include <string.h>

#include "domain/delivery.h"
#include "domain/order_change.h"
#include "domain/refund.h"
#include "domain/shipment.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/order_page.h"
#include "handlers/admin/order_words.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

struct cancel_form {
	const char *reason;
	int64_t refund;
};

static const struct field cancel_fields[] = {
	FIELD_LINES(cancel_form, reason, N_("Reason"), .max = 500),
	FIELD_BOOL(cancel_form, refund, N_("Refund")),
	FIELD_END,
};

/* POST /admin/orders/:number/paid */
int admin_order_paid(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	return order_page_moved(r, &o, order_mark_paid(&r->cx, o.id),
		tr("Marked as paid. The customer has been told."));
}

/* What was typed beside each line; more than is left stays for the domain
 * to refuse. */
static void wants_read(struct req *r, const struct shipment_line *left,
	size_t n, struct shipment_ask *ask, bool *typed)
{
	struct shipment_want *wants = ARENA_ARRAY(
		r->cx.arena, struct shipment_want, n + 1);
	*typed = false;
	for (size_t i = 0; i < n; i++) {
		const char *text = req_form_param(
			r, arena_printf(r->cx.arena, "ship_%lld",
				   (long long)left[i].line));
		if (!text)
			continue;
		*typed = true;
		bool whole = *text && strlen(text) < 7 &&
			     strspn(text, "0123456789") == strlen(text);
		wants[ask->n++] = (struct shipment_want){
			left[i].line, whole ? strtoll(text, NULL, 10) : -1};
	}
	ask->wants = wants;
}

static int ship(struct req *r, const struct order *o,
	const struct order_ship_form *f, bool pack)
{
	struct shipment_line *left;
	size_t n;
	bool typed;
	struct shipment_ask ask = {
		.order = o->id, .carrier = f->carrier, .tracking = f->tracking};
	int rc = shipment_left(&r->cx, o->id, &left, &n);
	if (rc < 0)
		return rc;
	wants_read(r, left, n, &ask, &typed);
	if (pack)
		return shipment_pick(&r->cx, &ask, NULL);
	/* without quantities: the parcel that is packed, or all */
	if (!typed)
		return order_ship(&r->cx, o->id, f->carrier, f->tracking);
	return shipment_send(&r->cx, &ask, NULL);
}

/* POST /admin/orders/:number/ship */
int admin_order_ship(struct req *r)
{
	struct order o;
	struct order_ship_form f;
	struct form_errors errors;
	const char *what = req_form_param(r, "do");
	bool pack = what && strcmp(what, "pack") == 0;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (form_read(r, order_ship_fields, &f, &errors) < 0)
		return order_page_send(r, &o, &errors, 422);
	rc = ship(r, &o, &f, pack);
	if (rc == ERR_INVALID) {
		form_error(&errors, "carrier",
			tr("Say how many of each go into the parcel."));
		return order_page_send(r, &o, &errors, 422);
	}
	return order_page_moved(r, &o, rc,
		pack ? tr("Packed. Ship it when it leaves.")
		     : tr("Marked as shipped. The customer has been told."));
}

/* POST /admin/orders/:number/shipments/:id */
int admin_order_shipment(struct req *r)
{
	struct order o;
	struct shipment *all;
	size_t n = 0, i = 0;
	const char *to = req_form_param(r, "to");
	int64_t id = admin_path_int(r, "id");
	int rc = order_page_of(r, &o);
	if (rc == OK)
		rc = shipment_list(&r->cx, o.id, &all, &n);
	if (rc < 0)
		return rc;
	while (i < n && all[i].id != id)
		i++;
	if (i == n)
		return ERR_NOT_FOUND;
	if (to && strcmp(to, "again") == 0)
		return order_page_moved(r, &o, shipment_again(&r->cx, id),
			tr("Lost. Its goods are kept to be sent again."));
	if (!to || (strcmp(to, "delivered") != 0 && strcmp(to, "lost") != 0 &&
			   strcmp(to, "cancelled") != 0))
		return ERR_BAD;
	return order_page_moved(
		r, &o, shipment_to(&r->cx, id, to, NULL, NULL), tr("Noted."));
}

/* POST /admin/orders/:number/ready */
int admin_order_ready(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	return order_page_moved(r, &o, order_ready(&r->cx, o.id),
		tr("Ready for pickup. The customer has been told."));
}

/* As a person reads it out: spaces do not matter. */
static bool code_is(struct cx *cx, const struct order *o, const char *typed)
{
	const char *code = delivery_pickup_code(cx, o->id);
	for (;; code++, typed++) {
		code += strspn(code, " -");
		typed += strspn(typed, " -");
		if (*code != *typed)
			return false;
		if (!*code)
			return true;
	}
}

/* POST /admin/orders/:number/delivered */
int admin_order_delivered(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	bool pickup = strcmp(o.delivery, "pickup") == 0;
	struct order_code_form f;
	struct form_errors errors;
	if (form_read(r, order_code_fields, &f, &errors) == OK && *f.code &&
		!code_is(&r->cx, &o, f.code))
		form_error(&errors, "code",
			tr("That is not the code of this order."));
	if (errors.n)
		return order_page_send(r, &o, &errors, 422);
	return order_page_moved(r, &o, order_delivered(&r->cx, o.id),
		pickup ? tr("Marked as collected.")
		       : tr("Marked as delivered."));
}

static int cancel_page(struct req *r, const struct order *o,
	const struct form_errors *errors, int status)
{
	struct tpl *t = admin_tpl(r, "admin/cancel.tpl");
	struct cancel_form empty = {"", 0};
	tpl_textf(t, "NUMBER", "%lld", (long long)o->number);
	tpl_text(t, "CUSTOMER", o->name);
	tpl_money(t, "TOTAL", o->total);
	tpl_show(t, o->paid.minor > 0 ? "WAS_PAID" : "NOT_PAID");
	tpl_money(t, "PAID", o->paid);
	if (errors)
		form_show(t, r, cancel_fields, errors);
	else
		form_show_values(t, &r->cx, cancel_fields, &empty);
	struct admin_page page = {
		.title = tr("Cancel the order"),
		.nav = "orders",
		.back = order_page_path(r, o),
		.back_text = arena_printf(
			r->cx.arena, tr("Order %lld"), (long long)o->number),
	};
	return admin_send(r, &page, t, status);
}

/* GET /admin/orders/:number/cancel */
int admin_order_cancel_ask(struct req *r)
{
	struct order o;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!order_can(&o, "cancel"))
		return resp_redirect(r, order_page_path(r, &o));
	return cancel_page(r, &o, NULL, 200);
}

/* What was paid goes back in the same transaction. */
static int cancel(
	struct req *r, const struct order *o, const struct cancel_form *f)
{
	struct refund_ask ask = {
		.order = o->id, .reason = "cancelled", .delivery = true};
	struct money most = money(0);
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = order_cancel(&r->cx, o->id, f->reason);
	if (rc == OK)
		rc = refund_most(&r->cx, o->id, &most);
	if (rc == OK && f->refund && most.minor > 0)
		rc = refund_make(&r->cx, &ask, NULL);
	return db_end(r->cx.db, rc);
}

/* POST /admin/orders/:number/cancel */
int admin_order_cancel(struct req *r)
{
	struct order o;
	struct cancel_form f;
	struct form_errors errors;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (form_read(r, cancel_fields, &f, &errors) < 0)
		return cancel_page(r, &o, &errors, 422);
	return order_page_moved(r, &o, cancel(r, &o, &f),
		tr("Cancelled. The goods are for sale again and the customer "
		   "has been told."));
}

struct note_form {
	const char *text;
};

static const struct field note_fields[] = {
	FIELD_LINES(note_form, text, N_("Note"), .required = true, .max = 2000),
	FIELD_END,
};

/* POST /admin/orders/:number/note */
int admin_order_note(struct req *r)
{
	struct order o;
	struct note_form f;
	struct form_errors errors;
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (form_read(r, note_fields, &f, &errors) < 0)
		return order_page_send(r, &o, &errors, 422);
	return order_page_moved(r, &o, order_note_add(&r->cx, o.id, f.text),
		tr("The note is kept."));
}

/* POST /admin/orders/:number/mail */
int admin_order_mail(struct req *r)
{
	struct order o;
	const char *mail = req_form_param(r, "mail");
	int rc = order_page_of(r, &o);
	if (rc < 0)
		return rc;
	if (!mail || !order_mail_fits(&o, mail))
		return ERR_BAD;
	return order_page_moved(r, &o, order_mail_again(&r->cx, o.id, mail),
		tr("The mail is on its way again."));
}
