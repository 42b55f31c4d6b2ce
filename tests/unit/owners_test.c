/*
 * Nobody opens or changes another's things.  The table of routes is gone
 * through: each that takes an id, a token or a form has a row here that says
 * how it is tried, and a route without one fails.  In one file because the
 * rows and the tests read each other.
 */
#include "tests/trials.h"
#include "tests/world.h"

#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/db.h"
#include "tests/orders.h"
#include "www/routes.h"

static const char *path_of(const struct trial *t)
{
	return t->path ? t->path : t->route;
}

static bool is_post(const struct trial *t)
{
	return strcmp(t->method, "POST") == 0;
}

static const char *ask(struct cx *cx, const struct trial *t, const char *cookie,
	const char *path, const char *form)
{
	struct visit v = {.cookie = cookie};
	size_t n = strcspn(path, "?");
	v.path = arena_strndup(cx->arena, path, n);
	v.query = path[n] ? path + n + 1 : NULL;
	if (is_post(t))
		v.form = form && *form ? form : "a=1";
	return shop_ask(cx, v);
}

static void fail(const struct trial *t, const char *what, const char *path)
{
	test_failed = 1;
	printf("# %s %s: %s (%s)\n", t->method, t->route, what, path);
}

/* ---- every route has a row ---- */

static bool is_of(const struct trial *t, const struct route *row)
{
	return strcmp(t->route, row->path) == 0 &&
	       is_post(t) == (row->method == METHOD_POST);
}

static const struct trial *trial_of(const struct route *row)
{
	for (const struct trial *t = trials; t->route; t++)
		if (is_of(t, row))
			return t;
	return NULL;
}

static bool is_admin(const struct route *row)
{
	return row->access == ACCESS_STAFF || row->access == ACCESS_LOGIN;
}

static bool needs_trial(const struct route *row)
{
	return !is_admin(row) &&
	       (strpbrk(row->path, ":*") || row->method == METHOD_POST ||
		       row->access == ACCESS_CUSTOMER);
}

static void every_route_has_its_row(struct cx *cx)
{
	(void)cx;
	for (const struct route *row = routes; row->path; row++) {
		const struct trial *t = trial_of(row);
		if (needs_trial(row) && !t) {
			test_failed = 1;
			printf("# %s %s has no row in owners_trials.c: say"
			       " whose it is\n",
				row->method == METHOD_POST ? "POST" : "GET",
				row->path);
		}
		if (t && row->access == ACCESS_CUSTOMER && t->kind == TRIAL_KEY)
			fail(t, "whoever logs in needs no key", row->path);
		if (t && t->kind == TRIAL_KEY && !strstr(row->path, ":token"))
			fail(t, "a key is called :token", row->path);
		if (t && t->kind == TRIAL_OPEN && !t->why)
			fail(t, "why is it open?", row->path);
	}
	for (const struct trial *t = trials; t->route; t++) {
		bool found = false;
		for (const struct route *row = routes; row->path; row++)
			found = found || is_of(t, row);
		if (!found)
			fail(t, "there is no such route", "");
	}
}

/* Whoever has one of these proves it in another way. */
static void all_other_forms_carry_a_token(struct cx *cx)
{
	static const char *const open[] = {"/alert/:token/end",
		"/pay/stripe/notice", "/letters/end/:token", NULL};
	(void)cx;
	for (const struct route *row = routes; row->path; row++) {
		const char *const *o = open;
		while (*o && strcmp(*o, row->path) != 0)
			o++;
		if (!(row->flags & ROUTE_NO_CSRF) || *o)
			continue;
		test_failed = 1;
		printf("# %s takes what any page sends\n", row->path);
	}
}

/* ---- tries that must fail ---- */

static bool shows_mark(const char *answer)
{
	return strstr(answer, WORLD_MARK) != NULL;
}

static bool is_closed(const char *answer)
{
	int status = shop_status(answer);
	return status == 404 || status == 410 || status == 403;
}

