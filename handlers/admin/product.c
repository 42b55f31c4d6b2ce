/* A product: new, changed, archived. */
#include "handlers/admin/admin.h"

#include <string.h>

#include "handlers/admin/product_form.h"
#include "lib/err.h"

static int product_of(struct req *r, struct product *p)
{
	int64_t id = admin_path_int(r, "id");
	return id < 0 ? ERR_NOT_FOUND : product_get_any(&r->cx, id, p);
}

static const char *product_path(struct req *r, int64_t id)
{
	return arena_printf(r->cx.arena, "/admin/products/%lld", (long long)id);
}

/* GET /admin/products/new */
int admin_product_new(struct req *r)
{
	struct fields f;
	fields_init(&f, r);
	return product_form_show(&f, NULL, NULL, NULL, 200);
}

/* GET /admin/products/:id */
int admin_product(struct req *r)
{
	struct product p;
	struct fields f;
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	fields_init(&f, r);
	return product_form_show(&f, &p, NULL, NULL, 200);
}

/* Somebody saved since: the present revision, the texts as typed. */
static int stale(struct fields *f, struct product_in *in)
{
	struct product p;
	int rc = product_get_any(&f->r->cx, in->id, &p);
	return rc < 0 ? rc : product_form_show(f, &p, in, NULL, 409);
}

static int saved(struct req *r, const struct product_in *in, bool is_new)
{
	const char *what = req_form_param(r, "do");
	const char *at = what && strcmp(what, "variants") == 0 ? "#variants"
			 : product_form_pictures_moved(r)      ? "#a2"
							       : "";
	flash_set(
		r, !is_new ? tr("Saved.")
		   : strcmp(in->head.status, "active") == 0
			   ? tr("Saved. The product is in the shop.")
			   : tr("Saved as a draft: set the state to “For sale” "
				"when it is ready."));
	return resp_redirect(r,
		arena_printf(r->cx.arena, "%s%s", product_path(r, in->id), at));
}

static int save(struct req *r, const struct product *was)
{
	struct product_in in;
	struct fields f;
	fields_init(&f, r);
	product_form_read(&f, was, &in);
	int rc = product_form_pictures(&f, &in);
	if (rc < 0)
		return rc;
	if (f.errors.n)
		return product_form_show(&f, was, &in, NULL, 422);
	rc = product_form_write(r, &in);
	if (rc == ERR_CONFLICT && was)
		return stale(&f, &in);
	if (rc == ERR_INVALID) {
		if (!was)
			in.id = 0;
		if (in.n_missing)
			product_ready_errors(&f, &in);
		else
			field_error(&f, "",
				tr("These options would make too many variants: at "
				   "most 200."));
		return product_form_show(&f, was, &in, NULL, 422);
	}
	return rc < 0 ? rc : saved(r, &in, was == NULL);
}

/* POST /admin/products */
int admin_product_create(struct req *r)
{
	return save(r, NULL);
}

/* POST /admin/products/:id */
int admin_product_save(struct req *r)
{
	struct product p;
	int rc = product_of(r, &p);
	return rc < 0 ? rc : save(r, &p);
}

/* POST /admin/products/:id/archive: undone from the list */
int admin_product_archive(struct req *r)
{
	struct product p;
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	if (strcmp(p.status, "archived") != 0) {
		struct product_head head = {.status = "archived"};
		rc = product_update(&r->cx, p.id, 0, &head);
		if (rc < 0)
			return rc;
	}
	return resp_redirect(r,
		strcmp(p.status, "archived") == 0
			? "/admin/products"
			: arena_printf(r->cx.arena,
				  "/admin/products?undo=%lld%c",
				  (long long)p.id,
				  strcmp(p.status, "active") == 0 ? 'a' : 'd'));
}

/* POST /admin/products/:id/restore */
int admin_product_restore(struct req *r)
{
	struct product p;
	int rc = product_of(r, &p);
	if (rc < 0)
		return rc;
	const char *was = req_form_param(r, "was");
	bool active = was && strcmp(was, "active") == 0;
	if (strcmp(p.status, "archived") == 0) {
		struct product_in in = {.id = p.id};
		rc = active ? product_ready_block(r, &in) : OK;
		if (rc < 0 && rc != ERR_INVALID)
			return rc;
		/* what is not ready comes back hidden */
		struct product_head head = {
			.status = active && rc == OK ? "active" : "draft"};
		rc = product_update(&r->cx, p.id, 0, &head);
		if (rc < 0)
			return rc;
	}
	flash_set(r, tr("The product is back."));
	return resp_redirect(r, product_path(r, p.id));
}
