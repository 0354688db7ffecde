/*
 * say - what the user reads, in their language (program). The English text is the key of the
 * translation; where there is none, it stands for itself.
 */
#ifndef SAY_H
#define SAY_H

/* Marks a text that say() gets later, so that xgettext(1) finds it. */
#define SAY(text) text

/* The translation of TEXT, which may be a format of printf. Nothing to free. */
const char *say(const char *text) __attribute__((format_arg(1)));

#endif
