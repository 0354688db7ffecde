/*
 * audit_own - shared by the files audit*.c (program): what the hashes of a link are of.
 */
#ifndef AUDIT_OWN_H
#define AUDIT_OWN_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/sha.h"
#include "lib/base/text.h"
#include "lib/store/audit.h"

enum { AUDIT_SALT = 16 };

/* The tables that audit_covers, with their keys. */
struct audit_table {
	const char *name, *key;
	bool names_customers;	/* the key is the id of a customer, or was */
};
enum { AUDIT_TABLES = 8 };
extern const struct audit_table audit_tables[AUDIT_TABLES];

struct audit_link {
	int64_t link;
	const char *kind, *table, *key;		/* TABLE, KEY: "" if NULL */
	const unsigned char *salt, *digest;	/* NULL: none */
};

/* The bytes of column AT of a row, if there are N; else NULL. */
const unsigned char *audit_bytes(sqlite3_stmt *, int at, int n);

/* Does the link of the digests of all tables fit what meta has? */
bool audit_content_fits(struct store *, const struct audit_link *);

/*
 * ROW is a query of a row by its key (audit_row_query). GONE: there is no such row. Computes the
 * digest of a link of the row.
 */
sqlite3_stmt *audit_row_query(struct store *, const struct audit_table *);
void audit_row_digest(const struct audit_link *, sqlite3_stmt *row, bool *gone,
    unsigned char to[static SHA_SIZE]);

/* The hash of a link after BEFORE. */
void audit_chain(const unsigned char before[static SHA_SIZE], const struct audit_link *,
    unsigned char to[static SHA_SIZE]);

#endif
