#include "lib/fetch.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/err.h"

enum { CONNECT_S = 10, FETCH_S = 30 };

struct range4 {
	uint32_t net;
	int bits;
};

/* IANA's special-purpose registry: what is not the public internet. */
static const struct range4 closed4[] = {
	{0x00000000, 8},  /* this network */
	{0x0a000000, 8},  /* private */
	{0x64400000, 10}, /* carrier-grade NAT */
	{0x7f000000, 8},  /* loopback */
	{0xa9fe0000, 16}, /* link-local, cloud metadata */
	{0xac100000, 12}, /* private */
	{0xc0000000, 24}, /* protocol assignments */
	{0xc0000200, 24}, /* documentation */
	{0xc0586300, 24}, /* 6to4 relays */
	{0xc0a80000, 16}, /* private */
	{0xc6120000, 15}, /* benchmarks */
	{0xc6336400, 24}, /* documentation */
	{0xcb007100, 24}, /* documentation */
	{0xe0000000, 4},  /* multicast */
	{0xf0000000, 4},  /* reserved, broadcast */
};

static bool is_public4(uint32_t ip)
{
	for (size_t i = 0; i < sizeof(closed4) / sizeof(*closed4); i++) {
		uint32_t mask = ~(uint32_t)0 << (32 - closed4[i].bits);
		if ((ip & mask) == closed4[i].net)
			return false;
	}
	return true;
}

/* Only global unicast (2000::/3), and of it nothing that tunnels to an IPv4
 * address: Teredo, 6to4, documentation. */
static bool is_public6(const unsigned char *ip)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	if (!memcmp(ip, mapped, sizeof(mapped)))
		return is_public4((uint32_t)ip[12] << 24 |
				  (uint32_t)ip[13] << 16 |
				  (uint32_t)ip[14] << 8 | ip[15]);
	if ((ip[0] & 0xe0) != 0x20)
		return false;
	if (ip[0] == 0x20 && ip[1] == 0x02) /* 6to4 */
		return false;
	if (ip[0] == 0x20 && ip[1] == 0x01 && ip[2] < 0x02) /* 2001::/23 */
		return false;
	if (ip[0] == 0x20 && ip[1] == 0x01 && ip[2] == 0x0d && ip[3] == 0xb8)
		return false;
	return !(ip[0] == 0x3f && ip[1] == 0xff); /* documentation */
}

static bool is_public(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, sa, sizeof(in));
		return is_public4(ntohl(in.sin_addr.s_addr));
	}
	if (sa->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;
		memcpy(&in6, sa, sizeof(in6));
		return is_public6(in6.sin6_addr.s6_addr);
	}
	return false;
}

struct fetch {
	FILE *out;
	size_t n, max;
	bool private_ok, denied, too_large;
};

/* Every connection passes here with the address it really goes to: those of
 * redirects and of names that resolve to something else the second time. */
static curl_socket_t on_socket(
	void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct fetch *f = arg;
	if (purpose != CURLSOCKTYPE_IPCXN ||
		(!f->private_ok && !is_public(&address->addr))) {
		f->denied = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
		address->protocol);
}

static size_t on_data(char *p, size_t size, size_t n, void *arg)
{
	struct fetch *f = arg;
	if (size * n > f->max - f->n) {
		f->too_large = true;
		return 0;
	}
	f->n += size * n;
	return fwrite(p, 1, size * n, f->out);
}

static void set_options(CURL *curl, const char *url, struct fetch *f)
{
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)FETCH_REDIRECTS_MAX);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)FETCH_S);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "Puoti/" PUOTI_VERSION);
	curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->max);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, f);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, f);
}

static int outcome(struct arena *a, CURL *curl, CURLcode rc,
	const struct fetch *f, const char **problem)
{
	long status = 0;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	*problem = curl_easy_strerror(rc);
	if (rc == CURLE_OK)
		return OK;
	if (f->denied || rc == CURLE_UNSUPPORTED_PROTOCOL ||
		rc == CURLE_URL_MALFORMAT) {
		*problem = "the address is not one that may be fetched";
		return ERR_DENIED;
	}
	if (f->too_large || rc == CURLE_FILESIZE_EXCEEDED) {
		*problem = "the file is too large";
		return ERR_TOO_LARGE;
	}
	if (rc == CURLE_TOO_MANY_REDIRECTS)
		return ERR_NOT_FOUND;
	if (rc == CURLE_HTTP_RETURNED_ERROR) {
		*problem = arena_printf(a, "the server said %ld", status);
		if (status < 500 && status != 408 && status != 429)
			return ERR_NOT_FOUND;
	}
	return ERR_BUSY;
}

int fetch_to_file(struct arena *a, const char *url, const char *path,
	size_t max, bool private_ok, const char **problem)
{
	struct fetch f = {.max = max, .private_ok = private_ok};
	*problem = "";
	f.out = fopen(path, "we");
	if (!f.out) {
		*problem = "the file cannot be written here";
		return ERR_INTERNAL;
	}
	CURL *curl = curl_easy_init();
	if (!curl)
		abort();
	set_options(curl, url, &f);
	int rc = outcome(a, curl, curl_easy_perform(curl), &f, problem);
	curl_easy_cleanup(curl);
	if (fclose(f.out) != 0 && rc == OK) {
		*problem = "the file cannot be written here";
		rc = ERR_INTERNAL;
	}
	if (rc != OK)
		unlink(path);
	return rc;
}
