#include "domain/search_log.h"

#include <string.h>

#include "lib/clock.h"
#include "lib/db.h"
#include "lib/err.h"
#include "lib/text.h"

enum {
	NOTES_MAX = 200,
	QUERY_MAX = 60, /* characters; longer ones are texts, not searches */
	QUERY_BYTES = 4 * QUERY_MAX + 1,
	DIGITS_MAX = 14, /* a GTIN; more is somebody's number */
	PHONE_MIN = 7,
	LIST_DAYS = 30,
};

struct note {
	char query[QUERY_BYTES], locale[8];
	int64_t day, times, missed, results;
};

static struct {
	struct note notes[NOTES_MAX];
	size_t n;
	int64_t flushed_ms;
} memory;

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A product's number: 8, 12, 13 or 14 digits, the last of which follows from
 * the others (GS1 General Specifications, 7.9.1); not one that begins as
 * telephone numbers do. */
static bool is_gtin(const char *digits, size_t n)
{
	int sum = 0;
	if ((n != 8 && n != 12 && n != 13 && n != 14) ||
		(n == 8 && *digits == '0') ||
		(n == 12 && strncmp(digits, "358", 3) == 0))
		return false;
	for (size_t i = 0; i < n; i++)
		sum += (digits[n - 1 - i] - '0') * (i % 2 ? 3 : 1);
	return sum % 10 == 0;
}

/* "131052-308t", as Finnish and, nearly, Swedish identity numbers are
 * written. */
static bool is_identity(const char *s)
{
	size_t n = strspn(s, "0123456789");
	return (n == 6 || n == 8) && s[n] && strchr("-+abcdefuvwxy", s[n]) &&
	       strspn(s + n + 1, "0123456789") >= 3 && s[n + 4] &&
	       strspn(s + n + 4, "0123456789abcdefghijklmnopqrstuvwxyz") == 1;
}

/* The digits at s, however they are grouped, into out; moves *s behind. */
static size_t digits_take(const char **s, char *out, size_t max)
{
	size_t n = 0;
	const char *p = *s;
	for (; is_digit(*p) || (*p && strchr(" -./()", *p)); p++)
		if (is_digit(*p) && n < max)
			out[n++] = *p;
	*s = p;
	return n;
}

bool search_log_private(const char *s)
{
	char digits[QUERY_BYTES];
	size_t all = 0;
	if (strchr(s, '@'))
		return true;
	for (const char *start = s; *s;) {
		if (!is_digit(*s)) {
			s++;
			continue;
		}
		bool plus = s > start && s[-1] == '+';
		if (is_identity(s))
			return true;
		size_t n = digits_take(&s, digits, sizeof(digits));
		all += n;
		if (n >= PHONE_MIN && (plus || !is_gtin(digits, n)))
			return true;
	}
	return all > DIGITS_MAX;
}

void search_log_note(struct cx *cx, const char *typed, size_t results)
{
	const char *query = text_trim(
		cx->arena, text_lower(cx->arena, text_nfc(cx->arena, typed)));
	int64_t day = clock_day(cx->now);
	if (!*query || utf8_length(query) > QUERY_MAX ||
		strlen(query) >= QUERY_BYTES || strlen(cx->locale) >= 8 ||
		search_log_private(query))
		return;
	struct note *it = NULL;
	for (size_t i = 0; i < memory.n && !it; i++)
		if (memory.notes[i].day == day &&
			strcmp(memory.notes[i].query, query) == 0 &&
			strcmp(memory.notes[i].locale, cx->locale) == 0)
			it = &memory.notes[i];
	if (!it && memory.n == NOTES_MAX)
		return; /* a flood: enough is known already */
	if (!it) {
		it = &memory.notes[memory.n++];
		*it = (struct note){.day = day};
		memcpy(it->query, query, strlen(query) + 1);
		memcpy(it->locale, cx->locale, strlen(cx->locale) + 1);
	}
	it->times++;
	it->missed += results == 0;
	it->results = (int64_t)results;
}

