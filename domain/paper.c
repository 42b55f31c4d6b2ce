/* What all papers are put together of. */
#include "domain/paper.h"

#include <string.h>

#include "domain/paper_parts.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/text.h"

enum { TEXT_MAX = 600 }; /* characters; nobody prints more in a cell */

/* Line ends and other controls have no place on paper. */
static json_t *text_json(const char *text)
{
	char cut[TEXT_MAX * 4 + 1];
	size_t n = 0, chars = 0;
	for (const char *p = text ? text : ""; *p; p++) {
		unsigned char c = (unsigned char)*p;
		if ((c & 0xc0) != 0x80 && chars++ == TEXT_MAX)
			break;
		if (n + 1 >= sizeof(cut))
			break;
		cut[n++] = (char)(c < ' ' || c == 0x7f ? ' ' : c);
	}
	cut[n] = '\0';
	json_t *j = json_string(cut);
	return j ? j : json_string("");
}

static json_t *list_of(json_t *paper, const char *key)
{
	json_t *list = json_object_get(paper, key);
	if (!list) {
		list = json_array();
		json_object_set_new(paper, key, list);
	}
	return list;
}

void paper_put(json_t *paper, const char *key, const char *text)
{
	json_object_set_new(paper, key, text_json(text));
}

void paper_line(json_t *paper, const char *key, const char *text)
{
	if (text && *text)
		json_array_append_new(list_of(paper, key), text_json(text));
}

void paper_pair(json_t *paper, const char *key, const char *label,
	const char *value, bool strong)
{
	if (!value || !*value)
		return;
	json_t *pair = json_array();
	json_array_append_new(pair, text_json(label));
	json_array_append_new(pair, text_json(value));
	json_array_append_new(pair, json_string(strong ? "b" : ""));
	json_array_append_new(list_of(paper, key), pair);
}

void paper_column(json_t *paper, const char *title, int width, bool right)
{
	json_t *c = json_object();
	paper_put(c, "title", title);
	json_object_set_new(c, "w", json_integer(width));
	if (right)
		paper_put(c, "side", "right");
	json_array_append_new(list_of(paper, "columns"), c);
}

void paper_append(json_t *paper, const char *key, json_t *item)
{
	json_array_append_new(list_of(paper, key), item);
}

void paper_address(struct cx *cx, json_t *paper, const char *key,
	const struct paper_address *to)
{
	struct arena *a = cx->arena;
	bool abroad = *to->country && strcmp(to->country, to->home) != 0;
	const char *town = arena_printf(a, "%s%s%s%s%s",
		abroad ? to->country : "", abroad && *to->postal ? "-" : "",
		to->postal, *to->postal || abroad ? " " : "", to->city);
	paper_line(paper, key, to->company);
	paper_line(paper, key, to->name);
	paper_line(paper, key, to->street);
	paper_line(paper, key, text_trim(a, town));
}

const char *paper_day(struct cx *cx, const char *locale, int64_t day)
{
	int64_t noon = day ? clock_moment(day, 12 * 60) : -1;
	return noon < 0 ? ""
			: clock_format(cx->arena, locale, CLOCK_DATE, noon);
}

json_t *paper_wrap(
	struct cx *cx, const char *locale, const char *title, json_t *papers)
{
	json_t *j = json_object();
	paper_put(j, "lang", locale);
	paper_put(j, "title", title);
	paper_put(j, "author", setting_get(cx, "shop.name"));
	paper_put(
		j, "made", clock_format(cx->arena, locale, CLOCK_ISO, cx->now));
	json_object_set_new(j, "papers", papers);
	return j;
}
