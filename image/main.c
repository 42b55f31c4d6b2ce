/*
 * puoti-image SOURCE TARGET: decode a stranger's picture and write clean
 * renditions in up to five widths, each as AVIF, WebP and JPEG:
 * TARGET-320.avif, TARGET-320.webp, TARGET-320.jpg, TARGET-480.avif, ...  It
 * runs apart from the shop with its own limits, so that a hostile file can at
 * worst end this process.
 *
 * Prints one line: "ok WIDTH HEIGHT 320 480 640", or "refused WORDS" and
 * exits with 1.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>
#include <webp/mux.h>

enum {
	FILE_BYTES_MAX = 20 * 1024 * 1024,
	PIXELS_MAX = 40 * 1000 * 1000,
	SIDE_MAX = 16383, /* what WebP can hold */
	RATIO_MAX = 12,   /* longer than that is no picture of goods */
	CPU_S = 40,
	QUALITY = 82,
	AVIF_QUALITY = 60, /* looks like 82 of the others */
	AVIF_EFFORT = 2,   /* of 9: the smallest files cost ten times more */
	RENDITION_BYTES_MAX = 8 * 1024 * 1024,
};

static const int widths[] = {320, 480, 640, 960, 1600};
enum { WIDTHS = sizeof(widths) / sizeof(*widths) };

