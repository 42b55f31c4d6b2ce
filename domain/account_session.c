/* Sessions of customers: when they proved who they are, and what their
 * account tells them by mail. */
#include "domain/account.h"

#include <inttypes.h>

#include "domain/outbox.h"
#include "lib/arena.h"
#include "lib/crypt.h"
#include "lib/db.h"
#include "lib/err.h"

int account_proved(struct cx *cx, const char *token, int64_t *at_ms)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT strong_ms FROM session"
		" WHERE token_sha256 = :token AND kind = 'customer'");
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	int rc = db_one(q);
	*at_ms = rc == OK ? db_next_int(q) : 0;
	db_done(q);
	return rc;
}

int account_prove(struct cx *cx, const char *token)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE session SET strong_ms = :now"
		" WHERE token_sha256 = :token AND kind = 'customer'");
	db_bind_int(q, ":now", cx->now);
	db_bind_text(q, ":token", crypt_sha256_str(cx->arena, token));
	return db_exec_one(q);
}

int account_notice(struct cx *cx, int64_t customer, const char *what)
{
	return outbox_add(cx, "mail",
		arena_printf(cx->arena, "account_notice/%" PRId64 "/%s/%s",
			customer, what, crypt_token(cx->arena)),
		arena_printf(cx->arena,
			"{\"mail\":\"account_notice\",\"customer\":%" PRId64
			",\"what\":\"%s\"}",
			customer, what),
		cx->now);
}
