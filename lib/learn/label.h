/*
 * label - a column of two words, one of which means yes (program).
 *
 * The word for yes is the one that the user asks for. If the user does not, three rules follow in
 * turn; upper and lower case are the same.
 *
 *   1. One of the usual words for yes: yes, y, true, t, 1, churn, churned, left, lost, gone,
 *      是, 流失, 已流失.
 *   2. The counterpart of a usual word for no: no, n, false, f, 0, active, stayed, retained,
 *      current, 否, 未流失.
 *   3. The word that is later in bytewise order.
 */
#ifndef LABEL_H
#define LABEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LABEL_BLANK = -1, LABEL_THIRD = 2 };

struct label {			/* zeroed: no cell seen */
	char *word[2];		/* in the order of appearance */
	int64_t count[2];
	int words;
	int yes;		/* index of the word for yes, after label_settle */
	/*
	 * the reason, after label_settle: "as requested", "a word for yes", "the other is a word
	 * for no" or "last in byte order"
	 */
	const char *why;
};

/*
 * Counts a cell. Returns the index of its word, LABEL_BLANK for a blank cell, or LABEL_THIRD for a
 * third word.
 */
int label_see(struct label *, const char *cell);

/* Decides which of two words means yes. ASKED may be NULL; false if it is neither word. */
bool label_settle(struct label *, const char *asked);

/*
 * Of a single word: whether it means yes, by ASKED or by the usual words; LABEL_BLANK if that is
 * not known.
 */
int label_lone(const char *word, const char *asked);

void label_free(struct label *);

#endif
