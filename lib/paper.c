#include "lib/paper.h"

#include <stdlib.h>
#include <string.h>

#include "lib/child.h"
#include "lib/code.h"
#include "lib/err.h"
#include "lib/log.h"

enum { RUN_MS = 15 * 1000, PDF_MAX = 24 * 1024 * 1024 };

static json_t *code_json(const struct code *c)
{
	return json_pack("{s:s, s:I, s:I}", "path", c->path, "w",
		(json_int_t)c->width, "h", (json_int_t)c->height);
}

json_t *paper_qr(struct arena *a, const char *text)
{
	struct code c;
	return code_qr(a, text, &c) == OK ? code_json(&c) : NULL;
}

json_t *paper_bars(struct arena *a, const char *digits)
{
	struct code c;
	return code_bars(a, digits, &c) == OK ? code_json(&c) : NULL;
}

int paper_make(struct arena *a, json_t *description, struct buf *out)
{
	char *text = description ? json_dumps(description, JSON_COMPACT) : NULL;
	json_decref(description);
	if (!text) {
		log_error("event=paper problem=\"not to be written as JSON\"");
		return ERR_INTERNAL;
	}
	int rc = child_run(child_program(a, "puoti-paper"), text, strlen(text),
		out, PDF_MAX, RUN_MS);
	free(text);
	return rc;
}
