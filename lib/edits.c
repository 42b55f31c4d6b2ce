#include "lib/edits.h"

#include <stdlib.h>
#include <string.h>

static int least(int a, int b)
{
	return a < b ? a : b;
}

int edits(const char *a, const char *b, int max)
{
	int rows[3][EDITS_WORD_MAX + 1];
	int *before = rows[0], *last = rows[1], *row = rows[2];
	int na = (int)strlen(a), nb = (int)strlen(b);
	if (na > EDITS_WORD_MAX || nb > EDITS_WORD_MAX || abs(na - nb) > max)
		return max + 1;
	for (int j = 0; j <= nb; j++)
		last[j] = j;
	for (int i = 1; i <= na; i++) {
		int best = row[0] = i;
		for (int j = 1; j <= nb; j++) {
			int cost = a[i - 1] != b[j - 1];
			row[j] = least(least(last[j], row[j - 1]) + 1,
				last[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
			best = least(best, row[j]);
		}
		if (best > max)
			return max + 1;
		int *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return least(last[nb], max + 1);
}
