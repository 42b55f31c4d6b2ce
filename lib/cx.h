#ifndef LIB_CX_H
#define LIB_CX_H

#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * What a domain function may touch, and all it may touch.  One per request;
 * tests build their own with an in-memory database and a fixed clock.
 */
struct cx {
	struct db *db;          /* borrowed from the worker */
	struct arena *arena;    /* results live here */
	int64_t now;            /* UTC, milliseconds since 1970 */
	const char *locale;     /* "en", "fi", "sv": of the texts wanted */
	const char *root;       /* the root language: texts fall back to it */
	int64_t staff;          /* who acts; 0: a customer or the program */
	const char *request_id; /* "" outside requests */
	const struct secret *secret; /* the key file: lib/crypt.h */
	const struct conf *conf;     /* the operator's; NULL in some tests */
};

#endif
