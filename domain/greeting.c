#include "domain/greeting.h"

#include <string.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum { NAME_MAX_CHARS = 40 };

const char *greeting_setting(enum greeting g)
{
	static const char *const codes[GREETINGS] = {"greeting.new",
		"greeting.formal", "greeting.warm", "greeting.friend",
		"greeting.birthday"};
	return codes[g];
}

/* What is known of them in one row. */
struct acquainted {
	const char *call_name, *name, *tone;
	int64_t personal, month, day, orders;
};

static int load(
	struct cx *cx, const struct subject *who, struct acquainted *out)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"SELECT coalesce(p.personal, 1), coalesce(p.call_name, ''),"
		" c.name, coalesce(p.tone, ''), coalesce(p.birth_month, 0),"
		" coalesce(p.birth_day, 0), CASE WHEN :history = 0 THEN 0 ELSE"
		" (SELECT count(*) FROM (SELECT o.id FROM orders o"
		"  WHERE o.customer = c.id AND o.state <> 'cancelled'"
		"  LIMIT :most) s) END"
		" FROM customer c LEFT JOIN profile p ON p.subject = :subject"
		" WHERE c.id = :customer");
	db_bind_int(q, ":history", who->history);
	db_bind_int(q, ":most", GREETING_FRIEND_ORDERS);
	db_bind_text(q, ":subject", who->key);
	db_bind_int(q, ":customer", who->customer);
	int rc = db_one(q);
	if (rc == OK) {
		out->personal = db_next_int(q);
		out->call_name = db_next_text(q, cx->arena);
		out->name = db_next_text(q, cx->arena);
		out->tone = db_next_text(q, cx->arena);
		out->month = db_next_int(q);
		out->day = db_next_int(q);
		out->orders = db_next_int(q);
	}
	db_done(q);
	return rc;
}

/* As they want to be called, else the first of their names. */
static const char *name_of(struct cx *cx, const struct acquainted *a)
{
	const char *name = text_trim(cx->arena, a->call_name);
	if (!*name) {
		name = text_trim(cx->arena, a->name);
		name = arena_strndup(cx->arena, name, strcspn(name, " "));
	}
	return text_cut(cx->arena, name, NAME_MAX_CHARS);
}

/* Who was born on 29 February has their day on the 28th in other years. */
static bool birthday(struct cx *cx, const struct acquainted *a)
{
	int64_t day = clock_day(cx->now), year = day / 10000;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	int64_t of_month = a->day;
	if (a->month == 2 && a->day == 29 && !leap)
		of_month = 28;
	return a->month && day % 10000 == a->month * 100 + of_month;
}

static enum greeting by_orders(const struct acquainted *a)
{
	if (strcmp(a->tone, "formal") == 0)
		return GREETING_FORMAL;
	if (a->orders >= GREETING_FRIEND_ORDERS)
		return GREETING_FRIEND;
	if (a->orders > 1 || strcmp(a->tone, "warm") == 0)
		return GREETING_WARM;
	return a->orders == 1 ? GREETING_FORMAL : GREETING_NEW;
}

int greeting_find(struct cx *cx, const struct subject *who, enum greeting *g,
	const char **name)
{
	struct acquainted a = {0};
	*name = NULL;
	*g = GREETING_NEW;
	if (!who->key || !who->customer)
		return OK;
	int rc = load(cx, who, &a);
	if (rc < 0)
		return rc == ERR_NOT_FOUND ? OK : rc;
	if (!a.personal || strcmp(a.tone, "none") == 0)
		return OK;
	*g = birthday(cx, &a) ? GREETING_BIRTHDAY : by_orders(&a);
	*name = name_of(cx, &a);
	return OK;
}

const char *greeting_words(struct cx *cx, const char *words, const char *name)
{
	static const char mark[] = "{name}";
	const char *at = strstr(words, mark);
	if (!at)
		return words;
	size_t before = (size_t)(at - words);
	const char *after = at + sizeof(mark) - 1;
	if (!*name) /* "Welcome, {name}" becomes "Welcome" */
		while (before && strchr(", ", words[before - 1]))
			before--;
	return text_trim(cx->arena, arena_printf(cx->arena, "%.*s%s%s",
					    (int)before, words, name, after));
}
