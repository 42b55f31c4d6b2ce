#ifndef LIB_FETCH_H
#define LIB_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/arena.h"

enum { FETCH_REDIRECTS_MAX = 3 };

/*
 * Fetch an http(s) address into a file, at most max bytes and 30 seconds.
 * Private, loopback, link-local and multicast addresses are refused at
 * connect time, so redirects and DNS tricks are covered.
 * ERR_DENIED: such an address or scheme; ERR_TOO_LARGE; ERR_BUSY: try later;
 * ERR_NOT_FOUND: 4xx.  private_ok is for tests alone.
 */
int fetch_to_file(struct arena *a, const char *url, const char *path,
	size_t max, bool private_ok, const char **problem);

#endif
