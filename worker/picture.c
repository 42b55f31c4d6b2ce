/* Pictures: fetched or uploaded, then re-encoded; never served as sent. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/media.h"
#include "domain/media_forget.h"
#include "lib/buf.h"
#include "lib/crypt.h"
#include "lib/err.h"
#include "lib/fetch.h"
#include "lib/image.h"
#include "worker/worker.h"

enum { PICTURE_BYTES_MAX = 20 * 1024 * 1024, LAST_ATTEMPT = 7 };

struct picture_job {
	int64_t media;
	const char *path, *url; /* one of them, the other NULL */
	const char *sha256;     /* the name that it keeps; NULL: its own */
};

static bool payload_read(
	struct arena *a, const char *payload, struct picture_job *out)
{
	json_t *j = json_loads(payload, 0, NULL);
	out->media = json_integer_value(json_object_get(j, "media"));
	out->path = arena_strdup(
		a, json_string_value(json_object_get(j, "path")));
	out->url = arena_strdup(
		a, json_string_value(json_object_get(j, "url")));
	out->sha256 = arena_strdup(
		a, json_string_value(json_object_get(j, "sha256")));
	json_decref(j);
	return out->media > 0 && (out->path || out->url);
}

/* SHA-256 of a file of at most PICTURE_BYTES_MAX; NULL: not readable. */
static const char *file_sha256(struct arena *a, const char *path)
{
	enum { STEP = 64 * 1024 };
	struct buf b = {0};
	FILE *f = fopen(path, "re");
	if (!f)
		return NULL;
	size_t n = 1;
	while (n > 0 && b.len <= PICTURE_BYTES_MAX) {
		n = fread(buf_room(&b, STEP), 1, STEP, f);
		b.len += n;
	}
	bool ok = !ferror(f) && b.len <= PICTURE_BYTES_MAX;
	fclose(f);
	const char *sha = ok ? crypt_sha256(a, b.p, b.len) : NULL;
	buf_release(&b);
	return sha;
}

static int fetch(struct worker *w, const struct picture_job *p,
	const char **path, const char **problem)
{
	const char *dir = arena_printf(w->cx.arena, "%s/upload", w->conf->dir);
	if (mkdir(dir, 0700) < 0 && errno != EEXIST) {
		*problem = "the upload folder cannot be made";
		return ERR_BUSY;
	}
	*path = arena_printf(
		w->cx.arena, "%s/fetch-%lld", dir, (long long)p->media);
	int rc = fetch_to_file(
		w->cx.arena, p->url, *path, PICTURE_BYTES_MAX, false, problem);
	return rc == ERR_BUSY || rc == ERR_INTERNAL || rc == OK ? rc
								: ERR_INVALID;
}

/* Uploads lie in our own folder and nowhere else. */
static bool is_upload(struct worker *w, const char *path)
{
	const char *dir = arena_printf(w->cx.arena, "%s/upload", w->conf->dir);
	size_t n = strlen(dir);
	return !strncmp(path, dir, n) && path[n] == '/' &&
	       !strchr(path + n + 1, '/');
}

static int make(struct worker *w, const struct picture_job *p, const char *path,
	const char **problem)
{
	struct image_result result;
	const char *sha = file_sha256(w->cx.arena, path);
	*problem = "the file is not here";
	if (!sha)
		return ERR_INVALID;
	if (p->sha256)
		sha = p->sha256;
	int rc = image_make(w->cx.arena, w->conf, path, sha, &result);
	*problem = result.problem;
	if (rc == OK)
		rc = media_set_ready(&w->cx, p->media, sha, result.width,
			result.height, result.widths);
	return rc;
}

/* Done before, and only the note of it was lost. */
static bool is_ready(struct worker *w, int64_t media)
{
	struct picture picture = {0};
	return media_find(&w->cx, media, &picture) == OK && picture.sha256;
}

int job_picture(struct worker *w, const struct job *job, const char **problem)
{
	struct picture_job p;
	*problem = "the job cannot be read";
	if (!payload_read(w->cx.arena, job->payload, &p) ||
		(p.path && !is_upload(w, p.path)))
		return ERR_INVALID;
	if (is_ready(w, p.media))
		return OK;
	const char *path = p.path;
	int rc = p.url ? fetch(w, &p, &path, problem) : OK;
	if (rc == OK)
		rc = make(w, &p, path, problem);
	if (rc == OK || rc == ERR_INVALID || p.url)
		unlink(path);
	if (rc == ERR_INVALID || (rc < 0 && job->attempts >= LAST_ATTEMPT))
		media_set_failed(&w->cx, p.media, *problem);
	/* a buyer's is told to the buyer, beside the review: no work left for
	 * the owner */
	if (rc == ERR_INVALID && media_is_sent(&w->cx, p.media))
		return OK;
	return rc;
}

/* ---- forgetting ---- */

/* Every rendition of a picture, and the bytes that were sent. */
static void files_remove(struct worker *w, const struct picture *p)
{
	static const char *const kinds[] = {"avif", "webp", "jpg"};
	struct arena *a = w->cx.arena;
	const char *stem = image_stem(a, p->sha256);
	for (const char *width = p->widths; *width;) {
		size_t n = strcspn(width, " ");
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			unlink(arena_printf(a, "%s/media/%s-%.*s.%s",
				w->conf->dir, stem, (int)n, width, kinds[i]));
		width += n + (width[n] == ' ');
	}
	unlink(arena_printf(a, "%s/upload/%s", w->conf->dir, p->sha256));
}

int job_forget_picture(
	struct worker *w, const struct job *job, const char **problem)
{
	struct picture gone;
	json_t *j = json_loads(job->payload, 0, NULL);
	int64_t media = json_integer_value(json_object_get(j, "media"));
	json_decref(j);
	*problem = "the picture is still being made";
	int rc = media_forget(&w->cx, media, &gone);
	if (rc == OK && gone.sha256)
		files_remove(w, &gone);
	/* shown elsewhere, or forgotten before */
	return rc == ERR_CONFLICT || rc == ERR_NOT_FOUND ? OK : rc;
}
