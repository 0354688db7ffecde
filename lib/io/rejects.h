/*
 * rejects - the file of --rejects: the bad rows of a table, which can be mended and loaded
 * (program).
 *
 * CSV: the cells of the row, then file, line, column and reason.  What an earlier load rejected
 * stays until there is something new for the file, or until this load succeeds.
 */
#ifndef REJECTS_H
#define REJECTS_H

struct rejects;
struct table;
struct table_reject;

/* The columns that the file adds, then NULL: a load leaves them out (table_opts). */
extern const char *const rejects_columns[];

struct rejects *rejects_new(const char *path);

/*
 * Ends the tool if the file is one of FILES, which are read, or is neither new nor empty nor of
 * this kind.
 */
void rejects_check(const struct rejects *, char *const *files);

/* For table_opts: CTX is the rejects. */
void rejects_add(void *ctx, const struct table *, const struct table_reject *);

/* Creates the file if there was no bad row; all of it is written.  Frees. */
void rejects_free(struct rejects *, const struct table *);

#endif
