/* Documents of products: what is taken, where it lies, who gets it. */
#include "tests/test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/product_edit.h"
#include "domain/product_file.h"
#include "lib/arena.h"
#include "lib/buf.h"

static const char pdf[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
static const struct product_file_data care = {
	.kind = "care", .locale = "en", .name = "Care of stoneware"};

static int64_t mug(struct cx *cx, const char *slug, int64_t draft)
{
	int64_t id;
	test_product(cx, (struct test_product){
				 .slug = slug, .draft = draft, .product = &id});
	return id;
}

static int add(struct cx *cx, const char *dir, int64_t product,
	const char *bytes, size_t n)
{
	int64_t id;
	return product_file_add(cx, dir, product, &care, bytes, n, &id);
}

static void a_document_lies_under_its_content(struct cx *cx)
{
	const char *dir = test_dir(cx);
	int64_t product = mug(cx, "mug", 0);
	CHECK_OK(add(cx, dir, product, pdf, strlen(pdf)));
	struct product_file *f;
	struct stat st;
	size_t n;
	CHECK_OK(product_file_list(cx, product, &f, &n));
	CHECK_INT(n, 1);
	CHECK_STR(f[0].kind, "care");
	CHECK_INT(f[0].size, (int64_t)strlen(pdf));
	CHECK_STR(f[0].path,
		arena_printf(cx->arena, "/file/%s/care-of-stoneware.pdf",
			f[0].sha256));
	CHECK_INT(stat(arena_printf(cx->arena, "%s/%s", dir,
			       product_file_place(cx->arena, f[0].sha256)),
			  &st),
		0);
	CHECK_INT(st.st_size, (int64_t)strlen(pdf));
	CHECK_INT(st.st_mode & 0007, 0);
}

static void the_same_bytes_again_are_the_same_document(struct cx *cx)
{
	const char *dir = test_dir(cx);
	int64_t product = mug(cx, "mug", 0), one, two;
	CHECK_OK(product_file_add(
		cx, dir, product, &care, pdf, strlen(pdf), &one));
	CHECK_OK(product_file_add(cx, dir, product,
		&(struct product_file_data){.name = "Washing"}, pdf,
		strlen(pdf), &two));
	CHECK_INT(two, one);
	struct product_file *f;
	size_t n;
	CHECK_OK(product_file_list(cx, product, &f, &n));
	CHECK_INT(n, 1);
	CHECK_STR(f[0].name, "Washing");
	CHECK_STR(f[0].kind, "care");
}

static void only_whole_pdfs_are_taken(struct cx *cx)
{
	static const char html[] = "<html><script>alert(1)</script>%%EOF";
	static const char late[] = "GIF89a %PDF-1.7 %%EOF";
	const char *dir = test_dir(cx);
	int64_t product = mug(cx, "mug", 0);
	CHECK_INT(add(cx, dir, product, html, strlen(html)), ERR_INVALID);
	CHECK_INT(add(cx, dir, product, late, strlen(late)), ERR_INVALID);
	CHECK_INT(add(cx, dir, product, pdf, strlen(pdf) - 8), ERR_INVALID);
	CHECK_INT(add(cx, dir, product, "", 0), ERR_INVALID);

	size_t big = PRODUCT_FILE_MAX + 1;
	char *bytes = arena_alloc(cx->arena, big);
	struct buf whole = {0};
	buf_adds(&whole, pdf);
	memset(buf_room(&whole, big), ' ', big);
	whole.len += big - strlen(pdf) - 6;
	buf_adds(&whole, "%%EOF\n");
	memcpy(bytes, whole.p, big);
	buf_release(&whole);
	CHECK_INT(add(cx, dir, product, bytes, big), ERR_INVALID);
	CHECK_STR(product_file_problem(pdf, strlen(pdf)), NULL);

	struct product_file *f;
	size_t n;
	CHECK_OK(product_file_list(cx, product, &f, &n));
	CHECK_INT(n, 0);
}

static void wrong_words_are_refused(struct cx *cx)
{
	const char *dir = test_dir(cx);
	int64_t product = mug(cx, "mug", 0), id;
	static const struct product_file_data wrong[] = {
		{.name = ""},
		{.name = NULL},
		{.name = "x", .kind = "virus"},
		{.name = "x", .locale = "xx"},
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CHECK_INT(product_file_add(cx, dir, product, &wrong[i], pdf,
				  strlen(pdf), &id),
			ERR_INVALID);
}

static void only_documents_of_products_on_sale_are_found(struct cx *cx)
{
	const char *dir = test_dir(cx), *name = "care-of-stoneware.pdf";
	int64_t open = mug(cx, "mug", 0), draft = mug(cx, "cup", 1), id;
	CHECK_OK(
		product_file_add(cx, dir, draft, &care, pdf, strlen(pdf), &id));
	struct product_file *f, hit;
	size_t n;
	CHECK_OK(product_file_list(cx, draft, &f, &n));
	const char *sha = f[0].sha256;
	CHECK_INT(product_file_find(cx, sha, name, &hit), ERR_NOT_FOUND);
	CHECK_OK(product_file_add(cx, dir, open, &care, pdf, strlen(pdf), &id));
	CHECK_OK(product_file_find(cx, sha, name, &hit));
	CHECK_INT(hit.id, id);
	/* another name of it leads to the right one */
	CHECK_OK(product_file_find(cx, sha, "old-name.pdf", &hit));
	CHECK_STR(strrchr(hit.path, '/') + 1, name);
	CHECK_OK(product_update(
		cx, open, 0, &(struct product_head){.status = "archived"}));
	CHECK_INT(product_file_find(cx, sha, name, &hit), ERR_NOT_FOUND);
	CHECK_INT(
		product_file_find(cx, "../../key", name, &hit), ERR_NOT_FOUND);
}

static void another_products_document_is_not_touched(struct cx *cx)
{
	const char *dir = test_dir(cx);
	int64_t mine = mug(cx, "mug", 0), other = mug(cx, "cup", 0), id;
	bool used = false;
	CHECK_OK(product_file_add(cx, dir, mine, &care, pdf, strlen(pdf), &id));
	CHECK_INT(product_file_remove(cx, other, id), ERR_NOT_FOUND);
	CHECK_INT(product_file_set(cx, other, id, &care), ERR_NOT_FOUND);
	struct product_file *f;
	size_t n;
	CHECK_OK(product_file_list(cx, mine, &f, &n));
	CHECK_INT(n, 1);
	CHECK_OK(product_file_used(cx, f[0].sha256, &used));
	CHECK(used);
	CHECK_OK(product_file_remove(cx, mine, id));
	CHECK_OK(product_file_used(cx, f[0].sha256, &used));
	CHECK(!used);
}

int main(void)
{
	static const struct test tests[] = {
		{"a_document_lies_under_its_content",
			a_document_lies_under_its_content},
		{"the_same_bytes_again_are_the_same_document",
			the_same_bytes_again_are_the_same_document},
		{"only_whole_pdfs_are_taken", only_whole_pdfs_are_taken},
		{"wrong_words_are_refused", wrong_words_are_refused},
		{"only_documents_of_products_on_sale_are_found",
			only_documents_of_products_on_sale_are_found},
		{"another_products_document_is_not_touched",
			another_products_document_is_not_touched},
		{NULL, NULL},
	};
	return test_run(tests);
}
