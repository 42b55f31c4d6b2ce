/* camt.053 read with libxml2; elements are found by their local names, so that
 * every version's namespace will do. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "domain/bank.h"
#include "lib/err.h"
#include "lib/text.h"

struct reading {
	struct arena *a;
	struct bank_file *out;
	const char *account;
};

static bool named(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)n->name, name) == 0;
}

static const xmlNode *child(const xmlNode *n, const char *name)
{
	const xmlNode *c = n ? n->children : NULL;
	while (c && !named(c, name))
		c = c->next;
	return c;
}

static const xmlNode *next(const xmlNode *n, const char *name)
{
	for (n = n ? n->next : NULL; n && !named(n, name);)
		n = n->next;
	return n;
}

/* "RmtInf/Strd/CdtrRefInf": the first child of each name. */
static const xmlNode *walk(const xmlNode *n, const char *path)
{
	char name[40];
	while (n && *path) {
		size_t k = strcspn(path, "/");
		if (k >= sizeof(name))
			return NULL;
		memcpy(name, path, k);
		name[k] = '\0';
		n = child(n, name);
		path += k + (path[k] == '/');
	}
	return n;
}

static const char *text(struct reading *r, const xmlNode *n)
{
	xmlChar *s = n ? xmlNodeGetContent(n) : NULL;
	const char *out = text_trim(r->a, s ? (const char *)s : "");
	xmlFree(s);
	return out;
}

static const char *text_at(
	struct reading *r, const xmlNode *n, const char *path)
{
	return text(r, walk(n, path));
}

/* "15.9", "15.90", "15.90000": cents; -1: none such. */
static int64_t cents(const char *s)
{
	int64_t whole = 0, part = 0;
	int digits = 0, places = 0;
	for (; *s >= '0' && *s <= '9'; s++, digits++) {
		if (digits > 10)
			return -1;
		whole = whole * 10 + (*s - '0');
	}
	if (*s == '.' || *s == ',')
		for (s++; *s >= '0' && *s <= '9'; s++, places++) {
			if (places < 2)
				part = part * 10 + (*s - '0');
			else if (*s != '0')
				return -1;
		}
	if (places == 1)
		part *= 10;
	int64_t sum = whole * 100 + part;
	return digits && !*s && sum <= MONEY_MAX * 1000 ? sum : -1;
}

/* "2026-11-23", also with a time behind it. */
static int64_t day_of(const char *s)
{
	int64_t day = 0;
	for (int i = 0; i < 10; i++) {
		if (i == 4 || i == 7) {
			if (s[i] != '-')
				return 0;
		} else if (s[i] < '0' || s[i] > '9') {
			return 0;
		} else {
			day = day * 10 + (s[i] - '0');
		}
	}
	return day;
}

static const char *currency_of(struct reading *r, const xmlNode *amount)
{
	xmlChar *s = amount ? xmlGetNoNsProp((xmlNode *)amount, BAD_CAST "Ccy")
			    : NULL;
	const char *out = s ? arena_strdup(r->a, (const char *)s) : "";
	xmlFree(s);
	return out;
}

/* A message that is nothing but a reference is one. */
static void remittance(
	struct reading *r, const xmlNode *tx, struct bank_line *l)
{
	const xmlNode *info = child(tx, "RmtInf");
	l->message = text(r, child(info, "Ustrd"));
	for (const xmlNode *s = child(info, "Strd"); s; s = next(s, "Strd")) {
		const char *ref = bank_reference(
			r->a, text_at(r, s, "CdtrRefInf/Ref"));
		if (*ref) {
			l->reference = ref;
			return;
		}
	}
	for (const xmlNode *u = child(info, "Ustrd"); u; u = next(u, "Ustrd")) {
		l->reference = bank_reference(r->a, text(r, u));
		if (*l->reference)
			return;
	}
}

static void details(struct reading *r, const xmlNode *tx, struct bank_line *l)
{
	static const char *const names[] = {"RltdPties/Dbtr/Nm",
		"RltdPties/Dbtr/Pty/Nm", "RltdPties/UltmtDbtr/Nm",
		"RltdPties/UltmtDbtr/Pty/Nm"};
	for (size_t i = 0; !*l->payer && i < sizeof(names) / sizeof(*names);
		i++)
		l->payer = text_at(r, tx, names[i]);
	remittance(r, tx, l);
	const char *archive = text_at(r, tx, "Refs/AcctSvcrRef");
	if (*archive)
		l->archive = archive;
}

static int line_add(struct reading *r, const struct bank_line *l)
{
	struct bank_file *f = r->out;
	if (f->n == BANK_LINES_MAX) {
		f->problem = "it has more entries than we take at once";
		return ERR_INVALID;
	}
	f->lines = arena_grow(r->a, f->lines, f->n, sizeof(*f->lines));
	f->lines[f->n++] = *l;
	return OK;
}

