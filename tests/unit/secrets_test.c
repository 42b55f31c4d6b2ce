/* Secrets of addresses and what people see of themselves: in no cache, no
 * referrer, no search engine, no log; and repeated parameters have one
 * meaning.  Made of the table of routes. */
#include "tests/trials.h"
#include "tests/world.h"

#include <fcntl.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/arena.h"
#include "tests/orders.h"
#include "www/routes.h"

enum { TRIALS_MAX = 400 };

static bool is_post(const struct trial *t)
{
	return strcmp(t->method, "POST") == 0;
}

static struct world made(struct cx *cx)
{
	struct world w;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	return w;
}

static const char *path_of(
	struct cx *cx, const struct world_one *one, const struct trial *t)
{
	return world_fill(cx, one, t->path ? t->path : t->route);
}

static const char *form_of(
	struct cx *cx, const struct world_one *one, const struct trial *t)
{
	return t->form ? world_fill(cx, one, t->form) : "a=1";
}

static const char *ask(struct cx *cx, const struct trial *t, const char *cookie,
	const char *path, const char *form)
{
	return shop_ask(cx, (struct visit){.path = path,
				    .cookie = cookie,
				    .form = is_post(t) ? form : NULL});
}

static void fail(const struct trial *t, const char *what)
{
	test_failed = 1;
	printf("# %s %s: %s\n", t->method, t->route, what);
}

static const struct route *route_of(const struct trial *t)
{
	for (const struct route *row = routes; row->path; row++)
		if (strcmp(row->path, t->route) == 0 &&
			is_post(t) == (row->method == METHOD_POST))
			return row;
	return NULL;
}

/* ---- caches, referrers, search engines ---- */

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Pages of an account, an order, a cart: whoever asks, whatever comes. */
static bool is_private(const struct trial *t)
{
	const struct route *row = route_of(t);
	return (row && (row->access == ACCESS_CUSTOMER ||
			       route_is_secret(row))) ||
	       starts(t->route, "/account") || starts(t->route, "/order") ||
	       starts(t->route, "/cart") || starts(t->route, "/checkout");
}

static void check_kept_nowhere(
	struct cx *cx, const struct trial *t, const char *said)
{
	bool shows = strstr(said, WORLD_MARK) || strstr(said, "zzonni");
	const char *cache = shop_header(cx, said, "Cache-Control");
	if ((is_private(t) || shows) && !strstr(cache, "no-store"))
		fail(t, "may be kept by a cache");
	if (!strstr(t->route, ":token"))
		return;
	if (strcmp(shop_header(cx, said, "Referrer-Policy"), "no-referrer") !=
		0)
		fail(t, "its address goes on as a referrer");
	if (!strstr(shop_header(cx, said, "X-Robots-Tag"), "noindex"))
		fail(t, "a search engine may list it");
}

static void what_is_private_is_kept_nowhere(struct cx *cx)
{
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO];
	for (const struct trial *t = trials; t->route; t++) {
		const char *path = path_of(cx, aino, t);
		const char *form = form_of(cx, aino, t);
		check_kept_nowhere(
			cx, t, ask(cx, t, w.guest, path, "token=wrong"));
		check_kept_nowhere(cx, t, ask(cx, t, aino->cookie, path, form));
	}
	static const char *const pages[] = {"/cart", "/checkout",
		"/checkout/quote", "/track", "/withdraw", "/account/login",
		"/account/register", "/account/forgot"};
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		CHECK_STR(shop_header(cx,
				  shop_ask(cx, (struct visit){.path = pages[i],
						       .cookie = w.guest}),
				  "Cache-Control"),
			"no-store");
}

/* ---- logs ---- */

/* What is written to the log meanwhile. */
struct tap {
	int was;
	const char *path;
};

