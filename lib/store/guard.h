/*
 * guard - protects a store: sets limits, checks that a file is a store, and restricts the SQL of a
 * user (program).
 */
#ifndef GUARD_H
#define GUARD_H
#include <stdint.h>

#include "lib/store/schema.h"

struct store;

enum {
	GUARD_APPLICATION = 0x6375736b,		/* "cusk" */
	GUARD_VERSION = SCHEMA_VERSION,		/* of the schema that this custkit reads */
};

/* Sets the limits of a connection, and its other settings. Call it before the first use. */
void guard_limits(struct store *);

/*
 * The version of the schema; 0: the file is empty. Ends the tool if the file is another database,
 * or if a newer custkit created it.
 */
int64_t guard_identity(struct store *);

/* Makes the connection refuse SQL that does more than read and call functions. */
void guard_only_reads(struct store *);

/*
 * Ends the tool if WHERE is not one expression over FROM, with a message that begins with WHAT:
 * "--where". Also makes the connection interrupt every query that runs for more than 20 seconds.
 */
void guard_where(struct store *, const char *what, const char *from, const char *where);

#endif
