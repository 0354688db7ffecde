/*
 * origin - what a report is made from, and its digest (program).
 *
 * The commands of a report read the same facts one after the other. So tables from standard input
 * are kept in a file, and the digest shows whether a store has changed in between.
 */
#ifndef ORIGIN_H
#define ORIGIN_H
#include <stdint.h>

struct store;

/* Copies standard input to a file without a name; returns its descriptor. */
int origin_keep(void);

/* The SHA-256 of each of the files; or of FD if there are none. The caller frees the text. */
char *origin_of_files(char **files, int fd);

/*
 * The SHA-256 of the digests of all tables, as "key|value" in lines: what origin_proof prints with
 * sqlite3(1) and sha256sum(1). The caller frees the text.
 */
char *origin_of_store(struct store *);

/* The name of the latest trial that was assigned by a day; NULL: none. The caller frees it. */
char *origin_trial(struct store *, int32_t as_of);

/* The command that prints the digest; the caller frees it. */
char *origin_proof(const char *store, char **files);

#endif
