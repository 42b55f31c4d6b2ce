/* The owner's first page: what waits, what was sold. */
#include "handlers/admin/admin.h"

#include "domain/category.h"
#include "domain/order.h"
#include "domain/outbox.h"
#include "domain/product_desk.h"
#include "domain/report.h"
#include "domain/return_case.h"
#include "domain/setting.h"
#include "domain/question.h"
#include "domain/review.h"
#include "handlers/admin/order_words.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { LATEST = 8 };

static int orders_total(struct req *r, const char *show, int64_t *total)
{
	struct order_filter f = {.show = show, .find = "", .limit = 1};
	struct order_row *rows;
	size_t n;
	return order_list(&r->cx, &f, &rows, &n, total);
}

static int products_total(
	struct req *r, const char *status, bool low, int64_t *total)
{
	struct desk_filter f = {
		.status = status, .find = "", .low = low, .limit = 1};
	int64_t *ids;
	size_t n;
	return desk_list(&r->cx, &f, &ids, &n, total);
}

struct waiting {
	int64_t pack, unpaid, payback, asked, cases, soon, late, dead, low;
	int64_t reviews, questions;
};

static int cases_total(struct req *r, const char *show, int64_t *total)
{
	struct return_filter f = {.show = show, .find = "", .limit = 1};
	struct return_case *rows;
	size_t n;
	return return_list(&r->cx, &f, &rows, &n, total);
}

/* What people wait to be read, and answered. */
static int said_count(struct req *r, struct waiting *w)
{
	struct review *reviews;
	struct question *questions;
	size_t n;
	int rc = review_desk_list(&r->cx,
		&(struct review_desk){.show = "waiting", .limit = 1}, &reviews,
		&n, &w->reviews);
	if (rc == OK)
		rc = question_desk_list(&r->cx,
			&(struct question_desk){.show = "waiting", .limit = 1},
			&questions, &n, &w->questions);
	return rc;
}

static int waiting_count(struct req *r, struct waiting *w)
{
	struct dead_job *jobs;
	size_t n = 0;
	int rc = orders_total(r, "topack", &w->pack);
	if (rc == OK)
		rc = orders_total(r, "unpaid", &w->unpaid);
	if (rc == OK)
		rc = orders_total(r, "payback", &w->payback);
	if (rc == OK)
		rc = products_total(r, "", true, &w->low);
	if (rc == OK)
		rc = cases_total(r, "asked", &w->asked);
	if (rc == OK)
		rc = cases_total(r, "open", &w->cases);
	if (rc == OK)
		rc = cases_total(r, "due", &w->soon);
	if (rc == OK)
		rc = cases_total(r, "late", &w->late);
	if (rc == OK)
		rc = outbox_dead(&r->cx, &jobs, &n);
	w->dead = (int64_t)n;
	return rc == OK ? said_count(r, w) : rc;
}

static void item_show(struct tpl *list, int64_t count, const char *href,
	const char *what, const char *why)
{
	if (!count)
		return;
	struct tpl *s = tpl_section(list, "ITEM");
	tpl_int(s, "COUNT", count);
	tpl_text(s, "HREF", href);
	tpl_text(s, "WHAT", what);
	tpl_text(s, "WHY", why);
}

static int todo_show(struct tpl *t, struct req *r)
{
	struct waiting w;
	int rc = waiting_count(r, &w);
	if (rc < 0)
		return rc;
	if (!w.pack && !w.unpaid && !w.payback && !w.cases && !w.dead &&
		!w.low && !w.reviews && !w.questions) {
		tpl_show(t, "NOTHING");
		return OK;
	}
	struct tpl *list = tpl_section(t, "TODO");
	item_show(list, w.pack, "/admin/orders?show=topack",
		tr("Orders to pack"), tr("Paid, and waiting to leave"));
	item_show(list, w.late, "/admin/cases?show=late", tr("Money late"),
		tr("These customers should have had it back"));
	item_show(list, w.soon - w.late, "/admin/cases?show=due",
		tr("Money due soon"), tr("To be paid back within three days"));
	item_show(list, w.asked, "/admin/cases?show=asked",
		tr("Returns to answer"), tr("Customers wait for your word"));
	item_show(list, w.cases - w.asked, "/admin/cases?show=open",
		tr("Returns on their way"),
		tr("After a withdrawal money goes back within 14 days"));
	item_show(list, w.questions, "/admin/questions",
		tr("Questions to answer"), tr("Asked about products"));
	item_show(list, w.reviews, "/admin/reviews", tr("Reviews to read"),
		tr("They are shown once you have"));
	item_show(list, w.payback, "/admin/orders?show=payback",
		tr("To be paid back"),
		tr("More has come in than these orders cost"));
	item_show(list, w.unpaid, "/admin/orders?show=unpaid",
		tr("Unpaid orders"), tr("Compare with the bank statement"));
	item_show(list, w.low, "/admin/products?show=low",
		tr("Products running out"), tr("Few or none are left"));
	item_show(list, w.dead, "/admin/jobs", tr("Jobs that failed"),
		tr("Mail or pictures that could not be sent or made"));
	return OK;
}

