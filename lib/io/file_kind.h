/*
 * file_kind - the kind of a file that is not CSV, from its first bytes (pure).
 */
#ifndef FILE_KIND_H
#define FILE_KIND_H
#include <stdbool.h>
#include <stddef.h>

/* Is it gzip, a zip archive, or a workbook of Excel (.xlsx)? The first 128 KiB are enough. */
bool file_kind_is_gzip(const char *s, size_t n);
bool file_kind_is_zip(const char *s, size_t n);
bool file_kind_is_workbook(const char *s, size_t n);

/*
 * The kind of a file that is not CSV, and what the user can do: "is a zip archive, not CSV: unzip
 * -p". A command follows a colon; the name of the file completes it. NULL: it may be CSV.
 */
const char *file_kind(const char *s, size_t n);

#endif
