/* VAT numbers of businesses elsewhere in the EU; the owner checks them. */
#include <ctype.h>
#include <string.h>

#include "domain/tax.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

/*
 * What follows the prefix, as the Commission's VIES describes it ("VAT number
 * structure"): '9' a digit, 'A' a letter, '*' either, '+' these and the signs
 * of Ireland's and the Netherlands' forms.  One row a form.
 */
static const struct {
	const char *prefix, *form;
} forms[] = {
	{"AT", "U99999999"},
	{"BE", "9999999999"},
	{"BG", "999999999"},
	{"BG", "9999999999"},
	{"CY", "99999999A"},
	{"CZ", "99999999"},
	{"CZ", "999999999"},
	{"CZ", "9999999999"},
	{"DE", "999999999"},
	{"DK", "99999999"},
	{"EE", "999999999"},
	{"EL", "999999999"},
	{"ES", "*9999999*"},
	{"FI", "99999999"},
	{"FR", "**999999999"},
	{"HR", "99999999999"},
	{"HU", "99999999"},
	{"IE", "9+99999A"},
	{"IE", "9999999AA"},
	{"IT", "99999999999"},
	{"LT", "999999999"},
	{"LT", "999999999999"},
	{"LU", "99999999"},
	{"LV", "99999999999"},
	{"MT", "99999999"},
	{"NL", "++++++++++++"},
	{"PL", "9999999999"},
	{"PT", "999999999"},
	{"RO", "99"},
	{"RO", "999"},
	{"RO", "9999"},
	{"RO", "99999"},
	{"RO", "999999"},
	{"RO", "9999999"},
	{"RO", "99999999"},
	{"RO", "999999999"},
	{"RO", "9999999999"},
	{"SE", "999999999999"},
	{"SI", "99999999"},
	{"SK", "9999999999"},
	{"XI", "999999999"},
	{"XI", "999999999999"},
	{"XI", "GD999"},
	{"XI", "HA999"},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool fits_char(char form, char c)
{
	switch (form) {
	case '9':
		return is_digit(c);
	case 'A':
		return is_letter(c);
	case '*':
		return is_digit(c) || is_letter(c);
	case '+':
		return is_digit(c) || is_letter(c) || c == '+' || c == '*';
	default:
		return c == form;
	}
}

static bool fits(const char *form, const char *text)
{
	for (; *form && *text; form++, text++)
		if (!fits_char(*form, *text))
			return false;
	return !*form && !*text;
}

enum { TYPED_MAX = 20 };

const char *vat_id_norm(struct arena *a, const char *typed)
{
	char *out = arena_alloc(a, TYPED_MAX + 1);
	size_t n = 0;
	for (const char *c = typed; *c; c++) {
		if (*c == ' ' || *c == '-' || *c == '.')
			continue;
		if (n == TYPED_MAX)
			return NULL;
		out[n++] = (char)toupper((unsigned char)*c);
	}
	if (strncmp(out, "GR", 2) == 0) {
		out[0] = 'E';
		out[1] = 'L';
	}
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strncmp(out, forms[i].prefix, 2) == 0 &&
			fits(forms[i].form, out + 2))
			return out;
	return NULL;
}

/* Weights and modulus: Finnish Tax Administration. */
const char *business_id_norm(struct arena *a, const char *typed)
{
	static const int weights[] = {7, 9, 10, 5, 8, 4, 2};
	char digits[8];
	size_t n = 0;
	for (const char *p = typed; *p; p++) {
		if (*p == ' ' || (*p == '-' && n >= 6))
			continue;
		if (*p < '0' || *p > '9' || n == sizeof(digits))
			return NULL;
		digits[n++] = *p;
	}
	if (n != 7 && n != 8)
		return NULL;
	if (n == 7) { /* the oldest have six digits before the check */
		memmove(digits + 1, digits, 7);
		digits[0] = '0';
	}
	int sum = 0;
	for (size_t i = 0; i < 7; i++)
		sum += (digits[i] - '0') * weights[i];
	int left = sum % 11;
	if (left == 1 || digits[7] - '0' != (left ? 11 - left : 0))
		return NULL;
	return arena_printf(a, "%.7s-%c", digits, digits[7]);
}

int vat_id_is_valid(struct cx *cx, const struct buyer *buyer, bool *valid)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT count(*) FROM vat_number v"
		" JOIN customer c ON c.email_norm = v.email_norm"
		" WHERE v.vat_id = :vat AND v.email_norm = :email"
		" AND v.state = 'valid' AND c.id = :customer"
		" AND c.verified_ms IS NOT NULL AND c.archived_ms IS NULL");
	db_bind_text(q, ":vat", buyer->vat_id);
	db_bind_text(q, ":email", buyer->email_norm);
	db_bind_int(q, ":customer", buyer->customer);
	int rc = db_one(q);
	*valid = rc == OK && db_next_int(q) > 0;
	db_done(q);
	return rc;
}

int vat_id_ask(struct cx *cx, const char *vat_id, const char *email_norm,
	const char *company)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO vat_number (vat_id, email_norm, company,"
		" asked_ms) VALUES (:vat, :email, :company, :now)"
		" ON CONFLICT (vat_id, email_norm) DO NOTHING");
	db_bind_text(q, ":vat", vat_id);
	db_bind_text(q, ":email", email_norm);
	db_bind_text(q, ":company", company);
	db_bind_int(q, ":now", cx->now);
	return db_exec(q, NULL);
}
