/*
 * More than fifty uploads that mean harm: refused with words, or made safe;
 * the memory they may take is bounded, and the worker goes on.  In one file
 * because the table of them and what builds them belong together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "domain/media.h"
#include "domain/product_desk.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/crypt.h"
#include "lib/image.h"
#include "tests/test.h"
#include "worker/worker.h"

static const char picture[] = PUOTI_SRCDIR "/demo/img/mug-sea-640.webp";

/* True pictures in the formats that we take, to be spoiled. */
static struct buf webp, jpeg, avif;

enum verdict { REFUSED, SAFE, EITHER };

struct evil {
	const char *name;
	enum verdict want;
	void (*build)(struct buf *b, long arg);
	long arg;
};

/* ---- files ---- */

static struct buf read_all(const char *path)
{
	struct buf b = {0};
	FILE *f = fopen(path, "r");
	size_t n = 1;
	while (f && n > 0) {
		n = fread(buf_room(&b, 65536), 1, 65536, f);
		b.len += n;
	}
	if (f)
		fclose(f);
	return b;
}

static void write_all(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "w");
	if (!f || (b->len && fwrite(b->p, 1, b->len, f) != b->len))
		test_failed = 1;
	if (f)
		fclose(f);
}

static void add32(struct buf *b, uint32_t v)
{
	for (int i = 24; i >= 0; i -= 8)
		buf_addc(b, (char)(v >> i & 255));
}

static void noise(struct buf *b, size_t n)
{
	uint32_t x = 2463534242;
	while (n--) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		buf_addc(b, (char)x);
	}
}

/* ---- PNG ---- */

static void png_chunk(struct buf *b, const char *type, const void *p, size_t n)
{
	struct buf c = {0};
	buf_adds(&c, type);
	buf_add(&c, p, n);
	add32(b, (uint32_t)n);
	buf_add(b, c.p, c.len);
	add32(b, (uint32_t)crc32(0, (const Bytef *)c.p, (uInt)c.len));
	buf_release(&c);
}

/* n zeros, deflated. */
static struct buf zeros(size_t n)
{
	struct buf out = {0};
	static unsigned char block[65536];
	z_stream z = {0};
	deflateInit(&z, 9);
	while (n > 0 || z.avail_in > 0) {
		if (z.avail_in == 0) {
			z.next_in = block;
			z.avail_in = n < sizeof(block) ? (uInt)n
						       : sizeof(block);
			n -= z.avail_in;
		}
		z.next_out = (Bytef *)buf_room(&out, 65536);
		z.avail_out = 65536;
		deflate(&z, n || z.avail_in ? Z_NO_FLUSH : Z_FINISH);
		out.len += 65536 - z.avail_out;
	}
	int rc = Z_OK;
	while (rc == Z_OK) {
		z.next_out = (Bytef *)buf_room(&out, 65536);
		z.avail_out = 65536;
		rc = deflate(&z, Z_FINISH);
		out.len += 65536 - z.avail_out;
	}
	deflateEnd(&z);
	return out;
}

/* A black picture of that size; more is a chunk put before the data. */
static void png_of(struct buf *b, uint32_t w, uint32_t h, int depth,
	const char *type, const struct buf *more)
{
	struct buf head = {0};
	buf_add(b, "\x89PNG\r\n\x1a\n", 8);
	add32(&head, w);
	add32(&head, h);
	buf_addc(&head, (char)depth);
	buf_add(&head, "\x02\0\0\0", 4);
	png_chunk(b, "IHDR", head.p, head.len);
	buf_release(&head);
	if (type)
		png_chunk(b, type, more->p, more->len);
	struct buf data = zeros(((size_t)w * 3 * (size_t)(depth / 8) + 1) * h);
	png_chunk(b, "IDAT", data.p, data.len);
	buf_release(&data);
	png_chunk(b, "IEND", "", 0);
}

static void square_png(struct buf *b, long side)
{
	png_of(b, (uint32_t)side, (uint32_t)side, 8, NULL, NULL);
}

static void deep_png(struct buf *b, long side)
{
	png_of(b, (uint32_t)side, (uint32_t)side, 16, NULL, NULL);
}

static void flat_png(struct buf *b, long wide)
{
	png_of(b, (uint32_t)wide, 100, 8, NULL, NULL);
}