static void step_show(struct tpl **list, struct tpl *t, bool missing,
	const char *href, const char *what, const char *why)
{
	if (!missing)
		return;
	if (!*list)
		*list = tpl_section(t, "FIRST_STEPS");
	struct tpl *s = tpl_section(*list, "STEP");
	tpl_text(s, "HREF", href);
	tpl_text(s, "WHAT", what);
	tpl_text(s, "WHY", why);
}

static int steps_show(struct tpl *t, struct req *r)
{
	int64_t active;
	struct category *all;
	size_t n_categories = 0;
	struct tpl *list = NULL;
	int rc = products_total(r, "active", false, &active);
	if (rc == OK)
		rc = category_list(&r->cx, 0, &all, &n_categories);
	if (rc < 0)
		return rc;
	step_show(&list, t, !*setting_get(&r->cx, "shop.company"),
		"/admin/settings/company", tr("Say who keeps the shop"),
		tr("Name, business id and address: the law wants them shown"));
	step_show(&list, t, !*setting_get(&r->cx, "shop.iban"),
		"/admin/settings/money", tr("Enter the bank account"),
		tr("Customers who pay by bank transfer need it"));
	step_show(&list, t, n_categories == 0, "/admin/categories/new",
		tr("Make a category"), tr("Customers find products by them"));
	step_show(&list, t, active == 0, "/admin/products/new",
		tr("Add a product"),
		tr("A name, a price and a picture are enough to begin"));
	return OK;
}

static int period_show(struct tpl *t, struct req *r, const char *name,
	int64_t from_ms, int64_t to_ms)
{
	struct sales s;
	int rc = report_sales(&r->cx, from_ms, to_ms, &s);
	if (rc < 0)
		return rc;
	struct tpl *row = tpl_section(t, "PERIOD");
	tpl_text(row, "NAME", name);
	tpl_int(row, "ORDERS", s.orders);
	tpl_money(row, "SALES", s.total);
	tpl_money(
		row, "AVERAGE", money(s.orders ? s.total.minor / s.orders : 0));
	return OK;
}

static int sales_show(struct tpl *t, struct req *r)
{
	int64_t now = r->cx.now;
	int64_t today = clock_next_midnight(now) - MS_DAY;
	int rc = period_show(t, r, tr("Today"), today, now + 1);
	if (rc == OK)
		rc = period_show(
			t, r, tr("Last 7 days"), now - 7 * MS_DAY, now + 1);
	if (rc == OK)
		rc = period_show(
			t, r, tr("Last 30 days"), now - 30 * MS_DAY, now + 1);
	if (rc == OK)
		rc = period_show(t, r, tr("The 30 days before"),
			now - 60 * MS_DAY, now - 30 * MS_DAY);
	return rc;
}

static int latest_show(struct tpl *t, struct req *r)
{
	struct order_filter f = {.show = "", .find = "", .limit = LATEST};
	struct order_row *rows;
	size_t n;
	int64_t total;
	int rc = order_list(&r->cx, &f, &rows, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *list = tpl_section(t, n ? "LATEST" : "NO_ORDERS");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_textf(s, "NUMBER", "%lld", (long long)rows[i].number);
		tpl_text(s, "CUSTOMER", rows[i].name);
		order_pill_show(s, "STATUS",
			order_pill_status(rows[i].state, rows[i].fulfilment),
			false);
		tpl_money(s, "SUM", rows[i].total);
	}
	return OK;
}

/* GET /admin */
int admin_overview(struct req *r)
{
	struct tpl *t = admin_tpl(r, "admin/overview.tpl");
	const char *name = r->staff->name;
	tpl_text(t, "GREETING",
		name && *name ? arena_printf(r->cx.arena, tr("Hello, %s"), name)
			      : tr("Overview"));
	tpl_show_if(t, "CLOSED", setting_bool(&r->cx, "shop.closed"));
	int rc = steps_show(t, r);
	if (rc == OK)
		rc = todo_show(t, r);
	if (rc == OK)
		rc = sales_show(t, r);
	if (rc == OK)
		rc = latest_show(t, r);
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = tr("Overview"), .nav = "overview"};
	return admin_send(r, &page, t, 200);
}
