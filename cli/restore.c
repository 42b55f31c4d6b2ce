/* puoti restore: make the shop again from a backup, or leave nothing. */
#include "cli/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/cli.h"
#include "domain/person.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/migrate.h"
#include "lib/tar.h"

static const char text[] =
	"Usage: puoti --data DIR restore [--erasures FILE] FILE\n\n"
	"Makes the shop again that puoti backup put into FILE.  DIR must be\n"
	"absent or empty, but for the file erasures of the shop that was there:\n"
	"whoever it names is erased from the older backup again.  --erasures\n"
	"takes that file from elsewhere; the list of another shop is refused.\n"
	"Everything is checked before it takes its place: a damaged FILE, or one\n"
	"of a newer version of puoti, leaves DIR empty.\n"
	"The database of an older version is brought up to this one.\n";

static const char old_list[] =
	"%s: it names no shop, and the backup knows nobody of it.  If it is"
	" another shop's, give the right one; if not, restore without it and"
	" put it back then";

/* Where members lie until all are found right.  Only this name may be left
 * in DIR by a restore that was cut short. */
static const char WORK[] = "restore.tmp";

enum { CHUNK = 64 * 1024 };

struct job {
	struct arena *arena;
	const struct conf *conf;
	FILE *in;
	int64_t in_size;
	const char *erasures; /* of --erasures, or DIR/erasures */
	bool erasures_given;
	int64_t erased;
	const char *work;    /* DIR/restore.tmp */
	struct buf lines;    /* what the manifest must say */
	struct buf manifest; /* what it says */
	size_t n;
};

static int damaged(const struct job *job, const char *why)
{
	cli_fail("restore", "the backup is damaged at member %zu: %s",
		job->n + 1, why);
	return ERR_INVALID;
}

static int failed(const char *path)
{
	cli_fail("restore", "%s: %s", path, strerror(errno));
	return ERR_INTERNAL;
}

/* The folders above a member. */
static int parents_make(struct job *job, const char *name)
{
	mode_t mode = strncmp(name, "upload/", 7) ? 0750 : 0700;
	for (const char *at = name; (at = strchr(at, '/')); at++) {
		const char *dir = arena_printf(job->arena, "%s/%.*s", job->work,
			(int)(at - name), name);
		if (mkdir(dir, mode) < 0 && errno != EEXIST)
			return failed(dir);
	}
	return OK;
}

static int content_get(
	struct job *job, const struct tar_entry *e, int fd, struct hash *h)
{
	static char chunk[CHUNK];
	for (int64_t left = e->size; left > 0;) {
		size_t want = left < CHUNK ? (size_t)left : CHUNK;
		if (fread(chunk, 1, want, job->in) != want)
			return damaged(job, "it ends too early");
		hash_add(h, chunk, want);
		if (write(fd, chunk, want) != (ssize_t)want)
			return failed(e->name);
		left -= (int64_t)want;
	}
	struct timespec times[2] = {{e->mtime, 0}, {e->mtime, 0}};
	if (futimens(fd, times) < 0 || fsync(fd) < 0)
		return failed(e->name);
	return OK;
}

static int file_get(struct job *job, const struct tar_entry *e)
{
	struct arena *a = arena_new();
	struct hash *h = hash_new(a);
	const char *path = arena_printf(a, "%s/%s", job->work, e->name);
	int rc = parents_make(job, e->name);
	int fd = -1;
	if (rc == OK) {
		fd = open(path,
			O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			e->mode);
		if (fd < 0)
			rc = errno == EEXIST ? damaged(job, "it comes twice")
					     : failed(path);
	}
	if (rc == OK)
		rc = content_get(job, e, fd, h);
	if (fd >= 0 && close(fd) < 0 && rc == OK)
		rc = failed(path);
	if (rc == OK)
		buf_addf(&job->lines, BACKUP_LINE, hash_hex(a, h),
			(long long)e->size, e->name);
	arena_free(a);
	return rc;
}