/* The amount of one payment in a batch: version 02 has it below AmtDtls. */
static const xmlNode *tx_amount(const xmlNode *tx)
{
	const xmlNode *n = child(tx, "Amt");
	return n ? n : walk(tx, "AmtDtls/TxAmt/Amt");
}

/* Payments in an entry, and what they come to; -1: not all say how much. */
static size_t batch_count(struct reading *r, const xmlNode *entry, int64_t *sum)
{
	size_t n = 0;
	*sum = 0;
	for (const xmlNode *d = child(entry, "NtryDtls"); d;
		d = next(d, "NtryDtls"))
		for (const xmlNode *tx = child(d, "TxDtls"); tx;
			tx = next(tx, "TxDtls")) {
			int64_t one = cents(text(r, tx_amount(tx)));
			*sum = *sum < 0 || one < 0 ? -1 : *sum + one;
			n++;
		}
	return n;
}

/* Each payment of a batch is an entry of its own. */
static int batch(
	struct reading *r, const xmlNode *entry, const struct bank_line *whole)
{
	int rc = OK;
	size_t k = 0;
	for (const xmlNode *d = child(entry, "NtryDtls"); d;
		d = next(d, "NtryDtls"))
		for (const xmlNode *tx = child(d, "TxDtls"); tx && rc == OK;
			tx = next(tx, "TxDtls")) {
			struct bank_line l = *whole;
			int64_t one = cents(text(r, tx_amount(tx)));
			l.amount = whole->amount < 0 ? -one : one;
			l.archive = *whole->archive
					    ? arena_printf(r->a, "%s#%zu",
						      whole->archive, ++k)
					    : "";
			details(r, tx, &l);
			rc = line_add(r, &l);
		}
	return rc;
}

static int entry_read(struct reading *r, const xmlNode *entry)
{
	const xmlNode *amount = child(entry, "Amt");
	const char *status = text_at(r, entry, "Sts/Cd");
	if (!*status)
		status = text_at(r, entry, "Sts");
	if (*status && strcmp(status, "BOOK") != 0)
		return OK; /* told of, not booked */
	struct bank_line l = {.account = r->account,
		.archive = text_at(r, entry, "AcctSvcrRef"),
		.amount = cents(text(r, amount)),
		.currency = currency_of(r, amount),
		.reference = "",
		.payer = "",
		.message = ""};
	l.day = day_of(text_at(r, entry, "BookgDt/Dt"));
	if (!l.day)
		l.day = day_of(text_at(r, entry, "BookgDt/DtTm"));
	if (l.amount < 0 || !l.day) {
		r->out->problem = "an entry has no amount or no day";
		return ERR_INVALID;
	}
	int64_t sum, total = l.amount;
	if (strcmp(text_at(r, entry, "CdtDbtInd"), "DBIT") == 0)
		l.amount = -l.amount;
	size_t n = batch_count(r, entry, &sum);
	if (n > 1 && sum == total)
		return batch(r, entry, &l);
	if (n == 1)
		details(r, walk(entry, "NtryDtls/TxDtls"), &l);
	return line_add(r, &l);
}

static int statement_read(struct reading *r, const xmlNode *s)
{
	int rc = OK;
	const char *iban = text_at(r, s, "Acct/Id/IBAN");
	r->account = *iban ? iban : text_at(r, s, "Acct/Id/Othr/Id");
	if (!*r->out->account)
		r->out->account = r->account;
	for (const xmlNode *e = child(s, "Ntry"); e && rc == OK;
		e = next(e, "Ntry"))
		rc = entry_read(r, e);
	return rc;
}

static int document_read(struct reading *r, xmlDoc *doc)
{
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	r->out->problem = "it is not whole XML";
	if (!root)
		return ERR_INVALID;
	r->out->problem = "it is no camt.053 statement";
	const xmlNode *all = child(root, "BkToCstmrStmt");
	if (doc->intSubset || !named(root, "Document") || !all)
		return ERR_INVALID;
	int rc = OK;
	for (const xmlNode *s = child(all, "Stmt"); s && rc == OK;
		s = next(s, "Stmt"))
		rc = statement_read(r, s);
	if (rc == OK)
		r->out->problem = "";
	return rc;
}

static void quiet(void *arg, const char *fmt, ...)
{
	(void)arg;
	(void)fmt;
}

int camt_read(struct arena *a, const char *p, size_t n, struct bank_file *out)
{
	*out = (struct bank_file){
		.format = "camt.053", .account = "", .problem = ""};
	if (n > BANK_FILE_MAX || memmem(p, n, "<!DOCTYPE", 9) ||
		memmem(p, n, "<!ENTITY", 8)) {
		out->problem = "it is too large, or has a DTD";
		return ERR_INVALID;
	}
	xmlSetGenericErrorFunc(NULL, quiet);
	xmlDoc *doc = xmlReadMemory(p, (int)n, "statement.xml", NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
			XML_PARSE_NOCDATA);
	struct reading r = {.a = a, .out = out, .account = ""};
	int rc = document_read(&r, doc);
	xmlFreeDoc(doc);
	return rc;
}
