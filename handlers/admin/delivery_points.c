/* Carriers' pickup points: a list to send in, and the service that is asked. */
#include <stdio.h>
#include <string.h>

#include "domain/carrier.h"
#include "domain/points.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/remote.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { FILE_MAX = 32 * 1024 * 1024, SECRET_MAX = 200 };

static void report_show(struct tpl *t, const struct points_report *p)
{
	struct tpl *s = tpl_section(t, p->n_problems ? "WRONG" : "DONE");
	for (size_t i = 0; i < p->n_problems; i++) {
		struct tpl *row = tpl_section(s, "PROBLEM");
		tpl_textf(row, "LINE", "%lld", (long long)p->problems[i].line);
		tpl_text(row, "TEXT", p->problems[i].text);
	}
	if (p->n_problems)
		return;
	tpl_int(s, "ADDED", p->added);
	tpl_int(s, "CHANGED", p->changed);
	tpl_int(s, "SAME", p->same);
	tpl_int(s, "ARCHIVED", p->archived);
}

static void carrier_show(struct tpl *t, struct req *r)
{
	struct cx *cx = &r->cx;
	tpl_show_if(t, "ON", setting_bool(cx, "carrier.pakettikauppa"));
	tpl_text(t, "ADDRESS", setting_get(cx, "carrier.pakettikauppa.url"));
	tpl_show_if(t, "HAS_KEY", sealed_has(cx, "pakettikauppa.key"));
	tpl_show_if(t, "HAS_SECRET", sealed_has(cx, "pakettikauppa.secret"));
}

static int show(
	struct req *r, const struct points_report *report, const char *problem)
{
	struct points_carrier *all;
	size_t n;
	int rc = points_carriers(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/points.tpl");
	struct tpl *list = n ? tpl_section(t, "LIST") : NULL;
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_section(list, "ROW");
		tpl_text(row, "CARRIER", all[i].name);
		tpl_int(row, "POINTS", all[i].n);
		tpl_time(row, "WHEN", CLOCK_DATE, all[i].updated_ms);
	}
	if (report)
		report_show(t, report);
	if (problem)
		tpl_text(tpl_section(t, "REFUSED"), "WHY", problem);
	carrier_show(t, r);
	struct admin_page page = {
		.title = tr("Pickup points"), .nav = "points"};
	bool wrong = problem || (report && report->n_problems);
	return admin_send(r, &page, t, wrong ? 422 : 200);
}

int admin_points(struct req *r)
{
	return show(r, NULL, NULL);
}

static const char *file_read(struct req *r, size_t *n)
{
	const struct upload *u = r->uploads;
	while (u && u->field && (strcmp(u->field, "file") != 0 || !u->size))
		u++;
	if (!u || !u->field || u->size > FILE_MAX)
		return NULL;
	char *text = arena_alloc(r->cx.arena, (size_t)u->size + 1);
	FILE *f = fopen(u->path, "re");
	*n = f ? fread(text, 1, (size_t)u->size, f) : 0;
	if (f)
		fclose(f);
	text[*n] = '\0';
	return text;
}

/* POST /admin/points */
int admin_points_upload(struct req *r)
{
	struct points_report report;
	size_t n = 0;
	const char *text = file_read(r, &n);
	if (!text)
		return show(r, NULL, tr("Choose the file with the points."));
	int rc = points_import(&r->cx, text, n, &report);
	return rc < 0 ? rc : show(r, &report, NULL);
}

/* What is left empty stays as it is: nobody can read it back. */
static int secret_save(struct req *r, const char *name, const char *code)
{
	const char *s = req_form_param(r, name);
	s = s ? text_trim(r->cx.arena, s) : "";
	if (!*s)
		return OK;
	return strlen(s) > SECRET_MAX ? ERR_INVALID
				      : sealed_set(&r->cx, code, s);
}

static int carrier_write(struct req *r, const char *url)
{
	struct cx *cx = &r->cx;
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	rc = setting_set(cx, "carrier.pakettikauppa", NULL,
		req_form_param(r, "on") ? "1" : "0");
	if (rc == OK)
		rc = setting_set(cx, "carrier.pakettikauppa.url", NULL, url);
	if (rc == OK)
		rc = secret_save(r, "key", "pakettikauppa.key");
	if (rc == OK)
		rc = secret_save(r, "secret", "pakettikauppa.secret");
	return db_end(cx->db, rc);
}

static bool url_ok(const char *url)
{
	return (strncmp(url, "https://", 8) == 0 || remote_is_loopback(url)) &&
	       strlen(url) < SECRET_MAX && !strpbrk(url, " \t\r\n?#<>\"");
}

static bool is_given(struct req *r, const char *name)
{
	const char *s = req_form_param(r, name);
	return s && *text_trim(r->cx.arena, s);
}

/* Keys go only where they were given for: who came by an open browser cannot
 * have them sent elsewhere. */
static bool keys_would_move(struct req *r, const char *url)
{
	struct cx *cx = &r->cx;
	bool kept = (sealed_has(cx, "pakettikauppa.key") &&
			    !is_given(r, "key")) ||
		    (sealed_has(cx, "pakettikauppa.secret") &&
			    !is_given(r, "secret"));
	return kept &&
	       strcmp(url, setting_get(cx, "carrier.pakettikauppa.url")) != 0;
}

/* POST /admin/points/carrier: save, and with do=test ask whether it answers */
int admin_carrier_save(struct req *r)
{
	const char *url = req_form_param(r, "url");
	const char *what = req_form_param(r, "do");
	url = url ? text_trim(r->cx.arena, url) : "";
	if (!url_ok(url))
		return show(r, NULL,
			tr("The address of the service begins with "
			   "https://."));
	if (keys_would_move(r, url))
		return show(r, NULL,
			tr("With another address give the key and the secret "
			   "again. Nothing was changed."));
	int rc = carrier_write(r, url);
	if (rc == ERR_INVALID)
		return show(r, NULL, tr("That key is too long."));
	if (rc < 0)
		return rc;
	const char *problem = "", *words = tr("Saved.");
	if (what && strcmp(what, "test") == 0) {
		rc = carriers[0]->test(&r->cx, &problem);
		words = rc == OK ? tr("Saved. The service answers.")
				 : arena_printf(r->cx.arena,
					   tr("Saved, but the service does "
					      "not work: %s."),
					   problem);
	}
	flash_set(r, words);
	return resp_redirect(r, "/admin/points");
}