static int manifest_get(struct job *job, const struct tar_entry *e)
{
	size_t n = (size_t)e->size;
	char *at = buf_room(&job->manifest, n);
	if (fread(at, 1, n, job->in) != n)
		return damaged(job, "it ends too early");
	at[n] = '\0';
	job->manifest.len = n;
	return OK;
}

static int member_get(struct job *job, const struct tar_entry *e)
{
	int rc;
	if (e->size < 0 || e->size > job->in_size)
		return damaged(job, "it ends too early");
	if (job->manifest.len > 0)
		return damaged(job, "something comes after the manifest");
	if (backup_mode(e->name) == 0 || backup_mode(e->name) != e->mode)
		return damaged(job, "a backup has no such member");
	if (!strcmp(e->name, BACKUP_MANIFEST)) {
		rc = manifest_get(job, e);
	} else {
		rc = file_get(job, e);
		job->n += rc == OK;
	}
	if (rc == OK && tar_skip_pad(job->in, e->size) != OK)
		rc = damaged(job, "it ends too early or is not padded");
	return rc;
}

/* HEAD, the time, exactly our lines, the count, the seal. */
static int manifest_check(struct job *job)
{
	struct buf want = {0};
	const char *got = job->manifest.p ? job->manifest.p : "";
	const char *made = got + strlen(BACKUP_HEAD), *end;
	int rc = ERR_INVALID;
	if (!strncmp(got, BACKUP_HEAD, strlen(BACKUP_HEAD)) &&
		!strncmp(made, "made ", 5) && (end = strchr(made, '\n'))) {
		buf_add(&want, got, (size_t)(end + 1 - got));
		if (job->lines.len)
			buf_add(&want, job->lines.p, job->lines.len);
		buf_addf(&want, BACKUP_END, job->n);
		const char *seal = crypt_sha256(job->arena, want.p, want.len);
		buf_addf(&want, BACKUP_SEAL, seal);
		if (want.len == job->manifest.len &&
			!memcmp(want.p, got, want.len))
			rc = OK;
	}
	buf_release(&want);
	if (rc != OK)
		cli_fail("restore", "the backup is damaged: its files are not"
				    " what its manifest says");
	return rc;
}

static int members_get(struct job *job)
{
	struct tar_entry e;
	int rc;
	while ((rc = tar_next(job->in, &e)) > 0) {
		rc = member_get(job, &e);
		if (rc != OK)
			return rc;
	}
	return rc < 0 ? damaged(job, "it is no member") : manifest_check(job);
}

/* What was erased since the backup was made is erased again, before anybody
 * sees it. */
static int erase_again(
	struct job *job, struct db *db, const struct secret *secret)
{
	struct cx cx = {.db = db,
		.arena = job->arena,
		.now = clock_now(),
		.locale = job->conf->root_lang,
		.root = job->conf->root_lang,
		.request_id = "",
		.secret = secret};
	int rc = person_restore(&cx, job->erasures, job->work, &job->erased);
	if (rc == ERR_NOT_FOUND && !job->erasures_given)
		return OK;
	if (rc == ERR_NOT_FOUND || rc == ERR_INVALID)
		cli_fail("restore", "%s: no list of erasures", job->erasures);
	else if (rc == ERR_CONFLICT)
		cli_fail("restore", "%s: the list of another shop",
			job->erasures);
	else if (rc == ERR_DENIED)
		cli_fail("restore", old_list, job->erasures);
	return rc;
}

/* What lies there must be a shop that this program can run. */
static int shop_check(struct job *job)
{
	struct secret secret;
	const char *path = arena_printf(job->arena, "%s/puoti.db", job->work);
	if (access(path, R_OK) < 0 ||
		secret_load(&secret,
			arena_printf(job->arena, "%s/key", job->work),
			false) != OK) {
		cli_fail("restore", "the backup has no database or no key");
		return ERR_INVALID;
	}
	struct db *db = db_open(path);
	if (!db)
		return ERR_INVALID;
	int rc = OK;
	const char *said = db_integrity(db, job->arena);
	if (strcmp(said, "ok") != 0) {
		cli_fail("restore", "the database is damaged: %s", said);
		rc = ERR_INVALID;
	} else if (migrate_up(db, cli_share(job->conf, "migrations")) != OK) {
		cli_fail("restore", "the database is of another version of"
				    " puoti");
		rc = ERR_INVALID;
	} else if (cli_compute(db, job->conf) != OK) {
		cli_fail("restore", "the lists could not be computed");
		rc = ERR_INVALID;
	} else if (erase_again(job, db, &secret) != OK) {
		cli_fail("restore", "who was erased could not be erased again");
		rc = ERR_INVALID;
	}
	db_close(db);
	unlink(arena_printf(job->arena, "%s.lock", path));
	return rc;
}