static int refuse(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static int refuse(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	printf("refused ");
	vprintf(fmt, ap);
	printf("\n");
	va_end(ap);
	return 1;
}

static void limit(int what, rlim_t max)
{
	struct rlimit r = {max, max};
	setrlimit(what, &r);
}

static void limit_all(void)
{
#ifndef __SANITIZE_ADDRESS__ /* the sanitizer maps terabytes */
	limit(RLIMIT_AS, (rlim_t)1 << 30);
#endif
	limit(RLIMIT_CPU, CPU_S);
	limit(RLIMIT_FSIZE, RENDITION_BYTES_MAX);
	limit(RLIMIT_CORE, 0);
	signal(SIGXFSZ, SIG_IGN); /* an error then, and no half file stays */
}

enum format {
	FORMAT_NONE,
	FORMAT_JPEG,
	FORMAT_PNG,
	FORMAT_WEBP,
	FORMAT_GIF,
	FORMAT_AVIF
};

/* By content: a file's name means nothing. */
static enum format sniff(const unsigned char *p, size_t n)
{
	if (n < 16)
		return FORMAT_NONE;
	if (!memcmp(p, "\xff\xd8\xff", 3))
		return FORMAT_JPEG;
	if (!memcmp(p, "\x89PNG\r\n\x1a\n", 8))
		return FORMAT_PNG;
	if (!memcmp(p, "RIFF", 4) && !memcmp(p + 8, "WEBP", 4))
		return FORMAT_WEBP;
	if (!memcmp(p, "GIF87a", 6) || !memcmp(p, "GIF89a", 6))
		return FORMAT_GIF;
	if (!memcmp(p + 4, "ftypavif", 8) || !memcmp(p + 4, "ftypavis", 8))
		return FORMAT_AVIF;
	return FORMAT_NONE;
}

static VipsImage *image_open(const char *path, enum format format)
{
	VipsImage *image = NULL;
	int rc = -1;
	switch (format) {
	case FORMAT_JPEG:
		rc = vips_jpegload(
			path, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
		break;
	case FORMAT_PNG:
		rc = vips_pngload(
			path, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
		break;
	case FORMAT_WEBP:
		rc = vips_webpload(
			path, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
		break;
	case FORMAT_GIF:
		rc = vips_gifload(
			path, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
		break;
	case FORMAT_AVIF:
		rc = vips_heifload(
			path, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, NULL);
		break;
	case FORMAT_NONE:
		break;
	}
	return rc == 0 ? image : NULL;
}

/* From the header alone: nothing has been decoded yet. */
static const char *size_problem(const VipsImage *image)
{
	int64_t w = vips_image_get_width(image);
	int64_t h = vips_image_get_height(image);
	if (w < 1 || h < 1)
		return "it is empty";
	if (w * h > PIXELS_MAX)
		return "it has more than 40 megapixels";
	if (w > SIDE_MAX || h > SIDE_MAX || w > RATIO_MAX * h ||
		h > RATIO_MAX * w)
		return "it is too long and narrow";
	return NULL;
}

/* Upright, and all of it decoded: what is cut off is found here. */
static VipsImage *image_load(
	const char *path, enum format format, const char **problem)
{
	VipsImage *raw = image_open(path, format), *up = NULL, *all = NULL;
	*problem = "it cannot be read";
	if (!raw)
		return NULL;
	*problem = size_problem(raw);
	if (!*problem) {
		*problem = "it is damaged";
		if (vips_autorot(raw, &up, NULL) == 0)
			all = vips_image_copy_memory(up);
	}
	if (up)
		g_object_unref(up);
	g_object_unref(raw);
	return all;
}

static VipsImage *image_shrink(VipsImage *image, int width)
{
	VipsImage *out = NULL;
	if (vips_thumbnail_image(image, &out, width, "height", SIDE_MAX, "size",
		    VIPS_SIZE_DOWN, "no_rotate", TRUE, "export_profile", "srgb",
		    NULL) != 0)
		return NULL;
	return out;
}

static int save_avif(VipsImage *image, const char *path)
{
	return vips_heifsave(image, path, "compression",
		VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "Q", AVIF_QUALITY, "effort",
		AVIF_EFFORT, "strip", TRUE, NULL);
}

static bool file_write(const char *path, const void *p, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return false;
	bool ok = write(fd, p, n) == (ssize_t)n;
	return close(fd) == 0 && ok;
}

/* libvips 8.14 writes EXIF of its own making even with "strip". */
static int save_webp(VipsImage *image, const char *path)
{
	void *p = NULL;
	size_t n = 0;
	if (vips_webpsave_buffer(
		    image, &p, &n, "Q", QUALITY, "strip", TRUE, NULL) != 0)
		return -1;
	WebPData all = {p, n}, bare = {NULL, 0};
	WebPMux *mux = WebPMuxCreate(&all, 0);
	bool ok = mux != NULL;
	if (ok) {
		WebPMuxDeleteChunk(mux, "EXIF");
		ok = WebPMuxAssemble(mux, &bare) == WEBP_MUX_OK &&
		     file_write(path, bare.bytes, bare.size);
		WebPMuxDelete(mux);
	}
	WebPDataClear(&bare);
	g_free(p);
	return ok ? 0 : -1;
}

/* JPEG knows no transparency: white paper below. */
static int save_jpeg(VipsImage *image, const char *path)
{
	VipsImage *flat = NULL;
	VipsArrayDouble *white = vips_array_double_newv(1, 255.0);
	int rc = vips_flatten(image, &flat, "background", white, NULL);
	vips_area_unref(VIPS_AREA(white));
	if (rc != 0)
		return rc;
	rc = vips_jpegsave(flat, path, "Q", QUALITY, "strip", TRUE,
		"optimize_coding", TRUE, "interlace", TRUE, NULL);
	g_object_unref(flat);
	return rc;
}

static const struct {
	const char *suffix;
	int (*save)(VipsImage *image, const char *path);
} formats[] = {{"avif", save_avif}, {"webp", save_webp}, {"jpg", save_jpeg}};
enum { FORMATS = sizeof(formats) / sizeof(*formats) };

/* Written whole or not at all. */
static bool rendition_write(
	VipsImage *image, const char *target, int width, int format)
{
	char *path = g_strdup_printf(
		"%s-%d.%s", target, width, formats[format].suffix);
	char *temp = g_strdup_printf("%s.%d", path, (int)getpid());
	bool ok = formats[format].save(image, temp) == 0 &&
		  chmod(temp, 0640) == 0 && rename(temp, path) == 0;
	if (!ok)
		unlink(temp);
	g_free(temp);
	g_free(path);
	return ok;
}

/* Standard widths up to the picture's own; its own too when it lies well
 * above the last of them. */
static int widths_for(int own, int *out)
{
	int n = 0;
	for (int i = 0; i < WIDTHS && widths[i] <= own; i++)
		out[n++] = widths[i];
	if (n < WIDTHS && (n == 0 || own * 4 > out[n - 1] * 5))
		out[n++] = own;
	return n;
}

static void *field_drop(
	VipsImage *image, const char *field, GValue *value, void *arg)
{
	(void)value;
	(void)arg;
	vips_image_remove(image, field);
	return NULL;
}

/* The pixels alone: no place, camera, profile, comment. */
static void image_bare(VipsImage *image)
{
	vips_image_map(image, field_drop, NULL);
}

/* All formats of one width. */
static bool renditions_write(VipsImage *image, const char *target, int width)
{
	bool ok = true;
	for (int f = 0; ok && f < FORMATS; f++)
		ok = rendition_write(image, target, width, f);
	return ok;
}

/* The widest is made of the picture, each smaller one of the next larger: a
 * shrunk one is shrunk again in a fraction of the time. */
static int make(VipsImage *image, const char *target)
{
	int list[WIDTHS + 1], height = 0;
	int n = widths_for(vips_image_get_width(image), list);
	g_object_ref(image);
	for (int i = n - 1; i >= 0; i--) {
		VipsImage *lazy = image_shrink(image, list[i]);
		VipsImage *small = lazy ? vips_image_copy_memory(lazy) : NULL;
		g_object_unref(image);
		if (lazy)
			g_object_unref(lazy);
		if (!small)
			return refuse("it is damaged");
		image = small;
		image_bare(image);
		if (i == n - 1)
			height = vips_image_get_height(image);
		if (!renditions_write(image, target, list[i])) {
			g_object_unref(image);
			return refuse("it could not be written");
		}
	}
	g_object_unref(image);
	printf("ok %d %d", list[n - 1], height);
	for (int i = 0; i < n; i++)
		printf(" %d", list[i]);
	printf("\n");
	return 0;
}

static int run(const char *source, const char *target)
{
	unsigned char head[16];
	struct stat st;
	int fd = open(source, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return refuse("it cannot be read");
	ssize_t got = read(fd, head, sizeof(head));
	close(fd);
	if (st.st_size > FILE_BYTES_MAX)
		return refuse("the file is larger than 20 MB");
	enum format format = sniff(head, got > 0 ? (size_t)got : 0);
	if (format == FORMAT_NONE)
		return refuse("it is not a JPEG, PNG, WebP, AVIF or GIF");
	const char *problem;
	VipsImage *image = image_load(source, format, &problem);
	if (!image)
		return refuse("%s", problem);
	int status = make(image, target);
	g_object_unref(image);
	return status;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "Usage: puoti-image SOURCE TARGET\n");
		return 2;
	}
	umask(0027);
	limit_all();
	g_setenv("VIPS_WARNING", "0", TRUE);
	if (VIPS_INIT(argv[0]) != 0)
		return refuse("the picture library does not start");
	vips_concurrency_set(1);
	vips_cache_set_max(0);
	/* Only the loaders named above, none of the fuzzier ones. */
	vips_block_untrusted_set(TRUE);
	int status = run(argv[1], argv[2]);
	vips_shutdown();
	return status;
}
