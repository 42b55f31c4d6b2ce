/* Several products at once: for sale, hidden, archived; and back again. */
#include "handlers/admin/products.h"

#include <stdlib.h>
#include <string.h>

#include "handlers/admin/admin.h"
#include "handlers/admin/crud.h"
#include "handlers/admin/product_form.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/tr.h"

/* "12a.15d": products with the state that they had, in the address after a
 * change and in the form that undoes it. */
static const char *const states[] = {"active", "draft", "archived"};

static const char *state_of(char letter)
{
	for (size_t i = 0; i < 3; i++)
		if (letter == "adx"[i])
			return states[i];
	return NULL;
}

static char letter_of(const char *state)
{
	for (size_t i = 0; i < 3; i++)
		if (strcmp(states[i], state) == 0)
			return "adx"[i];
	return 'd';
}

struct change {
	int64_t id;
	const char *to;
};

static size_t changes_of(const char *text, struct change *out)
{
	size_t n = 0;
	while (text && n < ADMIN_PAGE && *text >= '0' && *text <= '9') {
		char *end;
		out[n].id = strtoll(text, &end, 10);
		out[n].to = *end ? state_of(*end++) : NULL;
		if (out[n].to)
			n++;
		text = *end == '.' ? end + 1 : end;
	}
	return n;
}

static size_t changes_chosen(
	const struct req *r, const char *what, struct change *out)
{
	int64_t ids[ADMIN_PAGE];
	size_t n = crud_chosen(r, ids);
	if (strcmp(what, "undo") == 0)
		return changes_of(req_form_param(r, "was"), out);
	for (size_t i = 0; i < n; i++)
		out[i] = (struct change){ids[i], what};
	return n;
}

struct done {
	const char *was;  /* what was changed, for undo */
	const char *kept; /* what is not ready to sell, "12.15" */
};

static int change(struct req *r, const struct change *c, struct done *d)
{
	struct arena *a = r->cx.arena;
	struct product p;
	int rc = product_get_any(&r->cx, c->id, &p);
	if (rc == ERR_NOT_FOUND || (rc == OK && !strcmp(p.status, c->to)))
		return OK;
	if (rc < 0)
		return rc;
	struct product_in in = {.id = p.id};
	if (strcmp(c->to, "active") == 0)
		rc = product_ready_block(r, &in);
	if (rc == ERR_INVALID) {
		d->kept = arena_printf(a, "%s%s%lld", d->kept,
			*d->kept ? "." : "", (long long)p.id);
		return OK;
	}
	struct product_head head = {.status = c->to};
	if (rc == OK)
		rc = product_update(&r->cx, p.id, 0, &head);
	d->was = arena_printf(a, "%s%s%lld%c", d->was, *d->was ? "." : "",
		(long long)p.id, letter_of(p.status));
	return rc;
}

static bool known(const char *what)
{
	return strcmp(what, "undo") == 0 || strcmp(what, "active") == 0 ||
	       strcmp(what, "draft") == 0 || strcmp(what, "archived") == 0;
}

/* POST /admin/products/bulk; do: a state, or undo */
int admin_products_bulk(struct req *r)
{
	struct change list[ADMIN_PAGE];
	struct done d = {"", ""};
	const char *what = req_form_param(r, "do");
	struct products_view v = products_view_of(r, true);
	if (!what || !known(what))
		return ERR_BAD;
	bool undo = strcmp(what, "undo") == 0;
	size_t n = changes_chosen(r, what, list);
	int rc = db_begin(r->cx.db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < n; i++)
		rc = change(r, &list[i], &d);
	rc = db_end(r->cx.db, rc);
	if (rc < 0)
		return rc;
	if (!*d.was && !*d.kept)
		flash_set(r, tr("Nothing was changed."));
	else if (undo && *d.was)
		flash_set(r, tr("Undone."));
	return resp_redirect(
		r, arena_printf(r->cx.arena, "%s%s%s%s%s", products_href(r, &v),
			   *d.was && !undo ? "&undo=" : "", undo ? "" : d.was,
			   *d.kept ? "&kept=" : "", d.kept));
}

/* ---- afterwards ---- */

static const char *undo_words(struct arena *a, const char *state, long n)
{
	if (strcmp(state, "active") == 0)
		return arena_printf(a,
			tr_n("%ld product is for sale now.",
				"%ld products are for sale now.", n),
			n);
	if (strcmp(state, "archived") == 0)
		return arena_printf(a,
			tr_n("%ld product is archived and no longer in the "
			     "shop.",
				"%ld products are archived and no longer in "
				"the shop.",
				n),
			n);
	return arena_printf(a,
		tr_n("%ld product is hidden now.",
			"%ld products are hidden now.", n),
		n);
}

static int kept_show(struct tpl *t, struct req *r)
{
	struct tpl *s = NULL;
	const char *text = req_query_param(r, "kept");
	for (size_t n = 0;
		text && n < ADMIN_PAGE && *text >= '0' && *text <= '9'; n++) {
		char *end;
		struct product p;
		int rc = product_get_any(&r->cx, strtoll(text, &end, 10), &p);
		if (rc < 0 && rc != ERR_NOT_FOUND)
			return rc;
		text = *end == '.' ? end + 1 : end;
		if (rc < 0 || strcmp(p.status, "active") == 0)
			continue;
		s = s ? s : tpl_section(t, "KEPT");
		struct tpl *row = tpl_section(s, "KEPT_ROW");
		tpl_textf(row, "ID", "%lld", (long long)p.id);
		tpl_text(row, "NAME",
			*p.name ? p.name : tr("Product without a name"));
	}
	return OK;
}

int products_undo_show(struct tpl *t, struct req *r)
{
	struct change list[ADMIN_PAGE];
	const char *was = req_query_param(r, "undo"), *now = NULL;
	size_t n = changes_of(was, list);
	long changed = 0;
	for (size_t i = 0; i < n; i++) {
		struct product p;
		int rc = product_get_any(&r->cx, list[i].id, &p);
		if (rc < 0 && rc != ERR_NOT_FOUND)
			return rc;
		if (rc < 0 || strcmp(p.status, list[i].to) == 0)
			continue;
		now = p.status;
		changed++;
	}
	if (changed) {
		struct tpl *s = tpl_section(t, "UNDO");
		tpl_text(s, "UNDO_WAS", was);
		tpl_text(s, "UNDO_TEXT", undo_words(r->cx.arena, now, changed));
	}
	return kept_show(t, r);
}
