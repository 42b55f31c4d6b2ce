/* What a product is tied to: other products, and documents to download. */
#include "handlers/admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/product.h"
#include "domain/relation.h"
#include "handlers/admin/fields.h"
#include "handlers/admin/product_files.h"
#include "handlers/admin/product_form.h"
#include "handlers/admin/product_typed.h"
#include "lib/conf.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"
#include "lib/tr.h"

enum { KINDS = 4, TARGETS_MAX = 60, ORDER_MAX = 9999 };

/* In the order of relation_kinds. */
static const struct {
	const char *code, *name, *hint;
} kinds[KINDS] = {
	{"goes_with", N_("Goes with"),
		N_("What belongs on the same table. Shown on the page.")},
	{"similar", N_("Similar"),
		N_("To choose between. Empty: others of the same category.")},
	{"accessory", N_("Accessories"), N_("What is used with it.")},
	{"spare_part", N_("Spare parts"), N_("What mends it.")},
};

static struct ask add_ask(struct req *r, size_t kind)
{
	struct ask ask = {.label = N_("Add products"),
		.hint = N_("SKUs or names, one a line."),
		.kind = ASK_LINES,
		.max = 2000,
		.rows = 2};
	ask.name = arena_printf(r->cx.arena, "add_%s", kinds[kind].code);
	return ask;
}

static const char *row_name(
	struct req *r, const char *what, size_t kind, int64_t target)
{
	return arena_printf(r->cx.arena, "%s_%s_%lld", what, kinds[kind].code,
		(long long)target);
}

/* ---- the page ---- */

static int target_show(struct tpl *t, struct fields *f, size_t kind,
	int64_t target, size_t position)
{
	struct req *r = f->r;
	struct product p;
	int rc = product_get_any(&r->cx, target, &p);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "ROW");
	const char *order = row_name(r, "order", kind, target);
	const char *drop = row_name(r, "drop", kind, target);
	tpl_text(s, "ORDER_NAME", order);
	tpl_text(s, "ORDER",
		field_value(
			f, order, arena_printf(r->cx.arena, "%zu", position)));
	tpl_textf(s, "TARGET", "%lld", (long long)target);
	tpl_text(s, "NAME", *p.name ? p.name : tr("Product without a name"));
	tpl_text(s, "DROP_NAME", drop);
	tpl_show_if(s, "DROPPED", field_checked(f, drop, false));
	tpl_show_if(s, "HIDDEN", strcmp(p.status, "active") != 0);
	return OK;
}

static int kind_show(
	struct tpl *t, struct fields *f, int64_t product, size_t kind)
{
	struct req *r = f->r;
	int64_t *targets;
	size_t n;
	int rc = relation_list(
		&r->cx, product, kinds[kind].code, false, &targets, &n);
	if (rc < 0)
		return rc;
	struct tpl *s = tpl_section(t, "KIND");
	tpl_text(s, "CODE", kinds[kind].code);
	tpl_text(s, "NAME", tr(kinds[kind].name));
	tpl_text(s, "HINT", tr(kinds[kind].hint));
	struct tpl *list = tpl_section(s, n ? "LIST" : "NONE");
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = target_show(list, f, kind, targets[i], i + 1);
	struct ask ask = add_ask(r, kind);
	ask_show(s, "ADD", f, &ask, "", "");
	return rc;
}

static int links_show(struct fields *f, const struct product *was, int status)
{
	struct tpl *t = admin_tpl(f->r, "admin/product_links.tpl");
	tpl_textf(t, "ID", "%lld", (long long)was->id);
	tpl_textf(t, "REV", "%lld", (long long)was->rev);
	tpl_show_if(t, "STALE", status == 409);
	fields_summary(t, f);
	int rc = OK;
	for (size_t i = 0; rc == OK && i < KINDS; i++)
		rc = kind_show(t, f, was->id, i);
	if (rc == OK)
		rc = product_files_show(t, f, was->id);
	if (rc < 0)
		return rc;
	return product_send(f->r, was, TAB_LINKS, t, status);
}

/* ---- reading ---- */

struct target_in {
	int64_t id, order;
};

struct kind_in {
	struct target_in target[TARGETS_MAX];
	size_t n;
};

static int by_order(const void *a, const void *b)
{
	const struct target_in *x = a, *y = b;
	return (x->order > y->order) - (x->order < y->order);
}

