/*
 * outbox - rows that are recorded in the store, then printed, then marked as printed (program).
 *
 * If a tool is killed in between, its next run prints them again; none is lost.
 */
#ifndef OUTBOX_H
#define OUTBOX_H
#include <stdbool.h>

struct store;

/*
 * Lets only one run print at a time, to the end of the process or to outbox_unlock. Another run
 * waits here until this one has marked what it printed, but only for some time: a reader of the
 * output may hang. Then it ends the tool with a message: WHO is still printing, and WHAT happens
 * next. The lock is on the file of the store, apart from those of SQLite. Unlocking drops the locks
 * of SQLite, so no transaction may be open then.
 */
int outbox_lock(struct store *, const char *who, const char *what);
void outbox_unlock(int lock);

/*
 * Whether standard output took all of it. If not, the tool reports it at its end. A pipe cannot be
 * synced, and does not need it.
 */
bool outbox_delivered(void);

#endif
