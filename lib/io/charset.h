/*
 * charset - the character set of the terminal, if it is not UTF-8 (program).
 *
 * Messages and --help are written in that of the locale, as by other programs: in GB18030 under
 * LANG=zh_CN.GB18030. Tables are UTF-8 everywhere.
 */
#ifndef CHARSET_H
#define CHARSET_H
#include <stdbool.h>
#include <stddef.h>

/*
 * Messages from now on are in the character set of a locale such as zh_CN.GB18030; UTF-8 if it
 * names none. Returns false, and changes nothing, if SAMPLE cannot be written in it: the set is not
 * known here, or has not these characters.
 */
bool charset_use(const char *locale, const char *sample);

bool charset_is_utf8(void);

/* Writes a message, given in UTF-8; false: errno says why not. Allocates nothing. */
bool charset_write(int fd, const char *, size_t n);

#endif
