/* Finnish bank references, bar codes and account numbers. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/bank.h"
#include "domain/reference.h"
#include "lib/buf.h"

enum {
	REFERENCE_MIN = 4, /* check digit included */
	REFERENCE_MAX = 20,
	IBAN_MAX = 34,
	IBAN_FI = 18,
};

/* Weights 7, 3, 1 from the right; what is missing to the next ten. */
static int check_digit(const char *digits, size_t n)
{
	static const int weights[] = {7, 3, 1};
	int sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += (digits[n - 1 - i] - '0') * weights[i % 3];
	return (10 - sum % 10) % 10;
}

const char *reference_make(struct arena *a, int64_t number)
{
	const char *base = arena_printf(a, "%03" PRId64, number);
	return arena_printf(a, "%s%d", base, check_digit(base, strlen(base)));
}

static bool all_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

bool reference_ok(const char *digits)
{
	size_t n = strlen(digits);
	if (n < REFERENCE_MIN || n > REFERENCE_MAX || !all_digits(digits))
		return false;
	return check_digit(digits, n - 1) == digits[n - 1] - '0';
}

/* Groups of size, the first one shorter when from_right. */
static const char *grouped(
	struct arena *a, const char *s, size_t size, bool from_right)
{
	size_t n = strlen(s), first = from_right ? n % size : 0, k = 0;
	char *out = arena_alloc(a, n * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (i + size - first) % size == 0)
			out[k++] = ' ';
		out[k++] = s[i];
	}
	return out;
}

const char *reference_format(struct arena *a, const char *digits)
{
	return grouped(a, digits, 5, true);
}

/* Letters and digits alone, upper case; NULL: something else, or too long. */
static const char *iban_compact(struct arena *a, const char *iban)
{
	char *out = arena_alloc(a, IBAN_MAX + 1);
	size_t n = 0;
	for (; *iban; iban++) {
		char c = *iban;
		if (c == ' ')
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) ||
			n == IBAN_MAX)
			return NULL;
		out[n++] = c;
	}
	return out;
}

/* Digits and letters (A = 10 ... Z = 35) read as one number, modulo 97. */
static int mod_97(const char *s, size_t n, int so_far)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] >= 'A')
			so_far = (so_far * 100 + (s[i] - 'A' + 10)) % 97;
		else
			so_far = (so_far * 10 + (s[i] - '0')) % 97;
	}
	return so_far;
}

static bool iban_is_ours(const char *s)
{
	size_t n = strlen(s);
	if (n < 15 || s[0] < 'A' || s[1] < 'A' || s[2] > '9' || s[3] > '9')
		return false;
	if (strncmp(s, "FI", 2) == 0 && (n != IBAN_FI || !all_digits(s + 2)))
		return false;
	return mod_97(s, 4, mod_97(s + 4, n - 4, 0)) == 1;
}

bool iban_ok(const char *iban)
{
	struct arena *a = arena_new();
	const char *s = iban_compact(a, iban);
	bool ok = s && iban_is_ours(s);
	arena_free(a);
	return ok;
}

const char *iban_format(struct arena *a, const char *iban)
{
	const char *s = iban_compact(a, iban);
	return s ? grouped(a, s, 4, false) : iban;
}

/* Finance Finland, Pankkiviivakoodi-opas: '4', 16 digits of the IBAN, 6 of
 * euros, 2 of cents, '000', 20 of the reference, YYMMDD. */
const char *bank_barcode(struct arena *a, const char *iban, struct money sum,
	const char *reference, int64_t due_day)
{
	const char *s = iban_compact(a, iban);
	size_t n = strlen(reference);
	if (!s || !iban_is_ours(s) || strncmp(s, "FI", 2) != 0 ||
		n > REFERENCE_MAX || sum.minor < 0)
		return NULL;
	/* What does not fit is left for the payer to type. */
	int64_t cents = sum.minor > INT64_C(99999999) ? 0 : sum.minor;
	static const char zeros[] = "00000000000000000000";
	return arena_printf(a, "4%s%08" PRId64 "000%s%s%06" PRId64, s + 2,
		cents, zeros + n, reference, due_day % 1000000);
}

