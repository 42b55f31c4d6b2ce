/* Imports that the owner uploaded: looked through, then done. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "domain/import_job.h"
#include "domain/staff.h"
#include "lib/clock.h"
#include "lib/err.h"
#include "lib/json.h"
#include "lib/tr.h"
#include "worker/worker.h"

/* How far it is, for the page that waits: in a file beside the upload, since
 * nothing of the transaction at work can be seen. */
struct progress {
	const char *path;
	int64_t told_ms;
};

static void progress_tell(void *arg, int64_t done, int64_t total)
{
	struct progress *p = arg;
	int64_t now = clock_now();
	if (now < p->told_ms + MS_SECOND)
		return;
	p->told_ms = now;
	FILE *f = fopen(p->path, "we");
	if (!f)
		return;
	fprintf(f, "%lld %lld\n", (long long)done, (long long)total);
	fclose(f);
}

static int run(struct worker *w, const struct import_job *job, bool dry_run,
	const char **problem)
{
	struct arena *a = w->cx.arena;
	const char *dir = w->conf->dir;
	struct buf file = {0};
	struct progress p = {import_job_file(a, dir, job->id, "progress"), 0};
	struct import_report r = {
		.progress = progress_tell, .progress_arg = &p};
	struct import_wish wish = {.format = job->format,
		.locale = job->locale,
		.dry_run = dry_run,
		.maps = import_job_maps(a, job->maps),
		.dir = dir,
		.zip = job->zip ? import_job_file(a, dir, job->id, "zip")
				: NULL};
	int rc = ERR_INVALID;
	if (import_file_read(import_job_file(a, dir, job->id, "csv"), &file))
		rc = import_run(
			&w->cx, file.p ? file.p : "", file.len, &wish, &r);
	else
		import_note(&w->cx, &r, 0, IMPORT_ERROR,
			"the file is not here any more: send it again");
	if (rc != ERR_BUSY && rc != ERR_INTERNAL) {
		const char *state = dry_run    ? rc == OK ? "checked" : "wrong"
				    : rc == OK ? "done"
					       : "failed";
		rc = import_job_end(&w->cx, job, state, &r,
			import_report_text(&w->cx, &r, rc, dry_run));
	}
	*problem = "the shop was busy";
	unlink(p.path);
	import_report_release(&r);
	buf_release(&file);
	return rc;
}

int job_import(struct worker *w, const struct job *job, const char **problem)
{
	struct import_job j;
	json_t *payload = json_loads(job->payload, 0, NULL);
	int64_t id = json_integer_value(json_object_get(payload, "run"));
	json_decref(payload);
	*problem = "there is no such import";
	int rc = import_job_get(&w->cx, id, &j);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? ERR_INVALID : rc;
	bool dry_run = !strcmp(j.state, "checking");
	if (!dry_run && strcmp(j.state, "applying") != 0)
		return OK; /* done before, and only the note of it was lost */
	const char *lang = staff_locale(&w->cx, j.staff);
	tr_use(tr_lang_index(lang) >= 0 ? lang : w->conf->root_lang);
	rc = run(w, &j, dry_run, problem);
	tr_use(w->conf->root_lang);
	if (rc == OK && !dry_run) {
		unlink(import_job_file(w->cx.arena, w->conf->dir, id, "csv"));
		unlink(import_job_file(w->cx.arena, w->conf->dir, id, "zip"));
	}
	return rc;
}
