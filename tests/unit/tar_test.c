#include "lib/tar.h"

#include <string.h>

#include "tests/test.h"

static FILE *archive(int64_t size, int64_t mtime)
{
	FILE *f = tmpfile();
	struct tar_entry e = {"media/ab/x.webp", size, mtime, 0640};
	CHECK_OK(tar_put(f, &e));
	for (int64_t i = 0; i < size && size < 10000; i++)
		putc('x', f);
	CHECK_OK(tar_pad(f, size));
	CHECK_OK(tar_finish(f));
	rewind(f);
	return f;
}

static void an_entry_comes_back(struct cx *cx)
{
	(void)cx;
	for (int64_t size = 0; size < 1100; size += 37) {
		struct tar_entry e;
		FILE *f = archive(size, 1795423200);
		CHECK_INT(tar_next(f, &e), 1);
		CHECK_STR(e.name, "media/ab/x.webp");
		CHECK_INT(e.size, size);
		CHECK_INT(e.mtime, 1795423200);
		CHECK_INT(e.mode, 0640);
		for (int64_t i = 0; i < size; i++)
			CHECK_INT(getc(f), 'x');
		CHECK_OK(tar_skip_pad(f, size));
		CHECK_INT(tar_next(f, &e), 0);
		fclose(f);
	}
}

/* Only the header: nobody writes eight gigabytes here. */
static void great_sizes_come_back(struct cx *cx)
{
	(void)cx;
	static const int64_t sizes[] = {INT64_C(077777777777),
		INT64_C(0100000000000), INT64_C(1) << 40, INT64_MAX};
	for (int i = 0; i < 4; i++) {
		struct tar_entry e = {"puoti.db", sizes[i], -1, 0600}, got;
		FILE *f = tmpfile();
		CHECK_OK(tar_put(f, &e));
		rewind(f);
		CHECK_INT(tar_next(f, &got), 1);
		CHECK_INT(got.size, sizes[i]);
		CHECK_INT(got.mtime, -1);
		fclose(f);
	}
}

static void each_bit_of_a_header_counts(struct cx *cx)
{
	(void)cx;
	for (long at = 0; at < 512; at++)
		for (int bit = 0; bit < 8; bit++) {
			struct tar_entry e;
			FILE *f = archive(3, 1795423200);
			fseek(f, at, SEEK_SET);
			int c = getc(f);
			fseek(f, at, SEEK_SET);
			putc(c ^ 1 << bit, f);
			rewind(f);
			CHECK_INT(tar_next(f, &e), ERR_INVALID);
			fclose(f);
		}
}

static void an_overlong_name_is_refused(struct cx *cx)
{
	(void)cx;
	struct tar_entry e = {.size = 1};
	FILE *f = tmpfile();
	CHECK_INT(tar_put(f, &e), ERR_INVALID);
	memset(e.name, 'a', sizeof(e.name));
	CHECK_INT(tar_put(f, &e), ERR_INVALID);
	e.name[sizeof(e.name) - 1] = '\0';
	CHECK_OK(tar_put(f, &e));
	fclose(f);
}

int main(void)
{
	return test_run((struct test[]){
		{"an entry comes back", an_entry_comes_back},
		{"great sizes come back", great_sizes_come_back},
		{"each bit of a header counts", each_bit_of_a_header_counts},
		{"an overlong name is refused", an_overlong_name_is_refused},
		{NULL, NULL},
	});
}
