#include "lib/http.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "lib/conf.h"
#include "lib/cookies.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/frag.h"
#include "lib/log.h"

enum { FLASH_MAX = 800, FLASH_AGE_S = 120, MAC_HEX = 32 };
/* Between a notice and the code that takes back what it tells. */
static const char flash_undo_mark = '\x1f';

static const char *lookup(const struct param *p, const char *name, size_t i)
{
	for (; p && p->name; p++)
		if (strcmp(p->name, name) == 0 && i-- == 0)
			return p->value;
	return NULL;
}

const char *req_path_param(const struct req *r, const char *name)
{
	return lookup(r->path_params, name, 0);
}

const char *req_query_param(const struct req *r, const char *name)
{
	return lookup(r->query, name, 0);
}

const char *req_form_param(const struct req *r, const char *name)
{
	return lookup(r->form, name, 0);
}

const char *req_form_nth(const struct req *r, const char *name, size_t i)
{
	return lookup(r->form, name, i);
}

const char *resp_cookie_name(const struct req *r, const char *name)
{
	if (!conf_is_secure(r->conf))
		return name;
	return arena_printf(r->cx.arena, "__Host-%s", name);
}

const char *req_cookie(struct req *r, const char *name)
{
	const char *want = resp_cookie_name(r, name);
	size_t len = strlen(want);
	for (const char *p = r->cookies ? r->cookies : ""; *p;) {
		p += strspn(p, " \t;");
		size_t n = strcspn(p, ";");
		if (n > len && p[len] == '=' && memcmp(p, want, len) == 0)
			return arena_strndup(
				r->cx.arena, p + len + 1, n - len - 1);
		p += n;
	}
	return NULL;
}

const char *req_link(const struct req *r, const char *path)
{
	if (!r->lang_prefix || !*r->lang_prefix)
		return path;
	if (strcmp(path, "/") == 0)
		return r->lang_prefix;
	const char *gap = path[0] == '/' && (path[1] == '?' || path[1] == '#')
				  ? path + 1
				  : path;
	return arena_printf(r->cx.arena, "%s%s", r->lang_prefix, gap);
}

const char *req_csrf(struct req *r)
{
	const char *session = r->staff     ? r->staff->token
			      : r->visitor ? r->visitor->id
					   : NULL;
	if (!session)
		return "";
	return csrf_make(r->cx.arena, r->cx.secret, session);
}

int resp_html(struct req *r, int status)
{
	r->status = status;
	r->content_type = "text/html; charset=utf-8";
	return OK;
}

int resp_text(struct req *r, int status, const char *type, const char *body)
{
	r->status = status;
	r->content_type = type;
	resp_clear(r);
	buf_adds(r->out, body);
	return OK;
}

void resp_part(struct req *r, struct frag *f)
{
	r->parts = arena_grow(
		r->cx.arena, r->parts, r->n_parts, sizeof(*r->parts));
	r->parts[r->n_parts++] = (struct kept_part){r->out->len, f};
}

bool resp_frag(struct req *r, const char *key)
{
	struct frag *f = frag_hold(key, r->version, r->cx.now);
	if (!f)
		return false;
	arena_defer(r->cx.arena, frag_release, f);
	resp_part(r, f);
	return true;
}

void resp_keep(struct req *r, const char *key, int64_t until_ms, const char *p,
	size_t n)
{
	frag_keep(key, r->version, until_ms, p, n);
	if (!resp_frag(r, key))
		buf_add(r->out, p, n); /* too large to be kept */
}

void resp_clear(struct req *r)
{
	buf_clear(r->out);
	r->n_parts = 0;
}

size_t resp_bytes(const struct req *r)
{
	size_t n, all = r->out->len;
	for (size_t i = 0; i < r->n_parts; i++) {
		frag_text(r->parts[i].frag, &n);
		all += n;
	}
	return all;
}

/* A path of this shop: one slash, then nothing that a browser reads as
 * another host ("//x", "/\x") or as a second header. */
static bool path_is_ours(const char *path)
{
	if (!path || path[0] != '/' || path[1] == '/')
		return false;
	for (const char *p = path; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f || *p == '\\')
			return false;
	return true;
}

static int redirect(struct req *r, int status, const char *path)
{
	if (!path_is_ours(path)) {
		log_warn("event=redirect_refused");
		return ERR_BAD;
	}
	r->status = status;
	r->location = req_link(r, path);
	return OK;
}

