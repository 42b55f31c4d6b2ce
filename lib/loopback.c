#include "lib/loopback.h"

#include <string.h>

bool remote_is_loopback(const char *url)
{
	static const char *const starts[] = {
		"http://127.0.0.1", "http://[::1]"};
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		size_t n = strlen(starts[i]);
		if (strncmp(url, starts[i], n) != 0)
			continue;
		const char *c = url + n;
		if (*c == ':')
			c += 1 + strspn(c + 1, "0123456789");
		return !*c || *c == '/';
	}
	return false;
}
