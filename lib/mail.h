#ifndef LIB_MAIL_H
#define LIB_MAIL_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"

struct conf;

/* A file that goes with a message. */
struct mail_file {
	const char *name; /* "invoice-2026-1.pdf": ASCII */
	const char *type; /* "application/pdf" */
	const char *bytes;
	size_t n;
};

/* One message: plain text and HTML of the same content. */
struct mail {
	const char *from_name, *from; /* From; also the envelope sender */
	const char *reply_to;         /* NULL: none */
	const char *to_name, *to;
	const char *subject;
	const char *text, *html;
	const char *unsubscribe; /* of marketing alone: the https address whose
				    POST ends it at once (RFC 8058); or NULL */
	const char *message_id;  /* without brackets; made of the dedupe key */
	int64_t date_ms;
	const struct mail_file *files;
	size_t n_files;
};

/* Compose the RFC 5322 message (CRLF, UTF-8, quoted-printable parts,
 * encoded words).  ERR_INVALID: a header holds a line end or another control
 * character, an address is none, or unsubscribe is no web address. */
int mail_compose(struct arena *a, const struct mail *m, struct buf *out);

/*
 * Hand a message over: "smtp://host:port" or "smtps://" by libcurl, or
 * "file:" as DIR/mail/TIME-KEY.eml, written whole or not at all.
 * ERR_BUSY: try again later; ERR_INVALID: refused for good (5xx).  *problem
 * then says why in words without addresses.
 */
int mail_send(struct arena *a, const struct conf *conf, const struct mail *m,
	const char **problem);

#endif
