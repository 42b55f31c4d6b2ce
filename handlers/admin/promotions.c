/* Promotions: the list, one of them, its codes; in one file because a wrong
 * code is told on the promotion's own page. */
#include "handlers/admin/promotions.h"

#include <stdlib.h>
#include <string.h>

#include "domain/cart_code.h"
#include "domain/setting.h"
#include "lib/csv.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { CODES_SHOWN = 50 };

static const struct ask code_ask = {"code", N_("Code"),
	N_("Letters and digits; capitals, spaces and hyphens make no "
	   "difference."),
	ASK_LINE, 40, true, 0, NULL};
static const struct ask code_limit_ask = {"code_limit",
	N_("How often it can be used"), N_("Empty: any number."), ASK_INT,
	1000000, false, 0, NULL};
static const struct ask many_ask = {"many", N_("How many codes"),
	N_("Each for one order. They cannot be guessed."), ASK_INT, 1000, true,
	0, NULL};
static const struct ask prefix_ask = {"prefix", N_("Beginning"),
	N_("All begin so: SPRING. May be empty."), ASK_LINE, 20, false, 0,
	NULL};

static const char *path_of(struct req *r, int64_t id)
{
	return arena_printf(
		r->cx.arena, "/admin/promotions/%lld", (long long)id);
}

static void undo_show(struct tpl *t, struct req *r)
{
	const char *text = req_query_param(r, "undo");
	struct promotion_edit p;
	if (!text || promotion_get(&r->cx, strtoll(text, NULL, 10), &p) != OK ||
		!p.archived_ms)
		return;
	struct tpl *s = tpl_section(t, "UNDO");
	tpl_text(s, "PATH", path_of(r, p.id));
	tpl_text(s, "TEXT",
		arena_printf(r->cx.arena, tr("“%s” is archived."), p.name));
}

static void chips_show(struct tpl *t, const char *show)
{
	static const char *const states[] = {
		"", "running", "coming", "stopped", "over", "archived"};
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		struct tpl *s = tpl_section(t, "CHIP");
		tpl_text(s, "SHOW", states[i]);
		tpl_text(s, "NAME",
			i ? promotion_state_words(states[i]) : tr("All"));
		tpl_show_if(s, "ON", strcmp(states[i], show) == 0);
	}
}

static void row_show(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	struct tpl *s = tpl_section(t, "ROW");
	const char *state = promotion_state(&r->cx, p);
	tpl_text(s, "PATH", path_of(r, p->id));
	tpl_text(s, "NAME", p->name);
	tpl_show_if(s, "CODED", p->by_code);
	tpl_text(s, "STATE", promotion_state_words(state));
	tpl_show_if(s, "LIVE", !strcmp(state, "running"));
	tpl_int(s, "USED", p->used);
	tpl_money(s, "COST", p->cost);
	if (p->to_ms)
		tpl_time(tpl_section(s, "UNTIL"), "TIME", CLOCK_DATETIME,
			p->to_ms);
}

/* GET /admin/promotions */
int admin_promotions(struct req *r)
{
	const char *show = req_query_param(r, "show");
	struct promotion_view view = {.show = show ? show : "",
		.offset = admin_offset(r),
		.limit = ADMIN_PAGE};
	struct promotion_edit *rows;
	size_t n;
	int64_t total = 0;
	int rc = promotion_list(&r->cx, &view, &rows, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *t = admin_tpl(r, "admin/promotions.tpl");
	undo_show(t, r);
	chips_show(t, view.show);
	struct tpl *list = tpl_section(t, n ? "LIST" : "EMPTY");
	for (size_t i = 0; i < n; i++)
		row_show(list, r, &rows[i]);
	if (n)
		admin_pager(list, r,
			arena_printf(r->cx.arena, "/admin/promotions?show=%s",
				url_encode(r->cx.arena, view.show)),
			&(struct admin_slice){view.offset, total, n});
	struct admin_page page = {
		.title = tr("Promotions"), .nav = "promotions"};
	return admin_send(r, &page, t, 200);
}

static int codes_show(
	struct tpl *t, struct fields *f, const struct promotion_edit *p)
{
	struct coupon_row *codes;
	size_t n;
	int64_t total = 0;
	int rc = coupon_list(&f->r->cx, p->id, CODES_SHOWN, &codes, &n, &total);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "CODES");
	tpl_text(s, "PATH", path_of(f->r, p->id));
	struct tpl *list = n ? tpl_section(s, "CODE_LIST") : NULL;
	for (size_t i = 0; i < n; i++) {
		struct tpl *c = tpl_section(list, "CODE");
		tpl_text(c, "PATH", path_of(f->r, p->id));
		tpl_int(c, "ID", codes[i].id);
		tpl_text(c, "TEXT", codes[i].code);
		tpl_int(c, "USED", codes[i].used);
		if (codes[i].limit_all)
			tpl_int(tpl_section(c, "OF"), "LIMIT",
				codes[i].limit_all);
		tpl_show(c, codes[i].archived_ms ? "AWAY" : "HERE");
	}
	if (total > (int64_t)n)
		tpl_int(tpl_section(s, "MORE"), "SHOWN", (int64_t)n);
	ask_show(s, "ADD", f, &code_ask, "", "");
	ask_show(s, "ADD", f, &code_limit_ask, "", "");
	ask_show(s, "MAKE", f, &many_ask, "", "50");
	ask_show(s, "MAKE", f, &prefix_ask, "", "");
	return OK;
}

