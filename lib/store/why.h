/*
 * why - the reasons of alerts, which the store keeps in English, in the language of the table
 * (program).
 */
#ifndef WHY_H
#define WHY_H

/* The caller frees the text. */
char *why_retold(const char *stored);

#endif