static bool is_refused(const char *answer)
{
	return is_closed(answer) ||
	       (shop_status(answer) == 303 && strstr(answer, "/account/login"));
}

/* The same thing with its last letter another. */
static const char *near_miss(struct cx *cx, const char *value)
{
	char *out = arena_strdup(cx->arena, value);
	size_t n = strlen(out);
	if (n)
		out[n - 1] = out[n - 1] == 'a' ? 'b' : 'a';
	return out;
}

/* path with the i-th name filled by value, the others by their owner; NULL:
 * there are not so many. */
static const char *path_with(struct cx *cx, const struct world_one *one,
	const char *path, int i, const char *value)
{
	const char *at = path;
	for (int k = 0; (at = strchr(at, '{')) && k < i; k++)
		at++;
	if (!at)
		return NULL;
	const char *rest = strchr(at, '}') + 1;
	return world_fill(cx, one,
		arena_printf(cx->arena, "%.*s%s%s", (int)(at - path), path,
			value, rest));
}

static const char *name_at(struct cx *cx, const char *path, int i)
{
	const char *at = path;
	for (int k = 0; (at = strchr(at, '{')) && k < i; k++)
		at++;
	return at ? arena_strndup(cx->arena, at + 1, strcspn(at + 1, "}"))
		  : NULL;
}

/* Keys that are guessed: nearly right, an id, a number, of another kind; and
 * the parts of one person's thing below another's key. */
static void try_guesses(
	struct cx *cx, const struct world *w, const struct trial *t)
{
	const struct world_one *aino = &w->who[WORLD_AINO],
			       *onni = &w->who[WORLD_ONNI];
	const char *form = t->form ? world_fill(cx, aino, t->form) : NULL;
	const char *key = world_value(aino, name_at(cx, path_of(t), 0));
	bool gift = strcmp(key, world_value(aino, "gift")) == 0;
	const char *const guesses[] = {near_miss(cx, key), "1",
		world_value(aino, "order_id"), world_value(aino, "number"),
		world_value(aino, gift ? "order" : "gift"), "' OR 1=1"};
	const char *cookies[] = {onni->cookie, w->guest, NULL};
	for (size_t c = 0; c < (is_post(t) ? 2 : 3); c++) {
		for (size_t i = 0; i < sizeof(guesses) / sizeof(*guesses);
			i++) {
			const char *path = path_with(
				cx, aino, path_of(t), 0, guesses[i]);
			const char *said = ask(cx, t, cookies[c], path, form);
			if (!is_refused(said) || shows_mark(said))
				fail(t, "a guess opens it", path);
		}
		const char *path = path_with(cx, aino, path_of(t), 0,
			world_value(onni, name_at(cx, path_of(t), 0)));
		if (shows_mark(ask(cx, t, cookies[c], path, form)))
			fail(t, "one's key opens another's", path);
	}
}

static void try_others(
	struct cx *cx, const struct world *w, const struct trial *t)
{
	const struct world_one *aino = &w->who[WORLD_AINO];
	const char *path = world_fill(cx, aino, path_of(t));
	const char *form = t->form ? world_fill(cx, aino, t->form) : NULL;
	const char *cookies[] = {w->who[WORLD_ONNI].cookie, w->guest, NULL};
	for (size_t c = 0; c < (is_post(t) ? 2 : 3); c++) {
		const char *said = ask(cx, t, cookies[c], path, form);
		if (shop_status(said) >= 500)
			fail(t, "breaks", path);
		if (shows_mark(said))
			fail(t, "another sees it", path);
		if (t->kind == TRIAL_OWN && c && !is_refused(said) &&
			shop_status(said) == 200 &&
			(t->flags & (TRIAL_SHOWS | TRIAL_GUEST)) == TRIAL_SHOWS)
			fail(t, "it opens without a login", path);
	}
}

static struct world made(struct cx *cx)
{
	struct world w;
	shop_fresh();
	shop_demo(test_dir(cx));
	world_make(cx, &w);
	return w;
}

