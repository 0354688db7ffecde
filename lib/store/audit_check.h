/*
 * audit_check - finds what does not fit the chain of hashes (program). audit.h explains the chain.
 */
#ifndef AUDIT_CHECK_H
#define AUDIT_CHECK_H
#include <stdint.h>

#include "lib/base/sha.h"
#include "lib/store/check.h"

/* The state of a chain on an earlier day, kept outside the store. */
struct audit_witness {
	int64_t link;		/* 0: none */
	unsigned char hash[SHA_SIZE];
};

enum { AUDIT_WITNESS = 128 };

/* The last link as a line of text, without its line feed. Returns TO. */
char *audit_witness_line(struct store *, char to[static AUDIT_WITNESS]);

/* LINE is such a line, or the path of a file whose last witness is meant. Ends the tool if not. */
struct audit_witness audit_witness_read(const char *line);

/* What was accepted up to the witness is not reported again. */
void audit_check(struct store *, const struct audit_witness *, const struct check_report *);

/* Accepts the rows that do not fit their links; audit_check reports that instead. */
void audit_check_accept(struct store *);

#endif
