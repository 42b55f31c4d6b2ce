/* Half files of processes that were killed, documents that no product has any
 * more: nobody else removes them. */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/product_file.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "worker/worker.h"

/* Parts of an upload, pictures on their way here. */
static bool is_part(const char *name)
{
	return !strncmp(name, "part-", 5) || !strncmp(name, "fetch-", 6) ||
	       !strncmp(name, "import-", 7);
}

/* "STEM-640.webp.1234": a rendition before it got its name. */
static bool is_half(const char *name)
{
	return strstr(name, ".webp.") || strstr(name, ".avif.") ||
	       strstr(name, ".jpg.");
}

/* A document under its name that no product has, or a half one. */
static bool is_orphan(struct worker *w, const char *name)
{
	enum { SHA_HEX = 64 };
	bool used = true;
	if (*name == '.')
		return false;
	if (strspn(name, "0123456789abcdef") != SHA_HEX)
		return true;
	return strlen(name) > SHA_HEX ||
	       (product_file_used(&w->cx, name, &used) == OK && !used);
}

static bool is_left_part(struct worker *w, const char *name)
{
	(void)w;
	return is_part(name);
}

static bool is_left_half(struct worker *w, const char *name)
{
	(void)w;
	return is_half(name);
}

static int64_t sweep(struct worker *w, const char *dir,
	bool (*is_left)(struct worker *w, const char *name))
{
	int64_t n = 0;
	const struct dirent *e;
	DIR *d = opendir(dir);
	while (d && (e = readdir(d))) {
		struct stat st;
		if (!is_left(w, e->d_name) ||
			fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) <
				0 ||
			!S_ISREG(st.st_mode) ||
			st.st_mtime * MS_SECOND > w->cx.now - MS_DAY)
			continue;
		n += unlinkat(dirfd(d), e->d_name, 0) == 0;
	}
	if (d)
		closedir(d);
	return n;
}

int64_t worker_sweep(struct worker *w)
{
	struct arena *a = w->cx.arena;
	const char *media = arena_printf(a, "%s/media", w->conf->dir);
	int64_t n = sweep(
		w, arena_printf(a, "%s/upload", w->conf->dir), is_left_part);
	for (unsigned i = 0; i < 256; i++)
		n += sweep(w, arena_printf(a, "%s/file/%02x", w->conf->dir, i),
			is_orphan);
	for (unsigned i = 0; i < 256; i++)
		n += sweep(
			w, arena_printf(a, "%s/%02x", media, i), is_left_half);
	return n;
}
