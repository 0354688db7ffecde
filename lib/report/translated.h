/*
 * translated - sentences that tools print in English, in the language of the page (pure).
 *
 * They have numbers and names in them, so each is looked up by its pattern. What has no pattern
 * stays as it is.
 */
#ifndef TRANSLATED_H
#define TRANSLATED_H
#include "lib/report/sections.h"

/* Several sentences have "; " or lines between them. The caller frees the text. */
char *translated(const char *, enum language);

/*
 * The same of what a tool wrote on standard error, without the lines that are about its method only
 * and say nothing about the customers.
 */
char *translated_notes(const char *, enum language);

#endif
