/* Bookkeeping: a period's sums, and the files of it. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/books.h"
#include "domain/provider.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { QUARTERS = 5, DAYS_MAX = 800 };

struct period {
	int64_t from, to;
	bool ok;
};

/* "2026-11-23"; 0: none such. */
static int64_t day_read(const char *text)
{
	int64_t day = 0;
	if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return 0;
	for (int i = 0; i < 10; i++) {
		if (i == 4 || i == 7)
			continue;
		if (text[i] < '0' || text[i] > '9')
			return 0;
		day = day * 10 + (text[i] - '0');
	}
	return clock_moment(day, 0) < 0 ? 0 : day;
}

static const char *day_iso(const struct req *r, int64_t day)
{
	return arena_printf(r->cx.arena, "%04lld-%02lld-%02lld",
		(long long)(day / 10000), (long long)(day / 100 % 100),
		(long long)(day % 100));
}

/* This month so far unless the address says otherwise. */
static struct period period_of(const struct req *r)
{
	const char *from = req_query_param(r, "from");
	const char *to = req_query_param(r, "to");
	int64_t today = clock_day(r->cx.now);
	struct period p = {today / 100 * 100 + 1, today, true};
	if (!from && !to)
		return p;
	int64_t a = day_read(from), b = day_read(to);
	p.ok = a && b && a <= b &&
	       clock_moment(b, 0) - clock_moment(a, 0) < DAYS_MAX * MS_DAY;
	if (p.ok) {
		p.from = a;
		p.to = b;
	}
	return p;
}

static const char *what_words(const char *what)
{
	static const struct {
		const char *what, *words;
	} known[] = {
		{"sale", N_("Sales")},
		{"credit", N_("Credits")},
		{"gift_card_sold", N_("Gift cards sold")},
		{"gift_card_credited", N_("Gift cards credited")},
		{"payment", N_("Payments")},
		{"refund", N_("Refunds")},
		{"gift_card_used", N_("Gift cards used")},
		{"gift_card_returned", N_("Put back on gift cards")},
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strcmp(known[i].what, what))
			return tr(known[i].words);
	return what;
}

static const char *rate_words(struct req *r, const struct books_row *row)
{
	if (row->rate_bp < 0)
		return tr("outside VAT");
	return rate_format(r->cx.arena, r->cx.locale, row->rate_bp);
}

static const char *country_words(struct req *r, const struct books_row *row)
{
	const char *why = !strcmp(row->reason, "reverse")
				  ? tr("business in the EU")
			  : !strcmp(row->reason, "export") ? tr("export")
			  : !strcmp(row->reason, "oss")    ? tr("One Stop Shop")
							   : "";
	return arena_printf(r->cx.arena, "%s%s%s", row->country,
		*why && *row->country ? ", " : "", why);
}

static bool is_document(const struct books_row *row)
{
	return !strcmp(row->what, "sale") || !strcmp(row->what, "credit") ||
	       !strncmp(row->what, "gift_card_sold", 14) ||
	       !strncmp(row->what, "gift_card_credited", 18);
}

static void sales_show(
	struct req *r, struct tpl *t, const struct books_row *rows, size_t n)
{
	struct tpl *list = NULL;
	struct money gross = money(0), vat = money(0);
	for (size_t i = 0; i < n; i++) {
		const struct books_row *row = &rows[i];
		if (!is_document(row))
			continue;
		if (!list)
			list = tpl_section(t, "SALES");
		struct tpl *s = tpl_section(list, "ROW");
		tpl_text(s, "WHAT", what_words(row->what));
		tpl_text(s, "COUNTRY", country_words(r, row));
		tpl_text(s, "RATE", rate_words(r, row));
		tpl_money(s, "NET", money(row->gross.minor - row->vat.minor));
		tpl_money(s, "VAT", row->vat);
		tpl_money(s, "GROSS", row->gross);
		gross.minor += row->gross.minor;
		vat.minor += row->vat.minor;
	}
	if (!list)
		return;
	tpl_money(list, "ALL_NET", money(gross.minor - vat.minor));
	tpl_money(list, "ALL_VAT", vat);
	tpl_money(list, "ALL_GROSS", gross);
}

