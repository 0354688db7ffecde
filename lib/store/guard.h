/*
 * guard - what protects a store: limits, the check that a file is a store, and what SQL that a user
 * wrote may do (program).
 */
#ifndef GUARD_H
#define GUARD_H
#include <stdint.h>

#include "version.h"

struct store;

enum {
	GUARD_APPLICATION = 0x6375736b,		/* "cusk" */
	GUARD_VERSION = CUSTKIT_SCHEMA,		/* of the schema that this custkit reads */
};

/* The limits and settings of every connection, before its first use. */
void guard_limits(struct store *);

/*
 * The version of the schema; 0: the file is empty.  Ends the tool if the file is another database,
 * or if a newer custkit made it.
 */
int64_t guard_identity(struct store *);

/* From now on the connection runs only SQL that reads and calls functions. */
void guard_only_reads(struct store *);

/*
 * Check that WHERE is one expression over FROM; ends the tool if it is not.  From now on a query of
 * the connection that runs for more than 20 seconds is interrupted.
 */
void guard_where(struct store *, const char *from, const char *where);

#endif
