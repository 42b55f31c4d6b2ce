/* Zones, methods, rates, days: in one file because all share the tables that
 * its loads are priced by. */
#include "domain/delivery.h"

#include <stdlib.h>
#include <string.h>

#include "domain/catalogue.h"
#include "domain/setting.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "lib/holiday.h"
#include "tests/orders.h"

static const struct buyer nobody = {"", "", "", "", 0, 0};

static struct buyer in(const char *country, const char *postal)
{
	struct buyer b = nobody;
	b.country = country;
	b.postal = postal;
	return b;
}

/* The offers for a load; the migrated shop's are gone. */
static size_t offers(struct cx *cx, struct buyer buyer,
	struct delivery_load load, struct delivery_offer **out)
{
	size_t n = 0;
	CHECK_OK(delivery_offers(cx, &buyer, &load, out, &n));
	return n;
}

static void script(struct cx *cx, const char *sql)
{
	CHECK_OK(db_run_script(cx->db, sql));
}

static void clear(struct cx *cx)
{
	script(cx, "DELETE FROM delivery_method_text;"
		   "DELETE FROM delivery_rate; DELETE FROM delivery_method;"
		   "DELETE FROM delivery_area; DELETE FROM delivery_zone;");
}

/* ---- zones ---- */

static void first_zone_that_holds_the_place_decides(struct cx *cx)
{
	struct delivery_offer *o;
	clear(cx);
	script(cx,
		"INSERT INTO delivery_zone (id, name, position) VALUES"
		" (10, 'Åland', 1), (11, 'Finland', 2), (12, 'Helsinki', 3);"
		"INSERT INTO delivery_area (zone, country, postal_from,"
		" postal_to) VALUES (10, 'FI', '22', '22'), (11, 'FI', '', ''),"
		" (12, 'FI', '00100', '00990'), (11, 'EE', '', '');"
		"INSERT INTO delivery_method (id, zone, name, kind) VALUES"
		" (10, 10, 'Sea', 'parcel'), (11, 11, 'Land', 'parcel'),"
		" (12, 12, 'Bike', 'parcel');"
		"INSERT INTO delivery_rate (method, upto, amount_minor) VALUES"
		" (10, 0, 1), (11, 0, 2), (12, 0, 3);");
	struct delivery_load load = {.units = 1, .goods = money(100)};
	static const struct {
		const char *country, *postal, *label;
	} cases[] = {
		{"FI", "22100", "Sea"},
		{"FI", "fi-22 100", "Land"}, /* not a Finnish code */
		{"FI", "22 100", "Sea"},
		{"FI", "21999", "Land"},
		{"FI", "23000", "Land"},
		{"FI", "00100", "Land"}, /* its zone comes later */
		{"FI", "", "Land"},      /* not known: who takes all of it */
		{"", "22101", "Sea"},
		{"EE", "10115", "Land"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_INT(offers(cx, in(cases[i].country, cases[i].postal),
				  load, &o),
			1);
		CHECK_STR(o[0].label, cases[i].label);
	}
	CHECK_INT(offers(cx, in("US", "10001"), load, &o), 0);
	script(cx, "UPDATE delivery_zone SET archived_ms = 1 WHERE id = 10;"
		   "DELETE FROM delivery_area WHERE zone = 11;");
	CHECK_INT(offers(cx, in("FI", "22100"), load, &o), 0);
	CHECK_INT(offers(cx, in("FI", "00990"), load, &o), 1);
	CHECK_INT(offers(cx, in("FI", "00991"), load, &o), 0);
	CHECK_INT(offers(cx, in("FI", "00099"), load, &o), 0);
	/* some of the country, while the code is not known */
	CHECK_INT(offers(cx, in("FI", ""), load, &o), 1);
}

static void countries_are_those_that_have_a_way(struct cx *cx)
{
	const char *const *c;
	CHECK_OK(delivery_countries(cx, &c));
	CHECK_STR(c[0], "DE");
	CHECK_STR(c[5], "SE");
	CHECK(c[6] == NULL);
	script(cx, "UPDATE delivery_method SET active = 0");
	CHECK_OK(delivery_countries(cx, &c));
	CHECK(c[0] == NULL);
}

static void nothing_of_what_is_off_is_offered(struct cx *cx)
{
	struct delivery_offer *o;
	struct delivery_load load = {.units = 1, .goods = money(100)};
	CHECK_INT(offers(cx, nobody, load, &o), 2);
	script(cx, "UPDATE location SET pickup = 0");
	CHECK_INT(offers(cx, nobody, load, &o), 1);
	CHECK_STR(o[0].kind, "parcel");
	script(cx, "UPDATE location SET pickup = 1");
	load.stores_only = true;
	CHECK_INT(offers(cx, nobody, load, &o), 1);
	CHECK_STR(o[0].kind, "pickup");
	script(cx, "UPDATE delivery_method SET archived_ms = 1"
		   " WHERE kind = 'pickup'");
	CHECK_INT(offers(cx, nobody, load, &o), 0);
	load.stores_only = false;
	script(cx, "DELETE FROM delivery_rate");
	CHECK_INT(offers(cx, nobody, load, &o), 0);
}

/* ---- prices ---- */

struct sample {
	char by;           /* o w v c */
	int64_t free_from; /* -1: never */
	int64_t parcel_g, parcel_units, most_g;
	int64_t upto[5], amount[5];
	int n;
};

/* Put things in parcels one gram and one unit at a time. */
static int64_t brute(const struct sample *s, const struct delivery_load *l)
{
	enum { MOST = 500 };
	static int64_t g[MOST], u[MOST];
	int64_t n = 0, sum = 0;
	if (s->most_g && l->weight_g > s->most_g)
		return -1;
	for (bool fits = false; !fits;) {
		n++;
		memset(g, 0, sizeof(g));
		memset(u, 0, sizeof(u));
		for (int64_t i = 0; i < l->weight_g; i++)
			g[i % n]++;
		for (int64_t i = 0; i < l->units; i++)
			u[i % n]++;
		fits = (!s->parcel_g || g[0] <= s->parcel_g) &&
		       (!s->parcel_units || u[0] <= s->parcel_units);
	}
	for (int64_t i = 0; i < n; i++) {
		int64_t size = s->by == 'w'   ? g[i]
			       : s->by == 'c' ? u[i]
					      : l->goods.minor;
		int k = 0;
		while (s->by != 'o' && k < s->n && s->upto[k] < size)
			k++;
		if (k == s->n)
			return -1;
		sum += s->amount[k];
	}
	return s->free_from >= 0 && l->goods.minor >= s->free_from ? 0 : sum;
}

static uint64_t dice;

static int64_t any(int64_t most)
{
	dice = dice * 6364136223846793005U + 1442695040888963407U;
	return (int64_t)((dice >> 33) % (uint64_t)(most + 1));
}

static struct sample sample_make(void)
{
	struct sample s = {.by = "owvc"[any(3)], .free_from = -1};
	if (any(1))
		s.free_from = any(3000);
	if (any(1))
		s.parcel_g = 1 + any(400);
	if (any(1))
		s.parcel_units = 1 + any(10);
	if (any(3) == 0)
		s.most_g = 1 + any(900);
	s.n = s.by == 'o' ? 1 : 1 + (int)any(4);
	for (int i = 0; i < s.n; i++) {
		int64_t step = s.by == 'v' ? 1500 : s.by == 'c' ? 8 : 300;
		s.upto[i] = s.by == 'o'
				    ? 0
				    : (i ? s.upto[i - 1] : 0) + 1 + any(step);
		s.amount[i] = any(2000);
	}
	return s;
}

static void sample_save(struct cx *cx, const struct sample *s)
{
	const char *by = s->by == 'o'   ? "order"
			 : s->by == 'w' ? "weight"
			 : s->by == 'v' ? "value"
					: "count";
	clear(cx);
	script(cx, arena_printf(cx->arena,
			   "INSERT INTO delivery_zone (id, name) VALUES (1,"
			   " 'z'); INSERT INTO delivery_area (zone, country)"
			   " VALUES (1, 'FI'); INSERT INTO delivery_method"
			   " (id, zone, name, kind, price_by, free_from_minor,"
			   " parcel_g, parcel_units, most_g) VALUES (1, 1,"
			   " 'm', 'parcel', '%s', nullif(%lld, -1),"
			   " nullif(%lld, 0), nullif(%lld, 0),"
			   " nullif(%lld, 0))",
			   by, (long long)s->free_from, (long long)s->parcel_g,
			   (long long)s->parcel_units, (long long)s->most_g));
	for (int i = 0; i < s->n; i++)
		script(cx, arena_printf(cx->arena,
				   "INSERT INTO delivery_rate (method, upto,"
				   " amount_minor) VALUES (1, %lld, %lld)",
				   (long long)s->upto[i],
				   (long long)s->amount[i]));
}

static void check_load(
	struct cx *cx, const struct sample *s, struct delivery_load load)
{
	struct delivery_offer *o;
	int64_t want = brute(s, &load);
	size_t n = offers(cx, nobody, load, &o);
	CHECK_INT(n, want >= 0);
	if (n == 1)
		CHECK_INT(o[0].cost.minor, want);
	if (n == 1 && s->free_from > 0)
		CHECK_INT(o[0].to_free.minor,
			load.goods.minor >= s->free_from
				? 0
				: s->free_from - load.goods.minor);
}

/* Just below, at and above every row of its prices. */
static void check_rates(
	struct cx *cx, const struct sample *s, struct delivery_load l)
{
	for (int k = 0; k < s->n; k++)
		for (int d = -1; d <= 1; d++) {
			struct delivery_load at = l;
			if (s->by == 'w')
				at.weight_g = s->upto[k] + d;
			if (s->by == 'c')
				at.units = s->upto[k] + d;
			if (s->by == 'v')
				at.goods = money(s->upto[k] + d);
			if (at.units > 0)
				check_load(cx, s, at);
		}
}

static int64_t above(int64_t least, int64_t n)
{
	return n > least ? n : least;
}

/* The same of its bounds. */
static void check_bounds(
	struct cx *cx, const struct sample *s, struct delivery_load l)
{
	for (int d = -1; d <= 1; d++) {
		struct delivery_load at = l;
		at.weight_g = above(0, s->parcel_g + d);
		check_load(cx, s, at);
		at.weight_g = above(0, s->most_g + d);
		at.units = above(1, s->parcel_units + d);
		at.goods = money(above(0, s->free_from + d));
		check_load(cx, s, at);
	}
}

static void prices_agree_with_packing_by_hand_at_every_boundary(struct cx *cx)
{
	const char *env = getenv("PUOTI_LONG");
	int rounds = env && *env ? 2000 : 120;
	unsigned seed = 20261123;

	dice = seed;
	printf("# seed %u, %d methods\n", seed, rounds);
	for (int i = 0; i < rounds && !test_failed; i++) {
		struct sample s = sample_make();
		struct delivery_load l = {
			.weight_g = any(900),
			.units = 1 + any(30),
			.goods = money(any(4000)),
		};
		sample_save(cx, &s);
		check_load(cx, &s, l);
		check_rates(cx, &s, l);
		check_bounds(cx, &s, l);
	}
}

static void usual_is_the_cheapest_that_is_sent_at_home(struct cx *cx)
{
	struct delivery_usual u;
	CHECK_OK(delivery_usual(cx, &u));
	CHECK(u.any);
	CHECK_INT(u.cost.minor, 490);
	CHECK_INT(u.free_from.minor, 0);
	script(cx,
		"INSERT INTO delivery_method (id, zone, name, kind, price_by,"
		" free_from_minor) SELECT 77, id, 'Point', 'point', 'weight',"
		" 5900 FROM delivery_zone; INSERT INTO delivery_rate (method,"
		" upto, amount_minor) VALUES (77, 1000, 390), (77, 5000, 900)");
	CHECK_OK(delivery_usual(cx, &u));
	CHECK_INT(u.cost.minor, 390);
	CHECK_INT(u.free_from.minor, 5900);
	script(cx, "UPDATE delivery_method SET active = 0"
		   " WHERE kind <> 'pickup'");
	CHECK_OK(delivery_usual(cx, &u));
	CHECK(!u.any);
}

static void kept_methods_follow_the_version(struct cx *cx)
{
	struct delivery_usual u;
	int64_t version;
	CHECK_OK(catalogue_version(cx, &version));
	CHECK_OK(setting_use(cx, version));
	CHECK_OK(delivery_usual(cx, &u));
	script(cx, "UPDATE delivery_rate SET amount_minor = 5");
	CHECK_OK(delivery_usual(cx, &u));
	CHECK_INT(u.cost.minor, 490);
	CHECK_OK(setting_check(cx)); /* nobody has said so */
	CHECK_INT(setting_version(), version);
	CHECK_OK(catalogue_touch(cx));
	CHECK_OK(setting_check(cx));
	CHECK_INT(setting_version(), -1);
	CHECK_OK(delivery_usual(cx, &u));
	CHECK_INT(u.cost.minor, 5);
}

/* ---- days ---- */

static void easter_is_where_the_church_has_it(struct cx *cx)
{
	(void)cx;
	static const int64_t known[] = {19540418, 19810419, 20000423, 20080323,
		20110424, 20240331, 20250420, 20260405, 20270328, 20380425,
		22850322};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		CHECK_INT(day_easter((int)(known[i] / 10000)), known[i]);
}

static void finnish_holidays_of_a_year_are_these(struct cx *cx)
{
	(void)cx;
	static const int64_t year[] = {20260101, 20260106, 20260403, 20260404,
		20260405, 20260406, 20260501, 20260514, 20260524, 20260619,
		20260620, 20261031, 20261206, 20261224, 20261225, 20261226};
	size_t i = 0, n = sizeof(year) / sizeof(year[0]);
	for (int64_t d = 20260101; d < 20270101; d = day_add(d, 1)) {
		bool is = i < n && year[i] == d;
		CHECK_INT(day_is_finnish_holiday(d), is);
		i += is;
	}
	CHECK_INT(i, n);
	CHECK(day_is_finnish_holiday(20251101));
	CHECK_INT(day_weekday(20261123), 1);
	CHECK_INT(day_add(20240228, 2), 20240301);
	CHECK_INT(day_add(20260101, -1), 20251231);
}

static void closed_days_and_holidays_hold_parcels_back(struct cx *cx)
{
	struct delivery_when w;
	CHECK(delivery_day_works(cx, 20261123));
	CHECK(!delivery_day_works(cx, 20261122));
	CHECK(!delivery_day_works(cx, 20261225));
	CHECK_OK(delivery_when(cx, 1, 3, &w));
	CHECK_INT(w.from_day, 20261124);
	CHECK_INT(w.to_day, 20261126);
	script(cx, "INSERT INTO closed_day (day) VALUES (20261123),"
		   " (20261124), (20261127)");
	CHECK(!delivery_day_works(cx, 20261123));
	CHECK_OK(delivery_when(cx, 1, 3, &w));
	/* leaves on Wednesday; who carries it works on the Friday */
	CHECK_INT(w.from_day, 20261126);
	CHECK_INT(w.to_day, 20261130);
	cx->now = clock_moment(20261223, 15 * 60); /* Christmas comes */
	CHECK_OK(delivery_when(cx, 1, 2, &w));
	CHECK_INT(w.from_day, 20261229);
	CHECK_INT(w.to_day, 20261230);
	CHECK_STR(delivery_days_words(cx, w.from_day, w.to_day),
		"Tue 29 Dec – Wed 30 Dec");
	CHECK_STR(
		delivery_days_words(cx, w.from_day, w.from_day), "Tue 29 Dec");
	CHECK_STR(delivery_days_words(cx, 0, 0), "");
}

static void offers_promise_days_when_all_is_here(struct cx *cx)
{
	struct delivery_offer *o;
	struct delivery_load load = {.units = 1, .here = true};
	CHECK_INT(offers(cx, nobody, load, &o), 2);
	CHECK_INT(o[0].from_day, 20261125);
	CHECK_INT(o[0].to_day, 20261127);
	CHECK_INT(o[1].from_day, 20261123);
	load.here = false;
	CHECK_INT(offers(cx, nobody, load, &o), 2);
	CHECK_INT(o[0].from_day, 0);
}

/* ---- points, codes ---- */

static void nearest_points_come_first(struct cx *cx)
{
	struct delivery_point *p, one;
	size_t n;
	script(cx, "INSERT INTO pickup_point (carrier, code, name, postal,"
		   " country, updated_ms, archived_ms) VALUES"
		   " ('Posti', '1', 'Kallio', '00530', 'FI', 1, NULL),"
		   " ('Posti', '2', 'Tampere', '33100', 'FI', 1, NULL),"
		   " ('Posti', '3', 'Sörnäinen', '00500', 'FI', 1, NULL),"
		   " ('Posti', '4', 'Closed', '00531', 'FI', 1, 5),"
		   " ('Other', '1', 'Kallio', '00530', 'FI', 1, NULL),"
		   " ('Posti', '5', 'Stockholm', '00530', 'SE', 1, NULL)");
	CHECK_OK(delivery_points(cx, "Posti", "FI", "00520", &p, &n));
	CHECK_INT(n, 2);
	CHECK_STR(p[0].name, "Kallio");
	CHECK_STR(p[1].name, "Sörnäinen");
	CHECK_OK(delivery_points(cx, "Posti", "FI", "37100", &p, &n));
	CHECK_INT(n, 1);
	CHECK_STR(p[0].name, "Tampere");
	CHECK_OK(delivery_points(cx, "Posti", "FI", "90100", &p, &n));
	CHECK_INT(n, 0);
	CHECK_OK(delivery_point_get(cx, "Posti", "2", &one));
	CHECK_STR(one.postal, "33100");
	CHECK_INT(delivery_point_get(cx, "Posti", "4", &one), ERR_NOT_FOUND);
	CHECK_INT(delivery_point_get(cx, "Posti", "9", &one), ERR_NOT_FOUND);
}

static void pickup_codes_are_the_orders_own(struct cx *cx)
{
	const char *a = delivery_pickup_code(cx, 1);
	CHECK_INT(strlen(a), 7);
	CHECK_INT(strspn(a, "0123456789"), 4);
	CHECK_STR(delivery_pickup_code(cx, 1), a);
	CHECK(strcmp(delivery_pickup_code(cx, 2), a) != 0);
}

int main(void)
{
	return test_run((struct test[]){
		{"first zone that holds the place decides",
			first_zone_that_holds_the_place_decides},
		{"countries are those that have a way",
			countries_are_those_that_have_a_way},
		{"nothing of what is off is offered",
			nothing_of_what_is_off_is_offered},
		{"prices agree with packing by hand at every boundary",
			prices_agree_with_packing_by_hand_at_every_boundary},
		{"usual is the cheapest that is sent at home",
			usual_is_the_cheapest_that_is_sent_at_home},
		{"kept methods follow the version",
			kept_methods_follow_the_version},
		{"Easter is where the church has it",
			easter_is_where_the_church_has_it},
		{"Finnish holidays of a year are these",
			finnish_holidays_of_a_year_are_these},
		{"closed days and holidays hold parcels back",
			closed_days_and_holidays_hold_parcels_back},
		{"offers promise days when all is here",
			offers_promise_days_when_all_is_here},
		{"nearest points come first", nearest_points_come_first},
		{"pickup codes are the order's own",
			pickup_codes_are_the_orders_own},
		{NULL, NULL},
	});
}
