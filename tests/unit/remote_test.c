#include "lib/remote.h"

#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/err.h"
#include "tests/check.h"

#define CHECK_OK(got) CHECK_INT(got, OK)

/* A server on loopback that answers once and then is gone. */
struct server {
	pid_t pid;
	int port;
};

static struct server serve(const char *answer, size_t filler, bool hangs)
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
		static char head[8192];
		alarm(20);
		signal(SIGPIPE, SIG_DFL);
		int c = accept(fd, NULL, NULL);
		if (read(c, head, sizeof(head)) < 0 ||
			write(c, answer, strlen(answer)) < 0)
			_exit(1);
		memset(head, 'x', sizeof(head));
		for (; filler > 0; filler -= sizeof(head))
			if (filler < sizeof(head) ||
				write(c, head, sizeof(head)) < 0)
				_exit(1);
		if (hangs)
			pause();
		_exit(0);
	}
	close(fd);
	return s;
}

static void stop(const struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
}

static int ask_one(struct arena *a, const char *answer, size_t filler,
	bool hangs, struct remote_answer *out)
{
	struct server s = serve(answer, filler, hangs);
	struct remote_ask ask = {
		.method = "POST",
		.url = arena_printf(a, "http://127.0.0.1:%d/payments", s.port),
		.body = "{}",
		.body_len = 2,
		.timeout_ms = hangs ? 300 : 5000,
	};
	int rc = remote_call(a, &ask, out);
	stop(&s);
	return rc;
}

static void answer_comes_raw_with_its_headers(struct arena *a)
{
	struct remote_answer got;
	CHECK_OK(ask_one(a,
		"HTTP/1.1 201 Created\r\nSignature:  ab12 \r\n"
		"Checkout-Account: 375917\r\nContent-Length: 11\r\n\r\n"
		"{\"a\": \"b\"}\n",
		0, false, &got));
	CHECK_INT(got.status, 201);
	CHECK_INT(got.body_len, 11);
	CHECK_STR(got.body, "{\"a\": \"b\"}\n");
	CHECK_STR(remote_header(&got, "signature"), "ab12");
	CHECK_STR(remote_header(&got, "checkout-account"), "375917");
	CHECK(!remote_header(&got, "location"));
}

static void failures_of_the_other_side_are_answers(struct arena *a)
{
	struct remote_answer got;
	CHECK_OK(ask_one(a, "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno", 0,
		false, &got));
	CHECK_INT(got.status, 500);
	CHECK_STR(got.body, "no");
}

static void redirects_are_not_followed(struct arena *a)
{
	struct remote_answer got;
	CHECK_OK(ask_one(a,
		"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
		"Content-Length: 0\r\n\r\n",
		0, false, &got));
	CHECK_INT(got.status, 302);
}

static void half_an_answer_is_none(struct arena *a)
{
	struct remote_answer got;
	CHECK_INT(ask_one(a,
			  "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n"
			  "{\"transactionId\":",
			  0, false, &got),
		ERR_BUSY);
	CHECK(*got.problem);
	CHECK_INT(ask_one(a, "", 0, false, &got), ERR_BUSY);
}

static void silence_ends(struct arena *a)
{
	struct remote_answer got;
	CHECK_INT(ask_one(a, "", 0, true, &got), ERR_BUSY);
}

static void endless_answer_is_cut(struct arena *a)
{
	struct remote_answer got;
	CHECK_INT(ask_one(a, "HTTP/1.1 200 OK\r\n\r\n", 4 << 20, false, &got),
		ERR_TOO_LARGE);
}

static void endless_headers_are_cut(struct arena *a)
{
	struct remote_answer got;
	CHECK(ask_one(a, "HTTP/1.1 200 OK\r\nA: ", 4 << 20, false, &got) < 0);
}

static void plain_http_goes_to_this_machine_alone(struct arena *a)
{
	static const char *const no[] = {"http://services.paytrail.com/x",
		"http://10.0.0.1/x", "http://127.0.0.1.evil.example/x",
		"http://127.0.0.1@evil.example/x", "http://127.0.0.1:80@e/x",
		"http://localhost/x", "ftp://127.0.0.1/x", "file:///etc/passwd",
		"", "//127.0.0.1/", "HTTP://127.0.0.1/"};
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++) {
		struct remote_answer got;
		struct remote_ask ask = {.method = "GET", .url = no[i]};
		CHECK_INT(remote_call(a, &ask, &got), ERR_DENIED);
	}
	CHECK(remote_is_loopback("http://127.0.0.1:8123"));
	CHECK(remote_is_loopback("http://[::1]:8123/base"));
}

