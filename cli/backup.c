/* puoti backup: the whole shop in one file, while it runs. */
#include "cli/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tar.h"

static const char text[] =
	"Usage: puoti --data DIR backup FILE\n\n"
	"Puts the database, the pictures and documents, the key and\n"
	"puoti.conf into FILE, a tar file that puoti restore reads.  The shop\n"
	"goes on meanwhile; the backup shows it at one moment.  FILE holds the\n"
	"shop's secrets and its customers' data: only you can read it.  An\n"
	"older FILE is replaced when the new one is complete.\n";

enum { DEPTH_MAX = 4, CHUNK = 64 * 1024 };

struct job {
	struct arena *arena;
	const struct conf *conf;
	FILE *out;
	struct buf manifest;
	size_t n;      /* members so far */
	int64_t bytes; /* in them */
};

/* "media/ab/cd-640.webp": plain names below a folder, none hidden. */
static bool is_below(const char *name, const char *folder)
{
	size_t n = strlen(folder);
	if (strncmp(name, folder, n) != 0)
		return false;
	for (int depth = 0; depth < DEPTH_MAX; depth++) {
		name += n;
		if (*name++ != '/' || *name == '.')
			return false;
		n = strspn(name, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
		if (n == 0)
			return false;
		if (name[n] == '\0')
			return true;
	}
	return false;
}

unsigned backup_mode(const char *name)
{
	static const char *const own[] = {
		"puoti.db", "key", "puoti.conf", BACKUP_MANIFEST};
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (!strcmp(name, own[i]))
			return 0600;
	if (is_below(name, "upload"))
		return 0600;
	return is_below(name, "media") || is_below(name, "file") ? 0640 : 0;
}

/* Copy size bytes, no more even when the file grows meanwhile. */
static int content_put(struct job *job, int fd, int64_t size, struct hash *h)
{
	static char chunk[CHUNK];
	for (int64_t left = size; left > 0;) {
		size_t want = left < CHUNK ? (size_t)left : CHUNK;
		ssize_t got = read(fd, chunk, want);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 ||
			fwrite(chunk, 1, (size_t)got, job->out) != (size_t)got)
			return ERR_INTERNAL;
		hash_add(h, chunk, (size_t)got);
		left -= got;
	}
	return tar_pad(job->out, size);
}

static int open_file_put(struct job *job, int fd, const char *name)
{
	struct stat st;
	struct tar_entry e = {.mode = backup_mode(name)};
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || e.mode == 0 ||
		strlen(name) >= sizeof(e.name)) {
		errno = EINVAL;
		return ERR_INTERNAL;
	}
	snprintf(e.name, sizeof(e.name), "%s", name);
	e.size = st.st_size;
	e.mtime = st.st_mtime;
	struct arena *a = arena_new();
	struct hash *h = hash_new(a);
	int rc = tar_put(job->out, &e);
	if (rc == OK)
		rc = content_put(job, fd, e.size, h);
	if (rc == OK)
		buf_addf(&job->manifest, BACKUP_LINE, hash_hex(a, h),
			(long long)e.size, name);
	arena_free(a);
	job->n++;
	job->bytes += e.size;
	return rc;
}

/* A file that is not there (any more) is left out. */
static int file_put(struct job *job, const char *path, const char *name)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? OK : ERR_INTERNAL;
	int rc = open_file_put(job, fd, name);
	int why = errno;
	close(fd);
	if (rc != OK)
		cli_fail("backup", "%s: %s", path, strerror(why));
	return rc;
}

static bool is_listed(const struct job *job, const char *name)
{
	return job->manifest.p &&
	       strstr(job->manifest.p, arena_printf(job->arena, " %s\n", name));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * The members below a folder of the shop, "media/ab", sorted, NULL at the
 * end; hidden ones are left out, and an absent folder has none.  NULL: it
 * cannot be read, which has been told.
 */
static char **members_list(struct job *job, const char *folder)
{
	const char *path = conf_path(job->conf, folder);
	struct buf list = {0};
	char *name = NULL;
	const struct dirent *e;
	DIR *d = opendir(path);
	if (!d && errno != ENOENT) {
		cli_fail("backup", "%s: %s", path, strerror(errno));
		return NULL;
	}
	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		name = arena_printf(job->arena, "%s/%s", folder, e->d_name);
		buf_add(&list, &name, sizeof(name));
	}
	if (d)
		closedir(d);
	size_t n = list.len / sizeof(name);
	char **out = ARENA_ARRAY(job->arena, char *, n + 1);
	if (n > 0) {
		memcpy(out, list.p, list.len);
		qsort(out, n, sizeof(name), by_name);
	}
	buf_release(&list);
	return out;
}

static int tree_put(struct job *job, const char *name);

static int tree_entry_put(struct job *job, const char *name)
{
	struct stat st;
	const char *path = arena_printf(
		job->arena, "%s/%s", job->conf->dir, name);
	if (lstat(path, &st) < 0)
		return errno == ENOENT ? OK : ERR_INTERNAL;
	if (S_ISDIR(st.st_mode))
		return tree_put(job, name);
	return file_put(job, path, name);
}

