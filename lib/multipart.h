#ifndef LIB_MULTIPART_H
#define LIB_MULTIPART_H

#include <stddef.h>

#include "lib/http.h"

enum {
	MULTIPART_FILES_MAX = 20,
	MULTIPART_HEAD_MAX = 4096, /* header lines of one part */
};

/*
 * A multipart/form-data body (RFC 7578) read as it comes: values into the
 * arena, files straight into temporary files below dir, which are removed
 * when the arena is cleared.  Everything is bounded: HTTP_PARAM_MAX values of
 * together HTTP_BODY_MAX bytes, MULTIPART_FILES_MAX files of together
 * HTTP_UPLOAD_MAX bytes.
 */
struct multipart;

/* Start.  content_type is the request's; NULL: it names no fair boundary. */
struct multipart *multipart_new(
	struct arena *a, const char *content_type, const char *dir);

/*
 * Take the next n bytes.  ERR_BAD: malformed; ERR_TOO_LARGE: a bound was
 * passed; ERR_INTERNAL: a file could not be written, already logged.
 */
int multipart_feed(struct multipart *m, const char *p, size_t n);

/* The body has ended.  ERR_BAD: in the middle of a part. */
int multipart_end(struct multipart *m, const struct param **form,
	const struct upload **uploads);

#endif
