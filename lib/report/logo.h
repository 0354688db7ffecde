/* logo - a picture as a data: URI, which a page contains (program). */
#ifndef LOGO_H
#define LOGO_H

/*
 * Reads a PNG or SVG of at most 1 MiB. An SVG must be XML without a script, and without a reference
 * to another file. Ends the tool if it is neither. The caller frees the URI; NULL if PATH is NULL.
 */
char *logo_read(const char *path);

#endif
