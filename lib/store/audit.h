/*
 * audit - a chain of hashes over what was recorded, in the table audit (program).
 *
 * The rows of some tables never change once they are committed: batches, steps, consents, entries
 * of points, aliases, erasures. store_commit adds a link per such row, and at the end a link of the
 * digests of all tables (digest.h). A row that custkit itself changes or removes, by an undo or an
 * erasure, gets a link of its own for that. So whatever another program changes does not fit its
 * latest link; the links themselves are a chain, so that none can be changed, taken out or put in
 * between.
 *
 * A link has a random salt. Without it nobody can tell by trying what an erased row was; see
 * audit_erase.
 */
#ifndef AUDIT_H
#define AUDIT_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct audit;
struct store;

/* Has every row of this table a link? */
bool audit_covers(const char *table);

/* The rows that change until the next commit. */
struct audit *audit_new(void);
void audit_free(struct audit *);
void audit_forget(struct audit *);	/* after a rollback */

/* A row that is about to change, as SQLite's hook has it. */
struct audit_change {
	sqlite3 *db;
	int op;
	const char *table;
	int64_t key, new_key;
};
void audit_see(struct audit *, const struct audit_change *);

/* Before the digests are written: do they match the last link? */
bool audit_is_current(struct store *);

/*
 * After that, before the commit: adds the links. Without WAS_CURRENT, the link of the digests says
 * that content was accepted which custkit did not write.
 */
void audit_commit(struct store *, bool was_current);

/* After a migration: the chain begins, or goes on with new tables. */
void audit_begin(struct store *);

/* Adds a link for a row that another program has changed, added or removed. */
void audit_accept_row(struct store *, const char *table, const char *key);

/*
 * Erases the salts of all links of the rows in KEYS, a query of table and key, and the keys
 * themselves if they are ids of customers. Returns how many salts were erased.
 */
int64_t audit_erase(struct store *, const char *keys);

#endif
