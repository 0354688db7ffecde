/*
 * rejects - the file of --rejects: the bad rows of a table, which the user can correct and load
 * (program).
 *
 * It is CSV: the cells of the row, then the columns table_marks, which a load ignores. A file from
 * an earlier load stays until this load adds its first bad row, or succeeds.
 */
#ifndef REJECTS_H
#define REJECTS_H

struct rejects;
struct table;
struct table_reject;

struct rejects *rejects_new(const char *path);

/*
 * Ends the tool if the file is one of FILES, which are the input, or if it exists and is neither
 * empty nor a file of rejects.
 */
void rejects_check(const struct rejects *, char *const *files);

/* Writes a bad row. For table_opts.reject; CTX is the struct rejects. */
void rejects_add(void *ctx, const struct table *, const struct table_reject *);

/* Completes the file and frees the rejects. Without a bad row, the file has only a header. */
void rejects_free(struct rejects *, const struct table *);

#endif
