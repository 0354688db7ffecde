/*
 * replay - forgets customers again in a copy of the store that is older than their erasure
 * (program).
 */
#ifndef REPLAY_H
#define REPLAY_H

struct store;

/*
 * COPY is to become the store PATH. If the file PATH.forgotten names customers of it, returns a
 * draft in which they are erased, and which is removed when the tool ends; else COPY itself. The
 * caller closes both.
 */
struct store *replay_copy(struct store *copy, const char *path);

#endif