static void others_see_and_change_nothing(struct cx *cx)
{
	struct world w = made(cx);
	int64_t aino = w.who[WORLD_AINO].customer;
	const char *before = world_rows_of(cx, aino);
	CHECK(strstr(before, WORLD_MARK) != NULL);
	for (const struct trial *t = trials; t->route; t++) {
		if (t->kind == TRIAL_KEY)
			try_guesses(cx, &w, t);
		else
			try_others(cx, &w, t);
		const char *after = world_rows_of(cx, aino);
		if (t->kind != TRIAL_OPEN && strcmp(before, after) != 0)
			fail(t, "another changes it", path_of(t));
		before = after;
	}
}

/* ---- and the owner may ---- */

static void owners_see_and_change_their_own(struct cx *cx)
{
	struct world w = made(cx);
	const struct world_one *aino = &w.who[WORLD_AINO];
	for (const struct trial *t = trials; t->route; t++) {
		if (t->kind == TRIAL_OPEN || t->flags & TRIAL_OVER)
			continue;
		const char *path = world_fill(cx, aino, path_of(t));
		const char *form = t->form ? world_fill(cx, aino, t->form)
					   : NULL;
		const char *before = world_rows_of(cx, aino->customer);
		const char *said = ask(cx, t, aino->cookie, path, form);
		int status = shop_status(said);
		if (is_closed(said) ||
			(t->kind == TRIAL_OWN && is_refused(said)) ||
			status >= 500 ||
			(!is_post(t) && status != 200 && status != 303))
			fail(t,
				arena_printf(
					cx->arena, "the owner gets %d", status),
				path);
		if ((t->flags & TRIAL_SHOWS) && !shows_mark(said))
			fail(t, "the owner does not see it", path);
		if ((t->flags & TRIAL_CHANGES) &&
			strcmp(before, world_rows_of(cx, aino->customer)) == 0)
			fail(t, "the owner's post changes nothing", path);
	}
}

/* ---- the owner of the shop's side ---- */

/* "/admin/orders/1/ship" of "/admin/orders/:number/ship" */
static const char *admin_path(struct cx *cx, const char *route)
{
	const char *out = "";
	while (*route) {
		size_t n = strcspn(route, ":*");
		out = arena_printf(cx->arena, "%s%.*s%s", out, (int)n, route,
			route[n] ? "1" : "");
		route += n;
		if (*route)
			route += strcspn(route, "/");
	}
	return out;
}

static void customers_and_guests_have_no_admin(struct cx *cx)
{
	struct world w = made(cx);
	const char *cookies[] = {w.who[WORLD_AINO].cookie, w.guest};
	const char *before = world_rows(cx);
	int tried = 0;
	for (const struct route *row = routes; row->path; row++) {
		if (row->access != ACCESS_STAFF)
			continue;
		struct trial t = {.route = row->path,
			.method = row->method == METHOD_POST ? "POST" : "GET"};
		const char *path = admin_path(cx, row->path);
		for (size_t i = 0; i < 2; i++) {
			const char *said = ask(cx, &t, cookies[i], path,
				"do=save&id=1&number=10001&name=x&sku=MUG");
			int status = shop_status(said);
			bool login = status == 303 &&
				     strstr(said, "/admin/login") != NULL;
			tried++;
			if (!(login && !is_post(&t)) && status != 403)
				fail(&t, "is not refused", path);
			if (shows_mark(said))
				fail(&t, "a customer's name is seen", path);
		}
	}
	CHECK(tried > 200);
	CHECK_STR(world_rows(cx), before);
}

int main(void)
{
	if (shop_init())
		return 1;
	return test_run((struct test[]){
		{"every route has its row", every_route_has_its_row},
		{"all other forms carry a token",
			all_other_forms_carry_a_token},
		{"others see and change nothing",
			others_see_and_change_nothing},
		{"owners see and change their own",
			owners_see_and_change_their_own},
		{"customers and guests have no admin",
			customers_and_guests_have_no_admin},
		{NULL, NULL},
	});
}
