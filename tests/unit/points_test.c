/* Pickup points: a carrier's list, and the service that tells of them. */
#include "domain/points.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "domain/carrier.h"
#include "domain/sealed.h"
#include "domain/setting.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/clock.h"
#include "lib/db.h"
#include "handlers/admin/admin.h"
#include "lib/pakettikauppa.h"
#include "tests/admin.h"
#include "tests/orders.h"

/* ---- lists ---- */

static struct points_report send_list(struct cx *cx, const char *csv)
{
	struct points_report r;
	CHECK_OK(points_import(cx, csv, strlen(csv), &r));
	return r;
}

#define HEAD "carrier,code,name,street,postal,city,country,hours\n"
static const char three[] = HEAD
	"Posti,1,Kallio,Kolmas linja 1,00530,Helsinki,FI,0-24\n"
	"Posti,2,\"Tampere, asema\",Rautatienkatu 25,33100,Tampere,fi,7-22\n"
	"Matkahuolto,1,Kamppi,Salomonkatu 1,00100,Helsinki,FI,\n";

static int64_t in_use(struct cx *cx)
{
	return test_number(cx, "SELECT count(*) FROM pickup_point"
			       " WHERE archived_ms IS NULL");
}

static void same_list_again_changes_nothing(struct cx *cx)
{
	struct points_report r = send_list(cx, three);
	CHECK_INT(r.added, 3);
	CHECK_INT(r.n_problems, 0);
	cx->now += MS_DAY;
	r = send_list(cx, three);
	CHECK_INT(r.added + r.changed + r.archived, 0);
	CHECK_INT(r.same, 3);
	CHECK_INT(test_number(cx, "SELECT max(updated_ms) FROM pickup_point"),
		TEST_NOW);
}

static void points_that_left_the_list_are_archived(struct cx *cx)
{
	send_list(cx, three);
	struct points_report r = send_list(cx,
		"\xEF\xBB\xBF"
		"Code;Carrier;Postal;Name;Country\r\n"
		"2;Posti;33100;Tampereen asema;FI\r\n");
	CHECK_INT(r.n_problems, 0);
	CHECK_INT(r.changed, 1);
	CHECK_INT(r.archived, 1); /* Matkahuolto's is not its matter */
	CHECK_INT(in_use(cx), 2);
	r = send_list(cx, three);
	CHECK_INT(r.added, 1); /* it is back */
	CHECK_INT(r.changed, 1);
	CHECK_INT(in_use(cx), 3);
}

static void what_is_wrong_is_told_by_line_and_changes_nothing(struct cx *cx)
{
	send_list(cx, three);
	struct points_report r = send_list(cx,
		HEAD "Posti,7,Uusi,,00200,Helsinki,FI,\n"
		     "Posti,,Nimetön,,00200,Helsinki,FI,\n"
		     "\n"
		     "Posti,8,X,,00200,Helsinki,Finland,\n"
		     "Posti,7,Toinen,,00200,Helsinki,FI,\n");
	CHECK_INT(r.n_problems, 3);
	CHECK_INT(r.problems[0].line, 3);
	CHECK_STR(r.problems[0].text, "“code” is empty.");
	CHECK_INT(r.problems[1].line, 5);
	CHECK_INT(r.problems[2].line, 6);
	CHECK_STR(r.problems[2].text, "The point 7 is on line 2 already.");
	CHECK_INT(in_use(cx), 3);
	r = send_list(cx, "carrier,name\nPosti,x\n");
	CHECK_INT(r.n_problems, 3); /* code, postal, country */
	CHECK_INT(send_list(cx, HEAD).n_problems, 1);
	CHECK_INT(send_list(cx, "").n_problems, 1);
	CHECK_INT(send_list(cx, HEAD "Posti,1,\"half").n_problems, 1);
	CHECK_INT(in_use(cx), 3);
}

/* ---- the API ---- */

/* Computed with Python's hmac over the values in the order of names. */
static void values_are_signed_in_the_order_of_names(struct cx *cx)
{
	const struct pakettikauppa_pair pairs[] = {
		{"api_key", "00000000-0000-0000-0000-000000000000"},
		{"address", ""},
		{"postcode", "33100"},
		{"country", "FI"},
		{"service_provider", "2103"},
		{"limit", "15"},
		{"query", ""},
		{"timestamp", "1600000000"},
		{NULL, NULL},
	};
	CHECK_STR(pakettikauppa_hash(cx->arena, "1234567890ABCDEF", pairs),
		"9f9650c7f94d958507229a07efe082c1"
		"9606cb9249faebe72fe2b009931d9e12");
	const struct pakettikauppa_pair words[] = {
		{"timestamp", "1"},
		{"api_key", "avain"},
		{"address", "Mäntytie 1 & 2"},
		{NULL, NULL},
	};
	CHECK_STR(pakettikauppa_hash(cx->arena, "sälä", words),
		"75e4a422afc3c54c9faa365b975e394d"
		"63a558fddcfc842b2a6f7ea4d2a6a64b");
	const struct pakettikauppa_pair none[] = {{NULL, NULL}};
	CHECK_STR(pakettikauppa_form(cx->arena,
			  "00000000-0000-0000-0000-000000000000",
			  "1234567890ABCDEF", none, 1600000000),
		"api_key=00000000-0000-0000-0000-000000000000"
		"&timestamp=1600000000&hash="
		"5a12febd83dffde2f0c828ebd6c8e223"
		"d5107bef5cc11dd7c566e380e8e39f2b");
}