static struct tap log_tap(struct cx *cx)
{
	struct tap t = {.was = dup(STDERR_FILENO),
		.path = arena_printf(cx->arena, "%s/log", test_dir(cx))};
	int fd = open(t.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	dup2(fd, STDERR_FILENO);
	close(fd);
	return t;
}

static const char *log_read(struct cx *cx, struct tap t)
{
	enum { MUCH = 8 * 1024 * 1024 };
	char *text = arena_alloc(cx->arena, MUCH);
	dup2(t.was, STDERR_FILENO);
	close(t.was);
	int fd = open(t.path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, text, MUCH - 1);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
	return text;
}

enum { SECRET_LENGTH = 20 }; /* ids and numbers are none */

static void no_log_of_ours_holds_a_secret_or_a_person(struct cx *cx)
{
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO];
	struct tap tap = log_tap(cx);
	for (const struct trial *t = trials; t->route; t++) {
		const char *path = path_of(cx, aino, t);
		const char *form = form_of(cx, aino, t);
		ask(cx, t, w.guest, path, form);
		ask(cx, t, aino->cookie, path, form);
	}
	const char *log = log_read(cx, tap);
	CHECK(strstr(log, "route=/order/:token ") != NULL);
	for (size_t i = 0; i < aino->n; i++) {
		const char *value = aino->values[i].value;
		if (strlen(value) < SECRET_LENGTH)
			continue;
		if (!strstr(log, value))
			continue;
		test_failed = 1;
		printf("# the log has {%s}\n", aino->values[i].name);
	}
	CHECK(strstr(log, WORLD_MARK) == NULL);
	CHECK(strstr(log, aino->cookie + 6) == NULL);
}

/* The web server's masks, as www/nginx.conf.in has them: "~" and a regular
 * expression with a group, which alone is written. */
struct masks {
	regex_t re[8];
	size_t n;
};

static struct masks masks_read(struct cx *cx)
{
	struct masks out = {.n = 0};
	char line[512], text[512];
	FILE *f = fopen(test_src(cx, "www/nginx.conf.in"), "r");
	bool in = false;
	while (f && fgets(line, sizeof(line), f)) {
		in = (in && line[0] != '}') || strstr(line, "$puoti_path {");
		char *from = strstr(line, "\"~");
		char *end = from ? strchr(from + 2, '"') : NULL;
		if (!in || !end || out.n == 8)
			continue;
		*end = '\0';
		char *name = strstr(from, "?<open>");
		CHECK(name != NULL);
		snprintf(text, sizeof(text), "%.*s%s", (int)(name - from - 2),
			from + 2, name + sizeof("?<open>") - 1);
		CHECK_INT(regcomp(&out.re[out.n++], text, REG_EXTENDED), 0);
	}
	fclose(f);
	return out;
}

static const char *masked(
	struct cx *cx, const struct masks *m, const char *path)
{
	regmatch_t at[2];
	for (size_t i = 0; i < m->n; i++)
		if (regexec(&m->re[i], path, 2, at, 0) == 0)
			return arena_printf(cx->arena, "%.*s***",
				(int)(at[1].rm_eo - at[1].rm_so),
				path + at[1].rm_so);
	return path;
}

static void web_server_masks_every_secret_of_an_address(struct cx *cx)
{
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO];
	struct masks m = masks_read(cx);
	int tried = 0;
	CHECK(m.n >= 2);
	for (const struct trial *t = trials; t->route; t++) {
		const char *path = path_of(cx, aino, t);
		const char *said = masked(
			cx, &m, arena_printf(cx->arena, "/fi%s", path));
		if (!strstr(t->route, ":token"))
			continue;
		for (size_t i = 0; i < aino->n; i++) {
			const char *value = aino->values[i].value;
			if (strlen(value) < SECRET_LENGTH ||
				!strstr(path, value))
				continue;
			tried++;
			if (strstr(said, value))
				fail(t, "is written to the server's log");
		}
	}
	CHECK(tried > 20);
	for (size_t i = 0; i < m.n; i++)
		regfree(&m.re[i]);
}

/* ---- repeated parameters ---- */