static int uses_show(
	struct tpl *t, struct req *r, const struct promotion_edit *p)
{
	struct promotion_use_row *uses;
	size_t n;
	int rc = promotion_uses(&r->cx, p->id, &uses, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "USES");
	tpl_int(s, "USED", p->used);
	tpl_money(s, "COST", p->cost);
	struct tpl *list = n ? tpl_section(s, "USE_LIST") : NULL;
	for (size_t i = 0; i < n; i++) {
		struct tpl *u = tpl_section(list, "USE");
		tpl_int(u, "NUMBER", uses[i].number);
		tpl_time(u, "TIME", CLOCK_DATETIME, uses[i].at_ms);
		tpl_text(u, "CODE", uses[i].code);
		tpl_money(u, "AMOUNT", uses[i].amount);
		tpl_show_if(u, "BACK", uses[i].released_ms != 0);
	}
	return OK;
}

static int known_show(
	struct tpl *t, struct fields *f, const struct promotion_edit *p)
{
	struct req *r = f->r;
	const char *state = promotion_state(&r->cx, p);
	struct tpl *k = tpl_section(t, "KNOWN");
	tpl_text(k, "PATH", path_of(r, p->id));
	tpl_text(k, "STATE", promotion_state_words(state));
	tpl_show_if(k, "LIVE", !strcmp(state, "running"));
	tpl_show(k, p->active ? "PAUSE" : "RESUME");
	promotion_words(k, r, p);
	int rc = uses_show(k, r, p);
	if (rc == OK)
		rc = admin_log(k, r, "promotion", p->id);
	return rc == OK && p->by_code ? codes_show(t, f, p) : rc;
}

static int page_send_one(
	struct fields *f, const struct promotion_edit *p, int status)
{
	struct req *r = f->r;
	struct promotion_edit stored;
	struct tpl *t = admin_tpl(r, "admin/promotion.tpl");
	const char *heading = p->id ? p->name : tr("New promotion");
	int rc = p->id ? promotion_get(&r->cx, p->id, &stored) : OK;
	if (rc < 0)
		return rc;
	tpl_text(t, "HEADING", heading);
	tpl_text(t, "ACTION", p->id ? path_of(r, p->id) : "/admin/promotions");
	tpl_int(t, "REV", p->rev);
	tpl_show_if(t, "STALE", status == 409);
	fields_summary(t, f);
	rc = promotion_fields_show(t, f, p);
	if (rc == OK && p->id)
		rc = known_show(t, f, &stored);
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = heading,
		.nav = "promotions",
		.back = "/admin/promotions",
		.back_text = tr("Promotions")};
	return admin_send(r, &page, t, status);
}

static const struct promotion_edit fresh = {
	.name = "",
	.kind = "percent",
	.sale_too = true,
	.stacks = true,
	.active = true,
};

/* GET /admin/promotions/new */
int admin_promotion_new(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return page_send_one(&f, &fresh, 200);
}

static int promotion_of(struct req *r, struct promotion_edit *p)
{
	int64_t id = admin_path_int(r, "id");
	int rc = id < 0 ? ERR_NOT_FOUND : promotion_get(&r->cx, id, p);
	return rc == OK && p->archived_ms ? ERR_NOT_FOUND : rc;
}

/* GET /admin/promotions/:id */
int admin_promotion(struct req *r)
{
	struct promotion_edit p;
	struct fields f;
	int rc = promotion_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return page_send_one(&f, &p, 200);
}

