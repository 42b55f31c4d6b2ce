/* Uploads: the first byte says how large the pieces are; in one piece and in
 * many the outcome must be the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int feed(struct arena *a, const char *p, size_t n, size_t by,
	const struct param **form, const struct upload **uploads)
{
	struct multipart *m = multipart_new(
		a, "multipart/form-data; boundary=b", "/tmp");
	for (size_t i = 0; i < n; i += by) {
		int rc = multipart_feed(m, p + i, n - i < by ? n - i : by);
		if (rc < 0)
			return rc;
	}
	return multipart_end(m, form, uploads);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	const char *p = (const char *)data + 1;
	size_t by = 1 + data[0] % 64;
	struct arena *a = arena_new();
	const struct param *f1, *f2;
	const struct upload *u1, *u2;
	int rc1 = feed(a, p, size - 1, size, &f1, &u1);
	int rc2 = feed(a, p, size - 1, by, &f2, &u2);
	if ((rc1 == OK) != (rc2 == OK))
		abort();
	for (; rc1 == OK && f1->name; f1++, f2++)
		if (!f2->name || strcmp(f1->name, f2->name) != 0 ||
			strcmp(f1->value, f2->value) != 0)
			abort();
	for (; rc1 == OK && u1->field; u1++, u2++)
		if (!u2->field || u1->size != u2->size)
			abort();
	arena_free(a);
	return 0;
}
