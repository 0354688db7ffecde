/* draft_own - what the files draft*.c share: the drafts that are not finished (program). */
#ifndef DRAFT_OWN_H
#define DRAFT_OWN_H
#include "lib/io/draft.h"

struct draft {
	char *path, *part, *journal;	/* the journal is SQLite's, if the draft is a store */
	char *folder;
	int fd;
	struct draft *volatile next;	/* of those that are not finished */
};

/* The draft, which is not finished, is no longer removed if the tool ends. */
void draft_forget(const struct draft *);

#endif