static const char *way_words(const char *way)
{
	if (!strcmp(way, "transfer"))
		return tr("Bank transfer");
	if (!strcmp(way, "manual") || !strcmp(way, "hand"))
		return tr("by hand");
	if (!strcmp(way, "demo"))
		return tr("Card (demo)");
	return way; /* names of companies */
}

static void money_show(struct tpl *t, const struct books_row *rows, size_t n)
{
	struct tpl *list = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct books_row *row = &rows[i];
		if (is_document(row))
			continue;
		if (!list)
			list = tpl_section(t, "MONEY");
		struct tpl *s = tpl_section(list, "ROW");
		tpl_text(s, "WHAT", what_words(row->what));
		tpl_text(s, "WAY", way_words(row->way));
		tpl_int(s, "COUNT", row->n);
		tpl_money(s, "GROSS", row->gross);
	}
}

/* This quarter and those before it. */
static void quarters_show(struct req *r, struct tpl *t)
{
	int64_t today = clock_day(r->cx.now);
	int64_t year = today / 10000, q = (today / 100 % 100 + 2) / 3;
	for (int i = 0; i < QUARTERS; i++) {
		struct tpl *s = tpl_section(t, "QUARTER");
		tpl_textf(s, "CODE", "%lld%lld", (long long)year, (long long)q);
		tpl_textf(
			s, "NAME", "%lld Q%lld", (long long)year, (long long)q);
		if (--q == 0) {
			q = 4;
			year--;
		}
	}
}

/* GET /admin/books?from=2026-11-01&to=2026-11-30 */
int admin_books(struct req *r)
{
	struct period p = period_of(r);
	struct books_row *rows;
	size_t n;
	int rc = books_read(&r->cx, p.from, p.to, false, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/books.tpl");
	tpl_text(t, "FROM", day_iso(r, p.from));
	tpl_text(t, "TO", day_iso(r, p.to));
	if (!p.ok)
		tpl_text(tpl_section(t, "PROBLEM"), "TEXT",
			tr("Choose a first and a last day, at most two years "
			   "apart."));
	sales_show(r, t, rows, n);
	money_show(t, rows, n);
	tpl_show_if(t, "NONE", n == 0);
	quarters_show(r, t);
	struct admin_page page = {.title = tr("Bookkeeping"), .nav = "books"};
	return admin_send(r, &page, t, p.ok ? 200 : 422);
}

static int send(struct req *r, int rc, const char *name)
{
	if (rc < 0) {
		resp_clear(r);
		return rc == ERR_INVALID ? ERR_BAD : rc;
	}
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena, "attachment; filename=\"%s\"", name));
	r->status = 200;
	r->content_type = "text/csv; charset=utf-8";
	return OK;
}

/* GET /admin/books/:file */
int admin_books_file(struct req *r)
{
	const char *file = req_path_param(r, "file");
	struct period p = period_of(r);
	const char *name = arena_printf(r->cx.arena, "%s-%s-%s",
		day_iso(r, p.from), day_iso(r, p.to), file);
	if (!p.ok)
		return ERR_BAD;
	if (!strcmp(file, "books.csv"))
		return send(r, books_csv(&r->cx, p.from, p.to, r->out), name);
	if (!strcmp(file, "documents.csv"))
		return send(r,
			books_documents_csv(&r->cx, p.from, p.to, r->out),
			name);
	const char *quarter = req_query_param(r, "quarter");
	if (strcmp(file, "oss.csv") != 0)
		return ERR_NOT_FOUND;
	if (!quarter || strlen(quarter) != 5 ||
		strspn(quarter, "0123456789") != 5)
		return ERR_BAD;
	int64_t code = strtoll(quarter, NULL, 10);
	return send(r, books_oss_csv(&r->cx, code, r->out),
		arena_printf(r->cx.arena, "oss-%s.csv", quarter));
}
