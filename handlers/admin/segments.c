/* Groups of customers by rules: the list, and one of them. */
#include "handlers/admin/segments.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/err.h"
#include "lib/tr.h"

static const char *path_of(struct req *r, int64_t id)
{
	return arena_printf(r->cx.arena, "/admin/segments/%" PRId64, id);
}

/* Whole per cent of the shop's turnover. */
static int64_t share_bp(struct money part, struct money whole)
{
	if (whole.minor <= 0 || part.minor <= 0)
		return 0;
	int64_t per_cent = part.minor * 100 / whole.minor;
	return (per_cent > 100 ? 100 : per_cent) * 100;
}

static void size_show(struct tpl *t, struct req *r,
	const struct segment_size *size, struct money turnover)
{
	tpl_int(t, "CUSTOMERS", size->customers);
	tpl_money(t, "SPENT", size->spent);
	tpl_money(t, "AVERAGE",
		money(size->orders ? size->spent.minor / size->orders : 0));
	tpl_text(t, "SHARE",
		rate_format(r->cx.arena, r->cx.locale,
			share_bp(size->spent, turnover)));
}

static const char *rules_words(
	struct req *r, const struct segment_rule *rules, size_t n)
{
	struct arena *a = r->cx.arena;
	const char *out = "";
	for (size_t i = 0; i < n; i++)
		out = arena_printf(a, "%s%s%s: %s", out, i ? "; " : "",
			tr(segment_fields[rules[i].field].label),
			segment_rule_words(r, &rules[i]));
	return out;
}

/* Those that are not there yet, by their name in the language at hand. */
static void proposals_show(struct tpl *t, const struct segment *all, size_t n)
{
	const struct segment_proposal *p;
	struct tpl *box = NULL;
	for (size_t i = 0; (p = segment_proposal(i)); i++) {
		bool there = false;
		for (size_t k = 0; k < n; k++)
			there = there || strcmp(all[k].name, tr(p->name)) == 0;
		if (there)
			continue;
		if (!box)
			box = tpl_section(t, "PROPOSALS");
		struct tpl *s = tpl_section(box, "PROPOSAL");
		tpl_text(s, "CODE", p->code);
		tpl_text(s, "NAME", tr(p->name));
		tpl_text(s, "TOLD", tr(p->told));
	}
}

/* GET /admin/segments */
int admin_segments(struct req *r)
{
	struct segment *all;
	struct money turnover = {0};
	size_t n;
	int rc = segment_list(&r->cx, &all, &n);
	if (rc < 0)
		return rc;
	struct segment_size *sizes = ARENA_ARRAY(
		r->cx.arena, struct segment_size, n + 1);
	rc = segment_sizes(&r->cx, all, n, sizes, &turnover);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/segments.tpl");
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++) {
		struct tpl *s = tpl_section(list, "ROW");
		tpl_text(s, "PATH", path_of(r, all[i].id));
		tpl_text(s, "NAME", all[i].name);
		tpl_text(s, "RULES",
			rules_words(r, all[i].rules, all[i].n_rules));
		tpl_show_if(s, "STOPPED", !all[i].active);
		size_show(s, r, &sizes[i], turnover);
	}
	proposals_show(t, all, n);
	struct admin_page page = {.title = tr("Segments"), .nav = "segments"};
	return admin_send(r, &page, t, 200);
}

static int known_show(struct tpl *t, struct req *r, const struct segment *s)
{
	struct segment_size size;
	struct money turnover = {0};
	int rc = segment_sizes(&r->cx, s, 1, &size, &turnover);
	if (rc < 0)
		return rc;
	struct tpl *k = tpl_section(t, "KNOWN");
	tpl_text(k, "PATH", path_of(r, s->id));
	size_show(k, r, &size, turnover);
	return admin_log_in(k, r, "segment", s->id, segment_log_words, NULL);
}

/* How many the rules in the form take in now. */
static int count_show(struct tpl *t, struct fields *f, const struct segment *s)
{
	int64_t n = 0;
	if (!s->n_rules || f->errors.n)
		return OK;
	int rc = segment_count(&f->r->cx, s->rules, s->n_rules, &n);
	if (rc == OK)
		tpl_text(tpl_section(t, "COUNT"), "TEXT",
			arena_printf(f->r->cx.arena,
				tr_n("Matches %ld customer.",
					"Matches %ld customers.", (long)n),
				(long)n));
	return rc;
}

static int page_send_one(struct fields *f, const struct segment *s, int status)
{
	struct req *r = f->r;
	struct segment stored;
	int rc = s->id ? segment_get(&r->cx, s->id, &stored) : OK;
	if (rc < 0)
		return rc;
	const char *heading = s->id ? stored.name : tr("New segment");
	struct tpl *t = admin_tpl(r, "admin/segment.tpl");
	tpl_text(t, "HEADING", heading);
	tpl_text(t, "ACTION", s->id ? path_of(r, s->id) : "/admin/segments");
	tpl_int(t, "REV", s->rev);
	tpl_show_if(t, "STALE", status == 409);
	fields_summary(t, f);
	const char *wrong = field_message(f, "more");
	if (wrong)
		tpl_text(tpl_section(t, "MORE_WRONG"), "MESSAGE", wrong);
	rc = segment_fields_show(t, f, s);
	if (rc == OK)
		rc = count_show(t, f, s);
	if (rc == OK && s->id)
		rc = known_show(t, r, &stored);
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = heading,
		.nav = "segments",
		.back = "/admin/segments",
		.back_text = tr("Segments")};
	return admin_send(r, &page, t, status);
}