static void tall_png(struct buf *b, long high)
{
	png_of(b, 10, (uint32_t)high, 8, NULL, NULL);
}

/* A text of that many zeros in a few bytes. */
static void text_bomb_png(struct buf *b, long size)
{
	struct buf text = {0}, z = zeros((size_t)size);
	buf_add(&text, "Comment\0\0", 9);
	buf_add(&text, z.p, z.len);
	png_of(b, 40, 40, 8, "zTXt", &text);
	buf_release(&text);
	buf_release(&z);
}

static void profile_png(struct buf *b, long size)
{
	struct buf text = {0};
	buf_add(&text, "icc\0\0", 5);
	noise(&text, (size_t)size);
	png_of(b, 400, 400, 8, "iCCP", &text);
	buf_release(&text);
}

static void told_png(struct buf *b, long arg)
{
	struct buf text = {0};
	(void)arg;
	buf_add(&text, "GPS\0secret-place <script>alert(1)</script>", 42);
	png_of(b, 400, 400, 8, "tEXt", &text);
	buf_release(&text);
}

/* Says to be that large and holds nothing. */
static void liar_png(struct buf *b, long side)
{
	struct buf head = {0};
	buf_add(b, "\x89PNG\r\n\x1a\n", 8);
	add32(&head, (uint32_t)side);
	add32(&head, (uint32_t)side);
	buf_add(&head, "\x08\x06\0\0\0", 5);
	png_chunk(b, "IHDR", head.p, head.len);
	png_chunk(b, "IEND", "", 0);
	buf_release(&head);
}

/* ---- true pictures, spoiled ---- */

static void cut(struct buf *b, const struct buf *from, long percent)
{
	buf_add(b, from->p, from->len * (size_t)percent / 100);
}

static void cut_webp(struct buf *b, long percent)
{
	cut(b, &webp, percent);
}

static void cut_jpeg(struct buf *b, long percent)
{
	cut(b, &jpeg, percent);
}

static void cut_avif(struct buf *b, long percent)
{
	cut(b, &avif, percent);
}

static void cut_png(struct buf *b, long percent)
{
	struct buf all = {0};
	square_png(&all, 900);
	cut(b, &all, percent);
	buf_release(&all);
}

/* One byte in a hundred is another. */
static void torn_jpeg(struct buf *b, long from)
{
	buf_add(b, jpeg.p, jpeg.len);
	for (size_t i = (size_t)from; i < b->len; i += 97)
		b->p[i] ^= 0x55;
}

static void torn_webp(struct buf *b, long from)
{
	buf_add(b, webp.p, webp.len);
	for (size_t i = (size_t)from; i < b->len; i += 97)
		b->p[i] ^= 0x55;
}

/* After the start: EXIF with a place and an orientation, and a comment. */
static void told_jpeg(struct buf *b, long orientation)
{
	static const char place[] = "secret-place N 60 10 0 E 24 56 0 GPS";
	static const char words[] = "<script>alert(1)</script><?php x ?>";
	struct buf e = {0};
	buf_add(&e, "Exif\0\0MM\0*\0\0\0\x08\0\x02", 16);
	buf_add(&e, "\x01\x12\0\x03\0\0\0\x01\0", 9);
	buf_addc(&e, (char)orientation);
	buf_add(&e, "\0\0", 2);
	buf_add(&e, "\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0", 16);
	buf_add(&e, place, sizeof(place));
	buf_add(b, jpeg.p, 2);
	buf_add(b, "\xff\xe1", 2);
	buf_addc(b, (char)((e.len + 2) >> 8));
	buf_addc(b, (char)((e.len + 2) & 255));
	buf_add(b, e.p, e.len);
	buf_add(b, "\xff\xfe\0", 3);
	buf_addc(b, (char)(sizeof(words) + 2));
	buf_add(b, words, sizeof(words));
	buf_add(b, jpeg.p + 2, jpeg.len - 2);
	buf_release(&e);
}

/* Something else behind the picture's end. */
static void tail_jpeg(struct buf *b, long arg)
{
	(void)arg;
	buf_add(b, jpeg.p, jpeg.len);
	buf_add(b, "PK\x03\x04 secret-place <?php system($_GET[0]) ?>", 45);
}