/* ---- a stand-in on loopback ---- */

enum mood { GOOD, SLOW, RESET, HALF, NOT_JSON, REFUSED };

static const char list[] =
	"[{\"provider\":\"Posti\",\"pickup_point_id\":\"903\",\"name\":"
	"\"K-Market Kallio\",\"street_address\":\"Fleminginkatu 1\","
	"\"postcode\":\"00530\",\"city\":\"Helsinki\",\"country\":\"FI\","
	"\"description\":\"7-23\"},{\"provider\":\"Posti\",\"name\":\"no id\","
	"\"postcode\":\"00530\"}]";

/* Is the form signed?  Names come sorted by the shop's own hand here. */
static bool is_signed(struct arena *a, char *body)
{
	struct pakettikauppa_pair pairs[16];
	size_t n = 0;
	const char *hash = "";
	for (char *at = body, *end; at && n < 15; at = end) {
		end = strchr(at, '&');
		if (end)
			*end++ = '\0';
		char *value = strchr(at, '=');
		if (!value)
			return false;
		*value++ = '\0';
		for (char *p = value; (p = strchr(p, '%')) != NULL;) {
			const char hex[3] = {p[1], p[2], '\0'};
			*p = (char)strtol(hex, NULL, 16);
			memmove(p + 1, p + 3, strlen(p + 3) + 1);
			p++;
		}
		if (strcmp(at, "hash") == 0)
			hash = value;
		else
			pairs[n++] = (struct pakettikauppa_pair){at, value};
	}
	pairs[n] = (struct pakettikauppa_pair){NULL, NULL};
	return !strcmp(pakettikauppa_hash(a, "1234567890ABCDEF", pairs), hash);
}

static void answer_one(struct arena *a, int c, enum mood mood)
{
	static char got[16384];
	size_t n = 0;
	char *body = NULL;
	while (n + 1 < sizeof(got)) {
		ssize_t k = read(c, got + n, sizeof(got) - n - 1);
		if (k <= 0)
			break;
		n += (size_t)k;
		got[n] = '\0';
		body = strstr(got, "\r\n\r\n");
		if (body && strstr(body, "hash="))
			break;
	}
	if (mood == RESET) {
		const struct linger hard = {1, 0};
		setsockopt(c, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
		close(c);
		return;
	}
	if (mood == SLOW)
		sleep(30);
	bool ok = body && is_signed(a, body + 4) && mood != REFUSED;
	const char *text = mood == NOT_JSON ? "<html>maintenance</html>" : list;
	const char *whole = arena_printf(a,
		"HTTP/1.1 %s\r\nContent-Length: %zu\r\n\r\n%s",
		ok ? "200 OK" : "401 Unauthorized", strlen(text), text);
	size_t len = strlen(whole) - (mood == HALF ? 60 : 0);
	if (write(c, whole, len) < 0)
		_exit(1);
	close(c);
}

struct server {
	pid_t pid;
	int port;
};

static struct server serve(struct cx *cx, enum mood mood)
{
	struct sockaddr_in in = {.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&in, sizeof(in)) < 0 ||
		listen(fd, 8) < 0 ||
		getsockname(fd, (struct sockaddr *)&in, &n) < 0)
		abort();
	fflush(stdout);
	struct server s = {fork(), ntohs(in.sin_port)};
	if (s.pid == 0) {
		alarm(60);
		for (;;)
			answer_one(cx->arena, accept(fd, NULL, NULL), mood);
	}
	close(fd);
	CHECK_OK(setting_set(cx, "carrier.pakettikauppa.url", NULL,
		arena_printf(cx->arena, "http://127.0.0.1:%d", s.port)));
	return s;
}

static void stop(const struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
}

