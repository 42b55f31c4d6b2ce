/* Every simple thing of the admin: its statements, its pages, and what
 * happens to whatever is typed into them.  In one file because each test
 * walks over the same things with the same forms. */
#include "tests/admin.h"

#include <stdlib.h>
#include <string.h>

#include "domain/desk.h"
#include "domain/redirect.h"
#include "domain/table_in.h"
#include "handlers/admin/crud.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "tests/orders.h"

enum { FORM_MAX = 64 };

/* A form that is right, for each thing. */
static const struct good {
	const char *code;
	struct param form[14];
} goods[] = {
	{"brands", {{"name", "Lehto"}, {"maker_name", "Lehto Oy"},
			   {"description_en", "Since 1911."}, {NULL, NULL}}},
	{"attributes", {{"kind", "text"}, {"name_en", "Material"},
			       {"name_fi", "Materiaali"}, {"facet", "1"},
			       {"position", "3"}, {"new0_name_en", "Oak"},
			       {"new0_swatch", "#a37850"},
			       {"new1_name_en", "Birch"}, {NULL, NULL}}},
	{"size-guides", {{"name", "Mugs"}, {"title_en", "How large?"},
				{"body_en", "| A | B |\n|---|---|\n| 1 | 2 |"},
				{NULL, NULL}}},
	{"customer-groups",
		{{"name", "Trade"}, {"name", "Trade"}, {NULL, NULL}}},
	{"synonyms", {{"locale", "en"}, {"term", "beaker"}, {"means", "mug"},
			     {"both_ways", "1"}, {NULL, NULL}}},
	{"redirects", {{"path", "/products/Kide-Mug/"}, {"leads", "address"},
			      {"leads_address", "/c/table"}, {NULL, NULL}}},
	{"tax-rates", {{"tax_class", "reduced"}, {"country", "fi"},
			      {"from_day", "2027-07-01"}, {"rate_bp", "13,5"},
			      {NULL, NULL}}},
	{"vat-numbers",
		{{"vat_id", "se 556703-7485 01"}, {"company", "Lehto AB"},
			{"email_norm", "Buyer@Lehto.example"},
			{"state", "valid"}, {"note", "WAPIAAAA"},
			{NULL, NULL}}},
	{"locations",
		{{"name", "Espoo"}, {"street", "Länsituulentie 8"},
			{"postal", "02100"}, {"city", "Espoo"}, {"pickup", "1"},
			{"position", "2"}, {NULL, NULL}}},
	{"zones", {{"name", "Åland"}, {"position", "3"}, {"new0_country", "fi"},
			  {"new0_postal_from", "22"}, {"new1_country", "SE"},
			  {NULL, NULL}}},
	{"delivery", {{"name", "Van"}, {"zone", "1"}, {"kind", "parcel"},
			     {"price_by", "weight"}, {"location", "0"},
			     {"days_min", "1"}, {"days_max", "3"},
			     {"label_en", "By van"}, {"new0_upto", "1000"},
			     {"new0_amount_minor", "4,90"}, {"active", "1"},
			     {NULL, NULL}}},
	{"closed-days",
		{{"day", "2027-07-09"}, {"name", "Stocktaking"}, {NULL, NULL}}},
	{"interests",
		{{"category", "1"}, {"name_en", "Mugs"}, {"question", "2"},
			{"position", "1"}, {"brand", ""},
			{"attribute_value", ""}, {NULL, NULL}}},
	{NULL, {{NULL, NULL}}},
};

static const struct good *good_of(const struct resource *res)
{
	const struct good *g = goods;
	while (g->code && strcmp(g->code, res->code) != 0)
		g++;
	if (!g->code) {
		printf("# no form for %s\n", res->code);
		abort();
	}
	return g;
}

