/* Decoding "a=1&b=2": query strings and posted forms. */
#include "lib/http.h"

#include <string.h>

#include "lib/text.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undo %XX and '+'.  NULL: a broken escape, a NUL or bad UTF-8. */
static const char *decode(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, n + 1);
	size_t len = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '+') {
			out[len++] = ' ';
		} else if (s[i] != '%') {
			out[len++] = s[i];
		} else {
			bool whole = n - i > 2;
			int hi = whole ? hex_value(s[i + 1]) : -1;
			int lo = whole ? hex_value(s[i + 2]) : -1;
			if (hi < 0 || lo < 0)
				return NULL;
			out[len++] = (char)(hi << 4 | lo);
			i += 2;
		}
	}
	return utf8_ok(out, len) ? out : NULL;
}

static size_t params_count(const char *s, size_t n)
{
	size_t count = n ? 1 : 0;
	for (size_t i = 0; i < n; i++)
		count += s[i] == '&';
	return count;
}

const struct param *params_decode(struct arena *a, const char *s, size_t n)
{
	size_t max = params_count(s, n);
	if (max > HTTP_PARAM_MAX)
		return NULL;
	struct param *list = ARENA_ARRAY(a, struct param, max + 1);
	struct param *next = list;
	for (const char *end = s + n; s < end;) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		size_t len = (size_t)((amp ? amp : end) - s);
		const char *eq = memchr(s, '=', len);
		size_t name_len = eq ? (size_t)(eq - s) : len;
		if (len) {
			next->name = decode(a, s, name_len);
			next->value = eq ? decode(a, eq + 1, len - name_len - 1)
					 : "";
			if (!next->name || !next->value)
				return NULL;
			next++;
		}
		s += len + (amp ? 1 : 0);
	}
	return list;
}