/* The frame says to be of that width and height. */
static void liar_jpeg(struct buf *b, long side)
{
	buf_add(b, jpeg.p, jpeg.len);
	for (size_t i = 2; i + 9 < b->len; i++) {
		unsigned char kind = (unsigned char)b->p[i + 1];
		if ((unsigned char)b->p[i] != 0xff ||
			(kind != 0xc0 && kind != 0xc2))
			continue;
		b->p[i + 5] = b->p[i + 7] = (char)(side >> 8);
		b->p[i + 6] = b->p[i + 8] = (char)(side & 255);
		return;
	}
}

/* ---- things that are no pictures ---- */

static const char *const texts[] = {
	"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">"
	"<script>alert(1)</script></svg>",
	"<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM "
	"\"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\">"
	"<text>&x;</text></svg>",
	"\xef\xbb\xbf<svg xmlns=\"http://www.w3.org/2000/svg\" "
	"onload=\"alert(1)\"/>",
	"<!doctype html><script>alert(1)</script><p>a long enough page</p>",
	"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://127.0.0"
	".1/x.jpg\"|ls \"-la)'\npop graphic-context",
	"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) file",
	"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj trailer << >>",
	"PK\x03\x04 a zip file that says to be a picture of a cat",
	"BM\x36\x04\x01 a bitmap header and nothing that we take here",
	"II*\x01 a tiff header and nothing that we take here, really",
	"8BPS a photoshop header and nothing that we take here, really",
	"GIF89a/*<script>alert(1)</script>*/=1;//and so on and so on",
	"#!/bin/sh\nrm -rf / # a script, made for whoever opens a picture",
	"\x1f\x8b\x08 a compressed svg, perhaps, or something else, who knows",
	"x",
	"",
};

static void text(struct buf *b, long i)
{
	buf_adds(b, texts[i]);
}

static void program(struct buf *b, long n)
{
	struct buf all = read_all("/proc/self/exe");
	buf_add(b, all.p, (size_t)n < all.len ? (size_t)n : all.len);
	buf_release(&all);
}

static void nothing(struct buf *b, long n)
{
	memset(buf_room(b, (size_t)n), 0, (size_t)n);
	b->len += (size_t)n;
}

static void noisy(struct buf *b, long i)
{
	static const char *const heads[] = {"\xff\xd8\xff\xe0",
		"\x89PNG\r\n\x1a\n", "RIFF\xff\xff\xff\x7fWEBPVP8 ",
		"GIF89a\xff\xff\xff\xff", "\x01\x01\x01 ftypavif"};
	size_t n = i == 0 ? 4 : i == 1 ? 8 : i == 2 ? 16 : i == 3 ? 10 : 12;
	buf_add(b, heads[i], n);
	noise(b, 1 << 20);
}

/* That many frames of one pixel. */
static void long_gif(struct buf *b, long frames)
{
	buf_add(b, "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff", 19);
	while (frames--)
		buf_add(b, "!\xf9\4\0\1\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0", 23);
	buf_addc(b, ';');
}

static void heavy(struct buf *b, long n)
{
	buf_add(b, jpeg.p, jpeg.len);
	nothing(b, n);
}

