/*
 * history_shared_own - the file that history_shared_write.c writes and history_shared.c reads
 * (program).
 */
#ifndef HISTORY_SHARED_OWN_H
#define HISTORY_SHARED_OWN_H
#include <sys/types.h>

#include "lib/history/history_own.h"

/*
 * The file: a struct history_shared_head, the histories, the ids, and the days. In a history, id
 * is the offset of its text, and day the place of its first day. The environment has the number
 * of the descriptor, and which file that is: "3:1:2057", with the numbers of device and inode. So a
 * descriptor that the user has opened is never taken for ours.
 */
#define HISTORY_SHARED_VARIABLE "CUSTKIT_HISTORIES"

struct history_shared_state {			/* of the store: it changes with each commit */
	dev_t device;
	ino_t file;
	uint32_t change;
};

struct history_shared_head {
	char magic[8];
	size_t history, day;	/* bytes of each: of the same version of custkit */
	struct history_shared_state state;
	struct known known;
	size_t n, ids, days;
	struct history_seen seen;
	int64_t uncosted;
	int32_t newest;
	bool costs;
};
#define HISTORY_SHARED_MAGIC "hist 1"

/* Reads the state of a store; false: that is not possible. */
bool history_shared_now(const struct store *, struct history_shared_state *to);
bool history_shared_is_same(const struct history_shared_state *,
    const struct history_shared_state *);

enum { HISTORY_SHARED_NAME = 64 };

/* What the environment says of a descriptor. */
bool history_shared_name(int fd, char to[static HISTORY_SHARED_NAME]);

#endif
