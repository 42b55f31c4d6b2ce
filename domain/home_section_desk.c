/* Sections of the home page as the owner writes them. */
#include "domain/home_section.h"

#include <string.h>

#include "domain/audit.h"
#include "domain/catalogue.h"
#include "lib/arena.h"
#include "lib/db.h"
#include "lib/err.h"

#define SECTION_COLUMNS                                           \
	"s.id, s.rev, s.kind, coalesce(s.segment, 0),"            \
	" coalesce(s.category, 0), coalesce(s.media, 0), s.link," \
	" s.position, s.active, coalesce(s.starts_ms, 0),"        \
	" coalesce(s.ends_ms, 0),"                                \
	" coalesce(nullif(t.title, ''), r.title, ''),"            \
	" coalesce(nullif(t.body, ''), r.body, ''),"              \
	" coalesce(nullif(t.button, ''), r.button, '')"           \
	" FROM home_section s"                                    \
	" LEFT JOIN home_section_text t"                          \
	"  ON t.home_section = s.id AND t.locale = :locale"       \
	" LEFT JOIN home_section_text r"                          \
	"  ON r.home_section = s.id AND r.locale = :root"

static void read_row(struct cx *cx, struct db_stmt *q, struct home_section *s)
{
	struct arena *a = cx->arena;
	*s = (struct home_section){.id = db_next_int(q)};
	s->rev = db_next_int(q);
	s->kind = db_next_text(q, a);
	s->segment = db_next_int(q);
	s->category = db_next_int(q);
	s->media = db_next_int(q);
	s->link = db_next_text(q, a);
	s->position = db_next_int(q);
	s->active = db_next_int(q);
	s->starts_ms = db_next_int(q);
	s->ends_ms = db_next_int(q);
	s->words.title = db_next_text(q, a);
	s->words.body = db_next_text(q, a);
	s->words.button = db_next_text(q, a);
	for (int l = 0; l < TR_LANGS; l++)
		s->texts[l] = (struct home_words){"", "", ""};
}

int home_section_list(struct cx *cx, struct home_section **out, size_t *n)
{
	*out = NULL;
	*n = 0;
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT " SECTION_COLUMNS " ORDER BY s.position, s.id");
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc;
	while ((rc = db_step(q)) > 0) {
		*out = arena_grow(cx->arena, *out, *n, sizeof(**out));
		read_row(cx, q, &(*out)[(*n)++]);
	}
	db_done(q);
	return rc;
}

static int read_texts(struct cx *cx, struct home_section *s)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT locale, title, body, button FROM home_section_text"
		" WHERE home_section = :id");
	db_bind_int(q, ":id", s->id);
	int rc;
	while ((rc = db_step(q)) > 0) {
		int lang = tr_lang_index(db_next_text(q, cx->arena));
		struct home_words w;
		w.title = db_next_text(q, cx->arena);
		w.body = db_next_text(q, cx->arena);
		w.button = db_next_text(q, cx->arena);
		if (lang >= 0)
			s->texts[lang] = w;
	}
	db_done(q);
	return rc;
}

int home_section_get(struct cx *cx, int64_t id, struct home_section *out)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "SELECT " SECTION_COLUMNS " WHERE s.id = :id");
	db_bind_int(q, ":id", id);
	db_bind_text(q, ":locale", cx->locale);
	db_bind_text(q, ":root", cx->root);
	int rc = db_one(q);
	if (rc == OK)
		read_row(cx, q, out);
	db_done(q);
	return rc == OK ? read_texts(cx, out) : rc;
}

static void bind(struct db_stmt *q, const struct home_section *s)
{
	db_bind_int(q, ":id", s->id);
	db_bind_text(q, ":kind", s->kind);
	db_bind_or_null(q, ":segment", s->segment);
	db_bind_or_null(q, ":category", s->category);
	db_bind_or_null(q, ":media", s->media);
	db_bind_text(q, ":link", s->link);
	db_bind_int(q, ":position", s->position);
	db_bind_int(q, ":active", s->active);
	db_bind_or_null(q, ":starts", s->starts_ms);
	db_bind_or_null(q, ":ends", s->ends_ms);
}

