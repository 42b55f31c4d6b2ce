/* Cookies: the header as it comes, one looked up, one notice taken. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/conf.h"
#include "lib/crypt.h"
#include "lib/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct conf conf = {.base_url = "http://a"};
	static const struct secret secret = {"fuzz"};
	struct arena *a = arena_new();
	struct req r = {
		.cx = {.arena = a, .secret = &secret},
		.conf = &conf,
		.cookies = arena_strndup(a, (const char *)data, size),
	};
	const char *value = req_cookie(&r, "puoti");
	if (value && strchr(value, ';'))
		abort();
	if (flash_take(&r)) /* nobody forges a MAC by chance */
		abort();
	buf_release(&r.headers);
	arena_free(a);
	return 0;
}