static int note_write(struct cx *cx, const struct note *it)
{
	struct db_stmt *q = DB_SQL(cx->db,
		"INSERT INTO search_log"
		" (day, locale, query, times, missed, results)"
		" SELECT CAST(:day AS BIGINT), CAST(:locale AS TEXT),"
		" CAST(:query AS TEXT), CAST(:times AS BIGINT),"
		" CAST(:missed AS BIGINT), CAST(:results AS BIGINT)"
		" WHERE (SELECT count(*) FROM search_log"
		"  WHERE day = :day) < :most"
		" OR EXISTS (SELECT 1 FROM search_log WHERE day = :day"
		"  AND locale = :locale AND query = :query)"
		" ON CONFLICT (day, locale, query) DO UPDATE"
		" SET times = search_log.times + excluded.times,"
		" missed = search_log.missed + excluded.missed,"
		" results = excluded.results");
	db_bind_int(q, ":day", it->day);
	db_bind_int(q, ":most", SEARCH_LOG_DAY_MAX);
	db_bind_text(q, ":locale", it->locale);
	db_bind_text(q, ":query", it->query);
	db_bind_int(q, ":times", it->times);
	db_bind_int(q, ":missed", it->missed);
	db_bind_int(q, ":results", it->results);
	return db_exec(q, NULL);
}

bool search_log_any(void)
{
	return memory.n > 0;
}

bool search_log_due(bool now)
{
	return memory.n > 0 &&
	       (now || memory.n == NOTES_MAX ||
		       clock_now() - memory.flushed_ms >= MS_MINUTE);
}

int search_log_flush(struct cx *cx)
{
	if (!memory.n)
		return OK;
	memory.flushed_ms = clock_now();
	int rc = db_begin(cx->db);
	if (rc < 0)
		return rc;
	for (size_t i = 0; rc == OK && i < memory.n; i++)
		rc = note_write(cx, &memory.notes[i]);
	rc = db_end(cx->db, rc);
	if (rc == OK || rc == ERR_INTERNAL) /* else it waits */
		memory.n = 0;
	return rc;
}

int search_log_sweep(struct cx *cx)
{
	struct db_stmt *q = DB_SQL(
		cx->db, "DELETE FROM search_log WHERE day < :day");
	db_bind_int(q, ":day", clock_day(cx->now - SEARCH_LOG_DAYS * MS_DAY));
	return db_exec(q, NULL);
}

/* Two literals, because ORDER BY and HAVING take no bind. */
#define LOG_GROUPS(having, order)                                     \
	"SELECT g.locale, g.query, g.times, g.missed, g.day,"         \
	" (SELECT l.results FROM search_log l WHERE l.day = g.day"    \
	"  AND l.locale = g.locale AND l.query = g.query)"            \
	" FROM (SELECT locale, query, CAST(sum(times) AS BIGINT) AS"  \
	"  times, CAST(sum(missed) AS BIGINT) AS missed, max(day) AS" \
	"  day FROM search_log WHERE day >= :from"                    \
	"  GROUP BY locale, query) g WHERE " having " ORDER BY " order

static struct db_stmt *list_statement(struct db *db, bool missed)
{
	return missed ? DB_SQL(db, LOG_GROUPS("g.missed > 0",
					   "g.missed DESC, g.query, g.locale"))
		      : DB_SQL(db, LOG_GROUPS("g.times > 0",
					   "g.times DESC, g.query, g.locale"));
}

int search_log_list(struct cx *cx, bool missed, int64_t offset, int64_t limit,
	struct search_row **out, size_t *n, int64_t *total)
{
	struct search_row *rows = NULL;
	struct db_stmt *q = list_statement(cx->db, missed);
	db_bind_int(q, ":from", clock_day(cx->now - LIST_DAYS * MS_DAY));
	int rc;
	*n = 0;
	*total = 0;
	while ((rc = db_step(q)) > 0) {
		struct search_row r;
		r.locale = db_next_text(q, cx->arena);
		r.query = db_next_text(q, cx->arena);
		r.times = db_next_int(q);
		r.missed = db_next_int(q);
		r.day = db_next_int(q);
		r.results = db_next_int(q);
		/* one that finds something by now is no miss any more */
		if (missed && r.results > 0)
			continue;
		if (*total >= offset && (int64_t)*n < limit) {
			rows = arena_grow(cx->arena, rows, *n, sizeof(*rows));
			rows[(*n)++] = r;
		}
		++*total;
	}
	db_done(q);
	*out = rows;
	return rc < 0 ? rc : OK;
}
