#ifndef DOMAIN_IMPORT_PUOTI_H
#define DOMAIN_IMPORT_PUOTI_H

#include "domain/import_table.h"

/* Puoti's own CSV: between import_puoti*.c.  docs/import.md has the columns. */
struct puoti_column {
	const char *name;
	size_t place;
};

struct puoti_file {
	struct cx *cx;
	struct import_report *report;
	struct import_table table;
	struct puoti_column *columns; /* by name */
	size_t n;
	int64_t number;      /* of this import: stock movements refer to it */
	bool at_home;        /* pictures' bytes may be fetched */
	struct buf products; /* of struct puoti_product */
};

/* Rows of one product, one after the other. */
struct puoti_product {
	const struct csv_row *rows;
	size_t n;
	int64_t id;
	bool is_new, same; /* same: the shop says what the file says */
};

/* A cell as it stands, or NULL when the file has no such column; _in: of a
 * language's column, "name_fi"; _nth: of an option's, "option2_code". */
const char *puoti_cell(const struct puoti_file *f, const struct csv_row *row,
	const char *name);
const char *puoti_cell_in(const struct puoti_file *f, const struct csv_row *row,
	const char *name, const char *locale);

/* Note what is wrong with a cell. */
void puoti_bad(const struct puoti_file *f, const struct csv_row *row,
	const char *column, const char *what);

/* Numbers and times; false, with the note made, when it is none.  An absent
 * or empty cell leaves *out alone. */
bool puoti_int(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t min, int64_t max, int64_t *out);
bool puoti_decimal(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int places, int64_t *out);
bool puoti_time(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t *ms);
bool puoti_day(const struct puoti_file *f, const struct csv_row *row,
	const char *column, int64_t *day);
int64_t puoti_time_read(const char *text); /* -1: none */

/* A cell's lines with "\\n" and "\\\\" read back; *n 0: none. */
const char **puoti_lines(
	const struct puoti_file *f, const char *cell, size_t *n);

/* The product of a slug in the root language; 0: none. */
int puoti_find(const struct puoti_file *f, const char *slug, int64_t *id);

/* First walk: head, words, categories, pictures. */
int puoti_head_apply(struct puoti_file *f, struct puoti_product *p);
int puoti_words_apply(struct puoti_file *f, const struct puoti_product *p);
int puoti_pictures_apply(struct puoti_file *f, const struct puoti_product *p);
int puoti_categories_apply(struct puoti_file *f, const struct puoti_product *p);
int puoti_status_apply(struct puoti_file *f, const struct puoti_product *p);
int puoti_variants_apply(struct puoti_file *f, const struct puoti_product *p);
int puoti_prices_apply(struct puoti_file *f, const struct csv_row *row,
	int64_t product, int64_t variant);
int puoti_picture(const struct puoti_file *f, const struct csv_row *row,
	const char *cell, int64_t *media);

/* Second walk, when all products are there. */
int puoti_attributes_apply(struct puoti_file *f, const struct puoti_product *p);
int puoti_links_apply(struct puoti_file *f, const struct puoti_product *p);

#endif