/* "a=1&b=2" -> "a=1&b=2&a=9&b=9": second values of a form. */
static const char *doubled(struct cx *cx, const char *form, const char *second)
{
	const char *out = form;
	for (const char *p = form; *p;) {
		size_t n = strcspn(p, "&"), name = strcspn(p, "=");
		if (!second)
			out = arena_printf(cx->arena, "%s&%.*s=9", out,
				(int)(name < n ? name : n), p);
		p += n + (p[n] == '&');
	}
	return second ? arena_printf(cx->arena, "%s&%s", form, second) : out;
}

static void second_value_reaches_nothing_of_others(struct cx *cx)
{
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO],
			       *onni = &w.who[WORLD_ONNI];
	const char *before = world_rows_of(cx, aino->customer);
	for (const struct trial *t = trials; t->route; t++) {
		if (!is_post(t) || t->kind == TRIAL_OPEN)
			continue;
		const char *path = path_of(cx, onni, t);
		const char *mine = form_of(cx, onni, t);
		const char *hers = form_of(cx, aino, t);
		ask(cx, t, onni->cookie, path, doubled(cx, mine, hers));
		ask(cx, t, onni->cookie, path, doubled(cx, hers, mine));
		const char *after = world_rows_of(cx, aino->customer);
		if (strcmp(before, after) != 0)
			fail(t, "a second value reaches another's");
		before = after;
	}
}

static int single[TRIALS_MAX]; /* status; negative: something changed */

/* What each post of their own comes to. */
static void posts_run(struct cx *cx, bool twice, int *out)
{
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO];
	for (const struct trial *t = trials; t->route; t++) {
		if (!is_post(t) || t->kind == TRIAL_OPEN)
			continue;
		const char *before = world_rows_of(cx, aino->customer);
		const char *form = form_of(cx, aino, t);
		const char *said = ask(cx, t, aino->cookie,
			path_of(cx, aino, t),
			twice ? doubled(cx, form, NULL) : form);
		bool same = strcmp(before, world_rows_of(cx, aino->customer)) ==
			    0;
		out[t - trials] = same ? shop_status(said) : -shop_status(said);
	}
}

static void first_of_a_repeated_field_counts(struct cx *cx)
{
	posts_run(cx, false, single);
	CHECK(single[0] == 0);
}

static void second_of_it_changes_nothing(struct cx *cx)
{
	int twice[TRIALS_MAX] = {0};
	posts_run(cx, true, twice);
	for (const struct trial *t = trials; t->route; t++)
		if (single[t - trials] != twice[t - trials]) {
			fail(t, "another meaning when fields are repeated");
			printf("# %d, then %d\n", single[t - trials],
				twice[t - trials]);
		}
}

static void first_cookie_of_a_name_counts(struct cx *cx)
{
	struct world w = made(cx);
	const char *aino = w.who[WORLD_AINO].cookie,
		   *onni = w.who[WORLD_ONNI].cookie;
	const char *both = arena_printf(cx->arena, "%s; %s", onni, aino);
	for (const struct trial *t = trials; t->route; t++) {
		if (is_post(t) || t->kind != TRIAL_OWN)
			continue;
		const char *said = ask(
			cx, t, both, path_of(cx, &w.who[WORLD_ONNI], t), NULL);
		if (strstr(said, WORLD_MARK))
			fail(t, "the second login counts");
		if (shop_status(said) >= 500)
			fail(t, "breaks");
	}
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"what is private is kept nowhere",
			what_is_private_is_kept_nowhere},
		{"no log of ours holds a secret or a person",
			no_log_of_ours_holds_a_secret_or_a_person},
		{"web server masks every secret of an address",
			web_server_masks_every_secret_of_an_address},
		{"second value reaches nothing of others",
			second_value_reaches_nothing_of_others},
		{"each post of one's own has a meaning",
			first_of_a_repeated_field_counts},
		{"first of a repeated field counts",
			second_of_it_changes_nothing},
		{"first cookie of a name counts",
			first_cookie_of_a_name_counts},
		{NULL, NULL},
	});
}
