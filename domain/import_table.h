#ifndef DOMAIN_IMPORT_TABLE_H
#define DOMAIN_IMPORT_TABLE_H

#include "domain/import.h"
#include "lib/csv.h"

/*
 * A CSV file as an importer reads it: the header apart, bytes that are not
 * UTF-8 and rows of another length noted with their line, empty lines left
 * out.
 */
struct import_table {
	struct csv_row header; /* names trimmed; n 0: the file is empty */
	struct buf rows;       /* of struct csv_row */
};

/* delimiter 0: the one of comma, semicolon and tab that the first line has
 * most of.  Counts r->rows. */
void import_table_read(struct cx *cx, const char *text, size_t n,
	char delimiter, struct import_table *t, struct import_report *r);
void import_table_release(struct import_table *t);

/* "a, b" grows by a name; for the report's list of unused columns. */
void import_ignored(struct cx *cx, struct import_report *r, const char *name);

/* Items between delimiters, "\," being a comma in an item; trimmed, empty
 * ones left out. */
const char **import_list(
	struct arena *a, const char *text, char delimiter, size_t *n);

#endif