const char *reference_rf(struct arena *a, const char *digits)
{
	while (digits[0] == '0' && digits[1])
		digits++;
	/* "RF00" behind the reference: R is 27, F is 15. */
	int rest = mod_97("RF00", 4, mod_97(digits, strlen(digits), 0));
	return arena_printf(a, "RF%02d%s", 98 - rest, digits);
}

/* Upper case without blanks; NULL: none of at most 25 letters and digits. */
static const char *rf_compact(struct arena *a, const char *rf)
{
	const char *s = iban_compact(a, rf);
	size_t n = s ? strlen(s) : 0;
	return n >= 5 && n <= 25 && strncmp(s, "RF", 2) == 0 ? s : NULL;
}

bool reference_rf_ok(const char *rf)
{
	struct arena *a = arena_new();
	const char *s = rf_compact(a, rf);
	bool ok = s && s[2] <= '9' && s[3] <= '9' &&
		  mod_97(s, 4, mod_97(s + 4, strlen(s) - 4, 0)) == 1;
	arena_free(a);
	return ok;
}

/* The same guide: '5', 16 digits of the IBAN, 6 of euros, 2 of cents, the RF
 * check digits, 21 of the reference, YYMMDD. */
const char *bank_barcode_rf(struct arena *a, const char *iban, struct money sum,
	const char *rf, int64_t due_day)
{
	const char *s = iban_compact(a, iban), *r = rf_compact(a, rf);
	if (!s || !iban_is_ours(s) || strncmp(s, "FI", 2) != 0 || !r ||
		!all_digits(r + 2) || sum.minor < 0)
		return NULL;
	int64_t cents = sum.minor > INT64_C(99999999) ? 0 : sum.minor;
	static const char zeros[] = "000000000000000000000";
	return arena_printf(a, "5%s%08" PRId64 "%.2s%s%s%06" PRId64, s + 2,
		cents, r + 2, zeros + strlen(r + 4), r + 4, due_day % 1000000);
}

const char *iban_of_bban(struct arena *a, const char *bban)
{
	if (strlen(bban) != IBAN_FI - 4 || !all_digits(bban))
		return "";
	int rest = mod_97("FI00", 4, mod_97(bban, strlen(bban), 0));
	return arena_printf(a, "FI%02d%s", 98 - rest, bban);
}

const char *bank_reference(struct arena *a, const char *text)
{
	const char *s = iban_compact(a, text);
	if (s && reference_rf_ok(s))
		s += 4;
	if (!s)
		return "";
	while (*s == '0')
		s++;
	return reference_ok(s) ? s : "";
}

/* A line of the QR code's text: cut to max characters, no line end. */
static void qr_line(struct buf *b, const char *s, size_t max)
{
	for (size_t n = 0; *s; s++) {
		if (((unsigned char)*s & 0xC0) != 0x80 && n++ == max)
			break;
		if (*s == '\n' || *s == '\r')
			buf_addc(b, ' ');
		else
			buf_addc(b, *s);
	}
	buf_addc(b, '\n');
}

const char *bank_qr(struct arena *a, const char *iban, const char *bic,
	const char *name, struct money sum, const char *reference)
{
	const char *s = iban_compact(a, iban);
	if (!s || !iban_is_ours(s) || sum.minor <= 0)
		return NULL;
	struct buf b = {0};
	buf_adds(&b, "BCD\n002\n1\nSCT\n");
	qr_line(&b, bic, 11);
	qr_line(&b, name, 70);
	qr_line(&b, s, IBAN_MAX);
	buf_addf(&b, "EUR%" PRId64 ".%02" PRId64 "\n\n%s\n\n", sum.minor / 100,
		sum.minor % 100, reference_rf(a, reference));
	const char *text = arena_strndup(a, b.p, b.len);
	buf_release(&b);
	return text;
}