static const struct evil evils[] = {
	{"webp cut at 5 %", REFUSED, cut_webp, 5},
	{"webp cut at 30 %", REFUSED, cut_webp, 30},
	{"webp cut at 60 %", REFUSED, cut_webp, 60},
	{"webp cut at 98 %", REFUSED, cut_webp, 98},
	{"jpeg cut at 5 %", REFUSED, cut_jpeg, 5},
	{"jpeg cut at 30 %", REFUSED, cut_jpeg, 30},
	{"jpeg cut at 60 %", REFUSED, cut_jpeg, 60},
	{"jpeg cut at 98 %", REFUSED, cut_jpeg, 98},
	{"avif cut at 5 %", REFUSED, cut_avif, 5},
	{"avif cut at 50 %", REFUSED, cut_avif, 50},
	{"avif cut at 98 %", REFUSED, cut_avif, 98},
	{"png cut at 5 %", REFUSED, cut_png, 5},
	{"png cut at 50 %", REFUSED, cut_png, 50},
	{"png cut at 90 %", REFUSED, cut_png, 90},
	{"jpeg torn", EITHER, torn_jpeg, 700},
	{"jpeg torn from the head on", EITHER, torn_jpeg, 20},
	{"webp torn", EITHER, torn_webp, 400},
	{"webp torn from the head on", EITHER, torn_webp, 12},
	{"png of 20000 x 20000 in words", REFUSED, liar_png, 20000},
	{"png of 2000000000 x 2000000000 in words", REFUSED, liar_png,
		2000000000},
	{"png of 20000 pixels across", REFUSED, flat_png, 20000},
	{"png of 20000 pixels down", REFUSED, tall_png, 20000},
	{"png of 6300 x 6300 in some kilobytes", EITHER, square_png, 6300},
	{"png of 7000 x 7000 in some kilobytes", REFUSED, square_png, 7000},
	{"png of 16 bits, 6000 x 6000", EITHER, deep_png, 6000},
	{"png with a text of 300 MB", EITHER, text_bomb_png, 300000000},
	{"png with a broken profile", EITHER, profile_png, 70000},
	{"png with a place in a text", SAFE, told_png, 0},
	{"jpeg of 65535 x 65535 in words", REFUSED, liar_jpeg, 65535},
	{"jpeg of 20000 x 20000 in words", REFUSED, liar_jpeg, 20000},
	{"jpeg with a place and a script", SAFE, told_jpeg, 1},
	{"jpeg lying on its side, with a place", SAFE, told_jpeg, 6},
	{"jpeg with a mad orientation", SAFE, told_jpeg, 99},
	{"jpeg with a zip and a script behind", SAFE, tail_jpeg, 0},
	{"jpeg of 21 MB", REFUSED, heavy, 21 * 1024 * 1024},
	{"gif of 20000 frames", EITHER, long_gif, 20000},
	{"svg with a script", REFUSED, text, 0},
	{"svg that reads files", REFUSED, text, 1},
	{"svg after a byte order mark", REFUSED, text, 2},
	{"html", REFUSED, text, 3},
	{"mvg that fetches", REFUSED, text, 4},
	{"postscript", REFUSED, text, 5},
	{"pdf", REFUSED, text, 6},
	{"zip", REFUSED, text, 7},
	{"bmp", REFUSED, text, 8},
	{"tiff", REFUSED, text, 9},
	{"psd", REFUSED, text, 10},
	{"gif and script in one", REFUSED, text, 11},
	{"shell script", REFUSED, text, 12},
	{"gzip", REFUSED, text, 13},
	{"one byte", REFUSED, text, 14},
	{"nothing", REFUSED, text, 15},
	{"a program", REFUSED, program, 200000},
	{"zeros", REFUSED, nothing, 1 << 20},
	{"noise as jpeg", REFUSED, noisy, 0},
	{"noise as png", REFUSED, noisy, 1},
	{"noise as webp", REFUSED, noisy, 2},
	{"noise as gif", REFUSED, noisy, 3},
	{"noise as avif", REFUSED, noisy, 4},
};
enum { EVILS = sizeof(evils) / sizeof(*evils) };

/* ---- what becomes of them ---- */

static bool holds(const struct buf *b, const char *word)
{
	return memmem(b->p, b->len, word, strlen(word)) != NULL;
}

/* No rendition has anything of what was said beside the picture. */
static void check_clean(
	struct cx *cx, const struct conf *conf, const struct picture *p)
{
	static const char *const suffix[] = {"avif", "webp", "jpg"};
	static const char *const words[] = {"secret-place", "<script", "<?php",
		"GPS", "Exif\0\0MM", "PK\x03\x04"};
	for (size_t i = 0; i < 3; i++) {
		struct buf b = read_all(arena_printf(cx->arena, "%s%s.%s",
			conf->dir, image_url(cx->arena, p->sha256, p->width),
			suffix[i]));
		CHECK(b.len > 20);
		for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
			if (holds(&b, words[w])) {
				printf("# %s holds %s\n", suffix[i], words[w]);
				test_failed = 1;
			}
		buf_release(&b);
	}
}

static int64_t upload(
	struct cx *cx, const struct conf *conf, const struct buf *b, int i)
{
	int64_t media = 0;
	const char *path = arena_printf(
		cx->arena, "%s/upload/u%d", conf->dir, i);
	write_all(path, b);
	CHECK_OK(media_add_upload(cx, path,
		crypt_sha256(cx->arena, b->p ? b->p : "", b->len), &media));
	return media;
}