int resp_redirect(struct req *r, const char *path)
{
	return redirect(r, 303, path);
}

int resp_moved(struct req *r, const char *path)
{
	return redirect(r, 301, path);
}

void resp_header(struct req *r, const char *name, const char *value)
{
	for (const char *p = value; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if ((c < ' ' && c != '\t') || c == 0x7f) {
			log_error("event=header_refused name=%s", name);
			return;
		}
	}
	buf_addf(&r->headers, "%s: %s\r\n", name, value);
}

void resp_cookie(
	struct req *r, const char *name, const char *value, int64_t max_age_s)
{
	const char *age = "";
	if (!cookie_known(name)) {
		log_error("event=cookie_unknown name=%s", name);
#ifdef PUOTI_DEBUG
		assert(!"a cookie that lib/cookies.c does not tell of");
#endif
		return;
	}
	if (max_age_s > 0)
		age = arena_printf(
			r->cx.arena, "; Max-Age=%lld", (long long)max_age_s);
	else if (max_age_s < 0)
		age = "; Max-Age=0";
	resp_header(r, "Set-Cookie",
		arena_printf(r->cx.arena,
			"%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s",
			resp_cookie_name(r, name), max_age_s < 0 ? "" : value,
			conf_is_secure(r->conf) ? "; Secure" : "", age));
}

/* The notice belongs to the session that it was made for. */
static const char *flash_mac(struct req *r, const char *text)
{
	const char *session = r->staff     ? r->staff->token
			      : r->visitor ? r->visitor->id
					   : "";
	const char *mac = crypt_mac(r->cx.arena, r->cx.secret, "flash",
		arena_printf(r->cx.arena, "%s\n%s", session, text));
	return arena_strndup(r->cx.arena, mac, MAC_HEX);
}

/* At most max bytes of it, not ending in the middle of a character. */
static const char *flash_cut(struct req *r, const char *text, size_t max)
{
	size_t n = strlen(text);
	if (n > max) {
		n = max;
		while (n && ((unsigned char)text[n] & 0xc0) == 0x80)
			n--;
	}
	return arena_strndup(r->cx.arena, text, n);
}

static void flash_put(struct req *r, const char *kept)
{
	resp_cookie(r, "puoti-flash",
		arena_printf(r->cx.arena, "%s.%s", flash_mac(r, kept),
			url_encode(r->cx.arena, kept)),
		FLASH_AGE_S);
}

void flash_set(struct req *r, const char *text)
{
	flash_put(r, flash_cut(r, text, FLASH_MAX));
}

void flash_undo_set(struct req *r, const char *text, const char *undo)
{
	if (strlen(undo) > FLASH_UNDO_MAX) {
		flash_set(r, text);
		return;
	}
	flash_put(r, arena_printf(r->cx.arena, "%s%c%s",
			     flash_cut(r, text, FLASH_MAX / 2), flash_undo_mark,
			     undo));
}

const char *flash_undo(struct req *r, const char **text)
{
	const char *mark = strchr(*text, flash_undo_mark);
	if (!mark)
		return NULL;
	*text = arena_strndup(r->cx.arena, *text, (size_t)(mark - *text));
	return mark + 1;
}

const char *flash_take(struct req *r)
{
	/* a page fetched ahead of time must not use the notice up */
	if (r->prefetch || r->head)
		return NULL;
	const char *value = req_cookie(r, "puoti-flash");
	if (!value || !*value)
		return NULL;
	resp_cookie(r, "puoti-flash", "", -1);
	if (strlen(value) <= MAC_HEX || value[MAC_HEX] != '.')
		return NULL;
	const char *coded = value + MAC_HEX + 1;
	const struct param *p = params_decode(
		r->cx.arena, coded, strlen(coded));
	if (!p || !p->name || p[1].name)
		return NULL;
	const char *mac = arena_strndup(r->cx.arena, value, MAC_HEX);
	return crypt_equal(mac, flash_mac(r, p->name)) ? p->name : NULL;
}

const char *url_encode(struct arena *a, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, 3 * strlen(s) + 1);
	char *at = out;
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if ((c < 0x80 && isalnum(c)) || strchr("-._~", c)) {
			*at++ = (char)c;
		} else {
			*at++ = '%';
			*at++ = hex[c >> 4];
			*at++ = hex[c & 15];
		}
	}
	return out;
}
