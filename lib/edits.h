#ifndef LIB_EDITS_H
#define LIB_EDITS_H

#include <stddef.h>

/*
 * How many letters must be put, taken, changed or swapped with a neighbour to
 * make b of a (optimal string alignment, the restricted Damerau-Levenshtein
 * distance); max + 1 when it is more than max.  Bytes: for folded words.
 */
enum { EDITS_WORD_MAX = 64 };
int edits(const char *a, const char *b, int max);

#endif
