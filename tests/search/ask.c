/*
 * Ask a demo shop the questions of a list, as the search page does:
 *   ask [-v] DIR/puoti.db < tests/search/queries.tsv
 * Prints the misses and, last, "RIGHT of ALL right, TOP among the first
 * three".  Exit status 0 when at least 95 % are right.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/product.h"
#include "domain/search.h"
#include "domain/slug.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"

enum { ENOUGH = 95, FIRST = 3 };

static int right, all, top;
static bool chatty;

/* Where among n the first of the wanted stands; n: none of them. */
static size_t place(struct cx *cx, const int64_t *ids, size_t n,
	const char *wanted, const char **seen)
{
	*seen = "";
	size_t at = n;
	for (size_t i = 0; i < n; i++) {
		const char *slug = slug_of(cx, "product", ids[i]);
		const char *list = arena_printf(cx->arena, ",%s,", wanted);
		const char *one = arena_printf(cx->arena, ",%s,", slug);
		if (at == n && strstr(list, one))
			at = i;
		if (i < 5)
			*seen = arena_printf(cx->arena, "%s %s", *seen, slug);
	}
	return at;
}

static int ask(struct cx *cx, char *line)
{
	char *kind = strchr(line, '\t');
	char *query = kind ? strchr(kind + 1, '\t') : NULL;
	char *wanted = query ? strchr(query + 1, '\t') : NULL;
	struct search_found f;
	const char *seen;
	if (*line == '#' || !*line)
		return OK;
	if (!wanted)
		return ERR_INVALID;
	*kind++ = *query++ = *wanted++ = '\0';
	cx->locale = line;
	int rc = search_run(cx, &(struct search_ask){.typed = query}, &f);
	if (rc < 0)
		return rc;
	cx->locale = "en"; /* the list has English slugs */
	size_t n = f.n < PRODUCT_PAGE ? f.n : PRODUCT_PAGE;
	size_t at = place(cx, f.ids, n, wanted, &seen);
	bool ok = strcmp(wanted, "-") == 0 ? f.n == 0 : at < n;
	all++;
	right += ok;
	top += ok && (at < FIRST || !f.n);
	if (!ok || chatty)
		printf("%s %s %s \"%s\": %s, %zu found%s%s:%s\n",
			ok ? "#" : "# miss", line, kind, query,
			ok ? arena_printf(cx->arena, "%zu", at + 1) : wanted,
			f.n, f.corrected ? ", as " : "",
			f.corrected            ? f.corrected
			: f.how == SEARCH_SOME ? " (some words)"
					       : "",
			seen);
	return OK;
}

int main(int argc, char **argv)
{
	char line[512];
	chatty = argc == 3 && strcmp(argv[1], "-v") == 0;
	struct cx cx = {.db = argc > 1 ? db_open(argv[argc - 1]) : NULL,
		.arena = arena_new(),
		.now = clock_now(),
		.root = "en",
		.request_id = ""};
	int rc = cx.db ? OK : ERR_INVALID;
	while (rc == OK && fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		rc = ask(&cx, line);
	}
	if (rc < 0)
		fprintf(stderr, "ask: failed at \"%s\"\n", line);
	printf("%d of %d right, %d among the first three\n", right, all, top);
	if (cx.db)
		db_close(cx.db);
	arena_free(cx.arena);
	return rc < 0 || !all || right * 100 < all * ENOUGH;
}
