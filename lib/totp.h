#ifndef LIB_TOTP_H
#define LIB_TOTP_H

#include <stdint.h>

#include "lib/arena.h"
#include "lib/bytes.h"

/*
 * One-time codes by the clock (RFC 6238 over RFC 4226): HMAC-SHA-1, six
 * digits, 30 seconds, as every app for them has it.
 */
enum {
	TOTP_DIGITS = 6,
	TOTP_STEP_MS = 30 * 1000,
	TOTP_SECRET = 20, /* bytes: as long as the hash, RFC 4226 section 4 */
	TOTP_DRIFT = 1,   /* steps that a clock may be fast or slow */
};

/* The code of a step, "012345". */
const char *totp_code(struct arena *a, struct bytes secret, int64_t step);

/*
 * The step whose code that is, at most TOTP_DRIFT from the one at now_ms and
 * later than after (the last that was used: each code opens once).  -1: none.
 * Takes as long whichever it is.
 */
int64_t totp_step(struct arena *a, struct bytes secret, const char *code,
	int64_t now_ms, int64_t after);

/* What an app scans: "otpauth://totp/Poukama:a%40b?secret=...". */
const char *totp_uri(struct arena *a, struct bytes secret, const char *issuer,
	const char *account);

#endif