/* The good form with one value other, and the revision. */
static const struct param *form_of(struct cx *cx, const struct resource *res,
	const char *name, const char *value, int64_t rev)
{
	struct param *out = ARENA_ARRAY(cx->arena, struct param, FORM_MAX);
	size_t n = 0;
	if (name)
		out[n++] = (struct param){name, value};
	for (const struct param *p = good_of(res)->form; p->name; p++)
		if (!name || strcmp(p->name, name) != 0)
			out[n++] = *p;
	out[n++] = (struct param){
		"rev", arena_printf(cx->arena, "%lld", (long long)rev)};
	return out;
}

/* What an interest stands for. */
static void category_here(struct cx *cx)
{
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO category (id, position) VALUES (1, 1)"
		" ON CONFLICT (id) DO NOTHING;"
		"INSERT INTO category_text (category, locale, name)"
		" VALUES (1, 'en', 'Mugs')"
		" ON CONFLICT (category, locale) DO NOTHING"));
}

static struct req ask(struct cx *cx, const struct resource *res,
	const char *tail, const struct param *form, int64_t id)
{
	struct param *path = ARENA_ARRAY(cx->arena, struct param, 2);
	path[0] = (struct param){
		"id", arena_printf(cx->arena, "%lld", (long long)id)};
	if (res == &interest_resource)
		category_here(cx);
	struct req r = admin_req(cx, form, path);
	r.path = arena_printf(cx->arena, "/admin/%s%s", res->code, tail);
	return r;
}

static int64_t newest(struct cx *cx, const struct resource *res)
{
	int64_t id = 0;
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT max(entity_id) FROM audit WHERE entity = :entity");
	db_bind_text(q, ":entity", res->table->entity);
	if (db_one(q) == OK)
		id = db_next_int(q);
	db_done(q);
	return id;
}

static int64_t audits(struct cx *cx, const struct resource *res)
{
	int64_t n = 0;
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT count(*) FROM audit WHERE entity = :entity");
	db_bind_text(q, ":entity", res->table->entity);
	if (db_one(q) == OK)
		n = db_next_int(q);
	db_done(q);
	return n;
}

static int64_t made(struct cx *cx, const struct resource *res)
{
	struct req r = ask(cx, res, "", form_of(cx, res, NULL, NULL, 0), 0);
	CHECK_OK(crud_create(&r));
	if (r.status != 303)
		printf("# %s: %s\n", res->code, admin_body(&r));
	CHECK_INT(r.status, 303);
	return newest(cx, res);
}

static struct table_row row_of(
	struct cx *cx, const struct resource *res, int64_t id)
{
	struct table_row row;
	CHECK_OK(table_get(cx, res->table, id, &row));
	return row;
}

static const char *words_of(
	struct cx *cx, const struct resource *res, const struct table_row *row)
{
	const char *before, *after;
	struct table_row plain = *row;
	plain.rev = 0;
	table_json(cx, res->table, &plain, NULL, &before, &after);
	return before;
}

static void statements_prepare(struct cx *cx, table_sql *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i])
			CHECK(all[i](cx->db) != NULL);
}

static void every_statement_prepares(struct cx *cx)
{
	for (const struct resource *const *res = resources; *res; res++) {
		const struct table *t = (*res)->table;
		table_sql *const all[] = {t->count, t->find, t->insert,
			t->update, t->clash, t->archive, t->restore, t->remove,
			t->reinsert, t->words_get, t->words_put};
		statements_prepare(cx, all, sizeof(all) / sizeof(all[0]));
		for (const struct table_sort *s = t->sorts; s->code; s++)
			statements_prepare(
				cx, (table_sql *const[]){s->up, s->down}, 2);
		for (size_t i = 0; t->ties && t->ties[i]; i++)
			statements_prepare(cx, &t->ties[i], 1);
		for (const struct table_act *a = t->acts; a && a->code; a++)
			statements_prepare(cx, &a->sql, 1);
		const struct table_parts *p = t->parts;
		if (!p)
			continue;
		table_sql *const parts[] = {p->list, p->insert, p->update,
			p->remove, p->words_get, p->words_put, p->words_remove};
		statements_prepare(cx, parts, sizeof(parts) / sizeof(parts[0]));
	}
}

