/*
 * draft - a file that appears under its name only when it is complete (program).
 *
 * It is written as PATH.part with mode 0600.  If the tool ends before draft_keep, also by a signal,
 * PATH.part is removed and PATH stays as it was.  What a kill leaves is taken over by the next
 * draft of the same PATH.
 */
#ifndef DRAFT_H
#define DRAFT_H
#include <stdbool.h>

struct draft;

/* An empty file, locked against a second draft of PATH. */
struct draft *draft_open(const char *path);

const char *draft_path(const struct draft *);	/* PATH.part */
int draft_fd(const struct draft *);		/* to read and write; the draft closes it */

/* Sync it and give it its name; to REPLACE what is there, else PATH must not exist.  Frees. */
void draft_keep(struct draft *, bool replace);

#endif
