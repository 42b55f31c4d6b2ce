#ifndef DOMAIN_TABLE_H
#define DOMAIN_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/cx.h"
#include "lib/db.h"
#include "lib/tr.h"

/*
 * Rows that the owner edits one by one: brands, attributes, size guides,
 * redirects, tax rates.  Such a table is data (domain/desk_*.c): its columns
 * and its statements, each a literal.  What is the same for all of them is
 * written once, here: a row is saved only over the revision that was read, in
 * one transaction with its words, its parts and its audit row.
 *
 * In this interface every value is text as the database shows it: "12" for a
 * number, "" for NULL.
 */

/* A statement as a function, so that a table can name it. */
typedef struct db_stmt *table_sql(struct db *db);
#define TABLE_SQL(name, sql)                       \
	static struct db_stmt *name(struct db *db) \
	{                                          \
		return DB_SQL(db, sql);            \
	}                                          \
	struct db_stmt

enum table_type {
	TABLE_TEXT,
	TABLE_INT,         /* "" is 0 */
	TABLE_INT_OR_NULL, /* "" is NULL */
	TABLE_KEY,         /* the field before it in lower case, made here */
	TABLE_SHOWN,       /* found and told of, never written */
	TABLE_SLUG,        /* the current slug in the root language */
};

/* A column; statements that write bind it as ":name". */
struct table_field {
	const char *name; /* NULL ends */
	enum table_type type;
};

/*
 * Rows below a row, edited with it: the values of an attribute.
 * list: ":id" -> id, uses, fields; uses: how many rows elsewhere name it.
 * insert: ":owner", fields -> id.  update: ":id", ":owner", fields.
 * remove: ":id", ":owner"; must not remove one in use; words_remove goes
 * before it: ":id".  Without words their list is empty and their statements
 * NULL; the first field then names the row.
 */
struct table_parts {
	const struct table_field *fields, *words;
	table_sql *list, *insert, *update, *remove;
	table_sql *words_get, *words_put, *words_remove;
};

struct table_sort {
	const char *code; /* NULL ends; the first is the order unasked */
	table_sql *up, *down;
};

/* What a list does to the rows that were chosen, besides putting them away:
 * ":id". */
struct table_act {
	const char *code; /* NULL ends */
	table_sql *sql;
};

/*
 * count and the sorts take ":show" (a filter's code, "" the usual), ":find"
 * (lower case, "" all), ":limit", ":offset" and, as they like, ":typed" (what
 * to find as it was typed), ":locale", ":root", ":now", ":today"; a sort gives
 * id, archived_ms or 0, and `columns` texts.
 *
 * find: ":id" -> id, rev, archived_ms or 0, locked, fields.  A locked row can
 * be read only.  insert: fields -> id.  update: ":id", ":rev", fields; counts
 * rev up.  archive, restore: ":id" and, as they like, ":now".  A table
 * without archive has remove (":id") and reinsert (":id", ":rev", fields):
 * its rows come back from the audit.  Any of them may take ":now", ":today".
 * clash: fields, ":id" -> how many others are too alike.
 */
struct table {
	const char *entity;    /* in the audit: "brand" */
	const char *slug_kind; /* with a field of TABLE_SLUG */
	const char *slug_from; /* the field it is made of when empty */
	const char *clash_field;
	const struct table_field *fields;
	const struct table_field *words; /* per language; NULL: none */
	const struct table_parts *parts; /* NULL: none */
	const struct table_sort *sorts;
	size_t columns;
	table_sql *count, *find, *insert, *update, *clash;
	table_sql *archive, *restore, *remove, *reinsert;
	table_sql *words_get, *words_put; /* ":id", ":locale", words */
	table_sql *const *ties;       /* ":id" -> a number each; NULL ends */
	const struct table_act *acts; /* NULL: none */
	/* what else must follow a change, in the same transaction */
	int (*after)(struct cx *cx, int64_t id);
};

struct table_part {
	int64_t id, uses;             /* 0: a new one */
	bool remove;                  /* when saved */
	const char **values;          /* in the order of parts->fields */
	const char **words[TR_LANGS]; /* in the order of tr_langs */
};

struct table_row {
	int64_t id, rev, archived_ms;
	bool locked;
	const char **values;          /* of a list: its columns */
	const char **words[TR_LANGS]; /* NULL: leave that language alone */
	struct table_part *parts;
	size_t n_parts;
};

/* Which rows of a list, in which order. */
struct table_view {
	const char *show, *find, *sort;
	bool down;
	int64_t offset, limit;
};
int table_list(struct cx *cx, const struct table *t,
	const struct table_view *view, struct table_row **out, size_t *n);
int table_count(struct cx *cx, const struct table *t,
	const struct table_view *view, int64_t *n);

/* A row with its words, nothing falling back, and its parts; the archived
 * too.  ERR_NOT_FOUND. */
int table_get(struct cx *cx, const struct table *t, int64_t id,
	struct table_row *out);
/* An empty row to fill in: every value "". */
void table_blank(struct cx *cx, const struct table *t, struct table_row *out);
void table_blank_part(
	struct cx *cx, const struct table_parts *p, struct table_part *out);

/*
 * Write row over the revision row->rev; id 0 makes a new one and sets it.
 * Nothing differs: nothing is written.  Audited, touches the catalogue.
 * ERR_CONFLICT: another revision, archived or locked meanwhile.  ERR_INVALID:
 * *clash names the field that another row has alike.
 */
int table_save(struct cx *cx, const struct table *t, struct table_row *row,
	const char **clash);

/* Take rows out of use, or bring them back; *done: how many were.  Those
 * that cannot are left alone. */
int table_retire(struct cx *cx, const struct table *t, const int64_t *ids,
	size_t n, int64_t *done);
int table_revive(struct cx *cx, const struct table *t, const int64_t *ids,
	size_t n, int64_t *done);

/* Do one of t->acts to rows.  ERR_INVALID: there is none of that code. */
int table_do(struct cx *cx, const struct table *t, const char *code,
	const int64_t *ids, size_t n, int64_t *done);

/* What depends on a row, in the order of t->ties. */
int table_ties(
	struct cx *cx, const struct table *t, int64_t id, int64_t *counts);

/* Place of a field by name, or -1; its value, which must exist. */
int table_field(const struct table_field *fields, const char *name);
const char *table_value(
	const struct table *t, const struct table_row *row, const char *name);
void table_set(const struct table *t, struct table_row *row, const char *name,
	const char *value);

/* The words of parts that have none. */
extern const struct table_field table_no_words[];

#endif
