/* Lines that the owner adds to an order; its contact and notes. */
#include <string.h>

#include "domain/audit.h"
#include "domain/cart.h"
#include "domain/order_changing.h"
#include "domain/order_parts.h"
#include "domain/order_trace.h"
#include "domain/product_edit.h"
#include "domain/setting.h"
#include "domain/stock.h"
#include "domain/tax.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

static int next_position(struct cx *cx, int64_t order, int64_t *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(max(position), 0) + 1 FROM order_line"
		" WHERE orders = :order");
	db_bind_int(q, ":order", order);
	int rc = db_one(q);
	if (rc == OK)
		*out = db_next_int(q);
	db_done(q);
	return rc;
}

/* A new line; what it costs comes with its line_change. */
struct new_line {
	const char *kind, *sku, *name, *options, *picture, *exemption;
	int64_t variant, qty, rate_bp, weight_g;
	struct money unit;
};

static int line_insert(struct cx *cx, const struct changing *c,
	const struct new_line *l, int64_t *id)
{
	int64_t position = 0;
	int rc = next_position(cx, c->before.id, &position);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO order_line (orders, position, kind, variant, sku,"
		" name, options, picture, qty, unit_minor, rate_bp, exemption,"
		" weight_g, added_ms) VALUES (:order, :position, :kind,"
		" :variant, :sku, :name, :options, :picture, :qty, :unit,"
		" :rate, :exemption, :weight, :now) RETURNING id");
	db_bind_int(q, ":order", c->before.id);
	db_bind_int(q, ":position", position);
	db_bind_text(q, ":kind", l->kind);
	db_bind_or_null(q, ":variant", l->variant);
	db_bind_text(q, ":sku", l->sku);
	db_bind_text(q, ":name", l->name);
	db_bind_text(q, ":options", l->options);
	db_bind_text(q, ":picture", l->picture ? l->picture : "");
	db_bind_int(q, ":qty", l->qty);
	db_bind_int(q, ":unit", l->unit.minor);
	if (l->rate_bp == RATE_OUTSIDE)
		db_bind_null(q, ":rate");
	else
		db_bind_int(q, ":rate", l->rate_bp);
	db_bind_text(q, ":exemption", l->exemption ? l->exemption : "");
	db_bind_int(q, ":weight", l->weight_g);
	db_bind_int(q, ":now", cx->now);
	return db_insert(q, id);
}

int change_add_cost(
	struct cx *cx, struct changing *c, int64_t rate_bp, struct money cost)
{
	const struct order *o = &c->before;
	tr_use(o->locale);
	struct new_line l = {
		.kind = "delivery",
		.sku = "",
		.name = *o->delivery_label ? o->delivery_label : tr("Delivery"),
		.options = "",
		.qty = 1,
		.rate_bp = rate_bp,
		.unit = cost,
	};
	int64_t id = 0;
	int rc = line_insert(cx, c, &l, &id);
	tr_use(cx->locale);
	return rc == OK ? change_row(cx, c, id, 1, cost.minor) : rc;
}

/* ---- goods ---- */

static int cart_put(struct cx *cx, int64_t cart, int64_t variant, int64_t qty)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO cart_line (cart, variant, qty, added_ms)"
		" VALUES (:cart, :variant, :qty, :now)");
	db_bind_int(q, ":cart", cart);
	db_bind_int(q, ":variant", variant);
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}

static int cart_drop(struct cx *cx, int64_t cart)
{
	int rc = cart_clear(cx, cart);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db, "DELETE FROM cart WHERE id = :cart");
	db_bind_int(q, ":cart", cart);
	return db_exec(q, NULL);
}

/* What a buyer of that language would find in the cart: name, options,
 * picture, price and stock in one place. */
static int look_up(struct cx *cx, const struct changing *c, int64_t variant,
	int64_t qty, struct cart *cart)
{
	const char *session = crypt_token(cx->arena);
	const char *locale = cx->locale;
	int64_t id = 0;
	int rc = cart_make(cx, session, &id);
	if (rc == OK)
		rc = cart_put(cx, id, variant, qty);
	cx->locale = c->before.locale;
	if (rc == OK)
		rc = cart_load(cx, session, cart);
	cx->locale = locale;
	return rc == OK ? cart_drop(cx, id) : rc;
}

/* Where no VAT is due it is taken off the shop's price, as when placing; a
 * price of the owner's own stays as it was typed. */
static int price_of(struct cx *cx, const struct changing *c,
	const struct change_add *add, const struct cart_line *from,
	struct new_line *to)
{
	const struct order *o = &c->before;
	const char *country = *o->tax_country ? o->tax_country
					      : setting_get(cx, "shop.country");
	bool untaxed = strcmp(o->tax_reason, "reverse") == 0 ||
		       strcmp(o->tax_reason, "export") == 0;
	int rc = tax_rate_on(
		cx, from->tax_class, country, clock_day(cx->now), &to->rate_bp);
	if (rc < 0)
		return rc;
	to->unit = add->own_price ? add->unit : from->price.amount;
	if (!untaxed || to->rate_bp <= 0)
		return OK;
	if (!add->own_price)
		to->unit.minor -= money_vat(to->unit, to->rate_bp).minor;
	to->rate_bp = 0;
	return OK;
}

