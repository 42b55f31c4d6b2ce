#include "domain/profile_json.h"

#include "domain/profile_told.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/json.h"

static json_t *when(struct cx *cx, int64_t ms)
{
	return ms ? json_string(clock_format(cx->arena, "en", CLOCK_ISO, ms))
		  : json_null();
}

static int told_add(struct cx *cx, const char *subject, json_t *to)
{
	struct profile_told t;
	int rc = profile_told_get(cx, subject, &t);
	if (rc < 0)
		return rc;
	json_object_set_new(to, "told",
		json_pack("{s:b, s:s, s:s, s:s, s:I, s:I, s:o}", "suggestions",
			t.personal, "list_order", t.list_order, "call_name",
			t.call_name, "tone", t.tone, "birth_month",
			(json_int_t)t.birth_month, "birth_day",
			(json_int_t)t.birth_day, "asked",
			when(cx, t.asked_ms)));
	return OK;
}

static int items_add(struct cx *cx, const char *subject, json_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT i.product, coalesce(t.name, ''), i.views, i.viewed_ms,"
		" i.carts, i.carted_ms, i.orders, i.units, i.ordered_ms,"
		" i.returned, i.removed_ms FROM profile_item i"
		" LEFT JOIN product_text t ON t.product = i.product"
		"  AND t.locale = :root"
		" WHERE i.subject = :subject ORDER BY i.touched_ms DESC,"
		" i.product");
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":subject", subject);
	json_t *list = json_array();
	int rc;
	while ((rc = db_step(q)) > 0) {
		json_t *o = json_object();
		json_object_set_new(o, "product", json_integer(db_next_int(q)));
		json_object_set_new(
			o, "name", json_string(db_next_text(q, cx->arena)));
		json_object_set_new(o, "views", json_integer(db_next_int(q)));
		json_object_set_new(o, "viewed", when(cx, db_next_int(q)));
		json_object_set_new(
			o, "cart_adds", json_integer(db_next_int(q)));
		json_object_set_new(o, "cart_added", when(cx, db_next_int(q)));
		json_object_set_new(o, "orders", json_integer(db_next_int(q)));
		json_object_set_new(o, "units", json_integer(db_next_int(q)));
		json_object_set_new(o, "ordered", when(cx, db_next_int(q)));
		json_object_set_new(
			o, "returned", json_integer(db_next_int(q)));
		json_object_set_new(o, "removed", when(cx, db_next_int(q)));
		json_array_append_new(list, o);
	}
	db_done(q);
	json_object_set_new(to, "products", list);
	return rc < 0 ? rc : OK;
}

static int events_add(struct cx *cx, const char *subject, json_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT e.at_ms, e.kind, coalesce(e.product, 0),"
		" coalesce(t.name, ''), e.channel, e.rail, e.words"
		" FROM event e LEFT JOIN product_text t"
		"  ON t.product = e.product AND t.locale = :root"
		" WHERE e.subject = :subject ORDER BY e.id");
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":subject", subject);
	json_t *list = json_array();
	int rc;
	while ((rc = db_step(q)) > 0) {
		json_t *o = json_object();
		json_object_set_new(o, "at", when(cx, db_next_int(q)));
		json_object_set_new(
			o, "kind", json_string(db_next_text(q, cx->arena)));
		json_object_set_new(o, "product", json_integer(db_next_int(q)));
		json_object_set_new(
			o, "name", json_string(db_next_text(q, cx->arena)));
		json_object_set_new(
			o, "channel", json_string(db_next_text(q, cx->arena)));
		json_object_set_new(
			o, "shelf", json_string(db_next_text(q, cx->arena)));
		json_object_set_new(
			o, "words", json_string(db_next_text(q, cx->arena)));
		json_array_append_new(list, o);
	}
	db_done(q);
	json_object_set_new(to, "events", list);
	return rc < 0 ? rc : OK;
}

static int hides_add(struct cx *cx, const char *subject, json_t *to)
{
	struct profile_hidden *all;
	size_t n = 0;
	int rc = profile_hidden_list(cx, subject, &all, &n);
	json_t *list = json_array();
	for (size_t i = 0; rc == OK && i < n; i++)
		json_array_append_new(list,
			json_pack("{s:s, s:s, s:s, s:o}", "kind", all[i].kind,
				"what", all[i].what, "name", all[i].name,
				"since", when(cx, all[i].at_ms)));
	json_object_set_new(to, "not_interested", list);
	return rc;
}

static int likes_add(struct cx *cx, const char *subject, json_t *to)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT l.at_ms, coalesce(nullif(x.name, ''), c.name, b.name,"
		" v.name, '') FROM profile_like l"
		" JOIN interest i ON i.id = l.interest"
		" LEFT JOIN interest_text x ON x.interest = i.id"
		"  AND x.locale = :root"
		" LEFT JOIN category_text c ON c.category = i.category"
		"  AND c.locale = :root"
		" LEFT JOIN brand b ON b.id = i.brand"
		" LEFT JOIN attribute_value_text v"
		"  ON v.attribute_value = i.attribute_value"
		"  AND v.locale = :root"
		" WHERE l.subject = :subject ORDER BY l.interest");
	db_bind_text(q, ":root", cx->root);
	db_bind_text(q, ":subject", subject);
	json_t *list = json_array();
	int rc;
	while ((rc = db_step(q)) > 0) {
		json_t *o = json_object();
		json_object_set_new(o, "since", when(cx, db_next_int(q)));
		json_object_set_new(
			o, "name", json_string(db_next_text(q, cx->arena)));
		json_array_append_new(list, o);
	}
	db_done(q);
	json_object_set_new(to, "likes", list);
	return rc < 0 ? rc : OK;
}

int profile_json(struct cx *cx, const char *subject, const char **out)
{
	static int (*const parts[])(
		struct cx * cx, const char *subject, json_t *to) = {
		told_add, items_add, events_add, hides_add, likes_add};
	json_t *all = json_object();
	int rc = OK;
	*out = NULL;
	for (size_t i = 0; rc == OK && i < sizeof(parts) / sizeof(*parts); i++)
		rc = parts[i](cx, subject, all);
	if (rc < 0) {
		json_decref(all);
		return rc;
	}
	*out = json_text(cx->arena, all);
	return *out ? OK : ERR_INTERNAL;
}
