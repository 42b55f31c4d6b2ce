#ifndef DOMAIN_PAPER_PARTS_H
#define DOMAIN_PAPER_PARTS_H

#include <jansson.h>
#include <stdbool.h>

#include "lib/cx.h"

/* What the papers' descriptions (lib/paper.h) are put together of. */

/* A list is made when it is not there; an empty value adds nothing. */
void paper_put(json_t *paper, const char *key, const char *text);
void paper_line(json_t *paper, const char *key, const char *text);
void paper_pair(json_t *paper, const char *key, const char *label,
	const char *value, bool strong);
void paper_column(json_t *paper, const char *title, int width, bool right);
/* Append a list to a list; takes item. */
void paper_append(json_t *paper, const char *key, json_t *item);

/* Name, street, "00890 Helsinki"; "SE-111 22 Stockholm" where it is not the
 * shop's country. */
struct paper_address {
	const char *company, *name, *street, *postal, *city, *country, *home;
};
void paper_address(struct cx *cx, json_t *paper, const char *key,
	const struct paper_address *to);

/* "ma 23.11.2026"; "" of 0 */
const char *paper_day(struct cx *cx, const char *locale, int64_t day);

/* {"lang", "title", "author", "papers"} around; takes papers. */
json_t *paper_wrap(
	struct cx *cx, const char *locale, const char *title, json_t *papers);

#endif
