/*
 * forget - an erasure from its beginning to its proof (program).
 */
#ifndef FORGET_H
#define FORGET_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ledger;
struct persons;
struct store;
struct traces;

struct forget {
	struct store *store;
	struct ledger *ledger;
	struct traces *traces;
	int64_t batch;		/* 0: nobody had to be erased */
	bool owed;		/* an earlier erasure was not proved */
};

/*
 * Inside a transaction that erase_open has prepared, with the tool TOOL: erases those of PERSONS
 * who are alive. Without FORCE, ends the tool if something of them is open.
 */
void forget_run(struct forget *, struct persons *, const char *tool, const char *reason,
    bool force);

/* Commits, keeps the hashes in the file STORE.forgotten, and proves the erasure. */
void forget_prove(struct forget *);

/* The loads that wrote rejected rows to files: in a note, as these may have erased rows. */
void forget_note_rejects(struct store *);

#endif
