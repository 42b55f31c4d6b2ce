#include "lib/totp.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "lib/crypt.h"
#include "lib/http.h"

enum { SHA1 = 20, MODULUS = 1000000 };

/* RFC 4226, section 5.3 */
const char *totp_code(struct arena *a, struct bytes secret, int64_t step)
{
	unsigned char text[8], mac[SHA1];
	unsigned n = 0;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
	if (!HMAC(EVP_sha1(), secret.p, (int)secret.n, text, sizeof(text), mac,
		    &n) ||
		n != SHA1)
		abort();
	size_t at = mac[SHA1 - 1] & 15;
	uint32_t cut = (uint32_t)(mac[at] & 127) << 24 |
		       (uint32_t)mac[at + 1] << 16 |
		       (uint32_t)mac[at + 2] << 8 | mac[at + 3];
	return arena_printf(
		a, "%0*" PRIu32, (int)TOTP_DIGITS, cut % (uint32_t)MODULUS);
}

int64_t totp_step(struct arena *a, struct bytes secret, const char *code,
	int64_t now_ms, int64_t after)
{
	int64_t now = now_ms / TOTP_STEP_MS, found = -1;
	for (int64_t step = now - TOTP_DRIFT; step <= now + TOTP_DRIFT; step++)
		if (crypt_equal(totp_code(a, secret, step), code) &&
			step > after && found < 0)
			found = step;
	return found;
}

const char *totp_uri(struct arena *a, struct bytes secret, const char *issuer,
	const char *account)
{
	const char *shop = url_encode(a, issuer);
	return arena_printf(a,
		"otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1"
		"&digits=%d&period=%d",
		shop, url_encode(a, account), bytes_base32(a, secret), shop,
		(int)TOTP_DIGITS, (int)(TOTP_STEP_MS / 1000));
}