static int target_find(
	struct fields *f, const char *field, const char *typed, int64_t *id)
{
	const char *problem = NULL;
	int rc = product_typed(f->r, typed, id, &problem);
	if (rc == OK && problem)
		field_error(f, field, problem);
	return rc;
}

static void target_add(struct kind_in *in, int64_t id, int64_t order)
{
	if (in->n < TARGETS_MAX)
		in->target[in->n++] = (struct target_in){id, order};
}

static int read_added(struct fields *f, size_t kind, struct kind_in *in)
{
	struct arena *a = f->r->cx.arena;
	struct ask ask = add_ask(f->r, kind);
	const char *list = ask_text(f, &ask, "");
	int rc = OK;
	while (rc == OK && *list) {
		size_t n = strcspn(list, "\n");
		const char *typed = text_trim(a, arena_strndup(a, list, n));
		int64_t id;
		list += n + (list[n] != '\0');
		if (!*typed)
			continue;
		rc = target_find(f, ask.name, typed, &id);
		if (rc == OK && id)
			target_add(in, id, ORDER_MAX + 1);
	}
	return rc;
}

static int read_kind(
	struct fields *f, int64_t product, size_t kind, struct kind_in *in)
{
	struct req *r = f->r;
	int64_t *targets;
	size_t n;
	int rc = relation_list(
		&r->cx, product, kinds[kind].code, false, &targets, &n);
	for (size_t i = 0; rc == OK && i < n; i++) {
		const char *order = req_form_param(
			r, row_name(r, "order", kind, targets[i]));
		int64_t at = order ? strtoll(order, NULL, 10) : 0;
		if (!req_form_param(r, row_name(r, "drop", kind, targets[i])))
			target_add(in, targets[i],
				at > 0 && at <= ORDER_MAX ? at
							  : (int64_t)i + 1);
	}
	if (rc == OK)
		rc = read_added(f, kind, in);
	qsort(in->target, in->n, sizeof(in->target[0]), by_order);
	return rc;
}

/* ---- writing ---- */

static int write_kind(
	struct req *r, int64_t product, size_t kind, const struct kind_in *in)
{
	int64_t ids[TARGETS_MAX];
	for (size_t i = 0; i < in->n; i++)
		ids[i] = in->target[i].id;
	return relation_set(&r->cx, product, kinds[kind].code, ids, in->n);
}

static int write_all(struct fields *f, int64_t product,
	const struct kind_in *in, const struct file_in *file)
{
	struct req *r = f->r;
	struct product_head nothing = {0};
	const char *text = req_form_param(r, "rev");
	int64_t rev = text ? strtoll(text, NULL, 10) : -1, id;
	int rc = product_update(&r->cx, product, rev > 0 ? rev : -1, &nothing);
	for (size_t i = 0; rc == OK && i < KINDS; i++)
		rc = write_kind(r, product, i, &in[i]);
	if (rc == OK)
		rc = product_files_write(f, product);
	if (rc == OK && file->bytes)
		rc = product_file_add(&r->cx, r->conf->dir, product,
			&file->data, file->bytes, file->n, &id);
	return rc;
}

static int product_of(struct req *r, struct product *p)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, p);
}

/* GET /admin/products/:id/links */
int admin_product_links(struct req *r)
{
	struct product p;
	struct fields f;
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return links_show(&f, &p, 200);
}

static int links_write(struct fields *f, struct product *p,
	const struct kind_in *in, const struct file_in *file)
{
	struct req *r = f->r;
	int rc = db_begin(r->cx.db);
	if (rc == OK)
		rc = db_end(r->cx.db, write_all(f, p->id, in, file));
	if (rc == ERR_CONFLICT) {
		rc = product_of(r, p);
		return rc < 0 ? rc : links_show(f, p, 409);
	}
	if (rc == ERR_INVALID) {
		field_error(f, "file", tr("There are too many documents."));
		return links_show(f, p, 422);
	}
	if (rc < 0)
		return rc;
	flash_set(r, tr("Saved."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "/admin/products/%lld/links",
			   (long long)p->id));
}

/* POST /admin/products/:id/links */
int admin_product_links_save(struct req *r)
{
	struct product p;
	struct fields f;
	struct kind_in in[KINDS] = {0};
	struct file_in file = {0};
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	for (size_t i = 0; rc == OK && i < KINDS; i++)
		rc = read_kind(&f, p.id, i, &in[i]);
	if (rc < 0)
		return rc;
	product_file_read(&f, &file);
	if (f.errors.n)
		return links_show(&f, &p, 422);
	return links_write(&f, &p, in, &file);
}
