#include "lib/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "lib/buf.h"

static const uint8_t *u8(const char *s)
{
	return (const uint8_t *)s;
}

bool utf8_ok(const char *s, size_t n)
{
	return !memchr(s, '\0', n) && !u8_check(u8(s), n);
}

size_t utf8_length(const char *s)
{
	return u8_mbsnlen(u8(s), strlen(s));
}

/* Letters that have no decomposition into a base and marks. */
static const struct {
	ucs4_t from;
	const char *to;
} plain[] = {
	{0xe6, "ae"},   /* æ */
	{0xf0, "d"},    /* ð */
	{0xf8, "o"},    /* ø */
	{0xfe, "th"},   /* þ */
	{0x111, "d"},   /* đ */
	{0x131, "i"},   /* ı */
	{0x142, "l"},   /* ł */
	{0x153, "oe"},  /* œ */
	{0x1e9e, "ss"}, /* ẞ */
};

/*
 * The letters after z, in the order of the Finnish and Swedish alphabet
 * (SFS 4600): keys of bytes that come after 'z' and below any other letter.
 */
static const char *nordic_key(ucs4_t c)
{
	switch (c) {
	case 0xe5: /* å */
		return "{";
	case 0xe4: /* ä */
	case 0xe6: /* æ */
		return "|";
	case 0xf6: /* ö */
	case 0xf8: /* ø */
	case 0xf5: /* õ */
		return "}";
	case 0xfc: /* ü */
		return "y";
	default:
		return NULL;
	}
}

static const char *plain_key(ucs4_t c)
{
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (plain[i].from == c)
			return plain[i].to;
	return NULL;
}

/* Append c without its marks. */
static void add_base(struct buf *b, ucs4_t c)
{
	uint8_t in[6], out[64];
	int n = u8_uctomb(in, c, sizeof(in));
	size_t len = sizeof(out);
	if (n <= 0 || !u8_normalize(UNINORM_NFKD, in, (size_t)n, out, &len))
		return;
	for (size_t i = 0; i < len;) {
		ucs4_t part;
		int k = u8_mbtouc(&part, out + i, len - i);
		if (!uc_is_general_category(part, UC_MARK))
			buf_add(b, out + i, (size_t)k);
		i += (size_t)k;
	}
}

static void fold_into(struct buf *b, const uint8_t *s, size_t n, bool nordic)
{
	for (size_t i = 0; i < n;) {
		ucs4_t c;
		i += (size_t)u8_mbtouc(&c, s + i, n - i);
		const char *key = nordic ? nordic_key(c) : NULL;
		if (!key)
			key = plain_key(c);
		if (key)
			buf_adds(b, key);
		else if (c < 0x80)
			buf_addc(b, (char)c);
		else if (!uc_is_general_category(c, UC_FORMAT))
			add_base(b, c);
	}
}

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

static void ascii_lower(char *s)
{
	for (; *s; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s + ('a' - 'A'));
}

const char *text_fold(struct arena *a, const char *locale, const char *s)
{
	char *copy = arena_strdup(a, s);
	if (is_ascii(s)) {
		ascii_lower(copy);
		return copy;
	}
	bool nordic = locale &&
		      (strcmp(locale, "fi") == 0 || strcmp(locale, "sv") == 0);

	size_t n;
	uint8_t *lower = u8_casefold(
		u8(s), strlen(s), NULL, UNINORM_NFC, NULL, &n);
	if (!lower) { /* not UTF-8: nothing to fold by */
		ascii_lower(copy);
		return copy;
	}
	struct buf b = {NULL, 0, 0};
	fold_into(&b, lower, n, nordic);
	free(lower);
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

/* Length of an apostrophe at s, which leaves no gap in a slug; 0: none. */
static size_t apostrophe(const char *s)
{
	if (*s == '\'')
		return 1;
	return strncmp(s, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

const char *text_slug(struct arena *a, const char *s)
{
	const char *folded = text_fold(a, NULL, s);
	char *slug = arena_alloc(a, strlen(folded) + 1);
	char *out = slug;
	bool gap = false;
	for (const char *p = folded; *p;) {
		size_t skip = apostrophe(p);
		if (skip) {
			p += skip;
			continue;
		}
		bool kept = (*p >= 'a' && *p <= 'z') ||
			    (*p >= '0' && *p <= '9');
		if (kept && gap && out > slug)
			*out++ = '-';
		if (kept)
			*out++ = *p;
		gap = !kept;
		p++;
	}
	*out = '\0';
	return slug;
}

/* Bytes of the white space at s, 0: none. */
static size_t space_at(const char *s)
{
	ucs4_t c;
	if (!*s)
		return 0;
	int n = u8_mbtouc(&c, u8(s), strlen(s));
	return uc_is_property_white_space(c) ? (size_t)n : 0;
}

const char *text_trim(struct arena *a, const char *s)
{
	size_t n;
	while ((n = space_at(s)) > 0)
		s += n;
	size_t len = 0;
	for (const char *p = s; *p;) {
		n = space_at(p);
		if (n == 0) {
			p++;
			len = (size_t)(p - s);
		} else {
			p += n;
		}
	}
	return arena_strndup(a, s, len);
}

/* libunistring's own memory, moved to the arena; NULL: s stays. */
static const char *adopt(
	struct arena *a, const char *s, uint8_t *made, size_t n)
{
	const char *out = made ? arena_strndup(a, (char *)made, n) : s;
	free(made);
	return out;
}

const char *text_upper(struct arena *a, const char *s)
{
	size_t n = 0;
	uint8_t *p = u8_toupper(u8(s), strlen(s), NULL, NULL, NULL, &n);
	return adopt(a, s, p, n);
}

const char *text_lower(struct arena *a, const char *s)
{
	size_t n = 0;
	uint8_t *p = u8_tolower(u8(s), strlen(s), NULL, NULL, NULL, &n);
	return adopt(a, s, p, n);
}

const char *text_nfc(struct arena *a, const char *s)
{
	size_t n = 0;
	uint8_t *p = u8_normalize(UNINORM_NFC, u8(s), strlen(s), NULL, &n);
	return adopt(a, s, p, n);
}

const char *text_or_empty(const char *s)
{
	return s ? s : "";
}

const char *text_cut(struct arena *a, const char *s, size_t n)
{
	size_t at = 0;
	while (s[at] && n--) {
		int k = u8_mblen(u8(s) + at, strlen(s + at));
		at += k > 0 ? (size_t)k : 1;
	}
	return s[at] ? arena_strndup(a, s, at) : s;
}

const char *phone_dial(struct arena *a, const char *phone)
{
	char *tel = arena_strdup(a, phone), *to = tel;
	for (const char *c = phone; *c; c++)
		if (strchr("+0123456789", *c))
			*to++ = *c;
	*to = '\0';
	return tel;
}

void html_escape(struct buf *out, const char *s)
{
	while (*s) {
		size_t n = strcspn(s, "&<>\"'");
		buf_add(out, s, n);
		s += n;
		switch (*s) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '>':
			buf_adds(out, "&gt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		case '\'':
			buf_adds(out, "&#39;");
			break;
		default:
			continue;
		}
		s++;
	}
}
