/*
 * connection - the handle of an open store, and SQLite's connection under it (program).
 *
 * Every connection that is still open when the tool ends is rolled back, so that no journal stays
 * behind.
 */
#ifndef CONNECTION_H
#define CONNECTION_H
#include <sqlite3.h>
#include <stdbool.h>

/* An open store.  main opens one and passes it down; see store.h. */
struct store {
	sqlite3 *db;
	char *zone;	/* the time zone of the business; NULL: the store names none */
	struct digest *digest;	/* NULL: nothing was written */
	char *copy;	/* the file before an upgrade that is not committed; NULL: none */
};

/* Create an empty file with mode 0600; false if a file of this name exists. */
bool connection_create(const char *path);

/* Open an existing file.  To read: also a file that the user may not write to. */
struct store *connection_open(const char *path, bool to_read);
void connection_close(struct store *);

/* The path of the file. */
const char *connection_path(const struct store *);

/* Forget an upgrade that was rolled back: remove the copy. */
void connection_drop_copy(struct store *);

/* End the tool with the file's name and SQLite's message. */
_Noreturn void connection_fail(sqlite3 *);

#endif
