/*
 * function - the SQL functions of the extension, as SQLite wants them (program).
 *
 * The extension, custkit.so, gives SQL the arithmetic of the tools: its files here read arguments
 * and set results, and call only pure files and the allocation of base. It is no part of
 * libcustkit.a.
 */
#ifndef FUNCTION_H
#define FUNCTION_H
#include <sqlite3ext.h>
#include <stdbool.h>

struct function {		/* an array of them ends with { 0 } */
	const char *name;
	int arguments;
	/* a later release of a library can give another result, so SQL may not index it */
	bool changes;
	void (*scalar)(sqlite3_context *, int, sqlite3_value **);

	/* of an aggregate, which is also a window function; value: without ending it */
	void (*step)(sqlite3_context *, int, sqlite3_value **);
	void (*inverse)(sqlite3_context *, int, sqlite3_value **);
	void (*value)(sqlite3_context *);
	void (*final)(sqlite3_context *);
};

/* What the functions of a connection share: the texts that were read last. */
struct function_shared {
	int users;
	struct scorer *scorer;
	struct hours *hours;
};

#endif
