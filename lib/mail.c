#include "lib/mail.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/err.h"

enum {
	LINE_MAX_QP = 76,   /* RFC 2045 section 6.7, without the line end */
	WORD_BYTES_MAX = 45 /* of one encoded word: 60 characters of base64 */
};

/* No line end may get into a header: it would begin another one. */
static bool is_clean(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

/* Enough for the angle brackets that it will stand in. */
static bool is_address(const char *s)
{
	return is_clean(s) && strchr(s, '@') && !strpbrk(s, " <>,;()\"\\");
}

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

static void add_base64(struct buf *out, const unsigned char *p, size_t n)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < n; i += 3) {
		uint32_t v = (uint32_t)p[i] << 16;
		if (i + 1 < n)
			v |= (uint32_t)p[i + 1] << 8;
		if (i + 2 < n)
			v |= p[i + 2];
		buf_addc(out, digit[v >> 18]);
		buf_addc(out, digit[v >> 12 & 63]);
		buf_add(out, i + 1 < n ? &digit[v >> 6 & 63] : "=", 1);
		buf_add(out, i + 2 < n ? &digit[v & 63] : "=", 1);
	}
}

/* RFC 2047: words of at most 75 characters that never cut a character. */
static void add_encoded_words(struct buf *out, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t n = strlen(text);
	for (size_t at = 0; at < n;) {
		size_t take = n - at < WORD_BYTES_MAX ? n - at : WORD_BYTES_MAX;
		while (take > 1 && at + take < n &&
			(p[at + take] & 0xc0) == 0x80)
			take--;
		if (at > 0)
			buf_adds(out, "\r\n ");
		buf_adds(out, "=?UTF-8?B?");
		add_base64(out, p + at, take);
		buf_adds(out, "?=");
		at += take;
	}
}

enum { HEADER_PLAIN_MAX = 60 };

static void add_words(struct buf *out, const char *text, const char *special)
{
	if (!is_ascii(text) || strlen(text) > HEADER_PLAIN_MAX ||
		strstr(text, "=?") || strpbrk(text, special))
		add_encoded_words(out, text);
	else
		buf_adds(out, text);
}

/* Names with any of RFC 5322's specials are encoded rather than quoted. */
static void add_mailbox(struct buf *out, const char *header, const char *name,
	const char *address)
{
	buf_addf(out, "%s: ", header);
	if (name && *name) {
		add_words(out, name, "()<>[]:;@\\,.\"");
		buf_adds(out, "\r\n ");
	}
	buf_addf(out, "<%s>\r\n", address);
}

/* Length of the soft line's tail that must be encoded: white space there
 * would be lost. */
static bool is_line_end(const char *p)
{
	return *p == '\0' || *p == '\n' || (*p == '\r' && p[1] == '\n');
}

static void add_quoted_printable(struct buf *out, const char *text)
{
	size_t column = 0;
	for (const char *p = text; *p; p++) {
		if (*p == '\r' && p[1] == '\n')
			continue;
		if (*p == '\n') {
			buf_adds(out, "\r\n");
			column = 0;
			continue;
		}
		unsigned char c = (unsigned char)*p;
		bool plain = (c > ' ' && c < 0x7f && c != '=') ||
			     ((c == ' ' || c == '\t') && !is_line_end(p + 1));
		/* "." and "From " alone mean something to old servers. */
		if (column == 0 && (c == '.' || c == 'F'))
			plain = false;
		size_t need = plain ? 1 : 3;
		if (column + need > LINE_MAX_QP - 1 && !is_line_end(p)) {
			buf_adds(out, "=\r\n");
			column = 0;
		}
		if (plain)
			buf_addc(out, *p);
		else
			buf_addf(out, "=%02X", c);
		column += need;
	}
	buf_adds(out, "\r\n");
}

