#ifndef LIB_LOOPBACK_H
#define LIB_LOOPBACK_H

#include <stdbool.h>

/* "http://127.0.0.1:8123" or "http://[::1]:8123", with an optional path. */
bool remote_is_loopback(const char *url);

#endif