static void set_up(struct cx *cx)
{
	cx->now = clock_now(); /* what was asked is kept by the process */
	CHECK_OK(setting_set(cx, "carrier.pakettikauppa", NULL, "1"));
	CHECK_OK(sealed_set(cx, "pakettikauppa.key",
		"00000000-0000-0000-0000-000000000000"));
	CHECK_OK(sealed_set(cx, "pakettikauppa.secret", "1234567890ABCDEF"));
	CHECK_OK(db_run_script(cx->db,
		"INSERT INTO delivery_method (zone, name, kind, carrier,"
		" service) VALUES (1, 'Point', 'point', 'Posti', '2103')"));
	send_list(cx, HEAD "Posti,1,Known,,00500,Helsinki,FI,\n");
}

static int64_t carrier_saved(
	struct cx *cx, const char *url, const char *key, const char *secret)
{
	struct param form[] = {{"on", "1"}, {"url", url}, {"key", key},
		{"secret", secret}, {NULL, NULL}};
	struct req r = admin_req(cx, form, NULL);
	CHECK_OK(admin_carrier_save(&r));
	return r.status;
}

static void keys_go_to_no_other_address(struct cx *cx)
{
	const char *key;
	CHECK_INT(carrier_saved(cx, "https://a.example", "k1", "s1"), 303);
	CHECK_INT(carrier_saved(cx, "https://thief.example", "", ""), 422);
	CHECK_INT(carrier_saved(cx, "https://thief.example", "k2", ""), 422);
	CHECK_STR(setting_get(cx, "carrier.pakettikauppa.url"),
		"https://a.example");
	CHECK_OK(sealed_get(cx, "pakettikauppa.key", &key));
	CHECK_STR(key, "k1");
	CHECK_INT(carrier_saved(cx, "https://a.example", "", ""), 303);
	CHECK_INT(carrier_saved(cx, "https://b.example", "k2", "s2"), 303);
}

static size_t points_near(struct cx *cx, const char *postal)
{
	struct delivery_point *p;
	size_t n = 0;
	CHECK_OK(delivery_points(cx, "Posti", "FI", postal, &p, &n));
	return n;
}

static void service_tells_points_and_they_are_kept(struct cx *cx)
{
	struct delivery_point p;
	set_up(cx);
	struct server s = serve(cx, GOOD);
	CHECK_INT(points_near(cx, "00530"), 2);
	const char *problem = "";
	CHECK_OK(carriers[0]->test(cx, &problem));
	stop(&s);
	CHECK_INT(points_near(cx, "00530"), 2); /* not asked again */
	CHECK_OK(delivery_point_get(cx, "Posti", "903", &p));
	CHECK_STR(p.name, "K-Market Kallio");
	CHECK_STR(p.hours, "7-23");
}

static void known_points_stand_when_it_does_not_answer(struct cx *cx)
{
	static const struct {
		enum mood mood;
		const char *postal;
	} cases[] = {{RESET, "01001"}, {HALF, "01002"}, {NOT_JSON, "01003"},
		{REFUSED, "01004"}, {SLOW, "01005"}};
	set_up(cx);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		cx->now += MS_HOUR; /* it may be asked anew */
		struct server s = serve(cx, cases[i].mood);
		int64_t before = clock_now();
		CHECK_INT(points_near(cx, cases[i].postal), 1);
		CHECK(clock_now() - before < 5 * MS_SECOND);
		/* and then it is left alone for a while */
		before = clock_now();
		CHECK_INT(points_near(cx, "01900"), 1);
		CHECK(clock_now() - before < MS_SECOND);
		stop(&s);
	}
	const char *problem = "";
	CHECK(carriers[0]->test(cx, &problem) < 0);
	CHECK(*problem != '\0');
}

static void page_that_is_read_never_calls(struct cx *cx)
{
	set_up(cx);
	cx->now += 10 * MS_HOUR;
	struct server s = serve(cx, GOOD);
	CHECK_OK(db_read_begin(cx->db));
	CHECK_INT(points_near(cx, "00540"), 1);
	db_read_end(cx->db);
	CHECK_INT(points_near(cx, "00540"), 2);
	stop(&s);
}

int main(void)
{
	return test_run((struct test[]){
		{"same list again changes nothing",
			same_list_again_changes_nothing},
		{"points that left the list are archived",
			points_that_left_the_list_are_archived},
		{"what is wrong is told by line and changes nothing",
			what_is_wrong_is_told_by_line_and_changes_nothing},
		{"values are signed in the order of names",
			values_are_signed_in_the_order_of_names},
		{"service tells points and they are kept",
			service_tells_points_and_they_are_kept},
		{"known points stand when it does not answer",
			known_points_stand_when_it_does_not_answer},
		{"keys go to no other address", keys_go_to_no_other_address},
		{"page that is read never calls",
			page_that_is_read_never_calls},
		{NULL, NULL},
	});
}
