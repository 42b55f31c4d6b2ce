#ifndef LIB_JSON_H
#define LIB_JSON_H

#include <jansson.h>

#include "lib/arena.h"

/*
 * j as compact text in the arena; j is released.  NULL when there is no j
 * (a text that was not UTF-8, out of jansson's bounds).
 */
const char *json_text(struct arena *a, json_t *j);

/*
 * The same in ASCII and safe inside a script element: neither "</script>" nor
 * a comment can stand in it, nor a line separator that ends a string.
 */
const char *json_script(struct arena *a, json_t *j);

#endif