static int count_sold(struct cx *cx, int64_t variant, int64_t qty)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE product SET sold_qty = sold_qty + :qty WHERE id ="
		" (SELECT v.product FROM variant v WHERE v.id = :variant)");
	db_bind_int(q, ":qty", qty);
	db_bind_int(q, ":variant", variant);
	return db_exec(q, NULL);
}

static int hold(struct cx *cx, struct changing *c, int64_t id,
	const struct cart_line *from)
{
	int rc = OK;
	if (from->stock.parts > 0)
		rc = order_parts_copy(cx, id, from->variant, from->qty);
	if (rc == OK)
		rc = stock_hold(cx, id, from->variant, from->qty,
			strcmp(c->before.state, "placed") == 0
				? c->before.due_ms
				: 0);
	return rc == ERR_CONFLICT ? change_refuse(c, "sold_out") : rc;
}

static int add_one(
	struct cx *cx, struct changing *c, const struct change_add *add)
{
	int64_t variant, product, id = 0;
	struct cart cart = {0};
	struct money sum = {0};
	int rc = variant_by_sku(cx, add->sku, &variant, &product);
	if (rc == ERR_NOT_FOUND)
		return change_refuse(c, "unknown");
	if (add->qty < 1 || add->qty > CART_QTY_MAX)
		return ERR_INVALID;
	if (rc == OK)
		rc = look_up(cx, c, variant, add->qty, &cart);
	if (rc < 0)
		return rc;
	const struct cart_line *from = cart.lines;
	if (cart.n != 1 || from->gone || strcmp(from->kind, "gift_card") == 0)
		return change_refuse(c, "unknown");
	if (from->short_)
		return change_refuse(c, "sold_out");
	struct new_line l = {
		.kind = "goods",
		.sku = from->sku,
		.name = from->name,
		.options = from->options,
		.picture = from->picture.sha256,
		.exemption = from->exemption,
		.variant = variant,
		.qty = add->qty,
		.weight_g = from->weight_g,
	};
	rc = price_of(cx, c, add, from, &l);
	if (rc == OK)
		rc = line_insert(cx, c, &l, &id);
	if (rc == OK)
		rc = hold(cx, c, id, from);
	if (rc == OK)
		rc = count_sold(cx, variant, add->qty);
	if (rc == OK && !money_times(l.unit, add->qty, &sum))
		rc = ERR_INVALID;
	return rc == OK ? change_row(cx, c, id, add->qty, sum.minor) : rc;
}

int change_adds(struct cx *cx, struct changing *c)
{
	int rc = OK;
	for (size_t i = 0; rc == OK && i < c->ask->n_adds; i++)
		rc = add_one(cx, c, &c->ask->adds[i]);
	return rc;
}

/* ---- contact, notes ---- */

static int set_people(struct cx *cx, const struct order_contact *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE orders SET email = :email, email_norm = :norm,"
		" phone = :phone WHERE id = :id");
	db_bind_text(q, ":email", n->email);
	db_bind_text(q, ":norm", email_norm(cx->arena, n->email));
	db_bind_text(q, ":phone", n->phone);
	db_bind_int(q, ":id", n->order);
	return db_exec_one(q);
}

static int set_address(struct cx *cx, const struct order_contact *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE order_address SET name = :name, street = :street,"
		" postal = :postal, city = :city"
		" WHERE orders = :order AND kind = 'delivery'");
	db_bind_text(q, ":name", n->name);
	db_bind_text(q, ":street", n->street);
	db_bind_text(q, ":postal", n->postal);
	db_bind_text(q, ":city", n->city);
	db_bind_int(q, ":order", n->order);
	return db_exec_one(q);
}

static int do_contact(struct cx *cx, struct order *o, const void *arg)
{
	const struct order_contact *n = arg;
	if (o->rev != n->rev)
		return ERR_CONFLICT;
	int rc = order_step(cx, o, "change");
	if (rc == OK)
		rc = set_people(cx, n);
	if (rc == OK)
		rc = set_address(cx, n);
	if (rc == OK)
		rc = order_event_add(cx, o->id, "address", "");
	/* what it was stays out: the audit outlives people's data */
	return rc == OK ? audit_add(cx, "order", o->id, "address", NULL, NULL)
			: rc;
}

int order_contact_set(struct cx *cx, const struct order_contact *contact)
{
	return order_moving(cx, contact->order, "change", do_contact, contact);
}

int order_note_add(struct cx *cx, int64_t order, const char *text)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	struct order o;
	rc = order_get(cx, order, &o);
	if (rc == OK)
		rc = order_event_add(cx, order, "note", text);
	return db_end(cx->db, rc);
}

int order_mail_again(struct cx *cx, int64_t order, const char *mail)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	/* beyond any rev: a key of its own each time */
	rc = order_mail(cx, mail, order, "customer", cx->now);
	if (rc == OK)
		rc = order_event_add(cx, order, "mail_again", "");
	return db_end(cx->db, rc);
}