/* GET /admin/segments/new */
int admin_segment_new(struct req *r)
{
	struct fields f;
	struct segment s = {.name = "", .active = true};
	fields_init(&f, r);
	return page_send_one(&f, &s, 200);
}

static int segment_of_path(struct req *r, struct segment *s)
{
	return segment_get(&r->cx, admin_path_int(r, "id"), s);
}

/* GET /admin/segments/:id */
int admin_segment(struct req *r)
{
	struct fields f;
	struct segment s;
	int rc = segment_of_path(r, &s);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return page_send_one(&f, &s, 200);
}

static int keep(struct fields *f, struct segment *s, int64_t was)
{
	struct req *r = f->r;
	int64_t n = 0;
	const char *rev = req_form_param(r, "rev");
	s->rev = rev ? strtoll(rev, NULL, 10) : 0;
	int rc = segment_save(&r->cx, s);
	if (rc == ERR_CONFLICT && s->id) {
		s->rev = was;
		return page_send_one(f, s, 409);
	}
	if (rc == OK)
		rc = segment_refresh(&r->cx, s->id);
	if (rc == OK && s->active)
		rc = segment_count(&r->cx, s->rules, s->n_rules, &n);
	if (rc < 0)
		return rc;
	flash_set(
		r, arena_printf(r->cx.arena,
			   tr_n("Saved. %ld customer is in it.",
				   "Saved. %ld customers are in it.", (long)n),
			   (long)n));
	return resp_redirect(r, path_of(r, s->id));
}

static int save(struct req *r, struct segment *s)
{
	struct fields f;
	const char *what = req_form_param(r, "do");
	int64_t was = s->rev;
	fields_init(&f, r);
	int rc = segment_fields_read(&f, s);
	if (rc < 0)
		return rc;
	if (what && strcmp(what, "add") == 0) {
		f.errors.n = 0;
		return page_send_one(&f, s, 200);
	}
	if (f.errors.n)
		return page_send_one(&f, s, 422);
	if (what && strcmp(what, "count") == 0)
		return page_send_one(&f, s, 200);
	return keep(&f, s, was);
}

static const struct segment_proposal *proposal_find(const char *code)
{
	const struct segment_proposal *p;
	for (size_t i = 0; (p = segment_proposal(i)); i++)
		if (strcmp(p->code, code) == 0)
			return p;
	return NULL;
}

/* With the words that customers read in each language. */
static int propose(struct req *r, const char *code)
{
	const struct segment_proposal *p = proposal_find(code);
	if (!p)
		return ERR_BAD;
	struct segment s = {.name = arena_strdup(r->cx.arena, tr(p->name)),
		.active = true,
		.n_rules = p->n_rules};
	memcpy(s.rules, p->rules, p->n_rules * sizeof(*p->rules));
	for (int l = 0; l < TR_LANGS; l++) {
		tr_use(tr_langs[l].code);
		s.texts[l] = arena_strdup(r->cx.arena, tr(p->text));
	}
	tr_use(r->cx.locale);
	int rc = segment_save(&r->cx, &s);
	if (rc == OK)
		rc = segment_refresh(&r->cx, s.id);
	if (rc < 0)
		return rc;
	flash_set(r, arena_printf(r->cx.arena, tr("“%s” is added."), s.name));
	return resp_redirect(r, path_of(r, s.id));
}

/* POST /admin/segments */
int admin_segment_create(struct req *r)
{
	const char *code = req_form_param(r, "proposal");
	struct segment s = {.name = "", .active = true};
	return code ? propose(r, code) : save(r, &s);
}

/* POST /admin/segments/:id */
int admin_segment_save(struct req *r)
{
	struct segment s;
	int rc = segment_of_path(r, &s);
	return rc < 0 ? rc : save(r, &s);
}

/* POST /admin/segments/:id/delete */
int admin_segment_delete(struct req *r)
{
	struct segment s;
	struct fields f;
	int rc = segment_of_path(r, &s);
	if (rc == OK)
		rc = segment_delete(&r->cx, s.id);
	if (rc == ERR_CONFLICT) {
		fields_init(&f, r);
		f.posted = false;
		field_error(&f, "delete",
			tr("A promotion or a part of the home page is for "
			   "it: change that first."));
		return page_send_one(&f, &s, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, arena_printf(r->cx.arena, tr("“%s” is deleted."), s.name));
	return resp_redirect(r, "/admin/segments");
}