/* openssl's own server, with a certificate that it signed itself. */
static pid_t serve_tls(const char *dir, const char *port)
{
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		alarm(20);
		if (chdir(dir) < 0 || !freopen("/dev/null", "w", stdout) ||
			!freopen("/dev/null", "w", stderr))
			_exit(1);
		execlp("openssl", "openssl", "s_server", "-quiet", "-www",
			"-accept", port, "-cert", "cert.pem", "-key", "key.pem",
			(char *)NULL);
		_exit(1);
	}
	return pid;
}

static bool make_cert(const char *dir)
{
	int status = 1;
	pid_t pid = fork();
	if (pid == 0) {
		if (chdir(dir) < 0 || !freopen("/dev/null", "w", stderr))
			_exit(1);
		execlp("openssl", "openssl", "req", "-x509", "-newkey",
			"rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
			"-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
			"key.pem", "-out", "cert.pem", (char *)NULL);
		_exit(1);
	}
	waitpid(pid, &status, 0);
	return status == 0;
}

static pid_t child_with_turn(const struct turnstile *t)
{
	int ready[2];
	char c;
	if (pipe(ready) != 0)
		abort();
	pid_t pid = fork();
	if (pid == 0) {
		int turn;
		if (turn_take(t, &turn) != OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	close(ready[1]);
	CHECK_INT(read(ready[0], &c, 1), 1);
	close(ready[0]);
	return pid;
}

static void only_so_many_wait_at_a_time(struct arena *a)
{
	struct turnstile t = {
		.stem = arena_printf(a, "%s/remote", check_dir()), .most = 2};
	int mine, other;
	pid_t child = child_with_turn(&t);
	CHECK_OK(turn_take(&t, &mine));
	CHECK_INT(turn_take(&t, &other), ERR_BUSY);

	struct remote_answer got;
	static const char said[] =
		"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
	remote_turns(&t);
	CHECK_INT(ask_one(a, said, 0, false, &got), ERR_BUSY);
	CHECK(strstr(got.problem, "wait"));
	turn_give(mine);
	CHECK_OK(ask_one(a, said, 0, false, &got));
	CHECK_OK(ask_one(a, said, 0, false, &got)); /* it was given back */

	CHECK_OK(turn_take(&t, &mine));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	CHECK_OK(turn_take(&t, &other)); /* the dead leave theirs */
	turn_give(other);
	turn_give(mine);
	remote_turns(NULL);
}

static void certificate_that_nobody_signed_ends_the_call(struct arena *a)
{
	const char *dir = check_dir();
	struct remote_answer got = {.problem = ""};
	struct server free_one = serve("", 0, true); /* its port, once */
	stop(&free_one);
	const char *port = arena_printf(a, "%d", free_one.port);
	if (!make_cert(dir)) {
		printf("# no openssl here: not tried\n");
		return;
	}
	pid_t pid = serve_tls(dir, port);
	struct remote_ask ask = {.method = "GET",
		.url = arena_printf(a, "https://127.0.0.1:%s/", port),
		.timeout_ms = 3000};
	int rc = ERR_BUSY;
	for (int i = 0; i < 50 && !strstr(got.problem, "certificate"); i++) {
		usleep(100 * 1000);
		rc = remote_call(a, &ask, &got);
	}
	CHECK_INT(rc, ERR_BUSY);
	CHECK(strstr(got.problem, "certificate"));
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

int main(void)
{
	static const struct check checks[] = {
		{"an answer comes raw, with its headers",
			answer_comes_raw_with_its_headers},
		{"failures of the other side are answers",
			failures_of_the_other_side_are_answers},
		{"redirects are not followed", redirects_are_not_followed},
		{"half an answer is none", half_an_answer_is_none},
		{"silence ends", silence_ends},
		{"an endless answer is cut", endless_answer_is_cut},
		{"endless headers are cut", endless_headers_are_cut},
		{"plain http goes to this machine alone",
			plain_http_goes_to_this_machine_alone},
		{"only so many wait at a time", only_so_many_wait_at_a_time},
		{"a certificate that nobody signed ends the call",
			certificate_that_nobody_signed_ends_the_call},
		{NULL, NULL},
	};
	return check_run(checks);
}
