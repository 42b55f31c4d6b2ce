/* Lists of products: whatever comes, rows or a refusal; and what was read,
 * written and read again is the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/csv.h"
#include "lib/err.h"
#include "lib/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int row_check(void *arg, const struct csv_row *row)
{
	struct buf *again = arg;
	if (row->n > CSV_CELLS_MAX || row->line < 1)
		abort();
	for (size_t i = 0; i < row->n; i++) {
		if (!utf8_ok(row->cell[i], strlen(row->cell[i])))
			abort();
		csv_cell(again, i == 0, row->cell[i]);
	}
	buf_adds(again, "\r\n");
	return OK;
}

static int read_into(struct arena *a, const char *text, size_t n, char sign,
	struct buf *again)
{
	int64_t line = 0;
	const char *why = NULL;
	int rc = csv_read(a, text, n, sign, row_check, again, &line, &why);
	if (rc != OK && (rc != ERR_INVALID || line < 1 || !why))
		abort();
	return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char signs[] = ",;\t";
	if (size < 1)
		return 0;
	struct arena *a = arena_new();
	struct buf one = {0}, two = {0};
	int rc = read_into(
		a, (const char *)data + 1, size - 1, signs[data[0] % 3], &one);
	/* a row of one empty cell is written as an empty line, which is none;
	 * a mark of byte order at the very beginning is no text */
	if (rc == OK && one.p && strncmp(one.p, "\xef\xbb\xbf", 3) != 0 &&
		!strstr(one.p, "\n\r\n") && strncmp(one.p, "\r\n", 2) != 0 &&
		(read_into(a, one.p, one.len, ',', &two) != OK ||
			one.len != two.len ||
			memcmp(one.p, two.p, one.len) != 0))
		abort();
	buf_release(&one);
	buf_release(&two);
	arena_free(a);
	return 0;
}
