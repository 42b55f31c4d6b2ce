#include "lib/fetch.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/err.h"
#include "tests/check.h"

/* A server on loopback that gives each connection the next answer. */
struct server {
	pid_t pid;
	int port;
};

static struct server serve(const char *const *answers)
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
		char head[4096];
		alarm(20);
		for (; *answers; answers++) {
			int c = accept(fd, NULL, NULL);
			if (read(c, head, sizeof(head)) < 0 ||
				write(c, *answers, strlen(*answers)) < 0)
				_exit(1);
			close(c);
		}
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

static const char *target(struct arena *a)
{
	return arena_printf(a, "%s/got", check_dir());
}

static void private_addresses_are_refused(struct arena *a)
{
	static const char *const urls[] = {"http://127.0.0.1/x",
		"http://localhost/x", "http://[::1]/x", "http://10.1.2.3/x",
		"http://192.168.1.1/x", "http://172.16.0.1/x",
		"http://169.254.169.254/latest/meta-data", "http://0.0.0.0/x",
		"http://100.64.0.1/x", "http://224.0.0.1/x",
		"http://255.255.255.255/x", "http://[::ffff:127.0.0.1]/x",
		"http://[fe80::1]/x", "http://[fc00::1]/x",
		"http://[fd12::1]/x", "http://[ff02::1]/x",
		"http://[64:ff9b::7f00:1]/x", "http://[2002:7f00:1::]/x",
		"http://0x7f.1/x", "http://2130706433/x", "http://0177.1/x"};
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		const char *problem;
		int rc = fetch_to_file(
			a, urls[i], target(a), 1000, false, &problem);
		if (rc != ERR_DENIED)
			printf("# %s: %s\n", urls[i], problem);
		CHECK_INT(rc, ERR_DENIED);
		CHECK_INT(access(target(a), F_OK), -1);
	}
}

static void other_schemes_are_refused(struct arena *a)
{
	static const char *const urls[] = {"file:///etc/passwd",
		"ftp://a.example/x", "gopher://a.example/x", "dict://a/x",
		"smb://a/x", "", "javascript:alert(1)"};
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++) {
		const char *problem;
		CHECK_INT(fetch_to_file(
				  a, urls[i], target(a), 1000, true, &problem),
			ERR_DENIED);
	}
}

static int get(struct arena *a, const char *const *answers, size_t max)
{
	const char *problem;
	struct server s = serve(answers);
	int rc = fetch_to_file(a,
		arena_printf(a, "http://127.0.0.1:%d/", s.port), target(a), max,
		true, &problem);
	stop(&s);
	return rc;
}

static void a_file_arrives(struct arena *a)
{
	CHECK_INT(get(a,
			  (const char *[]){"HTTP/1.1 302 Go\r\nLocation: /b\r\n"
					   "Connection: close\r\n\r\n",
				  "HTTP/1.1 200 OK\r\nConnection: close\r\n"
				  "Content-Length: 5\r\n\r\nhello",
				  NULL},
			  5),
		OK);
	char text[16] = "";
	FILE *f = fopen(target(a), "r");
	CHECK(f && fread(text, 1, 15, f) == 5);
	CHECK_STR(text, "hello");
	if (f)
		fclose(f);
}

static void too_much_is_refused(struct arena *a)
{
	static const char *const said[] = {
		"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n"
		"Connection: close\r\n\r\nhello!",
		NULL};
	static const char *const unsaid[] = {
		"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello!", NULL};
	CHECK_INT(get(a, said, 5), ERR_TOO_LARGE);
	CHECK_INT(get(a, unsaid, 5), ERR_TOO_LARGE);
	CHECK_INT(access(target(a), F_OK), -1);
}

static void redirects_end(struct arena *a)
{
	static const char go[] = "HTTP/1.1 302 Go\r\nLocation: /again\r\n"
				 "Connection: close\r\n\r\n";
	CHECK_INT(get(a, (const char *[]){go, go, go, go, go, NULL}, 100),
		ERR_NOT_FOUND);
	CHECK_INT(get(a,
			  (const char *[]){"HTTP/1.1 302 Go\r\nLocation: "
					   "file:///etc/passwd\r\nConnection: "
					   "close\r\n\r\n",
				  NULL},
			  100),
		ERR_DENIED);
}

static void refusals_and_troubles_are_told_apart(struct arena *a)
{
	CHECK_INT(get(a,
			  (const char *[]){"HTTP/1.1 404 No\r\nConnection: "
					   "close\r\n\r\n",
				  NULL},
			  100),
		ERR_NOT_FOUND);
	CHECK_INT(get(a,
			  (const char *[]){"HTTP/1.1 503 Later\r\nConnection: "
					   "close\r\n\r\n",
				  NULL},
			  100),
		ERR_BUSY);
}

int main(void)
{
	return check_run((struct check[]){
		{"private addresses are refused",
			private_addresses_are_refused},
		{"other schemes are refused", other_schemes_are_refused},
		{"a file arrives", a_file_arrives},
		{"too much is refused", too_much_is_refused},
		{"redirects end", redirects_end},
		{"refusals and troubles are told apart",
			refusals_and_troubles_are_told_apart},
		{NULL, NULL},
	});
}