static void add_part(struct buf *out, const char *boundary, const char *type,
	const char *text)
{
	buf_addf(out,
		"--%s\r\nContent-Type: %s; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		boundary, type);
	add_quoted_printable(out, text);
	buf_adds(out, "\r\n");
}

/* Lines of 76 characters (RFC 2045 section 6.8). */
static void add_file(
	struct buf *out, const char *boundary, const struct mail_file *f)
{
	enum { LINE_BYTES = 57 };
	buf_addf(out,
		"--%s\r\nContent-Type: %s\r\n"
		"Content-Transfer-Encoding: base64\r\n"
		"Content-Disposition: attachment; filename=\"%s\"\r\n\r\n",
		boundary, f->type, f->name);
	for (size_t at = 0; at < f->n; at += LINE_BYTES) {
		size_t left = f->n - at;
		add_base64(out, (const unsigned char *)f->bytes + at,
			left < LINE_BYTES ? left : LINE_BYTES);
		buf_adds(out, "\r\n");
	}
}

static bool file_ok(const struct mail_file *f)
{
	return is_clean(f->name) && is_ascii(f->name) &&
	       !strpbrk(f->name, "\"\\") && is_clean(f->type);
}

/* Nothing that would end the angle brackets or the header.  http is for shops
 * that run on the machine itself. */
static bool is_web_address(const char *s)
{
	bool web = !strncmp(s, "https://", 8) || !strncmp(s, "http://", 7);
	return web && is_clean(s) && is_ascii(s) && !strpbrk(s, " <>,\"");
}

static bool check(const struct mail *m)
{
	if (m->unsubscribe && !is_web_address(m->unsubscribe))
		return false;
	for (size_t i = 0; i < m->n_files; i++)
		if (!file_ok(&m->files[i]))
			return false;
	return is_address(m->from) && is_address(m->to) &&
	       (!m->reply_to || is_address(m->reply_to)) &&
	       (!m->from_name || is_clean(m->from_name)) &&
	       (!m->to_name || is_clean(m->to_name)) && is_clean(m->subject) &&
	       is_address(m->message_id);
}

int mail_compose(struct arena *a, const struct mail *m, struct buf *out)
{
	if (!check(m))
		return ERR_INVALID;
	/* "=_" never stands in quoted-printable text: no part can hold it. */
	const char *boundary = arena_printf(
		a, "=_%.32s", crypt_sha256_str(a, m->message_id));
	buf_addf(out, "Date: %s\r\n", clock_rfc5322(a, m->date_ms));
	add_mailbox(out, "From", m->from_name, m->from);
	if (m->reply_to)
		add_mailbox(out, "Reply-To", NULL, m->reply_to);
	add_mailbox(out, "To", m->to_name, m->to);
	buf_adds(out, "Subject: ");
	add_words(out, m->subject, "");
	buf_addf(out,
		"\r\nMessage-ID: <%s>\r\nMIME-Version: 1.0\r\n"
		"Auto-Submitted: auto-generated\r\n",
		m->message_id);
	if (m->unsubscribe) /* RFC 2369, RFC 8058 section 3.1 */
		buf_addf(out,
			"List-Unsubscribe: <%s>\r\n"
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
			m->unsubscribe);
	const char *outer = arena_printf(a, "%s=_", boundary);
	if (m->n_files)
		buf_addf(out,
			"Content-Type: multipart/mixed;\r\n"
			" boundary=\"%s\"\r\n\r\n--%s\r\n",
			outer, outer);
	buf_addf(out,
		"Content-Type: multipart/alternative;\r\n"
		" boundary=\"%s\"\r\n\r\n",
		boundary);
	add_part(out, boundary, "text/plain", m->text);
	add_part(out, boundary, "text/html", m->html);
	buf_addf(out, "--%s--\r\n", boundary);
	for (size_t i = 0; i < m->n_files; i++)
		add_file(out, outer, &m->files[i]);
	if (m->n_files)
		buf_addf(out, "--%s--\r\n", outer);
	return OK;
}