/* What a descriptor promises in two places agrees. */
static void descriptors_are_whole(struct cx *cx)
{
	(void)cx;
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		size_t n = 0, ties = 0;
		while (d->columns[n].label)
			n++;
		CHECK_INT(n, d->table->columns);
		while (d->ties && d->ties[ties].one)
			ties++;
		for (size_t i = 0; i < ties; i++)
			CHECK(d->table->ties[i] != NULL);
		CHECK(d->title && d->fresh && d->add && d->find && d->empty &&
			d->empty_text && d->away);
		CHECK(!d->table->clash || d->clash);
		CHECK(d->table->archive
				? d->table->restore != NULL
				: d->table->remove && d->table->reinsert);
		for (const struct crud_group *g = d->groups; g->title; g++)
			for (const struct crud_field *c = g->fields; c->name;
				c++)
				CHECK(table_field(d->table->fields, c->name) >=
					0);
		for (const struct crud_field *c = d->words; c && c->name; c++)
			CHECK(table_field(d->table->words, c->name) >= 0);
	}
}

static void list_opens(struct cx *cx, const struct resource *res,
	const char *show, const char *sort, const char *dir)
{
	struct req r = ask(cx, res, "", NULL, 0);
	const struct param query[] = {{"show", show}, {"sort", sort},
		{"dir", dir}, {"q", "'\"<script>%_"}, {NULL, NULL}};
	r.query = query;
	CHECK_OK(crud_list(&r));
	CHECK_INT(r.status, 200);
	CHECK(!admin_shows(&r, "<script>%_"));
	const struct param all[] = {
		{"show", show}, {"sort", sort}, {"dir", dir}, {NULL, NULL}};
	r = ask(cx, res, "", NULL, 0);
	r.query = all;
	CHECK_OK(crud_list(&r));
	CHECK_INT(r.status, 200);
}

static void every_page_opens(struct cx *cx)
{
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		list_opens(cx, d, "", d->table->sorts[0].code, "up");
		int64_t id = made(cx, d);
		for (const struct crud_chip *c = d->chips; c->label; c++)
			for (const struct table_sort *s = d->table->sorts;
				s->code; s++) {
				list_opens(cx, d, c->show, s->code, "up");
				list_opens(cx, d, c->show, s->code, "down");
			}
		struct req r = ask(cx, d, "/new", NULL, 0);
		CHECK_OK(crud_new(&r));
		CHECK_INT(r.status, 200);
		r = ask(cx, d, "/1", NULL, id);
		CHECK_OK(crud_row(&r));
		CHECK(admin_shows(&r, "name=\"rev\" value=\"1\""));
		CHECK(admin_shows(&r, "Created"));
		r = ask(cx, d, "/1/archive", NULL, id);
		CHECK_OK(crud_archive_ask(&r));
		CHECK_INT(r.status, 200);
		r = ask(cx, d, "/9", NULL, 999999);
		CHECK_INT(crud_row(&r), ERR_NOT_FOUND);
	}
}

/* What people and programs type into forms. */
static const char *const hostile[] = {"", " ", "<script>alert(1)</script>",
	"\"'><img src=x onerror=alert(1)>", "'; DROP TABLE brand; --",
	"1 OR 1=1", "-1", "0", "99999999999999999999999999",
	"-9223372036854775808", "1e9", "NaN", "javascript:alert(1)",
	"//evil.example/", "/\\evil.example", "product:1",
	"product:99999999999999999", "page:-1", "category:1; x", "2027-13-45",
	"0000-00-00", "9999-12-31", "#12345g", "{{TOKEN}}",
	"{{%AUTOESCAPE context=\"HTML\"}}", "[[x]]", "%s%n%s", "\xc2\xa0",
	"\xef\xbb\xbfx", "a\tb\nc\rd", "\xf0\x9f\x8d\xb5\xe2\x80\xae",
	"../../etc/passwd", NULL};

static const char *longest(struct cx *cx)
{
	char *s = arena_alloc(cx->arena, 10001);
	memset(s, 'x', 10000);
	return s;
}

