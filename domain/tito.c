/*
 * TITO and KTL: records of fixed columns, one a line.  The columns (counted
 * from 0) are those of Finance Finland's "Konekielinen tiliote", service
 * description 3.3:
 *   T00   9-22 account (14 digits)   292-309 IBAN
 *   T10  12-29 archive id   30-35 booked (YYMMDD)   87 sign   88-105 cents
 *        108-142 payer   159-178 reference   187 level
 *   T11   6-7 kind: 00 message from 8; 11 SEPA: 8-42 RF reference
 * A T10 followed by T10s of a deeper level is a sum: its parts count.  KTL
 * ("Saapuvat viitemaksut"), record 3 (and 5, direct debits):
 *        1-14 account   15-20 booked   27-42 archive id   43-62 reference
 *        63-74 payer   75 currency (1 is euro)   77-86 cents
 *        87 correction (1: money out)
 */
#include <string.h>

#include "domain/bank.h"
#include "domain/reference.h"
#include "lib/err.h"
#include "lib/text.h"

enum { LINE_MAX = 600 };

struct reading {
	struct arena *a;
	struct bank_file *out;
	bool seven; /* [ \ ] { | } stand for letters */
	const char *account;
	const char *line;
	size_t n;
	int level; /* of the last T10 */
	bool open; /* it may yet turn out to be a sum */
};

/* Latin-1 of UTF-8, so that columns are bytes; what it lacks becomes '?'. */
static size_t narrow(char *to, const char *p, size_t n)
{
	size_t k = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		if (c < 0x80)
			to[k++] = (char)c;
		else if ((c == 0xc2 || c == 0xc3) && i + 1 < n)
			to[k++] = (char)((c == 0xc3 ? 0x40 : 0) |
					 (unsigned char)p[++i]);
		else if (c >= 0xc0)
			to[k++] = '?';
	}
	return k;
}

/* A letter as UTF-8; of the seven-bit set ISO 646-FI where that is used. */
static size_t widen(char *to, unsigned char c, bool seven)
{
	static const char odd[] = "[\\]{|}";
	static const unsigned char letter[] = {
		0xc4, 0xd6, 0xc5, 0xe4, 0xf6, 0xe5};
	const char *at = seven && c ? strchr(odd, c) : NULL;
	if (at)
		c = letter[at - odd];
	if (c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0))
		c = ' ';
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	to[0] = (char)(0xc0 | c >> 6);
	to[1] = (char)(0x80 | (c & 0x3f));
	return 2;
}

/* Columns of the line, trimmed; "" where it is shorter. */
static const char *field(struct reading *r, size_t from, size_t n)
{
	char out[LINE_MAX * 2 + 1];
	size_t k = 0;
	for (size_t i = from; i < from + n && i < r->n; i++)
		k += widen(out + k, (unsigned char)r->line[i], r->seven);
	out[k] = '\0';
	return text_trim(r->a, out);
}

static int64_t digits(struct reading *r, size_t from, size_t n)
{
	int64_t sum = 0;
	for (size_t i = from; i < from + n; i++) {
		if (i >= r->n || r->line[i] < '0' || r->line[i] > '9')
			return -1;
		sum = sum * 10 + (r->line[i] - '0');
	}
	return sum;
}

static int bad(struct reading *r, const char *problem)
{
	r->out->problem = problem;
	return ERR_INVALID;
}

static int line_add(struct reading *r, const struct bank_line *l)
{
	struct bank_file *f = r->out;
	if (f->n == BANK_LINES_MAX)
		return bad(r, "it has more entries than we take at once");
	if (l->day < 0 || l->amount == -1 || l->amount > MONEY_MAX * 1000 ||
		l->amount < -MONEY_MAX * 1000)
		return bad(r, "an entry has no amount or no day");
	f->lines = arena_grow(r->a, f->lines, f->n, sizeof(*f->lines));
	f->lines[f->n++] = *l;
	return OK;
}

static int64_t day_at(struct reading *r, size_t from)
{
	int64_t day = digits(r, from, 6);
	return day < 0 ? -1 : 20000000 + day;
}

static void account_use(struct reading *r, const char *account)
{
	r->account = account;
	if (!*r->out->account)
		r->out->account = account;
}

