/* The frame of the owner's pages: navigation, notice, pager, change log. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/setting.h"
#include "lib/image.h"
#include "lib/asset.h"
#include "lib/err.h"
#include "lib/tr.h"

enum { LOG_ROWS = 12 };

struct tpl *admin_tpl(struct req *r, const char *file)
{
	struct tpl *t = tpl_new(&r->cx, file);
	tpl_global(t, "TOKEN", req_csrf(r));
	tpl_global(t, "ICON", static_url("img/icon.svg"));
	tpl_global(t, "STYLE", static_url("css/admin.css"));
	tpl_global(t, "SCRIPT", static_url("js/admin.js"));
	return t;
}

static struct tpl *head_tpl(struct req *r, const struct admin_page *page)
{
	struct tpl *t = admin_tpl(r, "admin/head.tpl");
	tpl_text(t, "LANG", r->cx.locale);
	tpl_text(t, "TITLE", page->title);
	tpl_text(t, "SHOP", setting_get(&r->cx, "shop.name"));
	const char *who = r->staff->name;
	tpl_text(t, "WHO", who && *who ? who : tr("Owner"));
	tpl_text(t, "EMAIL", r->staff->email);
	admin_menu_show(t, r, page->nav);
	if (page->back) {
		struct tpl *b = tpl_section(t, "BACK");
		tpl_text(b, "BACK_HREF", page->back);
		tpl_text(b, "BACK_TEXT", page->back_text);
	}
	const char *flash = flash_take(r);
	if (flash) {
		struct tpl *f = tpl_section(t, "FLASH");
		tpl_text(f, "FLASH_TEXT", flash);
	}
	return t;
}

int admin_send(
	struct req *r, const struct admin_page *page, struct tpl *t, int status)
{
	int rc = tpl_render(head_tpl(r, page), r->out);
	if (rc == OK)
		rc = tpl_render(t, r->out);
	if (rc == OK)
		rc = tpl_render(tpl_new(&r->cx, "admin/foot.tpl"), r->out);
	return rc < 0 ? rc : resp_html(r, status);
}

int64_t admin_offset(const struct req *r)
{
	const char *page = req_query_param(r, "page");
	long n = page ? strtol(page, NULL, 10) : 1;
	return n > 1 && n < 1000000 ? (n - 1) * ADMIN_PAGE : 0;
}

static void pager_link(struct tpl *t, struct req *r, const char *section,
	const char *name, const char *base, int64_t page)
{
	struct tpl *s = tpl_section(t, section);
	tpl_text(s, name,
		arena_printf(r->cx.arena, "%s%spage=%lld", base,
			strchr(base, '?') ? "&" : "?", (long long)page));
}

void admin_pager(struct tpl *t, struct req *r, const char *base,
	const struct admin_slice *slice)
{
	if (slice->n == 0 && slice->offset == 0)
		return;
	struct tpl *p = tpl_include(t, "PAGER", "admin/pager.tpl");
	int64_t page = slice->offset / ADMIN_PAGE + 1;
	int64_t to = slice->offset + (int64_t)slice->n;
	tpl_int(p, "FROM", slice->n ? slice->offset + 1 : slice->offset);
	tpl_int(p, "TO", to);
	tpl_int(p, "TOTAL", slice->total);
	if (slice->offset > 0)
		pager_link(p, r, "NEWER", "NEWER_HREF", base, page - 1);
	if (to < slice->total && slice->n)
		pager_link(p, r, "OLDER", "OLDER_HREF", base, page + 1);
}

const char *admin_image(
	const struct req *r, const char *sha256, const char *widths)
{
	return image_url(r->cx.arena, sha256, strtol(widths, NULL, 10));
}

int64_t admin_path_int(const struct req *r, const char *name)
{
	const char *text = req_path_param(r, name);
	if (!text || !*text || strlen(text) > 15 ||
		strspn(text, "0123456789") != strlen(text))
		return -1;
	return strtoll(text, NULL, 10);
}

struct cx admin_cx_in(const struct req *r, const char *locale)
{
	struct cx cx = r->cx;
	cx.locale = locale;
	cx.root = locale;
	return cx;
}

/* Long texts are not for a narrow column. */
static const char *shortened(struct arena *a, const char *s, size_t most)
{
	size_t n = 0;
	for (const char *p = s; *p; p++)
		if (((unsigned char)*p & 0xc0) != 0x80 && ++n > most)
			return arena_printf(a, "%.*s…", (int)(p - s), s);
	return s;
}