/* Created or saved or refused beside the field; never broken or raw. */
static void survives(struct cx *cx, const struct resource *res,
	const char *name, const char *value, int64_t id)
{
	int64_t before = audits(cx, res);
	int64_t rev = row_of(cx, res, id).rev;
	const struct param *form = form_of(cx, res, name, value, rev);
	struct req r = ask(cx, res, "/1", form, id);
	int rc = crud_save(&r);
	bool fine = rc == OK &&
		    (r.status == 303 || r.status == 422 ||
			    (r.status == 200 && !strcmp(name, "do")));
	if (!fine)
		printf("# %s: %s = %.40s: rc %d, status %d\n", res->code, name,
			value, rc, r.status);
	CHECK(fine);
	CHECK(!admin_shows(&r, "<script>alert"));
	CHECK(!admin_shows(&r, "<img src=x"));
	int64_t now = row_of(cx, res, id).rev;
	CHECK_INT(audits(cx, res) - before, now - rev);
	CHECK(now == rev || r.status == 303);
	if (r.status == 422)
		CHECK(admin_shows(&r, "class=\"errors\""));
	CHECK(!db_is_busy(cx->db));
	if (now != rev) {
		r = ask(cx, res, "/1", NULL, id);
		CHECK_OK(crud_row(&r));
		CHECK(!admin_shows(&r, "<script>alert"));
		CHECK(!admin_shows(&r, "<img src=x"));
	}
	/* and a new one */
	r = ask(cx, res, "", form, 0);
	CHECK_OK(crud_create(&r));
	CHECK(!admin_shows(&r, "<script>alert"));
	CHECK(!db_is_busy(cx->db));
}

static void attacked(
	struct cx *cx, const struct resource *res, const char *name, int64_t id)
{
	for (const char *const *v = hostile; *v; v++)
		survives(cx, res, name, *v, id);
	survives(cx, res, name, longest(cx), id);
}

static void every_field_survives_hostile_values(struct cx *cx)
{
	struct arena *a = cx->arena;
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		int64_t id = made(cx, d);
		for (const struct crud_group *g = d->groups; g->title; g++)
			for (const struct crud_field *c = g->fields; c->name;
				c++) {
				attacked(cx, d, c->name, id);
				if (c->kind == CRUD_PICTURE)
					attacked(cx, d,
						arena_printf(
							a, "%s_kept", c->name),
						id);
				if (c->kind != CRUD_FIND)
					continue;
				attacked(cx, d,
					arena_printf(a, "%s_address", c->name),
					id);
			}
		for (const struct crud_field *c = d->words; c && c->name; c++)
			for (int l = 0; l < TR_LANGS; l++)
				attacked(cx, d,
					arena_printf(a, "%s_%s", c->name,
						tr_langs[l].code),
					id);
		attacked(cx, d, "do", id);
		if (!d->parts)
			continue;
		attacked(cx, d, "new0_name_en", id);
		attacked(cx, d, "new0_name_fi", id);
		attacked(cx, d, "new0_swatch", id);
		attacked(cx, d, "new0_position", id);
		attacked(cx, d, "v1_name_en", id);
		attacked(cx, d, "v1_swatch", id);
		attacked(cx, d, "v99999_gone", id);
	}
}

/* Bytes that are no UTF-8 never come so far as a form. */
static void broken_bytes_are_no_form(struct cx *cx)
{
	static const char *const broken[] = {"name=%ff", "name=%c3%28",
		"name=%ed%a0%80", "name=%00", "name=%f0%28%8c%bc", NULL};
	for (const char *const *s = broken; *s; s++)
		CHECK(!params_decode(cx->arena, *s, strlen(*s)));
}

