#include "lib/image.h"

#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/err.h"
#include "tests/check.h"

static const char sha[] = "0123456789abcdef0123456789abcdef"
			  "0123456789abcdef0123456789abcdef";

static struct image_result make(struct arena *a, const char *source, int want)
{
	struct conf conf = {.dir = check_dir()};
	struct image_result r;
	mkdir(arena_printf(a, "%s/media", conf.dir), 0700);
	CHECK_INT(image_make(a, &conf, source, sha, &r), want);
	return r;
}

static const char *file(
	struct arena *a, const char *name, const void *p, size_t n)
{
	check_file(name, p, n);
	return arena_printf(a, "%s/%s", check_dir(), name);
}

static const char *path_of(struct arena *a, int width, const char *suffix)
{
	return arena_printf(
		a, "%s%s.%s", check_dir(), image_url(a, sha, width), suffix);
}

static bool exists(struct arena *a, int width)
{
	struct stat st;
	return stat(path_of(a, width, "webp"), &st) == 0 && st.st_size > 100;
}

static struct buf read_all(const char *path)
{
	struct buf b = {0};
	FILE *f = fopen(path, "r");
	if (!f)
		return b;
	size_t n = 1;
	while (n > 0) {
		n = fread(buf_room(&b, 65536), 1, 65536, f);
		b.len += n;
	}
	fclose(f);
	return b;
}

static const char picture[] = PUOTI_SRCDIR "/demo/img/mug-sea-640.webp";

static void renditions_are_made_up_to_the_own_width(struct arena *a)
{
	struct image_result r = make(a, picture, OK);
	CHECK_STR(r.widths, "320 480 640");
	CHECK_INT(r.width, 640);
	CHECK_INT(r.height, 800);
	CHECK(exists(a, 320));
	CHECK(exists(a, 640));
	CHECK(!exists(a, 1280));
	CHECK(!exists(a, 960));
	struct buf b = read_all(path_of(a, 640, "webp"));
	CHECK(b.len > 12 && !memcmp(b.p + 8, "WEBP", 4));
	buf_release(&b);
	b = read_all(path_of(a, 640, "avif"));
	CHECK(b.len > 12 && !memcmp(b.p + 4, "ftypavif", 8));
	buf_release(&b);
	b = read_all(path_of(a, 640, "jpg"));
	CHECK(b.len > 12 && !memcmp(b.p, "\xff\xd8\xff", 3));
	buf_release(&b);
}

static void a_large_picture_has_five_widths(struct arena *a)
{
	struct image_result r = make(
		a, PUOTI_SRCDIR "/demo/img/home-1600.webp", OK);
	CHECK_STR(r.widths, "320 480 640 960 1600");
	CHECK_INT(r.height, 900);
}

static void old_long_names_become_short(struct arena *a)
{
	struct conf conf = {.dir = check_dir()};
	const char *old = arena_printf(a, "media/%.2s/%s-640.webp", sha, sha);
	check_file(old, "x", 1);
	CHECK_INT(image_rename_old(&conf), 1);
	struct stat st;
	CHECK_INT(stat(path_of(a, 640, "webp"), &st), 0);
	CHECK_INT(st.st_size, 1);
	CHECK_INT(image_rename_old(&conf), 0);
}

static void the_name_of_a_file_means_nothing(struct arena *a)
{
	struct buf b = read_all(picture);
	make(a, file(a, "really-webp.svg", b.p, b.len), OK);
	buf_release(&b);
	static const char text[] = "hello, I say that I am a picture";
	struct image_result r = make(
		a, file(a, "text.png", text, sizeof(text)), ERR_INVALID);
	CHECK(strstr(r.problem, "not a JPEG, PNG") != NULL);
}

static void svg_is_refused(struct arena *a)
{
	static const char svg[] =
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" "
		"height=\"9\"><script>alert(1)</script></svg>";
	static const char xml[] = "<?xml version=\"1.0\"?><svg/>";
	make(a, file(a, "a.svg", svg, sizeof(svg) - 1), ERR_INVALID);
	make(a, file(a, "b.png", xml, sizeof(xml) - 1), ERR_INVALID);
}

