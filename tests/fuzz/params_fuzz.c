/* Query strings and posted forms: whatever comes, a list or a refusal. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/http.h"
#include "lib/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	const struct param *p = params_decode(a, (const char *)data, size);
	size_t n = 0;
	for (; p && p->name; p++, n++)
		if (!p->value || !utf8_ok(p->name, strlen(p->name)) ||
			!utf8_ok(p->value, strlen(p->value)))
			abort();
	if (n > HTTP_PARAM_MAX)
		abort();
	arena_free(a);
	return 0;
}
