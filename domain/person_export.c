/* All that the shop holds of a person, as a zip: a table a file, twice: JSON
 * for programs, CSV for spreadsheets. */
#include "domain/person_in.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/conf.h"
#include "lib/csv.h"
#include "lib/err.h"
#include "lib/image.h"
#include "lib/json.h"
#include "lib/log.h"
#include "lib/money.h"

enum { COLUMNS_MAX = 40, PICTURES_MAX = 200 };

struct column {
	const char *name;
	char kind; /* of person_table.columns; 's' text */
};

struct packing {
	struct cx *cx;
	const struct person *who;
	struct person_keys keys;
	zip_t *zip;
	struct buf readme;
};

/* ---- a file in the zip ---- */

/* The zip reads it when it is closed: the arena keeps it until then. */
static int file_add(struct packing *p, const char *name, const struct buf *b)
{
	const char *bytes = arena_strndup(
		p->cx->arena, b->p ? b->p : "", b->len);
	zip_source_t *source = zip_source_buffer(p->zip, bytes, b->len, 0);
	if (!source)
		return ERR_INTERNAL;
	if (zip_file_add(p->zip, name, source, ZIP_FL_ENC_UTF_8) >= 0)
		return OK;
	zip_source_free(source);
	return ERR_INTERNAL;
}

/* ---- values ---- */

static size_t columns_read(
	struct arena *a, const char *text, struct column *out)
{
	size_t n = 0;
	while (*text) {
		size_t len = strcspn(text, " ");
		char *name = arena_strndup(a, text, len);
		char *colon = strchr(name, ':');
		if (n == COLUMNS_MAX)
			abort();
		out[n].kind = 's';
		if (colon) {
			out[n].kind = colon[1];
			*colon = '\0';
		}
		out[n++].name = name;
		text += len + (text[len] == ' ');
	}
	return n;
}

static const char *day_text(struct arena *a, int64_t day)
{
	return arena_printf(a, "%04" PRId64 "-%02" PRId64 "-%02" PRId64,
		day / 10000, day / 100 % 100, day % 100);
}

/* As people read it: amounts "12.50", times in the shop's zone. */
static const char *value_text(struct arena *a, char kind, const char *raw)
{
	int64_t n = raw ? strtoll(raw, NULL, 10) : 0;
	if (!raw)
		return NULL;
	switch (kind) {
	case 'm':
		return money_plain(a, money(n));
	case 't':
		return clock_format(a, "en", CLOCK_ISO, n);
	case 'd':
		return n ? day_text(a, n) : NULL;
	case 'b':
		return n ? "true" : "false";
	default:
		return raw;
	}
}

static json_t *value_json(struct arena *a, char kind, const char *raw)
{
	const char *text = value_text(a, kind, raw);
	json_t *j;
	if (!text)
		return json_null();
	switch (kind) {
	case 'i':
		return json_integer(strtoll(text, NULL, 10));
	case 'b':
		return json_boolean(*text == 't');
	case 'j':
		j = json_loads(text, 0, NULL);
		return j ? j : json_string(text);
	default:
		return json_string(text);
	}
}

static void value_csv(struct arena *a, struct buf *out, bool first, char kind,
	const char *raw)
{
	const char *text = value_text(a, kind, raw);
	if (!text)
		text = "";
	if (kind == 's' || kind == 'j')
		csv_text(out, first, text);
	else
		csv_cell(out, first, text);
}

/* ---- a table ---- */

struct rows {
	struct buf json, csv;
	size_t n;
};

static void csv_head(struct buf *out, const struct column *columns, size_t n)
{
	buf_adds(out, "\xef\xbb\xbf"); /* so that spreadsheets see UTF-8 */
	for (size_t i = 0; i < n; i++)
		csv_cell(out, i == 0, columns[i].name);
	buf_adds(out, "\r\n");
}

static int row_add(struct arena *a, struct db_stmt *q,
	const struct column *columns, size_t n, struct rows *out)
{
	json_t *j = json_object();
	for (size_t i = 0; i < n; i++) {
		const char *raw = db_next_text(q, a);
		json_object_set_new(j, columns[i].name,
			value_json(a, columns[i].kind, raw));
		value_csv(a, &out->csv, i == 0, columns[i].kind, raw);
	}
	buf_adds(&out->csv, "\r\n");
	buf_adds(&out->json, out->n++ ? ",\n" : "[\n");
	const char *text = json_text(a, j);
	if (!text)
		return ERR_INTERNAL;
	buf_adds(&out->json, text);
	return OK;
}

static int rows_read(
	struct packing *p, const struct person_table *t, struct rows *out)
{
	struct column columns[COLUMNS_MAX];
	struct arena *a = arena_new();
	size_t n = columns_read(p->cx->arena, t->columns, columns);
	struct db_stmt *q = t->read(p->cx->db);
	person_bind(p->cx, q, p->who, &p->keys);
	csv_head(&out->csv, columns, n);
	int rc, added = OK;
	while ((rc = db_step(q)) > 0) {
		added = row_add(a, q, columns, n, out);
		arena_clear(a);
		if (added < 0)
			break;
	}
	db_done(q);
	arena_free(a);
	return added < 0 ? added : rc;
}

