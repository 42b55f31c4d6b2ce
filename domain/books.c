/* Sums for bookkeeping. */
#include "domain/books.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

struct rows {
	struct books_row *all;
	size_t n;
	bool by_day;
};

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static bool same(const struct books_row *a, const struct books_row *b)
{
	return a->rate_bp == b->rate_bp && is(a->what, b->what) &&
	       is(a->way, b->way) && is(a->country, b->country) &&
	       is(a->reason, b->reason);
}

/* Rows come in the order of their days: the row is among the last ones. */
static void row_add(struct cx *cx, struct rows *rows, struct books_row one)
{
	if (!rows->by_day)
		one.day = 0;
	for (size_t i = rows->n; i > 0 && rows->all[i - 1].day == one.day; i--)
		if (same(&rows->all[i - 1], &one)) {
			rows->all[i - 1].gross.minor += one.gross.minor;
			rows->all[i - 1].vat.minor += one.vat.minor;
			rows->all[i - 1].n++;
			return;
		}
	rows->all = arena_grow(
		cx->arena, rows->all, rows->n, sizeof(*rows->all));
	one.n = 1;
	rows->all[rows->n++] = one;
}

/* What of a document is gift cards: they are outside VAT as other things may
 * be, and no sale yet. */
static int64_t gift_cards_of(const char *content)
{
	json_t *j = json_loads(content, 0, NULL), *l;
	int64_t sum = 0;
	size_t i;
	json_array_foreach(json_object_get(j, "lines"), i, l)
	{
		const char *kind = json_string_value(
			json_object_get(l, "kind"));
		if (kind && is(kind, "gift_card"))
			sum += json_integer_value(json_object_get(l, "gross"));
	}
	json_decref(j);
	return sum;
}

static void tax_row(struct cx *cx, struct db_stmt *q, struct rows *rows)
{
	struct arena *a = cx->arena;
	struct books_row r = {.day = db_next_int(q), .way = ""};
	bool credit = is(db_next_text(q, a), "credit_note");
	r.reason = db_next_text(q, a);
	r.country = db_next_text(q, a);
	r.rate_bp = db_next_int(q);
	r.gross = money(db_next_int(q));
	r.vat = money(db_next_int(q));
	const char *content = db_next_text(q, a);
	r.what = credit ? "credit" : "sale";
	int64_t cards = r.rate_bp < 0 ? gift_cards_of(content) : 0;
	if (cards != 0) {
		struct books_row card = r;
		card.what = credit ? "gift_card_credited" : "gift_card_sold";
		card.reason = "";
		card.country = "";
		card.gross = money(cards);
		row_add(cx, rows, card);
		r.gross.minor -= cards;
		if (r.gross.minor == 0)
			return;
	}
	row_add(cx, rows, r);
}

static int documents_read(
	struct cx *cx, int64_t from, int64_t to, struct rows *rows)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT d.day, d.kind, o.tax_reason, t.country, t.rate_bp,"
		" t.gross_minor, t.vat_minor,"
		" CASE WHEN t.rate_bp < 0 THEN d.content ELSE '' END"
		" FROM document d JOIN document_tax t ON t.document = d.id"
		" JOIN orders o ON o.id = d.orders"
		" WHERE d.day >= :from AND d.day <= :to ORDER BY d.day, d.id");
	db_bind_int(q, ":from", from);
	db_bind_int(q, ":to", to);
	int rc;
	while ((rc = db_step(q)) > 0)
		tax_row(cx, q, rows);
	db_done(q);
	return rc;
}

static void move_row(struct cx *cx, struct db_stmt *q, struct rows *rows)
{
	struct arena *a = cx->arena;
	struct books_row r = {.country = "", .reason = "", .way = ""};
	r.day = clock_day(db_next_int(q));
	const char *kind = db_next_text(q, a);
	r.gross = money(db_next_int(q));
	const char *way = db_next_text(q, a);
	if (r.gross.minor == 0)
		return; /* of an order that cost nothing */
	bool out = r.gross.minor < 0;
	if (is(kind, "gift_card")) {
		r.what = out ? "gift_card_returned" : "gift_card_used";
	} else {
		r.what = out ? "refund" : "payment";
		r.way = way;
	}
	row_add(cx, rows, r);
}