static void another_revision_is_shown_and_loses_nothing(struct cx *cx)
{
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		int64_t id = made(cx, d);
		int64_t before = audits(cx, d);
		struct table_row row = row_of(cx, d, id);
		const char *stored = words_of(cx, d, &row);
		static const char *const revs[] = {"0", "-1", "2", "999", "x",
			"9999999999999999999", NULL};
		for (const char *const *rev = revs; *rev; rev++) {
			struct param *form = (struct param *)form_of(cx, d,
				good_of(d)->form[1].name, "Typed by me", 0);
			for (struct param *p = form; p->name; p++)
				if (strcmp(p->name, "rev") == 0)
					p->value = *rev;
			struct req r = ask(cx, d, "/1", form, id);
			CHECK_OK(crud_save(&r));
			CHECK(r.status == 409 || r.status == 422);
			if (r.status == 409) {
				CHECK(admin_shows(&r, "Typed by me"));
				CHECK(admin_shows(&r, "Somebody saved this"));
				CHECK(admin_shows(
					&r, "name=\"rev\" value=\"1\""));
			}
		}
		row = row_of(cx, d, id);
		CHECK_STR(words_of(cx, d, &row), stored);
		CHECK_INT(audits(cx, d), before);
	}
}

static void what_was_put_away_comes_back_the_same(struct cx *cx)
{
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		int64_t id = made(cx, d);
		struct table_row row = row_of(cx, d, id);
		const char *was = words_of(cx, d, &row);
		const struct param none[] = {{"token", ""}, {NULL, NULL}};
		struct req r = ask(cx, d, "/1/archive", none, id);
		CHECK_OK(crud_archive(&r));
		CHECK_INT(r.status, 303);
		CHECK_STR(r.location,
			arena_printf(cx->arena, "/admin/%s?undo=%lld", d->code,
				(long long)id));
		int rc = table_get(cx, d->table, id, &row);
		CHECK(d->table->archive ? row.archived_ms > 0
					: rc == ERR_NOT_FOUND);

		const char *text = arena_printf(
			cx->arena, "%lld", (long long)id);
		const struct param query[] = {{"undo", text}, {NULL, NULL}};
		r = ask(cx, d, "", NULL, 0);
		r.query = query;
		CHECK_OK(crud_list(&r));
		CHECK(admin_shows(&r, ">Undo</button>"));
		const struct param undo[] = {
			{"do", "restore"}, {"row", text}, {NULL, NULL}};
		r = ask(cx, d, "/bulk", undo, 0);
		CHECK_OK(crud_bulk(&r));
		CHECK_INT(r.status, 303);
		row = row_of(cx, d, id);
		CHECK_STR(words_of(cx, d, &row), was);
		CHECK_INT(audits(cx, d), 3);
		/* Undone once more: nothing. */
		r = ask(cx, d, "/bulk", undo, 0);
		CHECK_OK(crud_bulk(&r));
		CHECK_INT(audits(cx, d), 3);
	}
}

static void bulk_takes_what_is_there_and_no_more(struct cx *cx)
{
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		const char *id = arena_printf(
			cx->arena, "%lld", (long long)made(cx, d));
		const struct param form[] = {{"do", "archive"}, {"row", id},
			{"row", "99999"}, {"row", "-1"}, {"row", "1 OR 1=1"},
			{"row", ""}, {NULL, NULL}};
		struct req r = ask(cx, d, "/bulk", form, 0);
		CHECK_OK(crud_bulk(&r));
		CHECK_INT(audits(cx, d), 2);
		const struct param odd[] = {
			{"do", "no such"}, {"row", id}, {NULL, NULL}};
		r = ask(cx, d, "/bulk", odd, 0);
		CHECK_INT(crud_bulk(&r), ERR_INVALID);
		CHECK_INT(audits(cx, d), 2);
	}
}

static void the_same_again_writes_nothing(struct cx *cx)
{
	for (const struct resource *const *res = resources; *res; res++) {
		const struct resource *d = *res;
		if (d->parts) /* its form has new values in it */
			continue;
		int64_t id = made(cx, d);
		struct table_row row = row_of(cx, d, id);
		if (table_field(d->table->fields, "slug") >= 0)
			continue;
		struct req r = ask(
			cx, d, "/1", form_of(cx, d, NULL, NULL, row.rev), id);
		CHECK_OK(crud_save(&r));
		CHECK_INT(r.status, 303);
		CHECK_INT(audits(cx, d), 1);
	}
}

