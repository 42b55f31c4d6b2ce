#ifndef DOMAIN_IMPORT_JOB_H
#define DOMAIN_IMPORT_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/import_run.h"

/*
 * An import on the owner's desk: the file is looked through in the background
 * ("checking"), the owner reads what would come of it ("checked", "wrong"),
 * and has it done ("applying", then "done" or "failed").
 */
struct import_job {
	int64_t id, staff, created_ms, ended_ms;
	const char *state, *format, *locale, *filename, *maps, *report;
	const char *ignored;
	int64_t products, warnings, errors;
	bool zip;
};

/* A new one, whose files are put at import_job_file by the caller within the
 * same transaction; the job that looks it through is written too. */
int import_job_create(struct cx *cx, struct import_job *job);
int import_job_get(struct cx *cx, int64_t id, struct import_job *out);
/* The latest first. */
int import_job_list(
	struct cx *cx, int64_t limit, struct import_job **out, size_t *n);

/* Look again, with other maps, or do it.  ERR_CONFLICT: it is under way, or
 * has ended. */
int import_job_again(struct cx *cx, int64_t id, const char *maps);
int import_job_start(struct cx *cx, int64_t id);

/* The worker's outcome. */
int import_job_end(struct cx *cx, const struct import_job *job,
	const char *state, const struct import_report *r, const char *report);

/* "DIR/upload/import-3.csv"; end: "csv", "zip", "progress". */
const char *import_job_file(
	struct arena *a, const char *dir, int64_t id, const char *end);

/* "Their header=Our column" lines as maps, ended by theirs NULL. */
const struct import_map *import_job_maps(struct arena *a, const char *text);

#endif
