/* puoti recommend rank: orders and cases from files. */
#include "cli/rank.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/recommend.h"
#include "domain/import_run.h"
#include "lib/buf.h"
#include "lib/csv.h"
#include "lib/err.h"

enum { COLUMNS_MAX = 5 };

/* Where a file's columns are, and what is wrong with it. */
struct file {
	struct rank *r;
	const char *const *columns; /* ended by NULL */
	size_t at[COLUMNS_MAX];
	void (*fn)(struct file *f, const char **cell);
	bool is_open; /* the header has been read */
	char wrong[120];
	int64_t line;
};

static int complain(struct file *f, const char *what, const char *about)
{
	snprintf(f->wrong, sizeof(f->wrong), "%s%s", what, about);
	return ERR_INVALID;
}

static int header_read(struct file *f, const struct csv_row *row)
{
	for (size_t c = 0; f->columns[c]; c++) {
		size_t i = 0;
		while (i < row->n && strcmp(row->cell[i], f->columns[c]) != 0)
			i++;
		if (i == row->n)
			return complain(f, "no column ", f->columns[c]);
		f->at[c] = i;
	}
	f->is_open = true;
	return OK;
}

static int row_read(void *arg, const struct csv_row *row)
{
	struct file *f = arg;
	const char *cell[COLUMNS_MAX];
	f->line = row->line;
	if (!f->is_open)
		return header_read(f, row);
	for (size_t c = 0; f->columns[c]; c++) {
		if (f->at[c] >= row->n)
			return complain(f, "too few cells: no ", f->columns[c]);
		cell[c] = row->cell[f->at[c]];
	}
	f->fn(f, cell);
	return *f->wrong ? ERR_INVALID : OK;
}

static int file_load(struct file *f, const char *path)
{
	struct buf b = {0};
	const char *why = "";
	int64_t line = 0;
	errno = 0;
	if (!import_file_read(path, &b)) {
		buf_release(&b);
		return cli_fail("recommend", "%s: %s", path,
			errno ? strerror(errno) : "not a file of that kind");
	}
	int rc = csv_read(f->r->arena, b.p ? b.p : "", b.len, ',', row_read, f,
		&line, &why);
	buf_release(&b);
	if (rc == OK && !f->is_open)
		return cli_fail("recommend", "%s: it is empty", path);
	if (rc == OK)
		return 0;
	return cli_fail("recommend", "%s, line %lld: %s", path,
		(long long)(*f->wrong ? f->line : line),
		*f->wrong ? f->wrong : why);
}

/* Seconds since 1970. */
static bool time_read(const char *text, int64_t *ms)
{
	enum { DIGITS_MAX = 11 };
	size_t n = strlen(text);
	if (n == 0 || n > DIGITS_MAX || strspn(text, "0123456789") != n)
		return false;
	*ms = strtoll(text, NULL, 10) * 1000;
	return true;
}

static void order_line(struct file *f, const char **cell)
{
	struct rank *r = f->r;
	int64_t ms;
	if (!time_read(cell[0], &ms)) {
		complain(f, "a time is seconds since 1970, not ", cell[0]);
		return;
	}
	if (!*cell[1] || !*cell[3] || strchr(cell[3], ' ')) {
		complain(f, "a line needs a basket and an item without spaces",
			"");
		return;
	}
	uint32_t basket = tally_put(r->arena, &r->baskets, cell[1]);
	if (basket == r->n_lots) {
		r->lots = arena_grow(
			r->arena, r->lots, r->n_lots, sizeof(*r->lots));
		r->lots[r->n_lots++] = (struct rank_lot){.at_ms = ms};
	}
	struct rank_lot *lot = &r->lots[basket];
	if (ms < lot->at_ms)
		lot->at_ms = ms;
	if (lot->customer == 0 && *cell[2])
		lot->customer = 1 + tally_put(r->arena, &r->customers, cell[2]);
	r->lines = arena_grow(
		r->arena, r->lines, r->n_lines, sizeof(*r->lines));
	r->lines[r->n_lines++] = (struct rank_line){
		basket, tally_put(r->arena, &r->items, cell[3])};
}

static void case_line(struct file *f, const char **cell)
{
	struct rank *r = f->r;
	if (!*cell[0]) {
		complain(f, "a case needs a name", "");
		return;
	}
	if (strcmp(cell[1], "cart") != 0 && strcmp(cell[1], "new") != 0 &&
		strcmp(cell[1], "next") != 0) {
		complain(f, "kind is cart, new or next, not ", cell[1]);
		return;
	}
	r->cases = arena_grow(
		r->arena, r->cases, r->n_cases, sizeof(*r->cases));
	r->cases[r->n_cases++] = (struct rank_case){
		arena_strdup(r->arena, cell[0]),
		arena_strdup(r->arena, cell[1]),
		arena_strdup(r->arena, cell[2]),
		arena_strdup(r->arena, cell[3]),
	};
}

size_t rank_top(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	return *text && !*end && n > 0 && n <= RANK_TOP_MAX ? (size_t)n : 0;
}

static int both_load(struct rank *r, const struct rank_wish *wish)
{
	static const char *const order_columns[] = {
		"time", "basket", "customer", "item", NULL};
	static const char *const case_columns[] = {
		"case", "kind", "customer", "context", NULL};
	struct file orders = {
		.r = r, .columns = order_columns, .fn = order_line};
	struct file cases = {.r = r, .columns = case_columns, .fn = case_line};
	int status = file_load(&orders, wish->orders);
	return status ? status : file_load(&cases, wish->cases);
}

int rank_run(const struct rank_wish *wish)
{
	struct rank r = {.arena = arena_new(), .top = wish->top};
	int status = both_load(&r, wish);
	if (status == 0)
		status = rank_answer(&r);
	arena_free(r.arena);
	return status;
}