static const struct resource *called(const char *code)
{
	const struct resource *const *res = resources;
	while (strcmp((*res)->code, code) != 0)
		res++;
	return *res;
}

static void a_rate_whose_day_has_come_is_not_brought_back(struct cx *cx)
{
	const struct resource *d = called("tax-rates");
	int64_t id = made(cx, d), done = 0;
	CHECK_OK(table_retire(cx, d->table, &id, 1, &done));
	CHECK_INT(done, 1);
	int64_t now = cx->now;
	cx->now += 20000 * MS_DAY;
	CHECK_OK(table_revive(cx, d->table, &id, 1, &done));
	CHECK_INT(done, 0);
	CHECK_INT(audits(cx, d), 2);
	cx->now = now;
	CHECK_OK(table_revive(cx, d->table, &id, 1, &done));
	CHECK_INT(done, 1);
}

static int64_t address_put(struct cx *cx, const char *path, const char *to)
{
	const struct param form[] = {{"path", path}, {"leads", "address"},
		{"leads_address", to}, {NULL, NULL}};
	struct req r = ask(cx, called("redirects"), "", form, 0);
	CHECK_OK(crud_create(&r));
	return r.status;
}

static const char *leads(struct cx *cx, const char *path)
{
	const char *to = NULL;
	return redirect_find(cx, path, &to) == OK ? to : "nowhere";
}

static void old_addresses_do_not_go_round(struct cx *cx)
{
	CHECK_INT(address_put(cx, "/a", "/a/"), 422);
	CHECK_INT(address_put(cx, "/a", "/A"), 422);
	CHECK_INT(address_put(cx, "/a", "//evil.example/"), 422);
	CHECK_INT(address_put(cx, "/a", "/\\evil.example/"), 422);
	CHECK_INT(address_put(cx, "/a", "https://evil.example/"), 422);
	CHECK_INT(address_put(cx, "/a", "/B/"), 303);
	CHECK_STR(leads(cx, "/a"), "/B/");
	CHECK_INT(address_put(cx, "/b", "/a"), 422);
	/* as an import or an undo may bring it all the same */
	CHECK_OK(redirect_put(cx, &(struct redirect){.path = "/b",
					  .kind = "address",
					  .address = "/A/",
					  .source = "shopify"}));
	CHECK_STR(leads(cx, "/a"), "nowhere");
	CHECK_STR(leads(cx, "/b/"), "nowhere");
}

static void what_an_address_leads_to_is_found_by_its_code(struct cx *cx)
{
	struct desk_target *found;
	size_t n;
	int64_t product;
	test_product(cx, (struct test_product){.slug = "mug",
				 .name = "Kide mug",
				 .sku = "KIDE-SEA",
				 .product = &product});
	CHECK_OK(desk_targets(cx, "de-sea", &found, &n));
	CHECK_INT(n, 1);
	CHECK_STR(found[0].code,
		arena_printf(cx->arena, "product:%lld", (long long)product));
	CHECK_OK(desk_targets(cx, "mug", &found, &n));
	CHECK_INT(n, 1);
	CHECK_OK(desk_targets(cx, "KIDE-CLAY", &found, &n));
	CHECK_INT(n, 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"a rate whose day has come is not brought back",
			a_rate_whose_day_has_come_is_not_brought_back},
		{"old addresses do not go round",
			old_addresses_do_not_go_round},
		{"what an address leads to is found by its code",
			what_an_address_leads_to_is_found_by_its_code},
		{"every statement prepares", every_statement_prepares},
		{"descriptors are whole", descriptors_are_whole},
		{"every page opens", every_page_opens},
		{"every field survives hostile values",
			every_field_survives_hostile_values},
		{"broken bytes are no form", broken_bytes_are_no_form},
		{"another revision is shown and loses nothing",
			another_revision_is_shown_and_loses_nothing},
		{"what was put away comes back the same",
			what_was_put_away_comes_back_the_same},
		{"bulk takes what is there and no more",
			bulk_takes_what_is_there_and_no_more},
		{"the same again writes nothing",
			the_same_again_writes_nothing},
		{NULL, NULL},
	});
}
