/*
 * draft - a file that appears under its name only when it is complete (program).
 *
 * The file is written as PATH.part with mode 0600. If the tool ends before draft_keep, or a signal
 * ends it, PATH.part is removed and PATH stays as it was. After SIGKILL PATH.part remains; the next
 * draft of the same PATH uses it.
 */
#ifndef DRAFT_H
#define DRAFT_H
#include <stdbool.h>
#include <stddef.h>

struct draft;

/*
 * Creates an empty file, and locks it against a second draft of PATH. Ends the tool if another
 * program is writing it.
 */
struct draft *draft_open(const char *path);

const char *draft_path(const struct draft *);	/* PATH.part */
int draft_fd(const struct draft *);		/* to read and write; the draft closes it */

/*
 * Syncs the file, renames it to PATH, and frees the draft. Without REPLACE, ends the tool if PATH
 * exists.
 */
void draft_keep(struct draft *, bool replace);

/*
 * Keeps N drafts of one folder, all or none, without replacing a file: syncs all of them, then
 * renames them, the first one last. So if the first has its name, all have theirs, even after
 * SIGKILL. If one cannot be renamed, removes all and ends the tool. N is at least 1.
 */
void draft_keep_all(struct draft **, size_t n);

/* Removes the file, and frees the draft. */
void draft_drop(struct draft *);

#endif
