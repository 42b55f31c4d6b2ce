/* What stands on the home page, for whom and when. */
#include "handlers/admin/home.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/segment.h"
#include "handlers/home_section.h"
#include "lib/err.h"
#include "lib/tr.h"

static const char *path_of(struct req *r, int64_t id)
{
	return arena_printf(r->cx.arena, "/admin/home/%" PRId64, id);
}

static const char *whose(const struct segment *all, size_t n, int64_t segment)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].id == segment)
			return all[i].name;
	return tr("Everybody");
}

static const char *moment(struct req *r, int64_t ms)
{
	return clock_format(r->cx.arena, r->cx.locale, CLOCK_DATETIME, ms);
}

static const char *when_words(struct req *r, const struct home_section *s)
{
	struct arena *a = r->cx.arena;
	if (s->starts_ms && s->ends_ms)
		return arena_printf(a, tr("%s to %s"), moment(r, s->starts_ms),
			moment(r, s->ends_ms));
	if (s->starts_ms)
		return arena_printf(a, tr("from %s"), moment(r, s->starts_ms));
	return s->ends_ms
		       ? arena_printf(a, tr("until %s"), moment(r, s->ends_ms))
		       : tr("Always");
}

/* "On the page", or why it is not. */
static const char *state_words(
	struct req *r, const struct home_section *s, bool *live)
{
	*live = false;
	if (!s->active)
		return tr("Off");
	if (s->starts_ms > r->cx.now)
		return tr("Coming");
	if (s->ends_ms && s->ends_ms <= r->cx.now)
		return tr("Over");
	*live = true;
	return tr("On the page");
}

static void row_show(struct tpl *t, struct req *r, const struct home_section *s,
	const struct segment *all, size_t n)
{
	bool live;
	struct tpl *row = tpl_section(t, "ROW");
	const char *state = state_words(r, s, &live);
	tpl_text(row, "PATH", path_of(r, s->id));
	tpl_text(row, "TITLE",
		*s->words.title ? s->words.title : home_kind_words(s->kind));
	tpl_text(row, "KIND", home_kind_words(s->kind));
	tpl_text(row, "WHOSE", whose(all, n, s->segment));
	tpl_text(row, "WHEN", when_words(r, s));
	tpl_int(row, "POSITION", s->position);
	tpl_text(row, "STATE", state);
	tpl_show_if(row, "LIVE", live);
}

static void previews_show(
	struct tpl *t, struct req *r, const struct segment *all, size_t n)
{
	(void)r;
	for (size_t i = 0; i <= n; i++) {
		struct tpl *s = tpl_section(t, "PREVIEW");
		tpl_textf(s, "ID", "%" PRId64, i ? all[i - 1].id : INT64_C(0));
		tpl_text(s, "NAME",
			i ? all[i - 1].name
			  : tr("Somebody in none of the segments"));
	}
}

/* GET /admin/home */
int admin_home(struct req *r)
{
	struct home_section *sections = NULL;
	struct segment *segments = NULL;
	size_t n = 0, n_segments = 0;
	int rc = home_section_list(&r->cx, &sections, &n);
	if (rc == OK)
		rc = segment_list(&r->cx, &segments, &n_segments);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/home.tpl");
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++)
		row_show(list, r, &sections[i], segments, n_segments);
	previews_show(t, r, segments, n_segments);
	struct admin_page page = {.title = tr("Home page"), .nav = "home"};
	return admin_send(r, &page, t, 200);
}

/* GET /admin/home/preview?segment=3 */
int admin_home_preview(struct req *r)
{
	const char *text = req_query_param(r, "segment");
	int64_t id = text ? strtoll(text, NULL, 10) : 0;
	struct segment s = {.name = ""};
	if (!id)
		return home_as(r, 0, tr("who is in no segment"));
	int rc = segment_get(&r->cx, id, &s);
	return rc == OK ? home_as(r, id, s.name) : rc;
}

