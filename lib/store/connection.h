/*
 * connection - the handle of an open store, and its SQLite connection (program).
 *
 * If the tool ends while a connection is open, its transaction is rolled back, so that no journal
 * is left.
 */
#ifndef CONNECTION_H
#define CONNECTION_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* An open store. main opens it and passes it down; see store.h. */
struct store {
	sqlite3 *db;
	char *zone;	/* the time zone of the business; NULL: the store has none */
	bool accepts;	/* triggers and views that are not custkit's; see foreign.h */
	struct digest *digest;	/* NULL: nothing was written */
	struct audit *audit;	/* the same */
	bool bulk;	/* a bulk load, see store_bulk */
	bool images;	/* SQL has the functions of image.c */
	char *copy;	/* path of the copy before an upgrade not committed yet; NULL: none */
};

/* Creates an empty file with mode 0600. Returns false if a file with this name exists. */
bool connection_create(const char *path);

/* Opens an existing file. With TO_READ it may be a file that the user cannot write. */
struct store *connection_open(const char *path, bool to_read);
struct store *connection_memory(void);		/* an empty database in memory */
void connection_close(struct store *);

/* The path of the file. */
const char *connection_path(const struct store *);

/*
 * Reads N bytes of the file, or as many as it has, the others become zero; false: that failed. It
 * reads through SQLite's own handle, because a tool that opens and closes the file a second time
 * loses SQLite's locks.
 */
bool connection_read(const struct store *, void *to, int n, int64_t at);

/* Removes the copy after an upgrade was rolled back. */
void connection_drop_copy(struct store *);

/* Ends the tool with the path of the file and SQLite's message. */
_Noreturn void connection_fail(sqlite3 *);

#endif