/* A number of a counter: the audit of one that is gone is not another's. */
static int insert(struct cx *cx, struct home_section *s)
{
	int64_t changed = 0;
	int rc = counter_next(cx, "home_section", &s->id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO home_section (id, kind, segment, category, media,"
		" link, position, active, starts_ms, ends_ms)"
		" SELECT CAST(:id AS BIGINT), CAST(:kind AS TEXT),"
		" CAST(:segment AS BIGINT), CAST(:category AS BIGINT),"
		" CAST(:media AS BIGINT), CAST(:link AS TEXT),"
		" CAST(:position AS BIGINT), CAST(:active AS BIGINT),"
		" CAST(:starts AS BIGINT), CAST(:ends AS BIGINT)"
		" WHERE (SELECT count(*) FROM home_section) < :max");
	bind(q, s);
	db_bind_int(q, ":max", HOME_SECTIONS_MAX);
	rc = db_exec(q, &changed);
	return rc == OK && !changed ? ERR_INVALID : rc;
}

static int write_row(struct cx *cx, struct home_section *s)
{
	if (!s->id)
		return insert(cx, s);
	struct db_stmt *q = DB_SQL(cx->db,
		"UPDATE home_section SET kind = :kind, segment = :segment,"
		" category = :category, media = :media, link = :link,"
		" position = :position, active = :active,"
		" starts_ms = :starts, ends_ms = :ends, rev = rev + 1"
		" WHERE id = :id AND rev = :rev");
	bind(q, s);
	db_bind_int(q, ":rev", s->rev);
	return db_exec_one(q);
}

static int drop_texts(struct cx *cx, int64_t id)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"DELETE FROM home_section_text WHERE home_section = :id");
	db_bind_int(q, ":id", id);
	return db_exec(q, NULL);
}

static int write_texts(struct cx *cx, const struct home_section *s)
{
	int rc = drop_texts(cx, s->id);
	for (int l = 0; rc == OK && l < TR_LANGS; l++) {
		const struct home_words *w = &s->texts[l];
		if (!*w->title && !*w->body && !*w->button)
			continue;
		struct db_stmt *q = DB_SQL(cx->db,
			"INSERT INTO home_section_text (home_section, locale,"
			" title, body, button)"
			" VALUES (:id, :locale, :title, :body, :button)");
		db_bind_int(q, ":id", s->id);
		db_bind_text(q, ":locale", tr_langs[l].code);
		db_bind_text(q, ":title", w->title);
		db_bind_text(q, ":body", w->body);
		db_bind_text(q, ":button", w->button);
		rc = db_exec(q, NULL);
	}
	return rc;
}

static const char *told(struct cx *cx, const struct home_section *s)
{
	const char *title = "";
	for (int l = TR_LANGS - 1; l >= 0; l--)
		if (s->texts[l].title && *s->texts[l].title)
			title = s->texts[l].title;
	return audit_json(cx->arena, "kind", s->kind, "title", title, "segment",
		arena_printf(cx->arena, "%lld", (long long)s->segment),
		"active", s->active ? "1" : "0", NULL);
}

static int save(struct cx *cx, struct home_section *s)
{
	struct home_section was = *s;
	bool fresh = !s->id;
	int rc = fresh ? OK : home_section_get(cx, s->id, &was);
	if (rc == OK)
		rc = write_row(cx, s);
	if (rc == OK)
		rc = write_texts(cx, s);
	if (rc == OK)
		rc = catalogue_touch(cx);
	if (rc == OK)
		rc = audit_add(cx, "home_section", s->id,
			fresh ? "create" : "update",
			fresh ? NULL : told(cx, &was), told(cx, s));
	return rc;
}

int home_section_save(struct cx *cx, struct home_section *s)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, save(cx, s));
}

static int drop(struct cx *cx, int64_t id)
{
	struct home_section was = {.kind = ""};
	int rc = home_section_get(cx, id, &was);
	if (rc == OK)
		rc = drop_texts(cx, id);
	if (rc < 0)
		return rc;
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM home_section WHERE id = :id");
	db_bind_int(q, ":id", id);
	rc = db_exec_one(q);
	if (rc == OK)
		rc = catalogue_touch(cx);
	return rc == OK ? audit_add(cx, "home_section", id, "delete",
				  told(cx, &was), NULL)
			: rc;
}

int home_section_delete(struct cx *cx, int64_t id)
{
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	return db_end(cx->db, drop(cx, id));
}
