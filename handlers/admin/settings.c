/* What the owner sets: a page a section, one form each. */
#include "handlers/admin/settings.h"

#include <ctype.h>
#include <string.h>

#include "domain/order.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/home_picture.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct setting_part *const tables[] = {
	settings_shop, settings_sale, settings_people, NULL};

static bool line_ends(const struct setting_part *p, size_t i)
{
	return i >= SETTING_LINES || !p->lines[i].ask.name;
}

/* As the form shows it: "4.90", not "490". */
static const char *stored_value(struct req *r, const struct setting_line *l)
{
	if (l->ask.kind == ASK_MONEY)
		return money_plain(
			r->cx.arena, money(setting_int(&r->cx, l->ask.name)));
	return setting_get(&r->cx, l->ask.name);
}

static void line_show(
	struct tpl *t, struct fields *f, const struct setting_line *l)
{
	struct req *r = f->r;
	struct tpl *part = tpl_section(t, "PART");
	if (!l->local) {
		ask_show(part, "FIELD", f, &l->ask, "", stored_value(r, l));
		return;
	}
	struct tpl *s = tpl_section(part, "LOCAL");
	tpl_text(s, "LEGEND", tr(l->ask.label));
	for (int i = 0; i < TR_LANGS; i++) {
		struct ask ask = l->ask;
		const char *code = tr_langs[i].code;
		ask.label = tr_langs[i].name;
		ask.hint = i == 0 ? l->ask.hint : NULL;
		ask_show_plain(s, "FIELD", f, &ask, code,
			setting_get_in(&r->cx, l->ask.name, code));
	}
}

static bool has_picture(const struct setting_part *p)
{
	return strcmp(p->code, "home") == 0;
}

static void chips_show(
	struct tpl *t, struct req *r, const struct setting_part *now)
{
	for (size_t i = 0; tables[i]; i++)
		for (const struct setting_part *p = tables[i]; p->code; p++) {
			struct tpl *s = tpl_section(t, "CHIP");
			tpl_text(s, "HREF",
				arena_printf(r->cx.arena, "/admin/settings/%s",
					p->code));
			tpl_text(s, "NAME", tr(p->name));
			tpl_show_if(s, "ON", p == now);
		}
}

static int settings_page(struct fields *f, const struct setting_part *p,
	const struct home_picture *picture, int status)
{
	struct req *r = f->r;
	struct tpl *t = admin_tpl(r, "admin/settings.tpl");
	chips_show(t, r, p);
	struct tpl *pay = tpl_section(t, "CHIP"); /* a page of its own */
	tpl_text(pay, "HREF", "/admin/settings/payments");
	tpl_text(pay, "NAME", tr("Payments"));
	tpl_text(t, "ACTION",
		arena_printf(r->cx.arena, "/admin/settings/%s", p->code));
	tpl_text(t, "HEADING", tr(p->name));
	tpl_text(t, "INTRO", tr(p->intro));
	for (size_t i = 0; !line_ends(p, i); i++)
		line_show(t, f, &p->lines[i]);
	fields_summary(t, f);
	tpl_show_if(t, "UPLOAD", has_picture(p));
	int rc = has_picture(p) ? home_picture_show(t, f, picture) : OK;
	if (rc < 0)
		return rc;
	struct admin_page page = {.title = tr("Settings"), .nav = "settings"};
	return admin_send(r, &page, t, status);
}

static const struct setting_part *part_of(const struct req *r)
{
	const char *code = req_path_param(r, "part");
	for (size_t i = 0; code && tables[i]; i++)
		for (const struct setting_part *p = tables[i]; p->code; p++)
			if (strcmp(p->code, code) == 0)
				return p;
	return NULL;
}

/* GET /admin/settings */
int admin_settings(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return settings_page(&f, settings_shop, NULL, 200);
}

/* GET /admin/settings/:part */
int admin_settings_show(struct req *r)
{
	struct fields f;
	const struct setting_part *p = part_of(r);
	if (!p)
		return ERR_NOT_FOUND;
	fields_init(&f, r);
	return settings_page(&f, p, NULL, 200);
}

static bool bic_ok(const char *s)
{
	size_t n = strlen(s);
	if (n != 8 && n != 11)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) ||
			(i < 6 && !isalpha((unsigned char)s[i])))
			return false;
	return true;
}

static const char *upper(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	for (char *c = out; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return out;
}

/* A path of this shop, on no other host. */
static bool link_ok(const char *s)
{
	return s[0] == '/' && s[1] != '/' && !strpbrk(s, "\\ ");
}

static const char *checked(
	struct fields *f, const struct setting_line *l, const char *value)
{
	if (!*value || field_message(f, l->ask.name))
		return value;
	if (l->check == IBAN || l->check == BIC)
		value = upper(f->r->cx.arena, value);
	if (l->check == IBAN && !iban_ok(value))
		field_error(f, l->ask.name,
			tr("This is not an IBAN: a digit is wrong or "
			   "missing."));
	if (l->check == BIC && !bic_ok(value))
		field_error(f, l->ask.name,
			tr("This is not a BIC: 8 or 11 letters and digits."));
	if (l->check == LINK && !link_ok(value))
		field_error(f, l->ask.name,
			tr("Write an address of this shop, beginning with "
			   "/."));
	return value;
}

static const char *value_read(struct fields *f, const struct setting_line *l)
{
	struct arena *a = f->r->cx.arena;
	struct money m;
	int64_t n;
	switch (l->ask.kind) {
	case ASK_MONEY:
		ask_money(f, &l->ask, "", &m);
		return arena_printf(a, "%lld", (long long)m.minor);
	case ASK_INT:
		ask_int(f, &l->ask, "", &n);
		return arena_printf(a, "%lld", (long long)n);
	case ASK_CHOICE:
		return ask_choice(f, &l->ask, "");
	case ASK_CHECK:
		return field_checked(f, l->ask.name, false) ? "1" : "0";
	default:
		return checked(f, l, ask_text(f, &l->ask, ""));
	}
}

/* A setting about to be written. */
struct pending {
	const char *code, *locale, *value;
};

static size_t part_read(
	struct fields *f, const struct setting_part *p, struct pending *out)
{
	size_t n = 0;
	for (size_t i = 0; !line_ends(p, i); i++) {
		const struct setting_line *l = &p->lines[i];
		if (!l->local) {
			const char *value = value_read(f, l);
			out[n++] = (struct pending){l->ask.name, NULL, value};
			continue;
		}
		for (int k = 0; k < TR_LANGS; k++) {
			const char *code = tr_langs[k].code;
			const char *value = ask_text(f, &l->ask, code);
			out[n++] = (struct pending){l->ask.name, code, value};
		}
	}
	return n;
}

/* POST /admin/settings/:part */
int admin_settings_save(struct req *r)
{
	struct fields f;
	struct pending set[SETTING_LINES * TR_LANGS];
	const struct setting_part *p = part_of(r);
	if (!p)
		return ERR_NOT_FOUND;
	fields_init(&f, r);
	struct home_picture picture;
	size_t n = part_read(&f, p, set);
	int rc = has_picture(p) ? home_picture_read(&f, &picture) : OK;
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return settings_page(
			&f, p, has_picture(p) ? &picture : NULL, 422);

	rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	if (has_picture(p))
		rc = home_picture_write(r, &picture);
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = setting_set(
			&r->cx, set[i].code, set[i].locale, set[i].value);
	rc = db_end(r->cx.db, rc);
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/settings/%s", p->code));
}