static void head_read(struct reading *r)
{
	const char *iban = field(r, 292, 18);
	account_use(
		r, iban_ok(iban) ? iban : iban_of_bban(r->a, field(r, 9, 14)));
}

static int basic_read(struct reading *r)
{
	if (r->n < 106)
		return bad(r, "a record is too short");
	int level = r->n > 187 && r->line[187] >= '1' && r->line[187] <= '9'
			    ? r->line[187] - '0'
			    : 0;
	/* its parts follow: the sum itself is none of them */
	if (r->open && level > r->level && r->out->n > 0)
		r->out->n--;
	r->level = level;
	r->open = true;
	int64_t amount = digits(r, 88, 18);
	struct bank_line l = {.account = r->account,
		.archive = field(r, 12, 18),
		.day = day_at(r, 30),
		.amount = amount > 0 && r->line[87] == '-' ? -amount : amount,
		.currency = "EUR",
		.payer = field(r, 108, 35),
		.reference = bank_reference(r->a, field(r, 159, 20)),
		.message = ""};
	return line_add(r, &l);
}

/* Belongs to the T10 before it. */
static void more_read(struct reading *r)
{
	if (!r->open || r->out->n == 0 || r->n < 9)
		return;
	struct bank_line *l = &r->out->lines[r->out->n - 1];
	bool sepa = memcmp(r->line + 6, "11", 2) == 0;
	const char *said = field(r, 8, sepa ? 35 : LINE_MAX);
	const char *reference = bank_reference(r->a, said);
	if (sepa || (strncmp(said, "RF", 2) == 0 && *reference)) {
		if (*reference && !*l->reference)
			l->reference = reference;
	} else if (memcmp(r->line + 6, "00", 2) == 0) {
		l->message = text_cut(r->a,
			arena_printf(r->a, "%s%s%s", l->message,
				*l->message ? " " : "", said),
			300);
	}
}

static int incoming_read(struct reading *r)
{
	if (r->n < 88)
		return bad(r, "a record is too short");
	account_use(r, iban_of_bban(r->a, field(r, 1, 14)));
	int64_t amount = digits(r, 77, 10);
	struct bank_line l = {.account = r->account,
		.archive = field(r, 27, 16),
		.day = day_at(r, 15),
		.amount = amount > 0 && r->line[87] == '1' ? -amount : amount,
		.currency = r->line[75] == '1' ? "EUR" : "?",
		.reference = bank_reference(r->a, field(r, 43, 20)),
		.payer = field(r, 63, 12),
		.message = ""};
	return line_add(r, &l);
}

static int record_read(struct reading *r)
{
	if (r->n >= 3 && memcmp(r->line, "T00", 3) == 0)
		head_read(r);
	else if (r->n >= 3 && memcmp(r->line, "T10", 3) == 0)
		return basic_read(r);
	else if (r->n >= 3 && memcmp(r->line, "T11", 3) == 0)
		more_read(r);
	else if (r->line[0] == '3' || r->line[0] == '5')
		return incoming_read(r);
	else
		r->open = false;
	return OK;
}

static bool is_format(const char *p, size_t n)
{
	return n >= 90 && (memcmp(p, "T00", 3) == 0 ||
				  (p[0] == '0' && p[1] >= '0' && p[1] <= '9'));
}

int tito_read(struct arena *a, const char *p, size_t n, struct bank_file *out)
{
	*out = (struct bank_file){
		.format = "tito", .account = "", .problem = ""};
	struct reading r = {.a = a, .out = out, .account = ""};
	if (n > BANK_FILE_MAX)
		return bad(&r, "it is too large");
	if (!is_format(p, n))
		return bad(&r, "it is neither camt.053 nor TITO");
	if (utf8_ok(p, n)) {
		char *bytes = arena_alloc(a, n + 1);
		size_t k = narrow(bytes, p, n);
		r.seven = k == n;
		p = bytes;
		n = k;
	}
	for (size_t at = 0; at < n;) {
		const char *end = memchr(p + at, '\n', n - at);
		size_t len = end ? (size_t)(end - p) - at : n - at;
		r.line = p + at;
		r.n = len && r.line[len - 1] == '\r' ? len - 1 : len;
		if (r.n > LINE_MAX)
			return bad(&r, "a record is too long");
		int rc = r.n ? record_read(&r) : OK;
		if (rc < 0)
			return rc;
		at += len + 1;
	}
	return OK;
}
