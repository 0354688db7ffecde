/*
 * progress - shows how far a long task is (program).
 *
 * After two seconds it prints a line on standard error, and replaces it as the work goes on. It
 * prints nothing if standard error is not a terminal, or with --quiet.
 */
#ifndef PROGRESS_H
#define PROGRESS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct progress {
	bool on, shown;
	struct timespec start;
	double next;		/* seconds after the start */
};

void progress_begin(struct progress *);

/* ROWS and bytes so far; SIZE, in bytes, is how many there are in all, 0: not known. */
void progress_show(struct progress *, uint64_t rows, uint64_t bytes, uint64_t size);

/* Removes the line. */
void progress_end(struct progress *);

/* "1200000 rows, 61 of 240 MB, 30 MB/s, 0:06 left"; TO has room for N bytes. */
void progress_text(char *to, size_t n, double seconds, uint64_t rows, uint64_t bytes,
    uint64_t size);

#endif
