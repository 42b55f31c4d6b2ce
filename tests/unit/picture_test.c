#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/media.h"
#include "lib/arena.h"
#include "lib/clock.h"
#include "tests/test.h"
#include "worker/worker.h"

static const char picture[] = PUOTI_SRCDIR "/demo/img/mug-sea-640.webp";

static struct worker worker_in(struct cx *cx, struct conf *conf)
{
	*conf = (struct conf){.dir = test_dir(cx), .root_lang = "en"};
	mkdir(arena_printf(cx->arena, "%s/upload", conf->dir), 0700);
	mkdir(arena_printf(cx->arena, "%s/media", conf->dir), 0700);
	return (struct worker){.cx = *cx, .conf = conf};
}

static const char *upload(struct cx *cx, const struct conf *conf, size_t max)
{
	char bytes[65536];
	const char *path = arena_printf(cx->arena, "%s/upload/one", conf->dir);
	FILE *in = fopen(picture, "r"), *out = fopen(path, "w");
	size_t n = in ? fread(bytes, 1, sizeof(bytes), in) : 0;
	if (!out || fwrite(bytes, 1, n < max ? n : max, out) == 0)
		test_failed = 1;
	if (in)
		fclose(in);
	if (out)
		fclose(out);
	return path;
}

static int run(struct worker *w, const char *payload, const char **problem)
{
	struct job job = {.kind = "picture", .key = "k", .payload = payload};
	return job_picture(w, &job, problem);
}

static const char *payload(struct cx *cx, int64_t media, const char *path)
{
	return arena_printf(cx->arena, "{\"media\":%lld,\"path\":\"%s\"}",
		(long long)media, path);
}

static void an_upload_becomes_renditions(struct cx *cx)
{
	struct conf conf;
	struct worker w = worker_in(cx, &conf);
	const char *path = upload(cx, &conf, 65536), *problem;
	int64_t media;
	struct picture p;
	CHECK_OK(media_add_upload(cx, path, "aa", &media));
	CHECK_OK(run(&w, payload(cx, media, path), &problem));
	CHECK_OK(media_find(cx, media, &p));
	CHECK_STR(p.widths, "320 480 640");
	CHECK_INT(p.height, 800);
	CHECK(p.sha256 && strlen(p.sha256) == 64);
	CHECK_INT(access(path, F_OK), -1);
	/* Once more, as after a crash: nothing is left to do. */
	CHECK_OK(run(&w, payload(cx, media, path), &problem));
}

static void a_damaged_upload_fails_with_words_for_the_owner(struct cx *cx)
{
	struct conf conf;
	struct worker w = worker_in(cx, &conf);
	const char *path = upload(cx, &conf, 500), *problem;
	int64_t media;
	struct picture p;
	CHECK_OK(media_add_upload(cx, path, "aa", &media));
	CHECK_INT(run(&w, payload(cx, media, path), &problem), ERR_INVALID);
	CHECK(*problem != '\0');
	CHECK_OK(media_find(cx, media, &p));
	CHECK(p.sha256 == NULL);
	CHECK_INT(access(path, F_OK), -1);
}

static void only_files_of_the_upload_folder_are_touched(struct cx *cx)
{
	struct conf conf;
	struct worker w = worker_in(cx, &conf);
	int64_t media;
	const char *problem;
	CHECK_OK(media_add_upload(cx, "x", "aa", &media));
	CHECK_INT(run(&w, payload(cx, media, picture), &problem), ERR_INVALID);
	CHECK_INT(run(&w,
			  payload(cx, media,
				  arena_printf(cx->arena,
					  "%s/upload/../puoti.db", conf.dir)),
			  &problem),
		ERR_INVALID);
	CHECK_INT(access(picture, F_OK), 0);
}

static void a_picture_inside_the_network_is_not_fetched(struct cx *cx)
{
	struct conf conf;
	struct worker w = worker_in(cx, &conf);
	int64_t media;
	const char *problem;
	CHECK_OK(media_add_remote(cx, "http://127.0.0.1/x.png", &media));
	CHECK_INT(run(&w,
			  arena_printf(cx->arena,
				  "{\"media\":%lld,"
				  "\"url\":\"http://127.0.0.1/x.png\"}",
				  (long long)media),
			  &problem),
		ERR_INVALID);
	CHECK(strstr(problem, "not one that may be fetched") != NULL);
}

static const char *file_aged(struct cx *cx, const struct conf *conf,
	const char *name, int64_t age_ms)
{
	const char *path = arena_printf(cx->arena, "%s/%s", conf->dir, name);
	int64_t s = (cx->now - age_ms) / MS_SECOND;
	struct timespec times[2] = {{s, 0}, {s, 0}};
	FILE *f = fopen(path, "w");
	if (f)
		fclose(f);
	utimensat(AT_FDCWD, path, times, 0);
	return path;
}

static void half_files_go_after_a_day(struct cx *cx)
{
	static const struct {
		const char *name;
		int64_t age_ms;
		bool stays;
	} files[] = {
		{"upload/part-Xy12", MS_DAY, false},
		{"upload/fetch-7", MS_DAY, false},
		{"media/0a/beef-640.webp.77", MS_DAY, false},
		{"upload/part-new", MS_HOUR, true},
		{"upload/0a0b", 9 * MS_DAY, true}, /* waits for its turn */
		{"media/0a/beef-640.webp", 9 * MS_DAY, true},
	};
	enum { N = sizeof(files) / sizeof(files[0]) };
	const char *path[N];
	struct conf conf;
	struct worker w = worker_in(cx, &conf);
	mkdir(arena_printf(cx->arena, "%s/media/0a", conf.dir), 0700);
	for (size_t i = 0; i < N; i++)
		path[i] = file_aged(cx, &conf, files[i].name, files[i].age_ms);
	CHECK_INT(worker_sweep(&w), 3);
	for (size_t i = 0; i < N; i++)
		CHECK_INT(access(path[i], F_OK) == 0, files[i].stays);
}

int main(void)
{
	if (access(picture, R_OK) != 0 ||
		access(PUOTI_BUILDDIR "/puoti-image", X_OK) != 0) {
		puts("1..0 # SKIP no picture or no puoti-image");
		return 0;
	}
	return test_run((struct test[]){
		{"an upload becomes renditions", an_upload_becomes_renditions},
		{"a damaged upload fails with words for the owner",
			a_damaged_upload_fails_with_words_for_the_owner},
		{"only files of the upload folder are touched",
			only_files_of_the_upload_folder_are_touched},
		{"a picture inside the network is not fetched",
			a_picture_inside_the_network_is_not_fetched},
		{"half files go after a day", half_files_go_after_a_day},
		{NULL, NULL},
	});
}
