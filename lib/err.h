#ifndef LIB_ERR_H
#define LIB_ERR_H

/*
 * Outcome of every function that can fail.  Negative means failure; the
 * dispatcher turns it into the status in the comment.
 */
enum err {
	OK = 0,
	ERR_NOT_FOUND = -1, /* 404 no such row, or not this caller's row */
	ERR_INVALID = -2,   /* 422 the user can fix the input */
	ERR_CONFLICT = -3,  /* 409 the state moved on: sold out, duplicate */
	ERR_DENIED = -4,    /* 403 */
	ERR_BUSY = -5,      /* 503 lock or upstream timeout; safe to retry */
	ERR_INTERNAL = -6,  /* 500 already logged where it was found */
	ERR_METHOD = -7,    /* 405 */
	ERR_GONE = -8,      /* 410 was here, archived */
	ERR_TOO_LARGE = -9, /* 413 */
	ERR_TOO_MANY = -10, /* 429 */
	ERR_BAD = -11,      /* 400 malformed request, not worth a form */
};

#endif
