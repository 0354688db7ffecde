/*
 * rejects - the file of --rejects: the bad rows of a table, which the user can correct and load
 * with the same options (program).
 *
 * It is CSV in UTF-8: the cells of the row as they are in the file, then the columns table_marks,
 * which a load ignores; see rejected.h for how it is read. It begins with a byte order mark if the
 * user probably has the file from a spreadsheet program, which then shows it well.
 *
 * Rows of earlier loads stay in the file, so that the same command can run every night. A row that
 * is rejected again, with the same cells, column and reason, is there once, also if the file has
 * another name today or the row another line.
 *
 * A device, a FIFO or a descriptor such as /dev/stderr is a stream: it gets only the rows of this
 * load, also of a dry run, which leaves a file as it is.
 */
#ifndef REJECTS_H
#define REJECTS_H
#include <stdbool.h>

struct rejects;
struct table;
struct table_reject;

/* OPTION names the file in messages: "rejects". */
struct rejects *rejects_new(const char *option, const char *path, bool dry_run);

/*
 * Ends the tool if the file is standard output or one of FILES, which are the input, if it exists
 * and is neither empty nor a file of rejects, or if it has rows with columns that are not those of
 * the table.
 */
void rejects_check(const struct rejects *, const struct table *, char *const *files);

/* Writes a bad row. For table_opts.reject; CTX is the struct rejects. */
void rejects_add(void *ctx, const struct table *, const struct table_reject *);

/* Begins the file, if no row was bad. Call it after the last row, before table_close. */
void rejects_open(struct rejects *, const struct table *);

/* Completes the file, which until then is as it was before, and frees the rejects. */
void rejects_close(struct rejects *);

#endif
