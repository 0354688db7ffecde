/*
 * copies - copies of the store that still hold forgotten customers (program).
 *
 * They are looked for beside the store, as FILE.v9 of an upgrade, and in a folder. A copy is any
 * SQLite file with a table customer, of whatever version. It holds a customer whose hash is in the
 * file STORE.forgotten, unless it has the tombstone too: then it is younger than the erasure, and
 * another customer has got the id.
 */
#ifndef COPIES_H
#define COPIES_H
#include <stddef.h>

struct ledger;

struct copy {
	char *path;
	size_t holds;		/* customers */
	const char *why;	/* it cannot be read, because ...; NULL: it can */
};

struct copies {
	struct copy *one;
	size_t n, room;
	size_t read;		/* files that were read, also those that hold nobody */
};

/* FOLDER NULL: only beside the store. Ends the tool if the folder cannot be read. */
struct copies copies_find(const char *store_path, const char *folder, const struct ledger *);
void copies_free(struct copies *);

#endif
