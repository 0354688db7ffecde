/*
 * typed - the names of columns that the user typed in the language of the messages or tables
 * (program).
 *
 * A table for people shows a translated name, touchpoint as 接触点, so a reader types it. It means
 * our column if no column has that very name, so that the same input gives the same bytes in every
 * language. In the output, the column has our name.
 */
#ifndef TYPED_H
#define TYPED_H
#include <stdbool.h>
#include <stddef.h>

/* Whether the N bytes at TYPED are a translation of the column's name. */
bool typed_is(const char *column, const char *typed, size_t n);

/* Notes that TYPED means COLUMN. typed_ours: what it means; TYPED itself if nothing was noted. */
void typed_means(const char *typed, const char *column);
const char *typed_ours(const char *typed);

#endif