static int save(struct req *r, struct promotion_edit *p)
{
	struct fields f;
	const char *what = req_form_param(r, "do");
	const char *rev = req_form_param(r, "rev");
	int64_t was = p->rev;
	fields_init(&f, r);
	int rc = promotion_fields_read(&f, p);
	if (rc < 0)
		return rc;
	if (what && strcmp(what, "find") == 0) {
		f.errors.n = 0;
		return page_send_one(&f, p, 200);
	}
	if (f.errors.n)
		return page_send_one(&f, p, 422);
	p->rev = rev ? strtoll(rev, NULL, 10) : 0;
	rc = promotion_save(&r->cx, p);
	if (rc == ERR_CONFLICT && p->id) {
		p->rev = was;
		return page_send_one(&f, p, 409);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(r, path_of(r, p->id));
}

/* POST /admin/promotions */
int admin_promotion_create(struct req *r)
{
	struct promotion_edit p = fresh;
	return save(r, &p);
}

/* POST /admin/promotions/:id */
int admin_promotion_save(struct req *r)
{
	struct promotion_edit p;
	int rc = promotion_of(r, &p);
	return rc < 0 ? rc : save(r, &p);
}

/* POST /admin/promotions/:id/state */
int admin_promotion_state(struct req *r)
{
	const char *act = req_form_param(r, "do");
	int64_t id = admin_path_int(r, "id");
	if (!act)
		return ERR_BAD;
	int rc = promotion_set(&r->cx, id, act);
	if (rc < 0)
		return rc;
	if (!strcmp(act, "archive"))
		return resp_redirect(r,
			arena_printf(r->cx.arena, "/admin/promotions?undo=%lld",
				(long long)id));
	flash_set(r, !strcmp(act, "restore") ? tr("Back again.")
		     : !strcmp(act, "pause") ? tr("Stopped.")
					     : tr("Running again."));
	return resp_redirect(r, path_of(r, id));
}

static int code_add(struct fields *f, const struct promotion_edit *p)
{
	struct req *r = f->r;
	int64_t limit = 0;
	const char *code = ask_text(f, &code_ask, "");
	ask_int(f, &code_limit_ask, "", &limit);
	int rc = f->errors.n ? ERR_INVALID
			     : coupon_add(&r->cx, p->id, code, limit);
	if (rc == ERR_CONFLICT)
		field_error(f, "code",
			tr("That code is there already, perhaps of another "
			   "promotion."));
	else if (rc == ERR_INVALID && !f->errors.n)
		field_error(f, "code", tr("A code needs letters or digits."));
	if (f->errors.n)
		return page_send_one(f, p, 422);
	if (rc < 0)
		return rc;
	flash_set(
		r, arena_printf(r->cx.arena, tr("%s can be used now."), code));
	return resp_redirect(r, path_of(r, p->id));
}

static int codes_make(struct fields *f, const struct promotion_edit *p)
{
	struct req *r = f->r;
	int64_t n = 0;
	const char *prefix = ask_text(f, &prefix_ask, "");
	ask_int(f, &many_ask, "", &n);
	int rc = f->errors.n ? ERR_INVALID
			     : coupon_generate(&r->cx, p->id,
				       text_upper(r->cx.arena, prefix), n);
	if (rc == ERR_TOO_LARGE)
		field_error(f, "many",
			arena_printf(r->cx.arena,
				tr("A promotion has at most %d codes."),
				PROMOTION_CODES_MAX));
	if (f->errors.n)
		return page_send_one(f, p, 422);
	if (rc < 0)
		return rc;
	flash_set(r, arena_printf(r->cx.arena,
			     tr_n("%ld code is made: download the file below.",
				     "%ld codes are made: download the file "
				     "below.",
				     (long)n),
			     (long)n));
	return resp_redirect(r, path_of(r, p->id));
}

/* POST /admin/promotions/:id/codes */
int admin_promotion_codes(struct req *r)
{
	struct promotion_edit p;
	struct fields f;
	const char *act = req_form_param(r, "do");
	const char *away = req_form_param(r, "away");
	const char *back = req_form_param(r, "back");
	int rc = promotion_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	if (act && !strcmp(act, "add"))
		return code_add(&f, &p);
	if (act && !strcmp(act, "make"))
		return codes_make(&f, &p);
	if (!away && !back)
		return ERR_BAD;
	rc = coupon_set_archived(&r->cx, p.id,
		strtoll(away ? away : back, NULL, 10), away != NULL);
	return rc < 0 ? rc : resp_redirect(r, path_of(r, p.id));
}

/* GET /admin/promotions/:id/codes: those that can still be used, as CSV */
int admin_promotion_codes_file(struct req *r)
{
	struct promotion_edit p;
	struct coupon_row *codes = NULL;
	size_t n = 0;
	int64_t total;
	int rc = promotion_of(r, &p);
	if (rc == OK)
		rc = coupon_list(&r->cx, p.id, 0, &codes, &n, &total);
	if (rc < 0)
		return rc;
	struct buf b = {0};
	buf_adds(&b, "code,used,limit\r\n");
	for (size_t i = 0; i < n; i++) {
		csv_text(&b, 1, codes[i].code);
		buf_addf(&b, ",%lld,", (long long)codes[i].used);
		if (codes[i].limit_all)
			buf_addf(&b, "%lld", (long long)codes[i].limit_all);
		buf_adds(&b, "\r\n");
	}
	const char *body = arena_strndup(r->cx.arena, b.p, b.len);
	buf_release(&b);
	resp_header(r, "Content-Disposition",
		arena_printf(r->cx.arena,
			"attachment; filename=\"codes-%lld.csv\"",
			(long long)p.id));
	return resp_text(r, 200, "text/csv; charset=utf-8", body);
}