/* The ref of a move names its payment or refund: "payment/12", "refund/r3". */
static int moves_read(
	struct cx *cx, int64_t from, int64_t to, struct rows *rows)
{
	int64_t begin = clock_moment(from, 0), end = clock_day_end(to);
	if (begin < 0 || end < 0)
		return ERR_INVALID;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT m.at_ms, m.kind, m.amount_minor,"
		" coalesce(p.provider, b.provider, 'hand') FROM money_move m"
		" LEFT JOIN payment p ON p.id ="
		"  CASE WHEN substr(m.ref, 1, 8) = 'payment/'"
		"  THEN CAST(substr(m.ref, 9) AS BIGINT) END"
		" LEFT JOIN refund r ON r.id ="
		"  CASE WHEN substr(m.ref, 1, 8) = 'refund/r'"
		"  THEN CAST(substr(m.ref, 9) AS BIGINT) END"
		" LEFT JOIN payment b ON b.id = r.payment"
		" WHERE m.at_ms >= :begin AND m.at_ms < :end"
		" ORDER BY m.at_ms, m.id");
	db_bind_int(q, ":begin", begin);
	db_bind_int(q, ":end", end);
	int rc;
	while ((rc = db_step(q)) > 0)
		move_row(cx, q, rows);
	db_done(q);
	return rc;
}

static int what_place(const char *what)
{
	static const char *const order[] = {"sale", "credit", "gift_card_sold",
		"gift_card_credited", "payment", "refund", "gift_card_used",
		"gift_card_returned"};
	int i = 0;
	while (!is(order[i], what))
		i++;
	return i;
}

static int row_order(const void *x, const void *y)
{
	const struct books_row *a = x, *b = y;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (what_place(a->what) != what_place(b->what))
		return what_place(a->what) - what_place(b->what);
	if (strcmp(a->country, b->country) != 0)
		return strcmp(a->country, b->country);
	if (a->rate_bp != b->rate_bp)
		return a->rate_bp > b->rate_bp ? -1 : 1;
	int by = strcmp(a->reason, b->reason);
	return by ? by : strcmp(a->way, b->way);
}

int books_read(struct cx *cx, int64_t from, int64_t to, bool by_day,
	struct books_row **out, size_t *n)
{
	struct rows rows = {.by_day = by_day};
	int rc = documents_read(cx, from, to, &rows);
	if (rc == OK)
		rc = moves_read(cx, from, to, &rows);
	if (rows.n)
		qsort(rows.all, rows.n, sizeof(*rows.all), row_order);
	*out = rows.all;
	*n = rows.n;
	return rc;
}

/* ---- One Stop Shop ---- */

static int64_t quarter_of(int64_t day)
{
	return day / 10000 * 10 + (day / 100 % 100 + 2) / 3;
}

static void oss_add(struct cx *cx, struct books_oss **out, size_t *n,
	const struct books_oss *one)
{
	for (size_t i = 0; i < *n; i++) {
		struct books_oss *o = &(*out)[i];
		if (o->rate_bp == one->rate_bp &&
			o->corrects == one->corrects &&
			is(o->country, one->country)) {
			o->net.minor += one->net.minor;
			o->vat.minor += one->vat.minor;
			return;
		}
	}
	*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
	(*out)[(*n)++] = *one;
}

int books_oss_read(
	struct cx *cx, int64_t quarter, struct books_oss **out, size_t *n)
{
	int64_t year = quarter / 10, q4 = quarter % 10;
	*out = NULL;
	*n = 0;
	if (year < 2000 || year > 9999 || q4 < 1 || q4 > 4)
		return ERR_INVALID;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(i.day, d.day), t.country, t.rate_bp,"
		" t.gross_minor, t.vat_minor FROM document d"
		" JOIN document_tax t ON t.document = d.id"
		" JOIN orders o ON o.id = d.orders"
		" LEFT JOIN document i ON i.id = d.invoice"
		" WHERE o.tax_reason = 'oss' AND t.rate_bp >= 0"
		" AND d.day >= :from AND d.day <= :to"
		" ORDER BY t.country, t.rate_bp DESC, d.day, d.id");
	db_bind_int(q, ":from", year * 10000 + (q4 * 3 - 2) * 100 + 1);
	db_bind_int(q, ":to", year * 10000 + q4 * 300 + 31);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int64_t of = quarter_of(db_next_int(q));
		struct books_oss one = {.corrects = of == quarter ? 0 : of};
		one.country = db_next_text(q, cx->arena);
		one.rate_bp = db_next_int(q);
		int64_t gross = db_next_int(q);
		one.vat = money(db_next_int(q));
		one.net = money(gross - one.vat.minor);
		oss_add(cx, out, n, &one);
	}
	db_done(q);
	return rc;
}