static int tree_put(struct job *job, const char *name)
{
	char **list = members_list(job, name);
	int rc = list ? OK : ERR_INTERNAL;
	for (; rc == OK && *list; list++)
		rc = tree_entry_put(job, *list);
	return rc;
}

/* Uploads wait for the worker, which removes them: those that came since the
 * first look are few. */
static int uploads_late_put(struct job *job)
{
	char **list = members_list(job, "upload");
	int rc = list ? OK : ERR_INTERNAL;
	for (; rc == OK && *list; list++)
		if (!is_listed(job, *list))
			rc = tree_entry_put(job, *list);
	return rc;
}

static int database_put(struct job *job, const char *copy)
{
	unlink(copy);
	struct db *db = db_open(conf_path(job->conf, "puoti.db"));
	int rc = db ? db_copy(db, copy) : ERR_INTERNAL;
	db_close(db);
	if (rc == OK)
		rc = file_put(job, copy, "puoti.db");
	unlink(copy);
	return rc;
}

static int manifest_put(struct job *job)
{
	struct tar_entry e = {.name = BACKUP_MANIFEST,
		.mode = 0600,
		.mtime = clock_now() / MS_SECOND};
	struct buf *m = &job->manifest;
	buf_addf(m, BACKUP_END, job->n);
	buf_addf(m, BACKUP_SEAL, crypt_sha256(job->arena, m->p, m->len));
	e.size = (int64_t)m->len;
	int rc = tar_put(job->out, &e);
	if (rc == OK && fwrite(m->p, 1, m->len, job->out) != m->len)
		rc = ERR_INTERNAL;
	if (rc == OK)
		rc = tar_pad(job->out, e.size);
	return rc == OK ? tar_finish(job->out) : rc;
}

/*
 * Pictures and documents are written before the rows that name them and never
 * change, so they come after the database; uploads are removed after their rows
 * have changed, so they come before it.
 */
static int all_put(struct job *job, const char *copy)
{
	const struct conf *conf = job->conf;
	buf_adds(&job->manifest, BACKUP_HEAD);
	buf_addf(&job->manifest, "made %s\n",
		clock_format(job->arena, "en", CLOCK_ISO, clock_now()));
	int rc = tree_put(job, "upload");
	if (rc == OK)
		rc = database_put(job, copy);
	if (rc == OK)
		rc = file_put(job, conf_path(conf, "key"), "key");
	if (rc == OK)
		rc = file_put(job, conf_path(conf, "puoti.conf"), "puoti.conf");
	if (rc == OK)
		rc = uploads_late_put(job);
	if (rc == OK)
		rc = tree_put(job, "media");
	if (rc == OK)
		rc = tree_put(job, "file");
	return rc == OK ? manifest_put(job) : rc;
}

/* The file is whole on the disk before it gets its name. */
static bool file_finish(struct job *job, const char *tmp, const char *path)
{
	FILE *f = job->out;
	bool ok = fflush(f) == 0 && fsync(fileno(f)) == 0;
	ok = fclose(f) == 0 && ok && rename(tmp, path) == 0;
	const char *slash = strrchr(path, '/'), *dir = ".";
	if (slash)
		dir = arena_strndup(
			job->arena, path, (size_t)(slash - path + 1));
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	return ok;
}

static int backup_make(struct job *job, const char *path)
{
	const char *tmp = arena_printf(job->arena, "%s.tmp", path);
	const char *copy = arena_printf(job->arena, "%s.tmp.db", path);
	unlink(tmp); /* of a backup that was cut short */
	int fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	job->out = fd < 0 ? NULL : fdopen(fd, "w");
	if (!job->out)
		return cli_fail("backup", "%s: %s", tmp, strerror(errno));
	if (all_put(job, copy) != OK) {
		fclose(job->out);
		unlink(tmp);
		return cli_fail("backup", "no backup was made");
	}
	if (!file_finish(job, tmp, path)) {
		int why = errno;
		unlink(tmp);
		return cli_fail("backup", "%s: %s", path, strerror(why));
	}
	printf("%s: %zu files, %lld bytes\n", path, job->n,
		(long long)job->bytes);
	return 0;
}

int cli_backup(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct conf conf;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1)
		return cli_usage(c == 'h' ? 0 : 2, text);
	if (optind != argc - 1)
		return cli_usage(2, text);
	if (!cli_conf(cli, &conf))
		return 1;
	clock_zone(conf.zone);
	if (access(conf_path(&conf, "key"), R_OK) < 0)
		return cli_fail("backup", "%s is not a shop: no key", conf.dir);
	struct job job = {.arena = arena_new(), .conf = &conf};
	int status = backup_make(&job, argv[optind]);
	buf_release(&job.manifest);
	arena_free(job.arena);
	return status;
}
