/*
 * cite - the footer of --cite: which command printed a table, and from what (program).
 *
 *	custkit 1.2: clv-calc --as-of=1997-09-30 orders.csv; as of 1997-09-30; orders.csv xxh128=...
 *
 * One line after the table, on standard error or as a comment. The same input gives the same line.
 * put.c begins it, source_bytes.c digests the files while they are read, store.c names stores; the
 * tools need no code for it.
 *
 * It is made to be published, so it has no personal data. Values of options are shown if they are
 * numbers, dates, choices, files, or names of columns and schemes; of other texts, such as --where,
 * only that there was one, unless --unmask is given. Operands are shown if they are files.
 */
#ifndef CITE_H
#define CITE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cite_input;
struct put_opts;

/* Misuse if the format has no comments. */
void cite_check(const struct put_opts *);

/* The footer is printed when the tool ends (opt_leave), if OPTS asks for it. */
void cite_begin(const struct put_opts *);

/* A file that is read; NULL without --cite. It is freed by nobody: it lives as long as the tool. */
struct cite_input *cite_input_new(const char *name);

/* The N bytes from offset AT of the file. Bytes that were digested before count once. */
void cite_input_add(struct cite_input *, uint64_t at, const char *s, size_t n);

/* The bytes of a regular file that were not digested yet. */
void cite_input_rest(struct cite_input *, int fd);

/*
 * A file is called NAME in the footer, for a pipe from table-convert; "": it is left out, because
 * it is no input.
 */
void cite_rename(const char *file, const char *name);

/* Does anybody ask for the footer? And a store that is read: DIGEST is of its content. */
bool cite_is_wanted(void);
void cite_store(const char *path, uint64_t digest);

/* The day up to which facts count, if --as-of does not say it. */
void cite_as_of(int32_t day);

#endif
