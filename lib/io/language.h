/* language - the language of messages and of tables for people (program). */
#ifndef LANGUAGE_H
#define LANGUAGE_H
#include <stdbool.h>

enum language_name { LANGUAGE_USER = -1, LANGUAGE_EN, LANGUAGE_ZH };
#define LANGUAGES "en|zh"	/* their names on the command line, as an OPT_CHOICE */

/*
 * Messages from now on are in the language of the user: the first of $LANGUAGE that has a
 * catalogue, else that of $LC_ALL, $LC_MESSAGES or $LANG. In the locales C and POSIX they are in
 * English. The catalogues are in share/locale, beside the folder of the program. No other category
 * of the locale is ever set: numbers have a point, and order is bytewise.
 */
void language_start(void);

/* Cells from now on are in this language; LANGUAGE_USER: in that of the messages. */
void language_cells(enum language_name);

/* The English word, one of WORDS ("phone|mail"), that is WORD in the context; else WORD itself. */
const char *language_english(const char *context, const char *words, const char *word);

#endif
