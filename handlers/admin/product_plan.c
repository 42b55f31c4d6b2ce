/* What is to come for a product: sales, prices, and when it is in the shop. */
#include "handlers/admin/admin.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/price.h"
#include "domain/product.h"
#include "domain/product_edit.h"
#include "handlers/admin/fields.h"
#include "handlers/admin/product_form.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { VARIANT_CHOICES = 201 };

static const struct ask_choice kinds[] = {
	{"sale", N_("Sale price")},
	{"regular", N_("New regular price")},
	{NULL, NULL},
};
static const struct ask kind_ask = {
	"kind", N_("Kind"), NULL, ASK_CHOICE, 0, false, 0, kinds};
static const struct ask amount_ask = {"amount", N_("Price"),
	N_("VAT included, like 12.90."), ASK_MONEY, 0, true, 0, NULL};
static const struct ask from_ask = {"from", N_("From"),
	N_("In the shop’s own time."), ASK_MOMENT, 0, true, 0, NULL};
static const struct ask to_ask = {"to", N_("Until"),
	N_("Of a sale. Empty: until you end it."), ASK_MOMENT, 0, false, 0,
	NULL};
static const struct ask publish_ask = {"publish_from", N_("In the shop from"),
	N_("Empty: as soon as its state is “For sale”."), ASK_MOMENT, 0, false,
	0, NULL};
static const struct ask hide_ask = {"publish_to", N_("Until"),
	N_("Empty: without an end."), ASK_MOMENT, 0, false, 0, NULL};

static int plan_product(struct req *r, struct product *p)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, p);
}

static const char *plan_path(struct req *r, const struct product *p)
{
	return arena_printf(
		r->cx.arena, "/admin/products/%" PRId64 "/plan", p->id);
}

static const char *label_of(const struct product *p, int64_t variant)
{
	for (size_t i = 0; i < p->n_variants; i++)
		if (p->variants[i].id == variant && *p->variants[i].label)
			return p->variants[i].label;
	return p->name;
}

/* "0": all of them. */
static struct ask variant_ask(struct req *r, const struct product *p)
{
	struct arena *a = r->cx.arena;
	struct ask_choice *c = ARENA_ARRAY(
		a, struct ask_choice, VARIANT_CHOICES + 1);
	size_t n = 0;
	c[n++] = (struct ask_choice){"0", N_("All variants")};
	for (size_t i = 0; i < p->n_variants && n < VARIANT_CHOICES; i++)
		c[n++] = (struct ask_choice){
			arena_printf(a, "%" PRId64, p->variants[i].id),
			arena_printf(a, "%s (%s)",
				label_of(p, p->variants[i].id),
				p->variants[i].sku)};
	return (struct ask){
		"variant", N_("Which"), NULL, ASK_CHOICE, 0, false, 0, c};
}

static void row_show(
	struct tpl *list, const struct product *p, const struct price_coming *c)
{
	struct tpl *t = tpl_section(list, "ROW");
	bool sale = strcmp(c->kind, "sale") == 0;
	tpl_textf(t, "ID", "%" PRId64, p->id);
	tpl_textf(t, "PRICE_ID", "%" PRId64, c->id);
	tpl_time(t, "FROM", CLOCK_DATETIME, c->from_ms);
	if (c->to_ms && sale)
		tpl_time(
			tpl_section(t, "ENDS"), "TO", CLOCK_DATETIME, c->to_ms);
	tpl_text(t, "LABEL", label_of(p, c->variant));
	tpl_text(t, "SKU", c->sku);
	tpl_text(t, "KIND", tr(sale ? kinds[0].label : kinds[1].label));
	tpl_money(t, "AMOUNT", c->amount);
	if (!sale)
		return;
	if (c->then.amount.minor != c->amount.minor) {
		tpl_show(t, "UNSEEN");
	} else if (c->then.percent_off > 0) {
		struct tpl *s = tpl_section(t, "PERCENT");
		tpl_int(s, "PERCENT_OFF", c->then.percent_off);
		tpl_money(s, "PRIOR", c->then.prior);
	} else {
		tpl_show(t, "NO_PERCENT");
	}
}