static const char *problem_of(struct cx *cx, int64_t media)
{
	struct desk_picture p = {0};
	CHECK_OK(desk_picture(cx, media, &p));
	return p.problem ? p.problem : "?";
}

static void judge(struct cx *cx, const struct conf *conf, const struct evil *e,
	int64_t media)
{
	struct picture p = {0};
	CHECK_OK(media_find(cx, media, &p));
	bool made = p.sha256 != NULL;
	if ((e->want == REFUSED && made) || (e->want == SAFE && !made)) {
		printf("# %s: %s\n", e->name,
			made ? "taken" : problem_of(cx, media));
		test_failed = 1;
	}
	CHECK(made || *problem_of(cx, media));
	if (made)
		check_clean(cx, conf, &p);
}

static void hostile_uploads_are_refused_or_made_safe(struct cx *cx)
{
	enum { GB_KB = 1 << 20 };
	struct conf conf = {.dir = test_dir(cx), .root_lang = "en"};
	mkdir(arena_printf(cx->arena, "%s/upload", conf.dir), 0700);
	mkdir(arena_printf(cx->arena, "%s/media", conf.dir), 0700);
	cx->now = clock_now(); /* the worker looks at the true clock */
	struct worker w = {.cx = *cx, .conf = &conf};
	w.cx.arena = arena_new();
	int64_t media[EVILS];
	for (int i = 0; i < EVILS; i++) {
		struct buf b = {0};
		evils[i].build(&b, evils[i].arg);
		media[i] = upload(cx, &conf, &b, i);
		buf_release(&b);
	}
	int64_t good = upload(cx, &conf, &webp, EVILS);
	int rc;
	while ((rc = worker_step(&w)) == OK)
		;
	CHECK_INT(rc, ERR_NOT_FOUND);
	for (int i = 0; i < EVILS; i++)
		judge(cx, &conf, &evils[i], media[i]);
	struct picture p = {0};
	CHECK_OK(media_find(cx, good, &p));
	CHECK(p.sha256 != NULL);
	struct rusage used;
	getrusage(RUSAGE_CHILDREN, &used);
	printf("# %d uploads, the dearest took %ld MB\n", EVILS,
		used.ru_maxrss / 1024);
	CHECK(used.ru_maxrss <= GB_KB);
	CHECK(EVILS >= 50);
	arena_free(w.cx.arena);
}

/* The true pictures: what we make ourselves of one. */
static int true_pictures(void)
{
	static const char sha[] = "0123456789abcdef0123456789abcdef"
				  "0123456789abcdef0123456789abcdef";
	char dir[] = "/tmp/puoti-hostile-XXXXXX";
	struct arena *a = arena_new();
	struct image_result r;
	if (!mkdtemp(dir))
		return -1;
	struct conf conf = {.dir = dir};
	mkdir(arena_printf(a, "%s/media", dir), 0700);
	int rc = image_make(a, &conf, picture, sha, &r);
	const char *at = arena_printf(a, "%s%s", dir, image_url(a, sha, 640));
	webp = read_all(picture);
	jpeg = read_all(arena_printf(a, "%s.jpg", at));
	avif = read_all(arena_printf(a, "%s.avif", at));
	static const char *const made[] = {"avif", "webp", "jpg"};
	for (int width = 320; width <= 640; width += 160)
		for (size_t i = 0; i < 3; i++)
			unlink(arena_printf(a, "%s%s.%s", dir,
				image_url(a, sha, width), made[i]));
	rmdir(arena_printf(a, "%s/media/%.2s", dir, sha));
	rmdir(arena_printf(a, "%s/media", dir));
	rmdir(dir);
	arena_free(a);
	return rc == OK && jpeg.len && avif.len ? 0 : -1;
}

int main(void)
{
	if (access(picture, R_OK) != 0 ||
		access(PUOTI_BUILDDIR "/puoti-image", X_OK) != 0) {
		puts("1..0 # SKIP no picture or no puoti-image");
		return 0;
	}
	if (true_pictures() < 0)
		return 1;
	int rc = test_run((struct test[]){
		{"hostile uploads are refused or made safe",
			hostile_uploads_are_refused_or_made_safe},
		{NULL, NULL},
	});
	buf_release(&webp);
	buf_release(&jpeg);
	buf_release(&avif);
	return rc;
}
