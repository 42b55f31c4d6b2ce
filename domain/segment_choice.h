#ifndef DOMAIN_SEGMENT_CHOICE_H
#define DOMAIN_SEGMENT_CHOICE_H

#include "domain/segment.h"

/* Things that the owner chooses among in a rule, with their names. */
struct segment_choice {
	int64_t id;
	const char *name; /* in cx->locale */
};
/* Interests that are asked for, in their order. */
int segment_interests(struct cx *cx, struct segment_choice **out, size_t *n);

#endif
