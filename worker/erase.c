/* What an erasure leaves outside the database: pictures, the file that
 * outlives backups, the journal with what was there before. */
#include "domain/person.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/log.h"
#include "worker/worker.h"

static int file_write(struct worker *w)
{
	return person_file_write(
		&w->cx, arena_printf(w->cx.arena, "%s/erasures", w->conf->dir));
}

int job_erase(struct worker *w, const struct job *job, const char **problem)
{
	*problem = "a file cannot be removed";
	int rc = person_files_remove(&w->cx, w->conf->dir, job->payload);
	if (rc == OK) {
		*problem = "the list of erasures cannot be written";
		rc = file_write(w);
	}
	if (rc == OK)
		db_journal_end(w->cx.db);
	return rc;
}

void worker_retain(struct worker *w)
{
	int64_t n = 0;
	int rc = person_retain(&w->cx, &n);
	if (rc == OK)
		rc = file_write(w);
	if (n > 0)
		db_journal_end(w->cx.db);
	log_info("event=retention rows=%lld rc=%d", (long long)n, rc);
}
