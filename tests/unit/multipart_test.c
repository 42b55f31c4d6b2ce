#include "tests/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/arena.h"
#include "lib/multipart.h"

static const char TYPE[] = "multipart/form-data; boundary=XyZ";

#define PART(head) "--XyZ\r\nContent-Disposition: form-data; " head "\r\n\r\n"
#define END        "\r\n--XyZ--\r\n"

struct result {
	int rc;
	const struct param *form;
	const struct upload *uploads;
};

/* Feed a body in pieces of the given size. */
static struct result feed(
	struct arena *a, const char *dir, const char *body, size_t n, size_t by)
{
	struct result out = {.rc = ERR_BAD};
	struct multipart *m = multipart_new(a, TYPE, dir);
	for (size_t i = 0; i < n; i += by) {
		size_t piece = n - i < by ? n - i : by;
		out.rc = multipart_feed(m, body + i, piece);
		if (out.rc < 0)
			return out;
	}
	out.rc = multipart_end(m, &out.form, &out.uploads);
	return out;
}

static struct result feed_text(struct cx *cx, const char *body)
{
	return feed(cx->arena, test_dir(cx), body, strlen(body), strlen(body));
}

static size_t file_read(const char *path, char *out, size_t max)
{
	FILE *f = fopen(path, "r");
	if (!f)
		return 0;
	size_t n = fread(out, 1, max, f);
	fclose(f);
	return n;
}

static void pieces_of_any_size_give_the_same(struct cx *cx)
{
	/* bytes that look like the beginning of a delimiter, and a NUL */
	static const char file[] = "\r\n--Xy\r\r\n-\0\r\n--XyA\r\n";
	static const char head[] = PART("name=\"a\"") "1\r\n2\r\n" PART(
		"name=\"f\"; filename=\"x.png\"");
	char body[512];
	size_t n = 0;
	memcpy(body, head, sizeof(head) - 1);
	n += sizeof(head) - 1;
	memcpy(body + n, file, sizeof(file) - 1);
	n += sizeof(file) - 1;
	memcpy(body + n, END, sizeof(END) - 1);
	n += sizeof(END) - 1;

	for (size_t by = 1; by <= n; by++) {
		struct result r = feed(cx->arena, test_dir(cx), body, n, by);
		CHECK_OK(r.rc);
		if (r.rc != OK)
			return;
		CHECK_STR(r.form[0].name, "a");
		CHECK_STR(r.form[0].value, "1\r\n2");
		CHECK(!r.form[1].name);
		CHECK_STR(r.uploads[0].field, "f");
		CHECK_STR(r.uploads[0].filename, "x.png");
		CHECK_INT(r.uploads[0].size, sizeof(file) - 1);
		char back[64];
		CHECK_INT(file_read(r.uploads[0].path, back, sizeof(back)),
			sizeof(file) - 1);
		CHECK(memcmp(back, file, sizeof(file) - 1) == 0);
		CHECK(!r.uploads[1].field);
	}
}

static void files_vanish_with_the_request(struct cx *cx)
{
	static const char body[] = PART(
		"name=\"f\"; filename=\"../../etc/passwd\"") "data" END;
	struct arena *a = arena_new();
	struct result r = feed(a, test_dir(cx), body, sizeof(body) - 1, 7);
	CHECK_OK(r.rc);
	if (r.rc != OK || !r.uploads)
		return;
	const char *path = arena_strdup(cx->arena, r.uploads[0].path);
	/* the name that was sent is no part of ours */
	CHECK_STR(r.uploads[0].filename, "../../etc/passwd");
	CHECK(!strstr(path, "passwd"));
	CHECK_INT(access(path, F_OK), 0);

	arena_free(a);

	CHECK(access(path, F_OK) != 0);
}

static void untouched_file_input_is_no_file(struct cx *cx)
{
	struct result r = feed_text(cx, PART("name=\"f\"; filename=\"\"") END);
	CHECK_OK(r.rc);
	CHECK(r.uploads && !r.uploads[0].field);
}