static int table_add(struct packing *p, const struct person_table *t)
{
	struct arena *a = p->cx->arena;
	struct rows rows = {.n = 0};
	int rc = rows_read(p, t, &rows);
	if (rc == OK && rows.n > 0) {
		buf_adds(&rows.json, "\n]\n");
		rc = file_add(
			p, arena_printf(a, "%s.json", t->file), &rows.json);
		if (rc == OK)
			rc = file_add(p, arena_printf(a, "%s.csv", t->file),
				&rows.csv);
		buf_addf(&p->readme, "%s.json, %s.csv: %s (%zu)\r\n", t->file,
			t->file, tr(t->title), rows.n);
	}
	buf_release(&rows.json);
	buf_release(&rows.csv);
	return rc;
}

/* ---- pictures of reviews ---- */

TABLE_SQL(pictures_read,
	"SELECT DISTINCT m.sha256, m.widths FROM review_media r"
	" JOIN media m ON m.id = r.media WHERE m.state = 'ready'"
	" AND m.sha256 IS NOT NULL AND r.review IN" THEIR_REVIEWS);

static void picture_add(
	struct packing *p, const char *sha256, const char *widths)
{
	static const char *const kinds[] = {"jpg", "webp", "avif", NULL};
	struct arena *a = p->cx->arena;
	const char *last = strrchr(widths, ' ');
	for (size_t i = 0; kinds[i]; i++) {
		const char *path = arena_printf(a, "%s/media/%s-%s.%s",
			p->cx->conf->dir, image_stem(a, sha256),
			last ? last + 1 : widths, kinds[i]);
		if (access(path, R_OK) != 0)
			continue;
		zip_source_t *s = zip_source_file(p->zip, path, 0, -1);
		if (s && zip_file_add(p->zip,
				 arena_printf(a, "pictures/%.16s.%s", sha256,
					 kinds[i]),
				 s, ZIP_FL_ENC_UTF_8) < 0)
			zip_source_free(s);
		return;
	}
}

static int pictures_add(struct packing *p)
{
	struct cx *cx = p->cx;
	struct db_stmt *q = pictures_read(cx->db);
	const char *shas[PICTURES_MAX], *widths[PICTURES_MAX];
	size_t n = 0;
	int rc;
	person_bind(cx, q, p->who, &p->keys);
	while ((rc = db_step(q)) > 0 && n < PICTURES_MAX) {
		shas[n] = db_next_text(q, cx->arena);
		widths[n++] = db_next_text(q, cx->arena);
	}
	if (rc > 0) { /* read to the end of the row before leaving it */
		db_next_text(q, cx->arena);
		db_next_text(q, cx->arena);
		rc = OK;
	}
	db_done(q);
	for (size_t i = 0; rc == OK && cx->conf && i < n; i++)
		picture_add(p, shas[i], widths[i]);
	if (n > 0)
		buf_addf(&p->readme, "pictures: %s (%zu)\r\n",
			tr("Pictures of your reviews"), n);
	return rc;
}

/* ---- the zip ---- */

static void readme_begin(struct packing *p)
{
	struct cx *cx = p->cx;
	buf_addf(&p->readme, "%s\r\n\r\n",
		arena_printf(cx->arena, tr("What %s knows of you, %s"),
			setting_get(cx, "shop.name"),
			clock_format(cx->arena, cx->locale, CLOCK_DATETIME,
				cx->now)));
	buf_addf(&p->readme, "%s\r\n%s\r\n%s\r\n\r\n",
		tr("Each list is there twice: .json for programs, .csv for "
		   "spreadsheets."),
		tr("Passwords, keys and card numbers are not among it: the "
		   "shop keeps them so that nobody can read them, or not at "
		   "all."),
		tr("Sums are in the currency of the order, VAT included."));
}

static int all_add(struct packing *p)
{
	int rc = person_keys(p->cx, p->who, &p->keys);
	readme_begin(p);
	for (const struct person_table *t = person_tables; rc == OK && t->file;
		t++)
		rc = table_add(p, t);
	if (rc == OK)
		rc = pictures_add(p);
	return rc == OK ? file_add(p, "readme.txt", &p->readme) : rc;
}

static int source_read(zip_source_t *source, struct buf *out)
{
	enum { STEP = 64 * 1024 };
	if (zip_source_open(source) < 0)
		return ERR_INTERNAL;
	zip_int64_t n = 0;
	do {
		out->len += (size_t)n;
		n = zip_source_read(source, buf_room(out, STEP), STEP);
	} while (n > 0);
	zip_source_close(source);
	*buf_room(out, 1) = '\0';
	return n < 0 ? ERR_INTERNAL : OK;
}

int person_export(struct cx *cx, const struct person *who, struct buf *out)
{
	struct packing p = {.cx = cx, .who = who};
	zip_error_t why;
	zip_error_init(&why);
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
	p.zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, &why)
		       : NULL;
	zip_error_fini(&why);
	if (!p.zip) {
		if (source)
			zip_source_free(source);
		return ERR_INTERNAL;
	}
	zip_source_keep(source);
	int rc = all_add(&p);
	buf_release(&p.readme);
	if (rc < 0) {
		zip_discard(p.zip);
	} else if (zip_close(p.zip) < 0) {
		log_error("event=person_export problem=\"%s\"",
			zip_strerror(p.zip));
		zip_discard(p.zip);
		rc = ERR_INTERNAL;
	}
	if (rc == OK)
		rc = source_read(source, out);
	zip_source_free(source);
	return rc;
}
