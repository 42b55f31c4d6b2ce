/* Half files of processes that were killed: nobody else removes them. */
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/clock.h"
#include "worker/worker.h"

/* Parts of an upload, pictures on their way here. */
static bool is_part(const char *name)
{
	return !strncmp(name, "part-", 5) || !strncmp(name, "fetch-", 6);
}

/* "STEM-640.webp.1234": a rendition before it got its name. */
static bool is_half(const char *name)
{
	return strstr(name, ".webp.") || strstr(name, ".avif.") ||
	       strstr(name, ".jpg.");
}

static int64_t sweep(
	struct worker *w, const char *dir, bool (*is_left)(const char *name))
{
	int64_t n = 0;
	const struct dirent *e;
	DIR *d = opendir(dir);
	while (d && (e = readdir(d))) {
		struct stat st;
		if (!is_left(e->d_name) ||
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
		w, arena_printf(a, "%s/upload", w->conf->dir), is_part);
	for (unsigned i = 0; i < 256; i++)
		n += sweep(w, arena_printf(a, "%s/%02x", media, i), is_half);
	return n;
}