/* {"state":"placed"} as "state: placed". */
static const char *plain_words(struct req *r, const void *arg, const char *json)
{
	(void)arg;
	struct arena *a = r->cx.arena;
	struct buf b = {0};
	for (const char *p = json ? json : ""; *p; p++) {
		if (strchr("{}[]\"", *p))
			continue;
		buf_addc(&b, *p);
		if ((*p == ':' || *p == ',') && p[1] != ' ')
			buf_addc(&b, ' ');
	}
	const char *out = arena_strndup(a, b.p ? b.p : "", b.len);
	buf_release(&b);
	return out;
}

/* What was done, as audit_add has it, in words. */
static const struct {
	const char *action, *words;
} actions[] = {
	{"create", N_("Created")},
	{"save", N_("Saved")},
	{"update", N_("Saved")},
	{"set", N_("Changed")},
	{"archive", N_("Archived")},
	{"parts", N_("Parts changed")},
	{"value", N_("Value changed")},
	{"attribute", N_("Facts changed")},
	{"relation", N_("Links to others changed")},
	{"file", N_("Document changed")},
	{"file_remove", N_("Document removed")},
	{"pause", N_("Stopped")},
	{"resume", N_("Running again")},
	{"code", N_("Code added")},
	{"codes", N_("Codes made")},
	{"code_away", N_("Code put away")},
	{"code_back", N_("Code brought back")},
	{"give", N_("Given")},
	{"balance", N_("Balance corrected")},
	{"block", N_("Blocked")},
	{"unblock", N_("No longer blocked")},
	{"publish", N_("Dates in the shop changed")},
	{"price_plan", N_("Price planned")},
	{"price_cancel", N_("Planned price cancelled")},
	{"restore", N_("Brought back")},
	{"delete", N_("Removed")},
	{"replace", N_("Replaced")},
	{"paid", N_("Marked as paid")},
	{"shipped", N_("Marked as shipped")},
	{"ready", N_("Marked as ready for pickup")},
	{"delivered", N_("Marked as delivered")},
	{"collected", N_("Marked as collected")},
	{"cancelled", N_("Cancelled")},
	{"refunded", N_("Paid back")},
	{"refund", N_("Refund made")},
	{"changed", N_("Changed by the shop")},
	{"address", N_("Address changed")},
	{"confirmed", N_("Withdrawal confirmed")},
	{"remark", N_("Remark changed")},
	{"shown", N_("Shown")},
	{"refused", N_("Not shown")},
	{"private", N_("Answered by mail")},
	{"reply", N_("Reply changed")},
	{"return_requested", N_("Return asked for")},
	{"claimed", N_("Claim made")},
	{"return_accepted", N_("Accepted")},
	{"return_refused", N_("Refused")},
	{"return_cancelled", N_("Called off by the customer")},
	{"return_sent", N_("On its way back")},
	{"return_received", N_("Goods have come back")},
	{"return_settled", N_("Settled")},
};

static const char *action_words(const char *action)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(actions[i].action, action) == 0)
			return tr(actions[i].words);
	return action;
}

int admin_log(struct tpl *t, struct req *r, const char *entity, int64_t id)
{
	return admin_log_in(t, r, entity, id, plain_words, NULL);
}

int admin_log_in(struct tpl *t, struct req *r, const char *entity, int64_t id,
	admin_words *words, const void *arg)
{
	/* sentences say more than names of columns */
	const size_t most = words == plain_words ? 60 : 160;
	struct audit_row *rows;
	size_t n;
	int rc = audit_of(&r->cx, entity, id, LOG_ROWS, &rows, &n);
	if (rc < 0)
		return rc;
	struct tpl *log = tpl_include(t, "LOG", "admin/log.tpl");
	struct tpl *some = n ? tpl_section(log, "SOME") : NULL;
	tpl_show_if(log, "NONE", n == 0);
	for (size_t i = 0; i < n; i++) {
		struct tpl *row = tpl_section(some, "ROW");
		const struct audit_row *a = &rows[i];
		tpl_text(row, "ACTION", action_words(a->action));
		tpl_text(row, "WHO", *a->who ? a->who : tr("the program"));
		tpl_time(row, "WHEN", CLOCK_NUMERIC, a->at_ms);
		const char *before = shortened(
			r->cx.arena, words(r, arg, a->before), most);
		const char *after = shortened(
			r->cx.arena, words(r, arg, a->after), most);
		/* an order's action says it all, without words of ours */
		if (strcmp(entity, "order") != 0 && (*before || *after)) {
			struct tpl *c = tpl_section(row, "CHANGE");
			tpl_text(c, "BEFORE", before);
			tpl_show_if(c, "BOTH", *before && *after);
			tpl_text(c, "AFTER", after);
		}
	}
	return OK;
}

/* GET /admin/keys */
int admin_keys(struct req *r)
{
	struct admin_page page = {.title = tr("Shortcuts")};
	return admin_send(r, &page, admin_tpl(r, "admin/keys.tpl"), 200);
}