static int page_send_one(struct fields *f, const struct home_section *s,
	const struct home_picture *p, int status)
{
	struct req *r = f->r;
	const char *heading = s->id ? home_kind_words(s->kind)
				    : tr("New section");
	struct tpl *t = admin_tpl(r, "admin/home_section.tpl");
	tpl_text(t, "HEADING", heading);
	tpl_text(t, "ACTION", s->id ? path_of(r, s->id) : "/admin/home");
	tpl_int(t, "REV", s->rev);
	tpl_show_if(t, "STALE", status == 409);
	fields_summary(t, f);
	int rc = home_fields_show(t, f, s);
	if (rc == OK)
		rc = picture_field_show(
			t, f, p ? p->media : s->media, p && p->sent, true);
	if (rc == OK && s->id) {
		struct tpl *k = tpl_section(t, "KNOWN");
		tpl_text(k, "PATH", path_of(r, s->id));
		tpl_textf(k, "SEGMENT", "%" PRId64, s->segment);
		rc = admin_log_in(
			k, r, "home_section", s->id, home_log_words, NULL);
	}
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = heading,
		.nav = "home",
		.back = "/admin/home",
		.back_text = tr("Home page")};
	return admin_send(r, &page, t, status);
}

static struct home_section fresh(void)
{
	struct home_section s = {.kind = "banner",
		.link = "",
		.active = true,
		.position = 10,
		.words = {"", "", ""}};
	for (int l = 0; l < TR_LANGS; l++)
		s.texts[l] = s.words;
	return s;
}

/* GET /admin/home/new */
int admin_home_new(struct req *r)
{
	struct fields f;
	struct home_section s = fresh();
	fields_init(&f, r);
	return page_send_one(&f, &s, NULL, 200);
}

static int section_of_path(struct req *r, struct home_section *s)
{
	return home_section_get(&r->cx, admin_path_int(r, "id"), s);
}

/* GET /admin/home/:id */
int admin_home_section(struct req *r)
{
	struct fields f;
	struct home_section s;
	int rc = section_of_path(r, &s);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return page_send_one(&f, &s, NULL, 200);
}

static int write(struct req *r, struct home_section *s)
{
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	rc = home_section_save(&r->cx, s);
	if (rc == OK && s->media)
		rc = picture_field_alts(r, s->media);
	return db_end(r->cx.db, rc);
}

static int save(struct req *r, struct home_section *s)
{
	struct fields f;
	struct home_picture p = {0};
	const char *rev = req_form_param(r, "rev");
	int64_t was = s->rev, id = s->id;
	fields_init(&f, r);
	int rc = home_fields_read(&f, s);
	if (rc == OK)
		rc = picture_field_read(&f, s->media, &p);
	if (rc == ERR_INVALID) {
		field_error(&f, "picture",
			tr("This file is not a picture that can be used."));
		p = (struct home_picture){.media = s->media};
	} else if (rc < 0) {
		return rc;
	}
	if (f.errors.n)
		return page_send_one(&f, s, &p, 422);
	s->media = p.media;
	s->rev = rev ? strtoll(rev, NULL, 10) : 0;
	rc = write(r, s);
	if (rc == ERR_CONFLICT && id) {
		s->rev = was;
		return page_send_one(&f, s, &p, 409);
	}
	if (rc == ERR_INVALID) {
		s->id = id;
		field_error(&f, "kind",
			tr("There are too many sections: delete one first."));
		return page_send_one(&f, s, &p, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, "/admin/home");
}

/* POST /admin/home */
int admin_home_create(struct req *r)
{
	struct home_section s = fresh();
	return save(r, &s);
}

/* POST /admin/home/:id */
int admin_home_save(struct req *r)
{
	struct home_section s;
	int rc = section_of_path(r, &s);
	return rc < 0 ? rc : save(r, &s);
}

/* POST /admin/home/:id/delete */
int admin_home_delete(struct req *r)
{
	int rc = home_section_delete(&r->cx, admin_path_int(r, "id"));
	if (rc < 0)
		return rc;
	flash_set(r, tr("Deleted."));
	return resp_redirect(r, "/admin/home");
}