/* Just cancelled: the same can be planned again. */
static void undo_show(struct tpl *t, struct req *r, const struct product *p)
{
	int64_t v[5] = {0};
	const char *text = req_query_param(r, "undo");
	for (size_t i = 0; text && i < sizeof(v) / sizeof(v[0]); i++) {
		char *end;
		v[i] = strtoll(text, &end, 10);
		text = *end == '.' ? end + 1 : end;
	}
	const int64_t variant = v[0], amount = v[2], from = v[3], to = v[4];
	const bool sale = v[1] == 1;
	if (amount < 0 || amount > MONEY_MAX || from <= r->cx.now)
		return;
	struct tpl *s = tpl_section(t, "UNDO");
	tpl_textf(s, "UNDO_ID", "%" PRId64, p->id);
	tpl_textf(s, "UNDO_VARIANT", "%" PRId64, variant);
	tpl_text(s, "UNDO_KIND", sale ? "sale" : "regular");
	tpl_text(s, "UNDO_AMOUNT", money_plain(r->cx.arena, money(amount)));
	tpl_text(s, "UNDO_FROM", moment_value(r->cx.arena, from));
	tpl_text(s, "UNDO_TO", sale ? moment_value(r->cx.arena, to) : "");
}

static int coming_show(struct tpl *t, struct req *r, const struct product *p)
{
	struct price_coming *rows;
	size_t n;
	int rc = price_coming(&r->cx, p->id, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *list = n ? tpl_section(t, "COMING") : NULL;
	for (size_t i = 0; i < n; i++)
		row_show(list, p, &rows[i]);
	tpl_show_if(t, "NOTHING", n == 0);
	undo_show(t, r, p);
	return OK;
}

static int page_show(struct fields *f, const struct product *p, int status)
{
	struct req *r = f->r;
	struct arena *a = r->cx.arena;
	struct tpl *t = admin_tpl(r, "admin/product_plan.tpl");
	struct ask which = variant_ask(r, p);
	tpl_textf(t, "ID", "%" PRId64, p->id);
	fields_summary(t, f);
	int rc = coming_show(t, r, p);
	if (rc < 0)
		return rc;
	ask_show(t, "FIELDS", f, &kind_ask, "", "sale");
	ask_show(t, "FIELDS", f, &which, "", "0");
	ask_show(t, "FIELDS", f, &amount_ask, "", "");
	ask_show(t, "FIELDS", f, &from_ask, "", "");
	ask_show(t, "FIELDS", f, &to_ask, "", "");
	ask_show(t, "PUBLISH", f, &publish_ask, "",
		moment_value(a, p->publish_from_ms));
	ask_show(t, "PUBLISH", f, &hide_ask, "",
		moment_value(a, p->publish_to_ms));
	return product_send(r, p, TAB_PLAN, t, status);
}

/* GET /admin/products/:id/plan */
int admin_product_plan(struct req *r)
{
	struct product p;
	struct fields f;
	int rc = plan_product(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return page_show(&f, &p, 200);
}

struct plan_in {
	const char *kind;
	int64_t variant, from_ms, to_ms; /* variant 0: all */
	struct money amount;
};

static void plan_read(
	struct fields *f, const struct product *p, struct plan_in *in)
{
	struct ask which = variant_ask(f->r, p);
	in->kind = ask_choice(f, &kind_ask, "");
	in->variant = strtoll(ask_choice(f, &which, ""), NULL, 10);
	ask_money(f, &amount_ask, "", &in->amount);
	bool from = ask_moment(f, &from_ask, "", &in->from_ms);
	bool to = ask_moment(f, &to_ask, "", &in->to_ms);
	if (from && in->from_ms <= f->r->cx.now)
		field_error(f, "from",
			tr("This has passed: a price from now on is set on the "
			   "product’s own page."));
	if (to && strcmp(in->kind, "regular") == 0)
		field_error(f, "to",
			tr("A regular price has no end: plan another one."));
	else if (from && to && in->to_ms <= in->from_ms)
		field_error(f, "to", tr("This is not after the beginning."));
}

/* A sale that is not below the price in force then is none. */
static int plan_compare(
	struct fields *f, const struct variant *v, const struct plan_in *in)
{
	struct price_now then;
	int rc = price_at(&f->r->cx, v->id, in->from_ms, &then);
	if (rc == ERR_NOT_FOUND) {
		if (strcmp(in->kind, "sale") == 0)
			field_error(f, "variant",
				arena_printf(f->r->cx.arena,
					tr("%s has no price to begin with."),
					v->sku));
		return OK;
	}
	return rc;
}

static int plan_write(
	struct fields *f, const struct product *p, const struct plan_in *in)
{
	int64_t id;
	int rc = p->n_variants ? OK : ERR_NOT_FOUND;
	for (size_t i = 0; rc == OK && i < p->n_variants; i++) {
		const struct variant *v = &p->variants[i];
		if (in->variant && in->variant != v->id)
			continue;
		rc = plan_compare(f, v, in);
		if (rc == OK && f->errors.n == 0)
			rc = price_schedule(&f->r->cx, v->id, in->kind,
				in->amount, in->from_ms, in->to_ms, &id);
	}
	if (rc == OK && f->errors.n)
		rc = ERR_INVALID;
	return rc;
}

/* POST /admin/products/:id/plan: all variants or none */
int admin_product_plan_add(struct req *r)
{
	struct product p;
	struct fields f;
	struct plan_in in = {0};
	int rc = plan_product(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	plan_read(&f, &p, &in);
	if (f.errors.n)
		return page_show(&f, &p, 422);
	rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = db_end(r->cx.db, plan_write(&f, &p, &in));
	if (rc == ERR_CONFLICT)
		field_error(&f, "from",
			tr("Another regular price begins at that very "
			   "moment: cancel it first."));
	if (rc == ERR_CONFLICT || (rc == ERR_INVALID && f.errors.n))
		return page_show(&f, &p, 422);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Planned. It happens by itself."));
	return resp_redirect(r, plan_path(r, &p));
}

/* POST /admin/products/:id/plan/cancel */
int admin_product_plan_cancel(struct req *r)
{
	struct product p;
	struct price_coming c;
	int64_t product = 0;
	int rc = plan_product(r, &p);
	if (rc < 0)
		return rc;
	const char *text = req_form_param(r, "price");
	rc = price_coming_find(
		&r->cx, text ? strtoll(text, NULL, 10) : 0, &c, &product);
	if (rc == OK && product != p.id)
		rc = ERR_NOT_FOUND;
	if (rc == OK)
		rc = price_cancel(&r->cx, c.id);
	if (rc == ERR_NOT_FOUND || rc == ERR_CONFLICT) {
		flash_set(r, tr("It has begun already, or was cancelled."));
		return resp_redirect(r, plan_path(r, &p));
	}
	if (rc < 0)
		return rc;
	return resp_redirect(r, arena_printf(r->cx.arena,
					"%s?undo=%" PRId64 ".%d.%" PRId64
					".%" PRId64 ".%" PRId64,
					plan_path(r, &p), c.variant,
					strcmp(c.kind, "sale") == 0,
					c.amount.minor, c.from_ms, c.to_ms));
}

/* POST /admin/products/:id/publish */
int admin_product_publish(struct req *r)
{
	struct product p;
	struct fields f;
	int64_t from_ms, to_ms;
	int rc = plan_product(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	ask_moment(&f, &publish_ask, "", &from_ms);
	if (ask_moment(&f, &hide_ask, "", &to_ms) && to_ms <= from_ms)
		field_error(&f, "publish_to",
			tr("This is not after the beginning."));
	if (f.errors.n)
		return page_show(&f, &p, 422);
	rc = product_set_publish(&r->cx, p.id, from_ms, to_ms);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, plan_path(r, &p));
}
