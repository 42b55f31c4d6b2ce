#include "lib/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *dump(struct arena *a, json_t *j, size_t flags)
{
	char *text = j ? json_dumps(j, flags) : NULL;
	const char *out = arena_strdup(a, text);
	free(text);
	json_decref(j);
	return out;
}

const char *json_text(struct arena *a, json_t *j)
{
	return dump(a, j, JSON_COMPACT);
}

const char *json_script(struct arena *a, json_t *j)
{
	const char *json = dump(a, j, JSON_COMPACT | JSON_ENSURE_ASCII);
	if (!json)
		return NULL;
	char *out = arena_alloc(a, strlen(json) * 6 + 1), *to = out;
	for (const char *c = json; *c; c++) {
		if (strchr("<>&", *c))
			to += snprintf(to, 7, "\\u%04x", (unsigned)*c);
		else
			*to++ = *c;
	}
	return out;
}
