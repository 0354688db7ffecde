/*
 * label - a column of two words, and which of them is yes (program).
 *
 * Yes is the word that was asked for; else one of the usual words for it (yes, y, true, t, 1, churn,
 * churned, left, lost, gone, 是, 流失, 已流失), or the one beside a usual word for no (no, n, false, f,
 * 0, active, stayed, retained, current, 否, 未流失), in capitals or not; else the later one bytewise.
 */
#ifndef LABEL_H
#define LABEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LABEL_BLANK = -1, LABEL_THIRD = 2 };

struct label {			/* zeroed: nothing seen */
	char *word[2];		/* in the order they were first seen */
	int64_t count[2];
	int words;
	int yes;		/* which of them; after label_settle */
	const char *why;	/* likewise: "as requested", "a word for yes", "the other is a word for no",
				   "last in byte order" */
};

/* Which of the two words the cell is; LABEL_BLANK of an empty one; LABEL_THIRD of one too many. */
int label_see(struct label *, const char *cell);

/* Of two words; ASKED may be NULL.  False where it is neither. */
bool label_settle(struct label *, const char *asked);

void label_free(struct label *);

#endif
