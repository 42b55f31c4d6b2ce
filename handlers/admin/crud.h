#ifndef HANDLERS_ADMIN_CRUD_H
#define HANDLERS_ADMIN_CRUD_H

#include "domain/table.h"
#include "handlers/admin/admin.h"
#include "handlers/admin/fields.h"

/*
 * The pages of simple things: a list with sorts, filters, search and actions
 * on what is chosen; a form per row; leaving, and coming back.  A thing is
 * data: what its table is (domain/desk.h) and in which words it is shown.
 * docs/contributing.md, "An entity with simple admin pages", says how to add
 * one.  One hook, check, is all: what wants a second gets its own handler.
 */
enum crud_kind {
	CRUD_LINE,
	CRUD_LINES,
	CRUD_MARKDOWN, /* with a preview */
	CRUD_EMAIL,
	CRUD_INT,
	CRUD_MONEY,   /* minor units */
	CRUD_RATE,    /* basis points, shown as per cent; "" is none */
	CRUD_DAY,     /* YYYYMMDD */
	CRUD_CHOICE,  /* one of choices */
	CRUD_CHECK,   /* "0" or "1" */
	CRUD_COLOUR,  /* "" or "#rrggbb" */
	CRUD_PICTURE, /* id of a picture or "" */
	CRUD_FIND,    /* a thing of the shop or a path: domain/desk.h */
};

/* One question of a form.  max: characters, or the largest number. */
struct crud_field {
	const char *name;         /* of the table's field; NULL ends */
	const char *label, *hint; /* N_() marked; hint may be NULL */
	enum crud_kind kind;
	int64_t max;
	bool required;
	int rows;
	const struct ask_choice *choices;
	/* choices that rows of the shop give, {NULL} ended; instead of those */
	const struct ask_choice *(*options)(struct req *r);
};

/* A card of the form.  fold: closed until it is wanted. */
struct crud_group {
	const char *title; /* N_() marked; NULL ends */
	const char *hint;  /* or NULL */
	const struct crud_field *fields;
	bool side, fold;
};

/* A column of the list, in the order of the table's. */
enum crud_cell {
	CELL_TEXT,
	CELL_NUMBER,
	CELL_MONEY,
	CELL_TIME, /* UTC ms */
	CELL_DAY,  /* YYYYMMDD */
	CELL_RATE,
	CELL_CHOICE,
	CELL_YES, /* "0" or "1" */
	CELL_SWATCH,
};
struct crud_column {
	const char *label; /* N_() marked; NULL ends */
	enum crud_cell kind;
	const char *sort; /* code of the table's sort, or NULL */
	const struct ask_choice *choices;
	bool narrow; /* shown on phones too */
};

struct crud_chip {
	const char *show, *label; /* label N_() marked; NULL ends */
};

/* "%ld product uses it." and its plural, of one of the table's ties. */
struct crud_tie {
	const char *one, *many;
};

/* Rows edited within the form: table->parts. */
struct crud_parts {
	const char *title, *hint;
	const struct crud_field *words, *fields;
	int fresh; /* empty rows to fill in */
};

struct resource {
	const char *code; /* of addresses and the navigation: "brands" */
	const struct table *table;
	const char *heading; /* the field that names a row */
	/* N_() marked words, the first five and `away` needed */
	const char *title, *fresh,
		*add;                   /* "Brands", "New brand", "Add brand" */
	const char *find;               /* "Find a brand" */
	const char *empty, *empty_text; /* what to do first */
	const char *about;              /* above the list, or NULL */
	const char *away;             /* what archiving or removing one means */
	const char *locked;           /* why a row can only be read */
	const char *clash;            /* "“%s” is there already." */
	const char *shop;             /* where the slug leads: "/b/", or NULL */
	const char *link, *link_text; /* elsewhere, where to look; or NULL */
	const struct crud_column *columns;
	const struct crud_chip *chips; /* the usual one first */
	const struct crud_group *groups;
	const char *words_title;
	const struct crud_field *words; /* per language, or NULL */
	const struct crud_parts *parts;
	const struct crud_tie *ties;
	const struct ask_choice *acts; /* of the table's, or NULL */
	/* What one row alone cannot know; row may be changed, errors are told
	 * by field_error.  was NULL: a new row. */
	int (*check)(struct fields *f, const struct table_row *was,
		struct table_row *row);
};

extern const struct resource brand_resource;
extern const struct resource attribute_resource;
extern const struct resource size_guide_resource;
extern const struct resource synonym_resource;
extern const struct resource redirect_resource;
extern const struct resource tax_rate_resource;
extern const struct resource vat_number_resource;
extern const struct resource customer_group_resource;
extern const struct resource location_resource;
extern const struct resource delivery_zone_resource;
extern const struct resource delivery_method_resource;
extern const struct resource closed_day_resource;
extern const struct resource interest_resource;
/* {NULL} ended; the tests walk over it. */
extern const struct resource *const resources[];

/* Of "/admin/brands/12": never NULL on the routes of ADMIN_THINGS. */
const struct resource *resource_of(const struct req *r);

/* The handlers of all of them: www/routes.c. */
int crud_list(struct req *r);
int crud_bulk(struct req *r);
int crud_new(struct req *r);
int crud_create(struct req *r);
int crud_row(struct req *r);
int crud_save(struct req *r);
int crud_archive_ask(struct req *r);
int crud_archive(struct req *r);

/* Within handlers/admin/crud*.c from here on. */

/* What was posted, as the table holds it; was: what it holds now. */
const char *crud_read(struct fields *f, const struct crud_field *c,
	const char *suffix, const char *was);
/* What the table holds, as people write it. */
const char *crud_plain(
	struct req *r, const struct crud_field *c, const char *stored);
int crud_show(struct tpl *t, const char *slot, struct fields *f,
	const struct crud_field *c, const char *suffix, const char *stored);
bool crud_posts_files(const struct resource *res);

enum crud_mode { CRUD_EDIT, CRUD_PREVIEW, CRUD_STALE };
int crud_form(struct fields *f, const struct resource *res,
	const struct table_row *row, enum crud_mode mode, int status);

int crud_parts_show(struct tpl *t, struct fields *f, const struct resource *res,
	const struct table_row *row);
void crud_parts_read(struct fields *f, const struct resource *res,
	const struct table_row *was, struct table_row *row);

/* The name of a row, for headings; "" when it has none. */
const char *crud_name(const struct req *r, const struct resource *res,
	const struct table_row *row);
const char *crud_path(struct req *r, const struct resource *res, int64_t id);

/* What an audit row of a thing says, for admin_log_in; arg: its resource. */
const char *crud_words(struct req *r, const void *arg, const char *json);

/* The words of a choice, else the value itself. */
const char *crud_choice(const struct ask_choice *choices, const char *value);

/* The rows that a list's form chose; at most ADMIN_PAGE. */
size_t crud_chosen(const struct req *r, int64_t *ids);

#endif
