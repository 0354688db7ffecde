/* language - the language of messages and of tables for people (program). */
#ifndef LANGUAGE_H
#define LANGUAGE_H
#include <stdbool.h>

#define LANGUAGE_WORDS "en|zh"	/* of the tables for people, on the command line */

/*
 * Messages from now on are in the language of the user: the first of $LANGUAGE that has a
 * catalogue, else that of $LC_ALL, $LC_MESSAGES or $LANG. In the locales C and POSIX they are in
 * English, and also if the character set of the locale cannot write them (charset.h). The
 * catalogues are in share/locale, beside the folder of the program. No locale is ever set: numbers
 * have a point, order is bytewise, and the locale need not be installed.
 */
void language_start(void);

/* Are the messages in Chinese? */
bool language_is_chinese(void);

/* Are the cells in Chinese? Their large numbers count in 万 and 亿. */
bool language_of_cells_is_chinese(void);

/* Cells from now on are in this language, one of LANGUAGE_WORDS; NULL: in that of the messages. */
void language_cells(const char *language);

#endif