static void malformed_bodies_are_refused(struct cx *cx)
{
	static const char *const bad[] = {
		"",
		"no delimiter at all",
		(PART("name=\"a\"") "cut"),
		(PART("name=\"a\"") "1\r\n--XyZ"),
		(PART("name=\"a\"") "1\r\n--XyZ-"),
		(PART("filename=\"x\"") "no name" END),
		(PART("name=\"\"") "1" END),
		(PART("name=a") "1" END),
		(PART("name=\"a") "1" END),
		(PART("xname=\"a\"") "1" END),
		(PART("name=\"a\"") "\xff" END),
		(PART("name=\"\xff\"") "1" END),
		(PART("name=\"a\001\"") "1" END),
		("--XyZ\r\nContent-Type: text/plain\r\n\r\n1" END),
		("--XyZ garbage\r\n\r\n1" END),
		("--XyZ\r\n\r\n" END),
		NULL,
	};
	for (const char *const *body = bad; *body; body++) {
		struct result r = feed_text(cx, *body);
		if (r.rc != ERR_BAD)
			printf("# %s\n", *body);
		CHECK_INT(r.rc, ERR_BAD);
	}
}

static void boundary_must_be_fair(struct cx *cx)
{
	static const char *const bad[] = {"multipart/form-data",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"\"",
		"multipart/form-data; xboundary=a",
		"multipart/form-data; boundary=a\r\nb",
		("multipart/form-data; boundary=12345678901234567890123456789012"
		 "345678901234567890123456789012345678901"),
		"multipart/mixed; boundary=a", "text/plain; boundary=a", NULL};
	for (const char *const *type = bad; *type; type++)
		CHECK(!multipart_new(cx->arena, *type, "/nowhere"));
	CHECK(multipart_new(cx->arena,
		"Multipart/Form-Data; charset=utf-8; boundary=\"a b\"",
		"/nowhere"));
}

static void too_many_files_are_refused(struct cx *cx)
{
	struct buf b = {0};
	for (int i = 0; i <= MULTIPART_FILES_MAX; i++)
		buf_adds(&b, PART("name=\"f\"; filename=\"x\"") "1\r\n");
	buf_adds(&b, "--XyZ--");
	struct result r = feed(cx->arena, test_dir(cx), b.p, b.len, 100);
	CHECK_INT(r.rc, ERR_TOO_LARGE);
	buf_release(&b);
}

static void long_values_and_heads_are_refused(struct cx *cx)
{
	struct buf b = {0};
	buf_adds(&b, PART("name=\"a\""));
	for (int i = 0; i <= HTTP_BODY_MAX / 16; i++)
		buf_adds(&b, "0123456789abcdef");
	buf_adds(&b, END);
	struct result r = feed(cx->arena, test_dir(cx), b.p, b.len, 5000);
	CHECK_INT(r.rc, ERR_TOO_LARGE);

	buf_clear(&b);
	buf_adds(&b, "--XyZ\r\nX: ");
	for (int i = 0; i <= MULTIPART_HEAD_MAX / 16; i++)
		buf_adds(&b, "0123456789abcdef");
	r = feed(cx->arena, test_dir(cx), b.p, b.len, 1000);
	CHECK_INT(r.rc, ERR_TOO_LARGE);
	buf_release(&b);
}

static void large_file_is_refused_while_it_comes(struct cx *cx)
{
	struct multipart *m = multipart_new(cx->arena, TYPE, test_dir(cx));
	static const char head[] = PART("name=\"f\"; filename=\"x\"");
	char *block = arena_alloc(cx->arena, 1024 * 1024);
	int rc = multipart_feed(m, head, sizeof(head) - 1);
	int fed = 0;
	while (rc == OK && fed < 30) {
		rc = multipart_feed(m, block, 1024 * 1024);
		fed++;
	}
	CHECK_INT(rc, ERR_TOO_LARGE);
	CHECK_INT(fed, HTTP_UPLOAD_MAX / (1024 * 1024) + 1);
}

int main(void)
{
	return test_run((struct test[]){
		{"pieces of any size give the same",
			pieces_of_any_size_give_the_same},
		{"files vanish with the request",
			files_vanish_with_the_request},
		{"untouched file input is no file",
			untouched_file_input_is_no_file},
		{"malformed bodies are refused", malformed_bodies_are_refused},
		{"boundary must be fair", boundary_must_be_fair},
		{"too many files are refused", too_many_files_are_refused},
		{"long values and heads are refused",
			long_values_and_heads_are_refused},
		{"large file is refused while it comes",
			large_file_is_refused_while_it_comes},
		{NULL, NULL},
	});
}