static void dir_sync(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

static int sync_one(
	const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	if (kind == FTW_D)
		dir_sync(path);
	return 0;
}

/* The key last: with it the folder is a shop. */
static int members_place(struct job *job)
{
	static const char *const names[] = {"upload", "media", "file",
		"puoti.conf", "puoti.db", NULL, "key"};
	nftw(job->work, sync_one, 16, FTW_PHYS);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!names[i]) {
			if (!shop_folders(job->conf))
				return failed(job->conf->dir);
			dir_sync(job->conf->dir);
			continue;
		}
		const char *from = arena_printf(
			job->arena, "%s/%s", job->work, names[i]);
		if (rename(from, conf_path(job->conf, names[i])) < 0 &&
			errno != ENOENT)
			return failed(from);
	}
	dir_sync(job->conf->dir);
	return OK;
}

static int remove_one(
	const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void work_remove(const char *work)
{
	nftw(work, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Nothing in dir but perhaps what a restore left that was cut short. */
static bool dir_is_free(const char *dir)
{
	DIR *d = opendir(dir);
	bool is_free = d != NULL;
	const struct dirent *e;
	while (d && (e = readdir(d)))
		if (strcmp(e->d_name, ".") != 0 &&
			strcmp(e->d_name, "..") != 0 &&
			strcmp(e->d_name, "erasures") != 0 &&
			strcmp(e->d_name, WORK) != 0)
			is_free = false;
	if (d)
		closedir(d);
	return is_free;
}

static int restore_into(struct job *job)
{
	const char *dir = job->conf->dir;
	if (mkdir(dir, 0750) < 0 && errno != EEXIST)
		return failed(dir);
	if (!dir_is_free(dir)) {
		cli_fail("restore", "%s is not empty", dir);
		return ERR_CONFLICT;
	}
	job->work = conf_path(job->conf, WORK);
	work_remove(job->work);
	if (mkdir(job->work, 0700) < 0)
		return failed(job->work);
	int rc = members_get(job);
	if (rc == OK)
		rc = shop_check(job);
	if (rc == OK)
		rc = members_place(job);
	work_remove(job->work);
	return rc;
}

int cli_restore(const struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{"erasures", required_argument, NULL, 'e'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	struct conf conf;
	struct stat st;
	const char *erasures = NULL;
	int c;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'e')
			return cli_usage(c == 'h' ? 0 : 2, text);
		erasures = optarg;
	}
	if (optind != argc - 1)
		return cli_usage(2, text);
	if (!cli_conf(cli, &conf))
		return 1;
	struct job job = {.arena = arena_new(), .conf = &conf};
	job.erasures_given = erasures != NULL;
	job.erasures = erasures ? erasures : conf_path(&conf, "erasures");
	job.in = fopen(argv[optind], "re");
	int rc = ERR_INTERNAL;
	if (!job.in || fstat(fileno(job.in), &st) < 0) {
		failed(argv[optind]);
	} else {
		job.in_size = st.st_size;
		rc = restore_into(&job);
	}
	if (rc == OK)
		printf("The shop is in %s again: %zu files.\n", conf.dir,
			job.n);
	if (rc == OK && job.erased > 0)
		printf("%lld people who were erased since the backup was made "
		       "are erased again.\n",
			(long long)job.erased);
	if (job.in)
		fclose(job.in);
	buf_release(&job.lines);
	buf_release(&job.manifest);
	arena_free(job.arena);
	return rc == OK ? 0 : 1;
}
