/* What waits for the owner besides orders: failed jobs. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/order.h"
#include "domain/outbox.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/form.h"
#include "lib/tr.h"

static const char *job_words(const char *kind)
{
	if (strcmp(kind, "mail") == 0)
		return tr("Mail");
	if (strcmp(kind, "picture") == 0)
		return tr("Picture");
	return kind;
}

/* GET /admin/jobs */
int admin_jobs(struct req *r)
{
	struct dead_job *rows;
	size_t n;
	int rc = outbox_dead(&r->cx, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/jobs.tpl");
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_textf(s, "ID", "%lld", (long long)rows[i].id);
		tpl_text(s, "WHAT", job_words(rows[i].kind));
		tpl_text(s, "KEY", rows[i].key);
		tpl_text(s, "PROBLEM", rows[i].problem);
		tpl_time(s, "SINCE", CLOCK_NUMERIC, rows[i].created_ms);
	}
	struct admin_page page = {.title = tr("Jobs"), .nav = "jobs"};
	return admin_send(r, &page, t, 200);
}

/* POST /admin/jobs/:id */
int admin_job_retry(struct req *r)
{
	int64_t id = admin_path_int(r, "id");
	if (id < 0)
		return ERR_NOT_FOUND;
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = outbox_retry(&r->cx, id);
	if (rc == OK)
		rc = audit_add(&r->cx, "job", id, "retry", NULL, NULL);
	rc = db_end(r->cx.db, rc);
	if (rc < 0 && rc != ERR_CONFLICT)
		return rc;
	flash_set(r, rc == OK ? tr("It is tried again now.")
			      : tr("That job is no longer waiting."));
	return resp_redirect(r, "/admin/jobs");
}
