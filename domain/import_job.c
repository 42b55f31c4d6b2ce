#include "domain/import_job.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/outbox.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

#define JOB_COLUMNS                                                  \
	"id, coalesce(staff, 0), created_ms, coalesce(ended_ms, 0)," \
	" products, warnings, errors, zip, state, format, locale,"   \
	" filename, maps, report, ignored"

static void job_read(struct db_stmt *q, struct arena *a, struct import_job *j)
{
	j->id = db_next_int(q);
	j->staff = db_next_int(q);
	j->created_ms = db_next_int(q);
	j->ended_ms = db_next_int(q);
	j->products = db_next_int(q);
	j->warnings = db_next_int(q);
	j->errors = db_next_int(q);
	j->zip = db_next_int(q) != 0;
	j->state = db_next_text(q, a);
	j->format = db_next_text(q, a);
	j->locale = db_next_text(q, a);
	j->filename = db_next_text(q, a);
	j->maps = db_next_text(q, a);
	j->report = db_next_text(q, a);
	j->ignored = db_next_text(q, a);
}

int import_job_get(struct cx *cx, int64_t id, struct import_job *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " JOB_COLUMNS " FROM import_run WHERE id = :id");
	db_bind_int(q, ":id", id);
	int rc = db_one(q);
	if (rc == OK)
		job_read(q, cx->arena, out);
	db_done(q);
	return rc;
}

int import_job_list(
	struct cx *cx, int64_t limit, struct import_job **out, size_t *n)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT " JOB_COLUMNS " FROM import_run"
		" ORDER BY id DESC LIMIT :limit");
	db_bind_int(q, ":limit", limit);
	int rc;
	*out = NULL;
	*n = 0;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		job_read(q, cx->arena, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

/* Each look and each doing is a job of its own. */
static int queue(struct cx *cx, int64_t id, const char *what)
{
	return outbox_add(cx, "import",
		arena_printf(cx->arena, "import/%lld/%s/%lld", (long long)id,
			what, (long long)cx->now),
		json_text(cx->arena, json_pack("{s:I}", "run", (json_int_t)id)),
		cx->now);
}

int import_job_create(struct cx *cx, struct import_job *job)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO import_run (state, format, locale, filename, zip,"
		" maps, staff, created_ms) VALUES ('checking', :format,"
		" :locale, :filename, :zip, '', :staff, :now) RETURNING id");
	db_bind_text(q, ":format", job->format);
	db_bind_text(q, ":locale", job->locale);
	db_bind_text(q, ":filename", job->filename);
	db_bind_int(q, ":zip", job->zip);
	db_bind_or_null(q, ":staff", cx->staff);
	db_bind_int(q, ":now", cx->now);
	int rc = db_insert(q, &job->id);
	return rc == OK ? queue(cx, job->id, "check") : rc;
}

int import_job_again(struct cx *cx, int64_t id, const char *maps)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE import_run SET state = 'checking', maps = :maps"
		" WHERE id = :id AND state IN ('checked', 'wrong')");
	db_bind_text(q, ":maps", maps);
	db_bind_int(q, ":id", id);
	int rc = db_exec_one(q);
	return rc == OK ? queue(cx, id, "check") : rc;
}

int import_job_start(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE import_run SET state = 'applying'"
		" WHERE id = :id AND state = 'checked'");
	db_bind_int(q, ":id", id);
	int rc = db_exec_one(q);
	if (rc == OK)
		rc = audit_add(cx, "import", id, "start", NULL, NULL);
	return rc == OK ? queue(cx, id, "apply") : rc;
}

int import_job_end(struct cx *cx, const struct import_job *job,
	const char *state, const struct import_report *r, const char *report)
{
	const struct import_count *c = &r->products;
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE import_run SET state = :state, report = :report,"
		" products = :products, warnings = :warnings,"
		" errors = :errors, ignored = :ignored, ended_ms = :now"
		" WHERE id = :id AND state = :was");
	db_bind_text(q, ":state", state);
	db_bind_text(q, ":report", report);
	db_bind_int(q, ":products", c->new + c->changed + c->same);
	db_bind_int(q, ":warnings", r->warnings);
	db_bind_int(q, ":errors", r->errors);
	db_bind_text(q, ":ignored", r->ignored ? r->ignored : "");
	db_bind_int(q, ":now", cx->now);
	db_bind_int(q, ":id", job->id);
	db_bind_text(q, ":was", job->state);
	return db_exec(q, NULL);
}

const char *import_job_file(
	struct arena *a, const char *dir, int64_t id, const char *end)
{
	return arena_printf(
		a, "%s/upload/import-%lld.%s", dir, (long long)id, end);
}

const struct import_map *import_job_maps(struct arena *a, const char *text)
{
	struct import_map *maps = ARENA_NEW(a, struct import_map);
	size_t n = 0;
	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = arena_strndup(a, text, len);
		char *sign = strrchr(line, '=');
		text += len + (text[len] != '\0');
		if (!sign)
			continue;
		*sign = '\0';
		maps = arena_grow(a, maps, n, sizeof(*maps));
		maps[n++] = (struct import_map){line, sign + 1};
	}
	maps = arena_grow(a, maps, n, sizeof(*maps));
	maps[n] = (struct import_map){NULL, NULL};
	return maps;
}
