/*
 * proof - searches the file of the store for erased values, and cleans it (program).
 *
 * SQLite overwrites what is deleted with zeros (secure_delete), but parts of pages may keep old
 * bytes, and another program may have deleted rows without that. So the bytes of the file are
 * searched: all pages, those that are free, and a journal beside it. A value that a row still has,
 * of another customer, is shared. If another is found, or a free page is not empty, VACUUM writes
 * the file anew from its rows, and it is searched again.
 *
 * A mark in meta says that an erasure is not proved yet: if the tool is killed, the values are not
 * known any more, so the next one runs VACUUM in any case.
 */
#ifndef PROOF_H
#define PROOF_H
#include <stdbool.h>

struct store;
struct traces;

/* Inside the transaction of an erasure: sets the mark. */
void proof_owe(struct store *);
bool proof_is_owed(struct store *);

/*
 * After the commit. OWED: an earlier erasure was not proved. Sets the states of the values. Without
 * values that are left, removes the mark.
 */
void proof_run(struct store *, struct traces *, bool owed);

/* After it: names on standard error where values are shared or left. */
void proof_note(const struct store *, const struct traces *);

#endif
