#include "www/session.h"

#include <string.h>

#include "domain/account.h"
#include "domain/cart.h"
#include "domain/staff.h"
#include "handlers/account.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { VISITOR_BYTES = 20, VISITOR_HEX = 2 * VISITOR_BYTES, MAC_HEX = 32 };

static const char *visitor_mac(struct req *r, const char *id)
{
	const char *mac = crypt_mac(r->cx.arena, r->cx.secret, "visitor", id);
	return arena_strndup(r->cx.arena, mac, MAC_HEX);
}

static bool is_hex(const char *s, size_t n)
{
	return strspn(s, "0123456789abcdef") >= n;
}

/* The id of a cookie "ID.MAC" that this shop made, or NULL. */
static const char *visitor_id(struct req *r)
{
	const char *value = req_cookie(r, "puoti");
	if (!value || strlen(value) != VISITOR_HEX + 1 + MAC_HEX ||
		!is_hex(value, VISITOR_HEX) || value[VISITOR_HEX] != '.')
		return NULL;
	const char *id = arena_strndup(r->cx.arena, value, VISITOR_HEX);
	const char *mac = value + VISITOR_HEX + 1;
	return crypt_equal(mac, visitor_mac(r, id)) ? id : NULL;
}

static const char *visitor_new_id(struct arena *a)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char raw[VISITOR_BYTES];
	char *id = arena_alloc(a, VISITOR_HEX + 1);
	crypt_random(raw, sizeof(raw));
	for (size_t i = 0; i < sizeof(raw); i++) {
		id[2 * i] = hex[raw[i] >> 4];
		id[2 * i + 1] = hex[raw[i] & 15];
	}
	return id;
}

void session_visitor(struct req *r)
{
	struct visitor *v = ARENA_NEW(r->cx.arena, struct visitor);
	v->id = visitor_id(r);
	v->is_new = !v->id;
	if (v->is_new)
		v->id = visitor_new_id(r->cx.arena);
	v->id_hash = crypt_sha256_str(r->cx.arena, v->id);
	r->visitor = v;
	const char *token = req_cookie(r, ACCOUNT_COOKIE);
	if (token && *token &&
		account_session(&r->cx, token, &v->customer, &v->group) == OK)
		v->account = token;
	v->cart = cart_key(r->cx.arena, v->id_hash, v->customer);
}

void session_visitor_keep(struct req *r)
{
	if (!r->visitor || !r->visitor->is_new)
		return;
	const char *id = r->visitor->id;
	resp_cookie(r, "puoti",
		arena_printf(r->cx.arena, "%s.%s", id, visitor_mac(r, id)), 0);
}

int session_staff(struct req *r, const char **locale)
{
	const char *token = req_cookie(r, SESSION_STAFF_COOKIE);
	struct staff_session_row row;
	if (!token || !*token)
		return ERR_NOT_FOUND;
	int rc = staff_session_find(&r->cx, token, &row);
	if (rc < 0)
		return rc;
	struct staff_session *s = ARENA_NEW(r->cx.arena, struct staff_session);
	*s = (struct staff_session){
		.id = row.staff,
		.name = row.name,
		.email = row.email,
		.token = token,
	};
	r->staff = s;
	r->cx.staff = row.staff;
	*locale = row.locale && tr_lang_index(row.locale) >= 0 ? row.locale
							       : r->cx.root;
	return staff_session_seen(&r->cx, token);
}
