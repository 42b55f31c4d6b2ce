#include "handlers/admin/home_picture.h"

#include <stdlib.h>
#include <string.h>

#include "domain/media.h"
#include "domain/product_desk.h"
#include "domain/setting.h"
#include "handlers/admin/admin.h"
#include "lib/err.h"
#include "lib/tr.h"

static const struct ask alt_ask = {
	"alt", NULL, NULL, ASK_LINE, 400, false, 0, NULL};

static const struct upload *sent(const struct req *r)
{
	for (size_t i = 0; r->uploads && r->uploads[i].field; i++)
		if (strcmp(r->uploads[i].field, "picture") == 0 &&
			r->uploads[i].size > 0)
			return &r->uploads[i];
	return NULL;
}

/* The id of a picture kept from an earlier try; 0: none such. */
static int64_t kept(struct req *r)
{
	const char *text = req_form_param(r, "kept");
	int64_t id = text && strlen(text) < 16 ? strtoll(text, NULL, 10) : 0;
	struct desk_picture p;
	return id > 0 && desk_picture(&r->cx, id, &p) == OK ? id : 0;
}

int picture_field_read(
	struct fields *f, int64_t present, struct home_picture *out)
{
	struct req *r = f->r;
	const char *what = req_form_param(r, "do");
	const struct upload *u = sent(r);
	for (int l = 0; l < TR_LANGS; l++) {
		struct ask ask = alt_ask;
		ask.label = tr_langs[l].name;
		ask_text(f, &ask, tr_langs[l].code);
	}
	out->media = present;
	out->sent = false;
	if (what && strcmp(what, "remove") == 0) {
		out->media = 0;
		return OK;
	}
	if (u) {
		out->sent = true;
		return admin_upload_keep(r, u, &out->media);
	}
	int64_t id = kept(r);
	if (id) {
		out->media = id;
		out->sent = true;
	}
	return OK;
}

int home_picture_read(struct fields *f, struct home_picture *out)
{
	return picture_field_read(
		f, setting_int(&f->r->cx, "home.picture"), out);
}

int picture_field_alts(struct req *r, int64_t media)
{
	struct fields f;
	fields_init(&f, r);
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code, *was = "";
		const char *name = field_name(r->cx.arena, "alt", code);
		if (!req_form_param(r, name))
			continue;
		struct ask ask = alt_ask;
		ask.label = tr_langs[l].name;
		const char *alt = ask_text(&f, &ask, code);
		int rc = desk_alt(&r->cx, media, code, &was);
		if (rc == OK && strcmp(alt, was) != 0)
			rc = media_set_alt(&r->cx, media, code, alt);
		if (rc < 0)
			return rc;
	}
	return OK;
}

int home_picture_write(struct req *r, const struct home_picture *p)
{
	int rc = setting_set(&r->cx, "home.picture", NULL,
		p->media
			? arena_printf(r->cx.arena, "%lld", (long long)p->media)
			: "");
	return rc == OK && p->media ? picture_field_alts(r, p->media) : rc;
}

static void present_show(
	struct tpl *t, struct req *r, const struct desk_picture *p)
{
	struct tpl *s = tpl_section(t, "PRESENT");
	if (strcmp(p->state, "ready") == 0) {
		struct tpl *i = tpl_section(s, "IMAGE");
		tpl_text(i, "SRC", admin_image(r, p->sha256, p->widths));
	} else if (strcmp(p->state, "failed") == 0) {
		tpl_text(tpl_section(s, "FAILED"), "PROBLEM", p->problem);
	} else {
		tpl_show(s, "PREPARING");
	}
}

int picture_field_show(struct tpl *t, struct fields *f, int64_t media,
	bool sent_now, bool home)
{
	struct req *r = f->r;
	struct desk_picture have;
	int rc = media ? desk_picture(&r->cx, media, &have) : ERR_NOT_FOUND;
	if (rc < 0 && rc != ERR_NOT_FOUND)
		return rc;
	struct tpl *s = tpl_include(
		t, "HOME_PICTURE", "admin/home_picture.tpl");
	tpl_show(s, home ? "HOME" : "ANY");
	tpl_show(s, rc == OK ? "OTHER" : "NONE");
	if (rc == OK)
		present_show(s, r, &have);
	if (rc == OK && sent_now) {
		struct tpl *k = tpl_section(s, "KEPT");
		tpl_textf(k, "KEPT_ID", "%lld", (long long)media);
	}
	for (int l = 0; l < TR_LANGS; l++) {
		const char *code = tr_langs[l].code, *alt = "";
		struct ask ask = alt_ask;
		ask.label = tr_langs[l].name;
		if (media)
			desk_alt(&r->cx, media, code, &alt);
		ask_show_plain(s, "ALT", f, &ask, code, alt);
	}
	return OK;
}

int home_picture_show(
	struct tpl *t, struct fields *f, const struct home_picture *p)
{
	int64_t media = p ? p->media : setting_int(&f->r->cx, "home.picture");
	return picture_field_show(t, f, media, p && p->sent, true);
}
