#ifndef DOMAIN_TABLE_IN_H
#define DOMAIN_TABLE_IN_H

/* Between domain/table*.c only. */
#include "domain/table.h"

size_t table_width(const struct table_field *fields);
const char **table_blanks(struct cx *cx, size_t n);
const char **table_read(struct cx *cx, struct db_stmt *q, size_t n);

/* Bind what the statement takes of id, rev and the moment. */
void table_bind_row(struct cx *cx, struct db_stmt *q, int64_t id, int64_t rev);
void table_bind_fields(struct cx *cx, struct db_stmt *q,
	const struct table_field *fields, const char *const *values);

int table_words_get(struct cx *cx, table_sql *get,
	const struct table_field *fields, int64_t id,
	const char **words[TR_LANGS]);
/* Those that differ from was; was NULL: all that are not empty. */
int table_words_put(struct cx *cx, table_sql *put,
	const struct table_field *fields, int64_t id,
	const char **const words[TR_LANGS], const char **const was[TR_LANGS]);

int table_parts_get(struct cx *cx, const struct table_parts *p, int64_t id,
	struct table_part **out, size_t *n);
int table_parts_put(struct cx *cx, const struct table_parts *p,
	const struct table_row *row, const struct table_row *was);

/*
 * Both rows as JSON objects, of the fields in which they differ; without
 * before, or without after, all of the other one.  false: nothing differs.
 */
bool table_json(struct cx *cx, const struct table *t,
	const struct table_row *before, const struct table_row *after,
	const char **was, const char **is);
/* A whole row of table_json read again.  ERR_NOT_FOUND: it is not one. */
int table_from_json(struct cx *cx, const struct table *t, const char *json,
	struct table_row *out);

#endif