static void a_truncated_file_is_refused(struct arena *a)
{
	struct buf b = read_all(picture);
	unlink(path_of(a, 320, "webp"));
	struct image_result r = make(
		a, file(a, "cut.webp", b.p, b.len / 2), ERR_INVALID);
	CHECK(*r.problem != '\0');
	make(a, file(a, "head.webp", b.p, 40), ERR_INVALID);
	make(a, file(a, "empty.webp", "", 0), ERR_INVALID);
	CHECK(!exists(a, 320));
	buf_release(&b);
}

static uint32_t crc32_of(const unsigned char *p, size_t n)
{
	uint32_t crc = ~(uint32_t)0;
	while (n--) {
		crc ^= *p++;
		for (int i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void add32(struct buf *b, uint32_t v)
{
	for (int i = 24; i >= 0; i -= 8)
		buf_addc(b, (char)(v >> i & 255));
}

/* A PNG that says it is that large: a few bytes that would be gigabytes. */
static const char *png_of(struct arena *a, uint32_t width, uint32_t height)
{
	struct buf b = {0}, head = {0};
	buf_add(&b, "\x89PNG\r\n\x1a\n", 8);
	buf_adds(&head, "IHDR");
	add32(&head, width);
	add32(&head, height);
	buf_add(&head, "\x08\x06\0\0\0", 5);
	add32(&b, 13);
	buf_add(&b, head.p, head.len);
	add32(&b, crc32_of((unsigned char *)head.p, head.len));
	add32(&b, 0);
	buf_add(&b, "IDAT\x35\xaf\x06\x1e", 8);
	const char *path = file(a, "big.png", b.p, b.len);
	buf_release(&b);
	buf_release(&head);
	return path;
}

static void a_bomb_is_refused_before_it_is_decoded(struct arena *a)
{
	struct image_result r = make(a, png_of(a, 30000, 30000), ERR_INVALID);
	CHECK(strstr(r.problem, "40 megapixels") != NULL);
	r = make(a, png_of(a, 16000, 100), ERR_INVALID);
	CHECK(strstr(r.problem, "too long") != NULL);
}

static void a_file_over_20_mb_is_refused(struct arena *a)
{
	struct buf b = read_all(picture);
	const char *path = file(a, "huge.webp", b.p, b.len);
	buf_release(&b);
	CHECK_INT(truncate(path, 21 * 1024 * 1024), 0);
	struct image_result r = make(a, path, ERR_INVALID);
	CHECK(strstr(r.problem, "20 MB") != NULL);
}

static void what_is_no_file_is_refused(struct arena *a)
{
	make(a, "/dev/zero", ERR_INVALID);
	make(a, "/no/such/file", ERR_INVALID);
	make(a, check_dir(), ERR_INVALID);
}

int main(void)
{
	if (access(picture, R_OK) != 0 ||
		access(PUOTI_BUILDDIR "/puoti-image", X_OK) != 0) {
		puts("1..0 # SKIP no picture or no puoti-image");
		return 0;
	}
	return check_run((struct check[]){
		{"renditions are made up to the own width",
			renditions_are_made_up_to_the_own_width},
		{"a large picture has five widths",
			a_large_picture_has_five_widths},
		{"old long names become short", old_long_names_become_short},
		{"the name of a file means nothing",
			the_name_of_a_file_means_nothing},
		{"SVG is refused", svg_is_refused},
		{"a truncated file is refused", a_truncated_file_is_refused},
		{"a bomb is refused before it is decoded",
			a_bomb_is_refused_before_it_is_decoded},
		{"a file over 20 MB is refused", a_file_over_20_mb_is_refused},
		{"what is no file is refused", what_is_no_file_is_refused},
		{NULL, NULL},
	});
}
