/*
 * outlet - where a file that the user names for output really is (program).
 *
 * Symbolic links are followed, also one whose target does not exist yet. What the path leads to is
 * a descriptor that the tool got from its caller (/dev/stderr, /dev/fd/N, >(command)), a stream,
 * which is a device or a FIFO, or a file.
 */
#ifndef OUTLET_H
#define OUTLET_H
#include <stdbool.h>

/* The path behind all links. It may not exist. The caller frees it. */
char *outlet_path(const char *path);

/*
 * Whether it is written as it is: not read before, and never replaced by another file. A descriptor
 * is, also if it is that of a regular file: "tool >>log" shares it with other programs.
 */
bool outlet_is_stream(const char *path);

/* Whether rows in it would stand between those that the tool prints, or be lost with them. */
bool outlet_is_stdout(const char *path);

/* Whether two paths lead to the same file, which may not exist; of streams, it does not matter. */
bool outlet_is_same(const char *a, const char *b);

/*
 * Opens a stream to write, a descriptor where it stands. Ends the tool if it cannot be written, or
 * if it is a FIFO that no program reads: the rows would be lost.
 */
int outlet_open(const char *path);

/* Ends the tool if the path leads to a descriptor that the tool cannot write. */
void outlet_check(const char *path);

#endif
